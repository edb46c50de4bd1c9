"""The life of a queue number: who may call it, whose it is then, how it ends, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from loket.flow.acts import BrokenHistory
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
    OutOfTurn,
    Preferred,
    Present,
    Priority,
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
from loket.flow.queue.rules import Recall, TicketRefused, check, why_not_recalled
from loket.flow.queue.state import Ticket, TicketEvent, TicketStanding, TicketState, ended_by, visit
from loket.lengths import MINUTE
from tests.flow.office import FRIDAY

SARI, HADI = 1, 9
CALL, RECALL, PRESENT, NO_SHOW, BACK, TAKE_OVER = (
    Called(),
    Recalled(),
    Present(),
    NoShow(),
    Back(),
    TakenOver(),
)
FINISH = Finished(Outcome.FILED)
HOLD, TRANSFER = Held(), Transferred("ambil", "", "4")
PREFER = Preferred(Priority.PREGNANT)
UNPRINTED = Unprinted(NotPrinted.PAPER)
HANDED, REFERRED = Handed(InHand.PERHAPS), Referred("kependudukan")
ACTS: tuple[TicketAct, ...] = (
    *(CALL, RECALL, PRESENT, NO_SHOW, BACK, TAKE_OVER, FINISH, Registered(7)),
    *(HOLD, TRANSFER, UNPRINTED, PREFER, HANDED, REFERRED),
)
WAITING, CALLED, SERVED, PASSED, HELD, ENDED = TicketStanding
GIVEN = Given("2026-11-20", "A-001", "izin-contoh", "A", "daftar")
ON_THE_SPOT = replace(GIVEN, served=True)
NEW = apply(TicketState(), TicketEvent(1, FRIDAY, GIVEN, SARI, "2"))
STEPS_TO: dict[TicketStanding, tuple[TicketAct, ...]] = {
    WAITING: (),
    CALLED: (CALL,),
    SERVED: (CALL, PRESENT),
    PASSED: (CALL, NO_SHOW),
    HELD: (CALL, PRESENT, HOLD),
    ENDED: (CALL, PRESENT, FINISH),
}
ALLOWED: dict[TicketStanding, set[TicketAct]] = {
    WAITING: {CALL, TRANSFER, UNPRINTED, PREFER, HANDED},
    CALLED: {RECALL, PRESENT, NO_SHOW, BACK, TRANSFER, HANDED},
    SERVED: {FINISH, Registered(7), HOLD, TRANSFER, HANDED, REFERRED},
    PASSED: {CALL, BACK, TRANSFER, HANDED},
    HELD: {CALL, BACK, TRANSFER, FINISH, HANDED},
    ENDED: set(),
}


def do(state: TicketState, act: TicketAct, person: int = SARI, station: str = "2") -> TicketState:
    """The number after one act more, a minute after the last."""
    check(state, act, person)
    return apply(state, TicketEvent(state.seq + 1, state.log[-1].at + MINUTE, act, person, station))


def state_after(*acts: TicketAct, state: TicketState = NEW, person: int = SARI) -> TicketState:
    for act in acts:
        state = do(state, act, person)
    return state


def after(*acts: TicketAct, state: TicketState = NEW, person: int = SARI) -> Ticket:
    return state_after(*acts, state=state, person=person).ticket


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("standing", TicketStanding)
def test_each_act_is_allowed_only_where_the_number_stands_for_it(
    standing: TicketStanding, act: TicketAct
) -> None:
    state = state_after(*STEPS_TO[standing])
    assert state.ticket.standing is standing
    if act in ALLOWED[standing]:
        assert state_after(act, state=state) != state
        return
    with pytest.raises(TicketRefused) as refused:
        do(state, act)
    assert (refused.value.ticket, refused.value.act) == (state.ticket, act)


def test_a_called_number_belongs_to_who_called_it() -> None:
    called = after(CALL)
    assert (called.person, called.station, called.calls) == (SARI, "2", 1)
    assert called.called_at == called.since == FRIDAY + MINUTE


@pytest.mark.parametrize("acts", [(CALL,), (CALL, PRESENT)])
@pytest.mark.parametrize("act", [act for act in ACTS if act is not TAKE_OVER])
def test_a_colleague_cannot_touch_it(acts: Sequence[TicketAct], act: TicketAct) -> None:
    with pytest.raises(TicketRefused) as refused:
        check(state_after(*acts), act, HADI)
    assert (refused.value.ticket.person, refused.value.ticket.since) == (SARI, FRIDAY + len(acts) * MINUTE)


@pytest.mark.parametrize("acts", [(CALL,), (CALL, PRESENT)])
def test_a_colleague_who_takes_it_over_goes_on_with_it(acts: Sequence[TicketAct]) -> None:
    left = state_after(*acts)
    state = do(left, TAKE_OVER, HADI, "4")
    taken = state.ticket
    assert (taken.standing, taken.person, taken.station) == (left.ticket.standing, HADI, "4")
    assert (taken.since, taken.present_at) == (left.ticket.since + MINUTE, left.ticket.present_at)
    with pytest.raises(TicketRefused):
        do(state, TAKE_OVER, HADI, "4")


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
    passed = state_after(CALL, NO_SHOW)
    assert (passed.ticket.standing, passed.ticket.person, passed.ticket.station) == (PASSED, None, None)
    waits = state_after(BACK, state=passed, person=HADI)
    assert (waits.ticket.standing, waits.ticket.person, waits.ticket.calls) == (WAITING, None, 1)
    assert after(CALL, state=waits, person=HADI).person == HADI


def test_called_by_mistake_it_waits_again() -> None:
    waits = after(CALL, BACK)
    assert (waits.standing, waits.person, waits.station) == (WAITING, None, None)


def test_held_it_is_nobodys_and_any_counter_calls_it_again() -> None:
    held = state_after(CALL, PRESENT, HOLD)
    assert (held.ticket.standing, held.ticket.person, held.ticket.station) == (HELD, None, None)
    assert after(CALL, state=held, person=HADI).person == HADI


def test_transferred_it_waits_there_with_its_number_and_the_time_of_its_arrival() -> None:
    moved = state_after(CALL, RECALL, PRESENT, TRANSFER)
    ticket = moved.ticket
    assert (ticket.standing, ticket.person, ticket.calls) == (WAITING, None, 0)
    assert (ticket.errand, ticket.service, ticket.counter) == ("ambil", "", "4")
    assert (moved.given, moved.stretches[0].start) == (GIVEN, FRIDAY)


def test_nobody_is_called_again_at_once_nor_for_ever() -> None:
    once, twice = after(CALL), after(CALL, RECALL)
    apart = 20_000
    for ticket, at, why in (
        (once, FRIDAY + MINUTE + apart - 1, Recall.SOON),
        (once, FRIDAY + MINUTE + apart, None),
        (twice, FRIDAY + 2 * MINUTE, Recall.SOON),
        (twice, FRIDAY + 3 * MINUTE, None),
        (after(CALL, RECALL, RECALL), FRIDAY + 9 * MINUTE, Recall.OFTEN),
        (once, FRIDAY + MINUTE - 1, Recall.SOON),  # the clock was set back
        (once, FRIDAY, None),  # by far more than is between two calls
    ):
        assert why_not_recalled(ticket, at, 3, apart) is why


@pytest.mark.parametrize("outcome", Outcome)
def test_a_served_number_ends_with_one_outcome(outcome: Outcome) -> None:
    ended = after(CALL, PRESENT, Finished(outcome))
    assert (ended.standing, ended.outcome, ended.since) == (ENDED, outcome, FRIDAY + 3 * MINUTE)


@pytest.mark.parametrize("end", [Finished, Lapsed])
@pytest.mark.parametrize("acts", [(), (CALL,), (CALL, NO_SHOW)])
@pytest.mark.parametrize("outcome", Outcome)
def test_who_was_never_served_can_only_have_left_or_been_voided(
    acts: Sequence[TicketAct], outcome: Outcome, end: type[Finished] | type[Lapsed]
) -> None:
    state = state_after(*acts)
    if outcome in (Outcome.LEFT, Outcome.VOIDED):
        assert do(state, end(outcome)).ticket.outcome is outcome
        return
    with pytest.raises(TicketRefused):
        do(state, end(outcome))


@pytest.mark.parametrize("person", [SARI, HADI, None])
def test_when_its_day_is_over_anybody_closes_it(person: int | None) -> None:
    served = state_after(CALL, PRESENT)
    check(served, Lapsed(Outcome.ASKED), person)
    ended = apply(served, TicketEvent(4, FRIDAY + 900 * MINUTE, Lapsed(Outcome.ASKED), person))
    assert (ended.ticket.standing, ended.ticket.person, ended.ticket.outcome) == (ENDED, SARI, Outcome.ASKED)
    with pytest.raises(TicketRefused):
        check(ended, Lapsed(Outcome.ASKED), person)


def test_stretches_abut_and_the_last_is_open_until_the_end() -> None:
    state = do(state_after(CALL, RECALL, PRESENT), TAKE_OVER, HADI, "4")
    times = [(s.standing, s.person, s.station, s.start, s.end) for s in state.stretches]
    at = [FRIDAY + n * MINUTE for n in range(5)]
    assert times == [
        (WAITING, None, None, at[0], at[1]),
        (CALLED, SARI, "2", at[1], at[3]),
        (SERVED, SARI, "2", at[3], at[4]),
        (SERVED, HADI, "4", at[4], None),
    ]
    assert do(state, Finished(Outcome.ASKED), HADI).stretches[-1].end == at[4] + MINUTE


def test_what_a_clock_did_that_was_set_back_followed_at_once() -> None:
    state = apply(NEW, TicketEvent(2, FRIDAY - MINUTE, CALL, SARI, "2"))
    assert (state.ticket.since, state.stretches[0].end) == (FRIDAY, FRIDAY)


# Taking back


@pytest.mark.parametrize(
    "acts", [tuple(ACTS[:n]) for n in (1, 2, 3)] + [(CALL, NO_SHOW), (CALL, PRESENT, FINISH)]
)
def test_taken_back_it_was_never_done_and_an_undoing_undone_neither(acts: tuple[TicketAct, ...]) -> None:
    done, before = state_after(*acts), state_after(*acts[:-1])
    undone = do(done, Undone(done.seq))
    assert (undone.ticket, undone.stretches) == (before.ticket, before.stretches)
    again = apply(undone, TicketEvent(undone.seq + 1, FRIDAY + 9 * MINUTE, Undone(undone.seq), SARI, "2"))
    assert (again.ticket, again.stretches) == (done.ticket, done.stretches)


def test_an_arrival_is_taken_back_unless_it_brought_a_file_whatever_came_of_one_before() -> None:
    brought = state_after(CALL, PRESENT, Registered(7))
    with pytest.raises(TicketRefused):
        do(brought, Undone(3))
    again = state_after(HOLD, CALL, PRESENT, state=brought)
    assert do(again, Undone(again.seq)).ticket.standing is CALLED


def test_only_the_last_own_act_is_taken_back_and_once() -> None:
    state = state_after(CALL, PRESENT)
    for seq, person in ((2, SARI), (3, HADI), (9, SARI)):
        with pytest.raises(TicketRefused):
            do(state, Undone(seq), person)
    undone = do(state, Undone(3))
    with pytest.raises(TicketRefused):
        do(undone, Undone(3))
    with pytest.raises(TicketRefused):
        do(undone, Undone(undone.seq))
    assert do(undone, Undone(2)).ticket.standing is WAITING


def test_given_by_mistake_it_is_voided() -> None:
    voided = do(NEW, Undone(1))
    assert (voided.ticket.standing, voided.ticket.outcome) == (ENDED, Outcome.VOIDED)
    assert voided.stretches[-1].end == FRIDAY + MINUTE
    with pytest.raises(TicketRefused):
        do(voided, Undone(1))


def test_without_its_ticket_it_is_cancelled_by_whoever_gave_it_but_never_once_it_was_called() -> None:
    cancelled = after(UNPRINTED)
    assert (cancelled.standing, cancelled.outcome, cancelled.since) == (
        ENDED,
        Outcome.VOIDED,
        FRIDAY + MINUTE,
    )
    for acts in ((CALL,), (CALL, BACK), (CALL, PRESENT, FINISH)):
        with pytest.raises(TicketRefused):
            check(state_after(*acts), UNPRINTED, SARI)
    check(state_after(CALL, Undone(2)), UNPRINTED, SARI)  # that was no call
    of_kiosk = apply(TicketState(), TicketEvent(1, FRIDAY, GIVEN, None, "perangkat 1"))
    check(of_kiosk, UNPRINTED, None)
    for state, other in ((NEW, None), (NEW, HADI), (of_kiosk, SARI)):
        with pytest.raises(TicketRefused):
            check(state, UNPRINTED, other)


def test_the_program_by_itself_calls_nobody() -> None:
    with pytest.raises(TicketRefused):
        check(NEW, CALL, None)


def test_who_takes_back_goes_on_where_they_sit_now() -> None:
    moved = do(state_after(CALL, PRESENT, FINISH), Undone(4), SARI, "3")
    assert (moved.ticket.standing, moved.ticket.station) == (SERVED, "3")


# Files


def test_several_files_may_come_of_a_number() -> None:
    state = state_after(CALL, PRESENT, Registered(7), Registered(8), Received(7, 5), FINISH)
    assert state.files == (7, 8)
    assert [(m.file, m.file_seq) for m in state.matters] == [(7, 1), (8, 1), (7, 5)]


def test_nobody_is_sent_back_from_the_counter_while_a_file_lies_there_for_them() -> None:
    state = state_after(CALL, PRESENT, Registered(7))
    with pytest.raises(TicketRefused):
        do(state, Undone(3))
    assert do(do(state, Undone(4)), Undone(3)).ticket.standing is CALLED


def test_a_file_goes_and_comes_with_its_own_act_however_long_after_and_by_whomever() -> None:
    state = state_after(CALL, PRESENT, Registered(7), FINISH)
    gone = do(state, Undone(4), HADI)
    assert (gone.files, gone.ticket) == ((), state.ticket)
    undoing = gone.undoing_of(4)
    assert undoing == 6
    back = do(gone, Undone(undoing), HADI)
    assert (back.files, back.undoing_of(4), back.ticket) == ((7,), None, state.ticket)


# Histories


@pytest.mark.parametrize(
    "act",
    [
        *(*ACTS, GIVEN, Given("2026-11-20", "B-001", "", "B", "ambil", Priority.ELDERLY)),
        *(Called(OutOfTurn.BRIEF), Lapsed(Outcome.LEFT), Received(7, 5), Undone(1)),
        *(Finished(Outcome.REFERRED, "kependudukan"), Lapsed(Outcome.REFERRED, remark=7)),
    ],
)
def test_an_act_is_kept_in_the_journals_words(act: TicketAct) -> None:
    assert from_data(act.word, to_data(act)) == act


def test_an_end_of_before_it_told_where_to_is_read_and_one_taken_back_ended_nothing() -> None:
    sent = Finished(Outcome.REFERRED)
    assert from_data("finished", {"outcome": "bukan kewenangan"}) == sent
    ended = state_after(CALL, PRESENT, sent)
    assert ended_by(ended) == sent
    assert ended_by(do(ended, Undone(ended.seq))) is None


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("sung", {}),
        ("finished", {}),
        ("finished", {"outcome": "menari"}),
        ("called", {"person": 1}),
        ("called", {"reason": "ingin"}),
    ],
)
def test_words_that_this_program_did_not_write_are_no_act(kind: str, data: dict[str, object]) -> None:
    with pytest.raises(BrokenHistory):
        from_data(kind, data)


@pytest.mark.parametrize(
    "acts", [(CALL,), (GIVEN, GIVEN), (GIVEN, Undone(2)), (GIVEN, Undone(5)), (GIVEN, Undone(0))]
)
def test_a_history_that_cannot_have_been_is_told(acts: Sequence[TicketAct]) -> None:
    with pytest.raises(BrokenHistory):
        replay(TicketEvent(n, FRIDAY, act) for n, act in enumerate(acts, 1))


def test_an_event_that_is_missing_is_told() -> None:
    whole = state_after(CALL, PRESENT).log
    with pytest.raises(BrokenHistory):
        replay((whole[0], whole[2]))
    with pytest.raises(BrokenHistory):
        apply(NEW, whole[2])


def test_a_number_given_on_the_spot_is_served_by_whoever_gave_it_and_goes_on_like_any() -> None:
    state = apply(TicketState(), TicketEvent(1, FRIDAY, ON_THE_SPOT, SARI, "2"))
    ticket = state.ticket
    assert (ticket.standing, ticket.person, ticket.station, ticket.last_call_at) == (SERVED, SARI, "2", None)
    ended = apply(state, TicketEvent(2, FRIDAY + 60_000, FINISH, SARI, "2"))
    assert visit(ended.ticket) == 60_000
    set_back = apply(state, TicketEvent(2, FRIDAY - 60_000, FINISH, SARI, "2"))
    assert visit(set_back.ticket) is None
    assert from_data("given", to_data(ON_THE_SPOT)) == ON_THE_SPOT
