"""What a supervisor does with the office as a whole, in one list (Ctrl+N): the queue of today, its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from screens.calling.closing import CLOSES, close_day, open_words
from screens.calling.stopping import stop_row
from screens.supervise import absent, alarms, figures, latest, morning, promises
from screens.widgets.dialogs import Do, Pick, do

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue
    from screens.shell.screen import LoketScreen

PAGES: Sequence[tuple[Callable[[LoketScreen], None], str]] = (
    (morning.show_morning, morning.TITLE),
    (latest.show_latest, latest.TITLE),
    (promises.show_promises, promises.TITLE),
    (figures.show_figures, figures.TITLE),
    (absent.ask_absent, absent.ABSENT),
)
"""What opens a page about the office, and its words, in the order shown; they come before the day's end."""


def ask_office(screen: LoketScreen, queue: Queue, then: Callable[[], None], show_alarms: Do) -> None:
    """Ask what is done with the office; `then` comes once the queue was changed."""
    rows: list[tuple[Do, str]] = [
        *((partial(opens, screen), words) for opens, words in PAGES),
        (show_alarms, alarms.TITLE),
        stop_row(screen, queue.stopped, then),
        (partial(close_day, screen, queue), CLOSES),
    ]
    told = open_words(queue) or "Tidak ada nomor terbuka."
    screen.app.push_screen(Pick("Antrean dan kantor hari ini", rows, lines=[told]), do)
