"""Queue numbers as kept: each event in the journal, and beside it what `loket.flow.queue` makes of them all.

`give` and `record` are the only writers. They write the event and the difference that it makes in the number,
its stretches and its matters, guarded by the version that the caller read, all in the caller's transaction.
Lists read the tables; whoever acts on a number reads its history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from loket.flow.acts import BrokenHistory
from loket.flow.queue.acts import (
    Called,
    Given,
    Handed,
    Outcome,
    Priority,
    Recalled,
    TicketAct,
    Transferred,
    Undone,
    from_data,
    to_data,
)
from loket.flow.queue.fold import apply, replay
from loket.flow.queue.state import (
    Matter,
    Ticket,
    TicketEvent,
    TicketStanding,
    TicketState,
    Waited,
    standing_call,
    visit,
    waited,
)
from loket.store import journal
from loket.store.errors import StaleNumber
from loket.store.journal import Entry, Stamp
from loket.store.sql import Connection, ids_in, insert, run, text

SENT_TO = "sent_to"
"""The kind of what is typed of where somebody was sent; its owner is their number."""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A queue number. `day` is the office's date, ISO; `series` its letter; `ticket` how it stands.

    `booking` is the code of the booking it came of, `slot_at` the time (ms UTC) that was booked.
    """

    id: int
    day: str
    number: str
    series: str
    priority: Priority | None
    booking: str | None
    slot_at: int | None
    issued_at: int
    ended_at: int | None
    version: int
    ticket: Ticket

    @property
    def standing(self) -> TicketStanding:
        """How the number stands."""
        return self.ticket.standing

    @property
    def errand(self) -> str:
        """What its person came for."""
        return self.ticket.errand

    @property
    def service(self) -> str:
        """The permit that they want; empty as long as nobody knows."""
        return self.ticket.service


