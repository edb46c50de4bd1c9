"""Queue numbers: given, called, served, ended. Each move is journaled and guarded by the number's version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loket.store.errors import CounterBusy, Stale
from loket.store.journal import Stamp, append
from loket.store.sql import Connection, run, text


class TicketStanding(StrEnum):
    """How a number stands."""

    WAITING = "menunggu"
    CALLED = "dipanggil"
    SERVED = "dilayani"
    SKIPPED = "dilewati"
    ENDED = "selesai"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A queue number. `day` is the office's date, ISO; instants ms UTC; `called_at` is the latest call."""

    id: int
    day: str
    number: str
    service: str
    series: str
    standing: TicketStanding
    counter: str
    person: int | None
    issued_at: int
    called_at: int | None
    call_count: int
    present_at: int | None
    served_at: int | None
    ended_at: int | None
    outcome: str | None
    version: int


_SELECT = (
    "SELECT id, day, number, service, series, standing, counter, person_id AS person, issued_at, called_at,"
    " call_count, present_at, served_at, ended_at, outcome, version FROM ticket "
)
_ISSUE = text(
    "INSERT INTO ticket (day, number, service, series, standing, counter, issued_at, call_count, version)"
    " VALUES (:day, :number, :service, :series, 'menunggu', '', :at, 0, 1) RETURNING id"
)
_LOAD = text(_SELECT + "WHERE id = :id")
_BY_STANDING = text(
    _SELECT + "WHERE day = :day AND standing = :standing AND id > :after ORDER BY id LIMIT :limit"
)
_FIRST = text(_SELECT + "WHERE day = :day AND standing = 'menunggu' AND series = :series ORDER BY id LIMIT 1")
_EARLIER = text(_SELECT + "WHERE day < :day AND standing <> 'selesai' ORDER BY day DESC, id LIMIT :limit")
_AT_COUNTER = text(_SELECT + "WHERE counter = :counter AND standing IN ('dipanggil', 'dilayani')")
_MOVE = text(
    "UPDATE ticket SET standing = :standing, counter = :counter, person_id = :person, called_at = :called_at,"
    " call_count = :call_count, present_at = :present_at, served_at = :served_at, ended_at = :ended_at,"
    " outcome = :outcome, version = version + 1 WHERE id = :id AND version = :version"
)
_CLOSE = text("UPDATE ticket_interval SET end_at = :at WHERE ticket_id = :id AND end_at IS NULL")
_OPEN = text(
    "INSERT INTO ticket_interval (ticket_id, seq, standing, start_at, end_at, station, person_id)"
    " VALUES (:id, :seq, :standing, :at, NULL, :station, :person)"
)
_BUSY = (TicketStanding.CALLED, TicketStanding.SERVED)


def issue(conn: Connection, day: str, number: str, service: str, series: str, stamp: Stamp) -> int:
    """Give out a number and return its id; `number` is unique within the day."""
    values = {"day": day, "number": number, "service": service, "series": series}
    ticket = int(run(conn, _ISSUE, **values, at=stamp.at).scalar_one())
    _journal(conn, ticket, 1, "issued", {"number": number, "service": service}, stamp)
    _open(conn, ticket, 1, TicketStanding.WAITING, stamp.at)
    return ticket


def load(conn: Connection, ticket_id: int) -> Ticket:
    """The number with that id. Raises KeyError."""
    row = run(conn, _LOAD, id=ticket_id).first()
    if row is None:
        raise KeyError(ticket_id)
    return _ticket(row)


def listed(
    conn: Connection, day: str, standing: TicketStanding, *, after: int = 0, limit: int = 100
) -> tuple[Ticket, ...]:
    """The day's numbers that stand so, in the order they were given, going on after the id `after`."""
    rows = run(conn, _BY_STANDING, day=day, standing=standing.value, after=after, limit=limit)
    return tuple(_ticket(row) for row in rows)


def first_waiting(conn: Connection, day: str, series: Iterable[str]) -> Ticket | None:
    """The day's waiting number that was given first in any of the series."""
    found = [row for name in dict.fromkeys(series) for row in run(conn, _FIRST, day=day, series=name)]
    return min((_ticket(row) for row in found), key=lambda ticket: ticket.id, default=None)


def left_from_before(conn: Connection, day: str, limit: int = 100) -> tuple[Ticket, ...]:
    """Numbers of earlier days that never ended: listed, never called."""
    return tuple(_ticket(row) for row in run(conn, _EARLIER, day=day, limit=limit))


