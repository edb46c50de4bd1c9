"""The fold of what was done with a queue number into how it stands.

`replay` is the only way from a number's history to its state; nothing is stored that it could not derive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loket.flow.acts import BrokenHistory
from loket.flow.queue.acts import (
    Back,
    Called,
    Finished,
    Given,
    Held,
    Lapsed,
    NoShow,
    Outcome,
    Present,
    Recalled,
    Received,
    Registered,
    TakenOver,
    Transferred,
    Undone,
    Unprinted,
)
from loket.flow.queue.state import (
    BUSY,
    Matter,
    Stretch,
    Ticket,
    TicketEvent,
    TicketStanding,
    TicketState,
    in_force,
)


def replay(events: Iterable[TicketEvent]) -> TicketState:
    """The state that a number's events, in order, lead to.

    Raises:
        BrokenHistory: when they do not begin with one that gave it out, one is missing or out of place, or
            one takes back what was not there.
    """
    log = tuple(events)
    if [event.seq for event in log] != [*range(1, len(log) + 1)]:
        raise BrokenHistory("an event is missing")
    state = TicketState()
    counting = {event.seq for event in in_force(log)}
    for event in log:
        state = _after(state, event, counts=event.seq in counting)
    return state


def apply(state: TicketState, event: TicketEvent) -> TicketState:
    """The state after one event more: what `replay` gives for a history that is longer by it.

    Raises:
        BrokenHistory: as `replay`.
    """
    if isinstance(event.act, Undone):
        return replay((*state.log, event))
    if event.seq != state.seq + 1:
        raise BrokenHistory("an event is missing")
    return _after(state, event)


def _after(state: TicketState, event: TicketEvent, *, counts: bool = True) -> TicketState:
    """The state after an event that counts, or (else) was undone and is only remembered."""
    if isinstance(event.act, Given) is bool(state.log):
        raise BrokenHistory("a number is given first, and once")
    logged = replace(state, log=(*state.log, event))
    match event.act:
        case Given():
            logged = replace(logged, given=event.act)
        case Registered(file=file):
            return replace(logged, matters=(*state.matters, Matter(event.seq, file, 1, counts)))
        case Received(file=file, seq=seq):
            return replace(logged, matters=(*state.matters, Matter(event.seq, file, seq, counts)))
        case Undone(undone=undone) if not 0 < undone < event.seq:
            raise BrokenHistory("what is taken back was not done before")
    if not counts:
        return logged
    # What was done by a clock that had been set back is taken to have followed at once.
    at = max(event.at, state.ticket.since)
    ticket = _moved(state.ticket, event, at)
    return replace(logged, ticket=ticket, stretches=_stretched(state, ticket, event.seq, at))


def _moved(ticket: Ticket, event: TicketEvent, at: int) -> Ticket:
    """The number after an event at that instant."""
    match event.act:
        case Given(errand=errand, service=service, served=served):
            given = Ticket(since=at, errand=errand, service=service)
            mine = replace(given, person=event.person, station=event.station, called_at=at, present_at=at)
            return replace(mine, standing=TicketStanding.SERVED) if served else given
        case Called():
            mine = replace(ticket, standing=TicketStanding.CALLED, person=event.person, station=event.station)
            return replace(mine, since=at, called_at=at, last_call_at=at, calls=ticket.calls + 1)
        case Recalled():
            return replace(ticket, last_call_at=at, calls=ticket.calls + 1)
        case Present():
            return replace(ticket, standing=TicketStanding.SERVED, since=at, present_at=at)
        case NoShow():
            return replace(ticket, standing=TicketStanding.PASSED, since=at, person=None, station=None)
        case Back():
            return replace(ticket, standing=TicketStanding.WAITING, since=at, person=None, station=None)
        case Held():
            return replace(ticket, standing=TicketStanding.HELD, since=at, person=None, station=None)
        case Transferred(errand=errand, service=service, counter=counter):
            there = replace(ticket, errand=errand, service=service, counter=counter, calls=0)
            waits = replace(there, standing=TicketStanding.WAITING, person=None, station=None)
            since = ticket.since if ticket.standing is TicketStanding.WAITING else at
            return replace(waits, since=since, last_call_at=None)
        case TakenOver():
            return replace(ticket, since=at, person=event.person, station=event.station)
        case Finished(outcome=outcome) | Lapsed(outcome=outcome):
            return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=outcome)
        case Unprinted() | Undone(undone=1):
            return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=Outcome.VOIDED)
        case Undone() if ticket.standing in BUSY and ticket.person == event.person:
            return replace(ticket, station=event.station)  # they go on where they sit now
    return ticket


def _stretched(state: TicketState, after: Ticket, seq: int, at: int) -> tuple[Stretch, ...]:
    """The stretches once the number stands so: a new one where its standing or its person changed."""
    before, known = state.ticket, state.stretches
    if known and (before.standing, before.person) == (after.standing, after.person):
        return known
    closed = (*known[:-1], replace(known[-1], end=at)) if known else ()
    if after.standing is TicketStanding.ENDED:
        return closed
    return (*closed, Stretch(seq, after.standing, at, None, after.station, after.person))
