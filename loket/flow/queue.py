"""The life of a queue number: what may be done with it, and the fold of what was done into how it stands.

An act's class says under which `word` the journal keeps it. Most are by a person at a counter. A kiosk gives
numbers out and cancels those it could not print; who closes the day ends what is open, or the program once
it is over; and what becomes of a file is told of its number. Whoever called a number has it: two people at
one counter have a number each, and to have a colleague's is an act of its own. That a number is called only
on its day, and that nobody has two at once, its callers see to.

`replay` is the only way from a number's history to its state; nothing is stored that it could not derive.
What is undone is left out of it, and an undoing that is itself undone has never been. What its person came
for, their errand, says at which counters it waits; who is called first there says `loket.flow.order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, get_args

from loket.flow.acts import BrokenHistory


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


class Outcome(StrEnum):
    """What came of a served number. Exactly one is asked for."""

    FILED = "berkas masuk"
    RETURNED = "dikembalikan"
    COLLECTED = "izin diambil"
    SERVED = "selesai dilayani"
    ASKED = "hanya bertanya"
    REFERRED = "bukan kewenangan"
    LEFT = "pergi"
    VOIDED = "dibatalkan"


class Priority(StrEnum):
    """Why somebody need not wait their whole turn."""

    ELDERLY = "lansia"
    DISABLED = "penyandang disabilitas"
    PREGNANT = "ibu hamil"
    CHILD = "membawa balita"


class OutOfTurn(StrEnum):
    """Why a number is called before others that come first."""

    FRAIL = "tidak kuat menunggu"
    BRIEF = "urusannya sebentar saja"
    OVERLOOKED = "sudah lama, terlewat dipanggil"
    PROMISED = "dijanjikan pada jam ini"
    TOLD = "diminta atasan"


class Beyond(StrEnum):
    """Why a number is given though by the office's rule there is none any more today."""

    FAR = "datang dari jauh"
    FRAIL = "tidak kuat datang lagi"
    BRIEF = "urusannya sebentar saja"
    TOLD = "diminta atasan"


class NotPrinted(StrEnum):
    """Why a paper did not come out of its printer."""

    PAPER = "kertas habis"
    COVER = "tutup printer terbuka"
    OFF = "printer mati"
    BROKE_OFF = "sambungan putus"
    FAULT = "printer terganggu"
    REFUSED = "printer menolak"


@dataclass(frozen=True, slots=True)
class Given:
    """The number was given out: always a history's first. `day` is the office's date, ISO.

    `errand` is what its person came for; `service` the permit, empty where that is asked at the counter.
    `beyond`: why, where there was none any more. `booking`: the code of the booking that it came of, whose
    time was `slot` (ms UTC). `served`: to whoever stood at a counter without one, and is served there.
    """

    word: ClassVar = "given"

    day: str
    number: str
    service: str
    series: str
    errand: str
    priority: Priority | None = None
    beyond: Beyond | None = None
    booking: str | None = None
    slot: int | None = None
    served: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody calls the number to their counter; `reason`: why before its turn, where it was."""

    word: ClassVar = "called"

    reason: OutOfTurn | None = None


@dataclass(frozen=True, slots=True)
class Recalled:
    """They call it once more."""

    word: ClassVar = "recalled"


@dataclass(frozen=True, slots=True)
class Present:
    """Its person came to the counter."""

    word: ClassVar = "present"


@dataclass(frozen=True, slots=True)
class NoShow:
    """Nobody came; the number is passed over."""

    word: ClassVar = "no_show"


@dataclass(frozen=True, slots=True)
class Back:
    """The number waits again in its place."""

    word: ClassVar = "back"


@dataclass(frozen=True, slots=True)
class Held:
    """Its person fetches something and comes back; meanwhile others are served."""

    word: ClassVar = "held"


@dataclass(frozen=True, slots=True)
class Transferred:
    """It waits for something else, where its arrival puts it there; `counter`: at that counter alone."""

    word: ClassVar = "transferred"

    errand: str
    service: str
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Preferred:
    """Whoever waits with it need not wait their whole turn: seen only after it was given."""

    word: ClassVar = "preferred"

    priority: Priority


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A colleague goes on with it."""

    word: ClassVar = "taken_over"


