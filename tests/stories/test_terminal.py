"""The installed program in a real terminal: an office is made, a file registered, and a terminal lost."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.installed import Installed
from tests.shared import made_once
from tests.stories.office import NIK, PASSWORD
from tests.stories.terminal import PATIENCE, Terminal, terminal

STAFF = {
    "199001012015012001": ("Sari Dewi", "fo2"),
    "199001012015011002": ("Andi Saputra", "bo"),
}


@pytest.fixture
def database(installed: Installed, tmp_path: Path) -> Path:
    """Karimun as `loket init` and `loket petugas` make it."""
    kantor = made_once("init-and-petugas", partial(init_and_petugas, installed))
    return Path(shutil.copytree(kantor, tmp_path / "kantor")) / "loket.db"


def init_and_petugas(installed: Installed, folder: Path) -> None:
    env = {"LOKET_DATA": str(folder / "loket.db"), "LOKET_KATA_SANDI": PASSWORD}
    admin = ("--nip", "199001012015012009", "--nama", "Ibu Admin")
    made = installed.run("init", "--kantor", "karimun", *admin, **env)
    assert made.returncode == 0, made.stderr
    assert "siap di" in made.stdout
    for nip, (name, role) in STAFF.items():
        added = installed.run(
            "petugas", "tambah", nip, name, "--peran", role, "--sebagai", admin[1], typed=PASSWORD, **env
        )
        assert added.returncode == 0, added.stderr


def calls_a_number(desk: Terminal) -> None:
    desk.presses("f7")
    desk.picks("Beri nomor antrean")
    desk.picks("Izin Reklame")
    desk.sees("Nomor A-001 diberikan.", "MENUNGGU 1")
    desk.presses("f2")
    desk.sees("DIPANGGIL 1")
    desk.presses("h")
    desk.sees("DILAYANI 1", "Yang datang ● pemohon")


def fills_in(desk: Terminal) -> None:
    for label, typed in (("NIK", NIK), ("Nama", "Siti Aminah"), ("HP", "081270000012")):
        desk.stands_at(label)
        desk.types(typed)
        desk.presses("enter")
    desk.sees("Belum dikenal: pemohon baru.")


def test_from_an_empty_machine_to_a_file_at_the_back_office(installed: Installed, database: Path) -> None:
    with terminal([installed.loket, "--data", database]) as desk:
        desk.signs_in("Sari Dewi", "Loket 2", given=True)
        calls_a_number(desk)
        fills_in(desk)
        desk.presses("f8")
        desk.sees("00001 Izin Reklame", "Siti Aminah · NIK 210201******0012", "F8 belum bisa")
        for left in ("4 belum diperiksa", "2 belum diperiksa"):
            desk.sends("aaa")
            desk.sees(left)
        desk.sends("aaa")
        desk.sees("F8 bisa diteruskan.")
        desk.presses("f8")
        desk.sees("00001 → Analis Dokumen Perizinan. F9 urung, F5 cetak.")
        desk.presses("f2")
        desk.sees("apa hasilnya?", "▸ Berkas masuk")
        desk.presses("enter")
        desk.sees("Tidak ada nomor yang menunggu.")
        desk.presses("f10")
        desk.picks("Ganti orang")

        desk.signs_in("Andi Saputra", "· Andi Saputra", given=True)
        desk.sees("MENUNGGU 1", "00001 Siti Aminah", "Langkah 6")
        desk.presses("f10")
        desk.picks("Ganti orang")
        desk.sees("Kata sandi")
        desk.presses("f10")
        assert desk.ends() == 0


def test_what_was_typed_survives_a_lost_terminal(installed: Installed, database: Path) -> None:
    with terminal([installed.loket, "--data", database]) as desk:
        desk.signs_in("Sari Dewi", "Loket 2", given=True)
        calls_a_number(desk)
        fills_in(desk)
        a_draft_is_kept(desk, database)
        assert desk.hangs_up() == 129

    with terminal([installed.loket, "--data", database]) as desk:
        desk.signs_in("Sari Dewi", "Loket 2", given=True)
        desk.sees("Isian yang tersimpan", "terbuka lagi. F6 mengosongkannya.")
        desk.sees(f"NIK {NIK}", "Nama Siti Aminah", "HP 081270000012")
        desk.presses("f8")
        desk.sees("00001 Izin Reklame", "Siti Aminah")


def a_draft_is_kept(desk: Terminal, database: Path) -> None:
    """Wait until the form has kept itself, as it does a moment after the last key."""
    kept = "SELECT 1 FROM draft WHERE data LIKE '%081270000012%'"
    with closing(sqlite3.connect(database)) as connection:
        found = desk.comes(lambda _: connection.execute(kept).fetchone() is not None, PATIENCE)
    assert found, "the form did not keep itself"
