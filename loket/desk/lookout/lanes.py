"""The lanes of the hall as a supervisor sees them: in one word, since when, who does not call, their day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loket.desk.authority import Who, actor
from loket.desk.lookout.waiting import Silence, Today, read
from loket.desk.office import Desk
from loket.desk.queue import board
from loket.flow.estimate import Wait
from loket.flow.lane import Course, Pressing, Stay, Word, course, pressing, word
from loket.lengths import MINUTE
from loket.office.model import Counter, Errand, Office
from loket.store.sql import Connection

PART = 10 * MINUTE
"""So long is each part of the day that a sparkline shows."""


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

    `others` wait for what the office offers no more. `today`: what it was reckoned from.
    """

    lanes: tuple[LaneLook, ...]
    others: int
    day: Course
    now: int
    today: Today = field(compare=False, repr=False)

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
    today = read(conn, desk)
    office, now = today.office, today.now
    found = list[LaneLook]()
    for lane in board.lanes(conn, desk, today.numbers):
        counters, stays = office.calling(lane.errand.id, ""), today.stays.get(lane.errand.id, ())
        found.append(
            LaneLook(
                lane.errand,
                lane.waiting,
                lane.since,
                lane.wait,
                _word(office, stays, now),
                pressing(stays, now),
                today.silence(stays, counters),
                counters,
                course(stays, today.begins, now, PART),
            )
        )
    every = today.all_stays
    waiting = sum(stay.end is None for stay in every) - sum(lane.waiting for lane in found)
    return LanesLook(tuple(found), waiting, course(every, today.begins, now, PART), now, today)


def _word(office: Office, stays: Iterable[Stay], now: int) -> Word:
    waits = [stay.thresholds.of(now - stay.came) for stay in stays if stay.end is None]
    return word(waits, office.settings.crowd)
