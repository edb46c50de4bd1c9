"""Closing the queue's day: what is open is listed, its rest ended or kept, and the day's sheet shown.

A counter has it among what can be done with numbers, a supervisor with the office (`office_menu`).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.queue import closing
from loket.flow.acts import Right
from loket.flow.queue.state import BUSY, TicketStanding
from loket.office.door import next_open
from loket.paper.queue_figures import OWN
from screens.widgets.dialogs import Confirm, Do, Pick, do
from screens.wording.numbers import how_it_stands, wanted, who_serves

if TYPE_CHECKING:
    from loket.desk.queue.closing import Rest
    from loket.desk.queue.line import Queue, TicketRow
    from screens.shell.screen import LoketScreen

CLOSES = "Lembar antrean hari ini, dan menutupnya"
CLOSES_AT_COUNTER = "Lembar antrean dan angka saya, dan menutup hari"
_MOST = 8


def close_day(screen: LoketScreen, queue: Queue) -> None:
    """Ask what becomes of those that still wait, then show the sheet; or that, or their own figures, alone.

    No more numbers are given then; before anybody who waits loses theirs it is asked once more.
    """
    numbers = _open(queue)
    rest = [number for number in numbers if number.standing not in BUSY]

    def show() -> None:
        screen.open_papers()

    def closed(came: Rest) -> None:
        show()
        counts = ((came.ended, "diakhiri"), (came.kept, "masih terbuka"))
        told = ", ".join(f"{count} nomor {words}" for count, words in counts if count)
        screen.say(f"Antrean hari ini ditutup{f'; {told}' if told else ''}. F9 urung.")

    def end() -> None:
        screen.act(lambda: closing.end_rest(screen.desk, screen.who, rest), closed)

    def keep() -> None:
        screen.act(lambda: closing.keep_rest(screen.desk, screen.who), closed)

    serves = Right.COUNTER in screen.desk.office.rights_of(screen.operator.person.roles)
    ends = f"Tutup, akhiri {len(rest)} nomor yang tidak dilayani (pergi)"
    kept = ", biarkan yang terbuka: dipanggil terus" if numbers else ": tidak ada nomor terbuka"
    rows: list[tuple[Do, str]] = [
        *([(partial(_ask_end, screen, rest, end), ends)] if rest else []),
        (keep, f"Tutup{kept}"),
        (show, "Lihat lembarnya saja"),
        *([(partial(screen.open_papers, sheet=OWN), "Lihat angka saya hari ini")] if serves else []),
    ]
    shown = numbers if len(numbers) <= _MOST else numbers[: _MOST - 1]
    lines = [_line(screen, number) for number in shown]
    if len(numbers) > len(shown):
        lines.append(f"dan {len(numbers) - len(shown)} nomor lagi")
    screen.app.push_screen(Pick("Tutup antrean hari ini?", rows, lines=lines, likely=show), do)


def _ask_end(screen: LoketScreen, rest: list[TicketRow], end: Do) -> None:
    """Ask whether they lose their numbers: how many people that is, and whether more may come in."""
    standing = Counter(number.standing for number in rest)
    told = ", ".join(f"{standing[each]} {each}" for each in TicketStanding if standing[each])
    now = screen.desk.now()
    open_yet = next_open(screen.desk.office, screen.working, now) == now
    lines = [f"Di semua loket: {told}.", *(["Pintu masih buka sekarang."] if open_yet else [])]
    question = Confirm(
        f"Akhiri {len(rest)} nomor?",
        "Orangnya tidak dipanggil lagi, dan nomor tidak diberikan lagi hari ini.",
        yes=f"Ya, akhiri {len(rest)} nomor",
        lines=lines,
        dangerous=True,
    )
    screen.app.push_screen(question, lambda yes: end() if yes else None)


def open_words(queue: Queue) -> str:
    """How many numbers of today stand open how: `5 menunggu, 1 dilayani`; empty where there are none."""
    standing = Counter(number.standing for number in _open(queue))
    return ", ".join(f"{standing[each]} {each}" for each in TicketStanding if standing[each])


def _open(queue: Queue) -> tuple[TicketRow, ...]:
    """All of today that is open, one's own first."""
    return (*([queue.current] if queue.current is not None else []), *queue.all_open)


def _line(screen: LoketScreen, number: TicketRow) -> str:
    stands = how_it_stands(number, screen.working, screen.desk.now())
    by = f" · {who_serves(screen.desk.office, screen.live.names, number)}" if number.standing in BUSY else ""
    return f"{number.number} {wanted(screen.desk.office, number)}, {stands}{by}"
