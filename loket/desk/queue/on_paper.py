"""Numbers that were handed out on paper while the program was down, taken in with their time of arrival."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.queue.calling import QUEUE_SERIES, series_of, written
from loket.desk.time.today import day_began
from loket.flow.acts import Right
from loket.flow.queue.acts import Given
from loket.store import numbers, tickets
from loket.store.journal import Stamp

MOST = 200
"""So many numbers are taken in at once: a transaction is short."""
_RANGE = re.compile(r"([a-z]*)-?([0-9]{1,3})(?:(?:-|–|s\.?d\.?|sampai)\1-?([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The numbers that were `taken` in, and those that were `there` already, as they are written."""

    taken: tuple[str, ...]
    there: tuple[str, ...]


def read_range(typed: str, series: str) -> tuple[int, int] | None:
    """First and last of `A-013 s.d. A-020`, `13-20` or `13`; None for what is none, or has another letter."""
    found = _RANGE.fullmatch("".join(typed.lower().split()))
    if found is None or found[1] not in ("", series.lower()):
        return None
    first = int(found[2])
    last = int(found[3]) if found[3] else first
    return (first, last) if 0 < first <= last < first + MOST else None


def take_in(
    desk: Desk, who: Who, errand: str, service: str, numbered: tuple[int, int], arrived: int
) -> TakenIn:
    """Take in the numbers from the first to the last, all for one errand and handed out at that instant.

    Those that there are already stay as they are. The series goes on behind the last.

    Raises:
        Invalid: nobody can come for that here, or that instant is none of today that has passed.
    """
    first, last = numbered
    with desk.write() as conn:
        person, now, today = actor(conn, desk, who), desk.now(), desk.today(conn)
        stamp = Stamp(now, who.person, need(person, Right.COUNTER), person.station)
        series = series_of(desk.newest(conn).office, errand, service)
        if not day_began(desk.time(conn), now) <= arrived <= now:
            raise Invalid({"arrived": "Jam dibagikannya harus jam hari ini yang sudah lewat."})
        wanted = [written(series, running) for running in range(first, last + 1)]
        there = tuple(number for number in wanted if tickets.by_number(conn, today, number) is not None)
        taken = tuple(number for number in wanted if number not in there)
        for number in taken:
            tickets.give(conn, Given(today, number, service, series, errand), stamp, arrived)
        numbers.reach(conn, f"{QUEUE_SERIES}{series}", today, last)
    return TakenIn(taken, there)
