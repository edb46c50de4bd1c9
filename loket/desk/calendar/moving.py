"""Open deadlines follow the calendar, the office's hours and its settings.

A change and what it changed from are kept in one short transaction; the deadlines follow in chunks, each a
transaction that also keeps how far the move has come. So the counters never wait for the calendar, and a
move that was cut off is finished by whoever opens the office next: every file is right, and told once.
What moved stands in the file's journal, old and new.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace

from loket.desk.case.on_record import OnRecord, next_due, on_record, reading_of, write
from loket.desk.errors import Unreadable
from loket.desk.note_names import GROUND, MOVED_NOTE
from loket.desk.office import Desk
from loket.desk.time.reckoning import Reckoning, reckon, reckoning_data, reckoning_from
from loket.flow.acts import Event, Note
from loket.flow.limits import Limit, LimitKind, judge_all
from loket.flow.promise import Basis, promise
from loket.office.times import Times, times_data
from loket.sla import State, Verdict, WorkingTime
from loket.sla.explain import format_end
from loket.store import calendar, files, integrity, meta, texts
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical

UNKNOWN = "belum dapat dihitung"
NOT_COUNTED = "belum dihitung"
NO_LIMIT = "tanpa batas"
PROMISE = "janji"
"""What was promised by the Standar Pelayanan, by the word that the journal keeps beside those of limits."""
PROFILE_CHANGED = "jam atau pengaturan waktu kantor diubah"
CHUNK = 100


@dataclass(frozen=True, slots=True)
class Moved:
    """A limit of an open file that a change moved; None where it cannot be computed. Instants in ms UTC.

    Without a `limit` it is the date that the applicant was promised by the Standar Pelayanan; `promised`: it
    is what they were promised.
    """

    file: int
    number: str
    limit: LimitKind | None
    before: int | None
    after: int | None
    promised: bool = False


@dataclass(frozen=True, slots=True)
class _Shift:
    """A limit before and after the change, or without one a promise; None where the file did not have it."""

    limit: LimitKind | None
    was: Verdict | None
    will: Verdict | None
    promised: bool

    @property
    def dues(self) -> tuple[int | None, int | None]:
        return (self.was.due if self.was else None, self.will.due if self.will else None)


@dataclass(frozen=True, slots=True)
class _Move:
    """A move under way: away from what, why and by whom, and the last file that has been seen to.

    `ground`: what of the reason the public may read, a decree or the name of a day; empty where nothing.
    """

    old: Reckoning
    reason: str
    stamp: Stamp
    newest: int
    after: int = 0
    ground: str = ""


def begin(conn: Connection, old: Reckoning, stamp: Stamp, reason: str, ground: str = "") -> None:
    """Note, in the transaction of a change, that deadlines have to move away from `old`.

    `reason` is what the office reads of it, `ground` what applicants may.
    """
    _keep(conn, _Move(old, reason, stamp, newest=files.newest(conn), ground=ground))


def finish(desk: Desk) -> tuple[Moved, ...]:
    """Move what a change, ours or one that was cut off, has left to be moved."""
    moved: list[Moved] = []
    while True:
        with desk.store.read() as conn:
            kept = meta.get(conn, meta.MOVE)
        if not kept:
            return tuple(moved)
        moved += _next_chunk(desk, kept)


def date_anew(desk: Desk) -> None:
    """Give lists the deadlines of all open files again, where an earlier release kept less of them."""
    with settled(desk) as conn:
        if not meta.get(conn, meta.UNDATED):
            return
        after = 0
        while rows := files.open_with_due(conn, after):
            for row in rows:
                with suppress(Unreadable):
                    file = on_record(conn, desk, row.file_id)
                    files.set_due(conn, row.file_id, next_due(file, max(desk.now(), file.state.last_at)))
            after = rows[-1].file_id
        meta.put(conn, meta.UNDATED, "")


@contextmanager
def settled(desk: Desk) -> Iterator[Connection]:
    """A writing transaction in which no move is under way: a change begins from deadlines that agree."""
    while True:
        finish(desk)
        with desk.store.write() as conn:
            if not meta.get(conn, meta.MOVE):
                yield conn
                return


def follow_times(conn: Connection, desk: Desk, times: Times, stamp: Stamp) -> None:
    """In the transaction of a change: from now on these hours and settings count, and deadlines have to move.

    Raises CalendarFault where they leave the calendar's days without hours; nothing is kept then.
    """
    if times == (old := desk.reckoning(conn)).times:
        return
    revision = calendar.put_times(conn, canonical(times_data(times)), stamp)
    reckon(times, old.days, revision, old.horizon.isoformat())  # refused before it is kept
    begin(conn, old, stamp, PROFILE_CHANGED)


def by_times(conn: Connection, desk: Desk, times: Times) -> Reckoning:
    """What would be reckoned by if these hours and settings counted. Raises CalendarFault."""
    old = desk.reckoning(conn)
    return reckon(times, old.days, old.time.revision, old.horizon.isoformat())


def foreseen(conn: Connection, desk: Desk, new: Reckoning) -> tuple[Moved, ...]:
    """What would move if times were reckoned so."""
    old, found, after = desk.reckoning(conn), list[Moved](), 0
    same = (new.times, new.days, new.horizon) == (old.times, old.days, old.horizon)
    while rows := files.open_with_due(conn, after, CHUNK) if not same else ():
        for row in rows:
            with suppress(Unreadable):
                file = on_record(conn, desk, row.file_id)
                shifts = _shifts(conn, file, old, new, max(desk.now(), file.state.last_at))
                found += [_moved(file, shift) for shift in shifts]
        after = rows[-1].file_id
    return tuple(found)


def left_out(desk: Desk) -> tuple[str, ...]:
    """The numbers of files whose deadlines no move could set, since their histories cannot be read."""
    with desk.store.read() as conn:
        return tuple(
            number
            for file in _left_out(conn)
            if not _readable(conn, desk, file)
            for _, number in integrity.numbers(conn, file - 1, 1)
        )


def misdated(conn: Connection, desk: Desk) -> tuple[str, ...]:
    """The numbers of open files of which lists have another deadline than is reckoned; none during a move."""
    if meta.get(conn, meta.MOVE):
        return ()
    found, after = list[str](), 0
    while rows := files.open_with_due(conn, after):
        found += [number for row in rows if (number := _misdated(conn, desk, row))]
        after = rows[-1].file_id
    return tuple(found)


def _misdated(conn: Connection, desk: Desk, row: files.OpenRow) -> str:
    """The file's number if its deadline is another; a history that cannot be read tells none."""
    try:
        file = on_record(conn, desk, row.file_id)
        now = max(desk.now(), file.state.last_at)
        return file.row.number if next_due(file, now) != row.due else ""
    except Unreadable:
        return ""


