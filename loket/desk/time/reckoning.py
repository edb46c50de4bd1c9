"""By what times are reckoned: the hours and settings in force and the calendar's days, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from loket.flow.times import Reading
from loket.office.calendar import office_calendar
from loket.office.model import DayReading, MinutesFrom
from loket.office.times import Times, times_data, times_from
from loket.sla import DayOverride, Holiday, WorkingTime, compile_calendar
from loket.store.calendar import DayRow


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that deadlines were reckoned by at one revision of the calendar."""

    times: Times
    days: tuple[DayRow, ...]
    time: WorkingTime

    def reading(self, service: str, parent: str | None = None) -> Reading:
        """How the office reads the times of files of a service; `parent` is the parent file's service."""
        standards = [self.times.standards.get(name) for name in (service, parent or "")]
        return Reading(
            calendar_days=self.times.day_reading is DayReading.CALENDAR,
            from_taking=self.times.minutes_from is MinutesFrom.TAKEN,
            legal_days=self.times.service_legal_days.get(service, self.times.legal_days),
            legal_from=self.times.legal_from,
            standard=next((standard for standard in standards if standard is not None), None),
        )

    @property
    def horizon(self) -> date:
        """The last date that the calendar knows."""
        return self.time.days[-1].date


def reckon(times: Times, days: tuple[DayRow, ...], revision: int, horizon: str) -> Reckoning:
    """Put them together; `horizon` (ISO) as kept. Raises CalendarFault when they contradict each other."""
    calendar = office_calendar(times, map(as_day, days), revision, date.fromisoformat(horizon))
    return Reckoning(times, days, compile_calendar(calendar))


def reckoning_data(reckoning: Reckoning) -> dict[str, Any]:
    """The reckoning as it is kept while deadlines move away from it."""
    return {
        "times": times_data(reckoning.times),
        "days": [asdict(day) for day in reckoning.days],
        "revision": reckoning.time.revision,
        "horizon": reckoning.horizon.isoformat(),
    }


def reckoning_from(data: Mapping[str, Any]) -> Reckoning:
    """The reckoning that was kept as `reckoning_data`."""
    days = tuple(map(_day_from, data["days"]))
    return reckon(times_from(data["times"]), days, data["revision"], data["horizon"])


def _day_from(data: Mapping[str, Any]) -> DayRow:
    hours = data["hours"]
    return DayRow(**{**data, "hours": hours if hours is None else tuple((a, b) for a, b in hours)})


def as_day(row: DayRow) -> Holiday | DayOverride:
    """An entry of the calendar as working time reads it: one with hours is the office's own exception."""
    day = date.fromisoformat(row.date)
    if row.hours is not None:
        return DayOverride(day, tuple(row.hours), row.name, row.decree)
    return Holiday(day, row.kind, row.name, row.decree, row.status)


def as_row(holiday: Holiday) -> DayRow:
    """A holiday as the database keeps it."""
    return DayRow(holiday.date.isoformat(), holiday.kind, holiday.name, holiday.decree, holiday.status)
