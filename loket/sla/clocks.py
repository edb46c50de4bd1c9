"""Compiled working time and its monotone clocks: working milliseconds, working days, calendar days.

Each clock has an inverse, so that every deadline is one addition: inverse(clock(start) + budget). All
instants are integer milliseconds UTC. The table knows nothing past its horizon and never guesses: it raises
OutsideHorizon.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate

from loket.lengths import MINUTE
from loket.sla.day import Day

DAY = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class OutsideHorizon(Exception):
    """Asked about a date the calendar does not reach; `date` is that date, or the first one missing."""

    def __init__(self, day: date) -> None:
        super().__init__(f"Kalender kantor tidak memuat {day.isoformat()}.")
        self.date = day


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkingTime:
    """The table of working intervals of one office between the two ends of `horizon`.

    An instant may be asked from the horizon's start to its end, both included; the end belongs to the last
    date.
    """

    zone_minutes: int
    revision: int
    horizon: tuple[int, int]
    days: tuple[Day, ...]
    starts: tuple[int, ...]
    """Beginning of each working interval."""
    ends: tuple[int, ...]
    through: tuple[int, ...]
    """Working ms since the horizon's start up to the end of each interval."""
    closings: tuple[int, ...]
    """Closing of each working day."""
    ranks: tuple[int, ...]
    """For each date, how many working days there are up to and including it."""
    estimates: tuple[int, ...]
    """For each date, how many estimated holidays come before it; one longer than `days`."""

    # The clocks

    def work(self, t: int) -> int:
        """W(t): working ms between the horizon's start and t. Raises OutsideHorizon."""
        if not self.horizon[0] <= t <= self.horizon[1]:
            raise self._outside(t)
        i = bisect_right(self.starts, t) - 1
        if i < 0:
            return 0
        to_come = self.ends[i] - t
        return self.through[i] - to_come if to_come > 0 else self.through[i]

    def at_work(self, w: int) -> int:
        """The earliest instant at which W is w: closing time today, not opening time tomorrow."""
        if w == 0:
            return self.horizon[0]
        if w < 0:
            raise OutsideHorizon(self.days[0].date - timedelta(days=1))
        i = bisect_left(self.through, w)
        if i == len(self.through):
            raise OutsideHorizon(self._missing)
        return self.ends[i] - (self.through[i] - w)

    def day(self, t: int) -> int:
        """K(t): number of working days whose local date is not after t's. Raises OutsideHorizon."""
        return self.ranks[self._index(t)]

    def closing(self, n: int) -> int:
        """K⁻¹(n): closing of the n-th working day; of 0 the horizon's start. Raises OutsideHorizon."""
        if n == 0:
            return self.horizon[0]
        if n < 0:
            raise OutsideHorizon(self.days[0].date - timedelta(days=1))
        if n > len(self.closings):
            raise OutsideHorizon(self._missing)
        return self.closings[n - 1]

    def calendar_day(self, t: int) -> int:
        """Number of calendar days whose local date is not after t's. Raises OutsideHorizon."""
        return self._index(t) + 1

    def calendar_closing(self, n: int) -> int:
        """End of the n-th calendar day: closing of a working day, else 24.00. Raises OutsideHorizon."""
        if n == 0:
            return self.horizon[0]
        if n < 0:
            raise OutsideHorizon(self.days[0].date - timedelta(days=1))
        if n > len(self.days):
            raise OutsideHorizon(self._missing)
        if self.days[n - 1].hours:
            return self.closings[self.ranks[n - 1] - 1]
        return self.horizon[0] + n * DAY

    @property
    def usual_day(self) -> int:
        """Working ms of a working day, on the average of the calendar; 0 where nothing is worked."""
        return self.through[-1] // len(self.closings) if self.closings else 0

    # The office now

    def is_open(self, t: int) -> bool:
        """Whether working time runs at t."""
        return self.closes_at(t) is not None

    def closes_at(self, t: int) -> int | None:
        """End of the working interval that holds t (12.00 before the break), or None when closed."""
        self._require(t)
        i = bisect_right(self.starts, t) - 1
        return self.ends[i] if i >= 0 and t < self.ends[i] else None

    def next_opening(self, t: int) -> int:
        """Beginning of the first working interval that begins after t. Raises OutsideHorizon."""
        self._require(t)
        i = bisect_right(self.starts, t)
        if i == len(self.starts):
            raise OutsideHorizon(self._missing)
        return self.starts[i]

    def resumes_at(self, t: int) -> int:
        """When working time runs next: t itself while open, else the next opening. Raises OutsideHorizon."""
        return t if self.is_open(t) else self.next_opening(t)

    # Dates

    def local(self, t: int) -> datetime:
        """What the office's wall clock shows at t: aware, fixed offset. Works past the horizon too."""
        return (_EPOCH + t * _MS).astimezone(timezone(timedelta(minutes=self.zone_minutes)))

    def instant(self, when: date, minutes: int = 0) -> int:
        """The instant of a date or datetime plus minutes; a naive one is the office's own wall clock."""
        if not isinstance(when, datetime):
            when = datetime(when.year, when.month, when.day)
        if when.tzinfo is None:
            when = when.replace(tzinfo=timezone(timedelta(minutes=self.zone_minutes)))
        return (when - _EPOCH) // _MS + minutes * MINUTE

    def date_of(self, t: int) -> date:
        """The office's date at t. Works past the horizon too."""
        return self.days[0].date + timedelta(days=(t - self.horizon[0]) // DAY)

    def midnight(self, t: int) -> int:
        """The instant at which the local date of t began. Works past the horizon too."""
        return t - (t - self.horizon[0]) % DAY

    def last_date(self, t: int) -> date:
        """The date on which a time ends that ends at t: 24.00 is of the day that it ends."""
        return self.date_of(t - 1)

    # Between two instants

    def working_between(self, a: int, b: int) -> int:
        """Working ms from a to b. Raises OutsideHorizon."""
        return self.work(b) - self.work(a)

    def estimated_between(self, a: int, b: int) -> bool:
        """Whether a holiday that is only estimated lies on the dates from a to b, both included.

        One that falls on a weekend counts too: decreed, it may move to a working day. Raises OutsideHorizon.
        """
        return self.estimates[self._index(b) + 1] > self.estimates[self._index(a)]

    def days_between(self, a: int, b: int) -> tuple[Day, ...]:
        """The dates from a's to b's, both included. Raises OutsideHorizon."""
        return self.days[self._index(a) : self._index(b) + 1]

    def closed_dates_between(self, a: int, b: int) -> tuple[Day, ...]:
        """The closed dates among them, each with its reason. Raises OutsideHorizon."""
        return tuple(day for day in self.days_between(a, b) if not day.hours)

    def _require(self, t: int) -> None:
        if not self.horizon[0] <= t <= self.horizon[1]:
            raise self._outside(t)

    def _outside(self, t: int) -> OutsideHorizon:
        return OutsideHorizon(self.date_of(t))

    def _index(self, t: int) -> int:
        first, end = self.horizon
        if not first <= t <= end:
            raise self._outside(t)
        return (t - first) // DAY if t < end else len(self.days) - 1

    @property
    def _missing(self) -> date:
        return self.days[-1].date + timedelta(days=1)


def working_time(days: Sequence[Day], zone_minutes: int, revision: int = 0) -> WorkingTime:
    """Build the table from consecutive dates whose hours are in order and do not overlap."""
    opening = (days[0].date - _EPOCH.date()).days * DAY - zone_minutes * MINUTE
    starts: list[int] = []
    ends: list[int] = []
    closings: list[int] = []
    for offset, day in enumerate(days):
        midnight = opening + offset * DAY
        for start, end in day.hours:
            starts.append(midnight + start * MINUTE)
            ends.append(midnight + end * MINUTE)
        if day.hours:
            closings.append(ends[-1])
    return WorkingTime(
        zone_minutes=zone_minutes,
        revision=revision,
        horizon=(opening, opening + len(days) * DAY),
        days=tuple(days),
        starts=tuple(starts),
        ends=tuple(ends),
        through=tuple(accumulate(end - start for start, end in zip(starts, ends, strict=True))),
        closings=tuple(closings),
        ranks=tuple(accumulate(int(bool(day.hours)) for day in days)),
        estimates=tuple(accumulate((int(day.estimated) for day in days), initial=0)),
    )
