"""What a person leaves open at the end of a shift: the number they have, those they held, files in hand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from loket.desk.authority import Who
from loket.desk.case.lists import PileRow, in_hand
from loket.desk.case.matters import history_of
from loket.desk.errors import UnreadableNumber
from loket.desk.office import Desk
from loket.flow.queue.acts import Held
from loket.flow.queue.state import TicketStanding, in_force
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The numbers that a person has today, their own before those they held; the files in their hands."""

    numbers: tuple[TicketRow, ...]
    files: tuple[PileRow, ...]


def left_open(desk: Desk, who: Who) -> LeftOpen:
    """All of it, also for who may no longer sign in."""
    with desk.store.snapshot() as conn:
        today = desk.today(conn)
        own = tickets.had_by(conn, who.person, today)
        aside = (row for row in tickets.of_day(conn, today) if row.standing is TicketStanding.HELD)
        held = [row for row in aside if _held_by(conn, row.id) == who.person]
    return LeftOpen((*([own] if own is not None else []), *held), in_hand(desk, who))


def _held_by(conn: Connection, number: int) -> int | None:
    """Who held it last; None where that cannot be read."""
    with suppress(UnreadableNumber):
        log = in_force(history_of(conn, number).log)
        return next((event.person for event in reversed(log) if isinstance(event.act, Held)), None)
    return None
