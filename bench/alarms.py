"""How many alarms of the queue a supervisor hears of: on the made-up days of `bench.waits`, minute by minute.

The office is one that ships, with its thresholds, and with counters that serve what those of the day do. What
is counted are presses: that an alarm begins, or comes to its next step. Nobody sees to any of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import fmean

from bench.result import Result
from bench.waits import DAYS, MINUTE, Day, day
from loket.desk.lookout.alarms import of_lanes
from loket.desk.lookout.waiting import Today
from loket.flow.alarm import Key
from loket.flow.lane import Calls, Stay
from loket.office.model import Counter, Errand, Office
from loket.office.profile import load_office

TEN = 10
_MEAN, _MOST = 1, 10
"""At most so many a supervisor hears of in ten minutes: in the mean of a day, and ever."""
_WHOLE_DAY = 300


@dataclass(frozen=True, slots=True)
class Heard:
    """The minutes of a day at which alarms pressed, of `minutes` in all."""

    at: tuple[int, ...]
    minutes: int

    @property
    def mean(self) -> float:
        """How many in ten minutes."""
        return len(self.at) * TEN / self.minutes

    @property
    def most(self) -> int:
        """How many in any ten minutes."""
        return max((sum(at <= other < at + TEN for other in self.at) for at in self.at), default=0)


def heard(found: Day) -> Heard:
    """What a supervisor heard on that day, until the last who came was called."""
    office, until = _office(found), max(told.called or told.came for told in found.told) // MINUTE + 1
    return _walked(until, lambda now: _at(found, office, now))


def standstill(lanes: int) -> Heard:
    """What a supervisor heard where nobody calls all day, and each lane has a counter of its own."""
    office, chance = load_office("karimun"), random.Random(lanes)
    names = [f"keperluan-{number}" for number in range(lanes)]
    counters = tuple(Counter(name, name, tuple(office.roles)[:1], errands=(name,)) for name in names)
    stopped = replace(office, errands={n: Errand(n, n, "A") for n in names}, counters=counters)
    came = {name: sorted(chance.randrange(180) * MINUTE for _ in range(20)) for name in names}

    def at(now: int) -> Today:
        thresholds = stopped.thresholds("")
        stays = {
            (name, "", ""): [Stay(at, at, None, thresholds) for at in came[name] if at <= now]
            for name in names
        }
        return Today(stopped, now, 0, 0, stays, {}, ())

    return _walked(_WHOLE_DAY, at)


def _walked(minutes: int, today: Callable[[int], Today]) -> Heard:
    """What presses at each minute that did not before."""
    told, at = set[tuple[Key, int]](), list[int]()
    for minute in range(minutes):
        for alarm in of_lanes(today(minute * MINUTE)):
            press = (alarm.key, alarm.steps[-1])
            if press not in told:
                told.add(press)
                at.append(minute)
    return Heard(tuple(at), minutes)


def _office(found: Day) -> Office:
    office = load_office("karimun")
    counters = tuple(
        Counter(str(number), f"Loket {number}", tuple(office.roles)[:1], errands=desk.errands)
        for number, desk in enumerate(found.desks, 1)
    )
    return replace(office, counters=counters)


def _at(found: Day, office: Office, now: int) -> Today:
    """The queue's day as it was known then."""
    stays, worked = dict[tuple[str, str, str], list[Stay]](), dict[str, Calls]()
    for told in found.told:
        if told.came <= now:
            end = told.called if told.called is not None and told.called <= now else None
            stay = Stay(told.came, told.came, end, office.thresholds(told.errand))
            stays.setdefault((told.errand, "", ""), []).append(stay)
    for number, desk in enumerate(found.desks, 1):
        ends = [end for start, end in desk.served if start <= now]
        if ends:
            worked[str(number)] = Calls(now < ends[-1], min(ends[-1], now))
    return Today(office, now, 0, 0, stays, worked, [counter.id for counter in office.counters])


def alarms() -> list[Result]:
    """How many alarms press in ten minutes: on the worst day in its mean, and the most ever."""
    days = [heard(day(seed)) for seed in range(DAYS)]
    whole = fmean(each.mean for each in days)
    quiet = sum(not each.at for each in days)
    return [
        Result(
            f"alarms of the queue on {DAYS} days, in ten minutes",
            f"{whole:.2f} in the mean",
            f"{sum(len(each.at) for each in days)} in all, none on {quiet} days",
            max(each.mean for each in days),
            _MEAN,
            "on the worst day",
        ),
        Result("the most in any ten minutes", "", "", max(each.most for each in days), _MOST, "alarms"),
        Result(
            "the same where nobody calls all day",
            "3, 6 and 12 lanes",
            "",
            max(standstill(lanes).most for lanes in (3, 6, 12)),
            _MOST,
            "alarms",
        ),
    ]
