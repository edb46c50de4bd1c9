"""A terminal that sends rubbish, goes away or is no terminal; and a program that is told to end."""

from __future__ import annotations

import os
import pty
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from textual import constants
from textual.drivers.web_driver import WebDriver

from screens.app import LoketApp
from screens.shell.driver import TerminalDriver
from tests.screens.house import PASSWORD, House
from tests.stories.terminal import Terminal, terminal
from tests.terminal.program import LOKET, ROOT, opened

MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
KEPT_ON = {"7", "25"}
"""Modes that a terminal has by itself: lines go on in the next, the cursor is seen."""


@pytest.fixture
def desk(house: House) -> Iterator[Terminal]:
    """The program in a terminal, at the sign-in."""
    yield from opened(house)


@pytest.fixture
def desk_of_make(house: House) -> Iterator[Terminal]:
    """The same under a parent that does not care for a lost terminal, as `make` does."""
    yield from opened(house, "sh", "-c", 'trap "" HUP; "$@"; exit $?', "sh")


def at_the_form(desk: Terminal) -> None:
    """Sari Contoh registers a file that came without a number."""
    desk.signs_in("Sari Contoh", "Loket 2", PASSWORD)
    desk.presses("f7")
    desk.picks("Daftarkan berkas tanpa nomor")
    desk.stands_at("NIK")
    desk.sends("2102014508900012", "enter", "Siti Contoh")
    desk.sees("Nama Siti Contoh")


def kept(house: House) -> bool:
    """Whether the form was kept as a draft, and nothing is left open."""
    with closing(sqlite3.connect(house.path)) as connection:
        found = connection.execute("SELECT count(*) FROM draft WHERE data LIKE '%Siti Contoh%'").fetchone()
    return bool(found[0]) and not house.path.with_name("loket.db-wal").exists()


def test_nothing_that_a_terminal_sends_ends_the_program(desk: Terminal) -> None:
    for rubbish in (b"\xe9", b"\x80", b"\x1b[97;1:1u", b"\x1b[99999999999u"):
        desk.sends("Sar", rubbish, "i")
        desk.sees_match("Nama / nomor Sar.?i ")
        desk.sends("ctrl+u")
        desk.sees_match("Nama / nomor +[^S ]")
    desk.sends(b"Caf\xe9", " Sari")
    desk.sees("Caf� Sari")  # what is no letter is seen as such
    desk.presses("f10")
    assert desk.ends() == 0


def test_who_loses_the_terminal_keeps_what_was_typed(desk: Terminal, house: House) -> None:
    at_the_form(desk)
    began = monotonic()
    assert desk.hangs_up() == 129
    assert monotonic() - began < 2
    assert kept(house)


def test_where_nothing_more_will_be_typed_the_program_ends_and_keeps_what_was(
    desk: Terminal, house: House
) -> None:
    at_the_form(desk)
    began = monotonic()
    assert desk.gives_no_more() == 129
    assert monotonic() - began < 2
    assert kept(house)


def test_a_parent_that_ignores_the_lost_terminal_changes_nothing(
    desk_of_make: Terminal, house: House
) -> None:
    at_the_form(desk_of_make)
    began = monotonic()
    assert desk_of_make.hangs_up() == 129
    assert monotonic() - began < 2
    assert kept(house)


def test_who_is_told_to_end_leaves_a_clean_terminal_and_keeps_what_was_typed(
    desk: Terminal, house: House
) -> None:
    at_the_form(desk)
    desk.is_told_to_end()
    code = desk.ends()
    assert code == 143, desk.screen
    on = {mode.decode(): to == b"h" for mode, to in MODES.findall(bytes(desk.raw))}
    assert {mode for mode, is_on in on.items() if is_on} <= KEPT_ON
    assert all(on[mode] for mode in KEPT_ON)
    assert "Traceback" not in desk.screen
    assert kept(house)


@pytest.mark.parametrize("lost", [0, 1, 2], ids=["masukan", "keluaran", "pesan"])
def test_without_a_terminal_it_says_so_and_stops(tmp_path: Path, lost: int) -> None:
    master, slave = pty.openpty()
    streams: list[int] = [slave] * 3
    streams[lost] = subprocess.DEVNULL
    command = [*LOKET, "--data", str(tmp_path / "loket.db")]
    with subprocess.Popen(
        command, stdin=streams[0], stdout=streams[1], stderr=streams[2], cwd=ROOT
    ) as program:
        assert program.wait(30) == 2
    os.close(slave)
    said = os.read(master, 4096).decode()
    os.close(master)
    assert (
        " ".join(said.split())
        == "Layar kerja memerlukan terminal; jalankan loket langsung di sana, tanpa |, < dan >."
    )


def test_a_password_typed_before_the_program_stands_is_never_read_as_a_name(house: House) -> None:
    # until the program listens the terminal itself takes the keys, and gives its Enter on as another one
    with terminal([*LOKET, "--data", house.path], PYTHONPATH=str(ROOT)) as desk:
        desk.sends("Sari Contoh", "enter", PASSWORD)
        desk.sees_match("Sari Contoh .*•{8}")
        assert f"Nama / nomor Sari Contoh{PASSWORD}" not in " ".join(desk.screen.split())
        desk.sends("enter")
        desk.sees("Loket 2", "F10 Tutup")


def test_the_terminal_is_read_by_a_driver_of_our_own_and_a_browser_by_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = LoketApp(tmp_path / "loket.db")
    assert app.get_driver_class() is TerminalDriver
    monkeypatch.setattr(constants, "DRIVER", "textual.drivers.web_driver:WebDriver")
    assert app.get_driver_class() is WebDriver
