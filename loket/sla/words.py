"""Indonesian names of days and months, and how dates, hours and durations are written in this room."""

from __future__ import annotations

from datetime import date

from loket.dates import MONTHS
from loket.lengths import MINUTE

DAY_MINUTES = 24 * 60
LAST_MINUTES = 10
"""From so many minutes before a limit on, what is left is told with its seconds."""
_WHOLE_HOURS = 10

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_DAYS = tuple(name[:3] for name in DAYS)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def day_name(day: date) -> str:
    """`Rabu`."""
    return DAYS[day.weekday()]


def short_date(day: date, *, year: bool = False) -> str:
    """`Rab 25 Mar`, with the year `Rab 25 Mar 2026`."""
    text = f"{SHORT_DAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def long_date(day: date) -> str:
    """`Rabu, 25 Maret 2026`."""
    return f"{day_name(day)}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def date_range(first: date, last: date) -> str:
    """`Sab 21 Nov` for one day, else `18–24 Mar` or `30 Mar – 2 Apr`."""
    if first == last:
        return short_date(first)
    end = f"{last.day} {SHORT_MONTHS[last.month - 1]}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {SHORT_MONTHS[first.month - 1]} – {end}"


def clock_text(minutes: int) -> str:
    """Minutes after midnight as `08.05`; the end of a day is `24.00`."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"


def format_working(ms: int) -> str:
    """A length of working time as `1 jam 5 menit`; started minutes are dropped and the sign is ignored."""
    hours, minutes = divmod(abs(ms) // MINUTE, 60)
    if not hours and not minutes:
        return "kurang dari 1 menit" if ms else "0 menit"
    parts = [f"{hours} jam"] if hours else []
    if minutes:
        parts.append(f"{minutes} menit")
    return " ".join(parts)


def format_exact(ms: int) -> str:
    """A length of working time to the second, `7 menit 40 detik`, so that lines of a sum add up."""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    if not seconds:
        return format_working(ms)
    return f"{format_working(minutes * MINUTE)} {seconds} detik" if minutes else f"{seconds} detik"


def short_length(ms: int) -> str:
    """A length of time to the minute, for narrow places: `11 mnt`, `2 jam 5 mnt`, `40 jam`."""
    hours, minutes = divmod(ms // MINUTE, 60)
    words = [f"{hours} jam" if hours else "", f"{minutes} mnt" if minutes or not hours else ""]
    return " ".join(filter(None, words))


def time_left(ms: int) -> str:
    """Working time left: `3 mnt 20 dtk` in the last ten minutes, `34 mnt`, `5 jam 12 mnt`, `12 jam`.

    Never like a time of day: 09.18 is when, not how long.
    """
    minutes, seconds = divmod(ms // 1000, 60)
    if not minutes:
        return f"{seconds} dtk"
    if minutes < LAST_MINUTES:
        return f"{minutes} mnt {seconds:02} dtk"
    return short_length(ms if minutes < _WHOLE_HOURS * 60 else ms - ms % (60 * MINUTE))


def time_passed(ms: int) -> str:
    """In its largest unit, how long something is late or waits: `40 dtk`, `9 mnt`, `5 jam`."""
    seconds = ms // 1000
    if seconds < 60:
        return f"{seconds} dtk"
    return f"{seconds // 60} mnt" if seconds < 3600 else f"{seconds // 3600} jam"
