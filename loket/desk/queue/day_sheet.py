"""The sheet of the queue's day: what was asked, what came of it, how long it took, at which counter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from loket.desk.authority import Who, actor, runs_queue
from loket.desk.case.matters import history_of
from loket.desk.errors import UnreadableNumber
from loket.desk.office import Desk
from loket.desk.queue.closing import every_closing, standing_closings
from loket.desk.queue.pausing import pauses_of_day
from loket.desk.queue.referring import counted
from loket.desk.queue.stopping import StopChange, stops_of_day
from loket.flow.queue.acts import Called, Given, Lapsed, Outcome, Unprinted
from loket.flow.queue.state import TicketStanding, TicketState, ended_by, in_force, visit
from loket.lengths import MINUTE
from loket.office.model import Office
from loket.paper.queue_day import AtCounter, Booked, Closing, PausedFor, QueueDay, Row, WithReason, queue_day
from loket.sla import WorkingTime
from loket.store import bookings, journal, tickets
from loket.store.sql import Connection

_PASSED = "dilewati dan tidak kembali"
_BY_CLOSING = "diakhiri saat antrean ditutup"
_FROM_COUNTER = "pergi dari loket"


def sheet(desk: Desk, who: Who) -> tuple[str, str]:
    """The office's date, and the sheet of the queue's day until now: made anew each time."""
    with desk.store.snapshot() as conn:
        runs_queue(actor(conn, desk, who))
        office, today = desk.newest(conn).office, desk.today(conn)
        numbers, time = list(_of_day(conn, today)), desk.time(conn)
        day = QueueDay(
            at=desk.now(),
            errands=list(_errands(office, numbers)),
            outcomes=list(_outcomes(numbers)),
            unread=len(tickets.all_of_day(conn, today)) - len(numbers),
            never_called=sum(_ended(number) and not _came_up(number) for number in numbers),
            waits=[wait for number in numbers if (wait := _waited(number)) is not None],
            visits=[took for number in numbers if (took := visit(number.ticket)) is not None],
            booked=_booked(conn, desk),
            on_paper=tickets.count_on_paper(conn, today),
            counters=list(_counters(office, numbers)),
            pauses=list(_pauses(conn, desk)),
            stops=[(_minute(each.at, time), _stop_words(each, time)) for each in stops_of_day(conn, desk)],
            referred=counted(conn, desk, numbers),
            closings=list(_closings(conn, desk, numbers)),
            out_of_turn=[call for each in numbers for call in _with_reason(Called, each, office, time)],
            head=journal.head(conn).written,
            beyond=[given for each in numbers for given in _with_reason(Given, each, office, time)],
        )
        return today, queue_day(office, day)


def _errands(office: Office, numbers: Sequence[TicketState]) -> Iterator[Row]:
    """What people came for, in the office's order, and how many of these numbers were cancelled."""
    every = Counter(number.ticket.errand for number in numbers)
    voided = Counter(number.ticket.errand for number in numbers if _voided(number))
    for errand in dict.fromkeys((*office.errands, *every)):
        if every[errand]:
            named = office.errands[errand].name if errand in office.errands else errand
            yield Row(named, every[errand], _some(("dibatalkan", voided[errand])))


def _outcomes(numbers: Sequence[TicketState]) -> Iterator[Row]:
    """What came of them; of who left how, of those cancelled why, and what is open yet."""
    of = {outcome: [each for each in numbers if each.ticket.outcome is outcome] for outcome in Outcome}
    why = {Outcome.LEFT: _how_left, Outcome.VOIDED: _not_printed}
    for outcome, found in of.items():
        if found:
            parts = Counter(said for each in found for said in why.get(outcome, lambda _: ())(each))
            yield Row(outcome.value, len(found), tuple(sorted(parts.items())))
    still = [number for number in numbers if number.ticket.outcome is None]
    if still:
        passed = sum(number.ticket.standing is TicketStanding.PASSED for number in still)
        yield Row("masih terbuka", len(still), _some(("dilewati", passed)))


