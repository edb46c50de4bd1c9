"""Numbers that were handed out on paper: what for, which, and since when is asked, and they wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.desk.queue import on_paper
from loket.desk.queue.on_paper import TakenIn
from loket.desk.time.today import instant_today
from screens.calling.asked import Wish, ask_wish
from screens.widgets.dialogs import Ask

if TYPE_CHECKING:
    from screens.shell.screen import LoketScreen

ON_PAPER = "Nomor kertas yang sudah dibagikan"


def take_in(screen: LoketScreen, then: Callable[[], None]) -> None:
    """Ask for them and take them in; `then` comes once they wait."""
    ask_wish(screen, "Nomor kertas untuk apa?", lambda wish: _ask_which(screen, wish, then))


def _ask_which(screen: LoketScreen, wish: Wish, then: Callable[[], None]) -> None:
    series = screen.desk.office.series(wish.errand, wish.service)

    def wrong(typed: str) -> str:
        found = on_paper.read_range(typed, series)
        return (
            "" if found else f"Tulis seperti {series}-013 s.d. {series}-020, paling banyak {on_paper.MOST}."
        )

    label = f"Nomor berapa s.d. berapa? (mis. {series}-012 s.d. {series}-030)"

    def given(typed: str | None) -> None:
        numbered = on_paper.read_range(typed, series) if typed is not None else None
        if numbered is not None:
            _ask_since(screen, wish, numbered, then)

    screen.app.push_screen(Ask(ON_PAPER, label, save="Lanjut", wrong=wrong), given)


def _ask_since(screen: LoketScreen, wish: Wish, numbered: tuple[int, int], then: Callable[[], None]) -> None:
    def instant(typed: str) -> int | None:
        return instant_today(screen.working, screen.desk.now(), typed)

    def wrong(typed: str) -> str:
        at = instant(typed)
        if at is None:
            return "Tulis jamnya seperti 07.30."
        return "Jam itu belum tiba; tulis jam hari ini yang sudah lewat." if at > screen.desk.now() else ""

    def given(typed: str | None) -> None:
        arrived = instant(typed) if typed is not None else None
        if arrived is not None:
            screen.act(
                lambda: on_paper.take_in(
                    screen.desk, screen.who, wish.errand, wish.service, numbered, arrived
                ),
                told,
            )

    def told(found: TakenIn) -> None:
        then()
        there = f" Sudah ada: {', '.join(found.there)}." if found.there else ""
        screen.say(f"{len(found.taken)} nomor kertas menunggu.{there}")

    label = "Mulai dibagikan jam berapa? Orangnya dihitung menunggu sejak itu."
    screen.app.push_screen(Ask(ON_PAPER, label, save="Catat", wrong=wrong), given)
