"""Columns of a list as data, and how its width is shared out among them by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.text import Align

GAP = 2
_NARROW_GAP, _NARROW = 1, 40
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as wide as the widest that stands in it; one in which nothing stands is left out.

    Where not all have room, those of the least `weight` give way first, to `_LEAST` cells; one without a
    weight never does. `most`: cells beyond which it asks for no more; what is left over goes to the others
    that have a weight.
    Below `from_width` cells of list width the column is left out. Where no column has a title, no line of
    titles is shown.
    """

    key: str
    title: str = ""
    weight: int = 0
    most: int = 0
    align: Align = "left"
    from_width: int = 0


Span = tuple[int, int]


def place(columns: Sequence[Column], needs: Sequence[int], width: int) -> Sequence[Span | None]:
    """Return start and width in cells of each column within `width`; None for one that is left out.

    `needs`: the cells of the widest that stands in each.
    """
    wanted = {
        at: min(need, column.most or need)
        for at, (column, need) in enumerate(zip(columns, needs, strict=True))
        if need and width >= column.from_width
    }
    gap = GAP if width >= _NARROW else _NARROW_GAP
    given = _share(columns, wanted, width - gap * max(0, len(wanted) - 1))
    spans: list[Span | None] = [None] * len(columns)
    start = 0
    for at in wanted:
        cells = max(0, min(given[at], width - start))
        spans[at] = (start, cells)
        start += cells + gap
    return spans


def _share(columns: Sequence[Column], wanted: dict[int, int], room: int) -> dict[int, int]:
    """How many cells each gets: the heavy what they want, of the light each its least before."""
    given = {at: min(need, _LEAST) if columns[at].weight else need for at, need in wanted.items()}
    flexible = [at for at in wanted if columns[at].weight]
    room -= sum(given.values())
    for weight in sorted({columns[at].weight for at in flexible}, reverse=True):
        open_ = sorted((at for at in flexible if columns[at].weight == weight), key=wanted.__getitem__)
        for count, at in enumerate(open_):  # the narrowest first: what they do not need is for the others
            more = max(0, min(wanted[at] - given[at], room // (len(open_) - count)))
            given[at] += more
            room -= more
    if room < 0:  # not even the least has room: the last of those that may give way gives
        for at in reversed(flexible):
            less = min(given[at], -room)
            given[at] -= less
            room += less
    growing = [at for at in flexible if not columns[at].most]
    for count, at in enumerate(growing):
        more = max(0, room) // (len(growing) - count)
        given[at] += more
        room -= more
    return given