_MOVING = (
    "priority",
    "standing",
    "errand",
    "service",
    "at_counter",
    "counter",
    "person_id",
    "called_at",
    "last_call_at",
    "call_count",
    "present_at",
    "ended_at",
    "outcome",
    "version",
)
_COLUMNS = ("day", "number", "series", "booking", "slot_at", "issued_at", *_MOVING)
SELECT = (
    f"SELECT id, {', '.join(_COLUMNS)},"
    " coalesce(ended_at, (SELECT max(start_at) FROM ticket_interval WHERE ticket_id = ticket.id)) AS since"
    " FROM ticket "
)
_GIVE = text(
    f"INSERT INTO ticket ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)})"
    " RETURNING id"
)
_MOVE = text(
    f"UPDATE ticket SET {', '.join(f'{name} = :{name}' for name in _MOVING)}"
    " WHERE id = :id AND version = :expected"
)
_LOAD = text(SELECT + "WHERE id = :id")
# how the number stood just before a call, or after it
_BESIDE = (
    "(SELECT other.standing FROM ticket_interval other WHERE other.ticket_id = call.ticket_id"
    " AND other.seq {} call.seq ORDER BY other.seq {} LIMIT 1)"
)
_CALLED_FROM_LINE = text(
    "SELECT call.ticket_id, entry.at FROM ticket"
    " CROSS JOIN ticket_interval call CROSS JOIN journal entry"  # in this order: by the day's numbers
    " WHERE call.ticket_id = ticket.id AND entry.subject = 'ticket' AND entry.subject_id = call.ticket_id"
    " AND entry.seq = call.seq AND ticket.day = :day AND call.station = :station"
    " AND call.standing = 'dipanggil'"
    f" AND {_BESIDE.format('<', 'DESC')} = 'menunggu'"
    f" AND {_BESIDE.format('>', 'ASC')} IS DISTINCT FROM 'menunggu'"
    " ORDER BY entry.id DESC"
)
# a clock that was put right since makes the latest call neither the one of the latest time
_NEWEST_CALLS = text(
    SELECT + "WHERE day = :day AND last_call_at IS NOT NULL ORDER BY ("
    "SELECT max(entry.id) FROM journal entry WHERE entry.subject = 'ticket' AND entry.subject_id = ticket.id"
    f" AND entry.kind IN ('{Called.word}', '{Recalled.word}')"
    " AND NOT EXISTS (SELECT 1 FROM journal undone WHERE undone.subject = 'ticket'"
    " AND undone.subject_id = ticket.id AND undone.seq > entry.seq"
    f" AND undone.kind = '{Undone.word}'"
    " AND CAST(json_extract(undone.data, '$.undone') AS BIGINT) = entry.seq)"
    ") DESC LIMIT :limit"
)
_CALLED_TO = text(
    "SELECT station FROM ticket_interval WHERE ticket_id = :ticket AND standing = 'dipanggil'"
    " ORDER BY seq DESC LIMIT 1"
)
# no other has a counter; those who wait, who may be many, are not read
_CALLING = text(
    "SELECT DISTINCT counter FROM ticket WHERE day = :day AND counter <> ''"
    " AND standing IN ('dipanggil', 'dilayani', 'selesai') AND (standing <> 'selesai'"
    " OR last_call_at BETWEEN :since AND :now OR ended_at BETWEEN :since AND :now)"
)
_LATEST_MOVES = text(
    "SELECT station, person_id, at FROM (SELECT i.station, i.person_id, coalesce(i.end_at, i.start_at) AS at,"
    " row_number() OVER (PARTITION BY i.station ORDER BY coalesce(i.end_at, i.start_at) DESC, i.seq) AS place"
    " FROM ticket CROSS JOIN ticket_interval i"  # in this order: by the day's numbers
    " WHERE i.ticket_id = ticket.id AND ticket.day = :day AND i.station <> '') moves WHERE place = 1"
)
_RECORDED = text(
    "SELECT subject_id, recorded FROM journal WHERE subject = 'ticket' AND seq = 1"
    f" AND subject_id IN {ids_in('ids')}"
)
_WAITED = text(
    "SELECT ticket.id, ticket.errand, ticket.service, ticket.at_counter, ticket.issued_at,"
    " stay.start_at, stay.end_at, stay.seq,"
    " (SELECT min(seq) FROM ticket_interval WHERE ticket_id = ticket.id AND seq > stay.seq) AS next"
    " FROM ticket CROSS JOIN ticket_interval stay"
    " WHERE stay.ticket_id = ticket.id AND ticket.day = :day AND stay.standing = 'menunggu'"
)
_SENT_ON = text(
    "SELECT subject_id, seq, kind, at, data FROM journal WHERE subject = 'ticket'"
    f" AND kind IN ('{Given.word}', '{Transferred.word}', '{Undone.word}') AND subject_id IN ("
    "SELECT subject_id FROM journal WHERE subject = 'ticket' AND subject_id BETWEEN :first AND :last"
    f" AND kind = '{Transferred.word}') ORDER BY subject_id, seq"
)
_VISITED = text(
    "SELECT errand, ended_at AS since, person_id AS person, called_at, present_at FROM ticket"
    " WHERE day = :day AND standing = 'selesai' ORDER BY id DESC LIMIT :most"
)
_MOST_VISITS = 200
"""So many say how long a visit takes; they are read each time that a number is given."""
_TO_COME = text(SELECT + "WHERE day > :day AND standing <> 'selesai' ORDER BY day, id")
_LEFT_OVER = text(SELECT + "WHERE day < :day AND standing <> 'selesai' ORDER BY day DESC, id LIMIT :limit")
# of a column that the index over all standings has not: else that one, the longer, is walked
_COUNT_LEFT_OVER = text("SELECT count(number) FROM ticket WHERE day < :day AND standing <> 'selesai'")
_OPEN_BY = text(SELECT + "WHERE person_id = :person AND standing IN ('dipanggil', 'dilayani') ORDER BY id")
_COUNT_OF_DAY = text(
    "SELECT errand, service, count(*) AS given FROM ticket WHERE day = :day"
    f" AND (outcome IS NULL OR outcome <> '{Outcome.VOIDED}') GROUP BY errand, service"
)
_BOOKED = text(
    "SELECT booking, number FROM ticket WHERE day = :day AND booking IS NOT NULL"
    f" AND (outcome IS NULL OR outcome <> '{Outcome.VOIDED}')"
)
_ALL_OF_DAY = text("SELECT id FROM ticket WHERE day = :day ORDER BY id")
_OPEN_OF_DAY = text(SELECT + "WHERE day = :day AND standing <> 'selesai' ORDER BY id")
_BUSY = text(SELECT + "WHERE day = :day AND standing IN ('dipanggil', 'dilayani') ORDER BY id")
_HAD = text(
    SELECT
    + "WHERE day = :day AND person_id = :person AND standing IN ('dipanggil', 'dilayani') ORDER BY id LIMIT 1"
)
_SAID = f"kind = '{Handed.word}'"
_OF_NUMBER = "(SELECT 1 FROM journal WHERE subject = 'ticket' AND subject_id = ticket.id AND {})"
_IN_NO_HAND = text(
    SELECT
    + "WHERE day = :day AND standing = 'menunggu' AND called_at IS NULL"
    + f" AND EXISTS {_OF_NUMBER.format('seq = 1 AND station = :station')}"
    + f" AND NOT EXISTS {_OF_NUMBER.format(_SAID)} ORDER BY id"
)
_NUMBER = text(SELECT + "WHERE day = :day AND number = :number")

