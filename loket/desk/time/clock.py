"""Whether the computer's clock is to be believed: a rule over what was done last and two clocks. Pure.

Everything that is written carries the time, so a clock that is wrong is asked about before it is believed.
Instants and lengths are in ms, instants UTC.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from loket.lengths import DAY

LONG_AGO = 10 * DAY
"""After so long without an act one asks; a long holiday is shorter, or can be answered for by anybody."""


class Doubt(StrEnum):
    """Why the clock is asked about."""

    BACK = "mundur"
    JUMPED = "melompat"
    LONG = "lama"
    BEYOND = "kalender"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the clock is judged by.

    `last`: when the last act was recorded, by the clock of then; 0 where nothing was done yet. `apart`: how
    far the clock was ahead of the one that only runs on when it was believed last; None where that is not
    known. `end`: when the calendar's last date ends. `tolerance`: what a clock may differ by.
    """

    last: int
    apart: int | None
    end: int
    tolerance: int


def doubts(basis: Basis, now: int, elapsed: int | None) -> tuple[Doubt, ...]:
    """What speaks against `now`, the weightiest first; `elapsed` is what the clock that only runs on shows.

    An act done by a clock that was answered for ends its doubts, for it is the last one then.
    """
    found = []
    if now < basis.last - basis.tolerance:
        found.append(Doubt.BACK)
    if elapsed is not None and basis.apart is not None and abs(now - elapsed - basis.apart) > basis.tolerance:
        found.append(Doubt.JUMPED)
    if now >= basis.end > basis.last:
        found.append(Doubt.BEYOND)
    if basis.last and now - basis.last > LONG_AGO:
        found.append(Doubt.LONG)
    return tuple(found)


def anybody_may_tell(found: Collection[Doubt]) -> bool:
    """Whether whoever signs in may answer for the clock: only time went by. Else a supervisor does."""
    return set(found) <= {Doubt.LONG}
