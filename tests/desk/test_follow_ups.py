"""The SIGAP file that follows an OSS or siCantik file: when it opens, what it inherits, what it waits for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loket.desk.case import lists
from loket.desk.case.perform import perform
from loket.desk.integrity import examine
from loket.flow.acts import Choose, MarkTrouble, Refused, SolveTrouble, Why, Withdraw
from loket.flow.fold import parent_result
from loket.flow.limits import LimitKind
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.resources import resource
from loket.sla import State
from loket.store import applicants
from loket.store.files import FileRow
from tests import registering
from tests.desk.editions import force
from tests.desk.kantor import Kantor, due_of, with_standard
from tests.desk.undo import undo_event

Offices = Callable[..., Kantor]
TO_SEVEN = (
    ("fo", "terinput"),
    ("fo", "back-office"),
    ("bo", "terunggah"),
    ("kasi", "tanpa-rekomendasi"),
)


@pytest.fixture
def office(kantor: Offices) -> Kantor:
    return kantor("pariaman")


def children(office: Kantor, file: int) -> tuple[FileRow, ...]:
    return tuple(row for row in office.view(file).related if row.parent_id == file)


def oss(office: Kantor, risk: str) -> int:
    """An OSS file whose risk has just been entered."""
    file = office.register().file
    for done in ("lanjut", "akun-jadi", risk):
        office.do(file, "fo", done)
    return file


def follow_up(office: Kantor, risk: str = "tinggi") -> tuple[int, int]:
    """Parent and follow-up, the latter waiting at step 7."""
    parent = oss(office, risk)
    (child,) = children(office, parent)
    for key, done in TO_SEVEN:
        office.do(child.id, key, done)
    return parent, child.id


def issue(office: Kantor, parent: int) -> None:
    for key, done in (("bo", "ajukan"), ("opd", "layak"), ("bo", "terbit")):
        office.do(parent, key, done)


def undo(office: Kantor, file: int, key: str) -> None:
    last = office.state(file).last
    assert last is not None
    undo_event(office.desk, office.who(key), file, last.seq)


@pytest.mark.of_both
@pytest.mark.parametrize("risk", ["menengah-tinggi", "tinggi"])
def test_higher_risk_opens_it_when_the_file_enters_the_assessment(office: Kantor, risk: str) -> None:
    parent = oss(office, risk)
    (child,) = children(office, parent)
    parent_row = office.view(parent).row
    assert office.here(parent).step == 6
    assert (child.procedure_id, child.service, child.facts) == (
        "pariaman-sigap",
        "sigap",
        {"risiko": risk.replace("-", "_")},
    )
    assert (child.applicant_id, child.kind) == (parent_row.applicant_id, parent_row.kind)
    assert (parent_row.number, child.number) == ("2026-00001", "2026-00002")
    assert child.opened_at == office.at
    assert child.id in {r.work.file_id for r in lists.pile(office.desk, office.who("fo")).waiting}
    assert office.history(child.id) == ["Berkas lanjutan dibuka (Petugas fo)"]


def test_sicantik_opens_it_without_a_risk(office: Kantor) -> None:
    file = office.register(service="sip").file
    for done in ("lanjut", "akun-jadi"):
        office.do(file, "fo", done)
        assert children(office, file) == ()
    office.do(file, "fo", "terisi")
    (child,) = children(office, file)
    assert (office.here(file).step, child.facts) == (5, {"risiko": "tanpa"})


@pytest.mark.parametrize("risk", ["rendah", "menengah-rendah"])
def test_low_risk_is_recorded_after_the_issue_in_two_rows(office: Kantor, risk: str) -> None:
    parent = oss(office, risk)
    assert children(office, parent) == ()
    office.do(parent, "fo", "terbit")
    (child,) = children(office, parent)
    assert child.facts == {"risiko": risk.replace("-", "_"), "induk": "terbit"}
    office.do(child.id, "fo", "terinput")
    office.take(child.id, "fo")
    with pytest.raises(Refused) as refused:
        office.choose(child.id, "fo", "back-office")
    assert refused.value.why is Why.BRANCH_NOT_OPEN
    assert office.says(refused.value) == "Tidak berlaku untuk berkas ini: Teruskan ke Back Office."
    office.do(child.id, "fo", "arsip")
    assert office.view(child.id).row.outcome == "selesai"
    assert {i.step for i in office.intervals(child.id)} == {2, 3}
    assert office.view(parent).row.ended_at is None


def test_whatever_else_the_parent_ended_with_is_no_permit() -> None:
    """The same word at the opening as when it is told later: the branches of step 7 know only these two."""
    ends = ("terbit", "ditolak", "selesai", "dicabut", "dibatalkan")
    assert [parent_result(end) for end in ends] == ["terbit", *["ditolak"] * 4]


def test_a_parent_that_ends_without_a_result_opens_one_that_is_not_stuck(office: Kantor) -> None:
    """An office's own SOP may open it with the very branch that ends the file as `selesai`."""
    text = resource("data", "sop", "pariaman-oss.toml").read_text("utf-8")
    onward, ends = (
        'ke = 6\nmencatat = { risiko = "tinggi" }',
        'selesai = true\nmencatat = { risiko = "tinggi" }',
    )
    assert text.count(onward) == 1
    force(office.desk, ("sop", "pariaman-oss"), (onward, ends))
    parent, child = follow_up(office)
    assert office.view(parent).row.outcome == "selesai"
    assert office.state(child).facts == {"risiko": "tinggi", "induk": "ditolak"}
    assert office.here(child).standing is Standing.WAITING
    office.take(child, "bo")
    with pytest.raises(Refused) as refused:
        office.choose(child, "bo", "izin-terunggah")
    assert refused.value.why is Why.BRANCH_NOT_OPEN
    office.do(child, "bo", "tidak-terbit")
    assert office.view(child).row.outcome == "ditolak"


