"""How much of the screen the list of work has beside what is worked on."""

from __future__ import annotations

_NARROWEST, _WIDEST = 32, 52


def left_width(width: int) -> int:
    """Cells for the list at the left of a counter's screen: two fifths of its `width`, within reason."""
    return max(_NARROWEST, min(_WIDEST, width * 2 // 5))
