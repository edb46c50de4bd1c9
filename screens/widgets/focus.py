"""Where the cursor goes from a field with Enter, Tab and the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget


def move_focus(field: Widget, by: int) -> None:
    """Focus the next (`by` 1) or previous (-1) stop of the form `field` is in; at either end stay."""
    for holder in field.ancestors:
        if hasattr(holder, "field_stops"):
            stops: Sequence[Widget] = holder.field_stops()
            if field in stops and 0 <= (at := list(stops).index(field) + by) < len(stops):
                field.screen.set_focus(stops[at])  # at once: what is typed next is for that field
            return
    if by > 0:
        field.screen.focus_next()
    else:
        field.screen.focus_previous()
