"""How a procedure's files begin: by registering, or opened from a branch of another procedure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from loket.flow.state import parent_result
from loket.sop.model import ISSUED, PARENT_FACT, REFUSED, Procedure
from loket.trial.walk import Beginning, Node, Walk


def registered(procedure: Procedure) -> tuple[Beginning, ...]:
    """At each of its starts, with nothing recorded yet."""
    return tuple(Beginning(start) for start in procedure.starts)


def supposed(procedure: Procedure) -> tuple[Beginning, ...]:
    """A follow-up of which no parent is known: with all that it may ask for and does not record itself."""
    branches = [branch for step in procedure.steps for branch in step.branches]
    recorded = {name for branch in branches for name in branch.records}
    asked = {name for branch in branches for name in branch.when} - recorded - {PARENT_FACT}
    brought = sorted(asked & set(procedure.facts))
    mixes = product(*(procedure.facts[name].values for name in brought))
    results = frozenset({ISSUED, REFUSED})
    return tuple(
        Beginning(procedure.starts[0], dict(zip(brought, mix, strict=True)), follows=True, results=results)
        for mix in mixes
        if procedure.starts
    )


def opened(procedure: Procedure, parents: Iterable[Walk]) -> tuple[Beginning, ...]:
    """A follow-up as the walks of its parents open it: with their facts then, and what it is told later."""
    found: list[Beginning] = []
    for parent in parents:
        openings = [n for node in parent.nodes for m, n in node.moves if m.opens == procedure.id]
        for state, results in [(n.state, _results(n)) for n in openings]:
            facts = {k: v for k, v in state.facts.items() if k in procedure.facts}
            if state.outcome is not None:
                facts[PARENT_FACT] = parent_result(state.outcome)
            beginning = Beginning(procedure.starts[0], facts, True, results, parent.procedure.id)
            if beginning not in found:
                found.append(beginning)
    return tuple(found)


def _results(node: Node) -> frozenset[str]:
    """What a follow-up may still be told by the parent's own ends: on each way, the first outcome."""
    if node.state.outcome is not None:
        return frozenset()
    found, seen, waiting = set[str](), {node.number}, [node]
    while waiting:
        for _, after in waiting.pop().moves:
            if after.state.outcome is not None:
                found.add(parent_result(after.state.outcome))
            elif after.number not in seen:
                seen.add(after.number)
                waiting.append(after)
    return frozenset(found)
