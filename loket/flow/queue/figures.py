"""How many came, what became of them, and how long that took: figures of any number of the queue's days.

A length that nobody should believe (`legs.Doubtful`) is counted as one that was left out, never in a mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loket.flow.queue.legs import NOT_SERVED, NOT_WAITED, Doubtful, Fate, Leg, Life, Span, legs
from loket.flow.queue.state import BUSY, TicketStanding
from loket.lengths import HOUR


@dataclass(frozen=True, slots=True)
class QueueDay:
    """A day of the queue: it began at `midnight`, served in `hours`; when each counter was closed meanwhile.

    All in ms UTC, the spans in order and apart from each other.
    """

    midnight: int
    hours: Sequence[Span]
    pauses: Mapping[str, Sequence[Span]]
    lives: Sequence[Life]


@dataclass(frozen=True, slots=True)
class Measured:
    """So many lengths (ms): their mean, the one in the middle, and the one that nine of ten do not pass.

    `left_out`: of how many more the length is not believed.
    """

    count: int = 0
    mean: int = 0
    middle: int = 0
    ninth: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """Those who came for something, or in one hour of the day: what became of them, and how long it took.

    `idle`: how long counters stood free in that hour.
    """

    key: str
    fates: Mapping[Fate, int]
    wait: Measured
    service: Measured
    idle: int = 0

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(self.fates.values())


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What a counter did: how many it called and served, and of how many nobody came when they were called.

    `attended`: from its first act of each day until its last, within the office's hours and but for pauses;
    `idle`: how much of that it had nobody (ms).
    """

    key: str
    called: int
    served: int
    absent: int
    wait: Measured
    service: Measured
    attended: int
    idle: int


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """The figures of so many days on which numbers were given: all legs together, by line, hour, counter.

    `numbers`: how many were given, `handed_on`: how often somebody went on to another line. `doubtful`: how
    many numbers have a time that is left out, and (each may have several) why.
    """

    days: int
    numbers: int
    handed_on: int
    every: Came
    lines: tuple[Came, ...]
    hours: tuple[Came, ...]
    counters: tuple[AtCounter, ...]
    doubtful: int
    reasons: Mapping[Doubtful, int]


def figures(days: Iterable[QueueDay], person: int | None = None) -> QueueFigures:
    """The figures of these days, of which one is held at a time; with a `person` of those whom they served.

    Of these counts how long that person served them, and how long those waited whom that person served first.
    """
    sums = _Sums(person)
    for day in days:
        sums.add(day)
    return sums.figures()


