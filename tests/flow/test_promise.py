"""When a promise falls that was told: against a clerk with a calendar who goes hour by hour."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from loket.flow.promise import Stay, falls, next_working_day
from loket.flow.standing import Standing
from loket.lengths import HOUR
from loket.sla import WorkingTime, compile_calendar
from tests.examples import tries
from tests.sla.office import office_calendar

TIME = compile_calendar(office_calendar())
BEGIN = TIME.instant(date(2026, 12, 14), 9 * 60)
AWAY = (Standing.APPLICANT, Standing.PAYMENT)
STRETCHES = st.lists(
    st.tuples(st.sampled_from([*AWAY, Standing.WAITING, Standing.WORKING]), st.integers(1, 80)),
    min_size=1,
    max_size=6,
)


def lying(stretches: list[tuple[Standing, int]], *, goes_on: bool) -> list[Stay]:
    """A strand's stretches one after the other, so many hours each; the last may go on."""
    found, start = list[Stay](), BEGIN
    for at, (standing, hours) in enumerate(stretches):
        end = start + hours * HOUR
        found.append(Stay(standing, start, None if goes_on and at == len(stretches) - 1 else end))
        start = end
    return found


def works(day: date, time: WorkingTime = TIME) -> bool:
    return bool(time.days[(day - time.days[0].date).days].hours)


def walked(day: date, at: int, stays: list[Stay], time: WorkingTime = TIME) -> date | None:
    """The same, hour by hour (its stretches need not begin by it) and day by day."""
    last, owed, was_away = max(at, *(s.end or s.start for s in stays)), 0, False
    for now in range(at, last + 2 * HOUR, HOUR):
        there = [s.standing for s in stays if s.start <= now and (s.end is None or now < s.end)]
        away = bool(there) and all(each in AWAY for each in there)
        if was_away and works(time.date_of(now), time) and time.date_of(now) != time.date_of(now - HOUR):
            owed += 1
        if was_away and not away:
            while owed:
                day += timedelta(days=1)
                owed -= works(day, time)
        if away and not was_away and time.date_of(now) > day:
            return day
        was_away = away
    return None if was_away else day


@settings(max_examples=tries(60), deadline=None)
@given(first=STRETCHES, second=STRETCHES | st.none(), goes_on=st.booleans(), days=st.integers(0, 8))
def test_each_working_day_that_the_applicant_had_the_file_moves_a_promise_by_one(
    first: list[tuple[Standing, int]],
    second: list[tuple[Standing, int]] | None,
    goes_on: bool,
    days: int,
) -> None:
    stays = [s for each in (first, second) if each for s in lying(each, goes_on=goes_on)]
    day, at = TIME.date_of(BEGIN) + timedelta(days=days), BEGIN + 2 * HOUR
    assert falls(day, at, stays, TIME) == walked(day, at, stays)


def stay(standing: Standing, start: str, end: str | None) -> Stay:
    return Stay(standing, moment(start), moment(end) if end else None)


def moment(text: str) -> int:
    day, hour = text.split()
    return TIME.instant(date(2026, 12, int(day)), int(hour) * 60)


def test_a_file_returned_on_friday_and_brought_back_on_monday_has_a_working_day_more() -> None:
    stays = [
        stay(Standing.WORKING, "17 9", "18 10"),
        stay(Standing.APPLICANT, "18 10", "21 9"),
        stay(Standing.WAITING, "21 9", None),
    ]
    assert falls(date(2026, 12, 22), moment("17 9"), stays, TIME) == date(2026, 12, 23)


def test_while_the_applicant_has_it_nothing_falls_unless_it_was_over_before() -> None:
    stays = [stay(Standing.WORKING, "14 9", "16 10"), stay(Standing.APPLICANT, "16 10", None)]
    found = [falls(date(2026, 12, day), moment("14 9"), stays, TIME) for day in (17, 16, 15)]
    assert found == [None, None, date(2026, 12, 15)]


def test_the_next_working_day_passes_weekend_and_holidays() -> None:
    assert next_working_day(moment("17 15"), TIME) == date(2026, 12, 18)
    assert next_working_day(moment("18 8"), TIME) == date(2026, 12, 21)
    assert next_working_day(moment("23 8"), TIME) == date(2026, 12, 28)
