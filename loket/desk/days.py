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
from loket.desk.reckoning import Reckoning, as_row, reckon
from loket.flow.acts import Right
from loket.office.calendar import NATIONAL, opened_to, read_holidays
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
class DaysChanged:
    """A change of the calendar: its revision, how many entries it wrote, and the deadlines that moved.

    `last` is the last date that the calendar knows now, `opened` whether this change moved it; `unopened` are
    years of the entries beyond it. `estimates` are those that an import does not confirm and left standing,
    `taken_out` those that it replaced.
    """

    revision: int
    entries: int
    last: date
    moved: tuple[Moved, ...] = ()
    opened: bool = False
    unopened: tuple[int, ...] = ()
    estimates: tuple[DayRow, ...] = ()
    taken_out: tuple[DayRow, ...] = ()

    @property
    def files(self) -> int:
        """How many files have another deadline now."""
        return len({m.file for m in self.moved})


def days(desk: Desk, first: date, last: date) -> tuple[DayRow, ...]:
    """The entries from `first` to `last`, both included."""
    with desk.store.read() as conn:
        return calendar.days(conn, first.isoformat(), last.isoformat())


def add_holiday(desk: Desk, who: Who | None, holiday: Holiday) -> DaysChanged:
    """Enter or correct a day off. Raises CalendarFault or Refused."""
    return _change(desk, who, [_holiday_row(holiday)])


def add_override(desk: Desk, who: Who | None, override: DayOverride) -> DaysChanged:
    """Enter the office's own decision for a date: its hours, or closed. Raises CalendarFault or Refused."""
    day, reason, decree = override.date.isoformat(), clean(override.reason), clean(override.decree)
    return _change(desk, who, [DayRow(day, OVERRIDE, reason, decree, hours=override.hours)])


def remove(desk: Desk, who: Who | None, day: date, kind: str) -> DaysChanged:
    """Take an entry away. KeyError when there is none."""
    with settled(desk) as conn:
        stamp, old = _stamp(conn, desk, who), desk.reckoning(conn)
        revision = calendar.remove_day(conn, day.isoformat(), kind, stamp)
        last = _take_up(conn, old, revision, stamp, f"{day} bukan lagi {kind.replace('_', ' ')}")
    return DaysChanged(revision, 1, last, finish(desk))


def import_days(desk: Desk, who: Who | None, path: Path, *, replace_estimates: bool = False) -> DaysChanged:
    """Enter all days off of a CSV file as one change; what is there already is left alone.

    A list with the national days of the year after the calendar's last opens that year. Estimates of its
    years that it does not confirm stay unless `replace_estimates`.

    Raises:
        ProfileFaults: with everything that is wrong in the file; nothing is written then.
    """
    holidays, faults = read_holidays(path)
    if faults:
        raise ProfileFaults(faults)
    return _change(desk, who, [_holiday_row(h) for h in holidays], holidays, replace_estimates)


def horizon_warning(desk: Desk, now: int) -> str | None:
    """A sentence when the calendar ends soon (60 days, a setting of the office) or has ended."""
    time = desk.working_time()
    last = time.days[-1].date
    left = (last - time.local(now).date()).days
    if left > desk.office.settings.horizon_days:
        return None
    when = f"berakhir {short_date(last, year=True)}, {left} hari lagi" if left >= 0 else "sudah berakhir"
    return f"Kalender kantor {when}. Minta admin mengimpor daftar hari libur tahun {last.year + 1}."


def _holiday_row(holiday: Holiday) -> DayRow:
    return as_row(replace(holiday, name=clean(holiday.name), decree=clean(holiday.decree)))


def _change(
    desk: Desk,
    who: Who | None,
    rows: Sequence[DayRow],
    listed: Sequence[Holiday] = (),
    replace_estimates: bool = False,
) -> DaysChanged:
    """Enter `rows`; those of a whole list, `listed`, may open years and replace estimates."""
    with settled(desk) as conn:
        stamp, old = _stamp(conn, desk, who), desk.reckoning(conn)
        new = tuple(row for row in rows if row not in set(old.days))
        horizon = opened_to(old.horizon, listed)
        unsure = _unconfirmed(old.days, listed)
        gone = unsure if replace_estimates else ()
        change = DaysChanged(
            old.time.revision,
            len(new),
            horizon,
            opened=horizon != old.horizon,
            unopened=tuple(sorted({y for row in rows if (y := int(row.date[:4])) > horizon.year})),
            estimates=() if replace_estimates else unsure,
            taken_out=gone,
        )
        if not (new or gone or change.opened):
            return change
        kept = horizon.isoformat()
        revision = calendar.put_days(conn, new, stamp, instead_of=gone, horizon=kept)
        _take_up(conn, old, revision, stamp, _basis(new or rows))
    return replace(change, revision=revision, moved=finish(desk))


def _take_up(conn: Connection, old: Reckoning, revision: int, stamp: Stamp, reason: str) -> date:
    """Begin the move of deadlines to the calendar as it is in this transaction; give its last date.

    A calendar that contradicts itself is refused here, before it is committed. It is not read through the
    desk, which would remember days that may yet be rolled back.
    """
    now = reckon(old.times, calendar.days(conn), revision, calendar.horizon(conn))
    begin(conn, old, stamp, reason)
    return now.horizon


def _unconfirmed(days: Sequence[DayRow], listed: Sequence[Holiday]) -> tuple[DayRow, ...]:
    """The estimates that an imported list leaves without a decree: same year and kind, but not in the list.

    A list with a year's national days decrees its cuti bersama too: it is one decree.
    """
    decreed = {(h.date.year, h.kind) for h in listed}
    decreed |= {(year, "cuti_bersama") for year, kind in decreed if kind == NATIONAL}
    held = {(h.date.isoformat(), h.kind) for h in listed}
    return tuple(
        day
        for day in days
        if day.status == "perkiraan"
        and (int(day.date[:4]), day.kind) in decreed
        and (day.date, day.kind) not in held
    )


def _stamp(conn: Connection, desk: Desk, who: Who | None) -> Stamp:
    if who is None:
        return Stamp(desk.now())
    person = actor(conn, desk, who)
    return Stamp(desk.now(), who.person, need(person, Right.ADMINISTER), person.station)


def _basis(rows: Sequence[DayRow]) -> str:
    """What the history gives as the reason: the decrees, else the days."""
    words = dict.fromkeys(row.decree or f"{row.name} {row.date}" for row in rows)
    return clean("; ".join(words), 200)
