"""In which order those who wait are called: the office's policy, as a pure function of who waits.

By arrival; who booked a time and comes for it stands as if they had come a little before it (`place`), who
comes too late by when they came. Unless the office lets some go first (`Priority`): then so many of these
pass whoever came before them for each of the others, and whoever has waited longer than the office lets
anybody wait is passed no more. Who has priority and came first is called first all the same: with it nobody
waits longer than without. So nobody is passed for ever: between two others at most `ratio` pass, and who
booked passes those alone who came at most `ahead` before the time that they booked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Whom = TypeVar("Whom")


@dataclass(frozen=True, slots=True)
class Policy:
    """`ratio` with priority pass for each without; 0: all by arrival. `most_wait`: ms, see above.

    Who booked stands as if they had come `ahead` (ms) of their time, if they come at most `late` after it.
    """

    ratio: int
    most_wait: int
    ahead: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Whom]):
    """Somebody who waits, since `arrived` (ms UTC); `who`: by whatever its caller knows them.

    `slot`: the time that they booked, if they did.
    """

    who: Whom
    arrived: int
    priority: bool = False
    slot: int | None = None


def place(arrived: int, slot: int | None, policy: Policy) -> int:
    """As if at which instant somebody had come; who booked never stands behind their arrival."""
    if slot is None or arrived > slot + policy.late:
        return arrived
    return min(arrived, slot - policy.ahead)


def in_order(
    waiting: Sequence[Waiting[Whom]], policy: Policy, now: int, *, in_a_row: int = 0
) -> list[Waiting[Whom]]:
    """All who wait, as they are called if nobody else comes.

    `in_a_row`: how many with priority passed somebody just now. Who arrived together stay as they are.
    """
    by_place = sorted(waiting, key=lambda one: place(one.arrived, one.slot, policy))
    if not policy.ratio:
        return by_place
    first = deque((rank, one) for rank, one in enumerate(by_place) if one.priority)
    others = deque((rank, one) for rank, one in enumerate(by_place) if not one.priority)
    too_long = deque(rank for rank, one in others if now - one.arrived >= policy.most_wait)
    found = list[Waiting[Whom]]()
    while first and others:
        rank, other = first[0][0], others[0][0]
        passes, never = other < rank, bool(too_long) and too_long[0] < rank
        if not passes or (in_a_row < policy.ratio and not never):
            found.append(first.popleft()[1])
            in_a_row += passes
        else:
            found.append(others.popleft()[1])
            in_a_row = 0
            if too_long and too_long[0] == other:
                too_long.popleft()
    return [*found, *(one for _, one in (*first, *others))]
