"""The office at a glance: every open file, waiting and working time apart, and how many wait at each desk."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case import lists
from loket.desk.case.lists import PileRow
from loket.desk.office import Desk
from loket.flow.state import Standing
from loket.sla import OutsideHorizon, WorkingTime
from loket.sop.model import Party
from loket.store import overview
from loket.store.overview import Count, Stretch

__all__ = ["Count"]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file on the supervisor's list.

    `waited` and `worked`: working ms that it lay on the office's piles and was in somebody's hands, up to the
    interval it is in now (`row.work.start_at`); None where the calendar does not reach.
    """

    row: PileRow
    waited: int | None
    worked: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of open files, most urgent first, and the counts of the whole office."""

    files: tuple[OpenFile, ...]
    counts: tuple[Count, ...]


def look(
    desk: Desk,
    who: Who,
    *,
    role: str | None = None,
    standing: Standing | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 200,
) -> Overview:
    """Open files of one role or all, that stand so or anyhow; `after` is the `place` of the last row seen."""
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        counts, time = overview.counts(conn), desk.time(conn)
        roles = tuple({c.role for c in counts if c.role is not None}) if role is None else (role,)
        narrowed = role is not None or standing is not None
        rows = lists.all_open(
            desk, who, roles=roles if narrowed else None, standing=standing, after=after, limit=limit
        )
        ended = overview.ended_stretches(conn, [row.work.file_id for row in rows])
    by_file: dict[int, list[Stretch]] = {}
    for stretch in ended:
        by_file.setdefault(stretch.file_id, []).append(stretch)
    return Overview(tuple(_open_file(row, by_file.get(row.work.file_id, []), time) for row in rows), counts)


def _open_file(row: PileRow, stretches: list[Stretch], time: WorkingTime) -> OpenFile:
    ours = [s for s in stretches if s.party is Party.OFFICE and not s.trouble]
    return OpenFile(
        row,
        _sum([s for s in ours if s.standing is Standing.WAITING], time),
        _sum([s for s in ours if s.standing is Standing.WORKING], time),
    )


def _sum(stretches: list[Stretch], time: WorkingTime) -> int | None:
    try:
        return sum(time.working_between(s.start, s.end) for s in stretches)
    except OutsideHorizon:
        return None
