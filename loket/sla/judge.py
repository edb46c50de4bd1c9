"""One judgement for every limit: a budget on a clock, the spans that count against it, and now.

A limit's counted spans have gaps where it rests (with the applicant, trouble, nobody working on it yet). It
is due when the budget runs out within them: due = clock⁻¹(clock(start) + budget + Σ(clock(resume) −
clock(pause))). Once it has run out, later rests do not move it: what was late stays late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from loket.sla.clocks import OutsideHorizon, WorkingTime


class Clock(StrEnum):
    """What a budget is counted on; never converted into one another (6 hari kerja is not 45 jam)."""

    WORK = "jam_kerja"
    DAYS = "hari_kerja"
    CALENDAR_DAYS = "hari_kalender"


class State(StrEnum):
    """How a limit stands."""

    NOT_STARTED = "belum_mulai"
    RESTING = "berhenti"
    ON_TIME = "tepat_waktu"
    AT_RISK = "hampir_lewat"
    OVERDUE = "lewat"
    MET = "selesai_tepat_waktu"
    LATE = "selesai_terlambat"
    UNKNOWN = "belum_dapat_dihitung"


@dataclass(frozen=True, slots=True)
class Budget:
    """An allowance: milliseconds on the WORK clock, whole days on the other two."""

    clock: Clock
    amount: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that counts against a limit; an open one has no end."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement; `used` and `remaining` (negative when late) are in the budget's own unit.

    `due` is None while resting, before the start and past the horizon; so is `near`, from when on it is at
    risk. `exceeded` stays true once the budget ran out, also while the limit rests, and `ran_out` says when
    that was. `estimated`: a holiday not decreed yet has a part in when it is due.
    """

    state: State
    due: int | None
    used: int
    remaining: int
    estimated: bool = False
    exceeded: bool = False
    near: int | None = None
    ran_out: int | None = None


def count(time: WorkingTime, clock: Clock, t: int) -> int:
    """The reading of a clock at t. Raises OutsideHorizon."""
    return _reads(time, clock)(t)


def _reads(time: WorkingTime, clock: Clock) -> Callable[[int], int]:
    if clock is Clock.WORK:
        return time.work
    return time.day if clock is Clock.DAYS else time.calendar_day


def uncount(time: WorkingTime, clock: Clock, reading: int) -> int:
    """The instant at which a reading is used up: the earliest, or a closing. Raises OutsideHorizon."""
    if clock is Clock.WORK:
        return time.at_work(reading)
    return time.closing(reading) if clock is Clock.DAYS else time.calendar_closing(reading)


def due(time: WorkingTime, budget: Budget, start: int, pauses: Sequence[tuple[int, int]] = ()) -> int:
    """When a budget begun at `start` runs out, given closed pauses in any order. Raises OutsideHorizon.

    Never before `start`; a zero budget is due at once; pauses that begin after the budget ran out change
    nothing.
    """
    counted = spans_outside(start, pauses)
    last = counted[-1].start
    used, found, _ = _add_up(time, budget, counted, last)
    if found is not None:
        return found
    return uncount(time, budget.clock, count(time, budget.clock, last) + budget.amount - used)  # raises


def spans_outside(start: int, pauses: Sequence[tuple[int, int]]) -> list[Span]:
    """What counts of a limit begun at `start` and resting in closed pauses, in any order; it still runs."""
    spans = list[Span]()
    for rest in merge_spans([Span(max(a, start), b) for a, b in pauses if max(a, start) < b]):
        if rest.end is not None:
            spans += [Span(start, rest.start)] if start < rest.start else []
            start = rest.end
    return [*spans, Span(start)]


def judge(
    time: WorkingTime,
    budget: Budget,
    spans: Sequence[Span],
    now: int,
    *,
    ended: bool = False,
) -> Verdict:
    """How a limit stands at `now`; `ended` means that its work is finished.

    The order of the tests: finished, resting, overdue, at risk (`near_from`), on time.
    """
    counted = merge_spans(spans)
    if not counted:
        return Verdict(State.MET if ended else State.NOT_STARTED, None, 0, budget.amount)
    try:
        used, due, exceeded = _add_up(time, budget, counted, now)
    except OutsideHorizon:
        return Verdict(State.UNKNOWN, None, 0, budget.amount)
    near = None if due is None else near_from(time, budget, due)
    state = _state(counted, now, exceeded, near, ended)
    runs = state not in (State.RESTING, State.UNKNOWN)
    return Verdict(
        state,
        due if runs else None,
        used,
        budget.amount - used,
        _estimated(time, counted, now, due),
        exceeded,
        near if runs else None,
        due if exceeded else None,
    )


