"""How a procedure's files begin: by registering, or opened from a branch of another procedure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from loket.flow.fold import parent_result
from loket.sop.model import ISSUED, PARENT_FACT, REFUSED, Origin, Procedure
from loket.trial.people import TrialOffice
from loket.trial.walk import Beginning, Node, Walk


def registered(procedure: Procedure, setting: TrialOffice) -> tuple[Beginning, ...]:
    """At each of its starts, for each service and kind of application that it tells apart."""
    brought = _distinct(procedure.brought(service, kind) for service, kind in setting.requests)
    return tuple(Beginning(start, facts) for start in procedure.starts for facts in brought)


def supposed(procedure: Procedure, setting: TrialOffice) -> tuple[Beginning, ...]:
    """A follow-up of which no parent is known: with all that it may ask for and does not record itself."""
    branches = [branch for place in procedure.places for branch in place.branches]
    recorded = {name for branch in branches for name in branch.records} | {PARENT_FACT}
    asked = {name for branch in branches for name in branch.when} & set(procedure.facts) - recorded
    names = sorted(n for n in asked if procedure.facts[n].origin in (Origin.BRANCH, Origin.FIELD))
    mixes = product(*(procedure.facts[name].values for name in names))
    known = [dict(zip(names, mix, strict=True)) for mix in mixes]
    brought = _distinct(procedure.brought(service, kind) for service, kind in setting.requests)
    results = frozenset({ISSUED, REFUSED})
    return tuple(
        Beginning(procedure.starts[0], {**facts, **own}, True, results)
        for facts in known
        for own in brought
        if procedure.starts
    )


def opened(procedure: Procedure, setting: TrialOffice, parents: Iterable[Walk]) -> tuple[Beginning, ...]:
    """A follow-up as the walks of its parents open it: with their facts then, and what it is told later."""
    found: list[Beginning] = []
    for parent in parents:
        openings = [
            after for node in parent.nodes for move, after in node.moves if move.opens == procedure.id
        ]
        for after in openings:
            state = after.state
            facts = {k: v for k, v in state.facts.items() if k in procedure.facts}
            if state.outcome is not None:
                facts[PARENT_FACT] = parent_result(state.outcome)
            kinds = _kinds(parent.procedure, state.facts)
            for service, kind in setting.requests:
                if not kinds or kind in ("", *kinds):
                    own = {**facts, **procedure.brought(service, kind)}
                    begun = Beginning(procedure.starts[0], own, True, _results(after), parent.procedure.id)
                    found += [begun] if begun not in found else []
    return tuple(found)


def _distinct(found: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = []
    for facts in found:
        kept += [facts] if facts not in kept else []
    return kept


def _kinds(parent: Procedure, facts: Mapping[str, str]) -> set[str]:
    """The kind of application of a parent file, where its procedure lays it down."""
    return {facts[n] for n, fact in parent.facts.items() if fact.origin is Origin.REQUEST and n in facts}


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