def at_counter(conn: Connection, counter: str) -> Ticket | None:
    """The number that the counter has called or is serving."""
    row = run(conn, _AT_COUNTER, counter=counter).first()
    return None if row is None else _ticket(row)


def call(conn: Connection, ticket: Ticket, counter: str, stamp: Stamp) -> Ticket:
    """Call the number to the counter, for the first time or again. Raises Stale, CounterBusy."""
    again = {"called_at": stamp.at, "call_count": ticket.call_count + 1}
    to = TicketStanding.SERVED if ticket.standing is TicketStanding.SERVED else TicketStanding.CALLED
    return _move(conn, ticket, "called", to, stamp, counter=counter, **again)


def present(conn: Connection, ticket: Ticket, stamp: Stamp) -> Ticket:
    """Note that the person came to the counter. Raises Stale."""
    return _move(conn, ticket, "present", ticket.standing, stamp, present_at=stamp.at)


def serve(conn: Connection, ticket: Ticket, stamp: Stamp) -> Ticket:
    """Begin to serve the called number; who was not noted present is so now. Raises Stale."""
    here = ticket.present_at if ticket.present_at is not None else stamp.at
    return _move(conn, ticket, "served", TicketStanding.SERVED, stamp, present_at=here, served_at=stamp.at)


def skip(conn: Connection, ticket: Ticket, stamp: Stamp) -> Ticket:
    """Set aside a number whose person did not come. Raises Stale."""
    return _move(conn, ticket, "skipped", TicketStanding.SKIPPED, stamp, counter="")


def put_back(conn: Connection, ticket: Ticket, stamp: Stamp) -> Ticket:
    """Let the number wait again, in its old place. Raises Stale."""
    cleared = {"counter": "", "called_at": None, "present_at": None, "served_at": None}
    return _move(conn, ticket, "put_back", TicketStanding.WAITING, stamp, **cleared)


def end(conn: Connection, ticket: Ticket, outcome: str, stamp: Stamp) -> Ticket:
    """End the number with its outcome. Raises Stale."""
    return _move(conn, ticket, "ended", TicketStanding.ENDED, stamp, ended_at=stamp.at, outcome=outcome)


def _move(
    conn: Connection, ticket: Ticket, event_kind: str, to: TicketStanding, stamp: Stamp, **changed: Any
) -> Ticket:
    """Write the change, its journal entry, and a new interval where the standing or the counter changes."""
    counter = changed.get("counter", ticket.counter)
    if to in _BUSY and (other := at_counter(conn, counter)) is not None and other.id != ticket.id:
        raise CounterBusy(counter, other.id)
    person = stamp.person if to in _BUSY else ticket.person
    values = {name: getattr(ticket, name) for name in _MOVED} | {"person": person} | changed
    if run(conn, _MOVE, id=ticket.id, version=ticket.version, standing=to.value, **values).rowcount == 0:
        raise Stale(ticket.id)
    words = {"counter": counter, "outcome": changed.get("outcome")}
    noted = {name: value for name, value in words.items() if value}
    _journal(conn, ticket.id, ticket.version + 1, event_kind, noted, stamp)
    if to is not ticket.standing or counter != ticket.counter:
        run(conn, _CLOSE, id=ticket.id, at=stamp.at)
        if to is not TicketStanding.ENDED:
            who = person if to in _BUSY else None
            _open(conn, ticket.id, ticket.version + 1, to, stamp.at, counter, who)
    return load(conn, ticket.id)


def _open(
    conn: Connection,
    ticket: int,
    seq: int,
    standing: TicketStanding,
    at: int,
    station: str = "",
    person: int | None = None,
) -> None:
    run(conn, _OPEN, id=ticket, seq=seq, standing=standing.value, at=at, station=station, person=person)


_MOVED = ("counter", "called_at", "call_count", "present_at", "served_at", "ended_at", "outcome")


def _journal(
    conn: Connection, ticket: int, seq: int, event_kind: str, data: Mapping[str, Any], stamp: Stamp
) -> None:
    append(
        conn,
        "ticket",
        ticket,
        event_kind,
        data,
        at=stamp.at,
        recorded=stamp.at,
        seq=seq,
        person=stamp.person,
        role=stamp.role,
        station=stamp.station,
    )


def _ticket(row: Any) -> Ticket:
    return Ticket(**{**row._mapping, "standing": TicketStanding(row.standing)})
