"""The office's calendar as data: weekly patterns, holidays, exceptions; checked and compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loket.sla.clocks import WorkingTime, working_time
from loket.sla.day import Day, Hours
from loket.sla.words import DAY_MINUTES, DAYS, clock_text, day_name, long_date

HOLIDAY_KINDS = ("libur_nasional", "cuti_bersama", "libur_daerah", "libur_kantor")
HOLIDAY_STATUS = ("ditetapkan", "perkiraan")


class CalendarFault(Exception):
    """The calendar contradicts itself; the message is an Indonesian sentence for whoever keeps it."""


Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""The hours of each weekday, Monday first."""


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """The hours of a week, valid from `first` to `last` (both included; None is open-ended)."""

    name: str
    week: Week
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the pattern is valid on that date."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off with the decree behind it; `status` tells a decreed day from an estimate."""

    date: date
    kind: str
    name: str
    decree: str = ""
    status: str = "ditetapkan"


@dataclass(frozen=True, slots=True)
class DayOverride:
    """The office's own decision for one date: open on a cuti bersama, closed for a flood, a short day."""

    date: date
    hours: Hours
    reason: str
    decree: str = ""


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """All that decides when an office works between `first` and `last` (both included).

    `zone_minutes` is the fixed offset east of UTC. Of patterns valid on the same date the later in the list
    wins; a holiday beats any pattern, an override beats both.
    """

    zone_minutes: int
    patterns: Sequence[WeekPattern]
    holidays: Sequence[Holiday]
    overrides: Sequence[DayOverride]
    first: date
    last: date
    revision: int = 0


def compile_calendar(calendar: OfficeCalendar) -> WorkingTime:
    """Check the calendar and compile it. Raises CalendarFault."""
    if calendar.last < calendar.first:
        raise CalendarFault(f"Kalender berakhir ({calendar.last}) sebelum mulai ({calendar.first}).")
    if not -12 * 60 <= calendar.zone_minutes <= 14 * 60:
        raise CalendarFault(f"Selisih zona waktu {calendar.zone_minutes} menit tidak masuk akal.")
    for pattern in calendar.patterns:
        _check_pattern(pattern)
    holidays = _holidays_by_date(calendar.holidays)
    overrides = _overrides_by_date(calendar.overrides)
    length = (calendar.last - calendar.first).days + 1
    dates = (calendar.first + timedelta(days=offset) for offset in range(length))
    days = tuple(_decide(day, calendar.patterns, holidays, overrides) for day in dates)
    return working_time(days, calendar.zone_minutes, calendar.revision)


def _decide(
    day: date,
    patterns: Sequence[WeekPattern],
    holidays: Mapping[date, list[Holiday]],
    overrides: Mapping[date, DayOverride],
) -> Day:
    """Apply the order of authority to one date: override, holiday, the latest pattern that is valid."""
    pattern = next((p for p in reversed(patterns) if p.covers(day)), None)
    if pattern is None:
        raise CalendarFault(f"Tidak ada pola jam kerja yang berlaku pada {long_date(day)}.")
    if (override := overrides.get(day)) is not None:
        return Day(day, _joined(override.hours), "khusus", override.reason, override.decree)
    if off := holidays.get(day):
        # One decree is enough to make the day certain, whatever else is only expected on it.
        named = next((h for h in off if h.status == "ditetapkan"), off[0])
        return Day(day, (), named.kind, named.name, named.decree, named.status == "perkiraan")
    hours = _joined(pattern.week[day.weekday()])
    return Day(day, hours, "mingguan", "" if hours else day_name(day))


def _joined(hours: Hours) -> Hours:
    """Hours with touching intervals made one, so that 12.00 is no closing time where nobody stops."""
    joined: list[tuple[int, int]] = []
    for start, end in hours:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _check_pattern(pattern: WeekPattern) -> None:
    if pattern.first is not None and pattern.last is not None and pattern.last < pattern.first:
        raise CalendarFault(
            f"Pola jam kerja “{pattern.name}” berakhir ({pattern.last}) sebelum mulai ({pattern.first})."
        )
    if len(pattern.week) != len(DAYS):
        raise CalendarFault(f"Pola jam kerja “{pattern.name}” harus memuat tujuh hari, Senin sampai Minggu.")
    for name, hours in zip(DAYS, pattern.week, strict=True):
        _check_hours(hours, f"Pola jam kerja “{pattern.name}”, hari {name}")


def _check_hours(hours: Hours, where: str) -> None:
    previous = 0
    for start, end in hours:
        text = f"{clock_text(start)}–{clock_text(end)}" if start >= 0 <= end else f"{start}–{end} menit"
        if start < 0 or end > DAY_MINUTES:
            raise CalendarFault(f"{where}: {text} melewati batas 00.00–24.00.")
        if end <= start:
            raise CalendarFault(f"{where}: {text} berakhir sebelum mulai.")
        if start < previous:
            raise CalendarFault(f"{where}: {text} bertumpuk dengan jam sebelumnya atau tidak berurutan.")
        previous = end


def _holidays_by_date(holidays: Iterable[Holiday]) -> dict[date, list[Holiday]]:
    found: dict[date, list[Holiday]] = {}
    for holiday in holidays:
        if holiday.kind not in HOLIDAY_KINDS:
            raise CalendarFault(f"Jenis hari libur “{holiday.kind}” pada {holiday.date} tidak dikenal.")
        if holiday.status not in HOLIDAY_STATUS:
            raise CalendarFault(f"Status hari libur “{holiday.status}” pada {holiday.date} tidak dikenal.")
        found.setdefault(holiday.date, []).append(holiday)
    return found


def _overrides_by_date(overrides: Iterable[DayOverride]) -> dict[date, DayOverride]:
    found: dict[date, DayOverride] = {}
    for override in overrides:
        if override.date in found:
            raise CalendarFault(f"Ada dua ketentuan khusus untuk {long_date(override.date)}.")
        _check_hours(override.hours, f"Ketentuan khusus {long_date(override.date)}")
        found[override.date] = override
    return found
