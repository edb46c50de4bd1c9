"""In which order the parts of a step are looked at where it does not matter who comes first.

Of parts that hang on one another every order is walked. Of others it is enough that each comes first, each
comes second after each, and each comes last after all that the others may say: they then answer in a ring.
"""

from __future__ import annotations

from itertools import permutations

from loket.flow.state import FileState, Interval
from loket.sop.model import Demand, Direction, Procedure, Step


def apart(step: Step) -> bool:
    """Whether nothing that one part may do bears on what another may do, or on what comes of that."""
    return all(map(_only_says, step.parts)) and all(
        _no_bearing(one, other, step.min_people) for one, other in permutations(step.parts, 2)
    )


def _only_says(part: Step) -> bool:
    """Whether it is waited for, answers or returns, and nothing more comes of either."""
    says = all(
        (b.answers or b.direction is Direction.RETURN) and not b.outcome and not b.opens
        for b in part.branches
    )
    signing = range(max(1, len(part.sign_offs)))
    asked = {demand for sign_off in signing for demand in part.demanded(sign_off)}
    return says and part.needed and not asked & {Demand.DATA, Demand.SURVEY}


def _no_bearing(one: Step, other: Step, people: int) -> bool:
    """Whether what the first records the other neither asks for nor records, and nobody may do both."""
    recorded = {name for branch in one.branches for name in branch.records}
    named = {name for branch in other.branches for name in (*branch.when, *branch.records)}
    return not recorded & named and (people < 2 or not _roles(one) & _roles(other))


def _roles(part: Step) -> set[str]:
    return {role for at in range(max(1, len(part.sign_offs))) for role in part.handling_roles(at)}


def in_turn(procedure: Procedure, state: FileState) -> tuple[tuple[Interval, ...], bool]:
    """The open places, the first to look at first, and whether the first that leads on is enough."""
    opens = state.opens
    if len(opens) < 2 or not apart(step := procedure.step(opens[0].step)):
        return opens, False
    open_parts, many = {i.strand for i in opens}, len(step.parts)
    if many - len(open_parts) < 2:
        return opens, False
    return tuple(sorted(opens, key=lambda i: ((i.strand - 2) % many + 1 in open_parts, i.strand))), True
