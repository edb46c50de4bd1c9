"""What may happen next: which acts a file allows to whom, and why not.

`check` is the one judge; the screens' keys and the desks' writes both ask it. It reads the procedure's data
and the person's roles, never a name of a step or office.
"""

from __future__ import annotations

from collections.abc import Mapping

from loket.flow.acts import (
    Act,
    Actor,
    Assign,
    AtPlace,
    AwaitPayment,
    Choose,
    Correct,
    Depart,
    Event,
    Free,
    LetGo,
    Note,
    ParentEnded,
    PutBack,
    Redate,
    Refused,
    Register,
    Remember,
    Right,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Why,
    Withdraw,
)
from loket.flow.fold import able, forward, with_facts
from loket.flow.standing import Standing
from loket.flow.state import VOIDED, FileState, Interval
from loket.sop.model import (
    Branch,
    Demand,
    Direction,
    Kind,
    Origin,
    Party,
    Procedure,
    Step,
)

Roles = tuple[str, ...]


def check(procedure: Procedure, state: FileState, actor: Actor, act: Act, *, today: int = 0) -> str | None:
    """The role in which `actor` may do `act` now (None where no role is needed).

    `today`: the instant (ms UTC) at which the office's date began; what was done before stays done.

    Raises:
        Refused: with the reason, when the procedure, the file's standing or the person's roles forbid it.
    """
    match act:
        case Register():
            return _check_register(procedure, state, actor, act)
        case Correct():
            return _check_correct(procedure, state, actor, act)
        case Undo():
            return _check_undo(state, actor, act, today)
        case Redate():
            rights = actor.rights
            return rights.get(Right.SUPERVISE) or rights.get(Right.ADMINISTER) or _refuse(Why.NOT_ALLOWED)
        case Note():
            return None
        case ParentEnded() | Free():  # the program tells it, nobody else
            raise Refused(Why.NOT_ALLOWED)
    if not state.opens:
        raise Refused(Why.ENDED, at=state.ended_at, detail=state.outcome or "")
    match act:
        case Withdraw():
            if state.outcome is not None:
                raise Refused(Why.DECIDED, detail=state.outcome)
            return actor.rights.get(Right.COUNTER) or _refuse(Why.NOT_ALLOWED)
        case Void():
            return _check_void(state, actor)
        case Remember() | LetGo():
            return _check_remember(state, actor, act)
    assert isinstance(act, AtPlace)
    here = state.at(act.strand)
    if here is None:
        raise Refused(Why.ANSWERED)
    return _check_there(procedure, state, actor, here, act)


def _check_there(
    procedure: Procedure, state: FileState, actor: Actor, here: Interval, act: AtPlace
) -> str | None:
    """Acts where the file, or a strand of it, lies: by their own rule, or by what they say of themselves."""
    place = procedure.at(here.step, here.strand)
    match act:
        case Take():
            return _check_take(procedure, place, state, actor, here)
        case TakeOver():
            return _check_take_over(procedure, state, actor, here)
        case Assign():
            return _check_assign(procedure, state, actor, here, act)
        case Skip():
            return _check_skip(place, state, actor, here)
        case Depart():
            return _check_depart(place, actor, here)
        case AwaitPayment():
            return _check_owed(place, actor, here)
        case AtPlace(ends=Standing() as rest):
            return _check_end(procedure, state, actor, here, rest)
        case _:
            return _check_holder(procedure, place, state, actor, here, act)


def check_nik(procedure: Procedure, state: FileState, actor: Actor) -> str:
    """The role in which `actor` may be given the applicant's whole NIK, which is then journaled.

    Who supervises or administers may always. A front-office role may if it performs a step of this procedure
    that is no survey. Any other may while the file is at a step that is no survey, if the person has it in
    hand there, or if it waits there and they perform the step.

    Raises:
        Refused: for everybody else.
    """
    for right in (Right.SUPERVISE, Right.ADMINISTER):
        if right in actor.rights:
            return actor.rights[right]
    for front in actor.at_counters:
        if any(front in _performers(place) for place in procedure.places if place.kind is not Kind.SURVEY):
            return front
    for here in state.opens:
        place = procedure.at(here.step, here.strand)
        if place.kind is Kind.SURVEY:
            continue
        if here.standing is Standing.WORKING and here.person == actor.person and here.role in actor.roles:
            return here.role
        if here.standing is Standing.WAITING and (role := _role_at(place, state, actor, here)):
            return role
    raise Refused(Why.NOT_ALLOWED)


