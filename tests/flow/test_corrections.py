"""What was registered is put right: who may, until when, and what a file is afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.flow.acts import (
    Actor,
    Choose,
    Correct,
    Note,
    PutBack,
    Refused,
    Register,
    Take,
    Undo,
    Void,
    Why,
    Withdraw,
)
from loket.flow.fold import registered, replay
from loket.flow.rules import check
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.lengths import MINUTE
from loket.sop.model import Party, Procedure
from tests.flow.moments import REASON, checked_by_andi, ended, file_at_counter, in_hand, returned
from tests.flow.office import ANDI, BUDI, CITRA, GITA, HADI, SARI, Walk, clerk, seven
from tests.flow.test_machine import lingkungan
from tests.flow.test_strands import forked

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
    assert after == replace(before, corrections=after.corrections, seq=after.seq)
    assert [event.act for event in after.corrections] == [NAME]


def test_while_parts_are_open_a_correction_leaves_them_as_they_are() -> None:
    walk = forked()
    before = walk.state
    after = walk.do(SARI, NAME)
    assert (after.strands, after.opens) == (before.strands, before.opens)
    walk.do(SARI, Undo(walk.state.seq))
    assert walk.state.corrections == ()


def test_an_act_from_before_a_correction_is_still_recorded_late() -> None:
    walk = checked_by_andi()
    earlier = walk.now + 10 * MINUTE
    walk.do(HADI, NAME, minutes=30)
    walk.do(ANDI, PutBack(), minutes=-20, recorded=walk.now)
    assert (walk.here.start, walk.state.last_at) == (earlier, earlier)


def test_a_correction_takes_nobodys_last_act_from_them() -> None:
    walk = checked_by_andi()
    taken = walk.state.seq
    walk.do(HADI, NAME)
    walk.do(ANDI, Undo(taken))
    assert [event.act for event in walk.state.corrections] == [NAME]


def test_it_is_taken_back_wherever_the_file_is_by_then() -> None:
    walk = in_hand()
    walk.do(SARI, NAME)
    corrected = walk.state.seq
    walk.do(SARI, Choose("tidak", REASON, ("ktp",)))
    gone_on = walk.state
    after = walk.do(SARI, Undo(corrected))
    assert after == replace(gone_on, corrections=(), seq=after.seq)
    assert walk.refused(SARI, Undo(corrected)).why is Why.UNDO_TOO_LATE


def test_the_last_correction_alone_is_taken_back_and_by_who_made_it() -> None:
    walk = in_hand()
    walk.do(SARI, NAME)
    walk.do(HADI, NAME)
    walk.do(SARI, Choose("tidak", REASON, ("ktp",)))
    first, second = (event.seq for event in walk.state.corrections)
    for person, seq, whose in ((SARI, first, HADI), (SARI, second, HADI)):
        refused = walk.refused(person, Undo(seq))
        assert (refused.why, refused.person) == (Why.CORRECTED_SINCE, whose.person)
    walk.do(HADI, Undo(second))
    walk.do(SARI, Undo(first))


def test_for_what_it_was_registered_stays_once_the_file_has_gone_on_by_that() -> None:
    walk = at_registration()
    walk.do(SARI, SERVICE)
    corrected = walk.state.seq
    walk.do(SARI, Take())
    walk.do(SARI, Choose("dinilai", facts={"usaha": "hotel"}))
    refused = walk.refused(SARI, Undo(corrected))
    assert (refused.why, refused.person) == (Why.UNDO_TOO_LATE, SARI.person)
    walk.do(SARI, Undo(walk.state.seq))
    assert walk.do(SARI, Undo(corrected)).facts == {"izin": "ukl-upl", "permohonan": "baru"}


def test_of_a_void_registration_no_correction_is_taken_back() -> None:
    walk = in_hand()
    walk.do(SARI, NAME)
    corrected = walk.state.seq
    walk.do(SARI, Void(REASON))
    voided = walk.state.seq
    assert walk.refused(SARI, Undo(corrected)).why is Why.ENDED
    walk.do(SARI, Undo(voided))
    walk.do(SARI, Undo(corrected))


def test_who_has_the_file_in_hand_corrects_and_loket_2_at_any_desk() -> None:
    walk = checked_by_andi()
    assert check(walk.procedure, walk.state, ANDI, NAME) == "bo"
    assert check(walk.procedure, walk.state, HADI, NAME) == "fo"
    for other in (BUDI, CITRA, GITA):
        assert walk.refused(other, NAME).why is Why.NOT_CORRECTED_HERE


def test_who_serves_later_counters_alone_corrects_what_they_have_in_hand_but_for_a_survey() -> None:
    """Loket 4 and 5 of Karimun: they serve people, and take no applications in."""
    walk = Walk(seven()["karimun-sicantik"])
    serving = [clerk(n, f"fo{n}", counter=f"fo{n}") for n in (2, 4, 5)]
    takes_in, issues, surveys = serving
    walk.do(takes_in, Register(5))
    for person in (issues, surveys):
        assert walk.refused(person, NAME).why is Why.NOT_CORRECTED_HERE
    assert check(walk.procedure, walk.state, takes_in, NAME) == "fo2"
    for step, person, role in ((10, issues, "fo4"), (11, surveys, None), (12, issues, "fo4")):
        here = Interval(1, step, 1, 0, Party.OFFICE, Standing.WORKING, 0, f"fo{person.person}", person.person)
        held = replace(walk.state, intervals=(here,))
        assert may_correct(walk.procedure, held, person) == role


def may_correct(procedure: Procedure, state: FileState, person: Actor) -> str | None:
    try:
        return check(procedure, state, person, NAME)
    except Refused:
        return None


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


@pytest.mark.parametrize("person", [SARI, HADI])
def test_who_registered_may_still_void_it_whoever_put_it_right(person: Actor) -> None:
    walk = at_registration()
    walk.do(person, NAME)
    assert walk.do(SARI, Void(REASON)).outcome == "dibatalkan"


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
