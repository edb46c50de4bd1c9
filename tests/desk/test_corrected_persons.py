"""*Perbaiki data*: whose NIK, document and words are whose, when two files or two persons are in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid, Renewed, WhoIsIt
from loket.desk.intake import correcting
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.correcting import Correction
from loket.desk.intake.doubt import Answer
from loket.desk.intake.renewing import Corrected
from loket.flow.acts import Correct, Void
from loket.store import applicants, files
from tests.desk.kantor import NIK, Kantor
from tests.desk.test_correcting import BELA_NIK, OTHER_NIK, RINA, RINA_NIK, SITI, WHY, correct, registered
from tests.desk.test_correcting import known as known_by
from tests.desk.test_correcting import whole as is_whole
from tests.desk.undo import f9, undo_event

BELA = NewApplicant("Contoh Bela", BELA_NIK, "081200005555")
PASSPORT = {"id_kind": "paspor", "id_number": "X7654321"}


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture(autouse=True)
def stays_whole(karimun: Kantor) -> object:
    yield
    is_whole(karimun)


def newest(office: Kantor, nik: str) -> NewApplicant | None:
    """Who has that NIK on record."""
    with office.desk.store.read() as conn:
        found = applicants.by_nik(conn, nik)
    return NewApplicant(*(getattr(found, name) for name in applicants.FIELDS)) if found else None


def shown_nik(office: Kantor, file: int) -> str:
    return entries.see_nik(office.desk, office.who("fo2"), file)


def asked(office: Kantor, file: int, *answers: Answer, **changed: str) -> WhoIsIt:
    with pytest.raises(WhoIsIt) as doubt:
        correcting.correct(
            office.desk, office.who("fo2"), office.ref(file), Correction(changed, WHY, answers)
        )
    return doubt.value


def said(doubt: WhoIsIt, same: int | None) -> Answer:
    return Answer(doubt.whom, frozenset(person.version for person in doubt.known), same)


def answer(office: Kantor, file: int, same: int | None, **changed: str) -> Corrected:
    """Corrected by who answers so; a second file of one service is meant."""
    doubt = asked(office, file, **changed)
    told = Correction(changed, WHY, (said(doubt, same),), frozenset(range(99)))
    return correcting.correct(office.desk, office.who("fo2"), office.ref(file), told)


def person(office: Kantor, file: int) -> int:
    return office.view(file).row.applicant_id


# NIK and document of two persons


def test_a_passport_that_is_anothers_than_the_nik_is_refused_at_its_field(karimun: Kantor) -> None:
    """The older file shows Siti without the passport that is known of her by now."""
    file = registered(karimun)
    registered(karimun, replace(SITI, **PASSPORT))
    registered(karimun, BELA)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, nik=BELA_NIK, **PASSPORT)
    whose = "Paspor ini milik Contoh Siti (210201******0012), NIK-nya orang lain."
    assert invalid.value.faults == {"id_number": whose}
    with pytest.raises(Invalid) as invalid:
        correct(karimun, registered(karimun, BELA), **PASSPORT)
    assert invalid.value.faults == {"id_number": whose}


def test_so_is_that_of_who_came(karimun: Kantor) -> None:
    registered(karimun, replace(SITI, **PASSPORT))
    file = registered(karimun, BELA, **RINA)
    with pytest.raises(Invalid) as invalid:
        correct(karimun, file, **{f"came_{name}": word for name, word in PASSPORT.items()})
    assert invalid.value.faults.keys() == {"came_id_number"}


def test_a_passport_that_nobody_typed_stays_theirs_whom_the_file_showed(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file, other = (registered(karimun, replace(SITI, **PASSPORT)) for _ in range(2))
    answer(karimun, file, person(karimun, 1), nik=BELA_NIK)
    correct(karimun, other, nik=BELA_NIK)
    assert [known_by(karimun, nik).id_number for nik in (BELA_NIK, NIK)] == ["", "X****321"]


def test_nor_does_somebody_new_get_it(karimun: Kantor) -> None:
    registered(karimun, replace(SITI, **PASSPORT))
    file = registered(karimun, replace(SITI, **PASSPORT))
    registered(karimun, BELA)
    answer(karimun, file, None, nik=BELA_NIK)
    assert person(karimun, file) not in (person(karimun, 1), person(karimun, 3))
    assert karimun.view(file).applicant.identity == "NIK 210201******0005"
    assert known_by(karimun, NIK).id_number == "X****321"


# what others' files still say


def test_who_is_renamed_by_the_file_that_goes_to_them_is_named_on_their_other_files(
    karimun: Kantor, sari: Who
) -> None:
    """Also where they only came for somebody: 'the same person', and the card says another name."""
    guest = replace(BELA, nik="", **PASSPORT)
    came = {"came_as": "kuasa", "came_name": guest.name, "proxy_seen": True}
    theirs = registered(karimun, SITI, **came, came_id_kind="paspor", came_id_number="X7654321")
    file = registered(karimun, replace(guest, name="Contoh Beli", id_number="X7654322", phone=""))
    doubt = asked(karimun, file, id_number="X7654321")
    told = Correction({"id_number": "X7654321"}, WHY, (said(doubt, doubt.known[0].id),))
    done = correcting.correct(karimun.desk, sari, karimun.ref(file), told)
    assert done.left == (karimun.view(theirs).row.number,)


def test_nothing_is_left_where_a_file_goes_to_somebody_as_they_were_known(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file = registered(karimun)
    registered(karimun)
    assert correct(karimun, file, nik=BELA_NIK, name=BELA.name).left == ()


# who it is


def test_a_void_file_is_no_other_file_of_theirs(karimun: Kantor, sari: Who) -> None:
    perform(karimun.desk, sari, karimun.ref(registered(karimun)), Void(), remark="salah daftar")
    file = registered(karimun)
    before = person(karimun, file)
    correct(karimun, file, nik=OTHER_NIK)
    assert person(karimun, file) == before


def test_who_came_and_is_known_by_name_alone_stays_who_they_are(karimun: Kantor) -> None:
    """Though another of the new name has that telephone: they are known by this file alone."""
    came = {"came_as": "kuasa", "came_phone": "081200002222", "proxy_seen": True}
    registered(karimun, BELA, **came, came_name="Rini Contoh")
    file = registered(karimun, SITI, **came, came_name="Rina Contoh")
    before = karimun.view(file).row.came_id
    correct(karimun, file, came_name="Rini Contoh")
    assert karimun.view(file).row.came_id == before


def test_who_came_and_was_known_by_name_alone_gets_a_nik_unasked(karimun: Kantor) -> None:
    came = {"came_as": "kuasa", "came_phone": "081200002222", "proxy_seen": True, "came_name": "Rina Contoh"}
    registered(karimun, BELA, **came)
    file = registered(karimun, SITI, **came)
    before = karimun.view(file).row.came_id
    correct(karimun, file, came_nik=RINA_NIK)
    assert karimun.view(file).row.came_id == before


def test_of_who_has_a_passport_another_nik_is_theirs_where_no_other_file_shows_them(karimun: Kantor) -> None:
    file = registered(karimun, replace(SITI, **PASSPORT))
    before = person(karimun, file)
    correct(karimun, file, nik=OTHER_NIK)
    assert person(karimun, file) == before
    registered(karimun, replace(SITI, nik=OTHER_NIK, **PASSPORT))
    assert [each.id for each in asked(karimun, file, nik=BELA_NIK).known] == [before]


# a correction taken back


def test_taken_back_a_name_is_right_again_though_another_file_was_put_right_meanwhile(
    karimun: Kantor, sari: Who
) -> None:
    first, second = registered(karimun), registered(karimun)
    correct(karimun, first, name="Contoh Sita", phone="081200002222")
    correct(karimun, second, "sinta", address="Jalan Contoh 2")
    f9(karimun.desk, sari)
    assert newest(karimun, NIK) == replace(SITI, address="Jalan Contoh 2")
    assert karimun.view(second).applicant.address == "Jalan Contoh 2"


def test_what_somebody_changed_since_or_relies_on_stays(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun), registered(karimun)
    correct(karimun, first, name="Contoh Sita", phone="081200002222", email="siti@contoh.id")
    correct(karimun, second, "sinta", phone="081200003333")
    third = registered(karimun, NewApplicant("Contoh Sita", NIK))
    correct(karimun, third, email="")
    undo_event(karimun.desk, sari, first, karimun.state(first).corrections[-1].seq)
    relied_on, since = {"name": "Contoh Sita"}, {"phone": "081200003333"}
    assert newest(karimun, NIK) == replace(SITI, **relied_on, **since, email="")


def test_a_document_goes_back_as_a_whole_or_not_at_all(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun), registered(karimun)
    correct(karimun, first, **PASSPORT)
    same = Answer("pemohon", frozenset(range(99)), person(karimun, first))
    told = Correction({"id_kind": "paspor", "id_number": "X0000001"}, WHY, (same,))
    correcting.correct(karimun.desk, karimun.who("sinta"), karimun.ref(second), told)
    f9(karimun.desk, sari)
    kept = newest(karimun, NIK)
    assert kept is not None
    assert (kept.id_kind, kept.id_number) == ("paspor", "X0000001")


def test_a_void_file_does_not_rely_on_what_goes_back(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun)
    correct(karimun, first, name="Contoh Sita")
    other = registered(karimun, replace(SITI, name="Contoh Sita"))
    perform(karimun.desk, sari, karimun.ref(other), Void(), remark="salah daftar")
    f9(karimun.desk, sari)  # the voiding
    f9(karimun.desk, sari)  # the registration
    f9(karimun.desk, sari)
    assert newest(karimun, NIK) == SITI


def test_who_came_with_a_correction_taken_back_holds_no_nik_against_its_owner(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun)
    file = registered(karimun)
    answer(karimun, file, None, nik=OTHER_NIK, name="Contoh Sita")
    f9(karimun.desk, sari)
    owner = registered(karimun, NewApplicant("Zahra Contoh", OTHER_NIK, **PASSPORT))
    assert known_by(karimun, OTHER_NIK).name == "Zahra Contoh"
    assert karimun.view(owner).applicant.phone == ""
    assert [row.name for row in find_applicant(karimun.desk, sari, "Contoh Sita")] == ["Contoh Sita"]


def test_nor_a_document(karimun: Kantor, sari: Who) -> None:
    registered(karimun, replace(SITI, nik="", **PASSPORT))
    f9(karimun.desk, sari)
    file = registered(karimun, replace(BELA, **PASSPORT))
    assert karimun.view(file).applicant.identity == "NIK 210201******0005 · paspor X****321"


def test_by_a_correction_it_is_its_owners_too(karimun: Kantor, sari: Who) -> None:
    registered(karimun, NewApplicant("Zahra Contoh", OTHER_NIK))
    f9(karimun.desk, sari)
    file = registered(karimun)
    before = person(karimun, file)
    correct(karimun, file, nik=OTHER_NIK)
    assert (person(karimun, file), known_by(karimun, OTHER_NIK).name) == (before, "Contoh Siti")
    f9(karimun.desk, sari)
    assert [known_by(karimun, nik).name for nik in (NIK, OTHER_NIK)] == ["Contoh Siti", "Zahra Contoh"]


def test_registered_anew_they_are_who_they_were(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun)
    f9(karimun.desk, sari)
    assert person(karimun, registered(karimun)) == person(karimun, first)


def test_taken_back_a_nik_comes_back_though_a_void_registration_says_it_too(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun)
    correct(karimun, file, "sinta", nik=OTHER_NIK)
    void = registered(karimun, NewApplicant("Zahra Contoh", NIK))
    perform(karimun.desk, sari, karimun.ref(void), Void(), remark="salah daftar")
    f9(karimun.desk, karimun.who("sinta"))
    assert known_by(karimun, NIK).name == "Contoh Siti"


# two NIKs that were swapped


def test_two_niks_that_were_swapped_are_put_right_one_after_the_other(karimun: Kantor, sari: Who) -> None:
    siti, bela = registered(karimun, replace(SITI, nik=BELA_NIK)), registered(karimun, replace(BELA, nik=NIK))
    persons = [person(karimun, file) for file in (siti, bela)]
    doubt = asked(karimun, siti, nik=NIK)
    assert (doubt.by, doubt.gives_up, [each.name for each in doubt.known]) == ("nik", True, ["Contoh Bela"])
    assert answer(karimun, siti, None, nik=NIK).left == (karimun.view(bela).row.number,)
    assert (
        "Ditanya siapa pemohon ini: orang lain; yang tercatat melepas nomornya" in karimun.history(siti)[-1]
    )
    assert newest(karimun, BELA_NIK) is None, "of Bela no NIK is known until it is put right"
    correct(karimun, bela, nik=BELA_NIK)
    assert [shown_nik(karimun, file) for file in (siti, bela)] == [f"NIK {NIK}", f"NIK {BELA_NIK}"]
    assert [person(karimun, file) for file in (siti, bela)] == persons
    again = [registered(karimun, SITI), registered(karimun, BELA)]
    assert [person(karimun, file) for file in again] == persons


def test_taken_back_each_has_the_nik_again_that_they_had(karimun: Kantor, sari: Who) -> None:
    siti, bela = registered(karimun, replace(SITI, nik=BELA_NIK)), registered(karimun, replace(BELA, nik=NIK))
    before = [newest(karimun, nik) for nik in (NIK, BELA_NIK)]
    answer(karimun, siti, None, nik=NIK)
    correct(karimun, bela, nik=BELA_NIK)
    f9(karimun.desk, sari)
    f9(karimun.desk, sari)
    assert [newest(karimun, nik) for nik in (NIK, BELA_NIK)] == before


def test_who_has_other_files_is_one_of_the_answers(karimun: Kantor) -> None:
    registered(karimun, BELA)
    first, second = registered(karimun), registered(karimun)
    doubt = asked(karimun, second, nik=BELA_NIK)
    assert [each.name for each in doubt.known] == ["Contoh Bela", "Contoh Siti"]
    answer(karimun, second, person(karimun, first), nik=BELA_NIK)
    assert person(karimun, second) == person(karimun, first)
    assert known_by(karimun, BELA_NIK).name == "Contoh Siti"
    assert newest(karimun, NIK) is None


def test_a_npwp_that_tells_the_nik_goes_with_it(karimun: Kantor) -> None:
    file = registered(karimun)
    bela = registered(karimun, replace(BELA, npwp=f"{BELA_NIK}000001"))
    answer(karimun, file, None, nik=BELA_NIK)
    with karimun.desk.store.read() as conn:
        assert applicants.by_id(conn, person(karimun, bela)).npwp == ""


# two desks at once


def seen(office: Kantor, file: int) -> frozenset[int]:
    return office.view(file).newest


def test_who_changes_a_person_second_is_told_what_was_changed_by_whom(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun, SITI, **RINA), registered(karimun, SITI, **RINA)
    opened = seen(karimun, second)
    correct(karimun, first, "sinta", name="Contoh Sita", came_phone="081200008888")
    typed = Correction({"name": "Contoh Situ"}, WHY, seen=opened)
    with pytest.raises(Renewed) as told:
        correcting.correct(karimun.desk, sari, karimun.ref(second), typed)
    assert karimun.says(told.value) == (
        "Diubah dari berkas lain (Petugas sinta 09.00): nama Contoh Siti → Contoh Sita."
        " Periksa, lalu F8 lagi."
    )
    looked = replace(typed, seen=seen(karimun, second))
    correcting.correct(karimun.desk, sari, karimun.ref(second), looked)
    assert known_by(karimun, NIK).name == "Contoh Situ"


def test_what_a_colleague_put_right_on_this_very_file_is_told_as_such(karimun: Kantor, sari: Who) -> None:
    file, other = registered(karimun), registered(karimun)
    opened = seen(karimun, file)
    correct(karimun, file, "sinta", name="Contoh Sita")
    with pytest.raises(Renewed) as told:
        correcting.correct(
            karimun.desk, sari, karimun.ref(file), Correction({"name": "Contoh Situ"}, WHY, seen=opened)
        )
    assert karimun.says(told.value) == (
        "Baru saja diubah oleh Petugas sinta 09.00 di berkas ini: nama Contoh Siti → Contoh Sita."
        " Periksa, lalu F8 lagi."
    )
    with pytest.raises(Renewed) as elsewhere:
        correcting.correct(
            karimun.desk, sari, karimun.ref(other), Correction({"name": "Contoh Situ"}, WHY, seen=opened)
        )
    assert "Diubah dari berkas lain" in (karimun.says(elsewhere.value) or "")


def test_of_who_came_likewise(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun, SITI, **RINA), registered(karimun, BELA, **RINA)
    opened = seen(karimun, second)
    correct(karimun, first, came_name="Rini Contoh", came_nik=RINA_NIK)
    typed = Correction({"phone": "081200007777"}, WHY, seen=opened)
    with pytest.raises(Renewed) as told:
        correcting.correct(karimun.desk, sari, karimun.ref(second), typed)
    assert told.value.changes == ("nama kuasa Rina Contoh → Rini Contoh",)


def test_what_changed_and_is_again_as_it_was_hinders_nobody(karimun: Kantor, sari: Who) -> None:
    first, second = registered(karimun), registered(karimun)
    opened = seen(karimun, second)
    correct(karimun, first, name="Contoh Sita")
    f9(karimun.desk, sari)
    typed = Correction({"phone": "081200007777"}, WHY, seen=opened)
    correcting.correct(karimun.desk, sari, karimun.ref(second), typed)


# what the program itself may not do


def test_a_correction_has_one_way_in(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun)
    with pytest.raises(TypeError, match="correcting"):
        perform(karimun.desk, sari, karimun.ref(file), Correct(1, 0), remark="lewat")
    with pytest.raises(ValueError, match="nickname"):
        correct(karimun, file, nickname="Siti")
    with karimun.desk.store.read() as conn:
        assert files.file_row(conn, file).version == karimun.ref(file).version
