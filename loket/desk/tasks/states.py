"""How the office is kept: its last backup, and each task of the background process, for who sees to them."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.backup.latest import Latest, latest
from loket.desk.office import Desk
from loket.desk.tasks.table import TASKS, Task
from loket.store import tasks


@dataclass(frozen=True, slots=True)
class State:
    """A task, when it was tried last and went well last (ms UTC; None: never), and what keeps it since."""

    task: Task
    tried: int | None
    well: int | None
    fault: str


@dataclass(frozen=True, slots=True)
class Upkeep:
    """`seen`: when the background process last worked (ms UTC); None where the office has none."""

    backup: Latest
    tasks: tuple[State, ...]
    seen: int | None


def upkeep(desk: Desk) -> Upkeep:
    """How the office is kept now."""
    with desk.at_one_moment(), desk.store.read() as conn:
        known, seen = tasks.every(conn), tasks.seen(conn)
        return Upkeep(
            latest(desk), tuple(_state(t, known.get(t.name)) for t in TASKS if t.wanted(desk)), seen
        )


def _state(task: Task, went: tasks.Went | None) -> State:
    return State(task, None, None, "") if went is None else State(task, went.tried, went.well, went.fault)
