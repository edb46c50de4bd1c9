"""`loket pdp`: an admin shows what is kept of a person, who looked, and erases by a decree."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.case import attachments, entries
from loket.desk.case.perform import perform
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.privacy import erasing
from loket.desk.tasks import scans
from loket.flow.acts import Withdraw
from loket.store.applicants import NewApplicant
from loket.store.sqlite import database
from tests.desk.editions import edit
from tests.desk.karimun import NIK, PASSWORD, Karimun, open_karimun, register
from tests.registering import correct

Printed = pytest.CaptureFixture[str]
DECREE = ("--alasan", "Retensi berakhir", "--penetapan", "800/12/2026", "--ya")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Karimun:
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    return open_karimun(tmp_path)


def pdp(office: Karimun, *words: str, by: str = "admin") -> int:
    from loket.store import people

    with office.desk.store.read() as conn:
        known = people.by_id(conn, office.ids[by])
    assert known is not None
    return run(["pdp", *words, "--sebagai", known.nip, "--data", str(office.desk.store.path)])


def test_a_person_is_shown_in_words_and_as_json(office: Karimun, capsys: Printed) -> None:
    ref = register(office)
    ref = entries.set_mark(office.desk, office.who("fo2"), ref.file, "ktp", "ada")
    entries.see_nik(office.desk, office.who("fo2"), ref.file)
    number = office.view(ref.file).row.number
    assert pdp(office, "tampil", NIK) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("DATA PEMOHON", NIK, f"BERKAS {number}", "NIK dilihat lengkap"))
    assert f"BERKAS {number} · SIP Bidan · baru" in told
    assert "persyaratan KTP pemohon: ada" in told
    assert pdp(office, "tampil", NIK, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [file["number"] for file in answer["files"]] == [number]
    assert pdp(office, "akses") == 0
    assert capsys.readouterr().out.count("Semua data seorang pemohon ditampilkan") == 2


def test_a_person_is_erased_once_no_file_of_theirs_is_under_way(office: Karimun, capsys: Printed) -> None:
    ref = register(office)
    assert pdp(office, "hapus", NIK, *DECREE) == 2
    assert "masih berjalan" in capsys.readouterr().err
    perform(office.desk, office.who("fo2"), ref, Withdraw(0), remark="batal")
    check = ["periksa", "--data", str(office.desk.store.path)]
    assert run(check) == 0
    assert "Data pribadi" not in capsys.readouterr().out
    assert pdp(office, "hapus", NIK, *DECREE) == 0
    erased, words = capsys.readouterr().out.split(maxsplit=1)
    assert words.startswith("isian dari 1 berkas dihapus")
    assert run(check) == 0
    assert f"Data pribadi: {erased} isian dihapus menurut penetapan." in capsys.readouterr().out.splitlines()
    assert pdp(office, "tampil", NIK) == 2
    assert "Tidak ada pemohon" in capsys.readouterr().err


def test_what_was_set_aside_when_a_backup_was_put_back_is_named(office: Karimun, capsys: Printed) -> None:
    perform(office.desk, office.who("fo2"), register(office), Withdraw(0), remark="batal")
    path = office.desk.store.path
    aside = path.with_name(f"{path.name}.disisihkan-20261101-080000")
    assert pdp(office, "hapus", NIK, *DECREE) == 0
    assert "disisihkan" not in capsys.readouterr().out
    aside.mkdir()
    assert pdp(office, "hapus", "orang ke-1", *DECREE) == 0
    assert f"masih dapat memuatnya utuh; periksa, lalu hapus: {aside}." in capsys.readouterr().out


def test_with_a_person_goes_what_was_laid_aside_of_their_scans(
    office: Karimun, capsys: Printed, tmp_path: Path
) -> None:
    folder, ref = tmp_path / "pindaian", register(office)
    done = folder / scans.DONE
    edit(office.desk, ("[pengaturan]\n", f'[pengaturan]\nfolder_lampiran = "{folder}"\n'))
    done.mkdir(parents=True)
    (done / "00001 - KTP.pdf").write_bytes(b"%PDF-1.7 satu %%EOF")
    (done / "00002 - KTP.pdf").write_bytes(b"%PDF-1.7 lain %%EOF")
    attachments.attach(office.desk, None, ref.file, done / "00001 - KTP.pdf")
    perform(office.desk, office.who("fo2"), office.view(ref.file).ref, Withdraw(0), remark="batal")
    assert pdp(office, "hapus", NIK, *DECREE) == 0
    said = capsys.readouterr().out
    assert f"1 lampirannya di {done} ikut dihapus." in said
    assert f"Yang ditolak di {folder / scans.REFUSED} tidak dikenal program; periksa, lalu hapus." in said
    assert [file.name for file in done.iterdir()] == ["00002 - KTP.pdf"]


def test_who_is_meant_can_be_left_out_and_is_asked(
    office: Karimun, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A NIK in a command line is read by whoever lists the programs, and stays in the shell's history."""
    perform(office.desk, office.who("fo2"), register(office), Withdraw(0), remark="batal")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NIK}\n"))
    assert pdp(office, "tampil") == 0
    assert NIK in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(" \n"))
    assert pdp(office, "hapus", *DECREE) == 2
    assert "Belum disebut siapa" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NIK}\n"))
    assert pdp(office, "hapus", *DECREE) == 0
    assert "isian dari 1 berkas dihapus" in capsys.readouterr().out


