"""Somebody who does whatever comes, in a process of their own, and writes down what came of it.

`python -m tests.desk.at_random DATABASE NOW PERSON COUNTER SEED COUNT` says `ready`, waits for a line, does
COUNT acts and prints each as JSON (`tests.desk.told.Told`).
"""

from __future__ import annotations

import json
import sys
import time
from random import Random

from loket.desk import last_acts
from loket.desk.authority import Who
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.errors import Changed, CounterBusy, NotReady
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.queue import calling
from loket.flow.acts import Choose, PutBack, Refused, Take
from loket.flow.queue.acts import Outcome
from loket.flow.queue.rules import TicketRefused
from loket.location import located
from loket.store.applicants import NewApplicant
from loket.store.tickets import TicketRow
from tests import registering
from tests.desk.station import wait
from tests.desk.told import Entry, Told

REFUSED = (Refused, TicketRefused, Changed, CounterBusy, NotReady)
APPLICANTS = (
    NewApplicant("Contoh Rina", "2102015508900013"),
    NewApplicant("Contoh Bela", "2102015508900014"),
)


class Somebody:
    """At a screen that shows files as they were a while ago."""

    def __init__(self, desk: Desk, who: Who, chance: Random) -> None:
        self.desk, self.who, self.chance = desk, who, chance
        self.files, self.held, self.called = list[Ref](), list[int](), list[int]()
        self.look()

    def look(self) -> None:
        with self.desk.store.read() as conn:
            rows = conn.exec_driver_sql("SELECT id, version FROM file ORDER BY id")
            self.files = [Ref(file, version) for file, version in rows]

    def once(self) -> Told:
        """One act, or none that can be done."""
        if self.chance.random() < 0.3:
            self.look()
        act = self.chance.choice(AT_COUNTER if self.who.station else AT_DESK)
        begun = time.monotonic_ns()
        try:
            wrote = act(self)
        except REFUSED:
            wrote = []
        return Told(self.who.person, act.__name__, begun, time.monotonic_ns(), wrote)

    def take(self) -> list[Entry]:
        place = self.chance.randrange(len(self.files))
        wrote = self._moved(place, Take())
        self.held.append(place)
        return wrote

    def put_back(self) -> list[Entry]:
        return self._moved(self._place(), PutBack())

    def forward(self) -> list[Entry]:
        return self._moved(self._place(), Choose("lengkap" if self.who.station else "benar"))

    def _place(self) -> int:
        """Of a file in hand, or perhaps no more."""
        return self.held.pop() if self.held else self.chance.randrange(len(self.files))

    def _moved(self, place: int, act: Take | PutBack | Choose) -> list[Entry]:
        self.files[place] = ref = perform(self.desk, self.who, self.files[place], act)
        return [("file", ref.file, ref.version)]

    def register(self) -> list[Entry]:
        asked = Registration("apotek", "baru", self.chance.choice(APPLICANTS))
        ref = registering.register(self.desk, self.who, asked)
        return [("file", ref.file, ref.version)]

    def give(self) -> list[Entry]:
        return self._number(calling.issue_ticket(self.desk, self.who, "sip-bidan"))

    def call(self) -> list[Entry]:
        called = calling.call_next(self.desk, self.who)
        if called is None:
            return []
        self.called = [called.id]
        return self._number(called)

    def finish(self) -> list[Entry]:
        if not self.called:
            return []
        return self._number(calling.finish(self.desk, self.who, self.called.pop(), Outcome.ASKED))

    def _number(self, row: TicketRow) -> list[Entry]:
        return [("ticket", row.id, row.version)]

    def undo(self) -> list[Entry]:
        found = last_acts.next_undo(self.desk, self.who, {})
        if found is None or not found.free:
            return []
        last_acts.undo(self.desk, self.who, found)
        return [(act.subject, act.subject_id, -act.seq) for part in found.free for act in part]


AT_DESK = (Somebody.take, Somebody.take, Somebody.put_back, Somebody.forward, Somebody.undo)
AT_COUNTER = (*AT_DESK, Somebody.register, Somebody.give, Somebody.call, Somebody.finish)


def main() -> None:
    place, now, person, counter, seed, count = sys.argv[1:]
    desk = open_desk(located(place), clock=lambda: int(now))
    somebody = Somebody(desk, Who(int(person), counter or None), Random(int(seed)))
    wait()
    told = [somebody.once() for _ in range(int(count))]
    desk.store.close()
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
