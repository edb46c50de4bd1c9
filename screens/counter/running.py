"""What the applicant has under way: the question whether another file of the same kind is meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from loket.desk.case import lists
from screens.widgets.dialogs import Do, Pick, do
from screens.wording.place import whose_desk

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow
    from loket.desk.errors import StillRunning
    from screens.shell.screen import LoketScreen

_MOST = 5
"""Of more files than these the newest are named."""


def ask_running(
    host: LoketScreen, running: StillRunning, meant: Callable[[frozenset[int]], None], anyway: str
) -> None:
    """Ask, naming those that are under way as they are now; the first row changes nothing.

    `meant` is told which files they are beside which another is meant, which the row `anyway` says. One that
    is looked at is shown over what was typed, which stays.
    """

    def ask(found: tuple[PileRow, ...]) -> None:
        named, left = found[:_MOST], len(found) - _MOST
        files = frozenset(row.work.file_id for row in found)
        rows: list[tuple[Do, str]] = [(lambda: None, "Kembali ke isian")]
        rows += [(partial(look_at, row), f"Lihat {row.work.number} (isian ini tetap)") for row in named]
        rows.append((partial(meant, files), anyway))
        lines = [whose_desk(row, host.desk.office, host.working, host.desk.now()) for row in named]
        lines += [f"dan {left} lagi"] if left > 0 else []
        host.app.push_screen(Pick("Masih berjalan", rows, lines=lines), do)

    def look_at(row: PileRow) -> None:
        host.keep_typed()
        host.open_case(row.work.file_id)

    host.read(
        lambda: lists.under_way(host.desk, host.who, running.applicant, running.service), ask, group="asked"
    )
