"""What figures read of the queue's days, one at a time, and for which numbers the rule of the order was left.

Stretches are those of the tables, which are the fold's; from the journal come when each errand began, who
acted where, and what makes a time doubtful. A day is read by few statements, however many numbers it has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from loket.flow.queue.acts import Beyond, Called, Given, Lapsed, Outcome, OutOfTurn, Transferred, Undone
from loket.flow.queue.legs import Life, Span
from loket.flow.queue.state import Stretch, TicketStanding, left_out
from loket.store.sql import Connection, run, text

_DAYS = text("SELECT DISTINCT day FROM ticket WHERE day BETWEEN :first AND :last ORDER BY day")
_NUMBERS = text("SELECT id, errand, outcome FROM ticket WHERE day = :day ORDER BY id")
# in this order: by the day's numbers
_STRETCHES = text(
    "SELECT i.ticket_id, i.seq, i.standing, i.start_at, i.end_at, i.station, i.person_id FROM ticket"
    " CROSS JOIN ticket_interval i WHERE i.ticket_id = ticket.id AND ticket.day = :day"
    " ORDER BY i.ticket_id, i.seq"
)
_OF_DAY = " CROSS JOIN journal j WHERE j.subject = 'ticket' AND j.subject_id = ticket.id"
_EVENTS = text(
    "SELECT j.subject_id AS ticket, j.id, j.seq, j.kind, j.at, j.recorded, j.person_id, j.station,"
    f" CASE WHEN j.kind IN ('{Given.word}', '{Transferred.word}') THEN json_extract(j.data, '$.errand') END"
    " AS errand,"
    f" CASE WHEN j.kind = '{Undone.word}' THEN CAST(json_extract(j.data, '$.undone') AS BIGINT) END AS undone"
    f" FROM ticket{_OF_DAY} AND ticket.day = :day ORDER BY j.subject_id, j.seq"
)
_BESIDE_RULE = text(
    "SELECT ticket.id AS ticket, ticket.day, ticket.number, ticket.errand, j.seq, j.kind, j.at, j.station,"
    " coalesce(json_extract(j.data, '$.reason'), json_extract(j.data, '$.beyond')) AS reason"
    f" FROM ticket{_OF_DAY} AND j.kind IN ('{Called.word}', '{Given.word}')"
    f" AND ticket.day BETWEEN :first AND :last AND coalesce(ticket.outcome, '') <> '{Outcome.VOIDED}'"
    " AND coalesce(json_extract(j.data, '$.reason'), json_extract(j.data, '$.beyond')) IS NOT NULL"
    " ORDER BY ticket.day, j.at, j.id"
)
_TAKEN_BACK = text(
    "SELECT j.subject_id AS ticket, j.seq, CAST(json_extract(j.data, '$.undone') AS BIGINT) AS undone"
    f" FROM ticket{_OF_DAY} AND j.kind = '{Undone.word}'"
    " AND ticket.day BETWEEN :first AND :last ORDER BY j.subject_id, j.seq"
)
_GIVEN = 1
"""The sequence of a number's first event: that it was given cannot be left out."""
_COUNT = text(
    "SELECT count(*) FROM ticket WHERE day BETWEEN :first AND :last"
    f" AND coalesce(outcome, '') <> '{Outcome.VOIDED}'"
)


@dataclass(frozen=True, slots=True)
class BesideRule:
    """A number for which the rule was left at an instant (ms UTC): called before others, or given beyond.

    `station`: where; `day` is ISO.
    """

    day: str
    number: str
    errand: str
    at: int
    station: str
    reason: OutOfTurn | Beyond


def days(conn: Connection, first: str, last: str) -> tuple[str, ...]:
    """The days (ISO, both included) on which numbers were given."""
    return tuple(run(conn, _DAYS, first=first, last=last).scalars())


def lives(conn: Connection, day: str, asked: Sequence[int], marked: Collection[int]) -> tuple[Life, ...]:
    """The day's numbers in the order they were given.

    `asked`: the journal's entries, in order, in which somebody was asked about the clock; `marked`: the ids
    of numbers whose times a supervisor does not believe.
    """
    stretches, events = defaultdict[int, list[Stretch]](list), defaultdict[int, list[Any]](list)
    for row in run(conn, _STRETCHES, day=day):
        ticket, seq, standing, start, end, station, person = row
        known = Stretch(seq, TicketStanding(standing), start, end, station or None, person)
        stretches[ticket].append(known)
    for row in run(conn, _EVENTS, day=day):
        events[row.ticket].append(row)
    return tuple(
        _life(ticket, errand, outcome, tuple(stretches[ticket]), events[ticket], asked, ticket in marked)
        for ticket, errand, outcome in run(conn, _NUMBERS, day=day)
        if stretches[ticket]
    )


def beside_rule(conn: Connection, first: str, last: str) -> tuple[BesideRule, ...]:
    """For which numbers of these days the rule was left; nothing taken back, nor of those cancelled."""
    undoings = defaultdict[int, list[tuple[int, int]]](list)
    for ticket, seq, undone in run(conn, _TAKEN_BACK, first=first, last=last):
        undoings[ticket].append((seq, undone))
    return tuple(
        BesideRule(row.day, row.number, row.errand, row.at, row.station or "", _reason(row))
        for row in run(conn, _BESIDE_RULE, first=first, last=last)
        if row.seq not in left_out(undoings[row.ticket]) - {_GIVEN}
    )


def _reason(row: Any) -> OutOfTurn | Beyond:
    return OutOfTurn(row.reason) if row.kind == Called.word else Beyond(row.reason)


def count(conn: Connection, first: str, last: str) -> int:
    """How many numbers were given on these days and not cancelled."""
    return int(run(conn, _COUNT, first=first, last=last).scalar_one())


def _life(
    ticket: int,
    errand: str,
    outcome: str | None,
    stretches: tuple[Stretch, ...],
    events: Sequence[Any],
    asked: Sequence[int],
    marked: bool,
) -> Life:
    undone = left_out((event.seq, event.undone) for event in events) - {_GIVEN}
    stand = [event for event in events if event.seq not in undone]
    errands = tuple((event.seq, event.errand) for event in stand if event.errand is not None)
    first = bisect_left(asked, events[0].id) if events else 0
    return Life(
        ticket,
        Outcome(outcome) if outcome else None,
        stretches,
        errands or ((0, errand),),
        _acts(events),
        on_paper=any(event.seq == 1 and event.at < event.recorded for event in events),
        lapsed=any(event.kind == Lapsed.word for event in stand),
        believed=not events or first == bisect_left(asked, events[-1].id),
        marked=marked,
    )


def _acts(events: Sequence[Any]) -> dict[str, Span]:
    """When somebody first and last did anything with the number at each counter; not by ending its day."""
    found = dict[str, Span]()
    for event in events:
        if event.station and event.person_id is not None and event.kind != Lapsed.word:
            first, last = found.get(event.station, (event.at, event.at))
            found[event.station] = min(first, event.at), max(last, event.at)
    return found