def _how_left(number: TicketState) -> Iterable[str]:
    """Passed over before, ended with the day while it waited, or gone from a counter."""
    if number.stretches and number.stretches[-1].standing is TicketStanding.PASSED:
        return (_PASSED,)
    served = number.stretches and number.stretches[-1].standing is TicketStanding.SERVED
    return (_BY_CLOSING if isinstance(ended_by(number), Lapsed) and not served else _FROM_COUNTER,)


def _not_printed(number: TicketState) -> Iterable[str]:
    """Why its ticket did not come out, where it was cancelled for that."""
    acts = (event.act for event in in_force(number.log))
    return [f"tiketnya tidak tercetak: {act.fault}" for act in acts if isinstance(act, Unprinted)]


def _some(*parts: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(part for part in parts if part[1])


def _counters(office: Office, numbers: Sequence[TicketState]) -> Iterator[AtCounter]:
    """How many numbers each counter called and served, in the office's order."""
    for counter in office.counters:
        called, served = (
            [number for number in numbers if _was_there(number, standing, counter.id)]
            for standing in (TicketStanding.CALLED, TicketStanding.SERVED)
        )
        first = sum(number.priority is not None for number in served)
        if called or served:
            yield AtCounter(counter.name, len(called), len(served), first)


def _was_there(number: TicketState, standing: TicketStanding, counter: str) -> bool:
    return any((each.standing, each.station) == (standing, counter) for each in number.stretches)


def _pauses(conn: Connection, desk: Desk) -> Iterator[PausedFor]:
    """Since when each counter was closed for a while, till when (None: it is yet), and why."""
    time, office = desk.time(conn), desk.newest(conn).office
    for station, found, until in pauses_of_day(conn, desk):
        counter = office.counter(station)
        named = counter.name if counter is not None else f"Loket {station}"
        ends = _minute(until, time) if until is not None else None
        yield PausedFor(named, found.reason, _minute(found.since, time), ends)


def _closings(conn: Connection, desk: Desk, numbers: list[TicketState]) -> Iterator[Closing]:
    """When the day was closed so far, the earliest first, and how many numbers that has ended yet."""
    ends = [e for number in numbers for e in in_force(number.log) if isinstance(e.act, Lapsed)]
    ended = Counter((end.at, end.person) for end in ends)
    time, kept = desk.time(conn), {entry.id for entry in standing_closings(conn, desk)}
    for entry in reversed(every_closing(conn, desk)):
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


def _booked(conn: Connection, desk: Desk) -> Booked:
    """How many had booked a time of today, how many of these came, and how many may come yet."""
    today, late = desk.today(conn), desk.newest(conn).office.settings.policy.late
    every, come = bookings.of_day(conn, today), tickets.booked_of_day(conn, today)
    yet = [each for each in every if each.code not in come and desk.now() <= each.slot + late]
    return Booked(len(every), len(come.keys() & {each.code for each in every}), len(yet))


def _of_day(conn: Connection, day: str) -> Iterator[TicketState]:
    """The day's numbers, but for those of which the history cannot be read."""
    for ticket in tickets.all_of_day(conn, day):
        with suppress(UnreadableNumber):
            yield history_of(conn, ticket)


def _voided(number: TicketState) -> bool:
    return number.ticket.outcome is Outcome.VOIDED


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
    """Its calls before its turn, or that it was given though none was left; of one cancelled neither."""
    for event in in_force(number.log):
        if isinstance(event.act, kind) and number.given is not None and not _voided(number):
            reason = event.act.beyond if isinstance(event.act, Given) else event.act.reason
            counter = office.counter(event.station) if event.station else None
            named = counter.name if counter is not None else ""
            if reason is not None:
                yield WithReason(_minute(event.at, time), number.given.number, named, reason)