@dataclass(frozen=True, slots=True)
class Finished:
    """The visit ended, and this came of it.

    Where its person was sent, who came for another office's matter, perhaps beside files: `referral` is the
    id of that in the office's list, else `remark` that of what was typed.
    """

    word: ClassVar = "finished"

    outcome: Outcome
    referral: str = ""
    remark: int | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A number that is open when its day is over is closed, by whoever ends it or the program."""

    word: ClassVar = "lapsed"

    outcome: Outcome
    referral: str = ""
    remark: int | None = None


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Its ticket did not come out, so that nobody has it; it is cancelled."""

    word: ClassVar = "unprinted"

    fault: NotPrinted


@dataclass(frozen=True, slots=True)
class Registered:
    """A file was registered for the number; that is the first event of the file."""

    word: ClassVar = "registered"

    file: int


@dataclass(frozen=True, slots=True)
class Received:
    """What a file waited for was brought with the number: the file's event `seq`."""

    word: ClassVar = "received"

    file: int
    seq: int


@dataclass(frozen=True, slots=True)
class Undone:
    """The act with the sequence `undone` is taken back."""

    word: ClassVar = "undone"

    undone: int


Move = (
    Called
    | Recalled
    | Present
    | NoShow
    | Back
    | Held
    | Transferred
    | Preferred
    | TakenOver
    | Finished
    | Lapsed
    | Unprinted
)
TicketAct = Given | Move | Registered | Received | Undone

_WORDS = {
    "outcome": Outcome,
    "priority": Priority,
    "reason": OutOfTurn,
    "beyond": Beyond,
    "fault": NotPrinted,
}
"""Fields of acts that hold one of a few words."""
_KINDS: Mapping[str, type[TicketAct]] = {act.word: act for act in get_args(TicketAct)}
BROUGHT = frozenset((Registered.word, Received.word))
"""Under which the journal has what an act on a file means for its number: it goes back with that act."""


def to_data(act: TicketAct) -> dict[str, Any]:
    """The act's fields as plain JSON values."""
    return asdict(act)


def from_data(kind: str, data: Mapping[str, Any]) -> TicketAct:
    """The act that was kept under this word as `to_data`. Raises BrokenHistory for what is none."""
    try:
        values = dict(data)
        for name in _WORDS.keys() & {name for name, value in data.items() if value is not None}:
            values[name] = _WORDS[name](values[name])
        return _KINDS[kind](**values)
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenHistory(kind) from error


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


class TicketRefused(Exception):
    """The `number`, as it is written, cannot do that now: it stands otherwise, or another counter has it."""

    def __init__(self, number: str, ticket: Ticket, act: TicketAct) -> None:
        super().__init__(f"{act.word} on {ticket.standing.value}")
        self.number = number
        self.ticket = ticket
        self.act = act


class Recall(StrEnum):
    """Why nobody is called again now."""

    OFTEN = "often"
    SOON = "soon"


# The rules

_OPEN = tuple(standing for standing in TicketStanding if standing is not TicketStanding.ENDED)
_FROM: Mapping[type[Move], tuple[TicketStanding, ...]] = {
    Called: (TicketStanding.WAITING, TicketStanding.PASSED, TicketStanding.HELD),
    Recalled: (TicketStanding.CALLED,),
    Present: (TicketStanding.CALLED,),
    NoShow: (TicketStanding.CALLED,),
    Back: (TicketStanding.PASSED, TicketStanding.CALLED, TicketStanding.HELD),
    Held: (TicketStanding.SERVED,),
    Transferred: _OPEN,
    Preferred: (TicketStanding.WAITING,),
    TakenOver: BUSY,
    Finished: _OPEN,
    Lapsed: _OPEN,
    Unprinted: (TicketStanding.WAITING,),
}


