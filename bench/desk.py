"""Loket running in our terminal: opened on an office, and signed in at a desk."""

from __future__ import annotations

import sys

from bench.office import CLERK, PASSWORD, Scene
from bench.terminal import Terminal


def loket(scene: Scene, *, rows: int = 36) -> Terminal:
    """The program, just started on the office of `scene`."""
    return Terminal((sys.executable, "-m", "loket", "--data", str(scene.path)), rows=rows)


def desk_opened(terminal: Terminal, name: str = CLERK) -> tuple[float, float]:
    """Sign somebody in, wait for their list; seconds until the name could be chosen, and after Enter."""
    listed = terminal.see(name) - terminal.started
    for keys in (name, "tab", "tab", PASSWORD):
        terminal.settle()
        terminal.type(keys)
    terminal.settle()
    entered = terminal.type("enter")
    return listed, terminal.see("Contoh 000") - entered


def file_taken(terminal: Terminal) -> None:
    """Sign the clerk in and put the cursor into the form of the first file, which is in hand already."""
    desk_opened(terminal)
    terminal.settle()
    terminal.type("enter")
    terminal.settle()
