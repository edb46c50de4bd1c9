"""Loket 2 as a clerk lives it: forty people at eight o'clock, a returned file, a killed terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.intake import applicant, correcting, registration
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.desk.people import staff
from loket.desk.queue import calling, line
from loket.flow.acts import Choose, Note, PutBack, Rest, Take
from loket.store import tickets
from loket.store.errors import StoreBusy
from loket.store.feed import Feed
from screens.counter.fields import parse_arrival
from screens.counter.form import RegistrationForm
from screens.counter.hall import FileKey, Hall, HallGroup, MoreKey, NumberKey, look, shorten
from screens.counter.number import NumberCard
from screens.counter.screen import CounterScreen
from screens.file.undo import Known
from screens.shell.stack import tell_seen
from screens.widgets.rows import text_of
from screens.widgets.work_list import Row, WorkList
from tests.killed import sat_down
from tests.screens.counter import Clerk, at, at_work
from tests.screens.house import NIK, PASSWORD, House, Open


def colleague(house: House) -> None:
    """Somebody else at a registration counter."""
    house.ids["andi"] = staff.add(
        house.desk, None, nip="199001012020011099", name="Andi Dua", password=PASSWORD, roles=("fo2",)
    )


def queue_up(house: House, count: int) -> None:
    services = list(house.desk.office.counter_services)
    for number in range(count):
        service = services[number % len(services)].id
        calling.issue_ticket(house.desk, house.who("fo2", "2"), service)


def registered(house: House) -> int:
    """The only file that was registered."""
    (row,) = lists.all_open(house.desk, house.who("fo2"))
    return row.work.file_id


async def register(clerk: Clerk, name: str = "Siti Aminah") -> None:
    """From the called number to the file in hand."""
    await clerk.press("f2", "h")
    await clerk.write(NIK)
    await clerk.press("enter")
    await clerk.write(name)
    await clerk.press("enter")
    await clerk.write("081270000011")
    await clerk.press("f8")


async def tick_all(clerk: Clerk, count: int) -> None:
    await clerk.press(*["a"] * count)


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
        clerk.sees("00001 Izin Reklame", "NIK 210201******0012", "Batas 10 mnt · sisa 10 mnt", "08.15")
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


async def test_nobody_is_called_while_another_thing_than_their_number_is_on_the_card(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    house.complete(house.register("Rina Wati"))
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8")
        clerk.sees("00002 → Analis Dokumen Perizinan. F9 urung, F5 cetak.", "F9 Urung 00002")
        await clerk.press("f2", "enter", "end", "enter")
        clerk.sees("00001 SIP Bidan", "F2·Panggil")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: tutup dulu yang terbuka di kanan (F10)", "MENUNGGU 1")
        await clerk.press("f10", "home", "f2")
        clerk.sees("DIPANGGIL 1", "H hadir · L tidak hadir", "F9 Urung A-002")
        assert "F5 cetak" not in clerk.screen


async def test_what_was_done_some_time_ago_is_undone_only_after_a_question(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    house.pass_minutes(2)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("F9 Urung 00001")
        await clerk.press("f9")
        clerk.sees("Urungkan “→ Analis Dokumen Perizinan” pada 00001?", "Ya, urungkan")
        await clerk.press("escape")
        assert view(house.desk, house.who("fo2"), ref.file).step.sequence == 6  # type: ignore[union-attr]
        await clerk.press("f9", "enter")
        clerk.sees("00001: diurungkan.", "di tangan Anda")
        await clerk.press("f9")
        clerk.sees("Pendaftaran 00001 batal, dan nomor itu tidak dipakai lagi.")


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


async def test_looking_never_acts(house: House, program: Open) -> None:
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("down", "down", "enter")
        clerk.sees("Bukan giliran pertama")
        await clerk.press("up", "enter", "h", "l", "n")
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert [t.number for t in queue.waiting] == ["A-001", "A-002", "A-003"]


async def test_more_of_a_group_is_read_on_from_where_it_was_cut(house: House, program: Open) -> None:
    queue_up(house, 30)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("end")
        clerk.sees("… 13 lagi")
        await clerk.press("enter")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        (row,) = (row for row in screen.queue.rows if row.id == screen.queue.cursor_id)
        assert str(row.cells[0]) == "A-018"
        clerk.sees("A-018")


async def test_who_does_not_come_is_set_aside_and_may_come_back(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "f3")
        clerk.sees("2 kali")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: jawab dulu: H hadir atau L tidak hadir")
        await clerk.press("l")
        clerk.sees("DILEWATI 1", "MENUNGGU 1")
        await clerk.press("end", "enter", "f2")
        clerk.sees("dipanggil")
        current = line.queue(house.desk, house.who("fo2", "2")).current
        assert current is not None
        assert current.number == "A-001"
        await clerk.press("f9")
        clerk.sees("MENUNGGU 1", "DILEWATI 1", "A-001: diurungkan.")


async def test_a_number_passed_over_is_closed_when_its_person_is_gone(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "end", "enter", "f7")
        await clerk.pick("Tutup A-001: orangnya sudah pergi")
        clerk.sees("MENUNGGU 1", "F2 memanggil nomor ini.")
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert (queue.passed, [t.number for t in queue.waiting]) == ((), ["A-002"])


async def test_two_counters_that_call_at_once_both_get_a_number(house: House, program: Open) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("A-001", "F2 memanggil nomor ini.")
        calling.call_next(house.desk, house.who("andi", "1"))
        await clerk.press("f2")
        clerk.sees("DIPANGGIL 1", "H hadir")
    current = line.queue(house.desk, house.who("fo2", "2")).current
    assert current is not None
    assert current.number == "A-002"


async def test_a_number_another_counter_has_called_is_told_by_name(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        second = line.queue(house.desk, house.who("andi", "1")).waiting[1]
        await clerk.press("down")
        clerk.sees("Bukan giliran pertama", "F2 memanggil nomor ini.")
        with monkeypatch.context() as late:
            late.setattr(Feed, "poll", lambda _: ())  # the news has not come yet
            calling.call(house.desk, house.who("andi", "1"), second)
            await clerk.press("f2")
        clerk.sees("Sudah dipanggil Andi Dua 08.05.", "PADA REKAN 1")
        await clerk.press("home", "f2")
        current = line.queue(house.desk, house.who("fo2", "2")).current
        assert current is not None
        assert current.number == "A-001"


async def test_a_colleagues_number_names_them_and_is_taken_over_after_a_question(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        left = calling.call_next(house.desk, house.who("andi", "2"))
        assert left is not None
        await clerk.look_again()
        clerk.sees("PADA REKAN 1", "A-001 Andi Dua", "MENUNGGU 1")
        clerk.app.screen.queue.select(NumberKey(left.id))  # type: ignore[attr-defined]
        await clerk.settle()
        clerk.sees("dipanggil Andi Dua, Loket 2 Pendaftaran", "sejak 08.05", "F2 Ambil alih")
        await clerk.press("f2")
        clerk.sees("Ambil alih A-001?", "Dipanggil Andi Dua, Loket 2 Pendaftaran sejak 08.05.")
        await clerk.press("escape")
        assert line.queue(house.desk, house.who("andi", "2")).current == left
        await clerk.press("f2", "left", "enter")
        clerk.sees("DIPANGGIL 1", "H hadir", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("PADA REKAN 1")


async def test_two_windows_of_one_counter_serve_two_people_and_say_so_at_the_sign_in(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as sari:
        await sari.press("f2", "h", *"2102")
        house.pass_minutes(5)
        async with at_work(house, program, "andi") as andi:
            andi.sees("Loket 2 Pendaftaran dipakai Sari Contoh sejak 08.05.", "MENUNGGU 1")
            await andi.press("f2")
            andi.sees("DIPANGGIL 1", "A-002", "PADA REKAN 1")
            await andi.press("h", "f2", "enter")
        await sari.look_again()
        sari.sees("A-001 · dilayani sejak 08.05", "NIK 2102")


async def test_a_number_called_in_another_window_stays_apart_from_the_form_without_one(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    house.give_back(house.register("Tono Contoh"), reason="KTP kabur")
    async with at_work(house, program, "fo2") as other:
        await other.press("home", "f7", "down", "enter", *"2102")
        other.sees("Berkas tanpa nomor antrean")
        elsewhere = house.who("fo2", "2")
        called = calling.call_next(house.desk, elsewhere)
        assert called is not None
        calling.present(house.desk, elsewhere, called.id)
        await other.look_again()
        other.sees("Berkas tanpa nomor antrean, bukan A-001", "NIK 2102")
        assert "▸ A-001" not in other.screen
        await other.press("f2")
        other.sees("F2 belum bisa: tutup dulu isian tanpa nomor ini (F10)")
        await other.press("f10")
        other.sees("F2 Selesai")


async def test_whose_screen_was_cut_off_is_told_to_who_sits_down_there(house: House, program: Open) -> None:
    colleague(house)
    sat_down(house.path, house.now, house.ids["fo2"], "2")
    async with at_work(house, program, "andi") as andi:
        andi.sees("Layar Sari Contoh sejak 08.05 di sini terputus tanpa keluar.")


async def test_when_only_skipped_numbers_are_left_they_are_named_and_called_without_more(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "f2", "l")
        clerk.sees("DILEWATI 2")
        await clerk.press("end")
        clerk.sees("dilewati 0 mnt yang lalu", "F2 memanggil nomor ini.")
        await clerk.press("f2", "f3")
        clerk.sees("DIPANGGIL 1", "A-002", "3 kali")
        await clerk.press("f9")
        clerk.sees("2 kali")
        await clerk.press("f9")
        clerk.sees("DILEWATI 2")


async def test_with_nobody_waiting_it_is_said_that_some_were_skipped(house: House, program: Open) -> None:
    house.complete(house.register())
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "end")
        clerk.sees("Tinggal yang dilewati: 1.", "F2·Panggil")
        assert "Tidak ada nomor yang menunggu" not in clerk.screen
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: tinggal yang dilewati; tunjuk satu di daftar")


async def test_what_is_under_the_cursor_is_what_is_called(house: House, program: Open) -> None:
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("down", "down")
        clerk.sees("▸  A-003", "Bukan giliran pertama")
        await clerk.press("up", "f2")
        clerk.sees("DIPANGGIL 1", "▸  A-002")


async def test_who_looked_up_a_file_of_their_own_calls_nobody_by_the_same_key(
    house: House, program: Open
) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("ctrl+f")
        await clerk.write("00001")
        await clerk.pilot.pause(0.3)
        await clerk.settle()
        await clerk.press("f2", "f2")
        clerk.sees("F7 Kerjakan")
        await clerk.press("f7", "f2", "f2")
        clerk.sees("di tangan Anda", "MENUNGGU 1")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_where_all_was_checked_f8_says_by_which_key_the_file_goes_back(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("k", *"aaaaaa")
        clerk.sees("F8 belum bisa: 1 kurang, 1 belum diperiksa")
        assert "F6 mengembalikan" not in clerk.screen
        await clerk.press("a")
        clerk.sees("F8 belum bisa: 1 kurang; F6 mengembalikan")


async def test_what_lacks_is_returned_and_the_applicant_comes_back(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("a", "k", "c")
        await clerk.write("belum ditandatangani")
        await clerk.press("ctrl+s")
        clerk.sees("F8 belum bisa: 1 kurang, 4 belum diperiksa", "└ belum ditandatangani")
        await clerk.press("f6")
        clerk.sees("Kembalikan untuk dilengkapi: 00001", "KTP pemohon: belum ditandatangani")
        clerk.sees("4 persyaratan", "belum diperiksa: periksa dulu")
        await clerk.press("enter")
        clerk.sees("00001 → pemohon", "MENUNGGU PEMOHON 1")
        await clerk.press("f2")
        clerk.sees("▸ Dikembalikan")
        await clerk.press("enter")
        house.pass_minutes(15)
        await clerk.press("home")
        house.pass_minutes(15)
        await clerk.press("enter")
        clerk.sees("─ Kekurangan Jum 20 Nov (1 lainnya sudah ada)", "F8 Diterima")
        await clerk.press("f8")
        await clerk.look_again()
        clerk.sees("DI TANGAN ANDA 1", "▸ ✗ kurang   KTP pemohon", "sisa 10 mnt", "08.45")
        await tick_all(clerk, 9)
        await clerk.press("f8")
        clerk.sees("00001 → Analis Dokumen Perizinan")
    returned = view(house.desk, house.who("fo2"), registered(house)).returned
    assert returned is not None
    assert returned.missing == ("ktp",)


async def test_why_a_file_was_returned_stands_on_it_when_it_comes_back(house: House, program: Open) -> None:
    house.give_back(house.register(), "ktp", reason="KTP sudah tidak berlaku")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("home", "enter")
        clerk.sees("Alasan dikembalikan: KTP sudah tidak", "berlaku", "Kekurangan Jum 20 Nov")


async def test_a_wrong_form_says_so_at_its_fields(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "up", "k", "f8")
        clerk.sees("isian belum benar.", "Nama kuasa belum diisi.")
        clerk.sees("Surat kuasa belum dilihat.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.focused is not None
        assert screen.focused.name == "came_name"
        await clerk.write("Rina Wati")
        await clerk.press("enter", "enter", "enter", "right", "enter")
        await clerk.write("2102013102900012")
        clerk.sees("Angka ke-7 sampai ke-12 NIK")
    assert not lists.all_open(house.desk, house.who("fo2"))


async def test_a_known_applicant_is_filled_in_and_their_return_pointed_at(
    house: House, program: Open
) -> None:
    ref = house.register("Siti Aminah")
    house.give_back(ref, reason="KTP kabur")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("Sudah dikenal: Siti Aminah", "081200001111")
        clerk.sees("00001 menunggu kelengkapan pemohon ini")
        await clerk.press("f10", "enter", "f8")
        clerk.sees("5 Pemeriksaan kelengkapan · di tangan Anda")


async def test_a_file_to_be_completed_is_opened_as_was_said_though_its_group_is_shortened(
    house: House, program: Open
) -> None:
    for name in ("Rina Contoh", "Tono Contoh", "Umar Contoh", "Wati Contoh", "Siti Aminah"):
        house.give_back(house.register(name), reason="KTP kabur")
        house.pass_minutes(1)
    queue_up(house, 20)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        clerk.sees("00002 Tono Contoh", "… 3 lagi")
        await clerk.write(NIK)
        clerk.sees("00005 menunggu kelengkapan pemohon ini: F10, lalu Enter.", "▸  A-001")
        await clerk.press("f10", "enter")
        clerk.sees("00005 SIP Bidan", "F8 Diterima")


async def test_what_was_said_of_an_applicant_goes_with_them(house: House, program: Open) -> None:
    house.give_back(house.register("Siti Aminah"), reason="KTP kabur")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("00001 menunggu kelengkapan pemohon ini")
        await clerk.press("backspace")
        assert "menunggu kelengkapan pemohon ini" not in clerk.screen


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


async def test_two_matters_of_one_person_and_a_change_of_mind(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8", "f9")
        clerk.sees("00001: diurungkan.", "DI TANGAN ANDA 1", "BARU SAJA")
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


async def test_a_number_is_given_at_the_counter_and_shown_large(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Beri nomor antrean")
        clerk.sees("Nomor untuk layanan apa?")
        await clerk.press("down", "enter")
        clerk.sees("Nomor baru: tuliskan untuk pemohon.", "SIP Bidan", "Nomor A-001 diberikan.")


async def test_a_number_that_cannot_be_right_is_told_when_its_field_is_left(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", *"21020155089", "enter")
        clerk.sees("NIK harus 16 angka; yang diketik 11.", "Nama")
        await clerk.press("enter", *"081234abc", "enter")
        clerk.sees("Nomor telepon memuat selain angka; periksa lagi.")
        await clerk.press("up", "up", "up", "end", *"00012", "enter")
        clerk.sees("Belum dikenal: pemohon baru.")
        assert "NIK harus" not in clerk.screen


async def test_what_was_said_of_a_nik_goes_when_it_is_typed_on(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", *"2102015508900012")
        clerk.sees("Belum dikenal: pemohon baru.")
        await clerk.press("backspace", "backspace", "enter")
        clerk.sees("NIK harus 16 angka; yang diketik 14.")
        assert "Belum dikenal" not in clerk.screen


async def test_two_telephone_numbers_pasted_into_one_field_are_told_whole(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    two = "0812-7000-0011 / 0813-7000-0022"
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", "enter", "enter", *two, "enter")
        clerk.sees(two, "Tulis satu nomor telepon saja.")


async def test_who_is_known_is_known_again_from_a_draft(house: House, program: Open) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("f10")
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Sudah dikenal: Siti Aminah")


async def test_a_form_closed_with_esc_says_that_it_is_kept_and_opens_as_it_was(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *"2102", "escape")
        clerk.sees("Isian disimpan; F8 membukanya lagi.", "F8 daftarkan berkas")
        await clerk.press("f8", *"0155")
        clerk.sees("NIK 21020155", "A-001 · dilayani sejak")
        await clerk.press("f10", "f2", "enter")
        clerk.sees("Isian pendaftaran belum didaftarkan.", "Ya, tanpa mendaftar")
        await clerk.press("left", "enter")
        clerk.sees("Tidak ada nomor yang menunggu.")
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.press("escape")
        assert "Isian disimpan" not in clerk.screen


async def test_a_draft_with_an_older_number_takes_the_newer_one_away_from_nobody(
    house: House, program: Open
) -> None:
    house.register()
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        clerk.sees("081200001111")
        await clerk.press("f10")
        (known,) = applicant.find_applicant(house.desk, house.who("fo2"), NIK)
        newer = Registration("apotek", "baru", replace(known, phone="081200009999"), shown=known)
        registration.register(house.desk, house.who("fo2"), newer)
        await clerk.press("f8", "enter")
        clerk.sees("Sudah dikenal: Siti Aminah", "081200001111")
        await clerk.press("f8")
    (known,) = applicant.find_applicant(house.desk, house.who("fo2"), NIK)
    assert known.phone == "081200009999"


async def test_typing_survives_a_killed_terminal(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "enter")
        await clerk.write("Siti Ami")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.edited_now()  # what happens by itself after a moment's rest
        await clerk.settle()
    house.pass_minutes(7)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Isian yang tersimpan 08.05 terbuka lagi. F6 mengosongkannya.")
        clerk.sees("Siti Ami", "A-001 · dilayani sejak 08.05")
        await clerk.press("f2", "enter")
        clerk.sees("Isian pendaftaran belum didaftarkan.")
        await clerk.press("left", "enter")
        clerk.sees("Tidak ada nomor yang menunggu.")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


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


async def test_another_person_s_act_shows_without_a_key(house: House, program: Open) -> None:
    ref = house.register()
    perform(house.desk, house.who("fo2", "2"), ref, PutBack())
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("BERKAS DI MEJA INI 1")
        await clerk.press("enter")
        clerk.sees("menunggu di meja", "F2 Ambil")
        seen = view(house.desk, house.who("andi"), ref.file)
        perform(house.desk, house.who("andi", "1"), seen.ref, Take())
        await clerk.look_again()
        clerk.sees("di tangan Andi Dua")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: Sedang dikerjakan Andi Dua sejak 08.05")


async def test_marks_typed_fast_are_all_kept(house: House, program: Open) -> None:
    ref = house.register()
    count = len(view(house.desk, house.who("fo2"), ref.file).checklist)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        for left in range(count, 0, -3):
            await clerk.pilot.press(*["a"] * min(left, 3), *["f8"] * (left <= 3))
            await clerk.settle()
        await clerk.settle()
        clerk.sees("→ Analis Dokumen Perizinan")
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert {item.mark for item in kept} == {"ada"}


async def test_marks_stay_when_the_hall_could_not_be_read(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    free, write = Event(), entries.set_mark

    def waits(*given: Any) -> object:
        free.wait(5)
        return write(*given)

    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        monkeypatch.setattr(entries, "set_mark", waits)
        monkeypatch.setattr("screens.counter.screen.look", _busy_once(house, look))
        await clerk.pilot.press("a", "a", "a")
        clerk.app.screen.changed()  # type: ignore[attr-defined]
        await clerk.pilot.pause(0.2)
        free.set()
        await clerk.settle()
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert [item.mark for item in kept[:3]] == ["ada"] * 3


async def test_marks_that_found_the_database_busy_are_kept_with_the_next(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        monkeypatch.setattr(entries, "set_mark", _busy_once(house, entries.set_mark))
        await clerk.pilot.press("a", "a")
        await clerk.settle()
        await clerk.press("a")
        await clerk.settle()
    kept = view(house.desk, house.who("fo2"), ref.file).checklist
    assert [item.mark for item in kept[:3]] == ["ada"] * 3


def _busy_once(house: House, ask: Callable[..., object]) -> Callable[..., object]:
    """The database is busy for the first who asks and free for all others."""
    left = [StoreBusy(house.path)]

    def asked(*given: Any) -> object:
        if left:
            raise left.pop()
        return ask(*given)

    return asked


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


async def test_tomorrow_the_old_numbers_are_listed_and_never_called(house: House, program: Open) -> None:
    queue_up(house, 2)
    house.now = at(8, 0, day=23)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("KEMARIN 2", "20-11 A-001 Izin Reklame", "Tidak ada nomor yang menunggu.")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: tidak ada nomor yang menunggu")
        await clerk.press("enter", "enter")
        clerk.sees("KEMARIN 1")


def lines_of(name: str, count: int, start: int = 0) -> HallGroup:
    """Rows of numbers, the first of them `start`."""
    return HallGroup(name, tuple(Row(NumberKey(n), (str(n), "", "")) for n in range(start, start + count)))


def test_groups_share_the_height_and_say_what_is_left_out() -> None:
    long, short = lines_of("MENUNGGU", 40), lines_of("BARU SAJA", 1, 90)
    rows, counts = shorten([long, short], 10, frozenset())
    assert len(rows) + 2 == 10
    assert counts == {"MENUNGGU": 40, "BARU SAJA": 1}
    assert [row.id for row in rows[-2:]] == [MoreKey("MENUNGGU"), NumberKey(90)]
    whole, _ = shorten([long, short], 10, frozenset({"MENUNGGU"}))
    assert len(whole) == 41


def test_the_people_who_wait_have_half_the_lines_and_what_matters_least_is_folded_first() -> None:
    names = (
        "DIPANGGIL",
        "MENUNGGU",
        "BERKAS DI MEJA INI",
        "MENUNGGU PEMOHON",
        "DILEWATI",
        "KEMARIN",
        "BARU SAJA",
    )
    found = [lines_of(name, count) for name, count in zip(names, (1, 40, 4, 3, 1, 2, 3), strict=True)]
    rows, _ = shorten(found, 20, frozenset())
    headings = len({row.group for row in rows if row.group is not None})
    assert len(rows) + headings == 20
    assert sum(row.group == "MENUNGGU" for row in rows) == 10
    folded = [text_of(row.cells[0]) for row in rows if row.group is None]
    assert folded == ["… MENUNGGU PEMOHON 3", "… DILEWATI 1", "… KEMARIN 2", "… BARU SAJA 3"]
    opened, _ = shorten(found, 20, frozenset({"KEMARIN"}))
    assert sum(row.group == "KEMARIN" for row in opened) == 2
    assert sum(row.group == "MENUNGGU" for row in opened) >= 9


@pytest.mark.parametrize("height", range(12, 30))
def test_no_line_stays_empty_while_a_group_lacks_some(height: int) -> None:
    counts = {"DIPANGGIL": 1, "MENUNGGU": 5, "BERKAS DI MEJA INI": 4, "MENUNGGU PEMOHON": 3, "KEMARIN": 2}
    found = [lines_of(name, count, at * 100) for at, (name, count) in enumerate(counts.items())]
    rows, _ = shorten(found, height, frozenset())
    left = [row for row in rows if isinstance(row.id, MoreKey)]
    used = len(rows) + len({row.group for row in rows if row.group is not None})
    assert used <= height
    # one line is no use: what is folded needs two more, for its heading and a row
    assert height - used <= (1 if left else height)


def test_a_group_never_folds_the_row_under_the_cursor_away() -> None:
    found = [lines_of("MENUNGGU", 40), lines_of("MENUNGGU PEMOHON", 6, 50), lines_of("BARU SAJA", 3, 90)]
    for cursor in map(NumberKey, (54, 92, 15)):
        rows, _ = shorten(found, 12, frozenset(), cursor)
        assert cursor in [row.id for row in rows]


def test_files_that_rest_are_one_line_until_they_are_asked_for() -> None:
    found = [lines_of("DI TANGAN ANDA", 1), lines_of("TERTUNDA", 2, 50)]
    rows, _ = shorten(found, 20, frozenset())
    assert [row.id for row in rows] == [NumberKey(0), MoreKey("TERTUNDA")]
    opened, _ = shorten(found, 20, frozenset({"TERTUNDA"}))
    assert [row.id for row in opened][1:] == [NumberKey(50), NumberKey(51)]


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


async def test_who_types_on_after_h_without_looking_up_loses_no_letter(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        await clerk.pilot.press("h", "up", "k", "enter", *"Rina", "enter", "enter", *"0812", "f1")
        await clerk.settle()
        await clerk.press("f10")
        clerk.sees("● kuasa", "Nama kuasa Rina", "HP kuasa 0812")


async def test_what_cannot_be_right_is_told_at_its_field_and_refused(house: House, program: Open) -> None:
    queue_up(house, 1)
    wrong = {
        "name": ("Siti2102059907900001", "Di nama ada nomor."),
        "phone": ("0812A-7001 2345", "Di tengah nomor telepon ada huruf; tulis angkanya saja."),
        "nib": ("123", "NIB 13 angka"),
        "npwp": ("abc", "NPWP hanya berisi angka"),
        "email": ("siti@@x", "Surel ditulis seperti"),
    }
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        form = clerk.app.screen.query_one(RegistrationForm)
        for name, (typed, _) in wrong.items():
            form.focus_field(name)
            await clerk.settle()
            await clerk.write(typed)
        await clerk.press("tab")
        clerk.sees(*(sentence for _, sentence in wrong.values()))
        await clerk.press("f8")
        clerk.sees("5 isian belum benar.")


async def test_an_unusual_number_is_told_and_hinders_nothing(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        form = clerk.app.screen.query_one(RegistrationForm)
        for name, typed in (
            ("nik", NIK),
            ("name", "Siti Aminah"),
            ("phone", "12345"),
            ("npwp", "1"),
        ):
            form.focus_field(name)
            await clerk.settle()
            await clerk.write(typed)
        form.focus_field("address")
        await clerk.settle()
        clerk.sees("tidak seperti nomor HP", "NPWP biasanya 15 atau 16 angka")
        await clerk.press("f8")
    assert registered(house)


async def test_what_is_unusual_is_seen_once_before_f8_registers_it(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8")
        clerk.sees("Nomor ini tidak seperti nomor HP", "periksa yang berwarna", "F8 sekali lagi")
        assert not lists.all_open(house.desk, house.who("fo2"))
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "phone"
        await clerk.press("f8")
        clerk.sees("00001", "Siti Aminah")
    assert registered(house)


async def test_another_unusual_number_is_seen_anew(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8", "backspace", "5", "f8")
        clerk.sees("tidak seperti nomor HP")
        assert not lists.all_open(house.desk, house.who("fo2"))
        await clerk.press("f8")
    assert registered(house)


async def test_what_is_known_of_somebody_is_asked_about_no_more(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"00061234", "f8", "f8", "f2", "enter", "f2", "h")
        await clerk.write(NIK)
        await clerk.press("f8")
        clerk.sees("00002 SIP Bidan")


async def test_for_another_service_than_the_numbers_f8_asks_once(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"081270000011", "enter", "right", "f8")
        clerk.sees("Nomor A-001 untuk Izin Reklame.", "▸ Kembali ke isian", "Tetap daftarkan")
        await clerk.press("enter")
        assert clerk.app.focused is not None
        assert clerk.app.focused.name == "service"
        assert not lists.all_open(house.desk, house.who("fo2"))
        form = clerk.app.screen.query_one(RegistrationForm)
        form.fill({"name": ""})
        await clerk.press("f8", "end", "enter")
        clerk.sees("Nama pemohon belum diisi")
        await clerk.press(*"Siti Aminah", "f8")  # it was said of this form already
        clerk.sees("00001", "Siti Aminah")
    assert registered(house)


async def test_a_letter_of_no_service_is_told(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        await clerk.press("f2", "h")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.focus_field("service")
        await clerk.settle()
        for letter in ("q", "n", "7"):
            await clerk.press(letter)
            clerk.sees(f"Tidak ada pilihan yang berawalan {letter.upper()}")
        await clerk.press("i")
        assert "berawalan" not in clerk.screen
        await clerk.press("q")
        clerk.sees("berawalan Q")
        await clerk.press("enter")
        assert "berawalan" not in clerk.screen


async def test_f9_takes_back_the_last_answer_and_never_an_older_act_unasked(
    house: House, program: Open
) -> None:
    ref = house.complete(house.register())
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l")
        clerk.sees("DILEWATI 1", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("DIPANGGIL 1", "A-001: diurungkan.", "H hadir")
        await clerk.press("h")
        await clerk.press("f9")
        clerk.sees("DIPANGGIL 1", "H hadir")
        await clerk.press("f9")
        clerk.sees("MENUNGGU 2", "F9 Urung A-002")
        house.pass_minutes(2)
        await clerk.press("f9")
        clerk.sees("Urungkan “diberikan” pada A-002?")
        await clerk.press("enter", "f9", "enter", "f9")
        clerk.sees("Urungkan “→ Analis Dokumen Perizinan” pada 00001?")
        await clerk.press("escape")
    assert view(house.desk, house.who("fo2"), ref.file).step.sequence == 6  # type: ignore[union-attr]


async def test_after_a_visit_was_closed_its_outcome_is_undone_first_and_then_its_file(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await tick_all(clerk, 9)
        await clerk.press("f8", "f2", "enter")
        clerk.sees("A-001: berkas masuk.", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan.", "DILAYANI 1", "F9 Urung 00001")
        await clerk.press("f9")
        clerk.sees("00001: diurungkan.", "DI TANGAN ANDA 1", "F8 bisa diteruskan.")


async def test_a_registration_taken_back_shows_its_form_again_as_it_was_typed(
    house: House, program: Open
) -> None:
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk, "Siti Amniah")
        await clerk.press("f9")
        clerk.sees("Pendaftaran 00001 batal, dan nomor itu tidak dipakai lagi.")
        await clerk.press("enter")  # what is voided comes back under no number: Enter leaves it
        clerk.sees("00001 Izin Reklame", "Siti Amniah")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan.", "NIK 2102015508900012", "Siti Amniah", "F8 Daftarkan")
        clerk.sees("▸  A-001")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.fill({"name": ""})
        form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00002", "Siti Aminah", "DILAYANI 1")
        await clerk.press("a", "f9")
        clerk.sees("1 tanda dan catatan kelengkapan yang sudah")
        await clerk.press("enter")
        clerk.sees("00002", "Siti Aminah", "✓ ada")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00002: diurungkan.")
        assert form.values()["name"] == "Siti Aminah"  # as it was sent, not as it stood before
        await clerk.press("f8")
        clerk.sees("00003", "Siti Aminah")
    (row,) = lists.all_open(house.desk, house.who("fo2"))
    assert row.work.number == "00003"


async def test_of_two_registrations_taken_back_in_one_visit_each_brings_its_own_form(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("f3", "right", "right", "f8")
        clerk.sees("00002")
        form = clerk.app.screen.query_one(RegistrationForm)
        await clerk.press("f9", "left", "enter")
        clerk.sees("00002: diurungkan.")
        second = form.values()["service"]
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan.", "Siti Aminah")
        first = form.values()["service"]
        assert first != second
        await clerk.press("f8")
        clerk.sees("00003")
        await clerk.press("f10", "f8")
        clerk.sees("terbuka lagi")  # the one that was taken back before it is lost no more than that one
        assert form.values()["service"] == second


async def test_what_is_being_typed_waits_beneath_the_form_of_a_registration_taken_back(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("f10", "f8")
        form = clerk.app.screen.query_one(RegistrationForm)
        form.focus_field("name")
        await clerk.settle()
        await clerk.write("Tono Contoh")
        await clerk.press("f9", "left", "enter")
        clerk.sees("00001: diurungkan.", "Siti Aminah")
        await clerk.press("f8")
        clerk.sees("00002", "Siti Aminah")
        await clerk.press("f10", "f8")
        clerk.sees("Tono Contoh")


async def test_a_form_half_typed_comes_back_with_the_visit_that_was_ended_too_soon(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *"2102", "enter", *"Siti", "f2", "enter", "left", "enter")
        clerk.sees("A-001: hanya bertanya.", "Tidak ada nomor yang menunggu.")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan.", "NIK 2102", "Siti", "DILAYANI 1")


async def test_a_number_given_by_mistake_is_taken_back(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Beri nomor antrean")
        await clerk.press("down", "enter")
        clerk.sees("Nomor A-001 diberikan.", "F9 Urung A-001")
        await clerk.press("f9")
        clerk.sees("A-001: diurungkan.", "Tidak ada nomor yang menunggu.", "F9·Urung")


def test_a_seat_has_the_files_of_the_roles_that_sit_there(house: House) -> None:
    both = staff.add(
        house.desk, None, nip="199001012020011097", name="Eko Dua", password=PASSWORD, roles=("fo2", "fo4")
    )
    signed = house.signed(house.complete(house.register()))
    ref = house.register("Bela Contoh")
    perform(house.desk, house.who("fo2"), ref, PutBack())

    def seen(station: str | None) -> set[int]:
        hall = look(house.desk, Who(both, station), ("fo2", "fo4"), Known())
        return {row.work.file_id for row in (*hall.pile.waiting, *hall.to_collect)}

    assert (seen("2"), seen("4")) == ({ref.file}, {signed.file})
    assert seen(None) == {ref.file, signed.file}


async def test_who_comes_after_at_the_counter_is_proposed_what_came_of_the_number(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        clerk.sees("▸ Berkas masuk")


async def test_who_signs_in_again_is_proposed_what_came_of_a_file_received_for_the_number(
    house: House, program: Open
) -> None:
    ref = house.register()
    perform(house.desk, house.who("fo2"), ref, Choose("tidak"), remark="KTP buram")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "escape")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.open_file(ref.file)
        await clerk.settle()
        clerk.sees("F8 Diterima")
        await clerk.press("f8")
        clerk.sees("di tangan Anda")
        await tick_all(clerk, 9)
        await clerk.press("f8")
        clerk.sees("00001 → Analis Dokumen Perizinan", "F8 daftarkan berkas lain")
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f10")
        clerk.sees("00001 → Analis Dokumen Perizinan", "F8 daftarkan berkas lain")
        await clerk.press("f2")
        clerk.sees("▸ Berkas masuk")


@pytest.mark.parametrize(("brought", "outcome"), [(True, "berkas masuk"), (False, "pergi")])
async def test_a_number_of_an_earlier_day_is_closed_with_what_came_of_it(
    house: House, program: Open, brought: bool, outcome: str
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        if brought:
            await register(clerk)
        else:
            await clerk.press("f2", "h")
    house.pass_minutes(3 * 24 * 60)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        clerk.sees("KEMARIN 1", "20-11")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.queue.select(NumberKey(1))
        await clerk.press("enter")
        clerk.sees("Nomor A-001 tanggal 20-11 belum selesai. Catat sebagai", f"{outcome.split()[0]}")
        await clerk.press("enter")
        assert "KEMARIN" not in clerk.screen
    closed = line.queue(house.desk, house.who("fo2", "2"))
    assert (closed.current, closed.left_over) == (None, ())
    with house.desk.store.read() as conn:
        assert tickets.load(conn, 1).ticket.outcome == outcome


async def test_the_cursor_is_on_the_file_that_is_shown(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.queue.cursor_id == FileKey(registered(house), 0)
        await clerk.press("escape")
        assert screen.queue.cursor_id is not None


async def test_an_act_of_another_day_is_told_by_its_day(house: House, program: Open) -> None:
    house.complete(house.register("Satu Contoh"))
    house.pass_minutes(3 * 24 * 60)
    house.complete(house.register("Dua Contoh"))
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        shown = {str(row.cells[0]): row.cells[2].text for row in clerk.app.screen.queue.rows}  # type: ignore[attr-defined]
        assert shown == {"00001": "20-11", "00002": "F9"}


async def test_what_was_said_of_a_field_goes_when_it_is_corrected(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h", "enter", "f8")
        clerk.sees("Nama pemohon belum diisi.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        assert "Nama pemohon belum diisi." not in clerk.screen


async def test_how_many_fields_are_wrong_is_told_until_they_are_put_right(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2", size=(120, 36)) as clerk:
        await clerk.press("f2", "h")
        await clerk.write("2102015508900012")
        await clerk.press("up", "k", "f8")
        clerk.sees("3 isian belum benar.", "Nama kuasa belum diisi.", "Surat kuasa belum dilihat.")
        await clerk.write("Rina Wati")
        clerk.sees("2 isian belum benar.")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.form.focus_field("came_as")
        await clerk.press("left")
        clerk.sees("1 isian belum benar.", "Nama pemohon belum diisi.")
        screen.form.focus_field("name")
        await clerk.settle()
        await clerk.write("Siti Aminah")
        assert "belum benar" not in clerk.screen


async def test_a_number_passed_over_is_still_first_of_those_who_wait(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "end", "enter")
        clerk.sees("F2 memanggil nomor ini.")
        assert "Bukan giliran pertama" not in clerk.screen


async def test_while_a_number_is_served_f2_ends_it_whatever_other_number_is_opened(
    house: House, program: Open
) -> None:
    ref = house.register("Siti Aminah")
    perform(house.desk, house.who("fo2", "2"), ref, PutBack())
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "f2", "h", "f10")
        queue = clerk.app.screen.query_one("#queue", WorkList)
        queue.select(FileKey(ref.file, 0))
        await clerk.press("enter")
        clerk.sees("F2 Ambil")
        queue.select(next(row.id for row in queue.rows if row.group == "DILEWATI"))
        await clerk.press("enter")
        clerk.sees("A-002 masih terbuka. F2 mengisi hasilnya", "F2 Selesai")
        await clerk.press("f2")
        clerk.sees("Hanya bertanya")
    here = view(house.desk, house.who("fo2"), ref.file).state.at(0)
    assert here is not None
    assert here.person is None


async def test_what_is_read_together_is_of_one_moment(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        screen, seen = clerk.app.screen, list[Any]()
        assert isinstance(screen, CounterScreen)

        def call() -> Any:
            before = lists.find(screen.desk, screen.who, "Siti")
            house.register()  # by a colleague, meanwhile
            return before, lists.find(screen.desk, screen.who, "Siti")

        screen.read(call, seen.append, group="together")
        await clerk.settle()
        assert seen == [((), ())]
        assert len(lists.find(screen.desk, screen.who, "Siti")) == 1


async def test_f2_calls_the_number_just_given_that_is_shown_and_no_other(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "l", "f7")
        await clerk.pick("Beri nomor antrean")
        await clerk.press("down", "enter")
        clerk.sees("Nomor baru: tuliskan untuk pemohon.", "F2 memanggil nomor ini.")
        await clerk.press("f2")
    current = line.queue(house.desk, house.who("fo2", "2")).current
    assert current is not None
    assert current.number == "A-002"


async def test_after_a_number_was_given_f2_calls_who_waits_longest_wherever_the_cursor_is(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        left = calling.call_next(house.desk, house.who("andi", "1"))
        assert left is not None
        await clerk.look_again()
        clerk.app.screen.queue.select(NumberKey(left.id))  # type: ignore[attr-defined]
        await clerk.settle()
        await clerk.press("f7")
        await clerk.pick("Beri nomor antrean")
        await clerk.press("enter")
        clerk.sees("Nomor baru: tuliskan untuk pemohon.", "F2 memanggil A-002, yang menunggu paling")
        await clerk.press("f2")
    current = line.queue(house.desk, house.who("fo2", "2")).current
    assert current is not None
    assert current.number == "A-002"


async def test_f5_prints_nobody_else_s_paper_while_somebody_is_served(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "f10")
        clerk.app.screen.query_one(NumberCard).last_file = house.register("Hasan Contoh").file
        await clerk.press("f5")
        clerk.sees("F5 belum bisa: A-001 belum punya berkas")


async def test_the_cursor_does_not_follow_a_number_that_a_colleague_calls(
    house: House, program: Open
) -> None:
    queue_up(house, 3)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("▸ A-001")
        calling.call_next(house.desk, house.who("andi", "1"))
        await clerk.look_again()
        clerk.sees("▸ A-002", "F2 Panggil")


async def test_a_number_just_given_stays_where_a_list_read_before_it_was_given_comes_late(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_up(house, 1)
    read_now = NumberCard.show
    async with at_work(house, program, "fo2") as clerk:
        hall = clerk.app.screen.query_one(NumberCard).hall
        assert hall is not None
        late = [hall]

        def show(card: NumberCard, hall: Hall) -> None:
            if late and card.at_hand is not None and card.at_hand.number == "A-002":
                read_now(card, late.pop())
            read_now(card, hall)

        monkeypatch.setattr(NumberCard, "show", show)
        await clerk.press("f7")
        await clerk.pick("Beri nomor")
        await clerk.press("enter")
        clerk.sees("A-002", "Nomor baru: tuliskan untuk pemohon.")


async def test_the_outcomes_of_a_number_stand_in_one_order_and_the_likely_one_has_the_cursor(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    order = ["Berkas masuk", "Dikembalikan", "Hanya bertanya", "Pemohon pergi"]
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", "f2")
        clerk.sees("▸ Hanya bertanya")
        assert sorted(order, key=clerk.screen.index) == order
        await clerk.press("escape")
        await clerk.write(NIK)
        await clerk.press("enter", *"Siti Aminah", "enter", *"081270000011", "f8", "f10", "f2")
        clerk.sees("▸ Berkas masuk")
        assert sorted(order, key=clerk.screen.index) == order


async def test_no_file_is_said_to_have_come_of_a_number_of_which_none_came(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h")
        await clerk.write(NIK)
        await clerk.press("f2")
        clerk.sees("Berkas masuk: belum ada berkas dari nomor ini")
        await clerk.press("home", "enter", "escape")
    queue = line.queue(house.desk, house.who("fo2", "2"))
    assert queue.current is not None, "it is still being served"


async def test_whose_number_was_taken_over_is_told_and_does_not_take_it_back_by_habit(
    house: House, program: Open
) -> None:
    queue_up(house, 2)
    colleague(house)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "h", *"2102")
        mine = line.queue(house.desk, house.who("fo2", "2")).current
        assert mine is not None
        calling.take_over(house.desk, house.who("andi", "1"), mine)
        await clerk.look_again()
        clerk.sees("A-001 diambil alih Andi Dua", "Ketikan Anda tersimpan.", "F2 Ambil alih")
        await clerk.press("f2", "enter")
        assert line.queue(house.desk, house.who("andi", "1")).current is not None
        assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_a_file_of_another_desk_does_not_tell_loket_2_to_take_it(house: House, program: Open) -> None:
    house.complete(house.register())
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("enter")
        clerk.sees("00001 SIP Bidan", "F8·Teruskan")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: Bukan tugas peran Anda")
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


async def test_f9_right_after_s_takes_back_what_s_has_marked_and_nothing_older(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("k")
        clerk.sees("F9 Urung 00001")
        await clerk.press("s")
        clerk.sees("5 ditandai ada, “bila ada” tidak; S lagi, atau F9, mengurungkannya.", "F9 Urung S")
        await clerk.press("f9")
        clerk.sees("Tanda dari S diurungkan.", "F9 Urung 00001")
        assert clerk.screen.count("? periksa") == 8
        assert clerk.screen.count("✗ kurang") == 1
    marks = view(house.desk, house.who("fo2"), registered(house)).checklist
    assert [item.mark for item in marks].count("ada") == 0


async def test_s_certifies_no_paper_that_nobody_had_to_bring(house: House, program: Open) -> None:
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await register(clerk)
        await clerk.press("s")
        clerk.sees("6 ditandai ada, “bila ada” tidak; S lagi, atau F9, mengurungkannya.")
        clerk.sees("? periksa Surat kuasa (bila ada)", "F8 bisa diteruskan.")
        await clerk.press("a", "s")
        clerk.sees("Yang wajib sudah ditandai. Yang “bila ada”: A bila dibawa.")
    marks = view(house.desk, house.who("fo2"), registered(house)).checklist
    assert all(item.mark == "periksa" for item in marks if not item.requirement.obligatory)


async def test_with_the_cursor_on_a_file_nobody_is_called_and_the_card_names_that_file(
    house: House, program: Open
) -> None:
    house.register("Tono Contoh")
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("▸ A-001", "F2 memanggil nomor ini.")
        await clerk.press("home")
        clerk.sees("▸ 00001 Tono Contoh", "Enter membukanya.", "F2·Panggil")
        assert "F2 memanggil nomor ini." not in clerk.screen
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: tunjuk dulu nomornya di daftar", "MENUNGGU 2")
        await clerk.press("f8")
        clerk.sees("F8 belum bisa: 00001 belum dibuka; Enter membukanya")
        await clerk.press("enter")
        clerk.sees("00001 SIP Bidan", "F8 belum bisa: ")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


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
        clerk.sees("▸ 00002 Tono B", "Enter membukanya.", "F2·Panggil")
        assert "00001 SIP Bidan" not in clerk.screen
        await clerk.press("enter")
        clerk.sees("00002 SIP Bidan", "F2 Ambil")
        while not isinstance(screen.queue.cursor_id, MoreKey):
            await clerk.press("down")
        clerk.sees("Enter menampilkan semuanya.", "F2·Panggil")
        assert "00002 SIP Bidan" not in clerk.screen
        for key, why in (
            ("f2", "tunjuk dulu nomornya di daftar"),
            ("f4", "baris ini mewakili beberapa; Enter menampilkan semuanya"),
            ("f8", "baris ini mewakili beberapa; Enter menampilkan semuanya"),
        ):
            await clerk.press(key)
            clerk.sees(f"{key.upper()} belum bisa: {why}")
    assert not lists.pile(house.desk, house.who("fo2", "2")).in_hand


async def test_a_number_of_an_earlier_day_under_the_cursor_lets_f2_call_no_other(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    house.pass_minutes(24 * 60)
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("end", "f2")
        clerk.sees("KEMARIN 1", "Enter menutupnya.", "F2 belum bisa: tunjuk dulu nomornya di daftar")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_a_correction_of_a_file_looked_up_is_taken_back_where_the_clerk_is(
    house: House, program: Open
) -> None:
    other = house.complete(house.register("Rina Wati"))
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        correcting.correct(
            house.desk, house.who("fo2", "2"), other, Correction({"name": "Rina Wita"}, "salah dengar")
        )
        await clerk.look_again()
        clerk.sees("▸ A-001", "F9 Urung data")
        await clerk.press("f9")
        clerk.sees("00001: perbaikan data diurungkan.", "▸ A-001", "F2 memanggil nomor ini.")
        assert "00001 SIP Bidan" not in clerk.screen


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
