"""Who is signed in, where and since when: kept no longer than they are."""

from __future__ import annotations

from dataclasses import dataclass

from loket.store import journal
from loket.store.journal import Stamp
from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class Session:
    """A person signed in since an instant (ms UTC), at a counter or (empty) at none, in that `program`.

    `place`: where the program runs, in words.
    """

    id: int
    person: int
    name: str
    counter: str
    since: int
    program: str
    place: str


ENDED = "session_ended"
"""The kind of a person's entry in the journal when an admin signed them out."""

_COLUMNS = "s.id, s.person_id, p.name, s.counter, s.since, s.program, s.place"
_SELECT = f"SELECT {_COLUMNS} FROM session s JOIN person p ON p.id = s.person_id"
_BEGIN = text(
    "INSERT INTO session (person_id, counter, since, program, place)"
    " VALUES (:person, :counter, :since, :program, :place) ON CONFLICT (person_id, program)"
    " DO UPDATE SET counter = excluded.counter, since = excluded.since, place = excluded.place"
)
_OWN = text("SELECT 1 FROM session WHERE person_id = :person AND program = :program")
_LEAVE = text("DELETE FROM session WHERE person_id = :person AND program = :program")
_DROP = text("DELETE FROM session WHERE id = :id")
_RISE = text("UPDATE session SET counter = '' WHERE person_id = :person")
_EVERY = text(f"{_SELECT} ORDER BY s.since, s.id")
_AT = text(f"{_SELECT} WHERE s.counter = :counter AND s.since >= :since ORDER BY s.since, s.id")


def begin(conn: Connection, person: int, counter: str, since: int, program: str, place: str) -> None:
    """The person has signed in there."""
    run(conn, _BEGIN, person=person, counter=counter, since=since, program=program, place=place)


def goes_on(conn: Connection, person: int, program: str) -> bool:
    """Whether the person is signed in in that program."""
    return run(conn, _OWN, person=person, program=program).first() is not None


def leave(conn: Connection, person: int, program: str) -> None:
    """The person has left that program."""
    run(conn, _LEAVE, person=person, program=program)


def drop(conn: Connection, session: int) -> None:
    """It is over: its program has ended."""
    run(conn, _DROP, id=session)


def end(conn: Connection, session: Session, stamp: Stamp) -> None:
    """Sign somebody out."""
    run(conn, _DROP, id=session.id)
    journal.append(conn, "person", session.person, ENDED, {"session": session.id}, stamp)


def rise(conn: Connection, person: int) -> None:
    """The person sits at no counter any more, wherever they are signed in."""
    run(conn, _RISE, person=person)


def every(conn: Connection) -> tuple[Session, ...]:
    """Who is signed in, the first first."""
    return tuple(Session(*row) for row in run(conn, _EVERY))


def at_counter(conn: Connection, counter: str, since: int) -> tuple[Session, ...]:
    """Who sat down there since then and has not left, the first first."""
    return tuple(Session(*row) for row in run(conn, _AT, counter=counter, since=since))
