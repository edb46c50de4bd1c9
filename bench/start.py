"""How soon something stands on the screen: the first frame, and the first work list."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from bench import bare_list
from bench.desk import desk_opened, loket
from bench.office import Scene
from bench.result import Result
from bench.terminal import Terminal


def first_frame(scene: Scene, rounds: int) -> list[Result]:
    """From starting the process until the sign-in, or the bare app's one line, is painted."""

    def bare() -> float:
        with Terminal((sys.executable, "-m", "bench.bare_frame")) as terminal:
            return terminal.see("siap") - terminal.started

    def ours() -> float:
        with loket(scene) as terminal:
            return terminal.see("Kata sandi") - terminal.started

    return [_compared("first frame", ours, bare, rounds, limit=1.3)]


def first_list(scene: Scene, rounds: int, scratch: Path) -> list[Result]:
    """The time that a person waits for a filled list: until their name can be chosen, and after Enter.

    What they spend on typing in between is theirs and not counted. The bare app only reads its list.
    """
    database = scratch / "bare.db"
    bare_list.fill(str(database), len(scene.files))
    waits: list[tuple[float, float]] = []

    def bare() -> float:
        with Terminal((sys.executable, "-m", "bench.bare_list", str(database))) as terminal:
            return terminal.see("Contoh 000") - terminal.started

    def ours() -> float:
        with loket(scene) as terminal:
            waits.append(desk_opened(terminal))
            return sum(waits[-1])

    compared = _compared("work list filled", ours, bare, rounds, limit=1.5)
    opening, signing_in = (statistics.median(part) for part in zip(*waits[1:], strict=True))
    return [
        compared,
        Result("  of which until the people are listed", _ms(opening)),
        Result("  of which after Enter (password hash included)", _ms(signing_in)),
    ]


def _compared(
    what: str, ours: Callable[[], float], bare: Callable[[], float], rounds: int, *, limit: float
) -> Result:
    """Take turns, so that both meet the same noise; the first turn only warms the disk's cache.

    The figure is the median of each turn's own ratio.
    """
    turns = [(bare(), ours()) for _ in range(rounds + 1)][1:]
    beside, mine = (statistics.median(column) for column in zip(*turns, strict=True))
    ratio = statistics.median(own / other for other, own in turns)
    return Result(what, _ms(mine), f"{_ms(beside)} bare", ratio, limit, "×")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
