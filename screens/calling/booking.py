"""Who booked a time today: each takes it up with a key, and a new one is entered, also for who comes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.dates import DATE_FORMS, read_clock, read_date
from loket.desk.queue import booking
from loket.desk.words.bookings import booking_line
from loket.office.booking_list import Wanted
from screens.calling.asked import Wish, ask_wish
from screens.widgets.dialogs import Ask, Do, Pick, do

if TYPE_CHECKING:
    from datetime import date

    from loket.desk.queue.booking import Booking, Listed
    from loket.desk.queue.line import TicketRow
    from screens.shell.screen import LoketScreen

BOOKINGS = "Pesanan jam: datang, atau catat yang baru"
_TITLE = "Pesanan jam baru"


def ask_bookings(screen: LoketScreen, given: Callable[[TicketRow], None]) -> None:
    """List today's bookings; whose is picked is given a number."""
    screen.read(
        lambda: booking.of_today(screen.desk, screen.who),
        lambda found: _ask_whose(screen, found, given),
        group="bookings",
    )


def _ask_whose(screen: LoketScreen, found: tuple[Listed, ...], given: Callable[[TicketRow], None]) -> None:
    rows: list[tuple[Do, str]] = [(partial(_ask_what, screen), "Catat pesanan baru")]
    why, likely = dict[Do, str](), rows[0][0]
    for each in found:
        take: Do = partial(_check_in, screen, each.booking, given)
        rows.append((take, booking_line(screen.desk.office, screen.working, each.booking)))
        if each.number:
            why[take] = f"sudah datang: {each.number}"
        elif likely is rows[0][0]:
            likely = take
    screen.app.push_screen(Pick("Pesanan hari ini", rows, why=why, likely=likely), do)


def _check_in(screen: LoketScreen, which: Booking, given: Callable[[TicketRow], None]) -> None:
    screen.act(lambda: booking.check_in(screen.desk, screen.who, which.code), given)


def _ask_what(screen: LoketScreen) -> None:
    ask_wish(screen, "Pesanan untuk apa?", partial(_ask_when, screen))


def _ask_when(screen: LoketScreen, wish: Wish) -> None:
    today = screen.working.date_of(screen.desk.now())

    def wrong(typed: str) -> str:
        return (
            "" if _when(typed, today) else f"Tulis jamnya seperti 10.00, atau tanggal dan jam: {DATE_FORMS}."
        )

    def said(typed: str | None) -> None:
        when = _when(typed, today) if typed is not None else None
        if when is not None:
            _ask_name(screen, wish, when)

    label = "Kapan? (jam hari ini, atau tanggal dan jam)"
    screen.app.push_screen(Ask(_TITLE, label, save="Lanjut", wrong=wrong), said)


def _ask_name(screen: LoketScreen, wish: Wish, when: tuple[date, int]) -> None:
    def said(name: str | None) -> None:
        if name is not None:
            wanted = Wanted(*when, wish.errand, wish.service, name)
            screen.act(lambda: booking.book(screen.desk, screen.who, (wanted,)), booked)

    def booked(found: tuple[Booking, ...]) -> None:
        screen.say(f"Dicatat. Tuliskan untuk pemohon: {found[0].code}, kodenya di kios atau loket. F9 urung.")

    screen.app.push_screen(Ask(_TITLE, "Nama pemesan", save="Catat"), said)


def _when(typed: str, today: date) -> tuple[date, int] | None:
    """Date and minute of `10.00` or `23-11-2026 10.00`; None for what is none."""
    *day, clock = typed.split() or [""]
    on, minute = read_date(" ".join(day)) if day else today, read_clock(clock)
    return (on, minute) if on is not None and minute is not None else None
