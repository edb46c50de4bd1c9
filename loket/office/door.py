"""When the door is open for people: as the office says, else while it works."""

from __future__ import annotations

from datetime import timedelta

from loket.lengths import MINUTE
from loket.office.model import Office
from loket.sla.clocks import OutsideHorizon, WorkingTime
from loket.sla.day import Day, Hours


def next_open(office: Office, time: WorkingTime, now: int) -> int | None:
    """When the door is open next (ms UTC): `now` itself while it is; None where the calendar does not say.

    Of a date that the calendar does not reach nobody says that it is closed.
    """
    try:
        ahead = time.days_between(now, time.horizon[1])
    except OutsideHorizon:
        return now
    for day in ahead:
        for opens, closes in door_hours(office, day):
            if now < time.instant(day.date, closes):
                return max(now, time.instant(day.date, opens))
    return None


def open_today(office: Office, time: WorkingTime, now: int) -> tuple[tuple[int, int], ...]:
    """From when to when (ms UTC) it is open on the date of `now`; never where the calendar does not say."""
    if not time.horizon[0] <= now < time.horizon[1]:
        return ()
    today = time.days_between(now, now)[0]
    return tuple(
        (time.instant(today.date, opens), time.instant(today.date, closes))
        for opens, closes in door_hours(office, today)
    )


def last_number(office: Office, time: WorkingTime, now: int) -> int | None:
    """From when on (ms UTC) no number is given any more on the date of `now`.

    None where the office has no such rule, or the door is closed that day; so it is for a kiosk that gives
    numbers always.
    """
    minutes, always = office.settings.last_number_minutes, office.settings.kiosk_always
    if not minutes or always or not time.horizon[0] <= now < time.horizon[1]:
        return None
    today = time.days_between(now, now)[0]
    hours = door_hours(office, today)
    return time.instant(today.date, hours[-1][1]) - minutes * MINUTE if hours else None


def opens_another_day(office: Office, time: WorkingTime, now: int) -> int | None:
    """When it is open first after the date of `now` (ms UTC); None where the calendar does not say."""
    tomorrow = time.instant(time.date_of(now) + timedelta(days=1))
    return next_open(office, time, tomorrow) if tomorrow < time.horizon[1] else None


def door_hours(office: Office, day: Day) -> Hours:
    """The hours in which it is open that date: its own, if any; a holiday or special day those of work."""
    own = next((days for days in reversed(office.door_days) if days.first <= day.date <= days.last), None)
    if own is not None:
        return own.hours
    usual = office.door is not None and day.kind == "mingguan"
    return office.door[day.date.weekday()] if usual and office.door is not None else day.hours