def _left_out(conn: Connection) -> list[int]:
    return list(json.loads(meta.get(conn, meta.LEFT_OUT) or "[]"))


def _readable(conn: Connection, desk: Desk, file: int) -> bool:
    try:
        on_record(conn, desk, file)
    except Unreadable:
        return False
    return True


def _keep(conn: Connection, move: _Move) -> None:
    kept = {
        "old": reckoning_data(move.old),
        "reason": move.reason,
        "stamp": asdict(move.stamp),
        "newest": move.newest,
        "after": move.after,
        "ground": move.ground,
    }
    meta.put(conn, meta.MOVE, canonical(kept))


def _kept_move(kept: str) -> _Move:
    data = json.loads(kept)
    old, stamp = reckoning_from(data["old"]), Stamp(**data["stamp"])
    return _Move(old, data["reason"], stamp, data["newest"], data["after"], data.get("ground", ""))


def _next_chunk(desk: Desk, kept: str) -> list[Moved]:
    """See to the next files of a move; nothing when another program has just done so."""
    move = _kept_move(kept)
    with desk.store.read() as conn:
        rows = [r for r in files.open_with_due(conn, move.after, CHUNK) if r.file_id <= move.newest]
        affected, unreadable = _affected(conn, desk, rows, move.old)
    with desk.store.write() as conn:
        if meta.get(conn, meta.MOVE) != kept:
            return []
        moved = [m for file in affected for m in _move_file(conn, desk, file, move)]
        if unreadable:
            meta.put(conn, meta.LEFT_OUT, canonical(sorted({*_left_out(conn), *unreadable})))
        if len(rows) < CHUNK:
            meta.put(conn, meta.MOVE, "")
        else:
            _keep(conn, replace(move, after=rows[-1].file_id))
        return moved


