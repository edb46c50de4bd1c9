"""Queue numbers as kept: given out, and moved as `loket.flow.ticket` says, guarded by their version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from loket.flow.ticket import Outcome, Ticket, TicketAct, TicketStanding, after
from loket.store.errors import StaleNumber
from loket.store.journal import Entry, Stamp, append, history
from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A queue number. `day` is the office's date, ISO; `series` its letter; `ticket` how it stands."""

    id: int
    day: str
    number: str
    service: str
    series: str
    issued_at: int
    served_at: int | None
    ended_at: int | None
    version: int
    ticket: Ticket

    @property
    def standing(self) -> TicketStanding:
        """How the number stands."""
        return self.ticket.standing


_SELECT = (
    "SELECT id, day, number, service, series, standing, counter, person_id AS person, issued_at, called_at,"
    " call_count, present_at, served_at, ended_at, outcome, version,"
    " coalesce(ended_at, (SELECT max(start_at) FROM ticket_interval WHERE ticket_id = ticket.id)) AS since"
    " FROM ticket "
)
_ISSUE = text(
    "INSERT INTO ticket (day, number, service, series, standing, counter, issued_at, call_count, version)"
    " VALUES (:day, :number, :service, :series, 'menunggu', '', :at, 0, 1) RETURNING id"
)
_LOAD = text(_SELECT + "WHERE id = :id")
_FIRST = text(_SELECT + "WHERE day = :day AND standing = 'menunggu' AND series = :series ORDER BY id LIMIT 1")
_EARLIER = text(_SELECT + "WHERE day < :day AND standing <> 'selesai' ORDER BY day DESC, id LIMIT :limit")
_LATER = text(_SELECT + "WHERE day > :day AND standing <> 'selesai' ORDER BY day, id LIMIT :limit")
_LEFT = text(
    _SELECT
    + "WHERE day <> :day AND person_id = :person AND standing IN ('dipanggil', 'dilayani') ORDER BY id"
)
_OPEN_OF_DAY = text(_SELECT + "WHERE day = :day AND standing <> 'selesai' ORDER BY id LIMIT :limit")
_HELD = text(
    _SELECT
    + "WHERE day = :day AND person_id = :person AND standing IN ('dipanggil', 'dilayani') ORDER BY id LIMIT 1"
)
_NUMBER = text(_SELECT + "WHERE day = :day AND number = :number")


_MOVE = text(
    "UPDATE ticket SET standing = :standing, counter = :counter, person_id = :person, called_at = :called_at,"
    " call_count = :call_count, present_at = :present_at, served_at = :served_at, ended_at = :ended_at,"
    " outcome = :outcome, version = version + 1 WHERE id = :id AND version = :version"
)
_NEXT = text("UPDATE ticket SET version = version + 1 WHERE id = :id AND version = :version")
_CLOSE = text("UPDATE ticket_interval SET end_at = :at WHERE ticket_id = :id AND end_at IS NULL")
_OPEN = text(
    "INSERT INTO ticket_interval (ticket_id, seq, standing, start_at, end_at, station, person_id)"
    " VALUES (:id, :seq, :standing, :at, NULL, :station, :person)"
)
_FORGET = text("DELETE FROM ticket_interval WHERE ticket_id = :id AND seq >= :seq")
_REOPEN = text(
    "UPDATE ticket_interval SET end_at = NULL WHERE ticket_id = :id"
    " AND seq = (SELECT max(seq) FROM ticket_interval WHERE ticket_id = :id)"
)
ISSUED = "issued"
RECEIVED = "received"
"""The journal's word for what is brought for a file that waited for it; it leaves the number as it stands."""
UNDONE = "undone"
"""In an entry that takes another back: the sequence of that other one."""
BUSY = (TicketStanding.CALLED, TicketStanding.SERVED)


def issue(conn: Connection, day: str, number: str, service: str, series: str, stamp: Stamp) -> int:
    """Give out a number and return its id; `number` is unique within the day."""
    values = {"day": day, "number": number, "service": service, "series": series}
    ticket = int(run(conn, _ISSUE, **values, at=stamp.at).scalar_one())
    _journal(conn, ticket, 1, ISSUED, {"number": number, "service": service}, stamp)
    _open(conn, ticket, 1, TicketStanding.WAITING, stamp.at)
    return ticket


def load(conn: Connection, ticket_id: int) -> TicketRow:
    """The number with that id. Raises KeyError."""
    row = run(conn, _LOAD, id=ticket_id).first()
    if row is None:
        raise KeyError(ticket_id)
    return _ticket(row)


def first_waiting(conn: Connection, day: str, series: Iterable[str]) -> TicketRow | None:
    """The day's waiting number that was given first in any of the series."""
    found = [row for name in dict.fromkeys(series) for row in run(conn, _FIRST, day=day, series=name)]
    return min((_ticket(row) for row in found), key=lambda ticket: ticket.id, default=None)


def left_open(conn: Connection, day: str, limit: int = 100) -> tuple[TicketRow, ...]:
    """Numbers of other days that never ended: of days to come (a clock was ahead), then of earlier ones."""
    found = [row for days in (_LATER, _EARLIER) for row in run(conn, days, day=day, limit=limit)]
    return tuple(_ticket(row) for row in found[:limit])


def left_by(conn: Connection, person: int, day: str) -> tuple[TicketRow, ...]:
    """The numbers of other days that a person called or served and left open."""
    return tuple(_ticket(row) for row in run(conn, _LEFT, person=person, day=day))


