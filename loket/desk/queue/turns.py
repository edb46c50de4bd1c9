"""Whose turn it is at a counter: of the numbers that it calls, in the order of the office's policy."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile

from loket.desk.office import Desk
from loket.flow.order import Waiting, in_order
from loket.flow.queue import TicketStanding
from loket.office.model import Office
from loket.store import tickets
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


def served_at(office: Office, station: str | None, number: TicketRow) -> bool:
    """Whether who sits there calls that number.

    What is meant for one counter is called there alone, as long as that counter calls such numbers.
    """
    meant = number.ticket.counter
    if any(meant == counter.id for counter in office.calling(number.errand, number.service)):
        return meant == station
    return office.serves(station, number.errand, number.service)


def in_turn(
    conn: Connection, desk: Desk, station: str | None, numbers: Iterable[TicketRow]
) -> tuple[TicketRow, ...]:
    """Of these numbers of today those that wait to be called from there, whose turn it is first."""
    office = desk.newest(conn).office
    here = [
        Waiting(number, number.issued_at, number.priority is not None, number.slot_at)
        for number in numbers
        if number.standing is TicketStanding.WAITING and served_at(office, station, number)
    ]
    before = _in_a_row(conn, desk, office, station)
    return tuple(one.who for one in in_order(here, office.settings.policy, desk.now(), before=before))


def _in_a_row(conn: Connection, desk: Desk, office: Office, station: str | None) -> int:
    """How many with priority were called last, one after the other, of what is called from there."""
    ratio = office.settings.priority_ratio
    if not ratio:
        return 0
    last = tickets.last_called(conn, desk.today(conn))
    here = (priority for errand, service, priority in last if office.serves(station, errand, service))
    return sum(takewhile(bool, islice(here, ratio)))
