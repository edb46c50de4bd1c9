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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from loket import modes

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_inside = threading.local()
_NAME = 64
"""So many bytes of the lock say who has the turn."""


class NoTurn(Exception):
    """The turn did not come in time, `holder` had it; or (with `detail`) the lock file cannot be used."""

    def __init__(self, detail: str = "", holder: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.holder = holder


@contextmanager
def turn(lock: Path, seconds: float, who: str = "") -> Iterator[None]:
    """Hold the turn, as `who`.

    Raises NoTurn after `seconds`, RuntimeError inside a turn of the same thread.
    """
    mine: set[str] = _inside.__dict__.setdefault("locks", set())
    if (path := str(lock)) in mine:
        raise RuntimeError("a write inside a write would wait for itself")
    with _queue(path).first(seconds) as handle:
        os.pwrite(handle, who.encode().ljust(_NAME)[:_NAME], 0)
        mine.add(path)
        try:
            yield
        finally:
            mine.discard(path)


class _Waiting(threading.Thread):
    """Waits in the kernel's queue, which keeps order; flock knows no time-out, so it is a thread.

    Who gives up leaves it there, for whoever of this process comes next.
    """

    def __init__(self, handle: int) -> None:
        super().__init__(name="loket-turn", daemon=True)
        self.handle = handle
        self._decided, self._came = threading.Lock(), threading.Event()
        self._wanted = True

    def run(self) -> None:
        fcntl.flock(self.handle, fcntl.LOCK_EX)
        with self._decided:
            self._came.set()
            if not self._wanted:
                os.close(self.handle)

    def taken_up(self, path: str) -> bool:
        """Whether it waits still, for the lock that lies there; then it is wanted again."""
        with self._decided:
            self._wanted = not self._came.is_set() and _same(self.handle, path)
            return self._wanted

    def came(self, within: float) -> bool:
        """Whether the turn came; if not, it is given back once it does."""
        if self._came.wait(within):
            return True
        with self._decided:
            self._wanted = self._came.is_set()
            return self._wanted


class _Queue:
    """Who of this process writes to a database: one at a time, and one at most waits for other processes."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = threading.Lock()
        self._left: _Waiting | None = None

    @contextmanager
    def first(self, seconds: float) -> Iterator[int]:
        """Be the first, with the lock's handle. Raises NoTurn."""
        until = time.monotonic() + seconds
        if not self._here.acquire(timeout=seconds):
            raise NoTurn(holder=_named(self._path))
        try:
            handle = self._locked(until - time.monotonic())
            try:
                yield handle
            finally:
                os.close(handle)
        finally:
            self._here.release()

    def _locked(self, seconds: float) -> int:
        """The lock, locked. Raises NoTurn."""
        left, self._left = self._left, None
        if left is None or not left.taken_up(self._path):
            try:
                handle = _opened(self._path)
            except OSError as error:
                raise NoTurn(str(error)) from error
            if _at_once(handle):
                return handle
            left = _Waiting(handle)
            left.start()
        if left.came(seconds):
            return left.handle
        self._left = left
        raise NoTurn(holder=_named(self._path))


_queues: dict[str, _Queue] = {}
_one_at_a_time = threading.Lock()


def _queue(path: str) -> _Queue:
    with _one_at_a_time:
        return _queues.setdefault(path, _Queue(path))


def _named(path: str) -> str:
    """Who has the turn, or had it last, as they wrote it."""
    with suppress(OSError), open(path, "rb") as lock:
        return lock.read(_NAME).decode(errors="replace").strip()
    return ""


def _same(handle: int, path: str) -> bool:
    """Whether the lock that is open is the one that lies there."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(handle), os.stat(path))
    return False


def _opened(path: str) -> int:
    """The lock, which is there but for who comes first."""
    try:
        return os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return modes.opened(Path(path), os.O_RDWR)


def _at_once(handle: int) -> bool:
    """Whether nobody has the lock, and now we do."""
    if fcntl is None:
        time.sleep(random.uniform(0, 0.002))
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    except OSError:  # a file system without flock: SQLite's own waiting has to do
        return True
