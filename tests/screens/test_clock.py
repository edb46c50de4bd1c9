"""The computer's clock on the screens: who is asked, what stands at the top, what is refused meanwhile."""

from __future__ import annotations

from threading import Event

import pytest

from loket.desk import ahead, clock
from loket.desk.case import file_view
from loket.desk.case.perform import perform
from loket.desk.office import Desk
from loket.desk.queue import calling
from loket.desk.watching import clock_basis
from loket.flow.acts import Take
from screens.counter.at_counter import NumberKey
from screens.counter.screen import CounterScreen
from screens.shell.stack import tell_seen
from tests.screens.counter import at_work
from tests.screens.house import PASSWORD, House, Open

DAY = 24 * 60
ASKED = "tindakan terakhir tercatat 12 hari yang lalu. Benar?"


def holder(house: House, file: int) -> int | None:
    here = file_view.view(house.desk, house.who("bo"), file).state.at(0)
    assert here is not None
    return here.person


def supervisor_says_it_is_right(house: House) -> None:
    """In a program of their own."""
    about = clock.asked(house.desk, clock_basis(house.desk), ["penyelia"])
    assert about is not None
    clock.answer(house.desk, house.who("penyelia"), about, right=True)


async def test_after_a_long_holiday_who_signs_in_is_asked_and_works_on(house: House, program: Open) -> None:
    house.register()
    house.pass_minutes(12 * DAY)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("Jam komputer ini menunjukkan Rab 2 Des 2026 08.05", ASKED, "Ya, benar")
        await clerk.press("left", "enter")
        clerk.sees("Jam komputer dipastikan benar.")
        await clerk.press("f6")
        await clerk.look_again()
        assert "JAM" not in clerk.screen


async def test_an_enter_typed_too_much_says_nothing_of_the_clock(house: House, program: Open) -> None:
    file = house.complete(house.register()).file
    house.pass_minutes(12 * DAY)
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("enter")
        clerk.sees("Betulkan jam komputer dulu. Sebelum itu berkas hanya dapat dilihat.")
        await clerk.look_again()
        clerk.sees("JAM DIRAGUKAN")
        await clerk.press("f2")
        clerk.sees(ASKED)
        await clerk.press("left", "enter", "f2")
        await clerk.look_again()
        assert holder(house, file) == house.ids["bo"]
        assert "JAM" not in clerk.screen


async def test_a_clock_set_back_stops_a_clerk_until_the_supervisor_has_spoken(
    house: House, program: Open
) -> None:
    file = house.complete(house.register()).file
    async with at_work(house, program, "bo") as clerk:
        house.set_clock(-60)
        await clerk.look_again()
        clerk.sees("JAM MUNDUR", "Jam komputer diragukan (Jum 20 Nov 2026 07.")
        await clerk.press("f2")
        clerk.sees("Minta penyelia")
        await clerk.press("escape")
        assert holder(house, file) is None
        supervisor_says_it_is_right(house)
        await clerk.look_again()
        assert "JAM" not in clerk.screen
        await clerk.press("f2")
        assert holder(house, file) == house.ids["bo"]


async def test_a_clock_put_right_again_ends_the_doubt_by_itself(house: House, program: Open) -> None:
    house.register()
    async with at_work(house, program, "bo") as clerk:
        house.set_clock(365 * DAY)
        await clerk.look_again()
        clerk.sees("JAM MELOMPAT")
        house.set_clock(-365 * DAY)
        await clerk.look_again()
        assert "JAM" not in clerk.screen


async def test_a_supervisor_who_is_at_the_screen_is_asked_when_the_clock_jumps(
    house: House, program: Open
) -> None:
    house.register()
    async with at_work(house, program, "penyelia") as clerk:
        house.set_clock(3 * 60)
        await clerk.look_again()
        clerk.sees("itu maju 3 jam sejak Loket dibuka. Benar?")
        await clerk.press("left", "enter")
        clerk.sees("Jam komputer dipastikan benar.")
        await clerk.look_again()
        assert "JAM" not in clerk.screen


