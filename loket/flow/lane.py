"""A lane, those who wait for one errand: how it is in one word, its day, since when it presses and is silent.

All of it is a fold over the stretches in which numbers waited that day: whoever computes it, and whenever,
finds the same. A stretch goes from its start up to its end, the end itself left out.

A lane begins to press once somebody has waited as long as asks for action, and does so until nobody waits any
more who has waited as long as asks for attention: between the two it does not come and go. While it presses
each further step is told once (`after`): when the wait is half as long again as asks for action, twice,
three, four, six, eight times as long, and so on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count, takewhile


class Word(StrEnum):
    """A lane in one word: nobody waits; nobody long; somebody needs attention; somebody needs action, or too
    many wait.
    """

    QUIET = "sepi"
    USUAL = "wajar"
    BUSY = "padat"
    FULL = "melimpah"


class Pressure(StrEnum):
    """What something needs of a supervisor, the least first."""

    ATTENTION = "perhatian"
    ACTION = "tindakan"

    @property
    def rank(self) -> int:
        """The how many-th it is, from 0 on."""
        return [*Pressure].index(self)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """After how long a wait (ms) somebody needs attention, and action."""

    attention: int
    action: int

    def of(self, wait: int) -> Pressure | None:
        """What a wait of that length needs."""
        if wait < self.attention:
            return None
        return Pressure.ATTENTION if wait < self.action else Pressure.ACTION


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch in which a number waited, from `start` to `end` (None: it waits yet); `came`: when it came.

    It may have begun to wait again later than it came: it was passed over, held, or sent on.
    """

    came: int
    start: int
    end: int | None
    thresholds: Thresholds

    def until(self, now: int) -> int:
        """Its end, as far as it is known now."""
        return now if self.end is None else min(self.end, now)


@dataclass(frozen=True, slots=True)
class Pressing:
    """That somebody waits too long: when each step was reached, the first when it began to press."""

    steps: tuple[int, ...]

    @property
    def since(self) -> int:
        """Since when it presses."""
        return self.steps[0]


@dataclass(frozen=True, slots=True)
class Calls:
    """A counter's part in it: whether it has a number `in_hand`, and when it last had one; 0: not today."""

    in_hand: bool
    last: int


@dataclass(frozen=True, slots=True)
class Course:
    """A day so far in parts of `width` from `begins` on, the last one perhaps not over: of each the most that
    waited at once, and the longest that one of them had waited by then (ms).
    """

    begins: int
    width: int
    waiting: tuple[int, ...]
    longest: tuple[int, ...]


def word(waits: Collection[Pressure | None], crowd: int) -> Word:
    """How a lane is in which these wait; from `crowd` on they are too many (0: however many)."""
    if not waits:
        return Word.QUIET
    if Pressure.ACTION in waits or 0 < crowd <= len(waits):
        return Word.FULL
    return Word.BUSY if Pressure.ATTENTION in waits else Word.USUAL


