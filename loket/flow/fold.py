"""The fold of a file's events into what it is: which of them count, and what each leads to.

An act closes an interval and opens the next at the same instant, so intervals abut. `replay` is the only way
from the journal to a state; nothing else is stored that it could not derive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from loket.flow.acts import (
    BESIDE,
    Act,
    Assign,
    AtPlace,
    BringPayment,
    BrokenHistory,
    Choose,
    Correct,
    Event,
    LetGo,
    MarkTrouble,
    Note,
    ParentEnded,
    Redate,
    Register,
    Remember,
    Rest,
    Resubmit,
    Skip,
    SolveTrouble,
    Undo,
    Void,
    Withdraw,
    ending,
)
from loket.flow.standing import Standing
from loket.flow.state import JOINED, VOIDED, WITHDRAWN, Aside, FileState, Interval, Strand
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

_BROUGHT = (ending(Resubmit), ending(BringPayment))


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
    done by a clock that had been set back is taken to have followed at once. What was put right meanwhile
    moves nothing: an act may have happened before it, and be recorded late.
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
        if event.at < last:
            kept[at] = replace(event, at=last)
        elif not isinstance(event.act, BESIDE):
            last = event.at
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
            state = _next_state(procedure, state, event)
    except (LookupError, TypeError, ValueError) as error:  # no such step, branch or value
        raise BrokenHistory from error
    return replace(state, seq=log[-1].seq) if log else state


def then(procedure: Procedure, state: FileState, event: Event) -> FileState:
    """The state after one event more: what `replay` gives for a log that is longer by it.

    Not for what changes how acts before it count (`looks_back`).

    Raises:
        BrokenHistory: as `replay`.
    """
    if isinstance(event.act, Note):
        return replace(state, seq=event.seq)
    follows = event if event.at >= state.last_at else replace(event, at=state.last_at)
    try:
        return _next_state(procedure, state, follows)
    except (LookupError, TypeError, ValueError) as error:
        raise BrokenHistory from error


def registered(events: Iterable[Event]) -> Register | None:
    """The registration as the corrections that count have put it right; None before there is one."""
    found: Register | None = None
    for event in in_force(events):
        match event.act:
            case Register():
                found = event.act
            case Correct() as act if found is not None:
                service, kind = act.service or found.service, act.kind or found.kind
                found = replace(found, applicant=act.applicant, came=act.came, service=service, kind=kind)
    return found


def looks_back(act: Act) -> bool:
    """Whether an act changes how those before it count: then all that happened is to be folded anew."""
    return isinstance(act, (Undo, Redate))


Walk: TypeAlias = Sequence[tuple[Event, FileState]]
"""Each act in force with the file as it was before it."""


def unfolded(procedure: Procedure, events: Iterable[Event]) -> Walk:
    """The way of a file, act by act."""
    state, walk = FileState(), []
    for event in in_force(events):
        walk.append((event, state))
        state = _next_state(procedure, state, event)
    return walk


def places(walk: Walk) -> dict[int, Interval]:
    """Where the file was when each act in force (by its seq) was done; what concerns all of it, its first."""
    return {event.seq: here for event, before in walk if (here := _where(before, event))}


def course(walk: Walk, state: FileState, strand: int) -> list[Event]:
    """The acts that brought a strand to where it is in `state`, and how it stands there, in their order.

    They are those on the whole file, and since it came to its present place those on this strand. What one
    of several parts did before, or another does beside it, is not among them unless it moved the whole file.
    """
    thens = [*(before for _, before in walk[1:]), state]
    found = []
    for (event, before), then in zip(walk, thens, strict=True):
        part = event.act.strand if isinstance(event.act, AtPlace) else 0
        moved = then.since != before.since or then.ended_at is not None
        if not part or moved or (part == strand and before.since == state.since):
            found.append(event)
    return found


def _where(state: FileState, event: Event) -> Interval | None:
    if isinstance(event.act, AtPlace):
        return state.at(event.act.strand)
    return next(iter(state.opens), None)


def after(
    procedure: Procedure,
    state: FileState,
    branch: Branch,
    strand: int = 0,
    facts: Mapping[str, str] = NOTHING,
) -> FileState:
    """The file under way, had its holder just chosen `branch`; `facts`: those that the choice would carry."""
    act = Choose(branch.id, facts=facts, strand=strand)
    return _choose(procedure, state, Event(state.seq + 1, state.last_at, state.last_at, act), act)


def _next_state(procedure: Procedure, before: FileState, event: Event) -> FileState:
    """The state after an event, which it remembers: of its strand, or of all, where it moved all.

    What puts right what was registered is no move, nor what is to be remembered: of these the file has lanes
    beside its way.
    """
    if isinstance(event.act, (Remember, LetGo)):
        return replace(before, reminders=(*before.reminders, event), seq=event.seq)
    if isinstance(event.act, Correct):
        facts = with_facts(before.facts, event.act.facts)
        return replace(before, facts=facts, corrections=(*before.corrections, event), seq=event.seq)
    state = _apply(procedure, before, event)
    strand = event.act.strand if isinstance(event.act, AtPlace) else 0
    if not strand or state.since != before.since or state.ended_at is not None:
        strand = 0
    carried = state.carried(strand)
    told = Strand(carried.resume, carried.signers, carried.came, event)
    strands = {**state.strands, strand: told}
    for new in _arrived(before, state):
        strands[new] = replace(strands.get(new, Strand()), came=done_at(event))
    return replace(state, strands=strands, last=event, last_at=event.at, seq=event.seq)


def _arrived(before: FileState, state: FileState) -> list[int]:
    """The strands that are at another place or sign-off than before."""
    there = {(i.strand, i.step, i.visit, i.sign_off) for i in before.opens}
    return [i.strand for i in state.opens if (i.strand, i.step, i.visit, i.sign_off) not in there]


def done_at(event: Event) -> int:
    """When an act was really done (ms UTC), also where it was only recorded afterwards."""
    stated = event.act.acted_at if isinstance(event.act, Choose) else None
    return event.at if stated is None else min(stated, event.at)


def _apply(procedure: Procedure, state: FileState, event: Event) -> FileState:
    match event.act:
        case Register(step=step, facts=facts, parent=parent):
            new = replace(state, facts=dict(facts), parent=parent, registrar=event.person)
            return _enter(procedure, new, step, event.at)
        case Choose():
            return _choose(procedure, state, event, event.act)
        case Skip(strand=strand):
            here = _here(state, strand)
            return _leave(procedure, state, here, event.at, ending(Skip), _onward(procedure, state, here))
        case Resubmit(strand=strand) as act:
            return _resubmit(procedure, state, _here(state, strand), event.at, ending(act))
        case Withdraw() as act:
            return _end(state, event.at, ending(act), WITHDRAWN)
        case Void() as act:
            return _end(state, event.at, ending(act), VOIDED)
        case ParentEnded(outcome=outcome):
            return _parent_ended(procedure, state, event.at, outcome)
        case BringPayment(strand=strand) as act if _is_applicants(procedure, _here(state, strand)):
            return _resubmit(procedure, state, _here(state, strand), event.at, ending(act))
        case AtPlace() as act:
            return _change_standing(procedure, state, event, act)
        case other:
            raise TypeError(f"no rule for {type(other).__name__}")


def completes(procedure: Procedure, state: FileState, act: Act) -> bool:
    """Whether what is brought completes a step of the applicant's, so that the file goes on from there.

    Else the file stays where it is, or comes back to the desk that returned it.
    """
    if not isinstance(act, (Resubmit, BringPayment)):
        return False
    here = _here(state, act.strand)
    brought = isinstance(act, Resubmit) or _is_applicants(procedure, here)
    return brought and not here.strand and state.carried(here.strand).resume is None


def _is_applicants(procedure: Procedure, here: Interval) -> bool:
    """Whether the payer is awaited at a step of their own, and not where the payment is looked at."""
    return procedure.at(here.step, here.strand).kind is Kind.APPLICANT


def _here(state: FileState, strand: int) -> Interval:
    """The open interval of a strand; KeyError where it has none."""
    here = state.at(strand)
    if here is None:
        raise KeyError(strand)
    return here


def _change_standing(procedure: Procedure, state: FileState, event: Event, act: AtPlace) -> FileState:
    """Acts after which the strand is still at the same step, visit and sign-off: it stands as they say."""
    here = _here(state, act.strand)
    place = procedure.at(here.step, here.strand)
    match act:
        case Assign(to=to, role=role):
            then = _stands(place, here.sign_off, Standing.WORKING, to, role)
        case Rest(agency=agency):
            then = {**_stands(place, here.sign_off, act.leads), "role": here.role, "agency": agency}
        case MarkTrouble() | SolveTrouble():
            then = {"trouble": isinstance(act, MarkTrouble)}
        case AtPlace(leads=Standing() as standing):
            then = _stands(place, here.sign_off, standing, event.person, event.role)
        case other:
            raise TypeError(f"no rule for {type(other).__name__}")
    return _next(state, here, event.at, ending(act), then)


def _stands(
    place: Step, sign_off: int, standing: Standing, person: int | None = None, role: str | None = None
) -> dict[str, Any]:
    """How a strand stands at a sign-off from now on: in the hands of the person, or in nobody's."""
    if standing is not Standing.WORKING:
        person, role = None, next(iter(place.signing_roles(sign_off)), None)
    whose = {"party": standing.party or place.party, "person": person, "role": role, "agency": None}
    return {"sign_off": sign_off, "standing": standing, **whose}


