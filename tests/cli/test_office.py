"""Starting the program, making an office, and keeping its people, as typed."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from typer.main import get_command

from loket import __version__
from loket.cli import Opening, opening_of, run
from loket.cli.commands import PARTS, tree
from loket.cli.data import data_place
from loket.cli.failed import Failed
from loket.desk import roster
from loket.desk.authority import Who
from loket.desk.errors import SignInFailed
from loket.desk.founding import create_office
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import devices, sessions, staff
from loket.desk.people.devices import DeviceKind
from loket.desk.people.sign_in import sign_in
from loket.store.journal import Entry, read_since
from tests.accounts import SEVERAL_ACCOUNTS, as_somebody
from tests.desk.karimun import PASSWORD, nip
from tests.installed import ROOT
from tests.shared import made_once

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kantor" / "loket.db"


@pytest.fixture(autouse=True)
def _admin_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)


def make(folder: Path) -> None:
    """An office that its admin has just made."""
    assert init(folder / "loket.db") == 0


@pytest.fixture
def office(path: Path, capsys: Printed) -> tuple[str, ...]:
    shutil.copytree(made_once("init", make), path.parent)
    capsys.readouterr()
    return ("--sebagai", nip(1), "--data", str(path))


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Put these lines where the next command reads what is typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def init(path: Path, *more: str) -> int:
    admin = ("--nip", nip(1), "--nama", "Ayu Contoh")
    return run(["init", "--kantor", "karimun", *admin, "--data", str(path), *more])


def desk(path: Path) -> Desk:
    return open_desk(path, office="karimun")


def test_a_new_office_has_its_admin(path: Path, capsys: Printed) -> None:
    assert init(path) == 0
    told = capsys.readouterr().out
    assert "DPMPTSP Karimun siap" in told
    assert "Tunjuk admin kedua: kata sandi admin yang terlupa hanya dapat diganti admin lain" in told
    assert "halaman Petugas" in told
    assert sign_in(desk(path), nip(1), PASSWORD).roles == ("admin",)
    assert sorted(p.name for p in path.parent.iterdir() if "baru" in p.name) == []


def test_the_help_of_a_group_is_told_whatever_data_are_meant(path: Path, capsys: Printed) -> None:
    assert run(["--data", str(path), "kantor", "--help"]) == 0
    assert "pasang" in capsys.readouterr().out


@SEVERAL_ACCOUNTS
def test_an_office_is_made_for_a_group_and_what_is_amiss_with_its_files_is_shown_and_put_right(
    capsys: Printed,
) -> None:
    with TemporaryDirectory(prefix="loket-") as above:
        os.chmod(above, 0o755)
        path, group = Path(above) / "kantor" / "loket.db", a_group()
        assert init(path.parent, "--grup", "bukan-kelompok") == 2
        assert "Kelompok bukan-kelompok tidak ada di komputer ini" in capsys.readouterr().err
        assert init(path.parent, "--grup", group) == 0
        assert f"Akun di kelompok {group} dapat membukanya" in capsys.readouterr().out
        right = {path.parent: 0o42770, path: 0o100660}
        assert {each: each.stat().st_mode for each in right} == right
        assert path.group() == path.parent.group() == group

        repair = ("kantor", "hak", "--data", str(path))
        assert run([*repair]) == 0
        assert capsys.readouterr().out == f"Hak berkas di {path.parent} sudah benar.\n"
        path.chmod(0o644)
        assert run([*repair]) == 1
        told = capsys.readouterr()
        assert told.out == f"Yang akan diubah:\n  {path}  {path.owner()}:{group} 644 → {group} 660\n"
        assert told.err == "Tidak diubah; dalam skrip tulis --ya.\n"
        assert run([*repair, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["wanted_mode"] == "660"
        assert run([*repair, "--ya"]) == 0
        assert path.stat().st_mode == right[path]
        assert as_somebody(54003, 54003, partial(is_turned_away, repair)) == 0


def is_turned_away(repair: Sequence[str]) -> None:
    with redirect_stderr(io.StringIO()) as told:
        assert run([*repair]) == 1
    assert "tidak terbaca akun ini. Jalankan sebagai pemiliknya atau root." in told.getvalue()


def a_group() -> str:
    """A group that this computer has, and whoever runs the tests is not of."""
    import grp  # Windows has none

    own = {os.getegid(), *os.getgroups()}
    return next(each.gr_name for each in grp.getgrall() if each.gr_gid not in own)


def test_an_office_is_never_made_over_another(path: Path, capsys: Printed) -> None:
    init(path)
    before = path.read_bytes()
    assert init(path) == 2
    assert "sudah ada" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_an_office_is_never_made_beside_the_remains_of_another(path: Path, capsys: Printed) -> None:
    """A terminal that died left acts in `loket.db-wal`; then somebody removed `loket.db` alone."""
    init(path)
    dying = (
        "import os, sqlite3, sys; conn = sqlite3.connect(sys.argv[1]);"
        "conn.execute(\"UPDATE person SET name = 'Orang Lama'\"); conn.commit(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", dying, str(path)], check=False, timeout=60)
    path.unlink()
    left = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    assert left["loket.db-wal"]
    assert init(path) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "loket.db-wal" in told
    assert "pindahkan" in told
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == left

    aside = path.parent / "lama"
    aside.mkdir()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).rename(aside / (path.name + suffix))
    assert init(path) == 0
    assert sign_in(desk(path), nip(1), PASSWORD).name == "Ayu Contoh"


def test_without_a_good_admin_nothing_is_left(
    path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", "1234")
    assert init(path) == 2
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    assert init(path, "--nip", "1") == 2
    assert all("Traceback" not in line for line in capsys.readouterr().err.splitlines())
    assert not path.parent.exists() or list(path.parent.iterdir()) == []
    assert init(path) == 0


def test_what_is_not_given_is_read_from_the_prompt(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOKET_KATA_SANDI")
    types(monkeypatch, nip(1), "Ayu Contoh", PASSWORD)
    assert run(["init", "--kantor", "karimun", "--data", str(path)]) == 0
    assert sign_in(desk(path), nip(1), PASSWORD).name == "Ayu Contoh"


def test_place_and_password_may_come_from_the_environment(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOKET_DATA", str(path))
    assert run(["init", "--kantor", "karimun", "--nip", nip(1), "--nama", "Ayu Contoh"]) == 0
    assert sign_in(desk(path), nip(1), PASSWORD).name == "Ayu Contoh"


def test_contract_staff_have_a_number_of_their_own_and_may_be_the_admin(
    path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--data", str(path))
    types(monkeypatch, *[PASSWORD] * 9)
    named = ["--tanpa-nip", "ktr 001", "--nama", "Ayu Contoh"]
    assert run(["init", "--kantor", "karimun", *named, *at]) == 0
    admin = ("--sebagai", "KTR001", *at)
    assert run(["petugas", "tambah", "--tanpa-nip", "ktr-014", "Sari Contoh", "--peran", "fo2", *admin]) == 0
    assert sign_in(desk(path), "ktr-014", PASSWORD).name == "Sari Contoh"
    assert run(["petugas", "tambah", "--tanpa-nip", "KTR-014", "Budi", "--peran", "bo", *admin]) == 2
    assert "Nomor itu sudah dipakai petugas lain." in capsys.readouterr().err
    assert run(["petugas", "daftar", *at]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "No. pegawai KTR001     Ayu Contoh  Admin (admin)",
        "No. pegawai KTR-014    Sari Contoh  FO/Petugas Loket 2 (fo2)",
    ]
    assert run(["petugas", "ubah", "KTR-014", "--nip", nip(2), *admin]) == 0
    assert run(["petugas", "ubah", nip(2), "--nama", "Sari Contoh Baru", *admin]) == 0
    assert sign_in(desk(path), nip(2), PASSWORD).name == "Sari Contoh Baru"
    assert run(["petugas", "ubah", "KTR001", "--nama", "Ayu Contoh Baru", *admin]) == 0
    with pytest.raises(SignInFailed):
        sign_in(desk(path), "KTR-014", PASSWORD)


def test_an_unknown_office_is_named_with_those_there_are(path: Path, capsys: Printed) -> None:
    assert run(["init", "--kantor", "bogor", "--data", str(path)]) == 2
    told = capsys.readouterr().err
    assert "bogor" in told
    assert "karimun" in told


def test_people_come_change_and_go(
    office: tuple[str, ...], path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, PASSWORD)
    assert run(["petugas", "tambah", nip(2), "Sari Contoh", "--peran", "fo2", "--peran", "fo4", *office]) == 0
    assert sign_in(desk(path), nip(2), PASSWORD).roles == ("fo2", "fo4")
    assert run(["petugas", "ubah", nip(2), "--nama", "Sari Contoh Baru", "--peran", "bo", *office]) == 0
    types(monkeypatch, "kata-sandi-baru")
    assert run(["petugas", "sandi", nip(2), *office]) == 0
    assert sign_in(desk(path), nip(2), "kata-sandi-baru").roles == ("bo",)
    assert run(["petugas", "ubah", nip(2), "--nonaktif", *office]) == 0
    with pytest.raises(SignInFailed):
        sign_in(desk(path), nip(2), "kata-sandi-baru")
    capsys.readouterr()
    assert run(["petugas", "daftar", "--data", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "19900101 201501 1 001  Ayu Contoh  Admin (admin)",
        "19900101 201501 1 002  Sari Contoh Baru  BO/Analis Dokumen Perizinan (bo)  (nonaktif)",
    ]


def test_an_admin_who_forgot_the_password_gets_a_new_one_from_the_other(
    office: tuple[str, ...], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "kata-sandi-kedua")
    assert run(["petugas", "tambah", nip(2), "Budi Contoh", "--peran", "admin", *office]) == 0
    monkeypatch.setenv("LOKET_KATA_SANDI", "kata-sandi-kedua")
    types(monkeypatch, "kata-sandi-baru")
    assert run(["petugas", "sandi", nip(1), "--sebagai", nip(2), "--data", str(path)]) == 0
    assert sign_in(desk(path), nip(1), "kata-sandi-baru").roles == ("admin",)


CHANGES = {
    "tambah": ["petugas", "tambah", nip(2), "Sari Contoh", "--peran", "fo2"],
    "ubah": ["petugas", "ubah", nip(3), "--nama", "Nama Lain"],
    "sandi": ["petugas", "sandi", nip(3)],
    "buka": ["petugas", "buka", nip(3)],
    "tidak masuk": ["jadwal", "tidak-masuk", nip(3), "--mulai", "01-12-2096"],
    "perangkat": ["perangkat", "buat", "kios", "Kios pintu depan"],
    "piket": ["jadwal", "piket", nip(3), "fo4"],
    "libur": ["kalender", "tambah", "03-12-2026", "Libur contoh"],
    "jam": ["kalender", "tambah", "03-12-2026", "Banjir", "--tutup"],
    "hapus": ["kalender", "hapus", "17-08-2026"],
    "impor": ["kalender", "impor", "libur.csv"],
    "jadwal cabut": ["jadwal", "cabut", "1"],
    "sesi akhiri": ["sesi", "akhiri", "1"],
    "perangkat ganti": ["perangkat", "ganti", "1"],
    "perangkat cabut": ["perangkat", "cabut", "1"],
    "pesanan": ["pesanan", "impor", "pesanan.csv"],
}


def booked_list(path: Path, clock: str = "09.00") -> None:
    """A list of bookings beside the data, of the day to come."""
    office = desk(path)
    day = office.working_time().date_of(office.now()) + timedelta(days=1)
    row = f"{day:%d-%m-%Y},{clock},tanya,Rina Contoh"
    path.with_name("pesanan.csv").write_text(f"tanggal,jam,keperluan,nama\n{row}\n")


def test_bookings_are_taken_in_from_a_list_and_shown_to_an_admin(
    office: tuple[str, ...], path: Path, capsys: Printed
) -> None:
    booked_list(path, "9 pagi")
    taking_in = ["pesanan", "impor", str(path.with_name("pesanan.csv")), *office]
    assert run(taking_in) == 2
    assert 'pesanan.csv: baris 2: "9 pagi" bukan jam' in capsys.readouterr().err
    booked_list(path)
    assert run(taking_in) == 0
    assert capsys.readouterr().out == "1 pesanan dicatat.\n"
    assert run(["pesanan", "tampil", *office]) == 0
    assert "Rina Contoh · Bertanya atau konsultasi" in capsys.readouterr().out


@pytest.mark.parametrize("command", CHANGES.values(), ids=list(CHANGES))
def test_only_an_admin_who_proves_it_changes_the_office(
    command: list[str],
    office: tuple[str, ...],
    path: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    budi = staff.add(desk(path), None, nip=nip(3), name="Budi Contoh", password=PASSWORD, roles=["bo"])
    away = date(2096, 12, 10)
    roster.enter(desk(path), None, budi, away, away)
    devices.give(desk(path), None, DeviceKind.KIOSK, "Kios belakang")
    sessions.begin(desk(path), Who(budi))
    monkeypatch.chdir(path.parent)
    Path("libur.csv").write_text(
        "tanggal,jenis,nama,dasar,status\n2026-12-04,libur_daerah,Contoh,SK Contoh,ditetapkan\n"
    )
    booked_list(path)
    at = ("--data", str(path))

    def entries() -> tuple[Entry, ...]:
        with desk(path).store.read() as conn:
            return read_since(conn, 0)

    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(desk(path), nip(3), "bukan-itu")
    before = entries()
    types(monkeypatch, "kata-sandi-baru")
    assert run([*command, *at]) == 2
    assert run([*command, "--sebagai", nip(3), *at]) == 2
    assert run([*command, "--sebagai", nip(9), *at]) == 2
    monkeypatch.setenv("LOKET_KATA_SANDI", "bukan-itu")
    assert run([*command, "--sebagai", nip(1), *at]) == 1
    assert [line.split(".")[0] for line in capsys.readouterr().err.splitlines()] == [
        "Sebutkan admin yang mengubahnya: --sebagai NIP",
        "Nomor pada --sebagai bukan milik admin yang aktif",
        "Nomor pada --sebagai bukan milik admin yang aktif",
        "Petugas atau kata sandi tidak cocok",
    ]
    assert entries() == before

    monkeypatch.delenv("LOKET_KATA_SANDI")
    types(monkeypatch, PASSWORD, "kata-sandi-baru")
    assert run([*command, "--sebagai", nip(1), *at]) == 0
    assert entries()[-1].person_id == staff.by_nip(desk(path), nip(1)).id


def test_who_does_not_come_and_who_is_on_duty_is_listed_until_it_is_taken_back(
    office: tuple[str, ...], path: Path, capsys: Printed
) -> None:
    staff.add(desk(path), None, nip=nip(3), name="Budi Contoh", password=PASSWORD, roles=["bo"])
    days = ("--mulai", "01-12-2096", "--sampai", "03-12-2096")
    assert run(["jadwal", "tidak-masuk", nip(3), *days, "--alasan", "cuti", *office]) == 0
    assert run(["jadwal", "piket", nip(3), "fo4", "--mulai", "05-12-2096", *office]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Dicatat (1): Budi Contoh: tidak masuk Sab 1 Des s.d. Sen 3 Des 2096 (cuti).",
        "Sab 1 Des s.d. Sen 3 Des: tanpa BO/Analis Dokumen Perizinan, karena Budi Contoh tidak masuk."
        " Bila perlu: loket jadwal piket NIP bo.",
        "Dicatat (2): Budi Contoh: piket FO/Petugas Loket 4 Rab 5 Des 2096 (giliran piket).",
    ]
    assert run(["jadwal", "cabut", "1", *office]) == 0
    assert run(["jadwal", "cabut", "1", *office]) == 2
    assert capsys.readouterr().err == "Tidak ada jadwal nomor 1 untuk hari ini atau nanti.\n"
    assert run(["jadwal", "tampil", "--data", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "   2  Budi Contoh: piket FO/Petugas Loket 4 Rab 5 Des 2096 (giliran piket)"
    ]


def test_who_is_signed_in_is_listed_and_signed_out(
    office: tuple[str, ...], path: Path, capsys: Printed
) -> None:
    at = ("--data", str(path))
    assert run(["sesi", "tampil", *at]) == 0
    assert capsys.readouterr().out == "Tidak ada yang sedang masuk.\n"
    sessions.begin(desk(path), Who(staff.by_nip(desk(path), nip(1)).id))
    assert run(["sesi", "tampil", *at]) == 0
    assert re.fullmatch(r" +1  Ayu Contoh · .* · sejak .*\n", capsys.readouterr().out)
    assert run(["sesi", "akhiri", "1", "--alasan", "lupa keluar", *office]) == 0
    assert capsys.readouterr().out.startswith("Diakhiri: Ayu Contoh · ")
    assert run(["petugas", "riwayat", *at]) == 0
    newest = capsys.readouterr().out.splitlines()[0]
    assert newest.endswith(" oleh Ayu Contoh: Ayu Contoh: dikeluarkan dari layarnya (lupa keluar)")
    assert run(["sesi", "akhiri", "1", *office]) == 2
    assert capsys.readouterr().err == "Tidak ada yang masuk dengan nomor 1.\n"


def test_an_office_without_people_gets_its_first_admin(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_office(path, "karimun", now=0)
    types(monkeypatch, PASSWORD)
    assert run(["petugas", "tambah", nip(1), "Ayu Contoh", "--peran", "admin", "--data", str(path)]) == 0
    assert sign_in(desk(path), nip(1), PASSWORD).roles == ("admin",)


def test_no_command_takes_a_password_as_an_argument(office: tuple[str, ...], capsys: Printed) -> None:
    for command in (["init", "--kantor", "karimun"], ["petugas", "sandi", nip(1)]):
        assert run([*command, "--kata-sandi", PASSWORD]) == 2
        assert "Pilihan --kata-sandi tidak dikenal" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["tambah", "123", "Sari Contoh", "--peran", "fo2"],
        ["tambah", nip(1), "Sari Contoh", "--peran", "fo2"],
        ["tambah", nip(2), "Sari Contoh", "--peran", "kasir"],
        ["tambah", nip(2), "Sari Contoh"],
        ["tambah", nip(2)],
        ["ubah", nip(9), "--nonaktif"],
        ["ubah", nip(1)],
        ["ubah", nip(1), "--nonaktif"],
        ["ubah", nip(1), "--peran", "bo"],
        ["ubah", nip(1), "--peran", "kasir"],
        ["ubah", nip(1), "--nip", "123"],
        ["tambah", "--tanpa-nip", nip(2), "Sari Contoh", "--peran", "fo2"],
        ["tambah", "--tanpa-nip", "KTR", "Sari Contoh", "--peran", "fo2"],
        ["tambah", nip(2), "Sari Contoh", "--tanpa-nip", "KTR-014", "--peran", "fo2"],
        ["ubah", nip(1), "--tanpa-nip", "12"],
        ["sandi", nip(9)],
        ["hapus", nip(1)],
    ],
)
def test_what_is_refused_is_one_sentence_before_any_password_is_asked(
    arguments: list[str], office: tuple[str, ...], capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(whose: str) -> str:
        raise AssertionError(whose)

    monkeypatch.setattr("loket.cli.admin.ask_own_password", asked)
    monkeypatch.setattr("loket.cli.office.ask_new_password", asked)
    assert run(["petugas", *arguments, *(office if arguments[0] != "hapus" else ())]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1


def test_a_new_password_that_will_not_do_is_one_sentence(
    office: tuple[str, ...], capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "pendek")
    assert run(["petugas", "tambah", nip(2), "Sari Contoh", "--peran", "fo2", *office]) == 2
    assert capsys.readouterr().err == "Kata sandi paling sedikit 8 huruf atau angka.\n"


@pytest.mark.parametrize("damage", ["missing", "text", "other"])
def test_a_database_that_cannot_be_used_is_one_sentence(damage: str, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "loket.db"
    if damage == "text":
        path.write_text("ini bukan basis data, melainkan surat yang salah nama\n" * 50)
    if damage == "other":
        import sqlite3

        conn = sqlite3.connect(path)
        conn.execute("CREATE TABLE belanja (barang TEXT)")
        conn.close()
    assert run(["petugas", "daftar", "--data", str(path)]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert str(path) in told


def test_the_version(capsys: Printed) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"loket {__version__}\n"


def test_the_screens_need_a_terminal(tmp_path: Path, capsys: Printed) -> None:
    assert run(["--data", str(tmp_path / "loket.db")]) == 2
    assert "memerlukan terminal" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["batas", "2026-03-17", "-1 jam", "--kantor", "karimun"], "Isian tidak dapat dimulai dengan -1"),
        (["kalender", "tambah", "20-11-2026", "Banjir", "--jenis", "libur"], "tulis libur_nasional, "),
    ],
)
def test_what_is_typed_wrongly_is_told_with_what_is_right(
    command: list[str], said: str, capsys: Printed
) -> None:
    assert run(command) == 2
    assert said in capsys.readouterr().err


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command and group of commands, by its whole name."""
    yield name, command
    for word, each in getattr(command, "commands", {}).items():
        yield from commands(each, f"{name} {word}".strip())