def _affected(
    conn: Connection, desk: Desk, rows: list[files.OpenRow], old: Reckoning
) -> tuple[list[int], list[int]]:
    """The files to move, and those that cannot be read: they stay as they are and hold nobody up."""
    affected, unreadable = [], []
    for row in rows:
        try:
            if _differs(conn, desk, row, old):
                affected.append(row.file_id)
        except Unreadable:
            unreadable.append(row.file_id)
    return affected, unreadable


def _differs(conn: Connection, desk: Desk, open_row: files.OpenRow, old: Reckoning) -> bool:
    file = on_record(conn, desk, open_row.file_id)
    now = max(desk.now(), file.state.last_at)
    return next_due(file, now) != open_row.due or bool(_shifts(conn, file, old, desk.reckoning(conn), now))


def _shifts(conn: Connection, file: OnRecord, old: Reckoning, new: Reckoning, now: int) -> list[_Shift]:
    """The limits, and the promise, that fall elsewhere as times are reckoned by `new` than by `old`."""
    before, after = (_by(conn, file, each, now) for each in (old, new))
    bases, found = {before.basis, after.basis}, list[_Shift]()
    for key in after.limits | before.limits:
        limit = (after.limits.get(key) or before.limits[key])[0]
        was, will = (side.limits[key][1] if key in side.limits else None for side in (before, after))
        if not limit.finished:
            found.append(_Shift(limit.kind, was, will, _RESTING_ON.get(limit.kind, "") in bases))
    if Basis.STANDARD in bases:
        found.append(_Shift(None, before.promised, after.promised, promised=True))
    return [shift for shift in found if shift.dues[0] != shift.dues[1]]


_RESTING_ON = {LimitKind.LEGAL: Basis.LEGAL, LimitKind.WHOLE: Basis.WHOLE}
"""What is promised where a limit of that kind is the promise itself."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """Each limit of a file with its verdict, and how what was promised stands; None while nothing runs."""

    limits: dict[tuple[LimitKind, tuple[int, ...], int | None], tuple[Limit, Verdict]]
    basis: Basis | None
    promised: Verdict | None


def _by(conn: Connection, file: OnRecord, reckoning: Reckoning, now: int) -> _Judged:
    reading, time = reading_of(conn, reckoning, file.row), reckoning.time
    judged = judge_all(file.procedure, file.state, reading, time, now)
    running = (limit for limit, _ in judged if not limit.finished)
    made = promise(file.procedure, file.state, reading, running, now)
    return _Judged(
        {(limit.kind, limit.steps, limit.strand): (limit, verdict) for limit, verdict in judged},
        made.basis if made is not None else None,
        made.due(file.state, time, now) if made is not None and made.began else None,
    )


def _move_file(conn: Connection, desk: Desk, file_id: int, move: _Move) -> list[Moved]:
    """Set the file's deadline, and tell each limit that moved in its history."""
    file = on_record(conn, desk, file_id)
    if file.here is None:
        return []
    now, stamp = max(desk.now(), file.state.last_at), move.stamp
    shifts = _shifts(conn, file, move.old, desk.reckoning(conn), now)
    files.set_due(conn, file_id, next_due(file, now))
    if not shifts:
        return []
    remark = texts.add_remark(conn, stamp.person, now, move.reason, file_id)
    ground: int | None = remark
    if move.ground != move.reason:
        ground = texts.add_remark(conn, stamp.person, now, move.ground, file_id) if move.ground else None
    for shift in shifts:
        data = {
            "batas": str(shift.limit or PROMISE),
            "lama": _when(move.old.time, shift.was),
            "baru": _when(desk.time(conn), shift.will),
            "dasar": remark,
            **({GROUND: ground} if ground is not None else {}),
        }
        act = Note(MOVED_NOTE, data)
        event = Event(file.state.seq + 1, now, now, act, stamp.person, stamp.role, stamp.station)
        file = write(conn, file, event)
    return [_moved(file, shift) for shift in shifts]


def _moved(file: OnRecord, shift: _Shift) -> Moved:
    return Moved(file.row.id, file.row.number, shift.limit, *shift.dues, shift.promised)


def _when(time: WorkingTime, verdict: Verdict | None) -> str:
    """A deadline as the journal keeps it: `Rab 25 Mar 2026 16.00`; the end of a day belongs to that day."""
    if verdict is None:
        return NO_LIMIT
    if verdict.due is None:
        return UNKNOWN if verdict.state is State.UNKNOWN else NOT_COUNTED
    return format_end(time, verdict.due)
