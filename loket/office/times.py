"""What of a profile bears on times: hours, zone, and how the office reads what the SOPs leave open.

It is kept in the database beside the days off, so that every program reckons alike, and a profile that
changes is noticed when the office is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from loket.office.model import DayReading, MinutesFrom, Office
from loket.sla.calendar import WeekPattern
from loket.sop.model import Duration, Milestone, Unit


@dataclass(frozen=True, slots=True)
class Times:
    """Everything in a profile that a deadline depends on; `standards` are the services' Standar Pelayanan.

    `legal_days` and `legal_from` are the legal line's length and start, `service_legal_days` its length by
    service where that is another.
    """

    zone_minutes: int
    patterns: tuple[WeekPattern, ...]
    day_reading: DayReading
    minutes_from: MinutesFrom
    legal_days: int
    legal_from: Milestone
    service_legal_days: Mapping[str, int]
    standards: Mapping[str, Duration]


def times_of(office: Office) -> Times:
    """What the profile says today."""
    settings = office.settings
    return Times(
        zone_minutes=office.zone_minutes,
        patterns=office.patterns,
        day_reading=settings.day_reading,
        minutes_from=settings.minutes_from,
        legal_days=settings.legal_days,
        legal_from=settings.legal_from,
        service_legal_days={s.id: s.legal_days for s in office.services.values() if s.legal_days is not None},
        standards={s.id: s.standard for s in office.services.values() if s.standard is not None},
    )


def times_data(times: Times) -> dict[str, Any]:
    """The times as they are kept."""
    return {
        "zone_minutes": times.zone_minutes,
        "patterns": [
            {"name": p.name, "week": p.week, "first": _iso(p.first), "last": _iso(p.last)}
            for p in times.patterns
        ],
        "day_reading": times.day_reading.value,
        "minutes_from": times.minutes_from.value,
        "legal_days": times.legal_days,
        "legal_from": times.legal_from.value,
        "service_legal_days": dict(times.service_legal_days),
        "standards": {service: asdict(standard) for service, standard in times.standards.items()},
    }


def times_from(data: Mapping[str, Any]) -> Times:
    """The times that were kept as `times_data`."""
    return Times(
        zone_minutes=data["zone_minutes"],
        patterns=tuple(_pattern(pattern) for pattern in data["patterns"]),
        day_reading=DayReading(data["day_reading"]),
        minutes_from=MinutesFrom(data["minutes_from"]),
        legal_days=data["legal_days"],
        legal_from=Milestone(data["legal_from"]),
        service_legal_days=data["service_legal_days"],
        standards={service: duration_from(kept) for service, kept in data["standards"].items()},
    )


def duration_from(data: Mapping[str, Any]) -> Duration:
    """A duration that was kept as a dict of its fields."""
    return Duration(**{**data, "unit": Unit(data["unit"])})


def _pattern(data: Mapping[str, Any]) -> WeekPattern:
    mon, tue, wed, thu, fri, sat, sun = (
        tuple((start, end) for start, end in hours) for hours in data["week"]
    )
    return WeekPattern(
        data["name"], (mon, tue, wed, thu, fri, sat, sun), _date(data["first"]), _date(data["last"])
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