TREE = tuple(commands(get_command(tree())))
COMMANDS = tuple(name for name, _ in TREE)
ENGLISH = ("Usage", "Options", "Show", "required", "default", "env var", "<", "{", "...\n")


def test_each_first_word_brings_its_own_module_and_no_other() -> None:
    modules = {path.stem for path in (ROOT / "loket/cli").glob("*.py") if "\ndef add_to(" in path.read_text()}
    assert set(PARTS) == modules
    for words in PARTS.values():
        brought = {name.partition(" ")[0] for word in words for name, _ in commands(get_command(tree(word)))}
        assert brought - {""} == {*words} or "manual" in words


WITHOUT_ADMIN = frozenset(
    (
        *("init", "demo"),  # there is no admin yet
        *("papan", "suara", "kios"),  # a device's key opens them
        *("cadangkan", "tugas", "pdp bersihkan"),  # a timer does it at night: it keeps, or does what is due
        *("batas", "periksa", "lampiran tampil", "latihan-pulih", "catatan", "manual", "pelengkap"),
        *("laporan antrean", "laporan urutan"),
        "lembar-pagi",
        *("petugas daftar", "jadwal tampil", "sesi tampil", "perangkat tampil", "kalender tampil"),
        *("printer tampil", "printer uji", "jadwal riwayat", "kalender riwayat"),
        *("petugas riwayat", "perangkat riwayat"),
        *("kantor periksa", "kantor ekspor", "kantor tampil", "kantor riwayat", "kantor hak"),
        *("sop daftar", "sop tampil", "sop periksa", "sop coba", "sop tafsir"),
    )
)


