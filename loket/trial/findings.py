"""What a walk shows: how files end, where one sticks and why, which branches no file ever takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from loket.flow.acts import Actor, Take, Why
from loket.flow.offers import refusal
from loket.flow.rules import comes_back
from loket.flow.standing import Standing
from loket.flow.state import Interval
from loket.sop.model import Direction, Kind, Party, Step
from loket.trial.length import Length, length
from loket.trial.walk import Closed, Node, Place, Taken, Walk, place_of


class Cause(StrEnum):
    """Why nothing leads on from a place."""

    NOBODY = "nobody"
    REFUSED = "refused"
    FACTS = "facts"
    ROLES = "roles"
    DESK = "desk"
    NO_WAY = "no_way"
    ROUND = "round"
    NOT_BACK = "not_back"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason at one place: the `roles` concerned, the branch, what the rules answered or a desk lacks.

    `facts` are what the file has of that which the branch asks for.
    """

    cause: Cause
    place: Place
    roles: tuple[str, ...] = ()
    branch: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    why: Why | None = None
    closed: Closed | None = None


@dataclass(frozen=True, slots=True)
class End:
    """One way in which files end: the outcome, the branch that led there, a short way, its time."""

    outcome: str
    last: Taken | None
    node: Node
    length: Length


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a file sticks: in the state of `node`, or going round it (`ring`: its steps).

    `fails`: the file can go another way, but what the branch says cannot be done.
    """

    node: Node
    reasons: tuple[Reason, ...]
    ring: tuple[int, ...] = ()
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """All that a trial of one procedure found; `pairs` counts branches that follow on one another."""

    walk: Walk
    ends: tuple[End, ...]
    troubles: tuple[Trouble, ...]
    taken: frozenset[Taken]
    pairs: frozenset[tuple[Taken, Taken]]
    never: tuple[Taken, ...]

    @property
    def sticks(self) -> bool:
        """Whether a file may stick somewhere, or cannot even begin."""
        return bool(self.troubles or self.walk.unbegun or not self.walk.nodes)


def trial(walk: Walk) -> Trial:
    """Everything that the walk shows."""
    pairs = _pairs(walk.nodes)
    taken = frozenset(branch for node in walk.nodes for move, _ in node.moves for branch in move.branches)
    return Trial(walk, _ends(walk), _troubles(walk), taken, pairs, _never(walk, taken))


def _ends(walk: Walk) -> tuple[End, ...]:
    """The ends in the order in which they are reached: each outcome by each last branch once."""
    found: dict[tuple[str, Taken | None], End] = {}
    for node in walk.nodes:
        if node.state.ended_at is not None:
            outcome = node.state.outcome or ""
            last = next((m.branches[-1] for m in node.path[::-1] if m.branches), None)
            time = length(walk.procedure, node.state, walk.setting.standard)
            found.setdefault((outcome, last), End(outcome, last, node, time))
    return tuple(found.values())


def _pairs(nodes: Iterable[Node]) -> frozenset[tuple[Taken, Taken]]:
    """The branches that may follow on one another; what is no branch, as a return, lies between them."""
    lasts: dict[int, set[Taken]] = defaultdict(set)
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for move, after in node.moves:
            brought = set(move.branches[-1:]) or lasts[node.number]
            if not brought <= lasts[after.number]:
                lasts[after.number] |= brought
                waiting.append(after)
    found = {pair for node in nodes for move, _ in node.moves for pair in pairwise(move.branches)}
    for node in nodes:
        firsts = {move.branches[0] for move, _ in node.moves if move.branches}
        found |= {(one, other) for one in lasts[node.number] for other in firsts}
    return frozenset(found)


def _never(walk: Walk, taken: frozenset[Taken]) -> tuple[Taken, ...]:
    """Branches that no file takes, in the SOP's order.

    An applicant's step to which files are only returned is left by the return's own `lanjut_di`; its branches
    belong to what was before the registration.
    """
    at = {here.step for node in walk.nodes for here in node.state.intervals}
    return tuple(
        (place.sequence, place.strand, branch.id)
        for place in walk.procedure.places
        if not place.before_registration and not (place.kind is Kind.APPLICANT and place.sequence in at)
        for branch in place.branches
        if (place.sequence, place.strand, branch.id) not in taken
    )


def _troubles(walk: Walk) -> tuple[Trouble, ...]:
    """Where files stick, each place and its reasons once, by a shortest way."""
    found = [Trouble(node, _reasons(walk, node)) for node in _sinks(walk.nodes)]
    found += [_round(walk, ring) for ring in _rings(walk.nodes)]
    known = {reason.closed for trouble in found for reason in trouble.reasons}
    for node in walk.nodes:
        reasons = tuple(
            Reason(Cause.DESK, c.place, branch=c.branch, closed=c) for c in node.closed if c not in known
        )
        known |= set(node.closed)
        if reasons:
            found.append(Trouble(node, reasons, fails=True))
    once: dict[object, Trouble] = {}
    for trouble in found:
        once.setdefault(trouble.reasons, trouble)
    return tuple(once.values())


def _backwards(nodes: Iterable[Node], goals: Iterable[Node]) -> set[int]:
    """The numbers of all states from which one of `goals` can be reached, they included."""
    before: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        for _, after in node.moves:
            before[after.number].append(node)
    found, waiting = set[int](), list(goals)
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found.add(node.number)
            waiting += before[node.number]
    return found


def _sinks(nodes: Iterable[Node]) -> list[Node]:
    """Open states that nothing leads out of."""
    return [node for node in nodes if node.state.ended_at is None and not node.moves]


def _rings(nodes: tuple[Node, ...]) -> list[list[Node]]:
    """States in which files go round and reach no end: of each such ring its states, the first one first."""
    ended = [node for node in nodes if node.state.ended_at is not None]
    lost = _backwards(nodes, [*ended, *_sinks(nodes)])
    left = [node for node in nodes if node.number not in lost]
    rings = []
    while left:
        ring = min((_onward(node) for node in left), key=len)
        rings.append(sorted(ring, key=lambda node: node.number))
        gone = _backwards(nodes, ring)
        left = [node for node in left if node.number not in gone]
    return rings


def _onward(node: Node) -> list[Node]:
    found, waiting = dict[int, Node](), [node]
    while waiting:
        here = waiting.pop()
        if here.number not in found:
            found[here.number] = here
            waiting += [after for _, after in here.moves]
    return list(found.values())


def _round(walk: Walk, ring: list[Node]) -> Trouble:
    """A ring, with all that keeps files from leaving it forward."""
    steps = tuple(sorted({here.step for node in ring for here in node.state.opens}))
    reasons = tuple(dict.fromkeys(reason for node in ring for reason in _reasons(walk, node)))
    first = Place(ring[0].state.opens[0].step)
    return Trouble(ring[0], reasons or (Reason(Cause.ROUND, first),), ring=steps)


def _reasons(walk: Walk, node: Node) -> tuple[Reason, ...]:
    """Why nothing leads on from the places at which a file lies in this state."""
    found = [reason for here in node.state.opens for reason in _at(walk, node, here)]
    return tuple(dict.fromkeys(found))


def _at(walk: Walk, node: Node, here: Interval) -> list[Reason]:
    place, step = place_of(here), walk.procedure.at(here.step, here.strand)
    roles = step.handling_roles(here.sign_off)
    hindered = [c for c in node.closed if c.place == place and not c.branch]
    match here.standing:
        case _ if hindered:
            return [Reason(Cause.DESK, place, closed=closed) for closed in hindered]
        case rest if rest.party is Party.APPLICANT:
            onward = [b for b in step.branches if b.direction is Direction.FORWARD]
            goes_on = any(branch.holds(node.state.facts) for branch in onward)
            returned = comes_back(walk.procedure, node.state, here) is not None
            if here.standing is Standing.APPLICANT and not goes_on and not returned:
                return [Reason(Cause.NO_WAY, place)]
            return [] if node.moves else [Reason(Cause.NOT_BACK, place, roles)]
        case Standing.AGENCY if here.awaits_parent:
            return [] if node.moves else [Reason(Cause.PARENT, place)]
    people = walk.setting.holders(roles)
    if not people:
        return [Reason(Cause.NOBODY, place, roles)]
    return [reason for person in people for reason in _of_person(walk, node, here, step, person)]


def _of_person(walk: Walk, node: Node, here: Interval, step: Step, person: Actor) -> list[Reason]:
    """Why somebody whose step it is does not lead it on."""
    place, state = place_of(here), node.state
    refused = refusal(walk.procedure, state, person, Take(strand=here.strand))
    if refused is not None:
        return [Reason(Cause.REFUSED, place, person.roles, why=refused.why)]
    found = []
    closed = {c.branch: c for c in node.closed if c.place == place}
    for branch in step.branches:
        if not branch.holds(state.facts):
            facts = tuple((name, state.facts[name]) for name in branch.when if name in state.facts)
            found.append(Reason(Cause.FACTS, place, branch=branch.id, facts=facts))
        elif branch.by and not set(branch.by) & _acting(step, here, person):
            found.append(Reason(Cause.ROLES, place, person.roles, branch.id))
        elif branch.id in closed:
            found.append(Reason(Cause.DESK, place, branch=branch.id, closed=closed[branch.id]))
    return found or ([] if node.moves else [Reason(Cause.NO_WAY, place)])


def _acting(step: Step, here: Interval, person: Actor) -> set[str]:
    """The roles in which somebody acts there, or for which they may record."""
    recording = set(step.recording_roles(here.sign_off)) & set(person.roles)
    return {*person.roles, *(step.signing_roles(here.sign_off) if recording else ())}
