"""No numbers are given for now: why and until when is asked; kiosk and board say so till it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import stopping
from loket.desk.queue.stopping import PICKED
from loket.text import capitalized
from screens.calling.until import ask_until
from screens.widgets.dialogs import Do, Pick

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
    def stopped(_: object) -> None:
        then()
        screen.say("Nomor tidak diberikan; kios dan papan menyebutnya. F9 urung.")

    def stop(until: int | None) -> None:
        screen.act(lambda: stopping.stop(screen.desk, screen.who, reason, until), stopped)

    ask_until(screen, _TITLE, "Hentikan", stop)


def _resume(screen: LoketScreen, then: Callable[[], None]) -> None:
    def resumed(_: object) -> None:
        then()
        screen.say("Nomor diberikan lagi. F9 urung.")

    screen.act(lambda: stopping.resume(screen.desk, screen.who), resumed)