_WRITTEN = ("ticket_id", "seq", "standing", "start_at", "end_at", "station", "person_id")
_STRETCH = ", ".join(_WRITTEN)
_ENDED_SINCE = "ON CONFLICT (ticket_id, seq) DO UPDATE SET end_at = excluded.end_at"
_DROP = text("DELETE FROM ticket_interval WHERE ticket_id = :ticket AND seq = :seq")
_BRING = text(
    "INSERT INTO matter (ticket_id, seq, file_id, file_seq, counts)"
    " VALUES (:ticket, :seq, :file, :file_seq, :counts) ON CONFLICT (ticket_id, seq)"
    " DO UPDATE SET counts = excluded.counts"
)
_FILES = text("SELECT file_id FROM matter WHERE ticket_id = :ticket AND counts ORDER BY seq")
_OF_FILE = text(
    "SELECT ticket_id, seq, file_id, file_seq, counts FROM matter"
    " WHERE file_id = :file ORDER BY ticket_id, seq"
)

_NEWEST = text(
    "SELECT coalesce(max(id), 0) FROM (SELECT max(id) AS id FROM ticket"
    " UNION ALL SELECT max(subject_id) FROM journal WHERE subject = 'ticket') newest"
)
_WITH_HISTORY = text(
    "SELECT DISTINCT subject_id FROM journal WHERE subject = 'ticket' AND subject_id BETWEEN :first AND :last"
)
_ROWS = text(f"SELECT id, {', '.join(_COLUMNS)} FROM ticket WHERE id BETWEEN :first AND :last")
_STRETCHES = text(
    f"SELECT {_STRETCH} FROM ticket_interval WHERE ticket_id BETWEEN :first AND :last ORDER BY ticket_id, seq"
)
_MATTERS = text(
    "SELECT ticket_id, seq, file_id, file_seq, counts FROM matter"
    " WHERE ticket_id BETWEEN :first AND :last ORDER BY ticket_id, seq"
)

_ON_PAPER = text(
    "SELECT count(*) FROM ticket t JOIN journal j ON j.subject = 'ticket' AND j.subject_id = t.id"
    " WHERE t.day = :day AND j.seq = 1 AND j.at < j.recorded"
)


def give(conn: Connection, given: Given, stamp: Stamp, arrived: int | None = None) -> TicketRow:
    """Give out a number, which is unique within its day; `arrived`: when it was given, where that is past."""
    event = TicketEvent(1, stamp.at if arrived is None else arrived, given, stamp.person, stamp.station)
    state = apply(TicketState(), event)
    kept = projection(state)
    ticket = int(run(conn, _GIVE, **kept.columns).scalar_one())
    _append(conn, ticket, event, stamp)
    _write_difference(conn, ticket, projection(TicketState()), kept)
    return row_of(ticket, state)


def record(conn: Connection, ticket: int, was: TicketState, act: TicketAct, stamp: Stamp) -> TicketRow:
    """Write an act on a number that stands as `was` says, and what it changes.

    Raises:
        StaleNumber: the number was moved meanwhile.
    """
    event = TicketEvent(was.seq + 1, stamp.at, act, stamp.person, stamp.station)
    state = apply(was, event)
    kept = projection(state)
    moving = {name: kept.columns[name] for name in _MOVING}
    if run(conn, _MOVE, id=ticket, expected=was.seq, **moving).rowcount == 0:
        raise StaleNumber(ticket)
    _append(conn, ticket, event, stamp)
    _write_difference(conn, ticket, projection(was), kept)
    return row_of(ticket, state)


