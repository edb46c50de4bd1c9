"""The office's calendar: days off and the office's own exceptions, and what a change does to open deadlines.

A change is one short transaction; the deadlines that it moves follow it (`loket.desk.deadlines`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loket.desk.authority import Who, actor, need
from loket.desk.context import Desk
from loket.desk.deadlines import Moved, begin, finish, settled
from loket.desk.reckoning import as_row, reckon
from loket.flow.acts import Right
from loket.office.calendar import read_holidays
from loket.office.reading import ProfileFaults
from loket.sla import DayOverride, Holiday
from loket.sla.words import short_date
from loket.store import calendar
from loket.store.calendar import DayRow
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean

OVERRIDE = "khusus"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the calendar: its revision, how many entries it wrote, and the deadlines that moved."""

    revision: int
    entries: int
    moved: tuple[Moved, ...] = ()

    @property
    def files(self) -> int:
        """How many files have another deadline now."""
        return len({m.file for m in self.moved})


def days(desk: Desk, first: date, last: date) -> tuple[DayRow, ...]:
    """The entries from `first` to `last`, both included."""
    with desk.store.read() as conn:
        return calendar.days(conn, first.isoformat(), last.isoformat())


def add_holiday(desk: Desk, who: Who | None, holiday: Holiday) -> Change:
    """Enter or correct a day off. Raises CalendarFault or Refused."""
    return _change(desk, who, [_holiday_row(holiday)])


def add_override(desk: Desk, who: Who | None, override: DayOverride) -> Change:
    """Enter the office's own decision for a date: its hours, or closed. Raises CalendarFault or Refused."""
    day, reason, decree = override.date.isoformat(), clean(override.reason), clean(override.decree)
    return _change(desk, who, [DayRow(day, OVERRIDE, reason, decree, hours=override.hours)])


def remove(desk: Desk, who: Who | None, day: date, kind: str) -> Change:
    """Take an entry away. KeyError when there is none."""
    return _change(desk, who, [], remove=(day.isoformat(), kind))


def import_days(desk: Desk, who: Who | None, path: Path) -> Change:
    """Enter all days off of a CSV file as one change; what is there already is left alone.

    Raises:
        ProfileFaults: with everything that is wrong in the file; nothing is written then.
    """
    holidays, faults = read_holidays(path)
    if faults:
        raise ProfileFaults(faults)
    return _change(desk, who, [_holiday_row(h) for h in holidays])


def horizon_warning(desk: Desk, now: int) -> str | None:
    """A sentence when the calendar ends soon (60 days, a setting of the office) or has ended."""
    time = desk.working_time()
    last = time.days[-1].date
    left = (last - time.local(now).date()).days
    if left > desk.office.settings.horizon_days:
        return None
    when = f"berakhir {short_date(last, year=True)}, {left} hari lagi" if left >= 0 else "sudah berakhir"
    return f"Kalender kantor {when}. Minta admin memasukkan hari libur tahun {last.year + 1}."


def _holiday_row(holiday: Holiday) -> DayRow:
    return as_row(replace(holiday, name=clean(holiday.name), decree=clean(holiday.decree)))


def _change(
    desk: Desk, who: Who | None, rows: Sequence[DayRow], *, remove: tuple[str, str] | None = None
) -> Change:
    with settled(desk) as conn:
        stamp = _stamp(conn, desk, who)
        old = desk.reckoning(conn)
        if remove is not None:
            revision, entries = calendar.remove_day(conn, *remove, stamp), 1
        else:
            rows = tuple(row for row in rows if row not in set(old.days))
            if not rows:
                return Change(old.time.revision, 0)
            revision, entries = calendar.put_days(conn, rows, stamp), len(rows)
        # Refused before it is kept, and not through the desk, which would remember it.
        reckon(old.times, calendar.days(conn), revision)
        begin(conn, old, stamp, _basis(rows, remove))
    return Change(revision, entries, finish(desk))


def _stamp(conn: Connection, desk: Desk, who: Who | None) -> Stamp:
    if who is None:
        return Stamp(desk.now())
    role = need(actor(conn, desk, who), Right.ADMINISTER)
    return Stamp(desk.now(), who.person, role, who.station)


def _basis(rows: Sequence[DayRow], removed: tuple[str, str] | None) -> str:
    """What the history gives as the reason: the decrees, else the days."""
    if removed is not None:
        return f"{removed[0]} bukan lagi {removed[1].replace('_', ' ')}"
    words = dict.fromkeys(row.decree or f"{row.name} {row.date}" for row in rows)
    return clean("; ".join(words), 200)