def test_each_command_asks_for_an_admin_but_those_that_change_nothing_of_the_office() -> None:
    options = {name: [o for p in c.params for o in p.opts] for name, c in TREE if not hasattr(c, "commands")}
    assert {name for name, known in options.items() if "--sebagai" not in known} == WITHOUT_ADMIN


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_indonesian(command: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run([*command.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert run([*command.split(), "-h"]) == 0
    assert capsys.readouterr().out == told
    assert told.startswith(f"Cara pakai: loket {command}".rstrip())
    body = told.partition("\n")[2]
    assert [word for word in ENGLISH if word in body] == []


@pytest.mark.parametrize("command", [["sop", "periksa", "x.toml", "--kantor"], ["batas", "--jeda"]])
def test_an_option_without_its_value_is_named(command: list[str], capsys: Printed) -> None:
    assert run(command) == 2
    assert f"{command[-1]} belum diberi nilai" in capsys.readouterr().err


def test_alone_the_command_opens_the_screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lain.db"
    given = ["--data", str(path), "--kantor=karimun", "--tetikus", "--stasiun", "2"]
    assert opening_of(given) == Opening(path, "karimun", mouse=True, station="2")
    monkeypatch.setenv("LOKET_STASIUN", "4")
    assert opening_of([]) == Opening(data_place(), station="4")
    monkeypatch.delenv("LOKET_STASIUN")
    assert opening_of([]) == Opening(data_place())
    assert opening_of(["petugas", "daftar"]) is None
    assert opening_of(["--help"]) is None
    with pytest.raises(Failed):
        opening_of(["--data"])


def test_the_database_lies_where_the_user_keeps_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lies = data_place()
    assert isinstance(lies, Path)
    assert lies.name == "loket.db"
    assert lies.is_relative_to(tmp_path)
    monkeypatch.setenv("LOKET_DATA", str(tmp_path))
    assert data_place() == tmp_path / "loket.db"
    assert data_place(tmp_path / "lain.db") == tmp_path / "lain.db"


def test_the_way_to_the_screens_imports_no_typer() -> None:
    code = "import sys; from loket.cli import opening_of; opening_of([]); print('typer' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_what_was_typed_wrongly_reaches_the_terminal_without_control_characters(capsys: Printed) -> None:
    assert run(["batas", "\x1b]52;c;eA==\x07kemarin", "5 menit", "--kantor", "karimun"]) == 2
    told = capsys.readouterr().err.rstrip("\n")
    assert "kemarin" in told
    assert told.isprintable()


def test_without_an_office_those_are_listed_with_which_one_may_begin(path: Path, capsys: Printed) -> None:
    assert run(["init", "--data", str(path)]) == 2
    told = capsys.readouterr().err
    assert "Sebutkan --kantor ID" in told
    assert re.search(r"karimun +Dinas Penanaman Modal", told)
    assert not path.exists()


def test_an_office_begins_with_the_documents_of_another_under_its_own_name(
    path: Path, capsys: Printed
) -> None:
    assert init(path, "--nama-kantor", "DPMPTSP Kabupaten Contoh") == 0
    told = capsys.readouterr().out
    assert "Data kantor DPMPTSP Kabupaten Contoh siap" in told
    assert f"Sekarang jalankan: loket --data {path}" in told
    desk = open_desk(path)
    assert (desk.office.name, desk.office.place) == ("DPMPTSP Kabupaten Contoh", "")
    assert desk.office.letterhead == ("DPMPTSP KABUPATEN CONTOH",)
    desk.store.close()
