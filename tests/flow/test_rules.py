"""What may be done to a file, by whom, and the reason where it may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loket.flow.acts import (
    Arrive,
    Assign,
    Choose,
    Event,
    MarkTrouble,
    Note,
    PutBack,
    Refused,
    Register,
    Rest,
    Resubmit,
    Resume,
    Skip,
    Take,
    TakeOver,
    Void,
    Why,
    Withdraw,
    ending,
)
from loket.flow.fold import replay
from loket.flow.offers import open_branches
from loket.flow.rules import check, check_nik
from loket.flow.standing import Standing
from loket.sop import catalogue
from loket.sop.model import Kind, Procedure
from tests.flow.moments import (
    DINKES,
    REASON,
    at_optional,
    checked_by_andi,
    ended,
    file_at_counter,
    for_collection,
    for_sign_offs,
    for_third,
    in_hand,
    minute,
    resting,
    returned,
    to_pay,
)
from tests.flow.office import (
    ANDI,
    BUDI,
    CITRA,
    DEWI,
    EKO,
    FAJAR,
    GITA,
    HADI,
    SARI,
    Walk,
    clerk,
    contoh,
    registered,
    seven,
)

# Registering


def test_a_file_is_registered_by_the_counter_at_a_step_where_the_sop_begins() -> None:
    walk = file_at_counter()
    assert (walk.events[0].role, walk.events[0].station) == ("fo", "2")
    assert (walk.here.step, walk.here.standing, walk.here.person) == (2, Standing.WAITING, None)
    new = Walk(contoh())
    assert new.refused(SARI, Register(4)).why is Why.WRONG_START
    assert new.refused(ANDI, Register(2)).why is Why.NOT_ALLOWED
    both = seven()["purwakarta-skp"]
    assert registered(both, start=2).here.step == 2
    assert registered(both).here.step == 4


def test_a_file_is_registered_once() -> None:
    assert file_at_counter().refused(SARI, Register(2)).why is Why.NOT_ALLOWED


# Taking, putting back, taking over


def test_who_came_second_reads_who_has_it_and_since_when() -> None:
    walk = in_hand()
    refused = walk.refused(HADI, Take())
    assert (refused.why, refused.person, refused.at) == (Why.TAKEN, SARI.person, minute(1))
    refused = walk.refused(SARI, Take())
    assert (refused.why, refused.at) == (Why.ALREADY_YOURS, minute(1))


def test_only_a_performer_of_the_step_takes_it_and_in_that_role() -> None:
    walk = file_at_counter()
    refused = walk.refused(ANDI, Take())
    assert (refused.why, refused.detail) == (Why.NOT_YOUR_STEP, "Memeriksa kelengkapan")
    walk = for_sign_offs()
    walk.do(EKO, Take())
    assert (walk.here.role, walk.here.person, walk.here.standing) == ("bo", EKO.person, Standing.WORKING)


def test_put_back_it_lies_on_the_pile_for_anybody_of_the_step() -> None:
    walk = in_hand()
    walk.do(SARI, PutBack())
    assert (walk.here.standing, walk.here.person, walk.here.role) == (Standing.WAITING, None, "fo")
    assert walk.here.visit == 1
    assert walk.refused(SARI, PutBack()).why is Why.NOT_TAKEN
    walk.do(HADI, Take())
    refused = walk.refused(SARI, PutBack())
    assert (refused.why, refused.person, refused.at) == (Why.NOT_HOLDER, HADI.person, minute(3))


def test_a_colleague_takes_over_and_the_holder_has_it_no_more() -> None:
    walk = in_hand()
    assert walk.refused(SARI, TakeOver(REASON)).why is Why.ALREADY_YOURS
    assert walk.refused(ANDI, TakeOver(REASON)).why is Why.NOT_YOUR_STEP
    walk.do(HADI, TakeOver(REASON))
    assert (walk.here.person, walk.here.role) == (HADI.person, "fo")
    assert walk.refused(SARI, Choose("lengkap")).why is Why.NOT_HOLDER


def test_a_supervisor_takes_over_to_put_back_not_to_decide() -> None:
    walk = for_third()
    walk.do(DEWI, Take())
    walk.do(GITA, TakeOver(REASON))
    assert walk.here.role == "penyelia"
    for act in (Choose("layak"), Choose("tolak", REASON), Rest(DINKES), MarkTrouble(REASON)):
        assert walk.refused(GITA, act).why is Why.NOT_YOUR_STEP, act
    walk.do(GITA, PutBack())
    assert (walk.here.role, walk.here.person) == ("kabid", None)


def test_a_supervisor_who_performs_the_step_acts_in_that_role() -> None:
    both = clerk(20, "kabid", supervises="penyelia")
    walk = for_third()
    walk.do(DEWI, Take())
    walk.do(both, TakeOver(REASON))
    assert walk.here.role == "kabid"
    walk.do(both, Choose("layak"))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (file_at_counter, Why.NOT_TAKEN),
        (returned, Why.AT_REST),
        (resting, Why.WITH_AGENCY),
        (for_collection, Why.AT_REST),
        (ended, Why.ENDED),
    ],
)
def test_nobody_takes_over_what_nobody_holds(make: Callable[[], Walk], why: Why) -> None:
    assert make().refused(EKO, TakeOver(REASON)).why is why


# Completing, returning, sending back, rejecting


def test_completing_leads_on_at_once() -> None:
    walk = at_optional()
    closed = walk.state.intervals[-2]
    assert (closed.ended_by, closed.end, walk.here.start) == ("lengkap", minute(2), minute(2))
    assert (walk.here.step, walk.here.standing, walk.state.complete_at) == (3, Standing.WAITING, minute(2))


def test_nobody_completes_what_is_not_in_hand() -> None:
    assert file_at_counter().refused(SARI, Choose("lengkap")).why is Why.NOT_TAKEN
    refused = in_hand().refused(HADI, Choose("lengkap"))
    assert (refused.why, refused.person, refused.at) == (Why.NOT_HOLDER, SARI.person, minute(1))


def test_a_branch_that_the_sop_does_not_have_is_named() -> None:
    refused = in_hand().refused(SARI, Choose("layak"))
    assert (refused.why, refused.detail) == (Why.NO_SUCH_BRANCH, "layak")


def test_a_return_names_what_is_missing_or_says_why() -> None:
    walk = in_hand()
    assert walk.refused(SARI, Choose("tidak")).why is Why.REASON_NEEDED
    check(walk.procedure, walk.state, SARI, Choose("tidak", REASON))
    walk.do(SARI, Choose("tidak", missing=("ktp", "str")))
    assert (walk.here.step, walk.here.standing) == (1, Standing.APPLICANT)
    assert walk.state.carried(0).resume == 2


def test_what_is_with_the_applicant_waits_for_the_applicant() -> None:
    walk = returned()
    refused = walk.refused(SARI, Take())
    assert (refused.why, refused.at) == (Why.AT_REST, minute(2))
    for act in (Choose("lengkap"), PutBack(), Rest(DINKES), Resume(), Arrive(), Skip()):
        assert walk.refused(SARI, act).why in (Why.AT_REST, Why.NOT_OPTIONAL), act


def test_resubmitting_comes_back_where_the_return_said_as_a_new_visit() -> None:
    walk = returned()
    assert walk.refused(ANDI, Resubmit()).why is Why.NOT_ALLOWED
    walk.do(SARI, Resubmit())
    assert (walk.here.step, walk.here.visit, walk.here.standing) == (2, 2, Standing.WAITING)
    assert walk.state.carried(0).resume is None
    assert walk.refused(SARI, Resubmit()).why is Why.NOT_RESTING


def test_a_performer_of_the_step_where_it_comes_back_may_receive_it() -> None:
    walk = checked_by_andi()
    walk.do(ANDI, Choose("perbaiki", REASON))
    assert walk.refused(CITRA, Resubmit()).why is Why.NOT_ALLOWED
    walk.do(ANDI, Resubmit())
    assert (walk.here.step, walk.here.sign_off, walk.events[-1].role) == (4, 0, "bo")


def test_the_applicants_own_step_leads_on_by_itself() -> None:
    walk = registered(seven()["purwakarta-skp"], start=2)
    walk.do(SARI, Take())
    walk.do(SARI, Choose("setujui"))
    assert (walk.here.step, walk.here.standing, walk.state.carried(0).resume) == (3, Standing.APPLICANT, None)
    walk.do(SARI, Resubmit())
    assert (walk.here.step, walk.here.visit) == (4, 1)


def test_whoever_performs_the_next_step_may_receive_what_the_applicant_brings() -> None:
    walk = registered(seven()["purwakarta-skp"], start=2)
    walk.do(SARI, Take())
    walk.do(SARI, Choose("setujui"))
    walk.do(clerk(21, "fo"), Resubmit())
    assert walk.here.step == 4


def test_sending_back_needs_a_reason_and_opens_a_new_visit() -> None:
    walk = checked_by_andi()
    assert walk.refused(ANDI, Choose("periksa-ulang")).why is Why.REASON_NEEDED
    walk.do(ANDI, Choose("periksa-ulang", REASON))
    assert (walk.here.step, walk.here.visit, walk.here.standing) == (2, 2, Standing.WAITING)


def test_rejecting_needs_a_reason_and_ends_the_file() -> None:
    walk = for_third()
    walk.do(DEWI, Take())
    assert walk.refused(DEWI, Choose("tolak")).why is Why.REASON_NEEDED
    walk.do(DEWI, Choose("tolak", REASON))
    assert (walk.state.outcome, walk.state.at(0)) == ("ditolak", None)
    assert walk.state.ended_at == walk.state.decided_at == walk.now


def test_a_branch_for_one_role_is_refused_to_the_others() -> None:
    walk = for_third(CITRA)
    head = clerk(22, "kasi")
    walk.do(head, Take())
    refused = walk.refused(head, Choose("tolak", REASON))
    assert (refused.why, refused.detail) == (Why.NOT_YOUR_STEP, "Tolak")
    walk.do(head, Choose("layak"))


def test_after_the_end_everything_is_refused_with_the_outcome() -> None:
    walk = ended()
    for act in (Take(), Choose("selesai"), PutBack(), Resubmit(), Arrive(), Withdraw(REASON), Void()):
        refused = walk.refused(SARI, act)
        assert (refused.why, refused.at, refused.detail) == (Why.ENDED, walk.state.ended_at, "terbit"), act
    assert check(walk.procedure, walk.state, SARI, Note("dicetak")) is None


def test_approving_decides_and_gives_the_outcome() -> None:
    """Karimun's Kepala Dinas: the decision falls at the signature, the file goes on to the printing."""
    walk = registered(seven()["karimun-sicantik"], by=clerk(1, "fo2", counter="fo2"))
    for role, branch in (
        ("fo2", "lengkap"),
        ("bo", "benar"),
        ("kasi", "validasi"),
        ("kabid", "setuju"),
        ("kadis", "tetapkan"),
    ):
        person = clerk(30, role)
        walk.do(person, Take())
        walk.do(person, Choose(branch))
    assert (walk.state.outcome, walk.state.decided_at, walk.here.step) == ("terbit", walk.now, 10)


