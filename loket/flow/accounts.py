"""On whose account the time of a file goes: the office's waiting, work and trouble, the applicant, others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loket.flow.state import Interval, Standing
from loket.sla import OutsideHorizon, WorkingTime
from loket.sop.model import Party


class Account(StrEnum):
    """Where a stretch of a file's life is booked."""

    WAITED = "waited"
    WORKED = "worked"
    TROUBLE = "trouble"
    APPLICANT = "applicant"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Spent:
    """Time on one account: working ms (None outside the calendar), and ms by the clock on the wall."""

    account: Account
    working: int | None
    elapsed: int


def account(party: Party, standing: Standing, *, trouble: bool) -> Account:
    """The account of a stretch."""
    if party is not Party.OFFICE:
        return Account.APPLICANT if party is Party.APPLICANT else Account.AGENCY
    if trouble:
        return Account.TROUBLE
    return Account.WORKED if standing is Standing.WORKING else Account.WAITED


def spent(intervals: Iterable[Interval], time: WorkingTime, now: int) -> tuple[Spent, ...]:
    """How much went on each account up to `now`."""
    booked: dict[Account, list[tuple[int, int]]] = {each: [] for each in Account}
    for i in intervals:
        stretch = (i.start, now if i.end is None else i.end)
        booked[account(i.party, i.standing, trouble=i.trouble)].append(stretch)
    return tuple(
        Spent(each, working_ms(time, stretches), sum(b - a for a, b in stretches))
        for each, stretches in booked.items()
    )


def working_ms(time: WorkingTime, stretches: Iterable[tuple[int, int]]) -> int | None:
    """Working time in the stretches together; None where the calendar does not reach."""
    try:
        return sum(time.working_between(start, end) for start, end in stretches)
    except OutsideHorizon:
        return None
