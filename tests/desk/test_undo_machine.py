"""People do whatever comes, and F9 gives back what was: each key's own, in its order.

Two of them at one counter, or three at the parts of a step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk.authority import Who
from loket.desk.case.perform import choose_many, perform
from loket.desk.case.record import Ref
from loket.desk.errors import CounterBusy, NotReady
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.queue import calling, line
from loket.flow.acts import Choose, PutBack, Refused, Resubmit, Take, TakeOver
from loket.flow.fold import replay
from loket.flow.queue.acts import Outcome
from loket.flow.queue.rules import TicketRefused
from loket.store import applicants, journal, texts, tickets
from loket.store import files as stored
from loket.store.applicants import NewApplicant
from tests import registering
from tests.desk.kantor import NIK, Kantor, open_kantor
from tests.desk.own_office import open_own
from tests.desk.test_parts import TWICE
from tests.desk.undo import f9
from tests.examples import tries
from tests.store.sealed import sealed

APPLICANT = NewApplicant("Contoh Siti", NIK, "081200001111")
REFUSED = (Refused, TicketRefused, CounterBusy, NotReady)
VOIDED = "dibatalkan"


class Counter:
    """Loket 2 with two people at it, who try anything."""

    def __init__(self, folder: Path) -> None:
        self.office: Kantor = open_kantor(folder, "karimun")
        self.people: tuple[Who, ...] = (self.office.who("fo2"), self.office.who("sinta"))
        self.phones = 0

    def whole(self) -> dict[tuple[str, int], Any]:
        """How all numbers and files stand; what was given by mistake and voided counts as never given."""
        found: dict[tuple[str, int], Any] = {}
        with self.office.desk.store.read() as conn:
            assert journal.verify_chain(conn) is None
            for number in conn.exec_driver_sql("SELECT id FROM ticket ORDER BY id").scalars().all():
                row = tickets.load(conn, number)
                rows = conn.exec_driver_sql(
                    "SELECT standing, start_at, end_at, station, person_id FROM ticket_interval"
                    f" WHERE ticket_id = {number} ORDER BY seq"
                )
                if row.ticket.outcome is not Outcome.VOIDED:
                    found["ticket", number] = (row.ticket, row.ended_at, [tuple(each) for each in rows])
                    assert row == tickets.row_of(number, tickets.known(conn, number))
            for file in conn.exec_driver_sql("SELECT id FROM file ORDER BY id").scalars().all():
                known, events = stored.load(conn, file)
                state = replay(self.office.desk.procedure(conn, known.procedure_sha), events)
                assert stored.intervals(conn, file) == state.intervals
                kept = stored.kept(conn, file).snapshot
                assert kept is not None
                assert kept.state == state
                if state.outcome != VOIDED:
                    shown = applicants.version(conn, known.applicant_version)
                    found["file", file] = (state.intervals, state.facts, state.outcome, shown)
        return found

    def newest(self) -> list[NewApplicant]:
        """What is known of everybody by now; who came with a file that was taken back stays as they were."""
        with self.office.desk.store.read() as conn:
            everybody = conn.exec_driver_sql("SELECT id FROM applicant ORDER BY id").scalars().all()
            return [replace(applicants.by_id(conn, each), version=0) for each in everybody]

    def correct(self, who: Who, file: Ref) -> None:
        """A telephone that no file shows yet."""
        self.phones += 1
        registering.correct(self.office.desk, who, file, {"phone": f"0812{self.phones:08}"}, "salah ketik")

    def act(self, who: Who, what: str, at: int) -> None:
        """One key; raises one of REFUSED where it is not possible now."""
        desk = self.office.desk
        mine = line.queue(desk, who).current
        others = line.queue(desk, who).with_others
        current = mine.id if mine is not None else 0
        found = [file for kind, file in self.whole() if kind == "file"]
        file = self.office.ref(found[at % len(found)]) if found else None
        on_number: dict[str, Callable[[], object]] = {
            "issue": lambda: calling.issue_ticket(desk, who, "sip-bidan"),
            "call": lambda: calling.call_next(desk, who),
            "recall": lambda: calling.recall(desk, who, current),
            "present": lambda: calling.present(desk, who, current),
            "no_show": lambda: calling.no_show(desk, who, current),
            "back": lambda: calling.back(desk, who, current),
            "finish": lambda: calling.finish(desk, who, current, Outcome.ASKED),
            "call passed": lambda: calling.call(desk, who, line.queue(desk, who).passed[0]),
            "take over": lambda: calling.take_over(desk, who, others[0]),
            "register": lambda: registering.register(
                desk, who, Registration("sip-bidan", "baru", APPLICANT, ticket=current or None)
            ),
        }
        if what in on_number:
            on_number[what]()
        elif file is not None and what == "receive" and current:
            registration.receive(desk, who, current, file, Resubmit())
        elif file is not None and what == "correct":
            self.correct(who, file)
        elif file is not None and what == "return":
            perform(desk, who, file, Choose("tidak"), remark="KTP kabur")
        elif file is not None and what == "together":
            for each in found[:2]:
                self._tick(each)
            choose_many(desk, who, tuple(self.office.ref(each) for each in found[:2]), "lengkap")
        elif file is not None and what in ON_FILES:
            perform(desk, who, file, ON_FILES[what], remark="sakit")

    def _tick(self, file: int) -> None:
        """All requirements are there; that is no act."""
        with sealed(self.office.desk.store, self.office.at) as conn:
            for item in self.office.view(file).checklist:
                texts.set_mark(
                    conn, file, item.requirement.id, "ada", "", self.people[0].person, self.office.at
                )


class Parts(Counter):
    """Three people on two files, most of the time at parts of a step."""

    def __init__(self, folder: Path) -> None:
        self.office = own = open_own(folder, TWICE)
        self.people = tuple(own.who(key) for key in ("semua", "bpn", "pupr"))
        self.phones = 0
        for _ in range(2):
            file = own.come().file
            for act in (Take(), Choose("teruskan")):
                perform(own.desk, own.who("fo"), own.ref(file), act)

    def act(self, who: Who, what: str, at: int) -> None:
        """One key on one of the places where one of the files lies."""
        file = 1 + at % 2
        opens = self.office.state(file).opens
        if not opens:
            raise KeyError(file)
        here = opens[at // 2 % len(opens)]
        ref = replace(self.office.ref(file), strand=here.strand)
        if what == "correct":
            self.correct(who, ref)
            return
        if what == "choose":
            branches = self.office.view(file).procedure.at(here.step, here.strand).branches
            act: Choose | Take | PutBack | TakeOver | Resubmit = Choose(branches[at // 6 % len(branches)].id)
        else:
            act = ON_FILES[what]
        perform(self.office.desk, who, ref, replace(act, strand=here.strand), remark="sakit")


ON_FILES: dict[str, Take | PutBack | TakeOver | Resubmit] = {
    "take": Take(),
    "put back": PutBack(),
    "take file over": TakeOver(0),
    "bring": Resubmit(),
}
KEYS = (
    *(
        "issue",
        "issue",
        "call",
        "call",
        "call",
        "recall",
        "present",
        "present",
        "present",
        "no_show",
        "back",
        "finish",
    ),
    *("call passed", "take over", "register", "register", "receive", "return", "return", "together"),
    *("take", "put back", "take file over", "correct", "correct"),
)
ON_PARTS = (
    "correct",
    "correct",
    "take",
    "take",
    "take",
    "choose",
    "choose",
    "choose",
    "put back",
    "take file over",
    "bring",
)
NOT_THERE = (KeyError, IndexError)  # no number of one's own, none passed over, none with the colleague


def _tried(counter: Counter, who: Who, what: str, at: int) -> bool:
    """Whether the key did something."""
    with counter.office.desk.store.read() as conn:
        before = journal.last_id(conn)
    try:
        counter.act(who, what, at)
    except (*REFUSED, *NOT_THERE):
        return False
    with counter.office.desk.store.read() as conn:
        return any(entry.subject != "office" for entry in journal.read_since(conn, before))


TRIED = settings(
    max_examples=tries(4),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _keys(*names: str) -> st.SearchStrategy[list[tuple[int, str, int]]]:
    """Who presses what, and about which file."""
    one = st.tuples(st.integers(0, 5), st.sampled_from(names), st.integers(0, 35))
    return st.lists(one, min_size=15, max_size=40)


BOTH = [pytest.param(Counter, KEYS, id="one strand"), pytest.param(Parts, ON_PARTS, id="several")]


@pytest.mark.of_both
@pytest.mark.parametrize(("kind", "names"), BOTH)
@given(data=st.data(), minutes=st.lists(st.integers(-2, 3), min_size=40, max_size=40))
@TRIED
def test_as_many_f9_as_keys_give_back_what_was_in_order(
    kind: type[Counter], names: tuple[str, ...], data: st.DataObject, minutes: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        counter = kind(Path(folder))
        done: list[tuple[Who, dict[tuple[str, int], Any], list[NewApplicant]]] = []
        for (person, what, at), waited in zip(data.draw(_keys(*names)), minutes, strict=False):
            counter.office.wait(waited)
            before, who = counter.whole(), counter.people[person % len(counter.people)]
            newest = counter.newest()
            if _tried(counter, who, what, at):
                done.append((who, before, newest))
        for who, before, newest in reversed(done):
            counter.office.wait(1)
            taken = f9(counter.office.desk, who)
            assert taken is not None
            assert taken.stays == {}
            assert counter.whole() == before
            assert not newest or counter.newest() == newest
        assert [f9(counter.office.desk, who) for who in counter.people] == [None for _ in counter.people]
        counter.office.desk.store.close()


@pytest.mark.parametrize(("kind", "names"), BOTH)
@given(data=st.data())
@TRIED
def test_f9_in_between_touches_nothing_but_what_it_names(
    kind: type[Counter], names: tuple[str, ...], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        counter = kind(Path(folder))
        for person, what, at in data.draw(_keys(*names, *["f9"] * (len(names) // 3))):
            who = counter.people[person % len(counter.people)]
            counter.office.wait(1)
            if what != "f9":
                _tried(counter, who, what, at)
                continue
            before = counter.whole()
            taken = f9(counter.office.desk, who)
            after = counter.whole()
            changed = {key for key in before | after if before.get(key) != after.get(key)}
            asked = {(act.subject, act.subject_id) for part in taken.free for act in part} if taken else set()
            assert changed <= asked
            assert taken is None or len(changed) > 0
            assert all(act.kind != "noted" for part in (taken.free if taken else ()) for act in part)
        found = examine(counter.office.desk)
        assert found.whole, found
        counter.office.desk.store.close()
