"""Who sits at which counter: told to whoever sits down beside them, and kept no longer than they sit."""

from __future__ import annotations

from dataclasses import dataclass

from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at a counter since an instant (ms UTC), in that `program`."""

    person: int
    name: str
    counter: str
    since: int
    program: str


_SIT = text(
    "INSERT OR REPLACE INTO seat (person_id, counter, since, program)"
    " VALUES (:person, :counter, :since, :program)"
)
_RISE = text("DELETE FROM seat WHERE person_id = :person")
_AT = text(
    "SELECT s.person_id AS person, p.name, s.counter, s.since, s.program"
    " FROM seat s JOIN person p ON p.id = s.person_id"
    " WHERE s.counter = :counter AND s.since >= :since ORDER BY s.since, s.person_id"
)


def sit(conn: Connection, person: int, counter: str, since: int, program: str) -> None:
    """The person sits down; of one who sat elsewhere this is the seat now."""
    run(conn, _SIT, person=person, counter=counter, since=since, program=program)


def rise(conn: Connection, person: int) -> None:
    """The person leaves their seat."""
    run(conn, _RISE, person=person)


def at_counter(conn: Connection, counter: str, since: int) -> tuple[Seat, ...]:
    """Who sat down there since then and has not left, the first first."""
    return tuple(Seat(*row) for row in run(conn, _AT, counter=counter, since=since))
