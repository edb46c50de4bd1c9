"""The five kinds of limit: which intervals count for each, and its budget. `loket.sla` judges them all.

Sources: step, group and whole times are the SOP's own cells and warnings; the trouble limit is Pariaman's
warnings 2; the legal line is UU 30/2014 Ps 53 as changed by UU 6/2023 (the office sets its length).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from loket.flow.state import FileState, Interval, Standing, able
from loket.sla import Budget, Clock, Span, Verdict, WorkingTime, judge
from loket.sop.model import Duration, GroupLimit, Party, Procedure, Step, TroubleStart, Unit

MINUTE = 60_000
OPEN_END = 1 << 62


class LimitKind(StrEnum):
    """Which of the five a limit is."""

    STEP = "langkah"
    GROUP = "kelompok"
    WHOLE = "keseluruhan"
    TROUBLE = "gangguan"
    LEGAL = "hukum"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the office reads times: `hari` as calendar days or not, whether minutes count from the taking of
    a file (else from its arrival), the length of the legal line in working days, and the service's own
    Standar Pelayanan where it has one.
    """

    calendar_days: bool = False
    from_taking: bool = True
    legal_days: int = 5
    standard: Duration | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A time that must be kept: the spans that count for it and its budget. `text` is the time as written."""

    kind: LimitKind
    budget: Budget
    spans: tuple[Span, ...]
    parties: frozenset[Party]
    text: str
    finished: bool = False
    steps: tuple[int, ...] = ()

    @property
    def applicants_own(self) -> bool:
        """Whether the time is the applicant's alone: shown, and never counted against the office."""
        return self.parties == {Party.APPLICANT}


def budget(duration: Duration, reading: Reading) -> Budget:
    """The duration on its clock: minutes and hours on working time, days on days, never converted."""
    if not duration.in_days:
        return Budget(Clock.WORK, duration.amount * MINUTE)
    if duration.unit is Unit.DAYS and reading.calendar_days:
        return Budget(Clock.CALENDAR_DAYS, duration.amount)
    return Budget(Clock.DAYS, duration.amount)


def limits(procedure: Procedure, state: FileState, reading: Reading) -> tuple[Limit, ...]:
    """Every limit on the file as it stands, the step's first."""
    found = [
        _step_limit(procedure, state, reading),
        *(_group_limit(group, state, reading) for group in procedure.limits.groups),
        _whole_limit(procedure, state, reading),
        _trouble_limit(procedure, state, reading),
        _legal_line(procedure, state, reading),
    ]
    return tuple(limit for limit in found if limit is not None)


def judge_all(
    procedure: Procedure, state: FileState, reading: Reading, time: WorkingTime, now: int
) -> tuple[tuple[Limit, Verdict], ...]:
    """Each limit with its verdict at `now`."""
    return tuple(
        (limit, judge(time, limit.budget, limit.spans, now, ended=limit.finished))
        for limit in limits(procedure, state, reading)
    )


def spans(intervals: Iterable[Interval], counts: Callable[[Interval], bool]) -> tuple[Span, ...]:
    """The stretches in which the intervals count, neighbours joined."""
    joined: list[Span] = []
    for interval in intervals:
        if not counts(interval):
            continue
        if joined and joined[-1].end == interval.start:
            joined[-1] = Span(joined[-1].start, interval.end)
        else:
            joined.append(Span(interval.start, interval.end))
    return tuple(joined)


def _works(duration: Duration, reading: Reading, interval: Interval, party: Party) -> bool:
    """Whether an interval counts for a step's time: minutes from the taking, days from the arrival."""
    if interval.trouble or interval.party is not party:
        return False
    if duration.in_days or not reading.from_taking:
        return interval.standing in (Standing.WAITING, Standing.WORKING)
    return interval.standing is Standing.WORKING


def step_time(step: Step, sign_off: int, role: str | None, reading: Reading) -> Duration | None:
    """The standard time at a step, `standar pelayanan` resolved to the service's."""
    return reading.standard if step.time.standard else step.time_for(sign_off, role)


