"""Reads what people type on a command line: dates, times, opening hours. Pendulum is used here alone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pendulum
from pendulum.tz import fixed_timezone

from loket import dates
from loket.cli.failed import Failed
from loket.sla.day import Hours

_TIME_FORMS = '"2026-03-17 14:30", "17-03-2026 14.30" atau ISO 8601 dengan selisih waktu'
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}.{0,30}")


def read_moment(text: str, zone_minutes: int) -> datetime:
    """The moment that somebody typed: without an offset the office's wall clock, a date alone at 00.00.

    Raises:
        Failed: when it is no date or time.
    """
    zone = fixed_timezone(zone_minutes * 60)
    if found := dates.read_moment(text):
        day, minutes = found
        return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    words = " ".join(text.split())
    try:
        moment: object = pendulum.parse(words, tz=zone) if _ISO.fullmatch(words) else None
    except (ValueError, OverflowError):
        moment = None
    if not isinstance(moment, datetime) or not dates.likely(moment):
        raise Failed(f"“{text}” bukan tanggal atau jam yang dikenal; tulis {_TIME_FORMS}.")
    # an ordinary datetime: the differences of Pendulum's are not ordinary timedeltas
    return datetime.fromisoformat(moment.isoformat())


def read_date(text: str) -> date:
    """The date that somebody typed. Raises Failed."""
    found = dates.read_date(text)
    if found is None:
        raise Failed(f"“{text}” bukan tanggal yang dikenal; tulis {dates.DATE_FORMS}.")
    return found


def read_hours(text: str) -> Hours:
    """Opening hours as typed, `08.00-12.00, 13.00-15.00`, in minutes after midnight. Raises Failed."""
    hours = []
    for part in text.split(","):
        span = dates.read_span(part)
        if span is None:
            raise Failed(f"“{part.strip()}” bukan jam buka; tulis 08.00-12.00, 13.00-15.00.")
        hours.append(span)
    return tuple(hours)
