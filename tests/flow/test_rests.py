"""A file that waits: for another agency, for trouble to be solved, to be collected, for its parent."""

from __future__ import annotations

import pytest

from loket.flow.acts import (
    Arrive,
    Choose,
    Depart,
    MarkTrouble,
    ParentEnded,
    PutBack,
    Rest,
    Resubmit,
    Resume,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Why,
)
from loket.flow.rules import check
from loket.flow.standing import Standing
from loket.sop.model import PARENT_FACT
from tests.flow.moments import (
    DINKES,
    REASON,
    checked_by_andi,
    for_collection,
    for_sign_offs,
    in_trouble,
    minute,
    resting,
)
from tests.flow.office import (
    ANDI,
    BUDI,
    CITRA,
    SARI,
    Walk,
    clerk,
    registered,
    seven,
)

# Waiting for another agency


def test_while_it_waits_for_another_agency_nobody_works_on_it() -> None:
    walk = resting()
    assert (walk.here.standing, walk.here.party.value, walk.here.agency) == (
        Standing.AGENCY,
        "instansi",
        DINKES,
    )
    assert (walk.here.person, walk.here.sign_off) == (None, 0)
    for act in (Take(), Choose("layak"), PutBack(), Rest(DINKES), Resubmit(), Arrive()):
        refused = walk.refused(ANDI, act)
        assert (refused.why, refused.detail, refused.at) == (Why.WITH_AGENCY, str(DINKES), minute(5)), act


def test_anybody_of_the_step_goes_on_when_it_has_come() -> None:
    walk = resting()
    assert walk.refused(CITRA, Resume()).why is Why.NOT_YOUR_STEP
    walk.do(BUDI, Resume())
    assert (walk.here.standing, walk.here.person, walk.here.role) == (Standing.WORKING, BUDI.person, "bo")
    assert (walk.here.party.value, walk.here.agency, walk.here.visit) == ("kantor", None, 1)
    assert walk.refused(BUDI, Resume()).why is Why.NOT_RESTING


def test_the_other_agencys_own_step_can_wait_too() -> None:
    """OPD teknis works on its account; waiting for somebody else, it still counts for an agency."""
    walk = registered(seven()["pariaman-oss"])
    opd, office = clerk(40, "opd"), clerk(41, "bo")
    for branch in ("lanjut", "akun-jadi", "tinggi"):
        walk.do(SARI, Take())
        walk.do(SARI, Choose(branch))
    walk.do(office, Take())
    walk.do(office, Choose("ajukan"))
    walk.do(opd, Take())
    assert (walk.here.party.value, walk.here.standing) == ("instansi", Standing.WORKING)
    walk.do(opd, Rest(DINKES))
    assert (walk.here.party.value, walk.here.standing) == ("instansi", Standing.AGENCY)
    walk.do(opd, Resume())
    assert (walk.here.party.value, walk.here.standing) == ("instansi", Standing.WORKING)


# Trouble


def test_a_troubled_file_is_solved_or_put_back_and_nothing_else() -> None:
    walk = in_trouble()
    assert (walk.here.trouble, walk.here.standing, walk.here.person) == (True, Standing.WORKING, ANDI.person)
    for act in (Choose("layak"), Rest(DINKES), MarkTrouble(REASON)):
        assert walk.refused(ANDI, act).why is Why.IN_TROUBLE, act
    assert walk.refused(BUDI, SolveTrouble()).why is Why.NOT_HOLDER
    walk.do(ANDI, SolveTrouble())
    assert not walk.here.trouble
    assert walk.refused(ANDI, SolveTrouble()).why is Why.NO_TROUBLE
    walk.do(ANDI, Choose("layak"))


def test_trouble_stays_whoever_holds_the_file() -> None:
    walk = in_trouble()
    walk.do(ANDI, PutBack())
    assert walk.here.trouble
    walk.do(BUDI, Take())
    walk.do(ANDI, TakeOver(REASON))
    assert walk.here.trouble
    walk.do(ANDI, SolveTrouble())
    assert not walk.here.trouble


def test_trouble_is_marked_by_the_holder() -> None:
    assert for_sign_offs().refused(ANDI, MarkTrouble(REASON)).why is Why.NOT_TAKEN
    assert checked_by_andi().refused(BUDI, MarkTrouble(REASON)).why is Why.NOT_HOLDER


# Waiting to be collected


