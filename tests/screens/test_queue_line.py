"""A counter where other work is done: its queue in one line, called, served and ended with Ctrl+N."""

from __future__ import annotations

import pytest

from loket.desk.queue import calling, line
from loket.flow.queue.acts import Outcome, Priority
from loket.store import tickets
from tests.desk.editions import edit
from tests.screens.counter import at_work
from tests.screens.house import House, Open
from tests.screens.test_prints import takes


def come(house: House, errand: str, priority: Priority | None = None) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), errand=errand, priority=priority)


async def test_who_collects_is_called_served_and_done_at_loket_4(house: House, program: Open) -> None:
    for errand in ("daftar", "ambil", "legalisir"):
        come(house, errand)
    async with at_work(house, program, "fo4") as clerk:
        clerk.sees("Antrean 2 · B-001 Mengambil izin, baru saja datang · Ctrl+N memanggil")
        await clerk.press("ctrl+n")
        clerk.sees("B-001 · Mengambil izin", "▸ Panggil B-001", "Panggil nomor lain")
        await clerk.press("enter")
        clerk.sees("B-001 Mengambil izin · dipanggil 08.05, baru saja", "· Ctrl+N: hadir atau tidak")
        await clerk.press("ctrl+n", "enter")
        clerk.sees("B-001 Mengambil izin · dilayani sejak 08.05")
        await clerk.press("f10")
        clerk.sees("Nomor B-001 masih terbuka: Ctrl+N mengakhirinya.")
        await clerk.press("ctrl+n")
        clerk.sees("▸ Selesai: izin diambil")
        await clerk.press("enter")
        clerk.sees("B-001: izin diambil.", "Antrean 1 · B-002 Legalisir")
        await clerk.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n")
        clerk.sees("▸ Selesai dilayani", "Selesai: izin diambil")
    with house.desk.store.read() as conn:
        assert tickets.load(conn, 2).ticket.outcome is Outcome.COLLECTED


async def test_who_does_not_come_is_called_later_and_who_fetches_something_waits_held(
    house: House, program: Open
) -> None:
    for _ in range(2):
        come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n", "enter", "ctrl+n", "down", "enter")
        clerk.sees("Antrean 1 · 1 dilewati · B-002")
        await clerk.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n")
        await clerk.pick("Tahan")
        clerk.sees("Antrean kosong · 1 ditahan · 1 dilewati")
        await clerk.press("ctrl+n", "enter")
        clerk.sees("Panggil yang mana?", "B-002 Mengambil izin", "ditahan baru saja")
        await clerk.press("enter")
        clerk.sees("B-002 Mengambil izin · dipanggil 08.05")


async def test_another_than_whose_turn_it_is_needs_a_reason(house: House, program: Open) -> None:
    come(house, "ambil")
    come(house, "legalisir", Priority.ELDERLY)
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n", "down", "enter", "enter")
        clerk.sees("Mengapa B-002 didahulukan?", "B-001 lebih dulu.")
        await clerk.press("enter")
        clerk.sees("B-002 lansia · Legalisir · dipanggil 08.05")


