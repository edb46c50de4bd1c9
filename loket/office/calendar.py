"""The office's calendar put together: its hours, the days off, and how far it is known.

The days that come with the program are a seed: what counts in an office are the days kept in its database,
which is why `office_calendar` takes them from the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from loket.office.holiday_list import read_holidays
from loket.office.model import Office
from loket.office.times import Times
from loket.resources import resource
from loket.sla.calendar import DayOverride, Holiday, OfficeCalendar

NATIONAL = "libur_nasional"


def seed_holidays() -> tuple[Holiday, ...]:
    """The days off that come with the program: 2025 and 2026 as decreed, 2027 partly as an estimate."""
    found, faults = read_holidays(resource("data", "calendar", "holidays_2025_2027.csv"))
    if faults:
        raise ValueError("\n".join(str(fault) for fault in faults))
    return found


def last_known(days: Iterable[Holiday | DayOverride]) -> date:
    """The end of the unbroken run of years whose national days are known: a gap is not to be guessed over."""
    years = _national_years(days)
    last = min(years)
    while last + 1 in years:
        last += 1
    return date(last, 12, 31)


def opened_to(horizon: date, listed: Iterable[Holiday], closed: Collection[int] = ()) -> date:
    """How far the calendar reaches with an imported list: on through the years whose national days it has.

    Years that are to stay `closed` end it.
    """
    years, last = _national_years(listed) - set(closed), horizon.year
    while last + 1 in years:
        last += 1
    return horizon if last == horizon.year else date(last, 12, 31)


def office_calendar(
    office: Office | Times,
    days: Iterable[Holiday | DayOverride],
    revision: int,
    horizon: date | None = None,
) -> OfficeCalendar:
    """The office's calendar from its hours and the days off and exceptions kept for it.

    It spans years whose national holidays are known, since of others nobody can say which days are worked: at
    most to `horizon`, which an office moves by importing a year's list. Without one (the seed) a national day
    stands for its year. ValueError when none is known.
    """
    kept = list(days)
    years = _national_years(kept)
    if not years:
        raise ValueError("a calendar needs the national holidays of a year")
    end = horizon.year if horizon is not None else last_known(kept).year
    end = max((year for year in years if year <= end), default=min(years))
    first = end
    while first - 1 in years:
        first -= 1
    return OfficeCalendar(
        zone_minutes=office.zone_minutes,
        patterns=office.patterns,
        holidays=tuple(day for day in kept if isinstance(day, Holiday)),
        overrides=tuple(day for day in kept if isinstance(day, DayOverride)),
        first=date(first, 1, 1),
        last=date(end, 12, 31),
        revision=revision,
    )


def _national_years(days: Iterable[Holiday | DayOverride]) -> set[int]:
    return {day.date.year for day in days if isinstance(day, Holiday) and day.kind == NATIONAL}
