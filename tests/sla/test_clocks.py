"""What the office's clock says at a glance: open, on a break, closed until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from loket.lengths import MINUTE
from loket.sla import OutsideHorizon, compile_calendar
from loket.sla.words import clock_text, date_range, long_date
from tests.sla.office import at, office_calendar, ordinary, wall


@pytest.mark.parametrize(
    ("now", "closes", "resumes", "opening"),
    [
        ("2026-11-20 09:12", "2026-11-20 11:30", "2026-11-20 09:12", "2026-11-20 13:00"),
        ("2026-11-20 11:30", None, "2026-11-20 13:00", "2026-11-20 13:00"),
        ("2026-11-20 13:00", "2026-11-20 16:30", "2026-11-20 13:00", "2026-11-23 07:30"),
        ("2026-11-20 16:30", None, "2026-11-23 07:30", "2026-11-23 07:30"),
        ("2026-11-21 10:00", None, "2026-11-23 07:30", "2026-11-23 07:30"),
    ],
)
def test_open_break_and_closed(now: str, closes: str | None, resumes: str, opening: str) -> None:
    time, t = ordinary(), at(now)
    assert time.is_open(t) is (closes is not None)
    assert time.closes_at(t) == (None if closes is None else at(closes))
    assert time.resumes_at(t) == at(resumes)
    assert time.next_opening(t) == at(opening)


def test_the_inverse_takes_the_earliest_instant() -> None:
    time = ordinary()
    friday_evening = time.work(at("2026-11-20 20:00"))
    assert wall(time.at_work(friday_evening)) == "2026-11-20 16:30"
    assert time.at_work(friday_evening + 1) == at("2026-11-23 07:30") + 1
    assert time.at_work(0) == time.horizon[0] == time.closing(0) == time.calendar_closing(0)


def test_a_working_day_is_counted_from_its_midnight_on() -> None:
    time = ordinary()
    thursday, friday = time.day(at("2026-11-19 23:59")), time.day(at("2026-11-20 00:00"))
    assert friday == thursday + 1 == time.day(at("2026-11-20 17:00")) == time.day(at("2026-11-22 23:59"))
    assert wall(time.closing(friday)) == "2026-11-20 16:30"


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ("2026-11-20 16:30", date(2026, 11, 20)),
        ("2026-11-22 00:00", date(2026, 11, 21)),
        ("2026-11-22 00:01", date(2026, 11, 22)),
    ],
)
def test_midnight_ends_the_day_before_it(ends: str, last: date) -> None:
    assert ordinary().last_date(at(ends)) == last


def test_estimates_are_noticed_on_both_ends_and_not_beyond() -> None:
    time = ordinary()
    new_year = (at("2027-01-01 00:00"), at("2027-01-01 23:59"))
    assert time.estimated_between(at("2026-12-30 09:00"), new_year[0])
    assert time.estimated_between(new_year[1], at("2027-01-04 09:00"))
    assert not time.estimated_between(at("2026-12-30 09:00"), at("2026-12-31 23:59"))
    assert not time.estimated_between(at("2027-01-02 00:00"), at("2027-01-04 23:59"))


@pytest.mark.parametrize(("zone", "hour"), [(420, 0), (480, 23), (540, 22)])
def test_the_zone_belongs_to_the_office(zone: int, hour: int) -> None:
    time = compile_calendar(replace(office_calendar(), zone_minutes=zone))
    opening = time.instant(date(2026, 11, 20), 450)
    assert datetime.fromtimestamp(opening / 1000, UTC).strftime("%H:%M") == f"{hour:02d}:30"
    assert time.is_open(opening)
    assert not time.is_open(opening - 1)
    assert time.local(opening).strftime("%Y-%m-%d %H:%M") == "2026-11-20 07:30"


def test_instants_come_from_dates_and_from_naive_and_aware_times() -> None:
    time = ordinary()
    aware = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert time.instant(aware) == time.instant(datetime(2026, 11, 20, 7, 30)) == at("2026-11-20 07:30")
    assert time.instant(date(2026, 11, 20), 450) == at("2026-11-20 07:30")
    assert time.instant(time.local(at("2026-11-20 07:30") + 123)) == at("2026-11-20 07:30") + 123


def test_the_edges_of_the_horizon_may_be_asked_and_nothing_beyond() -> None:
    time = ordinary()
    first, last = time.horizon
    assert time.work(first) == 0
    assert time.work(last) == time.through[-1]
    assert time.day(last) == len(time.closings)
    assert time.at_work(time.through[-1]) == time.closings[-1]
    for ask in (time.work, time.day, time.calendar_day, time.is_open, time.next_opening):
        for beyond in (first - 1, last + 1):
            with pytest.raises(OutsideHorizon):
                ask(beyond)
    for inverse, most in (
        (time.at_work, time.through[-1]),
        (time.closing, len(time.closings)),
        (time.calendar_closing, len(time.days)),
    ):
        for beyond in (-1, most + 1):
            with pytest.raises(OutsideHorizon):
                inverse(beyond)
    with pytest.raises(OutsideHorizon):
        time.next_opening(time.closings[-1])


def test_an_office_open_round_the_clock_ends_its_day_at_24() -> None:
    calendar = office_calendar(holidays=())
    always = replace(calendar.patterns[0], week=(((0, 1440),),) * 7)
    time = compile_calendar(replace(calendar, patterns=[always]))
    assert time.closes_at(at("2026-11-20 23:59")) == at("2026-11-21 00:00")
    assert time.is_open(at("2026-11-21 00:00"))
    assert time.working_between(at("2026-11-20 23:59"), at("2026-11-21 00:01")) == 2 * MINUTE


def test_dates_and_hours_are_written_the_indonesian_way() -> None:
    assert long_date(date(2026, 3, 25)) == "Rabu, 25 Maret 2026"
    assert date_range(date(2026, 3, 18), date(2026, 3, 24)) == "18–24 Mar"
    assert date_range(date(2026, 3, 30), date(2026, 4, 2)) == "30 Mar – 2 Apr"
    assert date_range(date(2026, 8, 17), date(2026, 8, 17)) == "Sen 17 Agu"
    assert (clock_text(485), clock_text(1440)) == ("08.05", "24.00")
