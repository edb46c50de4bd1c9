"""Columns of a list as wide as what stands in them, second by second: a clock that grows is never cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loket.office.model import Office, file_number, listed_number
from screens.widgets.rows import words_of
from screens.widgets.work_list import WorkList

_LEAST_NUMBER = 5
_NARROWEST, _WIDEST = 32, 52


def left_width(width: int) -> int:
    """Cells for the list at the left of a counter's screen: two fifths of its `width`, within reason."""
    return max(_NARROWEST, min(_WIDEST, width * 2 // 5))


def number_width(office: Office) -> int:
    """Cells for a file number of an earlier year as lists show it, within reason."""
    before, on = date(2000, 1, 1), date(2001, 1, 1)
    numbers = [file_number(office, s, 1, before) for s in office.services.values()]
    return min(18, max(6, *(len(listed_number(office, number, on)) for number in numbers)))


def fit_ends(shown: WorkList) -> None:
    """Give the first and the last column what they need, so that the words between get all the rest.

    A number takes at most a third of the list.
    """
    rows = [row for row in shown.rows if len(row.cells) > 1]
    numbers = max((len(words_of(row.cells[0])) for row in rows), default=0)
    times = [words_of(shown.clock(row) or row.cells[-1]) for row in rows]
    first, *between, last = shown.columns
    widths = max(_LEAST_NUMBER, min(numbers, shown.size.width // 3)), max(map(len, times), default=0)
    if (first.width, last.width) != widths:
        shown.columns = (replace(first, width=widths[0]), *between, replace(last, width=widths[1]))
        shown.refresh()
