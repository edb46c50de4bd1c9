"""Columns of a list as data, and how the width of the screen is shared out among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from loket.text import Align

_GAP, _NARROW_GAP, _NARROW = 2, 1, 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in cells, or, where `flex` is not 0, at least `width` and a share of what is left.

    Below `from_width` cells of list width the column is left out. Where no column has a title, no line of
    titles is shown.
    """

    key: str
    title: str = ""
    width: int = 0
    flex: int = 0
    align: Align = "left"
    from_width: int = 0


Span = tuple[int, int]


@lru_cache(maxsize=256)
def place(columns: tuple[Column, ...], width: int) -> Sequence[Span | None]:
    """Return start and width in cells of each column within `width`; None for one that is left out."""
    shown = [column for column in columns if width >= column.from_width]
    gap = _GAP if width >= _NARROW else _NARROW_GAP
    taken = sum(column.width for column in shown) + gap * max(0, len(shown) - 1)
    shares = sum(column.flex for column in shown)
    left = max(0, width - taken)
    spans: list[Span | None] = []
    start = 0
    for column in columns:
        if column not in shown:
            spans.append(None)
            continue
        share = left * column.flex // shares if shares else 0
        left, shares = left - share, shares - column.flex
        cells = max(0, min(column.width + share, width - start))
        spans.append((start, cells))
        start += cells + gap
    return tuple(spans)
