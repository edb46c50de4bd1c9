"""What was typed at a registration is cleaned and checked in one place, and what comes from it stays."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.desk.errors import Invalid
from loket.desk.intake.cleaning import NAMES_SOMEBODY, Registration, check_field, clean_applicant
from loket.desk.intake.registration import register
from loket.store.applicants import FIELDS, NewApplicant
from tests.desk.kantor import Kantor
from tests.registering import correct

TODAY = date(2026, 11, 23)
SITI = NewApplicant("Contoh Siti", "2102015508900012", "081200001111")
typed = st.builds(
    NewApplicant,
    **{name: st.text(max_size=20) for name in FIELDS if name != "id_kind"},
    id_kind=st.sampled_from(("", "paspor", "kitas", "lain")),
)


@given(typed)
def test_what_was_cleaned_once_and_is_right_is_clean(person: NewApplicant) -> None:
    once = clean_applicant(person, TODAY)
    if not once.wrong:
        assert clean_applicant(once.words, TODAY) == once


@given(typed)
def test_a_form_says_of_a_field_what_the_desk_refuses(person: NewApplicant) -> None:
    """But of a NIK, of which the desk says also that it may be left empty where there is another document."""
    for name, sentence in clean_applicant(replace(person, nik="", id_kind="paspor"), TODAY).wrong.items():
        told = check_field(name, replace(person, nik="", id_kind="paspor"), TODAY)
        assert told is not None
        assert told.errors[0] == sentence


def test_what_is_typed_untidily_is_kept_tidy() -> None:
    untidy = NewApplicant(
        " Contoh\u200b  Siti ",
        "2102 0155 0890 0012",
        "+62 812-0000-1111",
        id_kind="paspor",
        id_number=" x 123-456 ",
    )
    found = clean_applicant(untidy, TODAY)
    assert asdict(found.words) == asdict(replace(SITI, id_kind="paspor", id_number="X123456"))
    assert not found.wrong


def test_what_is_as_it_was_known_stays_though_it_would_be_refused_today() -> None:
    known = replace(SITI, phone="0812", nib="12")
    assert clean_applicant(replace(known, address="Jalan Contoh 1"), TODAY, known).wrong == {}
    assert clean_applicant(known, TODAY).wrong.keys() == {"phone", "nib"}


def test_a_number_by_which_somebody_is_found_is_checked_though_it_was_known() -> None:
    known = replace(SITI, nik="2102015508900000")
    assert clean_applicant(known, TODAY, known).wrong.keys() == {"nik"}


def test_a_kind_of_document_without_a_number_is_none() -> None:
    found = clean_applicant(replace(SITI, id_kind="paspor", id_number=" - "), TODAY)
    assert (found.words.id_kind, found.words.id_number, found.wrong) == ("", "", {})


@pytest.mark.parametrize("number", ["2102-0155-0890-0012", "an. contoh siti, 12/2026", "Paspor X1234567"])
@pytest.mark.parametrize("came", [False, True])
def test_the_number_of_another_system_names_nobody(karimun: Kantor, number: str, came: bool) -> None:
    """Nobody looks for people there."""
    siti = replace(SITI, id_kind="paspor", id_number="X1234567")
    asked = Registration("apotek", "baru", siti, outside_number=number)
    if came:
        other = NewApplicant("Bela Contoh", "2102014508900005")
        asked = replace(
            asked, applicant=other, came_as="kuasa", came_name=siti.name, came_nik=siti.nik,
            came_id_kind=siti.id_kind, came_id_number=siti.id_number, proxy_seen=True,
        )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        register(karimun.desk, karimun.who("fo2"), asked)
    assert refused.value.faults == {"outside_number": NAMES_SOMEBODY}


@pytest.mark.parametrize(
    "number", ["7301/SC/2026", "I-2026113012345678901234", "2102014508900012345", "SIC-89"]
)
def test_any_other_number_is_one(karimun: Kantor, number: str) -> None:
    file = register(
        karimun.desk, karimun.who("fo2"), Registration("apotek", "baru", SITI, outside_number=number)
    ).file
    assert karimun.view(file).row.outside_number == number


def test_nor_does_it_by_a_correction(karimun: Kantor) -> None:
    file = register(karimun.desk, karimun.who("fo2"), Registration("apotek", "baru", SITI)).file
    for number in ("Contoh Siti", "2102014508900005"):
        with pytest.raises(Invalid) as refused:
            correct(karimun.desk, karimun.who("fo2"), karimun.ref(file), {"outside_number": number}, "salah")
        assert refused.value.faults == {"outside_number": NAMES_SOMEBODY}
