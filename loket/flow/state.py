"""What a file is: the fold of its events into intervals.

A file under way is always in exactly one open interval. An act closes it and opens the next at the same
instant, so intervals abut. `replay` is the only way from the journal to a state; nothing else is stored
that it could not derive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from loket.flow.acts import (
    Arrive,
    BrokenHistory,
    Choose,
    Depart,
    Event,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Redate,
    Register,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Withdraw,
)
from loket.sop.model import (
    ISSUED,
    NOTHING,
    PARENT_FACT,
    REFUSED,
    Branch,
    Direction,
    Kind,
    Party,
    Procedure,
    Step,
)

WITHDRAWN, VOIDED = "dicabut", "dibatalkan"


class Standing(StrEnum):
    """How a file stands in an interval."""

    WAITING = "menunggu"
    WORKING = "dikerjakan"
    APPLICANT = "menunggu pemohon"
    AGENCY = "menunggu pihak lain"
    COLLECTION = "menunggu diambil"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in which nothing about the file's whereabouts changed.

    `seq` counts from 1 within the file, `visit` how often the file has come to this step, `sign_off` (from 0)
    which of several. `waits_for` is the id of the remark that names
    the agency of a rest, in digits (or `induk`). `trouble`: step limits rest.
    """

    seq: int
    step: int
    visit: int
    sign_off: int
    party: Party
    standing: Standing
    start: int
    role: str | None = None
    person: int | None = None
    waits_for: str = ""
    trouble: bool = False
    end: int | None = None
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file at one moment. `intervals[-1]` is open unless the file has ended.

    `resume` is the step at which a returned file comes back; `signers` who signed so far at this visit;
    `registrar` who registered it; `last` the latest act that is still in force, `last_at` when it happened;
    `seq` belongs to the latest event of any kind.
    """

    intervals: tuple[Interval, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    outcome: str | None = None
    ended_at: int | None = None
    resume: int | None = None
    missing: tuple[str, ...] = ()
    signers: tuple[int, ...] = ()
    complete_at: int | None = None
    correct_at: int | None = None
    decided_at: int | None = None
    last: Event | None = None
    seq: int = 0
    last_at: int = 0
    parent: int | None = None
    registrar: int | None = None

    @property
    def open(self) -> Interval | None:
        """The open interval; None once the file has ended."""
        return None if self.ended_at is not None or not self.intervals else self.intervals[-1]

    def visits(self, step: int) -> int:
        """How many times the file has come to `step`."""
        return max((i.visit for i in self.intervals if i.step == step), default=0)


def dated(events: Iterable[Event]) -> list[Event]:
    """The events with the instants that were corrected since."""
    log = list(events)
    corrected = {
        seq: at
        for event in log
        if isinstance(event.act, Redate)
        for seq, at in zip(event.act.acts, event.act.instants, strict=True)
    }
    return [replace(e, at=corrected[e.seq]) if e.seq in corrected else e for e in log]


def in_force(events: Iterable[Event]) -> list[Event]:
    """The events that count: neither undone, nor an undo, a correction of instants, or a mere note.

    Each is at the instant at which it is taken to have happened: never before the one before it. What was
    done by a clock that had been set back is taken to have followed at once.
    """
    kept: list[Event] = []
    for event in dated(events):
        if isinstance(event.act, Undo):
            undone = event.act.undone
            kept = [e for e in kept if e.seq != undone]
        elif not isinstance(event.act, (Note, Redate)):
            kept.append(event)
    last = 0
    for at, event in enumerate(kept):
        last = max(last, event.at)
        if event.at < last:
            kept[at] = replace(event, at=last)
    return kept


def replay(procedure: Procedure, events: Iterable[Event]) -> FileState:
    """The state that a file's events, in order, lead to.

    Raises:
        BrokenHistory: when the procedure leads nowhere from one of them.
    """
    log = list(events)
    state = FileState()
    try:
        for event in in_force(log):
            state = replace(_apply(procedure, state, event), last=event, last_at=event.at)
    except (LookupError, TypeError, ValueError) as error:  # no such step, branch or value
        raise BrokenHistory from error
    return replace(state, seq=log[-1].seq) if log else state


def unfolded(procedure: Procedure, events: Iterable[Event]) -> Iterator[tuple[Event, FileState]]:
    """Each act in force with the file as it was before it."""
    state = FileState()
    for event in in_force(events):
        yield event, state
        state = _apply(procedure, state, event)


def places(procedure: Procedure, events: Iterable[Event]) -> dict[int, Interval]:
    """Where the file was when each act in force (by its seq) was done."""
    known = unfolded(procedure, events)
    return {event.seq: before.open for event, before in known if before.open is not None}


def after(
    procedure: Procedure, state: FileState, branch: Branch, facts: Mapping[str, str] = NOTHING
) -> Interval | None:
    """Where a file under way would lie, had its holder just chosen `branch`; None: it would have ended.

    `facts`: those that the choice would carry.
    """
    act = Choose(branch.id, facts=facts)
    return _choose(procedure, state, Event(state.seq + 1, state.last_at, state.last_at, act), act).open


def _apply(procedure: Procedure, state: FileState, event: Event) -> FileState:
    match event.act:
        case Register(step=step, facts=facts, parent=parent):
            new = replace(state, facts=dict(facts), parent=parent, registrar=event.person)
            return _enter(procedure, new, step, event.at)
        case Choose():
            return _choose(procedure, state, event, event.act)
        case Skip():
            return _leave(procedure, state, event.at, "skipped", _onward(procedure, state))
        case Resubmit():
            return _resubmit(procedure, state, event.at)
        case Withdraw():
            return _end(state, event.at, "withdrawn", WITHDRAWN)
        case Void():
            return _end(state, event.at, "voided", VOIDED)
        case ParentEnded(outcome=outcome):
            return _parent_ended(procedure, state, event.at, outcome)
        case _:
            return _change_standing(procedure, state, event)


def _change_standing(procedure: Procedure, state: FileState, event: Event) -> FileState:
    """Acts after which the file is still at the same step, visit and sign-off."""
    here = state.intervals[-1]
    nobody = replace(
        here, standing=Standing.WAITING, person=None, role=_first_role(procedure, here), waits_for=""
    )
    held = replace(here, standing=Standing.WORKING, person=event.person, role=event.role, waits_for="")
    own_party = procedure.step(here.step).party
    match event.act:
        case Take() | TakeOver():
            return _next(state, event.at, "taken", held)
        case PutBack():
            return _next(state, event.at, "put_back", nobody)
        case Rest(agency=agency):
            rest = replace(here, standing=Standing.AGENCY, party=Party.AGENCY, person=None)
            return _next(state, event.at, "rested", replace(rest, waits_for=str(agency)))
        case Resume():
            return _next(state, event.at, "resumed", replace(held, party=own_party))
        case MarkTrouble():
            return _next(state, event.at, "trouble_marked", replace(here, trouble=True))
        case SolveTrouble():
            return _next(state, event.at, "trouble_solved", replace(here, trouble=False))
        case Arrive():
            return _next(state, event.at, "arrived", replace(nobody, party=own_party))
        case Depart():
            away = replace(nobody, party=Party.APPLICANT, standing=Standing.COLLECTION)
            return _next(state, event.at, "departed", away)
        case other:
            raise TypeError(f"no rule for {type(other).__name__}")


def _choose(procedure: Procedure, state: FileState, event: Event, act: Choose) -> FileState:
    """Sign off, or leave the step; of several sign-offs the branch of the last one is followed."""
    here = state.intervals[-1]
    step = procedure.step(here.step)
    branch = step.branch(act.branch)
    if branch is None:
        raise KeyError(act.branch)
    state = replace(state, facts=with_facts(state.facts, act.facts))
    if branch.direction is Direction.RETURN:
        state = replace(state, missing=act.missing)
    if branch.direction is Direction.FORWARD:
        signer = (event.person,) if event.person is not None else ()
        state = replace(state, signers=(*state.signers, *signer))
        if here.sign_off + 1 < len(step.sign_offs):
            onward = replace(here, sign_off=here.sign_off + 1, standing=Standing.WAITING, person=None)
            return _next(state, event.at, act.branch, replace(onward, role=_first_role(procedure, onward)))
    return _leave(procedure, state, event.at, act.branch, branch)


def with_facts(known: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """The facts once a choice has said these; an empty value takes one away."""
    return {name: value for name, value in {**known, **said}.items() if value}


def _leave(procedure: Procedure, state: FileState, at: int, how: str, branch: Branch) -> FileState:
    state = replace(_marked(state, branch, at), resume=branch.resume, signers=())
    if branch.target is None:
        return _end(state, at, how, state.outcome or "selesai")
    return _enter(procedure, _close(state, at, how), branch.target, at)


def _marked(state: FileState, branch: Branch, at: int) -> FileState:
    """The state with all that a branch says of the file: facts, outcome, declarations, decision."""
    return replace(
        state,
        facts={**state.facts, **branch.records},
        outcome=branch.outcome or state.outcome,
        complete_at=at if branch.declares_complete and state.complete_at is None else state.complete_at,
        correct_at=at if branch.declares_correct and state.correct_at is None else state.correct_at,
        decided_at=at if branch.decides and state.decided_at is None else state.decided_at,
    )


def _resubmit(procedure: Procedure, state: FileState, at: int) -> FileState:
    if state.resume is not None:
        resumed = replace(_close(state, at, "resubmitted"), resume=None, signers=())
        return _enter(procedure, resumed, state.resume, at)
    return _leave(procedure, state, at, "resubmitted", _onward(procedure, state))


def parent_result(outcome: str) -> str:
    """What a follow-up knows of its parent's end: issued, or refused whatever else it was."""
    return ISSUED if outcome == ISSUED else REFUSED


