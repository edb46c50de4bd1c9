"""Loket 2 as a clerk lives it: forty people at eight o'clock, a returned file, a killed terminal."""

from __future__ import annotations

import unicodedata

import pytest

from loket.desk.case import entries, lists
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.queue import line
from loket.flow.acts import Choose, Note, PutBack, Rest
from screens.counter.at_counter import MoreKey
from screens.counter.fields import parse_arrival
from screens.counter.number import NumberCard
from screens.counter.screen import CounterScreen
from screens.shell.stack import tell_seen
from tests.screens.arrivals import queue_up, register, registered, tick_all
from tests.screens.counter import at, at_work
from tests.screens.house import NIK, House, Open


async def test_forty_wait_and_the_first_file_goes_on_by_keyboard_alone(house: House, program: Open) -> None:
    queue_up(house, 40)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("MENUNGGU 40", "A-001", "F2 Panggil", "F8·Daftarkan")
        await clerk.press("f2")
        clerk.sees("dipanggil 08.05", "H hadir · L tidak hadir", "MENUNGGU 39")
        await clerk.press("h")
        clerk.sees("A-001 · dilayani sejak 08.05", "Yang datang")
        await clerk.write(NIK)
        clerk.sees("Belum dikenal: pemohon baru.")
        await clerk.press("enter")
        await clerk.write("Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00001 Izin Reklame", "NIK 210201******0012", "Batas 10 menit · sisa 10 mnt", "08.15")
        assert NIK not in clerk.screen
        clerk.sees("F8 belum bisa: 6 belum diperiksa")
        await clerk.press("f8")
        assert view(house.desk, house.who("fo2"), registered(house)).step.sequence == 5  # type: ignore[union-attr]
        await tick_all(clerk, 9)
        clerk.sees("F8 bisa diteruskan.")
        await clerk.press("f8")
        clerk.sees("00001 → Analis Dokumen Perizinan. F9 urung, F5 cetak.", "F8 daftarkan berkas lain")
        await clerk.press("f2")
        clerk.sees("A-001: apa hasilnya?")
        await clerk.press("enter")
        clerk.sees("MENUNGGU 39", "F2 memanggil nomor ini.")
    assert view(house.desk, house.who("fo2"), registered(house)).step.sequence == 6  # type: ignore[union-attr]
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert queue.current is None
    assert len(queue.waiting) == 39


async def test_who_came_and_left_again_is_told_by_the_number_and_leaves_the_file_in_hand(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "escape")
        clerk.sees("F2 juga bila pemohon pergi sebelum selesai.")
        await clerk.press("f2", "end", "enter")
        clerk.sees("A-001: pemohon pergi.", "F2 memanggil nomor ini.")
        await register(clerk)
        await clerk.press("f2")
        clerk.sees("▸ Berkas masuk", "Pemohon pergi")
        await clerk.press("end", "enter")
        clerk.sees("A-002: pemohon pergi. 00001 masih di tangan Anda.", "DI TANGAN ANDA 1")


