"""A program that was killed: nothing that it does at its end was done."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

from loket.location import Location, written
from tests.started import run

TraceFunction = Callable[[FrameType, str, Any], Any]

_SITS_DOWN = """
import os, sys
from loket.desk.authority import Who
from loket.desk.opening import open_desk
from loket.desk.people import sessions
from loket.location import located
desk = open_desk(located(sys.argv[1]), clock=lambda: int(sys.argv[2]))
sessions.begin(desk, Who(int(sys.argv[3]), sys.argv[4]))
os.kill(os.getpid(), 9)
"""


def sat_down(place: Location, at: int, person: int, counter: str) -> None:
    """Somebody sat down at a counter, and their program was killed."""
    assert run("-c", _SITS_DOWN, written(place), str(at), str(person), counter) == -signal.SIGKILL


def dies_at(step: int, module: ModuleType, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own that is killed before this step; False where it was done sooner.

    A step is a line of the module, as often as it is run. The process is a copy of this one, in which no
    database is open.
    """
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed before it was killed"
        return os.WIFSIGNALED(status)
    left = [step]

    def line(frame: FrameType, event: str, _: object) -> TraceFunction:
        if event == "line":
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: FrameType, *_: object) -> TraceFunction | None:
        return line if frame.f_code.co_filename == module.__file__ else None

    ended = 1
    try:
        sys.settrace(call)
        work()
        ended = 0
    finally:
        os._exit(ended)
