"""Who was shown to whom: former words find a person too, and questions about somebody are looks at them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.perform import perform
from loket.desk.errors import WhoIsIt
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.desk.privacy import access, disclosure, erasing
from loket.flow.acts import Take, Withdraw
from tests import registering
from tests.desk.kantor import NIK, Kantor, at_back_office

BELA_NIK, RINA_NIK = "2102014508900005", "2102014508900004"
BELA = NewApplicant("Contoh Bela", BELA_NIK, "081200003333", "0812000044", "b@contoh.id", "Jalan Rekaan 3")
ASKED = "Nama orang lain ditampilkan, ditanya siapa yang dimaksud"


@pytest.fixture(autouse=True)
def stays_whole(karimun: Kantor) -> object:
    yield
    assert examine(karimun.desk).whole


def registered(office: Kantor, asked: NewApplicant, answers: tuple[Answer, ...] = ()) -> int:
    new = Registration("apotek", "baru", asked, answers=answers)
    return registering.register(office.desk, office.who("fo2"), new).file


def asked_about(office: Kantor, who: Who, file: int, **changed: str) -> WhoIsIt:
    """The question that a correction asks."""
    with pytest.raises(WhoIsIt) as doubt:
        registering.correct(office.desk, who, office.ref(file), changed, "salah ketik")
    return doubt.value


def looks(office: Kantor) -> list[tuple[str, str, str]]:
    return [(look.who, look.file, look.what) for look in access.looks(office.desk, None)]


# former words


@pytest.mark.of_both
def test_a_former_nik_and_a_former_name_find_their_person_and_say_so(karimun: Kantor) -> None:
    file = registered(karimun, BELA)
    changed = {"nik": RINA_NIK, "name": "Rina Rekaan"}
    registering.correct(karimun.desk, karimun.who("fo2"), karimun.ref(file), changed, "salah ketik")
    for typed, former in ((RINA_NIK, ""), ("rina", ""), (BELA_NIK, "NIK lama"), ("bela", "nama lama")):
        (found,) = disclosure.matches(karimun.desk, None, typed)
        assert (found.known.name, found.former) == ("Rina Rekaan", former), typed


def test_who_has_a_nik_now_comes_before_who_had_it_by_mistake(karimun: Kantor) -> None:
    file = registered(karimun, replace(BELA, name="Rina Rekaan"))
    registering.correct(karimun.desk, karimun.who("fo2"), karimun.ref(file), {"nik": RINA_NIK}, "salah ketik")
    registered(karimun, BELA)
    (found,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    assert (found.known.name, found.former) == ("Contoh Bela", "")


def test_who_has_no_former_words_is_found_once(karimun: Kantor) -> None:
    file = registered(karimun, BELA)
    registering.correct(
        karimun.desk, karimun.who("fo2"), karimun.ref(file), {"phone": "081200009999"}, "salah ketik"
    )
    assert [(f.known.phone, f.former) for f in disclosure.matches(karimun.desk, None, "Bela")] == [
        ("081200009999", "")
    ]
    assert disclosure.matches(karimun.desk, None, "orang ke-999") == ()


# questions


def test_a_desk_that_types_a_nik_is_shown_no_more_than_it_takes_to_answer(karimun: Kantor) -> None:
    registered(karimun, BELA)
    file = at_back_office(karimun)
    bo = karimun.who("bo")
    perform(karimun.desk, bo, karimun.ref(file), Take())
    before = karimun.ref(file)
    doubt = asked_about(karimun, bo, file, nik=BELA_NIK)
    (known,) = doubt.known
    assert known.name == "Contoh Bela"
    assert BELA_NIK not in str(doubt.known)
    told = (known.phone, known.second_phone, known.email, known.address, known.company, known.npwp, known.nib)
    assert not any(told)
    assert karimun.ref(file) == before, "what was asked moves no file"
    number = karimun.view(file).row.number
    assert looks(karimun) == [("Petugas bo", number, ASKED)]
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    answer = disclosure.disclose(karimun.desk, None, person.known.id)
    assert [(look.who, look.file, look.what) for look in answer.looks] == [("Petugas bo", number, ASKED)]
    of_file = disclosure.disclose(karimun.desk, None, karimun.view(file).row.applicant_id)
    assert not of_file.looks, "it was not they who were looked at"


def test_registering_shows_what_it_did_and_it_is_kept_who_was_shown(karimun: Kantor) -> None:
    registered(karimun, BELA)
    with pytest.raises(WhoIsIt) as doubt:
        registered(karimun, replace(BELA, name="Rina Rekaan"))
    (known,) = doubt.value.known
    assert known.address == "Jalan Rekaan 3"
    assert looks(karimun) == [("Petugas fo2", "", ASKED)]
    same = Answer(doubt.value.whom, frozenset({known.version}), known.id)
    registered(karimun, replace(BELA, name="Rina Rekaan"), (same,))
    assert len(looks(karimun)) == 1, "the answer shows nobody"


def test_a_question_about_whom_the_file_shows_is_no_look_at_others(karimun: Kantor) -> None:
    first, _ = registered(karimun, BELA), registered(karimun, BELA)
    asked_about(karimun, karimun.who("fo2"), first, name="Rina Rekaan", nik=RINA_NIK)
    assert looks(karimun) == []


def test_that_somebody_was_put_out_is_a_look_at_them(karimun: Kantor) -> None:
    registered(karimun, BELA)
    registered(karimun, replace(BELA, name="Contoh Siti", nik=NIK))
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    assert disclosure.disclose(karimun.desk, None, person.known.id).looks == ()
    (look,) = disclosure.disclose(karimun.desk, None, person.known.id).looks
    assert look.what == "Semua data seorang pemohon ditampilkan"


def test_each_look_says_whose_data_it_was_at(karimun: Kantor) -> None:
    """Of a file that was corrected to somebody else: of whom it showed then."""
    who = karimun.who("fo2")
    registered(karimun, replace(BELA, name="Contoh Siti", nik=NIK))
    file = registered(karimun, BELA)
    entries.see_nik(karimun.desk, who, file)
    changed = {"nik": NIK, "name": "Contoh Siti"}
    registering.correct(karimun.desk, who, karimun.ref(file), changed, "salah orang")
    entries.see_nik(karimun.desk, who, file)
    siti, bela = "Contoh Siti (NIK 210201******0012)", "Contoh Bela (NIK 210201******0005)"
    found = access.looks(karimun.desk, None)
    assert [(look.what, look.whose) for look in found] == [
        ("NIK dilihat lengkap", (siti,)),
        ("NIK dilihat lengkap", (bela,)),
    ]
    time = karimun.desk.working_time()
    told = f"Petugas fo2 · loket 2 · berkas 00002 · {bela} · NIK dilihat lengkap"
    assert access.worded(found[-1], time).endswith(told)
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    looks_at_bela = disclosure.disclose(karimun.desk, None, person.known.id).looks
    assert len(looks_at_bela) == 1, "Siti's NIK was not hers"


def test_of_who_was_erased_since_it_says_only_which_person_it_was(karimun: Kantor) -> None:
    file = registered(karimun, BELA)
    entries.see_nik(karimun.desk, karimun.who("fo2"), file)
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Withdraw(0), remark="batal")
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    erasing.erase(karimun.desk, None, person.known.id, reason="retensi", decree="800/1")
    (look,) = access.looks(karimun.desk, None)
    assert look.whose == (f"orang ke-{person.known.id} (dihapus)",)
