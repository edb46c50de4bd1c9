"""What lanes and alarms of the queue are reckoned from: who waited today, when counters worked, the door."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loket.desk.office import Desk
from loket.desk.queue.closing import standing_closings
from loket.desk.queue.turns import attended, meant_for
from loket.flow.lane import Calls, Pressing, Stay, pressing, silent_since, steps_since
from loket.flow.queue.state import BUSY
from loket.lengths import MINUTE
from loket.office.door import open_today
from loket.office.model import Counter, Office
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class Silence:
    """That people wait, and since when nobody calls them or is at work (ms UTC).

    `counters`: those which call such numbers and at which somebody is, in the office's order; where there are
    none, none is open. `steps`: when it was told, and again; none as long as it is shorter than the office's
    `silent_minutes`.
    """

    since: int
    counters: tuple[Counter, ...]
    steps: tuple[int, ...]

    @property
    def too_long(self) -> bool:
        """Whether it has lasted as long as the office lets nobody call."""
        return bool(self.steps)


Lines = Mapping[tuple[Counter, ...], Mapping[str, Sequence[Stay]]]
"""Who waited to be called at the same counters, by errand."""


@dataclass(frozen=True, slots=True)
class Today:
    """The queue's day until `now`: who waited, by errand, service and the
    counter that it was meant for (empty: any); it `begins` with the door or the first.

    `opened`: when the door was opened last; None while it is closed. `worked`: of the counters that called
    today. `attended`: those at which somebody is. `numbers`: those that are open. `closed`: the
    queue's day is, and who is left is known of: nothing presses, and no counter is silent.
    """

    office: Office
    now: int
    begins: int
    opened: int | None
    stays: Mapping[tuple[str, str, str], Sequence[Stay]]
    worked: Mapping[str, Calls]
    attended: Collection[str]
    numbers: tuple[TicketRow, ...] = ()
    closed: bool = False

    @property
    def all_stays(self) -> list[Stay]:
        """Of all who waited, for whatever."""
        return [stay for stays in self.stays.values() for stay in stays]

    def of_errand(self, errand: str) -> list[Stay]:
        """Of all who waited for that errand, whatever the service."""
        return [stay for (for_, *_), stays in self.stays.items() if for_ == errand for stay in stays]

    def lines(self) -> Lines:
        """Who waited to be called at the same counters, by errand, as the office has these in order."""
        known = [*self.office.errands]
        found = dict[tuple[Counter, ...], dict[str, list[Stay]]]()
        of_office = sorted(self.stays.items(), key=lambda each: _place(known, each[0][0]))
        for (errand, service, counter), stays in of_office:
            alone = meant_for(self.office, errand, service, counter, self.attended)
            counters = self.office.calling(errand, service) if alone is None else (alone,)
            line = found.setdefault(counters, {})
            line.setdefault(errand, []).extend(stays)
        return found

    def pressing(self, stays: Sequence[Stay]) -> Pressing | None:
        """That one of them waits too long; None once the day is closed."""
        return None if self.closed else pressing(stays, self.now)

    def silence(self, stays: Sequence[Stay], counters: Sequence[Counter]) -> Silence | None:
        """Of those who wait to be called at these counters; None while somebody there calls or is at work,
        and once the day is closed.
        """
        if self.closed:
            return None
        calls = [self.worked[each.id] for each in counters if each.id in self.worked]
        since = silent_since(stays, calls, self.opened, self.now)
        if since is None:
            return None
        there = tuple(each for each in counters if each.id in self.attended)
        return Silence(
            since, there, steps_since(since, self.office.settings.silent_minutes * MINUTE, self.now)
        )


def _place(known: Sequence[str], errand: str) -> int:
    return known.index(errand) if errand in known else len(known)


def read(conn: Connection, desk: Desk) -> Today:
    """The queue's day until now."""
    office, now, today = desk.newest(conn).office, desk.now(), desk.today(conn)
    waits, thresholds = tickets.waits_of_day(conn, today), cache(office.thresholds)
    hours = open_today(office, desk.time(conn), now)
    begins = min((*(each.came for each in waits), *(opens for opens, _ in hours[:1])), default=now)
    numbers = tickets.of_day(conn, today)
    busy = {row.ticket.station for row in numbers if row.standing in BUSY}
    latest, stays = tickets.latest_moves(conn, today), dict[tuple[str, str, str], list[Stay]]()
    for each in waits:
        stay = Stay(each.came, each.start, each.end, thresholds(each.errand, each.service))
        stays.setdefault((each.errand, each.service, each.counter), []).append(stay)
    worked = {counter: Calls(counter in busy, at) for counter, (at, _) in latest.items()}
    opened, there = _opened(hours, begins, now), attended(conn, desk)
    closed = bool(standing_closings(conn, desk))
    return Today(office, now, begins, opened, stays, worked, there, numbers, closed)


def _opened(hours: Sequence[tuple[int, int]], begins: int, now: int) -> int | None:
    """When the door was opened last; None while it is closed. On a day without hours: with who came first."""
    if not hours:
        return begins
    return next((opens for opens, closes in hours if opens <= now < closes), None)
