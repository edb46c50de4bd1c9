"""Taking acts on a queue number back: whether that can still be done, and doing it.

The number then stands as the journal says that it stood before: called as often, by the same person, since
the same instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loket.desk.authority import need
from loket.desk.errors import AnotherDay, CounterBusy
from loket.desk.office import Desk
from loket.desk.queue.line import matters_of, office_day
from loket.flow.acts import Actor, Refused, Right
from loket.flow.ticket import Outcome, Ticket, TicketAct, TicketRefused, TicketStanding
from loket.store import tickets
from loket.store.journal import Entry, Stamp
from loket.store.sql import Connection
from loket.store.tickets import BUSY, ISSUED, TicketRow


def hindrance(
    conn: Connection, desk: Desk, person: Actor, number: int, acts: Sequence[int]
) -> Exception | None:
    """Why the person cannot take these acts on a number back, the last first; None when they can."""
    row, entries = tickets.load(conn, number), tickets.in_force(conn, number)
    for seq in acts:
        try:
            before = _before(conn, desk, person, row, entries, seq)
        except (Refused, TicketRefused, AnotherDay, CounterBusy) as refused:
            return refused
        row, entries = replace(row, ticket=before), entries[:-1]
    return None


def take_back(conn: Connection, desk: Desk, person: Actor, number: int, seq: int) -> TicketRow:
    """Take one act back. Raises what `hindrance` gives."""
    row, entries = tickets.load(conn, number), tickets.in_force(conn, number)
    before = _before(conn, desk, person, row, entries, seq)
    stamp = Stamp(desk.now(), person.person, need(person, Right.COUNTER), person.station)
    return tickets.take_back(conn, row, before, seq, stamp)


def _before(
    conn: Connection, desk: Desk, person: Actor, row: TicketRow, entries: Sequence[Entry], seq: int
) -> Ticket:
    """How the number stood before the last of its entries in force, which is `seq` by this person.

    A number that was given and is taken back ends, for it is never given again. Whoever served it goes on
    where they sit now.

    Raises:
        TicketRefused: it was moved since, was another's act, or a file was brought with it meanwhile.
        AnotherDay: it is not of today.
        CounterBusy: whoever would have it again has another number open.
        Refused: the person calls no numbers.
    """
    need(person, Right.COUNTER)
    last = entries[-1]
    if row.day != office_day(conn, desk):
        raise AnotherDay(row)
    served = row.standing is TicketStanding.SERVED and last.kind == TicketAct.PRESENT
    if (last.seq, last.person_id) != (seq, person.person) or (served and matters_of(conn, desk, row.id)):
        raise TicketRefused(row.ticket, TicketAct.UNDO)
    if last.kind == ISSUED:
        now = max(desk.now(), row.ticket.since)
        return replace(row.ticket, standing=TicketStanding.ENDED, since=now, outcome=Outcome.VOIDED)
    before = tickets.folded(entries[:-1])
    if before.standing in BUSY and before.person is not None:
        held = tickets.held_by(conn, before.person, row.day)
        if held is not None and held.id != row.id:
            raise CounterBusy(held)
        if before.person == person.person:
            before = replace(before, station=person.station)
    return before