def known(conn: Connection, ticket: int) -> TicketState:
    """What a number's history says.

    Raises:
        KeyError: there is none.
        BrokenHistory: it is nothing that this program wrote.
    """
    entries = journal.history(conn, "ticket", ticket)
    if not entries:
        raise KeyError(ticket)
    return replay(map(_event, entries))


def standing_call_of(conn: Connection, ticket: int) -> int | None:
    """The journal's entry of the call by which a number stands called; None where it does not.

    Raises:
        BrokenHistory: as `known`.
    """
    entries = journal.history(conn, "ticket", ticket)
    call = standing_call(replay(map(_event, entries)))
    return None if call is None else next(entry.id for entry in entries if entry.seq == call.seq)


def load(conn: Connection, ticket_id: int) -> TicketRow:
    """The number with that id. Raises KeyError."""
    row = run(conn, _LOAD, id=ticket_id).first()
    if row is None:
        raise KeyError(ticket_id)
    return ticket_row(row)


def row_of(ticket: int, state: TicketState) -> TicketRow:
    """The number with that id as lists have it, from what its history says."""
    kept = projection(state).columns
    of_row = {name: kept[name] for name in TicketRow.__dataclass_fields__ if name in kept}
    return TicketRow(id=ticket, ticket=state.ticket, **of_row)


def called_from_line(conn: Connection, day: str, station: str) -> Iterator[tuple[int, int]]:
    """The calls of numbers that waited to that counter, the latest first: the number's id, and when.

    None whose number waits again since: it was called by mistake.
    """
    for row in run(conn, _CALLED_FROM_LINE, day=day, station=station):
        yield row.ticket_id, row.at


def newest_calls(conn: Connection, day: str, limit: int) -> tuple[TicketRow, ...]:
    """The day's numbers that were called, however they stand since, in the order of calls, the newest first.

    That order is the journal's, whatever time a clock gave them.
    """
    return tuple(ticket_row(row) for row in run(conn, _NEWEST_CALLS, day=day, limit=limit))


def recorded(conn: Connection, ids: Sequence[int]) -> dict[int, int]:
    """When these numbers were written down as given, by their ids."""
    return {row.subject_id: row.recorded for row in run(conn, _RECORDED, ids=json.dumps(ids))}


def called_to(conn: Connection, ticket: int) -> str:
    """The counter to which a number was called last; empty where it never was."""
    return run(conn, _CALLED_TO, ticket=ticket).scalar() or ""


def counters_calling(conn: Connection, day: str, since: int, now: int) -> frozenset[str]:
    """The counters that have a number of that day, or called or ended one between these instants."""
    return frozenset(run(conn, _CALLING, day=day, since=since, now=now).scalars())


def latest_moves(conn: Connection, day: str) -> dict[str, tuple[int, int | None]]:
    """When each counter last called somebody or let them go that day (ms UTC), and who that was there."""
    return {row.station: (row.at, row.person_id) for row in run(conn, _LATEST_MOVES, day=day)}


def waits_of_day(conn: Connection, day: str) -> tuple[Waited, ...]:
    """When the day's numbers waited, and for what: now, where the journal does not say what it was before."""
    rows = run(conn, _WAITED, day=day).all()
    ids = [row.id for row in rows]
    sent, bounds = dict[int, list[TicketEvent]](), (min(ids, default=0), max(ids, default=0))
    for row in run(conn, _SENT_ON, first=bounds[0], last=bounds[1]):
        with suppress(BrokenHistory):
            event = TicketEvent(row.seq, row.at, from_data(row.kind, json.loads(row.data)))
            sent.setdefault(row.subject_id, []).append(event)
    found = list[Waited]()
    for row in rows:
        stay = Waited(row.errand, row.service, row.at_counter, row.issued_at, row.start_at, row.end_at)
        found += waited(stay, row.seq, row.next, sent[row.id]) if row.id in sent else [stay]
    return tuple(found)


def visits(conn: Connection, day: str) -> dict[str, list[int]]:
    """How long the day's latest visits took (`flow.queue.state.visit`), by errand."""
    found: dict[str, list[int]] = {}
    for row in run(conn, _VISITED, day=day, most=_MOST_VISITS):
        if (took := visit(Ticket(standing=TicketStanding.ENDED, **row.by_name()))) is not None:
            found.setdefault(row.errand, []).append(took)
    return found


