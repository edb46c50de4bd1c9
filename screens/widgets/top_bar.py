"""The line at the top: where one is and who, what time it is, how it runs, and whether we are connected."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from loket.text import cells, clean, fit, pad

CONNECTED = "● tersambung"
DISCONNECTED = "○ basis data tak terbaca"
UNREAD = "○ data lama"
"""What the screen shows is not the newest, for a desk failed; it is asked again."""
_LEAST_PLACE = 8
_PARTS = re.compile("–|, ")
"""Where what the office's clock does may end: `istirahat 11.30`, `istirahat s.d. 13.00`."""
_STANDS_STILL = "waktu berhenti"


def _shorten_person(text: str, width: int) -> str:
    """`text` with a very long name cut, so that the screen's name has a third of the line's `width`."""
    place, dot, person = text.rpartition(" · ")
    kept = min(cells(place), width // 3)
    return f"{place}{dot}{fit(person, max(_LEAST_PLACE, width - kept - cells(dot)))}" if place else text


def _fit_left(text: str, width: int) -> str:
    """Screen and person in `width` cells; the screen's name gives way before the person's."""
    place, dot, person = text.rpartition(" · ")
    room = width - cells(dot) - cells(person)
    return (
        f"{fit(place, room)}{dot}{person}" if room >= min(_LEAST_PLACE, cells(place)) else fit(person, width)
    )


def _fit_middle(text: str, room: int, left: str) -> str:
    """The clock and its words beside `left`: the words give way, part by part, before anything of that.

    That the clock stands still is told before the screen's whole name is; of the person and the clock nothing
    is left out for words.
    """
    clock, _, words = text.partition(" · ")
    ends = [len(words), *(part.start() for part in reversed([*_PARTS.finditer(words)]))]
    shorter = [f"{clock} · {words[:end]}" for end in ends] if words else []
    place, dot, person = left.rpartition(" · ")
    beside = room - min(cells(left), cells(person) + (cells(dot) + _LEAST_PLACE if place else 0))
    fitting = [said for said in shorter if cells(left) + cells(said) <= room]
    if not fitting and _STANDS_STILL in words:
        fitting = [said for said in shorter if cells(said) <= beside]
    if fitting:
        return fitting[0]
    return clock if room - cells(person) >= cells(clock) else ""


class TopBar(Widget):
    """One line of three plain texts. Repaints only when one of them changed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-bar--left", "top-bar--middle", "top-bar--lost"}

    def __init__(self, left: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._texts = (clean(left), "", CONNECTED)

    def show(self, left: str, middle: str, right: str = CONNECTED) -> None:
        """Set the three texts.

        `left` is screen and person; `middle` date, time and what the office's clock does, such as "istirahat
        11.30–13.00" or "istirahat s.d. 13.00, waktu berhenti"; `right` is `CONNECTED`,
        `DISCONNECTED` or `UNREAD`.
        """
        texts = (clean(left), clean(middle), clean(right))
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render_line(self, y: int) -> Strip:
        base, width = self.rich_style, self.size.width
        if y:
            return Strip.blank(width, base)
        left, middle, right = self._texts
        lost = not right.startswith("●")
        if not lost and cells(left) + cells(middle) + cells(right) + 6 > width:
            right = "●"
        room = max(0, width - 2 - cells(right))
        left = _shorten_person(left, room - 4)
        middle = _fit_middle(middle, room - 4, left)
        left = _fit_left(left, room - 4 - cells(middle))
        # the middle stands in the middle of the line, unless its neighbours are too long
        start = min((width - cells(middle)) // 2 - 1, room - 2 - cells(middle))
        start = max(start, cells(left) + 2)
        segments = [
            Segment(" ", base),
            Segment(pad(left, start), base + self._part("left")),
            Segment(pad(middle, room - start), base + self._part("middle")),
            Segment(right, base + self._part("lost") if lost else base),
            Segment(" ", base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"top-bar--{name}", partial=True)
