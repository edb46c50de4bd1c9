"""Where people sit: two may sit at one counter, with a number each, and the second is told of the first.

Whoever left without signing out (the terminal was killed) sits there no longer than their program ran, where
the system can tell; else until they sign in again, today only.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.desk.place import has_ended, program
from loket.desk.time.today import day_began
from loket.store import seats


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Who sits at a counter since an instant (ms UTC); `gone`: their program ended, and with it the seat."""

    name: str
    counter: str
    since: int
    gone: bool


def sit(desk: Desk, who: Who) -> tuple[Neighbour, ...]:
    """The person sits down at their counter; who sits there already, and once who sat there last."""
    with desk.store.write() as conn:
        station = actor(conn, desk, who).station
        if station is None:
            seats.rise(conn, who.person)
            return ()
        seats.sit(conn, who.person, station, desk.now(), program())
        there = seats.at_counter(conn, station, day_began(desk.time(conn), desk.now()))
        others = [(seat, has_ended(seat.program)) for seat in there if seat.person != who.person]
        for seat, gone in others:
            if gone:
                seats.rise(conn, seat.person)
    return tuple(Neighbour(seat.name, seat.counter, seat.since, gone) for seat, gone in others)


def rise(desk: Desk, who: Who) -> None:
    """The person leaves; also somebody who may no longer sign in."""
    with desk.store.write() as conn:
        seats.rise(conn, who.person)
