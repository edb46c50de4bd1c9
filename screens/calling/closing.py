"""Closing the queue's day: what is open is listed, its rest ended or kept, and the day's sheet shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.queue import closing
from loket.flow.queue import BUSY
from screens.widgets.dialogs import Do, Pick, do
from screens.wording.numbers import how_it_stands, wanted, who_serves

if TYPE_CHECKING:
    from loket.desk.queue.line import Queue, TicketRow
    from screens.shell.screen import LoketScreen

CLOSES = "Tutup antrean hari ini, lihat lembarnya"
_MOST = 8


def close_day(screen: LoketScreen, queue: Queue) -> None:
    """Ask what becomes of those that still wait, then show the sheet; straight away where nobody does."""
    numbers = (*([queue.current] if queue.current is not None else []), *queue.all_open)
    rest = [number for number in numbers if number.standing not in BUSY]

    def show() -> None:
        screen.open_papers()

    def end() -> None:
        screen.act(lambda: closing.end_rest(screen.desk, screen.who, rest), lambda _: show())

    if not rest:
        show()
        return
    rows: list[tuple[Do, str]] = [
        (end, f"Akhiri {len(rest)} nomor yang tidak dilayani: pemohon pergi"),
        (show, "Biarkan: yang masih terbuka besok tampil di KEMARIN"),
    ]
    shown = numbers if len(numbers) <= _MOST else numbers[: _MOST - 1]
    lines = [_line(screen, number) for number in shown]
    if len(numbers) > len(shown):
        lines.append(f"dan {len(numbers) - len(shown)} nomor lagi")
    screen.app.push_screen(Pick("Tutup antrean hari ini?", rows, lines=lines, likely=show), do)


def _line(screen: LoketScreen, number: TicketRow) -> str:
    stands = how_it_stands(number, screen.working, screen.desk.now())
    by = f" · {who_serves(screen.desk.office, screen.live.names, number)}" if number.standing in BUSY else ""
    return f"{number.number} {wanted(screen.desk.office, number)}, {stands}{by}"
