"""A real terminal of 80 by 24 with a program in it: bytes go in as keys, and come out as a screen.

Everything waits for what the screen says, with a deadline, and for nothing else.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pyte

from tests.installed import bare_environment
from tests.started import Program
from tests.stories.clerk import reads
from tests.stories.office import PASSWORD

COLUMNS, LINES = 80, 24
PATIENCE = 30.0

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+f": "\x06",
    "ctrl+n": "\x0e",
    "ctrl+k": "\x0b",
    "ctrl+q": "\x11",
    "ctrl+s": "\x13",
    "ctrl+u": "\x15",
}
_UNFINISHED = re.compile(rb"\x1b(\[[0-9;?<>=$]*)?$")
_NOT_FOR_PYTE = re.compile(rb"\x1b\[([<>=][0-9;]*[a-zA-Z]|\?[0-9;]*\$p)")


def _chosen(screen: str) -> str:
    """The line of an open question that the cursor stands on; empty while it is being painted."""
    lines = re.findall(r"│ +▸ +(.+?) *│", screen)
    return lines[0] if len(lines) == 1 else ""


class Terminal:
    """A program in a terminal of its own, and what the terminal shows."""

    def __init__(self, command: Sequence[str | Path], env: dict[str, str], *, ready: bool = False) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._held_back = b""
        self.raw = bytearray()  # all that was written so far
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = _ready(command, env, slave) if ready else _fresh(command, env, slave)
        os.close(slave)

    # the keyboard

    def presses(self, *keys: str) -> None:
        """Press keys at once, one after the other."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def sends(self, *keys: str | bytes) -> None:
        """Let the terminal give all of this to the program in one write."""
        parts = (KEYS.get(key, key).encode() if isinstance(key, str) else key for key in keys)
        os.write(self._master, b"".join(parts))

    def types(self, text: str) -> None:
        """Type a text where the cursor is, and see it there."""
        os.write(self._master, text.encode())
        self.sees(text)

    def types_unseen(self, text: str) -> None:
        """Type a password: as many dots appear."""
        os.write(self._master, text.encode())
        self.sees("•" * len(text))

    def signs_in(
        self, name: str, place: str, password: str = PASSWORD, *, given: bool = False, then: str = "F10 Tutup"
    ) -> None:
        """Type name and password at the sign-in, and see the screen of `place`, or (`then`) what it asks.

        `given`: the password is one that the admin thought of, and stays for now.
        """
        self.sees("Kata sandi", name)
        self.types(name)
        self.sees(f"▸ {name}")
        self.presses("enter")
        self.types_unseen(password)
        self.presses("enter")
        if given:
            self.picks("Nanti saja")
        self.no_longer_sees("Kata sandi")
        self.sees(place, then)

    def picks(self, words: str) -> None:
        """Go down an open question's list to the line that says this, and press Enter."""
        self.sees(words)
        self.until(lambda screen: bool(_chosen(screen)), "a line to stand on")
        while not (line := _chosen(self.screen)).startswith(words):
            self.presses("down")
            self._leaves(line)
        self.presses("enter")
        self.until(lambda screen: not _chosen(screen).startswith(words), "the question to go")

    def _leaves(self, line: str) -> None:
        self.until(lambda screen: _chosen(screen) not in ("", line), f"a line below {line!r}")

    def hangs_up(self) -> int:
        """Close the terminal under the program; how the program ended."""
        os.close(self._master)
        self._master = -1
        return self.process.wait(PATIENCE)

    def gives_no_more(self) -> int:
        """The terminal stays, and says that nothing will be typed any more; how the program ended."""
        mode = termios.tcgetattr(self._master)
        mode[3] |= termios.ICANON
        termios.tcsetattr(self._master, termios.TCSANOW, mode)
        self.sends(b"\x04")
        return self.ends()

    # the screen

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        self._read(0)
        return "\n".join(line.rstrip() for line in self._screen.display)

    def sees(self, *words: str) -> None:
        """Wait until all of these words stand on the screen, wherever their lines break."""
        self.until(lambda screen: all(reads(screen, word) for word in words), str(words))

    def stands_at(self, label: str) -> None:
        """Wait until the field with this label has the cursor: its label is bold then."""

        def bold(_: str) -> bool:
            found = (
                (line, text.find(f" {label} "))
                for line, text in enumerate(self._screen.display)
                if f" {label} " in text
            )
            return any(self._screen.buffer[line][at + 1].bold for line, at in found)

        self.until(bold, f"the cursor at {label}")

    def no_longer_sees(self, *words: str) -> None:
        """Wait until none of these words stands on the screen."""
        self.until(lambda screen: not any(reads(screen, word) for word in words), f"without {words}")

    def sees_match(self, pattern: str) -> re.Match[str]:
        """Wait until the screen, its lines joined, holds the regular expression."""
        self.until(lambda screen: re.search(pattern, " ".join(screen.split())) is not None, pattern)
        found = re.search(pattern, " ".join(self.screen.split()))
        assert found is not None
        return found

    def until(self, holds: Callable[[str], bool], what: str = "") -> float:
        """Wait until that holds of the screen; how many seconds it took."""
        began = monotonic()
        while not holds(self.screen):
            left = began + PATIENCE - monotonic()
            assert left > 0, f"waited for {what}:\n{self.screen}"
            assert self._read(min(left, 0.5)) or self.process.poll() is None, f"ended:\n{self.screen}"
        return monotonic() - began

    def comes(self, holds: Callable[[str], bool], within: float) -> bool:
        """Whether that comes to hold of the screen within so many seconds."""
        until = monotonic() + within
        while not holds(self.screen):
            if monotonic() > until:
                return False
            self._read(0.05)
        return True

    def ends(self) -> int:
        """Wait for the program's end; its exit code."""
        until = monotonic() + PATIENCE
        while (code := self.process.poll()) is None:
            assert monotonic() < until, f"does not end:\n{self.screen}"
            self._read(0.05)
        return code

    def _read(self, seconds: float) -> bool:
        """Take what the program has written, waiting so long for the first of it."""
        got = False
        while self._master >= 0 and select.select([self._master], [], [], 0 if got else seconds)[0]:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the program has closed its side
                break
            if not data:
                break
            got = True
            self.raw += data
            self._show(self._held_back + data)
        return got

    def _show(self, data: bytes) -> None:
        """Give the terminal whole sequences, without the queries that pyte would print as letters."""
        unfinished = _UNFINISHED.search(data)
        at = unfinished.start() if unfinished else len(data)
        self._held_back = data[at:]
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data[:at]))

    def stops(self) -> None:
        """The machine is busy elsewhere: the program does nothing until it goes on."""
        self.process.send_signal(signal.SIGSTOP)

    def is_told_to_end(self) -> None:
        """Somebody ends the program from elsewhere, as the machine does when it shuts down."""
        self.process.terminate()

    def goes_on(self) -> None:
        """The program goes on."""
        self.process.send_signal(signal.SIGCONT)

    def away(self) -> None:
        """Take program and terminal away."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        if self._master >= 0:
            os.close(self._master)


def _ready(command: Sequence[str | Path], env: dict[str, str], terminal: int) -> Program:
    return Program(*command[1:], terminal=terminal, env=bare_environment() | env, cwd="/")


def _fresh(command: Sequence[str | Path], env: dict[str, str], terminal: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(part) for part in command],
        cwd="/",
        env=bare_environment() | env,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )


@contextmanager
def terminal(command: Sequence[str | Path], *, ready: bool = False, **env: str) -> Iterator[Terminal]:
    """A terminal with this command in it, until the end of the block.

    `ready`: it is this Python's, with the modules read already (`tests/started.py`).
    """
    opened = Terminal(command, env, ready=ready)
    try:
        yield opened
    finally:
        opened.away()
