"""What made-up colleagues behind the counters do in the living demo: take files, and send them on."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from loket.demo.bringing import hand_on
from loket.demo.deeds import Deeds
from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.case.perform import perform
from loket.desk.people.staff import Member
from loket.flow.acts import PutBack, Take
from loket.flow.standing import Standing
from loket.lengths import SECOND

_LOOK = 20 * SECOND
"""How often a colleague looks whether a file is done, or another waits."""
_LOOKED_THROUGH = 20
_RETURNS = 0.1  # of the files that could go back to their applicants do


@dataclass(slots=True)
class Desks:
    """The desks behind the counters; `speed`: how many times as fast as people their people are."""

    deeds: Deeds
    seed: str
    speed: int
    _looks: dict[int, int] = field(default_factory=dict)  # when a colleague looks again
    _left: set[int] = field(default_factory=set)  # files that somebody else has to see to

    def go_on(self, colleague: Member) -> None:
        """The colleague goes on with the file in hand, or takes the next that waits."""
        now = self.deeds.desk.now()
        if now < self._looks.get(colleague.id, 0):
            return
        self._looks[colleague.id] = now + _LOOK // self.speed
        who, pile = Who(colleague.id), lists.pile(self.deeds.desk, Who(colleague.id), limit=_LOOKED_THROUGH)
        working = [row for row in pile.in_hand if row.work.standing is Standing.WORKING]
        for row in working[:1]:
            chance = Random(f"{self.seed} {row.work.file_id} {row.work.version}")
            if (now - row.work.start_at) * self.speed >= chance.randint(60, 300) * SECOND:
                self._finish(who, row, colleague.roles, chance)
        waiting = (row for row in pile.waiting if row.work.file_id not in self._left)
        taken = next(waiting, None) if not working else None
        if taken is not None:
            self.deeds.attempt(perform, who, taken.ref, Take())

    def _finish(self, who: Who, row: PileRow, roles: tuple[str, ...], chance: Random) -> None:
        """The step is done; a file that cannot be completed so goes back to its pile, and is left there."""
        how = {"roles": frozenset(roles), "lacks": chance.random() < _RETURNS, "rng": chance, "most": 1}
        if self.deeds.attempt(hand_on, who, row.work.file_id, **how):
            self.deeds.say(f"berkas {row.work.number} selesai di {self._desk(row)}")
        else:
            self._left.add(row.work.file_id)
            self.deeds.attempt(perform, who, row.ref, PutBack())

    def _desk(self, row: PileRow) -> str:
        role = self.deeds.desk.office.roles.get(row.work.role or "")
        return role.name if role is not None else "mejanya"
