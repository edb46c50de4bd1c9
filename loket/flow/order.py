"""In which order those who wait are called: the office's policy, as a pure function of who waits.

By arrival; who booked a time and comes for it stands as if they had come a little before it (`place`), who
comes too late by when they came. Unless the office lets some go first (`Priority`): then so many of these
are called for each of the others, and who has waited longer than the office lets anybody wait is called by
arrival again, whoever else waits. So nobody is passed for ever: between two others at most `ratio` go first,
and who booked passes those alone who came at most `ahead` before the time that they booked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Whom = TypeVar("Whom")


@dataclass(frozen=True, slots=True)
class Policy:
    """`ratio` with priority are called for each without; 0: all by arrival. `most_wait`: ms, see above.

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
    waiting: Sequence[Waiting[Whom]], policy: Policy, now: int, *, before: int = 0
) -> list[Waiting[Whom]]:
    """All who wait, as they are called if nobody else comes.

    `before`: how many with priority were called in a row just now. Who arrived together stay as they are.
    """

    def stands(one: Waiting[Whom]) -> int:
        return place(one.arrived, one.slot, policy)

    by_place = sorted(waiting, key=stands)
    if not policy.ratio:
        return by_place
    first = [one for one in by_place if one.priority]
    others = [one for one in by_place if not one.priority]
    found: list[Waiting[Whom]] = []
    in_a_row = before
    while first and others:
        too_long = now - stands(others[0]) >= policy.most_wait
        came_first = stands(first[0]) < stands(others[0])
        prior = in_a_row < policy.ratio and (came_first or not too_long)
        found.append((first if prior else others).pop(0))
        in_a_row = in_a_row + 1 if prior else 0
    return [*found, *first, *others]
