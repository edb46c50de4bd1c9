"""`loket demo` in a terminal: it opens on any of the four offices, says who may sign in, and goes on.

What plays an office is the same for all (`tests/demo`): here Karimun is played by the command itself.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.demo.played import played
from tests.installed import Installed
from tests.stories.terminal import Terminal, terminal

PASSWORD = "loket-demo"
KEPT_SOON = "from screens.widgets import form; form._TYPING_SECONDS = 0.7; from loket.cli import main; main()"
"""The program, in which who types on without a rest is kept after 0.7 s instead of 1.5."""


def comes_in(desk: Terminal, name: str) -> None:
    """Sign in; who has several counters sits down at the first."""
    desk.sees("Kata sandi semua petugas: loket-demo", "● tersambung", "F8 Masuk")
    desk.types(name)
    desk.sees(f"▸ {name}")
    desk.presses("enter")
    desk.types_unseen(PASSWORD)
    desk.presses("enter")
    desk.until(
        lambda screen: "Kata sandi" not in screen or "Pilih loket" in screen, "the counter or the desk"
    )
    if "Pilih loket" in desk.screen:
        desk.presses("enter")
    desk.no_longer_sees("Kata sandi")
    desk.sees("F10 Tutup")


def goes_out(desk: Terminal) -> None:
    """Change person; a number that is still being called is first put back."""
    desk.presses("f10")
    desk.until(lambda screen: "Tutup layar ini" in screen or "masih dipanggil" in screen, "the way out")
    if "masih dipanggil" in desk.screen:
        desk.presses("f7")
        desk.picks(desk.sees_match(r"Kembalikan [A-Z]-\d+ ke antrean")[0])
        desk.no_longer_sees("DIPANGGIL")
        desk.presses("f10")
    desk.picks("Ganti orang")
    desk.until(lambda screen: "Kata sandi" in screen or "Masih di tangan Anda" in screen, "the sign-in")
    if "Masih di tangan Anda" in desk.screen:
        desk.presses("enter")
    desk.sees("Kata sandi")


def opens_on_a_working_morning(desk: Terminal) -> None:
    """The second person of the walk-through signs in, on a desk in full swing."""
    desk.sees_match(r"Mulai dari Sari Dewi · .+ · NIP \d{18}")
    second = desk.sees_match(r"Satu berkas berjalan: Sari (?:\(“.+?”\) )?→ (\w+) →")[1]
    comes_in(desk, second)
    desk.sees_match(r"Jum 20 Nov 09\.\d\d")
    desk.sees_match(r"(MENUNGGU|DI TANGAN ANDA) \d+")
    desk.sees_match(r"Langkah \d .+ Batas ")


@pytest.mark.parametrize("office", ["purwakarta", "pariaman", "mempawah"])
def test_each_office_opens_on_a_working_morning(installed: Installed, tmp_path: Path, office: str) -> None:
    shutil.copytree(played(office), tmp_path, dirs_exist_ok=True)
    data = str(tmp_path / "demo.db")
    command = [str(installed.loket), "demo", "--kantor", office, "--lanjut", "--data", data]
    with terminal(command) as desk:
        opens_on_a_working_morning(desk)


@pytest.fixture(scope="module")
def opened_once(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of Karimun after somebody opened it and closed the window: its ten days are played once."""
    database = tmp_path_factory.mktemp("demo") / "demo.db"
    with terminal([installed.loket, "demo", "--data", database]) as desk:
        opens_on_a_working_morning(desk)
        desk.hangs_up()
    return database.parent


@pytest.fixture
def going_on(installed: Installed, opened_once: Path, tmp_path: Path) -> list[str | Path]:
    """The command that goes on with a copy of it, `demo.db` in `tmp_path`."""
    shutil.copytree(opened_once, tmp_path, dirs_exist_ok=True)
    return [installed.loket, "demo", "--lanjut", "--data", tmp_path / "demo.db"]


def test_it_goes_on_where_it_was_left(going_on: list[str | Path]) -> None:
    with terminal(going_on) as desk:
        comes_in(desk, "Sari Dewi")
        number, left_at = gives_a_number(desk), clock(desk)
        desk.hangs_up()
    with terminal(going_on) as desk:
        comes_in(desk, "Sari Dewi")
        desk.sees_match(r"MENUNGGU \d+")
        assert gives_a_number(desk) == number + 1
        assert left_at <= clock(desk) <= left_at + 5
        goes_out(desk)
        comes_in(desk, "Andi Saputra")


def test_typing_without_a_rest_survives_a_killed_program(
    going_on: list[str | Path], installed: Installed, tmp_path: Path
) -> None:
    with terminal([installed.python, "-c", KEPT_SOON, *going_on[1:]]) as desk:
        comes_in(desk, "Sari Dewi")
        desk.sees("DIPANGGIL 1")
        desk.presses("h")
        desk.stands_at("NIK")
        desk.presses("enter")
        desk.stands_at("Nama")
        kept = types_until_it_is_kept(desk, tmp_path / "demo.db")
        desk.process.kill()
    with terminal(going_on) as desk:
        comes_in(desk, "Sari Dewi")
        desk.sees("Isian yang tersimpan", "terbuka lagi. F6 mengosongkannya.")
        desk.sees(f"Nama {kept}")


def types_until_it_is_kept(desk: Terminal, database: Path) -> str:
    """Type one letter after the other until the draft has a name; the name it has."""
    with closing(sqlite3.connect(database)) as connection:
        for length in range(1, 40):
            desk.presses("z")
            desk.sees("z" * length)
            desk.comes(lambda _: bool(_kept(connection)), 0.2)
            if name := _kept(connection):
                return name
    raise AssertionError(f"nothing was kept while somebody typed:\n{desk.screen}")


def _kept(connection: sqlite3.Connection) -> str:
    """The name in the draft of a registration; empty while there is none."""
    found = connection.execute("SELECT data FROM draft WHERE place = 'pendaftaran'").fetchone()
    return str(json.loads(found[0])["name"]) if found else ""


def gives_a_number(desk: Terminal) -> int:
    """Give out the next number of the queue."""
    desk.presses("f7")
    desk.picks("Beri nomor antrean")
    desk.picks("SIP Bidan")
    return int(desk.sees_match(r"Nomor A-(\d+) diberikan\.")[1])


def clock(desk: Terminal) -> int:
    """The demo's time, in minutes of the day."""
    found = desk.sees_match(r"Jum 20 Nov (\d\d)\.(\d\d)")
    return int(found[1]) * 60 + int(found[2])
