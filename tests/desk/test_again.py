"""The next file of the same person, or of who comes for several: what of a registration holds once more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.perform import perform
from loket.desk.errors import WhoIsIt
from loket.desk.intake import again, registration
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.privacy import erasing
from loket.flow.acts import Refused, Withdraw
from tests.desk.kantor import NIK, Kantor

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1", company="CV Satu")
RINA_NIK, TONO_NIK = "2102014508900004", "2102014508900005"
TONO = NewApplicant("Contoh Tono", TONO_NIK)
RINA = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_phone": "081200002222", "proxy_seen": True}


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, service: str, asked: NewApplicant, **more: object) -> int:
    new = Registration(service, "baru", asked, **more)  # type: ignore[arg-type]
    return registration.register(office.desk, who, new).file


def test_people_are_as_they_are_known_by_now_and_the_company_is_the_file_s(
    karimun: Kantor, sari: Who
) -> None:
    first = registered(karimun, sari, "apotek", SITI, **RINA, came_nik=RINA_NIK)
    moved = replace(SITI, phone="081200009999", company="CV Dua")
    registered(karimun, sari, "reklame", moved)
    last = again.last(karimun.desk, sari, first)
    assert last.applicant is not None
    assert last.proxy is not None
    assert (last.service, last.kind, last.channel) == ("apotek", "baru", "loket")
    assert (last.applicant.phone, last.applicant.company) == ("081200009999", "CV Satu")
    assert (last.applicant.nik, last.proxy.nik) == ("210201******0012", "210201******0004")
    assert (last.proxy.name, last.proxy.phone) == ("Rina Contoh", "081200002222")


def test_who_comes_again_needs_no_nik_and_is_the_same(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, "apotek", SITI, **RINA, came_nik=RINA_NIK)
    rina = again.last(karimun.desk, sari, first).proxy
    second = registered(karimun, sari, "apotek", TONO, **RINA, proxy=rina)
    rows = [karimun.view(file).row for file in (first, second)]
    assert rows[0].came_version == rows[1].came_version
    assert entries.see_nik(karimun.desk, sari, second) == f"NIK {TONO_NIK}"


def test_a_form_with_an_older_copy_of_who_comes_takes_no_newer_number_away(
    karimun: Kantor, sari: Who
) -> None:
    first = registered(karimun, sari, "apotek", SITI, **RINA, came_nik=RINA_NIK)
    rina = again.last(karimun.desk, sari, first).proxy
    newer = {**RINA, "came_phone": "081200003333"}
    registered(karimun, sari, "apotek", TONO, **newer, came_nik=RINA_NIK)
    registered(karimun, sari, "reklame", TONO, **RINA, proxy=rina)
    (known,) = find_applicant(karimun.desk, sari, RINA_NIK)
    assert known.phone == "081200003333"


def test_who_is_shown_under_another_name_is_asked_about(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, "apotek", SITI, **RINA, came_nik=RINA_NIK)
    rina = again.last(karimun.desk, sari, first).proxy
    with pytest.raises(WhoIsIt) as asked:
        registered(karimun, sari, "apotek", TONO, **{**RINA, "came_name": "Wati Contoh"}, proxy=rina)
    assert asked.value.whom == "kuasa"


def test_nothing_is_taken_over_of_who_was_erased(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, "apotek", SITI)
    perform(karimun.desk, sari, karimun.ref(first), Withdraw(0), remark="pindah")
    person = karimun.view(first).applicant.id
    erasing.erase(karimun.desk, None, person, reason="Retensi berakhir", decree="800/12/2026")
    last = again.last(karimun.desk, sari, first)
    assert (last.applicant, last.proxy) == (None, None)


def test_the_front_office_alone_is_told_for_another_registration(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, "apotek", SITI)
    with pytest.raises(Refused):
        again.last(karimun.desk, karimun.who("bo"), first)
