"""Who applies: what each file shows of them, whatever is learned of them later."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.errors import Invalid
from loket.desk.intake import registration
from loket.desk.intake.applicant import find_applicant
from loket.desk.intake.registration import NewApplicant, Registration
from tests.desk.kantor import NIK, Kantor

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1")
RINA_NIK = "2102014508900004"


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, asked: NewApplicant, **more: object) -> int:
    new = Registration("apotek", "baru", asked, **more)  # type: ignore[arg-type]
    return registration.register(office.desk, who, new).file


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


def test_the_nik_that_is_looked_at_is_that_of_the_file(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    assert entries.see_nik(karimun.desk, sari, file) == NIK


def test_a_file_is_found_by_the_name_it_shows_and_by_the_newest(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    with sqlite3.connect(karimun.desk.store.path) as conn:
        conn.execute("UPDATE applicant SET name = 'Siti Baru', name_folded = 'sitibaru'")
    for words in ("contoh siti", "siti baru"):
        assert [row.work.file_id for row in lists.find(karimun.desk, sari, words)] == [file]


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


def test_the_nik_of_who_comes_is_checked(karimun: Kantor, sari: Who) -> None:
    with pytest.raises(Invalid) as invalid:
        registered(karimun, sari, SITI, **PROXY, came_nik="123")
    assert invalid.value.faults == {"came_nik": "NIK harus 16 angka; yang diketik 3."}


def test_no_name_nik_or_phone_of_anybody_reaches_the_journal(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI, **PROXY, came_nik=RINA_NIK, came_phone="081200002222")
    with sqlite3.connect(karimun.desk.store.path) as conn:
        said = " ".join(data for (data,) in conn.execute("SELECT data FROM journal"))
    for word in ("Contoh", NIK, RINA_NIK, "0812", "Jalan"):
        assert word not in said
