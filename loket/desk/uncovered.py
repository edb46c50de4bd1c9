"""Roles that nobody has on a day because who has them does not come: to be given to somebody (piket)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loket.desk.office import Desk
from loket.sla.words import short_date
from loket.store import people, roster
from loket.store.sql import Connection
from loket.text import clean

AHEAD_DAYS = 30
"""So far ahead it is told by itself."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A role that, from `first` to `last`, nobody who comes has on a day that the office works; `missed`:
    the names of those who would have had it.
    """

    role: str
    missed: tuple[str, ...]
    first: date
    last: date


def while_away(desk: Desk, person: int, first: date, last: date) -> tuple[Uncovered, ...]:
    """What nobody has any more if that person does not come on these days."""
    with desk.store.snapshot() as conn:
        before = set(_found(conn, desk, first, last))
        after = _found(conn, desk, first, last, person)
        return _joined(desk, (each for each in after if each not in before))


def coming(desk: Desk) -> tuple[Uncovered, ...]:
    """What nobody has today or in the days ahead."""
    with desk.store.snapshot() as conn:
        today = date.fromisoformat(desk.today(conn))
        return _joined(desk, _found(conn, desk, today, today + timedelta(days=AHEAD_DAYS)))


def on_day(conn: Connection, desk: Desk, day: date) -> tuple[Uncovered, ...]:
    """What nobody has on one day."""
    return tuple(_found(conn, desk, day, day))


def today(desk: Desk) -> frozenset[str]:
    """The roles that nobody has today."""
    with desk.store.snapshot() as conn:
        return frozenset(each.role for each in on_day(conn, desk, date.fromisoformat(desk.today(conn))))


def line(desk: Desk, each: Uncovered) -> str:
    """`Rab 2 Des: tanpa Kepala Dinas, karena Budi Contoh tidak masuk.`"""
    role = desk.office.roles[each.role].name
    when = short_date(each.first)
    when = f"{when} s.d. {short_date(each.last)}" if each.first != each.last else when
    return f"{when}: tanpa {clean(role)}, karena {clean(' dan '.join(each.missed))} tidak masuk."


def _found(conn: Connection, desk: Desk, first: date, last: date, also: int = 0) -> Iterator[Uncovered]:
    """Day by day and role by role; `also` does not come, whatever is written of them."""
    entries = [entry for entry in roster.from_day(conn, first.isoformat()) if entry.away]
    closed = _closed(desk)
    for count in range((last - first).days + 1):
        day = first + timedelta(days=count)
        written = day.isoformat()
        away = {entry.person for entry in entries if entry.first <= written <= entry.last}
        away |= {also} if also else set()
        if day in closed or not away:
            continue
        staff = [person for person in people.staff_on(conn, written) if person.active]
        held = {role for person in staff if person.id not in away for role in person.roles}
        for role in desk.office.roles:
            missed = tuple(person.name for person in staff if person.id in away and role in person.roles)
            if missed and role not in held:
                yield Uncovered(role, missed, day, day)


def _closed(desk: Desk) -> set[date]:
    return {day.date for day in desk.working_time().days if not day.hours}


def _joined(desk: Desk, found: Iterable[Uncovered]) -> tuple[Uncovered, ...]:
    """The same by date, days that follow each other as one, also over days on which nobody works."""
    joined, closed = list[Uncovered](), _closed(desk)
    for each in sorted(found, key=lambda each: (each.role, each.first)):
        before = joined[-1] if joined else each
        between = range(1, (each.first - before.last).days)
        worked = [day for day in between if before.last + timedelta(days=day) not in closed]
        if joined and (before.role, before.missed) == (each.role, each.missed) and not worked:
            joined[-1] = replace(before, last=each.last)
        else:
            joined.append(each)
    return tuple(sorted(joined, key=lambda each: each.first))
