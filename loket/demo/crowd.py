"""An office that lives: people come at the door, made-up colleagues serve them, and others work on files.

How each number stands is read anew at every turn, and what becomes of it is the same whenever it is asked
(`visits`): so it goes on after it was stopped, and beside people at screens. For whoever is signed in,
and at their counter, nothing is done. Who comes is let in at any hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from loket.demo.deeds import Deeds
from loket.demo.desks import Desks
from loket.demo.serving import Serving
from loket.demo.visits import OPENING, coming
from loket.desk.authority import Who
from loket.desk.office import Desk
from loket.desk.people.sessions import signed_in
from loket.desk.people.staff import Member, staff
from loket.desk.queue import calling, line
from loket.desk.words.wanted import wanted_words
from loket.flow.acts import Right
from loket.flow.queue.acts import SEEN, Priority
from loket.flow.queue.state import BUSY, TicketStanding
from loket.store.tickets import TicketRow

MOST_WAITING = 14
"""Nobody more comes while so many wait: who sits at a counter alone is not buried."""


@dataclass(slots=True)
class Crowd:
    """The people of a demo office that is open; `speed`: how many times as fast as people they are."""

    desk: Desk
    seed: str
    speed: int = 1
    _deeds: Deeds = field(init=False)
    _serving: Serving = field(init=False)
    _desks: Desks = field(init=False)
    _rng: Random = field(init=False)
    _next: int = 0  # when the next come; 0: nobody has come yet

    def __post_init__(self) -> None:
        self._rng, self._deeds = Random(self.seed), Deeds(self.desk)
        self._serving = Serving(self._deeds, self.seed, self.speed)
        self._desks = Desks(self._deeds, self.seed, self.speed)

    def turn(self) -> tuple[str, ...]:
        """Do what is due by now; what was done, a line each.

        Raises:
            StoreTrouble: the database does not take it.
        """
        there, taken = self._there()
        free = [member for member in there if self._calls(member)]
        for member in there:
            if not self._calls(member):
                self._desks.go_on(member)
        if free:
            rows = self._open(free)
            ours = {member.id: member for member in free}
            for number in rows:
                if (who := _colleague(number, ours)) is not None:
                    self._serving.go_on(who, number, ours[who.person].roles)
            busy = {row.ticket.person for row in rows if row.standing in BUSY}
            for who in self._seats(free, taken):
                if who.person not in busy:
                    self._serving.call(who)
            self._let_in(Who(free[0].id), sum(row.standing is TicketStanding.WAITING for row in rows))
        return self._deeds.told()

    def leave(self) -> tuple[str, ...]:
        """The hall stops: nobody is left standing at a counter, and none stays closed. Raises as `turn`."""
        free = [member for member in self._there()[0] if self._calls(member)]
        ours = {member.id: member for member in free}
        for number in self._open(free) if free else ():
            if (who := _colleague(number, ours)) is not None:
                self._serving.let_go(who, number, ours[who.person].roles)
        self._serving.reopen_all()
        return self._deeds.told()

    def _there(self) -> tuple[list[Member], set[str]]:
        """The colleagues who sit at no screen; the counters with somebody at a screen."""
        present = [each for each in signed_in(self.desk, None) if not each.gone]
        people = {each.person for each in present}
        there = [member for member in staff(self.desk) if member.active and member.id not in people]
        return there, {each.counter for each in present}

    def _calls(self, member: Member) -> bool:
        """Whether they sit at a counter."""
        return Right.COUNTER in self.desk.office.rights_of(member.roles)

    def _seats(self, free: list[Member], taken: set[str]) -> list[Who]:
        """Who sits where: at each counter another, the first of the staff left for whoever tries the demo."""
        found = dict[int, Who]()
        for counter in self.desk.office.counters:
            able = [m.id for m in free if m.id not in found and {*m.roles} & {*counter.roles}]
            if able and counter.id not in taken:
                found[max(able)] = Who(max(able), counter.id)
        return list(found.values())

    def _open(self, free: list[Member]) -> list[TicketRow]:
        """The numbers of today that are open."""
        queue = line.queue(self.desk, Who(free[0].id))
        return [*([queue.current] if queue.current is not None else []), *queue.all_open]

    def _let_in(self, greeter: Who, waiting: int) -> None:
        """Whoever comes now gets a number, unless the hall is full."""
        now = self.desk.now()
        if now < self._next or waiting >= MOST_WAITING:
            return
        came = coming(self._rng) if self._next else OPENING
        self._next = now + came.until_next // self.speed
        for _ in range(came.people):
            errand, service, priority = self._wish()
            wish = {"errand": errand, "priority": priority}
            given = self._deeds.attempt(calling.issue_ticket, greeter, service, **wish)
            if given is not None:
                self._deeds.tell(given, f"datang: {wanted_words(self.desk.office, errand, service)}")

    def _wish(self) -> tuple[str, str, Priority | None]:
        """What somebody comes for: a permit more often than anything else, which is not always known yet."""
        rng, office = self._rng, self.desk.office
        registering = [errand for errand in office.errands.values() if errand.registers]
        others = [errand for errand in office.errands.values() if not errand.registers and errand.prefix]
        errand = rng.choice(registering if rng.random() < 0.55 or not others else others)
        known = errand.registers and (rng.random() < 0.8 or not errand.prefix)
        service = rng.choice(office.counter_services).id if known else ""
        return errand.id, service, rng.choice(SEEN) if rng.random() < 0.12 else None


def _colleague(number: TicketRow, ours: dict[int, Member]) -> Who | None:
    """The colleague who has a number; None where nobody has it, or somebody at a screen."""
    ticket = number.ticket
    if ticket.standing not in BUSY or ticket.person is None or ticket.person not in ours:
        return None
    return Who(ticket.person, ticket.station)
