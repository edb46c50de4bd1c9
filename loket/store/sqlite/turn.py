"""Whose turn it is to write: a fair queue of processes in front of SQLite's own lock.

SQLite lets waiting writers guess when to try again, so one of many may starve: of four that write without a
pause the unluckiest waited 0.9 to 3.7 s, and 0.1 to 0.3 s with a lock on a file beside the database, at which
they queue. It is courtesy only: correctness rests on BEGIN IMMEDIATE, and where the system has no flock,
waiting with jitter takes its place.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loket import modes

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_inside = threading.local()


class NoTurn(Exception):
    """The turn did not come in time, or (with `detail`) the lock file cannot be used."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


@contextmanager
def turn(lock: Path, seconds: float) -> Iterator[None]:
    """Hold the turn. Raises NoTurn after `seconds`, RuntimeError inside a turn of the same thread."""
    mine: set[str] = _inside.__dict__.setdefault("locks", set())
    if (path := str(lock)) in mine:
        raise RuntimeError("a write inside a write would wait for itself")
    try:
        handle = _opened(path)
    except OSError as error:
        raise NoTurn(str(error)) from error
    if not _acquire(handle, seconds):
        raise NoTurn
    mine.add(path)
    try:
        yield
    finally:
        mine.discard(path)
        os.close(handle)


def _opened(path: str) -> int:
    """The lock, which is there but for who comes first."""
    try:
        return os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return modes.opened(Path(path), os.O_RDWR)


def _acquire(handle: int, seconds: float) -> bool:
    """Lock the handle; after False it is closed by the thread that still waits with it."""
    if fcntl is None:
        time.sleep(random.uniform(0, 0.002))
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return _queue(handle, seconds)
    except OSError:  # a file system without flock: SQLite's own waiting has to do
        return True


def _queue(handle: int, seconds: float) -> bool:
    """Wait in the kernel's queue, which keeps order; flock knows no time-out, so a thread waits."""
    decided = threading.Lock()
    came = threading.Event()
    given_up = False

    def wait() -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with decided:
            if given_up:
                os.close(handle)
            else:
                came.set()

    threading.Thread(target=wait, name="loket-turn", daemon=True).start()
    if came.wait(seconds):
        return True
    with decided:
        given_up = not came.is_set()
    return not given_up
