"""Closing the queue's day: no more numbers are given, what still waits is ended or kept, a sheet tells of it.

That the day was closed is read from the journal alone. Who comes later may still be given a number at a
counter, for a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from loket.desk.authority import Who, actor, runs_queue
from loket.desk.case.matters import history_of
from loket.desk.errors import UnreadableNumber
from loket.desk.office import Desk
from loket.desk.queue.calling import lapse_number
from loket.desk.queue.referring import counted
from loket.desk.queue.stopping import StopChange, stop_for_today, stops_of_day
from loket.desk.time.today import day_began
from loket.flow.acts import Actor
from loket.flow.queue import (
    BUSY,
    Called,
    Given,
    Lapsed,
    NotPrinted,
    Outcome,
    TicketStanding,
    TicketState,
    Unprinted,
    in_force,
    visit,
)
from loket.lengths import MINUTE
from loket.office.model import Office
from loket.paper.queue_day import Closing, QueueDay, WithReason, queue_day
from loket.sla import WorkingTime
from loket.store import bookings, journal, tickets
from loket.store.journal import OFFICE, QUEUE_CLOSED, QUEUE_REOPENED, Entry, Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class Rest:
    """How many numbers ended as the day was closed, and how many stayed open."""

    ended: int
    kept: int


def end_rest(desk: Desk, who: Who, seen: Iterable[TicketRow]) -> Rest:
    """Close the day: end its numbers that nobody has, of those `seen`.

    What was moved since, or is somebody's, stays open.
    """
    known = {(number.id, number.version) for number in seen}
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = _stamp(desk, person)
        rest = [row for row in tickets.of_day(conn, desk.today(conn)) if row.standing not in BUSY]
        ended = sum(lapse_number(conn, desk, row.id, stamp) for row in rest if (row.id, row.version) in known)
        return _close(conn, desk, person, ended)


def keep_rest(desk: Desk, who: Who) -> Rest:
    """Close the day, and leave its numbers open: their people are still served, or come back tomorrow."""
    with desk.write() as conn:
        return _close(conn, desk, actor(conn, desk, who), 0)


def _close(conn: Connection, desk: Desk, person: Actor, ended: int) -> Rest:
    kept = len(tickets.of_day(conn, desk.today(conn)))
    data = {"ended": ended, "kept": kept}
    journal.append(conn, "office", OFFICE, QUEUE_CLOSED, data, _stamp(desk, person))
    stop_for_today(conn, desk, person)
    return Rest(ended, kept)


def reopen(conn: Connection, desk: Desk, person: Actor, seq: int) -> None:
    """Take a closing back; its numbers, and that none are given, are taken back by themselves."""
    journal.append(conn, "office", OFFICE, QUEUE_REOPENED, {"undone": seq}, _stamp(desk, person))


def standing_closings(conn: Connection, desk: Desk) -> tuple[Entry, ...]:
    """When the day was closed so far and not taken back, the latest first."""
    undone = {entry.data["undone"] for entry in _lately(conn, desk, (QUEUE_REOPENED,))}
    return tuple(entry for entry in _lately(conn, desk, (QUEUE_CLOSED,)) if entry.seq not in undone)


def _lately(conn: Connection, desk: Desk, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(journal.lately(conn, "office", OFFICE, kinds, day_began(desk.time(conn), desk.now())))


def _stamp(desk: Desk, person: Actor) -> Stamp:
    return Stamp(desk.now(), person.person, runs_queue(person), person.station)


def sheet(desk: Desk, who: Who) -> tuple[str, str]:
    """The office's date, and the sheet of the queue's day until now: made anew each time."""
    with desk.store.snapshot() as conn:
        runs_queue(actor(conn, desk, who))
        office, today = desk.newest(conn).office, desk.today(conn)
        numbers, time = list(_of_day(conn, today)), desk.time(conn)
        errands = Counter(number.ticket.errand for number in numbers)
        in_office = dict.fromkeys((*office.errands, *errands))
        outcomes = Counter(number.ticket.outcome for number in numbers)
        day = QueueDay(
            at=desk.now(),
            errands=[(_named(office, each), errands[each]) for each in in_office if errands[each]],
            outcomes=[(outcome.value, outcomes[outcome]) for outcome in Outcome if outcomes[outcome]],
            unprinted=sorted(Counter(why for number in numbers for why in _not_printed(number)).items()),
            still_open=outcomes[None],
            unread=len(tickets.all_of_day(conn, today)) - len(numbers),
            never_called=sum(_ended(number) and not _came_up(number) for number in numbers),
            waits=[wait for number in numbers if (wait := _waited(number)) is not None],
            visits=[took for number in numbers if (took := visit(number.ticket)) is not None],
            booked=_booked(conn, today),
            stops=[(_minute(each.at, time), _stop_words(each, time)) for each in stops_of_day(conn, desk)],
            referred=counted(conn, desk, numbers),
            closings=list(_closings(conn, desk, numbers)),
            out_of_turn=[call for each in numbers for call in _with_reason(Called, each, office, time)],
            head=journal.head(conn).written,
            beyond=[given for each in numbers for given in _with_reason(Given, each, office, time)],
        )
        return today, queue_day(office, day)


def _closings(conn: Connection, desk: Desk, numbers: list[TicketState]) -> Iterator[Closing]:
    """When the day was closed so far, the earliest first, and how many numbers that has ended yet."""
    ends = [e for number in numbers for e in in_force(number.log) if isinstance(e.act, Lapsed)]
    ended = Counter((end.at, end.person) for end in ends)
    time, kept = desk.time(conn), {entry.id for entry in standing_closings(conn, desk)}
    for entry in reversed(_lately(conn, desk, (QUEUE_CLOSED,))):
        still = ended[entry.at, entry.person_id]
        told = (still, entry.data["ended"], entry.data["kept"])
        yield Closing(_minute(entry.at, time), *told, undone=entry.id not in kept)


def _minute(at: int, time: WorkingTime) -> int:
    """The minute of its day."""
    return (at - time.midnight(at)) // MINUTE


def _stop_words(change: StopChange, time: WorkingTime) -> str:
    if change.stopped is None:
        return "diberikan lagi"
    until = change.stopped.until
    ends = f"sampai {time.local(until):%H.%M}" if until is not None else "sampai hari berganti"
    return f"{ends}: {change.stopped.reason}"


def _booked(conn: Connection, day: str) -> tuple[int, int]:
    """How many had booked a time of the day, and how many of these came."""
    codes = [booking.code for booking in bookings.of_day(conn, day)]
    return len(codes), len(tickets.booked_of_day(conn, day).keys() & codes)


def _of_day(conn: Connection, day: str) -> Iterator[TicketState]:
    """The day's numbers, but for those of which the history cannot be read."""
    for ticket in tickets.all_of_day(conn, day):
        with suppress(UnreadableNumber):
            yield history_of(conn, ticket)


