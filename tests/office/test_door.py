"""When the door is open: by its own hours, on special days and days off by theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from loket.office.door import next_open
from loket.office.model import DoorDays, Office
from loket.office.profile import load_office
from loket.sla.calendar import DayOverride, Holiday, OfficeCalendar, compile_calendar
from loket.sla.clocks import WorkingTime

SPAN = (date(2026, 11, 16), date(2026, 11, 29))
OFFICE = load_office("karimun")
DOOR = (((8 * 60, 11 * 60), (13 * 60, 15 * 60)),) * 5 + (((9 * 60, 10 * 60),), ())
"""Mondays to Fridays 08.00-11.00 and 13.00-15.00, Saturdays 09.00-10.00."""
TIME = compile_calendar(
    OfficeCalendar(
        7 * 60,
        OFFICE.patterns,
        [Holiday(date(2026, 11, 24), "libur_nasional", "Libur Contoh")],
        [DayOverride(date(2026, 11, 25), ((9 * 60, 10 * 60),), "Rapat Contoh")],
        *SPAN,
    )
)


def at(text: str) -> int:
    return TIME.instant(datetime.fromisoformat(f"2026-11-{text}"))


def opens(office: Office, time: WorkingTime, text: str) -> str:
    found = next_open(office, time, at(text))
    return "-" if found is None else f"{time.local(found):%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "open_at"),
    [
        ("18 08:00", "18 08:00"),
        ("18 10:59", "18 10:59"),
        ("18 11:00", "18 13:00"),
        ("18 07:59", "18 08:00"),
        ("18 15:00", "19 08:00"),
        ("21 09:30", "21 09:30"),  # a Saturday that is no working day, but the door is open
        ("21 10:00", "23 08:00"),
        ("23 15:00", "25 09:00"),  # a day off, then a special day
        ("25 10:00", "26 08:00"),
        ("28 10:00", "-"),  # then the calendar ends
        ("30 12:00", "30 12:00"),  # of which nobody says that it is closed
    ],
)
def test_the_door_has_hours_of_its_own(now: str, open_at: str) -> None:
    assert opens(replace(OFFICE, door=DOOR), TIME, now) == open_at


def test_a_date_has_hours_of_its_own_also_on_a_day_off_and_the_last_that_is_written_wins() -> None:
    days = (
        DoorDays("MPP", date(2026, 11, 22), date(2026, 11, 25), ((8 * 60, 12 * 60),)),
        DoorDays("Pindahan", date(2026, 11, 25), date(2026, 11, 25), ()),
    )
    office = replace(OFFICE, door=DOOR, door_days=days)
    assert opens(office, TIME, "21 10:00") == "22 08:00"  # a Sunday
    assert opens(office, TIME, "24 09:00") == "24 09:00"  # a day off
    assert opens(office, TIME, "24 12:00") == "26 08:00"  # the special day's hours do not count


def test_where_the_office_names_none_it_is_open_while_people_work() -> None:
    assert opens(OFFICE, TIME, "18 07:29") == "18 07:30"
    assert opens(OFFICE, TIME, "18 12:30") == "18 13:00"
    assert opens(OFFICE, TIME, "21 09:30") == "23 07:30"
