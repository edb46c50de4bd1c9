"""A line of an open question's list, found by its words: its place changes with what else is offered."""

from __future__ import annotations

from typing import Any

from textual.app import App

from screens.widgets.dialogs import Pick
from screens.widgets.work_list import Cell, Row, WorkList


def keys_to(app: App[Any], words: str) -> list[str]:
    """The keys that pick the line that begins so, from where the cursor is."""
    assert isinstance(app.screen, Pick), f"no list is asked from: {app.screen}"
    lines = app.screen.query_one(WorkList)
    told, at = [_told(row) for row in lines.rows], [row.id for row in lines.rows].index(lines.cursor_id)
    found = [n for n, line in enumerate(told) if line.startswith(words)]
    assert len(found) == 1, f"{len(found)} lines begin with {words!r}: {told}"
    by = found[0] - at
    return [*(["down"] * by or ["up"] * -by), "enter"]


def _told(row: Row[Any]) -> str:
    words = row.cells[0]
    return words.text if isinstance(words, Cell) else words
