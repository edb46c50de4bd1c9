"""Rows that both lists of a counter's numbers have, F7 of Loket 2 and Ctrl+N: the same words and order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from screens.calling.asked import give, give_first
from screens.calling.booking import BOOKINGS, ask_bookings
from screens.calling.closing import CLOSES_AT_COUNTER, close_day
from screens.calling.on_paper import ON_PAPER, take_in
from screens.calling.pausing import pause_row
from screens.calling.stopping import stop_row
from screens.widgets.dialogs import Do

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue, TicketRow
    from screens.calling.ticket import CounterTickets
    from screens.shell.screen import LoketScreen

HOLD, HAND_ON = "Tahan {}: pemohon kembali nanti", "Pindahkan {} ke keperluan lain"
PASSED_SAID = "{} dilewati: tidak hadir. F9 urung."
BACK, BACK_SAID = "Kembalikan {} ke antrean", "{} menunggu lagi di tempatnya."
"""What is done with the number that is named."""

Rows = list[tuple[Do, str]]


def given_rows(
    host: LoketScreen, tickets: CounterTickets, given: Callable[[TicketRow], None], without: Rows
) -> Rows:
    """The last ticket once more, a number for somebody, and what is done for who needs none (`without`).

    One for somebody who goes first is given where the office calls anybody first.
    """
    first = partial(give_first, host, given), "Beri nomor yang didahulukan (lansia, ibu hamil …)"
    return [
        *tickets.again(),
        (partial(give, host, given), "Beri nomor antrean"),
        *without,
        *([first] if host.desk.office.settings.priority_ratio else []),
    ]


def day_rows(
    host: LoketScreen, queue: Queue, given: Callable[[TicketRow], None], changed: Callable[[], None]
) -> Rows:
    """What is done with the queue of today."""
    return [
        (partial(ask_bookings, host, given), BOOKINGS),
        stop_row(host, queue.stopped, changed),
        pause_row(host, queue, changed),
        (partial(take_in, host, changed), ON_PAPER),
        (partial(close_day, host, queue), CLOSES_AT_COUNTER),
    ]
