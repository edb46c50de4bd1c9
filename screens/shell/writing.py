"""What is to be written, in the order of the keys.

What was typed is tried again until the database takes it or a rule refuses it, whatever became of its screen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

AGAIN_SECONDS = 1.5
"""After this time what the database did not take, or give, is asked for once more."""


@dataclass(frozen=True)
class Typed:
    """What was typed for a file: into its fields, and as mark and note on its requirements, each by key."""

    file: int
    values: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Write:
    """Something for a desk to write.

    `answered` is told its value, or the exception it refused with. With `lasting` it outlives any trouble of
    the database and holds up what comes after it; without, it is refused and may be asked for again.
    `typed` is what it writes, for who reads the file meanwhile; `waits` what is said while it has to wait.
    """

    call: Callable[[], Any]
    answered: Callable[[Any, Exception | None], None]
    lasting: bool
    typed: Typed | None = None
    waits: str = ""


class WriteQueue:
    """The writes of all screens; one thread at a time works at them until none is left.

    `trouble`: whether an exception is the database's, which may take it later.
    """

    def __init__(self, trouble: Callable[[Exception], bool]) -> None:
        self._trouble = trouble
        self._waiting: deque[Write] = deque()
        self._working = False
        self._lock = Lock()

    @property
    def left(self) -> int:
        """How many wait or are being written."""
        return len(self._waiting)

    @property
    def waits(self) -> str:
        """What the first that waits says of itself."""
        with self._lock:
            return self._waiting[0].waits if self._waiting else ""

    def typed(self, file: int) -> Typed:
        """What was typed for a file and is not written for certain, the latest of each field and mark."""
        with self._lock:
            waiting = [write.typed for write in self._waiting if write.typed is not None]
        mine = [typed for typed in waiting if typed.file == file]
        values = {key: value for typed in mine for key, value in typed.values.items()}
        marks = {key: mark for typed in mine for key, mark in typed.marks.items()}
        return Typed(file, values, marks)

    def put(self, write: Write) -> None:
        """Let this be written after all that was put here before."""
        with self._lock:
            self._waiting.append(write)

    def begin(self) -> bool:
        """Whether there is work and nobody at it; if so the caller has it, and calls `work`."""
        with self._lock:
            if self._working or not self._waiting:
                return False
            self._working = True
            return True

    def work(self) -> Exception | None:
        """Write until nothing waits; the trouble when the database does not take what is lasting.

        What waits behind it and is not lasting is refused with the same trouble.
        """
        try:
            return self._work()
        except BaseException:
            with self._lock:
                self._working = False  # else nothing would ever be written again
            raise

    def _work(self) -> Exception | None:
        while (write := self._first()) is not None:
            value, error = None, None
            try:
                value = write.call()
            except Exception as raised:
                error = raised
            if error is not None and write.lasting and self._trouble(error):
                self._give_up(error)
                return error
            with self._lock:
                self._waiting.popleft()
            write.answered(value, error)
        return None

    def _first(self) -> Write | None:
        with self._lock:
            self._working = bool(self._waiting)
            return self._waiting[0] if self._waiting else None

    def _give_up(self, error: Exception) -> None:
        with self._lock:
            refused = [write for write in self._waiting if not write.lasting]
            self._waiting = deque(write for write in self._waiting if write.lasting)
            self._working = False
        for write in refused:
            write.answered(None, error)

    def finish(self, tries: int, pause: float = AGAIN_SECONDS) -> int:
        """At the program's end: write what is left, trying so many times; how much could not be written.

        All threads have ended by now; one that was to work at it may have ended before it began.
        """
        for at in range(tries):
            if self.work() is None:
                break
            if at + 1 < tries:
                Event().wait(pause)
        return self.left
