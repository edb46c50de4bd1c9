"""A counter is closed for a while, with a reason, until it is opened or calls again; the next day it is open.

That is read from the journal alone: no table has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.errors import CounterBusy, Invalid
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Right
from loket.flow.queue.state import BUSY
from loket.store import journal, tickets
from loket.store.journal import COUNTER_OPENED, COUNTER_PAUSED, OFFICE, Stamp
from loket.store.sql import Connection


class Pause(StrEnum):
    """Why a counter is closed for a while."""

    BREAK = "istirahat"
    MEETING = "rapat"
    SUPERIOR = "menghadap atasan"
    TROUBLE = "gangguan"


@dataclass(frozen=True, slots=True)
class Paused:
    """Why a counter is closed for a while, and since when (ms UTC); `entry` is that in the journal."""

    reason: str
    since: int
    entry: int


def pause(desk: Desk, who: Who, reason: Pause, counter: str | None = None) -> None:
    """Close the person's counter for a while; a supervisor closes any, and who is served there is to the end.

    Raises:
        CounterBusy: they have a number open, at their own.
        Invalid: they sit at no counter, or the office has none with that id.
        Refused: it is another's, and they are no supervisor.
    """
    with desk.write() as conn:
        person = actor(conn, desk, who)
        held = tickets.had_by(conn, who.person, desk.today(conn))
        if counter in (None, person.station) and held is not None:
            raise CounterBusy(held)
        at = _counter(conn, desk, person, counter)
        _tell(conn, desk, person, _by(person, at), COUNTER_PAUSED, {"counter": at, "reason": reason.value})


def reopen(desk: Desk, who: Who, counter: str | None = None) -> None:
    """Open it again; one that is open stays so. Raises Invalid and Refused as `pause`."""
    with desk.write() as conn:
        person = actor(conn, desk, who)
        at = _counter(conn, desk, person, counter)
        role = _by(person, at)
        if at in paused(conn, desk):
            _tell(conn, desk, person, role, COUNTER_OPENED, {"counter": at})


def opened(conn: Connection, desk: Desk, who: Who) -> None:
    """The person's counter is open from now on, where it was closed for a while."""
    if who.station in paused(conn, desk):
        person = actor(conn, desk, who)
        _tell(conn, desk, person, need(person, Right.COUNTER), COUNTER_OPENED, {"counter": who.station})


def take_back(conn: Connection, desk: Desk, person: Actor, entry: int) -> None:
    """Open the counter again that was closed by that entry."""
    for counter, found in paused(conn, desk).items():
        if found.entry == entry:
            _tell(conn, desk, person, runs_queue(person), COUNTER_OPENED, {"counter": counter})


def _counter(conn: Connection, desk: Desk, person: Actor, counter: str | None) -> str:
    """The counter that is meant: one of the office, or the one at which the person sits."""
    at = person.station if counter is None else counter
    if at is None:
        raise Invalid({"counter": "Anda tidak duduk di loket."})
    if desk.newest(conn).office.counter(at) is None:
        raise Invalid({"counter": "Loket itu tidak ada di kantor ini."})
    return at


def _by(person: Actor, counter: str) -> str:
    """The role by which somebody closes that counter or opens it. Raises Refused."""
    return need(person, Right.COUNTER if counter == person.station else Right.SUPERVISE)


def paused(conn: Connection, desk: Desk) -> dict[str, Paused]:
    """The counters that are closed for a while today."""
    last = dict[str, Paused | None]()
    began = day_began(desk.time(conn), desk.now())
    for entry in journal.lately(conn, "office", OFFICE, (COUNTER_PAUSED, COUNTER_OPENED), began):
        closed = entry.kind == COUNTER_PAUSED
        found = Paused(entry.data["reason"], entry.at, entry.id) if closed else None
        last.setdefault(entry.data["counter"], found)
    return {counter: found for counter, found in sorted(last.items()) if found is not None}


def pauses_of_day(conn: Connection, desk: Desk) -> tuple[tuple[str, Paused, int | None], ...]:
    """Each counter that was closed for a while today, until when (ms UTC; None: it is yet), in order."""
    open_since, found = dict[str, int | None](), list[tuple[str, Paused, int | None]]()
    began = day_began(desk.time(conn), desk.now())
    for entry in journal.lately(conn, "office", OFFICE, (COUNTER_PAUSED, COUNTER_OPENED), began):
        counter = entry.data["counter"]
        if entry.kind == COUNTER_PAUSED:
            known = Paused(entry.data["reason"], entry.at, entry.id)
            found.append((counter, known, open_since.get(counter)))
        open_since[counter] = entry.at
    return tuple(reversed(found))


def closed(conn: Connection, desk: Desk) -> dict[str, Paused]:
    """Those of them at which no colleague serves anybody meanwhile."""
    all_of_them = paused(conn, desk)
    numbers = tickets.of_day(conn, desk.today(conn)) if all_of_them else ()
    busy = {number.ticket.station for number in numbers if number.standing in BUSY}
    return {counter: found for counter, found in all_of_them.items() if counter not in busy}


def _tell(
    conn: Connection, desk: Desk, person: Actor, role: str, kind: str, data: dict[str, str | None]
) -> None:
    stamp = Stamp(desk.now(), person.person, role, person.station)
    journal.append(conn, "office", OFFICE, kind, data, stamp)
