"""Whether the wait that is told comes true: twenty made-up days of a hall, each number told its wait.

The days are simulated here from nothing that the estimate knows: arrivals in a morning's wave, visits as
long as chance has it, counters that open late, close for a while and go faster or slower than each other.
Compared is the mean error with that of the rule of thumb (those waiting × the mean visit), in the same run.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import fmean

from bench.result import Result
from loket.flow.estimate import Server, Wait, expected

MINUTE = 60_000
DAYS = 20
_WORSE, _LEFT_OUT = 2, 0.2
_HOURS = 5 * 60
"""A morning and what is left of it when the door closes, in minutes."""


@dataclass
class _Desk:
    """A counter of the simulated hall: what it serves, how fast, when it is away; when it served."""

    errands: tuple[str, ...]
    speed: float
    away: tuple[tuple[int, int], ...]
    serving: str | None = None
    since: int = 0
    served: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class _Told:
    """Somebody who came: what for and when, what they were told, and when they were called."""

    errand: str
    came: int
    wait: Wait | None
    thumb: float
    called: int | None = None


@dataclass
class Day:
    """What came of a day. Errors are means, in minutes; `held`: how often the range that was told did."""

    told: list[_Told] = field(default_factory=list)
    desks: list[_Desk] = field(default_factory=list)

    @property
    def known(self) -> list[tuple[_Told, Wait, float]]:
        """Those who were told a wait and were called, with how long they waited."""
        return [
            (t, t.wait, t.called - t.came) for t in self.told if t.wait is not None and t.called is not None
        ]

    @property
    def error(self) -> float:
        return sum(abs(wait.likely - took) for _, wait, took in self.known) / len(self.known) / MINUTE

    @property
    def thumbs_error(self) -> float:
        return sum(abs(told.thumb - took) for told, _, took in self.known) / len(self.known) / MINUTE

    @property
    def held(self) -> float:
        return sum(wait.low <= took <= wait.high for _, wait, took in self.known) / len(self.known)


def day(seed: int) -> Day:
    """A day of the hall."""
    chance = random.Random(seed)
    means = {"daftar": chance.uniform(9, 16), "ambil": chance.uniform(3, 6), "tanya": chance.uniform(4, 10)}
    desks = [
        _Desk(("daftar", "tanya"), chance.uniform(0.8, 1.25), _absences(chance))
        for _ in range(chance.randint(2, 3))
    ] + [_Desk(("ambil",), chance.uniform(0.8, 1.25), _absences(chance))]
    found, line, times = Day(desks=desks), list[_Told](), {errand: list[int]() for errand in means}
    events: list[tuple[int, int, str, int]] = [
        (at, number, "comes", 0) for number, at in enumerate(_arrivals(chance))
    ]
    events += [(minute * MINUTE, 10_000 + minute, "looks", 0) for minute in range(2 * _HOURS)]
    heapq.heapify(events)
    while events:
        at, number, what, desk_at = heapq.heappop(events)
        if what == "comes":
            errand = chance.choices([*means], weights=(5, 3, 2))[0]
            wait = expected(errand, [t.errand for t in line], _calling(desks, at), times, at)
            done = [time for of in times.values() for time in of]
            thumb = len(line) * (sum(done) / len(done) if done else 10 * MINUTE)
            told = _Told(errand, at, wait, thumb)
            found.told.append(told)
            line.append(told)
        elif what == "ends":
            desk = desks[desk_at]
            desk.served.append((desk.since, at))
            times[desk.serving or ""].append(at - desk.since)
            desk.serving = None
        for place, desk in enumerate(desks):
            first = next((t for t in line if t.errand in desk.errands), None)
            if desk.serving is None and first is not None and _there(desk, at):
                line.remove(first)
                first.called, desk.serving, desk.since = at, first.errand, at
                length = chance.lognormvariate(0, 0.6) * means[first.errand] * desk.speed * MINUTE / 1.2
                heapq.heappush(events, (at + round(length), 20_000 + number, "ends", place))
    return found


def _arrivals(chance: random.Random) -> Iterator[int]:
    """A wave when the door opens, then fewer, in ms from then."""
    at = 0.0
    while at < _HOURS:
        rate = 0.45 if at < 60 else 0.25
        at += chance.expovariate(rate)
        yield round(at * MINUTE)


def _absences(chance: random.Random) -> tuple[tuple[int, int], ...]:
    late = chance.randint(0, 10)
    pause = chance.randint(90, 200)
    return ((0, late), (pause, pause + chance.randint(5, 20)))


def _there(desk: _Desk, at: int) -> bool:
    return not any(begin * MINUTE <= at < end * MINUTE for begin, end in desk.away)


def _calling(desks: list[_Desk], at: int) -> list[Server]:
    return [
        Server(desk.errands, desk.serving, desk.since)
        for desk in desks
        if desk.serving is not None or _there(desk, at)
    ]


def waits() -> list[Result]:
    """On how many days the estimate is no nearer than the rule of thumb, and how often its range is left."""
    days = [day(seed) for seed in range(DAYS)]
    worse = sum(each.error >= each.thumbs_error for each in days)
    told = sum(len(each.known) for each in days)
    left = 1 - sum(each.held * len(each.known) for each in days) / told
    ours, thumbs = fmean(each.error for each in days), fmean(each.thumbs_error for each in days)
    return [
        Result(
            f"{told} waits told on {DAYS} days",
            f"{ours:.1f} min off",
            f"{thumbs:.1f} min by the rule of thumb",
            worse,
            _WORSE,
            "days no nearer",
        ),
        Result("waits outside the range that was told", f"{left:.0%}", "", left, _LEFT_OUT, "of them"),
    ]
