"""How long a file may take by the SOP's own times: minutes and each unit of days apart, never converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from loket.flow.state import FileState, Interval, Standing
from loket.flow.times import Reading, allowed, step_time
from loket.sop.model import Duration, Party, Procedure, Unit


@dataclass(frozen=True, slots=True)
class Length:
    """Whole minutes, days by their unit, and the steps on the way for which the SOP states no time."""

    minutes: int = 0
    days: tuple[tuple[Unit, int], ...] = ()
    untimed: tuple[int, ...] = ()


def length(procedure: Procedure, state: FileState, standard: Duration | None) -> Length:
    """The times of all steps at which the file was worked on, each as often as it came there.

    Where roles have different times the longest counts. The applicant's own steps do not count; steps that
    share a time count once, however often they were visited, and so does a step's for all its sign-offs.
    """
    reading = Reading(standard=standard)
    groups = {step: group for group in procedure.limits.groups for step in group.steps}
    found: dict[object, Duration | None] = {}
    for here in _worked(procedure, state.intervals):
        step = procedure.at(here.step, here.strand)
        if group := groups.get(here.step):
            found[group.steps] = allowed(group.time, state.facts, reading)
            continue
        own = bool(step.sign_offs) and step.sign_offs[here.sign_off].time.stated
        place = (here.step, here.visit, here.sign_off if own else None)
        for role in step.signing_roles(here.sign_off):
            found[place] = _longer(
                found.get(place), step_time(step, here.sign_off, role, state.facts, reading)
            )
    times = [time for time in found.values() if time is not None]
    days: Counter[Unit] = Counter()
    for time in times:
        days[time.unit] += time.amount if time.in_days else 0
    untimed = {place[0] for place, time in found.items() if time is None and isinstance(place, tuple)}
    return Length(
        sum(time.amount for time in times if not time.in_days),
        tuple((unit, many) for unit, many in sorted(days.items()) if many),
        tuple(sorted(untimed)),
    )


def _worked(procedure: Procedure, intervals: Iterable[Interval]) -> Iterable[Interval]:
    for here in intervals:
        if (
            here.standing is Standing.WORKING
            and procedure.at(here.step, here.strand).party is not Party.APPLICANT
        ):
            yield here


def _longer(one: Duration | None, other: Duration | None) -> Duration | None:
    known = [time for time in (one, other) if time is not None]
    return max(known, key=lambda time: (time.in_days, time.amount), default=None)