def test_a_return_to_the_applicant_opens_none(office: Kantor) -> None:
    file = office.register().file
    office.do(file, "fo", "lanjut")
    office.do(file, "fo", "data-ditolak")
    assert children(office, file) == ()


def test_it_waits_at_seven_for_the_issue_and_its_time_rests(office: Kantor) -> None:
    parent, child = follow_up(office)
    here = office.here(child)
    assert (here.step, here.standing, here.party) == (7, Standing.AGENCY, "instansi")
    used = office.limits(child)[LimitKind.WHOLE].used
    assert used == 4 * MINUTE
    with pytest.raises(Refused) as refused:
        office.take(child, "bo")
    assert office.says(refused.value) == "Menunggu izin dari berkas induk; lalu lanjut sendiri."
    office.go_to("2026-11-25 10:00")
    assert office.limits(child)[LimitKind.WHOLE].used == used
    issue(office, parent)
    assert office.view(parent).row.ended_at is None  # told at the issue, not at the archive
    assert (office.here(child).standing, office.here(child).party) == (Standing.WAITING, "kantor")
    assert office.state(child).facts == {"risiko": "tinggi", "induk": "terbit"}
    assert office.history(child)[-1] == "Berkas induk: terbit"
    office.take(child, "bo")
    assert office.limits(child)[LimitKind.STEP].remaining == 10 * MINUTE


