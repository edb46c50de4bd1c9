"""The stage on which the demo's past is played: one clock, many lives, each act in the order of time.

A life is a generator: it does its acts and yields the instant at which it goes on. People and counters are
shared: who has work in hand takes no other, and a counter serves one number at a time.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from loket.demo.clock import MovedClock, later
from loket.desk.authority import Who
from loket.desk.case.on_record import on_record
from loket.desk.case.record import Ref
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.flow.state import FileState, Interval
from loket.sla import WorkingTime
from loket.sop.model import Branch, Procedure, Step
from loket.store.files import FileRow

T = TypeVar("T")
Playing = Generator[int, None, T]
Life = Playing[None]


@dataclass(frozen=True, slots=True)
class Sight:
    """A file as it stands."""

    row: FileRow
    procedure: Procedure
    state: FileState

    @property
    def ref(self) -> Ref:
        """The file in its present version, as it is seen from where it is first to be worked on."""
        return Ref(self.row.id, self.state.seq, self.here.strand if self.here is not None else 0)

    @property
    def here(self) -> Interval | None:
        """Where it is, of several strands the first; None once it has ended."""
        return next(iter(self.state.opens), None)

    @property
    def signers(self) -> tuple[int, ...]:
        """Who has signed there so far, themselves."""
        signers = self.state.carried(self.here.strand).signers if self.here is not None else ()
        return tuple(signer for signer in signers if isinstance(signer, int))


def look(desk: Desk, file: int) -> Sight:
    """Read a file."""
    with desk.store.read() as conn:
        known = on_record(conn, desk, file)
    return Sight(known.row, known.procedure, known.state)


@dataclass(slots=True)
class Stage:
    """Everything that lives share. `staff` gives the people of a role, the first one first."""

    desk: Desk
    clock: MovedClock
    until: int
    time: WorkingTime
    rng: Random
    staff: Mapping[str, list[int]]
    busy: set[int] = field(default_factory=set)
    occupied: set[str] = field(default_factory=set)
    line: list[int] = field(default_factory=list)
    _queue: list[tuple[int, int, Life]] = field(default_factory=list)
    _count: int = 0

    def enter(self, at: int, life: Life) -> None:
        """Let a life begin at `at`."""
        self._count += 1
        heapq.heappush(self._queue, (at, self._count, life))

    def play(self) -> None:
        """Play until `until`; lives that would go on later stop where they are."""
        while self._queue and self._queue[0][0] <= self.until:
            at, order, life = heapq.heappop(self._queue)
            self.clock.move(at)
            following = next(life, None)
            if following is not None:
                heapq.heappush(self._queue, (max(following, at), order, life))

    def after(self, minutes: float) -> int:
        """The instant so many working minutes from now."""
        return later(self.time, self.clock.at, minutes)

    def same_day(self, minutes: float) -> bool:
        """Whether so many working minutes are left today."""
        return self.time.day(self.clock.at) == self.time.day(self.after(minutes))

    def roles_of(self, person: int) -> set[str]:
        """The roles a person holds."""
        return {role for role, people in self.staff.items() if person in people}

    def who(self, person: int, role: str) -> Who:
        """The person in that role, at the counter where the role sits if it has one."""
        counter = next((c for c in self.desk.office.counters if role in c.roles), None)
        return Who(person, counter.id if counter else None)

    def hands_for(self, step: Step, sign_off: int, branch: Branch) -> tuple[str, ...]:
        """The roles that choose this branch; where nobody here has one, those that record it."""
        roles = branch.by or step.signing_roles(sign_off)
        return roles if any(self.staff.get(role) for role in roles) else step.recording_roles(sign_off)

    def pick(self, roles: Iterable[str], besides: Iterable[int] = ()) -> Who | None:
        """Somebody of these roles with free hands, rather not one of `besides`; None when all are busy."""
        free = [(p, role) for role in roles for p in self.staff.get(role, ()) if p not in self.busy]
        others = [(p, role) for p, role in free if p not in set(besides)]
        return self.who(*self.rng.choice(others or free)) if free else None

    def registrars(self, first: Step) -> tuple[str, ...]:
        """The roles that register a file for that step: its performers who may, else whoever may."""
        roles = self.desk.office.roles.values()
        counters = tuple(role.id for role in roles if Right.COUNTER in role.rights)
        return tuple(role for role in first.signing_roles(0) if role in counters) or counters

    def clerk(self) -> Who | None:
        """Somebody of the counters with free hands."""
        roles = self.desk.office.roles.values()
        return self.pick(role.id for role in roles if Right.COUNTER in role.rights)

    def seat(self, roles: Iterable[str], *, first: bool = False) -> Who | None:
        """Somebody who may register for a number now, at a free counter; `first`: the first in the list."""
        registering = next(errand.id for errand in self.desk.office.errands.values() if errand.registers)
        free = [
            Who(person, counter.id)
            for counter in self.desk.office.counters
            if counter.serves(registering, "")
            for role in roles
            if role in counter.roles and counter.id not in self.occupied
            for person in self.staff.get(role, ())
            if person not in self.busy
        ]
        if not free:
            return None
        return free[0] if first else self.rng.choice(free)

    def sit(self, who: Who) -> None:
        """The person serves at their counter."""
        self.busy.add(who.person)
        self.occupied.add(who.station or "")

    def rise(self, who: Who) -> None:
        """The counter is free again."""
        self.busy.discard(who.person)
        self.occupied.discard(who.station or "")
