"""The office at a glance: every open file, waiting and working time apart, and how many wait at each desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from loket.desk.authority import Who, actor
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.office import Desk
from loket.flow import accounts as flow
from loket.flow.accounts import Account, account, booked, working_ms
from loket.flow.countdown import Moment
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.sla import WorkingTime
from loket.store import overview
from loket.store.overview import Count, Stretch

__all__ = ["Count"]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file on the supervisor's list.

    `waited` and `worked`: working ms that it lay on the office's piles and was in somebody's hands, up to the
    interval it is in now, which began at `since` on the clock of working time; None where the calendar does
    not reach. `apart`: the instant since which it lies apart, if it does.
    """

    row: PileRow
    waited: int | None
    worked: int | None
    since: int | None
    apart: int | None = None

    def so_far(self, now: Moment) -> tuple[int | None, int | None]:
        """How long it has waited, and how long somebody has worked on it, up to now."""
        work = self.row.work
        here = now.work - self.since if now.known and self.since is not None else None
        match account(work.party, work.standing, trouble=work.trouble):
            case Account.WAITED:
                return _plus(self.waited, here), self.worked
            case Account.WORKED:
                return self.waited, _plus(self.worked, here)
        return self.waited, self.worked


class Group(StrEnum):
    """The open files by how much they press, the most urgent first; those that lie apart never do."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEAR = "near"
    RUNNING = "running"
    RESTING = "resting"
    TO_COLLECT = "to_collect"
    TO_BEGIN = "to_begin"
    OVERSIGHT = "oversight"
    UNREADABLE = "unreadable"


def group(row: PileRow, now: Moment, near_days: int) -> Group:
    """Where a supervisor has the file; `near_days`: working days that count as near."""
    clock = row.clock
    if row.step is None:
        return Group.UNREADABLE
    if row.work.aside:
        return Group.TO_BEGIN if row.work.aside is Aside.TO_BEGIN else Group.OVERSIGHT
    if isinstance(clock, Still):
        if row.work.standing is Standing.COLLECTION:
            return Group.TO_COLLECT
        return Group.RESTING if row.rests else Group.RUNNING
    if clock.is_late(now):
        return Group.OVERDUE
    if clock.deadline.last == now.date:
        return Group.TODAY
    return Group.NEAR if clock.day - now.day <= near_days else Group.RUNNING


def _plus(before: int | None, here: int | None) -> int | None:
    return None if before is None or here is None else before + max(0, here)


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of open files, most urgent first, and the counts of the whole office.

    `late`: how many are late, by the role of the desk and how they stand.
    """

    files: tuple[OpenFile, ...]
    counts: tuple[Count, ...]
    late: Mapping[tuple[str | None, Standing], int]


def look(
    desk: Desk,
    who: Who,
    *,
    role: str | None = None,
    standing: Standing | None = None,
    aside: Aside = Aside.NOT,
    limit: int = 200,
) -> Overview:
    """Files under way, or that lie apart for this reason, of one role or all, that stand so or anyhow."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        counts, late, time = overview.counts(conn), overview.late(conn, desk.now()), desk.time(conn)
        roles = tuple({c.role for c in counts if c.role is not None}) if role is None else (role,)
        narrowed = role is not None or standing is not None
        rows = lists.all_open(
            desk,
            who,
            roles=roles if narrowed else None,
            standing=standing,
            aside=aside,
            limit=limit,
        )
        ended = overview.ended_stretches(conn, [row.work.file_id for row in rows])
    by_file: dict[int, list[Stretch]] = {}
    for stretch in ended:
        by_file.setdefault(stretch.file_id, []).append(stretch)
    found = tuple(_open_file(row, by_file.get(row.work.file_id, []), time) for row in rows)
    return Overview(found, counts, late)


def _open_file(row: PileRow, stretches: list[Stretch], time: WorkingTime) -> OpenFile:
    start = row.work.start_at
    found = booked(
        flow.Stretch(account(s.party, s.standing, trouble=s.trouble), s.start, min(s.end, start))
        for s in stretches
        if s.start < start  # what another strand did since goes on in its own row
    )
    waited, worked = (working_ms(time, found[which]) for which in (Account.WAITED, Account.WORKED))
    aside = row.work.aside
    apart = min((s.start for s in stretches if s.aside is aside), default=start) if aside else None
    return OpenFile(row, waited, worked, working_ms(time, [(time.horizon[0], start)]), apart)
