"""All seven procedures, walked along every branch and every loop to every end (`tests.flow.runs`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from loket.flow.acts import Act, Actor, Arrive, Choose, ParentEnded, Resubmit, Skip, Take
from loket.flow.fold import after, forward
from loket.flow.state import Interval
from loket.sop import load
from loket.sop.model import Direction, Kind, Procedure
from tests.flow.office import BUDI, CITRA, CONTOH, DEWI, SARI, Walk, clerk, registered, seven
from tests.flow.runs import RUNS, Run

REASON = 1
Taken = tuple[int, str]
Stay = tuple[int, str, str]


@dataclass(frozen=True)
class Line:
    step: int
    pile: str
    role: str
    done: str

    @property
    def rows(self) -> list[Stay]:
        """The intervals that this line of a run stands for."""
        waiting = (self.step, "menunggu", self.pile)
        match self.done:
            case "kembali":
                return [(self.step, "menunggu pemohon", self.role)]
            case "diambil":
                return [(self.step, "menunggu diambil", self.role)]
            case "lewati":
                return [waiting]
            case done if done.startswith("induk="):
                return [(self.step, "menunggu pihak lain", self.role)]
            case _:
                return [waiting, (self.step, "dikerjakan", self.role)]


def lines(run: Run) -> Iterator[Line]:
    for text in run.way.strip().splitlines():
        step, role, done = text.split()
        yield Line(int(step), role.split(">")[0], role.split(">")[-1], done)


def staff(procedure: Procedure) -> Mapping[str, Actor]:
    """One person for each role; every front office may register."""
    signing = {r for step in procedure.steps for sign_off in step.sign_offs for r in sign_off.roles}
    roles = sorted(signing | {r for step in procedure.steps for r in step.roles})
    return {
        role: clerk(n, role, counter=role if role.startswith("fo") else "") for n, role in enumerate(roles, 1)
    }


def walk_along(run: Run) -> tuple[Walk, set[Taken]]:
    """Walk the run; the branches it took, those of steps that the program passes by itself included."""
    procedure = seven()[run.procedure]
    people = staff(procedure)
    front = next(p for role, p in people.items() if role.startswith("fo"))
    walk = registered(procedure, start=run.start, facts=run.facts, by=front)
    taken: set[Taken] = set()
    for line in lines(run):
        assert (walk.here.step, walk.here.role) == (line.step, line.pile), f"{run.title}: {line}"
        here, resume = walk.here, walk.state.carried(0).resume
        _do(walk, people.get(line.role, front), front, line)
        by_itself = line.done == "diambil" or line.done.startswith("induk=")
        resumed = line.done == "kembali" and resume is not None
        if not by_itself and not resumed:
            taken |= _branches_from(procedure, walk, here, line)
    return walk, taken


def _do(walk: Walk, person: Actor, front: Actor, line: Line) -> None:
    special: dict[str, Act] = {"kembali": Resubmit(), "diambil": Arrive(), "lewati": Skip()}
    if line.done.startswith("induk="):
        walk.by_program(ParentEnded(line.done.removeprefix("induk=")))
    elif line.done in special:
        walk.do(person if line.done == "lewati" else front, special[line.done])
    else:
        branch = walk.procedure.step(line.step).branch(line.done)
        assert branch is not None, f"{line} is no branch of the SOP"
        walk.do(person, Take())
        told = after(walk.procedure, walk.state, branch)
        walk.do(person, Choose(line.done, None if branch.direction is Direction.FORWARD else REASON))
        where = told.at(0)
        assert where == (walk.here._replace(start=where.start) if where else walk.state.at(0))


def _branches_from(procedure: Procedure, walk: Walk, here: Interval, line: Line) -> set[Taken]:
    step = procedure.step(here.step)
    branch = step.branch(line.done) or forward(step, walk.state.facts)
    taken = {(here.step, branch.id)}
    while branch.target is not None and (passed := procedure.step(branch.target)).passes:
        branch = forward(passed, walk.state.facts)
        taken.add((passed.sequence, branch.id))
    return taken


@pytest.mark.parametrize("run", RUNS, ids=lambda r: f"{r.procedure}: {r.title}")
def test_the_file_goes_the_way_of_the_sop_to_its_end(run: Run) -> None:
    walk, _ = walk_along(run)
    assert (walk.state.at(0), walk.state.outcome) == (None, run.outcome)
    assert walk.log() == [row for line in lines(run) for row in line.rows]
    assert walk.state.ended_at == walk.now


ONE_WAY = '{ id = "terbit", label = "Terbit", ke = 7, hasil = "terbit", keputusan = true }'
BY_FACT = """
  { id = "terbit", label = "Terbit", ke = 7, bila = { hasil = ["layak"] }, hasil = "terbit" },
  { id = "arsip", label = "Arsip", ke = 8, bila = { hasil = ["khusus"] }, hasil = "terbit" },
"""


@pytest.mark.parametrize(("found", "paid", "step"), [("layak", "lunas", 7), ("khusus", "bebas", 8)])
def test_where_a_branch_leads_depends_on_the_facts_of_the_file(found: str, paid: str, step: int) -> None:
    walk = registered(load(CONTOH.replace(f"[{ONE_WAY}]", f"[{BY_FACT}]")))
    walk.do(SARI, Take())
    walk.do(SARI, Choose("lengkap"))
    walk.do(SARI, Skip())
    for person, branch in ((BUDI, found), (CITRA, found), (DEWI, found)):
        walk.do(person, Take())
        walk.do(person, Choose(branch))
    onward = walk.procedure.step(5).branch(paid)
    assert onward is not None
    told = after(walk.procedure, walk.state, onward).at(0)
    assert told is not None
    assert told.step == step
    walk.do(CITRA, Take())
    walk.do(CITRA, Choose(paid))
    assert walk.here.step == step


def branches_in(procedure: Procedure) -> set[Taken]:
    """Every branch a registered file can take.

    From an applicant's step that is only ever reached by a return, a file leaves by the return's own
    `lanjut_di`; the step's own branch belongs to what happened before registration.
    """
    found: set[Taken] = set()
    waiting, seen = list(procedure.starts), set[int]()
    while waiting:
        if (sequence := waiting.pop()) in seen:
            continue
        seen.add(sequence)
        for branch in procedure.step(sequence).branches:
            found.add((sequence, branch.id))
            lands = branch.resume if branch.direction is Direction.RETURN else branch.target
            waiting += [] if lands is None else [lands]
    return found


@pytest.mark.parametrize("name", sorted({run.procedure for run in RUNS}))
def test_every_branch_is_taken_by_some_run(name: str) -> None:
    taken = {branch for run in RUNS if run.procedure == name for branch in walk_along(run)[1]}
    assert taken == branches_in(seven()[name])


def test_every_procedure_has_runs() -> None:
    assert {run.procedure for run in RUNS} == set(seven())
    assert len(seven()) == 7


@pytest.mark.parametrize("name", sorted({run.procedure for run in RUNS}))
def test_what_no_file_passes_is_the_applicants_before_registration(name: str) -> None:
    procedure = seven()[name]
    passed = {sequence for sequence, _ in branches_in(procedure)}
    for step in procedure.steps:
        if step.sequence not in passed:
            assert (step.kind, step.before_registration) == (Kind.APPLICANT, True), step.name
