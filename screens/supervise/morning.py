"""The morning's sheet: shown to be read and printed, and offered while it is morning until it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.paper.morning_sheet import NAME
from loket.text import capitalized

if TYPE_CHECKING:
    from datetime import date

    from screens.shell.screen import LoketScreen

TITLE = capitalized(NAME)
OFFER = "Lembar pagi hari ini siap dibaca dan dicetak: tekan L."
"""Said to a supervisor who comes to their list in the morning."""
_NOON = 12


def show_morning(screen: LoketScreen) -> None:
    """Show today's, made anew; F5 prints or saves it."""
    screen.open_papers(sheet=NAME)


def offered(screen: LoketScreen, seen: date | None) -> bool:
    """Whether a key offers it: until noon of a day on which it was not `seen` here yet."""
    local = screen.working.local(screen.desk.now())
    return local.hour < _NOON and local.date() != seen