def check(state: TicketState, act: TicketAct, person: int | None) -> None:
    """Whether the person may do that now.

    A called or served number obeys the person who called it or took it over, and nobody else, until its day
    is over. A number that was never served can only end as left or voided; that its ticket did not come out
    says whoever gave it, until it is called. A person takes back their own act, if it was the last that moved
    the number, and no arrival for which a file lies there meanwhile.

    Raises:
        TicketRefused: when the number stands elsewhere or with somebody else.
    """
    if not _may(state, act, person):
        raise TicketRefused(state.given.number if state.given is not None else "", state.ticket, act)


def _may(state: TicketState, act: TicketAct, person: int | None) -> bool:
    ticket = state.ticket
    match act:
        case Given():
            return not state.log
        case Undone(undone=seq):
            return _may_undo(state, seq, person)
        case Registered() | Received():
            return ticket.standing is TicketStanding.SERVED and ticket.person == person
        case Unprinted():
            theirs = bool(state.log) and state.log[0].person == person
            return theirs and ticket.standing in _FROM[Unprinted] and ticket.called_at is None
        case Finished(outcome=outcome) | Lapsed(outcome=outcome):
            served = ticket.standing in (TicketStanding.SERVED, TicketStanding.HELD)
            if not served and outcome not in (Outcome.LEFT, Outcome.VOIDED):
                return False
    anothers = ticket.person not in (None, person)
    theirs = person is not None and anothers is isinstance(act, TakenOver)
    return (theirs or isinstance(act, Lapsed)) and ticket.standing in _FROM[type(act)]


def why_not_recalled(ticket: Ticket, now: int, most: int, apart: int) -> Recall | None:
    """Why a number that is called may not be called once more at `now`; None where it may.

    `most`: how often it is called in all; `apart`: ms between two calls, so that its person can come. A clock
    that was set back a little in between makes no second call; one set back far holds nobody up.
    """
    if ticket.calls >= most:
        return Recall.OFTEN
    if ticket.last_call_at is not None and abs(now - ticket.last_call_at) < apart:
        return Recall.SOON
    return None


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


def ended_by(state: TicketState) -> Finished | Lapsed | None:
    """The act by which a number ended; None where it is open, or that it was ever given was taken back."""
    acts = (event.act for event in reversed(in_force(state.log)))
    return next((act for act in acts if isinstance(act, (Finished, Lapsed))), None)


def _may_undo(state: TicketState, seq: int, person: int | None) -> bool:
    """Whether an event may be taken back; what concerns a file goes with the file's own act, at any time."""
    counting = {event.seq: event for event in in_force(state.log)}
    event = counting.get(seq)
    if event is None or state.undoing_of(seq) is not None:
        return False
    if isinstance(event.act, Undone):
        return any(matter.seq == event.act.undone for matter in state.matters)
    if isinstance(event.act, (Registered, Received)):
        return True
    last = [e for e in counting.values() if not isinstance(e.act, (Registered, Received, Undone))][-1]
    at_counter = isinstance(event.act, Present) and bool(state.files)
    return last is event and event.person == person and not at_counter


# The fold


def in_force(events: Iterable[TicketEvent]) -> list[TicketEvent]:
    """The events that count: not those undone, nor an undoing that was undone itself.

    That the number was given out cannot be left out, for it is never given again: undone it is voided.
    """
    log, left_out = list(events), set[int]()
    for event in reversed(log):
        if isinstance(event.act, Undone) and event.seq not in left_out:
            left_out.add(event.act.undone)
    return [event for event in log if event.seq not in left_out or isinstance(event.act, Given)]


def replay(events: Iterable[TicketEvent]) -> TicketState:
    """The state that a number's events, in order, lead to.

    Raises:
        BrokenHistory: when they do not begin with one that gave it out, one is missing or out of place, or
            one takes back what was not there.
    """
    log = tuple(events)
    if [event.seq for event in log] != [*range(1, len(log) + 1)]:
        raise BrokenHistory("an event is missing")
    state = TicketState()
    counting = {event.seq for event in in_force(log)}
    for event in log:
        state = _after(state, event, counts=event.seq in counting)
    return state


