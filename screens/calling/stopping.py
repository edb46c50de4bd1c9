"""No numbers are given for now: why and until when is asked; kiosk and board say so till it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import stopping
from loket.desk.queue.stopping import PICKED
from loket.desk.time.today import instant_today
from loket.text import capitalized
from screens.widgets.dialogs import Ask, Do, Pick

if TYPE_CHECKING:
    from loket.desk.queue.stopping import Stop, Stopped
    from screens.shell.screen import LoketScreen

_TITLE = "Hentikan pemberian nomor"


def stop_row(screen: LoketScreen, stopped: Stopped | None, then: Callable[[], None]) -> tuple[Do, str]:
    """What can be done now, and its words: give no numbers for a while, or give them again."""
    if stopped is None:
        return partial(_ask_why, screen, then), f"{_TITLE} (kios tutup sampai …)"
    until = "hari ini" if stopped.until is None else f"sampai {screen.working.local(stopped.until):%H.%M}"
    return partial(_resume, screen, then), f"Beri nomor lagi (tutup {until}: {stopped.reason})"


def _ask_why(screen: LoketScreen, then: Callable[[], None]) -> None:
    def picked(reason: Stop | None) -> None:
        if reason is not None:
            _ask_until(screen, reason, then)

    rows = [(reason, capitalized(reason)) for reason in PICKED]
    lines = ["Yang sudah punya nomor tetap dilayani."]
    screen.app.push_screen(Pick("Mengapa nomor tidak diberikan dulu?", rows, lines=lines), picked)


def _ask_until(screen: LoketScreen, reason: Stop, then: Callable[[], None]) -> None:
    def instant(typed: str) -> int | None:
        return instant_today(screen.working, screen.desk.now(), typed)

    def wrong(typed: str) -> str:
        at = instant(typed) if typed else None
        if not typed or (at is not None and at > screen.desk.now()):
            return ""
        return "Tulis jam hari ini yang belum lewat, seperti 13.00; kosong: sampai hari berganti."

    def given(typed: str | None) -> None:
        if typed is not None:
            until = instant(typed) if typed else None
            screen.act(lambda: stopping.stop(screen.desk, screen.who, reason, until), stopped)

    def stopped(_: object) -> None:
        then()
        screen.say("Nomor tidak diberikan; kios dan papan menyebutnya. F9 urung.")

    label = "Sampai jam berapa? (kosong: sampai hari berganti)"
    ask = Ask(_TITLE, label, required=False, save="Hentikan", wrong=wrong)
    screen.app.push_screen(ask, given)


def _resume(screen: LoketScreen, then: Callable[[], None]) -> None:
    def resumed(_: object) -> None:
        then()
        screen.say("Nomor diberikan lagi. F9 urung.")

    screen.act(lambda: stopping.resume(screen.desk, screen.who), resumed)
