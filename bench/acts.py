"""What an act costs at a file's tenth event and its five-hundredth, beside its statements in bare sqlite3."""

from __future__ import annotations

import sqlite3
import statistics
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event

from bench.office import Scene, lengthened, stage
from bench.result import Result
from loket.desk.case.on_record import on_record
from loket.desk.case.perform import perform
from loket.flow.acts import PutBack, Take

_FILES = 24
_LENGTHS = ((10, 2), (60, 51), (500, 60))
"""Events of a file, and how many of them moved it, more or less; the others are notes and marks."""
_STATEMENTS, _MS, _TIMES_BARE, _GROWTH = 10, 0.8, 4, 1.5

Statement = tuple[str, Any]


class _Cursor(sqlite3.Cursor):
    def execute(self, words: str, values: Any = ()) -> Self:
        _DONE.append((words, values))
        return super().execute(words, values)


class _Recording(sqlite3.Connection):
    """A connection that keeps what is executed on it."""

    def cursor(self, factory: type[sqlite3.Cursor] = _Cursor) -> sqlite3.Cursor:  # type: ignore[override]
        return super().cursor(factory)


_DONE: list[Statement] = []


@dataclass(frozen=True, slots=True)
class _Cost:
    """Statements of an act with BEGIN and COMMIT, its ms of processor time and theirs, and how many times."""

    statements: int
    ours: float
    bare: float
    times: float


def acts(scratch: Path) -> list[Result]:
    """Take a file and put it back, on files of each length."""
    found = {events: _cost(scratch / f"acts-{events}.db", events, moved) for events, moved in _LENGTHS}
    most = max(cost.statements for cost in found.values())
    first, *_, last = found.values()
    return [
        *(
            Result(
                f"an act at {events} events",
                f"{cost.ours:.2f} ms, {cost.statements} statements",
                f"{cost.bare:.2f} ms bare ({1 / cost.times:.2f} × ours)",
                cost.times,
                _TIMES_BARE,
                "× bare",
            )
            for events, cost in found.items()
        ),
        Result("its statements, BEGIN and COMMIT too", str(most), "", most, _STATEMENTS, "at most"),
        Result("its processor time at 10 events", f"{first.ours:.2f} ms", "", first.ours, _MS, "ms"),
        Result(
            "at 500 events beside 10",
            f"{last.ours:.2f} ms",
            f"{first.ours:.2f} ms",
            last.ours / first.ours,
            _GROWTH,
            "×",
        ),
    ]


def _cost(path: Path, events: int, moved: int) -> _Cost:
    """The medians over files of that length, each taken and put back once."""
    scene = stage(path, _FILES + 1, in_hand=False)
    refs = [lengthened(scene, ref, events, moved) for ref in scene.files]
    beside = path.with_suffix(".bare.db")
    _record_on(scene)
    perform(scene.desk, scene.clerk, refs.pop(), Take())  # reads what every act needs, once
    with closing(sqlite3.connect(path)) as whole, closing(sqlite3.connect(beside)) as copy:
        whole.backup(copy)
    found = []
    with closing(_bare(beside)) as bare:
        for ref in refs:
            for act in (Take(), PutBack()):
                with scene.desk.store.read() as conn:
                    on_record(conn, scene.desk, ref.file)  # as whoever acts has the file before them
                _DONE.clear()
                start = time.thread_time_ns()
                ref = perform(scene.desk, scene.clerk, ref, act)
                ours = time.thread_time_ns() - start
                done = [*_DONE]
                found.append((len(done), ours / 1e6, _replayed(bare, done) / 1e6))
    scene.desk.store.close()
    statements, ours, beside_ms = (statistics.median(column) for column in zip(*found, strict=True))
    return _Cost(int(statements), ours, beside_ms, statistics.median(mine / its for _, mine, its in found))


def _record_on(scene: Scene) -> None:
    """From now on what the office writes is kept in `_DONE`."""
    engine = scene.desk.store._database._writer  # type: ignore[attr-defined]

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
        options["factory"] = _Recording

    while scene.desk.store._idle:
        scene.desk.store._idle.pop().close()
    engine.dispose()


def _bare(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def _replayed(bare: sqlite3.Connection, done: list[Statement]) -> int:
    """Processor time (ns) of the same statements with the same values."""
    start = time.thread_time_ns()
    for words, values in done:
        bare.execute(words, values).fetchall()
    return time.thread_time_ns() - start