async def test_who_came_to_the_wrong_counter_waits_at_the_right_one(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n")
        await clerk.pick("Pindahkan")
        clerk.sees("Pindahkan B-001 untuk apa?", "Bertanya atau konsultasi")
        await clerk.press(*"bertanya", "enter")
        clerk.sees("B-001 menunggu untuk Bertanya atau konsultasi; nomornya tetap.")
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert [(row.number, row.errand) for row in queue.waiting] == [("B-001", "tanya")]


async def test_who_calls_no_numbers_sees_no_queue(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "bo") as clerk:
        assert "Antrean" not in clerk.screen
        await clerk.press("ctrl+n")
        clerk.sees("Antrean dipanggil oleh petugas yang duduk di loketnya.")


async def test_at_loket_5_who_complains_is_called_too(house: House, program: Open) -> None:
    come(house, "pengaduan")
    async with at_work(house, program, "fo5") as clerk:
        clerk.sees("Antrean 1 · D-001 Pengaduan")
        await clerk.press("ctrl+k", *"antrean", "enter", "enter")
        clerk.sees("D-001 Pengaduan · dipanggil 08.05")


async def test_the_day_is_closed_its_rest_ended_and_its_sheet_printed(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    takes(monkeypatch, sent)
    for _ in range(2):
        come(house, "ambil")
    calling.call_next(house.desk, house.who("fo5", "4"))
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        await clerk.pick("Lembar antrean")
        clerk.sees(
            "B-002 Mengambil izin, baru saja datang",
            "B-001 Mengambil izin, dipanggil 08.05",
            "▸ Lihat lembarnya saja",
            "Lihat angka saya hari ini",
        )
        await clerk.pick("Tutup, akhiri 1 nomor")
        clerk.sees("Akhiri 1 nomor?", "1 menunggu", "Pintu masih buka sekarang.")
        await clerk.press("left", "enter")
        clerk.sees("LEMBAR ANTREAN", "masih terbuka")
        await clerk.press("f5", "enter", "f10")
        clerk.sees("F9 Urung tutup antrean")
    assert "pergi" in sent[0]


async def test_numbers_given_on_paper_wait_since_they_were_given(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        await clerk.pick("Nomor kertas")
        await clerk.press(*"mengambil", "enter")
        await clerk.write("A-1")
        await clerk.press("enter")
        clerk.sees("Tulis seperti B-013 s.d. B-020")
        await clerk.press("ctrl+u")
        await clerk.write("B-001 s.d. B-003")
        await clerk.press("enter")
        await clerk.write("23.00")
        await clerk.press("enter")
        clerk.sees("Jam itu belum tiba; tulis jam hari ini yang sudah lewat.")
        await clerk.press("ctrl+u")
        await clerk.write("07.55")
        await clerk.press("enter")
        clerk.sees("2 nomor kertas menunggu. Sudah ada: B-001.")
        clerk.sees("Antrean 3 · B-002 Mengambil izin, menunggu 10 mnt")


async def test_a_number_that_goes_first_is_offered_only_where_the_office_calls_anybody_first(
    house: House, program: Open
) -> None:
    come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        clerk.sees("Beri nomor antrean")
        assert "didahulukan" not in clerk.screen
        await clerk.press("escape")
        edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
        await clerk.look_again()
        await clerk.press("ctrl+n")
        await clerk.pick("Beri nomor yang didahulukan")
        clerk.sees("Pemohon termasuk yang mana?", "Membawa balita")


async def test_the_key_stays_in_sight_however_much_there_is_to_say(house: House, program: Open) -> None:
    come(house, "ambil", Priority.DISABLED)
    async with at_work(house, program, "fo4") as clerk:
        clerk.sees("Antrean 1 · B-001 penyandang disabilitas · Mengambil izin", "… · Ctrl+N memanggil")


async def test_a_counter_closed_for_a_while_says_so_until_it_calls(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        await clerk.pick("Istirahat, rapat: tutup loket ini")
        clerk.sees("▸ Istirahat", "Menghadap atasan")
        await clerk.press("enter")
        clerk.sees(
            "TUTUP SEMENTARA sejak 08.05 (istirahat) · Antrean 1",
            "Papan menulis loket ini tutup",
            "F9 Urung tutup loket",
        )
        await clerk.press("f9")
        clerk.sees("Loket buka lagi.")
        assert "TUTUP SEMENTARA" not in clerk.screen
        await clerk.press("ctrl+n")
        await clerk.pick("Istirahat, rapat: tutup loket ini")
        await clerk.press("enter", "ctrl+n", "enter")
        clerk.sees("B-001 Mengambil izin · dipanggil 08.05")
        await clerk.press("ctrl+n")
        await clerk.pick("Kembalikan B-001 ke antrean")
        assert "TUTUP SEMENTARA" not in clerk.screen


async def test_numbers_are_stopped_until_a_time_that_is_yet_to_come(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "fo4") as clerk:
        await clerk.press("ctrl+n")
        await clerk.pick("Hentikan pemberian nomor")
        await clerk.pick("Antrean penuh")
        await clerk.write("07.00")
        await clerk.press("enter")
        clerk.sees("Tulis jam hari ini yang belum lewat, seperti 13.00;")
        await clerk.press("ctrl+u")
        await clerk.write("10.00")
        await clerk.press("enter")
        clerk.sees("Kios tutup sampai 10.00 (antrean penuh) · Antrean 1 ·")
        await clerk.press("ctrl+n")
        clerk.sees("Beri nomor lagi (tutup sampai 10.00: antrean penuh)")
        await clerk.pick("Beri nomor antrean")
        await clerk.press("enter")
        clerk.sees("Mengapa masih diberi nomor?", "Kios tutup sampai 10.00 (antrean penuh).")


async def test_a_supervisor_sees_how_the_queue_stands_and_closes_its_day(house: House, program: Open) -> None:
    come(house, "ambil")
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("ctrl+n")
        clerk.sees("Antrean dan kantor hari ini", "1 menunggu", "Hentikan pemberian nomor")
        await clerk.pick("Lembar antrean hari ini")
        await clerk.pick("Tutup, akhiri 1 nomor")
        await clerk.press("enter")
        assert line.queue(house.desk, house.who("penyelia")).waiting  # Enter alone ends nobody's number
        await clerk.press("ctrl+n")
        await clerk.pick("Lembar antrean hari ini")
        await clerk.pick("Tutup, akhiri 1 nomor")
        await clerk.press("left", "enter")
        clerk.sees("LEMBAR ANTREAN")
        await clerk.press("end")
        clerk.sees("DITUTUP 08.05 1 nomor diakhiri, 0 dibiarkan terbuka")
        await clerk.press("f10")
        clerk.sees("Antrean hari ini ditutup; 1 nomor diakhiri. F9 urung.", "Kios tutup hari ini")
        await clerk.press("f9")
        clerk.sees("Urungkan tutup antrean?", "Antrean hari ini buka lagi. 1 nomor terbuka lagi.")
        await clerk.press("enter")
    assert line.queue(house.desk, house.who("penyelia")).waiting


async def test_who_collects_without_a_number_gets_one_where_the_office_wants_that(
    house: House, program: Open
) -> None:
    edit(house.desk, ("[pengaturan]\n", '[pengaturan]\ntanpa_nomor = "diberi nomor"\n'))
    house.step("fo4", house.signed(house.complete(house.register())), "dicetak")
    at = house.desk.working_time().local(house.now)
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f8")
        clerk.sees(f"B-001 Mengambil izin · dilayani sejak {at:%H.%M}", "Ctrl+N: selesai, tahan")
