"""Whether another number is given today: a stop, the last of the day, quotas of what people come for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from loket.desk.errors import LastGiven, NoneForNow, NoneLeft, UsedUp
from loket.desk.office import Desk
from loket.desk.queue.stopping import stopped
from loket.office.door import last_number, opens_another_day
from loket.office.model import Errand, Service
from loket.store import bookings, tickets
from loket.store.bookings import Booking
from loket.store.sql import Connection


def why_none_left(conn: Connection, desk: Desk, errand: str, service: str) -> NoneLeft | None:
    """Why no number is given for that any more today; None where one is."""
    office = desk.newest(conn).office
    wanted, full = (office.services.get(service), office.errands.get(errand)), used_up(conn, desk)
    of_it = next((what for what in wanted if what in full), None)
    none = why_none_at_all(conn, desk)
    if none is not None or of_it is None:
        return none
    return UsedUp(of_it.name, of_it.quota, opens_another_day(office, desk.time(conn), desk.now()))


def why_none_at_all(conn: Connection, desk: Desk) -> NoneLeft | None:
    """Why no number is given now, whatever for: somebody stopped them, or the day's last is given."""
    office, time, now = desk.newest(conn).office, desk.time(conn), desk.now()
    stop, last = stopped(conn, desk), last_number(office, time, now)
    if stop is not None:
        return NoneForNow(stop.until, stop.reason, opens_another_day(office, time, now))
    if last is not None and now >= last:
        return LastGiven(last, opens_another_day(office, time, now))
    return None


def used_up(conn: Connection, desk: Desk) -> tuple[Errand | Service, ...]:
    """The errands and services whose quota of today is used up. What was voided does not count."""
    office = desk.newest(conn).office
    known: tuple[Errand | Service, ...] = (*office.errands.values(), *office.services.values())
    limited = [each for each in known if each.quota]
    given = _given(conn, desk) if limited else {}
    return tuple(each for each in limited if _of(each, given) >= each.quota)


def _given(conn: Connection, desk: Desk) -> Mapping[tuple[str, str], int]:
    """How many numbers there are today for each errand and service, and are kept for who booked them.

    None is kept any more for who would come too late to be called by their time.
    """
    day = desk.today(conn)
    oldest = desk.now() - desk.newest(conn).office.settings.policy.late
    in_time = [each for each in yet_to_come(conn, day) if each.slot >= oldest]
    kept = Counter((each.errand, each.service) for each in in_time)
    return Counter(tickets.count_of_day(conn, day)) + kept


def yet_to_come(conn: Connection, day: str) -> tuple[Booking, ...]:
    """The bookings of a day that nobody took up yet."""
    booked = bookings.of_day(conn, day)
    come = tickets.booked_of_day(conn, day) if booked else {}
    return tuple(each for each in booked if each.code not in come)


def _of(what: Errand | Service, given: Mapping[tuple[str, str], int]) -> int:
    at = 0 if isinstance(what, Errand) else 1
    return sum(count for wanted, count in given.items() if wanted[at] == what.id)
