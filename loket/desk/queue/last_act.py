"""A person's last act on a queue number, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.authority import Who
from loket.desk.office import Desk
from loket.desk.queue.calling import free_counter, move_number
from loket.desk.queue.line import matters_of, office_day
from loket.flow.ticket import TicketAct, TicketRefused, TicketStanding
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class NumberDone:
    """What a person did last with a number, and whether it can still be taken back.

    `entry` is its place in the journal.
    """

    entry: int
    ticket: TicketRow
    act: str
    at: int
    undo: bool


def last_done(desk: Desk, who: Who) -> NumberDone | None:
    """The person's last act on a number today."""
    with desk.store.read() as conn:
        act = tickets.last_act(conn, who.person)
        row = tickets.load(conn, act.ticket) if act is not None else None
        if act is None or row is None or row.day < office_day(conn, desk):
            return None
        undo = row.version == act.seq and _may_be_undone(conn, desk, row, act.kind)
    return NumberDone(act.entry, row, act.kind, act.at, undo)


_UNDONE_FROM = {
    TicketStanding.CALLED: frozenset({TicketAct.CALL, TicketAct.RECALL, TicketAct.UNDO}),
    TicketStanding.SERVED: frozenset({TicketAct.PRESENT}),
    TicketStanding.PASSED: frozenset({TicketAct.NO_SHOW}),
    TicketStanding.ENDED: frozenset({TicketAct.FINISH}),
}


def _may_be_undone(conn: Connection, desk: Desk, row: TicketRow, act: str) -> bool:
    """Whether the number's standing comes from that act, and nothing was brought with it since.

    The end of a visit can be taken back whatever was brought, where the person had come.
    """
    if act not in _UNDONE_FROM.get(row.standing, ()):
        return False
    if row.standing is TicketStanding.ENDED:
        return row.ticket.present_at is not None
    return not matters_of(conn, desk, row.id)


def undo(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Take back the person's last act: after H or L the number is called again.

    After an outcome the visit goes on, where the counter is free.
    After a call it waits again, or is passed over as it was; after a second call it is called as before.

    Raises TicketRefused when the number was moved since or is not what they acted on last.
    """
    with desk.store.write() as conn:
        act, row = tickets.last_act(conn, who.person), tickets.load(conn, ticket.id)
        last = act is not None and (act.ticket, act.seq) == (row.id, row.version)
        if act is None or not last or not _may_be_undone(conn, desk, row, act.kind):
            raise TicketRefused(row.ticket, TicketAct.UNDO)
        if row.standing in (TicketStanding.PASSED, TicketStanding.ENDED):
            free_counter(conn, desk, who)
        if row.standing is not TicketStanding.CALLED:
            return move_number(conn, desk, who, row.id, TicketAct.UNDO)
        again = act.kind == TicketAct.RECALL
        before = TicketStanding.CALLED if again else tickets.called_from(conn, row.id)
        back = TicketAct.BACK if before is TicketStanding.WAITING else TicketAct.UNDO
        return move_number(conn, desk, who, row.id, back, before=before)
