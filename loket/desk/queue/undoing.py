"""Taking acts on a queue number, or on all of the day, back: whether that can still be done, and doing it.

The number then stands as its history without the act says: called as often, by the same person, since the
same instant. Of all of the day: that a counter is closed for a while or open again, that numbers are stopped
or given again, the day's closing, bookings that were entered, that a number's times are not believed,
what was offered for a broken promise, and that somebody sees to an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.authority import runs_queue
from loket.desk.case.matters import history_of
from loket.desk.errors import AnotherDay, CounterBusy, NotBooked, UnreadableNumber
from loket.desk.office import Desk
from loket.desk.queue import amends, booking, closing, doubting, handling, pausing, stopping
from loket.flow.acts import Actor, Refused
from loket.flow.queue.acts import Outcome, Undone
from loket.flow.queue.fold import apply
from loket.flow.queue.rules import TicketRefused, check
from loket.flow.queue.state import BUSY, TicketEvent, TicketState
from loket.store import bookings, journal, tickets
from loket.store.journal import Stamp
from loket.store.lists import DoneAct
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


def hindrance(
    conn: Connection, desk: Desk, person: Actor, number: int, acts: Sequence[int]
) -> Exception | None:
    """Why the person cannot take these acts on a number back, the last first; None when they can."""
    try:
        state = history_of(conn, number)
        for seq in acts:
            state = _without(conn, desk, person, number, state, seq)
    except (Refused, TicketRefused, AnotherDay, CounterBusy, NotBooked, UnreadableNumber) as refused:
        return refused
    return None


def take_back(conn: Connection, desk: Desk, person: Actor, number: int, seq: int) -> TicketRow:
    """Take one act back. Raises what `hindrance` gives."""
    state = history_of(conn, number)
    _without(conn, desk, person, number, state, seq)
    stamp = Stamp(desk.now(), person.person, runs_queue(person), person.station)
    return tickets.record(conn, number, state, Undone(seq), stamp)


def standing_on_day(conn: Connection, desk: Desk) -> frozenset[int]:
    """What was done to all of the day and still holds, by its entries in the journal."""
    return frozenset(
        (
            *pausing.undoable(conn, desk),
            *stopping.undoable(conn, desk),
            *(entry.id for entry in closing.standing_closings(conn, desk)),
            *(entry.id for entry in booking.entered_today(conn, desk)),
            *doubting.standing(conn),
            *(entry.id for entry in amends.offered_today(conn, desk)),
            *handling.standing(conn, desk),
        )
    )


def hindrance_on_day(conn: Connection, desk: Desk, act: DoneAct) -> Exception | None:
    """Why something that was done to all of the day cannot be taken back; None when it can."""
    match act.kind:
        case bookings.BOOKED:
            return booking.why_kept(conn, desk, act.entry)
        case journal.COMPENSATED:
            return amends.why_kept(conn, desk, act.entry)
    return None


def take_back_on_day(conn: Connection, desk: Desk, person: Actor, act: DoneAct) -> None:
    """Take back what still holds of that. Raises Refused, and what `hindrance_on_day` gives."""
    match act.kind:
        case journal.COUNTER_PAUSED | journal.COUNTER_OPENED:
            pausing.take_back(conn, desk, person, act.seq)
        case journal.NUMBERS_STOPPED | journal.NUMBERS_RESUMED:
            stopping.take_back(conn, desk, person, act.seq)
        case journal.QUEUE_CLOSED:
            closing.reopen(conn, desk, person, act.seq)
        case bookings.BOOKED:
            booking.take_back(conn, desk, person, act)
        case journal.TIMES_DOUBTED:
            doubting.take_back(conn, desk, person, act.entry)
        case journal.COMPENSATED:
            amends.take_back(conn, desk, person, act)
        case journal.ALARM_HANDLED:
            handling.take_back(conn, desk, person, act.seq)


def _without(
    conn: Connection, desk: Desk, person: Actor, number: int, state: TicketState, seq: int
) -> TicketState:
    """The number once the person has taken the event `seq` back.

    Raises:
        TicketRefused: by its rules.
        AnotherDay: it is not of today.
        CounterBusy: whoever would have it again has another number open.
        NotBooked: it was cancelled, and who booked has another number by now.
        Refused: the person neither calls numbers nor closes their day.
    """
    runs_queue(person)
    if state.day != desk.today(conn):
        raise AnotherDay(tickets.row_of(number, state))
    undoing = Undone(seq)
    check(state, undoing, person.person)
    before = apply(state, TicketEvent(state.seq + 1, desk.now(), undoing, person.person, person.station))
    if before.ticket.standing in BUSY and before.ticket.person is not None:
        had = tickets.had_by(conn, before.ticket.person, state.day)
        if had is not None and had.id != number:
            raise CounterBusy(had)
    given = before.given
    if given is not None and given.booking is not None and before.ticket.outcome is not Outcome.VOIDED:
        taken_up = tickets.booked_of_day(conn, state.day).get(given.booking)
        if taken_up is not None and taken_up != given.number:
            raise NotBooked(given.booking, taken_up)
    return before
