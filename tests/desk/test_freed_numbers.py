"""Whose a NIK or other document is once somebody has another: theirs whose file in force said it last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk.case.perform import perform
from loket.desk.errors import Invalid, WhoIsIt
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.flow.acts import Void
from loket.store import applicants
from tests import registering
from tests.desk.kantor import NIK, Kantor, open_kantor
from tests.desk.undo import f9, undo_event
from tests.examples import tries

FREE, LAST = "2102014508900071", "2102014508900072"
NAMES = ("Contoh Siti", "Contoh Bela", "Contoh Tari")


class Counter:
    """A clerk who takes every number for that of whom they have before them."""

    def __init__(self, office: Kantor) -> None:
        self.office, self.who = office, office.who("fo2")

    def registered(self, name: str, nik: str = "", **more: Any) -> int:
        """A file of whoever has that name on record, else of somebody new."""
        self.office.wait(1)
        told = Registration("apotek", "baru", NewApplicant(name, nik, **more))
        return int(
            self._asked(
                lambda said: (
                    registering.register(
                        self.office.desk, self.who, Registration(**{**_fields(told), "answers": said})
                    ).file
                )
            )
        )

    def corrected(self, file: int, **changed: str) -> int:
        """Put the file right, as the same person's; the correction's sequence."""
        self.office.wait(1)
        ref, own = self.office.ref(file), self.person(file)
        why = "salah ketik"
        self._asked(
            lambda said: registering.correct(self.office.desk, self.who, ref, changed, why, said), own
        )
        return ref.version + 1

    def _asked(self, do: Any, own: int | None = None) -> Any:
        said: tuple[Answer, ...] = ()
        while True:
            try:
                return do(said)
            except WhoIsIt as doubt:
                same = own if own is not None else doubt.known[0].id
                said += (Answer(doubt.whom, frozenset(each.version for each in doubt.known), same),)

    def person(self, file: int) -> int:
        return self.office.view(file).row.applicant_id

    def nik(self, file: int) -> str:
        """What is known by now as the NIK of whom the file shows."""
        with self.office.desk.store.read() as conn:
            return applicants.by_id(conn, self.person(file)).nik


def _fields(told: Registration) -> dict[str, Any]:
    return {name: getattr(told, name) for name in told.__dataclass_fields__}


@pytest.fixture
def counter(karimun: Kantor) -> Iterator[Counter]:
    yield Counter(karimun)
    assert examine(karimun.desk).whole


@pytest.fixture
def two(counter: Counter) -> tuple[int, int]:
    """Siti's file says a NIK of hers that was said to be Bela's since, on Bela's first file."""
    siti, bela = counter.registered("Contoh Siti", NIK), counter.registered("Contoh Bela", FREE)
    counter.corrected(bela, nik=NIK)
    assert (counter.nik(siti), counter.nik(bela)) == ("", NIK)
    return siti, bela


def test_it_is_theirs_again_whose_file_says_it_when_the_other_is_corrected(
    counter: Counter, two: tuple[int, int]
) -> None:
    siti, bela = two
    counter.corrected(bela, nik=LAST)
    assert (counter.nik(siti), counter.nik(bela)) == (NIK, LAST)


def test_also_by_a_correction_of_another_file_of_theirs(counter: Counter, two: tuple[int, int]) -> None:
    siti, bela = two
    counter.corrected(counter.registered("Contoh Bela", NIK), nik=LAST)
    assert (counter.nik(siti), counter.nik(bela)) == (NIK, LAST)


def test_and_by_a_registration_that_says_another(counter: Counter, two: tuple[int, int]) -> None:
    siti, bela = two
    newest = counter.registered("Contoh Bela", LAST)
    assert (counter.nik(siti), counter.nik(bela)) == (NIK, LAST)
    said = "Data orang lain kembali menurut berkasnya sendiri · Petugas fo2"
    assert said in counter.office.history(newest)


def test_what_that_registration_brought_goes_back_with_it(counter: Counter, two: tuple[int, int]) -> None:
    siti, bela = two
    newest = counter.registered("Contoh Bela", LAST)
    perform(counter.office.desk, counter.who, counter.office.ref(newest), Void(), remark="salah daftar")
    assert (counter.nik(siti), counter.nik(bela)) == ("", NIK)
    f9(counter.office.desk, counter.who)
    assert (counter.nik(siti), counter.nik(bela)) == (NIK, LAST)


def test_what_a_correction_brought_goes_back_with_it(counter: Counter, two: tuple[int, int]) -> None:
    siti, bela = two
    seq = counter.corrected(counter.registered("Contoh Bela", NIK), nik=LAST)
    other = counter.registered("Contoh Bela", LAST)
    undo_event(counter.office.desk, counter.who, other - 1, seq)
    assert (counter.nik(siti), counter.nik(bela)) == (NIK, LAST), "a later file says so too"
    perform(counter.office.desk, counter.who, counter.office.ref(other), Void(), remark="salah daftar")
    assert (counter.nik(siti), counter.nik(bela)) == ("", NIK)


def test_of_two_whose_files_say_it_theirs_who_said_it_last(counter: Counter, two: tuple[int, int]) -> None:
    siti, bela = two
    tari = counter.registered("Contoh Tari", FREE)
    counter.corrected(tari, nik=NIK)
    assert [counter.nik(file) for file in (siti, bela, tari)] == ["", "", NIK]
    counter.corrected(tari, nik=LAST)
    assert [counter.nik(file) for file in (siti, bela, tari)] == ["", NIK, LAST]
    counter.corrected(bela, nik=FREE)
    assert [counter.nik(file) for file in (siti, bela, tari)] == [NIK, FREE, LAST]