async def test_who_types_is_not_asked_in_the_midst_of_it(house: House, program: Open) -> None:
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("ctrl+f", *"sit")
        house.set_clock(3 * 60)
        await clerk.look_again()
        await clerk.press("i")
        clerk.sees("siti", "Jam komputer diragukan")


async def test_who_comes_back_to_a_program_left_open_over_a_long_holiday_is_asked(
    house: House, program: Open
) -> None:
    house.register()
    async with at_work(house, program, "bo") as clerk:
        house.pass_minutes(12 * DAY)
        await clerk.look_again()
        clerk.sees("Andi Contoh sedang jeda")
        await clerk.write(PASSWORD)
        await clerk.press("enter")
        clerk.sees(ASKED)


async def test_a_number_given_by_a_clock_that_was_ahead_is_listed_and_closed(
    house: House, program: Open
) -> None:
    house.set_clock(DAY)
    calling.issue_ticket(house.desk, house.who("fo2", "2"), "sip-bidan")
    house.set_clock(-DAY)
    supervisor_says_it_is_right(house)
    async with at_work(house, program, "fo2") as clerk:
        clerk.sees("HARI DEPAN 1", "21-11")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        screen.queue.select(NumberKey(1))
        await clerk.press("enter")
        clerk.sees("Nomor A-001 tanggal 21-11 belum selesai.")
        await clerk.press("enter")
        assert "HARI DEPAN" not in clerk.screen


def taken_by_a_clock_ahead(house: House) -> None:
    """A file of 08.05, taken on the next day's 08.15; then it is 08.20 of its own day."""
    file = house.complete(house.register())
    house.set_clock(DAY)
    supervisor_says_it_is_right(house)
    house.pass_minutes(10)
    perform(house.desk, house.who("bo"), file, Take())
    house.set_clock(-DAY)
    supervisor_says_it_is_right(house)
    house.pass_minutes(5)


async def test_f6_waits_until_it_is_read_what_a_clock_that_was_ahead_dated(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_by_a_clock_ahead(house)
    go_on, look = Event(), ahead.look

    def slowly(desk: Desk) -> ahead.Ahead:
        go_on.wait(20)
        return look(desk)

    monkeypatch.setattr(ahead, "look", lambda _: ahead.Ahead())
    async with at_work(house, program, "penyelia") as clerk:
        monkeypatch.setattr(ahead, "look", slowly)
        tell_seen(clerk.app, lambda screen: screen.changed())
        await clerk.pilot.press("f6")
        go_on.set()
        await clerk.settle()
        clerk.sees("Bertanggal jam yang maju", "21-11-2026 08.15")


async def test_a_supervisor_puts_right_what_a_clock_that_was_ahead_dated(house: House, program: Open) -> None:
    taken_by_a_clock_ahead(house)
    async with at_work(house, program, "penyelia", size=(100, 30)) as clerk:
        clerk.sees("JAM MAJU 1", "F6 Jam maju")
        await clerk.press("f6")
        clerk.sees("00001", "21-11-2026 08.15")
        await clerk.press("enter")
        clerk.sees("Tindakan pertama tercatat Sab 21 Nov 2026 08.15.", "20-11-2026 08.15")
        await clerk.press(*["backspace"] * 5, *"07.00", "enter")
        clerk.sees("Hanya antara 08.05 dan sekarang")
        await clerk.press(*["backspace"] * 5, *"08.16", "enter")
        clerk.sees("Tindakan pertama menjadi Jum 20 Nov 2026 08.16")
        await clerk.write("jam komputer maju sehari")
        await clerk.press("enter")
        clerk.sees("00001: waktu 1 tindakan diperbaiki.")
        await clerk.look_again()
        assert "JAM MAJU" not in clerk.screen
        await clerk.press("f4")
        clerk.sees("08.16 Diambil Andi Contoh", "Waktu yang keliru diperbaiki: jam komputer maju sehari")
