"""How long somebody waits who takes a number now: a range, from today's own times and who calls at present.

Those who are served now, and all who wait before, are dealt out in their order to the counters that call
them, each for as long as such errands took today. An office that has served few yet goes by what is usual:
`USUAL` counts as some visits of its own. Of nobody who calls no wait is told. What somebody was told with
their number is kept, and who waited longer is found by it (`loket.desk.promises`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import fmean

from loket.lengths import MINUTE

USUAL = 10 * MINUTE
"""How long a visit takes as long as nothing is known of such errands."""
_WORTH = 3
"""As how many visits of today what is usual counts."""
_SPREAD = 0.8
"""How far visits spread about their mean, as a part of it, as long as nothing is known."""
_LEFT = 0.5
"""Of a visit that takes longer than usual already, this part of a usual one is still to come."""
_EIGHT_OF_TEN = 1.28
"""So many standard deviations to either side hold eight of ten."""
_CHANCE = 0.1
"""What else may happen (a counter closes, one more opens), as a part of the wait."""

_PARTS = 20
"""Into so many parts those far ahead are dealt, however many they are."""


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who calls at a counter: for which errands (none: all), and since when they serve whom."""

    errands: Collection[str] = ()
    serving: str | None = None
    since: int = 0

    def serves(self, errand: str) -> bool:
        """Whether they call who came for that."""
        return not self.errands or errand in self.errands


@dataclass(frozen=True, slots=True)
class Wait:
    """From how long to how long somebody probably waits (ms), and the likeliest in between."""

    low: int
    likely: int
    high: int


_STEP = 5


def told(wait: Wait) -> tuple[int, int]:
    """From how many minutes to how many, as people are told: in steps of five, for it is no more exact."""
    step = _STEP * MINUTE
    return wait.low // step * _STEP, max(_STEP, -(-wait.high // step) * _STEP)


@dataclass(frozen=True, slots=True)
class _Pace:
    """How long visits for an errand take: their mean, their variance, and the variance of that mean."""

    mean: float
    variance: float
    doubt: float


@dataclass(slots=True)
class _Free:
    """When a counter is free, counted from now: the mean, its variance, and how much of it is doubt."""

    server: Server
    mean: float
    variance: float
    doubt: float


def expected(
    errand: str,
    ahead: Sequence[str],
    servers: Sequence[Server],
    times: Mapping[str, Sequence[int]],
    now: int,
) -> Wait | None:
    """The wait of whoever comes now for an errand; None where no counter calls for it.

    `ahead`: what those came for who are called before, in their order. `times`: how long today's visits took
    (ms from the call to the end), by their errands.
    """
    return each_expected([errand], ahead, servers, times, now)[errand]


def each_expected(
    errands: Collection[str],
    ahead: Sequence[str],
    servers: Sequence[Server],
    times: Mapping[str, Sequence[int]],
    now: int,
    far: Mapping[str, int] | None = None,
) -> dict[str, Wait | None]:
    """The same for each of these errands, whoever comes for which: all who wait are dealt out once.

    `far`: how many are called before those `ahead` for what, where these are so many that nobody asked for
    their order; they are taken to be mixed evenly.
    """
    far = far or {}
    came_for = {*ahead, *far, *(server.serving for server in servers if server.serving is not None)}
    paces = {each: _pace(tuple(times.get(each, ()))) for each in came_for}
    free = [_until_free(server, paces, now) for server in servers]
    called = {each for each in came_for if any(server.serves(each) for server in servers)}
    waiting = [each for each in (*_mixed(far), *((errand, 1) for errand in ahead)) if each[0] in called]
    found: dict[str, Wait | None] = dict.fromkeys(errands)
    while free:
        first = min(free, key=lambda one: one.mean)
        at = next((at for at, (each, _) in enumerate(waiting) if first.server.serves(each)), None)
        if at is not None:
            each, many = waiting.pop(at)
            _serves(first, paces[each], many)
            continue
        for errand in errands:
            if found[errand] is None and first.server.serves(errand):
                found[errand] = _range(first)
        free.remove(first)
    return found


def _range(free: _Free) -> Wait:
    spread = _EIGHT_OF_TEN * sqrt(free.variance + free.doubt**2 + (_CHANCE * free.mean) ** 2)
    return Wait(round(max(0.0, free.mean - spread)), round(free.mean), round(free.mean + spread))


def _mixed(far: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """So many of an errand at a time, by turns."""
    for part in range(_PARTS):
        for errand, many in far.items():
            if here := many * (part + 1) // _PARTS - many * part // _PARTS:
                yield errand, here


def _serves(free: _Free, pace: _Pace, many: int) -> None:
    """The counter has so many visits more before it is free."""
    free.mean += many * pace.mean
    free.variance += many * pace.variance
    free.doubt += many * sqrt(pace.doubt)  # it is the same mistake each time


def _until_free(server: Server, paces: Mapping[str, _Pace], now: int) -> _Free:
    if server.serving is None:
        return _Free(server, 0.0, 0.0, 0.0)
    pace = paces[server.serving]
    left = max(pace.mean - max(0, now - server.since), _LEFT * pace.mean)
    return _Free(server, left, pace.variance * left / pace.mean, 0.0)


@lru_cache(maxsize=128)
def _pace(times: tuple[int, ...]) -> _Pace:
    """What today's visits say, and what is usual for as long as they are few.

    It is kept: each errand's wait, and each screen that asks, goes by the same visits.
    """
    count = len(times) + _WORTH
    mean = (sum(times) + _WORTH * USUAL) / count
    about = fmean((time - mean) ** 2 for time in times) if times else 0.0
    variance = (len(times) * about + _WORTH * (_SPREAD * mean) ** 2) / count
    return _Pace(mean, variance, variance / count)
