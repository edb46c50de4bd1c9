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
from loket.desk.time.today import day_began
from loket.lengths import DAY
from loket.store import journal
from loket.store.journal import NUMBERS_RESUMED, NUMBERS_STOPPED, OFFICE, Stamp
from loket.store.sql import Connection


class Stop(StrEnum):
    """Why no numbers are given."""

    BREAK = "istirahat"
    FULL = "antrean penuh"
    EVENT = "kegiatan kantor"
    TROUBLE = "gangguan"


@dataclass(frozen=True, slots=True)
class Stopped:
    """Until when (ms UTC; None: for the rest of the day), and why."""

    until: int | None
    reason: Stop


@dataclass(frozen=True, slots=True)
class StopChange:
    """From an instant on (ms UTC) they are `stopped` so; None: given again."""

    at: int
    stopped: Stopped | None


def stop(desk: Desk, who: Who, reason: Stop, until: int | None) -> None:
    """Give no more numbers until that instant of today; without one, for the rest of the day.

    Raises:
        Invalid: the instant is past, or of another day.
    """
    with desk.write() as conn:
        now = desk.now()
        if until is not None and not now < until < day_began(desk.time(conn), now) + DAY:
            raise Invalid({"until": "Jamnya harus jam hari ini yang belum lewat."})
        _tell(conn, desk, who, NUMBERS_STOPPED, {"until": until, "reason": reason.value})


def resume(desk: Desk, who: Who) -> None:
    """Give numbers again; where they are given it stays so."""
    with desk.write() as conn:
        if stopped(conn, desk) is not None:
            _tell(conn, desk, who, NUMBERS_RESUMED, {})


def stopped(conn: Connection, desk: Desk) -> Stopped | None:
    """Until when no numbers are given, and why; None while they are."""
    last, now = next(_lately(conn, desk), None), desk.now()
    found = last.stopped if last is not None else None
    return found if found is not None and (found.until is None or now < found.until) else None


def stops_of_day(conn: Connection, desk: Desk) -> tuple[StopChange, ...]:
    """When numbers were stopped today and given again, the earliest first."""
    return tuple(reversed([*_lately(conn, desk)]))


def _lately(conn: Connection, desk: Desk) -> Iterator[StopChange]:
    """What was changed of it today, the newest first."""
    began = day_began(desk.time(conn), desk.now())
    for entry in journal.lately(conn, "office", OFFICE, (NUMBERS_STOPPED, NUMBERS_RESUMED), began):
        data = entry.data if entry.kind == NUMBERS_STOPPED else None
        yield StopChange(entry.at, Stopped(data["until"], Stop(data["reason"])) if data is not None else None)


def _tell(conn: Connection, desk: Desk, who: Who, kind: str, data: dict[str, int | str | None]) -> None:
    person = actor(conn, desk, who)
    role = runs_queue(person)
    journal.append(conn, "office", OFFICE, kind, data, Stamp(desk.now(), who.person, role, person.station))
