"""How long whoever takes a number now would wait for each errand, by today's own times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from loket.desk.office import Desk
from loket.desk.people.sessions import seats
from loket.desk.queue.pausing import closed
from loket.desk.queue.turns import counters_calling, those_waiting
from loket.flow.estimate import Server, Wait, each_expected
from loket.flow.order import in_order
from loket.flow.queue.state import Ticket
from loket.store import line, tickets
from loket.store.sql import Connection

_NEAR = 100
"""So many who came last are dealt out one by one, in their order; those far before them are counted."""


def waits(conn: Connection, desk: Desk) -> dict[str, Wait | None]:
    """For each errand, by who waits today; None where no counter calls for it at present."""
    office, now, today = desk.newest(conn).office, desk.now(), desk.today(conn)
    near, far = line.last(conn, today, _NEAR), Counter[str]()
    for sort, many in line.count(conn, today).items():
        far[sort.errand] += many
    far.subtract(row.errand for row in near)
    ahead = [one.who.errand for one in in_order(those_waiting(conn, desk, near), office.settings.policy, now)]
    busy = [row.ticket for row in tickets.busy(conn, today)]
    calling, idle = counters_calling(conn, desk), _idle(conn, desk, busy)
    wanted, servers = {*ahead, *+far}, list[Server]()
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
    times = tickets.visits(conn, today)
    return each_expected(office.errands, ahead, servers, times, now, far=+far)


def _idle(conn: Connection, desk: Desk, busy: Iterable[Ticket]) -> frozenset[str]:
    """The counters at which somebody sits who has no number, and which are not closed for a while."""
    having = {ticket.person for ticket in busy}
    here = frozenset(at for at, person in seats(conn, desk) if person not in having)
    return here - closed(conn, desk).keys()
