"""The office's date of an instant, and instants on it."""

from __future__ import annotations

from loket.dates import read_clock
from loket.sla import WorkingTime


def day_began(time: WorkingTime, now: int) -> int:
    """The instant at which the office's date of `now` began: what was done before was not done today."""
    return time.midnight(now)


def instant_today(time: WorkingTime, now: int, typed: str) -> int | None:
    """The instant of `09.40` (or `9:40`) on the office's date of `now`; None for what is no time."""
    minutes = read_clock(typed)
    return None if minutes is None else time.instant(time.date_of(now), minutes)
