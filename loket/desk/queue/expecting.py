"""How long whoever takes a number now would wait for each errand, by today's own times."""

from __future__ import annotations

from collections.abc import Iterable

from loket.desk.office import Desk
from loket.desk.queue.pausing import paused
from loket.flow.estimate import Server, Wait, expected
from loket.flow.order import Waiting, in_order
from loket.flow.queue import BUSY, Ticket, TicketStanding
from loket.lengths import MINUTE
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

_STILL_CALLS = 20 * MINUTE
"""A counter that called or ended nothing for so long is taken to be closed."""


def waits(conn: Connection, desk: Desk, numbers: Iterable[TicketRow]) -> dict[str, Wait | None]:
    """For each errand, by the open `numbers` of today; None where no counter calls for it at present."""
    office, today, now = desk.newest(conn).office, desk.today(conn), desk.now()
    rows = list(numbers)
    line = [
        Waiting(row.errand, row.issued_at, row.priority is not None, row.slot_at)
        for row in rows
        if row.standing is TicketStanding.WAITING
    ]
    ahead = [one.who for one in in_order(line, office.settings.policy, now)]
    busy = [row.ticket for row in rows if row.standing in BUSY]
    closed = paused(conn, desk).keys() - {ticket.station for ticket in busy}
    calling = tickets.counters_calling(conn, today, now - _STILL_CALLS) - closed
    errands = {*office.errands, *ahead}
    servers = [
        Server(
            [errand for errand in errands if office.serves(counter.id, errand, "")],
            had.errand or None,
            had.called_at or now,
        )
        for counter in office.counters
        if counter.roles and counter.id in calling
        # of several people at one counter each has a number while anybody waits
        for had in [ticket for ticket in busy if ticket.station == counter.id] or [Ticket()]
    ]
    times = tickets.visits(conn, today)
    return {errand: expected(errand, ahead, servers, times, now) for errand in office.errands}
