"""Reads dates and clock times as people write them: `31-12-2027`, `31 Desember 2027`, `09.40`, `08.00-12.00`.

All that is typed or imported as a date or a time is read here. What is none gives None, whatever it is:
whoever asked has the sentence for it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DATE_FORMS = "17-03-2026, 17 Maret 2026 atau 2026-03-17"

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DAYS_AHEAD = ("hari ini", "besok", "lusa")
_OLD_OR_SHORT = {"peb": 2, "mrt": 3, "ags": 8, "agt": 8, "nop": 11}
_DAY = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})[-/ ]([a-z]{3,9})\.?,?[-/ ]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_JOINT = re.compile(r"(?<=[0-9])T(?=[0-9])")
_CLOCK = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")
_UP_TO = re.compile(r" ?(?:[-–]|s\.?d\.?) ?")
_UNTIL = re.compile(r" (?:[-–]|s\.?d\.?|sampai) ")
_LAST_CENTURY_FROM = 70
_YEARS = range(1900, 2200)


def read_date(text: str, today: date | None = None) -> date | None:
    """The date that `text` writes; of a year in two digits 70 to 99 are of the last century.

    Where `today` is given it may be told from that day: `hari ini`, `besok`, `lusa`.
    """
    words = " ".join(text.lower().split())
    if today is not None and words in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD.index(words))
    if found := _DAY.fullmatch(words):
        day, month, year = int(found[1]), int(found[3]), found[4]
    elif found := _DAY_OF_MONTH.fullmatch(words):
        day, month, year = int(found[1]), _month(found[2]), found[3]
    elif found := _ISO.fullmatch(words):
        day, month, year = int(found[3]), int(found[2]), found[1]
    else:
        return None
    try:
        written = date(_year(year), month, day)
    except ValueError:
        return None
    return written if likely(written) else None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _LAST_CENTURY_FROM else 1900)


def _month(name: str) -> int:
    """The month by its name, an abbreviation of it from three letters on, or an older spelling; else 0."""
    for number, full in enumerate(MONTHS, 1):
        if full.lower().startswith(name):
            return number
    return _OLD_OR_SHORT.get(name[:3], 0)


def read_clock(text: str) -> int | None:
    """Minutes after midnight of `09.40` or `9:40`; a day ends at 24.00."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2])
    return hours * 60 + minutes if minutes < 60 and hours * 60 + minutes <= 24 * 60 else None


def read_span(text: str) -> tuple[int, int] | None:
    """Beginning and end of `08.00-12.00` or `08.00 s.d. 12.00` in minutes after midnight."""
    begin, *rest = _UP_TO.split(" ".join(text.split()))
    if len(rest) != 1:
        return None
    start, end = read_clock(begin), read_clock(rest[0])
    return (start, end) if start is not None and end is not None and start < end else None


def read_days(text: str, today: date | None = None) -> tuple[date, date] | None:
    """First and last day of `1-11-2026 s.d. 30-11-2026`, or of one date; `today` as for `read_date`."""
    days = [read_date(part, today) for part in _UNTIL.split(" ".join(text.lower().split()))]
    if len(days) > 2 or days[0] is None or days[-1] is None or days[-1] < days[0]:
        return None
    return days[0], days[-1]


def read_moment(text: str, today: date | None = None) -> tuple[date, int] | None:
    """Date and minutes after midnight of `31-12-2027 09.40` or of a date alone (its beginning).

    A time alone is of `today`, where that is given; then the day may be told from it too.
    """
    words = _ISO_JOINT.sub(" ", text.replace(",", " ")).split()
    if not words:
        return None
    clock = read_clock(words[-1])
    if clock is None:
        day = read_date(" ".join(words), today)
        return None if day is None else (day, 0)
    day = read_date(" ".join(words[:-1]), today) if words[1:] else today
    return None if day is None else (day, clock)


def likely(day: date) -> bool:
    """Whether an office can mean this date at all; of another its year is a slip of the hand."""
    return day.year in _YEARS
