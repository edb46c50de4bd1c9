"""The office's calendar: days off and the office's own exceptions, and what a change does to open deadlines.

A change is one short transaction; the deadlines that it moves follow it (`loket.desk.calendar.moving`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loket.desk.authority import Who, administering
from loket.desk.calendar.moving import Moved, begin, finish, foreseen, settled
from loket.desk.errors import DayThere, OtherDay
from loket.desk.office import Desk
from loket.desk.people.changes import checked_reason
from loket.desk.time.reckoning import Reckoning, as_row, reckon
from loket.office.calendar import NATIONAL, opened_to
from loket.office.holiday_list import read_holidays
from loket.office.reading import ProfileFaults
from loket.sla import DayOverride, Holiday
from loket.sla.words import short_date
from loket.store import calendar
from loket.store.calendar import DayRow
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean

__all__ = ["DayRow"]

OVERRIDE = "khusus"
DECREED_KINDS = (NATIONAL, "cuti_bersama")


@dataclass(frozen=True, slots=True)
class ShortYear:
    """A year of which a list has so few national days that it may be but a part.

    `usual` is the least number of them in another year of the calendar.
    """

    year: int
    days: int
    usual: int


@dataclass(frozen=True, slots=True)
class Questions:
    """What is to be decided before a list is entered.

    `missing` are decreed days that the list, which has most of its year, no longer has; `short` the years
    that it would open with fewer national days than is usual.
    """

    missing: tuple[DayRow, ...]
    short: tuple[ShortYear, ...]


@dataclass(frozen=True, slots=True)
class HolidayList:
    """The days off of a file, and what was decided about it.

    `replaces_estimates`: estimates of its years that it does not confirm are taken out. `withdrawn` are days
    that it no longer has, to be taken out too. `opens`: years to open although it has so few days of them.
    """

    days: tuple[Holiday, ...] = ()
    replaces_estimates: bool = False
    withdrawn: tuple[DayRow, ...] = ()
    opens: tuple[int, ...] = ()


NO_LIST = HolidayList()


@dataclass(frozen=True, slots=True)
class DaysChanged:
    """A change of the calendar: its revision, how many entries it wrote, and the deadlines that moved.

    `last` is the last date that the calendar knows now, `opened` whether this change moved it; `unopened` are
    years of the entries beyond it, `short` those of them whose list was taken for a part of one. `estimates`
    and `missing` are what an import does not confirm and left standing, `taken_out` what it took out;
    `replaced` are entries whose place others took.
    """

    revision: int
    entries: int
    last: date
    moved: tuple[Moved, ...] = ()
    opened: bool = False
    unopened: tuple[int, ...] = ()
    short: tuple[ShortYear, ...] = ()
    estimates: tuple[DayRow, ...] = ()
    missing: tuple[DayRow, ...] = ()
    taken_out: tuple[DayRow, ...] = ()
    replaced: tuple[DayRow, ...] = ()

    @property
    def files(self) -> int:
        """How many files have another deadline now."""
        return len({m.file for m in self.moved})


def days(desk: Desk, first: date, last: date) -> tuple[DayRow, ...]:
    """The entries from `first` to `last`, both included."""
    with desk.store.read() as conn:
        return calendar.days(conn, first.isoformat(), last.isoformat())


def in_place(known: Iterable[DayRow], rows: Sequence[DayRow]) -> tuple[DayRow, ...]:
    """Of the known entries those whose place other ones would take: the same date and kind."""
    places = {(row.date, row.kind) for row in rows}
    return tuple(day for day in known if (day.date, day.kind) in places and day not in rows)


def read_list(path: Path) -> HolidayList:
    """The list in a CSV file. Raises ProfileFaults with everything that is wrong in it."""
    found, faults = read_holidays(path)
    if faults:
        raise ProfileFaults(faults)
    return HolidayList(found)


def questions(desk: Desk, listed: HolidayList) -> Questions:
    """What is to be decided before this list is entered."""
    with desk.store.read() as conn:
        known = desk.reckoning(conn)
    return Questions(_missing(known.days, listed.days), _short(known, listed.days))


def import_days(desk: Desk, who: Who | None, listed: HolidayList, reason: str = "") -> DaysChanged:
    """Enter all days off of a list as one change; what is there already is left alone.

    A list with the national days of the year after the calendar's last opens that year.
    """
    return change_days(desk, who, rows_of(listed), listed=listed, reason=reason)


def horizon_warning(desk: Desk, now: int) -> str | None:
    """A sentence when the calendar ends soon (60 days, a setting of the office) or has ended."""
    time = desk.working_time()
    last = time.days[-1].date
    left = (last - time.date_of(now)).days
    if left > desk.office.settings.horizon_days:
        return None
    when = f"berakhir {short_date(last, year=True)}, {left} hari lagi" if left >= 0 else "sudah berakhir"
    return f"Kalender kantor {when}. Minta admin mengimpor daftar hari libur tahun {last.year + 1}."


def rows_of(listed: HolidayList) -> tuple[DayRow, ...]:
    """The days of a list as entries."""
    return tuple(holiday_row(holiday) for holiday in listed.days)


def override_row(override: DayOverride) -> DayRow:
    """The office's own decision for a date as an entry."""
    day, reason, decree = override.date.isoformat(), clean(override.reason), clean(override.decree)
    return DayRow(day, OVERRIDE, reason, decree, hours=override.hours)


