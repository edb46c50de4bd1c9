"""What the supervisor's screen costs that stays open all day: how soon it shows a change, and at rest.

The office has 200 open numbers, each given at a desk, and 5,000 open files. A hundred of these were made at
the desks and taken and put back there; the others are copies of their rows, which no act touches: lists read
them like any other.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import deque
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.desk import desk_opened
from bench.office import COLLEAGUE, SUPERVISOR, Scene, lengthened, stage
from bench.process import cpu_seconds
from bench.result import Result
from bench.running import p95, spell, spread
from bench.terminal import Terminal
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.queue import calling
from loket.flow.acts import PutBack, Take

_MADE, _FILES, _NUMBERS = 100, 5_000, 200
_EVENTS, _MOVES, _IN_HAND = 18, 6, 5
_SIZES = ((120, 36), (80, 24))
_PAINTED, _IDLE, _WRITTEN = 50, 1, 2
_Change = tuple[float, float]
"""Seconds until it was painted, and of processor time until nothing was left to do."""
_ERRANDS = ("daftar", "lengkapi", "ambil", "legalisir", "tanya")


def watch(scratch: Path, changes: int, seconds: float) -> list[Result]:
    """Of the screen at each size: from the feed's word until it is painted, then what it costs at rest."""
    scene = _crowded(scratch / "watched.db")
    files, results = deque(scene.files), list[Result]()
    for _ in range(_IN_HAND):  # due before what is taken later, which so comes to stand in sight
        perform(scene.desk, scene.clerk, files.popleft(), Take())
    for columns, rows in _SIZES:
        size, told = f"{columns}×{rows}", scratch / f"heard-{rows}"
        command = (sys.executable, "-m", "bench.heard", "--data", str(scene.path), str(told))
        with Terminal(command, columns=columns, rows=rows) as terminal:
            desk_opened(terminal, SUPERVISOR)
            terminal.rest(3)
            results.append(
                _painted(f"a file is taken, {size}", _taken(scene, files, terminal, told, changes))
            )
            if rows == _SIZES[0][1]:  # in less room the hall is one line
                called = _called(scene, terminal, told, changes)
                results.append(_painted(f"a number is called, {size}", called))
            results += _idle(terminal, seconds, size)
    return results


def _crowded(path: Path) -> Scene:
    scene = stage(path, _MADE, in_hand=False)
    scene = replace(scene, files=tuple(lengthened(scene, ref, _EVENTS, _MOVES) for ref in scene.files))
    for at in range(_NUMBERS):
        calling.issue_ticket(scene.desk, scene.front, "sip-bidan", errand=_ERRANDS[at % len(_ERRANDS)])
    with closing(sqlite3.connect(path)) as conn, conn:
        for more in range(_MADE, _FILES, _MADE):
            _copied(conn, "file", {"id": f"id + {more}", "number": f"printf('%05d', id + {more})"}, "id")
            _copied(conn, "interval", {"file_id": f"file_id + {more}"}, "file_id")
    return scene


def _copied(conn: sqlite3.Connection, table: str, anew: dict[str, str], of: str) -> None:
    """Add the rows of the files that were made once more, with other words in these columns."""
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    words = ", ".join(anew.get(column, column) for column in columns)
    conn.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {words} FROM {table} WHERE {of} <= {_MADE}"
    )


def _taken(scene: Scene, files: deque[Ref], terminal: Terminal, told: Path, changes: int) -> list[_Change]:
    """A colleague takes a file, which then is due first."""
    found = list[_Change]()
    for _ in range(changes):
        before = _rested(terminal)
        taken = perform(scene.desk, scene.colleague, files.popleft(), Take())
        found.append(_since_told(terminal, told, COLLEAGUE.split()[0], before))
        files.append(perform(scene.desk, scene.colleague, taken, PutBack()))
    return found


def _called(scene: Scene, terminal: Terminal, told: Path, changes: int) -> list[_Change]:
    """A counter calls the next number."""
    found = list[_Change]()
    for _ in range(changes):
        before = _rested(terminal)
        number = calling.call_next(scene.desk, scene.front)
        assert number is not None
        found.append(_since_told(terminal, told, number.number, before))
        calling.no_show(scene.desk, scene.front, number.id)
    return found


def _rested(terminal: Terminal) -> float:
    """Let what was written before be heard and shown, so that the next is told alone; processor seconds."""
    terminal.rest(0.7)
    terminal.forget()
    return cpu_seconds(terminal.pid)


def _since_told(terminal: Terminal, told: Path, wanted: str, before: float) -> _Change:
    """From when the feed told of the newest change until `wanted` was painted; what all of it took."""
    seen = terminal.see(wanted)
    since = seen - float(told.read_text().split()[-1])
    terminal.rest(0.3)
    return since, cpu_seconds(terminal.pid) - before


def _painted(what: str, changes: list[_Change]) -> Result:
    seconds, processor = [since for since, _ in changes], median(took for _, took in changes)
    words = f"{spread(seconds)}; {processor * 1000:.0f} ms of processor time in all"
    return Result(f"told to painted: {what}", words, "", p95(seconds) * 1000, _PAINTED, "ms, p95")


def _idle(terminal: Terminal, seconds: float, size: str) -> list[Result]:
    """Whole minutes in which nothing happens but time."""
    with Terminal((sys.executable, "-m", "bench.bare_frame"), rows=_SIZES[0][1]) as bare:
        terminal.rest(2)
        bare.rest(1)
        mine, beside, written = spell(terminal, bare, seconds)
    return [
        Result(
            f"at rest, {size}", f"{mine:.2f} %", f"{beside:.2f} % bare", mine - beside, _IDLE, "% of a core"
        ),
        Result(f"written at rest, {size}", "", "", written / 1000, _WRITTEN, "kB/s"),
    ]
