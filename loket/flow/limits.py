"""The five kinds of limit: which intervals count for each, and its budget. `loket.sla` judges them all.

Sources: step, group and whole times are the SOP's own cells and warnings; the trouble limit is Pariaman's
warnings 2; the legal line is UU 30/2014 Ps 53 as changed by UU 6/2023 (the office sets its length).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from loket.flow.fold import able
from loket.flow.milestones import reached
from loket.flow.standing import Standing
from loket.flow.state import Aside, FileState, Interval
from loket.flow.times import Reading, allowed, budget, legal_start, step_time, whole_time
from loket.sla import Budget, Clock, Span, Verdict, WorkingTime, judge
from loket.sop.model import Duration, GroupLimit, Milestone, Party, Procedure, Step, TroubleStart, shortness

_OFFICE_AND_AGENCY = frozenset({Party.OFFICE, Party.AGENCY})
_RESTING = tuple(each for each in Standing if not each.at_work and each.counts)


class LimitKind(StrEnum):
    """Which of the five a limit is."""

    STEP = "langkah"
    GROUP = "kelompok"
    WHOLE = "keseluruhan"
    TROUBLE = "gangguan"
    LEGAL = "hukum"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time that must be kept: the spans that count for it and its budget. `text` is the time as written.

    `strand`: whose it is, where it is that of a step; None for one of the whole file. `since` is the moment
    from which it counts where that is another than the arrival, and `begun` whether that has come. One that
    is not `reckoned` is only said (`dapat ditunggu`): it never runs.
    """

    kind: LimitKind
    budget: Budget
    spans: tuple[Span, ...]
    parties: frozenset[Party]
    text: str
    finished: bool = False
    steps: tuple[int, ...] = ()
    strand: int | None = None
    since: Milestone | None = None
    begun: bool = True
    reckoned: bool = True

    @property
    def applicants_own(self) -> bool:
        """Whether the time is the applicant's alone: shown, and never counted against the office."""
        return self.parties == {Party.APPLICANT}


def limits(procedure: Procedure, state: FileState, reading: Reading) -> tuple[Limit, ...]:
    """Every limit on the file as it stands, first those of the steps where it is."""
    found = [
        *[_step_limit(procedure, state, here, reading) for here in state.opens],
        *[_group_limit(group, state, reading) for group in procedure.limits.groups],
        _whole_limit(procedure, state, reading),
        _trouble_limit(procedure, state, reading),
        _legal_line(procedure, state, reading),
    ]
    stated = tuple([limit for limit in found if limit is not None])
    if not state.opens or any(here.aside is not Aside.OVERSIGHT for here in state.opens):
        return stated
    return tuple(replace(limit, finished=True) for limit in stated)  # what is watched presses nobody


def judge_all(
    procedure: Procedure, state: FileState, reading: Reading, time: WorkingTime, now: int
) -> tuple[tuple[Limit, Verdict], ...]:
    """Each limit with its verdict at `now`."""
    return tuple(
        [
            (limit, judge(time, limit.budget, limit.spans, now, ended=limit.finished))
            for limit in limits(procedure, state, reading)
        ]
    )


def spans(intervals: Iterable[Interval]) -> tuple[Span, ...]:
    """The stretches of these intervals, by their start, neighbours joined: none in which the file lies apart.

    What is at the same time counts once.
    """
    found = list[Span]()
    start: int | None = None
    end: int | None = None
    for i in intervals:
        if i.aside:
            continue
        if start is None or (end is not None and i.start > end):
            if start is not None:
                found.append(Span(start, end))
            start, end = i.start, i.end
        elif end is not None and (i.end is None or i.end > end):
            end = i.end
    return (*found, Span(start, end)) if start is not None else ()


def _within(found: Iterable[Span], start: int | None, end: int | None = None) -> tuple[Span, ...]:
    """What of the spans lies behind `start` and before `end`; nothing while the start has not come."""
    if start is None:
        return ()
    within = list[Span]()
    for span in found:
        begun = max(span.start, start)
        until = span.end if end is None else end if span.end is None else min(span.end, end)
        if until is None or begun < until:
            within.append(Span(begun, until))
    return tuple(within)


def _running(time: Duration, reading: Reading) -> tuple[Standing, ...]:
    """How a file lies at a desk while a time runs: minutes from the taking, days from the arrival."""
    if time.in_days or not reading.from_taking:
        return (Standing.WAITING, Standing.WORKING)
    return (Standing.WORKING,)


def _counting(
    state: FileState, steps: tuple[int, ...], time: Duration, reading: Reading, parties: frozenset[Party]
) -> list[Interval]:
    """The intervals that count for a time of these steps, in which the time of `parties` counts.

    With the applicant or an agency all of it does; a permit that waits to be collected is nobody's time.
    """
    standings = (*_RESTING, *_running(time, reading))
    of = tuple(parties)  # a tuple looks for the very member, and is faster than a set
    return [
        i
        for i in state.intervals
        if i.step in steps and i.standing in standings and i.party in of and not i.trouble
    ]


def _not_applicants(state: FileState) -> list[Interval]:
    """The intervals that count for all but the applicant's time."""
    applicant = Party.APPLICANT
    return [i for i in state.intervals if i.party is not applicant]