def to_come(conn: Connection, day: str) -> tuple[TicketRow, ...]:
    """Numbers of days to come that never ended: a clock was ahead when they were given."""
    return tuple(ticket_row(row) for row in run(conn, _TO_COME, day=day))


def left_over(conn: Connection, day: str, limit: int) -> tuple[TicketRow, ...]:
    """The first numbers of earlier days that never ended, the latest day's before all."""
    return tuple(ticket_row(row) for row in run(conn, _LEFT_OVER, day=day, limit=limit))


def count_left_over(conn: Connection, day: str) -> int:
    """How many numbers of earlier days never ended."""
    return int(run(conn, _COUNT_LEFT_OVER, day=day).scalar_one())


def open_by(conn: Connection, person: int) -> tuple[TicketRow, ...]:
    """The numbers, of whatever day, that a person called or serves, in the order they were given."""
    return tuple(ticket_row(row) for row in run(conn, _OPEN_BY, person=person))


def of_day(conn: Connection, day: str) -> tuple[TicketRow, ...]:
    """The day's numbers that have not ended, in the order they were given."""
    return tuple(ticket_row(row) for row in run(conn, _OPEN_OF_DAY, day=day))


def busy(conn: Connection, day: str) -> tuple[TicketRow, ...]:
    """The day's numbers that are called or served now, in the order they were given."""
    return tuple(ticket_row(row) for row in run(conn, _BUSY, day=day))


def count_of_day(conn: Connection, day: str) -> dict[tuple[str, str], int]:
    """How many numbers of the day there are for each errand and service, those voided left out."""
    return {(row.errand, row.service): row.given for row in run(conn, _COUNT_OF_DAY, day=day)}


def count_on_paper(conn: Connection, day: str) -> int:
    """How many numbers of the day were handed out on paper before they were taken in."""
    return int(run(conn, _ON_PAPER, day=day).scalar() or 0)


def booked_of_day(conn: Connection, day: str) -> dict[str, str]:
    """The day's numbers that came of bookings, by the codes of these."""
    return {row.booking: row.number for row in run(conn, _BOOKED, day=day)}


def all_of_day(conn: Connection, day: str) -> tuple[int, ...]:
    """The ids of all numbers of the day, however they stand, in the order they were given."""
    return tuple(run(conn, _ALL_OF_DAY, day=day).scalars())


def in_no_hand(conn: Connection, day: str, station: str) -> tuple[TicketRow, ...]:
    """The day's numbers that a device gave and nobody called, of which it never said who has them."""
    return tuple(ticket_row(row) for row in run(conn, _IN_NO_HAND, day=day, station=station))


def had_by(conn: Connection, person: int, day: str) -> TicketRow | None:
    """The number that a person has that day: called, or being served."""
    row = run(conn, _HAD, person=person, day=day).first()
    return None if row is None else ticket_row(row)


def by_number(conn: Connection, day: str, number: str) -> TicketRow | None:
    """The day's number that is written so."""
    row = run(conn, _NUMBER, day=day, number=number).first()
    return None if row is None else ticket_row(row)


def files_of(conn: Connection, ticket: int) -> tuple[int, ...]:
    """The files that came of a number, each once; not those voided or taken back since."""
    return tuple(dict.fromkeys(run(conn, _FILES, ticket=ticket).scalars()))


def matters_of(conn: Connection, file: int) -> tuple[tuple[int, Matter], ...]:
    """For which numbers a file was ever registered or received."""
    rows = run(conn, _OF_FILE, file=file)
    return tuple((row.ticket_id, Matter(row.seq, file, row.file_seq, bool(row.counts))) for row in rows)


@dataclass(frozen=True, slots=True)
class Kept:
    """A number as the tables have it: its columns by name, its stretches and matters by their sequence."""

    columns: dict[str, Any]
    stretches: dict[int, tuple[Any, ...]]
    matters: dict[int, tuple[Any, ...]]


