"""The program on the office of the tests of screens, in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.screens.house import House
from tests.stories.terminal import Terminal, terminal

ROOT = Path(__file__).parents[2]
LOKET = (sys.executable, "-m", "loket")


def opened(house: House, *around: str) -> Iterator[Terminal]:
    """The program, at the sign-in. `around`: a command that starts it, afresh."""
    command: list[str | Path] = [*around, *LOKET, "--data", house.path]
    with terminal(command, ready=not around, PYTHONPATH=str(ROOT)) as desk:
        desk.sees("Kata sandi", "Sari Contoh")
        yield desk
