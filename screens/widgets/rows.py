"""Rows of a list as data: an id, cells, a heading to stand under, and how urgent each of them looks."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

Id = TypeVar("Id", bound=Hashable)
"""What a row of one list is known by: a value of the list's owner, who is given it back as it was."""
Urgency = Literal["", "aman", "mendekati", "lewat", "istirahat", "redup", "tebal", "coret"]
"""How a cell or row is drawn: safe, near its limit, past it, resting, muted, strong, struck through."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a row, drawn in the way `style` names; a clock's stays so until the instant `until` (ms)."""

    text: str
    style: Urgency = ""
    until: int = field(default=0, compare=False)


def text_of(cell: Cell | str) -> str:
    """The words of a cell, however it is given."""
    return cell.text if isinstance(cell, Cell) else cell


@dataclass(frozen=True, slots=True)
class Row(Generic[Id]):
    """One line of work.

    `cells` go with the columns by position; a single one takes the whole line. Rows of the same `group` that
    follow each other stand under one heading. `countdown` is whatever the owner's `render_countdown` needs;
    None leaves the cell as given.
    """

    id: Id
    cells: tuple[Cell | str, ...]
    group: str | None = None
    countdown: object | None = None
    style: Urgency = ""
