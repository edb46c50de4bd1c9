"""In which order those who wait are called: the office's policy, as a pure function of who waits.

By arrival, unless the office lets some go first (`Priority`): then so many of these are called for each of
the others, and who has waited longer than the office lets anybody wait is called by arrival again, whoever
else waits. So nobody is passed for ever: between two others at most `ratio` go first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Whom = TypeVar("Whom")


@dataclass(frozen=True, slots=True)
class Policy:
    """`ratio` with priority are called for each without; 0: all by arrival. `most_wait`: ms, see above."""

    ratio: int
    most_wait: int


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Whom]):
    """Somebody who waits, since `arrived` (ms UTC); `who`: by whatever its caller knows them."""

    who: Whom
    arrived: int
    priority: bool = False


def in_order(
    waiting: Sequence[Waiting[Whom]], policy: Policy, now: int, *, before: int = 0
) -> list[Waiting[Whom]]:
    """All who wait, as they are called if nobody else comes.

    `before`: how many with priority were called in a row just now. Who arrived together stay as they are.
    """
    arrivals = sorted(waiting, key=lambda one: one.arrived)
    if not policy.ratio:
        return arrivals
    first = [one for one in arrivals if one.priority]
    others = [one for one in arrivals if not one.priority]
    found: list[Waiting[Whom]] = []
    in_a_row = before
    while first and others:
        too_long = now - others[0].arrived >= policy.most_wait
        by_arrival = first[0].arrived < others[0].arrived
        prior = in_a_row < policy.ratio and (by_arrival or not too_long)
        found.append((first if prior else others).pop(0))
        in_a_row = in_a_row + 1 if prior else 0
    return [*found, *first, *others]