# Several sign-offs in one step


def test_each_sign_off_waits_for_its_own_role() -> None:
    walk = checked_by_andi()
    walk.do(ANDI, Choose("layak"))
    assert (walk.here.step, walk.here.visit, walk.here.sign_off, walk.here.role) == (4, 1, 1, "kasi")
    assert walk.here.standing is Standing.WAITING
    assert walk.refused(BUDI, Take()).why is Why.NOT_YOUR_STEP
    walk.do(CITRA, Take())
    walk.do(CITRA, Choose("layak"))
    assert (walk.here.sign_off, walk.here.role, walk.state.carried(0).signers) == (2, "kabid", (2, 4))


def test_the_same_person_may_sign_only_while_others_can_still_make_up_the_number() -> None:
    walk = for_sign_offs()
    for _ in range(2):
        walk.do(EKO, Take())
        walk.do(EKO, Choose("layak"))
    assert walk.refused(EKO, Take()).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Take())
    assert walk.refused(EKO, TakeOver(REASON)).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Rest(DINKES))
    assert walk.refused(EKO, Resume()).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Resume())
    walk.do(DEWI, Choose("layak"))
    assert walk.here.step == 5


def test_who_signed_before_may_still_take_a_later_sign_off_when_others_signed_too() -> None:
    walk = for_third(EKO)
    walk.do(EKO, Take())
    walk.do(EKO, Choose("layak"))
    assert (walk.here.step, walk.state.carried(0).signers) == (5, ())


