"""What a supervisor counts: how many files wait where and since when, and on whose account time went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.sop.model import Party
from loket.store.sql import Connection, canonical, ids_in, run, text

_COUNTS = text(
    "SELECT role, standing, aside, count(*), min(start_at) FROM interval WHERE end_at IS NULL"
    " GROUP BY role, standing, aside"
)
_IN_HAND = text(
    "SELECT person_id, count(*) FROM interval WHERE end_at IS NULL AND person_id IS NOT NULL"
    " GROUP BY person_id"
)
_IS_LATE = "FROM interval WHERE end_at IS NULL AND aside = '' AND due_at < :now"
_LATE = text(  # each once: only a part of a file has a strand
    f"SELECT (SELECT count(*) {_IS_LATE})"
    f" - (SELECT count(*) - count(DISTINCT file_id) {_IS_LATE} AND strand <> 0)"
)
_GONE_PAST = text(
    "SELECT i.file_id, f.service, min(i.due_at) AS at FROM interval i JOIN file f ON f.id = i.file_id"
    " WHERE i.end_at IS NULL AND i.aside = '' AND i.due_at BETWEEN :since AND :now"
    " GROUP BY i.file_id, f.service"
)
_LEGAL = text(
    "SELECT i.file_id, f.service, min(i.legal_at) AS at FROM interval i JOIN file f ON f.id = i.file_id"
    " WHERE i.end_at IS NULL AND i.aside = '' AND i.legal_at IS NOT NULL AND i.legal_at <= :until"
    " GROUP BY i.file_id, f.service ORDER BY at, i.file_id"
)
_REMEMBERED = text(
    "SELECT id, number, remembered_at FROM file WHERE remembered_at IS NOT NULL AND remembered_at <= :now"
    " ORDER BY remembered_at, id"
)
_ENDED = text(
    "SELECT file_id, standing, aside, party, trouble, start_at, end_at FROM interval"
    f" WHERE file_id IN {ids_in('files')} AND end_at IS NOT NULL ORDER BY file_id, seq"
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many files stand so with a role, under way or apart, and since when the longest (ms UTC)."""

    role: str | None
    standing: Standing
    aside: Aside
    count: int
    since: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of a file that is over; instants in ms UTC."""

    file_id: int
    standing: Standing
    aside: Aside
    party: Party
    trouble: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Legal:
    """A file, of a service, and when its legal line runs out, or did (ms UTC)."""

    file: int
    service: str
    at: int


def counts(conn: Connection) -> tuple[Count, ...]:
    """Files under way by role, standing, and whether they lie apart; what has none is left out."""
    found = run(conn, _COUNTS)
    return tuple(Count(role, Standing(s), Aside(a), n, since) for role, s, a, n, since in found)


def late(conn: Connection, now: int) -> int:
    """How many files under way are late at an instant (ms UTC), each once, in however many parts it is."""
    return int(run(conn, _LATE, now=now).scalar_one())


def gone_past(conn: Connection, since: int, now: int) -> tuple[tuple[int, str, int], ...]:
    """The files under way that went past a deadline between these instants: with their service, and when."""
    return tuple((row.file_id, row.service, row.at) for row in run(conn, _GONE_PAST, since=since, now=now))


def legal_lines(conn: Connection, until: int) -> tuple[Legal, ...]:
    """Files whose legal line runs out by that instant, or did before, the first before the rest."""
    return tuple(Legal(*row) for row in run(conn, _LEGAL, until=until))


def to_remember(conn: Connection, now: int) -> tuple[tuple[int, str, int], ...]:
    """Of which files something is to be remembered by now, by when: their id and number, and when."""
    return tuple((row.id, row.number, row.remembered_at) for row in run(conn, _REMEMBERED, now=now))


def in_hand_by_person(conn: Connection) -> Mapping[int, int]:
    """How many files each person has in hand; who has none is left out."""
    return dict(run(conn, _IN_HAND))


def ended_stretches(conn: Connection, files: Iterable[int]) -> tuple[Stretch, ...]:
    """What is over of these files' time, a file's stretches in their order."""
    rows = run(conn, _ENDED, files=canonical(list(files)))
    return tuple(
        Stretch(file, Standing(standing), Aside(aside), Party(party), bool(trouble), start, end)
        for file, standing, aside, party, trouble, start, end in rows
    )
