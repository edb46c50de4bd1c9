"""Reads what people type on a command line: dates, times, opening hours. Pendulum is used here alone."""

from __future__ import annotations

import re
from datetime import date, datetime

import pendulum
from pendulum.tz import fixed_timezone

from loket.cli import Failed
from loket.sla.day import Hours

_DATE_FORMS = "17-03-2026 atau 2026-03-17"
_TIME_FORMS = '"2026-03-17 14:30", "17-03-2026 14.30" atau ISO 8601 dengan selisih waktu'
_INDONESIAN = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?:[ T](\d{1,2})[.:](\d{2}))?")
_DOTTED = re.compile(r"(\d{4}-\d{2}-\d{2}[ T]\d{2})\.(\d{2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}.*)?")
_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")


def read_moment(text: str, zone_minutes: int) -> datetime:
    """The moment that somebody typed: without an offset the office's wall clock, a date alone at 00.00.

    Raises:
        Failed: when it is no date or time.
    """
    zone = fixed_timezone(zone_minutes * 60)
    words = _DOTTED.sub(r"\1:\2", " ".join(text.split()))
    try:
        if found := _INDONESIAN.fullmatch(words):
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            return _plain(pendulum.datetime(year, month, day, hour, minute, tz=zone))
        if _ISO.fullmatch(words):
            moment: object = pendulum.parse(words, tz=zone)
            if isinstance(moment, datetime):
                return _plain(moment)
    except ValueError:
        pass
    raise Failed(f"“{text}” bukan tanggal atau jam yang dikenal; tulis {_TIME_FORMS}.")


def _plain(moment: datetime) -> datetime:
    """The same moment as an ordinary datetime: Pendulum's differences are not ordinary timedeltas."""
    return datetime.fromisoformat(moment.isoformat())


def read_date(text: str) -> date:
    """The date that somebody typed. Raises Failed."""
    try:
        moment = read_moment(text, 0)
    except Failed:
        raise Failed(f"“{text}” bukan tanggal yang dikenal; tulis {_DATE_FORMS}.") from None
    return date(moment.year, moment.month, moment.day)


def read_hours(text: str) -> Hours:
    """Opening hours as typed, `08.00-12.00, 13.00-15.00`, in minutes after midnight. Raises Failed."""
    hours = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise Failed(f"“{part.strip()}” bukan jam buka; tulis 08.00-12.00, 13.00-15.00.")
        h1, m1, h2, m2 = (int(number) for number in found.groups())
        hours.append((h1 * 60 + m1, h2 * 60 + m2))
    return tuple(hours)
