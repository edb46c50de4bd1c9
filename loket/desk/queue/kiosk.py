"""What a kiosk shows, and the number it gives out. It is a device with a key, and may do nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from loket.desk.case.matters import history_of
from loket.desk.errors import Closed, NoneLeft
from loket.desk.office import Desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import amends
from loket.desk.queue.admitting import used_up, why_none_at_all, yet_to_come
from loket.desk.queue.board import Lane, lanes
from loket.desk.queue.booking import number_for
from loket.desk.queue.calling import give_number
from loket.desk.queue.ticket import Issued, issued, ticket_of
from loket.flow.queue.acts import Handed, InHand, NotPrinted, Priority, Unprinted
from loket.flow.queue.rules import TicketRefused, check
from loket.office.door import next_open
from loket.office.model import Errand, Service
from loket.store import tickets
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

__all__ = [
    "Issued",
    "Kiosk",
    "Lane",
    "cancel_unprinted",
    "give",
    "give_booked",
    "handed",
    "kiosk",
    "still_in_doubt",
    "ticket_of",
]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Who waits for what, and when numbers are given: `opens` is not after `now` while they are.

    None: the calendar does not say when. `used_up`: errands and services of which no number is left
    today; `none_left`: why there is none of any. `booked`: somebody who booked has yet to come.
    `in_doubt`: numbers that this kiosk gave and whose ticket perhaps never came out.
    """

    lanes: tuple[Lane, ...]
    opens: int | None
    now: int
    used_up: tuple[Errand | Service, ...]
    none_left: NoneLeft | None
    booked: bool
    in_doubt: tuple[TicketRow, ...]

    @property
    def closed(self) -> bool:
        """Whether no numbers are given now."""
        return self.opens is None or self.opens > self.now


def kiosk(desk: Desk, key: str) -> Kiosk:
    """What the kiosk shows before anybody chooses. Raises KeyRefused for a key that is no kiosk's."""
    with desk.store.snapshot() as conn:
        device, now = devices.acting(conn, key, DeviceKind.KIOSK), desk.now()
        full, none = used_up(conn, desk), why_none_at_all(conn, desk)
        booked = bool(yet_to_come(conn, desk.today(conn)))
        doubt = tickets.in_no_hand(conn, desk.today(conn), device.station)
        return Kiosk(lanes(conn, desk), _opens(conn, desk, now), now, full, none, booked, doubt)


def give(desk: Desk, key: str, errand: str, service: str = "", priority: Priority | None = None) -> Issued:
    """Give out the next number of today; without a `service` that is asked at the counter.

    Raises:
        KeyRefused: the key is no kiosk's.
        Closed: no numbers are given now.
        Invalid, NoneLeft: as `calling.give_number`.
    """
    with desk.write() as conn:
        row = give_number(conn, desk, errand, service, priority, _giving(conn, desk, key))
        return issued(conn, desk, row)


def give_booked(desk: Desk, key: str, code: str, priority: Priority | None = None) -> Issued:
    """Give a number to who booked today under that code.

    Raises:
        KeyRefused, Closed: as `give`.
        NotBooked: nobody did, or they have one.
    """
    with desk.write() as conn:
        stamp = _giving(conn, desk, key)
        return issued(conn, desk, number_for(conn, desk, code, priority, stamp))


def give_owed(desk: Desk, key: str, file: str, errand: str, service: str = "") -> Issued:
    """Give a number to who goes first because a promise was broken, known by the number of their file.

    Raises:
        KeyRefused, Closed, Invalid, NoneLeft: as `give`.
        NothingOwed: to nobody with that number, or it was used.
    """
    with desk.write() as conn:
        stamp = _giving(conn, desk, key)
        row = amends.given(conn, desk, file, errand, service, stamp, by_nik=False)
        return issued(conn, desk, row)


def handed(desk: Desk, key: str, number: int, how: InHand) -> None:
    """Keep that its person has a number that it gave; of one that has ended already nobody asks any more.

    Raises:
        KeyRefused: the key is no kiosk's, any more.
    """
    with desk.write() as conn:
        device = devices.acting(conn, key, DeviceKind.KIOSK)
        state, act = history_of(conn, number), Handed(how)
        if state.log[0].station != device.station:
            return
        with suppress(TicketRefused):
            check(state, act, None)
            tickets.record(conn, number, state, act, Stamp(desk.now(), station=device.station))


def still_in_doubt(desk: Desk, key: str, number: int) -> Issued | None:
    """A number `in_doubt`, for whoever says it is theirs, as it stands now; None once it is not any more."""
    with desk.store.snapshot() as conn:
        device = devices.acting(conn, key, DeviceKind.KIOSK)
        found = tickets.in_no_hand(conn, desk.today(conn), device.station)
        return next((issued(conn, desk, row) for row in found if row.id == number), None)


def cancel_unprinted(desk: Desk, key: str, number: int, why: NotPrinted) -> bool:
    """Cancel its own number of which no ticket came out; False where it is called already, or has ended.

    Raises:
        KeyRefused: the key is no kiosk's, any more.
    """
    with desk.write() as conn:
        device = devices.acting(conn, key, DeviceKind.KIOSK)
        state, act = history_of(conn, number), Unprinted(why)
        stamp = Stamp(desk.now(), station=device.station)
        if state.log[0].station != stamp.station:
            return False
        try:
            check(state, act, None)
        except TicketRefused:
            return False
        tickets.record(conn, number, state, act, stamp)
        return True


def _giving(conn: Connection, desk: Desk, key: str) -> Stamp:
    """By which device a number is given now. Raises KeyRefused, Closed."""
    device, now = devices.acting(conn, key, DeviceKind.KIOSK), desk.now()
    opens = _opens(conn, desk, now)
    if opens is None or opens > now:
        raise Closed(opens)
    return Stamp(now, station=device.station)


def _opens(conn: Connection, desk: Desk, now: int) -> int | None:
    office = desk.newest(conn).office
    return now if office.settings.kiosk_always else next_open(office, desk.time(conn), now)