def projection(state: TicketState) -> Kept:
    """What the tables have of a number of which the history says this; no columns before it was given."""
    ticket, columns = state.ticket, dict[str, Any]()
    if state.given is not None:
        ended = ticket.standing is TicketStanding.ENDED
        columns = {
            "day": state.given.day,
            "number": state.given.number,
            "series": state.given.series,
            "priority": state.priority,
            "booking": state.given.booking,
            "slot_at": state.given.slot,
            "issued_at": state.stretches[0].start,
            "standing": ticket.standing.value,
            "errand": ticket.errand,
            "service": ticket.service,
            "at_counter": ticket.counter,
            "counter": ticket.station or "",
            "person_id": ticket.person,
            "called_at": ticket.called_at,
            "last_call_at": ticket.last_call_at,
            "call_count": ticket.calls,
            "present_at": ticket.present_at,
            "ended_at": ticket.since if ended else None,
            "outcome": ticket.outcome.value if ticket.outcome is not None else None,
            "version": state.seq,
        }
    return Kept(
        columns,
        {s.seq: (s.standing.value, s.start, s.end, s.station or "", s.person) for s in state.stretches},
        {m.seq: (m.file, m.file_seq, m.counts) for m in state.matters},
    )


def all_kept(conn: Connection, chunk: int = 500) -> Iterator[tuple[int, Kept]]:
    """Every number that has a row or a history, as the tables have it; no columns where it has no row."""
    newest = int(run(conn, _NEWEST).scalar_one())
    for first in range(1, newest + 1, chunk):
        page = {"first": first, "last": first + chunk - 1}
        found = {ticket: Kept({}, {}, {}) for ticket in run(conn, _WITH_HISTORY, **page).scalars()}
        for row in run(conn, _ROWS, **page):
            columns = {name: getattr(row, name) for name in _COLUMNS}
            found.setdefault(row.id, Kept({}, {}, {})).columns.update(columns)
        for ticket, seq, *stretch in run(conn, _STRETCHES, **page):
            found.setdefault(ticket, Kept({}, {}, {})).stretches[seq] = tuple(stretch)
        for ticket, seq, *matter in run(conn, _MATTERS, **page):
            found.setdefault(ticket, Kept({}, {}, {})).matters[seq] = tuple(matter)
        yield from sorted(found.items())


def _write_difference(conn: Connection, ticket: int, was: Kept, after: Kept) -> None:
    """Bring stretches and matters in line. What goes, goes first: a number never has two open stretches."""
    for seq in was.stretches.keys() - after.stretches.keys():
        run(conn, _DROP, ticket=ticket, seq=seq)
    changed = [(seq, each) for seq, each in after.stretches.items() if was.stretches.get(seq) != each]
    if changed:
        rows = [(ticket, seq, *stretch) for seq, stretch in changed]
        insert(conn, "ticket_interval", _WRITTEN, rows, _ENDED_SINCE)
    for seq, (file, file_seq, counts) in after.matters.items():
        if was.matters.get(seq) != after.matters[seq]:
            run(conn, _BRING, ticket=ticket, seq=seq, file=file, file_seq=file_seq, counts=counts)


def _append(conn: Connection, ticket: int, event: TicketEvent, stamp: Stamp) -> None:
    journal.append(
        conn,
        "ticket",
        ticket,
        event.act.word,
        to_data(event.act),
        Stamp(event.at, event.person, stamp.role, event.station),
        seq=event.seq,
        recorded=stamp.at,
    )


def _event(entry: Entry) -> TicketEvent:
    return TicketEvent(entry.seq, entry.at, from_data(entry.kind, entry.data), entry.person_id, entry.station)


_STANDINGS = {each.value: each for each in TicketStanding}
"""Looked up: a list has hundreds of rows."""


def ticket_row(row: Any) -> TicketRow:
    """The number of a row that `SELECT` found."""
    ticket = Ticket(
        standing=_STANDINGS[row.standing],
        since=row.since,
        errand=row.errand,
        service=row.service,
        counter=row.at_counter,
        calls=row.call_count,
        station=row.counter or None,
        person=row.person_id,
        called_at=row.called_at,
        last_call_at=row.last_call_at,
        present_at=row.present_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )
    priority = Priority(row.priority) if row.priority is not None else None
    kept = (row.id, row.day, row.number, row.series, priority, row.booking, row.slot_at)
    return TicketRow(*kept, row.issued_at, row.ended_at, row.version, ticket)
