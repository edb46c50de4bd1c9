"""The office of these tests: WIB, the hours of Perpres 21/2023 with assumed breaks, the decreed holidays."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from loket.sla import DayOverride, Holiday, OfficeCalendar, WeekPattern, WorkingTime, compile_calendar
from loket.sla.day import Day, Hours

WIB = 7 * 60
HOLIDAY_FILE = Path(__file__).parents[2] / "data" / "calendar" / "holidays_2025_2027.csv"


def hours(text: str) -> Hours:
    """`07.30-12.00 13.00-16.00` as minutes."""
    ends = [[int(m[:2]) * 60 + int(m[3:]) for m in part.split("-")] for part in text.split()]
    return tuple((a, b) for a, b in ends)


def week(
    usual: str, friday: str, saturday: str = ""
) -> tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]:
    mon, fri = hours(usual), hours(friday)
    return (mon, mon, mon, mon, fri, hours(saturday), ())


NORMAL = WeekPattern("Normal", week("07.30-12.00 13.00-16.00", "07.30-11.30 13.00-16.30"))
RAMADAN = WeekPattern(
    "Ramadan 1447 H",
    week("08.00-12.00 12.30-15.00", "08.00-11.30 12.30-15.30"),
    date(2026, 2, 19),
    date(2026, 3, 20),
)


@cache
def decreed() -> tuple[Holiday, ...]:
    with HOLIDAY_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Holiday(
                date.fromisoformat(row["tanggal"]), row["jenis"], row["nama"], row["dasar"], row["status"]
            )
            for row in csv.DictReader(file)
        )


def office_calendar(
    *, holidays: Sequence[Holiday] | None = None, overrides: Sequence[DayOverride] = ()
) -> OfficeCalendar:
    return OfficeCalendar(
        WIB,
        (NORMAL, RAMADAN),
        decreed() if holidays is None else holidays,
        overrides,
        date(2025, 1, 1),
        date(2027, 12, 31),
    )


@cache
def ordinary() -> WorkingTime:
    return compile_calendar(office_calendar())


def at(text: str) -> int:
    """`2026-11-20 09:08` on the office's wall as an instant."""
    return ordinary().instant(datetime.fromisoformat(text))


def wall(t: int) -> str:
    return ordinary().local(t).strftime("%Y-%m-%d %H:%M")


def day_on(time: WorkingTime, day: date) -> Day:
    return next(known for known in time.days if known.date == day)
