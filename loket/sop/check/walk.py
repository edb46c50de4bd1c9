"""Every way that a file can go through a procedure, with what may then be recorded on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from loket.sop.check.places import every_branch, sequences_of
from loket.sop.model import Branch, Procedure, Step

_STATE_LIMIT = 50_000

_State = tuple[int, tuple[tuple[str, str], ...], bool | None]
_Seen = tuple[Step, dict[str, str], bool, list[Branch]]


def walk(procedure: Procedure, waiting_for: Collection[str] = ()) -> Iterator[_Seen]:
    """Every step with all that may be recorded when a file comes there, and the branches then open.

    Said too: whether a follow-up of `waiting_for` was opened, to which the file still owes its result.
    """
    steps = {step.sequence: step for step in procedure.steps}
    asked = {name for _, branch in every_branch(procedure) for name in branch.when if name in procedure.facts}
    waiting = _first_states(procedure, asked)
    seen: set[_State] = set(waiting)
    while waiting and len(seen) < _STATE_LIMIT:
        sequence, noted, owing = waiting.pop()
        step, facts = steps[sequence], dict(noted)
        open_now = [b for b in step.branches if b.holds(facts)]
        yield step, facts, bool(owing), open_now
        for branch in open_now:
            after = facts | {k: v for k, v in branch.records.items() if k in asked}
            due = None if owing is None or branch.outcome else owing or branch.opens in waiting_for
            for target in {branch.target, branch.resume} - {None}:
                state: _State = (target or 0, tuple(sorted(after.items())), due)
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)


def _first_states(procedure: Procedure, asked: set[str]) -> list[_State]:
    """Where files begin, with every combination of the facts that a follow-up brings from its parent."""
    recorded = {name for _, branch in every_branch(procedure) for name in branch.records}
    brought = sorted(asked - recorded) if procedure.follow_up else []
    known = set(sequences_of(procedure))
    roots = {s for s in procedure.starts if s in known}
    roots |= {step.sequence for step in procedure.steps if step.before_registration}
    mixes = product(*(procedure.facts[name].values for name in brought))
    return [(root, tuple(zip(brought, mix, strict=True)), False) for mix in mixes for root in sorted(roots)]
