"""Where people sit: two may sit at one counter, with a number each, and the second is told of the first.

Whoever left without signing out (the terminal was killed) sits there until they sign in again, today only.
"""

from __future__ import annotations

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.store import seats
from loket.store.seats import Seat

__all__ = ["Seat", "rise", "sit"]


def sit(desk: Desk, who: Who) -> tuple[Seat, ...]:
    """The person sits down at their counter; who sits there already."""
    with desk.store.write() as conn:
        station = actor(conn, desk, who).station
        if station is None:
            seats.rise(conn, who.person)
            return ()
        seats.sit(conn, who.person, station, desk.now())
        there = seats.at_counter(conn, station, day_began(desk.time(conn), desk.now()))
    return tuple(seat for seat in there if seat.person != who.person)


def rise(desk: Desk, who: Who) -> None:
    """The person leaves; also somebody who may no longer sign in."""
    with desk.store.write() as conn:
        seats.rise(conn, who.person)
