"""A terminal that a program runs in while we measure it: a pseudo-terminal that answers as they do."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from types import TracebackType

KEYS = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "tab": b"\t",
    "enter": b"\r",
    "f2": b"\x1bOQ",
    "f8": b"\x1b[19~",
    "f10": b"\x1b[21~",
}
FRAME_END = b"\x1b[?2026l"
_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known, and off at the moment
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
_CONTROL = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_=>]|[\x00-\x08\x0b-\x1f]"
)


# An installed program finds its modules compiled; one that compiles them each time starts a third later.
_NOT_INHERITED = ("LOKET", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "TEXTUAL")


class NeverShown(Exception):
    """What was waited for did not appear in time; `seen` is the text that did."""

    def __init__(self, wanted: str, seen: str) -> None:
        super().__init__(f"never shown: {wanted!r}\n{seen[-1500:]}")


class Terminal:
    """A command in a terminal of `columns` × `rows`. Moments are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 36) -> None:
        self._written = bytearray()
        self._ended = False
        size = struct.pack("HHHH", rows, columns, 0, 0)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_INHERITED)}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def type(self, *keys: str) -> float:
        """Type keys by name, or else as they are; the moment just before."""
        self._written.clear()
        moment = time.perf_counter()
        os.write(self._fd, b"".join(KEYS.get(key, key.encode()) for key in keys))
        return moment

    def forget(self) -> None:
        """Look only at what is painted from now on."""
        self._written.clear()

    def see(self, wanted: str, *, timeout: float = 30.0) -> float:
        """Wait until `wanted` (a regular expression) is painted; the moment it was.

        Raises:
            NeverShown: it was not, or the program ended.
        """
        pattern = re.compile(wanted)
        until = time.perf_counter() + timeout
        while not pattern.search(seen := self.text()):
            if self._ended or not self._read(until - time.perf_counter()):
                raise NeverShown(wanted, seen)
        return time.perf_counter()

    def frame(self, *, timeout: float = 5.0) -> float:
        """Wait for the end of the next frame; the moment of it. Raises NeverShown."""
        until = time.perf_counter() + timeout
        while FRAME_END not in self._written:
            if self._ended or not self._read(until - time.perf_counter()):
                raise NeverShown("a frame", self.text())
        return time.perf_counter()

    def settle(self, quiet: float = 0.15, *, timeout: float = 10.0) -> None:
        """Wait until nothing has been painted for `quiet` seconds."""
        until = time.perf_counter() + timeout
        while self._read(quiet) and time.perf_counter() < until:
            pass

    def rest(self, seconds: float) -> int:
        """Let time pass while the program paints as it likes; the bytes it wrote."""
        until, count = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0 and not self._ended:
            count += self._read(left)
        return count

    def text(self) -> str:
        """What was painted since the last key, without the terminal's commands."""
        return _CONTROL.sub(b"", self._written).decode("utf-8", "replace")

    def _read(self, timeout: float) -> int:
        if not select.select([self._fd], [], [], max(0.0, timeout))[0]:
            return 0
        try:
            data = os.read(self._fd, 1 << 20)
        except OSError:  # how Linux says that the other side closed
            data = b""
        self._ended = not data
        self._written += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return len(data)

    def close(self) -> None:
        """End the program, by force if it does not go."""
        for number, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            until = time.perf_counter() + patience
            while time.perf_counter() < until:
                if not self._ended:
                    self._read(0.02)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._fd)
                    return
                if self._ended:
                    time.sleep(0.01)
