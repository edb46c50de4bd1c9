"""Asking a supervisor or admin whether data that lack their newest acts were restored from a backup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from loket.desk import restored
from loket.desk.words.restored import question
from screens.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from loket.desk.restored import Lost
    from screens.shell.screen import LoketScreen

TITLE = "Data kantor"
RIGHT = "Dicatat: data kantor dipulihkan dari cadangan."
UNSURE = "Cari loket.db dan -wal yang terakhir; saat masuk ditanyakan lagi."


def ask(screen: LoketScreen, lost: Lost, roles: Iterable[str]) -> None:
    """Ask, beginning on no; nobody else is asked, and nobody kept from work."""
    if not restored.may_tell(screen.desk, roles):
        return

    def told(right: bool | None) -> None:
        if not right:
            screen.say(UNSURE)
            return

        def after(_: None) -> None:
            screen.live.lost = None
            screen.say(RIGHT)

        screen.act(lambda: restored.affirm(screen.desk, screen.who), after)

    words = question(lost, screen.working)
    screen.app.push_screen(
        Confirm(TITLE, words, yes="Ya, dipulihkan", no="Belum pasti", dangerous=True), told
    )
