"""A second file of one person for one service while the first is under way: a question, never a refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.errors import StillRunning
from loket.desk.intake import registration
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.flow.acts import Choose, Void
from tests.desk.kantor import NIK, Kantor

SITI = NewApplicant("Contoh Siti", NIK, "081200001111")
OTHER_NIK = "2102014508900003"


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, asked: NewApplicant = SITI, **more: object) -> int:
    new = Registration("apotek", "baru", asked, **more)  # type: ignore[arg-type]
    return registration.register(office.desk, who, new).file


def test_another_of_the_same_service_is_a_question_that_names_what_is_under_way(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun, sari)
    with pytest.raises(StillRunning) as asked:
        registered(karimun, sari, replace(SITI, company="CV Contoh"))
    person = karimun.view(file).applicant.id
    assert (asked.value.applicant, asked.value.service, asked.value.files) == (
        person,
        "apotek",
        {file: "00001"},
    )


def test_whoever_registers_it_at_another_counter_is_asked_too(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari)
    with pytest.raises(StillRunning):
        registered(karimun, karimun.who("fo4"))
    second = registered(karimun, karimun.who("fo4"), beside=frozenset({file}))
    with pytest.raises(StillRunning) as asked:
        registered(karimun, sari, beside=frozenset({file}))  # said before the second came
    assert set(asked.value.files) == {file, second}


def test_that_another_is_meant_stays_in_its_history(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari)
    second = registered(karimun, sari, beside=frozenset({file}))
    assert "Berkas tersendiri, meski masih berjalan 00001 · Petugas fo2" in karimun.history(second)
    assert "meski masih berjalan" not in str(karimun.history(file))


def test_what_has_ended_is_for_another_service_or_another_person_raises_no_question(
    karimun: Kantor, sari: Who
) -> None:
    file = registered(karimun, sari)
    perform(karimun.desk, sari, karimun.ref(file), Void(), remark="salah layanan")
    file = registered(karimun, sari)
    karimun.tick(file, "fo2")
    perform(karimun.desk, sari, karimun.ref(file), Choose("lengkap"))
    registration.register(karimun.desk, sari, Registration("reklame", "baru", SITI))
    registered(karimun, sari, NewApplicant("Contoh Bela", OTHER_NIK))


def test_who_is_found_by_the_list_without_a_nik_typed_is_asked_about_too(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari)
    (known,) = find_applicant(karimun.desk, sari, "contoh siti")
    with pytest.raises(StillRunning):
        registered(karimun, sari, replace(known, nik=""), shown=known)


def test_who_has_no_nik_is_asked_about_by_passport(karimun: Kantor, sari: Who) -> None:
    john = NewApplicant("John Contoh", phone="081200003333", id_kind="paspor", id_number="X0123456")
    registered(karimun, sari, john)
    with pytest.raises(StillRunning):
        registered(karimun, sari, replace(john, phone=""))
    with pytest.raises(StillRunning) as asked:
        registered(karimun, sari, replace(john, id_number="x 012-3456"))
    assert asked.value.service == "apotek"
