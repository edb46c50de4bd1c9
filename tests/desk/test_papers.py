"""What the applicant takes home, on the screen, in a file and from the printer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loket.desk.case import entries
from loket.desk.case.perform import perform, receive
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.papers import deficiency, delivery, parts, printing, receipt
from loket.desk.papers.printing import Came
from loket.flow.acts import Choose, Note, PutBack, Rest, Resubmit, Take, Void, Withdraw
from loket.office.printer import USUAL
from tests import registering
from tests.desk.kantor import Kantor, reading_calendar_days, with_standard
from tests.desk.karimun import NIK, Karimun, bring_to, open_karimun, register, tick_all
from tests.desk.test_follow_ups import follow_up

SENT = Note("dicetak", {"surat": "tanda terima", "cara": "dikirim ke printer"})


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def test_before_any_check_the_receipt_says_so_and_promises_no_day(office: Karimun) -> None:
    file = register(office).file
    text = _receipt(office, file)
    assert "[?] belum diperiksa) 1. [?] " in text
    assert "Perkiraan selesai : belum dapat dihitung (dihitung sejak berkas lengkap)" in text
    assert "paling lambat" not in text
    first = office.view(file).checklist[0].requirement.id
    tick_all(office, file)
    entries.set_mark(office.desk, office.who("fo2"), file, first, "kurang", "buram")
    assert "[ ] tidak ada) 1. [ ] " in _receipt(office, file)
    assert "paling lambat" not in _receipt(office, file)


@pytest.mark.parametrize(
    ("name", "way", "checks"),
    [("pariaman", ("lanjut", "akun-jadi"), "fo"), ("mempawah", ("didampingi",), "tim_teknis")],
)
def test_nor_does_it_where_they_are_checked_at_a_later_step(
    kantor: Callable[..., Kantor], name: str, way: tuple[str, ...], checks: str
) -> None:
    office = kantor(name)
    file = office.register().file

    for done in way:
        assert "(dihitung sejak berkas lengkap)" in _paper(office, file)
        office.do(file, "fo", done)
    assert "(dihitung sejak berkas lengkap)" in _paper(office, file)
    office.take(file, checks)
    office.tick(file, checks)
    assert "paling lambat" in _paper(office, file)


@pytest.mark.parametrize("came_as", ["pemohon", "kuasa"])
def test_nobody_signs_for_handing_over_what_came_by_email(office: Karimun, came_as: str) -> None:
    asked = Registration(
        "apotek",
        "baru",
        NewApplicant("Siti Contoh", NIK),
        channel="surel",
        came_as=came_as,
        came_name="Rina Contoh" if came_as == "kuasa" else "",
        proxy_seen=came_as == "kuasa",
    )
    text = _receipt(office, registering.register(office.desk, office.who("fo2"), asked).file)
    assert "Masuk lewat : surel" in text
    assert ("Kuasa : Rina Contoh" in text) is (came_as == "kuasa")
    assert not re.search("menyerahkan|Dibawa oleh", text)
    assert text.endswith("(Sari Contoh)")


def test_the_receipt_says_what_was_handed_in_and_when_to_come_back(office: Karimun) -> None:
    file = register(office).file
    tick_all(office, file)
    text = receipt.receipt_text(office.desk, office.who("fo2"), office.view(file))
    assert "TANDA TERIMA BERKAS" in text
    assert office.view(file).row.number in text
    assert "Siti Contoh" in text
    assert NIK not in text
    assert "  1. [x] " in text
    assert "[ ] tidak ada" in text
    assert "paling lambat Rabu, 25 November 2026" in " ".join(text.split())
    assert "Petugas Loket 2 Pendaftaran," in text


@pytest.mark.parametrize(("came_as", "there"), [("kuasa", True), ("pemohon", False)])
def test_the_proxys_letter_seen_at_registration_is_on_the_receipt(
    office: Karimun, came_as: str, there: bool
) -> None:
    came = {"came_as": came_as, "came_name": "Rina Contoh", "proxy_seen": came_as == "kuasa"}
    asked = Registration("apotek", "baru", NewApplicant("Siti Contoh", NIK), **came)  # type: ignore[arg-type]
    ref = registering.register(office.desk, office.who("fo2"), asked)
    text = receipt.receipt_text(office.desk, office.who("fo2"), office.view(ref.file))
    assert bool(re.search(r"\[x\] Surat kuasa", text)) is there


def test_a_computer_without_a_printer_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not printing.has_printer(USUAL)
    for name, words in (("lp", ""), ("lpstat", "")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {words}\n")
        (tmp_path / name).chmod(0o755)
    assert not printing.has_printer(USUAL)
    (tmp_path / "lpstat").write_text("#!/bin/sh\necho Loket2\n")
    assert printing.has_printer(USUAL)


def _receipt(office: Karimun, file: int) -> str:
    return " ".join(receipt.receipt_text(office.desk, office.who("fo2"), office.view(file)).split())


def test_after_a_return_the_receipt_gives_the_date_that_holds_now(office: Karimun) -> None:
    ref = perform(office.desk, office.who("bo"), bring_to(office, 6), Take())
    assert "paling lambat Rabu, 25 November 2026" in _receipt(office, ref.file)
    ref = perform(office.desk, office.who("bo"), ref, Choose("tidak"), remark="STR kedaluwarsa")
    assert "belum dapat dihitung (waktu berhenti sampai berkas dilengkapi)" in _receipt(office, ref.file)
    office.go_to("2026-12-07 09:00+07:00")
    perform(office.desk, office.who("fo2"), ref, Resubmit())
    assert "paling lambat Senin, 14 Desember 2026" in _receipt(office, ref.file)


def test_a_follow_ups_receipt_goes_by_its_parents_standar_pelayanan(kantor: Callable[..., Kantor]) -> None:
    office = with_standard(kantor("pariaman"), "nib-ss", "7 hari kerja")
    _, child = follow_up(office)
    text = receipt.receipt_text(office.desk, office.who("fo"), office.view(child))
    assert "paling lambat Jumat, 27 November 2026 (menurut Standar Pelayanan)" in " ".join(text.split())


def test_a_receipt_promises_no_day_that_has_passed(office: Karimun) -> None:
    ref = bring_to(office, 6)
    office.go_to("2026-12-07 09:00+07:00")
    text = _receipt(office, ref.file)
    assert re.search(
        r"Batas waktu : paling lambat \w+, \d+ \w+ 2026, sudah lewat\. Tanyakan di loket\.", text
    )
    assert "Perkiraan" not in text


@pytest.mark.parametrize(("act", "heading"), [(Void(), "BERKAS DIBATALKAN"), (Withdraw(0), "BERKAS DICABUT")])
def test_the_receipt_of_a_cancelled_file_says_so_at_its_top(
    office: Karimun, act: Void | Withdraw, heading: str
) -> None:
    ref = register(office)
    assert "Bawa tanda terima ini dan KTP saat mengambil" in _receipt(office, ref.file)
    perform(office.desk, office.who("fo2"), ref, act, remark="salah daftar")
    text = _receipt(office, ref.file)
    assert heading in text
    assert "TANDA TERIMA BERKAS" not in text
    assert "saat mengambil" not in text


def checked(office: Kantor) -> int:
    """A file of Pariaman whose papers are there, in the hands of who looked."""
    file = office.register().file
    for done in ("lanjut", "akun-jadi"):
        office.do(file, "fo", done)
    office.take(file, "fo")
    office.tick(file, "fo")
    return file


def test_without_a_legal_line_a_late_file_is_promised_no_day_either(kantor: Callable[..., Kantor]) -> None:
    office = kantor("pariaman")
    file = checked(office)
    office.go_to("2026-11-18 09:10")
    assert "paling lambat Rabu, 18 November 2026 (menurut jumlah waktu SOP)" in _paper(office, file)
    office.go_to("2026-12-01 15:50")
    text = _paper(office, file)
    assert "Batas waktu : paling lambat Rabu, 18 November 2026, sudah lewat. Tanyakan di loket." in text


def test_on_the_pile_the_time_left_counts_as_if_it_were_taken_now(kantor: Callable[..., Kantor]) -> None:
    office = kantor("pariaman")
    file = checked(office)
    office.wait(5)
    perform(office.desk, office.who("fo"), office.ref(file), PutBack())
    office.go_to("2026-11-20 09:00")
    assert "paling lambat Jumat, 20 November 2026" in _paper(office, file)


def test_what_waits_for_another_agency_is_promised_no_day(kantor: Callable[..., Kantor]) -> None:
    office = kantor("pariaman")
    file = office.register().file
    perform(office.desk, office.who("fo"), office.ref(file), Rest(0), agency="Dinkes")
    assert "Perkiraan selesai : belum dapat dihitung Tanyakan" in _paper(office, file)


def test_once_decided_the_receipt_gives_the_outcome(office: Karimun) -> None:
    ref = bring_to(office, 10)
    assert "Hasil : terbit, Rabu, 18 November 2026" in _receipt(office, ref.file)
    assert "Perkiraan" not in _receipt(office, ref.file)
    perform(office.desk, office.who("fo4"), ref, Take())
    assert "Hasil : terbit" in _receipt(office, ref.file)


def test_a_refused_file_gets_no_estimate(office: Karimun) -> None:
    kabid = office.who("kabid")
    ref = perform(office.desk, kabid, bring_to(office, 8), Take())
    perform(office.desk, kabid, ref, Choose("tolak"), remark="tidak sesuai")
    assert "Hasil : ditolak, Rabu, 18 November 2026" in _receipt(office, ref.file)
    assert "Perkiraan" not in _receipt(office, ref.file)


def _paper(office: Kantor, file: int) -> str:
    return " ".join(receipt.receipt_text(office.desk, office.who("fo"), office.view(file)).split())


def test_an_estimated_holiday_makes_the_date_an_estimate(office: Karimun) -> None:
    office.go_to("2027-03-08 09:00+07:00")
    file = register(office).file
    tick_all(office, file)
    text = receipt.receipt_text(office.desk, office.who("fo2"), office.view(file))
    assert "hari libur masih perkiraan" in " ".join(text.split())


def test_a_time_in_calendar_days_that_ends_on_a_sunday_is_promised_for_that_sunday(
    kantor: Callable[..., Kantor],
) -> None:
    office = reading_calendar_days(kantor("karimun", "2026-11-16 09:00+07:00"))
    office = with_standard(office, "sip-bidan", "6 hari")
    file = office.register().file
    office.do(file, "fo2", "lengkap")
    text = receipt.receipt_text(office.desk, office.who("fo2"), office.view(file))
    assert "paling lambat Minggu, 22 November 2026 (menurut Standar Pelayanan)" in " ".join(text.split())


def test_past_the_calendar_the_receipt_gives_no_date(office: Karimun) -> None:
    office.go_to("2027-12-30 09:00+07:00")
    file = register(office).file
    assert "belum dapat dihitung" in receipt.receipt_text(office.desk, office.who("fo2"), office.view(file))


def test_a_receipt_printed_again_names_who_received_the_file_and_who_printed_it(office: Karimun) -> None:
    ref = register(office)
    first = " ".join(receipt.receipt_text(office.desk, office.who("fo2"), office.view(ref.file)).split())
    delivery.out(office.desk, office.who("fo2"), ref.file, parts.RECEIPT, Came.SENT)
    again = " ".join(receipt.receipt_text(office.desk, office.who("fo4"), office.view(ref.file)).split())
    clerk, other = (office.view(ref.file).people[office.ids[role]] for role in ("fo2", "fo4"))
    assert f"({clerk})" in first
    assert "Dicetak ulang" not in first
    assert f"({clerk})" in again
    assert f"({other})" not in again
    assert again.endswith(f"oleh {other}.")


def test_the_list_of_what_is_missing_names_the_company(office: Karimun) -> None:
    ref = register(office, company="PT Contoh Sehat")
    returned = perform(office.desk, office.who("fo2"), ref, Choose("tidak"), remark="buram")
    text = deficiency.deficiency_text(office.desk, office.who("fo2"), office.view(returned.file))
    assert "Perusahaan : PT Contoh Sehat" in " ".join(text.split())


def test_the_list_names_what_is_missing_and_who_found_it(office: Karimun) -> None:
    ref = register(office)
    tick_all(office, ref.file)
    item = office.view(ref.file).checklist[0].requirement
    entries.set_mark(office.desk, office.who("fo2"), ref.file, item.id, "kurang", "belum ditandatangani")
    assert "belum diperiksa" not in _missing(office, ref.file)
    entries.set_mark(office.desk, office.who("fo2"), ref.file, "ktp", "periksa")
    assert "1 persyaratan belum diperiksa dan masih dapat diminta" in _missing(office, ref.file)
    entries.set_mark(office.desk, office.who("fo2"), ref.file, "ktp", "ada")
    perform(office.desk, office.who("fo2"), ref, Choose("tidak", missing=(item.id,)), remark="lengkapi dulu")
    view = office.view(ref.file)
    text = " ".join(deficiency.deficiency_text(office.desk, office.who("fo2"), view).split())
    assert item.name in text
    assert view.checklist[1].requirement.name not in text
    assert "Yang kurang: belum ditandatangani" in text
    assert "Diperiksa: Sari Contoh, FO/Petugas Loket 2," in text
    assert f"{len(view.checklist) - 1} persyaratan lain sudah ada" in text
    assert "lengkapi dulu" in text


def _missing(office: Karimun, file: int) -> str:
    return " ".join(deficiency.deficiency_text(office.desk, office.who("fo2"), office.view(file)).split())


def test_at_a_second_visit_the_list_names_what_lacks_now(office: Karimun) -> None:
    fo2, ref = office.who("fo2"), register(office)
    tick_all(office, ref.file)
    first, second = (item.requirement for item in office.view(ref.file).checklist[:2])
    entries.set_mark(office.desk, fo2, ref.file, first.id, "kurang", "belum ditandatangani")
    ref = perform(office.desk, fo2, ref, Choose("tidak", missing=(first.id,)), remark="lengkapi dulu")
    office.go_to("2026-11-20 09:00+07:00")
    receive(office.desk, fo2, ref, Resubmit())
    entries.set_mark(office.desk, fo2, ref.file, first.id, "ada")
    entries.set_mark(office.desk, fo2, ref.file, second.id, "kurang", "buram")
    text = _missing(office, ref.file)
    assert first.name not in text
    assert "Yang kurang: buram" in text
    assert "Dikembalikan : Jumat, 20 November 2026" in text
    assert "lengkapi dulu" not in text


def test_with_nothing_missing_there_is_no_list(office: Karimun) -> None:
    fo2, ref = office.who("fo2"), register(office)
    tick_all(office, ref.file)
    assert _missing(office, ref.file) == ""
    item = office.view(ref.file).checklist[0].requirement
    ref = perform(office.desk, fo2, ref, Choose("tidak", missing=(item.id,)))
    assert item.name in _missing(office, ref.file)
    perform(office.desk, fo2, ref, Resubmit())
    assert item.name in _missing(office, ref.file)
    entries.set_mark(office.desk, fo2, ref.file, item.id, "ada")
    assert _missing(office, ref.file) == ""


def test_a_return_that_names_only_a_reason_is_a_list_of_its_own(office: Karimun) -> None:
    ref = perform(office.desk, office.who("bo"), bring_to(office, 6), Take())
    perform(office.desk, office.who("bo"), ref, Choose("tidak"), remark="STR kedaluwarsa")
    assert "Pesan petugas : STR kedaluwarsa" in _missing(office, ref.file)


def test_a_paper_is_written_whole_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "tanda-terima.txt"
    path.write_text("yang lama")
    delivery.write_paper("TANDA TERIMA\n", path)
    assert path.read_text() == "TANDA TERIMA\n"
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(OSError, match="tidak-ada"):
        delivery.write_paper("x", tmp_path / "tidak-ada" / "x.txt")
    with pytest.raises(UnicodeEncodeError):
        delivery.write_paper("\ud800", path)
    assert path.read_text() == "TANDA TERIMA\n"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["tanda-terima.txt"]


def test_a_paper_that_is_out_is_noted_though_the_file_moved_on_meanwhile(office: Karimun) -> None:
    ref = register(office)
    perform(office.desk, office.who("fo2"), ref, PutBack())
    delivery.out(office.desk, office.who("fo2"), ref.file, parts.RECEIPT, Came.SENT)
    assert office.events(ref.file)[-1].act == Note(
        "dicetak", {"surat": "tanda terima", "cara": "dikirim ke printer"}
    )


def test_a_print_stays_in_the_journal(office: Karimun) -> None:
    ref = register(office)
    delivery.out(office.desk, office.who("fo2"), ref.file, parts.RECEIPT, Came.SENT)
    assert office.events(ref.file)[-1].act == Note(
        "dicetak", {"surat": "tanda terima", "cara": "dikirim ke printer"}
    )
