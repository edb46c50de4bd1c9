"""The date that an applicant is told: what time it rests on, and when that runs out.

A Standar Pelayanan (of a follow-up, its parent's) comes before the legal line and the SOP's total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loket.flow.limits import Limit, LimitKind, spans
from loket.flow.standing import Standing
from loket.flow.state import FileState
from loket.flow.times import Reading, budget, legal_start
from loket.sla import Budget, Clock, Span, Verdict, WorkingTime, judge
from loket.sop.model import Party, Procedure


class Basis(StrEnum):
    """What a promise rests on."""

    STANDARD = "standar pelayanan"
    LEGAL = "batas hukum"
    WHOLE = "seluruh SOP"


@dataclass(frozen=True, slots=True)
class Promise:
    """By which time a result is promised.

    Without a budget no time is reckoned and `text` is told (`dapat ditunggu`). `with_applicant`: it runs
    while the file is with them too. `limit`: the SOP's own total, which may not have begun. `began`: whether
    its time runs; until then it is reckoned as if it began now.
    """

    basis: Basis
    budget: Budget | None = None
    spans: tuple[Span, ...] = ()
    text: str = ""
    with_applicant: bool = False
    limit: Limit | None = None
    began: bool = True

    def due(self, state: FileState, time: WorkingTime, now: int) -> Verdict | None:
        """How it stands; None where no time is reckoned, or it rests."""
        if self.budget is None or not state.opens or self.rests(state):
            return None
        counted = self.spans
        if any(here.standing is Standing.WAITING and not here.trouble for here in state.opens):
            counted = (*counted, Span(now))  # minutes rest on the pile: as if somebody took it now
        return judge(time, self.budget, counted, now)

    def rests(self, state: FileState) -> bool:
        """Whether its time stands still until the applicant does something."""
        away = {here.standing for here in state.opens}
        return away <= {Standing.APPLICANT, Standing.PAYMENT} and not self.with_applicant


def promise(
    procedure: Procedure, state: FileState, reading: Reading, running: Iterable[Limit], now: int
) -> Promise | None:
    """What is promised of a file whose limits are `running`; None where nothing is."""
    own = tuple(running)
    whole, legal = (
        next((limit for limit in own if limit.kind is kind), None)
        for kind in (LimitKind.WHOLE, LimitKind.LEGAL)
    )
    standard = reading.standard
    if standard is not None and not standard.reckoned:
        return Promise(Basis.STANDARD, text=standard.text)
    if standard is not None or legal_start(procedure, reading) is not None:
        counted, began = _since_complete(procedure, state, legal, now)
        if standard is not None:
            return Promise(Basis.STANDARD, budget(standard, reading), counted, began=began)
        return Promise(Basis.LEGAL, Budget(Clock.DAYS, reading.legal_days), counted, began=began)
    if whole is None:
        return None
    if not whole.reckoned:
        return Promise(Basis.WHOLE, text=whole.text)
    with_applicant = Party.APPLICANT in whole.parties
    return Promise(Basis.WHOLE, whole.budget, whole.spans, "", with_applicant, whole, whole.begun)


def _since_complete(
    procedure: Procedure, state: FileState, legal: Limit | None, now: int
) -> tuple[tuple[Span, ...], bool]:
    """The spans that a time counts from the completeness of a file that is not decided yet.

    Where a step of the SOP declares a file complete they begin there; a file that is not there yet is taken
    to be complete now. Where no step does so they begin at the registration, without the applicant's time.
    """
    if procedure.has_legal_line:
        return (legal.spans, True) if legal is not None else ((Span(now),), False)
    return spans(i for i in state.intervals if i.party is not Party.APPLICANT), True
