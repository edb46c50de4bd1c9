"""The date that an applicant is told: what time it rests on, and when that runs out; and what was told once.

A Standar Pelayanan (of a follow-up, its parent's) comes before the legal line and the SOP's total. What was
told stays told, whatever hours and days off become: time that the file is with its applicant moves it on.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loket.flow.acts import Act, Note
from loket.flow.limits import Limit, LimitKind, spans
from loket.flow.standing import Standing
from loket.flow.state import FileState
from loket.flow.times import Reading, budget, legal_start
from loket.sla import Budget, Clock, OutsideHorizon, Span, Verdict, WorkingTime, judge
from loket.sop.model import Party, Procedure

TOLD = "janji"
"""Under which a note has the date (ISO) that the applicant was told by it."""


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


def told(act: Act) -> str | None:
    """The date (ISO) that an applicant was told by an act; None where it told them none."""
    return act.data.get(TOLD) if isinstance(act, Note) else None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of a file's strand: how it stood from when to when (ms UTC; None: it stands so now)."""

    standing: Standing
    start: int
    end: int | None


def falls(day: date, at: int, stays: Iterable[Stay], time: WorkingTime) -> date | None:
    """On which date a promise falls that was told `at` an instant; None while its time rests.

    Each working day on which the file came to lie longer with its applicant moves it on by one, unless it had
    run out before. `stays` are all those of the file since then, of all its strands.
    """
    for start, end in _with_applicant(list(stays), at):
        if time.date_of(start) > day:
            break
        if end is None:
            return None
        with suppress(OutsideHorizon):  # of days that no calendar knows nothing is reckoned
            day = _later(day, time.day(end) - time.day(start), time)
    return day


def _with_applicant(stays: list[Stay], at: int) -> list[tuple[int, int | None]]:
    """When since then every strand that was open lay with the applicant, the earliest first."""
    away = {Standing.APPLICANT, Standing.PAYMENT}
    changes = sorted(
        {max(at, s.start) for s in stays} | {s.end for s in stays if s.end is not None and s.end > at}
    )
    found = list[tuple[int, int | None]]()
    for here, then in zip(changes, [*changes[1:], None], strict=True):
        there = {s.standing for s in stays if s.start <= here and (s.end is None or s.end > here)}
        if there and there <= away:
            joins = bool(found) and found[-1][1] == here
            found[-1:] = [(found[-1][0], then)] if joins else [*found[-1:], (here, then)]
    return found


def _later(day: date, count: int, time: WorkingTime) -> date:
    """The date so many working days after another. Raises OutsideHorizon."""
    if not count:
        return day
    return time.last_date(time.closing(time.day(time.instant(day)) + count))


def next_working_day(now: int, time: WorkingTime) -> date:
    """The first working day after the date of an instant. Raises OutsideHorizon."""
    return time.last_date(time.closing(time.day(now) + 1))
