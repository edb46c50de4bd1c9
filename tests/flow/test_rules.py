"""What may be done to a file, by whom, and the reason where it may not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    Choose,
    Event,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Register,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Why,
    Withdraw,
    from_data,
    kind_of,
    to_data,
)
from loket.flow.rules import check, offers, open_branches
from loket.flow.state import PARENT_FACT, FileState, Standing, places
from tests.flow.office import (
    ANDI,
    BUDI,
    CITRA,
    DEWI,
    EKO,
    FAJAR,
    FRIDAY,
    GITA,
    HADI,
    INTAN,
    SARI,
    Walk,
    clerk,
    contoh,
    registered,
    seven,
)
from tests.sla.office import MINUTE

REASON = 7


def minute(n: int) -> int:
    return FRIDAY + n * MINUTE


def file_at_counter() -> Walk:
    """Registered 09.00, on the pile of the front office."""
    return registered(contoh())


def in_hand() -> Walk:
    """Taken by Sari at 09.01."""
    walk = file_at_counter()
    walk.do(SARI, Take())
    return walk


def returned() -> Walk:
    """With the applicant since 09.02, two requirements missing."""
    walk = in_hand()
    walk.do(SARI, Choose("tidak", REASON, ("ktp", "str")))
    return walk


def at_optional() -> Walk:
    walk = in_hand()
    walk.do(SARI, Choose("lengkap"))
    return walk


def for_sign_offs() -> Walk:
    """Before the first of three sign-offs since 09.03."""
    walk = at_optional()
    walk.do(SARI, Skip())
    return walk


def checked_by_andi() -> Walk:
    """Andi has it in hand at the first sign-off since 09.04."""
    walk = for_sign_offs()
    walk.do(ANDI, Take())
    return walk


def for_third(second: Actor = CITRA) -> Walk:
    """Two have signed; the third sign-off lies on the pile."""
    walk = checked_by_andi()
    walk.do(ANDI, Choose("layak"))
    walk.do(second, Take())
    walk.do(second, Choose("layak"))
    return walk


def to_pay() -> Walk:
    walk = for_third()
    walk.do(DEWI, Take())
    walk.do(DEWI, Choose("layak"))
    return walk


def for_collection() -> Walk:
    """Paid, issued by the program itself, waiting for the applicant to come."""
    walk = to_pay()
    walk.do(FAJAR, Take())
    walk.do(FAJAR, Choose("lunas"))
    return walk


def resting() -> Walk:
    """Andi lets it wait for Dinkes since 09.05."""
    walk = checked_by_andi()
    walk.do(ANDI, Rest("Dinkes"))
    return walk


def in_trouble() -> Walk:
    walk = checked_by_andi()
    walk.do(ANDI, MarkTrouble(REASON))
    return walk


def ended() -> Walk:
    walk = for_collection()
    walk.do(SARI, Arrive())
    walk.do(SARI, Take())
    walk.do(SARI, Choose("diserahkan"))
    walk.do(INTAN, Take())
    walk.do(INTAN, Choose("selesai"))
    return walk


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
    for act in (Choose("layak"), Choose("tolak", REASON), Rest("Dinkes"), MarkTrouble(REASON)):
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
        (returned, Why.WITH_APPLICANT),
        (resting, Why.WITH_AGENCY),
        (for_collection, Why.AWAITS_COLLECTION),
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
    assert (walk.state.missing, walk.state.resume) == (("ktp", "str"), 2)


def test_what_is_with_the_applicant_waits_for_the_applicant() -> None:
    walk = returned()
    refused = walk.refused(SARI, Take())
    assert (refused.why, refused.at) == (Why.WITH_APPLICANT, minute(2))
    for act in (Choose("lengkap"), PutBack(), Rest("Dinkes"), Resume(), Arrive(), Skip()):
        assert walk.refused(SARI, act).why in (Why.WITH_APPLICANT, Why.NOT_OPTIONAL), act


def test_resubmitting_comes_back_where_the_return_said_as_a_new_visit() -> None:
    walk = returned()
    assert walk.refused(ANDI, Resubmit()).why is Why.NOT_ALLOWED
    walk.do(SARI, Resubmit())
    assert (walk.here.step, walk.here.visit, walk.here.standing) == (2, 2, Standing.WAITING)
    assert (walk.state.resume, walk.state.missing) == (None, ("ktp", "str"))
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
    assert (walk.here.step, walk.here.standing, walk.state.resume) == (3, Standing.APPLICANT, None)
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
    assert (walk.state.outcome, walk.state.open) == ("ditolak", None)
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
    assert (walk.here.sign_off, walk.here.role, walk.state.signers) == (2, "kabid", (2, 4))


def test_the_same_person_may_sign_only_while_others_can_still_make_up_the_number() -> None:
    walk = for_sign_offs()
    for _ in range(2):
        walk.do(EKO, Take())
        walk.do(EKO, Choose("layak"))
    assert walk.refused(EKO, Take()).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Take())
    assert walk.refused(EKO, TakeOver(REASON)).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Rest("Dinkes"))
    assert walk.refused(EKO, Resume()).why is Why.ANOTHER_PERSON
    walk.do(DEWI, Resume())
    walk.do(DEWI, Choose("layak"))
    assert walk.here.step == 5


def test_who_signed_before_may_still_take_a_later_sign_off_when_others_signed_too() -> None:
    walk = for_third(EKO)
    walk.do(EKO, Take())
    walk.do(EKO, Choose("layak"))
    assert (walk.here.step, walk.state.signers) == (5, ())


@pytest.mark.parametrize(("branch", "step"), [("perbaiki", 1), ("periksa-ulang", 2)])
def test_a_sign_off_that_sends_the_file_away_makes_all_sign_again(branch: str, step: int) -> None:
    walk = checked_by_andi()
    walk.do(ANDI, Choose("layak"))
    walk.do(CITRA, Take())
    walk.do(CITRA, Choose(branch, REASON))
    assert (walk.here.step, walk.state.signers) == (step, ())
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
    assert [i.step for i in for_sign_offs().state.intervals if i.ended_by == "skipped"] == [3]
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


# Waiting for another agency


def test_while_it_waits_for_another_agency_nobody_works_on_it() -> None:
    walk = resting()
    assert (walk.here.standing, walk.here.party.value, walk.here.waits_for) == (
        Standing.AGENCY,
        "instansi",
        "Dinkes",
    )
    assert (walk.here.person, walk.here.sign_off) == (None, 0)
    for act in (Take(), Choose("layak"), PutBack(), Rest("BPOM"), Resubmit(), Arrive()):
        refused = walk.refused(ANDI, act)
        assert (refused.why, refused.detail, refused.at) == (Why.WITH_AGENCY, "Dinkes", minute(5)), act


def test_anybody_of_the_step_goes_on_when_it_has_come() -> None:
    walk = resting()
    assert walk.refused(CITRA, Resume()).why is Why.NOT_YOUR_STEP
    walk.do(BUDI, Resume())
    assert (walk.here.standing, walk.here.person, walk.here.role) == (Standing.WORKING, BUDI.person, "bo")
    assert (walk.here.party.value, walk.here.waits_for, walk.here.visit) == ("kantor", "", 1)
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
    walk.do(opd, Rest("BPN"))
    assert (walk.here.party.value, walk.here.standing) == ("instansi", Standing.AGENCY)
    walk.do(opd, Resume())
    assert (walk.here.party.value, walk.here.standing) == ("instansi", Standing.WORKING)


def test_a_rest_names_whom_the_file_waits_for() -> None:
    assert checked_by_andi().refused(ANDI, Rest("")).why is Why.REASON_NEEDED


def test_no_agency_is_called_as_the_program_calls_a_parent_file() -> None:
    assert checked_by_andi().refused(ANDI, Rest(PARENT_FACT)).why is Why.NOT_ALLOWED


# Trouble


def test_a_troubled_file_is_solved_or_put_back_and_nothing_else() -> None:
    walk = in_trouble()
    assert (walk.here.trouble, walk.here.standing, walk.here.person) == (True, Standing.WORKING, ANDI.person)
    for act in (Choose("layak"), Rest("Dinkes"), MarkTrouble(REASON)):
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
    assert (refused.why, refused.at) == (Why.AWAITS_COLLECTION, walk.now)
    assert walk.refused(ANDI, Arrive()).why is Why.NOT_ALLOWED
    walk.do(SARI, Arrive())
    assert (walk.here.standing, walk.here.party.value, walk.here.role) == (Standing.WAITING, "kantor", "fo")
    assert walk.refused(SARI, Arrive()).why is Why.NOT_RESTING
    walk.do(SARI, Take())


def test_what_the_program_does_itself_leaves_no_interval_but_counts() -> None:
    walk = for_collection()
    assert 6 not in {i.step for i in walk.state.intervals}
    assert (walk.state.outcome, walk.state.decided_at) == ("terbit", walk.now)


# Withdrawing and voiding


@pytest.mark.parametrize("make", [file_at_counter, in_hand, returned, resting, in_trouble])
def test_the_applicant_may_withdraw_while_nothing_is_decided(make: Callable[[], Walk]) -> None:
    walk = make()
    assert walk.refused(ANDI, Withdraw(REASON)).why is Why.NOT_ALLOWED
    walk.do(HADI, Withdraw(REASON))
    assert (walk.state.outcome, walk.state.ended_at, walk.state.open) == ("dicabut", walk.now, None)
    assert walk.state.intervals[-1].ended_by == "withdrawn"


def test_what_is_decided_is_not_withdrawn() -> None:
    refused = for_collection().refused(SARI, Withdraw(REASON))
    assert (refused.why, refused.detail) == (Why.DECIDED, "terbit")


def test_a_registration_by_mistake_is_voided_by_who_made_it() -> None:
    walk = file_at_counter()
    refused = walk.refused(HADI, Void())
    assert (refused.why, refused.person, refused.at) == (Why.UNDO_TOO_LATE, SARI.person, minute(0))
    walk.do(SARI, Void())
    assert (walk.state.outcome, walk.state.open) == ("dibatalkan", None)


def test_registering_takes_the_file_in_hand_and_that_does_not_stand_in_the_way() -> None:
    walk = in_hand()
    walk.do(SARI, PutBack())
    walk.do(SARI, Take())
    walk.do(SARI, Void())
    assert walk.state.outcome == "dibatalkan"


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
    assert (walk.state.missing, walk.state.resume, walk.state.seq) == ((), None, 4)
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
    assert {seq: (i.step, i.standing) for seq, i in places(walk.procedure, walk.events).items()} == {
        2: (2, Standing.WAITING),
        5: (2, Standing.WORKING),
    }


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
    assert (walk.here.step, walk.here.standing, walk.here.waits_for) == (7, Standing.AGENCY, PARENT_FACT)
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
        walk.do(SARI, Rest("Dinkes"))
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


# Late recording


def test_an_act_recorded_late_counts_from_when_it_happened() -> None:
    """Whether it may be recorded late is the desk's to judge; the file's times follow the happening."""
    walk = file_at_counter()
    walk.do(SARI, Take(), recorded=minute(45))
    assert (walk.here.start, walk.state.last_at) == (minute(1), minute(1))
    assert walk.events[-1].recorded == minute(45)


# The journal's form, and what a screen offers


ALL_ACTS: tuple[Act, ...] = (
    Register(2, {"risiko": "tinggi"}, parent=4),
    Take(),
    PutBack(),
    TakeOver(3),
    Choose("lengkap", 3, ("ktp", "str")),
    Resubmit(),
    Rest("Dinkes", 3),
    Resume(),
    MarkTrouble(3),
    SolveTrouble(),
    Arrive(),
    Skip(),
    Withdraw(3),
    Void(3),
    Undo(2),
    ParentEnded("terbit"),
    Note("dicetak", {"surat": "tanda terima", "lembar": 2}),
)


@pytest.mark.parametrize("act", ALL_ACTS, ids=kind_of)
def test_every_act_comes_back_from_the_journal_as_it_was(act: Act) -> None:
    kept = json.loads(json.dumps(to_data(act)))
    assert from_data(kind_of(act), kept) == act


def test_a_word_the_journal_does_not_know_is_not_guessed_at() -> None:
    with pytest.raises(KeyError):
        from_data("teleported", {})


@pytest.mark.parametrize(
    "make",
    [file_at_counter, in_hand, returned, at_optional, for_third, resting, in_trouble, for_collection, ended],
)
@pytest.mark.parametrize("actor", [SARI, HADI, ANDI, EKO, GITA], ids=lambda a: str(a.person))
def test_a_screen_is_offered_what_may_be_done_and_told_why_not(
    make: Callable[[], Walk], actor: Actor
) -> None:
    walk = make()
    for offer in offers(walk.procedure, walk.state, actor):
        if offer.refusal is None:
            check(walk.procedure, walk.state, actor, offer.act)
        else:
            assert walk.refused(actor, offer.act).why is offer.refusal.why


def test_the_holder_is_offered_the_sops_branches_in_its_order() -> None:
    walk = in_hand()
    mine = offers(walk.procedure, walk.state, SARI)
    assert [o.branch.id for o in mine if o.branch and o.refusal is None] == ["lengkap", "tidak"]
    others = offers(walk.procedure, walk.state, HADI)
    assert {o.refusal.why for o in others if o.branch and o.refusal} == {Why.NOT_HOLDER}


def test_a_file_nobody_registered_offers_nothing() -> None:
    assert all(o.refusal is not None for o in offers(contoh(), FileState(), SARI))
    assert Walk(contoh()).refused(SARI, Undo(1)).why is Why.NOTHING_TO_UNDO


def test_an_event_says_who_in_which_role_and_where() -> None:
    event: Event = checked_by_andi().events[-1]
    assert (event.person, event.role, event.station) == (ANDI.person, "bo", "2")
