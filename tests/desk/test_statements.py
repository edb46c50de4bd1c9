"""How often a desk asks the database: once for many, however many they are; and what it reads in peace."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

import pytest

from loket.desk.case import entries, file_view, lists
from loket.desk.case.perform import choose, perform
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.privacy import access, disclosure, erasing
from loket.flow.acts import Choose, Void, Withdraw
from loket.store import access as stored
from loket.store import applicants, documents, files, values
from tests import registering
from tests.desk.kantor import Kantor, at_back_office

BELA_NIK = "2102014508900005"
BELA = NewApplicant("Contoh Bela", BELA_NIK, "081200003333")


def registered(office: Kantor, asked: NewApplicant = BELA) -> int:
    new = Registration("apotek", "baru", asked)
    return registering.register(office.desk, office.who("fo2"), new).file


@pytest.mark.parametrize("many", [1, 6])
def test_looks_are_listed_by_as_few_statements_however_many_files_and_people_were_looked_at(
    karimun: Kantor, statements: list[str], many: int
) -> None:
    for at in range(many):
        file = registered(karimun, NewApplicant(f"Contoh {chr(65 + at)}ela", f"21020145089010{at:02}"))
        entries.see_nik(karimun.desk, karimun.who("fo2"), file)
    statements.clear()
    assert len(access.looks(karimun.desk, None)) == many
    assert len(statements) <= 7


@pytest.mark.parametrize("many", [1, 6])
def test_so_are_those_at_one_person_however_many_files_they_have(
    karimun: Kantor, statements: list[str], many: int
) -> None:
    for _ in range(many):
        entries.see_nik(karimun.desk, karimun.who("fo2"), registered(karimun))
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    with karimun.desk.store.read() as conn:
        rows = files.of_person(conn, person.known.id)
        statements.clear()
        looked = stored.looks_at(conn, person.known.id, (row.id for row in rows), access.NOTES)
        assert len(access.as_looks(conn, looked)) == many
    assert len(statements) <= 8


def test_what_a_file_wrote_of_somebody_is_read_at_once_when_it_is_void(
    karimun: Kantor, statements: list[str]
) -> None:
    file = registered(karimun)
    for at in range(5):
        changed = {"phone": f"08120000{at:04}"}
        registering.correct(karimun.desk, karimun.who("fo2"), karimun.ref(file), changed, "salah ketik")
    statements.clear()
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Void(0), remark="keliru")
    assert statements.count(values._THESE.text) == 1
    assert statements.count(values._ONE.text) < 5


def test_a_pile_asks_once_at_which_steps_others_may_help(karimun: Kantor, statements: list[str]) -> None:
    at_back_office(karimun)
    statements.clear()
    assert lists.pile(karimun.desk, karimun.who("andi")).waiting
    assert statements.count(documents._VERSIONS.text) == 1


def test_a_choice_reads_its_file_once(karimun: Kantor, statements: list[str]) -> None:
    file, who = at_back_office(karimun), karimun.who("andi")
    karimun.take(file, "andi")
    karimun.fill(file, "andi")
    seen = dict(file_view.view(karimun.desk, who, file).values)
    assert seen
    statements.clear()
    choose(karimun.desk, who, karimun.ref(file), Choose("benar"), seen)
    assert statements.count(files._KEPT.text) == 1


# what is read in peace


@dataclass
class OtherCounter:
    """Registers somebody while a desk reads; where the desk wrote meanwhile, the test would fail."""

    office: Kantor
    monkeypatch: pytest.MonkeyPatch
    file: int | None = None

    def registers_during(self, module: ModuleType, name: str) -> None:
        reads = getattr(module, name)

        def read(*given: object, **more: object) -> object:
            if self.file is None:
                self.file = registered(self.office)
            return reads(*given, **more)

        self.monkeypatch.setattr(module, name, read)


@pytest.fixture
def other(karimun: Kantor, monkeypatch: pytest.MonkeyPatch) -> OtherCounter:
    return OtherCounter(karimun, monkeypatch)


def test_the_counters_register_while_it_is_read_what_is_kept_of_somebody(
    karimun: Kantor, other: OtherCounter
) -> None:
    registered(karimun)
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    other.registers_during(stored, "looks_at")
    assert len(disclosure.disclose(karimun.desk, None, person.known.id).files) == 1
    assert other.file is not None
    assert len(disclosure.disclose(karimun.desk, None, person.known.id).files) == 2


def test_what_is_registered_while_it_is_read_what_goes_is_kept(karimun: Kantor, other: OtherCounter) -> None:
    file = registered(karimun)
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), Withdraw(0), remark="pindah")
    (person,) = disclosure.matches(karimun.desk, None, BELA_NIK)
    other.registers_during(applicants, "former")
    said = {"reason": "masa simpan habis", "decree": "SK 1/2036"}
    done = erasing.erase(karimun.desk, None, person.known.id, **said)
    assert other.file is not None
    assert done.underway == (karimun.view(other.file).row.number,)
    assert karimun.view(other.file).applicant.name == "Contoh Bela"