@pytest.mark.parametrize(("branch", "step"), [("perbaiki", 1), ("periksa-ulang", 2)])
def test_a_sign_off_that_sends_the_file_away_makes_all_sign_again(branch: str, step: int) -> None:
    walk = checked_by_andi()
    walk.do(ANDI, Choose("layak"))
    walk.do(CITRA, Take())
    walk.do(CITRA, Choose(branch, REASON))
    assert (walk.here.step, walk.state.carried(0).signers) == (step, ())
    if branch == "perbaiki":
        walk.do(SARI, Resubmit())
        assert (walk.here.step, walk.here.visit, walk.here.sign_off, walk.here.role) == (4, 2, 0, "bo")
        walk.do(EKO, Take())


def test_what_a_step_records_holds_only_when_the_last_has_signed() -> None:
    walk = checked_by_andi()
    walk.do(ANDI, Choose("khusus"))
    assert walk.state.facts == {}
    walk.do(CITRA, Take())
    walk.do(CITRA, Choose("perbaiki", REASON))
    assert walk.state.facts == {}
    assert to_pay().state.facts == {"hasil": "layak"}


# Branches by what is known of the file


def test_the_recommendation_opens_one_branch_and_closes_the_other() -> None:
    walk = to_pay()
    walk.do(FAJAR, Take())
    refused = walk.refused(FAJAR, Choose("bebas"))
    assert (refused.why, refused.detail) == (Why.BRANCH_NOT_OPEN, "Bebas retribusi")
    assert [b.id for b in open_branches(walk.procedure, walk.state)] == ["lunas"]


