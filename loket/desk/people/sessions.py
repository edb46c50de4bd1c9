"""Who is signed in, and where they sit: two may sit at one counter, and the second is told of the first.

Whoever left without signing out (the terminal was killed) sits there no longer than their program ran, where
the system can tell; else until they sign in again, today only. An admin sees who is signed in, and ends it.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.authority import Who, actor, administering, administers
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.desk.place import has_ended, program
from loket.desk.time.today import day_began
from loket.store import sessions
from loket.store.errors import Holder
from loket.store.sql import Connection

ENDING = sessions.ENDED
"""The kind of the journal's entry about a person whom an admin signed out."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who sits at a counter since an instant (ms UTC); `gone`: their program ended, and with it the seat."""

    name: str
    counter: str
    since: int
    gone: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in since an instant (ms UTC), at a counter or (empty) at none; `place` in words.

    `gone`: their program ended without their leaving.
    """

    id: int
    person: int
    name: str
    counter: str
    since: int
    place: str
    gone: bool


def begin(desk: Desk, who: Who) -> tuple[Neighbour, ...]:
    """The person has signed in; who sits at their counter already, and once who sat there last."""
    with desk.store.write() as conn:
        station = actor(conn, desk, who).station
        desk.store.holds(Holder(who.person, station or "", desk.place))
        for session in sessions.every(conn):
            if session.person == who.person and has_ended(session.program):
                sessions.drop(conn, session.id)
        sessions.begin(conn, who.person, station or "", desk.now(), program(), desk.place)
        if station is None:
            return ()
        there = sessions.at_counter(conn, station, day_began(desk.time(conn), desk.now()))
        others = [(each, has_ended(each.program)) for each in there if each.person != who.person]
        for session, gone in others:
            if gone:
                sessions.drop(conn, session.id)
    return tuple(Neighbour(each.name, each.counter, each.since, gone) for each, gone in others)


def leave(desk: Desk, who: Who) -> None:
    """The person leaves; also somebody who may no longer sign in."""
    with desk.store.write() as conn:
        sessions.leave(conn, who.person, program())
    desk.store.holds(Holder(computer=desk.place))


def goes_on(desk: Desk, who: Who) -> bool:
    """Whether nobody has ended the person's session in this program."""
    with desk.store.read() as conn:
        return sessions.goes_on(conn, who.person, program())


def seated(conn: Connection, desk: Desk) -> frozenset[str]:
    """The counters at which somebody sits who sat down today."""
    return frozenset(counter for counter, _ in seats(conn, desk))


def seats(conn: Connection, desk: Desk) -> frozenset[tuple[str, int]]:
    """At which counter (or none: empty) who sits who sat down today."""
    return frozenset((counter, person) for counter, person, _ in sitting(conn, desk))


def sitting(conn: Connection, desk: Desk) -> tuple[tuple[str, int, int], ...]:
    """At which counter (or none: empty) who sits since when (ms UTC) who sat down today, the first first."""
    began = day_began(desk.time(conn), desk.now())
    here = (each for each in sessions.every(conn) if each.since >= began and not has_ended(each.program))
    return tuple((each.counter, each.person, each.since) for each in here)


def signed_in(desk: Desk, who: Who | None) -> tuple[SignedIn, ...]:
    """Everybody who is signed in, the first first. Raises Refused for whom is no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        return tuple(
            SignedIn(s.id, s.person, s.name, s.counter, s.since, s.place, has_ended(s.program))
            for s in sessions.every(conn)
        )


def end(desk: Desk, who: Who | None, session: int, reason: str = "") -> SignedIn:
    """Sign somebody out, wherever they are: what they typed is kept, and their screen says so.

    `reason`: why, for the history.

    Raises:
        Invalid: nobody is signed in under that number (any more).
        Refused: when `who` may not administer.
    """
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        found = next((each for each in sessions.every(conn) if each.id == session), None)
        if found is None:
            raise Invalid({"session": f"Tidak ada yang masuk dengan nomor {session}."})
        because(conn, reason, stamp)
        sessions.end(conn, found, stamp)
    ended = (found.id, found.person, found.name, found.counter, found.since, found.place)
    return SignedIn(*ended, gone=has_ended(found.program))
