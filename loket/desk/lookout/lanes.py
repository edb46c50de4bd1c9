"""The lanes of the hall as a supervisor sees them: in one word, since when, who does not call, their day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.desk.queue import board
from loket.desk.queue.turns import attended
from loket.flow.estimate import Wait
from loket.flow.lane import (
    Calls,
    Course,
    Pressing,
    Stay,
    Word,
    course,
    pressing,
    silent_since,
    steps_since,
    word,
)
from loket.flow.queue.state import BUSY
from loket.lengths import MINUTE
from loket.office.door import open_today
from loket.office.model import Counter, Errand, Office
from loket.store import tickets
from loket.store.sql import Connection

PART = 10 * MINUTE
"""So long is each part of the day that a sparkline shows."""


@dataclass(frozen=True, slots=True)
class Silence:
    """That people wait, and since when nobody calls them or is at work (ms UTC).

    `counters`: those which call such numbers and at which somebody is, in the office's order; where there are
    none, none is open. `steps`: when it was told, and again; none as long as it is shorter than the office's
    `silent_minutes`.
    """

    since: int
    counters: tuple[Counter, ...]
    steps: tuple[int, ...]

    @property
    def too_long(self) -> bool:
        """Whether it has lasted as long as the office lets nobody call."""
        return bool(self.steps)


@dataclass(frozen=True, slots=True)
class LaneLook:
    """A lane now. `since`: when the first of those who wait came (ms UTC); `wait`: of who comes now, None
    where nobody calls for it. `pressing`: somebody waits too long. `counters` call such numbers, open or not.
    """

    errand: Errand
    waiting: int
    since: int | None
    wait: Wait | None
    word: Word
    pressing: Pressing | None
    silence: Silence | None
    counters: tuple[Counter, ...]
    day: Course


@dataclass(frozen=True, slots=True)
class LanesLook:
    """All lanes at the instant `now`, in the office's order, and the `day` of all of them together.

    `others` wait for what the office offers no more.
    """

    lanes: tuple[LaneLook, ...]
    others: int
    day: Course
    now: int

    @property
    def waiting(self) -> int:
        """How many wait in the hall."""
        return sum(lane.waiting for lane in self.lanes) + self.others


def look(desk: Desk, who: Who) -> LanesLook:
    """The lanes now. Raises Refused for whom may not sign in."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return seen(conn, desk)


def seen(conn: Connection, desk: Desk) -> LanesLook:
    """As `look`, in the caller's transaction."""
    office, now, today = desk.newest(conn).office, desk.now(), desk.today(conn)
    waits, thresholds = tickets.waits_of_day(conn, today), cache(office.thresholds)
    open_hours = open_today(office, desk.time(conn), now)
    begins = min((*(each.came for each in waits), *(opens for opens, _ in open_hours[:1])), default=now)
    latest, there = tickets.latest_moves(conn, today), attended(conn, desk)
    busy = {row.ticket.station for row in tickets.of_day(conn, today) if row.standing in BUSY}
    opened, whole = _opened(open_hours, begins, now), list[Stay]()
    stays_of = dict[str, list[Stay]]()
    for each in waits:
        stay = Stay(each.came, each.start, each.end, thresholds(each.errand, each.service))
        stays_of.setdefault(each.errand, []).append(stay)
        whole.append(stay)
    found = list[LaneLook]()
    for lane in board.lanes(conn, desk):
        counters = office.calling(lane.errand.id, "")
        stays = stays_of.get(lane.errand.id, [])
        calls = [Calls(each.id in busy, latest[each.id][0]) for each in counters if each.id in latest]
        since = silent_since(stays, calls, opened, now)
        open_ones = tuple(each for each in counters if each.id in there)
        found.append(
            LaneLook(
                lane.errand,
                lane.waiting,
                lane.since,
                lane.wait,
                _word(office, stays, now),
                pressing(stays, now),
                None if since is None else _silence(office, since, open_ones, now),
                counters,
                course(stays, begins, now, PART),
            )
        )
    others = sum(each.end is None and each.errand not in office.errands for each in waits)
    return LanesLook(tuple(found), others, course(whole, begins, now, PART), now)


def _word(office: Office, stays: Iterable[Stay], now: int) -> Word:
    waits = [stay.thresholds.of(now - stay.came) for stay in stays if stay.end is None]
    return word(waits, office.settings.crowd)


def _silence(office: Office, since: int, counters: tuple[Counter, ...], now: int) -> Silence:
    return Silence(since, counters, steps_since(since, office.settings.silent_minutes * MINUTE, now))


def _opened(hours: Sequence[tuple[int, int]], begins: int, now: int) -> int | None:
    """When the door was opened last; None while it is closed. On a day without hours: with who came first."""
    if not hours:
        return begins
    return next((opens for opens, closes in hours if opens <= now < closes), None)
