"""The day's numbers that wait, without reading them all: how many of each sort, and who may be next.

Of each sort whoever was given a number first stands before the others of it. Before them stand at most those
who booked a time, and those who came before they were given their number (on paper). So these few are all
among whom the next is, however many wait.
"""

from __future__ import annotations

from typing import NamedTuple

from loket.store.sql import Connection, run, text
from loket.store.tickets import SELECT, TicketRow, ticket_row


class Sort(NamedTuple):
    """Where a number is called: by its errand, its service, and the counter that it is meant for, if any."""

    errand: str
    service: str
    counter: str


_WAIT = "day = :day AND standing = 'menunggu'"
_COUNT = text(
    "SELECT errand, service, at_counter, count(*) AS waiting FROM ticket"
    f" WHERE {_WAIT} GROUP BY errand, service, at_counter"
)
# in this order: by the few sorts
_LEADING = text(
    "WITH first AS (SELECT errand, service, at_counter, priority, min(id) AS id FROM ticket"
    f" WHERE {_WAIT} GROUP BY errand, service, at_counter, priority)"
    f" {SELECT} WHERE id IN (SELECT other.id FROM first CROSS JOIN ticket led CROSS JOIN ticket other"
    " WHERE led.id = first.id AND other.day = :day AND other.standing = 'menunggu'"
    " AND other.errand = first.errand AND other.service = first.service"
    " AND other.at_counter = first.at_counter AND other.priority IS NOT DISTINCT FROM first.priority"
    " AND (other.id = first.id OR other.slot_at IS NOT NULL OR other.issued_at < led.issued_at))"
    " ORDER BY id"
)
_LAST = text(f"{SELECT} WHERE {_WAIT} ORDER BY id DESC LIMIT :most")


def count(conn: Connection, day: str) -> dict[Sort, int]:
    """How many numbers of each sort wait."""
    rows = run(conn, _COUNT, day=day)
    return {Sort(row.errand, row.service, row.at_counter): row.waiting for row in rows}


def leading(conn: Connection, day: str) -> tuple[TicketRow, ...]:
    """Those who wait of whom one is next, whichever counter calls, in the order they were given.

    So it is where the clock was not set back: whom it gave a number before that may come after others.
    """
    return tuple(map(ticket_row, run(conn, _LEADING, day=day)))


def last(conn: Connection, day: str, most: int) -> tuple[TicketRow, ...]:
    """So many who wait at most, those who were given their numbers last, in the order they were given."""
    return tuple(map(ticket_row, run(conn, _LAST, day=day, most=most)))[::-1]
