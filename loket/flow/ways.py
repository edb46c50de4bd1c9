"""Which ways on the SOP itself chose, by what is laid down about a file: nobody had to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from loket.flow.acts import Choose
from loket.flow.fold import Walk, with_facts
from loket.sop.model import REFUSED, Branch, Direction, Procedure, Step


def led(step: Step, facts: Mapping[str, str]) -> Branch | None:
    """The one way on that the facts leave of several: the SOP chose it. None where a person has to choose.

    An office's own step is none of the SOP.
    """
    onward = [branch for branch in step.branches if branch.direction is Direction.FORWARD]
    left = [branch for branch in onward if branch.holds(facts)]
    return left[0] if len(left) == 1 < len(onward) and not step.office_addition else None


def leads_always(step: Step) -> bool:
    """Whether of several ways on never two are open: then nobody ever has to choose between them."""
    onward = [branch for branch in step.branches if branch.direction is Direction.FORWARD]
    return len(onward) > 1 and all(one.excludes(other) for one, other in combinations(onward, 2))


def led_by_sop(procedure: Procedure, walk: Walk) -> frozenset[int]:
    """The choices in force (by their seq) of a way on that the SOP chose."""
    found = set[int]()
    for event, before in walk:
        here = before.at(event.act.strand) if isinstance(event.act, Choose) else None
        if not isinstance(event.act, Choose) or here is None:
            continue
        step = procedure.at(here.step, here.strand)
        way = led(step, with_facts(before.facts, event.act.facts))
        last = here.sign_off + 1 >= len(step.sign_offs)
        if last and way is not None and way.id == event.act.branch:
            found.add(event.seq)
    return frozenset(found)


def refuses(procedure: Procedure, step: Step, branch: Branch, facts: Mapping[str, str]) -> bool:
    """Whether every way behind this branch of a step ends refused: what is laid down leaves no other."""
    found, waiting = set[str | None](), [(step.sequence, branch, dict(facts))]
    seen = list[tuple[int, dict[str, str]]]()
    while waiting:
        at, way, known = waiting.pop()
        target, known = at if way.answers else way.target, {**known, **way.records}
        if way.outcome is not None or target is None:
            found.add(way.outcome)
        elif (target, known) not in seen:
            seen.append((target, known))
            ahead = (b for b in procedure.step(target).branches if b.direction is Direction.FORWARD)
            waiting += [(target, b, known) for b in ahead if b.holds(known)]
    return found == {REFUSED}
