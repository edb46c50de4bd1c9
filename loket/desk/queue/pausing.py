"""A counter is closed for a while, with a reason, until it is opened or calls again; the next day it is open.

That is read from the journal alone: no table has it.
"""

from __future__ import annotations

from enum import StrEnum

from loket.desk.authority import Who, actor, need
from loket.desk.errors import CounterBusy, Invalid
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import Right
from loket.flow.queue import BUSY
from loket.store import journal, tickets
from loket.store.journal import COUNTER_OPENED, COUNTER_PAUSED, OFFICE, Stamp
from loket.store.sql import Connection


class Pause(StrEnum):
    """Why a counter is closed for a while."""

    BREAK = "istirahat"
    MEETING = "rapat"
    SUPERIOR = "menghadap atasan"
    TROUBLE = "gangguan"


def pause(desk: Desk, who: Who, reason: Pause) -> None:
    """Close the person's counter for a while.

    Raises:
        CounterBusy: they have a number open.
        Invalid: they sit at no counter.
    """
    with desk.write() as conn:
        held = tickets.had_by(conn, who.person, desk.today(conn))
        if held is not None:
            raise CounterBusy(held)
        _tell(conn, desk, who, COUNTER_PAUSED, {"reason": reason.value})


def reopen(desk: Desk, who: Who) -> None:
    """Open it again; one that is open stays so."""
    with desk.write() as conn:
        opened(conn, desk, who)


def opened(conn: Connection, desk: Desk, who: Who) -> None:
    """The person's counter is open from now on, where it was closed for a while."""
    if who.station in paused(conn, desk):
        _tell(conn, desk, who, COUNTER_OPENED, {})


def paused(conn: Connection, desk: Desk) -> dict[str, str]:
    """The counters that are closed for a while today, and why."""
    last = dict[str, str | None]()
    began = day_began(desk.time(conn), desk.now())
    for entry in journal.lately(conn, "office", OFFICE, (COUNTER_PAUSED, COUNTER_OPENED), began):
        last.setdefault(entry.data["counter"], entry.data.get("reason"))
    return {counter: reason for counter, reason in sorted(last.items()) if reason is not None}


def closed(conn: Connection, desk: Desk) -> dict[str, str]:
    """Those of them at which no colleague serves anybody meanwhile, and why."""
    why = paused(conn, desk)
    numbers = tickets.of_day(conn, desk.today(conn)) if why else ()
    busy = {number.ticket.station for number in numbers if number.standing in BUSY}
    return {counter: reason for counter, reason in why.items() if counter not in busy}


def _tell(conn: Connection, desk: Desk, who: Who, kind: str, more: dict[str, str]) -> None:
    person = actor(conn, desk, who)
    role = need(person, Right.COUNTER)
    if person.station is None:
        raise Invalid({"counter": "Anda tidak duduk di loket."})
    stamp = Stamp(desk.now(), who.person, role, person.station)
    journal.append(conn, "office", OFFICE, kind, {"counter": person.station, **more}, stamp)
