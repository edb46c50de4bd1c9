"""How long whoever takes a number now would wait for each errand, by today's own times."""

from __future__ import annotations

from collections.abc import Iterable

from loket.desk.office import Desk
from loket.desk.queue.turns import counters_calling, those_waiting
from loket.flow.estimate import Server, Wait, expected
from loket.flow.order import in_order
from loket.flow.queue import BUSY, Ticket
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


def waits(conn: Connection, desk: Desk, numbers: Iterable[TicketRow]) -> dict[str, Wait | None]:
    """For each errand, by the open `numbers` of today; None where no counter calls for it at present."""
    office, now, rows = desk.newest(conn).office, desk.now(), list(numbers)
    line = in_order(those_waiting(conn, desk, rows), office.settings.policy, now)
    ahead = [one.who.errand for one in line]
    busy = [row.ticket for row in rows if row.standing in BUSY]
    calling = counters_calling(conn, desk)
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
    times = tickets.visits(conn, desk.today(conn))
    return {errand: expected(errand, ahead, servers, times, now) for errand in office.errands}