def _named(office: Office, errand: str) -> str:
    return office.errands[errand].name if errand in office.errands else errand


def _not_printed(number: TicketState) -> Iterator[NotPrinted]:
    """Why its ticket did not come out, where it was cancelled for that."""
    for event in in_force(number.log):
        if isinstance(event.act, Unprinted):
            yield event.act.fault


def _ended(number: TicketState) -> bool:
    return number.ticket.standing is TicketStanding.ENDED


def _waited(number: TicketState) -> int | None:
    """From when it was given to its first call (ms); None where it was never called."""
    calls = (s.start for s in number.stretches if s.standing is TicketStanding.CALLED)
    first = next(calls, None)
    return None if first is None else first - number.stretches[0].start


def _came_up(number: TicketState) -> bool:
    """Whether its person was called, or served without a wait."""
    at_once = number.given is not None and number.given.served
    return at_once or _waited(number) is not None


def _with_reason(
    kind: type[Called | Given], number: TicketState, office: Office, time: WorkingTime
) -> Iterator[WithReason]:
    """Its calls before its turn, or that it was given though none was left."""
    for event in in_force(number.log):
        if isinstance(event.act, kind) and number.given is not None:
            reason = event.act.beyond if isinstance(event.act, Given) else event.act.reason
            counter = office.counter(event.station) if event.station else None
            named = counter.name if counter is not None else ""
            if reason is not None:
                yield WithReason(_minute(event.at, time), number.given.number, named, reason)
