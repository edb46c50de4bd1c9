"""Ways through a procedure: by which branches a file gets from one step to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from loket.sop.model import NOTHING, Branch, Direction, Origin, Procedure, Step

Way = dict[int, str]
_Place = tuple[int, frozenset[tuple[str, str]]]


def presumed(procedure: Procedure, facts: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """The facts with those that no branch records and that are not known yet: each has its first value."""
    known = procedure.facts.items()
    unknown = {n: next(iter(f.values)) for n, f in known if f.origin is not Origin.BRANCH and f.values}
    return {**unknown, **facts}


def way_to(
    procedure: Procedure, step: int, facts: Mapping[str, str], goal: int, branch: str | None = None
) -> Way | None:
    """For each step on the shortest way forward to `goal` the branch to take; None when there is no way.

    With `branch` the file must arrive with facts that leave this branch of `goal` open.
    """
    start: _Place = (step, frozenset(presumed(procedure, facts).items()))
    came: dict[_Place, tuple[_Place, str] | None] = {start: None}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if place[0] == goal and _open(procedure.step(goal), branch, dict(place[1])):
            return _back(came, place)
        for chosen, onward in _onward(procedure, place):
            if onward not in came:
                came[onward] = (place, chosen)
                queue.append(onward)
    return None


def longest_way(procedure: Procedure) -> tuple[tuple[int, str], ...]:
    """The way forward from the usual start to the end that stops at most steps: step and branch, in order."""

    def onward(place: _Place, before: frozenset[int]) -> tuple[tuple[int, str], ...]:
        step, facts = procedure.step(place[0]), dict(place[1])
        found: list[tuple[tuple[int, str], ...]] = [()]
        for branch in step.branches:
            if branch.direction is not Direction.FORWARD or not branch.holds(facts):
                continue
            rest: tuple[tuple[int, str], ...] = ()
            if branch.target is not None and branch.target not in before:
                after = (branch.target, frozenset(_with(facts, branch).items()))
                rest = onward(after, before | {branch.target})
            found.append((*(() if step.passes else ((place[0], branch.id),)), *rest))
        return max(found, key=len)

    start = procedure.starts[0]
    return onward((start, frozenset(presumed(procedure).items())), frozenset({start}))


def reachable(procedure: Procedure, facts: Mapping[str, str] = NOTHING) -> tuple[Step, ...]:
    """The steps at which a file may stand that was registered with these facts, in the SOP's order."""
    found: set[int] = set()
    brought = frozenset(presumed(procedure, facts).items())
    queue: deque[_Place] = deque((start, brought) for start in procedure.starts)
    seen = set(queue)
    while queue:
        place = queue.popleft()
        found.add(place[0])
        for _, onward in _onward(procedure, place):
            if onward not in seen:
                seen.add(onward)
                queue.append(onward)
    return tuple(step for step in procedure.steps if step.sequence in found and not step.passes)


def _open(step: Step, branch: str | None, facts: Mapping[str, str]) -> bool:
    wanted = step.branch(branch) if branch else None
    return branch is None or (wanted is not None and wanted.holds(facts))


def _onward(procedure: Procedure, place: _Place) -> Iterator[tuple[str, _Place]]:
    facts = dict(place[1])
    for branch in procedure.step(place[0]).branches:
        if branch.direction is Direction.FORWARD and branch.holds(facts) and branch.target is not None:
            yield branch.id, (branch.target, frozenset(_with(facts, branch).items()))


def _with(facts: Mapping[str, str], branch: Branch) -> dict[str, str]:
    return {**facts, **branch.records}


def _back(came: Mapping[_Place, tuple[_Place, str] | None], place: _Place) -> Way:
    way: Way = {}
    while (step := came[place]) is not None:
        place, branch = step
        way[place[0]] = branch
    return way
