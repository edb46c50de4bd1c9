"""On whose account the time of a file goes."""

from __future__ import annotations

from loket.flow.accounts import Account, spent
from loket.flow.state import FileState
from loket.lengths import MINUTE
from tests.flow.history import AGENCY, APPLICANT, KARIMUN, PILE, WORK, history, stay
from tests.flow.office import seven
from tests.sla.office import at, ordinary


def booked(state: FileState, now: str) -> dict[Account, tuple[int | None, int]]:
    """The accounts that have anything, in minutes: of work, and by the clock on the wall."""
    found = spent(state.intervals, ordinary(), at(now))
    return {
        s.account: (None if s.working is None else s.working // MINUTE, s.elapsed // MINUTE)
        for s in found
        if s.elapsed
    }


def test_each_stretch_is_on_one_account_and_only_open_hours_are_work() -> None:
    sop = seven()[KARIMUN]
    state = history(
        stay(sop, 5, WORK, "11-20 09:00"),
        stay(sop, 4, APPLICANT, "11-20 09:09"),
        stay(sop, 5, PILE, "11-20 11:00", visit=2),
        stay(sop, 5, WORK, "11-20 13:10", visit=2),
        stay(sop, 5, WORK, "11-20 13:20", visit=2, trouble=True),
        stay(sop, 5, AGENCY, "11-20 14:20", visit=2),
    )
    assert booked(state, "2026-11-20 15:00") == {
        Account.WORKED: (19, 19),
        Account.APPLICANT: (111, 111),
        Account.WAITED: (40, 130),  # the break between
        Account.TROUBLE: (60, 60),
        Account.AGENCY: (40, 40),
    }


def test_what_the_calendar_does_not_reach_is_not_guessed() -> None:
    state = history(stay(seven()[KARIMUN], 5, WORK, "11-20 09:00"))
    assert booked(state, "2028-01-05 09:00")[Account.WORKED][0] is None
