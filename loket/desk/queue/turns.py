"""Whose turn it is at a counter: of the numbers that it calls, in the order of the office's policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from loket.desk.office import Desk
from loket.desk.people.sessions import seated
from loket.desk.queue.pausing import closed
from loket.desk.time.today import day_began
from loket.flow.order import Policy, Waiting, in_order, place
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE
from loket.office.model import Counter, Office
from loket.store import journal, line, tickets
from loket.store.line import Sort
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

STILL_CALLS = 20 * MINUTE
"""A counter that called or ended nothing for so long is taken to call no more."""


def counters_calling(conn: Connection, desk: Desk) -> frozenset[str]:
    """The counters that call at present."""
    now = desk.now()
    calling = tickets.counters_calling(conn, desk.today(conn), now - STILL_CALLS, now)
    return calling - closed(conn, desk).keys()


def attended(conn: Connection, desk: Desk) -> frozenset[str]:
    """The counters at which somebody is: they sit there or call, and it is not closed for a while."""
    return counters_calling(conn, desk) | (seated(conn, desk) - closed(conn, desk).keys())


def meant_for(
    office: Office, errand: str, service: str, counter: str, attended: Collection[str]
) -> Counter | None:
    """The counter that alone calls such a number, which is meant for it; None where others call it too.

    It does as long as it calls such numbers and somebody is there.
    """
    calling = office.calling(errand, service) if counter in attended else ()
    return next((each for each in calling if each.id == counter), None)


def called_at(office: Office, station: str | None, sort: Sort, attended: Collection[str]) -> bool:
    """Whether who sits there calls numbers of that sort."""
    alone = meant_for(office, *sort, attended)
    return alone.id == station if alone is not None else office.serves(station, sort.errand, sort.service)


def served_at(office: Office, station: str | None, number: TicketRow, attended: Collection[str]) -> bool:
    """Whether who sits there calls that number."""
    return called_at(office, station, Sort(number.errand, number.service, number.ticket.counter), attended)


def calling_now(office: Office, errand: str, service: str, attended: Collection[str]) -> list[str]:
    """The counters that call such numbers: those at which somebody is, as long as there are any."""
    calling = [counter.id for counter in office.calling(errand, service)]
    return [counter for counter in calling if counter in attended] or calling


def fewest_before(
    conn: Connection, desk: Desk, waiting: Mapping[Sort, int], errands: Iterable[str]
) -> dict[str, int]:
    """How many who wait are called where such an errand is called too, at the counter with the fewest."""
    office, there = desk.newest(conn).office, attended(conn, desk)

    @cache
    def before(counter: str) -> int:
        return sum(many for sort, many in waiting.items() if called_at(office, counter, sort, there))

    found = dict[str, int]()
    for errand in errands:
        counts = map(before, calling_now(office, errand, "", there))
        found[errand] = min(counts, default=sum(waiting.values()))
    return found


def leading(conn: Connection, desk: Desk) -> tuple[TicketRow, ...]:
    """Those of today's numbers of whom one is next at any counter, in the order they were given.

    By a clock that was set back today some came earlier than it says (`those_waiting`): then it is anybody.
    """
    answer = journal.last_of_kind(conn, "office", journal.OFFICE, journal.CLOCK_AFFIRMED)
    if answer is not None and answer.recorded >= day_began(desk.time(conn), desk.now()):
        return tickets.of_day(conn, desk.today(conn))
    return line.leading(conn, desk.today(conn))


def those_waiting(conn: Connection, desk: Desk, numbers: Iterable[TicketRow]) -> list[Waiting[TicketRow]]:
    """Those of these numbers of today, in the order they were given, that wait to be called.

    Whoever had a number before another was given came no later than that, whatever a clock said that was
    ahead then.
    """
    waiting = [number for number in numbers if number.standing is TicketStanding.WAITING]
    recorded, latest = tickets.recorded(conn, [number.id for number in waiting]), desk.now()
    found = list[Waiting[TicketRow]]()
    for number in reversed(waiting):
        came = min(number.issued_at, latest)
        found.append(Waiting(number, came, number.priority is not None, number.slot_at))
        latest = min(latest, recorded.get(number.id, latest))
    return found[::-1]


def in_turn(
    conn: Connection, desk: Desk, station: str | None, numbers: Iterable[TicketRow]
) -> tuple[TicketRow, ...]:
    """Of these numbers of today those that wait to be called from there, whose turn it is first.

    Each as if it had been given when its person is taken to have come: that is what its place goes by.
    """
    office, there = desk.newest(conn).office, attended(conn, desk)
    waiting = those_waiting(conn, desk, numbers)
    here = [each for each in waiting if served_at(office, station, each.who, there)]
    policy = office.settings.policy
    in_a_row = _in_a_row(conn, desk, policy, station, here) if policy.ratio else 0
    return tuple(map(_as_it_came, in_order(here, policy, desk.now(), in_a_row=in_a_row)))


def _as_it_came(one: Waiting[TicketRow]) -> TicketRow:
    return one.who if one.arrived == one.who.issued_at else replace(one.who, issued_at=one.arrived)


def _in_a_row(
    conn: Connection, desk: Desk, policy: Policy, station: str | None, here: Sequence[Waiting[TicketRow]]
) -> int:
    """How many with priority passed somebody who still waits there, since that counter called another."""
    passed = 0
    for called, at in tickets.called_from_line(conn, desk.today(conn), station or ""):
        number = tickets.load(conn, called)
        if number.priority is None or passed == policy.ratio:
            break
        stood = place(number.issued_at, number.slot_at, policy), number.id
        passed += any(
            one.arrived <= at and (place(one.arrived, one.slot, policy), one.who.id) < stood
            for one in here
            if not one.priority
        )
    return passed
