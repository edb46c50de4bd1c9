"""Columns of a list as wide as what stands in them, second by second: a clock that grows is never cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from screens.widgets.rows import words_of
from screens.widgets.work_list import Cell, Row, WorkList

_LEAST_NUMBER = 5


def fit_ends(shown: WorkList, rows: Sequence[Row], clock: Callable[[Row, int], Cell], now: int) -> None:
    """Give the first and the last column what they need, so that the words between get all the rest.

    A number takes at most a third of the list.
    """
    numbers = max((len(words_of(row.cells[0])) for row in rows), default=0)
    times = [words_of(row.cells[-1]) if row.countdown is None else clock(row, now).text for row in rows]
    first, *between, last = shown.columns
    widths = max(_LEAST_NUMBER, min(numbers, shown.size.width // 3)), max(map(len, times), default=0)
    if (first.width, last.width) != widths:
        shown.columns = (replace(first, width=widths[0]), *between, replace(last, width=widths[1]))
        shown.refresh()
