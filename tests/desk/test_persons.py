"""Who applies: what each file shows of them, whatever is learned of them later."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.errors import Invalid, WhoIsIt
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import ONE_PERSON, Answer
from loket.desk.papers.receipt import receipt_text
from loket.store import applicants
from screens.wording.lists import found_name
from tests import registering
from tests.desk.kantor import NIK, Kantor
from tests.desk.undo import f9
from tests.store.sealed import sealed

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1")
OTHER_NIK, RINA_NIK = "2102014508900003", "2102014508900004"


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, asked: NewApplicant, **more: object) -> int:
    new = Registration("apotek", "baru", asked, **more)  # type: ignore[arg-type]
    return registering.register(office.desk, who, new).file


def test_what_is_learned_later_of_a_person_changes_no_older_file(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, SITI)
    (known,) = find_applicant(karimun.desk, sari, NIK)
    moved = replace(known, phone="081200009999", company="CV Contoh")
    second = registered(karimun, sari, moved, shown=known)
    shown = [karimun.view(file).applicant for file in (first, second)]
    assert [(a.phone, a.company) for a in shown] == [("081200001111", ""), ("081200009999", "CV Contoh")]
    assert shown[0].id == shown[1].id
    (newest,) = find_applicant(karimun.desk, sari, NIK)
    assert (newest.phone, newest.company) == ("081200009999", "CV Contoh")
    older, newer = (receipt_text(karimun.desk, sari, karimun.view(file)) for file in (first, second))
    for word in ("CV Contoh", "0812-****-999"):
        assert word in newer
        assert word not in older
    assert "0812-****-111" in older


def test_the_nik_that_is_looked_at_is_that_of_the_file(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    assert entries.see_nik(karimun.desk, sari, file) == f"NIK {NIK}"


def test_a_file_is_found_by_the_name_it_shows_and_by_the_newest(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    (known,) = find_applicant(karimun.desk, sari, NIK)
    with sealed(karimun.desk.store, karimun.at) as conn:
        applicants.renew(conn, known.id, replace(known, name="Siti Baru"), None, karimun.at)
    for words in ("contoh siti", "siti baru"):
        assert [row.work.file_id for row in lists.find(karimun.desk, sari, words)] == [file]


def found(office: Kantor, who: Who, words: str) -> list[int]:
    return sorted(row.work.file_id for row in lists.find(office.desk, who, words))


def test_a_file_is_found_by_nik_and_phone_that_it_shows_and_by_the_newest(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, replace(SITI, nik=OTHER_NIK, nib="0000123456789"))
    (known,) = find_applicant(karimun.desk, sari, OTHER_NIK)
    same = Answer("pemohon", frozenset({known.version}), known.id)
    second = registered(karimun, sari, replace(SITI, phone="081200009999"), answers=(same,))
    for words in (OTHER_NIK, SITI.phone, "0000123456789"):
        assert first in found(karimun, sari, words)
    for words in (NIK, "0812 0000 9999"):
        assert found(karimun, sari, words) == [first, second]
    assert found(karimun, sari, NIK[:12]) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("rina", "kuasa: Rina Contoh · Siti, CV"),
        ("rina siti", "kuasa: Rina Contoh · Siti, CV"),
        (RINA_NIK, "kuasa: Rina Contoh · Siti, CV"),
        ("0812 0000 2222", "kuasa: Rina Contoh · Siti, CV"),
        ("aminah", "Contoh Aminah · Siti, CV"),
        ("cv siti", "Siti, CV"),
        ("00001", "Siti, CV"),
        ("0812-0000-1111", "HP …1111 · Siti, CV"),
        (NIK, "NIK · Siti, CV"),
        ("SC-2026/99", "no. SC-2026/99 · Siti, CV"),
    ],
)
def test_a_row_says_by_what_it_was_found_where_that_is_not_seen(
    karimun: Kantor, sari: Who, typed: str, says: str
) -> None:
    came = {**PROXY, "came_nik": RINA_NIK, "came_phone": "081200002222", "outside_number": "SC-2026/99"}
    registered(karimun, sari, replace(SITI, name="Contoh Aminah", company="CV Siti"), **came)
    (row,) = lists.find(karimun.desk, sari, typed)
    assert found_name(row.work, typed) == says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("rejeki", "Contoh Sumber Rejeki Sejahtera Bersama Karimun, CV"),
        ("bersama karimun", "… Sejahtera Bersama Karimun, CV"),
        ("contoh karimun", "Contoh Sumber Rejeki Sejahtera Bersama Karimun, CV"),
    ],
)
def test_of_a_long_name_the_words_by_which_it_was_found_are_in_sight(
    karimun: Kantor, sari: Who, typed: str, says: str
) -> None:
    registered(karimun, sari, replace(SITI, company="CV Contoh Sumber Rejeki Sejahtera Bersama Karimun"))
    (row,) = lists.find(karimun.desk, sari, typed)
    assert found_name(row.work, typed) == says


def test_a_file_is_found_by_who_came_for_it(karimun: Kantor, sari: Who) -> None:
    came = {**PROXY, "came_nik": RINA_NIK, "came_phone": "081200002222"}
    file = registered(karimun, sari, SITI, **came)
    registered(karimun, sari, NewApplicant("Contoh Lain", OTHER_NIK))
    for words in ("rina", "rina contoh", "contoh siti rina", RINA_NIK, "0812-0000-2222"):
        assert found(karimun, sari, words) == [file]
    (rina,) = find_applicant(karimun.desk, sari, RINA_NIK)
    registered(karimun, sari, replace(rina, nik=RINA_NIK, phone="081200003333"), shown=rina)
    assert file in found(karimun, sari, "081200003333")


PROXY = {"came_as": "kuasa", "came_name": "Rina Contoh", "proxy_seen": True}


def test_who_comes_for_the_applicant_is_a_person_with_a_nik_too(karimun: Kantor, sari: Who) -> None:
    came = {**PROXY, "came_nik": RINA_NIK, "came_phone": "081200002222"}
    file = registered(karimun, sari, SITI, **came)
    row = karimun.view(file).row
    (rina,) = find_applicant(karimun.desk, sari, RINA_NIK)
    assert (row.came_id, row.came_version) == (rina.id, rina.version)
    assert (row.came_name, row.came_phone, rina.name) == ("Rina Contoh", "081200002222", "Rina Contoh")
    again = karimun.view(registered(karimun, sari, SITI, **came)).row
    assert (again.came_id, again.came_version) == (rina.id, rina.version)


def test_who_comes_without_a_nik_is_known_by_name_and_telephone(karimun: Kantor, sari: Who) -> None:
    came = {**PROXY, "came_phone": "081200002222"}
    first, second = (karimun.view(registered(karimun, sari, SITI, **came)).row for _ in range(2))
    other = karimun.view(registered(karimun, sari, SITI, **{**came, "came_phone": "081200003333"})).row
    assert first.came_id == second.came_id != other.came_id


def test_a_second_telephone_is_kept_found_and_shown_and_the_receipt_is_as_before(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun, sari, replace(SITI, second_phone="+62 813-0000-7777"))
    kept = karimun.view(file).applicant
    assert kept.phones == ("081200001111", "081300007777")
    for typed in ("0813 0000 7777", "081200001111"):
        assert [row.work.file_id for row in lists.find(karimun.desk, sari, typed)] == [file]
        (known,) = find_applicant(karimun.desk, sari, typed)
        assert (known.phone, known.second_phone) == kept.phones
    assert lists.find(karimun.desk, sari, "11110813") == ()  # two numbers, not one long one
    alone = registered(karimun, sari, SITI)
    first, second = (receipt_text(karimun.desk, sari, karimun.view(each)) for each in (file, alone))
    assert "0812-****-111" in first
    assert "7777" not in first + second


def test_who_comes_without_a_nik_is_known_by_either_telephone(karimun: Kantor, sari: Who) -> None:
    with sealed(karimun.desk.store, karimun.at) as conn:
        rina = applicants.CleanApplicant("Rina Contoh", phone="081200002222", second_phone="081200004444")
        known = applicants.add(conn, rina, None, karimun.at)
    for phone in ("081200002222", "0812-0000-4444"):
        row = karimun.view(registered(karimun, sari, SITI, **PROXY, came_phone=phone)).row
        assert row.came_id == known.id
    part = karimun.view(registered(karimun, sari, SITI, **PROXY, came_phone="0812000022")).row
    assert part.came_id != known.id


def test_the_nik_of_who_comes_is_checked(karimun: Kantor, sari: Who) -> None:
    with pytest.raises(Invalid) as invalid:
        registered(karimun, sari, SITI, **PROXY, came_nik="123")
    assert invalid.value.faults == {"came_nik": "NIK harus 16 angka; yang diketik 3."}


def test_no_name_nik_or_phone_of_anybody_reaches_the_journal(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI, **PROXY, came_nik=RINA_NIK, came_phone="081200002222")
    with karimun.desk.store.read() as conn:
        said = " ".join(data for (data,) in conn.exec_driver_sql("SELECT data FROM journal"))
    for word in ("Contoh", NIK, RINA_NIK, "0812", "Jalan"):
        assert word not in said


def test_a_known_nik_with_another_name_is_a_question_and_renames_nobody(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, SITI)
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, replace(SITI, name="Contoh Aminah"))
    asked = doubt.value
    assert (asked.whom, asked.by, asked.typed.name) == ("pemohon", "nik", "Contoh Aminah")
    assert [(p.name, p.nik) for p in asked.known] == [("Contoh Siti", "210201******0012")]
    assert asked.typed.nik == "210201******0012"
    (known,) = find_applicant(karimun.desk, sari, NIK)
    assert known.name == "Contoh Siti"
    same = Answer("pemohon", frozenset({known.version}), known.id)
    file = registered(karimun, sari, replace(SITI, name="Contoh Aminah"), answers=(same,))
    assert [karimun.view(f).applicant.name for f in (first, file)] == ["Contoh Siti", "Contoh Aminah"]
    history = karimun.history(file)
    assert "Data pemohon diperbarui: nama Contoh Siti → Contoh Aminah · Petugas fo2" in history
    assert "Ditanya siapa pemohon ini: orang yang sudah dikenal · Petugas fo2" in history


@pytest.mark.parametrize(
    ("name", "asks"), [("Contoh Sitti", True), ("Contoh Sity", True), ("CONTOH SITI", False)]
)
def test_a_name_heard_alike_and_written_otherwise_is_another(
    karimun: Kantor, sari: Who, name: str, asks: bool
) -> None:
    registered(karimun, sari, SITI)
    with pytest.raises(WhoIsIt) if asks else nullcontext():
        registered(karimun, sari, replace(SITI, name=name))


def test_of_one_nik_there_is_nobody_else(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    (known,) = find_applicant(karimun.desk, sari, NIK)
    other = Answer("pemohon", frozenset({known.version}), None)
    with pytest.raises(WhoIsIt):
        registered(karimun, sari, replace(SITI, name="Contoh Aminah"), answers=(other,))


def test_a_known_name_with_another_nik_is_a_question(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    (known,) = find_applicant(karimun.desk, sari, NIK)
    namesake = replace(SITI, nik=OTHER_NIK, name="Contoh  SITI")
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, namesake)
    assert (doubt.value.by, [p.id for p in doubt.value.known]) == ("name", [known.id])
    other = Answer("pemohon", frozenset({known.version}), None)
    file = registered(karimun, sari, namesake, answers=(other,))
    assert karimun.view(file).applicant.id != known.id
    assert "Ditanya siapa pemohon ini: orang lain · Petugas fo2" in karimun.history(file)
    again = registered(karimun, sari, namesake)
    assert karimun.view(again).applicant.id == karimun.view(file).applicant.id


def test_where_two_niks_differ_is_seen_and_of_the_recorded_one_no_digit_more_than_elsewhere(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun, sari, SITI)
    slip = f"{NIK[:9]}{(int(NIK[9]) + 1) % 10}{NIK[10:]}"
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, replace(SITI, nik=slip))
    (known,) = doubt.value.known
    assert doubt.value.typed.nik == f"210201***{slip[9]}**0012"
    assert known.nik == "210201***?**0012"


def test_the_same_person_with_a_mistyped_nik_keeps_one_identity(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, replace(SITI, nik=OTHER_NIK))
    (known,) = find_applicant(karimun.desk, sari, OTHER_NIK)
    same = Answer("pemohon", frozenset({known.version}), known.id)
    file = registered(karimun, sari, SITI, answers=(same,))
    assert karimun.view(file).applicant.id == karimun.view(first).applicant.id == known.id
    niks = [entries.see_nik(karimun.desk, sari, each) for each in (first, file)]
    assert niks == [f"NIK {OTHER_NIK}", f"NIK {NIK}"]
    assert find_applicant(karimun.desk, sari, OTHER_NIK) == ()


def test_an_answer_about_who_was_renewed_meanwhile_counts_no_more(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    (known,) = find_applicant(karimun.desk, sari, NIK)
    registered(karimun, sari, replace(SITI, phone="081200009999"))
    same = Answer("pemohon", frozenset({known.version}), known.id)
    with pytest.raises(WhoIsIt):
        registered(karimun, sari, replace(SITI, name="Contoh Aminah"), answers=(same,))


def test_a_name_that_only_a_registration_taken_back_says_raises_no_question(
    karimun: Kantor, sari: Who
) -> None:
    registered(karimun, sari, replace(SITI, nik=OTHER_NIK))
    f9(karimun.desk, sari)
    registered(karimun, sari, SITI)


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        (replace(SITI, name="Contoh Lain"), {}),
        (NewApplicant("Contoh Lain", OTHER_NIK), {"came_nik": NIK}),
    ],
)
def test_nor_does_their_nik_and_nobody_is_renamed_by_it(
    karimun: Kantor, sari: Who, asked: NewApplicant, came: dict[str, str]
) -> None:
    before = registered(karimun, sari, SITI)
    f9(karimun.desk, sari)
    file = registered(karimun, sari, asked, **({**PROXY, **came} if came else {}))
    row = karimun.view(file).row
    (known,) = find_applicant(karimun.desk, sari, NIK)
    assert known.id == (row.came_id or row.applicant_id) != karimun.view(before).row.applicant_id
    assert karimun.view(before).applicant.name == "Contoh Siti"


def test_who_comes_is_asked_about_too_and_is_not_the_applicant(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI, **PROXY, came_nik=RINA_NIK)
    wrong = {**PROXY, "came_name": "Bela Contoh"}
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, sari, SITI, **wrong, came_nik=RINA_NIK)
    assert (doubt.value.whom, doubt.value.by) == ("kuasa", "nik")
    with pytest.raises(Invalid) as invalid:
        registered(karimun, sari, SITI, **PROXY, came_nik=NIK)
    assert invalid.value.faults == {"came_nik": "NIK kuasa sama dengan NIK pemohon. Periksa KTP keduanya."}


def test_who_came_without_a_nik_is_the_same_once_it_is_told(karimun: Kantor, sari: Who) -> None:
    came = {**PROXY, "came_phone": "081200002222"}
    first = karimun.view(registered(karimun, sari, SITI, **came)).row
    second = karimun.view(registered(karimun, sari, SITI, **came, came_nik=RINA_NIK)).row
    assert first.came_id == second.came_id


def test_who_comes_without_a_nik_takes_another_spelling_only_when_that_is_said(
    karimun: Kantor, sari: Who
) -> None:
    def came_id(name: str, *answers: Answer) -> int | None:
        file = registered(
            karimun,
            sari,
            SITI,
            **(PROXY | {"came_name": name, "came_phone": "081200002222"}),
            answers=answers,
        )
        return karimun.view(file).row.came_id

    first = came_id("Contoh Nurul")
    with pytest.raises(WhoIsIt) as doubt:
        came_id("Contoh Noerul")
    (known,) = doubt.value.known
    assert (known.id, known.name) == (first, "Contoh Nurul")
    other = came_id("Contoh Noerul", Answer("kuasa", frozenset({known.version}), None))
    assert other != first
    assert [came_id(name) for name in ("Contoh Nurul", "Contoh Noerul")] == [first, other]


def test_who_comes_is_never_the_applicant_whatever_was_answered(karimun: Kantor, sari: Who) -> None:
    """Else one person would have two names and two NIKs on one file."""
    registered(karimun, sari, SITI)
    (siti,) = find_applicant(karimun.desk, sari, NIK)
    rina = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_nik": NIK, "proxy_seen": True}
    answers = tuple(Answer(whom, frozenset({siti.version}), siti.id) for whom in ("pemohon", "kuasa"))
    with pytest.raises(Invalid) as refused:
        registered(karimun, sari, replace(SITI, nik=OTHER_NIK), **rina, answers=answers)
    assert refused.value.faults == {"came_name": ONE_PERSON}
    (after,) = find_applicant(karimun.desk, sari, NIK)
    assert after == siti


def test_nor_by_a_correction(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    (siti,) = find_applicant(karimun.desk, sari, NIK)
    came = {"came_as": "kuasa", "came_name": SITI.name, "came_nik": OTHER_NIK, "proxy_seen": "ya"}
    answer = Answer("kuasa", frozenset({siti.version}), siti.id)
    with pytest.raises(Invalid) as refused:
        registering.correct(karimun.desk, sari, karimun.ref(file), came, "salah ketik", (answer,))
    assert refused.value.faults == {"came_name": ONE_PERSON}
    (after,) = find_applicant(karimun.desk, sari, NIK)
    assert after == siti
