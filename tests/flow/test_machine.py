"""A file among random people who do random things, sensible and not: what must hold whatever they do."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from loket.flow.accounts import account, spent
from loket.flow.acts import (
    BESIDE,
    Act,
    Actor,
    Arrive,
    Assign,
    AtPlace,
    BringPayment,
    Choose,
    Correct,
    Event,
    LetGo,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Redate,
    Refused,
    Register,
    Remember,
    Rest,
    Resubmit,
    Resume,
    Right,
    Skip,
    SolveTrouble,
    Take,
    Undo,
    Withdraw,
    ending,
    from_data,
    to_data,
)
from loket.flow.fold import in_force, looks_back, replay, then, unfolded
from loket.flow.limits import judge_all
from loket.flow.offers import offers
from loket.flow.rules import check
from loket.flow.snapshot import Snapshot, taken
from loket.flow.snapshot import read as read_snapshot
from loket.flow.standing import Standing
from loket.flow.state import JOINED, FileState, Interval
from loket.flow.times import Reading
from loket.lengths import MINUTE
from loket.sop import load
from loket.sop.model import PARENT_FACT, Direction, Origin, Party, Procedure, Step
from tests.acts import ACTS
from tests.examples import tries
from tests.flow.office import FRIDAY, contoh, seven
from tests.flow.random_procedures import sound
from tests.flow.test_payment import izin, with_bank
from tests.flow.test_recorded import tetap
from tests.flow.test_strands import ruang
from tests.sla.office import ordinary

REMARK = 1
PEOPLE = 7
LONG = 20
DAY = 24 * 60
AT_PLACE = tuple(act for act in ACTS if isinstance(act, AtPlace) and not isinstance(act, (Choose, Assign)))
OF_ALL: tuple[Act, ...] = (
    Correct(2, REMARK),
    Correct(2, REMARK, service="lain", facts={"lain": "ya"}),
    Redate((), (), REMARK),
    *(a for a in ACTS if not isinstance(a, (AtPlace, Register, Correct, Withdraw, Undo, Redate))),
)
OWN_ENDINGS = {JOINED, *map(ending, get_args(Act))}
OF_NO_PART = (ParentEnded, *BESIDE)
"""What concerns all parts, and moves none of them."""


ONWARD = (Take, Choose, Resubmit, Resume, Arrive, BringPayment, Skip, SolveTrouble)


@cache
def lingkungan() -> Procedure:
    """Ways that service, kind of application and a field choose."""
    return load(Path(__file__).parents[1] / "ways" / "kantor" / "sop" / "lingkungan.toml")


OWN: dict[str, Callable[[], Procedure]] = {
    "contoh": contoh,
    "lingkungan": lingkungan,
    "ruang": ruang,
    "izin": izin,
    "izin dengan bank": with_bank,
    "tetap": tetap,
}


def staff(procedure: Procedure, chance: Random) -> list[Actor]:
    """People with some of the roles each; the second has all of them, the last only supervises."""
    acting = ((place, n) for place in procedure.places for n in range(max(1, len(place.sign_offs))))
    roles = sorted({role for place, n in acting for role in (*place.roles, *place.handling_roles(n))})
    some = [tuple(chance.sample(roles, chance.randint(1, min(4, len(roles))))) for _ in range(PEOPLE)]
    counter = {Right.COUNTER: "loket"}
    return [
        Actor(1, ("loket", *some[0]), counter, at_counters=("loket",)),
        Actor(2, ("loket", *roles), counter, at_counters=("loket",)),
        *(Actor(n, mine) for n, mine in enumerate(some[2:], 3)),
        Actor(PEOPLE + 1, ("penyelia",), {Right.SUPERVISE: "penyelia"}),
    ]


class Office:
    """One file, its journal, and people who do not know the rules."""

    def __init__(self, procedure: Procedure, chance: Random) -> None:
        self.procedure = procedure
        self.people = staff(procedure, chance)
        self.events: list[Event] = []
        self.state = FileState()
        self.now = FRIDAY
        self.before: dict[int, FileState] = {}
        self.fields: dict[str, str] = {}
        self.read_back = 0
        self.kept: Snapshot | None = None

    def register_and_go_some_way(self, chance: Random) -> None:
        risk = self.procedure.facts.get("risiko")
        facts = {"risiko": chance.choice(sorted(risk.values))} if risk and self.procedure.follow_up else {}
        facts |= _some(self.procedure, chance, Origin.SERVICE, Origin.REQUEST)
        self.fields = _some(self.procedure, chance, Origin.FIELD)
        self._try(self.people[0], Register(chance.choice(self.procedure.starts), facts), 0)
        assert self.state.opens
        for _ in range(chance.randrange(30)):
            self._go_on(chance)

    def _go_on(self, chance: Random) -> None:
        """Somebody who can takes the file, or a part of it, further, now and then back."""
        able = {p.person: [a for a in self._offered(p) if isinstance(a, ONWARD)] for p in self.people}
        people = [p for p in self.people if able[p.person]]
        if people:
            person = chance.choice(people)
            place = chance.choice(sorted({_strand(act) for act in able[person.person]}))
            first, *others = (act for act in able[person.person] if _strand(act) == place)
            self._try(person, chance.choice([first] * 4 + others), chance.randrange(120), allowed=True)
        elif any(here.awaits_parent for here in self.state.opens):
            self.the_parent_ends(chance)

    def anybody_does_anything(self, chance: Random) -> None:
        for _ in range(chance.randint(1, 6)):
            self._try(self._somebody(chance), self._anything(chance), chance.randrange(2 * DAY))

    def somebody_does_what_is_offered(self, chance: Random) -> None:
        for _ in range(chance.randint(1, 6)):
            person = self._somebody(chance)
            if found := [
                act for act in self._offered(person) if not self._ends(act) or not chance.randrange(9)
            ]:
                onward = [act for act in found if isinstance(act, ONWARD)]
                likely = onward if onward and chance.randrange(5) else found
                self._try(person, chance.choice(likely), chance.randrange(90), allowed=True)

    def something_is_recorded_late(self, chance: Random) -> None:
        person = self._somebody(chance)
        if found := [act for act in self._offered(person) if isinstance(act, (Take, Choose, Resubmit))]:
            self._try(
                person, chance.choice(found), chance.randrange(90), allowed=True, ago=chance.randrange(120)
            )

    def something_else_is_chosen_in_the_fields(self, chance: Random) -> None:
        self.fields = _some(self.procedure, chance, Origin.FIELD, nothing=True)

    def the_parent_ends(self, chance: Random) -> None:
        if self.procedure.follow_up and self.state.opens and PARENT_FACT not in self.state.facts:
            self.now += chance.randrange(DAY) * MINUTE
            told = ParentEnded(chance.choice(("terbit", "ditolak", "dicabut")))
            self._record(Event(self.state.seq + 1, self.now, self.now, told))

    def _somebody(self, chance: Random) -> Actor:
        """Whoever has the file in hand, or did something just now, comes forward more often."""
        near = {here.person for here in self.state.opens} | {e.person for e in self.events[-4:]}
        return chance.choice([*self.people, *(p for p in self.people * 3 if p.person in near)])

    def _ends(self, act: Act) -> bool:
        if isinstance(act, (Undo, Register)):
            return False
        event = Event(self.state.seq + 1, self.now, self.now, act)
        return then(self.procedure, self.state, event).ended_at is not None

    def _offered(self, person: Actor) -> list[Act]:
        said = {n: v for n, v in self.fields.items() if v != self.state.facts.get(n, "")}
        strands = [here.strand for here in self.state.opens] or [0]
        found = [o for n in strands for o in offers(self.procedure, self.state, person, n, said=said)]
        return list(dict.fromkeys(o.act for o in found if o.refusal is None))

    def _anything(self, chance: Random) -> Act:
        """Any act at any part, also at one that has answered or that there is not."""
        opens = self.state.opens
        strands = [*(here.strand for here in opens for _ in range(3)), 0, 1, 2, 4]
        roles = [role for here in opens for role in self._place(here).handling_roles(here.sign_off)]
        gives = [Assign(chance.choice(self.people).person, role, REMARK) for role in (*roles, "lain")]
        there: list[Act] = [_at(act, chance.choice(strands)) for act in (*AT_PLACE, *gives)]
        chosen: list[Act] = [
            Choose(branch.id, remark, strand=here.strand)
            for here in opens
            for branch in self._place(here).branches
            for remark in (REMARK, None)
        ]
        undone: list[Act] = [Undo(seq) for seq in range(max(1, self.state.seq - 5), self.state.seq + 2)]
        strange: list[Act] = [Choose("terbang"), Register(self.procedure.starts[0])]
        leave = [Withdraw(REMARK)] if len(self.events) > LONG else []
        kinds = [there, there, chosen, undone, [*OF_ALL, *strange, *leave]]
        return chance.choice(chance.choice([kind for kind in kinds if kind]))

    def _place(self, here: Interval) -> Step:
        return self.procedure.at(here.step, here.strand)

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
        earliest = max((e.at for e in _moves(self.events)), default=self.now)
        at = self.now if ago is None else max(earliest, self.now - ago * MINUTE)
        why = None if ago is None else REMARK
        seq = self.state.seq + 1
        self._record(Event(seq, at, self.now, act, person.person, role, person.station, why))

    def _record(self, event: Event) -> None:
        before = self.state
        after = replay(self.procedure, [*self.events, event])
        self.before[event.seq] = before
        self.events.append(event)
        self.state = after
        match event.act:
            case Undo():
                self._was_taken_back(event.act.undone, before)
            case Redate() | Note():
                assert _timeless(after) == _timeless(before)
            case Remember() | LetGo():
                said = (*before.reminders, replace(event, at=max(event.at, before.last_at)))
                assert after == replace(before, reminders=said, seq=event.seq)
            case Correct() as act:
                facts = {name: word for name, word in {**before.facts, **act.facts}.items() if word}
                put_right = (*before.corrections, replace(event, at=max(event.at, before.last_at)))
                assert after == replace(before, facts=facts, corrections=put_right, seq=event.seq)
        assert looks_back(event.act) or then(self.procedure, before, event) == after
        self.kept = taken(after, self.kept)
        assert isinstance(event.act, Undo) or before.outcome in (None, after.outcome)

    def _was_taken_back(self, seq: int, before: FileState) -> None:
        """All is as it was, but for what was done since on other parts; and that could have been done so."""
        undone = next(e for e in self.events if e.seq == seq)
        after, once = self.state, self.before[seq]
        if isinstance(undone.act, (Remember, LetGo)):
            assert (after.reminders, _way(after)) == (before.reminders[:-1], _way(before))
            return
        assert after.reminders == before.reminders
        if isinstance(undone.act, Correct):
            assert (after.corrections, _way(after)) == (before.corrections[:-1], _way(before))
            assert after.facts == before.facts or not before.has_moved
            return
        assert after.corrections == before.corrections
        later = [e for e in _moves(self.events) if e.seq > seq]
        if not later:
            since = [e.act for e in self.events if e.seq > seq and isinstance(e.act, Undo)]
            if all(act.undone >= seq for act in since):  # else another part lacks what it had done before
                assert _way(after) == _way(once)
            return
        own = _strand(undone.act)
        later = [e for e in later if not isinstance(e.act, OF_NO_PART)]
        assert own > 0
        assert {own, *(_strand(e.act) for e in later)} <= {part.strand for part in _parts(self, once)}
        assert own not in {_strand(e.act) for e in later}
        assert _whereabouts(after, own) == _whereabouts(once, own)
        for part in _parts(self, once):
            if part.strand != own:
                assert _whereabouts(after, part.strand) == _whereabouts(before, part.strand)
        people = {person.person: person for person in self.people}
        for event, then_known in unfolded(self.procedure, self.events):
            if event.person is not None and not isinstance(event.act, OF_NO_PART):
                check(self.procedure, then_known, people[event.person], event.act)

    def _was_right(self, person: Actor, act: Act, role: str | None) -> None:
        """What was allowed was allowed for a reason, told apart from the rules' own words."""
        assert role is None or role in person.roles or isinstance(act, (Undo, PutBack))
        if isinstance(act, Undo):
            undone = next(e for e in self.events if e.seq == act.undone)
            assert undone.person == person.person
            if isinstance(undone.act, BESIDE):
                put_right = isinstance(undone.act, Correct)
                lane = self.state.corrections if put_right else self.state.reminders
                assert lane[-1].seq == undone.seq
                return
            since = [e.act for e in in_force(self.events) if e.seq > undone.seq]
            later = [_strand(act) for act in since if not isinstance(act, OF_NO_PART)]
            assert not later or (0 not in later and _strand(undone.act) not in (0, *later))
        if not isinstance(act, AtPlace):
            assert self.state.opens or isinstance(act, (Register, Correct, Undo, Note, Redate))
            return
        here = self.state.at(act.strand)
        assert here is not None
        place = self._place(here)
        if isinstance(act, (Take, Resume, Skip)):
            assert role in place.handling_roles(here.sign_off)
        if isinstance(act, Take):
            assert here.standing is Standing.WAITING
        if isinstance(act, (Choose, PutBack, Rest, MarkTrouble, SolveTrouble)):
            assert (here.standing, here.person) == (Standing.WORKING, person.person)
        if isinstance(act, Assign):
            assert here.standing.at_work
            assert act.to not in (None, here.person)
            assert act.role in place.handling_roles(here.sign_off)
        if isinstance(act, BringPayment):
            assert here.standing is Standing.PAYMENT
        if isinstance(act, Choose):
            branch = place.branch(act.branch)
            assert branch is not None
            assert branch.holds({**self.state.facts, **act.facts})
            assert role in place.handling_roles(here.sign_off)
            assert act.for_role is None or role in place.recording_roles(here.sign_off)
            assert not here.trouble
            assert branch.direction is Direction.FORWARD or act.remark is not None

    def _stays(self) -> Iterator[tuple[int | None, list[Interval]]]:
        """The intervals of each stay of the whole file at a step, with when it left (None: it has not)."""
        known = [before.since for _, before in unfolded(self.procedure, self.events)]
        began = sorted({*known, self.state.since})
        stays: list[list[Interval]] = [[] for _ in began]
        for interval in self.state.intervals:
            stays[bisect_right(began, interval.seq) - 1].append(interval)
        for stay, following in zip(stays, [*stays[1:], None], strict=True):
            yield (following[0].start if following else self.state.ended_at), stay

    def either_the_whole_file_is_open_or_parts_of_it_until_the_end(self) -> None:
        strands = [here.strand for here in self.state.opens]
        if self.state.ended_at is not None or not self.events:
            assert strands == []
            assert bool(self.events) is (self.state.outcome is not None)
            return
        (sequence,) = {here.step for here in self.state.opens}
        parts = self.procedure.step(sequence).parts
        assert len(set(strands)) == len(strands)
        assert set(strands) <= ({part.strand for part in parts} or {0})
        if parts:
            assert any(part.needed for part in parts if part.strand in strands)
            answered = {i.strand for i in self.state.answers}
            assert answered.isdisjoint(strands)
            assert answered | set(strands) == {part.strand for part in parts}
            assert set(self.state.strands) >= set(strands)

    def intervals_are_counted_and_those_of_a_strand_abut(self) -> None:
        intervals = self.state.intervals
        assert [i.seq for i in intervals] == list(range(1, len(intervals) + 1))
        assert not intervals or intervals[0].start == in_force(self.events)[0].at
        for left, stay in self._stays():
            assert len({i.step for i in stay}) == 1
            strands = {i.strand for i in stay}
            assert strands == {0} or 0 not in strands
            for strand in strands:
                own = [i for i in stay if i.strand == strand]
                assert own[0].start == stay[0].start
                assert all(one.end == other.start and one.ended_by for one, other in pairwise(own))
                assert own[-1].end is None or bool(own[-1].ended_by)
                ways = {b.id for b in self.procedure.at(own[0].step, strand).branches}
                assert {i.ended_by for i in own if i.end is not None} <= ways | OWN_ENDINGS
                assert left is None or (own[-1].end is not None and own[-1].end <= left)
            assert left is None or max(i.end for i in stay if i.end is not None) == left

    def time_adds_up_to_what_has_passed_and_what_is_at_once_counts_once(self) -> None:
        intervals = self.state.intervals
        if not intervals:
            return
        until = self.state.ended_at if self.state.ended_at is not None else self.now
        elapsed = until - intervals[0].start
        for booked in spent(intervals, ordinary(), until):
            own = [i for i in intervals if account(i.party, i.standing, trouble=i.trouble) is booked.account]
            lasted = [(i.strand, (until if i.end is None else i.end) - i.start) for i in own]
            alone = sum(each for strand, each in lasted if not strand)
            assert alone <= booked.elapsed <= sum(each for _, each in lasted)
            elapsed -= booked.elapsed
        assert elapsed == 0

    def standing_party_and_person_agree(self) -> None:
        for i in self.state.intervals:
            assert (i.person is not None) is (i.standing is Standing.WORKING)
            assert (i.standing.party is Party.APPLICANT) is (i.party is Party.APPLICANT)
            assert (i.agency is not None or i.awaits_parent) is (i.standing is Standing.AGENCY)
            assert not i.trouble or i.standing.at_work

    def the_journal_alone_gives_the_same_file(self) -> None:
        if self.read_back == self.state.seq:
            return
        self.read_back = self.state.seq
        written = [(e.act.word, json.dumps(to_data(e.act)), replace(e, act=Take())) for e in self.events]
        read = [replace(e, act=from_data(kind, json.loads(data))) for kind, data, e in written]
        assert replay(self.procedure, read) == self.state
        assert self.kept is not None
        assert self.kept.lines == taken(self.state).lines
        assert read_snapshot(self.kept.text).state == self.state
        assert [e.seq for e in read] == list(range(1, len(read) + 1))

    def enough_different_people_have_signed(self) -> None:
        signer = self._signers()
        for place in self.procedure.places:
            for visit in range(1, self.state.visits(place.sequence, place.strand) + 1):
                at = (place.sequence, place.strand, visit)
                stays = [i for i in self.state.intervals if (i.step, i.strand, i.visit) == at]
                if place.sign_offs and _left_forward(place, stays):
                    assert len({signer[i.seq] for i in stays if _onward(place, i)}) >= place.min_people

    def enough_different_people_have_answered(self) -> None:
        signer = self._signers()
        for left, stay in self._stays():
            step = self.procedure.step(stay[0].step)
            last = {i.strand: i for i in stay}
            answered = [i for i in last.values() if _answers(self._place(i), i)]
            needed = {part.strand for part in step.parts if part.needed}
            if left is not None and step.parts and needed <= {i.strand for i in answered}:
                assert len({signer[i.seq] for i in answered}) >= step.min_people

    def _signers(self) -> dict[int, int | str | None]:
        """Who chose at the end of each interval: a person, or the role for which it was recorded."""
        chosen = [
            (e, e.act, s) for e, s in unfolded(self.procedure, self.events) if isinstance(e.act, Choose)
        ]
        where = [(e, act, state.at(act.strand)) for e, act, state in chosen]
        return {here.seq: act.for_role or e.person for e, act, here in where if here is not None}

    def every_limit_can_be_judged(self) -> None:
        for limit, verdict in judge_all(self.procedure, self.state, Reading(), ordinary(), self.now):
            assert verdict.used >= 0
            assert verdict.used + verdict.remaining == limit.budget.amount


