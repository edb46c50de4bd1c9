"""What made-up colleagues do at the counters of the living hall: call, serve, finish, close for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from loket.demo.bringing import bring, hand_on
from loket.demo.deeds import Deeds
from loket.demo.visits import Visit, visit
from loket.desk.authority import Who
from loket.desk.office import Desk
from loket.desk.queue import calling, line, pausing
from loket.desk.queue.pausing import Pause
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE, SECOND
from loket.store.tickets import TicketRow

_PATIENCE = 25 * SECOND  # for somebody who was called
_GIVEN_UP = 20 * MINUTE  # after that nobody who was passed over comes
_REST = 12 * SECOND  # between two numbers
_PAUSES = 0.05  # of the visits are followed by one
_PAUSE = 3 * MINUTE


@dataclass(slots=True)
class Serving:
    """The counters of a demo office: `call`, `go_on`, `let_go`. `speed`: how many times as fast as people."""

    deeds: Deeds
    seed: str
    speed: int
    _rests: dict[str, int] = field(default_factory=dict)  # until when a counter calls nobody
    _paused: dict[str, Who] = field(default_factory=dict)
    _once: set[tuple[str, int]] = field(default_factory=set)  # what is done with a number but once

    @property
    def desk(self) -> Desk:
        """The open office."""
        return self.deeds.desk

    # at a counter without a number

    def call(self, who: Who) -> None:
        """Whoever fetched something and is back, else whose turn it is."""
        counter = who.station or ""
        if self.desk.now() < self._rests.get(counter, 0):
            return
        self._reopen(counter)
        queue = line.queue(self.desk, who)
        if queue.paused is not None:  # somebody at a screen closed it
            return
        for number in queue.passed:
            self._see_to_passed(who, number)
        back = (number for number in queue.held if self._for(number) >= self._visit(number).away)
        if (held := next(back, None)) is not None:
            called: TicketRow | None = self.deeds.attempt(calling.call, who, held)
        else:
            called = self.deeds.attempt(calling.call_next, who)
        if called is not None:
            self.deeds.tell(called, f"dipanggil ke {self._named(counter)}")

    def _see_to_passed(self, who: Who, number: TicketRow) -> None:
        """Who was passed over comes back, or never does."""
        plan, since = self._visit(number), self._for(number)
        if plan.returns and since >= plan.away and self._first("back", number):
            self._move(who, number, calling.back, "melapor, menunggu lagi")
        elif since >= _GIVEN_UP:
            self._move(who, number, calling.finish, f"selesai: {Outcome.LEFT}", Outcome.LEFT)

    # with a number

    def go_on(self, who: Who, number: TicketRow, roles: tuple[str, ...]) -> None:
        """The colleague, who has these roles, goes on with the number that they have."""
        plan, since = self._visit(number), self._for(number)
        if number.standing is TicketStanding.CALLED:
            self._await(who, number, plan)
        elif plan.fetches and since >= plan.service // 3 and self._first("held", number):
            self._rest(who)
            self._move(who, number, calling.hold, "ditahan: mengambil yang kurang")
        elif plan.strays and since >= plan.service // 3 and self._first("strayed", number):
            self._hand_over(who, number)
        elif plan.brings and since >= plan.service // 2 and self._first("brought", number):
            if self.deeds.attempt(bring, who, number, self._chance(number)) is not None:
                self.deeds.tell(number, "berkasnya didaftarkan")
        elif since >= plan.service:
            self._finish(who, number, roles)

    def let_go(self, who: Who, number: TicketRow, roles: tuple[str, ...]) -> None:
        """Nobody goes on: who was called waits again, who is served is done."""
        if number.standing is TicketStanding.CALLED:
            self._move(who, number, calling.back, "menunggu lagi")
        else:
            self._finish(who, number, roles)

    def _await(self, who: Who, number: TicketRow, plan: Visit) -> None:
        """Somebody was called: they come, are called once more, or passed over."""
        calls, most = number.ticket.calls, self.desk.office.settings.calls
        since = (self.desk.now() - (number.ticket.last_call_at or 0)) * self.speed
        if plan.comes(calls, most):
            if since >= plan.walk:
                self.deeds.attempt(calling.present, who, number.id)
        elif since >= _PATIENCE and calls < most:
            self.deeds.attempt(calling.recall, who, number.id)
        elif since >= _PATIENCE:
            self._rest(who)
            self._move(who, number, calling.no_show, "tidak datang, dilewati")

    def _hand_over(self, who: Who, number: TicketRow) -> None:
        """They came for something else, which another counter serves."""
        office = self.desk.office
        others = [
            errand
            for errand in office.errands.values()
            if errand.prefix and not office.serves(who.station, errand.id, "")
        ]
        if others:
            errand = self._chance(number).choice(others)
            self._rest(who)
            self._move(who, number, calling.transfer, f"dipindahkan: {errand.name}", errand.id)

    def _finish(self, who: Who, number: TicketRow, roles: tuple[str, ...]) -> None:
        """Their time at the counter is over: the files are handed on, and what came of it is said."""
        plan = self._visit(number)
        for matter in line.queue(self.desk, who).matters:
            how = {"roles": frozenset(roles), "lacks": plan.lacks, "rng": self._chance(number)}
            self.deeds.attempt(hand_on, who, matter.row.id, **how)
        came = line.came_of(self.desk, who, number.id) or plan.outcome
        outcome = line.likely(self.desk.office, number, came)
        self._rest(who)
        self._move(who, number, calling.finish, f"selesai: {outcome}", outcome)
        if self._chance(number).random() < _PAUSES:
            self._pause(who)

    # the counter

    def _rest(self, who: Who) -> None:
        self._rests[who.station or ""] = self.desk.now() + _REST // self.speed

    def _pause(self, who: Who) -> None:
        """The counter closes for a while."""
        counter, reason = who.station or "", Random(f"{self.seed} {self.desk.now()}").choice(list(Pause))
        self.deeds.attempt(pausing.pause, who, reason)
        self._paused[counter] = who
        self._rests[counter] = self.desk.now() + _PAUSE // self.speed
        self.deeds.say(f"{self._named(counter)} tutup sementara: {reason}")

    def _reopen(self, counter: str) -> None:
        if (who := self._paused.pop(counter, None)) is not None:
            self.deeds.attempt(pausing.reopen, who)
            self.deeds.say(f"{self._named(counter)} buka lagi")

    def reopen_all(self) -> None:
        """No counter stays closed."""
        for counter in tuple(self._paused):
            self._reopen(counter)

    # how

    def _move(self, who: Who, number: TicketRow, act: Callable[..., object], told: str, *more: Any) -> None:
        if self.deeds.attempt(act, who, number.id, *more) is not None:
            self.deeds.tell(number, told)

    def _first(self, what: str, number: TicketRow) -> bool:
        """Whether that is done with the number now for the first time."""
        known = (what, number.id) in self._once
        self._once.add((what, number.id))
        return not known

    def _visit(self, number: TicketRow) -> Visit:
        errand = self.desk.office.errands.get(number.errand)
        return visit(self.seed, number.id, registers=errand is not None and errand.registers)

    def _for(self, number: TicketRow) -> int:
        """For how long it has stood so, as fast as these people are (ms)."""
        return (self.desk.now() - number.ticket.since) * self.speed

    def _chance(self, number: TicketRow) -> Random:
        return Random(f"{self.seed} {number.id} {number.version}")

    def _named(self, counter: str) -> str:
        found = self.desk.office.counter(counter)
        return found.name if found is not None else counter