async def test_with_the_cursor_on_a_number_f5_prints_no_other_s_file(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8")
        clerk.sees("F9 urung, F5 cetak.", "F5 Cetak")
        await clerk.press("f2", "enter")
        clerk.sees("▸ A-002")
        await clerk.press("f5")
        clerk.sees("F5 belum bisa: A-002 belum punya berkas")
        await clerk.press("f2", "h", "f10", "f5")
        clerk.sees("F5 belum bisa: A-002 belum punya berkas")


async def test_f5_is_not_promised_where_the_cursor_comes_to_stand_on_a_number(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    house.give_back(house.register("Rina Wati"), reason="belum lengkap")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("down", "enter", "f8", "s", "f8")
        clerk.sees("00001 → Analis Dokumen Perizinan. F9 urung.", "▸ A-001", "F5·Cetak")


async def test_two_matters_of_one_person_and_a_change_of_mind(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8", "f9")
        clerk.sees("00001: diurungkan (", "DI TANGAN ANDA 1", "BARU SAJA")
        assert clerk.screen.count("diurungkan") == 1
        clerk.sees("di tangan Anda", "F8 bisa diteruskan")
        await clerk.press("f10")
        assert "00001 →" not in clerk.screen
        await clerk.press("f8")
        clerk.sees("A-001 · dilayani sejak")
        await clerk.write(NIK)
        await clerk.press("f8", "end", "enter")
        clerk.sees("00002 Izin Reklame")
    files_now = {row.work.number for row in lists.all_open(house.desk, house.who("fo2"))}
    assert files_now == {"00001", "00002"}
    rows = [
        view(house.desk, house.who("fo2"), r.work.file_id).row
        for r in lists.all_open(house.desk, house.who("fo2"))
    ]
    assert len({row.ticket_id for row in rows}) == 1


async def test_a_file_that_came_by_mail_needs_no_number(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Tidak ada nomor yang menunggu.")
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        clerk.sees("Berkas tanpa nomor antrean", "Masuk lewat", "Diterima")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.load({"nik": NIK, "name": "Siti Aminah", "arrived_at": "19-11-2026 15.20"})
        await clerk.press("f8")
        clerk.sees("00001 Izin Reklame", "lewat surel")
    row = view(house.desk, house.who("fo2"), registered(house)).row
    assert (row.channel, row.arrived_at, row.ticket_id) == ("surel", at(15, 20, day=19), None)


async def test_the_nik_is_shown_on_request_and_the_look_is_kept(house: House, program: Open) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        clerk.sees("210201******0012")
        await clerk.press("n")
        clerk.sees(NIK)
        await clerk.press("f10", "enter")
        assert NIK not in clerk.screen
    notes = [
        e.act.what for e in view(house.desk, house.who("fo2"), ref.file).events if isinstance(e.act, Note)
    ]
    assert "nik_dilihat" in notes


async def test_a_mistaken_registration_is_voided_and_an_act_recorded_late(
    house: House, program: Open
) -> None:
    ref = house.tick_all(house.register())
    house.pass_minutes(20)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "f7")
        clerk.sees("Batalkan pendaftaran (salah daftar)", "Tindakan berikutnya dicatat menyusul")
        await clerk.pick("Tindakan berikutnya")
        await clerk.write("08.10")
        await clerk.press("ctrl+s")
        await clerk.write("listrik padam")
        await clerk.press("ctrl+s")
        clerk.sees("00001: tindakan berikutnya dicatat terjadi pukul 08.10.")
        await clerk.press("f8")
        (chosen,) = [
            e for e in view(house.desk, house.who("fo2"), ref.file).events if isinstance(e.act, Choose)
        ]
        assert (chosen.at, chosen.recorded) == (at(8, 10), at(8, 25))

        wrong = house.register("Salah Contoh").file
        await clerk.look_again()
        await clerk.press("home", "enter", "f7")
        await clerk.pick("Batalkan pendaftaran")
        clerk.sees("Mengapa dibatalkan?")
        await clerk.write("salah orang")
        await clerk.press("ctrl+s")
        clerk.sees("Berkas ini berakhir dan nomornya tidak dipakai lagi.")
        await clerk.press("left", "enter")
    assert view(house.desk, house.who("fo2"), wrong).state.outcome == "dibatalkan"


HOSTILE = ("[/bold] PT", "[@click=app.quit]Klik[/]", "Siti \x1b]52;c;aGFsbw==\x07", "\u202eSiti", "S" * 300)


async def test_hostile_names_stay_words(house: House, program: Open) -> None:
    ref = house.register()
    entries.set_mark(house.desk, house.who("fo2", "2"), ref.file, "ktp", "kurang", "[/bold] \x1b[2J")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        for name in HOSTILE:
            house.spoil(ref, name)
            tell_seen(clerk.app, lambda screen: screen.changed())
            await clerk.settle()
            clerk.sees("Kuasa ")
            plain = clerk.screen.replace("\n", "")
            assert not [char for char in plain if unicodedata.category(char) in ("Cc", "Cf")]
            strips = clerk.app.screen._compositor.render_strips()
            assert not [s for strip in strips for s in strip if s.style and "@click" in s.style.meta]


async def test_help_and_papers_open_over_the_file_and_close_again(house: House, program: Open) -> None:
    house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f1", "f10", "enter", "a", "f1", "f10", "f5", "f10", "f4", "f10")
        clerk.sees("✓ ada", "00001 SIP Bidan", "F8·Teruskan")


async def test_a_file_that_rests_is_opened_and_resumed_at_the_counter(house: House, program: Open) -> None:
    ref = house.register()
    perform(house.desk, house.who("fo2", "2"), ref, Rest(0), agency="Dinkes")
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("… TERTUNDA 1")
        await clerk.press("home", "enter", "enter")
        clerk.sees("00001 SIP Bidan", "F8 Lanjutkan")
        await clerk.press("f8")
        await clerk.settle()  # the list beside the file is a reading of its own
        clerk.sees("DI TANGAN ANDA 1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("07.55", at(7, 55)),
        ("19-11-2026", at(0, 0, day=19)),
        ("19/11/2026 15:20", at(15, 20, day=19)),
        ("19-11-26 15.20", at(15, 20, day=19)),
        ("09.12", None),
        ("besok", None),
        ("31-02-2026", None),
        ("25.10", None),
        ("07.60", None),
        ("19 November 2026 15.20", at(15, 20, day=19)),
        ("1-1-99999999999999999999", None),
        ("2102015508900012", None),
        ("9" * 5000, None),
    ],
)
def test_the_time_of_receipt_is_read_as_people_write_it(
    house: House, typed: str, expected: int | None
) -> None:
    assert parse_arrival(typed, house.desk.working_time(), at(8, 5)) == expected


async def test_f5_prints_nobody_else_s_paper_while_somebody_is_served(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "f10")
        clerk.app.screen.query_one(NumberCard).last_file = house.register("Hasan Contoh").file
        await clerk.press("f5")
        clerk.sees("F5 belum bisa: A-001 belum punya berkas")


async def test_a_file_of_another_desk_does_not_tell_loket_2_to_take_it(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        clerk.sees("00001 SIP Bidan", "F8·Teruskan")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: bukan tugas peran Anda")
        assert "F2 untuk mengambil" not in clerk.screen


async def test_what_f7_cannot_do_any_more_stands_there_with_its_reason(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter", "f7")
        clerk.sees("Batalkan pendaftaran: berkas sudah berjalan", "▸ Perbaiki data")
        clerk.sees("Dicatat menyusul: bukan tugas peran Anda")
        await clerk.press("end")
        clerk.sees("Belum bisa: bukan tugas peran Anda: Entri data dan verifikasi berkas.")
        await clerk.press("enter")
        clerk.sees("Belum bisa: bukan tugas peran Anda: Entri data dan verifikasi berkas.")
        await clerk.press("up")
        assert "Belum bisa" not in clerk.screen
        await clerk.press("escape")
        clerk.sees("F7 Lainnya")


async def test_a_file_that_the_cursor_has_left_is_neither_shown_nor_taken(
    house: House, program: Open
) -> None:
    for letter in "ABCDEFGHIJKL":
        ref = house.register(f"Tono {letter}")
        perform(house.desk, house.who("fo2", "2"), ref, PutBack())
    queue_up(house, 8)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press(*["down"] * 8, "enter")
        clerk.sees("00001 SIP Bidan", "F2 Ambil")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        await clerk.press("down")
        clerk.sees("▸ 00002 Tono B", "Enter membukanya.", "F2 Panggil")
        assert "00001 SIP Bidan" not in clerk.screen
        await clerk.press("enter")
        clerk.sees("00002 SIP Bidan", "F2 Ambil")
        await clerk.press_until("down", lambda: isinstance(screen.queue.cursor_id, MoreKey))
        clerk.sees("Enter menampilkan semuanya.", "F2 Panggil")
        assert "00002 SIP Bidan" not in clerk.screen
        for key, why in (
            ("f4", "baris ini mewakili beberapa; Enter menampilkan semuanya"),
            ("f8", "baris ini mewakili beberapa; Enter menampilkan semuanya"),
        ):
            await clerk.press(key)
            clerk.sees(f"{key.upper()} belum bisa: {why}")
    assert not lists.pile(house.desk, house.who("fo2", "2")).in_hand


async def test_with_the_cursor_on_another_file_the_card_names_what_f5_prints(
    house: House, program: Open
) -> None:
    house.tick_all(house.register("Tono Contoh"))
    house.register("Rina Wati")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home", "enter", "f8")
        clerk.sees("00001 → Analis Dokumen Perizinan. F9 urung, F5 cetak.", "▸ 00002 Rina Wati")
        clerk.sees("F5 mencetak 00001.")
        await clerk.press("f9", "f10", "home", "down")
        clerk.sees("▸ 00002 Rina Wati", "F5 mencetak 00001.")
