"""Figures of a period of the queue: who came, what became of them, how long it took, and what was left out.

A supervisor sees those of the office, of lines, counters and hours; whoever serves people their own, and
nobody those of another person. A day is read at a time, by few statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.queue.doubting import doubted
from loket.desk.time.clock import Doubt
from loket.flow.acts import Right
from loket.flow.queue.figures import QueueDay, QueueFigures, figures
from loket.flow.queue.legs import Span
from loket.lengths import DAY
from loket.office.door import door_hours
from loket.office.model import Office
from loket.paper.queue_figures import own_figures, queue_figures
from loket.sla import WorkingTime
from loket.store import journal, queue_days
from loket.store.journal import (
    CLOCK_AFFIRMED,
    CLOCK_DENIED,
    COUNTER_OPENED,
    COUNTER_PAUSED,
    Entry,
)
from loket.store.sql import Connection

_ASKED = (CLOCK_AFFIRMED, CLOCK_DENIED)
_WRONG = (Doubt.BACK, Doubt.JUMPED)


@dataclass(frozen=True, slots=True)
class Period:
    """The figures of the days from `first` to `last`, both included, as they were at `at` (ms UTC)."""

    first: date
    last: date
    at: int
    figures: QueueFigures


def of_office(desk: Desk, who: Who | None, first: date, last: date) -> Period:
    """The figures of all; without anybody it is whoever has the database itself.

    Raises:
        Refused: the person is no supervisor.
        Invalid: the last day is before the first.
    """
    with desk.store.snapshot() as conn:
        if who is not None:
            need(actor(conn, desk, who), Right.SUPERVISE)
        return period(conn, desk, first, last, None)


def of_today(desk: Desk, who: Who) -> Period:
    """The same of today. Raises Refused."""
    with desk.store.snapshot() as conn:
        today = date.fromisoformat(desk.today(conn))
        return of_office(desk, who, today, today)


def own_today(desk: Desk, who: Who) -> Period:
    """Of today those whom the person served. Raises Refused for whom neither calls numbers nor supervises."""
    with desk.store.snapshot() as conn:
        runs_queue(actor(conn, desk, who))
        today = date.fromisoformat(desk.today(conn))
        return period(conn, desk, today, today, who.person)


def sheet_of_today(desk: Desk, who: Who) -> str:
    """The office's figures of today as a paper. Raises Refused."""
    return _sheet(desk, of_today(desk, who))


def sheet(desk: Desk, who: Who, first: date, last: date) -> str:
    """The same of these days. Raises as `of_office`."""
    return _sheet(desk, of_office(desk, who, first, last))


def _sheet(desk: Desk, found: Period) -> str:
    return queue_figures(desk.office, found.first, found.last, found.at, found.figures)


def own_sheet(desk: Desk, who: Who) -> str:
    """The person's own of today as a paper. Raises Refused as `own_today`."""
    found = own_today(desk, who)
    return own_figures(desk.office, found.first, found.at, found.figures)


def period(conn: Connection, desk: Desk, first: date, last: date, person: int | None) -> Period:
    """The figures of these days; with a person those of whom they served. Raises Invalid."""
    check_days(first, last)
    return Period(first, last, desk.now(), figures(_days(conn, desk, first, last), person))


def check_days(first: date, last: date) -> None:
    """Raises Invalid for a last day before the first."""
    if last < first:
        raise Invalid({"last": f"Hari terakhir ({last:%d-%m-%Y}) sebelum hari pertama ({first:%d-%m-%Y})."})


def _days(conn: Connection, desk: Desk, first: date, last: date) -> Iterator[QueueDay]:
    """Its days on which numbers were given."""
    office, time = desk.newest(conn).office, desk.time(conn)
    asked = [each.id for each in journal.of_kinds(conn, "office", _ASKED) if _doubts_times(each)]
    told = journal.of_kinds(conn, "office", (COUNTER_PAUSED, COUNTER_OPENED), time.instant(first))
    pauses, marked = _pauses(told, time), doubted(conn)
    for day in queue_days.days(conn, first.isoformat(), last.isoformat()):
        when = date.fromisoformat(day)
        lives = queue_days.lives(conn, day, asked, marked)
        yield QueueDay(time.instant(when), door_spans(office, time, when), pauses.get(when, {}), lives)


def _doubts_times(entry: Entry) -> bool:
    """Whether the clock was asked about because it was set, not only after a long rest."""
    return any(doubt in entry.data["doubts"] for doubt in _WRONG)


def door_spans(office: Office, time: WorkingTime, when: date) -> list[Span]:
    """When people are served on a date; on one that the calendar does not reach never."""
    midnight = time.instant(when)
    if not time.horizon[0] <= midnight < time.horizon[1]:
        return []
    (day,) = time.days_between(midnight, midnight)
    hours = door_hours(office, day)
    return [(time.instant(when, opens), time.instant(when, closes)) for opens, closes in hours]


def _pauses(entries: Iterable[Entry], time: WorkingTime) -> Mapping[date, Mapping[str, list[Span]]]:
    """When each counter was closed for a while, by day: the next day it is open."""
    found = defaultdict[date, defaultdict[str, list[Span]]](lambda: defaultdict(list))
    since = dict[str, int]()

    def over(counter: str, until: int) -> None:
        began = since.pop(counter, until)
        end = min(until, time.midnight(began) + DAY)
        if began < end:
            found[time.date_of(began)][counter].append((began, end))

    for entry in entries:
        over(entry.data["counter"], entry.at)
        if entry.kind == COUNTER_PAUSED:
            since[entry.data["counter"]] = entry.at
    for counter in tuple(since):
        over(counter, since[counter] + DAY)
    return {day: {counter: sorted(spans) for counter, spans in by.items()} for day, by in found.items()}
