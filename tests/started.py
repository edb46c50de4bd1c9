"""Programs that a test starts as processes of their own, at once: copies of one that has read its modules."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO

from tests.installed import ROOT, bare_environment


class Program:
    """Python with these arguments, as `subprocess.Popen` has it: it reads and prints text, or at a terminal.

    What it says of errors goes where the tests' own go, or into the open file `errors`.
    """

    def __init__(
        self,
        *arguments: str | Path,
        terminal: int | None = None,
        errors: int = 2,
        env: Mapping[str, str] | None = None,
        cwd: str | Path = ROOT,
    ) -> None:
        order = {
            "arguments": [str(argument) for argument in arguments],
            "folder": str(cwd),
            "env": dict(os.environ if env is None else env),
            "apart": terminal is not None,
        }
        told, tell = os.pipe()
        theirs, stdin = os.pipe()
        stdout, gives = os.pipe()
        streams = (theirs, gives, errors) if terminal is None else (terminal,) * 3
        socket.send_fds(_parent(), [json.dumps(order).encode() + b"\n"], [*streams, tell])
        for end in (theirs, gives, tell):
            os.close(end)
        self.stdin, self.stdout = os.fdopen(stdin, "w"), os.fdopen(stdout)
        self._told: IO[bytes] = os.fdopen(told, "rb", buffering=0)
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self, within: float = 0.0) -> int | None:
        """How it ended; None where it still runs after so many seconds."""
        if self.returncode is None and select.select([self._told], [], [], within)[0]:
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def wait(self, within: float) -> int:
        """How it ended.

        Raises:
            TimeoutError: it did not, in so many seconds.
        """
        if self.poll(within) is None:
            raise TimeoutError(f"still running after {within} s")
        assert self.returncode is not None
        return self.returncode

    def communicate(self, typed: str = "") -> str:
        """Give it the last that it is to read; what else it prints to its end."""
        with self.stdout, self.stdin:
            self.stdin.write(typed)
            self.stdin.close()
            printed = self.stdout.read()
        self.wait(60)
        return printed

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it whatever it does, and give up what there was to read."""
        self.send_signal(signal.SIGKILL)
        self.wait(60)
        self.stdin.close()
        self.stdout.close()


def run(*arguments: str | Path) -> int:
    """Let such a program run to its end; how it ended."""
    program = Program(*arguments)
    program.communicate()
    assert program.returncode is not None
    return program.returncode


@cache
def _parent() -> socket.socket:
    """Where orders are given to the one that has read its modules, as long as the tests go on."""
    ours, theirs = socket.socketpair()
    with theirs:
        parent = subprocess.Popen(
            [sys.executable, "-m", "tests.ready", str(theirs.fileno())],
            cwd=ROOT,
            env=bare_environment(),
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    atexit.register(parent.wait)
    atexit.register(ours.close)
    return ours
