"""What was registered is put right: who may, until when, and what a file is afterwards."""

from __future__ import annotations

import pytest

from loket.flow.acts import Choose, Correct, Note, Refused, Register, Undo, Void, Why, Withdraw
from loket.flow.fold import registered, replay
from loket.flow.rules import check
from tests.flow.moments import REASON, checked_by_andi, ended, file_at_counter, in_hand, returned
from tests.flow.office import ANDI, BUDI, CITRA, GITA, HADI, SARI, Walk
from tests.flow.test_machine import lingkungan

NAME = Correct(2, REASON)
SERVICE = Correct(2, REASON, service="amdal", facts={"izin": "amdal"})


def at_registration() -> Walk:
    walk = Walk(lingkungan())
    walk.do(SARI, Register(2, {"izin": "ukl-upl", "permohonan": "baru"}, service="ukl-upl", kind="baru"))
    return walk


def test_a_correction_opens_and_ends_nothing() -> None:
    walk = checked_by_andi()
    before = walk.state
    after = walk.do(ANDI, NAME)
    assert (after.intervals, after.facts, after.outcome) == (before.intervals, before.facts, None)
    assert after.last is not None
    assert after.last.act == NAME


def test_who_has_the_file_in_hand_corrects_and_loket_2_at_any_desk() -> None:
    walk = checked_by_andi()
    assert check(walk.procedure, walk.state, ANDI, NAME) == "bo"
    assert check(walk.procedure, walk.state, HADI, NAME) == "fo"
    for other in (BUDI, CITRA, GITA):
        assert walk.refused(other, NAME).why is Why.NOT_CORRECTED_HERE


def test_after_the_end_only_loket_2_corrects() -> None:
    walk = ended()
    assert walk.refused(ANDI, NAME).why is Why.NOT_CORRECTED_HERE
    before = walk.state
    after = walk.do(SARI, NAME)
    assert (after.ended_at, after.outcome, after.intervals) == (
        before.ended_at,
        before.outcome,
        before.intervals,
    )
    assert after.is_decided


def test_a_void_file_is_not_corrected() -> None:
    walk = file_at_counter()
    walk.do(SARI, Void(REASON))
    assert walk.refused(SARI, NAME).why is Why.ENDED


def test_for_what_it_was_registered_changes_only_where_it_was_registered() -> None:
    walk = at_registration()
    assert walk.do(SARI, SERVICE).facts == {"izin": "amdal", "permohonan": "baru"}
    walk = returned()
    assert walk.refused(SARI, Correct(2, REASON, kind="perubahan")).why is Why.REGISTERED_FOR
    walk.do(SARI, NAME)


@pytest.mark.parametrize("facts", [{"izin": "lain"}, {"usaha": "hotel"}, {"tidak ada": "ya"}])
def test_it_lays_down_nothing_but_what_service_and_kind_say(facts: dict[str, str]) -> None:
    walk = at_registration()
    assert walk.refused(SARI, Correct(2, REASON, kind="baru", facts=facts)).why is Why.NOT_ALLOWED


def test_taken_back_the_file_is_as_it_was() -> None:
    walk = at_registration()
    before = walk.state
    walk.do(SARI, SERVICE)
    after = walk.do(SARI, Undo(2))
    assert (after.facts, after.last, after.intervals) == (before.facts, before.last, before.intervals)


def test_what_is_registered_is_what_the_corrections_that_count_say() -> None:
    walk = at_registration()
    walk.do(SARI, Correct(4, REASON, came=5))
    walk.do(SARI, SERVICE)
    now = registered(walk.events)
    assert now is not None
    assert (now.applicant, now.came, now.service, now.kind) == (2, None, "amdal", "baru")
    walk.do(SARI, Undo(3))
    now = registered(walk.events)
    assert now is not None
    assert (now.applicant, now.came, now.service, now.kind) == (4, 5, "ukl-upl", "baru")
    assert registered([]) is None


def test_who_registered_may_still_void_it_after_a_correction_of_their_own() -> None:
    walk = at_registration()
    walk.do(SARI, NAME)
    walk.do(SARI, Void(REASON))
    other = at_registration()
    other.do(HADI, NAME)
    refused = other.refused(SARI, Void(REASON))
    assert (refused.why, refused.person) == (Why.CORRECTED_SINCE, HADI.person)


def test_nothing_is_corrected_of_no_file() -> None:
    walk = Walk(lingkungan())
    with pytest.raises(Refused):
        check(walk.procedure, replay(walk.procedure, []), SARI, NAME)


def test_it_hinders_no_way_on() -> None:
    walk = in_hand()
    walk.do(HADI, NAME)
    walk.by_program(Note("dicetak"))
    walk.do(SARI, Choose("tidak", REASON, ("ktp",)))
    walk.do(SARI, NAME)
    assert walk.do(SARI, Withdraw(REASON)).outcome == "dicabut"
