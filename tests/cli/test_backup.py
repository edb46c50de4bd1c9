"""`loket cadangkan`, `pulihkan` and `latihan-pulih`, as whoever keeps the machine meets them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.backup.places import PASSPHRASE_VARIABLE, PLACES_VARIABLE
from loket.desk.opening import open_desk
from loket.store import journal
from tests.desk.karimun import PASSWORD, nip, open_karimun, register

Printed = pytest.CaptureFixture[str]
ADMIN = nip(9)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    office = open_karimun(tmp_path)
    register(office)
    office.desk.store.close()
    return tmp_path / "karimun.db"


def does(printed: Printed, *arguments: str | Path) -> tuple[int, str]:
    code = run([*map(str, arguments)])
    said = printed.readouterr()
    assert "Traceback" not in said.err
    assert "Siti" not in said.out + said.err
    return code, said.out + said.err


def made(folder: Path) -> Path:
    (archive,) = folder.iterdir()
    return archive


def test_a_backup_put_back_is_the_office_of_then(path: Path, capsys: Printed) -> None:
    code, said = does(capsys, "cadangkan", "--data", path)
    assert code == 0
    assert "sudah dicoba pulihkan dan utuh" in said
    archive = made(Path(f"{path}.cadangan"))
    assert str(archive) in said
    code, said = does(capsys, "latihan-pulih", "--data", path)
    assert code == 0
    assert f"Latihan pulih {archive.name}: " in said
    assert "1 berkas, 0 lampiran." in said
    code, said = does(capsys, "pulihkan", archive, "--ya", "--sebagai", ADMIN, "--data", path)
    assert code == 0, said
    assert "1 catatan sesudah cadangan itu tidak akan tampak lagi." in said
    assert "Tutup Loket di semua layar (F10), lalu buka lagi." in said
    assert "disisihkan di " in said
    assert does(capsys, "periksa", "--data", path)[0] == 0


def test_the_places_of_the_computer_are_used_where_none_is_named(
    path: Path, tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACES_VARIABLE, f"{tmp_path / 'satu'}:{tmp_path / 'dua'}")
    assert does(capsys, "cadangkan", "--data", path)[0] == 0
    assert made(tmp_path / "satu").read_bytes() == made(tmp_path / "dua").read_bytes()
    assert does(capsys, "latihan-pulih", "--data", path, "--dari", tmp_path / "dua")[0] == 0


def test_a_place_that_takes_no_copy_is_named_and_the_first_counts(
    path: Path, tmp_path: Path, capsys: Printed
) -> None:
    (tmp_path / "usb").write_text("bukan folder")
    code, said = does(
        capsys, "cadangkan", "--data", path, "--ke", tmp_path / "satu", "--ke", tmp_path / "usb"
    )
    assert code == 1
    assert "sudah dicoba pulihkan dan utuh" in said
    assert f"Tidak ada salinan di {tmp_path / 'usb'}: " in said
    assert str(made(tmp_path / "satu")) in said
    assert does(capsys, "latihan-pulih", "--data", path, "--dari", tmp_path / "satu")[0] == 0


def test_a_drill_says_what_is_dated_ahead_of_the_clock(path: Path, capsys: Printed) -> None:
    does(capsys, "cadangkan", "--data", path)
    archive = made(Path(f"{path}.cadangan"))
    ahead = archive.with_name(f"{archive.name[:20]}-29991231-120000-1.tar.gz")
    shutil.copy(archive, ahead)
    code, said = does(capsys, "latihan-pulih", "--data", path)
    assert code == 0
    assert said.startswith(f"Dilewati, karena bertanggal sesudah jam komputer sekarang: {ahead.name}.\n")
    assert f"Latihan pulih {archive.name}: " in said
    archive.unlink()
    code, said = does(capsys, "latihan-pulih", "--data", path)
    assert code == 0
    assert said.startswith("Semua cadangan di sana bertanggal sesudah jam komputer sekarang.\n")
    assert f"Latihan pulih {ahead.name}: " in said


@pytest.mark.usefixtures("cheap_passphrases")
def test_a_protected_one_asks_for_its_passphrase(
    path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "kata sandi cadangan contoh")
    assert does(capsys, "cadangkan", "--data", path)[0] == 0
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "lain")
    assert does(capsys, "latihan-pulih", "--data", path) == (
        1,
        "Kata sandi cadangan salah atau belum diberikan.\n",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Tidak dipulihkan; tidak ada yang diubah. Dalam skrip tulis --ya."),
        (("--ya",), "Sebutkan admin yang mengubahnya: --sebagai NIP."),
        (("--ya", "--sebagai", nip(2)), "Nomor pada --sebagai bukan milik admin yang aktif."),
    ],
)
def test_nothing_is_put_back_unasked_nor_by_anybody_else(
    path: Path, capsys: Printed, given: tuple[str, ...], said: str
) -> None:
    does(capsys, "cadangkan", "--data", path)
    archive, before = made(Path(f"{path}.cadangan")), path.stat().st_ino
    code, told = does(capsys, "pulihkan", archive, *given, "--data", path)
    assert code in (1, 2)
    assert said in told
    assert path.stat().st_ino == before


def test_what_is_no_archive_says_so(path: Path, tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "surat.tar.gz"
    assert does(capsys, "pulihkan", file, "--data", path) == (2, f"Arsip {file} tidak ada.\n")
    file.write_bytes(b"Kepada Yth.")
    code, said = does(capsys, "pulihkan", file, "--data", path)
    assert (code, said) == (
        1,
        f"Arsip itu rusak atau bukan cadangan Loket (pada {file.name}); tidak ada yang diubah.\n",
    )
    code, said = does(capsys, "latihan-pulih", "--data", path)
    assert "belum ada cadangan; buat dengan: loket cadangkan." in said


def test_of_an_office_that_is_not_whole_it_does_not_count(path: Path, capsys: Printed) -> None:
    desk = open_desk(path)
    with desk.store.write() as conn:
        conn.exec_driver_sql("UPDATE file SET number = '99999'")
    desk.store.close()
    code, said = does(capsys, "cadangkan", "--data", path)
    assert code == 1
    assert "TIDAK dihitung" in said
    assert "99999" in said
    archive = made(Path(f"{path}.cadangan"))
    code, said = does(capsys, "pulihkan", archive, "--ya", "--sebagai", ADMIN, "--data", path)
    assert code == 1
    assert "Untuk tetap memulihkannya: --tetap." in said
    code, said = does(capsys, "pulihkan", archive, "--ya", "--tetap", "--sebagai", ADMIN, "--data", path)
    assert code == 0
    desk = open_desk(path)
    with desk.store.read() as conn:
        last = journal.last_of_kind(conn, "office", journal.OFFICE, journal.RESTORED)
    assert last is not None
    desk.store.close()