def _performers(step: Step) -> set[str]:
    """Every role that performs the step, signs in it or records for those who do."""
    signing = (role for at in range(max(1, len(step.sign_offs))) for role in step.handling_roles(at))
    return {*step.roles, *signing}


def _refuse(why: Why) -> str:
    raise Refused(why)


def _check_register(procedure: Procedure, state: FileState, actor: Actor, act: Register) -> str:
    if state.intervals:
        raise Refused(Why.NOT_ALLOWED)
    if act.step not in procedure.starts:
        raise Refused(Why.WRONG_START)
    return actor.rights.get(Right.COUNTER) or _refuse(Why.NOT_ALLOWED)


def _check_correct(procedure: Procedure, state: FileState, actor: Actor, act: Correct) -> str:
    """Whoever has the file in hand, but for a survey, may put it right, and where files are taken in anybody
    at any time, unless it is void.

    For what it was registered can be changed only where that was done, and of no follow-up.
    """
    if not state.intervals:
        raise Refused(Why.NOT_ALLOWED)
    _need_valid(state)
    held = (i for i in state.opens if i.standing is Standing.WORKING and i.person == actor.person)
    holding = (i.role for i in held if procedure.at(i.step, i.strand).kind is not Kind.SURVEY)
    taking_in = (role for role in actor.at_counters if _takes_in(procedure, role))
    role = next((role for role in (*holding, *taking_in) if role in actor.roles), None)
    if role is None:
        raise Refused(Why.NOT_CORRECTED_HERE)
    if _says_what_for(act) and (state.has_moved or state.parent is not None):
        raise Refused(Why.REGISTERED_FOR)
    _check_facts(procedure, act.facts, Origin.SERVICE, Origin.REQUEST)
    return role


def _need_valid(state: FileState) -> None:
    """Refuse where the registration is void: nothing of it is put right any more, nor put back."""
    if state.outcome == VOIDED:
        raise Refused(Why.ENDED, at=state.ended_at, detail=VOIDED)


def _takes_in(procedure: Procedure, role: str) -> bool:
    """Whether a front-office role takes files of this SOP in: where they begin, or without a step of its own.

    Where a follow-up begins says nothing of that: its parent was taken in, by another SOP.
    """
    if procedure.follow_up or role not in {each for place in procedure.places for each in _performers(place)}:
        return True
    return any(role in _performers(procedure.step(start)) for start in procedure.starts)


def _says_what_for(act: Correct) -> bool:
    """Whether it puts right for what the file was registered: all that was done since goes by that."""
    return bool(act.service or act.kind or act.facts)


def _need_rest(step: Step, here: Interval, standing: Standing) -> None:
    """Refuse unless the file rests in this way; one that rests otherwise says for whom it waits."""
    if here.standing.at_work:
        raise Refused(Why.NOT_RESTING)
    if here.standing is not standing:
        raise _standing_refusal(step, here)


def _role_at(place: Step, state: FileState, actor: Actor, here: Interval) -> str | None:
    """The person's role at a place; of several, one whose branches lead on comes first, recording last."""
    roles = (*able(place, here.sign_off, state.facts), *place.handling_roles(here.sign_off))
    return next((role for role in roles if role in actor.roles), None)


def _step_role(place: Step, state: FileState, actor: Actor, here: Interval) -> str:
    role = _role_at(place, state, actor, here)
    if role is None:
        raise Refused(Why.NOT_YOUR_STEP, detail=place.name)
    return role


