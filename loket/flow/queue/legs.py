"""The lines in which somebody stood with a number, how long in each, and which of these times to believe.

What somebody waits for counts in its line from when they came for it, or were handed on to it, until it is
done or they are handed on: that is a `Leg` of their number. They waited until the call that they came to; the
service is as long as they stood at a counter, without what they were sent away for in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import Stretch, TicketStanding
from loket.lengths import SECOND

BRIEF = 5 * SECOND
"""Who was served for less was served before, and the keys were pressed afterwards."""
Span = tuple[int, int]
"""From one instant (ms UTC) until another."""


class Doubtful(StrEnum):
    """Why a time is left out."""

    PAPER = "nomor kertas: jam diberikannya diketik kemudian"
    CLOCK = "jam komputer diragukan selagi nomornya berjalan"
    LEFT_OPEN = "selesainya tidak ditekan: ditutup bersama harinya"
    BRIEF = "dilayani kurang dari 5 detik: tampaknya ditekan kemudian"
    MARKED = "ditandai penyelia"


class Fate(StrEnum):
    """What became of somebody in a line."""

    SERVED = "dilayani"
    ABSENT = "tidak hadir"
    LEFT = "pergi"
    MOVED = "dipindahkan sebelum dilayani"
    CANCELLED = "dibatalkan"
    OPEN = "masih terbuka"


@dataclass(frozen=True, slots=True)
class Life:
    """All of a number's history that figures ask for.

    `errands`: from which of its events on (by sequence) it was for what, the first first. `acts`: at each
    counter the first and the last instant at which somebody there did anything with it. `on_paper`: it was
    handed out before it was taken in. `lapsed`: it was ended with its day. `believed`: the clock was not
    asked about meanwhile. `marked`: a supervisor says that its times are not to be counted.
    """

    id: int
    outcome: Outcome | None
    stretches: tuple[Stretch, ...]
    errands: tuple[tuple[int, str], ...]
    acts: Mapping[str, Span] = field(default_factory=dict)
    on_paper: bool = False
    lapsed: bool = False
    believed: bool = True
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """Somebody in one line, `since` when (ms UTC).

    `called`: the call that they came to; None for one that never was, or who was served at once. `served`:
    where, by whom and how long (ms; None: they still are), a stretch each.
    """

    errand: str
    since: int
    fate: Fate
    called: int | None
    served: tuple[tuple[str, int | None, int | None], ...]
    doubts: frozenset[Doubtful]

    @property
    def wait(self) -> int | None:
        """How long they waited (ms), where they were called."""
        return None if self.called is None else self.called - self.since

    def service(self, station: str | None = None, person: int | None = None) -> int | None:
        """How long they were served, there or by that person; None for one who was not or still is."""
        took = [length for at, by, length in self.served if station in (None, at) and person in (None, by)]
        known = [length for length in took if length is not None]
        return sum(known) if known and len(known) == len(took) else None


NOT_WAITED = frozenset((Doubtful.PAPER, Doubtful.CLOCK, Doubtful.BRIEF, Doubtful.MARKED))
"""What makes a wait doubtful."""
NOT_SERVED = frozenset((Doubtful.LEFT_OPEN, Doubtful.CLOCK, Doubtful.BRIEF, Doubtful.MARKED))
"""What makes the length of a service doubtful."""


def legs(life: Life) -> tuple[Leg, ...]:
    """The lines in which somebody stood, one after the other."""
    turns = _turns(life.errands)
    found = list[Leg]()
    for at, (first, errand) in enumerate(turns):
        end = turns[at + 1][0] if at + 1 < len(turns) else None
        mine = [each for each in life.stretches if each.seq >= first and (end is None or each.seq < end)]
        served = tuple((s.station or "", s.person, _length(s)) for s in mine if _is(s, TicketStanding.SERVED))
        fate = _fate(life, mine, served=bool(served), goes_on=end is not None)
        doubts = frozenset(_doubts(life, [length for *_, length in served], last=end is None))
        found.append(Leg(errand, _since(life, first), fate, _called(mine), served, doubts))
    return tuple(found)


def _turns(errands: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """When its errand became another: who goes on to another counter with the same stays in its line."""
    return [each for at, each in enumerate(errands) if at == 0 or each[1] != errands[at - 1][1]]


def _is(stretch: Stretch, *standings: TicketStanding) -> bool:
    return stretch.standing in standings


def _length(stretch: Stretch) -> int | None:
    return None if stretch.end is None else stretch.end - stretch.start


def _since(life: Life, first: int) -> int:
    """When somebody began to wait for what they wait for since that event: after they were served last."""
    since = life.stretches[0].start
    for before, each in pairwise(life.stretches):
        if each.seq > first:
            break
        if _is(before, *_AT_COUNTER) and not _is(each, *_AT_COUNTER):
            since = each.start
    return since


_AT_COUNTER = (TicketStanding.SERVED, TicketStanding.HELD)


def _called(mine: Sequence[Stretch]) -> int | None:
    """When the call began that led to a service first."""
    began: int | None = None
    for each in mine:
        if _is(each, TicketStanding.SERVED):
            return began
        if not _is(each, TicketStanding.CALLED):
            began = None
        elif began is None:
            began = each.start
    return None


def _fate(life: Life, mine: Sequence[Stretch], *, served: bool, goes_on: bool) -> Fate:
    if not goes_on and life.outcome is Outcome.VOIDED:
        return Fate.CANCELLED
    if served:
        return Fate.SERVED
    if goes_on:
        return Fate.MOVED
    if life.outcome is None:
        return Fate.OPEN
    return Fate.ABSENT if mine and _is(mine[-1], TicketStanding.PASSED) else Fate.LEFT


def _doubts(life: Life, took: Sequence[int | None], *, last: bool) -> Iterator[Doubtful]:
    known = [each for each in took if each is not None]
    found = {
        Doubtful.PAPER: life.on_paper,
        Doubtful.CLOCK: not life.believed,
        Doubtful.LEFT_OPEN: last and life.lapsed and _is(life.stretches[-1], TicketStanding.SERVED),
        Doubtful.BRIEF: bool(known) and len(known) == len(took) and sum(known) < BRIEF,
        Doubtful.MARKED: life.marked,
    }
    return (doubt for doubt, holds in found.items() if holds)
