"""At the keyboard: one question records for whom and when, and every screen says that it was recorded."""

from __future__ import annotations

from loket.flow.fold import done_at
from loket.flow.standing import Standing
from tests.elsewhere.office import come, initialled, records, see
from tests.stories.clerk import at_the_keyboard
from tests.stories.office import Office, instant


async def test_a_signature_is_recorded_with_one_question_and_shown_as_recorded(office: Office) -> None:
    file = initialled(office)
    office.minutes_pass(60)
    records(office, "Rina", file, "tetap", "kabid")
    office.it_is("2026-11-18 14:30+07:00")
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        clerk.sees("Dilakukan Kepala Dinas di siCantik, Anda mencatatnya.")
        await clerk.presses("f2")
        clerk.sees("F8 Catat: penetapan", "F6 Kembalikan")
        await clerk.presses("f8")
        clerk.sees(
            "Catat: tetapkan izin · 001", "Kepala Dinas di siCantik · tanggal dan jam", "18-11-2026 14.30"
        )
        clerk.does_not_see("Catat sudah ditandatangani")
        await clerk.types("kemarin")
        await clerk.presses("enter")
        clerk.sees("Tulis tanggal dan jam, misalnya 20-11-2026 14.05.")
        await clerk.presses(*["backspace"] * 7)
        await clerk.types("18-11-2026")
        await clerk.presses("enter")
        clerk.sees("Tulis tanggal dan jam, misalnya 20-11-2026 14.05.")
        await clerk.types(" 10.15")
        await clerk.presses("enter")
        clerk.sees("Tidak sebelum 11.00 dan tidak sesudah sekarang.")
        await clerk.presses(*["backspace"] * 5)
        await clerk.types("14.05")
        await clerk.presses("enter")
        clerk.sees("001: Tetapkan izin. F9 urung.")
        await clerk.signs_out()
        await clerk.signs_in("Gita")
        await clerk.presses("f4", "1")
        clerk.sees(
            "Tetapkan izin · Kepala Dinas di siCantik 18-11-2026 14.05, dicatat Sekretariat (Rina Contoh)"
        )
        await clerk.presses("2", "end")
        clerk.sees("Rina Contoh (mencatat)")
    event = see(office, "Sari", file).events[-1]
    assert (event.at, done_at(event)) == (office.now, instant("2026-11-18 14:05+07:00"))


async def test_esc_records_nothing_and_the_file_stays_in_hand(office: Office) -> None:
    file = initialled(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        await clerk.presses("f2", "f8")
        await clerk.picks("Kepala Dinas")
        await clerk.presses("escape")
        clerk.sees("DI TANGAN ANDA")
    view = see(office, "Rina", file)
    assert view.here is not None
    assert view.here.standing is Standing.WORKING


async def test_many_signed_at_once_are_recorded_at_once(office: Office) -> None:
    files = [initialled(office), initialled(office)]
    office.minutes_pass(20)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Rina")
        await clerk.presses("t", "down", "t")
        clerk.sees("F8 Catat: paraf 2")
        await clerk.presses("f8")
        clerk.sees("Catat untuk siapa?")
        await clerk.picks("Kepala Bidang")
        clerk.sees("paraf Kabid → penetapan Kadis · 2 berkas", "001 Contoh Siti", "002 Contoh Siti")
        await clerk.types("23.59")
        await clerk.presses("enter")
        clerk.sees("Waktu itu belum tiba.")
        await clerk.presses(*["backspace"] * 5)
        await clerk.types("11.10")
        await clerk.presses("enter")
        clerk.sees("2 berkas diteruskan.", "F9 Urung 2 berkas")
        await clerk.presses("f9")
        clerk.sees("001, 002")
    for file in files:
        assert done_at(see(office, "Rina", file).events[-1]) == instant("2026-11-18 11:10+07:00")


async def test_the_answer_of_an_agency_is_recorded_at_the_counter(office: Office) -> None:
    come(office)
    office.minutes_pass(90)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await clerk.goes_to("001")
        await clerk.presses("enter", "f2")
        clerk.sees("Dilakukan ATR/BPN, Anda mencatatnya.", "F8 Catat: jawab")
        await clerk.presses("f8")
        clerk.sees("Catat: sesuai · 001", "ATR/BPN · tanggal dan jam")
        await clerk.types("09.40")
        await clerk.presses("enter")
        clerk.sees("001 menunggu PUPR")
    event = see(office, "Sari", 1).events[-1]
    assert done_at(event) == instant("2026-11-18 09:40+07:00")


async def test_a_return_that_an_agency_asked_for_waits_for_the_applicant(office: Office) -> None:
    come(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Sari")
        await clerk.goes_to("001")
        await clerk.presses("enter", "f2", "f6")
        await clerk.types("sertifikat tanah tidak terbaca")
        await clerk.presses("enter", "enter")
        clerk.sees("001 → pemohon")
        await clerk.signs_out()
        await clerk.signs_in("Gita")
        clerk.sees("menunggu pemohon")
    view = see(office, "Gita", 1, 1)
    assert view.returned is not None
    assert view.returned.reason == "sertifikat tanah tidak terbaca"


async def test_lists_name_who_acts_elsewhere(office: Office) -> None:
    initialled(office)
    async with at_the_keyboard(office) as clerk:
        await clerk.signs_in("Gita")
        clerk.sees("Kepala Bidang di siCantik")
        await clerk.presses("f4")
        clerk.sees("Menunggu Kepala Bidang di siCantik sejak 10.00")
