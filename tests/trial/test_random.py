"""Random procedures, most of them bad: what a trial calls free never sticks, what it names is a dead end.

Both are judged by walking with the real rules alone, with people who know no way (`tests.trial.walking`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from loket.flow.acts import Note, Undo, Void, Withdraw
from loket.flow.state import replay
from loket.sop.model import (
    PARENT_FACT,
    AllowedTime,
    Branch,
    Direction,
    Document,
    Fact,
    Kind,
    Limits,
    Party,
    Procedure,
    SignOff,
    Step,
)
from loket.trial.findings import Trial
from loket.trial.people import Setting, made_up
from loket.trial.together import trials
from loket.trial.words import lines, reasons_said
from tests.flow.office import contoh, seven
from tests.trial.walking import File, ends

APPLICANT, FIRST = 1, 2
FACTS = {"luas": ("kecil", "besar"), "hasil": ("baik", "buruk")}
ROLES = ("bo", "kasi", "kabid")
_ROLES = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True).map(tuple)
_RECORDERS = st.sampled_from([(), (), ("sekre",), ("bo", "sekre")])
FOR_GOOD = (Withdraw, Void, Undo, Note)
"""Acts that end a file or take back: a file that only these can help is stuck by its procedure."""


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """A procedure of few steps that read well and need not make sense."""
    last = draw(st.integers(FIRST, 5))
    follow_up = draw(st.booleans())
    asked: Mapping[str, tuple[str, ...]] = (
        {**FACTS, PARENT_FACT: ("terbit", "ditolak")} if follow_up else FACTS
    )
    returns = Branch("ajukan", "Ajukan", Direction.FORWARD, FIRST)
    steps = [
        Step(APPLICANT, "Pemohon", Kind.APPLICANT, ("pemohon",), Party.APPLICANT, AllowedTime(), (returns,))
    ]
    steps += [draw(_steps(n, last, asked)) for n in range(FIRST, last + 1)]
    return Procedure(
        id="acak",
        name="Acak",
        document=Document("", (), (), (), (), (), ()),
        roles={role: role.upper() for role in (*ROLES, "sekre")},
        facts={name: Fact(name, {v: v for v in values}) for name, values in asked.items()},
        steps=tuple(steps),
        starts=(FIRST,),
        limits=Limits(),
        follow_up=follow_up,
    )


@st.composite
def _steps(draw: st.DrawFn, here: int, last: int, asked: Mapping[str, tuple[str, ...]]) -> Step:
    passes = here < last and draw(st.integers(0, 5)) == 0
    signing = () if passes else tuple(SignOff(roles, "paraf") for roles in draw(st.lists(_ROLES, max_size=3)))
    if len(signing) == 1 or draw(st.booleans()):
        signing = ()
    roles = tuple(dict.fromkeys(r for s in signing for r in s.roles)) or draw(_ROLES)
    branches = tuple(
        draw(_branches(f"b{n}", here, last, roles, asked, passes)) for n in range(draw(st.integers(1, 3)))
    )
    step = Step(
        sequence=here,
        name=f"Langkah {here}",
        kind=Kind.APPLICANT if not signing and not passes and draw(st.integers(0, 7)) == 0 else Kind.GENERAL,
        roles=roles,
        party=Party.OFFICE,
        time=AllowedTime(),
        branches=branches,
        sign_offs=signing,
        min_people=draw(st.integers(1, max(1, len(signing)))),
        optional=draw(st.integers(0, 5)) == 0,
        awaits_collection=draw(st.integers(0, 5)) == 0,
        passes=passes,
        recorders=() if passes else draw(_RECORDERS),
        awaits_parent=PARENT_FACT in asked and draw(st.booleans()),
    )
    if step.kind is Kind.APPLICANT or signing or passes or draw(st.booleans()):
        return step
    parts = tuple(draw(_parts(n, here, last, asked)) for n in range(1, draw(st.integers(2, 3)) + 1))
    joined = tuple(replace(b, by=(), direction=Direction.FORWARD, resume=None) for b in branches)
    joined = tuple(replace(b, target=None) if b.target == APPLICANT else b for b in joined)
    people = draw(st.integers(1, len(parts)))
    step = replace(step, roles=("sistem",), branches=joined, parts=parts, min_people=people)
    return replace(step, optional=False, awaits_collection=False, awaits_parent=False)


@st.composite
def _parts(draw: st.DrawFn, number: int, here: int, last: int, asked: Mapping[str, tuple[str, ...]]) -> Step:
    """One of those who do a step at once: its branches answer, take all of the file away, or ask for more."""
    roles = draw(_ROLES)
    signing = tuple(SignOff(each, "paraf") for each in draw(st.lists(_ROLES, min_size=2, max_size=2)))
    signing = signing if draw(st.integers(0, 4)) == 0 else ()
    branches = []
    for n in range(draw(st.integers(1, 3))):
        branch = draw(_branches(f"b{n}", here, last, roles, asked, False))
        if branch.direction is Direction.RETURN:
            branch = replace(branch, target=None, resume=None)
        elif branch.direction is Direction.FORWARD and draw(st.integers(0, 3)):
            branch = replace(branch, target=None, answers=True)
        branches.append(branch)
    return Step(
        sequence=here,
        name=f"Bagian {number}",
        kind=Kind.GENERAL,
        roles=tuple(dict.fromkeys(r for s in signing for r in s.roles)) or roles,
        party=Party.OFFICE,
        time=AllowedTime(),
        branches=tuple(branches),
        sign_offs=signing,
        min_people=draw(st.integers(1, max(1, len(signing)))),
        recorders=draw(_RECORDERS),
        id=f"bagian{number}",
        strand=number,
        needed=number == 1 or draw(st.integers(0, 3)) > 0,
    )


@st.composite
def _branches(
    draw: st.DrawFn,
    name: str,
    here: int,
    last: int,
    roles: tuple[str, ...],
    asked: Mapping[str, tuple[str, ...]],
    passes: bool,
) -> Branch:
    onward = [None, *range(here + 1, last + 1)]
    forward, back = Direction.FORWARD, Direction.BACK
    direction = (
        forward if passes else draw(st.sampled_from([forward, forward, forward, back, Direction.RETURN]))
    )
    anywhere = onward if passes else [*onward, *onward, *range(FIRST, last + 1)]
    returned = direction is Direction.RETURN
    fact = draw(st.sampled_from([*asked, "", "", ""]))
    writes = draw(st.sampled_from([*FACTS, "", ""]))
    by = draw(st.sampled_from([(), (), (), *((role,) for role in roles)]))
    return Branch(
        id=name,
        label=name,
        direction=direction,
        target=APPLICANT if returned else draw(st.sampled_from(anywhere)),
        resume=draw(st.integers(FIRST, last)) if returned else None,
        outcome=draw(st.sampled_from([None, None, "terbit", "ditolak"])),
        records={writes: draw(st.sampled_from(FACTS[writes]))} if writes else {},
        when={fact: (draw(st.sampled_from(asked[fact])),)} if fact else {},
        by=() if passes else by,
    )


def tried(procedure: Procedure, elsewhere: str = "") -> Trial:
    """A trial of the procedure where nobody of the office holds the role `elsewhere`."""

    def setting(procedure: Procedure) -> Setting:
        found = made_up(procedure)
        return replace(found, people=tuple(p for p in found.people if elsewhere not in p.roles))

    return trials([procedure.id], {procedure.id: procedure}, setting)[0]


def wander(found: Trial, chance: Random, acts: int) -> File:
    """A file after some acts by anybody of the trial, sensible or not; never ended for good."""
    people = found.walk.setting.people
    begun = chance.choice([node for node in found.walk.nodes if node.before is None])
    file = File.of(found.walk.procedure, begun.events)
    for _ in range(acts):
        able = file.may(people, begun.beginning.results)
        able = [(person, act) for person, act in able if not isinstance(act, FOR_GOOD)]
        if not able or file.state.ended_at is not None:
            break
        file = file.after(*chance.choice(able)) or file
    return file


@settings(max_examples=60)
@given(procedures(), st.sampled_from(["", "kabid", "kasi"]), st.randoms(use_true_random=False))
def test_a_trial_and_people_who_know_no_way_agree(
    procedure: Procedure, elsewhere: str, chance: Random
) -> None:
    found = tried(procedure, elsewhere)
    people = found.walk.setting.people
    event("sticks" if found.troubles else "free")
    event("in parts" if any(step.parts for step in procedure.steps) else "one after the other")
    assert max(map(len, lines(found))) <= 80
    assert all(replay(procedure, node.events) == node.state for node in found.walk.nodes)
    for trouble in found.troubles:
        assert reasons_said(found, trouble)
        if not trouble.fails:
            file = File.of(procedure, trouble.node.events)
            assert file.state.ended_at is None
            assert not ends(file, people, trouble.node.beginning.results)
            event("a ring" if trouble.ring else "nothing leads on")
    if not found.sticks:
        assert ends(wander(found, chance, 25), people, found.walk.nodes[0].beginning.results)


@settings(max_examples=10)
@given(st.sampled_from(["contoh", *seven()]), st.randoms(use_true_random=False))
def test_nothing_sticks_in_the_shipped_procedures_whatever_people_do(name: str, chance: Random) -> None:
    found = shipped()[name]
    results = frozenset({"terbit", "ditolak"}) if found.walk.procedure.follow_up else frozenset()
    assert ends(wander(found, chance, 40), found.walk.setting.people, results)


@cache
def shipped() -> dict[str, Trial]:
    known = {**seven(), "contoh": contoh()}
    return dict(zip(known, trials(list(known), known, made_up), strict=True))
