"""Until what time of today something holds, as it is asked; nothing typed: until the day is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.desk.time.today import instant_today
from screens.widgets.dialogs import Ask

if TYPE_CHECKING:
    from screens.shell.screen import LoketScreen

_LABEL = "Sampai jam berapa? (kosong: sampai hari berganti)"
_WRONG = "Tulis jam hari ini yang belum lewat, seperti 13.00; kosong: sampai hari berganti."


def ask_until(screen: LoketScreen, title: str, save: str, then: Callable[[int | None], None]) -> None:
    """Ask for a time that is yet to come; `then` is given its instant (ms UTC), None for the day's end."""

    def instant(typed: str) -> int | None:
        return instant_today(screen.working, screen.desk.now(), typed)

    def wrong(typed: str) -> str:
        at = instant(typed) if typed else None
        return "" if not typed or (at is not None and at > screen.desk.now()) else _WRONG

    def given(typed: str | None) -> None:
        if typed is not None:
            then(instant(typed) if typed else None)

    screen.app.push_screen(Ask(title, _LABEL, required=False, save=save, wrong=wrong), given)
