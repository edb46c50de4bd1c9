"""The life of a queue number: waiting, called, served, passed over, ended. It lives in intervals too.

Every act is by a person at a counter; a number is called only on the day it was issued. Whoever called it has
it: two people at one counter have a number each, and to have a colleague's is an act of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class TicketStanding(StrEnum):
    """Where a number stands."""

    WAITING = "menunggu"
    CALLED = "dipanggil"
    SERVED = "dilayani"
    PASSED = "dilewati"
    ENDED = "selesai"


class Outcome(StrEnum):
    """What came of a served number. Exactly one is asked for."""

    FILED = "berkas masuk"
    RETURNED = "dikembalikan"
    ASKED = "hanya bertanya"
    LEFT = "pergi"
    VOIDED = "dibatalkan"


class TicketAct(StrEnum):
    """What may be done with a number."""

    CALL = "call"
    RECALL = "recall"
    PRESENT = "present"
    NO_SHOW = "no_show"
    BACK = "back"
    FINISH = "finish"
    TAKE_OVER = "take_over"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number at one moment. `station` and `person` hold it while it is called or served."""

    standing: TicketStanding = TicketStanding.WAITING
    since: int = 0
    calls: int = 0
    station: str | None = None
    person: int | None = None
    called_at: int | None = None
    present_at: int | None = None
    outcome: Outcome | None = None


class TicketRefused(Exception):
    """The number cannot do that now: it stands otherwise, or another counter has it."""

    def __init__(self, ticket: Ticket, act: TicketAct) -> None:
        super().__init__(f"{act.value} on {ticket.standing.value}")
        self.ticket = ticket
        self.act = act


_FROM = {
    TicketAct.CALL: (TicketStanding.WAITING, TicketStanding.PASSED),
    TicketAct.RECALL: (TicketStanding.CALLED,),
    TicketAct.PRESENT: (TicketStanding.CALLED,),
    TicketAct.NO_SHOW: (TicketStanding.CALLED,),
    TicketAct.BACK: (TicketStanding.PASSED, TicketStanding.CALLED),
    TicketAct.TAKE_OVER: (TicketStanding.CALLED, TicketStanding.SERVED),
    TicketAct.UNDO: (),  # what is taken back stands again as it did before: `store.tickets.take_back`
    TicketAct.FINISH: tuple(standing for standing in TicketStanding if standing is not TicketStanding.ENDED),
}


def lapse(ticket: Ticket, at: int, outcome: Outcome) -> Ticket:
    """End a number that its counter left open when the day was over, with what had come of it by then."""
    return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=outcome)


def move(
    ticket: Ticket,
    act: TicketAct,
    *,
    at: int,
    person: int,
    station: str | None,
    outcome: Outcome | None = None,
) -> Ticket:
    """The number after `act`.

    A called or served number obeys the person who called it or took it over, and nobody else.
    `outcome` is needed to finish, and a number that was never served can only end as left or voided.

    Raises:
        TicketRefused: when the number stands elsewhere or with somebody else.
    """
    anothers = ticket.person not in (None, person)
    unserved_end = act is TicketAct.FINISH and ticket.standing is not TicketStanding.SERVED
    if (
        ticket.standing not in _FROM[act]
        or anothers is not (act is TicketAct.TAKE_OVER)
        or (act is TicketAct.FINISH and outcome is None)
        or (unserved_end and outcome not in (Outcome.LEFT, Outcome.VOIDED))
    ):
        raise TicketRefused(ticket, act)
    return after(ticket, act, at=at, person=person, station=station, outcome=outcome)


def after(
    ticket: Ticket,
    act: TicketAct,
    *,
    at: int,
    person: int | None,
    station: str | None,
    outcome: Outcome | None = None,
) -> Ticket:
    """The number after an act that was allowed: what the journal tells is folded with it."""
    match act:
        case TicketAct.CALL:
            called = replace(
                ticket, standing=TicketStanding.CALLED, person=person, station=station, called_at=at
            )
            return replace(called, since=at, calls=ticket.calls + 1)
        case TicketAct.RECALL:
            return replace(ticket, calls=ticket.calls + 1)
        case TicketAct.PRESENT:
            return replace(ticket, standing=TicketStanding.SERVED, since=at, present_at=at)
        case TicketAct.NO_SHOW:
            return replace(ticket, standing=TicketStanding.PASSED, since=at, person=None, station=None)
        case TicketAct.BACK:
            return replace(ticket, standing=TicketStanding.WAITING, since=at, person=None, station=None)
        case TicketAct.FINISH:
            return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=outcome)
        case TicketAct.TAKE_OVER:
            return replace(ticket, since=at, person=person, station=station)
        case TicketAct.UNDO:
            raise ValueError("an undo is no act of its own: what it takes back is left out")
