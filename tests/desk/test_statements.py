"""How often a desk asks the database: once for many, however many they are; and what it reads in peace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType

import pytest

from loket.desk import last_acts, survey
from loket.desk.authority import Who
from loket.desk.case import directing, entries, file_view, lists
from loket.desk.case.perform import choose, perform, receive, return_to_pile
from loket.desk.case.record import Ref
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.people import sessions
from loket.desk.privacy import access, disclosure, erasing
from loket.desk.queue import calling
from loket.flow.acts import (
    Act,
    Choose,
    MarkTrouble,
    PutBack,
    Rest,
    Resubmit,
    Resume,
    SolveTrouble,
    Take,
    TakeOver,
    Void,
    Withdraw,
)
from loket.store import access as stored
from loket.store import applicants, documents, files, values
from tests import registering
from tests.desk.kantor import KARIMUN_WAY, Kantor, at_back_office, at_step
from tests.desk.karimun import filled

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
    with karimun.desk.at_one_moment():
        lists.pile(karimun.desk, karimun.who("andi"))
        statements.clear()
        assert lists.pile(karimun.desk, karimun.who("andi")).waiting
        assert not statements, "of one moment nothing is read twice"


# an act on a file, with BEGIN and COMMIT

Prepared = Callable[[Kantor, Who, Ref], Callable[[], object]]


def does(act: Act, *, remark: str = "", agency: str = "") -> Prepared:
    return lambda office, who, ref: lambda: perform(office.desk, who, ref, act, remark=remark, agency=agency)


def chooses(branch: str, *missing: str, remark: str = "") -> Prepared:
    """By somebody who sees what the fields of the step hold."""

    def prepared(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
        seen = dict(file_view.view(office.desk, who, ref.file).values)
        return lambda: choose(office.desk, who, ref, Choose(branch, missing=missing), seen, remark=remark)

    return prepared


def types(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    typed = filled(office.view(ref.file))
    return lambda: entries.save_fields(office.desk, who, ref.file, typed)


def marks(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    return lambda: entries.set_mark(office.desk, who, ref.file, "ktp", "ada", "asli")


def marks_the_other(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    return lambda: entries.set_mark(office.desk, who, ref.file, "str", "ada")


def receives(act: Act) -> Prepared:
    return lambda office, who, ref: lambda: receive(office.desk, who, ref, act)


def assigns(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    return lambda: directing.assign(office.desk, who, ref, office.ids["andi"], "sakit")


def puts_on_pile(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    return lambda: return_to_pile(office.desk, who, ref, "sakit")


def at_desk(branch: str) -> tuple[tuple[str, Prepared], ...]:
    """What a desk does with a file that asks for data there."""
    return ("ambil", does(Take())), ("isian", types), ("teruskan", chooses(branch))


def reminds(office: Kantor, who: Who, ref: Ref) -> Callable[[], object]:
    return lambda: directing.remind(office.desk, who, ref, "hari ini")


WAY = [(f"langkah {step}", *KARIMUN_WAY[step]) for step in (7, 8, 9, 10)]
ACTS: tuple[tuple[str, str, Prepared], ...] = (
    ("tandai", "fo2", marks),
    ("teruskan", "fo2", chooses("lengkap")),
    ("ambil", "andi", does(Take())),
    ("taruh kembali", "andi", does(PutBack())),
    ("ambil lagi", "andi", does(Take())),
    ("tunda", "andi", does(Rest(0, 0), agency="Dinkes", remark="menunggu rekomendasi")),
    ("lanjutkan", "andi", does(Resume())),
    ("gangguan", "andi", does(MarkTrouble(0), remark="listrik padam")),
    ("gangguan selesai", "andi", does(SolveTrouble())),
    ("ambil alih", "budi", does(TakeOver(0), remark="sakit")),
    ("kembali ke tumpukan", "penyelia", puts_on_pile),
    ("tugaskan", "penyelia", assigns),
    ("ingatkan", "penyelia", reminds),
    ("isian", "andi", types),
    ("kembalikan", "andi", chooses("tidak", "ktp", "str", remark="buram")),
    ("terima kelengkapan", "fo2", receives(Resubmit())),
    ("tandai yang kurang", "fo2", marks),
    ("tandai lagi", "fo2", marks_the_other),
    ("teruskan lagi", "fo2", chooses("lengkap")),
    ("ambil setelah lengkap", "andi", does(Take())),
    ("teruskan dengan isian", "andi", chooses("benar")),
    *((f"{where}: {name}", key, do) for where, key, way in WAY for name, do in at_desk(way)),
)
NO_MOVES = (marks, marks_the_other, types, reminds)
"""F9 takes none of these back."""
PERMIT_TYPED = "langkah 10: isian"
"""The number of the permit, by which the file and its follow-ups are found from then on."""
MARKS_BACK = "kembalikan, diurungkan"
"""Gives marks back too, which are read once the file is at its step again."""


@pytest.mark.of_file
def test_an_act_on_a_file_takes_at_most_ten_statements_and_so_does_taking_it_back(
    karimun: Kantor, statements: list[str]
) -> None:
    file, counted = karimun.register().file, dict[str, int]()

    def count(name: str, do: Callable[[], object]) -> None:
        statements.clear()
        do()
        counted[name] = len(statements)

    karimun.tick(file, "fo2")
    for name, key, prepared in ACTS:
        karimun.wait(1)
        who = karimun.who(key)
        count(name, prepared(karimun, who, karimun.ref(file)))
        if prepared not in NO_MOVES:
            found = last_acts.next_undo(karimun.desk, who, {})
            assert found is not None
            count(f"{name}, diurungkan", partial(last_acts.undo, karimun.desk, who, found))
            prepared(karimun, who, karimun.ref(file))()
    assert counted.pop(MARKS_BACK) == 16
    assert counted.pop(PERMIT_TYPED) == 11
    assert {name: many for name, many in counted.items() if many > 10} == {}


# an act on a queue number, and what else is done at counters

QUEUE_ACTS: tuple[tuple[str, Callable[[Desk, Who, int], object]], ...] = (
    ("panggil lagi", calling.recall),
    ("hadir", calling.present),
    ("tahan", calling.hold),
    ("kembali ke antrean", calling.back),
    ("panggil", lambda desk, who, _: calling.call_next(desk, who)),
    ("tidak hadir", calling.no_show),
    ("panggil berikutnya", lambda desk, who, _: calling.call_next(desk, who)),
)
ABOVE_TEN = {"beri": 17, "panggil": 16, "panggil berikutnya": 16}
"""Who waits, who calls and sits where, and what took how long is read for these."""


@pytest.mark.of_file
def test_an_act_on_a_number_takes_at_most_ten_statements_but_giving_and_calling_one(
    karimun: Kantor, statements: list[str]
) -> None:
    desk, who, counted = karimun.desk, karimun.who("fo2"), dict[str, int]()
    sessions.begin(desk, who)

    def count(name: str, do: Callable[[], object]) -> None:
        karimun.wait(1)
        statements.clear()
        do()
        counted[name] = len(statements)

    for _ in range(2):
        count("beri", lambda: calling.issue_ticket(desk, who, errand="daftar"))
    called = calling.call_next(desk, who)
    assert called is not None
    for name, do in QUEUE_ACTS:
        count(name, partial(do, desk, who, called.id))
    found = last_acts.next_undo(desk, who, {})
    assert found is not None
    count("diurungkan", partial(last_acts.undo, desk, who, found))
    assert {name: many for name, many in counted.items() if many > 10} == ABOVE_TEN


@pytest.mark.of_file
def test_what_is_read_for_a_registration_and_a_survey_is_read_before_it_is_written(
    karimun: Kantor, statements: list[str]
) -> None:
    desk, file = karimun.desk, at_step(karimun, 11)
    karimun.do(file, "fo2", "datang")
    answers = dict.fromkeys((question.code for question in survey.questions(desk)), 4)
    statements.clear()
    survey.submit(desk, karimun.who("fo5"), karimun.ref(file), answers, {})
    assert len(statements) == 18
    registered(karimun)
    statements.clear()
    registered(karimun, NewApplicant("Contoh Cici", "2102014508900006"))
    assert len(statements) == 30


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
