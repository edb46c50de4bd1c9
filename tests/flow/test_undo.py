"""Withdrawing, voiding and undoing; and what was recorded late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loket.flow.acts import (
    Choose,
    Note,
    PutBack,
    Refused,
    Take,
    Undo,
    Void,
    Why,
    Withdraw,
    ending,
)
from loket.flow.fold import places, unfolded
from loket.flow.offers import offers
from loket.flow.rules import check
from loket.flow.standing import Standing
from tests.flow.moments import (
    REASON,
    at_optional,
    checked_by_andi,
    ended,
    file_at_counter,
    for_collection,
    in_hand,
    in_trouble,
    minute,
    resting,
    returned,
    to_pay,
)
from tests.flow.office import (
    ANDI,
    DEWI,
    FAJAR,
    HADI,
    INTAN,
    SARI,
    Walk,
    clerk,
    contoh,
    registered,
)

# Withdrawing and voiding


@pytest.mark.parametrize("make", [file_at_counter, in_hand, returned, resting, in_trouble])
def test_the_applicant_may_withdraw_while_nothing_is_decided(make: Callable[[], Walk]) -> None:
    walk = make()
    assert walk.refused(ANDI, Withdraw(REASON)).why is Why.NOT_ALLOWED
    walk.do(HADI, Withdraw(REASON))
    assert (walk.state.outcome, walk.state.ended_at, walk.state.at(0)) == ("dicabut", walk.now, None)
    assert walk.state.intervals[-1].ended_by == ending(Withdraw)


def test_what_is_decided_is_not_withdrawn() -> None:
    refused = for_collection().refused(SARI, Withdraw(REASON))
    assert (refused.why, refused.detail) == (Why.DECIDED, "terbit")


def test_a_registration_by_mistake_is_voided_by_who_made_it() -> None:
    walk = file_at_counter()
    refused = walk.refused(HADI, Void())
    assert (refused.why, refused.person, refused.at) == (Why.UNDO_TOO_LATE, SARI.person, minute(0))
    walk.do(SARI, Void())
    assert (walk.state.outcome, walk.state.at(0)) == ("dibatalkan", None)


def test_registering_takes_the_file_in_hand_and_that_does_not_stand_in_the_way() -> None:
    walk = in_hand()
    walk.do(SARI, PutBack())
    walk.do(SARI, Take())
    walk.do(SARI, Void())
    assert walk.state.outcome == "dibatalkan"


def test_who_may_register_no_more_voids_nothing() -> None:
    walk = registered(contoh())
    assert walk.refused(clerk(SARI.person, "kasi"), Void()).why is Why.NOT_ALLOWED


def test_a_file_that_others_have_had_or_that_went_on_is_not_voided() -> None:
    walk = file_at_counter()
    walk.do(HADI, Take())
    assert walk.refused(HADI, Void()).why is Why.UNDO_TOO_LATE
    refused = walk.refused(SARI, Void())
    assert (refused.why, refused.person) == (Why.UNDO_TOO_LATE, HADI.person)
    walk.do(HADI, PutBack())
    assert walk.refused(SARI, Void()).why is Why.UNDO_TOO_LATE
    assert at_optional().refused(SARI, Void()).why is Why.UNDO_TOO_LATE
    assert returned().refused(SARI, Void()).why is Why.UNDO_TOO_LATE


# Undoing


def test_an_act_is_undone_by_its_actor_and_time_goes_on_as_if_unbroken() -> None:
    walk = in_hand()
    before = walk.state.intervals
    walk.do(SARI, Choose("tidak", REASON, ("ktp",)))
    undone = walk.state.seq
    refused = walk.refused(HADI, Undo(undone))
    assert (refused.why, refused.person, refused.at) == (Why.UNDO_TOO_LATE, SARI.person, minute(2))
    walk.do(SARI, Undo(undone))
    assert walk.state.intervals == before
    assert (walk.state.carried(0).resume, walk.state.seq) == (None, 4)
    assert [e.seq for e in walk.events] == [1, 2, 3, 4]


def test_undoing_goes_back_act_by_act_to_the_registration() -> None:
    walk = at_optional()
    walk.do(SARI, Undo(3))
    assert walk.here.person == SARI.person
    walk.do(SARI, Undo(2))
    assert walk.here.standing is Standing.WAITING
    assert walk.refused(SARI, Undo(1)).why is Why.NOTHING_TO_UNDO
    walk.do(SARI, Take())
    assert walk.state.seq == 6
    walk.do(SARI, Undo(6))


def test_what_was_done_before_today_stays_done() -> None:
    """A return undone a month later would turn the applicant's month into time of the office."""
    walk = in_hand()
    walk.do(SARI, Choose("tidak", REASON, ("ktp",)))
    undo = Undo(walk.state.seq)
    assert check(walk.procedure, walk.state, SARI, undo, today=walk.now) == "fo"
    with pytest.raises(Refused) as refused:
        check(walk.procedure, walk.state, SARI, undo, today=walk.now + 1)
    assert (refused.value.why, refused.value.at) == (Why.UNDO_ANOTHER_DAY, walk.now)
    reasons = {o.act: o.refusal for o in offers(walk.procedure, walk.state, SARI, today=walk.now + 1)}
    assert (reason := reasons[undo]) is not None
    assert reason.why is Why.UNDO_ANOTHER_DAY


