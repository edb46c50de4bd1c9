"""What the board of the hall shows: the last calls, and who waits for what. It names nobody.

A board is a device with a key of its own, and may do nothing but read this; its key is looked at each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from loket.desk.errors import NoneLeft
from loket.desk.office import Desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue.admitting import why_none_at_all
from loket.desk.queue.expecting import waits
from loket.desk.queue.pausing import closed
from loket.desk.queue.turns import fewest_before, leading, those_waiting
from loket.desk.words.order import booked_rule, rule_words
from loket.flow.estimate import Wait
from loket.flow.queue.state import TicketStanding
from loket.office.model import Errand, Office
from loket.store import bookings, line, tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

LAST = 8
"""So many calls a board shows at most."""
_MOST = 200
"""So many calls of all halls are looked through for those of one."""


@dataclass(frozen=True, slots=True)
class Call:
    """A number that was called: to which counter, when (ms UTC) and the how many-th time.

    `passed`: nobody came.
    """

    ticket: int
    number: str
    counter: str
    at: int
    times: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """Those who wait for one errand: how many, since when the first of them, and how long who comes now.

    `before`: how many wait at its counter, for whatever they came.
    """

    errand: Errand
    waiting: int
    before: int
    since: int | None
    wait: Wait | None


@dataclass(frozen=True, slots=True)
class Board:
    """The hall at the instant `now`: the `latest` call, and the `calls` before it, the later ones first.

    The latest is None once its number waits again: none that was called before takes its place, for that
    would look as if it were called; nor one at a counter that is closed for now, to which nobody is to come.
    `others` wait for what the office offers no more. `closed`: counters that are so for now. `none_left`:
    why no number is given any more. `rules` say why somebody goes before who came first, where that may be.
    """

    latest: Call | None
    calls: tuple[Call, ...]
    lanes: tuple[Lane, ...]
    others: int
    now: int
    closed: tuple[str, ...]
    none_left: NoneLeft | None
    rules: tuple[str, ...]


def board(desk: Desk, key: str, hall: str = "") -> Board:
    """What the board of that hall (empty: all) shows now. Raises KeyRefused for a key that is no board's."""
    with desk.store.snapshot() as conn:
        devices.acting(conn, key, DeviceKind.BOARD)
        office, today = desk.newest(conn).office, desk.today(conn)
        counters = {counter.id: counter.name for counter in office.counters}
        called = _called(conn, desk, today, hall)
        calls = [_call(conn, row, counters) for row in called if row.standing is not TicketStanding.WAITING]
        shut = closed(conn, desk)
        stands = bool(calls) and calls[0].ticket == called[0].id and _station(conn, called[0]) not in shut
        return Board(
            calls[0] if stands else None,
            tuple(calls[1:] if stands else calls),
            _lanes_in(hall, lanes(conn, desk), office),
            sum(many for sort, many in line.count(conn, today).items() if sort.errand not in office.errands),
            desk.now(),
            tuple(counters[c] for c in shut if c in counters and office.called_in(hall, c)),
            why_none_at_all(conn, desk),
            tuple(_rules(conn, office, today)),
        )


def _rules(conn: Connection, office: Office, day: str) -> Iterator[str]:
    if office.settings.priority_ratio:
        yield rule_words(office)
    if bookings.of_day(conn, day):
        yield booked_rule(office)


def _called(conn: Connection, desk: Desk, day: str, hall: str) -> list[TicketRow]:
    """The numbers that were called last to counters of that hall, the latest call first."""
    office, found = desk.newest(conn).office, list[TicketRow]()
    for row in tickets.newest_calls(conn, day, LAST if not hall else _MOST):
        if len(found) < LAST and office.called_in(hall, _station(conn, row)):
            found.append(row)
    return found


def _lanes_in(hall: str, all_: tuple[Lane, ...], office: Office) -> tuple[Lane, ...]:
    """Those that are called in that hall."""
    return tuple(
        lane
        for lane in all_
        if any(office.called_in(hall, counter.id) for counter in office.calling(lane.errand.id, ""))
    )


def lanes(conn: Connection, desk: Desk) -> tuple[Lane, ...]:
    """Who waits now, for each of the office's errands in its order."""
    office, waiting = desk.newest(conn).office, line.count(conn, desk.today(conn))
    expected, before = waits(conn, desk), fewest_before(conn, desk, waiting, office.errands)
    many, since = Counter[str](), dict[str, int]()
    for sort, there in waiting.items():
        many[sort.errand] += there
    for one in those_waiting(conn, desk, leading(conn, desk)):
        since[one.who.errand] = min(since.get(one.who.errand, one.arrived), one.arrived)
    return tuple(
        Lane(errand, many[id], before[id], since.get(id), expected[id])
        for id, errand in office.errands.items()
    )


def _call(conn: Connection, row: TicketRow, counters: dict[str, str]) -> Call:
    ticket, station = row.ticket, _station(conn, row)
    counter = counters.get(station, f"Loket {station}")  # one that was taken out since has no name
    passed = row.standing is TicketStanding.PASSED
    return Call(row.id, row.number, counter, ticket.last_call_at or 0, ticket.calls, passed)


def _station(conn: Connection, row: TicketRow) -> str:
    return row.ticket.station or tickets.called_to(conn, row.id)
