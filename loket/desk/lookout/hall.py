"""The hall as a supervisor sees it: of each counter who is there, whom they serve or since when nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from loket.desk.authority import Who, actor, need
from loket.desk.errors import NoneLeft
from loket.desk.office import Desk
from loket.desk.people.sessions import sitting
from loket.desk.queue.admitting import why_none_at_all
from loket.desk.queue.pausing import Paused, paused
from loket.desk.queue.turns import STILL_CALLS
from loket.flow.acts import Right
from loket.flow.queue.state import BUSY
from loket.office.model import Counter, Office
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


class At(Enum):
    """How a counter is."""

    BUSY = auto()
    IDLE = auto()
    PAUSED = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class AtCounter:
    """One counter: the `people` who sit there, or call there without sitting, the longest first.

    `numbers`: those that are called or served there, the earliest call first. `idle`: since when (ms UTC)
    somebody is there who calls nobody, if so; `last`: when it called or let somebody go today, if it did.
    `paused`: why it is closed for a while, and since when.
    """

    counter: Counter
    people: tuple[int, ...]
    numbers: tuple[TicketRow, ...]
    idle: int | None
    last: int | None
    paused: Paused | None

    @property
    def how(self) -> At:
        """How it is; who serves somebody yet, though their counter is closed, is busy."""
        if self.numbers:
            return At.BUSY
        if self.paused is not None:
            return At.PAUSED
        return At.EMPTY if self.idle is None else At.IDLE


def hall(desk: Desk, who: Who, numbers: Sequence[TicketRow] | None = None) -> tuple[AtCounter, ...]:
    """The counters that call numbers, in the order of the office's profile. Raises Refused.

    `numbers`: those of today that are open, where they were read at this moment already.
    """
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        return counters(conn, desk, numbers)


def no_numbers(desk: Desk, who: Who) -> NoneLeft | None:
    """Why no numbers are given now, whatever for; None while they are. Raises Refused."""
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        return why_none_at_all(conn, desk)


def counters(
    conn: Connection, desk: Desk, numbers: Sequence[TicketRow] | None = None
) -> tuple[AtCounter, ...]:
    """As `hall`, in the caller's transaction."""
    office, today, now = desk.newest(conn).office, desk.today(conn), desk.now()
    seats, closed, latest = sitting(conn, desk), paused(conn, desk), tickets.latest_moves(conn, today)
    numbers = tickets.of_day(conn, today) if numbers is None else numbers
    busy = [row for row in numbers if row.standing in BUSY]
    found = []
    for counter in office.counters:
        here = {person: since for at, person, since in seats if at == counter.id}
        had = sorted((r for r in busy if r.ticket.station == counter.id), key=lambda r: r.ticket.since)
        if not (had or here or _calls(office, counter)):
            continue
        last, who = latest.get(counter.id, (None, None))
        if not (here or had) and last is not None and who is not None and now - last <= STILL_CALLS:
            here[who] = last
        people = dict.fromkeys((*here, *(r.ticket.person for r in had if r.ticket.person is not None)))
        idle = max(min(here.values()), last or 0) if here and not had else None
        found.append(AtCounter(counter, tuple(people), tuple(had), idle, last, closed.get(counter.id)))
    return tuple(found)


def _calls(office: Office, counter: Counter) -> bool:
    """Whether somebody may sit there who calls numbers."""
    return Right.COUNTER in office.rights_of(counter.roles)
