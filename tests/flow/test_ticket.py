"""The life of a queue number: who may call it, whose it is then, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loket.flow.ticket import Outcome, Ticket, TicketAct, TicketRefused, TicketStanding, move
from tests.flow.office import FRIDAY
from tests.sla.office import MINUTE

SARI, HADI = 1, 9
CALL, RECALL, PRESENT, NO_SHOW, BACK, FINISH, TAKE_OVER, UNDO = TicketAct
WAITING, CALLED, SERVED, PASSED, ENDED = TicketStanding
NEW = Ticket(since=FRIDAY)
STEPS_TO: dict[TicketStanding, tuple[TicketAct, ...]] = {
    WAITING: (),
    CALLED: (CALL,),
    SERVED: (CALL, PRESENT),
    PASSED: (CALL, NO_SHOW),
    ENDED: (CALL, PRESENT, FINISH),
}
ALLOWED = {
    WAITING: {CALL},
    CALLED: {RECALL, PRESENT, NO_SHOW, BACK},
    SERVED: {FINISH},
    PASSED: {CALL, BACK},
    ENDED: set(),
}


def after(*acts: TicketAct, ticket: Ticket = NEW, person: int = SARI) -> Ticket:
    """The number after these acts, one each minute, at counter 2; a finish is `berkas masuk`."""
    for n, act in enumerate(acts, 1):
        outcome = Outcome.FILED if act is FINISH else None
        ticket = move(ticket, act, at=FRIDAY + n * MINUTE, person=person, station="2", outcome=outcome)
    return ticket


@pytest.mark.parametrize("act", TicketAct)
@pytest.mark.parametrize("standing", TicketStanding)
def test_each_act_is_allowed_only_where_the_number_stands_for_it(
    standing: TicketStanding, act: TicketAct
) -> None:
    ticket = after(*STEPS_TO[standing])
    assert ticket.standing is standing
    if act in ALLOWED[standing]:
        assert after(act, ticket=ticket) != ticket
        return
    with pytest.raises(TicketRefused) as refused:
        after(act, ticket=ticket)
    assert (refused.value.ticket, refused.value.act) == (ticket, act)


def test_a_called_number_belongs_to_who_called_it() -> None:
    called = after(CALL)
    assert (called.person, called.station, called.calls) == (SARI, "2", 1)
    assert called.called_at == called.since == FRIDAY + MINUTE


@pytest.mark.parametrize("acts", [(CALL,), (CALL, PRESENT)])
@pytest.mark.parametrize("act", [act for act in TicketAct if act is not TAKE_OVER])
@pytest.mark.parametrize("counter", ["2", "4"])
def test_a_colleague_cannot_touch_it_at_whatever_counter(
    acts: Sequence[TicketAct], act: TicketAct, counter: str
) -> None:
    with pytest.raises(TicketRefused) as refused:
        move(after(*acts), act, at=FRIDAY + 9 * MINUTE, person=HADI, station=counter, outcome=Outcome.LEFT)
    assert (refused.value.ticket.person, refused.value.ticket.since) == (SARI, FRIDAY + len(acts) * MINUTE)


@pytest.mark.parametrize("acts", [(CALL,), (CALL, PRESENT)])
def test_a_colleague_who_takes_it_over_goes_on_with_it(acts: Sequence[TicketAct]) -> None:
    left = after(*acts)
    taken = move(left, TAKE_OVER, at=FRIDAY + 9 * MINUTE, person=HADI, station="4")
    assert (taken.standing, taken.person, taken.station) == (left.standing, HADI, "4")
    assert (taken.since, taken.present_at) == (FRIDAY + 9 * MINUTE, left.present_at)
    with pytest.raises(TicketRefused):
        move(taken, TAKE_OVER, at=FRIDAY + 9 * MINUTE, person=HADI, station="4")


def test_calling_again_only_counts() -> None:
    once, twice = after(CALL), after(CALL, RECALL)
    assert (twice.calls, twice.since, twice.called_at) == (2, once.since, once.called_at)


def test_served_from_when_the_person_stood_there() -> None:
    served = after(CALL, RECALL, PRESENT)
    assert (served.standing, served.present_at, served.called_at) == (
        SERVED,
        FRIDAY + 3 * MINUTE,
        FRIDAY + MINUTE,
    )


def test_passed_over_it_belongs_to_nobody_and_any_counter_brings_it_back() -> None:
    passed = after(CALL, NO_SHOW)
    assert (passed.standing, passed.person, passed.station) == (PASSED, None, None)
    waits = after(BACK, ticket=passed, person=HADI)
    assert (waits.standing, waits.person, waits.calls) == (WAITING, None, 1)
    assert after(CALL, ticket=waits, person=HADI).person == HADI


def test_called_by_mistake_it_waits_again() -> None:
    waits = after(CALL, BACK)
    assert (waits.standing, waits.person, waits.station) == (WAITING, None, None)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_served_number_ends_with_one_outcome(outcome: Outcome) -> None:
    ended = move(
        after(CALL, PRESENT), FINISH, at=FRIDAY + 9 * MINUTE, person=SARI, station="2", outcome=outcome
    )
    assert (ended.standing, ended.outcome, ended.since) == (ENDED, outcome, FRIDAY + 9 * MINUTE)


def test_without_an_outcome_nothing_ends() -> None:
    with pytest.raises(TicketRefused):
        move(after(CALL, PRESENT), FINISH, at=FRIDAY, person=SARI, station="2")


@pytest.mark.parametrize("acts", [(), (CALL,), (CALL, NO_SHOW)])
@pytest.mark.parametrize("outcome", Outcome)
def test_who_was_never_served_can_only_have_left_or_been_voided(
    acts: Sequence[TicketAct], outcome: Outcome
) -> None:
    ticket = after(*acts)
    if outcome in (Outcome.LEFT, Outcome.VOIDED):
        assert move(ticket, FINISH, at=FRIDAY, person=SARI, station="2", outcome=outcome).outcome is outcome
        return
    with pytest.raises(TicketRefused):
        move(ticket, FINISH, at=FRIDAY, person=SARI, station="2", outcome=outcome)
