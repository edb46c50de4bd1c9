"""One date of the office's calendar after every rule has been applied: when it works, or why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Hours = tuple[tuple[int, int], ...]
"""Working intervals of a day in minutes after local midnight, in order; empty means closed."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date with its hours; `reason` says why it is closed, or why its hours are not the usual ones.

    `kind` is `mingguan` (the weekly pattern decides), a holiday's kind, or `khusus` (an exception of the
    office). `estimated` marks a date whose only holiday is not decreed yet.
    """

    date: date
    hours: Hours
    kind: str
    reason: str = ""
    decree: str = ""
    estimated: bool = False
