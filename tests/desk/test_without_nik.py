"""Who has no NIK: known by passport, KITAS or SKTT, and by a NIK too once they have one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.errors import Invalid, WhoIsIt
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import NO_NIK, Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.desk.papers.receipt import receipt_text
from loket.store.applicants import Applicant
from tests import places, registering
from tests.desk.kantor import NIK, Kantor
from tests.desk.undo import f9

PASSPORT = "X0123456"
JOHN = NewApplicant("John Contoh", phone="081200003333", id_kind="paspor", id_number="x 012-3456")
CAME = {"came_as": "kuasa", "came_name": "John Contoh", "proxy_seen": True}
SITI = NewApplicant("Contoh Siti", NIK, "081200001111")


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, asked: NewApplicant, **more: object) -> int:
    new = Registration("apotek", "baru", asked, **more)  # type: ignore[arg-type]
    return registering.register(office.desk, who, new).file


def faults(office: Kantor, who: Who, asked: NewApplicant, **more: object) -> dict[str, str]:
    with pytest.raises(Invalid) as invalid:
        registered(office, who, asked, **more)
    return invalid.value.faults


def holder(office: Kantor, who: Who, number: str = PASSPORT, kind: str = "paspor") -> Applicant:
    (known,) = find_applicant(office.desk, who, number, document=kind)
    return known


def test_who_has_a_passport_is_registered_found_shown_and_asked_for_as_who_has_a_nik(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun, sari, JOHN)
    assert karimun.view(file).applicant.identity == "paspor X****456"
    for typed in ("X0123456", "x0123456", "X 012 3456"):
        assert [row.work.file_id for row in lists.find(karimun.desk, sari, typed)] == [file]
    assert lists.find(karimun.desk, sari, "0123456") == ()
    assert holder(karimun, sari, "x-0123456").identity == "paspor X****456"
    assert find_applicant(karimun.desk, sari, PASSPORT, document="kitas") == ()
    paper = receipt_text(karimun.desk, sari, karimun.view(file))
    assert "Bawa tanda terima ini dan paspor saat mengambil" in paper
    assert "Paspor            : X****456" in paper
    assert "NIK" not in paper
    assert entries.see_nik(karimun.desk, sari, file) == "paspor X0123456"
    assert karimun.history(file)[-1] == "Paspor dilihat lengkap · Petugas fo2"
    assert examine(karimun.desk).whole


def test_nobody_is_registered_with_neither(karimun: Kantor, sari: Who) -> None:
    for number in ("", " - "):
        assert faults(karimun, sari, replace(JOHN, id_number=number)) == {"nik": NO_NIK}
    assert faults(karimun, sari, replace(JOHN, id_kind="")) == {
        "id_kind": "Pilih tanda pengenalnya: paspor, KITAS, SKTT."
    }
    assert "hanya berisi huruf" in faults(karimun, sari, replace(JOHN, id_number="X*123456"))["id_number"]
    assert "Kosongkan bila tanpa NIK" in faults(karimun, sari, replace(JOHN, nik="0123456"))["nik"]


def test_one_passport_is_one_person_however_it_is_written(karimun: Kantor, sari: Who) -> None:
    first, second = (
        registered(karimun, sari, JOHN),
        registered(karimun, sari, replace(JOHN, id_number=PASSPORT)),
    )
    kitas = registered(karimun, sari, replace(JOHN, name="Jane Contoh", id_kind="kitas"))
    persons = [karimun.view(file).applicant.id for file in (first, second, kitas)]
    assert persons[0] == persons[1] != persons[2]
    with pytest.raises(IntegrityError), places.behind(karimun.desk.store.place) as conn:
        conn.exec_driver_sql("UPDATE applicant SET id_kind = 'paspor' WHERE id_kind = 'kitas'")


def test_a_known_passport_with_another_name_is_a_question_and_renames_nobody(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun, sari, JOHN)
    other = replace(JOHN, name="Jane Contoh")
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, other)
    assert (doubt.value.by, doubt.value.typed.identity) == ("id_number", "paspor X****456")
    known = holder(karimun, sari)
    nobody_else = Answer("pemohon", frozenset({known.version}), None)
    with pytest.raises(WhoIsIt):
        registered(karimun, sari, other, answers=(nobody_else,))
    same = Answer("pemohon", frozenset({known.version}), known.id)
    assert karimun.view(registered(karimun, sari, other, answers=(same,))).applicant.id == known.id
    assert holder(karimun, sari).name == "Jane Contoh"


def test_a_known_name_with_another_passport_is_a_question(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, JOHN)
    renewed = replace(JOHN, id_number="X7654321")
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, renewed)
    assert doubt.value.by == "name"
    known = holder(karimun, sari)
    same = Answer("pemohon", frozenset({known.version}), known.id)
    file = registered(karimun, sari, renewed, answers=(same,))
    assert [entries.see_nik(karimun.desk, sari, each) for each in (first, file)] == [
        "paspor X0123456",
        "paspor X7654321",
    ]


def test_who_gets_a_nik_later_stays_one_person(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, JOHN)
    known = holder(karimun, sari)
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, NewApplicant("John Contoh", NIK))
    assert [person.identity for person in doubt.value.known] == ["paspor X****456"]
    chosen = NewApplicant("John Contoh", NIK, JOHN.phone)
    file = registered(karimun, sari, chosen, shown=known)
    assert karimun.view(file).applicant.id == known.id
    assert entries.see_nik(karimun.desk, sari, file) == f"NIK {NIK} · paspor X0123456"
    assert "Data pemohon diperbarui: NIK – → 210201******0012 · Petugas fo2" in karimun.history(file)
    by_nik, by_passport = registered(karimun, sari, chosen), registered(karimun, sari, JOHN)
    assert {karimun.view(each).applicant.id for each in (by_nik, by_passport)} == {known.id}
    assert examine(karimun.desk).whole


def test_a_known_passport_with_another_nik_is_a_question(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, replace(JOHN, nik=NIK))
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, replace(JOHN, nik="2102014508900003"))
    assert doubt.value.by == "id_number"


def test_nik_and_passport_of_two_persons_are_refused(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, JOHN)
    registered(karimun, sari, SITI)
    both = replace(JOHN, nik=NIK)
    assert faults(karimun, sari, both) == {"id_number": "Paspor ini milik John Contoh, NIK-nya orang lain."}


def test_who_comes_for_the_applicant_may_have_no_nik_either(karimun: Kantor, sari: Who) -> None:
    came = {**CAME, "came_id_kind": "paspor", "came_id_number": "x0123456"}
    file = registered(karimun, sari, SITI, **came)
    view = karimun.view(file)
    assert view.came is not None
    assert view.came.identity == "paspor X****456"
    again = karimun.view(registered(karimun, sari, SITI, **came))
    assert view.row.came_id == again.row.came_id
    assert faults(karimun, sari, JOHN, **came) == {
        "came_id_number": "Sama dengan tanda pengenal pemohon. Periksa keduanya."
    }
    assert "paspor" in faults(karimun, sari, SITI, **{**came, "came_id_number": "?"})["came_id_number"]


def test_what_a_void_registration_said_of_a_passport_is_given_back_unless_another_has_it(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun, sari, JOHN)
    known = holder(karimun, sari)
    same = Answer("pemohon", frozenset({known.version}), known.id)
    registered(karimun, sari, replace(JOHN, id_number="X7654321"), answers=(same,))
    f9(karimun.desk, sari)
    assert holder(karimun, sari).id == known.id


def test_no_passport_reaches_the_journal(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, JOHN)
    entries.see_nik(karimun.desk, sari, file)
    with karimun.desk.store.read() as conn:
        said = " ".join(data for (data,) in conn.exec_driver_sql("SELECT data FROM journal"))
    assert "0123456" not in said


def corrected(office: Kantor, file: int, *answers: Answer, **changed: str) -> None:
    registering.correct(office.desk, office.who("fo2"), office.ref(file), changed, "salah ketik", answers)


def test_a_passport_is_corrected_with_its_kind_and_stands_in_the_history(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, JOHN)
    corrected(karimun, file, id_kind="kitas", id_number="2c00ab 0001")
    assert karimun.view(file).applicant.identity == "KITAS 2******001"
    assert "nomor tanda pengenal X****456 → 2******001" in karimun.history(file)[-1]
    corrected(karimun, file, nik=NIK, id_number="")
    assert entries.see_nik(karimun.desk, sari, file) == f"NIK {NIK}"
    with pytest.raises(Invalid) as invalid:
        corrected(karimun, file, nik="")
    assert invalid.value.faults == {"nik": NO_NIK}
    assert examine(karimun.desk).whole


def test_a_file_of_the_wrong_person_shows_the_right_one_whose_passport_stays_theirs(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun, sari, SITI)
    first, file = registered(karimun, sari, JOHN), registered(karimun, sari, JOHN)
    corrected(karimun, file, name="Contoh Siti", nik=NIK)
    assert karimun.view(file).applicant.identity == "NIK 210201******0012"
    assert karimun.view(first).applicant.identity == "paspor X****456"
    registered(karimun, sari, JOHN)
    with pytest.raises(WhoIsIt):
        corrected(karimun, first, name="Jane Contoh", id_number="X7654321")
    assert examine(karimun.desk).whole


def test_a_passport_is_put_right_for_who_came(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI, **CAME, came_id_kind="paspor", came_id_number="x0123456")
    corrected(karimun, file, came_id_number="x0123457")
    came = karimun.view(file).came
    assert came is not None
    assert came.identity == "paspor X****457"
    with pytest.raises(Invalid) as invalid:
        corrected(karimun, file, id_kind="paspor", id_number="x0123457")
    assert set(invalid.value.faults) == {"came_id_number"}
