"""Which promises are at risk, and which were broken, and who had the file then; nothing of it is kept.

At risk is what falls today or on the next working day and is not decided; broken what was not decided on the
date that it fell. Time with the applicant moves it on (`loket.flow.promise.falls`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loket.desk.authority import Who, actor
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.office import Desk
from loket.flow.acts import Actor, Right
from loket.flow.promise import falls, next_working_day
from loket.sla import OutsideHorizon, WorkingTime
from loket.store import promises
from loket.store.promises import Held, Told
from loket.store.sql import Connection

MOST = 200
_LATELY = timedelta(days=90)
_FIRST = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Promised:
    """A file and the date its applicant was told, at `told_at`; it `falls` later where they had the file.

    `broken`: the date is over. `held`: on whose desk the file was when it fell; None before.
    """

    row: PileRow
    told: date
    told_at: int
    falls: date
    broken: bool
    held: Held | None

    @property
    def file(self) -> int:
        """The file."""
        return self.row.work.file_id


@dataclass(frozen=True, slots=True)
class Counts:
    """How many promises of the office are at risk, and how many are broken and still not decided.

    `more`: there are more of the latter, which were not looked at.
    """

    at_risk: int
    broken: int
    more: bool = False


def at_risk(desk: Desk, who: Who) -> tuple[Promised, ...]:
    """Those of the person's desks and hands, for a supervisor all; the first to fall before the rest."""
    with desk.store.snapshot() as conn:
        person = actor(conn, desk, who)
        pressing, _ = _undecided(conn, desk)
        return _of(_shown(conn, desk, [each for each in pressing if not each.broken]), person)


def broken(desk: Desk, who: Who, since: date | None = None) -> tuple[Promised, ...]:
    """Those that are not decided yet, and those decided too late of which the date fell since then.

    Without a date: of the last ninety days. The latest before the rest; whose as `at_risk`.
    """
    with desk.store.snapshot() as conn:
        person, time, today = actor(conn, desk, who), desk.time(conn), desk.time(conn).date_of(desk.now())
        pressing, _ = _undecided(conn, desk)
        first = (since or today - _LATELY).isoformat()
        found = [each for each in pressing if each.broken] + _decided(conn, time, first, today.isoformat())
        shown = _of(_shown(conn, desk, found), person)
    return tuple(sorted(shown, key=lambda each: (each.falls, each.file), reverse=True))


def counts(desk: Desk) -> Counts:
    """Of the whole office."""
    with desk.store.snapshot() as conn:
        found, more = _undecided(conn, desk)
    over = sum(each.broken for each in found)
    return Counts(len(found) - over, over, more)


def falling(conn: Connection, desk: Desk, day: date) -> tuple[tuple[int, ...], int]:
    """The files whose promise falls on that day, today or the next working day, and is not kept yet.

    Then of how many files that are not decided it is broken.
    """
    found, _ = _undecided(conn, desk)
    return tuple(each.told.file for each in found if each.falls == day), sum(each.broken for each in found)


def pressing(desk: Desk, who: Who) -> dict[int, tuple[date, bool]]:
    """By all files that are at risk or broken and not decided, the date, and whether it is over."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return {each.told.file: (each.falls, each.broken) for each in _undecided(conn, desk)[0]}


def is_broken(conn: Connection, desk: Desk, told: Told) -> bool:
    """Whether the date that was told of a file, which is not decided, is over."""
    stays, time = promises.stays(conn, [told.file]), desk.time(conn)
    day = falls(date.fromisoformat(told.day), told.at, stays.get(told.file, ()), time)
    return day is not None and day < time.date_of(desk.now())


@dataclass(frozen=True, slots=True)
class _Due:
    """What was told of a file, when that falls, whether it is over, and who had it then."""

    told: Told
    falls: date
    broken: bool
    held: Held | None = None


def _undecided(conn: Connection, desk: Desk) -> tuple[list[_Due], bool]:
    """Those that are at risk or broken, the first to fall before the rest; whether there are more broken."""
    time, now = desk.time(conn), desk.now()
    today, soon = time.date_of(now), _soon(time, now)
    yesterday = (today - timedelta(days=1)).isoformat()

    def due(told: Told, lay: Sequence[Held]) -> _Due | None:
        day = falls(date.fromisoformat(told.day), told.at, lay, time)
        if day is None or day > soon:
            return None
        return _Due(told, day, day < today, _held(lay, day, time) if day < today else None)

    past = _paged(conn, lambda skip: promises.undecided(conn, _FIRST, yesterday, MOST, skip), due)
    near = _paged(
        conn, lambda skip: promises.undecided(conn, today.isoformat(), soon.isoformat(), MOST, skip), due
    )
    return sorted([*past, *near], key=lambda each: (each.falls, each.told.file)), len(past) >= MOST


def _decided(conn: Connection, time: WorkingTime, first: str, last: str) -> list[_Due]:
    """Of files that were decided after the date that was told those that their applicants did not delay."""

    def due(told: Told, lay: Sequence[Held]) -> _Due | None:
        day = falls(date.fromisoformat(told.day), told.at, lay, time)
        if day is None or told.decided is None or told.decided < _over(day, time):
            return None
        return _Due(told, day, True, _held(lay, day, time))

    zone = time.zone_minutes
    return _paged(conn, lambda skip: promises.decided_after(conn, first, last, zone, MOST, skip), due)


def _paged(
    conn: Connection,
    page: Callable[[int], Sequence[Told]],
    due: Callable[[Told, Sequence[Held]], _Due | None],
) -> list[_Due]:
    """The first that are due, page by page: those whose promise moved on hide none that come after them."""
    found, skip = list[_Due](), 0
    while len(found) < MOST:
        told = page(skip)
        stays = promises.stays(conn, [each.file for each in told])
        found += [one for each in told if (one := due(each, stays.get(each.file, ()))) is not None]
        skip += MOST
        if len(told) < MOST:
            break
    return found[:MOST]


def _over(day: date, time: WorkingTime) -> int:
    return time.instant(day + timedelta(days=1))


def _held(stays: Iterable[Held], day: date, time: WorkingTime) -> Held | None:
    """On whose desk a file was when that date was over; of several the one it came to last."""
    over = _over(day, time)
    there = [each for each in stays if each.start <= over and (each.end is None or each.end > over)]
    return there[-1] if there else None


def _soon(time: WorkingTime, now: int) -> date:
    """What falls until then is at risk."""
    try:
        return next_working_day(now, time)
    except OutsideHorizon:
        return time.date_of(now)


def _shown(conn: Connection, desk: Desk, found: Sequence[_Due]) -> list[Promised]:
    rows = {row.work.file_id: row for row in lists.these(conn, desk, [each.told.file for each in found])}
    return [
        Promised(
            rows[each.told.file],
            date.fromisoformat(each.told.day),
            each.told.at,
            each.falls,
            each.broken,
            each.held,
        )
        for each in found
        if each.told.file in rows
    ]


def _of(found: Iterable[Promised], person: Actor) -> tuple[Promised, ...]:
    """What concerns the person: all of it who supervises, others what lies with them."""
    if Right.SUPERVISE in person.rights:
        return tuple(found)
    return tuple(
        each
        for each in found
        if each.row.work.person == person.person
        or (each.row.work.person is None and each.row.work.role in person.roles)
    )
