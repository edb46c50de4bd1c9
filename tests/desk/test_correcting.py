"""*Perbaiki data*: what was registered is put right, by whom, for which file, and what stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.case.on_form import LACKING
from loket.desk.case.perform import perform
from loket.desk.case.record import Late
from loket.desk.errors import Changed, Invalid, StillRunning, WhoIsIt
from loket.desk.intake import correcting
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.desk.intake.doubt import Answer
from loket.desk.intake.renewing import Corrected
from loket.desk.integrity import examine
from loket.desk.last_acts import next_undo, undo
from loket.desk.papers.deficiency import deficiency_text
from loket.desk.papers.receipt import receipt_text
from loket.desk.privacy import disclosure, erasing
from loket.flow.acts import Correct, PutBack, Refused, Take, Void, Why, Withdraw
from loket.lengths import MINUTE
from loket.store import applicants
from tests import places, registering
from tests.desk.editions import pretend
from tests.desk.kantor import NIK, Kantor, at_back_office
from tests.desk.undo import f9

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1")
OTHER_NIK, RINA_NIK, BELA_NIK = "2102014508900003", "2102014508900004", "2102014508900005"
RINA = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_nik": RINA_NIK, "proxy_seen": True}
WHY = "salah ketik"


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture(autouse=True)
def stays_whole(karimun: Kantor) -> object:
    yield
    whole(karimun)


def whole(office: Kantor) -> None:
    """The data agree with the journal, and no NIK is on record twice."""
    found = examine(office.desk)
    assert found.whole, found
    niks = "SELECT count(*) - count(DISTINCT nik) FROM applicant WHERE nik <> ''"
    with office.desk.store.read() as conn:
        assert conn.exec_driver_sql(niks).one() == (0,)


def registered(office: Kantor, asked: NewApplicant = SITI, **more: object) -> int:
    told = {"service": "apotek", "kind": "baru", "applicant": asked, **more}
    new = Registration(**told)  # type: ignore[arg-type]
    return registering.register(office.desk, office.who("fo2"), new).file


def correct(office: Kantor, file: int, key: str = "fo2", reason: str = WHY, **changed: str) -> Corrected:
    return registering.correct(office.desk, office.who(key), office.ref(file), changed, reason)


def test_put_right_a_second_time_names_those_that_say_what_was_wrong_first(karimun: Kantor) -> None:
    first, second = registered(karimun), registered(karimun)
    left = (karimun.view(second).row.number,)
    assert correct(karimun, first, name="Contoh Sita").left == left
    assert correct(karimun, first, name="Contoh Situ").left == left
    assert correct(karimun, second, name="Contoh Situ").left == ()


def test_for_which_company_a_file_is_is_its_own(karimun: Kantor) -> None:
    first, same = (registered(karimun, replace(SITI, company="CV Contoh Satu")) for _ in range(2))
    registered(karimun, replace(SITI, company="CV Contoh Dua"))
    assert correct(karimun, first, company="CV Contoh Esa").left == (karimun.view(same).row.number,)


def test_other_files_under_way_that_say_otherwise_are_named(karimun: Kantor, sari: Who) -> None:
    first, wrong, ended = (registered(karimun) for _ in range(3))
    perform(karimun.desk, sari, karimun.ref(ended), Withdraw(0), remark="batal")
    moved = registered(karimun, replace(SITI, phone="081200003333"))
    for_her = registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    first_, wrong_, moved_ = (karimun.view(file).row.number for file in (first, wrong, moved))
    assert correct(karimun, wrong, phone="081200009999").left == (first_, moved_)
    assert correct(karimun, moved, address="Jalan Contoh 2").left == (first_, wrong_)
    assert correct(karimun, for_her, phone="081200004444").left == ()


def answered(office: Kantor, file: int, answer: Callable[[WhoIsIt], int | None], **changed: str) -> WhoIsIt:
    """Corrected as `answer` says when it is asked who is meant."""
    who, ref = office.who("fo2"), office.ref(file)
    with pytest.raises(WhoIsIt) as doubt:
        registering.correct(office.desk, who, ref, changed, WHY)
    asked = frozenset(person.version for person in doubt.value.known)
    said = Answer(doubt.value.whom, asked, answer(doubt.value))
    registering.correct(office.desk, who, ref, changed, WHY, (said,))
    return doubt.value


def known(office: Kantor, nik: str) -> NewApplicant:
    (found,) = find_applicant(office.desk, office.who("fo2"), nik)
    return found


# what is shown


def test_a_corrected_name_stands_on_the_papers_the_lists_and_in_the_search(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun)
    correct(karimun, file, name="Contoh Siti Aminah", phone="0812 0000 2222", company="CV Contoh")
    seen = karimun.view(file)
    assert (seen.applicant.name, seen.applicant.phone) == ("Contoh Siti Aminah", "081200002222")
    assert (seen.row.applicant, seen.row.company) == ("Contoh Siti Aminah", "CV Contoh")
    assert [row.work.applicant for row in lists.find(karimun.desk, sari, "aminah")] == ["Contoh Siti Aminah"]
    entries.set_mark(karimun.desk, sari, file, seen.checklist[0].requirement.id, LACKING)
    papers = [write(karimun.desk, sari, karimun.view(file)) for write in (receipt_text, deficiency_text)]
    assert all("Contoh Siti Aminah" in paper for paper in papers)
    assert known(karimun, NIK).name == "Contoh Siti Aminah"


def test_the_history_has_what_was_and_what_is_who_and_why(karimun: Kantor) -> None:
    file = registered(karimun)
    correct(karimun, file, name="Contoh Sita", nik=OTHER_NIK, company="CV Contoh")
    assert karimun.history(file)[-1] == (
        "Data diperbaiki: nama Contoh Siti → Contoh Sita; NIK 210201******0012 → 210201******0003;"
        " nama usaha/badan – → CV Contoh (salah ketik) · Petugas fo2"
    )
    assert entries.see_nik(karimun.desk, karimun.who("fo2"), file) == f"NIK {OTHER_NIK}"


def test_the_journal_has_only_ids_of_it(karimun: Kantor) -> None:
    file = registered(karimun, SITI, **RINA)
    correct(karimun, file, name="Contoh Sita", nik=OTHER_NIK, came_phone="081200003333")
    with karimun.desk.store.read() as conn:
        said = " ".join(data for (data,) in conn.exec_driver_sql("SELECT data FROM journal"))
    for word in ("Sita", OTHER_NIK, "0812", WHY):
        assert word not in said


def test_other_files_of_the_person_keep_what_they_show(karimun: Kantor) -> None:
    first, second = registered(karimun), registered(karimun)
    correct(karimun, second, name="Contoh Sita")
    assert [karimun.view(f).applicant.name for f in (first, second)] == ["Contoh Siti", "Contoh Sita"]
    assert karimun.view(first).applicant.id == karimun.view(second).applicant.id


def test_an_older_file_does_not_take_over_what_was_learned_since(karimun: Kantor) -> None:
    first = registered(karimun)
    registered(karimun, replace(SITI, phone="081200009999"))
    correct(karimun, first, name="Contoh Sita")
    shown, newest = karimun.view(first).applicant, known(karimun, NIK)
    assert (shown.name, shown.phone) == ("Contoh Sita", SITI.phone)
    assert (newest.name, newest.phone) == ("Contoh Sita", "081200009999")


def test_who_came_is_corrected_too(karimun: Kantor) -> None:
    file = registered(karimun, SITI, **RINA)
    correct(karimun, file, came_name="Rini Contoh", came_nik=BELA_NIK, came_phone="0812 0000 3333")
    row = karimun.view(file).row
    assert (row.came_name, row.came_phone) == ("Rini Contoh", "081200003333")
    assert known(karimun, BELA_NIK).name == "Rini Contoh"
    assert karimun.history(file)[-1] == (
        "Data diperbaiki: nama kuasa Rina Contoh → Rini Contoh; NIK kuasa 210201******0004 →"
        " 210201******0005; HP kuasa – → 081200003333 (salah ketik) · Petugas fo2"
    )


@pytest.mark.parametrize("branch", ["", "000012"])
def test_a_npwp_that_is_the_nik_stays_the_nik_of_the_same_branch(karimun: Kantor, branch: str) -> None:
    file = registered(karimun, replace(SITI, npwp=f"{NIK}{branch}"))
    correct(karimun, file, nik=OTHER_NIK)
    assert karimun.view(file).applicant.npwp == "210201******0003"
    with karimun.desk.store.read() as conn:
        found = applicants.by_nik(conn, OTHER_NIK)
    assert found is not None
    assert found.npwp == f"{OTHER_NIK}{branch}"


# who, until when


def test_the_desk_that_holds_the_file_corrects_and_loket_2_at_any_desk(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    with pytest.raises(Refused) as refused:
        correct(karimun, file, "andi", name="Contoh Sita")
    assert karimun.says(refused.value) == "Diperbaiki oleh Loket 2, atau meja yang memegang berkasnya."
    karimun.take(file, "andi")
    correct(karimun, file, "andi", name="Contoh Sita")
    correct(karimun, file, "fo2", name="Contoh Situ")
    assert karimun.view(file).applicant.name == "Contoh Situ"
    with pytest.raises(Refused):
        correct(karimun, file, "budi", name="Contoh Sita")
    assert karimun.here(file).person == karimun.ids["andi"], "the desk still has it in hand"


def test_after_the_end_it_is_a_ralat(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    perform(karimun.desk, sari, karimun.ref(file), Withdraw(0), remark="pindah")
    correct(karimun, file, name="Contoh Sita")
    assert karimun.history(file)[-1].startswith("Ralat: nama Contoh Siti → Contoh Sita (salah ketik)")
    assert karimun.view(file).state.outcome == "dicabut"


def test_a_void_file_is_not_corrected(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    perform(karimun.desk, sari, karimun.ref(file), Void(), remark="salah")
    with pytest.raises(Refused) as refused:
        correct(karimun, file, name="Contoh Sita")
    assert karimun.says(refused.value) == "Berkas sudah selesai (dibatalkan)."


def test_the_second_of_two_clerks_is_told(karimun: Kantor) -> None:
    file = registered(karimun)
    seen = karimun.ref(file)
    correct(karimun, file, name="Contoh Sita")
    with pytest.raises(Changed):
        correcting.correct(karimun.desk, karimun.who("sinta"), seen, Correction({"name": "Contoh Situ"}, WHY))
    assert karimun.view(file).applicant.name == "Contoh Sita"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": ""}, {"name": "Nama pemohon belum diisi. Tulis nama sesuai KTP atau paspor."}),
        ({"nik": "123"}, {"nik": "NIK harus 16 angka; yang diketik 3."}),
        ({"came_nik": NIK}, {"came_nik": "NIK kuasa sama dengan NIK pemohon. Periksa KTP keduanya."}),
        ({"nik": RINA_NIK}, {"came_nik": "NIK kuasa sama dengan NIK pemohon. Periksa KTP keduanya."}),
        ({"name": "Contoh Siti "}, {"remark": correcting.UNCHANGED}),
        ({}, {"remark": correcting.UNCHANGED}),
    ],
)
def test_what_cannot_be_right_is_said_as_at_a_registration(
    karimun: Kantor, changed: dict[str, str], fault: dict[str, str]
) -> None:
    file = registered(karimun, SITI, **RINA)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, **changed)
    assert invalid.value.faults == fault


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_reason_is_needed(karimun: Kantor, reason: str) -> None:
    file = registered(karimun)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, reason=reason, name="Contoh Sita")
    assert invalid.value.faults == {"remark": correcting.NO_REASON}
    assert not any(isinstance(event.act, Correct) for event in karimun.events(file))


def test_nobody_is_asked_who_it_is_before_all_else_is_right(karimun: Kantor) -> None:
    file = registered(karimun)
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, reason="", nik=BELA_NIK, phone="12")
    assert invalid.value.faults.keys() == {"phone", "remark"}
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, reason="", nik=BELA_NIK)
    assert invalid.value.faults == {"remark": correcting.NO_REASON}


# service and kind


def test_service_and_kind_change_where_it_was_registered_and_the_list_of_requirements_with_them(
    karimun: Kantor,
) -> None:
    file = registered(karimun, service="sip-bidan")
    before = karimun.view(file)
    other = next(
        s.id
        for s in karimun.desk.office.counter_services
        if s.procedure == before.row.procedure_id and s.id != "sip-bidan" and "baru" in s.kinds
    )
    correct(karimun, file, service=other)
    seen = karimun.view(file)
    assert seen.row.service == other
    assert "layanan" in karimun.history(file)[-1]
    assert seen.row.form_sha != before.row.form_sha
    f9(karimun.desk, karimun.who("fo2"))
    assert replace(karimun.view(file).row, version=before.row.version) == before.row
    assert karimun.view(file).checklist == before.checklist


def test_a_service_that_has_no_such_kind_asks_for_one_that_it_has(karimun: Kantor) -> None:
    office = karimun.desk.office
    poorer = replace(office.services["sip-perawat"], kinds=("baru",))
    pretend(karimun.desk, replace(office, services={**office.services, poorer.id: poorer}))
    file = registered(karimun, service="sip-bidan", kind="perubahan")
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, service=poorer.id)
    assert invalid.value.faults.keys() == {"kind"}
    correct(karimun, file, service=poorer.id, kind="baru")


def test_a_number_is_judged_by_the_document_that_is_chosen(karimun: Kantor) -> None:
    file = registered(karimun, replace(SITI, nik="", id_kind="paspor", id_number="X7654321"))
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, id_kind="")
    assert invalid.value.faults.keys() == {"id_kind"}
    with pytest.raises(Invalid) as invalid:
        correct(karimun, registered(karimun, NewApplicant("Contoh Bela", BELA_NIK)), id_number="X7654322")
    assert invalid.value.faults.keys() == {"id_kind"}
    zahra = NewApplicant("Zahra Contoh", OTHER_NIK, id_kind="paspor", id_number="X7654329")
    other = registered(karimun, zahra, **RINA, came_id_kind="kitas", came_id_number="X7654329")
    with pytest.raises(Invalid) as invalid:
        correct(karimun, other, id_kind="kitas")
    assert invalid.value.faults.keys() == {"came_id_number"}


def test_once_it_has_moved_on_it_is_voided_and_registered_anew(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    kinds = karimun.desk.service(karimun.view(file).row.service).kinds
    other = next(kind for kind in kinds if kind != "baru")
    with pytest.raises(Refused) as refused:
        correct(karimun, file, kind=other)
    assert refused.value.why is Why.REGISTERED_FOR
    assert karimun.says(refused.value) == "Layanannya sudah berjalan: batalkan, lalu daftarkan ulang."


# who it is


def test_a_mistyped_nik_of_somebody_known_by_this_file_alone_is_put_right_unasked(karimun: Kantor) -> None:
    file = registered(karimun)
    person = karimun.view(file).row.applicant_id
    correct(karimun, file, nik=OTHER_NIK)
    assert karimun.view(file).row.applicant_id == person
    assert find_applicant(karimun.desk, karimun.who("fo2"), NIK) == ()


def test_the_nik_of_somebody_on_record_moves_the_file_to_them(karimun: Kantor) -> None:
    other = registered(karimun, NewApplicant("Contoh Bela", BELA_NIK, "081200005555", company="PT Bela"))
    file = registered(karimun)
    doubt = answered(karimun, file, lambda asked: asked.known[0].id, nik=BELA_NIK, name="Contoh Belia")
    assert (doubt.by, [person.name for person in doubt.known]) == ("nik", ["Contoh Bela"])
    seen = karimun.view(file)
    assert seen.row.applicant_id == karimun.view(other).row.applicant_id
    assert (seen.applicant.name, seen.applicant.phone, seen.applicant.company) == (
        "Contoh Belia",
        "081200005555",
        "",
    )
    assert karimun.view(other).applicant.name == "Contoh Bela"
    assert known(karimun, NIK).name == "Contoh Siti", "who was shown by mistake stays as they were"


def test_what_is_empty_here_changes_nothing_on_record_of_somebody_else(karimun: Kantor) -> None:
    theirs = NewApplicant("Contoh Bela", BELA_NIK, id_kind="paspor", id_number="X7654321", company="PT Bela")
    registered(karimun, theirs)
    mistyped = NewApplicant("Contoh Bela", id_kind="paspor", id_number="X7654322")
    somebody_else = (Answer("pemohon", frozenset(range(99)), None),)
    file = registered(karimun, mistyped, answers=somebody_else)
    correct(karimun, file, id_number="X7654321")
    kept = known(karimun, BELA_NIK)
    assert (kept.id_kind, kept.company) == ("paspor", "PT Bela")
    assert karimun.view(file).applicant.company == ""


def test_their_name_beside_their_nik_raises_no_question(karimun: Kantor) -> None:
    other = registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun)
    correct(karimun, file, nik=BELA_NIK, name="contoh bela")
    assert karimun.view(file).row.applicant_id == karimun.view(other).row.applicant_id


def test_another_nik_of_somebody_who_has_other_files_is_a_question(karimun: Kantor) -> None:
    first, second = registered(karimun), registered(karimun)
    doubt = answered(karimun, second, lambda _: None, nik=OTHER_NIK)
    assert [person.name for person in doubt.known] == ["Contoh Siti"]
    rows = [karimun.view(file).row for file in (first, second)]
    assert rows[0].applicant_id != rows[1].applicant_id
    assert [known(karimun, nik).name for nik in (NIK, OTHER_NIK)] == ["Contoh Siti"] * 2


def test_or_it_is_their_own_that_was_mistyped(karimun: Kantor) -> None:
    first, second = registered(karimun), registered(karimun)
    answered(karimun, second, lambda asked: asked.known[0].id, nik=OTHER_NIK)
    assert len({karimun.view(file).row.applicant_id for file in (first, second)}) == 1
    niks = [entries.see_nik(karimun.desk, karimun.who("fo2"), file) for file in (first, second)]
    assert niks == [f"NIK {NIK}", f"NIK {OTHER_NIK}"]


def test_what_the_registration_renewed_of_the_wrong_person_goes_back(karimun: Kantor) -> None:
    registered(karimun)
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun, replace(SITI, phone="081200005555"))
    correct(karimun, file, nik=BELA_NIK, name="Contoh Bela")
    assert known(karimun, NIK).phone == SITI.phone
    assert "Data orang lain kembali menurut berkasnya sendiri · Petugas fo2" in karimun.history(file)
    f9(karimun.desk, karimun.who("fo2"))
    assert known(karimun, NIK).phone == karimun.view(file).applicant.phone == "081200005555"


# beside others


def test_moved_to_somebody_who_has_the_same_service_under_way_is_asked_about(
    karimun: Kantor, sari: Who
) -> None:
    other = registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun)
    before = karimun.view(file).row
    changed = {"nik": BELA_NIK, "name": "Contoh Bela"}
    with pytest.raises(StillRunning) as asked:
        correcting.correct(karimun.desk, sari, karimun.ref(file), Correction(changed, WHY))
    assert asked.value.files == {other: "00001"}
    assert karimun.view(file).row == before
    beside = frozenset(asked.value.files)
    correcting.correct(karimun.desk, sari, karimun.ref(file), Correction(changed, WHY, beside=beside))
    assert karimun.history(file)[-1] == "Berkas tersendiri, meski masih berjalan 00001 · Petugas fo2"
    f9(karimun.desk, sari)
    assert replace(karimun.view(file).row, version=before.version) == before


def test_another_service_that_the_person_has_under_way_is_asked_about_too(karimun: Kantor, sari: Who) -> None:
    other = next(
        s.id
        for s in karimun.desk.office.counter_services
        if s.procedure == karimun.desk.service("sip-bidan").procedure and s.id != "sip-bidan"
    )
    first = registered(karimun, service=other)
    file = registered(karimun, service="sip-bidan")
    with pytest.raises(StillRunning) as asked:
        correcting.correct(karimun.desk, sari, karimun.ref(file), Correction({"service": other}, WHY))
    assert asked.value.files == {first: "00001"}


def test_what_stays_theirs_or_has_ended_is_beside_none(karimun: Kantor, sari: Who) -> None:
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    registered(karimun)
    file = registered(karimun)
    correcting.correct(karimun.desk, sari, karimun.ref(file), Correction({"name": "Contoh Sita"}, WHY))
    perform(karimun.desk, sari, karimun.ref(file), Withdraw(0), remark="pindah")
    changed = {"nik": BELA_NIK, "name": "Contoh Bela"}
    correcting.correct(karimun.desk, sari, karimun.ref(file), Correction(changed, WHY))


# who came, and the number of another system


def test_a_kuasa_registered_as_the_applicant_is_put_right(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    row = karimun.view(file).row
    correct(karimun, file, came_as="kuasa", came_name="Rina Contoh", came_nik=RINA_NIK, proxy_seen="ya")
    seen = karimun.view(file).row
    assert (seen.came_as, seen.came_name, seen.proxy_seen) == ("kuasa", "Rina Contoh", True)
    assert "Rina Contoh" in receipt_text(karimun.desk, sari, karimun.view(file))
    assert karimun.history(file)[-1] == (
        "Data diperbaiki: yang datang pemohon → kuasa; nama kuasa – → Rina Contoh; NIK kuasa – →"
        " 210201******0004 (salah ketik) · Petugas fo2"
    )
    f9(karimun.desk, sari)
    assert replace(karimun.view(file).row, version=row.version) == row


def test_the_applicant_registered_as_a_kuasa_is_put_right(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, SITI, **RINA)
    row = karimun.view(file).row
    correct(karimun, file, came_as="pemohon", came_name="sisa")
    seen = karimun.view(file).row
    assert (seen.came_as, seen.came_id, seen.came_name, seen.proxy_seen) == ("pemohon", None, "", False)
    assert "yang datang kuasa → pemohon; nama kuasa Rina Contoh → –" in karimun.history(file)[-1]
    f9(karimun.desk, sari)
    assert replace(karimun.view(file).row, version=row.version) == row


def test_who_comes_for_them_has_a_name_and_a_letter(karimun: Kantor) -> None:
    file = registered(karimun)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, came_as="kuasa")
    assert invalid.value.faults.keys() == {"came_name", "proxy_seen"}
    other = registered(karimun, NewApplicant("Contoh Bela", BELA_NIK), **RINA)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, other, proxy_seen="")
    assert invalid.value.faults.keys() == {"proxy_seen"}


def test_who_came_is_asked_about_as_at_a_registration(karimun: Kantor) -> None:
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun)
    came = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_nik": BELA_NIK, "proxy_seen": "ya"}
    doubt = answered(karimun, file, lambda asked: asked.known[0].id, **came)
    assert (doubt.whom, doubt.by) == ("kuasa", "nik")


def test_the_number_of_another_system_is_put_right_and_found(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, outside_number="SIC-2026-0001")
    row = karimun.view(file).row
    correct(karimun, file, outside_number="SIC-2026-0012")
    assert "no. aplikasi SIC-2026-0001 → SIC-2026-0012" in karimun.history(file)[-1]
    assert [found.work.file_id for found in lists.find(karimun.desk, sari, "SIC-2026-0012")] == [file]
    assert not lists.find(karimun.desk, sari, "SIC-2026-0001")
    f9(karimun.desk, sari)
    assert replace(karimun.view(file).row, version=row.version) == row
    assert [found.work.file_id for found in lists.find(karimun.desk, sari, "SIC-2026-0001")] == [file]


def test_a_kind_of_document_is_told_as_it_is_called(karimun: Kantor) -> None:
    file = registered(karimun)
    correct(karimun, file, id_kind="kitas", id_number="2C21AB0001")
    assert "jenis tanda pengenal – → KITAS" in karimun.history(file)[-1]


# taken back


def test_f9_takes_it_back(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, SITI, **RINA)
    row, people = karimun.view(file).row, [known(karimun, nik) for nik in (NIK, RINA_NIK)]
    correct(karimun, file, name="Contoh Sita", came_name="Rini Contoh", kind="baru")
    f9(karimun.desk, sari)
    after = karimun.view(file).row
    assert replace(after, version=row.version) == row
    assert [replace(known(karimun, nik), version=0) for nik in (NIK, RINA_NIK)] == [  # type: ignore[call-arg]
        replace(person, version=0)  # type: ignore[call-arg]
        for person in people
    ]
    correct(karimun, file, name="Contoh Sita")
    assert karimun.view(file).applicant.name == "Contoh Sita"


def test_taken_back_the_file_is_again_theirs_whom_it_showed(karimun: Kantor, sari: Who) -> None:
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun)
    row = karimun.view(file).row
    correct(karimun, file, nik=BELA_NIK, name="Contoh Bela")
    f9(karimun.desk, sari)
    assert replace(karimun.view(file).row, version=row.version) == row


def test_who_corrected_before_a_colleague_is_told_who_has_to_take_back_first(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun)
    correct(karimun, file, name="Contoh Sita")
    seen = next_undo(karimun.desk, sari, {})
    correct(karimun, file, "sinta", name="Contoh Situ")
    assert seen is not None
    with pytest.raises(Refused) as refused:
        undo(karimun.desk, sari, seen)
    assert karimun.says(refused.value) == "Diperbaiki Petugas sinta 09.00; minta ia urung dulu."
    asked = next_undo(karimun.desk, sari, {})
    assert asked is not None
    assert asked.why is not None
    assert (asked.free, karimun.says(asked.why)) == ((), karimun.says(refused.value))
    f9(karimun.desk, karimun.who("sinta"))
    f9(karimun.desk, sari)
    assert karimun.view(file).applicant.name == "Contoh Siti"


def test_what_loket_2_puts_right_takes_nothing_from_the_desk_that_has_the_file(
    karimun: Kantor, sari: Who
) -> None:
    file = at_back_office(karimun)
    karimun.wait(10)
    karimun.take(file, "andi")
    correct(karimun, file, name="Contoh Sita")
    f9(karimun.desk, karimun.who("andi"))
    assert karimun.here(file).person is None
    karimun.wait(30)
    taken = Late(karimun.at - 20 * MINUTE, "listrik padam")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), Take(), late=taken)
    correct(karimun, file, phone="081200009999")
    late = Late(karimun.at - 10 * MINUTE, "listrik padam")
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack(), late=late)
    assert karimun.here(file).start == late.at
    f9(karimun.desk, sari)
    assert (karimun.view(file).applicant.name, karimun.view(file).applicant.phone) == (
        "Contoh Sita",
        SITI.phone,
    )
    assert karimun.here(file).person is None


def test_who_registered_voids_what_a_colleague_put_right(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    correct(karimun, file, "sinta", name="Contoh Sita")
    perform(karimun.desk, sari, karimun.ref(file), Void(), remark="salah daftar")
    asked = next_undo(karimun.desk, karimun.who("sinta"), {})
    assert asked is not None
    assert asked.why is not None
    assert (asked.free, karimun.says(asked.why)) == ((), "Berkas sudah selesai (dibatalkan).")
    f9(karimun.desk, sari)
    f9(karimun.desk, karimun.who("sinta"))
    assert karimun.view(file).applicant.name == "Contoh Siti"


def test_after_a_void_words_of_the_registration_and_of_corrections_go_back(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun)
    file = registered(karimun, replace(SITI, phone="081200005555"))
    correct(karimun, file, name="Contoh Sita")
    perform(karimun.desk, sari, karimun.ref(file), Void(), remark="salah daftar")
    assert (known(karimun, NIK).name, known(karimun, NIK).phone) == ("Contoh Siti", SITI.phone)


# forgotten


@pytest.mark.of_both
def test_who_only_stands_in_a_former_version_is_found_and_erased(karimun: Kantor, sari: Who) -> None:
    registered(karimun, NewApplicant("Contoh Bela", BELA_NIK))
    file = registered(karimun, NewApplicant("Zulfikar Wijaya", NIK, "081277665544"))
    correct(karimun, file, reason="bukan Zulfikar", nik=BELA_NIK, name="Contoh Bela")
    (found,) = disclosure.matches(karimun.desk, None, NIK)
    answer = disclosure.disclose(karimun.desk, None, found.known.id)
    assert [(f.came_as, f.kept) for f in answer.files] == [(disclosure.ONCE, ())]
    done = erasing.erase(karimun.desk, None, found.known.id, reason="retensi", decree="800/1")
    assert (done.files, done.once) == ((), (karimun.view(file).row.number,))
    raw = places.bytes_of(karimun.desk.store.place)
    assert not [word for word in ("Zulfikar", "zulfikar", NIK, "081277665544") if word.encode() in raw]
    assert "Data diperbaiki: data (dihapus)" in " ".join(karimun.history(file))
    f9(karimun.desk, sari)
    assert karimun.view(file).applicant.name == "Contoh Bela", "F9 passes by what would show the erased again"


def test_of_an_erased_person_nothing_is_filled_in_again(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    perform(karimun.desk, sari, karimun.ref(file), Withdraw(0), remark="pindah")
    (person,) = find_applicant(karimun.desk, sari, NIK)
    erasing.erase(karimun.desk, None, person.id, reason="retensi", decree="800/1")
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, name="Contoh Siti")
    assert invalid.value.faults == {"name": correcting.NOT_AGAIN}


def test_the_papers_of_other_files_keep_their_text(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun), registered(karimun)
    before = receipt_text(karimun.desk, sari, karimun.view(first))
    correct(karimun, second, name="Contoh Sita")
    assert receipt_text(karimun.desk, sari, karimun.view(first)) == before
