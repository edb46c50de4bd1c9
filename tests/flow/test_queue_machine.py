"""A queue number among people who do anything with it, allowed or not: what must hold whatever they do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from loket.flow.queue.acts import (
    Back,
    Called,
    Finished,
    Given,
    Handed,
    Held,
    InHand,
    Lapsed,
    NoShow,
    NotPrinted,
    Outcome,
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
    from_data,
    to_data,
)
from loket.flow.queue.fold import apply, replay
from loket.flow.queue.rules import TicketRefused, check
from loket.flow.queue.state import BUSY, Stretch, Ticket, TicketEvent, TicketStanding, TicketState
from loket.lengths import MINUTE
from tests.examples import tries
from tests.flow.office import FRIDAY

GIVEN = Given("2026-11-20", "A-001", "izin-contoh", "A", "daftar")
ONWARD: tuple[TicketAct, ...] = (
    *(Called(), Recalled(), Present(), NoShow(), Back(), TakenOver()),
    *(Registered(7), Registered(8), Received(7, 5), Held(), Transferred("ambil", "", "4")),
    *(Handed(InHand.PRINTED), Referred(remark=7)),
)
ENDS: tuple[TicketAct, ...] = (
    *(Finished(Outcome.ASKED), Finished(Outcome.LEFT), Lapsed(Outcome.LEFT), Unprinted(NotPrinted.OFF)),
)
FILES = (Registered, Received)
LAST = Undone(0)
"""Stands for taking the latest event back."""
ANYTHING = st.one_of(
    st.sampled_from((GIVEN, *ONWARD, *ENDS, LAST)), st.sampled_from(ENDS), st.integers(1, 12).map(Undone)
)
STEPS = st.lists(
    st.tuples(
        *(st.integers(0, 99), ANYTHING),
        *(st.sampled_from((1, 1, 1, 2, None)), st.sampled_from(("2", "3")), st.integers(-2, 5)),
    ),
    min_size=15,
    max_size=40,
)
"""What is tried (mostly one of the acts that would lead on), by whom, at which counter, minutes later."""
Seen = tuple[Ticket, tuple[Stretch, ...]]


def event(state: TicketState, act: TicketAct, at: int, person: int | None, station: str) -> TicketEvent:
    return TicketEvent(state.seq + 1, at, act, person, station)


def seen(state: TicketState) -> Seen:
    """The number and its stretches, wherever whoever has it sits."""
    return state.ticket, state.stretches


def elsewhere(found: Seen, station: str | None) -> Seen:
    ticket, stretches = found
    return replace(ticket, station=station), stretches


def holds(state: TicketState) -> None:
    """Stretches abut and say what the number says; its history says the same from the start."""
    ticket, table = state.ticket, state.stretches
    assert replay(state.log) == state
    assert table[0].start == state.log[0].at
    assert all(one.end == other.start and one.seq < other.seq for one, other in pairwise(table))
    assert all(one.end is None or one.start <= one.end for one in table)
    ended = ticket.standing is TicketStanding.ENDED
    assert [one.end is None for one in table] == [False] * (len(table) - 1) + [not ended]
    if ended:
        assert (table[-1].end, ticket.outcome is None) == (ticket.since, False)
    else:
        last = (table[-1].standing, table[-1].person, table[-1].start)
        assert last == (ticket.standing, ticket.person, ticket.since)
        assert (ticket.standing in BUSY) == (ticket.person is not None)
        assert ticket.outcome is None
    assert all(from_data(e.act.word, to_data(e.act)) == e.act for e in state.log)


def may(state: TicketState, act: TicketAct, person: int | None) -> bool:
    try:
        check(state, act, person)
    except TicketRefused:
        return False
    return True


@given(steps=STEPS)
@settings(max_examples=tries(60), deadline=None)
def test_whatever_is_tried_the_history_tells_the_number(
    steps: list[tuple[int, TicketAct, int | None, str, int]],
) -> None:
    at, state = FRIDAY, apply(TicketState(), TicketEvent(1, FRIDAY, GIVEN, 1, "2"))
    before: dict[int, Seen] = {}
    for chance, tried, person, station, minutes in steps:
        at += minutes * MINUTE
        onward = [act for act in ONWARD if may(state, act, person)]
        if onward and chance % 5:
            act = onward[chance % len(onward)]
        else:
            act = Undone(state.seq) if tried == LAST else tried
        if not may(state, act, person):
            continue
        before[state.seq + 1] = seen(state)
        after = apply(state, event(state, act, at, person, station))
        if isinstance(act, Undone) and act.undone > 1:
            undone = after.log[act.undone - 1].act
            follows = isinstance(undone, (Undone, *FILES))
            assert follows or after.log[act.undone - 1].person == person
            was = seen(state) if follows else before[act.undone]
            assert seen(after) == elsewhere(was, after.ticket.station)
        elif isinstance(act, FILES):
            assert seen(after) == seen(state)
        state = after
        holds(state)
        again = apply(state, event(state, Undone(state.seq), at, person, station))
        redone = apply(again, event(again, Undone(again.seq), at, person, station))
        assert (seen(redone), redone.files) == (elsewhere(seen(state), redone.ticket.station), state.files)
