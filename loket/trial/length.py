"""How long a file may take by the SOP's own times: minutes and each unit of days apart, never converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loket.flow.standing import Standing
from loket.flow.state import FileState
from loket.flow.times import Reading, allowed, step_time
from loket.sop.model import Duration, Party, Procedure, Unit


@dataclass(frozen=True, slots=True)
class Length:
    """Whole minutes, days by their unit, and the steps on the way for which the SOP states no time.

    `whole` is the time that it states for the whole, if it does.
    """

    minutes: int = 0
    days: tuple[tuple[Unit, int], ...] = ()
    untimed: tuple[int, ...] = ()
    whole: Duration | None = None


def length(procedure: Procedure, state: FileState, standard: Duration | None) -> Length:
    """The times of all steps at which the file was worked on, each as often as it came there.

    Where roles have different times, or parts of a step work at once, the longest counts. The applicant's own
    steps do not count; steps that share a time count once, however often they were visited, and so does a
    step's for all its sign-offs.
    """
    reading = Reading(standard=standard)
    groups = {step: group for group in procedure.limits.groups for step in group.steps}
    found: dict[_Work, Duration | None] = {}
    shared: dict[tuple[int, ...], Duration | None] = {}
    for here in state.intervals:
        step = procedure.at(here.step, here.strand)
        if here.standing is not Standing.WORKING or step.party is Party.APPLICANT:
            continue
        if group := groups.get(here.step):
            shared[group.steps] = allowed(group.time, state.facts, reading)
            continue
        own = bool(step.sign_offs) and step.sign_offs[here.sign_off].time.stated
        work = (here.step, here.strand, here.visit, here.sign_off if own else None)
        for role in step.signing_roles(here.sign_off):
            time = step_time(step, here.sign_off, role, state.facts, reading)
            found[work] = _longer(found.get(work), time)
    untimed = {work[0] for work, time in found.items() if time is None}
    untimed |= {steps[0] for steps, time in shared.items() if time is None}
    total = _added([*_of_steps(found), _added(shared.values())])
    minutes = total.pop(Unit.MINUTES, 0)
    days = tuple((unit, many) for unit, many in sorted(total.items()) if many)
    whole = allowed(procedure.limits.whole, state.facts, reading)
    return Length(minutes, days, tuple(sorted(untimed)), whole)


_Work = tuple[int, int, int, int | None]
"""A step, the part of it, the visit, and the sign-off where that has a time of its own."""


def _of_steps(found: Mapping[_Work, Duration | None]) -> Iterator[Counter[Unit]]:
    """The time of each step; of parts that work at once the one that has the most."""
    strands: dict[int, dict[int, list[Duration | None]]] = {}
    for (step, strand, _, _), time in found.items():
        strands.setdefault(step, {}).setdefault(strand, []).append(time)
    for parts in strands.values():
        yield max((_added(times) for times in parts.values()), key=_weight)


def _weight(total: Counter[Unit]) -> tuple[int, int]:
    return total.total() - total[Unit.MINUTES], total[Unit.MINUTES]


def _added(times: Iterable[Duration | Counter[Unit] | None]) -> Counter[Unit]:
    """The sum by unit, hours as minutes."""
    total: Counter[Unit] = Counter()
    for time in times:
        if isinstance(time, Counter):
            total.update(time)
        elif time is not None:
            total[time.unit if time.in_days else Unit.MINUTES] += time.amount
    return total


def _longer(one: Duration | None, other: Duration | None) -> Duration | None:
    known = [time for time in (one, other) if time is not None]
    return max(known, key=lambda time: (time.in_days, time.amount), default=None)
