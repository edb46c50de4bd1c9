"""Loket 2's numbers: called, come or not, at this counter or a colleague's, and what came of each."""

from __future__ import annotations

from datetime import date

import pytest

from loket.desk import last_acts
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.queue import booking, calling, line, pausing, stopping
from loket.flow.acts import Choose, PutBack
from loket.flow.queue.acts import OutOfTurn, Priority
from loket.lengths import HOUR
from loket.office.booking_list import Wanted
from loket.store import tickets
from loket.store.feed import Feed
from screens.counter.at_counter import AtCounter, FileKey, NumberKey
from screens.counter.number import NumberCard
from screens.counter.screen import CounterScreen
from screens.widgets.work_list import WorkList
from tests.desk.editions import edit
from tests.killed import sat_down
from tests.screens.arrivals import colleague, queue_up, register, tick_all
from tests.screens.counter import at, at_work
from tests.screens.house import NIK, House, Open


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


async def test_who_does_not_come_is_set_aside_and_may_come_back(house: House, program: Open) -> None:
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2", "f3")
        clerk.sees("Baru saja dipanggil. Tunggu 10 detik, lalu panggil lagi.")
        house.pass_minutes(3)
        await clerk.press("f3")
        clerk.sees("dipanggil 08.08 · 2 kali, baru saja")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: jawab dulu: H hadir atau L tidak hadir")
        await clerk.press("l")
        clerk.sees("DILEWATI 1", "MENUNGGU 1", "A-001 dilewati: tidak hadir. F9 urung.")
        await clerk.press("end", "enter", "f2")
        clerk.sees("dipanggil")
        current = line.queue(house.desk, house.who("fo2", "2")).current
        assert current is not None
        assert current.number == "A-001"
        await clerk.press("f9")
        clerk.sees("MENUNGGU 1", "DILEWATI 1", "A-001: diurungkan (dipanggil).")
        await clerk.press("end", "enter", "f7")
        await clerk.pick("Kembalikan A-001 ke antrean")
        clerk.sees("MENUNGGU 2", "A-001 menunggu lagi di tempatnya.", "F9 Urung A-001")
        assert [row.number for row in line.queue(house.desk, house.who("fo2", "2")).waiting] == [
            *("A-001", "A-002"),
        ]


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
        clerk.sees("Bukan giliran pertama: A-001 lebih dulu.", "F2 menanyakan alasannya, lalu memanggil.")
        with monkeypatch.context() as late:
            late.setattr(Feed, "poll", lambda _: ())  # the news has not come yet
            calling.call(house.desk, house.who("andi", "1"), second, OutOfTurn.FRAIL)
            await clerk.press("f2", "enter")
        clerk.sees("A-002 sudah dipanggil Andi Dua 08.05.", "PADA REKAN 1")
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
        clerk.sees("PADA REKAN 1", "A-001: diurungkan (diambil alih).")


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
        clerk.sees("dilewati baru saja", "F2 memanggil nomor ini.")
        await clerk.press("f2")
        house.pass_minutes(0.5)
        await clerk.press("f3")
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
        clerk.sees("Mengapa A-002 didahulukan?", "A-001 lebih dulu. Alasannya tercatat.")
        await clerk.press("enter")
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


