"""A program that was killed: nothing that it does at its end was done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SITS_DOWN = """
import os, sys
from pathlib import Path
from loket.desk.authority import Who
from loket.desk.opening import open_desk
from loket.desk.people import sessions
desk = open_desk(Path(sys.argv[1]), clock=lambda: int(sys.argv[2]))
sessions.begin(desk, Who(int(sys.argv[3]), sys.argv[4]))
os.kill(os.getpid(), 9)
"""


def sat_down(path: Path, at: int, person: int, counter: str) -> None:
    """Somebody sat down at a counter, and their program was killed."""
    given = (str(path), str(at), str(person), counter)
    subprocess.run([sys.executable, "-c", _SITS_DOWN, *given], check=False)