def test_an_undoing_is_not_undone_and_nothing_is_undone_twice() -> None:
    walk = at_optional()
    walk.do(SARI, Undo(3))
    assert walk.refused(SARI, Undo(4)).why is Why.UNDO_TOO_LATE
    assert walk.refused(SARI, Undo(3)).why is Why.UNDO_TOO_LATE


def test_once_the_next_person_has_it_nothing_is_undone_until_they_take_that_back() -> None:
    walk = checked_by_andi()
    refused = walk.refused(SARI, Undo(4))
    assert (refused.why, refused.person) == (Why.UNDO_TOO_LATE, ANDI.person)
    walk.do(ANDI, Undo(5))
    walk.do(SARI, Undo(4))
    assert walk.here.step == 3


def test_an_end_is_undone_too() -> None:
    walk = ended()
    walk.do(INTAN, Undo(walk.state.seq))
    assert (walk.state.ended_at, walk.here.step, walk.here.person) == (None, 8, INTAN.person)
    walk = in_hand()
    walk.do(SARI, Withdraw(REASON))
    walk.do(SARI, Undo(3))
    assert (walk.state.outcome, walk.here.person) == (None, SARI.person)


def test_what_an_undone_branch_recorded_is_forgotten() -> None:
    walk = to_pay()
    assert walk.state.facts == {"hasil": "layak"}
    walk.do(DEWI, Undo(walk.state.seq))
    assert walk.state.facts == {}
    walk.do(DEWI, Choose("khusus"))
    walk.do(FAJAR, Take())
    walk.do(FAJAR, Choose("bebas"))


def test_an_undone_completeness_never_was() -> None:
    walk = at_optional()
    walk.do(SARI, Undo(3))
    assert walk.state.complete_at is None
    walk.do(SARI, Choose("lengkap"), minutes=30)
    assert walk.state.complete_at == walk.now


def test_a_note_stands_in_nobodys_way() -> None:
    walk = at_optional()
    before = walk.state
    walk.do(ANDI, Note("nik_dilihat"))
    assert (walk.state.intervals, walk.state.last, walk.state.seq) == (before.intervals, before.last, 4)
    walk.do(SARI, Undo(3))


def test_the_place_of_each_act_in_force_is_known() -> None:
    walk = at_optional()
    walk.do(SARI, Undo(3))
    walk.do(SARI, Choose("tidak", REASON))
    assert {
        seq: (i.step, i.standing) for seq, i in places(unfolded(walk.procedure, walk.events)).items()
    } == {
        2: (2, Standing.WAITING),
        5: (2, Standing.WORKING),
    }


# Late recording


def test_an_act_recorded_late_counts_from_when_it_happened() -> None:
    """Whether it may be recorded late is the desk's to judge; the file's times follow the happening."""
    walk = file_at_counter()
    walk.do(SARI, Take(), recorded=minute(45))
    assert (walk.here.start, walk.state.last_at) == (minute(1), minute(1))
    assert walk.events[-1].recorded == minute(45)
