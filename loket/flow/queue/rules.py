"""Who may do what with a queue number now.

Whoever called a number has it: two people at one counter have a number each, and to have a colleague's is an
act of its own. That a number is called only on its day, and that nobody has two at once, its callers see to.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from loket.flow.queue.acts import (
    Back,
    Called,
    Finished,
    Given,
    Handed,
    Held,
    Lapsed,
    Move,
    NoShow,
    Outcome,
    Preferred,
    Present,
    Recalled,
    Received,
    Referred,
    Registered,
    TakenOver,
    TicketAct,
    Transferred,
    Undone,
    Unprinted,
)
from loket.flow.queue.state import BUSY, Ticket, TicketStanding, TicketState, in_force


class TicketRefused(Exception):
    """The `number`, as it is written, cannot do that now: it stands otherwise, or another counter has it."""

    def __init__(self, number: str, ticket: Ticket, act: TicketAct) -> None:
        super().__init__(f"{act.word} on {ticket.standing.value}")
        self.number = number
        self.ticket = ticket
        self.act = act


class Recall(StrEnum):
    """Why nobody is called again now."""

    OFTEN = "often"
    SOON = "soon"


_OPEN = tuple(standing for standing in TicketStanding if standing is not TicketStanding.ENDED)
_MOVE_NOTHING = (Handed, Registered, Received, Undone)
"""Acts behind which the one before can still be taken back."""
_FROM: Mapping[type[Move], tuple[TicketStanding, ...]] = {
    Called: (TicketStanding.WAITING, TicketStanding.PASSED, TicketStanding.HELD),
    Recalled: (TicketStanding.CALLED,),
    Present: (TicketStanding.CALLED,),
    NoShow: (TicketStanding.CALLED,),
    Back: (TicketStanding.PASSED, TicketStanding.CALLED, TicketStanding.HELD),
    Held: (TicketStanding.SERVED,),
    Transferred: _OPEN,
    Preferred: (TicketStanding.WAITING,),
    TakenOver: BUSY,
    Finished: _OPEN,
    Lapsed: _OPEN,
    Unprinted: (TicketStanding.WAITING,),
    Referred: (TicketStanding.SERVED,),
}


def check(state: TicketState, act: TicketAct, person: int | None) -> None:
    """Whether the person may do that now.

    A called or served number obeys the person who called it or took it over, and nobody else, until its day
    is over. A number that was never served can only end as left or voided; that its ticket did not come out
    says whoever gave it, until it is called. A person takes back their own act, if it was the last that moved
    the number, and no arrival that brought a file.

    Raises:
        TicketRefused: when the number stands elsewhere or with somebody else.
    """
    if not _may(state, act, person):
        raise TicketRefused(state.given.number if state.given is not None else "", state.ticket, act)


def _may(state: TicketState, act: TicketAct, person: int | None) -> bool:
    ticket = state.ticket
    match act:
        case Given():
            return not state.log
        case Undone(undone=seq):
            return _may_undo(state, seq, person)
        case Registered() | Received():
            return ticket.standing is TicketStanding.SERVED and ticket.person == person
        case Unprinted():
            untouched = ticket.standing in _FROM[Unprinted] and ticket.called_at is None
            return untouched and _gave(state, person)
        case Handed():
            return ticket.standing in _OPEN and _gave(state, person)
        case Finished(outcome=outcome) | Lapsed(outcome=outcome):
            served = ticket.standing in (TicketStanding.SERVED, TicketStanding.HELD)
            if not served and outcome not in (Outcome.LEFT, Outcome.VOIDED):
                return False
    anothers = ticket.person not in (None, person)
    theirs = person is not None and anothers is isinstance(act, TakenOver)
    return (theirs or isinstance(act, Lapsed)) and ticket.standing in _FROM[type(act)]


def _gave(state: TicketState, person: int | None) -> bool:
    return bool(state.log) and state.log[0].person == person


def why_not_recalled(ticket: Ticket, now: int, most: int, apart: int) -> Recall | None:
    """Why a number that is called may not be called once more at `now`; None where it may.

    `most`: how often it is called in all; `apart`: ms between two calls, so that its person can come. A clock
    that was set back a little in between makes no second call; one set back far holds nobody up.
    """
    if ticket.calls >= most:
        return Recall.OFTEN
    if ticket.last_call_at is not None and abs(now - ticket.last_call_at) < apart:
        return Recall.SOON
    return None


def _may_undo(state: TicketState, seq: int, person: int | None) -> bool:
    """Whether an event may be taken back; what concerns a file goes with the file's own act, at any time."""
    counting = {event.seq: event for event in in_force(state.log)}
    event = counting.get(seq)
    if event is None or state.undoing_of(seq) is not None:
        return False
    if isinstance(event.act, Undone):
        return any(matter.seq == event.act.undone for matter in state.matters)
    if isinstance(event.act, (Registered, Received)):
        return True
    last = [e for e in counting.values() if not isinstance(e.act, _MOVE_NOTHING)][-1]
    brought = isinstance(event.act, Present) and any(m.counts and m.seq > seq for m in state.matters)
    return last is event and event.person == person and not brought
