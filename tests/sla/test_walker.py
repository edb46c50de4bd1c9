"""Random calendars against a walker that knows no arithmetic: it looks at every minute."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.lengths import MINUTE
from loket.sla import (
    Budget,
    Clock,
    DayOverride,
    Holiday,
    LineKind,
    OfficeCalendar,
    OutsideHorizon,
    Span,
    State,
    WeekPattern,
    WorkingTime,
    compile_calendar,
    due,
    explain,
    explain_text,
    judge,
)
from loket.sla.day import Hours
from loket.sla.judge import count, merge_spans, uncount

FIRST = date(2026, 3, 2)
LENGTH = 10
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
dates = st.integers(-2, LENGTH + 1).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def day_hours(draw: st.DrawFn) -> Hours:
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    return tuple((a * 15, b * 15) for a, b in zip(edges[::2], edges[1::2], strict=False))


weeks = st.tuples(*[day_hours()] * 7)


@st.composite
def calendars(draw: st.DrawFn) -> OfficeCalendar:
    patterns = [WeekPattern("dasar", draw(weeks))]
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted((draw(dates), draw(dates)))
        patterns.append(WeekPattern("musim", draw(weeks), first, draw(st.sampled_from([last, None]))))
    status = st.sampled_from(["ditetapkan", "perkiraan"])
    holidays = draw(
        st.lists(
            st.builds(Holiday, dates, st.just("cuti_bersama"), st.just("Libur"), st.just(""), status),
            max_size=4,
        )
    )
    overrides = draw(
        st.lists(
            st.builds(DayOverride, dates, day_hours(), st.just("khusus")),
            max_size=3,
            unique_by=lambda o: o.date,
        )
    )
    zone = draw(st.sampled_from([420, 480, 540]))
    last = FIRST + timedelta(days=LENGTH - 1)
    return OfficeCalendar(zone, patterns, holidays, overrides, FIRST, last)


@dataclass
class Walker:
    """Minute by minute from the horizon's start: is it open, how many minutes and dates were open before."""

    start: int
    open: list[bool]
    before: list[int]
    worked_dates: list[bool]
    ends: list[int]


def walk(calendar: OfficeCalendar) -> Walker:
    off = {h.date for h in calendar.holidays}
    special = {o.date: o.hours for o in calendar.overrides}
    opens: list[bool] = []
    for n in range(LENGTH):
        day = FIRST + timedelta(days=n)
        hours: Hours = ()
        for pattern in calendar.patterns:
            if (pattern.first or day) <= day <= (pattern.last or day):
                hours = pattern.week[day.weekday()]
        if day in off:
            hours = ()
        hours = special.get(day, hours)
        todays = [False] * 1440
        for a, b in hours:
            for minute in range(a, b):
                todays[minute] = True
        opens += todays
    before, worked, ends, seen = [], [], [], 0
    for is_open in opens:
        before.append(seen)
        seen += is_open
    before.append(seen)
    for n in range(LENGTH):
        todays = opens[n * 1440 : (n + 1) * 1440]
        worked.append(any(todays))
        ends.append(1440 - todays[::-1].index(True) if any(todays) else 1440)
    midnight = datetime(2026, 3, 2, tzinfo=timezone(timedelta(minutes=calendar.zone_minutes)))
    return Walker(round(midnight.timestamp()) * 1000, opens, before, worked, ends)


minutes = st.integers(0, LENGTH * 1440 - 1)


