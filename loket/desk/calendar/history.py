"""What was changed of the calendar: when, by whom, why, and what a date had before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loket.desk.calendar.day_words import day_line
from loket.desk.office import Desk
from loket.desk.words.moments import made
from loket.sla import WorkingTime
from loket.sla.words import short_date
from loket.store import calendar, journal, people, values
from loket.store.calendar import DayRow
from loket.store.journal import Entry
from loket.store.sql import Connection
from loket.store.values import Value


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One change: its revision, when (ms UTC), why, and what in lines.

    Without `by` whoever has the database itself made it.
    """

    revision: int
    at: int
    by: str
    reason: str
    lines: tuple[str, ...]


def history(desk: Desk, newest: int = 0) -> tuple[CalendarChange, ...]:
    """All changes, or so many, the newest first."""
    with desk.store.snapshot() as conn:
        names = {member.id: member.name for member in people.staff(conn)}
        entries = journal.history(conn, "calendar", calendar.CALENDAR)[-newest:]
        before = _before(values.every(conn, calendar.DAY, calendar.CALENDAR))
        newest_first = reversed(entries)
        return tuple(_change(conn, e, names.get(e.person_id or 0, ""), before) for e in newest_first)


def told(change: CalendarChange, time: WorkingTime) -> Iterator[str]:
    """When, by whom and why, then what in lines."""
    yield made(time, change.at, change.by, change.reason)
    yield from (f"  {line}" for line in change.lines)


def _before(versions: tuple[Value, ...]) -> dict[int, Value]:
    """By each version of a date's entry the one that it took the place of."""
    held, found = dict[str, Value](), dict[int, Value]()
    for value in versions:
        if value.key in held:
            found[value.id] = held[value.key]
        held[value.key] = value
    return found


def _change(conn: Connection, entry: Entry, by: str, before: dict[int, Value]) -> CalendarChange:
    kept = values.these(conn, map(int, entry.kept))
    reason = next((value.words or values.ERASED for value in kept if value.kind == calendar.REASON), "")
    days = [value for value in kept if value.kind == calendar.DAY]
    lines = [line for value in days for line in _lines(value, before.get(value.id))]
    if any(value.kind == calendar.TIMES for value in kept) and not days:
        lines.append("Jam atau pengaturan waktu kantor: lihat riwayat dokumen.")
    if entry.data.get("horizon") and not days:
        lines.append(
            f"Kalender kantor sampai {short_date(date.fromisoformat(entry.data['horizon']), year=True)}."
        )
    return CalendarChange(int(entry.data["revision"]), entry.at, by, reason, tuple(lines))


def _lines(value: Value, before: Value | None) -> Iterator[str]:
    """What came in a date's place, and what went."""
    if before is not None and before.words:
        yield f"− {day_line(_day(before.words))}"
    if value.words:
        yield f"+ {day_line(_day(value.words))}"


def _day(words: str) -> DayRow:
    day, kind, name, decree, status, hours = json.loads(words)
    pairs = None if hours is None else tuple((start, end) for start, end in json.loads(hours))
    return DayRow(day, kind, name, decree, status, pairs)
