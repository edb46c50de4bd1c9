"""The ticket of a number: what it says, on plain paper and on a roll, and what becomes of one not printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from loket.desk.authority import Who
from loket.desk.case.matters import history_of
from loket.desk.errors import AnotherDay
from loket.desk.office import Desk
from loket.desk.queue.calling import move_number
from loket.desk.queue.turns import attended, called_at, calling_now, in_turn, served_at
from loket.desk.words.order import place_words
from loket.desk.words.wanted import wanted_words
from loket.flow.queue.acts import NotPrinted, Unprinted
from loket.flow.queue.rules import TicketRefused
from loket.paper import ticket
from loket.paper.ticket import TicketData
from loket.store import line, tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class Issued:
    """A number that was given out, what it is for in words, and how many are called `before` it.

    That is where it is called soonest; None once it waits no more. `place`: why there, for who booked.
    `told`: from how many minutes to how many its person was told to wait, as is kept.
    """

    row: TicketRow
    wanted: str
    before: int | None
    place: str
    told: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket as it is printed: its text, and what a receipt printer gets instead."""

    text: str
    rolled: bytes


def issued(conn: Connection, desk: Desk, number: TicketRow) -> Issued:
    """What the person of a number is told; of its place in the line nothing where it waits no more."""
    office = desk.newest(conn).office
    wanted = wanted_words(office, number.errand, number.service)
    found = min(_places(conn, desk, number), key=itemgetter(0), default=None)
    if found is None:
        return Issued(number, wanted, None, "")
    before, stands = found
    return Issued(number, wanted, before, place_words(office, stands), _told(conn, number))


def ticket_of(desk: Desk, given: Issued) -> TicketPaper:
    """The ticket of a number."""
    said = (given.before, given.place, given.told)
    data = TicketData(given.row.number, given.wanted, given.row.issued_at, *said)
    return TicketPaper(ticket.ticket(desk.office, data), ticket.on_roll(desk.office, data))


def ticket_at_counter(desk: Desk, number: TicketRow) -> TicketPaper:
    """The ticket of a number that was given at a counter, as it stands by now."""
    with desk.store.snapshot() as conn:
        given = issued(conn, desk, tickets.load(conn, number.id))
    return ticket_of(desk, given)


def cancel_unprinted(desk: Desk, who: Who, number: int, why: NotPrinted) -> bool:
    """Cancel a number of which no ticket came out.

    False where it is called already, or has ended, or its day is over.
    """
    with desk.write() as conn:
        try:
            move_number(conn, desk, who, number, Unprinted(why))
        except (TicketRefused, AnotherDay):
            return False
    return True


def _told(conn: Connection, number: TicketRow) -> tuple[int, int] | None:
    given = history_of(conn, number.id).given
    if given is None or given.told_least is None or given.told_most is None:
        return None
    return given.told_least, given.told_most


def _places(conn: Connection, desk: Desk, number: TicketRow) -> Iterator[tuple[int, TicketRow]]:
    """How many are called before that number at each counter where it waits, and as what it stands there."""
    office, attending = desk.newest(conn).office, attended(conn, desk)
    there = calling_now(office, number.errand, number.service, attending) or (None,)
    if _stands_last(conn, number):
        waiting = line.count(conn, number.day)
        for station in there:
            here = [many for sort, many in waiting.items() if called_at(office, station, sort, attending)]
            if served_at(office, station, number, attending):
                yield sum(here) - 1, number
        return
    numbers = tickets.of_day(conn, number.day)
    for station in there:
        for before, row in enumerate(in_turn(conn, desk, station, numbers)):
            if row.id == number.id:
                yield before, row


def _stands_last(conn: Connection, number: TicketRow) -> bool:
    """Whether all who wait are called before that number: it is the newest, and nothing lets it pass."""
    passes = number.priority is not None or number.slot_at is not None
    return not passes and [row.id for row in line.last(conn, number.day, 1)] == [number.id]
