"""Every state of a limit, and above all its edges."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loket.lengths import MINUTE
from loket.sla import Budget, Clock, Span, State, Verdict, due, judge
from tests.sla.office import at, ordinary, wall

HOUR = Budget(Clock.WORK, 60 * MINUTE)


def span(start: str, end: str | None = None) -> Span:
    return Span(at(start), None if end is None else at(end))


def judged(budget: Budget, spans: Sequence[Span], now: str, *, ended: bool = False) -> Verdict:
    return judge(ordinary(), budget, spans, at(now), ended=ended)


def days(amount: int) -> Budget:
    return Budget(Clock.DAYS, amount)


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2026-11-19 09:00", State.ON_TIME, 60),
        ("2026-11-19 09:47", State.ON_TIME, 13),
        ("2026-11-19 09:48", State.AT_RISK, 12),
        ("2026-11-19 10:00", State.AT_RISK, 0),
        ("2026-11-19 10:01", State.OVERDUE, -1),
        ("2026-11-19 08:00", State.ON_TIME, 60),
    ],
)
def test_an_hour_from_nine_on(now: str, state: State, left: int) -> None:
    verdict = judged(HOUR, [span("2026-11-19 09:00")], now)
    assert (verdict.state, verdict.remaining) == (state, left * MINUTE)
    assert verdict.used + verdict.remaining == HOUR.amount
    assert wall(verdict.due or 0) == "2026-11-19 10:00"
    assert verdict.exceeded is (state is State.OVERDUE)
    assert wall(verdict.near or 0) == "2026-11-19 09:48"


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2026-11-18 23:00", State.ON_TIME, 2),
        ("2026-11-19 16:00", State.ON_TIME, 1),
        ("2026-11-20 00:00", State.AT_RISK, 0),
        ("2026-11-20 16:30", State.AT_RISK, 0),
        ("2026-11-20 16:31", State.OVERDUE, 0),
        ("2026-11-21 10:00", State.OVERDUE, 0),
        ("2026-11-23 07:00", State.OVERDUE, -1),
    ],
)
def test_two_hari_kerja_are_at_risk_on_the_last(now: str, state: State, left: int) -> None:
    verdict = judged(days(2), [span("2026-11-18 09:00")], now)
    assert (verdict.state, verdict.remaining) == (state, left)


def test_calendar_days_that_end_on_sunday_are_at_risk_on_friday() -> None:
    budget = Budget(Clock.CALENDAR_DAYS, 3)
    received = [span("2026-11-19 09:00")]
    assert judged(budget, received, "2026-11-19 15:00").state is State.ON_TIME
    assert judged(budget, received, "2026-11-20 08:00").state is State.AT_RISK
    assert judged(budget, received, "2026-11-22 23:59").state is State.AT_RISK
    assert judged(budget, received, "2026-11-23 00:01").state is State.OVERDUE


def test_before_the_first_span_nothing_has_started() -> None:
    assert judged(HOUR, [], "2026-11-19 09:00") == Verdict(State.NOT_STARTED, None, 0, HOUR.amount)
    assert judged(HOUR, [], "2026-11-19 09:00", ended=True).state is State.MET


def test_work_that_starts_on_a_closed_day_waits_for_the_opening() -> None:
    verdict = judged(HOUR, [span("2026-11-21 10:00")], "2026-11-22 10:00")
    assert (verdict.state, verdict.used) == (State.ON_TIME, 0)
    assert wall(verdict.due or 0) == "2026-11-23 08:30"


@pytest.mark.parametrize("clock", list(Clock))
@pytest.mark.parametrize(
    "start", ["2026-11-19 09:00", "2026-11-19 16:00", "2026-11-21 10:00", "2026-11-19 12:10"]
)
def test_a_zero_budget_is_due_at_once(clock: Clock, start: str) -> None:
    zero = Budget(clock, 0)
    assert due(ordinary(), zero, at(start)) == at(start)
    assert judged(zero, [span(start)], start).state is State.AT_RISK
    later = judge(ordinary(), zero, [span(start)], at(start) + 1)
    assert (later.state, later.due) == (State.OVERDUE, at(start))


# Rests


def test_while_it_rests_nothing_runs_and_nothing_is_due() -> None:
    worked = [span("2026-11-19 09:00", "2026-11-19 09:20")]
    for now in ("2026-11-19 09:21", "2027-03-01 10:00"):
        verdict = judged(HOUR, worked, now)
        assert (verdict.state, verdict.due, verdict.remaining) == (State.RESTING, None, 40 * MINUTE)
        assert not verdict.exceeded


def test_what_was_late_before_it_rested_stays_late() -> None:
    worked = [span("2026-11-19 09:00", "2026-11-19 10:30")]
    resting = judged(HOUR, worked, "2026-11-19 11:00")
    assert (resting.state, resting.exceeded, resting.due) == (State.RESTING, True, None)
    again = judged(HOUR, [*worked, span("2026-11-20 09:00")], "2026-11-20 09:10")
    assert (again.state, again.exceeded, again.remaining) == (State.OVERDUE, True, -40 * MINUTE)
    assert wall(again.due or 0) == "2026-11-19 10:00"


def test_a_rest_at_night_costs_nothing() -> None:
    pause = (at("2026-11-19 17:00"), at("2026-11-20 07:00"))
    start = at("2026-11-19 15:30")
    assert (
        wall(due(ordinary(), HOUR, start, [pause]))
        == wall(due(ordinary(), HOUR, start))
        == "2026-11-20 08:00"
    )


def test_a_rest_of_a_minute_gives_no_free_day() -> None:
    pause = (at("2026-11-19 10:00"), at("2026-11-19 10:01"))
    assert wall(due(ordinary(), days(2), at("2026-11-18 09:00"), [pause])) == "2026-11-20 16:30"


def test_a_rest_from_thursday_to_monday_gives_two_days() -> None:
    pause = (at("2026-11-19 10:00"), at("2026-11-23 09:00"))
    start = at("2026-11-18 09:00")
    assert wall(due(ordinary(), days(2), start)) == "2026-11-20 16:30"
    assert wall(due(ordinary(), days(2), start, [pause])) == "2026-11-24 16:00"


def test_nested_and_overlapping_rests_count_once() -> None:
    pauses = [
        (at("2026-11-19 10:30"), at("2026-11-19 11:00")),
        (at("2026-11-19 10:00"), at("2026-11-19 11:30")),
        (at("2026-11-19 11:15"), at("2026-11-19 11:45")),
        (at("2026-11-19 08:00"), at("2026-11-19 09:30")),
        (at("2026-11-19 11:50"), at("2026-11-19 11:40")),
    ]
    assert wall(due(ordinary(), HOUR, at("2026-11-19 09:15"), pauses)) == "2026-11-19 13:15"


def test_a_rest_that_begins_exactly_when_it_is_due_is_still_in_time() -> None:
    start, limit = at("2026-11-19 09:00"), at("2026-11-19 10:00")
    worked = [Span(start, limit)]
    assert not judged(HOUR, worked, "2026-11-19 10:30").exceeded
    assert judge(ordinary(), HOUR, [Span(start, limit + 1)], limit + 2).exceeded
    assert due(ordinary(), HOUR, start, [(limit, at("2026-11-20 09:00"))]) == at("2026-11-20 09:00")
    assert due(ordinary(), HOUR, start, [(limit + 1, at("2026-11-20 09:00"))]) == limit


def test_a_limit_is_never_due_before_its_work_goes_on() -> None:
    start, closing, saturday = at("2026-11-20 15:30"), at("2026-11-20 16:30"), at("2026-11-21 10:00")
    assert due(ordinary(), HOUR, start) == closing
    assert due(ordinary(), HOUR, start, [(closing, saturday)]) == saturday
    verdict = judge(ordinary(), HOUR, [Span(start, closing), Span(saturday)], saturday)
    assert (verdict.state, verdict.due) == (State.AT_RISK, saturday)


def test_overlapping_and_empty_spans_count_once() -> None:
    spans = [
        span("2026-11-19 09:00", "2026-11-19 09:20"),
        span("2026-11-19 09:00", "2026-11-19 09:10"),
        span("2026-11-19 09:15", "2026-11-19 09:30"),
        span("2026-11-19 09:40", "2026-11-19 09:40"),
        span("2026-11-19 09:50", "2026-11-19 09:45"),
        span("2026-11-19 10:00"),
        span("2026-11-19 10:05", "2026-11-19 10:10"),
    ]
    verdict = judged(HOUR, spans, "2026-11-19 10:10")
    assert verdict.used == 40 * MINUTE
    assert wall(verdict.due or 0) == "2026-11-19 10:30"


# The end


@pytest.mark.parametrize(
    ("finished", "state"),
    [
        ("2026-11-19 09:30", State.MET),
        ("2026-11-19 10:00", State.MET),
        ("2026-11-19 10:01", State.LATE),
    ],
)
def test_finished_in_time_or_too_late(finished: str, state: State) -> None:
    verdict = judged(HOUR, [span("2026-11-19 09:00", finished)], "2027-01-04 09:00", ended=True)
    assert verdict.state is state
    assert wall(verdict.due or 0) == "2026-11-19 10:00"


def test_due_at_closing_and_finished_that_evening_is_late() -> None:
    evening = judged(days(1), [span("2026-11-18 09:00", "2026-11-19 16:05")], "2026-11-20 09:00", ended=True)
    assert evening.state is State.LATE
    minutes = judged(HOUR, [span("2026-11-19 15:00", "2026-11-19 16:05")], "2026-11-20 09:00", ended=True)
    assert minutes.state is State.LATE


def test_late_in_an_earlier_visit_is_late_at_the_end() -> None:
    spans = [
        span("2026-11-19 09:00", "2026-11-19 10:30"),
        span("2026-11-20 09:00", "2026-11-20 09:05"),
    ]
    assert judged(HOUR, spans, "2026-11-20 10:00", ended=True).state is State.LATE


# The calendar's end


def test_past_the_horizon_a_limit_is_unknown() -> None:
    verdict = judged(days(5), [span("2027-12-29 09:00")], "2027-12-30 09:00")
    assert (verdict.state, verdict.due, verdict.used) == (State.UNKNOWN, None, 1)
    assert judged(HOUR, [span("2028-01-05 09:00")], "2028-01-05 09:10").state is State.UNKNOWN
    assert judged(HOUR, [span("2024-12-30 09:00")], "2025-01-06 09:00").state is State.UNKNOWN


def test_what_can_be_known_at_the_horizon_is_said() -> None:
    started = "2027-12-29 09:00"
    met = judged(days(5), [span(started, "2027-12-30 15:00")], "2027-12-30 16:00", ended=True)
    assert (met.state, met.due) == (State.MET, None)
    assert judged(days(5), [span(started, "2027-12-30 15:00")], "2028-02-01 09:00").state is State.RESTING
    overdue = judged(days(1), [span(started)], "2028-02-01 09:00")
    assert (overdue.state, wall(overdue.due or 0)) == (State.OVERDUE, "2027-12-30 16:00")
    again = judged(days(1), [span(started, "2027-12-31 09:00"), span("2028-01-10 09:00")], "2028-02-01 09:00")
    assert again.state is State.OVERDUE
    to_the_end = [span(started, "2028-01-01 00:00")]
    last = judged(days(5), to_the_end, "2028-02-01 09:00", ended=True)
    assert (last.state, last.used) == (State.MET, 2)


def test_an_estimated_holiday_in_the_way_is_told() -> None:
    assert judged(days(3), [span("2026-12-30 09:00")], "2026-12-30 10:00").estimated
    assert not judged(days(1), [span("2026-12-30 09:00")], "2026-12-30 10:00").estimated
    rested = [span("2026-12-30 09:00", "2026-12-30 10:00"), span("2027-01-04 09:00")]
    assert not judged(HOUR, rested, "2027-01-04 09:05").estimated


@pytest.mark.parametrize("until", [None, "2027-01-05 09:00"])
def test_an_estimated_holiday_after_it_ran_out_makes_it_no_estimate(until: str | None) -> None:
    """Due on 31 December; 1 January is not decreed yet."""
    worked = [span("2026-12-30 09:00", until)]
    assert not judged(days(1), worked, "2027-01-05 10:00").estimated


def test_it_is_near_from_the_instant_on_that_goes_with_its_due() -> None:
    two_days = [span("2026-11-18 10:00")]
    assert wall(judged(days(2), two_days, "2026-11-18 11:00").near or 0) == "2026-11-20 00:00"
    resting = [span("2026-11-19 09:00", "2026-11-19 09:20")]
    assert judged(HOUR, resting, "2026-11-19 09:40").near is None
    resumed = [*resting, span("2026-11-20 15:30")]
    assert wall(judged(HOUR, resumed, "2026-11-20 15:31").near or 0) == "2026-11-20 15:58"
