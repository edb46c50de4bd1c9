"""Scans attached to a file: what can be, by whom, taken off again, and erased with the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.case import attachments
from loket.desk.case.attachments import MOST, Attachment
from loket.desk.case.perform import perform
from loket.desk.errors import Changed, Forgotten, Invalid, Missing
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.papers import delivery
from loket.desk.privacy import access, disclosure, erasing
from loket.flow.acts import Refused, Withdraw
from loket.location import written
from loket.store import blobs
from loket.store.applicants import NewApplicant
from tests import places, registering
from tests.desk.karimun import PASSWORD, Karimun, open_karimun, register

PDF = b"%PDF-1.7 contoh %%EOF"


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


@pytest.fixture
def file(office: Karimun) -> int:
    return register(office, "Siti Contoh").file


def scan(folder: Path, contents: bytes = PDF, name: str = "KTP Siti Contoh.pdf") -> Path:
    path = folder / name
    path.write_bytes(contents)
    return path


def attach(office: Karimun, file: int, path: Path, role: str = "fo2") -> bool:
    return attachments.attach(office.desk, office.who(role), file, path)


def listed(office: Karimun, file: int) -> tuple[Attachment, ...]:
    return office.view(file).attached


def place(office: Karimun, attachment: Attachment) -> Path:
    return blobs.place(blobs.folder(office.desk.store.path), attachment.contents.sha)


def test_a_scan_is_attached_once_and_the_journal_has_not_its_name(
    office: Karimun, file: int, tmp_path: Path
) -> None:
    path = scan(tmp_path)
    assert attach(office, file, path)
    (found,) = listed(office, file)
    assert (found.name, found.contents.type, found.person) == (
        path.name,
        "application/pdf",
        office.ids["fo2"],
    )
    assert place(office, found).read_bytes() == PDF
    before = office.view(file).ref
    assert not attach(office, file, scan(tmp_path, name="lagi.pdf"))
    assert (office.view(file).ref, listed(office, file)) == (before, (found,))
    assert "Siti" not in str(office.journal("file", file)[-1])
    assert examine(office.desk).whole


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (b"", "kosong"),
        (b"MZ program", "Bukan PDF, PNG, JPEG"),
        (b"%PDF-1.7 sebagian", "terpotong"),
        (b"\xff\xd8\xff sebagian", "terpotong"),
        (b"\x89PNG\r\n\x1a\n sebagian", "terpotong"),
        (b"%PDF-" + bytes(MOST) + b"%%EOF", "Lebih besar dari 20 MB"),
    ],
)
def test_what_is_no_scan_is_not_attached_and_nothing_is_kept(
    office: Karimun, file: int, tmp_path: Path, contents: bytes, said: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        attach(office, file, scan(tmp_path, contents))
    assert said in wrong.value.faults["path"]
    assert not blobs.folder(office.desk.store.path).exists()


def test_a_link_to_another_file_is_not_followed(office: Karimun, file: int, tmp_path: Path) -> None:
    link = tmp_path / "tautan.pdf"
    link.symlink_to(scan(tmp_path))
    with pytest.raises(Invalid):
        attach(office, file, link)


def test_who_may_not_remark_on_a_file_attaches_nothing(office: Karimun, file: int, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        attach(office, file, scan(tmp_path), "kasi")
    assert not blobs.folder(office.desk.store.path).exists()


def test_what_belongs_elsewhere_is_taken_off_with_a_reason_and_may_come_back(
    office: Karimun, file: int, tmp_path: Path
) -> None:
    attach(office, file, scan(tmp_path))
    (found,) = listed(office, file)
    with pytest.raises(Refused):
        attachments.detach(office.desk, office.who("fo2"), file, found.blob, " ")
    attachments.detach(office.desk, office.who("fo2"), file, found.blob, "milik berkas lain")
    assert listed(office, file) == ()
    with pytest.raises(Changed):
        attachments.detach(office.desk, office.who("fo2"), file, found.blob, "lagi")
    assert place(office, found).exists()
    assert attach(office, file, scan(tmp_path))
    assert [each.blob for each in listed(office, file)] == [found.blob]
    assert examine(office.desk).whole


def test_a_changed_name_is_found(office: Karimun, file: int, tmp_path: Path) -> None:
    attach(office, file, scan(tmp_path))
    with places.behind(office.desk.store.place, "value_no_update") as conn:
        conn.exec_driver_sql("UPDATE value SET text = 'lain.pdf' WHERE kind = 'attachment'")
    assert any("nama lampiran berkas" in named for each in examine(office.desk).wrong for named in each.named)


def of_lina(office: Karimun) -> int:
    applicant = NewApplicant("Lina Contoh", "2101024107900013")
    registration = Registration("sip-bidan", "baru", applicant)
    return registering.register(office.desk, office.who("fo2"), registration).file


def withdraw(office: Karimun, file: int) -> None:
    perform(office.desk, office.who("fo2"), office.view(file).ref, Withdraw(0), remark="pindah")


def erased(office: Karimun, file: int) -> erasing.Erased:
    person = office.view(file).row.applicant_id
    return erasing.erase(office.desk, office.who("admin"), person, reason="Retensi", decree="SK 1")


def test_with_a_person_go_the_scans_of_their_files_but_for_what_others_have_too(
    office: Karimun, tmp_path: Path
) -> None:
    gone, stays = register(office).file, of_lina(office)
    own, both = scan(tmp_path), scan(tmp_path, PDF + PDF, "peta.pdf")
    for path in (own, both):
        attach(office, gone, path)
    attach(office, stays, both)
    first, second = listed(office, gone)
    withdraw(office, gone)
    told = disclosure.disclose(office.desk, office.who("admin"), office.view(gone).row.applicant_id)
    assert "lampiran: KTP Siti Contoh.pdf" in [
        f"{disclosure.KINDS[k.kind]}: {disclosure.in_words(k)}" for of in told.files for k in of.kept
    ]
    assert erased(office, gone).swept
    assert (place(office, first).exists(), place(office, second).exists()) == (False, True)
    assert listed(office, gone) == ()
    assert [each.name for each in listed(office, stays)] == ["peta.pdf"]
    with pytest.raises(Forgotten):
        attach(office, gone, own)
    assert attach(office, stays, own)  # the same contents are kept anew
    assert examine(office.desk).whole


@pytest.mark.of_both
def test_what_was_left_when_it_was_cut_off_goes_with_the_next_sweep(office: Karimun, tmp_path: Path) -> None:
    file = register(office).file
    attach(office, file, scan(tmp_path))
    (found,) = listed(office, file)
    withdraw(office, file)
    erased(office, file)
    place(office, found).write_bytes(PDF)  # as it was, had the program been killed before it went
    assert erasing.sweep(office.desk)
    assert not place(office, found).exists()


@pytest.mark.of_both
def test_one_that_is_saved_is_on_record_as_looked_at_and_only_by_whom_it_concerns(
    office: Karimun, file: int, tmp_path: Path
) -> None:
    attach(office, file, scan(tmp_path))
    (found,) = listed(office, file)
    into = tmp_path / "keluar.pdf"
    with pytest.raises(Refused):
        delivery.save_attachment(office.desk, office.who("fo5"), file, found.blob, into)
    assert [path.name for path in tmp_path.glob("*keluar*")] == []
    delivery.save_attachment(office.desk, office.who("fo2"), file, found.blob, into)
    assert into.read_bytes() == PDF
    place(office, found).unlink()
    with pytest.raises(Missing):
        delivery.save_attachment(office.desk, office.who("fo2"), file, found.blob, into)
    (look,) = access.looks(office.desk, office.who("admin"))
    assert (look.what, look.file) == ("Disimpan: lampiran ke-1", "00001")


def test_all_of_a_file_are_written_into_a_folder_by_an_admin(
    office: Karimun,
    file: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    for name in ("KTP Siti.pdf", "peta.pdf"):
        attach(office, file, scan(tmp_path, PDF + name.encode() + b"%%EOF", name))
    into = tmp_path / "keluar"
    into.mkdir()
    command = ["lampiran", "simpan", "00001", str(into), "--data", written(office.desk.store.place)]
    assert run([*command, "--sebagai", office.nip("bo")]) == 2
    assert [*into.iterdir()] == []
    assert run([*command, "--sebagai", office.nip("admin")]) == 0
    assert sorted(path.name for path in into.iterdir()) == ["1 KTP Siti.pdf", "2 peta.pdf"]
    capsys.readouterr()
    assert run([*command, "--sebagai", office.nip("admin")]) == 2
    assert "sudah ada; tidak ada yang ditulis." in capsys.readouterr().err
    command[2] = "00009"
    assert run(command) == 2
    assert capsys.readouterr().err == "Tidak ada berkas dengan nomor 00009.\n"
