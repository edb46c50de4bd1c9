"""The office's calendar days as kept: holidays and the office's own exceptions, and the calendar's revision.

Every change, also one of the office's hours and settings, raises the revision, by which an act that was
computed with an older calendar is noticed. What a date had before stays as a value, sealed by the journal.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from loket.store import journal, meta, values
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical, run, text

Pairs = tuple[tuple[int, int], ...]
DAY, TIMES, REASON = "calendar_day", "times", "calendar"
"""Kinds of values: of the calendar what a date had, empty once taken away, and hours and settings; of one of
its revisions why it was changed.
"""
CALENDAR = 1
"""The calendar's id, as subject and as owner."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One entry for a date (ISO). `hours`, pairs of minutes, belong to the office's own exceptions."""

    date: str
    kind: str
    name: str
    decree: str = ""
    status: str = "ditetapkan"
    hours: Pairs | None = None


_COLUMNS = "date, kind, name, decree, status, hours"
_BETWEEN = text(
    f"SELECT {_COLUMNS} FROM calendar_day WHERE date >= :first AND date <= :last ORDER BY date, kind"
)
_PUT = text(
    f"INSERT INTO calendar_day ({_COLUMNS}) VALUES (:date, :kind, :name, :decree, :status, :hours)"
    " ON CONFLICT (date, kind) DO UPDATE SET name = excluded.name, decree = excluded.decree,"
    " status = excluded.status, hours = excluded.hours"
)
_REMOVE = text("DELETE FROM calendar_day WHERE date = :date AND kind = :kind")


def revision(conn: Connection) -> int:
    """The calendar's revision; 0 before the first change."""
    return int(meta.get(conn, meta.CALENDAR_REVISION) or 0)


def days(conn: Connection, first: str = "", last: str = "9999-12-31") -> tuple[DayRow, ...]:
    """The entries from `first` to `last` (ISO dates, both included), in order."""
    return tuple(_day(row) for row in run(conn, _BETWEEN, first=first, last=last))


def horizon(conn: Connection) -> str:
    """The last date (ISO) that the calendar knows."""
    return meta.kept(conn, meta.HORIZON)


def put_days(
    conn: Connection,
    entries: tuple[DayRow, ...],
    stamp: Stamp,
    *,
    instead_of: tuple[DayRow, ...] = (),
    horizon: str | None = None,
    times: str | None = None,
    reason: str = "",
) -> int:
    """Enter many dates (a decree), in place of others where they are named, as one revision; the new one.

    `horizon`: the last date that the calendar knows from now on, where it is to be kept; `times`: the hours
    and settings (JSON) of an office that begins; `reason`: why, as somebody typed it.
    """
    data: dict[str, Any] = {"days": [[day.date, day.kind] for day in entries]}
    for day in instead_of:
        run(conn, _REMOVE, date=day.date, kind=day.kind)
        _keep(conn, day.date, day.kind, "", stamp)
        data.setdefault("removed", []).append([day.date, day.kind])
    for day in entries:
        run(conn, _PUT, **_values(day))
        _keep(conn, day.date, day.kind, day_words(day), stamp)
    if horizon is not None:
        meta.put(conn, meta.HORIZON, horizon)
        data["horizon"] = horizon
    if times is not None:
        _keep_times(conn, times, stamp)
    if reason:
        values.keep(conn, REASON, revision(conn) + 1, "", reason, stamp.person, stamp.at)
    return _raise_revision(conn, "days_put", data, stamp)


def put_times(conn: Connection, times: str, stamp: Stamp) -> int:
    """Keep hours and settings of the office (JSON), other than before; the new revision."""
    _keep_times(conn, times, stamp)
    return _raise_revision(conn, "times_changed", {}, stamp)


def all_words(conn: Connection) -> dict[str, str]:
    """Every entry in the words of its history, by its key, also one that cannot be read."""
    rows = run(conn, _BETWEEN, first="", last="\uffff")
    return {day_key(row.date, row.kind): canonical(list(row)) for row in rows}


def day_words(day: DayRow) -> str:
    """An entry as it is kept in its history."""
    return canonical(list(_values(day).values()))


def day_key(date: str, kind: str) -> str:
    """Under which key the history of a date's entry is kept."""
    return f"{date} {kind}"


def _raise_revision(conn: Connection, event_kind: str, data: dict[str, Any], stamp: Stamp) -> int:
    raised = revision(conn) + 1
    meta.put(conn, meta.CALENDAR_REVISION, str(raised))
    journal.append(conn, "calendar", CALENDAR, event_kind, {**data, "revision": raised}, stamp)
    return raised


def _keep_times(conn: Connection, times: str, stamp: Stamp) -> None:
    meta.put(conn, meta.TIMES, times)
    values.keep(conn, TIMES, CALENDAR, "", times, stamp.person, stamp.at)


def _keep(conn: Connection, date: str, kind: str, words: str, stamp: Stamp) -> None:
    values.keep(conn, DAY, CALENDAR, day_key(date, kind), words, stamp.person, stamp.at)


def _values(day: DayRow) -> dict[str, Any]:
    hours = None if day.hours is None else canonical([list(pair) for pair in day.hours])
    return {
        "date": day.date,
        "kind": day.kind,
        "name": day.name,
        "decree": day.decree,
        "status": day.status,
        "hours": hours,
    }


def _day(row: Any) -> DayRow:
    hours = None if row.hours is None else tuple((start, end) for start, end in json.loads(row.hours))
    return DayRow(row.date, row.kind, row.name, row.decree, row.status, hours)