def after(length: int) -> Iterator[int]:
    """The lengths at which something that presses from `length` on is told, the first that itself."""
    for step in count():
        yield length * (3 if step % 2 else 2) * 2 ** (step // 2) // 2


def steps_since(since: int, length: int, now: int) -> tuple[int, ...]:
    """When each step was reached of what goes on since an instant and presses from a length on."""
    return tuple(takewhile(lambda at: at <= now, (since + step for step in after(length))))


def pressing(stays: Iterable[Stay], now: int) -> Pressing | None:
    """Since when the lane presses now; None where it does not."""
    last = next(reversed(_lasting(stays, now)), None)
    if last is None or all(stay.end is not None and stay.end <= now for stay in last):
        return None
    return _pressed(last, now)


def pressed(stays: Iterable[Stay], now: int) -> tuple[Pressing, ...]:
    """Each time that it began to press so far, the earliest first."""
    return tuple(found for part in _lasting(stays, now) if (found := _pressed(part, now)) is not None)


def waiting_since(stays: Iterable[Stay], now: int) -> int | None:
    """Since when somebody waits without a break; None while nobody does."""
    last = next(reversed(_joined(((stay.start, stay) for stay in stays), now)), ())
    return min((s.start for s in last), default=None) if _lasts(last, now) else None


def silent_since(
    stays: Iterable[Stay], counters: Iterable[Calls], opened: int | None, now: int
) -> int | None:
    """Since when people wait while nobody calls them or is at work; None while that is not so.

    `opened`: when the door was opened last; None while it is closed, or not open yet.
    """
    since, known = waiting_since(stays, now), list(counters)
    if since is None or opened is None or any(each.in_hand for each in known):
        return None
    return max(since, opened, *(each.last for each in known))


def course(stays: Iterable[Stay], begins: int, now: int, width: int) -> Course:
    """The day so far."""
    spans = [(max(stay.start, begins), stay.until(now), stay.came) for stay in stays]
    known = sorted(span for span in spans if span[0] < span[1])
    ends = [min(begins + width * part, now) for part in range(1, 1 + max(0, -(-(now - begins) // width)))]
    return Course(
        begins, width, tuple(_most(known, begins, ends)), tuple(_longest(known, begins, width, ends))
    )


_Span = tuple[int, int, int]
"""From when to when somebody waited, and when they came."""


def _most(spans: Iterable[_Span], begins: int, ends: Iterable[int]) -> Iterator[int]:
    """How many waited at once at most, in each part of the day that ends so."""
    moves = [(start, 1) for start, _, _ in spans] + [(end, -1) for _, end, _ in spans]
    left = deque(sorted(moves))  # who ends at an instant goes before who begins then
    here, part = 0, begins
    for end in ends:
        while left and left[0][0] <= part:
            here += left.popleft()[1]
        most = here
        while left and left[0][0] < end:
            here += left.popleft()[1]
            most = max(most, here)
        yield most
        part = end


def _longest(spans: Sequence[_Span], begins: int, width: int, ends: Sequence[int]) -> Iterator[int]:
    """How long one of them had waited at most, in each part of the day that ends so.

    That is one who waits at its end, the first who came, or one whose wait ended within it.
    """
    ended = [0] * len(ends)
    for _, end, came in spans:
        part = (end - begins - 1) // width
        ended[part] = max(ended[part], end - came)
    left, waiting = deque(spans), list[tuple[int, int]]()
    for end, longest in zip(ends, ended, strict=True):
        while left and left[0][0] < end:
            _, until, came = left.popleft()
            heappush(waiting, (came, until))
        while waiting and waiting[0][1] < end:
            heappop(waiting)
        yield max(longest, end - waiting[0][0] if waiting else 0)


def _lasting(stays: Iterable[Stay], now: int) -> list[tuple[Stay, ...]]:
    """The stays of each time in which somebody needed attention without a break, the earliest first."""
    asks = ((max(stay.start, stay.came + stay.thresholds.attention), stay) for stay in stays)
    return _joined(asks, now)


def _joined(begun: Iterable[tuple[int, Stay]], now: int) -> list[tuple[Stay, ...]]:
    """The stays that counted from an instant on, those together that follow each other without a break."""
    found, end = list[list[Stay]](), 0
    lasting = ((at, stay) for at, stay in begun if at <= now and (stay.end is None or at < stay.end))
    for at, stay in sorted(lasting, key=lambda each: each[0]):
        if not found or at > end:
            found.append([])
        found[-1].append(stay)
        ends = now if stay.end is None else stay.end
        end = ends if len(found[-1]) == 1 else max(end, ends)
    return [tuple(part) for part in found]


def _lasts(part: Iterable[Stay], now: int) -> bool:
    return any(stay.end is None or stay.end > now for stay in part)


def _pressed(part: Iterable[Stay], now: int) -> Pressing | None:
    """When each step was reached by the one who had waited as long first."""
    steps, left = list[int](), [(stay, after(stay.thresholds.action)) for stay in part]
    while left:
        reached = [(max(stay.start, stay.came + next(lengths)), stay, lengths) for stay, lengths in left]
        reached = [
            each for each in reached if each[0] <= now and (each[1].end is None or each[0] < each[1].end)
        ]
        if reached:
            steps.append(min(at for at, _, _ in reached))
        left = [(stay, lengths) for _, stay, lengths in reached]
    return Pressing(tuple(steps)) if steps else None
