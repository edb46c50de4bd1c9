"""Looks by brute force whether a file can still come to an end, without the trial's own states."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    BringPayment,
    BrokenHistory,
    Choose,
    Event,
    ParentEnded,
    PutBack,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    Undo,
)
from loket.flow.fold import replay, then
from loket.flow.offers import Offer, offers
from loket.flow.rules import check
from loket.flow.state import FileState
from loket.sop.model import PARENT_FACT, Procedure

ONWARD = (Take, Choose, PutBack, Resubmit, Resume, SolveTrouble, Arrive, BringPayment, Skip, ParentEnded)


@dataclass(frozen=True)
class File:
    """A file under way, by its log."""

    procedure: Procedure
    log: tuple[Event, ...]
    state: FileState

    @classmethod
    def of(cls, procedure: Procedure, log: tuple[Event, ...]) -> File:
        return cls(procedure, log, replay(procedure, log))

    def after(self, person: Actor | None, act: Act) -> File | None:
        """The file after one act more, in the role that the rules give; None where that leads nowhere."""
        role = check(self.procedure, self.state, person, act) if person is not None else None
        at = (len(self.log) + 1) * 60_000
        event = Event(len(self.log) + 1, at, at, act, person.person if person else None, role)
        try:
            if isinstance(act, Undo):
                return File.of(self.procedure, (*self.log, event))
            return File(self.procedure, (*self.log, event), then(self.procedure, self.state, event))
        except BrokenHistory:
            return None

    def may(self, people: tuple[Actor, ...], results: frozenset[str]) -> list[tuple[Actor | None, Act]]:
        """Everything that anybody is offered and allowed, and what the parent may tell."""
        found: list[tuple[Actor | None, Act]] = []
        for person in people:
            for here in self.state.opens:
                try:
                    offered = offers(self.procedure, self.state, person, here.strand)
                except LookupError:
                    continue
                found += [(person, act) for offer in offered if offer.refusal is None for act in _each(offer)]
        if self.state.ended_at is None and PARENT_FACT not in self.state.facts:
            found += [(None, ParentEnded(result)) for result in sorted(results)]
        return found


def _each(offer: Offer) -> Iterator[Act]:
    """The act that is offered; of one that is only recorded, one for each who may have done it."""
    for role in offer.recorded_for:
        assert isinstance(offer.act, Choose)
        yield replace(offer.act, for_role=role)
    if not offer.recorded_for:
        yield offer.act


def ends(file: File, people: tuple[Actor, ...], results: frozenset[str] = frozenset()) -> bool:
    """Whether some acts that lead on bring the file to an end; withdrawing and voiding do not count."""
    waiting, seen = deque([file]), {_known(file.state)}
    while waiting:
        here = waiting.popleft()
        if here.state.ended_at is not None:
            return True
        for person, act in here.may(people, results):
            after = here.after(person, act) if isinstance(act, ONWARD) else None
            if after is not None and (known := _known(after.state)) not in seen:
                seen.add(known)
                waiting.append(after)
    return False


def _known(state: FileState) -> object:
    where = tuple(
        (i.step, i.strand, i.sign_off, i.standing, i.person, i.role, i.agency, i.trouble) for i in state.opens
    )
    carried = tuple((n, strand.resume, strand.signers) for n, strand in sorted(state.strands.items()))
    answered = tuple((i.strand, i.person) for i in state.answers)
    return where, carried, answered, tuple(sorted(state.facts.items())), state.outcome
