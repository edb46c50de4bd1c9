"""What a kiosk shows, and the number it gives out. It is a device with a key, and may do nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.errors import Closed, NoneLeft
from loket.desk.office import Desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue.admitting import used_up, why_none_at_all
from loket.desk.queue.board import Lane, lanes
from loket.desk.queue.calling import give_number
from loket.desk.queue.turns import in_turn
from loket.flow.queue import Priority
from loket.office.door import next_open
from loket.office.model import Errand, Service
from loket.paper.ticket import TicketData, before_words, ticket
from loket.store import tickets
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

__all__ = ["Issued", "Kiosk", "Lane", "before_words", "give", "kiosk", "ticket_of"]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Who waits for what, and when numbers are given: `opens` is not after `now` while they are.

    None: the calendar does not say when. `used_up`: errands and services of which no number is left
    today; `none_left`: why there is none of any.
    """

    lanes: tuple[Lane, ...]
    opens: int | None
    now: int
    used_up: tuple[Errand | Service, ...]
    none_left: NoneLeft | None

    @property
    def closed(self) -> bool:
        """Whether no numbers are given now."""
        return self.opens is None or self.opens > self.now


@dataclass(frozen=True, slots=True)
class Issued:
    """A number that was given out, what it is for in words, and how many are called `before` it.

    That is where it is called soonest.
    """

    row: TicketRow
    wanted: str
    before: int


def kiosk(desk: Desk, key: str) -> Kiosk:
    """What the kiosk shows before anybody chooses. Raises KeyRefused for a key that is no kiosk's."""
    with desk.store.snapshot() as conn:
        devices.acting(conn, key, DeviceKind.KIOSK)
        now = desk.now()
        full, none = used_up(conn, desk), why_none_at_all(conn, desk)
        return Kiosk(lanes(conn, desk), _opens(conn, desk, now), now, full, none)


def give(desk: Desk, key: str, errand: str, service: str = "", priority: Priority | None = None) -> Issued:
    """Give out the next number of today; without a `service` that is asked at the counter.

    Raises:
        KeyRefused: the key is no kiosk's.
        Closed: no numbers are given now.
        Invalid, NoneLeft: as `calling.give_number`.
    """
    with desk.write() as conn:
        device = devices.acting(conn, key, DeviceKind.KIOSK)
        now = desk.now()
        opens = _opens(conn, desk, now)
        if opens is None or opens > now:
            raise Closed(opens)
        stamp = Stamp(now, station=device.station)
        row = give_number(conn, desk, errand, service, priority, stamp)
        return Issued(row, _wanted(desk, row), _before(conn, desk, row))


def ticket_of(desk: Desk, issued: Issued) -> str:
    """The ticket of a number as it is printed."""
    data = TicketData(issued.row.number, issued.wanted, issued.row.issued_at, issued.before)
    return ticket(desk.office, data)


def _wanted(desk: Desk, number: TicketRow) -> str:
    errand, service = desk.office.errands[number.errand], desk.office.services.get(number.service)
    return f"{errand.name} · {service.name}" if service is not None else errand.name


def _opens(conn: Connection, desk: Desk, now: int) -> int | None:
    office = desk.newest(conn).office
    return now if office.settings.kiosk_always else next_open(office, desk.time(conn), now)


def _before(conn: Connection, desk: Desk, number: TicketRow) -> int:
    """How many are called before that number, at the counter that has the fewest before it."""
    office, waiting = desk.newest(conn).office, tickets.of_day(conn, number.day)
    there = [counter.id for counter in office.calling(number.errand, number.service)]
    lines = ([row.id for row in in_turn(conn, desk, station, waiting)] for station in there or (None,))
    return min(line.index(number.id) for line in lines)