def test_a_person_without_a_nik_is_shown_and_erased_by_their_passport(
    office: Karimun, capsys: Printed
) -> None:
    guest = NewApplicant("Orang Rekaan", id_kind="paspor", id_number="x 0123456")
    other = replace(guest, name="Tamu Rekaan", id_number="X0123457", phone="0811 0123 456")
    asked = [Registration("sip-bidan", "baru", each) for each in (other, guest)]
    _, ref = [registration.register(office.desk, office.who("fo2"), each) for each in asked]
    entries.see_nik(office.desk, office.who("fo2"), ref.file)
    assert pdp(office, "tampil", "X 0123456") == 0
    told = capsys.readouterr().out
    assert "jenis tanda pengenal paspor; nomor tanda pengenal X0123456" in told
    assert "Paspor dilihat lengkap" in told
    assert pdp(office, "tampil", "Rekaan") == 2
    assert "Orang Rekaan · paspor X****456" in capsys.readouterr().err
    perform(office.desk, office.who("fo2"), ref, Withdraw(0), remark="batal")
    assert pdp(office, "hapus", "x0123456", *DECREE) == 0
    assert b"X0123456" not in office.desk.store.path.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hapus", NIK, "--penetapan", "1"), "Alasan penghapusan belum ditulis"),
        (("hapus", NIK, "--alasan", "x"), "Penetapan yang mendasarinya belum disebut"),
        (("hapus", NIK, *DECREE[:4]), "Tidak jadi"),
    ],
)
def test_nothing_is_erased_by_half_a_command(
    office: Karimun, capsys: Printed, words: tuple[str, ...], said: str
) -> None:
    register(office)
    assert pdp(office, *words) != 0
    assert said in capsys.readouterr().err
    assert pdp(office, "tampil", NIK) == 0


def test_who_is_no_admin_gets_nothing(office: Karimun, capsys: Printed) -> None:
    register(office)
    for words in (("tampil", NIK), ("akses",), ("hapus", NIK, *DECREE)):
        assert pdp(office, *words, by="penyelia") != 0
        assert NIK not in capsys.readouterr().out


def test_a_former_nik_is_said_to_be_one_in_words_and_as_json(office: Karimun, capsys: Printed) -> None:
    ref, new = register(office), "2102015508850077"
    correct(office.desk, office.who("fo2"), ref, {"nik": new}, "salah ketik")
    assert pdp(office, "tampil", NIK) == 0
    assert capsys.readouterr().out.startswith("Ditemukan dengan NIK lama.\nDATA PEMOHON\n")
    for typed, former in ((NIK, "NIK lama"), (new, "")):
        assert pdp(office, "tampil", typed, "--json") == 0
        assert json.loads(capsys.readouterr().out)["found_by_former"] == former


def test_who_once_had_a_file_under_way_is_named_by_an_id_for_the_next_time(
    office: Karimun, capsys: Printed
) -> None:
    register(office)
    guest = NewApplicant("Orang Rekaan", id_kind="paspor", id_number="X0123456")
    other = Registration("sip-bidan", "baru", guest)
    file = registration.register(office.desk, office.who("fo2"), other).file
    item = office.view(file).checklist[0].requirement.id
    ref = entries.set_mark(office.desk, office.who("fo2"), file, item, "kurang", "Pak X")
    changed = {"nik": NIK, "name": office.view(1).applicant.name, "id_number": "", "id_kind": ""}
    right = correct(office.desk, office.who("fo2"), ref, changed, "salah orang")
    assert pdp(office, "hapus", "X0123456", *DECREE) == 0
    told = capsys.readouterr().out
    assert f"ketikannya tetap: {office.view(ref.file).row.number}." in told
    perform(office.desk, office.who("fo2"), right, Withdraw(0), remark="batal")
    (by_id,) = re.findall("orang ke-[0-9]+", told)
    assert pdp(office, "hapus", by_id, *DECREE) == 0
    assert "2 isian dari 1 berkas dihapus" in capsys.readouterr().out
    assert b"Pak X" not in office.desk.store.path.read_bytes()


def test_of_large_data_the_rest_is_taken_out_when_nobody_works(
    office: Karimun, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform(office.desk, office.who("fo2"), register(office), Withdraw(0), remark="batal")
    monkeypatch.setattr(erasing, "_AT_COUNTERS", 0.0)
    monkeypatch.setattr(database, "_OFTEN", 1)
    assert pdp(office, "hapus", NIK, *DECREE) == 1
    assert "sesudah jam layanan, lalu: loket pdp bersihkan" in " ".join(capsys.readouterr().err.split())
    path = office.desk.store.path
    assert any(NIK.encode() in file.read_bytes() for file in path.parent.glob("karimun.db*"))
    assert run(["pdp", "bersihkan", "--data", str(path)]) == 0
    assert not any(NIK.encode() in file.read_bytes() for file in path.parent.glob("karimun.db*"))