def near_from(time: WorkingTime, budget: Budget, due: int) -> int:
    """From when on a limit is near (at risk): the last fifth of a budget of working time.

    On a day clock it is the last working day, from its first minute.
    """
    if budget.clock is Clock.WORK:
        return time.at_work(max(0, time.work(due) - budget.amount // 5))
    return time.midnight(time.closing(time.day(max(due - 1, time.horizon[0]))) - 1)


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, overlapping and touching ones made one; an end before its start is no length."""
    if _in_order(spans):
        return [*spans]
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        end = None if span.end is None else max(span.end, span.start)
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < span.start):
            merged.append(Span(span.start, end))
        elif last.end is not None:
            merged[-1] = Span(last.start, None if end is None else max(last.end, end))
    return merged


def _in_order(spans: Sequence[Span]) -> bool:
    """Whether each has a length, and all lie apart, the open one last: as most do that are asked about."""
    last: int | None = -1
    for span in spans:
        if last is None or span.start <= last or (span.end is not None and span.end < span.start):
            return False
        last = span.end
    return True


def _state(counted: Sequence[Span], now: int, exceeded: bool, near: int | None, ended: bool) -> State:
    if ended:
        return State.LATE if exceeded else State.MET
    if counted[-1].end is not None:
        return State.RESTING
    if exceeded:
        return State.OVERDUE
    if near is None:
        return State.UNKNOWN
    return State.AT_RISK if now >= near else State.ON_TIME


def _add_up(
    time: WorkingTime, budget: Budget, counted: Sequence[Span], now: int
) -> tuple[int, int | None, bool]:
    """What the spans used, when the budget ran out or will, and whether it did. Raises OutsideHorizon.

    A limit that ran out before the horizon is known to be late even when the calendar has ended since; its
    use is then counted to the calendar's end.
    """
    used, ran_out, exceeded = 0, None, False
    edge, last, reads = time.horizon[1], counted[-1], _reads(time, budget.clock)
    for span in counted:
        start, end = span.start, span.end
        if end is None:
            end = max(now, start)
        begun = reads(start if start < edge else edge)
        took = reads(end if end < edge else edge) - begun
        enough = span is not last and end <= edge and used + took < budget.amount  # it did not run out here
        if not exceeded and not enough:
            left = budget.amount - used
            ran_out = _reached(time, budget, begun + left, start) if start <= edge else None
            exceeded = ran_out is not None and end > ran_out
            if ran_out is None and end > edge:
                raise OutsideHorizon(time.date_of(end))
        used += took
    return used, ran_out, exceeded


def runs_out(time: WorkingTime, budget: Budget, start: int, left: int) -> int | None:
    """When `left` runs out from `start` on if nothing interrupts, or None past the horizon."""
    try:
        begun = count(time, budget.clock, start)
    except OutsideHorizon:
        return None
    return _reached(time, budget, begun + left, start)


def _reached(time: WorkingTime, budget: Budget, target: int, floor: int) -> int | None:
    """When the clock reads `target`, not before `floor`; None past the horizon."""
    try:
        return floor if budget.amount <= 0 else max(floor, uncount(time, budget.clock, target))
    except OutsideHorizon:
        return None


def _estimated(time: WorkingTime, counted: Sequence[Span], now: int, due: int | None) -> bool:
    """Whether an estimated holiday lies on the dates that decide when it is due: none behind that does."""
    edge = time.horizon[1] if due is None else min(due, time.horizon[1])
    start = counted[0].start
    if start <= edge and not time.estimated_between(start, edge):
        return False  # nor in any of them
    for span in counted:
        end = span.end if span.end is not None else now if due is None else due
        if span.start <= edge and time.estimated_between(span.start, max(span.start, min(end, edge))):
            return True
    return False
