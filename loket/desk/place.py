"""Where this program runs, as far as wrong passwords are counted by it; and whether another runs still.

"Counter" will not do: it is chosen after the password. A place is what nobody gets a new one of by opening
another window: over SSH the address they come from, at the host itself a terminal of its own (`tty2`), else
the host's account; the number of a window (`pts/7`) is none. Where whoever set the terminal up said at which
counter it stands, that is told with it.
"""

from __future__ import annotations

import os
import socket
import sys
from functools import cache
from pathlib import Path

from loket.text import clean

_DEAD = "ZX"  # a process that has ended, and whose end nobody has asked for yet


def here(station: str = "") -> str:
    """A name for this place, for people to read: `ssh 10.1.2.3`, `pc-loket-2 tty2`, `pc-loket-2 loket`.

    At a `station` it is `stasiun 2, ssh 10.1.2.3`.
    """
    client = os.environ.get("SSH_CONNECTION", "").split()
    words = ("ssh", client[0]) if client else (socket.gethostname(), _terminal() or _account())
    at = f"stasiun {station}, " if station else ""
    return clean(at + " ".join(filter(None, words)), 80)


def program() -> str:
    """What tells this program from every other that ran on this host; empty where the system says none."""
    return _program(os.getpid())


def has_ended(program: str) -> bool:
    """Whether that program runs no more, however it ended. False of one of which nothing is known.

    Where the system hides what other accounts run (`hidepid`), a process of theirs with its number is it.
    """
    if not program:
        return False
    start, process = program.split()[0], int(program.split()[1])
    return _program(process) != program and not (start == _host_start() and _hidden(process))


def _program(process: int) -> str:
    """The host's start, the process, and when that began: a number of a process is given again."""
    try:
        state, *_, began = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[:20]
        return f"{_host_start()} {process} {began}" if state not in _DEAD else ""
    except (OSError, ValueError):
        return ""


def _hidden(process: int) -> bool:
    """Whether there is such a process of another account, of which the system tells nothing else."""
    if os.access(f"/proc/{process}/stat", os.R_OK):
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


@cache
def _host_start() -> str:
    """What tells this start of the host from every other; the same as long as a program runs."""
    return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()


def _terminal() -> str:
    """The terminal's name when it is one of the host's own; else empty."""
    try:
        name = os.path.basename(os.ttyname(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):
        return ""
    return name if name.startswith("tty") else ""


def _account() -> str:
    """The account of the host, as the system knows it; empty where it knows none."""
    try:
        import pwd  # Windows has none

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return ""