def _counter_or(actor: Actor, step: Step) -> str:
    """A front-office role, else a performer of `step` or of one of its parts."""
    performers = (role for place in (step, *step.parts) for role in place.handling_roles(0))
    for role in (*filter(None, [actor.rights.get(Right.COUNTER)]), *performers):
        if role in actor.roles:
            return role
    raise Refused(Why.NOT_ALLOWED)


def comes_back(procedure: Procedure, state: FileState, here: Interval) -> Step | None:
    """Where what was returned to its applicant goes on once it is brought; None where it was not returned.

    A part comes back to itself, and so does a payment that was short.
    """
    place, resume = procedure.at(here.step, here.strand), state.carried(here.strand).resume
    if here.strand:
        return place if here.standing is Standing.APPLICANT else None
    if resume is None or here.standing not in (Standing.APPLICANT, Standing.PAYMENT):
        return None
    return place if place.kind is Kind.PAYMENT else procedure.step(resume)


def _next_place(procedure: Procedure, state: FileState, here: Interval) -> Step:
    """The place to which the file goes from the applicant, returned or not."""
    returned, place = comes_back(procedure, state, here), procedure.at(here.step, here.strand)
    if returned is not None or place.kind is not Kind.APPLICANT:
        return returned or place
    onward = forward(place, state.facts).target
    return place if onward is None else procedure.step(onward)


def _standing_refusal(step: Step, here: Interval) -> Refused:
    """Why a file that is not on the pile cannot be taken or worked on."""
    match here.standing:
        case Standing.WORKING:
            return Refused(Why.TAKEN, person=here.person, at=here.start)
        case Standing.APPLICANT if here.party is Party.AGENCY:
            return Refused(Why.WITH_AGENCY, at=here.start, detail=step.outsider(here.party))
        case Standing.AGENCY if here.awaits_parent:
            return Refused(Why.AWAITS_PARENT, at=here.start)
        case Standing.AGENCY:
            return Refused(Why.WITH_AGENCY, at=here.start, detail=str(here.agency))
        case Standing.WAITING:
            return Refused(Why.NOT_TAKEN)
        case rest:
            return Refused(Why.AT_REST, at=here.start, detail=rest.value)


def _check_take(procedure: Procedure, place: Step, state: FileState, actor: Actor, here: Interval) -> str:
    if here.standing is Standing.WORKING and here.person == actor.person:
        raise Refused(Why.ALREADY_YOURS, at=here.start)
    if here.standing is not Standing.WAITING:
        raise _standing_refusal(place, here)
    role = _step_role(place, state, actor, here)
    _check_people(procedure, state, actor, here, role)
    return role


def _check_people(procedure: Procedure, state: FileState, actor: Actor, here: Interval, role: str) -> None:
    """Refuse to whoever acts in `role` what would leave too few different persons who sign or answer."""
    signing = procedure.at(here.step, here.strand).signing_roles(here.sign_off)
    signers: tuple[int | str, ...] = (actor.person,) if role in signing else signing
    if not any(_is_another(procedure, state, here, signer) for signer in signers):
        raise Refused(Why.ANOTHER_PERSON)


def _is_another(procedure: Procedure, state: FileState, here: Interval, signer: int | str) -> bool:
    """Whether enough different persons can have signed, or answered, once `signer` has.

    A role for which it is only recorded counts as one person, and as another than all who act themselves: who
    records it signs nothing.
    """
    place, step = procedure.at(here.step, here.strand), procedure.step(here.step)
    to_sign = len(place.sign_offs) - here.sign_off - 1
    if place.sign_offs and len({*state.carried(here.strand).signers, signer}) + to_sign < place.min_people:
        return False
    if place is step or to_sign > 0:  # of several sign-offs of a part the last one is its answer
        return True
    others = {other.strand for other in state.opens} - {here.strand}
    to_answer = sum(part.needed for part in step.parts if part.strand in others)
    return len(state.answered_by | {signer}) + to_answer >= step.min_people


