"""Every way that a file can go through a procedure, with what may then be recorded on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from loket.sop.check.places import asks_data, every_branch, every_time
from loket.sop.check.structure import onward, roots
from loket.sop.model import Branch, Direction, Origin, Procedure, Step

_OF_REGISTRATION = (Origin.SERVICE, Origin.REQUEST)
_STATE_LIMIT = 50_000

_State = tuple[int, tuple[tuple[str, str], ...], bool | None]


class Seen(NamedTuple):
    """A file at a step: what is laid down when it comes and when it leaves, and the branches then open.

    `owing`: a follow-up was opened that waits for its result.
    """

    step: Step
    arrived: Mapping[str, str]
    facts: Mapping[str, str]
    owing: bool
    open_now: list[Branch]


def walk(procedure: Procedure, waiting_for: Collection[str] = ()) -> Iterator[Seen]:
    """Every step with all that may be recorded on a file there; `waiting_for`: follow-ups that wait."""
    steps = {step.sequence: step for step in procedure.steps}
    asked = {name for _, branch in every_branch(procedure) for name in branch.when}
    asked |= {name for timed in every_time(procedure) for time in timed.time.cases for name in time.when}
    asked &= procedure.facts.keys()
    waiting = _first_states(procedure, asked)
    seen: set[_State] = set(waiting)
    while waiting and len(seen) < _STATE_LIMIT:
        sequence, noted, owing = waiting.pop()
        step, arrived = steps[sequence], dict(noted)
        for facts, branches in _filled(procedure, step, arrived, asked):
            open_now = [b for b in branches if b.holds(facts)]
            if branches == step.branches:
                yield Seen(step, arrived, facts, bool(owing), open_now)
            for branch in open_now:
                after = facts | {k: v for k, v in branch.records.items() if k in asked}
                due = None if owing is None or branch.outcome else owing or branch.opens in waiting_for
                for target in onward(branch):
                    state: _State = (target, tuple(sorted(after.items())), due)
                    if state not in seen:
                        seen.add(state)
                        waiting.append(state)


def _filled(
    procedure: Procedure, step: Step, facts: dict[str, str], asked: Collection[str]
) -> Iterator[tuple[dict[str, str], tuple[Branch, ...]]]:
    """What may be laid down when a file leaves the step, and the branches to be judged by it."""
    fields = sorted(name for name in asked if procedure.facts[name].origin is Origin.FIELD)
    if step.parts:
        return islice(_answered(procedure, step, facts, fields), _STATE_LIMIT)
    return _left(procedure, facts, fields if asks_data(step) else [], step.branches)


def _left(
    procedure: Procedure, facts: dict[str, str], fields: list[str], branches: tuple[Branch, ...]
) -> Iterator[tuple[dict[str, str], tuple[Branch, ...]]]:
    """Every combination of what may stand in the `fields` of who chooses among the branches.

    A file that does not go on may leave with the fields as they were.
    """
    for mix in _mixes(procedure, fields):
        yield facts | dict(zip(fields, mix, strict=True)), branches
    if fields:
        yield facts, tuple(b for b in branches if b.direction is not Direction.FORWARD)


def _answered(
    procedure: Procedure, step: Step, facts: dict[str, str], fields: list[str]
) -> Iterator[tuple[dict[str, str], tuple[Branch, ...]]]:
    """What the parts of a step may have laid down, some or all of them, and how the file then leaves.

    That is by the step's own branches when all that are needed have answered, else by one of a part's.
    """
    every = [[*(b for b in part.branches if b.answers), None] for part in step.parts]
    for mix in islice(product(*every), _STATE_LIMIT):
        answers = [branch for branch in mix if branch is not None]
        waiting = [part for part, branch in zip(step.parts, mix, strict=True) if branch is None]
        asked = fields if any(asks_data(part) for part in step.parts if part not in waiting) else []
        for filled in _mixes(procedure, asked):
            known = facts | dict(zip(asked, filled, strict=True))
            if not all(branch.holds(known) for branch in answers):
                continue
            known |= {name: value for branch in answers for name, value in branch.records.items()}
            if not any(part.needed for part in waiting):
                yield known, step.branches
                continue
            for part in waiting:
                away = tuple(b for b in part.branches if not b.answers)
                yield from _left(procedure, known, fields if asks_data(part) else [], away)


def _first_states(procedure: Procedure, asked: set[str]) -> list[_State]:
    """Where files begin, with every combination of the facts that they bring.

    That are those of the registration, and of a follow-up those of its parent.
    """
    recorded = {name for _, branch in every_branch(procedure) for name in branch.records}
    origins = {name: procedure.facts[name].origin for name in asked - recorded}
    brought = sorted(n for n in origins if procedure.follow_up or origins[n] in _OF_REGISTRATION)
    begun = sorted(roots(procedure))
    mixes = _mixes(procedure, brought)
    return [(root, tuple(zip(brought, mix, strict=True)), False) for mix in mixes for root in begun]


def _mixes(procedure: Procedure, names: list[str]) -> Iterator[tuple[str, ...]]:
    """Every combination of the values of these facts; of very many only the first."""
    return islice(product(*(procedure.facts[name].values for name in names)), _STATE_LIMIT)
