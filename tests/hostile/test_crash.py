"""A failure with somebody's data in hand: one sentence for the clerk, and nothing of the person anywhere."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import pytest

from loket.demo import office as demo_office
from loket.desk.opening import open_desk, system_clock
from loket.log import LOG
from loket.store.journal import verify_chain
from screens.app import LoketApp
from screens.shell.asking import FAILED
from screens.shell.crash import TROUBLED
from tests.screen_text import screen_text
from tests.screens.house import settle
from tests.snapshots import demo_office as template
from tests.started import Program

NIK, NAME, PHONE = "2102019999990042", "Siti Sangat Rahasia", "081299990042"
SECRETS = (NIK, NAME, "Rahasia", PHONE)

_SCREENS = f"""
import asyncio
import sys
from pathlib import Path
from screens.app import LoketApp
from screens.shell.screen import LoketScreen
from screens.supervise.morning import OFFER
from screens.widgets.dialogs import Message
from screens.widgets.key_bar import KeyBar
from loket.desk.case import lists
from loket.desk.people import staff
from loket.desk.people.sign_in import Person

NIK, NAME, PHONE = {NIK!r}, {NAME!r}, {PHONE!r}

def fail(*given, **named):
    person = {{"nik": NIK, "name": NAME}}
    try:
        raise KeyError(PHONE)
    except KeyError as error:
        raise RuntimeError(f"berkas {{NAME}} {{NIK}}") from error

async def clerk(pilot):
    app = pilot.app
    async with asyncio.timeout(30):
        while app.live is None:
            await pilot.pause()
    member = staff.staff(app.live.desk)[0]
    app.live.signed_in(Person(member.id, member.nip, member.name, member.roles), None)
    await pilot.pause()
    app.push_screen(Message("Pemohon " + NAME, ["NIK " + NIK]))
    await pilot.pause()
    if sys.argv[2] == "handler":
        app.call_later(fail)
    elif sys.argv[2] == "worker":
        lists.find = lists.all_open = lists.pile = fail
        app.screen_stack[1].read(fail, print)
    else:
        lists.find = fail
        await app.pop_screen()
        app.action_find()
        await pilot.pause()
        app.screen.query_one("SearchField").value = NAME
    said = ""
    async with asyncio.timeout(30):
        while said in ("", OFFER):
            await asyncio.sleep(0.01)
            seen = [screen for screen in app.screen_stack if isinstance(screen, LoketScreen)]
            said = seen[-1].query_one(KeyBar)._reason
    await pilot.pause()
    app.exit(0)
    app.said = said

app = LoketApp(Path(sys.argv[1]))
app.run(headless=True, size=(80, 24), auto_pilot=clerk)
print(app.said)
sys.exit(app.return_code)
"""

_COMMAND = f"""
import sys
from loket.desk.people import staff

def fail(*given, **named):
    nik, name = {NIK!r}, {NAME!r}
    raise RuntimeError(f"{{name}} {{nik}}")

staff.staff = fail
from loket.cli import main
main()
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = template.copy_to(tmp_path)
    demo_office.go_on(path, host_now=system_clock())
    return path


class Ended(NamedTuple):
    """A program that ran to its end."""

    returncode: int | None
    stdout: str
    stderr: str


def _run(program: str, *arguments: str, folder: Path) -> Ended:
    with TemporaryFile("w+") as errors:
        env = {**os.environ, "LOKET_DATA": str(folder)}
        started = Program("-c", program, *arguments, errors=errors.fileno(), env=env)
        printed = started.communicate()
        errors.seek(0)
        return Ended(started.poll(), printed, errors.read())


def _logs(folder: Path) -> dict[str, str]:
    """Whatever was written beside the database and is no database."""
    return {
        path.name: path.read_text("utf-8", "replace")
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith("loket.db")
    }


def _is_well(path: Path) -> bool:
    with sqlite3.connect(path) as conn:
        sound = conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    conn.close()
    desk = open_desk(path)
    with desk.store.read() as found:
        broken = verify_chain(found)
    desk.store.close()
    return sound and broken is None


@pytest.mark.parametrize(
    ("where", "sentence"), [("handler", TROUBLED), ("worker", FAILED["read"]), ("find", FAILED["read"])]
)
def test_a_screen_that_fails_tells_one_sentence_and_names_nobody(
    where: str, sentence: str, office: Path
) -> None:
    ended = _run(_SCREENS, str(office), where, folder=office.parent)
    assert ended.returncode == 0
    assert (ended.stdout + ended.stderr).strip() == sentence
    logs = _logs(office.parent)
    assert list(logs) == [LOG]
    report = logs[LOG]
    assert "builtins.RuntimeError" in report
    assert "builtins.KeyError" in report
    assert ":fail" in report
    assert not [secret for secret in SECRETS if secret in report]
    assert (office.parent / LOG).stat().st_mode & 0o077 == 0
    assert _is_well(office)


def test_a_command_that_fails_tells_one_sentence_and_names_nobody(office: Path) -> None:
    ended = _run(_COMMAND, "petugas", "daftar", "--data", str(office), folder=office.parent)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Perintah berhenti karena gangguan; beri tahu admin bila terulang")
    assert ended.stderr.count("\n") == 1
    report = _logs(office.parent)[LOG]
    assert "builtins.RuntimeError" in report
    assert not [secret for secret in SECRETS if secret in report + ended.stderr]
    assert _is_well(office)


@pytest.mark.parametrize("form", ["--data {}", "--data={}"])
def test_the_report_of_a_command_lies_beside_the_data_that_it_was_given(
    office: Path, tmp_path: Path, form: str
) -> None:
    usual = tmp_path / "biasanya"
    usual.mkdir()
    ended = _run(_COMMAND, "petugas", "daftar", *form.format(office).split(), folder=usual)
    assert f"(catatan: {office.parent / LOG})" in ended.stderr
    assert "builtins.RuntimeError" in _logs(office.parent)[LOG]
    assert list(usual.iterdir()) == []


def test_the_report_of_a_failure_holds_places_and_kinds_line_by_line(office: Path) -> None:
    _run(_COMMAND, "petugas", "daftar", "--data", str(office), folder=office.parent)
    first, *lines = _logs(office.parent)[LOG].strip().splitlines()
    assert first.split()[2:4] == ["gangguan", "python"]
    assert lines
    for line in lines:
        assert line.startswith("  ") or "." in line
        assert len(line.split()) == 1


async def test_an_office_that_fails_to_open_is_told_in_words_and_kept_without_any(
    office: Path, monkeypatch: pytest.MonkeyPatch, unforeseen: list[Exception]
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RuntimeError(f"{NAME} {NIK}")

    monkeypatch.setattr("screens.live.opening.open_desk", fail)
    app = LoketApp(office)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = screen_text(app)
    assert "Kantor tidak dapat dibuka. Hubungi admin" in shown
    report = _logs(office.parent)[LOG]
    assert "builtins.RuntimeError" in report
    assert not [secret for secret in SECRETS if secret in report + shown]
    assert [type(error) for error in unforeseen] == [RuntimeError]
    unforeseen.clear()