def _check_take_over(procedure: Procedure, state: FileState, actor: Actor, here: Interval) -> str:
    """A performer may work on in the holder's place; a supervisor may only put back what they took over."""
    place = procedure.at(here.step, here.strand)
    if here.standing is not Standing.WORKING:
        raise _standing_refusal(place, here)
    if here.person == actor.person:
        raise Refused(Why.ALREADY_YOURS, at=here.start)
    if Right.SUPERVISE in actor.rights and not set(place.handling_roles(here.sign_off)) & set(actor.roles):
        return actor.rights[Right.SUPERVISE]
    role = _step_role(place, state, actor, here)
    _check_people(procedure, state, actor, here, role)
    return role


def _check_assign(procedure: Procedure, state: FileState, actor: Actor, here: Interval, act: Assign) -> str:
    """A supervisor gives what waits, or what another has in hand, to whoever may do it in that role."""
    role = _supervising(procedure, actor, here)
    if here.person == act.to:
        raise Refused(Why.TAKEN, person=act.to, at=here.start)
    given(procedure, state, Actor(act.to, (act.role,)), here.strand)
    return role


def _supervising(procedure: Procedure, actor: Actor, here: Interval) -> str:
    """The role in which somebody directs the work on a file that lies with the office."""
    if not here.standing.at_work:
        raise _standing_refusal(procedure.at(here.step, here.strand), here)
    return actor.rights.get(Right.SUPERVISE) or _refuse(Why.NOT_ALLOWED)


def given(procedure: Procedure, state: FileState, person: Actor, strand: int) -> str:
    """The role in which somebody may be given a file, whoever has it now. Raises Refused."""
    here = state.at(strand)
    if here is None:
        raise Refused(Why.ANSWERED)
    role = _step_role(procedure.at(here.step, strand), state, person, here)
    _check_people(procedure, state, person, here, role)
    return role


def check_reminder(procedure: Procedure, state: FileState, actor: Actor, strand: int) -> str:
    """The role in which `actor` may remind who has the file, or the desk where it waits. Raises Refused."""
    here = state.at(strand)
    if here is None:
        raise Refused(Why.ENDED, at=state.ended_at, detail=state.outcome or "")
    return _supervising(procedure, actor, here)


def check_remark(state: FileState, actor: Actor) -> str:
    """The role in which `actor` may write a remark on the file for all who see it.

    Who supervises or sits at the front may, also once it has ended; else whoever has it in hand.
    """
    holding = (i.role for i in state.opens if i.person == actor.person)
    held = next((role for role in holding if role in actor.roles), None)
    front = actor.rights.get(Right.SUPERVISE) or actor.rights.get(Right.COUNTER)
    return held or front or _refuse(Why.NOT_ALLOWED)


def _check_remember(state: FileState, actor: Actor, act: Remember | LetGo) -> str:
    """Who supervises, or has it in hand, says what is to be remembered of it, and that this is done.

    That it is done says also whoever said what.
    """
    said = state.remembered
    if isinstance(act, LetGo) and said is None:
        raise Refused(Why.NOTHING_REMEMBERED)
    holding = (i.role for i in state.opens if i.person == actor.person)
    held = next((role for role in holding if role in actor.roles), None)
    own = said.role if said is not None and said.person == actor.person and isinstance(act, LetGo) else None
    said_it = own if own in actor.roles else None
    return held or actor.rights.get(Right.SUPERVISE) or said_it or _refuse(Why.NOT_ALLOWED)


def _check_end(procedure: Procedure, state: FileState, actor: Actor, here: Interval, rest: Standing) -> str:
    """What an applicant brings is received at the front too; else the desk itself ends a rest."""
    place = procedure.at(here.step, here.strand)
    _need_rest(place, here, rest)
    if rest.party is Party.APPLICANT:
        return _counter_or(actor, _next_place(procedure, state, here))
    if here.awaits_parent:
        raise _standing_refusal(place, here)
    role = _step_role(place, state, actor, here)
    _check_people(procedure, state, actor, here, role)
    return role


