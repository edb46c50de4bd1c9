"""Asking people about the computer's clock, and keeping what they answered.

The answer is an entry of the journal like an act, so every program on the database goes by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.errors import ClockDoubted
from loket.desk.office import Desk
from loket.desk.time.clock import Basis, Doubt, anybody_may_tell, doubts
from loket.flow.acts import Refused, Right, Why
from loket.store import journal
from loket.store.journal import Stamp


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked about: the clock at `now`, what was `found` against it, and by what `basis`.

    `elapsed` is what the clock that only runs on showed, None where there is none; `may_tell`: this person's
    answer counts.
    """

    now: int
    elapsed: int | None
    found: tuple[Doubt, ...]
    basis: Basis
    may_tell: bool

    @property
    def jump(self) -> int:
        """How far (ms) the clock has jumped since it was believed, back where negative."""
        if self.elapsed is None or self.basis.apart is None:
            return 0
        return self.now - self.elapsed - self.basis.apart


def asked(desk: Desk, basis: Basis, roles: Iterable[str]) -> Asked | None:
    """What somebody with these roles has to be asked about the clock as it goes now; None: it is believed."""
    now, elapsed = desk.now(), _elapsed(desk)
    found = doubts(basis, now, elapsed)
    may_tell = _role(desk.office.rights_of(roles), found) is not None
    return Asked(now, elapsed, found, basis, may_tell) if found else None


def answer(desk: Desk, who: Who, about: Asked, *, right: bool) -> None:
    """Keep whether the clock is right. Where it is, its doubts are over for every program on the database.

    Raises:
        Refused: when only a supervisor's answer counts.
        ClockDoubted: when more speaks against the clock than was asked about, or it has jumped again.
    """
    with desk.store.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        role = _role(person.rights, about.found)
        if role is None:
            raise Refused(Why.NOT_ALLOWED)
        elapsed = _elapsed(desk)
        found = doubts(desk.clock_basis(conn), now, elapsed)
        if right and not (set(found) <= set(about.found) and _same_clock(about, now, elapsed)):
            raise ClockDoubted(now, found)
        if not found:
            return
        told = {
            "doubts": [doubt.value for doubt in about.found],
            "shown": about.now,
            "last": about.basis.last,
            "elapsed": elapsed,
            "ahead": journal.first_after(conn, now) if right and Doubt.BACK in about.found else None,
        }
        kind = journal.CLOCK_AFFIRMED if right else journal.CLOCK_DENIED
        stamp = Stamp(now, who.person, role or None, person.station)
        journal.append(conn, "office", journal.OFFICE, kind, told, stamp)


def _same_clock(about: Asked, now: int, elapsed: int | None) -> bool:
    """Whether the clock has only run on since it was shown."""
    if elapsed is None or about.elapsed is None:
        return now >= about.now
    return abs((now - elapsed) - (about.now - about.elapsed)) <= about.basis.tolerance


def _elapsed(desk: Desk) -> int | None:
    return desk.elapsed() if desk.elapsed is not None else None


def _role(rights: Mapping[Right, str], found: tuple[Doubt, ...]) -> str | None:
    """The role in which somebody may answer, empty where it needs none; None when they may not."""
    role = rights.get(Right.SUPERVISE) or rights.get(Right.ADMINISTER)
    return role if role is not None else "" if anybody_may_tell(found) else None
