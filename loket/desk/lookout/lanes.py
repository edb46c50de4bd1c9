"""The lanes of the hall as a supervisor sees them: in one word, since when, who does not call, their day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loket.desk.authority import Who, actor, need
from loket.desk.lookout.waiting import Lines, Silence, Today, read
from loket.desk.office import Desk
from loket.desk.queue import board
from loket.flow.acts import Right
from loket.flow.estimate import Wait
from loket.flow.lane import Course, Pressing, Stay, Word, course, word
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

    `others` wait for what the office offers no more, the first of them since `others_since` (ms UTC).
    `today`: what it was reckoned from.
    """

    lanes: tuple[LaneLook, ...]
    others: int
    others_since: int | None
    day: Course
    now: int
    today: Today = field(compare=False, repr=False)

    @property
    def waiting(self) -> int:
        """How many wait in the hall."""
        return sum(lane.waiting for lane in self.lanes) + self.others

    @property
    def longest(self) -> int:
        """How long the first of all who wait has waited (ms); 0 where nobody does."""
        first = (*(lane.since for lane in self.lanes), self.others_since)
        return max((self.now - since for since in first if since is not None), default=0)


def look(desk: Desk, who: Who) -> LanesLook:
    """The lanes now. Raises Refused for whom is no supervisor."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        return seen(conn, desk)


def seen(conn: Connection, desk: Desk) -> LanesLook:
    """As `look`, in the caller's transaction."""
    today = read(conn, desk)
    office, now, lines = today.office, today.now, today.lines()
    found = list[LaneLook]()
    for lane in board.lanes(conn, desk):
        counters, stays = office.calling(lane.errand.id, ""), today.of_errand(lane.errand.id)
        found.append(
            LaneLook(
                lane.errand,
                lane.waiting,
                lane.since,
                lane.wait,
                _word(office, stays, now),
                today.pressing(stays),
                _silence(today, lines, lane.errand.id),
                counters,
                course(stays, today.begins, now, PART),
            )
        )
    every, day = today.all_stays, course(today.all_stays, today.begins, now, PART)
    others = sum(stay.end is None for stay in every) - sum(lane.waiting for lane in found)
    return LanesLook(tuple(found), others, _others_since(today), day, now, today)


def _silence(today: Today, lines: Lines, errand: str) -> Silence | None:
    """Of those of its people, by the counters that call them, whom nobody has called for longest."""
    silences = (today.silence(line.get(errand, ()), counters) for counters, line in lines.items())
    return min((each for each in silences if each is not None), key=lambda each: each.since, default=None)


def _others_since(today: Today) -> int | None:
    gone = (
        stay
        for (errand, *_), stays in today.stays.items()
        if errand not in today.office.errands
        for stay in stays
    )
    return min((stay.came for stay in gone if stay.end is None), default=None)


def _word(office: Office, stays: Iterable[Stay], now: int) -> Word:
    waits = [stay.thresholds.of(now - stay.came) for stay in stays if stay.end is None]
    return word(waits, office.settings.crowd)