def _some(procedure: Procedure, chance: Random, *origins: Origin, nothing: bool = False) -> dict[str, str]:
    """A value of each fact of these origins; with `nothing`, sometimes none."""
    found = {name: fact for name, fact in procedure.facts.items() if fact.origin in origins}
    return {n: chance.choice([*fact.values, *([""] if nothing else [])]) for n, fact in found.items()}


def _strand(act: Act) -> int:
    return act.strand if isinstance(act, AtPlace) else 0


def _at(act: AtPlace, strand: int) -> Act:
    return replace(act, strand=strand)  # type: ignore[return-value]


def _parts(office: Office, state: FileState) -> tuple[Step, ...]:
    return office.procedure.step(state.opens[0].step).parts


def _moves(events: list[Event]) -> list[Event]:
    """What counts of a file's way, apart from what was done beside it."""
    return [event for event in in_force(events) if not isinstance(event.act, BESIDE)]


def _timeless(state: FileState) -> FileState:
    return replace(state, seq=0, last_at=0)


def _way(state: FileState) -> FileState:
    """The file without what was done beside its way, which may be for what it was registered."""
    return replace(_timeless(state), corrections=(), reminders=(), facts={})


def _whereabouts(state: FileState, strand: int) -> tuple[object, ...]:
    """Where a part is, what it carries, and the way it came since the file is at this step."""
    way = [i._replace(seq=0) for i in state.intervals if i.seq >= state.since and i.strand == strand]
    return way, state.carried(strand)


