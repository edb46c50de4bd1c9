"""For which queue numbers a file came: it counts there for as long as the file's own act stands."""

from __future__ import annotations

from loket.desk.case.on_record import Happened, OnRecord
from loket.desk.errors import UnreadableNumber
from loket.desk.office import Desk
from loket.flow.acts import BrokenHistory
from loket.flow.fold import in_force
from loket.flow.queue.acts import Undone
from loket.flow.queue.state import TicketState
from loket.flow.state import VOIDED
from loket.store import tickets
from loket.store.journal import Stamp
from loket.store.sql import Connection


def history_of(conn: Connection, ticket: int) -> TicketState:
    """What a number's history says.

    Raises:
        KeyError: when there is none with that id.
        UnreadableNumber: it is written as this program cannot read it.
    """
    try:
        return tickets.known(conn, ticket)
    except BrokenHistory as error:
        raise UnreadableNumber(f"ticket {ticket}") from error


def keep_matters(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """After a voiding, or when something was taken back: the file counts for a number, or does no more."""
    file, event = happened.after.row.id, happened.event
    came_for = tickets.matters_of(conn, file) if happened.before.has_matters else ()
    if came_for:
        voided = happened.after.state.outcome == VOIDED
        stand = set() if voided else {done.seq for done in in_force(happened.after.events)}
        stamp = Stamp(event.recorded, event.person, event.role, event.station)
        for ticket, matter in came_for:
            if matter.counts is not (matter.file_seq in stand):
                state = history_of(conn, ticket)
                undone = matter.seq if matter.counts else state.undoing_of(matter.seq)
                if undone is not None:
                    tickets.record(conn, ticket, state, Undone(undone), stamp)
    return happened.after
