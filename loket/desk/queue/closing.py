"""Closing the queue's day: no more numbers are given, what still waits is ended or kept.

That the day was closed is read from the journal alone. Who comes later may still be given a number at a
counter, for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, actor, runs_queue
from loket.desk.office import Desk
from loket.desk.queue.calling import lapse_number
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.queue.stopping import stop_for_today
from loket.desk.time.today import day_began
from loket.flow.acts import Actor
from loket.flow.queue.state import BUSY
from loket.store import journal, tickets
from loket.store.journal import OFFICE, QUEUE_CLOSED, QUEUE_REOPENED, Entry, Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class Rest:
    """How many numbers ended as the day was closed, and how many stayed open."""

    ended: int
    kept: int


def end_rest(desk: Desk, who: Who, seen: Iterable[TicketRow]) -> Rest:
    """Close the day: end its numbers that nobody has, of those `seen`.

    What was moved since, or is somebody's, stays open.
    """
    known = {(number.id, number.version) for number in seen}
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = _stamp(desk, person)
        rest = [row for row in tickets.of_day(conn, desk.today(conn)) if row.standing not in BUSY]
        ended = sum(lapse_number(conn, desk, row.id, stamp) for row in rest if (row.id, row.version) in known)
        return _close(conn, desk, person, stamp, ended)


def keep_rest(desk: Desk, who: Who) -> Rest:
    """Close the day, and leave its numbers open: their people are still served, or come back tomorrow."""
    with desk.write() as conn:
        person = actor(conn, desk, who)
        return _close(conn, desk, person, _stamp(desk, person), 0)


def _close(conn: Connection, desk: Desk, person: Actor, stamp: Stamp, ended: int) -> Rest:
    """It is closed at the instant at which its numbers ended: by that the sheet knows them."""
    kept = len(tickets.of_day(conn, desk.today(conn)))
    data = {"ended": ended, "kept": kept}
    journal.append(conn, "office", OFFICE, QUEUE_CLOSED, data, stamp)
    stop_for_today(conn, desk, person)
    return Rest(ended, kept)


def reopen(conn: Connection, desk: Desk, person: Actor, seq: int) -> None:
    """Take a closing back; its numbers, and that none are given, are taken back by themselves."""
    journal.append(conn, "office", OFFICE, QUEUE_REOPENED, {UNDONE: seq}, _stamp(desk, person))


def standing_closings(conn: Connection, desk: Desk) -> tuple[Entry, ...]:
    """When the day was closed so far and not taken back, the latest first."""
    return tuple(in_force(_lately(conn, desk, (QUEUE_CLOSED, QUEUE_REOPENED))))


def every_closing(conn: Connection, desk: Desk) -> tuple[Entry, ...]:
    """The same with those that were taken back."""
    return _lately(conn, desk, (QUEUE_CLOSED,))


def _lately(conn: Connection, desk: Desk, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(journal.lately(conn, "office", OFFICE, kinds, day_began(desk.time(conn), desk.now())))


def _stamp(desk: Desk, person: Actor) -> Stamp:
    return Stamp(desk.now(), person.person, runs_queue(person), person.station)
