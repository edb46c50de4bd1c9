"""Which files are past their legal line, or near it: also those that are late on a step before that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from loket.desk.case.on_record import on_record
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.flow.deadline import Deadline, deadline
from loket.flow.limits import LimitKind, judge_all
from loket.lengths import DAY
from loket.sla import OutsideHorizon, WorkingTime
from loket.store import overview
from loket.store.sql import Connection

_AHEAD = 7 * DAY
"""A file that comes near its legal line is due, by whatever limit, within so long."""
Known = dict[tuple[int, int, int], Deadline | None]
"""The ends of legal lines by file, its version and the calendar's revision: until one of them moves."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file, of a service, that is `near` its legal line since then, and past it from `at` on (ms UTC)."""

    file: int
    service: str
    near: int
    at: int


def lines(conn: Connection, desk: Desk, known: Known) -> tuple[Line, ...]:
    """Those that are near or past now. `known` keeps what was found from one time to the next."""
    now = desk.now()
    return tuple(line for line in _all(conn, desk, known) if line.near <= now)


def _all(conn: Connection, desk: Desk, known: Known) -> Iterator[Line]:
    time, now = desk.time(conn), desk.now()
    with suppress(OutsideHorizon):
        for file, service, version in overview.complete_before(conn, _begun(desk, time), now + _AHEAD):
            key = file, version, time.revision
            if key not in known:
                known[key] = _end(conn, desk, file)
            if (due := known[key]) is not None:
                yield Line(file, service, due.near, due.at)


def _begun(desk: Desk, time: WorkingTime) -> int:
    """Before when a line has begun that is near or past now, however much of its time rested."""
    office = desk.office
    own = (each.legal_days for each in office.services.values() if each.legal_days is not None)
    shortest = min((office.settings.legal_days, *own))
    return time.closing(max(0, time.day(desk.now()) - shortest + 2))


def _end(conn: Connection, desk: Desk, file: int) -> Deadline | None:
    """When the legal line of a file runs out, or did; None while it rests, or of an unreadable file."""
    try:
        found = on_record(conn, desk, file)
    except Unreadable:
        return None
    judged = judge_all(found.procedure, found.state, found.reading, found.time, desk.now())
    legal = next((each for each in judged if each[0].kind is LimitKind.LEGAL), None)
    return None if legal is None or legal[0].finished else deadline(*legal, found.time)