def _step_limit(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    here = state.open
    if here is None:
        return None
    step = procedure.step(here.step)
    if any(step.sequence in group.steps for group in procedure.limits.groups):
        return None
    # On the pile it is not yet known who will do it: the shortest time that may apply.
    roles = able(step, here.sign_off, state.facts) if here.standing is Standing.WAITING else (here.role,)
    times = [step_time(step, here.sign_off, role, reading) for role in roles]
    time = min((t for t in times if t is not None), key=lambda t: (t.in_days, t.amount), default=None)
    if time is None:
        return None

    def counts(i: Interval) -> bool:
        same_visit = i.step == here.step and i.visit == here.visit
        return same_visit and _share_time(step, i, here) and _works(time, reading, i, step.party)

    parties = frozenset({step.party})
    return Limit(
        LimitKind.STEP,
        budget(time, reading),
        spans(state.intervals, counts),
        parties,
        time.text,
        steps=(here.step,),
    )


def _share_time(step: Step, one: Interval, other: Interval) -> bool:
    """Whether two intervals at a step draw on the same time: a sign-off may have one of its own."""
    own = [bool(step.sign_offs) and step.sign_offs[i.sign_off].time is not None for i in (one, other)]
    return one.sign_off == other.sign_off if any(own) else True


def _is_past(state: FileState, steps: Iterable[int]) -> bool:
    """Whether the file has ended or gone on behind the last of `steps`."""
    return state.open is None or state.open.step > max(steps)


def _group_limit(group: GroupLimit, state: FileState, reading: Reading) -> Limit | None:
    """One time for several steps; it adds up over visits, and sending back never resets it."""
    visited = [i for i in state.intervals if i.step in group.steps]
    if not visited:
        return None
    return Limit(
        LimitKind.GROUP,
        budget(group.time, reading),
        spans(visited, lambda i: _works(group.time, reading, i, Party.OFFICE)),
        frozenset({Party.OFFICE}),
        group.time.text,
        finished=_is_past(state, group.steps),
        steps=group.steps,
    )


def whole_time(procedure: Procedure) -> Duration | None:
    """The SOP's own total, else the sum of the office's steps if each has a time in minutes; else None."""
    if procedure.limits.whole is not None:
        return procedure.limits.whole
    times = [
        s.time.whole for s in procedure.steps if s.party is not Party.APPLICANT and not s.office_addition
    ]
    if not times or procedure.limits.groups or any(t is None or t.in_days for t in times):
        return None
    total = sum(t.amount for t in times if t is not None)
    return Duration(total, Unit.MINUTES, f"{total} menit")


def _whole_limit(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    time = whole_time(procedure)
    if time is None:
        return None
    within = set(procedure.limits.whole_steps) or {
        s.sequence for s in procedure.steps if not s.office_addition
    }
    return Limit(
        LimitKind.WHOLE,
        budget(time, reading),
        spans(state.intervals, lambda i: i.step in within and _works(time, reading, i, Party.OFFICE)),
        frozenset({Party.OFFICE}),
        time.text,
        finished=_is_past(state, within),
        steps=tuple(sorted(within)),
    )


def _trouble_limit(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    """The time for a file that met trouble: from the request for help, or from the solving of the trouble."""
    time = procedure.limits.trouble
    if time is None or not any(i.trouble for i in state.intervals):
        return None
    if procedure.limits.trouble_from is TroubleStart.REQUEST:
        counted = spans(state.intervals, lambda i: i.party is not Party.APPLICANT)
        finished = state.open is None
    else:
        counted, finished = _since_solved(state)
    return Limit(
        LimitKind.TROUBLE,
        budget(time, reading),
        counted,
        frozenset({Party.OFFICE, Party.AGENCY}),
        time.text,
        finished=finished,
    )


def _since_solved(state: FileState) -> tuple[tuple[Span, ...], bool]:
    """The stretch at the troubled step since its latest trouble was solved, and whether the step is done."""
    here = state.open
    solved = [after for before, after in pairwise(state.intervals) if before.trouble and not after.trouble]
    if not solved or (here is not None and here.trouble):
        return (), here is None
    last = solved[-1]
    place = (last.step, last.visit)
    counted = spans(state.intervals, lambda i: i.seq >= last.seq and (i.step, i.visit) == place)
    return counted, here is None or (here.step, here.visit) != place


def _legal_line(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    """From the first `dinyatakan lengkap` to the decision, paused while the file is with the applicant."""
    complete, decided = state.complete_at, state.decided_at
    if not procedure.has_legal_line or complete is None:
        return None
    until = decided if decided is not None else state.ended_at
    ends = until if until is not None else OPEN_END
    office = spans(state.intervals, lambda i: i.party is not Party.APPLICANT)
    clipped = [(max(s.start, complete), min(OPEN_END if s.end is None else s.end, ends)) for s in office]
    counted = tuple(Span(a, None if b == OPEN_END else b) for a, b in clipped if a < b)
    return Limit(
        LimitKind.LEGAL,
        Budget(Clock.DAYS, reading.legal_days),
        counted,
        frozenset({Party.OFFICE, Party.AGENCY}),
        f"{reading.legal_days} hari kerja",
        finished=until is not None,
    )
