"""Numbers that the office gives out: file numbers, queue numbers, letters. One row per series and period."""

from __future__ import annotations

from loket.store.sql import Connection, run, text

_NEXT = text(
    "INSERT INTO counter (series, period, last) VALUES (:series, :period, 1)"
    " ON CONFLICT (series, period) DO UPDATE SET last = counter.last + 1 RETURNING last"
)


def next_number(conn: Connection, series: str, period: str) -> int:
    """The next number of the series in the period (a year, a day …), from 1; given once, whatever follows."""
    return int(run(conn, _NEXT, series=series, period=period).scalar_one())
