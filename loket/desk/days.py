"""The office's calendar: days off and the office's own exceptions, and what a change does to open deadlines.

A change is one short transaction; the deadlines that it moves follow in chunks, each its own transaction, so
that the counters never wait for the calendar. What moved stands in the file's journal, old and new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loket.desk.authority import Who, actor, need
from loket.desk.context import Desk, as_day, as_row
from loket.desk.files import due_at, write
from loket.desk.onrecord import OnRecord, on_record
from loket.flow.acts import Event, Note, Right
from loket.flow.limits import LimitKind, judge_all
from loket.office.calendar import office_calendar, read_holidays
from loket.office.reading import ProfileFaults
from loket.sla import DayOverride, Holiday, WorkingTime, compile_calendar
from loket.sla.words import short_date
from loket.store import calendar, files, texts
from loket.store.calendar import DayRow
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean

OVERRIDE = "khusus"
MOVED_NOTE = "batas_bergeser"
UNKNOWN = "belum dapat dihitung"
CHUNK = 100


@dataclass(frozen=True, slots=True)
class Moved:
    """A limit of an open file that the change moved; None where it cannot be computed. Instants in ms UTC."""

    file: int
    number: str
    limit: LimitKind
    before: int | None
    after: int | None


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
    with desk.store.write() as conn:
        stamp = _stamp(conn, desk, who)
        old = desk.time(conn)
        if remove is not None:
            revision, entries = calendar.remove_day(conn, *remove, stamp), 1
        else:
            known = set(calendar.days(conn))
            rows = tuple(row for row in rows if row not in known)
            if not rows:
                return Change(old.revision, 0)
            revision, entries = calendar.put_days(conn, rows, stamp), len(rows)
        # Refused before it is kept, and not through the desk, which would remember it.
        compile_calendar(office_calendar(desk.office, map(as_day, calendar.days(conn)), revision))
    return Change(revision, entries, _move_deadlines(desk, old, stamp, _basis(rows, remove)))


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


def _move_deadlines(desk: Desk, old: WorkingTime, stamp: Stamp, basis: str) -> tuple[Moved, ...]:
    """Bring every open file in line with the calendar; only those that differ are written."""
    moved: list[Moved] = []
    last = 0
    while True:
        with desk.store.read() as conn:
            rows = files.open_with_due(conn, last, CHUNK)
            affected = [row.file_id for row in rows if _differs(conn, desk, row, old)]
        if affected:
            with desk.store.write() as conn:
                for file in affected:
                    moved += _move(conn, desk, file, old, stamp, basis)
        if len(rows) < CHUNK:
            return tuple(moved)
        last = rows[-1].file_id


def _differs(conn: Connection, desk: Desk, open_row: files.OpenRow, old: WorkingTime) -> bool:
    file = on_record(conn, desk, open_row.file_id)
    now = max(desk.now(), file.state.last_at)
    return due_at(conn, desk, file, now) != open_row.due_at or bool(_moved(conn, desk, file, old, now))


def _moved(conn: Connection, desk: Desk, file: OnRecord, old: WorkingTime, now: int) -> list[Moved]:
    """The limits that fall elsewhere by the calendar as it is now than by `old`."""
    before = judge_all(file.procedure, file.state, file.reading, old, now)
    after = judge_all(file.procedure, file.state, file.reading, desk.time(conn), now)
    return [
        Moved(file.row.id, file.row.number, limit.kind, was.due, will.due)
        for (limit, was), (_, will) in zip(before, after, strict=True)
        if was.due != will.due and not limit.finished
    ]


def _move(
    conn: Connection, desk: Desk, file_id: int, old: WorkingTime, stamp: Stamp, basis: str
) -> list[Moved]:
    file = on_record(conn, desk, file_id)
    if file.state.open is None:
        return []
    now = max(desk.now(), file.state.last_at)
    moved = _moved(conn, desk, file, old, now)
    remark = texts.add_remark(conn, stamp.person, now, basis, file_id) if moved else None
    for limit in moved:
        data = {
            "batas": str(limit.limit),
            "lama": _when(old, limit.before),
            "baru": _when(old, limit.after),
            "dasar": remark,
        }
        act = Note(MOVED_NOTE, data)
        event = Event(file.state.seq + 1, now, now, act, stamp.person, stamp.role, stamp.station)
        file = write(conn, desk, file, event)
    if not moved:
        files.set_due(conn, file_id, due_at(conn, desk, file, now))
    return moved


def _when(time: WorkingTime, t: int | None) -> str:
    """A deadline as the journal keeps it: `Rab 25 Mar 2026 16.00`; the end of a day belongs to that day."""
    if t is None:
        return UNKNOWN
    local = time.local(t)
    if (local.hour, local.minute) == (0, 0):
        return f"{short_date(time.local(t - 1).date(), year=True)} 24.00"
    return f"{short_date(local.date(), year=True)} {local:%H.%M}"
