"""One line of the table: what was measured, beside what, and the limit it must keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`ours` and `beside` in words; `figure` is what `limit` bounds, both in `unit`. No limit: only told."""

    what: str
    ours: str
    beside: str = ""
    figure: float | None = None
    limit: float | None = None
    unit: str = ""

    @property
    def broken(self) -> bool:
        """Whether the limit is not kept."""
        return self.figure is not None and self.limit is not None and self.figure > self.limit


def table(results: Iterable[Result]) -> str:
    """The results as aligned columns, each broken limit marked."""
    rows = [("", "Loket", "beside it", "figure", "limit", "")]
    for r in results:
        figure = "" if r.figure is None else f"{r.figure:.2f} {r.unit}"
        limit = "" if r.limit is None else f"{r.limit:g} {r.unit}"
        rows.append((r.what, r.ours, r.beside, figure, limit, "BROKEN" if r.broken else ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
