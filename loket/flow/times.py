"""How long something may take: the times of an SOP as an office reads them, under the facts of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from loket.lengths import MINUTE
from loket.sla import Budget, Clock
from loket.sop.model import AllowedTime, Duration, Milestone, Procedure, Step, Unit

_OF_MINUTES = (Unit.MINUTES, Unit.HOURS)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the office reads times: `hari` as calendar days or not, whether minutes count from the taking of
    a file (else from its arrival), the length of the legal line in working days and what starts it, and the
    service's own Standar Pelayanan where it has one.
    """

    calendar_days: bool = False
    from_taking: bool = True
    legal_days: int = 5
    legal_from: Milestone = Milestone.COMPLETE
    standard: Duration | None = None


def budget(duration: Duration, reading: Reading) -> Budget:
    """The duration on its clock: minutes and hours on working time, days on days, never converted.

    Nothing where it is no limit (`dapat ditunggu`).
    """
    if not duration.in_days:
        return Budget(Clock.WORK, duration.amount * MINUTE)
    if duration.unit is Unit.CALENDAR_DAYS or (duration.unit is Unit.DAYS and reading.calendar_days):
        return Budget(Clock.CALENDAR_DAYS, duration.amount)
    return Budget(Clock.DAYS, duration.amount)


def allowed(
    time: AllowedTime, facts: Mapping[str, str], reading: Reading, role: str | None = None
) -> Duration | None:
    """What of a time applies: under the facts, for the role, `standar pelayanan` as the service's own."""
    applies = time.under(facts)
    return reading.standard if applies.standard else applies.of(role)


def step_time(
    step: Step, sign_off: int, role: str | None, facts: Mapping[str, str], reading: Reading
) -> Duration | None:
    """The standard time at a step, or at one of its sign-offs."""
    return allowed(step.time_of(sign_off), facts, reading, role)


def whole_time(procedure: Procedure, facts: Mapping[str, str], reading: Reading) -> Duration | None:
    """The SOP's own total, else the sum of the steps whose time counts if each has minutes; else None."""
    limits = procedure.limits
    if limits.whole.stated:
        return allowed(limits.whole, facts, reading)
    if limits.groups or not procedure.added_up:
        return None
    sums, under = procedure.sums, frozenset(facts.items())
    if under not in sums:
        sums[under] = _added_up(procedure, facts)
    return sums[under]


def _added_up(procedure: Procedure, facts: Mapping[str, str]) -> Duration | None:
    """What the steps come to under these facts; None where one has no minutes."""
    most = least = 0
    for at_once in procedure.added_up:
        longest = of_longest = 0
        for time in at_once:
            stated = time.under(facts).whole
            if stated is None or stated.unit not in _OF_MINUTES:
                return None
            if stated.amount > longest:
                longest, of_longest = stated.amount, stated.least or stated.amount
        most, least = most + longest, least + of_longest
    text = f"{most} menit" if least == most else f"{least}–{most} menit"
    return Duration(most, Unit.MINUTES, text, None if least == most else least)


def legal_start(procedure: Procedure, reading: Reading) -> Milestone | None:
    """The declaration that starts the legal line: the office's choice, else the one that the SOP has."""
    choices = (reading.legal_from, Milestone.COMPLETE, Milestone.CORRECT)
    return next(filter(procedure.declares, choices), None)
