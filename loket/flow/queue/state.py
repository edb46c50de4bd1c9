"""A queue number at one moment, and all that its history says of it.

What is undone is left out of it, and an undoing that is itself undone has never been. What its person came
for, their errand, says at which counters it waits; who is called first there says `loket.flow.order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from loket.flow.queue.acts import (
    Called,
    Finished,
    Given,
    Lapsed,
    Outcome,
    Preferred,
    Priority,
    Recalled,
    Referred,
    TicketAct,
    Transferred,
    Undone,
)


class TicketStanding(StrEnum):
    """Where a number stands."""

    WAITING = "menunggu"
    CALLED = "dipanggil"
    SERVED = "dilayani"
    PASSED = "dilewati"
    HELD = "ditahan"
    ENDED = "selesai"


BUSY = (TicketStanding.CALLED, TicketStanding.SERVED)
"""How a number stands while somebody has it."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One act on one number: `seq` counts from 1 within it, `at` is when (ms UTC).

    `person` is None for the program itself.
    """

    seq: int
    at: int
    act: TicketAct
    person: int | None = None
    station: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A number at one moment. `station` and `person` have it while it is called or served.

    `errand`, `service` and `counter` say where it waits, or for what it was called: `counter`, if not empty,
    is the only one that calls it.
    """

    standing: TicketStanding = TicketStanding.WAITING
    since: int = 0
    errand: str = ""
    service: str = ""
    counter: str = ""
    calls: int = 0
    station: str | None = None
    person: int | None = None
    called_at: int | None = None
    last_call_at: int | None = None
    present_at: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a number's life in one standing, with one person; `seq` is the event that began it."""

    seq: int
    standing: TicketStanding
    start: int
    end: int | None
    station: str | None
    person: int | None


@dataclass(frozen=True, slots=True)
class Matter:
    """A file that came of a number: by the number's event `seq`, which is the file's `file_seq`.

    It does not count once the registration was voided or the receipt taken back.
    """

    seq: int
    file: int
    file_seq: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class TicketState:
    """All that a number's history says. `log` has every event, in order, those undone among them."""

    given: Given | None = None
    ticket: Ticket = Ticket()
    stretches: tuple[Stretch, ...] = ()
    matters: tuple[Matter, ...] = ()
    log: tuple[TicketEvent, ...] = ()

    @property
    def seq(self) -> int:
        """The sequence of the latest event; 0 before there is one."""
        return self.log[-1].seq if self.log else 0

    @property
    def day(self) -> str:
        """The date for which it was given, ISO."""
        return self.given.day if self.given is not None else ""

    @property
    def priority(self) -> Priority | None:
        """Why its person need not wait their whole turn: as was said last."""
        said = (event.act for event in reversed(in_force(self.log)))
        return next((act.priority for act in said if isinstance(act, (Given, Preferred))), None)

    @property
    def files(self) -> tuple[int, ...]:
        """The files that came of it, each once."""
        return tuple(dict.fromkeys(matter.file for matter in self.matters if matter.counts))

    def undoing_of(self, seq: int) -> int | None:
        """The event in force that takes that one back."""
        return next((e.seq for e in in_force(self.log) if e.act == Undone(seq)), None)


def in_force(events: Iterable[TicketEvent]) -> list[TicketEvent]:
    """The events that count: not those undone, nor an undoing that was undone itself.

    That the number was given out cannot be left out, for it is never given again: undone it is voided.
    """
    log = list(events)
    gone = left_out((e.seq, e.act.undone if isinstance(e.act, Undone) else None) for e in log)
    return [event for event in log if event.seq not in gone or isinstance(event.act, Given)]


def left_out(events: Iterable[tuple[int, int | None]]) -> set[int]:
    """Of a number's events in their order, with which one each takes back, if any: those that are undone.

    An undoing that was undone itself takes nothing back.
    """
    found = set[int]()
    for seq, undone in reversed([*events]):
        if undone is not None and seq not in found:
            found.add(undone)
    return found


@dataclass(frozen=True, slots=True)
class Waited:
    """A stretch in which a number that came at `came` waited for one thing (ms UTC); `end` None: it does yet.

    `errand` and `service` are what it waited for, `counter` the one that it was meant for (empty: any).
    """

    errand: str
    service: str
    counter: str
    came: int
    start: int
    end: int | None


def waited(stay: Waited, began: int, ended: int | None, log: Iterable[TicketEvent]) -> Iterator[Waited]:
    """A stay, each part of it for what it was waited for then: a number may be sent on while it waits.

    It lasted from the number's event `began` until `ended` (their sequences; None: to the last). `log`: its
    events, of which those count that say what it waited for and what was taken back.
    """
    sent = [(e.seq, e.at, e.act) for e in in_force(log) if isinstance(e.act, (Given, Transferred))]
    what, begins = (stay.errand, stay.service, stay.counter), stay.start
    for seq, at, act in sent:
        if seq > began and (ended is None or seq < ended) and begins < at:
            end = at if stay.end is None else min(at, stay.end)
            yield Waited(*what, stay.came, begins, end)
            begins = end
        if seq <= began or ended is None or seq < ended:
            meant = act.counter if isinstance(act, Transferred) else ""
            what = act.errand, act.service, meant
    yield Waited(*what, stay.came, begins, stay.end)


def visit(ticket: Ticket) -> int | None:
    """How long its person had the counter: from the call that they came to until its end (ms).

    None for one that has not ended, or that nobody had then: it waited, was held or passed over. Nor is it
    known of one that took no time by a clock that was set back.
    """
    ended, called, present = ticket.standing is TicketStanding.ENDED, ticket.called_at, ticket.present_at
    if not ended or ticket.person is None or called is None or present is None or present < called:
        return None
    return ticket.since - called or None


def standing_call(state: TicketState) -> TicketEvent | None:
    """The latest call of a number whose person has not come yet; None where nobody is called."""
    if state.ticket.standing is not TicketStanding.CALLED:
        return None
    return next(e for e in reversed(in_force(state.log)) if isinstance(e.act, (Called, Recalled)))


def sent_elsewhere(state: TicketState) -> tuple[Referred | Finished | Lapsed, ...]:
    """The matters of a number's person that are another office's, each by the act that says so.

    One that only ended with that outcome says it where none before did.
    """
    said = [event.act for event in in_force(state.log) if isinstance(event.act, Referred)]
    end = ended_by(state)
    if end is None:
        return tuple(said)
    told = bool(end.referral) or end.remark is not None
    return (*said, end) if told or (end.outcome is Outcome.REFERRED and not said) else tuple(said)


def ended_by(state: TicketState) -> Finished | Lapsed | None:
    """The act by which a number ended; None where it is open, or that it was ever given was taken back."""
    acts = (event.act for event in reversed(in_force(state.log)))
    return next((act for act in acts if isinstance(act, (Finished, Lapsed))), None)
