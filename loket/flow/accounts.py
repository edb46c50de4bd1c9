"""On whose account the time of a file goes: the office's waiting, work and trouble, the applicant, others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from loket.flow.standing import Standing
from loket.flow.state import Interval
from loket.sla import OutsideHorizon, WorkingTime
from loket.sop.model import Party


class Account(StrEnum):
    """Where a stretch of a file's life is booked."""

    WAITED = "waited"
    WORKED = "worked"
    TROUBLE = "trouble"
    APPLICANT = "applicant"
    AGENCY = "agency"


_FIRST = (Account.WORKED, Account.WAITED, Account.TROUBLE, Account.AGENCY, Account.APPLICANT)


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
    stretches = (
        Stretch(account(i.party, i.standing, trouble=i.trouble), i.start, now if i.end is None else i.end)
        for i in intervals
    )
    return tuple(
        Spent(each, working_ms(time, found), sum(b - a for a, b in found))
        for each, found in booked(stretches).items()
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time from `start` to `end` (ms UTC) that goes on an account."""

    account: Account
    start: int
    end: int


def booked(stretches: Iterable[Stretch]) -> dict[Account, list[tuple[int, int]]]:
    """The time of each account; what went on several at once counts once, for the first of these in `_FIRST`.

    So the accounts add up to the time elapsed, and while one part of a file lies with the office it is the
    office that the file waits for.
    """
    every = list(stretches)
    cuts = sorted({at for stretch in every for at in (stretch.start, stretch.end)})
    found: dict[Account, list[tuple[int, int]]] = {each: [] for each in Account}
    for piece in pairwise(cuts):
        over = [s.account for s in every if s.start <= piece[0] and piece[1] <= s.end]
        if over:
            found[min(over, key=_FIRST.index)].append(piece)
    return found


def working_ms(time: WorkingTime, stretches: Iterable[tuple[int, int]]) -> int | None:
    """Working time in the stretches together; None where the calendar does not reach."""
    try:
        return sum(time.working_between(start, end) for start, end in stretches)
    except OutsideHorizon:
        return None