async def test_a_number_is_given_at_the_counter_and_shown_large(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Beri nomor antrean")
        clerk.sees("Nomor untuk apa?")
        await clerk.press("down", "enter")
        clerk.sees("Nomor baru: tuliskan untuk pemohon.", "SIP Bidan", "Nomor A-001 diberikan.")


async def test_tomorrow_the_old_numbers_are_listed_and_never_called(house: House, program: Open) -> None:
    queue_up(house, 2)
    house.now = at(8, 0, day=23)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("KEMARIN 2", "20-11 A-001 Izin Reklame", "Tidak ada nomor yang menunggu.")
        await clerk.press("f2")
        clerk.sees("F2 belum bisa: tidak ada nomor yang menunggu")
        await clerk.press("enter", "enter")
        clerk.sees("KEMARIN 1")


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
        clerk.sees("Nomor baru: tuliskan untuk pemohon.", "F2 memanggil A-002, yang lebih dulu di sini.")
        await clerk.press("f2")
    current = line.queue(house.desk, house.who("fo2", "2")).current
    assert current is not None
    assert current.number == "A-002"


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
        at_counter = clerk.app.screen.query_one(NumberCard).at_counter
        assert at_counter is not None
        late = [at_counter]

        def show(card: NumberCard, at_counter: AtCounter) -> None:
            if late and card.at_hand is not None and card.at_hand.number == "A-002":
                read_now(card, late.pop())
            read_now(card, at_counter)

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
        clerk.sees("▸ Berkas masuk", "Juga urusan yang bukan kewenangan kantor ini")
        assert sorted(order, key=clerk.screen.index) == order
        await clerk.pick("Juga urusan")
        await clerk.press("enter", "f10")
        clerk.sees("A-001: berkas masuk, dan urusan yang bukan kewenangan kantor ini.")


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
        asked = last_acts.next_undo(house.desk, house.who("andi", "1"), {})
        assert asked is not None
        last_acts.undo(house.desk, house.who("andi", "1"), asked)
        await clerk.look_again()
        clerk.sees("A-001 kembali pada Anda.", "DILAYANI 1")


async def test_with_the_cursor_on_a_file_f2_shows_whose_turn_it_is_and_calls_nobody_yet(
    house: House, program: Open
) -> None:
    house.register("Tono Contoh")
    queue_up(house, 2)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("▸ A-001", "F2 memanggil nomor ini.")
        await clerk.press("home")
        clerk.sees("▸ 00001 Tono Contoh", "Enter membukanya.", "F2 Panggil")
        clerk.sees("2 nomor menunggu. F2 menunjuk A-001, F2")
        await clerk.press("f2")
        clerk.sees("▸ A-001", "F2 memanggil nomor ini.", "F2 Panggil", "MENUNGGU 2")
        await clerk.press("home", "f8")
        clerk.sees("F8 belum bisa: 00001 belum dibuka; Enter membukanya")
        await clerk.press("enter")
        clerk.sees("00001 SIP Bidan", "F8 belum bisa: ")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_a_number_of_an_earlier_day_under_the_cursor_lets_f2_call_no_other(
    house: House, program: Open
) -> None:
    queue_up(house, 1)
    house.pass_minutes(24 * 60)
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("end", "f2")
        clerk.sees("▸  20-11 A-001", "F2 belum bisa: nomor hari lain tidak dipanggil; Enter menutupnya")
        await clerk.press("f2")
        clerk.sees("▸  20-11 A-001", "MENUNGGU 1")
        await clerk.press("home")
        clerk.sees("KEMARIN 1", "▸ A-001", "F2 memanggil nomor ini.")
    assert line.queue(house.desk, house.who("fo2", "2")).current is None


async def test_f2_calls_whose_turn_it_is_also_where_somebody_came_who_goes_first(
    house: House, program: Open
) -> None:
    edit(house.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n"))
    queue_up(house, 3)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("▸ A-001", "F2 memanggil nomor ini.")
        calling.issue_ticket(house.desk, house.who("fo4", "4"), errand="daftar", priority=Priority.ELDERLY)
        await clerk.look_again()
        clerk.sees("▸ A-004 lansia", "F2 memanggil nomor ini.")
        await clerk.press("down")
        calling.issue_ticket(house.desk, house.who("fo4", "4"), errand="daftar", priority=Priority.PREGNANT)
        await clerk.look_again()
        clerk.sees("▸ A-001", "Bukan giliran pertama")


async def test_beyond_the_days_quota_a_number_is_given_with_a_reason(house: House, program: Open) -> None:
    edit(house.desk, ('id = "reklame"\n', 'id = "reklame"\njatah = 1\n'))
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7", "enter", "enter")
        clerk.sees("Mengapa masih diberi nomor?", "Jatah hari ini untuk Izin Reklame sudah habis (1 nomor).")
        await clerk.press("escape", "f7", "enter", "enter")
        await clerk.pick("Datang dari jauh")
        clerk.sees("Nomor A-002 diberikan.")


async def test_ctrl_n_lists_what_else_can_be_done_with_numbers_also_over_an_open_file(
    house: House, program: Open
) -> None:
    house.register("Siti Contoh")
    queue_up(house, 1)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("ctrl+f", *"00001", "f7", "ctrl+n")
        clerk.sees("Lainnya", "F2 memanggil berikutnya.", "Beri nomor antrean")
        await clerk.press("escape", "f10", "f2", "f2", "ctrl+n")
        clerk.sees("Nomor A-001 masih dipanggil: H hadir, L tidak hadir", "Kembalikan A-001 ke antrean")


async def test_who_came_without_a_number_gets_one_and_is_registered_where_the_office_wants_that(
    house: House, program: Open
) -> None:
    edit(house.desk, ("[pengaturan]\n", '[pengaturan]\ntanpa_nomor = "diberi nomor"\n'))
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Layani yang datang tanpa nomor")
        clerk.sees("A-001 · dilayani sejak 08.05", "A-001 diberikan dan dilayani.")
        await clerk.press("f7")
        clerk.sees("A-001 masih terbuka")
        await clerk.press("escape", "f10", "f2", "enter")
        clerk.sees("A-001: hanya bertanya.")


async def test_why_who_booked_comes_before_somebody_is_told_at_that_number(
    house: House, program: Open
) -> None:
    sari = house.who("fo2", "2")
    booking.book(house.desk, sari, [Wanted(date(2026, 11, 20), 8 * 60, "daftar", "", "Rina Contoh", "AB12")])
    queue_up(house, 1)
    house.pass_minutes(1)
    booking.check_in(house.desk, sari, "AB12")
    async with at_work(house, program, "fo2", (120, 36)) as clerk:
        clerk.sees("▸ A-002 pesanan 08.00", "A-002: Pesanan 08.00: mendahului yang datang sesudah 07.45.")
        await clerk.press("down")
        clerk.sees("Bukan giliran pertama: A-002 lebih dulu.", "A-002: Pesanan 08.00: mendahului")


async def test_what_rests_is_seen_at_the_counter_as_long_as_it_does(house: House, program: Open) -> None:
    sari = house.who("fo2", "2")
    pausing.pause(house.desk, sari, pausing.Pause.MEETING)
    stopping.stop(house.desk, sari, stopping.Stop.FULL, house.now + HOUR)
    async with at_work(house, program, "fo2") as clerk:
        said = clerk.halves[1]
        assert "TUTUP SEMENTARA sejak 08.05 (rapat); F7 membukanya. Kios tutup sampai 09.05" in said
        assert said.index("TUTUP SEMENTARA") < said.index("Tidak ada nomor")
        house.pass_minutes(60)
        await clerk.look_again()
        assert "Kios tutup" not in clerk.screen
