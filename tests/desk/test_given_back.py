"""What a registration changed of persons on record, once it is void: earlier words hold again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.intake.applicant import NewApplicant, find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.desk.privacy import erasing
from loket.flow.acts import Undo, Void, Withdraw
from loket.store import applicants
from tests import registering
from tests.desk.kantor import NIK, Kantor
from tests.desk.undo import f9

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1")
MOVED = replace(SITI, phone="081200009999", company="CV Contoh")
OTHER_NIK, RINA_NIK = "2102014508900003", "2102014508900004"
RINA = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_nik": RINA_NIK, "proxy_seen": True}


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def registered(office: Kantor, who: Who, asked: NewApplicant, **more: object) -> int:
    new = Registration("apotek", "baru", asked, **more)  # type: ignore[arg-type]
    return registering.register(office.desk, who, new).file


def void(office: Kantor, who: Who, file: int) -> None:
    perform(office.desk, who, office.ref(file), Void(), remark="salah daftar")


def known(office: Kantor, who: Who, nik: str = NIK) -> NewApplicant | None:
    """What a registration would show of whoever has that NIK."""
    found = find_applicant(office.desk, who, nik)
    return NewApplicant(*(getattr(found[0], name) for name in NewApplicant.__slots__)) if found else None


def whole(office: Kantor) -> bool:
    return examine(office.desk).whole


def test_a_voided_registration_gives_the_words_back_that_it_renewed(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, SITI)
    before = known(karimun, sari)
    second = registered(karimun, sari, MOVED)
    void(karimun, sari, second)
    assert known(karimun, sari) == before
    assert [karimun.view(file).applicant.phone for file in (first, second)] == [SITI.phone, MOVED.phone]
    assert karimun.history(second)[-1] == "Data kembali seperti sebelumnya · Petugas fo2"
    assert whole(karimun)


def test_f9_on_the_registration_gives_them_back_too(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    before = known(karimun, sari)
    registered(karimun, sari, MOVED)
    f9(karimun.desk, sari)
    assert known(karimun, sari) == before
    assert whole(karimun)


def test_a_name_and_a_nik_come_back_as_well(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, replace(SITI, nik=OTHER_NIK))
    (person,) = find_applicant(karimun.desk, sari, OTHER_NIK)
    same = Answer("pemohon", frozenset({person.version}), person.id)
    second = registered(karimun, sari, SITI, answers=(same,))
    assert known(karimun, sari, OTHER_NIK) is None
    void(karimun, sari, second)
    assert known(karimun, sari) is None
    assert known(karimun, sari, OTHER_NIK) is not None
    assert whole(karimun)


def test_when_the_voiding_is_taken_back_the_new_words_hold_again(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    second = registered(karimun, sari, MOVED)
    renewed = known(karimun, sari)
    for _ in range(2):
        void(karimun, sari, second)
        assert known(karimun, sari) != renewed
        f9(karimun.desk, sari)
        assert isinstance(karimun.events(second)[-2].act, Undo)
        assert known(karimun, sari) == renewed
    assert whole(karimun)


def test_words_that_another_file_uses_stay(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    second = registered(karimun, sari, MOVED)
    third = registered(karimun, sari, MOVED)
    assert karimun.view(third).row.applicant_version == karimun.view(second).row.applicant_version
    void(karimun, sari, second)
    assert known(karimun, sari) == replace(MOVED, nik="210201******0012")
    assert whole(karimun)


def test_words_that_somebody_renewed_since_stay(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI)
    second = registered(karimun, sari, MOVED)
    registered(karimun, sari, replace(MOVED, address="Jalan Contoh 2"))
    newest = known(karimun, sari)
    void(karimun, sari, second)
    assert known(karimun, sari) == newest
    assert whole(karimun)


def test_a_nik_that_somebody_else_has_by_now_does_not_come_back(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, replace(SITI, nik=OTHER_NIK))
    (person,) = find_applicant(karimun.desk, sari, OTHER_NIK)
    same = Answer("pemohon", frozenset({person.version}), person.id)
    second = registered(karimun, sari, SITI, answers=(same,))
    registered(karimun, sari, NewApplicant("Contoh Lain", OTHER_NIK))
    void(karimun, sari, second)
    found = [known(karimun, sari, nik) for nik in (NIK, OTHER_NIK)]
    assert [who.name for who in found if who] == ["Contoh Siti", "Contoh Lain"]
    assert whole(karimun)


def test_nor_does_a_npwp_that_tells_it(karimun: Kantor, sari: Who) -> None:
    """Since 2024 a NPWP is the NIK, so it would be the other's too."""
    registered(karimun, sari, replace(SITI, nik=OTHER_NIK, npwp=OTHER_NIK))
    (person,) = find_applicant(karimun.desk, sari, OTHER_NIK)
    same = Answer("pemohon", frozenset({person.version}), person.id)
    second = registered(karimun, sari, replace(SITI, npwp=NIK), answers=(same,))
    registered(karimun, sari, NewApplicant("Contoh Lain", OTHER_NIK))
    void(karimun, sari, second)
    with karimun.desk.store.read() as conn:
        siti = applicants.by_id(conn, person.id)
    assert (siti.nik, siti.npwp) == (NIK, NIK)
    assert whole(karimun)


def test_of_two_voided_registrations_with_one_nik_neither_takes_it_from_the_other_for_ever(
    karimun: Kantor, sari: Who
) -> None:
    for name in ("Contoh Siti", "Contoh Sita"):
        void(karimun, sari, registered(karimun, sari, NewApplicant(name, NIK)))
    assert whole(karimun)
    assert registered(karimun, sari, NewApplicant("Contoh Siti", NIK))


def test_of_somebody_new_there_is_nothing_to_give_back(karimun: Kantor, sari: Who) -> None:
    file = registered(karimun, sari, SITI)
    void(karimun, sari, file)
    assert known(karimun, sari) is not None
    assert not any("kembali" in line for line in karimun.history(file))


def test_who_came_for_the_applicant_has_their_words_back_too(karimun: Kantor, sari: Who) -> None:
    registered(karimun, sari, SITI, **RINA, came_phone="081200002222")
    before = known(karimun, sari, RINA_NIK)
    second = registered(karimun, sari, SITI, **RINA, came_phone="081200003333")
    assert known(karimun, sari, RINA_NIK) != before
    void(karimun, sari, second)
    assert known(karimun, sari, RINA_NIK) == before
    assert whole(karimun)


def test_what_was_erased_does_not_come_back(karimun: Kantor, sari: Who) -> None:
    first = registered(karimun, sari, SITI)
    second = registered(karimun, sari, replace(MOVED, name="Contoh Siti"))
    perform(karimun.desk, sari, karimun.ref(first), Withdraw(0), remark="pindah")
    (person,) = find_applicant(karimun.desk, sari, NIK)
    erasing.erase(karimun.desk, None, person.id, reason="retensi", decree="800/1")
    void(karimun, sari, second)
    with karimun.desk.store.read() as conn:
        texts = conn.exec_driver_sql("SELECT text FROM value WHERE kind = 'applicant' ORDER BY id")
        kept = [text for (text,) in texts]
    assert [text is None for text in kept] == [True, False]
    assert whole(karimun)