def _limit(
    kind: LimitKind,
    time: Duration,
    reading: Reading,
    counted: tuple[Span, ...],
    parties: frozenset[Party],
    *,
    finished: bool = False,
    steps: tuple[int, ...] = (),
    strand: int | None = None,
    since: Milestone | None = None,
    begun: bool = True,
) -> Limit:
    """A limit of that time; one that is only said has no spans."""
    reckoned = time.reckoned
    return Limit(
        kind,
        budget(time, reading),
        counted if reckoned else (),
        parties,
        time.text,
        finished=finished,
        steps=steps,
        strand=strand,
        since=since,
        begun=begun,
        reckoned=reckoned,
    )


def _step_limit(procedure: Procedure, state: FileState, here: Interval, reading: Reading) -> Limit | None:
    step = procedure.at(here.step, here.strand)
    if step.sequence in procedure.grouped:
        return None
    # On the pile it is not yet known who will do it: the shortest time that may apply.
    roles = able(step, here.sign_off, state.facts) if here.standing is Standing.WAITING else (here.role,)
    times = [step_time(step, here.sign_off, role, state.facts, reading) for role in roles]
    time = min(filter(None, times), key=shortness, default=None)
    if time is None:
        return None

    standings = _running(time, reading)
    own = [
        i
        for i in state.intervals[state.since - 1 :]
        if i.standing in standings and i.party is step.party and not i.trouble
        if i.visit == here.visit and i.strand == here.strand and i.step == here.step
    ]
    if any(sign_off.time.stated for sign_off in step.sign_offs):
        own = [i for i in own if _share_time(step, i, here)]
    at, parties = (here.step,), frozenset({step.party})
    return _limit(LimitKind.STEP, time, reading, spans(own), parties, steps=at, strand=here.strand)


def _share_time(step: Step, one: Interval, other: Interval) -> bool:
    """Whether two intervals at a step draw on the same time: a sign-off may have one of its own."""
    own = [bool(step.sign_offs) and step.sign_offs[i.sign_off].time.stated for i in (one, other)]
    return one.sign_off == other.sign_off if any(own) else True


def _is_past(state: FileState, steps: Iterable[int]) -> bool:
    """Whether the file has ended or gone on behind the last of `steps`."""
    last = max(steps, default=0)
    return all(here.step > last for here in state.opens)


def _group_limit(group: GroupLimit, state: FileState, reading: Reading) -> Limit | None:
    """One time for several steps; it adds up over visits, and sending back never resets it."""
    time = allowed(group.time, state.facts, reading)
    if time is None or not any(i.step in group.steps for i in state.intervals):
        return None
    counted = spans(_counting(state, group.steps, time, reading, group.parties))
    finished = _is_past(state, group.steps)
    return _limit(
        LimitKind.GROUP, time, reading, counted, group.parties, finished=finished, steps=group.steps
    )


def _whole_limit(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    time = whole_time(procedure, state.facts, reading)
    if time is None:
        return None
    stated, since, begun = procedure.limits, None, True
    within = procedure.whole_sequences
    counted = spans(_counting(state, within, time, reading, stated.whole_parties))
    if stated.whole_from is not Milestone.REGISTERED:
        start = reached(procedure, state, stated.whole_from)
        counted, since, begun = _within(counted, start), stated.whole_from, start is not None
    return _limit(
        LimitKind.WHOLE,
        time,
        reading,
        counted,
        stated.whole_parties,
        finished=_is_past(state, within),
        steps=within,
        since=since,
        begun=begun,
    )


def _trouble_limit(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    """The time for a file that met trouble: from the request for help, or from the solving of the trouble."""
    time = procedure.limits.trouble
    if time is None or not any(i.trouble for i in state.intervals):
        return None
    if procedure.limits.trouble_from is TroubleStart.REQUEST:
        counted = spans(_not_applicants(state))
        finished = not state.opens
    else:
        counted, finished = _since_solved(state)
    return _limit(LimitKind.TROUBLE, time, reading, counted, _OFFICE_AND_AGENCY, finished=finished)


def _since_solved(state: FileState) -> tuple[tuple[Span, ...], bool]:
    """The stretch at the troubled step since its latest trouble was solved, and whether the step is done."""
    by_strand = sorted(state.intervals, key=lambda i: i.strand)
    solved = [
        after
        for before, after in pairwise(by_strand)
        if before.trouble and not after.trouble and _place(before) == _place(after)
    ]
    if not solved or any(here.trouble for here in state.opens):
        return (), not state.opens
    last = max(solved, key=lambda i: i.seq)
    counted = spans(i for i in state.intervals[last.seq - 1 :] if _place(i) == _place(last))
    return counted, all(_place(here) != _place(last) for here in state.opens)


def _place(interval: Interval) -> tuple[int, int, int]:
    """Step, visit and strand: intervals that agree in them are one stay."""
    return interval.step, interval.visit, interval.strand


def _legal_line(procedure: Procedure, state: FileState, reading: Reading) -> Limit | None:
    """From the first declaration that starts it to the decision, paused while it is with the applicant."""
    mark = legal_start(procedure, reading)
    start = reached(procedure, state, mark) if mark is not None else None
    if start is None:
        return None
    until = state.decided_at if state.decided_at is not None else state.ended_at
    office = spans(_not_applicants(state))
    return Limit(
        LimitKind.LEGAL,
        Budget(Clock.DAYS, reading.legal_days),
        _within(office, start, until),
        _OFFICE_AND_AGENCY,
        f"{reading.legal_days} hari kerja",
        finished=until is not None,
        since=mark,
    )
