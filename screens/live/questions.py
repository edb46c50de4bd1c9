"""What the program asks or tells of its own accord: in turn, never over a question or a cover."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from screens.shell.crash import CrashReport
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Message


class Questions:
    """Questions that no key asked for. `covered`: whether the screen is."""

    def __init__(self, app: CrashReport, covered: Callable[[], bool]) -> None:
        self._app, self._covered = app, covered
        self._waiting: deque[Callable[[], None]] = deque()

    def ask(self, ask: Callable[[], None]) -> None:
        """Ask once nothing else is asked."""
        self._waiting.append(ask)
        self.next()

    def tell(self, title: str, *lines: str) -> None:
        """Something to read and close, in its turn."""
        self.ask(lambda: self._show(Message(title, lines)))

    def _show(self, notice: Message) -> None:
        self._app.push_screen(notice)

    def next(self) -> None:
        """No question is open any more: ask what waits for that, one after the other."""
        while self._waiting and not self._covered() and isinstance(self._app.screen, LoketScreen):
            self._waiting.popleft()()

    def clear(self) -> None:
        """What waited for the person who was here is asked of nobody else."""
        self._waiting.clear()