@quick
@given(calendars(), st.lists(minutes, min_size=1, max_size=30))
def test_the_table_says_what_the_walker_sees(calendar: OfficeCalendar, asked: list[int]) -> None:
    time, walker = compile_calendar(calendar), walk(calendar)
    assert time.horizon == (walker.start, walker.start + LENGTH * 1440 * MINUTE)
    for minute in asked:
        t = walker.start + minute * MINUTE
        assert time.work(t) == walker.before[minute] * MINUTE
        assert time.is_open(t) == walker.open[minute]
        assert time.day(t) == sum(walker.worked_dates[: minute // 1440 + 1])
        assert time.calendar_day(t) == minute // 1440 + 1
        if walker.open[minute]:
            assert time.work(t + 1) == time.work(t) + 1
            assert time.resumes_at(t) == t
            shut = next((m for m in range(minute, (minute // 1440 + 1) * 1440) if not walker.open[m]), None)
            ending = (minute // 1440 + 1) * 1440 if shut is None else shut
            assert time.closes_at(t) == walker.start + ending * MINUTE
        else:
            assert time.closes_at(t) is None
            again = next((m for m in range(minute, LENGTH * 1440) if walker.open[m]), None)
            if again is not None:
                assert time.resumes_at(t) == walker.start + again * MINUTE


@quick
@given(calendars(), st.lists(st.integers(1, 6000), min_size=1, max_size=20))
def test_inverses_take_the_earliest_minute(calendar: OfficeCalendar, amounts: list[int]) -> None:
    time, walker = compile_calendar(calendar), walk(calendar)
    for amount in amounts:
        if amount > walker.before[-1]:
            continue
        earliest = bisect_left(walker.before, amount)
        assert time.at_work(amount * MINUTE) == walker.start + earliest * MINUTE
    worked = [n for n, any_work in enumerate(walker.worked_dates) if any_work]
    for rank, n in enumerate(worked, start=1):
        assert time.closing(rank) == walker.start + (n * 1440 + walker.ends[n]) * MINUTE
    for n in range(LENGTH):
        assert time.calendar_closing(n + 1) == walker.start + (n * 1440 + walker.ends[n]) * MINUTE


@quick
@given(calendars(), st.tuples(minutes, minutes).map(sorted))
def test_what_lies_between_two_instants(calendar: OfficeCalendar, ends: list[int]) -> None:
    time, walker = compile_calendar(calendar), walk(calendar)
    a, b = (walker.start + m * MINUTE for m in ends)
    dates_between = range(ends[0] // 1440, ends[1] // 1440 + 1)
    closed = [FIRST + timedelta(days=n) for n in dates_between if not walker.worked_dates[n]]
    # An override without hours, too, is a closed date.
    assert [day.date for day in time.closed_dates_between(a, b)] == closed
    decided = {o.date for o in calendar.overrides}
    certain = decided | {h.date for h in calendar.holidays if h.status == "ditetapkan"}
    expected = {h.date for h in calendar.holidays} - certain
    assert time.estimated_between(a, b) == any(FIRST + timedelta(days=n) in expected for n in dates_between)


@quick
@given(calendars(), minutes, st.integers(0, 5000))
def test_adding_working_time_and_measuring_it_again_gives_it_back(
    calendar: OfficeCalendar, start: int, amount: int
) -> None:
    time = compile_calendar(calendar)
    s = time.horizon[0] + start * MINUTE
    try:
        limit = due(time, Budget(Clock.WORK, amount * MINUTE), s)
    except OutsideHorizon:
        assert time.working_between(s, time.horizon[1]) < amount * MINUTE
    else:
        assert time.working_between(s, limit) == amount * MINUTE
        assert limit == s or time.working_between(s, limit - 1) < amount * MINUTE


budgets = st.one_of(
    st.builds(Budget, st.just(Clock.WORK), st.integers(0, 3000).map(lambda m: m * MINUTE)),
    st.builds(Budget, st.sampled_from([Clock.DAYS, Clock.CALENDAR_DAYS]), st.integers(0, 8)),
)


@settings(quick, max_examples=100)
@given(calendars(), budgets, minutes, st.lists(st.tuples(minutes, minutes), max_size=4), minutes)
def test_the_judgement_agrees_with_the_plain_formula_and_its_explanation(
    calendar: OfficeCalendar, budget: Budget, start: int, rests: list[tuple[int, int]], later: int
) -> None:
    time = compile_calendar(calendar)
    zero = time.horizon[0]
    start_at = zero + start * MINUTE
    pauses = [(zero + min(r) * MINUTE, zero + max(r) * MINUTE) for r in rests]
    resting = {m for r in rests for m in range(min(r), max(r))}
    spans = counted_spans(start, resting, zero)
    if not spans:
        return
    now = max(zero + later * MINUTE, spans[-1].start)
    verdict = judge(time, budget, spans, now)
    lines = explain(time, budget, spans, now)
    assert len(explain_text(lines, time)) <= len(lines)
    try:
        limit = by_formula(time, budget, start_at, pauses)
    except OutsideHorizon:
        with pytest.raises(OutsideHorizon):
            due(time, budget, start_at, pauses)
        assert verdict.state is State.UNKNOWN
        assert lines[-1].kind is LineKind.UNKNOWN
    else:
        assert verdict.due == limit == due(time, budget, start_at, pauses)
        assert (verdict.state is State.OVERDUE) == (now > limit) == verdict.exceeded
        assert verdict.used + verdict.remaining == budget.amount
        said = next(line for line in lines if line.kind is LineKind.DUE)
        assert said.end == limit
        sums = [line.counted for line in lines if line.kind is LineKind.COUNTED]
        assert sum(sums) == budget.amount


def by_formula(time: WorkingTime, budget: Budget, start: int, pauses: list[tuple[int, int]]) -> int:
    """Due = clock⁻¹(clock(start) + budget + Σ(clock(resume) - clock(pause))), as a law would write it.

    Only pauses that begin before it count, and it is never due before its work goes on.
    """
    target, floor = count(time, budget.clock, start) + budget.amount, start
    rests = merge_spans([Span(max(a, start), b) for a, b in pauses if b > start and b > a])
    for rest in [*rests, None]:
        due_at = floor if not budget.amount else max(floor, uncount(time, budget.clock, target))
        if rest is None or rest.start > due_at:
            return due_at
        assert rest.end is not None
        target += count(time, budget.clock, rest.end) - count(time, budget.clock, rest.start)
        floor = rest.end
    raise AssertionError


def counted_spans(start: int, resting: set[int], zero: int) -> list[Span]:
    """The runs of minutes outside every rest; the last one stays open."""
    edges = [m for m in range(start, LENGTH * 1440) if (m in resting) != (m - 1 in resting or m == start)]
    instants = [zero + m * MINUTE for m in edges]
    spans = [Span(a, b) for a, b in zip(instants[::2], instants[1::2], strict=False)]
    if len(instants) % 2:
        return [*spans, Span(instants[-1])]
    return [*spans[:-1], Span(spans[-1].start)] if spans else []
