"""Who came for what another office handles: where they are sent, on paper too, and how many a day.

A kiosk's count is read from the journal alone; a counter's is the outcome of its number, and goes with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.matters import history_of
from loket.desk.office import Desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.time.today import day_began
from loket.flow.queue.acts import Finished, Lapsed, Outcome
from loket.flow.queue.state import TicketState, ended_by
from loket.office.model import Office, Referral
from loket.paper.queue_day import Referred
from loket.paper.referral import ReferralData, referral, referral_lines, referral_slip
from loket.store import journal, tickets, values
from loket.store.journal import OFFICE, REFERRED, Stamp
from loket.store.sql import Connection
from loket.store.values import ERASED
from loket.text import clean

_LONGEST = 120
_UNTOLD, _IN_WORDS = "tidak disebut ke mana", "ditulis sendiri"
"""How a referral by no entry of the list is counted: what was typed may be anybody's name."""


@dataclass(frozen=True, slots=True)
class SentTo:
    """Where somebody is sent: an entry of the office's list by its id, else in words; or nobody said."""

    referral: str = ""
    words: str = ""


NOWHERE = SentTo()


def shown(desk: Desk, key: str, referral: str) -> None:
    """Keep that a kiosk has shown that matter to its end. Raises KeyRefused."""
    with desk.write() as conn:
        device = devices.acting(conn, key, DeviceKind.KIOSK)
        if referral in desk.newest(conn).office.referrals:
            stamp = Stamp(desk.now(), station=device.station)
            journal.append(conn, "office", OFFICE, REFERRED, {"referral": referral}, stamp)


def told(desk: Desk, found: Referral) -> list[str]:
    """What a kiosk shows of it, a sentence each."""
    return referral_lines(desk.office, _data(found, desk.now()))


def slip(desk: Desk, found: Referral) -> str:
    """What a kiosk prints of it."""
    return referral_slip(desk.office, _data(found, desk.now()))


def keep_words(conn: Connection, desk: Desk, who: Who, ticket: int, words: str) -> int | None:
    """Keep where somebody was sent in words, in the transaction of the act that has its id."""
    told = clean(words, _LONGEST)
    return values.keep(conn, tickets.SENT_TO, ticket, "", told, who.person, desk.now()) if told else None


def paper(desk: Desk, who: Who, ticket: int) -> tuple[str, str]:
    """A number, and the paper that says where its person was sent; empty where nobody knows that."""
    with desk.store.snapshot() as conn:
        person, office = actor(conn, desk, who), desk.newest(conn).office
        state = history_of(conn, ticket)
        end, number = _referred(state), state.given.number if state.given is not None else ""
        if end is None:
            return number, ""
        found = office.referrals.get(end.referral) or Referral("", "", _typed(conn, end))
        if not found.office:
            return number, ""
        counter = office.counter(person.station) if person.station is not None else None
        data = _data(found, state.ticket.since, number, counter.name if counter is not None else "")
        return number, referral(office, data)


def counted(conn: Connection, desk: Desk, numbers: Iterable[TicketState]) -> tuple[Referred, ...]:
    """How often today who came was sent elsewhere, by kiosks and (of these `numbers`) at counters."""
    office, began = desk.newest(conn).office, day_began(desk.time(conn), desk.now())
    entries = journal.lately(conn, "office", OFFICE, (REFERRED,), began)
    kiosks = Counter(_called(office, entry.data["referral"]) for entry in entries)
    ends = [end for number in numbers if (end := _referred(number)) is not None]
    counters = Counter(_counted_as(office, end) for end in ends)
    listed = [_called(office, each) for each in office.referrals]
    return tuple(
        Referred(name, kiosks[name], counters[name])
        for name in dict.fromkeys((*listed, *kiosks, *counters))
        if kiosks[name] or counters[name]
    )


def _data(found: Referral, at: int, number: str = "", counter: str = "") -> ReferralData:
    return ReferralData(found.name, found.office, found.address, found.hours, at, number, counter)


def _referred(number: TicketState) -> Finished | Lapsed | None:
    """The act that ended a number of which some matter was another office's, perhaps beside files."""
    end = ended_by(number)
    if end is None or not (end.outcome is Outcome.REFERRED or end.referral or end.remark is not None):
        return None
    return end


def _counted_as(office: Office, end: Finished | Lapsed) -> str:
    return _called(office, end.referral) or (_IN_WORDS if end.remark is not None else _UNTOLD)


def _called(office: Office, id: str) -> str:
    """An entry of the list as it is counted; its id once it was taken out."""
    found = office.referrals.get(id)
    return f"{found.name}, ke {found.office}" if found is not None else id


def _typed(conn: Connection, end: Finished | Lapsed) -> str:
    """Where somebody was sent, as it was typed; empty where nobody typed anything."""
    return "" if end.remark is None else values.one(conn, end.remark).words or ERASED