def test_a_passport_likewise(counter: Counter) -> None:
    siti = counter.registered("Contoh Siti", id_kind="paspor", id_number="X7654321")
    bela = counter.registered("Contoh Bela", id_kind="paspor", id_number="X7654322")
    counter.corrected(bela, id_number="X7654321")
    other = counter.registered("Contoh Bela", id_kind="paspor", id_number="X7654321")
    counter.corrected(other, id_number="X7654323")
    with counter.office.desk.store.read() as conn:
        known = [applicants.by_id(conn, counter.person(file)).id_number for file in (siti, bela)]
    assert known == ["X7654321", "X7654323"]


@dataclass(frozen=True)
class _Said:
    """What a file in force says of whom it shows: each number, and when it began to say so."""

    person: int
    since: dict[str, int]


class _Sayings:
    """Files, each with what it said one after the other."""

    def __init__(self, counter: Counter, chance: Random) -> None:
        self.counter, self.chance, self.moment = counter, chance, 0
        self.files: dict[int, list[tuple[int, _Said]]] = {}

    def somebody_comes(self) -> None:
        nik = {"nik": self.chance.choice(NIKS)}
        passport = {"id_kind": "paspor", "id_number": self.chance.choice(PASSPORTS)}
        number = passport if self.chance.random() < 0.3 else nik
        file = self.counter.registered(self.chance.choice(NAMES), **number)
        self.files[file] = []
        self._says(file, 0)

    def a_file_is_corrected(self) -> None:
        file = self.chance.choice(sorted(self.files))
        changed = {"nik": self.chance.choice(NIKS)}
        if self.chance.random() < 0.3:
            changed = {"id_kind": "paspor", "id_number": self.chance.choice(PASSPORTS)}
        self._says(file, self.counter.corrected(file, **changed))

    def a_correction_is_taken_back(self) -> None:
        done = [(file, said[-1][0]) for file, said in sorted(self.files.items()) if said[-1][0]]
        if done:
            file, seq = self.chance.choice(done)
            undo_event(self.counter.office.desk, self.counter.who, file, seq)
            self.files[file].pop()

    def a_registration_is_void(self) -> None:
        """One of several of the same person: a void file says nothing."""
        file = self.chance.choice(sorted(self.files))
        person = self.files[file][-1][1].person
        if sum(said[-1][1].person == person for said in self.files.values()) > 1:
            ref = self.counter.office.ref(file)
            perform(self.counter.office.desk, self.counter.who, ref, Void(), remark="salah daftar")
            del self.files[file]

    def _says(self, file: int, seq: int) -> None:
        self.moment += 1
        view = self.counter.office.view(file)
        with self.counter.office.desk.store.read() as conn:
            shown = applicants.version(conn, view.row.applicant_version)
        before = self.files[file][-1][1] if self.files[file] else None
        known = before.since if before is not None and before.person == shown.id else {}
        since = {f"{thing} {word}": self.moment for thing, word in _numbers(shown).items()}
        since |= {number: known[number] for number in since if number in known}
        self.files[file].append((seq, _Said(shown.id, since)))

    def check(self) -> None:
        with self.counter.office.desk.store.read() as conn:
            for thing in ("nik", "id_number"):
                for number, person in self._owners(thing).items():
                    niks = f"SELECT id FROM applicant WHERE {thing} = '{number.split()[-1]}'"
                    found = conn.exec_driver_sql(niks).all()
                    assert found == [(person,)], number

    def _owners(self, thing: str) -> dict[str, int]:
        """Of each of these numbers whose it is: theirs whose file began last to say it of them."""
        theirs: dict[int, tuple[int, str]] = {}
        for said in (stack[-1][1] for stack in self.files.values()):
            for number, since in said.since.items():
                if number.startswith(thing) and (since, number) > theirs.get(said.person, (0, "")):
                    theirs[said.person] = since, number
        owners: dict[str, tuple[int, int]] = {}
        for person, (since, number) in theirs.items():
            owners[number] = max(owners.get(number, (0, 0)), (since, person))
        return {number: person for number, (_, person) in owners.items() if not number.endswith(" ")}


def _numbers(known: applicants.Applicant) -> dict[str, str]:
    return {"nik": known.nik, "id_number": known.id_number}


NIKS, PASSPORTS = (NIK, FREE, LAST), ("X7654321", "X7654322")


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=tries(6),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_whatever_is_registered_corrected_void_and_taken_back(seed: int) -> None:
    with TemporaryDirectory() as folder:
        office = open_kantor(Path(folder), "karimun")
        sayings = _Sayings(Counter(office), Random(seed))
        does = (
            *(sayings.somebody_comes,) * 2,
            *(sayings.a_file_is_corrected,) * 4,
            *(sayings.a_correction_is_taken_back,) * 2,
            sayings.a_registration_is_void,
        )
        sayings.somebody_comes()
        for _ in range(20):
            try:
                sayings.chance.choice(does)()
            except Invalid:  # it is what the file says already, or NIK and passport are two persons'
                continue
            sayings.check()
        assert examine(office.desk).whole
        office.desk.store.close()