def test_an_issue_before_the_seventh_step_lets_it_pass(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    issue(office, parent)
    for key, done in TO_SEVEN:
        office.do(child.id, key, done)
    assert office.here(child.id).standing is Standing.WAITING
    office.do(child.id, "bo", "izin-terunggah")


def test_a_first_sign_off_is_no_issue_yet(office: Kantor) -> None:
    parent = office.register(service="sip").file
    for key, done in (
        ("fo", "lanjut"),
        ("fo", "akun-jadi"),
        ("fo", "terisi"),
        ("bo", "terverifikasi"),
        ("kasi", "terverifikasi"),
        ("kabid", "verifikasi"),
        ("opd", "layak"),
    ):
        office.do(parent, key, done)
    (child,) = children(office, parent)
    office.do(parent, "kadis", "terbit")
    assert "induk" not in office.state(child.id).facts
    office.do(parent, "fo", "terbit")
    assert office.state(child.id).facts["induk"] == "terbit"


@pytest.mark.parametrize("end", ["ditolak", "dicabut"])
def test_where_the_parent_is_not_issued_it_ends_with_it(office: Kantor, end: str) -> None:
    parent, child = follow_up(office)
    office.do(parent, "bo", "ajukan")
    if end == "ditolak":
        office.do(parent, "opd", "tidak-layak")
    else:
        perform(office.desk, office.who("fo"), office.ref(parent), Withdraw(0), remark="Tutup usaha")
    assert office.history(child)[-1] == f"Berkas induk: {end}"
    office.take(child, "bo")
    with pytest.raises(Refused) as refused:
        office.choose(child, "bo", "izin-terunggah")
    assert refused.value.why is Why.BRANCH_NOT_OPEN
    office.do(child, "bo", "tidak-terbit")
    assert office.view(child).row.outcome == "ditolak"


def test_undoing_the_opening_voids_the_untouched_one(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (first,) = children(office, parent)
    undo(office, parent, "fo")
    assert office.here(parent).step == 4
    assert office.view(first.id).row.outcome == "dibatalkan"
    office.do(parent, "fo", "menengah-tinggi")
    _, second = children(office, parent)
    assert (second.number, second.facts["risiko"]) == ("2026-00003", "menengah_tinggi")
    undo(office, parent, "fo")
    assert [row.outcome for row in children(office, parent)] == ["dibatalkan", "dibatalkan"]


def test_what_was_put_right_on_it_hinders_no_undoing_and_goes_back_with_it(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    fo, before = office.who("fo"), office.view(parent).applicant
    registering.correct(office.desk, fo, office.ref(child.id), {"phone": "081200009999"}, "nomor lama")
    undo(office, parent, "fo")
    assert office.view(child.id).row.outcome == "dibatalkan"
    with office.desk.store.read() as conn:
        assert applicants.by_id(conn, before.id).phone == before.phone
    assert examine(office.desk).whole


def test_a_follow_up_that_was_taken_back_does_not_come_again_beside_a_new_one(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    undo(office, parent, "fo")
    with pytest.raises(Refused) as refused:
        undo(office, child.id, "fo")
    assert refused.value.why is Why.NOTHING_TO_UNDO
    assert office.state(child.id).outcome == "dibatalkan"


def test_undoing_an_opening_in_the_same_moment_as_another_voids_the_right_one(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    undo(office, parent, "fo")
    office.choose(parent, "fo", "tinggi")
    undo(office, parent, "fo")
    assert [row.outcome for row in children(office, parent)] == ["dibatalkan", "dibatalkan"]
    office.choose(parent, "fo", "rendah")
    assert len(children(office, parent)) == 2


def test_the_next_act_of_the_same_moment_leaves_it_alone(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    office.take(parent, "bo")
    office.choose(parent, "bo", "ajukan")
    undo(office, parent, "bo")
    assert office.view(child.id).row.outcome is None


def test_the_opening_stays_once_somebody_works_on_it(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    office.take(child.id, "fo")
    before = office.ref(parent)
    with pytest.raises(Refused) as refused:
        undo(office, parent, "fo")
    assert refused.value.why is Why.UNDO_TOO_LATE
    assert office.ref(parent) == before
    assert office.here(child.id).standing is Standing.WORKING


def test_an_issue_taken_back_is_taken_back_there_too(office: Kantor) -> None:
    parent, child = follow_up(office)
    waiting = office.intervals(child)
    issue(office, parent)
    undo(office, parent, "bo")
    assert office.intervals(child) == waiting
    assert "induk" not in office.state(child).facts
    office.do(parent, "bo", "terbit")
    assert office.state(child).facts["induk"] == "terbit"


def test_a_withdrawal_taken_back_is_taken_back_there_too(office: Kantor) -> None:
    parent, child = follow_up(office)
    perform(office.desk, office.who("fo"), office.ref(parent), Withdraw(0), remark="Salah orang")
    undo(office, parent, "fo")
    assert "induk" not in office.state(child).facts
    issue(office, parent)
    office.do(child, "bo", "izin-terunggah")


def test_an_issue_is_taken_back_though_the_follow_up_had_ended_before(office: Kantor) -> None:
    parent, child = follow_up(office)
    perform(office.desk, office.who("fo"), office.ref(child), Withdraw(0), remark="tidak perlu lagi")
    issue(office, parent)
    told = office.events(child)
    undo(office, parent, "bo")
    assert office.view(parent).row.outcome is None
    assert office.events(child) == told


def test_taking_back_what_came_after_the_issue_leaves_it_known_there(office: Kantor) -> None:
    parent, child = follow_up(office)
    issue(office, parent)
    office.take(parent, "arsip")
    undo(office, parent, "arsip")
    assert office.state(child).facts["induk"] == "terbit"


def test_an_issue_stays_once_the_follow_up_has_gone_on(office: Kantor) -> None:
    parent, child = follow_up(office)
    issue(office, parent)
    office.take(child, "bo")
    with pytest.raises(Refused) as refused:
        undo(office, parent, "bo")
    assert refused.value.why is Why.UNDO_TOO_LATE
    assert office.view(parent).row.outcome == "terbit"
    assert isinstance(office.events(parent)[-1].act, Choose)


def test_by_a_clock_set_back_its_times_do_not_go_back_either(office: Kantor) -> None:
    parent, child = follow_up(office)
    office.do(parent, "bo", "ajukan")
    office.do(parent, "opd", "layak")
    office.wait(-600)
    office.do(parent, "bo", "terbit")
    waits, arrived = office.intervals(child)[-2:]
    assert waits.end == arrived.start
    assert arrived.start >= max(e.at for e in office.events(child)[:-1])


def test_on_a_list_too_its_time_is_its_parents_standar_pelayanan(office: Kantor) -> None:
    with_standard(office, "nib-ss", "7 hari kerja")
    (child,) = children(office, oss(office, "tinggi"))
    for key, done in (*TO_SEVEN[:3], ("kasi", "perlu-rekomendasi")):
        office.do(child.id, key, done)
    (row,) = [r for r in lists.pile(office.desk, office.who("opd")).waiting if r.work.file_id == child.id]
    assert office.clock(due_of(row)) == "27 Nov 16:30"


def test_its_trouble_has_one_day_from_the_solving(office: Kantor) -> None:
    parent = oss(office, "tinggi")
    (child,) = children(office, parent)
    office.take(child.id, "fo")
    perform(office.desk, office.who("fo"), office.ref(child.id), MarkTrouble(0), remark="SIGAP mati")
    assert office.limits(child.id)[LimitKind.TROUBLE].due is None
    office.go_to("2026-11-20 10:00")
    perform(office.desk, office.who("fo"), office.ref(child.id), SolveTrouble())
    assert office.limit(child.id, LimitKind.TROUBLE)[1] == "23 Nov 16:00"  # Friday: due on Monday


def test_its_hour_is_that_of_the_rows_two_to_eight(office: Kantor) -> None:
    parent, child = follow_up(office)
    issue(office, parent)
    office.do(child, "bo", "izin-terunggah", minutes=10)
    office.do(child, "kasi", "valid", minutes=20)
    office.go_to("2026-11-18 14:00")
    office.take(child, "kabid")
    assert office.limit(child, LimitKind.WHOLE) == ("tepat_waktu", "18 Nov 14:26")  # 34 of 60 are used
    assert office.limits(child)[LimitKind.STEP].state is State.OVERDUE  # Kasi alone used twenty of ten
    office.go_to("2026-11-18 14:30")
    office.choose(child, "kabid", "valid")
    assert office.limits(child)[LimitKind.WHOLE].state is State.LATE
