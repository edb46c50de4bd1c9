"""Files whose applicants were told a date: those that come to it undecided, and those decided after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from loket.flow.acts import Note
from loket.flow.promise import Stay
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.flow.state import VOIDED
from loket.lengths import DAY, MINUTE
from loket.store import editions
from loket.store.sql import Connection, canonical, ids_in, run, text

_OPEN = "promised_on IS NOT NULL AND decided_at IS NULL AND outcome IS NULL"
_AWAY = ", ".join(f"'{each}'" for each in (Standing.APPLICANT, Standing.PAYMENT))
_TOLD = (
    "SELECT f.id, f.promised_on, f.promised_at, coalesce(f.decided_at, f.ended_at), EXISTS (SELECT 1 FROM"
    f" interval i WHERE i.file_id = f.id AND i.standing IN ({_AWAY})"
    " AND (i.end_at IS NULL OR i.end_at > f.promised_at)) FROM file f WHERE "
)
_UNDECIDED = text(f"{_TOLD} {_OPEN} AND promised_on <= :last ORDER BY promised_on, id")
_DECIDED = text(
    f"{_TOLD} promised_on IS NOT NULL AND promised_on BETWEEN :first AND :last"
    " AND (decided_at IS NOT NULL OR outcome IS NOT NULL)"
    f" AND coalesce(outcome, '') <> '{VOIDED}' AND coalesce(decided_at, ended_at) >="
    " CAST(strftime('%s', promised_on) AS BIGINT) * 1000 + :day_over"
    " ORDER BY promised_on, id"
)
_ONE = text(f"{_TOLD} f.id = :file AND promised_on IS NOT NULL AND coalesce(outcome, '') <> '{VOIDED}'")
_MOVED_SINCE = text(
    f"SELECT f.id FROM file f WHERE {_OPEN} AND EXISTS (SELECT 1 FROM journal j WHERE j.subject = 'file'"
    f" AND j.subject_id = f.id AND j.kind = '{Note.word}' AND j.at > f.promised_at"
    " AND json_extract(j.data, '$.what') = :moved) ORDER BY f.promised_on, f.id"
)
_NEWEST_MOVE = text(
    "SELECT max(m.at) FROM (SELECT at FROM journal WHERE subject = 'calendar'"
    " UNION ALL SELECT at FROM journal WHERE id = :edition) AS m"
)
_WAITED = (
    # for what its person came then, and what they were told for that: it may wait for something else by now
    "SELECT t.id AS ticket, t.day, t.number, json_extract(j.data, '$.errand') AS errand,"
    " json_extract(j.data, '$.service') AS service, t.called_at IS NOT NULL AS called,"
    " CAST(json_extract(j.data, '$.told_most') AS BIGINT) AS told,"
    " coalesce((SELECT min(i.start_at) FROM ticket_interval i WHERE i.ticket_id = t.id"
    f" AND i.standing = '{TicketStanding.CALLED}'), t.ended_at, :now) - t.issued_at AS waited"
    " FROM ticket t JOIN journal j ON j.subject = 'ticket' AND j.subject_id = t.id AND j.seq = 1"
    " WHERE {which} AND coalesce(t.outcome, '') <> :voided ORDER BY t.day DESC, t.id DESC"
)
_WAITED_THEN = text(_WAITED.format(which="t.day BETWEEN :first AND :last"))
_WAITED_ONE = text(_WAITED.format(which="t.id = :ticket"))
_STAYS = text(
    "SELECT i.file_id, i.standing, i.start_at, i.end_at, i.role, i.person_id, coalesce(p.name, '') AS name"
    " FROM interval i JOIN file f ON f.id = i.file_id LEFT JOIN person p ON p.id = i.person_id"
    f" WHERE i.file_id IN {ids_in('files')}"
    " AND (i.end_at IS NULL OR i.end_at > f.promised_at) ORDER BY i.file_id, i.seq"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A file whose applicant was told a date (ISO), at an instant; when it was decided, or ended (ms UTC).

    `rested`: since then it came to lie with its applicant, which moves the date on.
    """

    file: int
    day: str
    at: int
    decided: int | None = None
    rested: bool = True


@dataclass(frozen=True, slots=True)
class Held(Stay):
    """A stretch of a file since a date was told, and on whose desk, in whose hands it was."""

    role: str | None
    person: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Waited:
    """A queue number that waited so long (ms) though so many minutes were `told`; whether it was `called`.

    `errand` and `service` are what its person came for when they were told.
    """

    ticket: int
    day: str
    number: str
    errand: str
    service: str
    told: int
    called: bool
    waited: int


def undecided(conn: Connection, last: str) -> tuple[Told, ...]:
    """Files that are not decided whose applicants were told a date up to that one, the earliest first."""
    return tuple(_told(conn, _UNDECIDED, last=last))


def decided_after(conn: Connection, first: str, last: str, zone_minutes: int) -> tuple[Told, ...]:
    """Files that were decided, or ended, after such a date was over where the office is."""
    over = DAY - zone_minutes * MINUTE
    return tuple(_told(conn, _DECIDED, first=first, last=last, day_over=over))


def told_of(conn: Connection, file: int) -> Told | None:
    """What the applicant of a file was told last; None where nothing was, or its registration was void."""
    return next(_told(conn, _ONE, file=file), None)


def moved_since(conn: Connection, moved: str) -> tuple[int, ...]:
    """Files that are not decided and have a note of that name since a date was told, the first to fall."""
    return tuple(run(conn, _MOVED_SINCE, moved=moved).scalars())


def newest_move(conn: Connection) -> int | None:
    """When days off or the office's documents were changed last (ms UTC), which is what moves promises."""
    at = run(conn, _NEWEST_MOVE, edition=editions.newest(conn)).scalar()
    return None if at is None else int(at)


def waited_longer(conn: Connection, first: str, last: str, now: int) -> tuple[Waited, ...]:
    """Numbers of these days that waited longer for their first call than was told, the latest first.

    Who still waits, or left without a call, has waited until now, or until they left.
    """
    return tuple(_longer(run(conn, _WAITED_THEN, first=first, last=last, now=now, voided=Outcome.VOIDED)))


def waited_of(conn: Connection, ticket: int, now: int) -> Waited | None:
    """The same of one number; None where it did not."""
    return next(_longer(run(conn, _WAITED_ONE, ticket=ticket, now=now, voided=Outcome.VOIDED)), None)


def _longer(rows: Iterable[Any]) -> Iterator[Waited]:
    for row in rows:
        if row.told is not None and row.waited > row.told * MINUTE:
            told = (row.ticket, row.day, row.number, row.errand, row.service, row.told)
            yield Waited(*told, bool(row.called), row.waited)


def stays(conn: Connection, files: Iterable[int]) -> dict[int, list[Held]]:
    """By these files the stretches of their strands since a date was told, as they began."""
    found: dict[int, list[Held]] = {}
    for row in run(conn, _STAYS, files=canonical([*files])):
        when = row.start_at, row.end_at
        stay = Held(Standing(row.standing), *when, row.role, row.person_id, row.name)
        found.setdefault(row.file_id, []).append(stay)
    return found


def _told(conn: Connection, statement: Any, **asked: Any) -> Iterator[Told]:
    for file, day, at, decided, rested in run(conn, statement, **asked):
        yield Told(file, day, at, decided, bool(rested))
