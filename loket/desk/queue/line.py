"""Today's queue numbers as a counter sees them, and what came of each.

Whoever may no longer sign in is refused here too.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.lists import PileRow, these
from loket.desk.case.matters import history_of
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.errors import Unreadable, UnreadableNumber
from loket.desk.office import Desk
from loket.desk.queue.pausing import Paused, paused
from loket.desk.queue.stopping import Stopped, stopped
from loket.desk.queue.turns import attended, in_turn, served_at
from loket.flow.acts import Arrive, ending
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import BUSY, TicketStanding, sent_elsewhere
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.matching import signs
from loket.office.model import Office
from loket.sop.model import Procedure
from loket.store import tickets
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

__all__ = ["TicketRow"]

_EARLIER = 100
"""How many numbers of earlier days are read at a time."""
_NUMBER = re.compile(r"([a-z]+)([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Matter:
    """A file that was registered or received for a number, and where it lies; nowhere once it has ended.

    `collected`: its applicant came for the permit, and did not go without it.
    """

    row: FileRow
    procedure: Procedure
    opens: tuple[Interval, ...]
    collected: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Today's numbers as a counter sees them.

    `current` is the person's own; `matters`: what was brought with it, the file that moved last at the end,
    without those that cannot be read; `came_of_it`: what will probably be its outcome, None without any file;
    `referred`: how many matters of its person were said to be another office's.
    Those `waiting` are called from here, whose turn it is first, `elsewhere` those that others call; `held`
    come back to whoever calls them. `with_others` are those that colleagues have open, at this counter or
    another, `left_over` other days' numbers: listed, never called. Of the `all_earlier` of earlier days they
    are the newest; as those are closed the others come forth. `paused`: that this counter is closed for now;
    `stopped`: until when no numbers are given, if so.
    """

    current: TicketRow | None
    matters: tuple[Matter, ...]
    came_of_it: Outcome | None
    referred: int
    waiting: tuple[TicketRow, ...]
    elsewhere: tuple[TicketRow, ...]
    held: tuple[TicketRow, ...]
    with_others: tuple[TicketRow, ...]
    passed: tuple[TicketRow, ...]
    left_over: tuple[TicketRow, ...]
    all_earlier: int
    paused: Paused | None
    stopped: Stopped | None

    @property
    def all_open(self) -> tuple[TicketRow, ...]:
        """All of today that is open, but for the person's own."""
        return (*self.waiting, *self.held, *self.passed, *self.elsewhere, *self.with_others)


def queue(desk: Desk, who: Who) -> Queue:
    """The numbers of today, those to be called in their order, else oldest first."""
    with desk.store.snapshot() as conn:
        station = actor(conn, desk, who).station
        today = desk.today(conn)
        rows = tickets.of_day(conn, today)
        to_come, old = tickets.to_come(conn, today), tickets.left_over(conn, today, _EARLIER)
        all_earlier = len(old) if len(old) < _EARLIER else tickets.count_left_over(conn, today)
        busy = tuple(t for t in rows if t.standing in BUSY)
        current = next((t for t in busy if t.ticket.person == who.person), None)
        matters = _matters_of(conn, desk, current.id) if current is not None else ()
        came_of_it = _outcome_of(conn, current.id, matters) if current is not None else None
        referred = _referred(conn, current.id) if current is not None else 0
        waiting, office = in_turn(conn, desk, station, rows), desk.newest(conn).office
        aside = [t for t in rows if t.standing in (TicketStanding.PASSED, TicketStanding.HELD)]
        why, none = paused(conn, desk).get(station or ""), stopped(conn, desk)
        there = attended(conn, desk)
        here = {t.id for t in (*waiting, *aside) if served_at(office, station, t, there)}
    return Queue(
        current=current,
        matters=matters,
        came_of_it=came_of_it,
        referred=referred,
        waiting=waiting,
        elsewhere=tuple(t for t in rows if t.standing not in BUSY and t.id not in here),
        held=tuple(t for t in aside if t.standing is TicketStanding.HELD and t.id in here),
        with_others=tuple(t for t in busy if t is not current),
        passed=tuple(t for t in aside if t.standing is TicketStanding.PASSED and t.id in here),
        left_over=(*to_come, *old),
        all_earlier=all_earlier,
        paused=why,
        stopped=none,
    )


def find_number(desk: Desk, who: Who, number: str) -> TicketRow | None:
    """Today's number that is written so, with or without its stroke and noughts, however it stands."""
    with desk.store.read() as conn:
        actor(conn, desk, who)
        return tickets.by_number(conn, desk.today(conn), _written(number))


def files_of(desk: Desk, who: Who, ticket: TicketRow) -> tuple[PileRow, ...]:
    """The files that were registered or received for a number, wherever they are by now."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return these(conn, desk, tickets.files_of(conn, ticket.id))


def _written(typed: str) -> str:
    """A queue number as it is given out: `a6` as `A-006`."""
    parts = _NUMBER.fullmatch(signs(typed))
    return f"{parts[1].upper()}-{int(parts[2]):03}" if parts else typed.strip().upper()


def came_of(desk: Desk, who: Who, ticket: int) -> Outcome | None:
    """What the files brought with a number say of its outcome; None where there are none."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return outcome_of(conn, desk, ticket)


def likely(office: Office, number: TicketRow, came_of_it: Outcome | None, referred: int = 0) -> Outcome:
    """What probably came of a number: what its files say, else what usually comes of such an errand."""
    errand = office.errands.get(number.errand)
    if came_of_it is None and referred:
        return Outcome.REFERRED
    return came_of_it or (errand.outcome if errand is not None else Outcome.ASKED)


def _referred(conn: Connection, ticket: int) -> int:
    """How many matters of its person were another office's; of a number that cannot be read none is known."""
    try:
        return len(sent_elsewhere(history_of(conn, ticket)))
    except UnreadableNumber:
        return 0


def outcome_of(conn: Connection, desk: Desk, ticket: int) -> Outcome | None:
    """As `came_of`, in the caller's transaction."""
    return _outcome_of(conn, ticket, _matters_of(conn, desk, ticket))


def _matters_of(conn: Connection, desk: Desk, ticket: int) -> tuple[Matter, ...]:
    """What was brought with a number and neither voided nor taken back since, latest moved last.

    A file that cannot be read is left out: nobody waits at the counter until it can.
    """
    found = list[OnRecord]()
    for file in tickets.files_of(conn, ticket):
        with suppress(Unreadable):
            found.append(on_record(conn, desk, file))
    found.sort(key=lambda known: known.state.last_at)
    return tuple(
        Matter(known.row, known.procedure, known.state.opens, _collected(known.state)) for known in found
    )


def _collected(state: FileState) -> bool:
    rests = [each for each in state.intervals if each.standing is Standing.COLLECTION]
    return bool(rests) and rests[-1].ended_by == ending(Arrive)


def _outcome_of(conn: Connection, ticket: int, matters: tuple[Matter, ...]) -> Outcome | None:
    """The matter that moved last decides: back with the applicant, collected, or with the office.

    Of one that cannot be read nobody knows more than that it came in.
    """
    if not matters:
        return Outcome.FILED if tickets.files_of(conn, ticket) else None
    opens = matters[-1].opens
    if opens and opens[0].standing is Standing.APPLICANT:
        return Outcome.RETURNED
    return Outcome.COLLECTED if matters[-1].collected else Outcome.FILED
