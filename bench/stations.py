"""Thirty-two stations at once on one office, four acts a second each for a minute, on either engine.

Each is a process of its own with a file of its own, which it takes and puts back by the clock: an act that
came late does not delay the next, so its waiting is counted from when it was due. Beside it, in the same run,
the raw floor: the same processes, at the same pace, with statements of the same shapes and sizes and nothing
of Loket, straight at the driver, one writer at a time.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

from bench.office import Scene, stage
from bench.result import Result
from bench.server import server
from loket.desk.case.perform import perform
from loket.desk.opening import open_desk
from loket.flow.acts import PutBack, Take
from loket.location import Location, Server

STATIONS, RATE, SECONDS = 32, 4.0, 60.0
_BEYOND_FLOOR, _APART = 50.0, 3
"""p99 at most so many ms above the floor's; the fastest station at most so many times the slowest's acts."""

Act = Callable[[], None]
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A station's acts: ms from when each was due until it was done, of processor time; how many failed."""

    waited: Sequence[float]
    worked: Sequence[float]
    failed: int


def stations(scratch: Path, seconds: float = SECONDS) -> list[Result]:
    """Both engines, each beside its floor."""
    results = _engine("file", scratch / "stations.db", _sqlite_floor(scratch / "floor.db"), seconds)
    results.append(
        Result("file: the log beside it then", f"{_log_size(scratch / 'stations.db') / 1e6:.1f} MB")
    )
    with server() as place:
        results += _engine("server", place, _postgres_floor(place), seconds)
    return results


def _engine(name: str, place: Location, floor: Callable[[int], Act], seconds: float) -> list[Result]:
    scene = stage(place, STATIONS, in_hand=False)
    scene.desk.store.close()
    bare = _all(floor, seconds)
    ours = _all(lambda number: _acting(scene, number), seconds)
    p50, p99 = _percentiles(ours)
    floor50, floor99 = _percentiles(bare)
    done = sorted(len(kept.waited) for kept in ours)
    worked = sum(sum(kept.worked) for kept in ours) / sum(done)
    lost = sum(kept.failed for kept in ours)
    return [
        Result(f"{name}: an act, p50", f"{p50:.1f} ms, {worked:.2f} ms of it ours", f"{floor50:.1f} ms"),
        Result(
            f"{name}: p99", f"{p99:.1f} ms", f"{floor99:.1f} ms", p99 - floor99, _BEYOND_FLOOR, "ms above"
        ),
        Result(
            f"{name}: most acts beside least", f"{done[-1]}", f"{done[0]}", done[-1] / done[0], _APART, ""
        ),
        Result(f"{name}: acts that failed", str(lost), f"of {sum(done)}", lost, 0, ""),
    ]


def _all(make: Callable[[int], Act], seconds: float) -> list[_Kept]:
    """Every station at once, each a process."""
    begins = time.monotonic() + 0.6 * STATIONS
    ends = [_FORK.Pipe(duplex=False) for _ in range(STATIONS)]
    running = [
        _FORK.Process(target=_station, args=(make, number, begins, seconds, told))
        for number, (_, told) in enumerate(ends)
    ]
    for process in running:
        process.start()
    kept = [_Kept(*hears.recv()) for hears, _ in ends]
    for process in running:
        process.join()
    return kept


def _station(make: Callable[[int], Act], number: int, begins: float, seconds: float, told: Pipe) -> None:
    act, waited, worked, failed = make(number), list[float](), list[float](), 0
    for _ in range(2):
        act()  # reads what every act needs, once
    due = begins + number / (RATE * STATIONS)
    while due < begins + seconds:
        time.sleep(max(0.0, due - time.monotonic()))
        cpu = time.thread_time()
        try:
            act()
        except Exception:
            failed += 1
        waited.append((time.monotonic() - due) * 1000)
        worked.append((time.thread_time() - cpu) * 1000)
        due = max(due + 1 / RATE, time.monotonic() - 10 / RATE)  # who fell far behind gives some up
    told.send((waited, worked, failed))


