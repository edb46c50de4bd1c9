"""What a screen may show of what is allowed now: acts and branches, each with the reason against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from loket.flow.acts import Act, Actor, Choose, Correct, Refused, Remember, Undo, at_strand, unasked
from loket.flow.fold import with_facts
from loket.flow.rules import Roles, check, check_remark, choosers, recorded_for
from loket.flow.state import FileState
from loket.sop.model import (
    NOTHING,
    Branch,
    Procedure,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An act worth a key; `branch` for a choice, `refusal` says why it cannot be done now.

    `recorded_for`: the performers for whom the reader may only record this choice.
    """

    act: Act
    branch: Branch | None = None
    refusal: Refused | None = None
    recorded_for: Roles = ()


def open_branches(
    procedure: Procedure, state: FileState, strand: int = 0, said: Mapping[str, str] = NOTHING
) -> tuple[Branch, ...]:
    """The branches that the facts allow from where the file, or a strand of it, is.

    `said`: the facts that a choice would carry.
    """
    here = state.at(strand)
    if here is None:
        return ()
    facts = with_facts(state.facts, said)
    return tuple(b for b in procedure.at(here.step, strand).branches if b.holds(facts))


def offers(
    procedure: Procedure,
    state: FileState,
    actor: Actor,
    strand: int = 0,
    *,
    today: int = 0,
    said: Mapping[str, str] = NOTHING,
) -> tuple[Offer, ...]:
    """Every act that a screen may show, allowed or with its reason, branches in the SOP's order.

    Acts that need a reason, or the time at which others did them, are judged as if it were given: the screen
    asks for it. `today` as in `check`; `said` are the facts that a choice would carry.
    """
    acts = [at_strand(act, strand) for act in unasked()]
    acts += [Correct(0, 0), Remember(0, 0)]
    last = state.carried(strand).last or state.last
    if last is not None:
        acts.append(Undo(last.seq))
    asked = [*_choices(procedure, state, actor, strand, said), *(Offer(act) for act in acts)]
    return tuple(replace(o, refusal=refusal(procedure, state, actor, o.act, today=today)) for o in asked)


def _choices(
    procedure: Procedure, state: FileState, actor: Actor, strand: int, said: Mapping[str, str]
) -> Iterator[Offer]:
    """The open branches; to whoever has the file in hand only those that they may choose or record."""
    for branch in open_branches(procedure, state, strand, said):
        acts = choosing(procedure, state, actor, branch, strand, said)
        if acts:
            yield Offer(acts[0], branch, recorded_for=tuple(act.for_role for act in acts if act.for_role))


def choosing(
    procedure: Procedure,
    state: FileState,
    actor: Actor,
    branch: Branch,
    strand: int = 0,
    said: Mapping[str, str] = NOTHING,
) -> tuple[Choose, ...]:
    """The act of choosing a branch: of a holder who may only record it one for each performer, or none."""
    act, here = Choose(branch.id, remark=0, facts=said, strand=strand), state.at(strand)
    if here is None or here.person != actor.person:
        return (act,)
    if choosers(procedure.at(here.step, strand), actor, here, branch):
        return (act,)
    others = recorded_for(procedure, state, actor, strand, branch)
    return tuple(replace(act, for_role=role, acted_at=0) for role in others)


def may_remark(state: FileState, actor: Actor) -> bool:
    """Whether somebody may write a remark on the file."""
    try:
        check_remark(state, actor)
    except Refused:
        return False
    return True


def refusal(
    procedure: Procedure, state: FileState, actor: Actor, act: Act, *, today: int = 0
) -> Refused | None:
    """The reason against `act`, or None when it may be done."""
    try:
        check(procedure, state, actor, act, today=today)
    except Refused as refused:
        return refused
    return None