def _onward(place: Step, stay: Interval) -> bool:
    branch = place.branch(stay.ended_by)
    return branch is not None and branch.direction is Direction.FORWARD


def _answers(place: Step, stay: Interval) -> bool:
    branch = place.branch(stay.ended_by)
    return branch is not None and branch.answers


def _left_forward(place: Step, stays: list[Interval]) -> bool:
    last = len(place.sign_offs) - 1
    return any(i.sign_off == last and _onward(place, i) for i in stays)


OFTEN = (Office.somebody_does_what_is_offered, Office.anybody_does_anything)
NOW_AND_THEN = (
    Office.something_is_recorded_late,
    Office.something_else_is_chosen_in_the_fields,
    Office.the_parent_ends,
)
ALWAYS = (
    Office.either_the_whole_file_is_open_or_parts_of_it_until_the_end,
    Office.intervals_are_counted_and_those_of_a_strand_abut,
    Office.time_adds_up_to_what_has_passed_and_what_is_at_once_counts_once,
    Office.standing_party_and_person_agree,
    Office.the_journal_alone_gives_the_same_file,
    Office.enough_different_people_have_signed,
    Office.enough_different_people_have_answered,
    Office.every_limit_can_be_judged,
)
SEEDS = st.integers(0, 2**32)
LIVES = st.lists(st.tuples(st.sampled_from((*OFTEN * 3, *NOW_AND_THEN)), SEEDS), min_size=12, max_size=20)


def live(procedure: Procedure, seed: int, life: list[tuple[Callable[[Office, Random], None], int]]) -> None:
    """A file from its registration on; whatever happens, what must hold holds."""
    office = Office(procedure, Random(seed))
    office.register_and_go_some_way(Random(seed))
    for happen, how in life:
        happen(office, Random(how))
        for hold in ALWAYS:
            hold(office)


@pytest.mark.parametrize("name", [*seven(), *OWN])
@settings(max_examples=tries(4), phases=(Phase.generate,))
@given(seed=SEEDS, life=LIVES)
def test_whatever_people_do_the_file_stays_whole(
    name: str, seed: int, life: list[tuple[Callable[[Office, Random], None], int]]
) -> None:
    live(OWN[name]() if name in OWN else seven()[name], seed, life)


@settings(max_examples=tries(8), phases=(Phase.generate,))  # to shorten a way takes minutes
@given(procedure=sound(), seed=SEEDS, life=LIVES)
def test_also_by_an_sop_that_nobody_has_thought_of(
    procedure: Procedure, seed: int, life: list[tuple[Callable[[Office, Random], None], int]]
) -> None:
    live(procedure, seed, life)
