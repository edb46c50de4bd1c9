"""Who came for what another office handles: where they are sent, on paper too, and how many a day.

A kiosk's count is read from the journal alone; a counter's are acts on its number, each matter one, and go
with them.
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
from loket.flow.queue.acts import Finished, Lapsed, Referred
from loket.flow.queue.state import TicketState, sent_elsewhere
from loket.office.model import Office, Referral
from loket.paper.queue_day import ReferredCount
from loket.paper.referral import Came, referral, referral_lines, referral_slip
from loket.store import journal, tickets, values
from loket.store.journal import OFFICE, REFERRED, Stamp
from loket.store.sql import Connection
from loket.store.values import ERASED
from loket.text import clean

_LONGEST = 120
_UNTOLD, _IN_WORDS = "tidak disebut ke mana", "ditulis sendiri"
"""How a referral by no entry of the list is counted: what was typed may be anybody's name."""


Said = Referred | Finished | Lapsed
"""What says that a matter is another office's."""


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
    return referral_lines(desk.office, found)


def slip(desk: Desk, found: Referral) -> str:
    """What a kiosk prints of it."""
    return referral_slip(desk.office, found, desk.now())


def keep_words(conn: Connection, desk: Desk, who: Who, ticket: int, words: str) -> int | None:
    """Keep where somebody was sent in words, in the transaction of the act that has its id."""
    told = clean(words, _LONGEST)
    return values.keep(conn, tickets.SENT_TO, ticket, "", told, who.person, desk.now()) if told else None


def paper(desk: Desk, who: Who, ticket: int) -> tuple[str, str]:
    """A number, and the paper that says where its person was sent; empty where nobody knows that."""
    with desk.store.snapshot() as conn:
        person, office = actor(conn, desk, who), desk.newest(conn).office
        state = history_of(conn, ticket)
        number = state.given.number if state.given is not None else ""
        each = [_where(conn, office, said) for said in sent_elsewhere(state)]
        found = [where for where in dict.fromkeys(each) if where.office]
        if not found:
            return number, ""
        counter = office.counter(person.station) if person.station is not None else None
        came = Came(state.log[-1].at, number, counter.name if counter is not None else "")
        return number, referral(office, found, came)


def counted(conn: Connection, desk: Desk, numbers: Iterable[TicketState]) -> tuple[ReferredCount, ...]:
    """How often today who came was sent elsewhere, by kiosks and (of these `numbers`) at counters."""
    office, began = desk.newest(conn).office, day_began(desk.time(conn), desk.now())
    entries = journal.lately(conn, "office", OFFICE, (REFERRED,), began)
    kiosks = Counter(_called(office, entry.data["referral"]) for entry in entries)
    counters = Counter(_counted_as(office, said) for each in numbers for said in sent_elsewhere(each))
    listed = [_called(office, each) for each in office.referrals]
    return tuple(
        ReferredCount(name, kiosks[name], counters[name])
        for name in dict.fromkeys((*listed, *kiosks, *counters))
        if kiosks[name] or counters[name]
    )


def _where(conn: Connection, office: Office, said: Said) -> Referral:
    """Where somebody was sent; of an entry that was taken out of the list nobody knows more."""
    return office.referrals.get(said.referral) or Referral("", "", _typed(conn, said))


def _counted_as(office: Office, said: Said) -> str:
    return _called(office, said.referral) or (_IN_WORDS if said.remark is not None else _UNTOLD)


def _called(office: Office, id: str) -> str:
    """An entry of the list as it is counted; its id once it was taken out."""
    found = office.referrals.get(id)
    return f"{found.name}, ke {found.office}" if found is not None else id


def _typed(conn: Connection, said: Said) -> str:
    """Where somebody was sent, as it was typed; empty where nobody typed anything."""
    return "" if said.remark is None else values.one(conn, said.remark).words or ERASED
