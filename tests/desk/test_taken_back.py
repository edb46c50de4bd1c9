"""Corrections of the same persons from several files, taken back in any order: what is known of them then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid, WhoIsIt
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import IN_PERSON, Answer
from loket.desk.integrity import examine
from loket.flow.acts import Void
from loket.store import applicants
from tests import registering
from tests.desk.kantor import NIK, Kantor, open_kantor
from tests.desk.undo import f9, undo_event
from tests.examples import tries

SITI = NewApplicant("Contoh Siti", NIK, "081200001111", address="Jalan Contoh 1", company="CV Contoh")
BELA = NewApplicant("Contoh Bela", "2102014508900005", "081200002222")
RINA = {"came_as": "kuasa", "came_name": "Rina Contoh", "came_nik": "2102014508900004", "proxy_seen": True}
OF_RINA = {
    "name": "came_name",
    "nik": "came_nik",
    "phone": "came_phone",
    **{n: f"came_{n}" for n in applicants.DOCUMENT},
}
MANY = settings(
    max_examples=tries(6),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)


class Counter:
    """A clerk who corrects files, and takes each correction back sooner or later."""

    def __init__(self, office: Kantor, chance: Random, who: str = "fo2") -> None:
        self.office, self.chance, self.count = office, chance, 0
        self.who: Who = office.who(who)
        self.done: list[tuple[int, int, dict[str, str]]] = []
        """What stands of the corrections: file, sequence, what was typed."""

    def registered(self, asked: NewApplicant, **more: Any) -> int:
        self.office.wait(1)
        new = Registration(**{"service": "apotek", "kind": "baru", "applicant": asked, **more})
        return registering.register(self.office.desk, self.who, new).file

    def correct(self, file: int, changed: dict[str, str], *, asked_for: bool = True) -> None:
        """Whoever it may be, it is the person whom the file shows (`asked_for`), or by chance any of them."""
        self.office.wait(1)
        said: tuple[Answer, ...] = ()
        while True:
            try:
                ref = self.office.ref(file)
                done = registering.correct(self.office.desk, self.who, ref, changed, "salah ketik", said)
            except WhoIsIt as doubt:
                row = self.office.view(file).row
                own = row.applicant_id if doubt.whom == IN_PERSON else row.came_id
                same = own if asked_for else self.chance.choice(doubt.known).id
                said += (Answer(doubt.whom, frozenset(each.version for each in doubt.known), same),)
            else:
                events = self.office.events(file)[ref.version : done.version]
                self.done.append((file, events[0].seq, changed))
                return

    def take_back(self) -> None:
        """The last that was corrected of a file; another file's may be older."""
        self.office.wait(1)
        last = {file: (file, seq, changed) for file, seq, changed in self.done}
        found = self.chance.choice([*last.values()])
        undo_event(self.office.desk, self.who, *found[:2])
        self.done.remove(found)

    def known(self, person: int) -> dict[str, str]:
        with self.office.desk.store.read() as conn:
            known = applicants.by_id(conn, person)
        return {name: getattr(known, name) for name in applicants.FIELDS}

    def anything(self) -> dict[str, str]:
        """A word or two of who applies, or of who came, that nobody else has."""
        self.count += 1
        n = self.count
        words = {
            "name": f"{chr(64 + n)}anu Rekaan",
            "nik": f"21020155088501{n:02}",
            "phone": f"0812776{n:05}",
        }
        document = {"id_kind": self.chance.choice(("paspor", "kitas")), "id_number": f"X76543{n:02}"}
        if self.chance.random() < 0.4:
            told = self._some(words, document)
            return {OF_RINA[name]: word for name, word in told.items()}
        more = {"address": f"Jalan Rekaan {n}", "company": f"CV Nomor{n}", "email": f"s{n}@contoh.id"}
        return self._some(words | more | {"second_phone": f"0813776{n:05}"}, document)

    def _some(self, words: dict[str, str], document: dict[str, str]) -> dict[str, str]:
        if self.chance.random() < 0.2:
            return document
        return {name: words[name] for name in self.chance.sample(sorted(words), self.chance.randint(1, 2))}


@given(seed=st.integers(0, 2**32))
@MANY
def test_each_thing_is_as_the_last_correction_said_that_stands(seed: int) -> None:
    with TemporaryDirectory() as folder:
        counter = Counter(open_kantor(Path(folder), "karimun"), Random(seed))
        files = [counter.registered(SITI, **RINA) for _ in range(3)]
        row = counter.office.view(files[0]).row
        assert row.came_id is not None
        siti, rina = counter.known(row.applicant_id), counter.known(row.came_id)

        def check() -> None:
            said = [changed for _, _, changed in counter.done]
            of_rina = [{n: c[name] for n, name in OF_RINA.items() if name in c} for c in said]
            of_siti = [{n: c[n] for n in applicants.FIELDS if n in c} for c in said]
            assert counter.known(row.applicant_id) == merged(siti, of_siti)
            assert counter.known(row.came_id or 0) == merged(rina, of_rina)

        for _ in range(12):
            if counter.done and counter.chance.random() < 0.4:
                counter.take_back()
            else:
                counter.correct(counter.chance.choice(files), counter.anything())
            check()
        while counter.done:
            counter.take_back()
            check()
        assert examine(counter.office.desk).whole
        counter.office.desk.store.close()


