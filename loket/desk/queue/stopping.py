"""No numbers are given for a while, or for the rest of the day, with a reason, until that is taken back.

Who waits is served as before. That is read from the journal alone: no table has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loket.desk.authority import Who, actor, runs_queue
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.time.today import day_began
from loket.flow.acts import Actor
from loket.lengths import DAY
from loket.store import journal
from loket.store.journal import NUMBERS_RESUMED, NUMBERS_STOPPED, OFFICE, Entry, Stamp
from loket.store.sql import Connection


class Stop(StrEnum):
    """Why no numbers are given."""

    BREAK = "istirahat"
    FULL = "antrean penuh"
    EVENT = "kegiatan kantor"
    TROUBLE = "gangguan"
    CLOSED = "antrean ditutup"


PICKED = tuple(each for each in Stop if each is not Stop.CLOSED)
"""Those that somebody chooses; the last comes of closing the day."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Until when (ms UTC; None: for the rest of the day), and why."""

    until: int | None
    reason: Stop


@dataclass(frozen=True, slots=True)
class StopChange:
    """From an instant on (ms UTC) they are `stopped` so; None: given again. `entry`: of the journal."""

    at: int
    stopped: Stopped | None
    entry: int


def stop(desk: Desk, who: Who, reason: Stop, until: int | None) -> None:
    """Give no more numbers until that instant of today; without one, for the rest of the day.

    Raises:
        Invalid: the instant is past, or of another day.
    """
    with desk.write() as conn:
        now = desk.now()
        if until is not None and not now < until < day_began(desk.time(conn), now) + DAY:
            raise Invalid({"until": "Jamnya harus jam hari ini yang belum lewat."})
        _tell(conn, desk, actor(conn, desk, who), Stopped(until, reason))


def resume(desk: Desk, who: Who) -> None:
    """Give numbers again; where they are given it stays so."""
    with desk.write() as conn:
        if stopped(conn, desk) is not None:
            _tell(conn, desk, actor(conn, desk, who), None)


def stop_for_today(conn: Connection, desk: Desk, person: Actor) -> None:
    """Give none for the rest of the day, which is closed; where that is so already it stays."""
    now = stopped(conn, desk)
    if now is None or now.until is not None:
        _tell(conn, desk, person, Stopped(None, Stop.CLOSED))


def undoable(conn: Connection, desk: Desk) -> Iterator[int]:
    """The entry by which numbers are stopped, or given again, if it can be taken back."""
    now, changes = desk.now(), map(_change, in_force(_lately(conn, desk)))
    last, before = next(changes, None), next(changes, None)
    ended = last is not None and last.stopped is None and before is not None
    stop = before if ended else last
    if last is not None and stop is not None and _holds(stop.stopped, now):
        yield last.entry


def take_back(conn: Connection, desk: Desk, person: Actor, seq: int) -> None:
    """Let it stand as before that entry: of a stop numbers are given again, unless an earlier one goes on."""
    before = next((_change(entry) for entry in in_force(_lately(conn, desk)) if entry.seq != seq), None)
    goes_on = before is not None and _holds(before.stopped, desk.now())
    _tell(conn, desk, person, before.stopped if before is not None and goes_on else None, undone=seq)


def stopped(conn: Connection, desk: Desk) -> Stopped | None:
    """Until when no numbers are given, and why; None while they are."""
    last = next(map(_change, in_force(_lately(conn, desk))), None)
    return last.stopped if last is not None and _holds(last.stopped, desk.now()) else None


def _holds(stop: Stopped | None, now: int) -> bool:
    return stop is not None and (stop.until is None or now < stop.until)


def stops_of_day(conn: Connection, desk: Desk) -> tuple[StopChange, ...]:
    """When numbers were stopped today and given again, the earliest first."""
    return tuple(reversed([*map(_change, _lately(conn, desk))]))


def _lately(conn: Connection, desk: Desk) -> Iterator[Entry]:
    """What was told of it today, the newest first."""
    began = day_began(desk.time(conn), desk.now())
    return journal.lately(conn, "office", OFFICE, (NUMBERS_STOPPED, NUMBERS_RESUMED), began)


def _change(entry: Entry) -> StopChange:
    data = entry.data if entry.kind == NUMBERS_STOPPED else None
    found = Stopped(data["until"], Stop(data["reason"])) if data is not None else None
    return StopChange(entry.at, found, entry.id)


def _tell(
    conn: Connection, desk: Desk, person: Actor, stop: Stopped | None, undone: int | None = None
) -> None:
    """`undone`: the sequence of the entry that this takes back."""
    kind = NUMBERS_RESUMED if stop is None else NUMBERS_STOPPED
    data: dict[str, object] = {} if stop is None else {"until": stop.until, "reason": stop.reason.value}
    data |= {} if undone is None else {UNDONE: undone}
    stamp = Stamp(desk.now(), person.person, runs_queue(person), person.station)
    journal.append(conn, "office", OFFICE, kind, data, stamp)