def of_day(conn: Connection, day: str, limit: int = 500) -> tuple[TicketRow, ...]:
    """The day's numbers that have not ended, in the order they were given."""
    return tuple(_ticket(row) for row in run(conn, _OPEN_OF_DAY, day=day, limit=limit))


def held_by(conn: Connection, person: int, day: str) -> TicketRow | None:
    """The number that a person has called or is serving that day."""
    row = run(conn, _HELD, person=person, day=day).first()
    return None if row is None else _ticket(row)


def by_number(conn: Connection, day: str, number: str) -> TicketRow | None:
    """The day's number that is written so."""
    row = run(conn, _NUMBER, day=day, number=number).first()
    return None if row is None else _ticket(row)


def record(conn: Connection, row: TicketRow, after: Ticket, act: TicketAct, stamp: Stamp) -> TicketRow:
    """Write a move: the number, its journal entry, and a new interval where its standing or person changes.

    Its times do not go back where the clock did: then the move is taken to have followed at once.

    Raises:
        StaleNumber: the number was moved meanwhile.
    """
    _put(conn, row, after)
    counter, outcome = after.station or "", after.outcome.value if after.outcome else ""
    told = {"counter": counter, "outcome": outcome}
    _journal(conn, row.id, row.version + 1, act.value, {k: v for k, v in told.items() if v}, stamp)
    if (after.standing, after.person) != (row.standing, row.ticket.person):
        at = max(stamp.at, row.ticket.since)
        run(conn, _CLOSE, id=row.id, at=at)
        if after.standing is not TicketStanding.ENDED:
            _open(conn, row.id, row.version + 1, after.standing, at, counter, after.person)
    return load(conn, row.id)


def take_back(conn: Connection, row: TicketRow, before: Ticket, seq: int, stamp: Stamp) -> TicketRow:
    """Take back the entry `seq`: the number stands as it did `before`, and its time goes on unbroken.

    Raises:
        StaleNumber: the number was moved meanwhile.
    """
    _put(conn, row, before)
    _journal(conn, row.id, row.version + 1, TicketAct.UNDO, {UNDONE: seq}, stamp)
    if before.standing is TicketStanding.ENDED:
        run(conn, _CLOSE, id=row.id, at=max(stamp.at, row.ticket.since))
    else:
        run(conn, _FORGET, id=row.id, seq=seq)
        run(conn, _REOPEN, id=row.id)
    return load(conn, row.id)


def _put(conn: Connection, row: TicketRow, after: Ticket) -> None:
    """Write how a number stands now. Raises StaleNumber."""
    counter, ended = after.station or "", after.standing is TicketStanding.ENDED
    moved = run(
        conn,
        _MOVE,
        id=row.id,
        version=row.version,
        standing=after.standing.value,
        counter=counter,
        person=after.person,
        called_at=after.called_at,
        call_count=after.calls,
        present_at=after.present_at,
        served_at=after.present_at,
        ended_at=after.since if ended else None,
        outcome=after.outcome.value if after.outcome else None,
    )
    if moved.rowcount == 0:
        raise StaleNumber(row.id)


def receive(conn: Connection, row: TicketRow, file: int, seq: int, stamp: Stamp) -> None:
    """Keep with the number that what a file waited for was brought: the act is the file's event `seq`.

    Raises:
        StaleNumber: the number was moved meanwhile.
    """
    if run(conn, _NEXT, id=row.id, version=row.version).rowcount == 0:
        raise StaleNumber(row.id)
    _journal(conn, row.id, row.version + 1, RECEIVED, {"file": file, "seq": seq}, stamp)


def received(conn: Connection, ticket: int) -> tuple[tuple[int, int], ...]:
    """File and event of all that was received for a number, what was taken back since among it."""
    entries = history(conn, "ticket", ticket)
    return tuple((e.data["file"], e.data["seq"]) for e in entries if e.kind == RECEIVED)


def in_force(conn: Connection, ticket: int) -> tuple[Entry, ...]:
    """What happened to a number and was not taken back, oldest first."""
    entries = history(conn, "ticket", ticket)
    undone = {entry.data.get(UNDONE) for entry in entries}
    return tuple(e for e in entries if e.seq not in undone and UNDONE not in e.data)


def folded(entries: Iterable[Entry]) -> Ticket:
    """How a number stands after these entries, all of them in force, the one that issued it the first."""
    ticket = Ticket()
    for entry in entries:
        if entry.kind == ISSUED:
            ticket = Ticket(since=entry.at)
        elif entry.kind != RECEIVED:
            ticket = after(
                ticket,
                TicketAct(entry.kind),
                at=max(entry.at, ticket.since),
                person=entry.person_id,
                station=entry.station,
                outcome=Outcome(entry.data["outcome"]) if "outcome" in entry.data else None,
            )
    return ticket


def _open(
    conn: Connection,
    ticket: int,
    seq: int,
    standing: TicketStanding,
    at: int,
    station: str = "",
    person: int | None = None,
) -> None:
    where = {"station": station, "person": person}
    run(conn, _OPEN, id=ticket, seq=seq, standing=standing.value, at=at, **where)


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


def _ticket(row: Any) -> TicketRow:
    ticket = Ticket(
        standing=TicketStanding(row.standing),
        since=row.since,
        calls=row.call_count,
        station=row.counter or None,
        person=row.person,
        called_at=row.called_at,
        present_at=row.present_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )
    kept = (row.id, row.day, row.number, row.service, row.series, row.issued_at, row.served_at, row.ended_at)
    return TicketRow(*kept, row.version, ticket)