@dataclass(slots=True)
class _Lengths:
    """Lengths on their way into what is `Measured`."""

    known: list[int] = field(default_factory=list)
    left_out: int = 0

    def add(self, length: int | None, *, believed: bool) -> None:
        if length is not None and believed:
            self.known.append(length)
        self.left_out += length is not None and not believed

    def measured(self) -> Measured:
        known = sorted(self.known)
        if not known:
            return Measured(left_out=self.left_out)
        middle, ninth = (known[-(-len(known) * part // 100) - 1] for part in (50, 90))
        return Measured(len(known), sum(known) // len(known), middle, ninth, self.left_out)


@dataclass(slots=True)
class _Group:
    """What becomes a row of the figures."""

    fates: Counter[Fate] = field(default_factory=Counter)
    wait: _Lengths = field(default_factory=_Lengths)
    service: _Lengths = field(default_factory=_Lengths)
    called: int = 0
    absent: int = 0
    attended: int = 0
    idle: int = 0

    def came(self, key: str) -> Came:
        fates = {fate: self.fates[fate] for fate in Fate if self.fates[fate]}
        return Came(key, fates, self.wait.measured(), self.service.measured(), self.idle)

    def at_counter(self, key: str) -> AtCounter:
        counts = (self.called, self.fates[Fate.SERVED], self.absent)
        times = (self.wait.measured(), self.service.measured())
        return AtCounter(key, *counts, *times, self.attended, self.idle)


class _Sums:
    """What was counted so far."""

    def __init__(self, person: int | None) -> None:
        self._person = person
        self._every = _Group()
        self._lines, self._hours, self._counters = (defaultdict[str, _Group](_Group) for _ in range(3))
        self._days = self._numbers = self._handed_on = self._doubtful = 0
        self._reasons = Counter[Doubtful]()

    def add(self, day: QueueDay) -> None:
        """Count a day."""
        before = self._numbers
        for life in day.lives:
            self._count(life, day)
        if self._person is None:
            self._count_idle(day)
        self._days += self._numbers > before

    def figures(self) -> QueueFigures:
        """All of it."""
        return QueueFigures(
            self._days,
            self._numbers,
            self._handed_on,
            self._every.came(""),
            tuple(group.came(key) for key, group in sorted(self._lines.items())),
            tuple(group.came(key) for key, group in sorted(self._hours.items())),
            tuple(group.at_counter(key) for key, group in sorted(self._counters.items())),
            self._doubtful,
            {reason: self._reasons[reason] for reason in Doubtful if self._reasons[reason]},
        )

    def _count(self, life: Life, day: QueueDay) -> None:
        every = legs(life)
        found = [leg for leg in every if self._person is None or self._person in _people(leg)]
        if not found:
            return
        self._numbers += 1
        self._handed_on += len(every) - 1 if self._person is None else 0
        reasons = set[Doubtful]()
        for leg in found:
            groups = [self._every, self._lines[leg.errand], self._hours[_hour(leg.since, day)]]
            reasons |= self._count_leg(leg, groups)
        if self._person is None:
            self._count_calls(life)
        self._doubtful += bool(reasons)
        self._reasons.update(reasons)

    def _count_leg(self, leg: Leg, groups: Sequence[_Group]) -> frozenset[Doubtful]:
        """Count it in its groups and at its counters; why which of its lengths is not believed."""
        first = leg.served[0][:2] if leg.served else ("", None)
        wait = leg.wait if self._person in (None, first[1]) else None
        service = leg.service(person=self._person)
        waits, serves = (not leg.doubts & kind for kind in (NOT_WAITED, NOT_SERVED))
        for group in groups:
            group.fates[leg.fate] += 1
            group.wait.add(wait, believed=waits)
            group.service.add(service, believed=serves)
        if self._person is None:
            for station in {station for station, *_ in leg.served}:
                group = self._counters[station]
                group.wait.add(wait if station == first[0] else None, believed=waits)
                group.service.add(leg.service(station), believed=serves)
        of_wait = leg.doubts & NOT_WAITED if wait is not None else frozenset[Doubtful]()
        return of_wait | (leg.doubts & NOT_SERVED if service is not None else frozenset[Doubtful]())

    def _count_calls(self, life: Life) -> None:
        """Count a number at each counter that called or served it."""
        had = {(each.station or "", each.standing) for each in life.stretches if each.standing in BUSY}
        for station, standing in had:
            group = self._counters[station]
            group.called += standing is TicketStanding.CALLED
            group.fates[Fate.SERVED] += standing is TicketStanding.SERVED
        for before, each in pairwise(life.stretches):
            if (before.standing, each.standing) == (TicketStanding.CALLED, TicketStanding.PASSED):
                self._counters[before.station or ""].absent += 1

    def _count_idle(self, day: QueueDay) -> None:
        """Count how long each counter that had a number was attended, and had none."""
        for station, (first, last) in _attended(day.lives).items():
            there = without(within(day.hours, (first, last)), day.pauses.get(station, ()))
            free = without(there, _busy(day.lives, station, last))
            group = self._counters[station]
            group.attended += total(there)
            group.idle += total(free)
            for start, end in free:
                while start < end:
                    until = min(end, start - (start - day.midnight) % HOUR + HOUR)
                    self._hours[_hour(start, day)].idle += until - start
                    start = until


def _people(leg: Leg) -> set[int | None]:
    return {person for _, person, _ in leg.served}


def _hour(at: int, day: QueueDay) -> str:
    """The hour of the day, `08`; of what a wrong clock dated to another day the nearest."""
    return f"{min(max((at - day.midnight) // HOUR, 0), 23):02}"


def _attended(lives: Sequence[Life]) -> dict[str, Span]:
    """From which act until which each counter that had a number did anything."""
    found = dict[str, Span]()
    had = {each.station or "" for life in lives for each in life.stretches if each.standing in BUSY}
    for life in lives:
        for station, (first, last) in life.acts.items():
            if station in had:
                before = found.get(station, (first, last))
                found[station] = min(before[0], first), max(before[1], last)
    return found


def _busy(lives: Sequence[Life], station: str, until: int) -> list[Span]:
    """When a counter had a number; one that it has yet, until then."""
    return sorted(
        (each.start, until if each.end is None else each.end)
        for life in lives
        for each in life.stretches
        if each.standing in BUSY and (each.station or "") == station
    )


def within(spans: Sequence[Span], span: Span) -> list[Span]:
    """What of these lies within that one."""
    cut = ((max(start, span[0]), min(end, span[1])) for start, end in spans)
    return [(start, end) for start, end in cut if start < end]


def without(spans: Sequence[Span], away: Sequence[Span]) -> list[Span]:
    """What of spans in order is left once others, in the order of their beginnings, are taken away."""
    found = list[Span]()
    for start, end in spans:
        for off, on in away:
            if start < min(off, end):
                found.append((start, min(off, end)))
            start = max(start, on)
        if start < end:
            found.append((start, end))
    return found


def total(spans: Iterable[Span]) -> int:
    """How long they are together (ms)."""
    return sum(end - start for start, end in spans)