def _check_skip(step: Step, state: FileState, actor: Actor, here: Interval) -> str:
    if not step.optional:
        raise Refused(Why.NOT_OPTIONAL)
    if here.standing is not Standing.PAYMENT:  # nothing is to be paid
        _need_free(step, actor, here)
    return _step_role(step, state, actor, here)


def _check_depart(step: Step, actor: Actor, here: Interval) -> str:
    """Only where the applicant has to be there, and while no colleague has the file in hand."""
    if not step.awaits_collection and Demand.RECEIVER not in step.demanded(here.sign_off):
        raise Refused(Why.NOT_ALLOWED)
    _need_free(step, actor, here)
    return _counter_or(actor, step)


def _check_owed(step: Step, actor: Actor, here: Interval) -> str:
    """Only where a payment is looked at, by whoever looks at it or may."""
    if step.kind is not Kind.PAYMENT:
        raise Refused(Why.NOT_ALLOWED)
    _need_free(step, actor, here)
    return _counter_or(actor, step)


def _need_free(step: Step, actor: Actor, here: Interval) -> None:
    """Refuse unless the file waits on the pile or is in the person's own hands, without trouble."""
    held = here.standing is Standing.WORKING and here.person == actor.person
    if not held and here.standing is not Standing.WAITING:
        raise _standing_refusal(step, here)
    if here.trouble:
        raise Refused(Why.IN_TROUBLE)


def _check_void(state: FileState, actor: Actor) -> str | None:
    """Whoever registered the file may void it while nobody else has had it and it has not moved on."""
    last, others = state.last, {i.person for i in state.intervals} - {None, actor.person}
    if state.parent is not None:  # the SOP of the parent file asks for it
        raise Refused(Why.NOT_ALLOWED)
    theirs = last is not None and state.registrar == actor.person == last.person
    if last is None or not theirs or others or state.has_moved:
        raise _too_late(last)
    if last.role is not None and last.role not in actor.roles:
        raise Refused(Why.NOT_ALLOWED)
    return last.role


def _check_undo(state: FileState, actor: Actor, act: Undo, today: int) -> str | None:
    """An act may be taken back by its actor on the day it was done, until somebody else acts on the file.

    Where several work at once, until somebody else acts on the same part, or all of it goes on. On a later
    day others have relied on it, and the time since would be counted for the step before. What put right
    what was registered may be, until somebody puts more right, wherever the file is by then: but not for what
    it was registered once it has gone on by that.
    """
    last = _undoable(state, act.undone)
    if last is None or isinstance(last.act, (Register, ParentEnded, Free)) or _took_back(last.act):
        raise Refused(Why.NOTHING_TO_UNDO)
    if last.seq != act.undone or last.person != actor.person:
        raise _too_late(last)
    if isinstance(last.act, Correct):
        _need_valid(state)
        if _says_what_for(last.act) and state.has_moved:
            raise _too_late(state.last)
    if last.role is not None and last.role not in actor.roles:
        raise Refused(Why.NOT_ALLOWED)
    if last.at < today:
        raise Refused(Why.UNDO_ANOTHER_DAY, at=last.at)
    return last.role


def _too_late(last: Event | None) -> Refused:
    """The refusal of who comes too late: by whose act, and whether that put data right or went on."""
    if last is None:
        return Refused(Why.UNDO_TOO_LATE)
    why = Why.CORRECTED_SINCE if isinstance(last.act, Correct) else Why.UNDO_TOO_LATE
    return Refused(why, person=last.person, at=last.at)


def _undoable(state: FileState, seq: int) -> Event | None:
    """The event with that sequence, where nothing that was done since rests on it; else the latest one.

    Of a correction the latest is the latest correction, of what is to be remembered what was said last.
    """
    for lane in (state.corrections, state.reminders):
        if any(event.seq == seq for event in lane):
            return lane[-1]
    parts = [strand.last for number, strand in state.strands.items() if number]
    return next((last for last in parts if last is not None and last.seq == seq), state.last)


def _took_back(act: Act) -> bool:
    """Whether it voids a registration that was taken back: that comes again by being done anew."""
    return isinstance(act, Void) and act.undone is not None


