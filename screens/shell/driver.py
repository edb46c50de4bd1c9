"""Loket's terminal: nothing that it sends, and not its end, ends the program otherwise than F10 would.

Not for Windows, where Textual's own driver serves, nor for the browser.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from select import select
from threading import Event
from typing import Any, TextIO, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from screens.shell.crash import CrashReport
from screens.shell.keys import KeyReader

_REST = 0.1
"""Seconds without a byte after which what was begun is over."""
_LAST_SECONDS = 5
"""A program told to end that hangs in writing to a terminal which takes nothing is ended after these."""
LOST = 128 + signal.SIGHUP
"""The exit code of a program whose terminal went away."""


class TerminalDriver(LinuxDriver):
    """Reads keys in a thread of its own and hands over at once what came at once."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stderr__ is not None  # who opened the screens has looked
        self._outlet = _Outlet(sys.__stderr__)
        self._file = cast("Any", self._outlet)  # a whole file, of which a driver only writes and flushes
        self._heard: list[Message] = []

    def start_application_mode(self) -> None:
        """Draw and listen; also who was started with a signal ignored hears it."""
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: self._end(128 + number))
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """The terminal is as it was before."""
        super().close()
        signal.alarm(0)

    def _end(self, code: int) -> None:
        """End the program as F10 does: what was typed is kept."""
        signal.alarm(_LAST_SECONDS)
        with suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._app.call_later, self._app.exit, None, code)

    # writing

    def write(self, data: str) -> None:
        """Have it written, in the thread that writes."""
        self._outlet.written.clear()
        super().write(data)

    def wait_written(self, seconds: float) -> None:
        """Wait until the terminal was given all that is drawn, for no longer than this."""
        self._outlet.written.wait(seconds)

    # reading

    def _run_input_thread(self) -> None:
        with suppress(OSError):
            self.run_input_thread()
        if not self.exit_event.is_set():
            self._outlet.lose()
            self._end(LOST)

    def run_input_thread(self) -> None:
        """Hand over what is typed until there is nobody to hand it to, or nobody who types.

        Raises:
            OSError: the terminal is gone.
        """
        reader = KeyReader()
        while not self.exit_event.is_set():
            data = os.read(self.fileno, 4096) if select([self.fileno], [], [], _REST)[0] else None
            if data == b"":
                return
            try:
                for message in reader.rest() if data is None else reader.feed(data):
                    self.process_message(message)
            except Exception as error:
                reader = KeyReader()
                if isinstance(self._app, CrashReport):
                    self._app.report(error)
            if self._heard:
                heard, self._heard = self._heard, []
                self._loop.call_soon_threadsafe(self._hand_over, heard)

    def send_message(self, message: Message) -> None:
        """Keep it for the others of its read."""
        self._heard.append(message)

    def _hand_over(self, messages: list[Message]) -> None:
        for message in messages:
            self._app.post_message(message)


class _Outlet:
    """The terminal's file. Once the terminal is gone, what is written to it goes nowhere.

    `written`: nothing waits to be; what is written is flushed once nothing more does.
    """

    def __init__(self, file: TextIO) -> None:
        self._to = file
        self.gone, self.written = False, Event()
        self.written.set()

    def write(self, text: str) -> None:
        if not self.gone:
            try:
                self._to.write(text)
            except OSError:
                self.lose()

    def flush(self) -> None:
        if not self.gone:
            try:
                self._to.flush()
            except OSError:
                self.lose()
        self.written.set()

    def lose(self) -> None:
        """Nothing more goes there; nor what is kept to be written, for Python would fail by it at its end."""
        self.gone = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._to.fileno())
        os.close(nowhere)

    def fileno(self) -> int:
        return self._to.fileno()
