"""What the program costs while it is open, and how soon it answers: seconds, memory, keys, others' acts."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import bare_list
from bench.desk import desk_opened, file_taken, loket
from bench.office import Scene
from bench.process import cpu_seconds, private_mib
from bench.result import Result
from bench.terminal import Terminal

_SPELLS = 8
_TALL = 60  # rows of the terminal: fifty files and the bars


def countdowns(spread: Scene, crowded: Scene, seconds: float) -> list[Result]:
    """Processor time of countdowns: taken a minute apart, and, only told, all fifty in their last minutes."""
    return [
        _countdown(spread, seconds, "taken a minute apart", 1),
        _countdown(crowded, seconds, "all showing seconds", None),
    ]


def _countdown(scene: Scene, seconds: float, how: str, limit: float | None) -> Result:
    """What the countdowns of `scene` cost.

    A bare Textual app idles in a second terminal meanwhile; what it uses (Textual looks for keys ten times a
    second) is no cost of the countdowns. Neighbours on the machine slow a process that wakes for a moment
    and never speed it up: so the figure is the quietest spell's. Every spell has as many ticks: it begins
    between two and lasts whole seconds. How many times the bare app's share it is depends least on them.
    """
    with (
        loket(scene, rows=_TALL) as ours,
        Terminal((sys.executable, "-m", "bench.bare_frame"), rows=_TALL) as bare,
    ):
        desk_opened(ours)
        ours.rest(3)
        bare.rest(0.1)
        ours.forget()
        ours.frame()
        ours.rest(0.4)
        spells = [spell(ours, bare, max(1, round(seconds / _SPELLS))) for _ in range(_SPELLS)]
    mine, beside, written = (statistics.median(column) for column in zip(*spells, strict=True))
    cost = min(own - other for own, other, _ in spells)
    words = f"median {mine:.2f} % ({mine / beside:.1f} × bare), {written / 1000:.0f} kB/s"
    return Result(f"{len(scene.files)} countdowns, {how}", words, f"{beside:.2f} % bare", cost, limit, "%")


def spell(ours: Terminal, bare: Terminal, seconds: float) -> tuple[float, float, float]:
    """Percent of a core of each while nobody types, and what ours writes in bytes per second."""
    before, start = (cpu_seconds(ours.pid), cpu_seconds(bare.pid)), time.perf_counter()
    written = ours.rest(seconds)
    after, lasted = (cpu_seconds(ours.pid), cpu_seconds(bare.pid)), time.perf_counter() - start
    mine, beside = (100 * (now - then) / lasted for then, now in zip(before, after, strict=True))
    return mine, beside, written / lasted


def memory(scene: Scene, tabs: int) -> list[Result]:
    """Private memory after the first 200 Tabs in a file's form, and after `tabs` more."""
    with loket(scene) as terminal:
        file_taken(terminal)
        _tabs(terminal, 200)
        before = private_mib(terminal.pid)
        _tabs(terminal, tabs)
        after = private_mib(terminal.pid)
    words = f"{before:.1f} → {after:.1f} MiB"
    return [Result(f"private memory over {tabs} Tabs", words, "", after - before, 1, "MiB more")]


def _tabs(terminal: Terminal, count: int) -> list[float]:
    return [_answered(terminal, "tab") for _ in range(count)]


def _answered(terminal: Terminal, key: str) -> float:
    """Seconds from a key to the end of the frame that answers it."""
    typed = terminal.type(key)
    return terminal.frame() - typed


def keys(scene: Scene, count: int, scratch: Path) -> list[Result]:
    """From a key to its frame: the cursor in the list, the file beside it, and Tab in a form.

    A bare Textual table of as many files stands in a second terminal, and its cursor moves in turn with ours.
    """
    database, most = scratch / "beside.db", len(scene.files) - 1
    bare_list.fill(str(database), len(scene.files))
    moves, files, bare = [], [], []
    with (
        loket(scene, rows=_TALL) as ours,
        Terminal((sys.executable, "-m", "bench.bare_list", str(database)), rows=_TALL) as beside,
    ):
        desk_opened(ours)
        beside.see("Contoh 000")
        for n in range(count):
            at = n % most + 1
            for terminal in (ours, beside):
                if at == 1 and n:
                    terminal.settle()
                    terminal.type(*["up"] * most)
                terminal.settle()
            typed = ours.type("down")
            moves.append(ours.see("▸") - typed)
            files.append(ours.see(rf"Contoh {at:03} · NIK") - typed)
            typed = beside.type("down")
            bare.append(beside.see(rf"Contoh {at:03}") - typed)
    with loket(scene) as terminal:
        file_taken(terminal)
        tabs = []
        for _ in range(count):
            terminal.rest(0.073)  # no multiple of a frame
            tabs.append(_answered(terminal, "tab"))
    return [
        _beside("cursor down, usually", moves, bare, statistics.median, 2),
        _beside("cursor down, at its slowest", moves, bare, p95, 1.3),
        _beside("the file beside it, at its slowest", files, bare, p95, 4),
        Result("key to paint: Tab in the form", spread(tabs)),
    ]


def _beside(
    what: str, ours: list[float], bare: list[float], of: Callable[[list[float]], float], limit: float
) -> Result:
    """How many times the bare table's time ours is."""
    return Result(
        f"key to paint: {what}", spread(ours), f"{spread(bare)} bare", of(ours) / of(bare), limit, "×"
    )


def others(scene: Scene, count: int) -> list[Result]:
    """From a colleague's commit in another process until the clerk's list shows it, no key pressed."""
    from loket.desk.case.perform import perform
    from loket.flow.acts import Take

    seen: list[float] = []
    with loket(scene, rows=_TALL) as terminal:
        desk_opened(terminal)
        for n, ref in enumerate(scene.files[1 : count + 1], 1):
            terminal.rest(0.3 + n * 0.037 % 0.25)  # anywhere between two looks at the database
            terminal.forget()
            perform(scene.desk, scene.colleague, ref, Take())
            committed = time.perf_counter()
            seen.append(terminal.see(rf"DIKERJAKAN REKAN {n}\b") - committed)
    worst = max(seen)
    return [Result("another's act is seen", spread(seen), "", worst * 1000, 300, "ms at most")]


def spread(seconds: list[float]) -> str:
    """Half of them and nineteen of twenty took no longer, in words."""
    return f"p50 {statistics.median(seconds) * 1000:.1f}, p95 {p95(seconds) * 1000:.1f} ms"


def p95(seconds: list[float]) -> float:
    """What nineteen of twenty took at most."""
    return statistics.quantiles(seconds, n=20)[-1]