def _parent_ended(procedure: Procedure, state: FileState, at: int, outcome: str) -> FileState:
    known = replace(state, facts={**state.facts, PARENT_FACT: parent_result(outcome)})
    here = known.open
    if here is None or here.waits_for != PARENT_FACT:
        return known
    step = procedure.step(here.step)
    waiting = replace(here, standing=Standing.WAITING, party=step.party, waits_for="")
    return _next(known, at, "parent_ended", replace(waiting, role=_first_role(procedure, waiting)))


def _onward(procedure: Procedure, state: FileState) -> Branch:
    """The forward branch that the facts allow from where the file is."""
    return forward(procedure.step(state.intervals[-1].step), state.facts)


def forward(step: Step, facts: Mapping[str, str]) -> Branch:
    """The first forward branch of `step` that the facts allow. KeyError without one: checked SOPs have it.

    A file that skips an optional step goes by it too: the branches that facts leave open there do not differ
    in where they lead and what they record.
    """
    for branch in step.branches:
        if branch.direction is Direction.FORWARD and branch.holds(facts):
            return branch
    raise KeyError(step.sequence)


def able(step: Step, sign_off: int, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The roles at a sign-off to which the facts leave a way on; all its roles where none has one."""
    onward = [b for b in step.branches if b.direction is Direction.FORWARD and b.holds(facts)]
    performers = step.signing_roles(sign_off)
    return tuple(r for r in performers if any(not b.by or r in b.by for b in onward)) or performers


def _first_role(procedure: Procedure, interval: Interval) -> str | None:
    return next(iter(procedure.step(interval.step).signing_roles(interval.sign_off)), None)


def _enter(procedure: Procedure, state: FileState, sequence: int, at: int) -> FileState:
    """Open the interval in which the file arrives at a step; steps that it only passes leave none."""
    step = procedure.step(sequence)
    if step.passes:
        branch = forward(step, state.facts)
        state = _marked(state, branch, at)
        if branch.target is None:
            return replace(state, ended_at=at, outcome=state.outcome or "selesai")
        return _enter(procedure, state, branch.target, at)
    arrival = Interval(
        seq=len(state.intervals) + 1,
        step=sequence,
        visit=state.visits(sequence) + 1,
        sign_off=0,
        party=step.party,
        standing=Standing.WAITING,
        start=at,
        role=next(iter(step.signing_roles(0)), None),
    )
    if step.kind is Kind.APPLICANT:
        party = Party.AGENCY if step.party is Party.AGENCY else Party.APPLICANT
        arrival = replace(arrival, party=party, standing=Standing.APPLICANT)
    elif step.awaits_collection:
        arrival = replace(arrival, party=Party.APPLICANT, standing=Standing.COLLECTION)
    elif step.awaits_parent and PARENT_FACT not in state.facts:
        arrival = replace(arrival, party=Party.AGENCY, standing=Standing.AGENCY, waits_for=PARENT_FACT)
    return replace(state, intervals=(*state.intervals, arrival))


def _close(state: FileState, at: int, how: str) -> FileState:
    closed = replace(state.intervals[-1], end=at, ended_by=how)
    return replace(state, intervals=(*state.intervals[:-1], closed))


def _next(state: FileState, at: int, how: str, interval: Interval) -> FileState:
    """Close the open interval and open `interval` at the same instant."""
    opened = replace(interval, seq=len(state.intervals) + 1, start=at, end=None, ended_by="")
    closed = _close(state, at, how)
    return replace(closed, intervals=(*closed.intervals, opened))


def _end(state: FileState, at: int, how: str, outcome: str) -> FileState:
    return replace(_close(state, at, how), ended_at=at, outcome=outcome, resume=None)