def apply(state: TicketState, event: TicketEvent) -> TicketState:
    """The state after one event more: what `replay` gives for a history that is longer by it.

    Raises:
        BrokenHistory: as `replay`.
    """
    if isinstance(event.act, Undone):
        return replay((*state.log, event))
    if event.seq != state.seq + 1:
        raise BrokenHistory("an event is missing")
    return _after(state, event)


def _after(state: TicketState, event: TicketEvent, *, counts: bool = True) -> TicketState:
    """The state after an event that counts, or (else) was undone and is only remembered."""
    if isinstance(event.act, Given) is bool(state.log):
        raise BrokenHistory("a number is given first, and once")
    logged = replace(state, log=(*state.log, event))
    match event.act:
        case Given():
            logged = replace(logged, given=event.act)
        case Registered(file=file):
            return replace(logged, matters=(*state.matters, Matter(event.seq, file, 1, counts)))
        case Received(file=file, seq=seq):
            return replace(logged, matters=(*state.matters, Matter(event.seq, file, seq, counts)))
        case Undone(undone=undone) if not 0 < undone < event.seq:
            raise BrokenHistory("what is taken back was not done before")
    if not counts:
        return logged
    # What was done by a clock that had been set back is taken to have followed at once.
    at = max(event.at, state.ticket.since)
    ticket = _moved(state.ticket, event, at)
    return replace(logged, ticket=ticket, stretches=_stretched(state, ticket, event.seq, at))


def _moved(ticket: Ticket, event: TicketEvent, at: int) -> Ticket:
    """The number after an event at that instant."""
    match event.act:
        case Given(errand=errand, service=service, served=served):
            given = Ticket(since=at, errand=errand, service=service)
            mine = replace(given, person=event.person, station=event.station, called_at=at, present_at=at)
            return replace(mine, standing=TicketStanding.SERVED) if served else given
        case Called():
            mine = replace(ticket, standing=TicketStanding.CALLED, person=event.person, station=event.station)
            return replace(mine, since=at, called_at=at, last_call_at=at, calls=ticket.calls + 1)
        case Recalled():
            return replace(ticket, last_call_at=at, calls=ticket.calls + 1)
        case Present():
            return replace(ticket, standing=TicketStanding.SERVED, since=at, present_at=at)
        case NoShow():
            return replace(ticket, standing=TicketStanding.PASSED, since=at, person=None, station=None)
        case Back():
            return replace(ticket, standing=TicketStanding.WAITING, since=at, person=None, station=None)
        case Held():
            return replace(ticket, standing=TicketStanding.HELD, since=at, person=None, station=None)
        case Transferred(errand=errand, service=service, counter=counter):
            there = replace(ticket, errand=errand, service=service, counter=counter, calls=0)
            waits = replace(there, standing=TicketStanding.WAITING, person=None, station=None)
            since = ticket.since if ticket.standing is TicketStanding.WAITING else at
            return replace(waits, since=since, last_call_at=None)
        case TakenOver():
            return replace(ticket, since=at, person=event.person, station=event.station)
        case Finished(outcome=outcome) | Lapsed(outcome=outcome):
            return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=outcome)
        case Unprinted() | Undone(undone=1):
            return replace(ticket, standing=TicketStanding.ENDED, since=at, outcome=Outcome.VOIDED)
        case Undone() if ticket.standing in BUSY and ticket.person == event.person:
            return replace(ticket, station=event.station)  # they go on where they sit now
    return ticket


def _stretched(state: TicketState, after: Ticket, seq: int, at: int) -> tuple[Stretch, ...]:
    """The stretches once the number stands so: a new one where its standing or its person changed."""
    before, known = state.ticket, state.stretches
    if known and (before.standing, before.person) == (after.standing, after.person):
        return known
    closed = (*known[:-1], replace(known[-1], end=at)) if known else ()
    if after.standing is TicketStanding.ENDED:
        return closed
    return (*closed, Stretch(seq, after.standing, at, None, after.station, after.person))
