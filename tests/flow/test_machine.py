"""A file among random people who do random things, sensible and not: what must hold whatever they do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    AwaitPayment,
    BringPayment,
    Choose,
    Depart,
    Event,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Redate,
    Refused,
    Register,
    Rest,
    Resubmit,
    Resume,
    Right,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Withdraw,
    from_data,
    kind_of,
    to_data,
)
from loket.flow.limits import judge_all
from loket.flow.rules import check, offers
from loket.flow.state import FileState, Interval, Standing, in_force, replay
from loket.flow.times import Reading
from loket.sop import load
from loket.sop.model import PARENT_FACT, Direction, Origin, Procedure
from tests.flow.office import FRIDAY, contoh, seven
from tests.sla.office import MINUTE, ordinary

REMARK = 1
PEOPLE = 7
LONG = 20
DAY = 24 * 60
NAMES = (*seven(), "contoh", "lingkungan")
PLAIN_ACTS: tuple[Act, ...] = (
    Take(),
    Take(),
    PutBack(),
    TakeOver(REMARK),
    Resubmit(),
    Rest(REMARK),
    Resume(),
    MarkTrouble(REMARK),
    SolveTrouble(),
    Arrive(),
    Depart(),
    BringPayment(),
    AwaitPayment(),
    Skip(),
    Void(),
    Note("dicetak"),
    Redate((), (), REMARK),
    ParentEnded("terbit"),
)


ONWARD = (Take, Choose, Resubmit, Resume, Arrive, BringPayment, Skip, SolveTrouble)


@cache
def lingkungan() -> Procedure:
    """Ways that service, kind of application and a field choose."""
    return load(Path(__file__).parents[1] / "ways" / "kantor" / "sop" / "lingkungan.toml")


def procedure_named(name: str) -> Procedure:
    own = {"contoh": contoh, "lingkungan": lingkungan}
    return own[name]() if name in own else seven()[name]


def staff(procedure: Procedure, chance: Random) -> list[Actor]:
    """People with some of the roles each; the second has all of them, the last only supervises."""
    signing = {r for step in procedure.steps for sign_off in step.sign_offs for r in sign_off.roles}
    roles = sorted(signing | {r for step in procedure.steps for r in step.roles})
    some = [tuple(chance.sample(roles, chance.randint(1, min(4, len(roles))))) for _ in range(PEOPLE)]
    counter = {Right.COUNTER: "loket"}
    return [
        Actor(1, ("loket", *some[0]), counter),
        Actor(2, ("loket", *roles), counter),
        *(Actor(n, mine) for n, mine in enumerate(some[2:], 3)),
        Actor(PEOPLE + 1, ("penyelia",), {Right.SUPERVISE: "penyelia"}),
    ]


class Office(RuleBasedStateMachine):
    """One file, its journal, and people who do not know the rules."""

    people: list[Actor]

    def __init__(self, procedure: Procedure) -> None:
        super().__init__()
        self.procedure = procedure
        self.events: list[Event] = []
        self.state = FileState()
        self.now = FRIDAY
        self.before: dict[int, FileState] = {}
        self.fields: dict[str, str] = {}
        self.read_back = 0

    @initialize(chance=st.randoms(use_true_random=True))
    def register_and_go_some_way(self, chance: Random) -> None:
        self.people = staff(self.procedure, chance)
        risk = self.procedure.facts.get("risiko")
        facts = {"risiko": chance.choice(sorted(risk.values))} if risk and self.procedure.follow_up else {}
        facts |= _some(self.procedure, chance, Origin.SERVICE, Origin.REQUEST)
        self.fields = _some(self.procedure, chance, Origin.FIELD)
        self._try(self.people[0], Register(chance.choice(self.procedure.starts), facts), 0)
        assert self.state.at(0) is not None
        for _ in range(chance.randrange(45)):
            self._go_on(chance)

    def _go_on(self, chance: Random) -> None:
        """Somebody who can takes the file further, now and then back."""
        able = {p.person: [a for a in self._offered(p) if isinstance(a, ONWARD)] for p in self.people}
        people = [p for p in self.people if able[p.person]]
        here = self.state.at(0)
        if people:
            person = chance.choice(people)
            first, *others = able[person.person]
            self._try(person, chance.choice([first] * 4 + others), chance.randrange(120), allowed=True)
        elif here is not None and here.waits_for == PARENT_FACT:
            self.the_parent_ends(0, chance.choice(("terbit", "ditolak")))

    @rule(data=st.data(), minutes=st.integers(0, 2 * DAY))
    def anybody_does_anything(self, data: st.DataObject, minutes: int) -> None:
        self._try(data.draw(self._somebody()), data.draw(self._anything()), minutes)

    @rule(data=st.data(), minutes=st.integers(0, 90))
    def somebody_does_what_is_offered(self, data: st.DataObject, minutes: int) -> None:
        person = data.draw(self._somebody())
        if found := self._offered(person):
            onward = [act for act in found if isinstance(act, ONWARD)]
            self._try(person, data.draw(st.sampled_from([*onward, *found])), minutes, allowed=True)

    @rule(data=st.data(), minutes=st.integers(0, 90), ago=st.integers(0, 120))
    def something_is_recorded_late(self, data: st.DataObject, minutes: int, ago: int) -> None:
        person = data.draw(self._somebody())
        if found := [act for act in self._offered(person) if isinstance(act, (Take, Choose, Resubmit))]:
            self._try(person, data.draw(st.sampled_from(found)), minutes, allowed=True, ago=ago)

    @rule(chance=st.randoms(use_true_random=True))
    def something_else_is_chosen_in_the_fields(self, chance: Random) -> None:
        self.fields = _some(self.procedure, chance, Origin.FIELD, nothing=True)

    @rule(minutes=st.integers(0, DAY), outcome=st.sampled_from(("terbit", "ditolak", "dicabut")))
    def the_parent_ends(self, minutes: int, outcome: str) -> None:
        if self.procedure.follow_up and self.state.at(0) and PARENT_FACT not in self.state.facts:
            self.now += minutes * MINUTE
            self._record(Event(self.state.seq + 1, self.now, self.now, ParentEnded(outcome)))

    def _somebody(self) -> st.SearchStrategy[Actor]:
        """Whoever has the file in hand comes forward more often."""
        holders = {here.person for here in self.state.opens}
        return st.sampled_from([*self.people, *(p for p in self.people * PEOPLE if p.person in holders)])

    def _offered(self, person: Actor) -> list[Act]:
        said = {n: v for n, v in self.fields.items() if v != self.state.facts.get(n, "")}
        return [o.act for o in offers(self.procedure, self.state, person, said=said) if o.refusal is None]

    def _anything(self) -> st.SearchStrategy[Act]:
        here = self.state.at(0)
        branches = self.procedure.step(here.step).branches if here else ()
        chosen = [Choose(b.id, remark) for b in branches for remark in (REMARK, None)]
        undone = [Undo(seq) for seq in range(max(1, self.state.seq - 2), self.state.seq + 2)]
        strange = [Choose("terbang"), Register(self.procedure.starts[0])]
        leave = [Withdraw(REMARK)] if len(self.events) > LONG else []
        return st.sampled_from([*PLAIN_ACTS, *chosen, *undone, *strange, *leave])

    def _try(
        self, person: Actor, act: Act, minutes: int, *, allowed: bool = False, ago: int | None = None
    ) -> None:
        """Do it now, or record that it happened so many minutes `ago`, though not before what is in force."""
        known, events = repr(self.state), len(self.events)
        try:
            role = check(self.procedure, self.state, person, act)
        except Refused:
            assert not allowed
            assert (repr(self.state), len(self.events)) == (known, events)
            assert replay(self.procedure, self.events) == self.state
            return
        self._was_right(person, act, role)
        self.now += minutes * MINUTE
        earliest = max((e.at for e in in_force(self.events)), default=self.now)
        at = self.now if ago is None else max(earliest, self.now - ago * MINUTE)
        why = None if ago is None else REMARK
        seq = self.state.seq + 1
        self._record(Event(seq, at, self.now, act, person.person, role, person.station, why))

    def _record(self, event: Event) -> None:
        before = self.state
        self.before[event.seq] = before
        self.events.append(event)
        self.state = replay(self.procedure, self.events)
        if isinstance(event.act, Undo):
            restored = self.before[event.act.undone]
            assert _timeless(self.state) == _timeless(restored)
        elif before.outcome is not None:
            assert self.state.outcome == before.outcome

    def _was_right(self, person: Actor, act: Act, role: str | None) -> None:
        """What was allowed was allowed for a reason, told apart from the rules' own words."""
        assert role is None or role in person.roles or isinstance(act, Undo)
        here = self.state.at(0)
        if here is None:
            assert isinstance(act, (Register, Undo, Note, Redate))
            return
        step = self.procedure.step(here.step)
        if isinstance(act, (Take, Resume, Skip)):
            assert role in step.signing_roles(here.sign_off)
        if isinstance(act, Take):
            assert here.standing is Standing.WAITING
        if isinstance(act, (Choose, PutBack, Rest, MarkTrouble, SolveTrouble)):
            assert (here.standing, here.person) == (Standing.WORKING, person.person)
        if isinstance(act, Choose):
            branch = step.branch(act.branch)
            assert branch is not None
            assert branch.holds({**self.state.facts, **act.facts})
            assert role in step.signing_roles(here.sign_off)
            assert not here.trouble
            assert branch.direction is Direction.FORWARD or act.remark is not None
        if isinstance(act, Undo):
            undone = next(e for e in self.events if e.seq == act.undone)
            later = [e for e in in_force(self.events) if e.seq > undone.seq]
            assert (undone.person, later) == (person.person, [])

    @invariant()
    def exactly_one_interval_is_open_until_the_end(self) -> None:
        ends = [i.end for i in self.state.intervals]
        still = [end for end in ends if end is None]
        assert len(still) == (1 if self.state.ended_at is None else 0)
        if self.state.ended_at is None:
            assert ends[-1] is None
            assert self.state.at(0) is self.state.intervals[-1]
        else:
            assert (self.state.at(0), ends[-1]) == (None, self.state.ended_at)
            assert self.state.outcome is not None

    @invariant()
    def intervals_are_counted_and_abut_from_the_registration_on(self) -> None:
        intervals = self.state.intervals
        assert intervals[0].start == self.events[0].at
        assert [i.seq for i in intervals] == list(range(1, len(intervals) + 1))
        for one, other in pairwise(intervals):
            assert one.end == other.start
            assert one.ended_by

    @invariant()
    def each_partys_time_adds_up_to_what_has_passed(self) -> None:
        until = self.state.ended_at if self.state.ended_at is not None else self.now
        spent: dict[str, int] = {}
        for i in self.state.intervals:
            spent[i.party] = spent.get(i.party, 0) + (until if i.end is None else i.end) - i.start
        assert sum(spent.values()) == until - self.events[0].at

    @invariant()
    def standing_party_and_person_agree(self) -> None:
        for i in self.state.intervals:
            assert (i.person is not None) is (i.standing is Standing.WORKING)
            waits = i.standing in (Standing.APPLICANT, Standing.COLLECTION, Standing.PAYMENT)
            assert waits is (i.party == "pemohon")
            assert bool(i.waits_for) is (i.standing is Standing.AGENCY)
            assert not (i.trouble and i.standing not in (Standing.WAITING, Standing.WORKING))

    @invariant()
    def the_journal_alone_gives_the_same_file(self) -> None:
        if self.read_back == self.state.seq:
            return
        self.read_back = self.state.seq
        written = [(kind_of(e.act), json.dumps(to_data(e.act)), replace(e, act=Take())) for e in self.events]
        read = [replace(e, act=from_data(kind, json.loads(data))) for kind, data, e in written]
        assert replay(self.procedure, read) == self.state
        assert [e.seq for e in read] == list(range(1, len(read) + 1))

    @invariant()
    def enough_different_people_have_signed(self) -> None:
        for step in self.procedure.steps:
            for visit in range(1, self.state.visits(step.sequence) + 1) if step.sign_offs else ():
                stays = [i for i in self.state.intervals if (i.step, i.visit) == (step.sequence, visit)]
                if _left_forward(self.procedure, stays):
                    signed = {i.person for i in stays if _signed(self.procedure, i)}
                    assert len(signed) >= step.min_people

    @invariant()
    def every_limit_can_be_judged(self) -> None:
        for limit, verdict in judge_all(self.procedure, self.state, Reading(), ordinary(), self.now):
            assert verdict.used >= 0
            assert verdict.used + verdict.remaining == limit.budget.amount


def _some(procedure: Procedure, chance: Random, *origins: Origin, nothing: bool = False) -> dict[str, str]:
    """A value of each fact of these origins; with `nothing`, sometimes none."""
    found = {name: fact for name, fact in procedure.facts.items() if fact.origin in origins}
    return {n: chance.choice([*fact.values, *([""] if nothing else [])]) for n, fact in found.items()}


def _timeless(state: FileState) -> FileState:
    return replace(state, seq=0, last_at=0)


def _signed(procedure: Procedure, stay: Interval) -> bool:
    branch = procedure.step(stay.step).branch(stay.ended_by)
    return branch is not None and branch.direction is Direction.FORWARD


def _left_forward(procedure: Procedure, stays: Sequence[Interval]) -> bool:
    last = len(procedure.step(stays[0].step).sign_offs) - 1
    return any(i.sign_off == last and _signed(procedure, i) for i in stays)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_people_do_the_file_stays_whole(name: str) -> None:
    procedure = procedure_named(name)
    some = settings(max_examples=15, stateful_step_count=20)
    run_state_machine_as_test(lambda: Office(procedure), settings=some)  # type: ignore[arg-type]
