"""What the applicant has under way: the question whether another file of the same kind is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from screens.widgets.dialogs import Pick
from screens.widgets.work_list import RowId

_BACK, _ANYWAY = "back", "anyway"
_MOST = 5
"""Of more files than these the newest are named."""


def ask_running(
    running: Mapping[int, tuple[str, str]],
    meant: Callable[[frozenset[int]], None],
    opened: Callable[[int], None],
) -> tuple[Pick, Callable[[RowId | None], None]]:
    """The dialog, and what takes its answer; the first row changes nothing.

    `running`: the number of each file by its id, and a line about it. `meant` is told which files they are
    beside which another is meant, `opened` which of them is to be looked at.
    """
    named = list(running.items())[:_MOST]
    rows: list[tuple[RowId, str]] = [(_BACK, "Kembali ke isian")]
    rows += [(file, f"Lihat {number} (isian ini tetap)") for file, (number, _) in named]
    rows.append((_ANYWAY, "Tetap daftarkan yang baru"))

    def picked(row: RowId | None) -> None:
        if row == _ANYWAY:
            meant(frozenset(running))
        elif isinstance(row, int):
            opened(row)

    left = len(running) - len(named)
    lines = [line for _, (_, line) in named] + ([f"dan {left} lagi"] if left else [])
    return Pick("Masih berjalan", rows, lines=lines), picked