def test_a_permit_waits_for_the_applicant_on_the_applicants_account() -> None:
    walk = for_collection()
    assert (walk.here.step, walk.here.standing, walk.here.party.value) == (7, Standing.COLLECTION, "pemohon")
    refused = walk.refused(SARI, Take())
    assert (refused.why, refused.at) == (Why.AT_REST, walk.now)
    assert walk.refused(ANDI, Arrive()).why is Why.NOT_ALLOWED
    walk.do(SARI, Arrive())
    assert (walk.here.standing, walk.here.party.value, walk.here.role) == (Standing.WAITING, "kantor", "fo")
    assert walk.refused(SARI, Arrive()).why is Why.NOT_RESTING
    walk.do(SARI, Take())


def test_an_applicant_who_goes_again_leaves_the_permit_waiting_to_be_collected() -> None:
    walk = for_collection()
    assert walk.refused(SARI, Depart()).why is Why.AT_REST
    walk.do(SARI, Arrive())
    walk.do(SARI, Take())
    assert walk.refused(BUDI, Depart()).why is Why.TAKEN
    walk.do(SARI, Depart())
    assert (walk.here.standing, walk.here.party.value) == (Standing.COLLECTION, "pemohon")
    assert walk.here.person is None
    walk.do(SARI, Arrive())
    assert checked_by_andi().refused(ANDI, Depart()).why is Why.NOT_ALLOWED


def test_what_the_program_does_itself_leaves_no_interval_but_counts() -> None:
    walk = for_collection()
    assert 6 not in {i.step for i in walk.state.intervals}
    assert (walk.state.outcome, walk.state.decided_at) == ("terbit", walk.now)


# Follow-up files and their parents


def waiting_for_parent() -> Walk:
    """A SIGAP file for a high risk at step 7, whose permit the parent has not issued yet."""
    walk = registered(seven()["pariaman-sigap"], facts={"risiko": "tinggi"})
    for person, branch in (
        (SARI, "terinput"),
        (SARI, "back-office"),
        (ANDI, "terunggah"),
        (CITRA, "tanpa-rekomendasi"),
    ):
        walk.do(person, Take())
        walk.do(person, Choose(branch))
    return walk


def test_a_follow_up_waits_for_the_permit_of_its_parent() -> None:
    walk = waiting_for_parent()
    assert (walk.here.step, walk.here.standing, walk.here.awaits_parent) == (7, Standing.AGENCY, True)
    assert walk.refused(ANDI, Take()).why is Why.AWAITS_PARENT
    refused = walk.refused(ANDI, Resume())
    assert (refused.why, refused.at) == (Why.AWAITS_PARENT, walk.now)


@pytest.mark.parametrize(
    ("outcome", "open_branch", "closed"),
    [
        ("terbit", "izin-terunggah", "tidak-terbit"),
        ("ditolak", "tidak-terbit", "izin-terunggah"),
        ("dicabut", "tidak-terbit", "izin-terunggah"),
    ],
)
def test_the_parents_end_puts_it_on_the_pile(outcome: str, open_branch: str, closed: str) -> None:
    walk = waiting_for_parent()
    walk.by_program(ParentEnded(outcome))
    assert (walk.here.standing, walk.here.party.value, walk.here.role) == (Standing.WAITING, "kantor", "bo")
    assert walk.refused(ANDI, Undo(walk.state.seq)).why is Why.NOTHING_TO_UNDO
    walk.do(ANDI, Take())
    assert walk.refused(ANDI, Choose(closed)).why is Why.BRANCH_NOT_OPEN
    check(walk.procedure, walk.state, ANDI, Choose(open_branch))


@pytest.mark.parametrize("rests", [False, True])
def test_a_parent_that_ends_before_is_remembered_and_disturbs_nobody(rests: bool) -> None:
    walk = registered(seven()["pariaman-sigap"], facts={"risiko": "tinggi"})
    walk.do(SARI, Take())
    if rests:
        walk.do(SARI, Rest(DINKES))
    before = walk.state.intervals
    walk.by_program(ParentEnded("terbit"))
    assert (walk.state.intervals, walk.state.facts[PARENT_FACT]) == (before, "terbit")
    if rests:
        walk.do(SARI, Resume())
    for person, branch in (
        (SARI, "terinput"),
        (SARI, "back-office"),
        (ANDI, "terunggah"),
        (CITRA, "tanpa-rekomendasi"),
    ):
        if walk.here.standing is Standing.WAITING:
            walk.do(person, Take())
        walk.do(person, Choose(branch))
    assert (walk.here.step, walk.here.standing) == (7, Standing.WAITING)


def test_the_parents_end_is_the_programs_to_tell() -> None:
    assert waiting_for_parent().refused(SARI, ParentEnded("terbit")).why is Why.NOT_ALLOWED
