"""The cover over a screen whose person is away: nothing opens, closes or is said beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.entry.lock import LockScreen

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from screens.shell.crash import CrashReport
    from screens.shell.live import Reply


class Cover:
    """Whether the screen is covered, and what was answered meanwhile."""

    def __init__(self, app: CrashReport) -> None:
        self._app = app
        self._lock: LockScreen | None = None
        self.held: list[tuple[MessagePump, Reply]] = []

    @property
    def on(self) -> bool:
        """Whether the screen is covered."""
        return self._lock is not None

    def put_on(self, now: int) -> None:
        """Hide what is on the screen."""
        self._lock = LockScreen(now)
        self._app.push_screen(self._lock)

    def holds(self, to: MessagePump, answer: Reply) -> bool:
        """Whether an answer has to wait until the cover is off; the cover's own does not."""
        if self._lock is None or to is self._lock:
            return False
        self.held.append((to, answer))
        return True

    def take_off(self) -> LockScreen | None:
        """The screen that covered, no longer in the way; what was answered meanwhile arrives."""
        lock, self._lock = self._lock, None
        held, self.held = self.held, []
        for to, answer in held:
            to.post_message(answer)
        return lock
