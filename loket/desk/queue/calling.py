"""Giving out, calling and ending queue numbers."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from loket.desk.authority import Who, actor, need
from loket.desk.case.matters import history_of
from loket.desk.drafts import DRAFT_PLACE, NO_NUMBER
from loket.desk.errors import AnotherDay, CounterBusy, Invalid, UnreadableNumber
from loket.desk.office import Desk
from loket.desk.queue.line import matters_of, outcome_of
from loket.desk.time.today import day_began
from loket.flow.acts import Right
from loket.flow.queue import (
    Back,
    Called,
    Finished,
    Given,
    Lapsed,
    NoShow,
    Outcome,
    Present,
    Recalled,
    TakenOver,
    TicketAct,
    TicketRefused,
    check,
)
from loket.store import drafts, numbers, tickets
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

QUEUE_SERIES = "antrean-"
"""What the name of the counter of a series of queue numbers begins with; a day is its period."""
_MOST_LAPSED = 500  # at once: a transaction is short
NO_SERVICE = "Layanan belum dipilih. Pilih layanan yang dimohonkan."


def issue_ticket(desk: Desk, who: Who, service: str) -> TicketRow:
    """Give out the next number of a service's series for today. Raises Invalid for no counter's service."""
    if service not in {s.id for s in desk.office.counter_services}:
        raise Invalid({"service": NO_SERVICE})
    with desk.write() as conn:
        person = actor(conn, desk, who)
        role = need(person, Right.COUNTER)
        today, series, now = desk.today(conn), desk.service(service).prefix, desk.now()
        number = numbers.next_free(
            conn,
            f"{QUEUE_SERIES}{series}",
            today,
            lambda running: f"{series}-{running:03}",
            lambda conn, number: tickets.by_number(conn, today, number) is not None,
            now,
        )
        stamp = Stamp(now, who.person, role, person.station)
        return tickets.give(conn, Given(today, number, service, series), stamp)


def call(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Call a number to this counter.

    Raises:
        CounterBusy: when the person still has a number open.
        TicketRefused: when another counter was quicker.
        AnotherDay: for a number of any other day than today.
    """
    with desk.write() as conn:
        free_seat(conn, desk, who)
        return move_number(conn, desk, who, ticket.id, Called())


def call_next(desk: Desk, who: Who) -> TicketRow | None:
    """Call the number that has waited longest; None when nobody waits."""
    with desk.write() as conn:
        free_seat(conn, desk, who)
        today = desk.today(conn)
        series = {service.prefix for service in desk.office.counter_services}
        first = tickets.first_waiting(conn, today, series)
        return move_number(conn, desk, who, first.id, Called()) if first is not None else None


def take_over(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Go on with a number that a colleague has open and cannot end: they know, or are not there.

    Raises:
        CounterBusy: when the person still has a number open.
        TicketRefused: when it was moved since, or is nobody's.
    """
    with desk.write() as conn:
        free_seat(conn, desk, who)
        if tickets.load(conn, ticket.id).version != ticket.version:
            raise TicketRefused(tickets.load(conn, ticket.id).ticket, TakenOver())
        return move_number(conn, desk, who, ticket.id, TakenOver())


def free_seat(conn: Connection, desk: Desk, who: Who) -> None:
    """Refuse while the person has a number open; those that they left open on other days are ended.

    What was typed on earlier days for numbers is forgotten: none of them comes back.
    """
    need(actor(conn, desk, who), Right.COUNTER)
    today, now = desk.today(conn), desk.now()
    held = tickets.held_by(conn, who.person, today)
    if held is not None:
        raise CounterBusy(held)
    for left in tickets.left_by(conn, who.person, today):
        _lapse(conn, desk, left.id, now)
    drafts.drop_past_drafts(conn, DRAFT_PLACE, day_began(desk.time(conn), now), kept=NO_NUMBER)


def lapse(desk: Desk) -> int:
    """Close what was left open before yesterday, with what became of it; how many.

    A day long whoever was at the counter may still say what came of it.
    """
    now = desk.now()
    with desk.write() as conn:
        yesterday = desk.time(conn).date_of(now) - timedelta(days=1)
        left = tickets.left_over(conn, yesterday.isoformat(), _MOST_LAPSED)
        return sum(_lapse(conn, desk, number.id, now) for number in left)


def _lapse(conn: Connection, desk: Desk, ticket: int, now: int) -> bool:
    """Close a number of another day; one that cannot be read stays open, and holds nobody up."""
    outcome = outcome_of(matters_of(conn, desk, ticket)) or Outcome.LEFT
    with suppress(UnreadableNumber):
        tickets.record(conn, ticket, history_of(conn, ticket), Lapsed(outcome), Stamp(now))
        return True
    return False


def recall(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Call the same number again."""
    return _one(desk, who, ticket, Recalled())


def present(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person came to the counter."""
    return _one(desk, who, ticket, Present())


def no_show(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Nobody came; the number is passed over and may come back."""
    return _one(desk, who, ticket, NoShow())


def back(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person is here after all, or was called by mistake: the number waits again in its place."""
    return _one(desk, who, ticket, Back())


def finish(desk: Desk, who: Who, ticket: int, outcome: Outcome) -> TicketRow:
    """The visit ends with one outcome. What was typed for it stays till the day is over: an undo shows it."""
    return _one(desk, who, ticket, Finished(outcome))


def _one(desk: Desk, who: Who, ticket: int, act: TicketAct) -> TicketRow:
    with desk.write() as conn:
        return move_number(conn, desk, who, ticket, act)


def move_number(conn: Connection, desk: Desk, who: Who, ticket: int, act: TicketAct) -> TicketRow:
    """Do one act on a number in the caller's transaction; one of another day can only be ended.

    Raises:
        TicketRefused: as the number stands, or whoever has it.
        AnotherDay: for any act but the end.
        UnreadableNumber: its history cannot be read.
    """
    person = actor(conn, desk, who)
    role = need(person, Right.COUNTER)
    state = history_of(conn, ticket)
    if state.day != desk.today(conn):
        if not isinstance(act, Finished):
            raise AnotherDay(tickets.row_of(ticket, state))
        act = Lapsed(act.outcome)  # whoever had it is perhaps not here today
    check(state, act, who.person)
    return tickets.record(conn, ticket, state, act, Stamp(desk.now(), who.person, role, person.station))
