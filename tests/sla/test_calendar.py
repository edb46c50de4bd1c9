"""What the office may write in its calendar, and what the calendar refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loket.lengths import MINUTE
from loket.sla import (
    Budget,
    CalendarFault,
    Clock,
    DayOverride,
    Holiday,
    OfficeCalendar,
    WeekPattern,
    compile_calendar,
    due,
)
from tests.sla.office import NORMAL, at, day_on, decreed, hours, office_calendar, ordinary, wall, week

DAY_BUDGET = Budget(Clock.DAYS, 1)


def test_an_office_may_stay_open_on_cuti_bersama() -> None:
    piket = DayOverride(date(2026, 3, 18), hours("08.00-12.00"), "piket pelayanan", "SK Kadis 12/2026")
    time = compile_calendar(office_calendar(overrides=[piket]))
    assert wall(due(time, DAY_BUDGET, at("2026-03-17 09:00"))) == "2026-03-18 12:00"
    assert wall(due(time, Budget(Clock.WORK, 60 * MINUTE), at("2026-03-17 14:30"))) == "2026-03-18 08:30"
    assert day_on(time, date(2026, 3, 18)).reason == "piket pelayanan"


def test_a_flood_closes_and_a_short_day_shortens() -> None:
    overrides = [
        DayOverride(date(2026, 11, 23), (), "banjir"),
        DayOverride(date(2026, 11, 24), hours("07.30-11.00"), "upacara"),
    ]
    time = compile_calendar(office_calendar(overrides=overrides))
    assert wall(due(time, DAY_BUDGET, at("2026-11-20 09:00"))) == "2026-11-24 11:00"
    assert [
        (d.date.day, d.reason)
        for d in time.closed_dates_between(at("2026-11-20 09:00"), at("2026-11-24 09:00"))
    ] == [
        (21, "Sabtu"),
        (22, "Minggu"),
        (23, "banjir"),
    ]


def test_a_late_decree_moves_a_deadline_that_was_already_running() -> None:
    known_before = [h for h in decreed() if h.date != date(2025, 8, 18)]
    before = compile_calendar(office_calendar(holidays=known_before))
    received, budget = at("2025-08-15 09:00"), Budget(Clock.DAYS, 2)
    assert wall(due(before, budget, received)) == "2025-08-19 16:00"
    assert wall(due(ordinary(), budget, received)) == "2025-08-20 16:00"


def test_the_later_of_two_valid_patterns_wins() -> None:
    time = ordinary()
    assert day_on(time, date(2026, 2, 18)).hours == hours("07.30-12.00 13.00-16.00")
    assert day_on(time, date(2026, 2, 19)).hours == hours("08.00-12.00 12.30-15.00")
    assert day_on(time, date(2026, 2, 20)).hours == hours("08.00-11.30 12.30-15.30")
    assert day_on(time, date(2026, 3, 25)).hours == hours("07.30-12.00 13.00-16.00")


def test_touching_hours_are_one_stretch() -> None:
    no_break = replace(NORMAL, week=week("07.30-12.00 12.00-16.00", "07.30-16.30"))
    time = compile_calendar(replace(office_calendar(), patterns=[no_break]))
    assert time.closes_at(at("2026-11-19 11:59")) == at("2026-11-19 16:00")


def test_a_decreed_holiday_makes_an_estimated_one_on_the_same_date_certain() -> None:
    twice = [
        Holiday(date(2026, 11, 23), "libur_nasional", "Hari Raya", "", "perkiraan"),
        Holiday(date(2026, 11, 23), "libur_daerah", "Hari Jadi Kabupaten", "Perbup 1/2026"),
    ]
    day = day_on(compile_calendar(office_calendar(holidays=twice)), date(2026, 11, 23))
    assert (day.reason, day.estimated) == ("Hari Jadi Kabupaten", False)


def faulty(**change: object) -> OfficeCalendar:
    return replace(office_calendar(), **change)  # type: ignore[arg-type]


def pattern(monday: tuple[tuple[int, int], ...]) -> list[WeekPattern]:
    return [WeekPattern("Uji", (monday, (), (), (), (), (), ()))]


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        (faulty(patterns=pattern(((450, 720), (700, 960)))), "hari Senin: 11.40–16.00 bertumpuk"),
        (faulty(patterns=pattern(((780, 960), (450, 720)))), "tidak berurutan"),
        (faulty(patterns=pattern(((720, 450),))), "12.00–07.30 berakhir sebelum mulai"),
        (faulty(patterns=pattern(((720, 720),))), "berakhir sebelum mulai"),
        (faulty(patterns=pattern(((450, 1441),))), "melewati batas 00.00–24.00"),
        (faulty(patterns=pattern(((-10, 60),))), "melewati batas"),
        (faulty(patterns=[WeekPattern("Pendek", ((), ()))]), "tujuh hari"),  # type: ignore[arg-type]
        (faulty(patterns=[replace(NORMAL, last=date(2027, 6, 30))]), "Kamis, 1 Juli 2027"),
        (faulty(patterns=[]), "Tidak ada pola jam kerja"),
        (faulty(patterns=[replace(NORMAL, first=date(2026, 2, 1), last=date(2026, 1, 1))]), "berakhir"),
        (faulty(first=date(2028, 1, 1)), "sebelum mulai"),
        (faulty(zone_minutes=3000), "zona waktu"),
        (faulty(holidays=[Holiday(date(2026, 1, 1), "libur", "x")]), "“libur” pada 2026-01-01"),
        (
            faulty(holidays=[Holiday(date(2026, 1, 1), "libur_kantor", "x", "", "mungkin")]),
            "“mungkin” pada 2026-01-01",
        ),
        (faulty(overrides=[DayOverride(date(2026, 1, 2), ((60, 30),), "x")]), "Jumat, 2 Januari 2026"),
        (faulty(overrides=[DayOverride(date(2026, 1, 2), (), "x")] * 2), "dua ketentuan khusus"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused_in_words(calendar: OfficeCalendar, words: str) -> None:
    with pytest.raises(CalendarFault, match=words):
        compile_calendar(calendar)
