"""A counter is closed for a while, with a reason, until it is opened or calls again; the next day it is open.

That is read from the journal alone: no table has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from loket.desk.authority import Who, actor, need, runs_queue
from loket.desk.case.on_record import acting
from loket.desk.errors import CounterBusy, Invalid
from loket.desk.office import Desk
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Right
from loket.flow.queue.state import BUSY
from loket.store import journal, tickets
from loket.store.journal import COUNTER_OPENED, COUNTER_PAUSED, OFFICE, Entry, Stamp
from loket.store.sql import Connection

_BY_CALL = "called"


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
    with desk.write(about=acting(desk, who.person)) as conn:
        person = actor(conn, desk, who)
        held = tickets.had_by(conn, who.person, desk.today(conn))
        if counter in (None, person.station) and held is not None:
            raise CounterBusy(held)
        at = _counter(conn, desk, person, counter)
        _tell(conn, desk, person, _by(person, at), COUNTER_PAUSED, {"counter": at, "reason": reason.value})


def reopen(desk: Desk, who: Who, counter: str | None = None) -> None:
    """Open it again; one that is open stays so. Raises Invalid and Refused as `pause`."""
    with desk.write(about=acting(desk, who.person)) as conn:
        person = actor(conn, desk, who)
        at = _counter(conn, desk, person, counter)
        role = _by(person, at)
        if at in paused(conn, desk):
            _tell(conn, desk, person, role, COUNTER_OPENED, {"counter": at})


def opened(conn: Connection, desk: Desk, who: Who) -> None:
    """The person's counter is open from now on, where it was closed for a while: they call there."""
    if who.station in paused(conn, desk):
        person = actor(conn, desk, who)
        data = {"counter": who.station, _BY_CALL: True}
        _tell(conn, desk, person, need(person, Right.COUNTER), COUNTER_OPENED, data)


def undoable(conn: Connection, desk: Desk) -> Iterator[int]:
    """The entries that closed a counter or opened it and can be taken back: it stands so by them.

    What a call opened is none: it goes with no key of its own.
    """
    of_counter = dict[str, list[Entry]]()
    for entry in in_force(_lately(conn, desk)):
        of_counter.setdefault(entry.data["counter"], []).append(entry)
    for last, *before in of_counter.values():
        reopens = bool(before) and before[0].kind == COUNTER_PAUSED and not last.data.get(_BY_CALL)
        if last.kind == COUNTER_PAUSED or reopens:
            yield last.id


def take_back(conn: Connection, desk: Desk, person: Actor, seq: int) -> None:
    """Let the counter of that entry stand as it did before."""
    entries = list(in_force(_lately(conn, desk)))
    counter = next(entry.data["counter"] for entry in entries if entry.seq == seq)
    before = _standing(entry for entry in entries if entry.seq != seq).get(counter)
    kind = COUNTER_OPENED if before is None else COUNTER_PAUSED
    data = {"counter": counter} | ({} if before is None else {"reason": before.reason})
    _tell(conn, desk, person, runs_queue(person), kind, data | {UNDONE: seq})


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
    return _standing(in_force(_lately(conn, desk)))


def _standing(entries: Iterable[Entry]) -> dict[str, Paused]:
    """The counters that are closed by these entries, the newest first."""
    last = dict[str, Paused | None]()
    for entry in entries:
        closed = entry.kind == COUNTER_PAUSED
        found = Paused(entry.data["reason"], entry.at, entry.id) if closed else None
        last.setdefault(entry.data["counter"], found)
    return {counter: found for counter, found in sorted(last.items()) if found is not None}


def pauses_of_day(conn: Connection, desk: Desk) -> tuple[tuple[str, Paused, int | None], ...]:
    """Each counter that was closed for a while today, until when (ms UTC; None: it is yet), in order."""
    open_since, found = dict[str, int | None](), list[tuple[str, Paused, int | None]]()
    for entry in _lately(conn, desk):
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


def _lately(conn: Connection, desk: Desk) -> Iterator[Entry]:
    """What was told of it today, the newest first."""
    began = day_began(desk.time(conn), desk.now())
    return journal.lately(conn, "office", OFFICE, (COUNTER_PAUSED, COUNTER_OPENED), began)


def _tell(
    conn: Connection, desk: Desk, person: Actor, role: str, kind: str, data: Mapping[str, object]
) -> None:
    stamp = Stamp(desk.now(), person.person, role, person.station)
    journal.append(conn, "office", OFFICE, kind, data, stamp)
