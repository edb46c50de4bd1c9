"""How long whoever takes a number now would wait for each errand, by today's own times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loket.desk.office import Desk
from loket.desk.people.sessions import seats
from loket.desk.queue.turns import attended, counters_calling
from loket.flow.estimate import Server, Wait, each_expected
from loket.flow.order import Waiting, in_order
from loket.flow.queue.state import BUSY, Ticket
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


def waits(
    conn: Connection, desk: Desk, numbers: Iterable[TicketRow], waiting: Sequence[Waiting[TicketRow]]
) -> dict[str, Wait | None]:
    """For each errand, by the open `numbers` of today and those of them that are `waiting`.

    None where no counter calls for it at present.
    """
    office, now, rows = desk.newest(conn).office, desk.now(), list(numbers)
    ahead = [one.who.errand for one in in_order(waiting, office.settings.policy, now)]
    busy = [row.ticket for row in rows if row.standing in BUSY]
    calling, idle = counters_calling(conn, desk), _idle(conn, desk, busy)
    wanted, servers = {*ahead}, list[Server]()
    errands = wanted | {*office.errands}
    for counter in office.counters:
        served = [errand for errand in errands if office.serves(counter.id, errand, "")]
        had = [ticket for ticket in busy if ticket.station == counter.id]
        # of several people at one counter each has a number while anybody waits
        free = counter.id in idle and not any(errand in served for errand in wanted)
        if free or (counter.id in calling and not had):
            had.append(Ticket())
        if counter.roles and (free or counter.id in calling):
            servers += [Server(served, ticket.errand or None, ticket.called_at or now) for ticket in had]
    times = tickets.visits(conn, desk.today(conn))
    return each_expected(office.errands, ahead, servers, times, now)


def _idle(conn: Connection, desk: Desk, busy: Iterable[Ticket]) -> frozenset[str]:
    """The counters at which somebody sits who has no number, and which are not closed for a while."""
    having = {ticket.person for ticket in busy}
    return attended(conn, desk) & {at for at, person in seats(conn, desk) if person not in having}
