"""Deadlines from second to second: what is reckoned once, so that each second is a subtraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as wall_time

from loket.flow.deadline import Deadline, deadline
from loket.flow.limits import Limit
from loket.sla import Clock, State, Verdict, WorkingTime


@dataclass(frozen=True, slots=True)
class Moment:
    """Now on the office's clocks: working ms and working days up to it, as far as the calendar reaches.

    `usual_day`: working ms of a usual working day. `midnight`: the instant when its date began. `known`:
    whether the calendar reaches to now.
    """

    at: int
    date: date
    work: int
    day: int
    usual_day: int
    midnight: int
    known: bool = True

    def wall(self, t: int) -> datetime:
        """What the office's wall clock shows at t: its zone has one offset all the year."""
        return datetime.combine(self.date, wall_time.min) + timedelta(milliseconds=t - self.midnight)


def moment(time: WorkingTime, now: int) -> Moment:
    """Read the clocks, once for all that is shown at that second."""
    inside = _inside(time, now)
    known = inside == now
    today = time.date_of(now)
    midnight = time.instant(today)
    return Moment(now, today, time.work(inside), time.day(inside), time.usual_day, midnight, known)


@dataclass(frozen=True, slots=True)
class Countdown:
    """A deadline on the clocks of a `Moment`: the working time and the working days up to it."""

    deadline: Deadline
    work: int
    day: int

    def is_late(self, now: Moment) -> bool:
        """Whether it has run out."""
        return now.at > self.deadline.at

    def is_near(self, now: Moment) -> bool:
        """Whether it is at risk."""
        return now.at >= self.deadline.near

    def left(self, now: Moment) -> int:
        """The working ms until it runs out; 0 when no more working time lies before it."""
        return max(0, self.work - now.work)

    def late_by(self, now: Moment) -> tuple[Clock, int]:
        """How long ago it ran out, on its own clock; from two days of work on in these.

        46 hours of work would be read as two days.
        """
        clock = self.deadline.clock
        if clock is Clock.CALENDAR_DAYS:
            return clock, (now.date - self.deadline.last).days
        if clock is Clock.DAYS:
            return clock, now.day - self.day
        worked, day = max(0, now.work - self.work), now.usual_day
        return (Clock.DAYS, worked // day) if day and worked >= 2 * day else (clock, worked)


def countdown(time: WorkingTime, due: Deadline) -> Countdown:
    """The deadline with its readings on the clocks."""
    return Countdown(due, time.work(_inside(time, due.at)), time.day(_inside(time, due.at - 1)))


@dataclass(frozen=True, slots=True)
class Stand:
    """How a limit of a file stands, as long as nobody acts; a countdown where its time runs or ran out."""

    limit: Limit
    verdict: Verdict
    countdown: Countdown | None

    def state(self, now: Moment) -> State:
        """As `sla.judge` would find it at that moment."""
        if self.countdown is None or self.verdict.state not in _RUNNING:
            return self.verdict.state
        if self.countdown.is_late(now):
            return State.OVERDUE
        return State.AT_RISK if self.countdown.is_near(now) else State.ON_TIME

    def ran_out(self, now: Moment) -> bool:
        """Whether its time is up, even while it rests."""
        return self.verdict.exceeded or self.state(now) is State.OVERDUE


_RUNNING = frozenset({State.ON_TIME, State.AT_RISK, State.OVERDUE})


def stands(judged: Iterable[tuple[Limit, Verdict]], time: WorkingTime) -> tuple[Stand, ...]:
    """Each limit with its countdown."""
    return tuple(_stand(limit, verdict, time) for limit, verdict in judged)


def _stand(limit: Limit, verdict: Verdict, time: WorkingTime) -> Stand:
    due = None if limit.finished else deadline(limit, verdict, time)
    return Stand(limit, verdict, None if due is None else countdown(time, due))


def _inside(time: WorkingTime, t: int) -> int:
    """The instant, or the end of the calendar that it lies beyond."""
    return min(max(t, time.horizon[0]), time.horizon[1])