def _choose(procedure: Procedure, state: FileState, event: Event, act: Choose) -> FileState:
    """Sign off, or leave the step; of several sign-offs the branch of the last one is followed."""
    here = _here(state, act.strand)
    place = procedure.at(here.step, here.strand)
    branch = place.branch(act.branch)
    if branch is None:
        raise KeyError(act.branch)
    state = replace(state, facts=with_facts(state.facts, act.facts))
    if branch.direction is Direction.FORWARD:
        carried, signer = state.carried(here.strand), act.for_role or event.person
        signed = replace(carried, signers=(*carried.signers, *([signer] if signer is not None else [])))
        state = replace(state, strands={**state.strands, here.strand: signed})
        if here.sign_off + 1 < len(place.sign_offs):
            onward = _stands(place, here.sign_off + 1, Standing.WAITING)
            return _next(state, here, event.at, act.branch, onward)
    return _leave(procedure, state, here, event.at, act.branch, branch)


def with_facts(known: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """The facts once a choice has said these; an empty value takes one away."""
    return {name: value for name, value in {**known, **said}.items() if value}


def _leave(
    procedure: Procedure, state: FileState, here: Interval, at: int, how: str, branch: Branch
) -> FileState:
    """Go where a branch leads: the whole file, unless it is only the answer of a part, or a part's return."""
    state = _marked(state, branch, at)
    if branch.answers:
        return _answer(procedure, _close(state, here, at, how), here.step, at)
    if here.strand and branch.direction is Direction.RETURN:
        state = replace(state, strands={**state.strands, here.strand: Strand()})
        place = procedure.at(here.step, here.strand)
        return _next(state, here, at, how, _stands(place, 0, Standing.APPLICANT))
    return _go(procedure, _close(state, here, at, how), at, branch)


def _answer(procedure: Procedure, state: FileState, sequence: int, at: int) -> FileState:
    """Go on from a step of parts if all that are needed have answered."""
    step = procedure.step(sequence)
    if any(part.needed and state.at(part.strand) is not None for part in step.parts):
        return state
    branch = forward(step, state.facts)
    return _go(procedure, _marked(state, branch, at), at, branch)


def _go(procedure: Procedure, state: FileState, at: int, branch: Branch) -> FileState:
    """The whole file goes on; parts that are not waited for end with it."""
    if branch.target is None:
        return _end(state, at, JOINED, state.outcome or "selesai")
    for left in state.opens:
        state = _close(state, left, at, JOINED)
    return _enter(procedure, state, branch.target, at, resume=branch.resume)


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


def _resubmit(procedure: Procedure, state: FileState, here: Interval, at: int, how: str) -> FileState:
    resume = state.carried(here.strand).resume
    if resume is None and not here.strand:
        return _leave(procedure, state, here, at, how, _onward(procedure, state, here))
    closed = _close(state, here, at, how)
    if resume is None:
        return _arrive(procedure, closed, here.step, here.strand, at, brought=True)
    return _enter(procedure, closed, resume, at)


def parent_result(outcome: str) -> str:
    """What a follow-up knows of its parent's end: issued, or refused whatever else it was."""
    return ISSUED if outcome == ISSUED else REFUSED


def _parent_ended(procedure: Procedure, state: FileState, at: int, outcome: str) -> FileState:
    known = replace(state, facts={**state.facts, PARENT_FACT: parent_result(outcome)})
    for here in known.opens:
        if here.awaits_parent:
            waiting = _stands(procedure.at(here.step, here.strand), here.sign_off, Standing.WAITING)
            known = _next(known, here, at, ending(ParentEnded), waiting)
    return known


def _onward(procedure: Procedure, state: FileState, here: Interval) -> Branch:
    """The forward branch that the facts allow from where the strand is."""
    return forward(procedure.at(here.step, here.strand), state.facts)


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


def _enter(
    procedure: Procedure, state: FileState, sequence: int, at: int, *, resume: int | None = None
) -> FileState:
    """The whole file arrives at a step, each of its parts at its own; a step that it only passes has none."""
    step = procedure.step(sequence)
    if step.passes:
        branch = forward(step, state.facts)
        state = _marked(state, branch, at)
        if branch.target is None:
            return replace(state, strands={}, ended_at=at, outcome=state.outcome or "selesai")
        return _enter(procedure, state, branch.target, at)
    strands = [part.strand for part in step.parts] or [0]
    state = replace(state, since=len(state.intervals) + 1, strands={s: Strand(resume) for s in strands})
    brought = bool(state.intervals) and state.intervals[-1].ended_by in _BROUGHT
    for strand in strands:
        state = _arrive(procedure, state, sequence, strand, at, brought=brought)
    return state


def _arrive(
    procedure: Procedure, state: FileState, sequence: int, strand: int, at: int, *, brought: bool
) -> FileState:
    """Open the interval in which a strand arrives at its place; `brought`: by its applicant, just now."""
    place = procedure.at(sequence, strand)
    arrival = Interval(
        seq=len(state.intervals) + 1,
        step=sequence,
        visit=state.visits(sequence, strand) + 1,
        sign_off=0,
        party=place.party,
        standing=Standing.WAITING,
        start=at,
        strand=strand,
        role=next(iter(place.signing_roles(0)), None),
    )
    payee = _payee(procedure, place, brought)
    if payee is not None:
        role = next(iter(payee.signing_roles(0)), None)
        arrival = arrival._replace(party=Party.APPLICANT, standing=Standing.PAYMENT, role=role)
    elif place.kind is Kind.APPLICANT:
        party = Party.AGENCY if place.party is Party.AGENCY else Party.APPLICANT
        arrival = arrival._replace(party=party, standing=Standing.APPLICANT)
    elif place.awaits_collection:
        arrival = arrival._replace(party=Party.APPLICANT, standing=Standing.COLLECTION)
    elif place.awaits_parent and PARENT_FACT not in state.facts:
        arrival = arrival._replace(party=Party.AGENCY, standing=Standing.AGENCY)
    arrival = arrival._replace(aside=_aside(procedure, place, arrival))
    return replace(state, intervals=(*state.intervals, arrival))


def _aside(procedure: Procedure, place: Step, arrival: Interval) -> Aside:
    """Whether a file that arrives so lies apart. Only a follow-up does: its permit has a file of its own."""
    if not procedure.follow_up:
        return Aside.NOT
    with_applicant = (arrival.party, arrival.standing) == (Party.APPLICANT, Standing.APPLICANT)
    if arrival.seq == 1 and with_applicant:
        return Aside.TO_BEGIN
    return Aside.OVERSIGHT if procedure.has_no_end(place) else Aside.NOT


def _payee(procedure: Procedure, place: Step, brought: bool) -> Step | None:
    """The payment step for which a file that arrives here has to wait for its payer, if it has to.

    That is a payment step to which nobody brought a proof just now, or the applicant's own step before one.
    """
    if place.kind is Kind.PAYMENT:
        return None if brought else place
    if place.kind is Kind.APPLICANT and place.party is Party.APPLICANT:
        onward = (b.target for b in place.branches if b.direction is Direction.FORWARD and b.target)
        return next((s for s in map(procedure.step, onward) if s.kind is Kind.PAYMENT), None)
    return None


def _close(state: FileState, here: Interval, at: int, how: str) -> FileState:
    return replace(state, intervals=_closed(state, here, at, how))


def _closed(state: FileState, here: Interval, at: int, how: str) -> tuple[Interval, ...]:
    closed, place = here._replace(end=at, ended_by=how), here.seq - 1
    return (*state.intervals[:place], closed, *state.intervals[place + 1 :])


def _next(state: FileState, here: Interval, at: int, how: str, then: Mapping[str, Any]) -> FileState:
    """Close the open interval of a strand and open one at the same instant, otherwise as `then` says."""
    closed = _closed(state, here, at, how)
    opened = here._replace(seq=len(closed) + 1, start=at, end=None, ended_by="", **then)
    return replace(state, intervals=(*closed, opened))


def _end(state: FileState, at: int, how: str, outcome: str) -> FileState:
    for left in state.opens:
        state = _close(state, left, at, how)
    return replace(state, strands={}, ended_at=at, outcome=outcome)
