"""What shall become of each file of the demo: made from the SOPs' own steps and branches, for any office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import cycle, islice

from loket.demo.route import reachable, way_to
from loket.sop.model import Direction, Kind, Party, Procedure, Step

WORKDAY_MINUTES = 450  # a working day, near enough to say how long ago something began
FILES = 60
_DESK_WORK = (Kind.ENTRY, Kind.ASSESSMENT, Kind.VERIFICATION, Kind.SUBMIT, Kind.RECORD, Kind.DRAFT)


class End(StrEnum):
    """How a file's past ends: at its goal, after its last turn, or wherever time has brought it."""

    ONWARD = "onward"
    STAYS = "stays"
    PILE = "pile"
    HAND = "hand"
    REST = "rest"
    TROUBLE = "trouble"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Turn:
    """A branch that the file is to take at a step."""

    step: int
    branch: str


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a file is to go. It came `days` working days ago; its end began `ago` working minutes ago."""

    end: End = End.ONWARD
    goal: int | None = None
    turns: tuple[Turn, ...] = ()
    days: int = 1
    ago: float | None = None
    start: int | None = None


def fates(procedure: Procedure, share: int, *, today: int) -> list[Fate]:
    """Some `share` fates under one SOP, `today` of them of this morning; each branch has its file."""
    steps = reachable(procedure)
    found = [*_on_desks(steps, twice=share > 40), *_turns(procedure, steps), *_ends(procedure, steps)]
    found += [Fate(days=0)] * today
    found += islice(_others(steps), max(0, share - len(found)))
    return [replace(fate, start=_start(procedure, fate)) for fate in found]


def _others(steps: tuple[Step, ...]) -> Iterator[Fate]:
    """Any number more: some came to their end, some lie on the desks."""
    desks = cycle([step.sequence for step in steps if step.kind is not Kind.APPLICANT])
    for days in cycle((9, 2, 7, 1, 10, 3, 8, 2)):
        yield Fate(days=days)
        yield Fate(End.PILE, next(desks), days=days // 2 + 1)


def _start(procedure: Procedure, fate: Fate) -> int | None:
    """The first of the SOP's starts from which the fate can be met."""
    if fate.turns:
        goal, branch = fate.turns[0].step, fate.turns[0].branch
    elif fate.goal is not None:
        goal, branch = fate.goal, None
    else:
        return None
    ways = (s for s in procedure.starts if way_to(procedure, s, {}, goal, branch) is not None)
    return next(ways, None)


def _on_desks(steps: tuple[Step, ...], *, twice: bool) -> Iterator[Fate]:
    """Files that wait at each desk, some fresh and some for long, and files that somebody has in hand."""
    parts = cycle((0.9, 1.4, 0.3, 2.2))
    collected = False
    for place, step in enumerate(steps):
        if step.kind is Kind.APPLICANT:
            continue
        fresh = Fate(End.PILE, step.sequence, days=1 + place % 3)
        long = replace(fresh, days=5 + place % 5)
        if step.awaits_collection:
            yield from (fresh, long, replace(long, days=7))
            collected = True
            continue
        if collected:
            yield replace(fresh, days=3)
            continue
        yield from (fresh, long) if twice else ((long,) if place % 3 == 2 else (fresh,))
        if (step.kind in _DESK_WORK and place % 2) or step.kind is Kind.SIGNATURE:
            ago = next(parts) * _minutes(step)
            yield Fate(End.HAND, step.sequence, days=3 + round(ago / WORKDAY_MINUTES), ago=ago)


def _minutes(step: Step) -> float:
    time = step.time.each[0].of(None)
    if time is None or not time.reckoned:
        return 15
    return time.amount * WORKDAY_MINUTES if time.in_days else time.amount


def _turns(procedure: Procedure, steps: tuple[Step, ...]) -> Iterator[Fate]:
    """Files that went by each branch that is not the usual way."""
    ages = cycle((3, 6, 2, 8, 4))
    for step in steps:
        usual = next(b.id for b in step.branches if b.direction is Direction.FORWARD)
        for branch in step.branches:
            turn = (Turn(step.sequence, branch.id),)
            match branch.direction:
                case Direction.RETURN:
                    yield Fate(End.STAYS, turns=turn, days=next(ages))
                    yield Fate(turns=turn, days=9)
                case Direction.BACK:
                    yield Fate(End.PILE, branch.target, turns=turn, days=3)
                case Direction.REJECT:
                    yield from (Fate(turns=turn, days=7), Fate(turns=turn, days=3))
                case Direction.FORWARD if branch.id != usual and branch.target is not None:
                    yield Fate(turns=turn, days=8)


def _ends(procedure: Procedure, steps: tuple[Step, ...]) -> Iterator[Fate]:
    """Files that rest for others, met trouble, were withdrawn or voided."""
    desks = [s for s in steps if s.kind in _DESK_WORK and s.party is Party.OFFICE] or list(steps)
    first, last = desks[0].sequence, desks[-1].sequence
    yield Fate(End.REST, first, days=3)
    yield Fate(End.TROUBLE, first, days=2)
    if procedure.limits.trouble is not None:
        yield Fate(End.TROUBLE, last, days=8)
    else:
        yield Fate(End.REST, last, days=5)
    yield Fate(End.WITHDRAWN, first, days=6)
    yield Fate(End.VOIDED, steps[0].sequence, days=4)