def holiday_row(holiday: Holiday) -> DayRow:
    """A day off as an entry."""
    return as_row(replace(holiday, name=clean(holiday.name), decree=clean(holiday.decree)))


def foresee(
    desk: Desk, rows: Sequence[DayRow], *, without: Sequence[DayRow] = (), listed: HolidayList = NO_LIST
) -> DaysChanged:
    """What `change_days` would do, and which deadlines would move; nothing is written.

    Raises CalendarFault, OtherDay, DayThere.
    """
    with desk.store.snapshot() as conn:
        old = desk.reckoning(conn)
        change, new = _outcome(old, rows, without, listed)
        if not _changes(change, new):
            return change
        replaced = {(row.date, row.kind) for row in (*new, *change.taken_out)}
        kept = [day for day in old.days if (day.date, day.kind) not in replaced]
        days = tuple(sorted((*kept, *new), key=lambda day: (day.date, day.kind)))
        after = reckon(old.times, days, old.time.revision, change.last.isoformat())
        return replace(change, moved=foreseen(conn, desk, after))


def change_days(
    desk: Desk,
    who: Who | None,
    rows: Sequence[DayRow],
    *,
    without: Sequence[DayRow] = (),
    listed: HolidayList = NO_LIST,
    reason: str = "",
) -> DaysChanged:
    """Enter `rows` in place of those `without` which it is to be, as one change.

    Those of a list, `listed`, may open years and take the place of others. Raises CalendarFault, Refused,
    OtherDay where one that is to go is no longer as it was seen, and DayThere where another stands in the
    place of one of `rows`.
    """
    with settled(desk) as conn:
        stamp, old = administering(conn, desk, who), desk.reckoning(conn)
        change, new = _outcome(old, rows, without, listed)
        if not _changes(change, new):
            return change
        kept, why = change.last.isoformat(), checked_reason(reason)
        gone = change.taken_out
        revision = calendar.put_days(conn, new, stamp, instead_of=gone, horizon=kept, reason=why)
        _take_up(conn, old, revision, stamp, why or _basis(new or rows, gone), _ground(new or rows, gone))
    return replace(change, revision=revision, moved=finish(desk))


def _changes(change: DaysChanged, new: Sequence[DayRow]) -> bool:
    return bool(new or change.taken_out or change.opened)