def _check_holder(
    procedure: Procedure, step: Step, state: FileState, actor: Actor, here: Interval, act: AtPlace
) -> str | None:
    """Acts of the person who has the file in hand."""
    if here.standing is not Standing.WORKING:
        raise _standing_refusal(step, here)
    if here.person != actor.person:
        raise Refused(Why.NOT_HOLDER, person=here.person, at=here.start)
    still_theirs = here.role in actor.roles and here.role in step.handling_roles(here.sign_off)
    if not still_theirs and not isinstance(act, PutBack):
        raise Refused(Why.NOT_YOUR_STEP, detail=step.name)
    if isinstance(act, SolveTrouble):
        if not here.trouble:
            raise Refused(Why.NO_TROUBLE)
    elif here.trouble and not isinstance(act, PutBack):
        raise Refused(Why.IN_TROUBLE)
    if isinstance(act, Choose):
        _check_facts(procedure, act.facts, Origin.FIELD)
        return _check_choose(procedure, state, actor, here, act)
    return here.role


def choosers(step: Step, actor: Actor, here: Interval, branch: Branch) -> list[str]:
    """The roles in which the holder may choose a branch: the one they took the file in comes first."""
    performers = step.signing_roles(here.sign_off)
    roles = [role for role in (here.role, *actor.roles) if role is not None and role in performers]
    return [role for role in roles if not branch.by or role in branch.by]


def _recorder(step: Step, actor: Actor, here: Interval) -> str | None:
    """The role in which the holder may record what others did: the one they took the file in comes first."""
    recording = step.recording_roles(here.sign_off)
    return next((role for role in (here.role, *actor.roles) if role is not None and role in recording), None)


def recorded_for(procedure: Procedure, state: FileState, actor: Actor, strand: int, branch: Branch) -> Roles:
    """The performers for whom the holder may record that they chose a branch elsewhere.

    None where the holder may choose it in a role of their own. Those come first after whom enough different
    persons can still have signed.
    """
    here = state.at(strand)
    if here is None:
        return ()
    roles = procedure.at(here.step, strand).recorded_for(here.sign_off, actor.roles, branch)
    forward = branch.direction is Direction.FORWARD
    fresh = [role for role in roles if not forward or _is_another(procedure, state, here, role)]
    return tuple(fresh) or roles


def _check_facts(procedure: Procedure, said: Mapping[str, str], *origins: Origin) -> None:
    """An act carries facts of these origins alone, and of them declared values alone."""
    for name, value in said.items():
        fact = procedure.facts.get(name)
        if fact is None or fact.origin not in origins or (value and value not in fact.values):
            raise Refused(Why.NOT_ALLOWED)


def _check_choose(
    procedure: Procedure, state: FileState, actor: Actor, here: Interval, act: Choose
) -> str | None:
    """The role in which the branch is chosen: the one the file was taken in, else another that may."""
    step = procedure.at(here.step, here.strand)
    branch = step.branch(act.branch)
    if branch is None:
        raise Refused(Why.NO_SUCH_BRANCH, detail=act.branch)
    if not branch.holds(with_facts(state.facts, act.facts)):
        raise Refused(Why.BRANCH_NOT_OPEN, detail=branch.label)
    theirs = choosers(step, actor, here, branch)
    recorded = recorded_for(procedure, state, actor, here.strand, branch)
    role = theirs[0] if theirs else _recorder(step, actor, here) if recorded else None
    if role is None:
        raise Refused(Why.NOT_YOUR_STEP, detail=branch.label)
    if theirs:
        if (act.for_role, act.acted_at) != (None, None):
            raise Refused(Why.NOT_ALLOWED)
    elif act.for_role not in recorded or act.acted_at is None:
        raise Refused(Why.FOR_WHOM)
    if branch.direction is not Direction.FORWARD:
        if act.remark is None and not act.missing:
            raise Refused(Why.REASON_NEEDED, detail=branch.label)
    elif not _is_another(procedure, state, here, act.for_role or actor.person):
        raise Refused(Why.ANOTHER_PERSON)
    return role
