"""What a file is at one moment: intervals, of which one is open per strand until it has ended.

A file under way is always in exactly one open interval per strand. Usually it has one strand, number 0; at a
step that several do at the same time it has one for each part instead, and is one again when these have
answered. `loket.flow.fold` makes it of the file's events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from loket.flow.acts import Event, Remember
from loket.flow.standing import Standing
from loket.sop.model import Party

WITHDRAWN, VOIDED = "dicabut", "dibatalkan"
JOINED = ":joined"
"""How the interval of a part ended that was not waited for."""


class Aside(StrEnum):
    """Why a file lies apart from the permits under way, if it does: for months, and no time runs meanwhile.

    `TO_BEGIN`: a follow-up that its applicant has still to begin. `OVERSIGHT`: what was permitted is watched.
    """

    NOT = ""
    TO_BEGIN = "lanjutan"
    OVERSIGHT = "pengawasan"


class Interval(NamedTuple):
    """A stretch of time in which nothing about the whereabouts of a file, or of a strand of it, changed.

    `seq` counts from 1 within the file, `visit` how often the strand has come to this step, `sign_off` (from
    0) which of several. `agency` is the remark that names whom a rest waits for. `trouble`: step limits rest.
    A tuple, for a file has many of them, and each act makes two.
    """

    seq: int
    step: int
    visit: int
    sign_off: int
    party: Party
    standing: Standing
    start: int
    role: str | None = None
    person: int | None = None
    agency: int | None = None
    trouble: bool = False
    end: int | None = None
    ended_by: str = ""
    strand: int = 0
    aside: Aside = Aside.NOT

    @property
    def awaits_parent(self) -> bool:
        """Whether it waits for how its parent ends."""
        return self.standing is Standing.AGENCY and self.agency is None


@dataclass(frozen=True, slots=True)
class Strand:
    """What a strand carries along.

    `resume` is the step at which a returned file comes back (a part comes back to itself), `signers` who
    signed or answered so far at this visit: a person, or the role for which it was only recorded. `came` is
    when what brought it to its present place or sign-off was really done (ms UTC), which may be before it was
    recorded; `last` the latest act on it that is still in force.
    """

    resume: int | None = None
    signers: tuple[int | str, ...] = ()
    came: int = 0
    last: Event | None = None


@dataclass(frozen=True)
class FileState:
    """A file at one moment.

    `strands` has those that are open, and those that have answered while others are still to; `since` is the
    seq of the first interval at the place where the whole file is. `registrar` registered it; `last` is the
    latest act that is still in force, `last_at` when it happened. Beside these acts, and in force,
    `corrections` put right what was registered, and `reminders` said, or took away, what is to be remembered.
    `seq` belongs to the latest event of any kind.
    """

    intervals: tuple[Interval, ...] = ()
    strands: Mapping[int, Strand] = field(default_factory=dict)
    since: int = 1
    facts: Mapping[str, str] = field(default_factory=dict)
    outcome: str | None = None
    ended_at: int | None = None
    complete_at: int | None = None
    correct_at: int | None = None
    decided_at: int | None = None
    last: Event | None = None
    corrections: tuple[Event, ...] = ()
    reminders: tuple[Event, ...] = ()
    seq: int = 0
    last_at: int = 0
    parent: int | None = None
    registrar: int | None = None

    @property
    def is_decided(self) -> bool:
        """Whether it was decided, or has ended undecided."""
        return self.outcome is not None or self.decided_at is not None

    @property
    def remembered(self) -> Event | None:
        """What is to be remembered of a file under way, said last and not taken away since."""
        last = self.reminders[-1] if self.reminders and self.ended_at is None else None
        return last if last is not None and isinstance(last.act, Remember) else None

    @property
    def has_moved(self) -> bool:
        """Whether it has left the step at which it was registered, at least once."""
        places = {(i.step, i.visit) for i in self.intervals}
        return len(places) > 1

    @cached_property
    def opens(self) -> tuple[Interval, ...]:
        """The open intervals, by strand; none once the file has ended."""
        found = [i for i in self.intervals[self.since - 1 :] if i.end is None]
        return tuple(sorted(found, key=lambda i: i.strand) if len(found) > 1 else found)

    def at(self, strand: int) -> Interval | None:
        """The open interval of a strand; None where it has answered, or the file has ended."""
        for here in self.opens:
            if here.strand == strand:
                return here
        return None

    def carried(self, strand: int) -> Strand:
        """What the strand carries along."""
        return self.strands.get(strand, Strand())

    def visits(self, step: int, strand: int = 0) -> int:
        """How many times a strand has come to `step`."""
        here = (i.visit for i in self.intervals if (i.step, i.strand) == (step, strand))
        return max(here, default=0)

    @property
    def answers(self) -> tuple[Interval, ...]:
        """The last intervals of the parts that have answered while others are still to."""
        parts = {i.strand: i for i in self.intervals if i.seq >= self.since and i.strand}
        return tuple(i for i in parts.values() if i.end is not None) if self.ended_at is None else ()

    @property
    def answered_by(self) -> frozenset[int | str]:
        """Who gave these answers, as in `Strand.signers`."""
        return frozenset(who for i in self.answers for who in self.carried(i.strand).signers[-1:])
