"""Registrations, corrections, undoing, voiding and erasing in any order: who each file shows then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk import drafts
from loket.desk.case import directing, entries
from loket.desk.case.perform import perform
from loket.desk.errors import Changed, Invalid, WhoIsIt
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.integrity import examine
from loket.desk.papers.receipt import receipt_text
from loket.desk.privacy import erasing
from loket.flow.acts import Act, Correct, Refused, Undo, Void, Withdraw
from loket.flow.fold import registered
from loket.matching import folded
from loket.store import files
from tests import places, registering
from tests.desk.kantor import open_kantor
from tests.desk.undo import f9
from tests.examples import tries

NAMES = ("Wulandari Rekaan", "Wulandri Rekaan", "Parlindungan Rekaan", "Situmorang Rekaan")
NIKS = tuple(f"21020155088500{n:02}" for n in (71, 72, 73, 74, 75))
PASSPORT = ("paspor", "X7654321")
FREE = ("phone", "second_phone", "email", "address", "company")
REFUSED = (Changed, Invalid, Refused)
Shown = tuple[int, int | None]
Said = tuple[Answer, ...]


class Office:
    """One counter, a few people with names and NIKs that are easily mistaken, and all their files."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.office = open_kantor(folder, "karimun")
        self.chance = chance
        self.who = self.office.who("fo2")
        self.shown: dict[int, list[Shown]] = {}
        self.ever: dict[int, set[int | None]] = {}
        """Whom each file ever showed."""
        self.said: dict[int, list[str]] = {}
        """By the file what stands nowhere but in what was written on it."""
        self.erased: set[int] = set()
        self.closed: set[int] = set()
        """Files that were theirs whom somebody erased: they never open again."""
        self.count = 0

    # what people do

    def a_file_comes_in(self) -> None:
        told: dict[str, Any] = {"service": "apotek", "kind": "baru", "applicant": self._somebody()}
        if self.chance.random() < 0.4:
            told |= {"came_as": "kuasa", "proxy_seen": True, "came_name": self.chance.choice(NAMES)}
            told["came_nik"] = self.chance.choice(("", *NIKS))

        def register(said: Said) -> int:
            return registering.register(self.office.desk, self.who, Registration(**told, answers=said)).file

        file = self._asked(register)
        self.shown[file] = [self._row(file)]
        self._saw(file)

    def a_file_is_put_right(self) -> None:
        file = self._file()
        changed = {name: self._word(name) for name in self.chance.sample(FREE, self.chance.randint(0, 2))}
        changed |= {"name": self.chance.choice(NAMES)} if self.chance.random() < 0.4 else {}
        changed |= {"nik": self.chance.choice(NIKS)} if self.chance.random() < 0.4 else {}
        if self.chance.random() < 0.3:
            changed |= {"came_as": self.chance.choice(("pemohon", "kuasa")), "proxy_seen": "ya"}
        if self.chance.random() < 0.2:
            behind = self.chance.choice(("", self.chance.choice(NAMES)))
            changed |= {"outside_number": f"SIC-{self.chance.randint(1, 99)} {behind}"}
        if self.chance.random() < 0.3:
            changed |= {"came_name": self.chance.choice(NAMES), "came_nik": self.chance.choice(NIKS)}
        if self.chance.random() < 0.1:
            changed |= dict(zip(("id_kind", "id_number"), PASSPORT, strict=True))
        why, ref = self._words("sebab"), self.office.ref(file)
        self._asked(lambda said: registering.correct(self.office.desk, self.who, ref, changed, why, said))
        self.shown[file].append(self._row(file))
        self._saw(file, why)

    def a_file_is_written_on(self) -> None:
        file, note, remark = self._file(), self._words("tanda"), self._words("catatan")
        item = self.chance.choice(self.office.view(file).checklist).requirement.id
        entries.set_mark(self.office.desk, self.who, file, item, "kurang", note)
        self._saw(file, note)
        directing.remark(self.office.desk, self.who, self.office.ref(file), remark)
        self._saw(file, remark)

    def a_form_is_left_half_typed(self) -> None:
        known = [json.loads(text) for text in self._kept("kind = 'applicant'")] or [{}]
        typed = {key: self.chance.choice(known).get(key, "") for key in ("name", "nik", "phone")}
        self.count += 1
        drafts.save(self.office.desk, self.who, "pendaftaran", f"nomor:{self.count}", typed)

    def the_last_is_taken_back(self) -> None:
        known = {file: len(self.office.events(file)) for file in self.shown}
        f9(self.office.desk, self.who)
        for file, before in known.items():
            events = self.office.events(file)
            undone = next((e.act.undone for e in events[before:] if isinstance(e.act, Undo)), None)
            if undone is not None and isinstance(events[undone - 1].act, Correct):
                self.shown[file].pop()

    def a_file_ends(self) -> None:
        file, why = self._file(), self._words("akhir")
        act: Act = self.chance.choice((Void(), Withdraw(0)))
        perform(self.office.desk, self.who, self.office.ref(file), act, remark=why)
        self._saw(file, why)

    def somebody_is_erased(self) -> None:
        with self.office.desk.store.read() as conn:
            found = [id for (id,) in conn.exec_driver_sql("SELECT id FROM applicant")]
        person = self.chance.choice(found)
        before = self._words_of(person)
        done = erasing.erase(self.office.desk, None, person, reason="retensi", decree="800/1")
        with self.office.desk.store.read() as conn:
            rows, once = files.of_person(conn, person), files.once_of_person(conn, person)
        assert {row.id for row in (*rows, *once)} == {f for f, seen in self.ever.items() if person in seen}
        ended = [row.id for row in (*rows, *once) if row.ended_at is not None]
        under_way = {row.number for row in (*rows, *once) if row.ended_at is None}
        self.erased |= {row.id for row in rows} | {*ended}
        self.closed |= {row.id for row in rows if row.ended_at is not None}
        assert done.swept
        assert {*done.underway, *done.once} >= under_way
        for file, shown in self.shown.items():  # of others those that had a number of theirs were put right
            shown += [self._row(file)] if shown[-1] != self._row(file) else []
        self._only_where_needed(before, person, {*done.underway, *done.once})
        self._no_outside_number_tells(before, person, ended)
        kept = " ".join(self._kept("TRUE"))  # what is said of others may name the same
        left = {word for word in before if word not in kept}
        left |= {word for file in ended for word in self.said.pop(file, ())}
        raw = places.bytes_of(self.office.desk.store.place)
        assert not [word for word in left if word.encode() in raw or folded(word).encode() in raw]
        agrees = examine(self.office.desk)
        assert agrees.whole, agrees

    def _only_where_needed(self, before: set[str], person: int, named: set[str]) -> None:
        """Their NIK and passport stand nowhere but with whoever has them now, or on files that are named."""
        with self.office.desk.store.read() as conn:
            for number in before & {*NIKS, PASSPORT[1]}:
                held = f"SELECT id FROM applicant WHERE '{number}' IN (nik, id_number)"
                if [id for (id,) in conn.exec_driver_sql(held) if id != person]:
                    continue
                rows = (files.file_row(conn, file) for file in self.shown)
                needed = {
                    v
                    for row in rows
                    if row.number in named
                    for v in (row.applicant_version, row.came_version)
                }
                others = f"kind = 'applicant' AND owner <> {person}"
                has = f"SELECT id FROM value WHERE {others} AND instr(text, '{number}') > 0"
                assert {id for (id,) in conn.exec_driver_sql(has)} <= needed

    def _no_outside_number_tells(self, before: set[str], person: int, ended: list[int]) -> None:
        """Of files that have ended: of their own there is none left, others' name them no more."""
        has = "SELECT owner, text FROM value WHERE kind = 'outside' AND text IS NOT NULL"
        with self.office.desk.store.read() as conn:
            for file, number in conn.exec_driver_sql(has).all():
                if file in ended:
                    assert files.file_row(conn, file).applicant_id != person
                    assert not [name for name in before & {*NAMES} if name in number]

    # what must hold

    def check(self, papers: dict[int, str]) -> None:
        with self.office.desk.store.read() as conn:
            niks = [nik for (nik,) in conn.exec_driver_sql("SELECT nik FROM applicant WHERE nik <> ''")]
            for file, shown in self.shown.items():
                row, events = files.load(conn, file)
                assert file not in self.closed or row.ended_at is not None
                assert (row.applicant_version, row.came_version) == shown[-1]
                stated = registered(events)
                assert stated is not None
                assert (stated.applicant, stated.came) == shown[-1]
        assert len(set(niks)) == len(niks)
        now = self.papers()
        assert {file: now[file] for file in papers} == papers

    def papers(self) -> dict[int, str]:
        """What each file's receipt says, of those that showed nobody who was erased."""
        kept = self.shown.keys() - self.erased
        return {f: receipt_text(self.office.desk, self.who, self.office.view(f, "fo2")) for f in kept}

    def step(self, what: Callable[[Office], None]) -> None:
        self.office.wait(1)
        papers, versions = self.papers(), {file: self.office.ref(file) for file in self.shown}
        try:
            what(self)
        except REFUSED:
            assert {file: self.office.ref(file) for file in self.shown if file in versions} == versions
        touched = {file for file, ref in versions.items() if self.office.ref(file) != ref} | self.erased
        self.check({file: text for file, text in papers.items() if file not in touched})

    # helpers of chance

    def _somebody(self) -> NewApplicant:
        told = {name: self._word(name) for name in self.chance.sample(FREE, 2)}
        if self.chance.random() < 0.1:
            return NewApplicant(
                self.chance.choice(NAMES), "", id_kind=PASSPORT[0], id_number=PASSPORT[1], **told
            )
        return NewApplicant(self.chance.choice(NAMES), self.chance.choice(NIKS), **told)

    def _word(self, name: str) -> str:
        """Something that nobody else has."""
        self.count += 1
        by_kind = {"email": f"surat{self.count:04}@contoh.id", "company": f"CV Rekaan Nomor{self.count:04}"}
        phone = f"0812776{self.count:05}"
        return by_kind.get(name, f"Jalan Rekaan {self.count:04}" if name == "address" else phone)

    def _asked(self, do: Callable[[Said], Any]) -> Any:
        """Do it, and answer by chance whom it asks about."""
        said: Said = ()
        while True:
            try:
                return do(said)
            except WhoIsIt as doubt:
                asked = frozenset(person.version for person in doubt.known)
                others = (None,) if doubt.by == "name" or doubt.gives_up else ()
                same = self.chance.choice([*(person.id for person in doubt.known), *others])
                said = (*said, Answer(doubt.whom, asked, same))

    def _words(self, kind: str) -> str:
        """Something written on a file, that names somebody who may be of another."""
        self.count += 1
        return f"{kind}{self.count:05} {self.chance.choice(NAMES)}"

    def _saw(self, file: int, *said: str) -> None:
        """Whom the file shows now, and what was just written on it."""
        with self.office.desk.store.read() as conn:
            row = files.file_row(conn, file)
        self.ever.setdefault(file, set()).update({row.applicant_id, row.came_id})
        self.said.setdefault(file, []).extend(words.split()[0] for words in said)

    def _file(self) -> int:
        return self.chance.choice(sorted(self.shown))

    def _row(self, file: int) -> Shown:
        with self.office.desk.store.read() as conn:
            row = files.file_row(conn, file)
        return row.applicant_version, row.came_version

    def _words_of(self, person: int) -> set[str]:
        kept = self._kept(f"kind = 'applicant' AND owner = {person}")
        return {word for text in kept for word in json.loads(text).values()} - {PASSPORT[0]}

    def _kept(self, which: str) -> list[str]:
        with self.office.desk.store.read() as conn:
            texts = conn.exec_driver_sql(f"SELECT text FROM value WHERE {which}")
            return [text for (text,) in texts if text]


WHAT = (
    *(Office.a_file_comes_in,) * 4,
    *(Office.a_file_is_put_right,) * 6,
    *(Office.the_last_is_taken_back,) * 4,
    *(Office.a_file_is_written_on,) * 3,
    *(Office.a_form_is_left_half_typed,) * 4,
    *(Office.a_file_ends,) * 4,
    *(Office.somebody_is_erased,) * 4,
)


@pytest.mark.of_both
@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=tries(3),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_whatever_is_put_right_taken_back_or_erased_each_file_shows_who_it_should(seed: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        office = Office(Path(folder), chance)
        while not office.shown:
            office.step(Office.a_file_comes_in)
        for _ in range(30):
            office.step(chance.choice(WHAT))
        found = examine(office.office.desk)
        office.office.desk.store.close()
        assert found.whole, found
