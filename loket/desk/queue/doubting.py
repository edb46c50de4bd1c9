"""Numbers whose times a supervisor does not believe: figures leave these out, until that is taken back.

That is read from the journal alone: no table has it. Why is a value that no report shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.people.changes import REASON, because
from loket.flow.acts import Actor, Right
from loket.store import journal, reasons, tickets
from loket.store.journal import OFFICE, TIMES_BELIEVED, TIMES_DOUBTED, Entry, Stamp
from loket.store.sql import Connection
from loket.text import clean

NUMBER = "number"
"""The name of the field in which the number is typed."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A number of a day (ISO) whose times are not believed, since when (ms UTC), by whom (id) and why."""

    ticket: int
    day: str
    number: str
    since: int
    by: int | None
    reason: str


def doubt(desk: Desk, who: Who, day: date, number: str, reason: str) -> Doubted:
    """Leave the times of a day's number, as it is written, out of all figures.

    Raises:
        Invalid: there is none, that was said before, or no reason is.
        Refused: the person is no supervisor.
    """
    with desk.write() as conn:
        stamp = _stamp(desk, actor(conn, desk, who))
        found = tickets.by_number(conn, day.isoformat(), clean(number).upper())
        if found is None:
            raise Invalid({NUMBER: f"Tidak ada nomor {clean(number)} pada {day:%d-%m-%Y}."})
        if found.id in _entries(conn):
            raise Invalid({NUMBER: f"Waktu {found.number} sudah tidak dihitung."})
        if not clean(reason):
            raise Invalid({REASON: "Tulis mengapa waktunya tidak dihitung."})
        because(conn, reason, stamp)
        journal.append(conn, "office", OFFICE, TIMES_DOUBTED, {"ticket": found.id}, stamp)
        return Doubted(found.id, found.day, found.number, stamp.at, who.person, clean(reason))


def believe(desk: Desk, who: Who, ticket: int) -> None:
    """Count its times again; where they are counted it stays so. Raises Refused."""
    with desk.write() as conn:
        stamp = _stamp(desk, actor(conn, desk, who))
        if ticket in _entries(conn):
            journal.append(conn, "office", OFFICE, TIMES_BELIEVED, {"ticket": ticket}, stamp)


def take_back(conn: Connection, desk: Desk, person: Actor, entry: int) -> None:
    """Count the times again that this entry left out."""
    for ticket, found in _entries(conn).items():
        if found.id == entry:
            stamp = _stamp(desk, person)
            journal.append(conn, "office", OFFICE, TIMES_BELIEVED, {"ticket": ticket}, stamp)


def doubted(conn: Connection) -> frozenset[int]:
    """The ids of the numbers whose times are not believed."""
    return frozenset(_entries(conn))


def standing(conn: Connection) -> frozenset[int]:
    """The entries of the journal that leave times out and still hold."""
    return frozenset(entry.id for entry in _entries(conn).values())


def every(desk: Desk, who: Who) -> tuple[Doubted, ...]:
    """The numbers whose times are not believed, marked last first. Raises Refused."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        found = list[Doubted]()
        for ticket, entry in _entries(conn).items():
            row = tickets.load(conn, ticket)
            why = reasons.of(conn, entry)
            found.append(Doubted(ticket, row.day, row.number, entry.at, entry.person_id, why))
        return tuple(reversed(found))


def _entries(conn: Connection) -> dict[int, Entry]:
    """By the ids of the numbers the entry that holds, the first first."""
    found = dict[int, Entry]()
    for entry in journal.of_kinds(conn, "office", (TIMES_DOUBTED, TIMES_BELIEVED)):
        found.pop(entry.data["ticket"], None)
        if entry.kind == TIMES_DOUBTED:
            found[entry.data["ticket"]] = entry
    return found


def _stamp(desk: Desk, person: Actor) -> Stamp:
    return Stamp(desk.now(), person.person, need(person, Right.SUPERVISE), person.station)
