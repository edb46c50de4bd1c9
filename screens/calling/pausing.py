"""The counter is closed for a while: why is asked; the board says so until it is opened or calls again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import pausing
from loket.desk.queue.pausing import Pause
from loket.text import capitalized
from screens.widgets.dialogs import Do, Pick

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue
    from screens.shell.screen import LoketScreen


def pause_row(screen: LoketScreen, queue: Queue, then: Callable[[], None]) -> tuple[Do, str]:
    """What can be done now, and its words: close the counter for a while, or open it again."""
    if queue.paused is not None:
        return partial(_reopen, screen, then), f"Buka loket ini lagi (tutup: {queue.paused.reason})"
    return partial(_ask_why, screen, then), "Istirahat, rapat: tutup loket ini sementara"


def _ask_why(screen: LoketScreen, then: Callable[[], None]) -> None:
    def closed(_: object) -> None:
        then()
        screen.say("Papan menulis loket ini tutup sementara. Memanggil nomor atau F9 membukanya.")

    def picked(reason: Pause | None) -> None:
        if reason is not None:
            screen.act(lambda: pausing.pause(screen.desk, screen.who, reason), closed)

    rows = [(reason, capitalized(reason)) for reason in Pause]
    screen.app.push_screen(Pick("Mengapa loket ini tutup sementara?", rows), picked)


def _reopen(screen: LoketScreen, then: Callable[[], None]) -> None:
    def opened(_: object) -> None:
        then()
        screen.say("Loket ini buka lagi. F9 urung.")

    screen.act(lambda: pausing.reopen(screen.desk, screen.who), opened)
