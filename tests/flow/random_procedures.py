"""Random procedures: `procedures` draws what reads well and need not make sense, `sound` what a check passes.

A sound one is drawn like the others and then mended: each step gets a way on that is always open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from loket.sop.export import as_data
from loket.sop.model import (
    PARENT_FACT,
    AllowedTime,
    Branch,
    Direction,
    Document,
    Duration,
    Fact,
    Kind,
    Limits,
    Party,
    Procedure,
    SignOff,
    Step,
    Unit,
)

APPLICANT, FIRST = 1, 2
FACTS = {"luas": ("kecil", "besar"), "hasil": ("baik", "buruk")}
ROLES = ("bo", "kasi", "kabid")
_ROLES = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True).map(tuple)
_RECORDERS = st.sampled_from([(), (), ("sekre",), ("bo", "sekre")])


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
            branch = replace(branch, target=None, answers=True, outcome=None)
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
def wide(draw: st.DrawFn) -> Procedure:
    """A procedure with a step of many parts, often of such as only say what is asked afterwards."""
    rough = draw(procedures())
    here, last = draw(st.integers(FIRST, rough.steps[-1].sequence)), rough.steps[-1].sequence
    asked = {name: tuple(fact.values) for name, fact in rough.facts.items()}
    only_say = draw(st.integers(0, 3)) > 0
    said = {f"kata{n}": ("ya", "tidak") for n in range(1, 5)}
    parts = [
        draw(_saying(draw(_parts(n, here, last, asked)), fact, only_say))
        for n, fact in enumerate(said, start=1)
    ]
    on = Branch("lanjut", "Lanjut", Direction.FORWARD, here + 1 if here < last else None)
    onward = st.sampled_from([None, *range(FIRST, last + 1)])
    ways = [
        replace(on, id=name, target=draw(onward), when={name: ("ya",)})
        for name in said
        if draw(st.booleans())
    ]
    on = on if draw(st.integers(0, 4)) else replace(on, when={"kata1": ("tidak",)})
    joining = Step(
        sequence=here,
        name="Bersama",
        kind=Kind.GENERAL,
        roles=("sistem",),
        party=Party.OFFICE,
        time=AllowedTime(),
        branches=(*ways, on),
        min_people=1 if only_say else draw(st.integers(1, 2)),
        parts=tuple(parts),
    )
    return replace(
        rough,
        facts={**rough.facts, **{name: Fact(name, {v: v for v in values}) for name, values in said.items()}},
        steps=tuple(joining if step.sequence == here else step for step in rough.steps),
    )


@st.composite
def _saying(draw: st.DrawFn, part: Step, fact: str, only: bool) -> Step:
    """The part with at most an answer and one branch more, which record its own fact or nothing."""
    answer, *others = part.branches[:2]
    said = st.sampled_from([{}, {fact: "ya"}, {fact: "tidak"}])
    answers = replace(answer, direction=Direction.FORWARD, target=None, resume=None, answers=True)
    branches = [answers, *(_returning(b) if only or draw(st.booleans()) else b for b in others)]
    return replace(
        part,
        branches=tuple(replace(b, outcome=None, records=draw(said)) for b in branches),
        sign_offs=(),
        min_people=1,
        needed=only or draw(st.integers(0, 3)) > 0,
    )


def _returning(branch: Branch) -> Branch:
    """The branch, or instead of one that takes all of the file away one by which its part returns."""
    if branch.answers:
        return branch
    return replace(branch, direction=Direction.RETURN, target=None, resume=None)


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


@st.composite
def sound(draw: st.DrawFn) -> Procedure:
    """A procedure that a check passes, often with parts: from every step something always leads on."""
    rough = draw(procedures())
    steps = [_led_on(draw, step, rough.steps[-1].sequence) for step in rough.steps[1:]]
    returned = any(b.target == APPLICANT for step in steps for b in step.branches)
    office = Document("Dikarang untuk pengujian", (), (), (), (), (), ())
    return replace(
        rough,
        document=office,
        steps=(rough.steps[0], *steps) if returned else tuple(steps),
        limits=Limits(whole=_time("5 hari kerja")) if draw(st.booleans()) else Limits(),
    )


def _led_on(draw: st.DrawFn, step: Step, last: int) -> Step:
    """The step with a way on that is always open; where nobody chooses a way, it has no other."""
    here = step.sequence
    on = Branch("lanjut", "Lanjut", Direction.FORWARD, here + 1 if here < last else None)
    if here == FIRST:
        on = replace(on, declares_complete=True)
    if here == last:
        on = replace(on, outcome="terbit", decides=True)
    passed = step.kind is Kind.APPLICANT or step.optional or step.passes or step.parts
    others = tuple(replace(b, outcome=None, by=()) for b in step.branches)
    branches = (on, *(b for b in others if not passed or b.direction is not Direction.FORWARD))
    nobody = step.kind is Kind.APPLICANT or step.passes or step.parts
    step = replace(step, branches=branches, recorders=() if nobody else _others(step.recorders))
    if step.kind is Kind.GENERAL and not step.passes:
        paid = not step.sign_offs and not step.awaits_collection and draw(st.integers(0, 5)) == 0
        timed = _time("30 menit") if draw(st.booleans()) else step.time
        step = replace(step, kind=Kind.PAYMENT if paid else Kind.GENERAL, time=timed)
    if not step.parts:
        return step
    decided = draw(st.booleans())  # the answer of the first part says by which way the file leaves
    parts = tuple(replace(_answered(p, decided and p.strand == 1), kind=step.kind) for p in step.parts)
    ways = tuple(
        replace(on, id=f"bila-{value}", target=target, when={"luas": (value,)})
        for value, target in zip(
            FACTS["luas"], (here + 1, draw(st.integers(here + 1, max(here + 1, last)))), strict=True
        )
        if decided and here < last
    )
    needed = sum(part.needed for part in parts)
    return replace(step, branches=ways or (on,), parts=parts, min_people=min(step.min_people, needed))


def _answered(part: Step, decides: bool) -> Step:
    """The part with an answer that is always open, no way of which hangs on what another part records."""
    said = FACTS["luas"] if decides else ("",)
    answers = [
        Branch(
            f"jawab-{value}" if value else "jawab",
            "Jawab",
            Direction.FORWARD,
            records={"luas": value} if value else {},
            answers=True,
        )
        for value in said
    ]
    others = [b for b in part.branches if not (decides and b.answers)]
    bare = [replace(b, outcome=None, by=(), when=_of_parent(b)) for b in others]
    back = Direction.BACK
    bare = [replace(b, target=FIRST) if b.direction is back and b.target is None else b for b in bare]
    recorders = _others(part.recorders)
    return replace(part, branches=(*answers, *bare), time=_time("1 hari kerja"), recorders=recorders)


def _others(recorders: tuple[str, ...]) -> tuple[str, ...]:
    """Those who record and perform nothing."""
    return tuple(role for role in recorders if role not in ROLES)


def _of_parent(branch: Branch) -> dict[str, tuple[str, ...]]:
    """What a branch asks of the parent file's result, and nothing else."""
    return {name: values for name, values in branch.when.items() if name == PARENT_FACT}


def _time(text: str) -> AllowedTime:
    return AllowedTime(Duration(int(text.split()[0]), Unit(text.partition(" ")[2]), text))


def text_of(procedure: Procedure) -> str:
    """A sound procedure as an office would write it."""
    written = {**as_data(procedure), "dokumen": {"sumber": procedure.document.source}}
    return "\n".join(f"{key} = {as_toml(value)}" for key, value in written.items())


def as_toml(value: Any) -> str:
    """A value in TOML, its text in escapes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    return str(value).lower()