def merged(first: dict[str, str], said: list[dict[str, str]]) -> dict[str, str]:
    for changed in said:
        first = {**first, **changed}
    return first


@given(seed=st.integers(0, 2**32))
@MANY
def test_once_all_is_taken_back_everybody_has_their_own_numbers_again(seed: int) -> None:
    """However NIKs, passports and files went from one to another meanwhile."""
    numbers = (NIK, BELA.nik, "2102014508900071", "2102014508900072")
    passports = ("X7654321", "X7654322")
    with TemporaryDirectory() as folder:
        counter = Counter(open_kantor(Path(folder), "karimun"), Random(seed))
        chance = counter.chance
        own = [replace(SITI, id_kind="paspor", id_number=passports[0]), BELA]
        files = [counter.registered(asked) for asked in own for _ in range(2)]
        people = {counter.office.view(file).row.applicant_id for file in files}
        first = {person: counter.known(person) for person in people}
        for _ in range(8):
            changed = {"nik": chance.choice(numbers)}
            if chance.random() < 0.3:
                changed = {"id_kind": "paspor", "id_number": chance.choice(passports)}
            if chance.random() < 0.3:
                changed["name"] = chance.choice((SITI.name, BELA.name))
            try:
                counter.correct(chance.choice(files), changed, asked_for=False)
            except Invalid:
                continue
            if chance.random() < 0.3:
                counter.take_back()
        while counter.done:
            counter.take_back()
        assert {person: counter.known(person) for person in people} == first
        assert examine(counter.office.desk).whole
        counter.office.desk.store.close()


def test_two_corrections_taken_back_in_the_order_they_were_made_leave_the_original(karimun: Kantor) -> None:
    counter = Counter(karimun, Random(0))
    first, second = (counter.registered(SITI) for _ in range(2))
    person = karimun.view(first).row.applicant_id
    counter.correct(first, {"phone": "081200003333"})
    counter.correct(second, {"phone": "081200004444"})
    (_, one, _), (_, two, _) = counter.done
    undo_event(karimun.desk, counter.who, first, one)
    assert counter.known(person)["phone"] == "081200004444"
    undo_event(karimun.desk, counter.who, second, two)
    assert counter.known(person)["phone"] == SITI.phone


@pytest.mark.parametrize("swapped", [False, True])
def test_a_nik_that_went_to_somebody_else_comes_back_also_where_it_was_given_up_first(
    karimun: Kantor, swapped: bool
) -> None:
    counter = Counter(karimun, Random(0))
    files = [counter.registered(asked) for asked in (SITI, BELA)]
    people = [karimun.view(file).row.applicant_id for file in files]
    counter.correct(files[0], {"nik": BELA.nik if swapped else "2102014508900071"})
    counter.correct(files[1], {"nik": SITI.nik})
    for file, seq, _ in counter.done:
        undo_event(karimun.desk, counter.who, file, seq)
    assert [counter.known(person)["nik"] for person in people] == [SITI.nik, BELA.nik]


def test_a_company_that_is_a_files_own_is_not_given_to_the_person(karimun: Kantor) -> None:
    """A file that was put right to somebody else keeps its company; theirs stays what it was."""
    counter = Counter(karimun, Random(0))
    of_bela = counter.registered(BELA)
    person = karimun.view(of_bela).row.applicant_id
    file = counter.registered(SITI)
    counter.correct(file, {"nik": BELA.nik, "name": BELA.name})
    counter.correct(of_bela, {"phone": "081200003333"})
    undo_event(karimun.desk, counter.who, of_bela, counter.done[-1][1])
    assert (counter.known(person)["phone"], counter.known(person)["company"]) == (BELA.phone, "")


def test_a_void_registration_says_nothing_also_where_a_correction_came_after_it(karimun: Kantor) -> None:
    counter = Counter(karimun, Random(0))
    first = counter.registered(SITI)
    person = karimun.view(first).row.applicant_id
    second = counter.registered(replace(SITI, phone="081200003333"))
    counter.correct(first, {"phone": "081200004444"})
    perform(karimun.desk, counter.who, karimun.ref(second), Void(), remark="salah daftar")
    assert counter.known(person)["phone"] == "081200004444"
    f9(karimun.desk, counter.who)
    f9(karimun.desk, counter.who)
    assert counter.known(person)["phone"] == "081200003333", "the void was taken back, and the correction"


def test_what_a_follow_up_took_over_from_its_parent_goes_with_the_parents_correction(
    kantor: Callable[..., Kantor],
) -> None:
    """It shows what its parent showed then, and says nothing of the person itself until it is corrected."""
    office = kantor("pariaman")
    parent = office.register().file
    person = office.view(parent).row.applicant_id
    counter = Counter(office, Random(0), "fo")
    before = counter.known(person)["phone"]
    for done in ("lanjut", "akun-jadi"):
        office.do(parent, "fo", done)
    counter.correct(parent, {"phone": "081200003333"})
    office.do(parent, "fo", "tinggi")
    (child,) = [row.id for row in office.view(parent).related]
    (correction,) = counter.done
    undo_event(office.desk, counter.who, *correction[:2])
    assert office.view(child).applicant.phone == "081200003333"
    assert counter.known(person)["phone"] == before
    counter.correct(child, {"phone": "081200004444"})
    assert counter.known(person)["phone"] == "081200004444"
