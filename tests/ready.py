"""A Python that has read the program's modules, and whose copies become what they are ordered to be.

Whoever starts a program pays most of a second for its modules; a copy has them. From then on it is that
program, in its own folder, environment and terminal, and ends as any Python does. Nothing is in place of
anything here: this is a process apart from the tests', which `tests/started.py` starts and orders.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import runpy
import socket
import sys
import termios
import time
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import TypedDict


class Order(TypedDict):
    """`arguments` as behind `python`: `-m MODULE …` or `-c CODE …`; `apart`: in a terminal of its own."""

    arguments: list[str]
    folder: str
    env: dict[str, str]
    apart: bool


def main() -> None:
    """Become what is ordered; this process itself waits for orders until nobody can give any."""
    _read_modules()
    order = _ordered(socket.socket(fileno=int(sys.argv[1])))
    if order is not None:
        _be(order)


def _read_modules() -> None:
    for package in ("loket", "screens"):
        for found in walk_packages(import_module(package).__path__, f"{package}."):
            if not found.name.startswith("loket.store.migrations.") and not found.name.endswith("__main__"):
                import_module(found.name)
    gc.collect()
    gc.freeze()


def _ordered(channel: socket.socket) -> Order | None:
    """In each copy what it is to be, with its input, output and errors in place; None at the end of all."""
    while True:
        data, streams, *_ = socket.recv_fds(channel, 1 << 16, 4)
        while data and not data.endswith(b"\n"):
            data += channel.recv(1 << 16)
        if not data:
            return None
        if not os.fork():
            *streams, told = streams
            if program := os.fork():
                _mind(program, streams, told)
            return _placed(json.loads(data), streams)
        for stream in streams:
            os.close(stream)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _mind(program: int, streams: list[int], told: int) -> None:
    """Tell which process the program is, and how it ended."""
    for stream in streams:
        os.close(stream)
    os.write(told, b"%d\n" % program)
    _, status = os.waitpid(program, 0)
    os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _placed(order: Order, streams: list[int]) -> Order:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, 256)
    if order["apart"]:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["env"])
    time.tzset()
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        _open(name, number)
    return order


def _open(name: str, number: int) -> None:
    """As Python does when it starts: by lines to a terminal, and errors always."""
    was = getattr(sys, name)
    mode, buffering = ("r" if number == 0 else "w"), (1 if number == 2 else -1)
    opened = os.fdopen(number, mode, buffering, was.encoding, was.errors, closefd=False)
    for each in (name, f"__{name}__"):
        setattr(sys, each, opened)


def _be(order: Order) -> None:
    how, what, *arguments = order["arguments"]
    sys.argv = [how, *arguments]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        program = sys.modules["__main__"] = ModuleType("__main__")
        exec(compile(what, "<string>", "exec"), program.__dict__)


if __name__ == "__main__":
    main()
