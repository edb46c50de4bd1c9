"""Which promises are at risk, and which were broken, and who had the file then; nothing of it is kept.

At risk is what falls today or on the next working day and is not decided; broken what was not decided on the
date that it fell. Time with the applicant moves it on (`loket.flow.promise.falls`). A broken one stands until
it was seen to: something was offered for it, or that nothing is (`loket.desk.promises.ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loket.desk.authority import Who, actor
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.office import Desk
from loket.flow.acts import Actor, Right
from loket.flow.promise import falls, next_working_day
from loket.sla import OutsideHorizon, WorkingTime
from loket.store import amends, promises
from loket.store.promises import Held, Told
from loket.store.sql import Connection

MOST = 200
"""So many are listed before more are asked for."""
_LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Promised:
    """A file and the date its applicant was told, at `told_at`; it `falls` later where they had the file.

    `broken`: the date is over; `seen_to`: and somebody saw to it. `held`: on whose desk the file was when it
    fell, each part's where several had it; nobody before.
    """

    row: PileRow
    told: date
    told_at: int
    falls: date
    broken: bool
    seen_to: bool
    held: tuple[Held, ...]

    @property
    def file(self) -> int:
        """The file."""
        return self.row.work.file_id


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of some promises, how many there are `in_all`, and of these to how many nobody saw."""

    promises: tuple[Promised, ...]
    in_all: int
    pressing: int


@dataclass(frozen=True, slots=True)
class Due:
    """What was told of a file, when that falls, whether it is over, and whether somebody saw to that."""

    told: Told
    falls: date
    broken: bool
    seen_to: bool = False

    @property
    def presses(self) -> bool:
        """Whether it was broken and nobody saw to it yet."""
        return self.broken and not self.seen_to


def at_risk(desk: Desk, who: Who, limit: int = MOST) -> Listed:
    """Those of the person's desks and hands, for a supervisor all; the first to fall before the rest."""
    with desk.store.snapshot() as conn:
        person = actor(conn, desk, who)
        return _listed(
            conn, desk, person, [each for each in _undecided(conn, desk) if not each.broken], limit
        )


def broken(desk: Desk, who: Who, since: date | None = None, limit: int = MOST) -> Listed:
    """Those that are not decided yet, and those decided too late of which the date fell since then.

    Without a date: of the last ninety days. The latest before the rest; whose as `at_risk`.
    """
    with desk.store.snapshot() as conn:
        return broken_in(conn, desk, actor(conn, desk, who), since, limit)


def broken_in(
    conn: Connection, desk: Desk, person: Actor, since: date | None = None, limit: int = MOST
) -> Listed:
    """The same in the caller's transaction."""
    return _listed(conn, desk, person, _all_broken(conn, desk, _undecided(conn, desk), since)[::-1], limit)


def _all_broken(
    conn: Connection, desk: Desk, undecided: Iterable[Due], since: date | None = None
) -> list[Due]:
    """All of the office that are broken, the first to fall before the rest; every count is of these."""
    time, today = desk.time(conn), desk.time(conn).date_of(desk.now())
    first = (since or today - _LATELY).isoformat()
    late = promises.decided_after(conn, first, today.isoformat(), time.zone_minutes)
    found = [each for each in (*undecided, *_due(conn, desk, late)) if each.broken]
    return sorted(_seen_to(conn, found), key=lambda each: (each.falls, each.told.file))


def falling(conn: Connection, desk: Desk, day: date) -> tuple[tuple[int, ...], list[Due]]:
    """The files whose promise falls on that day, today or the next working day, and is not kept yet.

    Then those that were broken and to which nobody saw yet: what alarms tell, the morning's sheet, and the
    heading of all promises.
    """
    due = _undecided(conn, desk)
    files = tuple(each.told.file for each in due if each.falls == day and not each.broken)
    return files, [each for each in _all_broken(conn, desk, due) if each.presses]


