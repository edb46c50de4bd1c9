"""A real pseudo-terminal: everything the program writes to it, to the byte."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEYS = {
    "enter": b"\r", "tab": b"\t", "down": b"\x1b[B", "ctrl+f": b"\x06", "f1": b"\x1bOP", "f2": b"\x1bOQ",
    "f4": b"\x1bOS", "f5": b"\x1b[15~", "f7": b"\x1b[18~", "f8": b"\x1b[19~", "f10": b"\x1b[21~",
}  # fmt: skip
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R"}
_SEQUENCE = re.compile(rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])")
_FRAME_END = b"\x1b[?2026l"
_POINTER = b"\x1b]22;default\x07"  # Textual's own: the mouse pointer's shape
_PLAIN = re.compile(rb"\x1b\[[<=>?]?[0-9;:]*[ -/]*[@-~]")


class Terminal:
    """A Python program in a terminal of 80 × 24. `raw` is all that it wrote so far."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self.raw = bytearray()
        self._from = 0
        given = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(environment or {})}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(sys.executable, [sys.executable, *arguments], given)

    def type(self, *keys: str) -> None:
        """Press keys by their names, or type what is no key's name."""
        self._from = len(self.raw)
        os.write(self._fd, b"".join(KEYS.get(key, key.encode()) for key in keys))

    def see(self, wanted: str, timeout: float = 20.0) -> str:
        """Wait until this was painted since the last key; everything painted since then."""
        until = time.monotonic() + timeout
        while wanted not in (painted := self.painted()):
            if time.monotonic() > until or not self._read():
                raise AssertionError(f"never painted: {wanted!r}\n{painted[-3000:]}")
        return painted

    def painted(self) -> str:
        """The letters painted since the last key, without the terminal's commands."""
        return _PLAIN.sub(b"", bytes(self.raw[self._from :]).replace(_POINTER, b"")).decode(
            "utf-8", "replace"
        )

    def end(self, timeout: float = 20.0) -> int:
        """Wait for the end of the program; its exit code."""
        until = time.monotonic() + timeout
        while self._read() and time.monotonic() < until:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        if not select.select([self._fd], [], [], 0.1)[0]:
            return True
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # how Linux says that the other side closed
            return False
        self.raw += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return bool(data)

    def kill(self) -> None:
        """End the program whatever it does."""
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)


def commands(raw: bytes) -> tuple[set[tuple[str, str]], str]:
    """What the terminal was sent: the kinds of CSI commands, and all the rest as text."""
    raw = raw[: raw.rfind(_FRAME_END) + len(_FRAME_END)]  # the program may be ended in the midst of a frame
    kinds = {(private.decode(), final.decode()) for private, _, _, final in _SEQUENCE.findall(raw)}
    return kinds, _SEQUENCE.sub(b"", raw.replace(_POINTER, b"")).decode("utf-8").replace("\r\n", "\n")
