"""The demo's clock: it starts on a fixed working morning, whatever the date, and runs on from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from loket.lengths import SECOND
from loket.office.calendar import office_calendar, seed_holidays
from loket.office.model import Office
from loket.sla import WorkingTime, compile_calendar

MORNING = datetime(2026, 11, 20, 9, 5)  # a Friday without a holiday in the weeks before


@dataclass(slots=True)
class MovedClock:
    """A clock that stands still until it is moved. Instants are ms UTC."""

    at: int

    def __call__(self) -> int:
        """The present instant."""
        return self.at

    def move(self, to: int) -> None:
        """Go on to `to`. ValueError when that is in the past: what is written must follow in time."""
        if to < self.at:
            raise ValueError(f"the clock is past {to}")
        self.at = to


def office_time(office: Office) -> WorkingTime:
    """The office's working time by the calendar that comes with the program."""
    return compile_calendar(office_calendar(office, seed_holidays(), revision=0))


def morning(time: WorkingTime) -> int:
    """When the demo begins: MORNING on the office's wall clock, or the first working instant after it."""
    return time.resumes_at(time.instant(MORNING))


def later(time: WorkingTime, t: int, minutes: float) -> int:
    """The instant that many working minutes after `t`, always inside working hours."""
    t = time.resumes_at(t)
    return t if minutes <= 0 else time.at_work(time.work(t) + round(minutes * 60) * SECOND)


def before(time: WorkingTime, t: int, minutes: float) -> int:
    """The instant that many working minutes before `t`."""
    return time.at_work(time.work(t) - round(minutes * 60) * SECOND)


def workday_before(time: WorkingTime, t: int, days: int) -> date:
    """The date of the `days`-th working day before the one of `t`; 0 is that day itself."""
    return time.date_of(time.closing(time.day(t) - days))


def opening(time: WorkingTime, day: date) -> int:
    """When the office opens on a working day."""
    return time.resumes_at(time.instant(day))
