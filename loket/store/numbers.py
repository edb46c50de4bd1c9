"""Numbers that the office gives out: file numbers, queue numbers, letters. One row per series and period.

A series may lie behind the numbers that there are (a row restored or lost): those are passed over, and the
journal tells that it was mended.
"""

from __future__ import annotations

from collections.abc import Callable

from loket.store import journal
from loket.store.journal import OFFICE, SERIES_MENDED, Stamp
from loket.store.sql import Connection, run, text

_NEXT = text(
    "INSERT INTO counter (series, period, last) VALUES (:series, :period, 1)"
    " ON CONFLICT (series, period) DO UPDATE SET last = counter.last + 1 RETURNING last"
)
_REACH = text(
    "INSERT INTO counter (series, period, last) VALUES (:series, :period, :last)"
    " ON CONFLICT (series, period) DO UPDATE SET last ="
    " CASE WHEN excluded.last > counter.last THEN excluded.last ELSE counter.last END"
)
_ALL = text("SELECT series, period, last FROM counter")
Taken = Callable[[Connection, str], bool]
"""Whether a number, as it is written, is somebody's already."""


def next_free(
    conn: Connection, series: str, period: str, written: Callable[[int], str], taken: Taken, at: int
) -> str:
    """The next number of the series as it is `written`, passing over those that are `taken`."""
    first = running = next_number(conn, series, period)
    while taken(conn, number := written(running)):
        running = next_number(conn, series, period)
    if running != first:
        passed = {"series": series, "period": period, "first": first, "last": running - 1}
        journal.append(conn, "office", OFFICE, SERIES_MENDED, passed, Stamp(at))
    return number


def reach(conn: Connection, series: str, period: str, last: int) -> None:
    """What is given next lies behind `last`, which was given elsewhere."""
    run(conn, _REACH, series=series, period=period, last=last)


def all_series(conn: Connection) -> dict[tuple[str, str], int]:
    """The last number given, by series and period."""
    return {(series, period): last for series, period, last in run(conn, _ALL)}


def next_number(conn: Connection, series: str, period: str) -> int:
    """The next number of the series in the period (a year, a day …), from 1; given once, whatever follows."""
    return int(run(conn, _NEXT, series=series, period=period).scalar_one())
