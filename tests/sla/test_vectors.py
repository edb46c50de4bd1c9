"""Due dates computed by hand for a real calendar."""

from __future__ import annotations

import pytest

from loket.lengths import MINUTE
from loket.sla import Budget, Clock, OutsideHorizon, due
from tests.sla.office import at, decreed, ordinary, wall


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2026-03-17", 1, "2026-03-25 16:00"),
        ("2026-05-13", 6, "2026-05-25 16:00"),
        ("2026-11-20", 5, "2026-11-27 16:30"),
        ("2026-12-30", 3, "2027-01-06 16:00"),
        ("2025-08-15", 2, "2025-08-20 16:00"),
        ("2026-02-23", 6, "2026-03-03 15:00"),
    ],
)
@pytest.mark.parametrize("hour", ["00:00", "07:29", "09:00", "16:45", "23:59"])
def test_hari_kerja_leave_out_the_day_of_receipt_whatever_its_hour(
    received: str, days: int, expected: str, hour: str
) -> None:
    assert wall(due(ordinary(), Budget(Clock.DAYS, days), at(f"{received} {hour}"))) == expected


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-11-20 11:00", 60, "2026-11-20 13:30"),
        ("2026-11-20 16:00", 60, "2026-11-23 08:00"),
        ("2026-11-21 10:00", 5, "2026-11-23 07:35"),
        ("2026-03-17 14:30", 60, "2026-03-25 08:00"),
        ("2026-11-19 11:30", 30, "2026-11-19 12:00"),
        ("2026-11-19 11:30", 31, "2026-11-19 13:01"),
        ("2026-11-19 15:30", 30, "2026-11-19 16:00"),
        ("2026-11-19 16:00", 1, "2026-11-20 07:31"),
        ("2026-11-19 12:15", 10, "2026-11-19 13:10"),
        ("2026-11-19 05:00", 10, "2026-11-19 07:40"),
        ("2026-11-19 00:00", 10, "2026-11-19 07:40"),
        ("2026-11-19 23:59", 10, "2026-11-20 07:40"),
        ("2026-01-15 15:50", 20, "2026-01-19 07:40"),
        ("2026-02-18 15:50", 20, "2026-02-19 08:10"),
        ("2026-02-20 11:20", 20, "2026-02-20 12:40"),
        ("2026-11-16 07:30", 5 * 450, "2026-11-20 16:30"),
    ],
)
def test_minutes_run_inside_counter_hours_only(start: str, minutes: int, expected: str) -> None:
    assert wall(due(ordinary(), Budget(Clock.WORK, minutes * MINUTE), at(start))) == expected


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-20 11:00", "2026-11-20 13:30", 60),
        ("2026-11-20 16:30", "2026-11-23 07:30", 0),
        ("2026-11-16 00:00", "2026-11-23 00:00", 2250),
        ("2026-02-23 00:00", "2026-03-02 00:00", 1950),
        ("2026-03-17 15:00", "2026-03-25 07:30", 0),
        ("2026-11-19 12:10", "2026-11-19 12:50", 0),
    ],
)
def test_working_minutes_between(start: str, end: str, minutes: int) -> None:
    assert ordinary().working_between(at(start), at(end)) == minutes * MINUTE


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2026-11-18 09:00", 2, "2026-11-20 16:30"),
        ("2026-11-19 09:00", 2, "2026-11-22 00:00"),
        ("2026-03-17 09:00", 1, "2026-03-19 00:00"),
        ("2026-03-17 09:00", 8, "2026-03-25 16:00"),
    ],
)
def test_calendar_days_end_at_closing_or_at_midnight_of_a_closed_date(
    received: str, days: int, expected: str
) -> None:
    assert wall(due(ordinary(), Budget(Clock.CALENDAR_DAYS, days), at(received))) == expected


def test_years_have_the_working_days_that_follow_from_the_decrees() -> None:
    time = ordinary()
    working = {
        year: sum(bool(day.hours) for day in time.days if day.date.year == year)
        for year in (2025, 2026, 2027)
    }
    assert working == {2025: 237, 2026: 240, 2027: 242}
    months = [
        sum(bool(day.hours) for day in time.days if (day.date.year, day.date.month) == (2026, m))
        for m in range(1, 13)
    ]
    assert months == [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21]


def test_every_date_of_2027_is_marked_as_an_estimate() -> None:
    assert {h.status for h in decreed() if h.date.year == 2027} == {"perkiraan"}
    assert {h.status for h in decreed() if h.date.year < 2027} == {"ditetapkan"}


def test_past_the_calendars_end_nothing_is_guessed() -> None:
    with pytest.raises(OutsideHorizon) as missing:
        due(ordinary(), Budget(Clock.DAYS, 5), at("2027-12-29 09:00"))
    assert missing.value.date.isoformat() == "2028-01-01"
    with pytest.raises(OutsideHorizon) as missing:
        ordinary().work(at("2028-03-04 09:00"))
    assert missing.value.date.isoformat() == "2028-03-04"