def pressing(desk: Desk, who: Who) -> dict[int, tuple[date, bool]]:
    """By all files that are at risk or broken and not decided, the date, and whether it is over."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        return {each.told.file: (each.falls, each.broken) for each in _undecided(conn, desk)}


def of_file(conn: Connection, desk: Desk, file: int) -> Due | None:
    """How the promise of a file stands; None where there is none, it is at no risk yet, or it was kept."""
    told = promises.told_of(conn, file)
    return next(iter(_due(conn, desk, [told])), None) if told is not None else None


def _undecided(conn: Connection, desk: Desk) -> list[Due]:
    """Those that are at risk or broken and not decided, the first to fall before the rest."""
    time, now = desk.time(conn), desk.now()
    due = _due(conn, desk, promises.undecided(conn, _soon(time, now).isoformat()))
    return sorted(due, key=lambda each: (each.falls, each.told.file))


def _due(conn: Connection, desk: Desk, told: Iterable[Told]) -> list[Due]:
    """Of these what is at risk or broken; a date that its applicant moved on may be neither."""
    time, now, told = desk.time(conn), desk.now(), [*told]
    today, soon, found = time.date_of(now), _soon(time, now), list[Due]()
    away = [each.file for each in told if each.rested]
    rested = promises.stays(conn, away) if away else {}
    for each in told:
        first, lay = date.fromisoformat(each.day), rested.get(each.file)
        day = falls(first, each.at, lay, time) if lay else first
        if day is None or (each.decided is None and day > soon):
            continue
        broken = day < today if each.decided is None else each.decided >= _over(day, time)
        if broken or each.decided is None:
            found.append(Due(each, day, broken))
    return found


def _seen_to(conn: Connection, broken: Sequence[Due]) -> list[Due]:
    """The same, with whether somebody saw to it since that date was told."""
    answered = amends.answered(conn, [each.told.file for each in broken]) if broken else {}
    return [
        replace(each, seen_to=True) if answered.get(each.told.file, -1) >= each.told.at else each
        for each in broken
    ]


def _over(day: date, time: WorkingTime) -> int:
    return time.instant(day + timedelta(days=1))


def _held(stays: Iterable[Held], day: date, time: WorkingTime) -> tuple[Held, ...]:
    """On whose desk each part of a file was when that date was over."""
    over = _over(day, time)
    return tuple(each for each in stays if each.start <= over and (each.end is None or each.end > over))


def _soon(time: WorkingTime, now: int) -> date:
    """What falls until then is at risk."""
    try:
        return next_working_day(now, time)
    except OutsideHorizon:
        return time.date_of(now)


def _listed(conn: Connection, desk: Desk, person: Actor, found: Sequence[Due], limit: int) -> Listed:
    """What concerns the person: all of it who supervises, others what lies with them, in any part."""
    if Right.SUPERVISE not in person.rights:
        stays = promises.stays(conn, [each.told.file for each in found])
        found = [each for each in found if _lies_with(person, stays.get(each.told.file, ()))]
    shown = _shown(conn, desk, found[:limit])
    return Listed(shown, len(found), sum(each.presses for each in found))


def _lies_with(person: Actor, stays: Iterable[Held]) -> bool:
    here = [each for each in stays if each.end is None]
    return any(
        each.person == person.person or (each.person is None and each.role in person.roles) for each in here
    )


def _shown(conn: Connection, desk: Desk, found: Sequence[Due]) -> tuple[Promised, ...]:
    rows = {row.work.file_id: row for row in lists.these(conn, desk, [each.told.file for each in found])}
    stays: Mapping[int, Sequence[Held]] = promises.stays(conn, [e.told.file for e in found if e.broken])
    time = desk.time(conn)
    return tuple(
        Promised(
            rows[each.told.file],
            date.fromisoformat(each.told.day),
            each.told.at,
            each.falls,
            each.broken,
            each.seen_to,
            _held(stays.get(each.told.file, ()), each.falls, time) if each.broken else (),
        )
        for each in found
        if each.told.file in rows
    )
