"""Which files are past their legal line, or near it: also those that are late on a step before that."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.office import Desk
from loket.sla import OutsideHorizon, WorkingTime
from loket.store import overview
from loket.store.sql import Connection


@dataclass(frozen=True, slots=True)
class Line:
    """A file, of a service, that is `near` its legal line since then, and past it from `at` on (ms UTC)."""

    file: int
    service: str
    near: int
    at: int


def lines(conn: Connection, desk: Desk, now: int) -> tuple[Line, ...]:
    """Those that are near or past now (ms UTC), the first before the rest; near by the office's own days."""
    time, office = desk.time(conn), desk.newest(conn).office
    furthest = max((office.nearly_days(id) for id in office.services), default=0)
    found = (
        Line(each.file, each.service, _near(time, each.at, office.nearly_days(each.service)), each.at)
        for each in overview.legal_lines(conn, _ends(time, now, furthest))
    )
    return tuple(line for line in found if line.near <= now)


def _ends(time: WorkingTime, now: int, days: int) -> int:
    """When the working day ends that comes so many after today, as far as the calendar reaches."""
    try:
        return time.closing(time.day(now) + days + 1)
    except OutsideHorizon:
        return time.horizon[1]


def _near(time: WorkingTime, at: int, days: int) -> int:
    """From when on what is due then is near: so many working days before."""
    try:
        return time.midnight(time.closing(max(1, time.day(at - 1) - days)))
    except OutsideHorizon:
        return at
