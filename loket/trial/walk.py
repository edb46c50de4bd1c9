"""Walks a procedure by its real rules: every state in which a file can lie, each once, and what leads on.

A state is abstract: where the file lies, what is recorded that some branch asks for, its outcome, where it
comes back to, who has signed. What people do is judged by `flow.rules` and folded by `flow.fold`. Taking a
file and deciding about it are one move, so in no state does anybody hold it; returning a part and receiving
it again are one too, since nothing that others do meanwhile hangs on it. Which of several people who hold
the same roles has signed is not told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from loket.flow.acts import (
    Act,
    Actor,
    BrokenHistory,
    Choose,
    Event,
    ParentEnded,
    Register,
    Resubmit,
    Skip,
    Take,
    at_strand,
    ended_rest,
    unasked,
)
from loket.flow.fold import completes, forward, then, with_facts
from loket.flow.offers import choosing, open_branches, refusal
from loket.flow.rules import check, comes_back
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.lengths import MINUTE
from loket.sop.model import (
    ISSUED,
    NOTHING,
    PARENT_FACT,
    REFUSED,
    Branch,
    Demand,
    Direction,
    Kind,
    Origin,
    Procedure,
    Step,
)
from loket.trial.order import in_turn
from loket.trial.people import TrialOffice, places

MOST_STATES = 20_000
MOST_SECONDS = 3.0
"""Nobody waits longer for one SOP: what it takes to start and to tell comes on top."""
_MOST_MIXES = 500
_RECEIVING = tuple(act for act in unasked() if ended_rest(act) is not None)
Taken = tuple[int, int, str]
"""A branch that a file goes through: the step, the part of it (0: the whole step), the branch's id."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a file begins: at which step, with which facts.

    A follow-up is opened by the program from a branch of the procedure `by` (empty: it is not known which);
    `results` are what it may still be told of the parent's end.
    """

    step: int
    facts: Mapping[str, str] = field(default_factory=dict)
    follows: bool = False
    results: frozenset[str] = frozenset()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done: at which step, in which of its sign-offs, by which part (0: the whole)."""

    step: int
    sign_off: int = 0
    strand: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """What brings a file on: where, by which act, and the branches it goes through, passed steps included.

    `opens` names the follow-up that is opened by it.
    """

    place: Place
    act: Act
    branches: tuple[Taken, ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A branch that the rules let somebody choose, and that cannot be carried out all the same.

    Missing is what the step demands (`demand`), the follow-up that it opens, or a way on from the step
    `at`, by which the file would pass.
    """

    place: Place
    branch: str
    demand: Demand | None = None
    opens: str = ""
    at: int | None = None


@dataclass(slots=True, eq=False)
class Node:
    """One state, with the events of a shortest way to it and every move from it."""

    number: int
    beginning: Beginning
    state: FileState
    events: tuple[Event, ...]
    before: Node | None = field(default=None, repr=False)
    came: Move | None = None
    moves: list[tuple[Move, Node]] = field(default_factory=list, repr=False)
    closed: list[Closed] = field(default_factory=list)

    @property
    def path(self) -> list[Move]:
        """The moves of that way, from the registration on."""
        found: list[Move] = []
        node: Node | None = self
        while node is not None and node.came is not None:
            found.append(node.came)
            node = node.before
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Walk:
    """All states of a procedure in a setting; `cut`: there were more than are looked at.

    `unbegun`: steps at which no file can begin, since nobody may register one or nothing leads on.
    """

    procedure: Procedure
    setting: TrialOffice
    nodes: tuple[Node, ...]
    unbegun: tuple[int, ...] = ()
    cut: bool = False


def place_of(here: Interval) -> Place:
    """The place of an open interval."""
    return Place(here.step, here.sign_off, here.strand)


def surveyed(procedure: Procedure, state: FileState) -> bool:
    """Whether the applicant was asked: the survey is filled where its own step is completed."""
    done = {(i.step, i.strand, i.ended_by) for i in state.intervals}
    return any((place.sequence, place.strand, b.id) in done for place, b in _surveys(procedure))


def _surveys(procedure: Procedure) -> Iterator[tuple[Step, Branch]]:
    for place in procedure.places:
        for branch in place.branches if place.kind is Kind.SURVEY else ():
            if branch.direction is Direction.FORWARD:
                yield place, branch


def walk(
    procedure: Procedure,
    setting: TrialOffice,
    beginnings: tuple[Beginning, ...],
    told: frozenset[str] = frozenset(),
    running: Callable[[], float] = lambda: 0.0,
) -> Walk:
    """Walk from every beginning along everything that anybody of the setting may do.

    `told` names facts that follow-ups learn from the file. `running`: a clock that only runs on (seconds), by
    which it ends in time.
    """
    until = running() + MOST_SECONDS
    walker = _Walker(procedure, setting, told)
    for beginning in beginnings:
        walker.begin(beginning)
    while walker.waiting and len(walker.found) < MOST_STATES and running() < until:
        walker.look(walker.waiting.popleft())
    nodes = tuple(walker.found.values())
    return Walk(procedure, setting, nodes, tuple(walker.unbegun), bool(walker.waiting))


class _Walker:
    """The worklist: the states found so far, and those whose moves are still to be found."""

    def __init__(self, procedure: Procedure, setting: TrialOffice, told: frozenset[str]) -> None:
        self.procedure = procedure
        self.setting = setting
        branches = [branch for place in procedure.places for branch in place.branches]
        self.asked = {name for branch in branches for name in branch.when} | {PARENT_FACT} | told
        self.told = told
        self.fields = tuple(
            name
            for name, fact in procedure.facts.items()
            if fact.origin is Origin.FIELD and name in self.asked
        )
        self.asks_survey = any(Demand.SURVEY in s.demanded(n) for s, n in places(procedure))
        alike: dict[object, int] = {}
        self.alike: dict[int | str, int] = {
            p.person: alike.setdefault((p.roles, *sorted(p.rights.items())), p.person) for p in setting.people
        }
        self.found: dict[object, Node] = {}
        self.waiting: deque[Node] = deque()
        self.unbegun: list[int] = []

    def begin(self, beginning: Beginning) -> None:
        """Somebody registers the file; a follow-up is opened by the program."""
        act = Register(beginning.step, beginning.facts, parent=1 if beginning.follows else None)
        registrars = [p for p in self.setting.people if self._may(FileState(), p, act)]
        if not beginning.follows and not registrars:
            self.unbegun.append(beginning.step)
            return
        by = None if beginning.follows else registrars[0]
        event = _event((), act) if by is None else self._event((), FileState(), by, act)
        try:
            state = then(self.procedure, FileState(), event)
        except (BrokenHistory, RecursionError):
            self.unbegun.append(beginning.step)
            return
        self._reach(None, beginning, (event,), state, Move(Place(beginning.step), act))

    def look(self, node: Node) -> None:
        """Find every move from a state."""
        people = self._unlike(node.state)
        opens, one_is_enough = in_turn(self.procedure, node.state)
        for here in opens:
            if one_is_enough and any(after is not node for _, after in node.moves):
                break
            handling = self.procedure.at(here.step, here.strand).handling_roles(here.sign_off)
            waits = here.standing is Standing.WAITING  # then only those whose place it is may do anything
            for person in people:
                if waits and not set(handling) & set(person.roles):
                    continue
                for act in (Take(), Skip()) if waits else (Skip(), *_RECEIVING):
                    act = at_strand(act, here.strand)
                    if not self._may(node.state, person, act):
                        continue
                    if isinstance(act, Take):
                        self._take(node, here, person, act)
                    else:
                        self._do(node, here, person, act)
        beginning = node.beginning
        if beginning.results and node.state.ended_at is None and PARENT_FACT not in node.state.facts:
            # the parent's applicant may withdraw at any time, which is told as a refusal
            for result in sorted(beginning.results | {REFUSED}, key=(ISSUED, REFUSED).index):
                act = ParentEnded(result)
                move = Move(place_of(node.state.opens[0]), act)
                events = (*node.events, _event(node.events, act))
                self._reach(node, beginning, events, then(self.procedure, node.state, events[-1]), move)

    def _do(self, node: Node, here: Interval, person: Actor, act: Act) -> None:
        """What takes no choice: a step is left out, or what the file waited for is brought."""
        step, facts = self.procedure.at(here.step, here.strand), node.state.facts
        on = isinstance(act, Skip) or completes(self.procedure, node.state, act)
        self._go(node, node.events, node.state, here, person, act, _forward(step, facts) if on else None)

    def _take(self, node: Node, here: Interval, person: Actor, act: Take) -> None:
        """The file is taken, and then every choice that there is."""
        step = self.procedure.at(here.step, here.strand)
        taken = self._event(node.events, node.state, person, act)
        held = then(self.procedure, node.state, taken)
        for branch, said in self._choices(held, here, step):
            for choice in choosing(self.procedure, held, person, branch, here.strand, said):
                if not self._may(held, person, choice):
                    continue
                if closed := self._hindered(held, here, person, step, branch):
                    _add(node.closed, closed)
                else:
                    self._go(node, (*node.events, taken), held, here, person, choice, branch)

    def _choices(
        self, held: FileState, here: Interval, step: Step
    ) -> Iterator[tuple[Branch, Mapping[str, str]]]:
        """The open branches; where the step asks for data, with all that may stand in its fields.

        A file that does not go on may leave with the fields as they were.
        """
        asks = Demand.DATA in step.demanded(here.sign_off) and held.parent is None
        fields = self.fields if asks else ()
        for mix in islice(product(*(self.procedure.facts[name].values for name in fields)), _MOST_MIXES):
            said = dict(zip(fields, mix, strict=True))
            for branch in open_branches(self.procedure, held, here.strand, said):
                yield branch, said
        for branch in open_branches(self.procedure, held, here.strand) if fields else ():
            if branch.direction is not Direction.FORWARD:
                yield branch, NOTHING

    def _hindered(
        self, held: FileState, here: Interval, person: Actor, step: Step, branch: Branch
    ) -> Closed | None:
        """What a desk refuses though the rules allow it (`desk.case.readiness`, `desk.case.follow_ups`).

        `tests.desk.test_trial` compares the two.
        """
        if branch.direction is not Direction.FORWARD:
            return None
        place, setting, demanded = place_of(here), self.setting, step.demanded(here.sign_off)
        for demand in sorted(demanded & set(setting.unmet)):
            return Closed(place, branch.id, demand=demand)
        if Demand.SURVEY in demanded:
            able = setting.surveyors is None or bool(set(person.roles) & setting.surveyors)
            if not (able if step.kind is Kind.SURVEY else surveyed(self.procedure, held)):
                return Closed(place, branch.id, demand=Demand.SURVEY)
        if branch.opens in setting.unopened and _leaves(self.procedure, here, branch):
            return Closed(place, branch.id, opens=branch.opens or "")
        return None

    def _go(
        self,
        node: Node,
        events: tuple[Event, ...],
        state: FileState,
        here: Interval,
        person: Actor,
        act: Act,
        branch: Branch | None,
    ) -> None:
        """Do the act on a file that has come so far from the node, and note where it leads or that it does
        lead nowhere.
        """
        passed = self._through(state, here, act, branch) if branch is not None else []
        try:
            events = (*events, self._event(events, state, person, act))
            state = then(self.procedure, state, events[-1])
            events, state = self._brought_back(events, state, here.strand)
        except (BrokenHistory, RecursionError):  # nothing leads on, or steps pass the file round and round
            last = branch_of(self.procedure, passed[-1]) if passed else None
            at = last.target if last is not None else node.state.carried(here.strand).resume
            at = here.step if last is not None and last.answers else at
            _add(node.closed, Closed(place_of(here), branch.id if branch is not None else "", at=at))
            return
        leaves = branch is not None and _leaves(self.procedure, here, branch)
        opens = branch.opens or "" if branch is not None and leaves else ""
        self._reach(node, node.beginning, events, state, Move(place_of(here), act, tuple(passed), opens))

    def _brought_back(
        self, events: tuple[Event, ...], state: FileState, strand: int
    ) -> tuple[tuple[Event, ...], FileState]:
        """The file once a part that was returned has come back to itself, if somebody may receive it."""
        here, act = state.at(strand), Resubmit(strand=strand)
        if not strand or here is None or comes_back(self.procedure, state, here) is None:
            return events, state
        person = next((p for p in self.setting.people if self._may(state, p, act)), None)
        if person is None:
            return events, state
        received = (*events, self._event(events, state, person, act))
        return received, then(self.procedure, state, received[-1])

    def _through(self, state: FileState, here: Interval, act: Act, branch: Branch) -> list[Taken]:
        """The branches that a file goes through by this one: of a part, of the step once all have answered,
        and of the steps that it passes without stopping.
        """
        found = [(here.step, here.strand, branch.id)]
        if not _leaves(self.procedure, here, branch):
            return found
        said = act.facts if isinstance(act, Choose) else NOTHING
        facts = {**with_facts(state.facts, said), **branch.records}
        onward: Branch | None = branch
        if branch.answers:
            step = self.procedure.step(here.step)
            others = [step.parts[i.strand - 1] for i in state.opens if i.strand != here.strand]
            onward = None if any(part.needed for part in others) else _forward(step, facts)
            found += [(here.step, 0, onward.id)] if onward is not None else []
        return found + _passed(self.procedure, facts, onward)

    def _reach(
        self,
        before: Node | None,
        beginning: Beginning,
        events: tuple[Event, ...],
        state: FileState,
        move: Move,
    ) -> None:
        """Note a state, and that the move leads there."""
        key = self._key(state, beginning, move)
        node = self.found.get(key)
        if node is None:
            node = Node(len(self.found), beginning, state, events, before, move if before else None)
            self.found[key] = node
            self.waiting.append(node)
        if before is not None:
            known = [(m.branches, m.opens, after.number) for m, after in before.moves]
            if (move.branches, move.opens, node.number) not in known:
                before.moves.append((move, node))

    def _key(self, state: FileState, beginning: Beginning, move: Move) -> object:
        """All of a state that bears on what may come; of one that has ended, how it ended."""
        if state.ended_at is not None:
            return state.outcome, move.branches[-1:] or move.place, move.opens, _some(state.facts, self.told)
        here = tuple((place_of(i), i.standing, i.agency, state.carried(i.strand).resume) for i in state.opens)
        signed = Counter((self.alike.get(who, who), where) for who, where in self._signed(state).items())
        facts = _some(state.facts, self.asked)
        survey = self.asks_survey and surveyed(self.procedure, state)
        return here, frozenset(signed.items()), facts, state.outcome, survey, beginning.results

    def _signed(self, state: FileState) -> dict[int | str, frozenset[int]]:
        """The strands in which each has signed so far, where different people are needed.

        Of a part that has answered only that, whichever it is: as strand -1.
        """
        found: dict[int | str, set[int]] = defaultdict(set)
        for here in state.opens:
            if self.procedure.at(here.step, here.strand).min_people > 1:
                for who in state.carried(here.strand).signers:
                    found[who].add(here.strand)
        if any(self.procedure.step(i.step).min_people > 1 for i in state.answers):
            for who in state.answered_by:
                found[who].add(-1)
        return {who: frozenset(where) for who, where in found.items()}

    def _unlike(self, state: FileState) -> list[Actor]:
        """The people, but of those who hold the same and have signed the same only one."""
        signed = self._signed(state)
        unlike: dict[object, Actor] = {}
        for person in self.setting.people:
            unlike.setdefault((self.alike[person.person], signed.get(person.person)), person)
        return list(unlike.values())

    def _event(self, events: tuple[Event, ...], state: FileState, person: Actor, act: Act) -> Event:
        """The act as an event, in the role in which the rules allow it."""
        return _event(events, act, person, check(self.procedure, state, person, act))

    def _may(self, state: FileState, person: Actor, act: Act) -> bool:
        """Whether the rules allow it; not where the procedure leaves the program no way on."""
        try:
            return refusal(self.procedure, state, person, act) is None
        except LookupError:
            return False


def _event(
    events: tuple[Event, ...], act: Act, person: Actor | None = None, role: str | None = None
) -> Event:
    """The next event of a file, a minute after the one before; without a person the program's own."""
    at = (len(events) + 1) * MINUTE
    return Event(len(events) + 1, at, at, act, person.person if person else None, role)


def _forward(step: Step, facts: Mapping[str, str]) -> Branch | None:
    try:
        return forward(step, facts)
    except LookupError:
        return None


def _leaves(procedure: Procedure, here: Interval, branch: Branch) -> bool:
    """Whether a branch is the last word of its place, and not one of several signatures."""
    signing = procedure.at(here.step, here.strand).sign_offs
    return branch.direction is not Direction.FORWARD or here.sign_off + 1 >= len(signing)


def branch_of(procedure: Procedure, taken: Taken) -> Branch | None:
    """The branch itself."""
    return procedure.at(taken[0], taken[1]).branch(taken[2])


def _passed(procedure: Procedure, facts: Mapping[str, str], branch: Branch | None) -> list[Taken]:
    """The branches of the steps that a file passes behind this one without stopping."""
    found: list[Taken] = []
    onward = branch
    while onward is not None and onward.target is not None and procedure.step(onward.target).passes:
        facts, step = {**facts, **onward.records}, procedure.step(onward.target)
        if (onward := _forward(step, facts)) is not None:
            if (step.sequence, 0, onward.id) in found:  # steps that pass a file round in a ring
                break
            found.append((step.sequence, 0, onward.id))
    return found


def _some(facts: Mapping[str, str], names: Collection[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in facts.items() if name in names))


def _add(found: list[Closed], closed: Closed) -> None:
    if closed not in found:
        found.append(closed)