def _outcome(
    old: Reckoning, rows: Sequence[DayRow], without: Sequence[DayRow], listed: HolidayList
) -> tuple[DaysChanged, tuple[DayRow, ...]]:
    """What a change makes of the calendar, and the entries that it writes. Raises OtherDay, DayThere."""
    held = set(old.days)
    new = tuple(row for row in rows if row not in held)
    short = tuple(year for year in _short(old, listed.days) if year.year not in listed.opens)
    horizon = opened_to(old.horizon, listed.days, [year.year for year in short])
    unsure, missing = _unconfirmed(old.days, listed.days), _missing(old.days, listed.days)
    for seen in (*without, *listed.withdrawn):
        if seen not in held:
            raise OtherDay(seen.name, _when(seen))
    replaced, told = in_place(old.days, new), {*without, *in_place(old.days, rows_of(listed))}
    for there in replaced:
        if there not in told:
            raise DayThere(there.name, _when(there))
    entered = {(row.date, row.kind) for row in rows}
    gone = tuple(row for row in without if (row.date, row.kind) not in entered)
    gone += tuple(row for row in missing if row in listed.withdrawn)
    gone += unsure if listed.replaces_estimates else ()
    change = DaysChanged(
        old.time.revision,
        len(new),
        horizon,
        opened=horizon != old.horizon,
        unopened=tuple(sorted({y for row in rows if (y := int(row.date[:4])) > horizon.year})),
        short=short,
        estimates=() if listed.replaces_estimates else unsure,
        missing=tuple(row for row in missing if row not in gone),
        taken_out=gone,
        replaced=replaced,
    )
    return change, new


def _when(day: DayRow) -> str:
    return short_date(date.fromisoformat(day.date), year=True)


def _take_up(conn: Connection, old: Reckoning, revision: int, stamp: Stamp, reason: str, ground: str) -> date:
    """Begin the move of deadlines to the calendar as it is in this transaction; give its last date.

    A calendar that contradicts itself is refused here, before it is committed. It is not read through the
    desk, which would remember days that may yet be rolled back.
    """
    now = reckon(old.times, calendar.days(conn), revision, calendar.horizon(conn))
    begin(conn, old, stamp, reason, ground)
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


def _missing(days: Sequence[DayRow], listed: Sequence[Holiday]) -> tuple[DayRow, ...]:
    """The decreed days, of the years and kinds in a new list, that it no longer has.

    Only one that still has most of a year is a new list of it; another only adds days.
    """
    kinds: dict[str, set[str]] = {}
    for holiday in listed:
        if holiday.kind in DECREED_KINDS:
            kinds.setdefault(holiday.date.isoformat()[:4], set()).add(holiday.kind)
    held = {(h.date.isoformat(), h.kind) for h in listed}
    gone: list[DayRow] = []
    for year, told in kinds.items():
        known = [d for d in days if d.date[:4] == year and d.kind in told and d.status != "perkiraan"]
        absent = [d for d in known if (d.date, d.kind) not in held]
        if 2 * len(absent) < len(known):
            gone += absent
    return tuple(sorted(gone, key=lambda row: row.date))


def _short(known: Reckoning, listed: Sequence[Holiday]) -> tuple[ShortYear, ...]:
    """The years that a list would open with fewer national days than any year of the calendar has."""
    years: dict[int, set[str]] = {}
    national = (h.date.isoformat() for h in listed if h.kind == NATIONAL)
    for day in (*(row.date for row in known.days if row.kind == NATIONAL), *national):
        years.setdefault(int(day[:4]), set()).add(day)
    first, last = known.time.days[0].date.year, known.horizon.year
    usual = min((len(years[year]) for year in range(first, last + 1) if year in years), default=0)
    opened = range(last + 1, opened_to(known.horizon, listed).year + 1)
    return tuple(ShortYear(year, len(years[year]), usual) for year in opened if len(years[year]) < usual)


def _basis(rows: Sequence[DayRow], gone: Sequence[DayRow]) -> str:
    """What the history gives as the reason: the decrees, else the days; of days that only go that they do."""
    words = [row.decree or f"{row.name} {row.date}" for row in rows]
    words = words or [f"{row.date} bukan lagi {row.kind.replace('_', ' ')}" for row in gone]
    return clean("; ".join(dict.fromkeys(words)), 200)


def _ground(rows: Sequence[DayRow], gone: Sequence[DayRow]) -> str:
    """What applicants read of it: decrees and names of days, of an office's own day no more than that."""
    words = [row.decree or (f"{_when(row)}, {_public(row)}") for row in rows]
    words = words or [f"{_when(row)} bukan lagi {row.kind.replace('_', ' ')}" for row in gone]
    return clean("; ".join(dict.fromkeys(words)), 200)


def _public(row: DayRow) -> str:
    return "ketentuan khusus kantor" if row.kind == OVERRIDE else row.name
