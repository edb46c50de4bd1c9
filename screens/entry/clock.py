"""Asking the person at the screen whether the computer's clock is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk import clock
from loket.desk.words.clock import question
from screens.widgets.dialogs import Confirm, Message

if TYPE_CHECKING:
    from loket.desk.clock import Asked
    from screens.shell.screen import LoketScreen

TITLE = "Jam komputer"
RIGHT = "Jam komputer dipastikan benar."
WRONG = "Betulkan jam komputer dulu. Sebelum itu berkas hanya dapat dilihat."


def ask(screen: LoketScreen, about: Asked) -> None:
    """Ask, beginning on no; who may not answer is told what is the matter and whom to ask."""
    words = question(about, screen.working)
    if not about.may_tell:
        screen.app.push_screen(Message(TITLE, [words]))
        return

    def told(right: bool | None) -> None:
        def after(_: None) -> None:
            screen.say(RIGHT if right else WRONG)
            screen.live.changes.look()

        screen.act(lambda: clock.answer(screen.desk, screen.who, about, right=bool(right)), after)

    screen.app.push_screen(Confirm(TITLE, words, yes="Ya, benar", no="Tidak", dangerous=True), told)
