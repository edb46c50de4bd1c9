"""Which program does the office's tasks, one at a time, and how each went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class Went:
    """How a task went: when it was tried last, and went well last (ms UTC); `fault`: what kept it since."""

    tried: int
    well: int | None
    fault: str


_HOLDER = text("SELECT program, until, seen FROM lease WHERE id = 1")
_TAKE = text(
    "INSERT INTO lease (id, program, until, seen) VALUES (1, :program, :until, :now) ON CONFLICT (id)"
    " DO UPDATE SET program = excluded.program, until = excluded.until, seen = excluded.seen"
)
_RELEASE = text("UPDATE lease SET until = seen WHERE program = :program")
_EVERY = text("SELECT name, tried, well, fault FROM task")
_WENT = text(
    "INSERT INTO task (name, tried, well, fault) VALUES (:name, :at, :well, :fault) ON CONFLICT (name)"
    " DO UPDATE SET tried = :at, well = coalesce(:well, task.well), fault = :fault"
)


def take(conn: Connection, program: str, now: int, until: int, ended: Callable[[str], bool]) -> bool:
    """Take the lease, or keep it; False while another program has it that has not ended."""
    held = run(conn, _HOLDER).first()
    if held is not None and held.program != program and held.until > now and not ended(held.program):
        return False
    run(conn, _TAKE, program=program, until=until, now=now)
    return True


def release(conn: Connection, program: str) -> None:
    """Leave the tasks to whoever comes."""
    run(conn, _RELEASE, program=program)


def seen(conn: Connection) -> int | None:
    """When a program last did the tasks (ms UTC); None where none ever did."""
    held = run(conn, _HOLDER).first()
    return None if held is None else held.seen


def went(conn: Connection, name: str, at: int, fault: str) -> None:
    """Keep how a task went: well without a `fault`."""
    run(conn, _WENT, name=name, at=at, well=None if fault else at, fault=fault)


def every(conn: Connection) -> dict[str, Went]:
    """How each task went, by its name."""
    return {name: Went(*rest) for name, *rest in run(conn, _EVERY)}
