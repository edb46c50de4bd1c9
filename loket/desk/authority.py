"""Who acts: the signed-in person, with the roles and rights the database gives them at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.office import Desk
from loket.flow.acts import Actor, Refused, Right, Why
from loket.store import people
from loket.store.journal import Stamp
from loket.store.sql import Connection


@dataclass(frozen=True, slots=True)
class Who:
    """A signed-in person at a counter (None away from the counters)."""

    person: int
    station: str | None = None


def actor(conn: Connection, desk: Desk, who: Who) -> Actor:
    """The person's authority as it is now: a role taken away counts at once, and with it the counter that
    only this role serves; one for which they are on the roster counts on its days.

    Raises:
        Refused: when the person is no longer active.
    """
    person = people.on_day(conn, who.person, desk.today(conn))
    if person is None or not person.active:
        raise Refused(Why.DEACTIVATED)
    office = desk.newest(conn).office
    seats = office.counters_of(person.roles) if who.station is not None else ()
    station = who.station if any(counter.id == who.station for counter in seats) else None
    rights, known = office.rights_of(person.roles), office.roles
    serving = tuple(role for role in person.roles if role in known and Right.COUNTER in known[role].rights)
    return Actor(who.person, person.roles, rights, station, serving)


def need(actor: Actor, right: Right) -> str:
    """The role that carries `right`. Raises Refused when none does."""
    if right not in actor.rights:
        raise Refused(Why.NOT_ALLOWED)
    return actor.rights[right]


def runs_queue(actor: Actor) -> str:
    """The role by which somebody runs the queue's day, at a counter or as a supervisor. Raises Refused."""
    return actor.rights.get(Right.COUNTER) or need(actor, Right.SUPERVISE)


def administers(conn: Connection, desk: Desk, who: Who | None) -> None:
    """Raises Refused for whom is no admin; without anybody it is whoever has the database itself."""
    if who is not None:
        need(actor(conn, desk, who), Right.ADMINISTER)


def administering(conn: Connection, desk: Desk, who: Who | None) -> Stamp:
    """Who changes the office now. Raises as `administers`."""
    if who is None:
        return Stamp(desk.now())
    person = actor(conn, desk, who)
    return Stamp(desk.now(), who.person, need(person, Right.ADMINISTER), person.station)