def _acting(scene: Scene, number: int) -> Act:
    """A station's own desk, taking its file and putting it back in turn."""
    desk, who = open_desk(scene.path, settle=False), (scene.clerk, scene.colleague)[number % 2]
    ref, acts = scene.files[number], _in_turn()

    def act() -> None:
        nonlocal ref
        ref = perform(desk, who, ref, next(acts))

    return act


def _in_turn() -> Iterator[Take | PutBack]:
    while True:
        yield Take()
        yield PutBack()


def _percentiles(kept: Sequence[_Kept]) -> tuple[float, float]:
    cuts = quantiles([ms for each in kept for ms in each.waited], n=100)
    return cuts[49], cuts[98]


_TABLES = (
    "CREATE TABLE head (id INTEGER PRIMARY KEY, last INTEGER NOT NULL, hash TEXT NOT NULL)",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, owner INTEGER, seq INTEGER, data TEXT, hash TEXT,"
    " UNIQUE (owner, seq))",
    "CREATE TABLE file (id INTEGER PRIMARY KEY, version INTEGER, facts TEXT)",
    "CREATE TABLE snapshot (file_id INTEGER PRIMARY KEY, state TEXT)",
    "CREATE TABLE stretch (file_id INTEGER, seq INTEGER, due INTEGER, words TEXT,"
    " PRIMARY KEY (file_id, seq))",
    "CREATE INDEX stretch_due ON stretch (due, file_id)",
    "INSERT INTO head VALUES (1, 0, '')",
    *(f"INSERT INTO file VALUES ({n}, 0, '{{}}')" for n in range(STATIONS)),
    *(f"INSERT INTO snapshot VALUES ({n}, '')" for n in range(STATIONS)),
)
_ROW = 400
"""Characters of a journal's entry, a state and an interval, as an act on such a file writes them."""


def _floor_act(run: Callable[..., Any], number: int) -> Act:
    """The eight statements of an act with the work that a database has with them; no BEGIN, no COMMIT."""
    seq, words = 0, "x" * _ROW

    def act() -> None:
        nonlocal seq
        seq += 1
        ((last,),) = run("SELECT head.last FROM head LEFT JOIN file ON file.id = ? WHERE head.id = 1", number)
        run("SELECT id, version FROM file WHERE id = ?", number)
        run("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", last + 1, number, seq, words, words[:64])
        run("UPDATE head SET last = ?, hash = ? WHERE id = 1", last + 1, words[:64])
        run("UPDATE file SET version = ? WHERE id = ? AND version = ?", seq, number, seq - 1)
        run("UPDATE snapshot SET state = ? WHERE file_id = ?", words, number)
        run("INSERT INTO stretch VALUES (?, ?, ?, ?)", number, seq, seq, words)
        run("SELECT last FROM head WHERE id = 1")

    return act


def _sqlite_floor(path: Path) -> Callable[[int], Act]:
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        for statement in _TABLES:
            made.execute(statement)
    lock = path.with_suffix(".lock")
    lock.touch()

    def make(number: int) -> Act:
        conn = sqlite3.connect(path, isolation_level=None, timeout=10)
        conn.execute("PRAGMA synchronous=FULL")
        act = _floor_act(lambda words, *values: conn.execute(words, values).fetchall(), number)
        handle = os.open(lock, os.O_RDWR)

        def once() -> None:
            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                conn.execute("BEGIN IMMEDIATE")
                act()
                conn.execute("COMMIT")
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)

        return once

    return make


def _postgres_floor(place: Server) -> Callable[[int], Act]:
    with psycopg.connect(place.words, autocommit=True) as made:
        for statement in _TABLES:
            made.execute(statement.encode())

    def make(number: int) -> Act:
        conn = psycopg.connect(place.words, autocommit=True)

        def run(words: str, *values: Any) -> list[Any]:
            cursor = conn.execute(words.replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []

        act = _floor_act(run, number)

        def once() -> None:
            conn.execute("BEGIN; SELECT last FROM head WHERE id = 1 FOR UPDATE", prepare=False)
            act()
            conn.execute("COMMIT")

        return once

    return make


def _log_size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return log.stat().st_size if log.exists() else 0
