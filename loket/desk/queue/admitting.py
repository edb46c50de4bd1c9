"""Whether another number is given today: the office's quotas of what people come for."""

from __future__ import annotations

from loket.desk.errors import NoneLeft, UsedUp
from loket.desk.office import Desk
from loket.office.door import opens_another_day
from loket.office.model import Errand, Service
from loket.store import tickets
from loket.store.sql import Connection


def why_none_left(conn: Connection, desk: Desk, errand: str, service: str) -> NoneLeft | None:
    """Why no number is given for that any more today; None where one is."""
    office = desk.newest(conn).office
    wanted = (office.services.get(service), office.errands.get(errand))
    full = used_up(conn, desk)
    for what in wanted:
        if what in full:
            return UsedUp(what.name, what.quota, opens_another_day(office, desk.time(conn), desk.now()))
    return None


def used_up(conn: Connection, desk: Desk) -> tuple[Errand | Service, ...]:
    """The errands and services whose quota of today is used up. What was voided does not count."""
    office = desk.newest(conn).office
    known: tuple[Errand | Service, ...] = (*office.errands.values(), *office.services.values())
    limited = [each for each in known if each.quota]
    given = tickets.count_of_day(conn, desk.today(conn)) if limited else {}
    return tuple(each for each in limited if _of(each, given) >= each.quota)


def _of(what: Errand | Service, given: dict[tuple[str, str], int]) -> int:
    at = 0 if isinstance(what, Errand) else 1
    return sum(count for wanted, count in given.items() if wanted[at] == what.id)