@pytest.mark.parametrize(
    ("risk", "step"), [("rendah", 5), ("menengah-rendah", 5), ("menengah-tinggi", 6), ("tinggi", 6)]
)
def test_the_risk_decides_who_issues(risk: str, step: int) -> None:
    walk = registered(seven()["pariaman-oss"])
    for branch in ("lanjut", "akun-jadi", risk):
        walk.do(SARI, Take())
        walk.do(SARI, Choose(branch))
    assert (walk.here.step, walk.state.facts) == (step, {"risiko": risk.replace("-", "_")})


def test_the_follow_up_brings_its_parents_risk() -> None:
    walk = registered(seven()["pariaman-sigap"], facts={"risiko": "rendah"})
    walk.do(SARI, Take())
    walk.do(SARI, Choose("terinput"))
    walk.do(SARI, Take())
    assert walk.refused(SARI, Choose("back-office")).why is Why.BRANCH_NOT_OPEN
    walk.do(SARI, Choose("arsip"))
    assert (walk.state.outcome, walk.state.ended_at) == ("selesai", walk.now)


# Optional steps


def test_an_optional_step_is_skipped_from_the_pile_or_from_the_hand() -> None:
    assert [i.step for i in for_sign_offs().state.intervals if i.ended_by == ending(Skip)] == [3]
    walk = at_optional()
    walk.do(SARI, Take())
    walk.do(SARI, Skip())
    assert walk.here.step == 4


def test_only_a_performer_skips_and_only_what_is_optional() -> None:
    assert at_optional().refused(ANDI, Skip()).why is Why.NOT_YOUR_STEP
    assert in_hand().refused(SARI, Skip()).why is Why.NOT_OPTIONAL


def test_who_would_skip_what_another_holds_reads_who_has_it() -> None:
    walk = at_optional()
    walk.do(SARI, Take())
    refused = walk.refused(HADI, Skip())
    assert (refused.why, refused.person, refused.at) == (Why.TAKEN, SARI.person, minute(3))


def test_trouble_is_solved_before_a_step_is_skipped() -> None:
    walk = at_optional()
    walk.do(SARI, Take())
    walk.do(SARI, MarkTrouble(REASON))
    assert walk.refused(SARI, Skip()).why is Why.IN_TROUBLE
    walk.do(SARI, PutBack())
    assert walk.refused(SARI, Skip()).why is Why.IN_TROUBLE


@pytest.mark.parametrize("procedure", catalogue().values(), ids=lambda procedure: procedure.id)
def test_for_a_survey_nobody_learns_a_nik_whether_or_not_the_sop_has_one(procedure: Procedure) -> None:
    state = replay(procedure, [Event(1, 1, 1, Register(procedure.starts[0]), 1, "x")])
    with pytest.raises(Refused):
        check_nik(procedure, state, clerk(9, "survei", counter="survei"))
    here = procedure.step(procedure.starts[0])
    for role in {role for step in procedure.steps for role in step.roles} - {"survei"}:
        also = clerk(9, "survei", role, counter="survei")
        if role in here.roles:
            assert check_nik(procedure, state, also) == role
        else:
            with pytest.raises(Refused):
                check_nik(procedure, state, also)
        serves = clerk(9, role, counter=role)
        assert role in {r for s in procedure.steps if s.kind is Kind.SURVEY for r in s.roles} or (
            check_nik(procedure, state, serves) == role
        )


def test_a_supervisor_gives_what_waits_or_is_in_hand_to_whoever_may_do_it() -> None:
    walk = in_hand()
    role = walk.state.opens[0].role or ""
    assert walk.refused(GITA, Assign(SARI.person, role, REASON)).why is Why.TAKEN
    assert walk.refused(SARI, Assign(HADI.person, role, REASON)).why is Why.NOT_ALLOWED
    assert walk.refused(GITA, Assign(HADI.person, "kadis", REASON)).why is Why.NOT_YOUR_STEP
    walk.do(GITA, Assign(HADI.person, role, REASON))
    (here,) = walk.state.opens
    assert (here.standing, here.person, here.role) == (Standing.WORKING, HADI.person, role)
