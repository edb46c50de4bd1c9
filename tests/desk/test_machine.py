"""An office at work: anybody does anything, sensible or not, through the desks. What must hold afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from loket.desk import survey
from loket.desk.authority import actor
from loket.desk.calendar.moving import misdated
from loket.desk.case import directing, file_view, lists
from loket.desk.case.on_record import next_due, on_record
from loket.desk.case.perform import perform
from loket.desk.case.record import Late, Ref
from loket.desk.errors import Changed, NotReady
from loket.desk.intake import correcting
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.correcting import Correction
from loket.desk.integrity import examine
from loket.desk.time.today import day_began
from loket.desk.words.deadline import LATE, limit_line, listed
from loket.flow.accounts import spent
from loket.flow.acts import (
    BESIDE,
    Act,
    AtPlace,
    Choose,
    Correct,
    MarkTrouble,
    PutBack,
    Refused,
    Rest,
    Take,
    TakeOver,
    Undo,
    Void,
    Withdraw,
    typed,
    unasked,
)
from loket.flow.countdown import moment
from loket.flow.deadline import Still
from loket.flow.fold import in_force, replay
from loket.flow.limits import LimitKind
from loket.flow.offers import offers
from loket.flow.standing import Standing
from loket.flow.state import FileState
from loket.lengths import MINUTE
from loket.store import files as stored
from loket.store import texts
from loket.store.applicants import NewApplicant
from loket.store.journal import verify_chain
from loket.store.sql import Connection
from tests import registering
from tests.desk.kantor import NIK, SERVICES, Kantor, open_kantor, staff_of
from tests.desk.karimun import filled
from tests.desk.own_office import FRONT, open_own
from tests.desk.test_parts import TWICE
from tests.desk.undo import undo_event
from tests.examples import tries
from tests.flow.random_procedures import sound, text_of
from tests.store.sealed import sealed

DAY = 24 * 60
WIB = timezone(timedelta(hours=7))
PLAIN = (*unasked(), Correct(0, 0))
OWN = {"several": st.just(TWICE), "several too": st.just(TWICE), "any": sound().map(text_of)}
CHANCE = st.randoms(use_true_random=True)
RARE = (Withdraw, Void, Undo, PutBack, MarkTrouble, TakeOver, Rest)


class Office(RuleBasedStateMachine):
    """Some files in an office; people who do not know the rules, and a clock that is not to be trusted."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.office: Kantor
        self.found: list[int] = []
        self.touched: set[int] = set()
        self.phones = 0

    def teardown(self) -> None:
        if hasattr(self, "office"):
            found = examine(self.office.desk)
            assert found.whole, found
            self.office.desk.store.close()
        self.folder.cleanup()

    @initialize(name=st.sampled_from((*SERVICES, *OWN)), data=st.data(), chance=CHANCE)
    def open(self, name: str, data: st.DataObject, chance: Random) -> None:
        folder = Path(self.folder.name)
        if name in SERVICES:
            self.office, self.front = open_kantor(folder, name), "fo2" if name == "karimun" else "fo"
            self.keys = sorted(staff_of(name))
        else:
            self.office, self.front = open_own(folder, data.draw(OWN[name])), FRONT
            self.keys = sorted(self.office.ids)
        self._register(chance)

    @rule(chance=CHANCE)
    def a_file_comes_in(self, chance: Random) -> None:
        if len(self.found) < 3:
            self._register(chance)

    @rule(minutes=st.integers(0, 3 * DAY))
    def time_passes(self, minutes: int) -> None:
        self.office.wait(minutes)

    @rule(minutes=st.integers(1, DAY))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.office.wait(-minutes)

    @rule(chance=CHANCE, behind=st.integers(0, 3))
    def anybody_does_anything(self, chance: Random, behind: int) -> None:
        file, key = chance.choice(self.found), chance.choice(self.keys)
        before, seq = self.office.state(file), self.office.ref(file).version
        strand = chance.choice([*(here.strand for here in before.opens), 0, 1, 4])
        here = before.at(strand)
        branches = self.office.view(file).procedure.at(here.step, strand).branches if here else ()
        acts = [*PLAIN, *(Choose(b.id, 0) for b in branches), Choose("terbang"), Undo(seq), Undo(seq - 1)]
        act = chance.choice(acts)
        try:
            self._do(Ref(file, max(1, seq - behind), strand), key, act)
        except (Refused, NotReady, Changed):
            assert self.office.state(file) == before

    @rule(chance=CHANCE, minutes=st.integers(0, 90))
    def somebody_does_what_is_offered(self, chance: Random, minutes: int) -> None:
        file = chance.choice(self.found)
        for _ in range(chance.randint(1, 5)):
            self.office.wait(minutes)
            self._do_offered(file, chance, onward=chance.random() < 0.5)

    @rule(chance=CHANCE)
    def a_file_travels_on(self, chance: Random) -> None:
        file = chance.choice(self.found)
        for _ in range(chance.randint(2, 12)):
            self.office.wait(1)
            self._do_offered(file, chance, onward=True)

    def _do_offered(self, file: int, chance: Random, *, onward: bool = False) -> None:
        offered = [(k, a) for k, a in self._offered(file) if not (onward and isinstance(a, RARE))]
        if not offered:
            return
        key, act = chance.choice(offered)
        strand = act.strand if isinstance(act, AtPlace) else 0
        ref = replace(self.office.ref(file), strand=strand)
        try:
            self._do(ref, key, act)
        except NotReady as missing:
            self._make_ready(ref, key)
            ref = replace(self.office.ref(file), strand=strand)
            self._do(ref, key, None if missing.survey else act)
        except Refused:
            assert isinstance(act, Undo), f"offered and then refused: {act}"
            assert len(self.office.view(file).related) > 0

    @rule(chance=CHANCE)
    def somebody_directs(self, chance: Random) -> None:
        desk, file = self.office.desk, chance.choice(self.found)
        who, here = self.office.who(chance.choice(self.keys)), next(iter(self.office.state(file).opens), None)
        ref = replace(self.office.ref(file), strand=here.strand if here is not None else 0)
        able = [each.person for each in directing.candidates(desk, who, ref)]
        acts: tuple[Callable[[], Ref], ...] = (
            lambda: directing.assign(
                desk, who, ref, chance.choice([*able, *self.office.ids.values()]), "sakit"
            ),
            lambda: directing.remind(desk, who, ref, "mohon didahulukan"),
            lambda: directing.remark(desk, who, ref, "pemohon menelepon"),
        )
        before = self.office.state(file)
        try:
            chance.choice(acts)()
        except (Refused, Changed):
            assert self.office.state(file) == before
        self.touched.add(file)

    @rule(chance=CHANCE, ago=st.integers(0, 60))
    def something_is_recorded_late(self, chance: Random, ago: int) -> None:
        file = chance.choice(self.found)
        at = self.office.at - ago * MINUTE
        earlier = self.office.state(file)
        try:
            self._do(self.office.ref(file), self.keys[0], Take(), Late(at, "listrik padam"))
        except Refused:
            return
        assert max(i.start for i in earlier.intervals) <= at <= self.office.at
        dates = {datetime.fromtimestamp(t / 1000, WIB).date() for t in (at, self.office.at)}
        assert len(dates) == 1

    @invariant()
    def what_is_written_is_true(self) -> None:
        if not hasattr(self, "office"):
            return
        with self.office.desk.store.read() as conn:
            assert verify_chain(conn) is None
            for file in sorted(self.touched):
                self._check(conn, file)
            assert misdated(conn, self.office.desk) == ()
        rows = [
            r
            for r in lists.all_open(self.office.desk, self.office.who(self.front))
            if r.key[0] in self.touched
        ]
        assert sorted(row.key for row in rows) == [
            (file, here.strand)
            for file in sorted(self.touched)
            for here in self.office.state(file).opens
            if not here.aside
        ]
        for row in rows:
            self._check_words(row)
        self.touched = set()

    def _register(self, chance: Random) -> None:
        service = chance.choice(self.office.desk.office.counter_services)
        asked = Registration(service.id, "baru", NewApplicant("Contoh Siti", NIK))
        file = registering.register(self.office.desk, self.office.who(self.front), asked).file
        self.found.append(file)
        self.touched.add(file)

    def _another_phone(self) -> str:
        """A number that no file shows."""
        self.phones += 1
        return f"0812{self.phones:08}"

    def _offered(self, file: int) -> list[tuple[str, Act]]:
        """Who may do what."""
        view = self.office.view(file)
        found: list[tuple[str, Act]] = []
        with self.office.desk.store.read() as conn:
            today = day_began(self.office.desk.time(conn), self.office.at)
            for key in self.keys:
                person = actor(conn, self.office.desk, self.office.who(key))
                strands = [here.strand for here in view.state.opens] or [0]
                shown = [
                    o for n in strands for o in offers(view.procedure, view.state, person, n, today=today)
                ]
                found += [(key, o.act) for o in shown if o.refusal is None and not o.recorded_for]
        return found

    def _do(self, ref: Ref, key: str, act: Act | None, late: Late | None = None) -> None:
        """An act, or (None) the survey, which completes its step."""
        desk, who = self.office.desk, self.office.who(key)
        match act:
            case None:
                answers = {question.code: 4 for question in survey.questions(desk)}
                survey.submit(desk, who, ref, answers, {})
            case Choose(branch=branch):
                perform(desk, who, ref, Choose(branch), remark="kurang lengkap")
            case Undo(undone=undone):
                undo_event(desk, who, ref.file, undone)
            case Correct():
                correcting.correct(desk, who, ref, Correction({"phone": self._another_phone()}, "salah"))
            case _:
                perform(desk, who, ref, act, late=late, **dict.fromkeys(typed(type(act)), "sakit"))
        related = [row.id for row in self.office.view(ref.file).related]
        self.found += [file for file in related if file not in self.found]
        self.touched |= {ref.file, *related}

    def _make_ready(self, ref: Ref, key: str) -> None:
        """All that a step may ask for."""
        file, who = ref.file, self.office.who(key)
        view = file_view.view(self.office.desk, who, file, ref.strand)
        by = (who.person, self.office.at)
        with sealed(self.office.desk.store, self.office.at) as conn:
            for item in view.checklist:
                texts.set_mark(conn, file, item.requirement.id, "ada", "", *by)
            texts.set_fields(conn, stored.file_row(conn, file), filled(view), *by)

    def _check(self, conn: Connection, file: int) -> None:
        row, events = stored.load(conn, file)
        procedure = self.office.desk.procedure(conn, row.procedure_sha)
        state, table = replay(procedure, events), stored.intervals(conn, file)
        assert table == state.intervals
        snapshot = stored.kept(conn, file).snapshot
        assert snapshot is not None
        assert snapshot.state == state
        assert (row.version, row.outcome, row.ended_at) == (state.seq, state.outcome, state.ended_at)
        assert (row.decided_at, row.complete_at) == (state.decided_at, state.complete_at)
        assert row.correct_at == state.correct_at
        assert dict(row.facts) == dict(state.facts)
        happened = [event.at for event in in_force(events) if not isinstance(event.act, BESIDE)]
        assert happened == sorted(happened)
        self._check_times(state)
        kept = [row.due for row in stored.open_with_due(conn, file - 1, 1) if row.file_id == file]
        now = max(self.office.at, state.last_at)
        fresh = next_due(on_record(conn, self.office.desk, row.id), now)
        assert kept == ([] if state.ended_at is not None else [fresh])

    def _check_words(self, row: lists.PileRow) -> None:
        """What a list says of the file's deadline the file itself says too, now and later."""
        who, clock = self.office.who(self.front), row.clock
        seen = file_view.view(self.office.desk, who, *row.key)
        if isinstance(clock, Still):
            running = [s for s in seen.running if s.verdict.due is not None and not s.limit.applicants_own]
            assert running == []
            return
        assert seen.first_due is not None
        alone = replace(clock, deadline=replace(clock.deadline, legal=None))
        assert seen.first_due.countdown == alone  # the legal line stands on a line of its own there
        lines = [s.verdict for s in seen.running if s.limit.kind is LimitKind.LEGAL]
        assert clock.deadline.legal == next((line.due or line.ran_out for line in lines), None)
        for minutes in (0, 7, 3 * DAY, 30 * DAY):
            now = moment(seen.time, seen.now + minutes * MINUTE)
            line = limit_line(seen.first_due, seen.time, now)
            assert listed(clock, now).removeprefix("± ") in line
            assert seen.first_due.ran_out(now) is listed(clock, now).startswith(LATE)

    def _check_times(self, state: FileState) -> None:
        """No time is missing or counted twice; `tests.flow.test_machine` looks at each part by itself."""
        table = state.intervals
        now = max(self.office.at, state.last_at)
        for interval in table:
            assert interval.end is None or interval.start <= interval.end
            assert (interval.standing is Standing.WORKING) == (interval.person is not None)
        until = now if state.ended_at is None else state.ended_at
        booked = spent(table, self.office.desk.working_time(), until)
        assert sum(each.elapsed for each in booked) == until - table[0].start


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=tries(4),
    stateful_step_count=20,
    phases=(Phase.generate,),  # a fault is told as it was found: to shorten its way takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
