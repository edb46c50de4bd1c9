"""What is wrong at this moment and presses on a supervisor: alarms as values, and when one presses again.

An alarm stands as long as its cause does. It presses at its steps: when it begins, and each time that it has
become much worse. Whoever sees to it takes the press from it until a time that they say, or until its next
step, or until it needs more of a supervisor than it did; it stands where it stood. All of that follows from
what was recorded, so that every station, and one that was just started, finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from loket.flow.lane import Pressure
from loket.lengths import MINUTE

APART = 10 * MINUTE
"""Two steps of one alarm are no nearer to each other."""
SINGLY = 3
"""So many alarms of one sort stand by themselves; more are one."""


class What(StrEnum):
    """What is wrong, in the words that the journal keeps."""

    WAIT = "menunggu lama"
    SILENT = "tidak memanggil"
    OVERDUE = "lewat batas"
    LEGAL = "batas hukum"
    DUE = "janji hari ini"
    BROKEN = "janji lewat"
    MOVED = "janji bergeser"
    REMEMBER = "ingat"


Key = tuple[What, str]
"""By what an alarm is known: what is wrong, and where (empty: in all of the office)."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong, and `of` what; it stands since its first step (ms UTC). `parts`: of these."""

    what: What
    of: str
    pressure: Pressure
    steps: tuple[int, ...]
    parts: tuple[Alarm, ...] = ()

    @property
    def key(self) -> Key:
        """By what it is known."""
        return self.what, self.of

    @property
    def since(self) -> int:
        """Since when it stands."""
        return self.steps[0]

    @property
    def step(self) -> int:
        """The how many-th step it is at, from 1 on."""
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class Handled:
    """That somebody (id) sees to an alarm at this step and pressure, since when and until when (ms UTC)."""

    by: int | None
    at: int
    until: int
    step: int
    pressure: Pressure

    def holds(self, alarm: Alarm, now: int) -> bool:
        """Whether it is said of this alarm, not of one before it, and its time is not over."""
        return alarm.since <= self.at and now < self.until


def presses(alarm: Alarm, handled: Handled | None, now: int) -> bool:
    """Whether nobody sees to it as it is now."""
    if handled is None or not handled.holds(alarm, now):
        return True
    return alarm.step > handled.step or alarm.pressure.rank > handled.pressure.rank


def apart(instants: Iterable[int]) -> tuple[int, ...]:
    """Of these, in order, those that are no nearer to each other than steps are."""
    found = list[int]()
    for at in sorted(instants):
        if not found or at >= found[-1] + APART:
            found.append(at)
    return tuple(found)


def by_number(instants: Iterable[int]) -> tuple[int, ...]:
    """The steps of what happened so often: the first time, and each time that it has doubled."""
    known = sorted(instants)
    return apart(known[2**step - 1] for step in range(len(known).bit_length()))


def gathered(alarms: Iterable[Alarm]) -> Iterator[Alarm]:
    """The same alarms; of one sort that has more than `SINGLY` all as one, since there were so many."""
    sorts = dict[What, list[Alarm]]()
    for alarm in alarms:
        sorts.setdefault(alarm.what, []).append(alarm)
    for of_sort in sorts.values():
        yield from of_sort if len(of_sort) <= SINGLY else [_as_one(of_sort)]


def _as_one(alarms: Sequence[Alarm]) -> Alarm:
    since = sorted(alarm.since for alarm in alarms)[SINGLY]
    later = (at for at in chain.from_iterable(alarm.steps for alarm in alarms) if at >= since)
    pressure = max((alarm.pressure for alarm in alarms), key=lambda each: each.rank)
    return Alarm(alarms[0].what, "", pressure, apart(later), tuple(alarms))
