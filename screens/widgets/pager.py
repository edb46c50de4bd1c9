"""Prepared lines to read: a history, an SOP as written, a receipt. Keys scroll, nothing can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from loket.text import pad, scrub

_SIDE = 8


class Pager(Widget, can_focus=True):
    """A scrolling view of lines of text.

    With `wrap` long lines are broken to the width; without it Left and Right move sideways, for receipts.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pager--note"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Naik", show=False),
        Binding("down", "move(1)", "Turun", show=False),
        Binding("pageup", "page(-1)", "Layar sebelumnya", show=False),
        Binding("pagedown,space", "page(1)", "Layar berikutnya", show=False),
        Binding("home", "edge(-1)", "Paling atas", show=False),
        Binding("end", "edge(1)", "Paling bawah", show=False),
        Binding("left", "side(-1)", "Ke kiri", show=False),
        Binding("right", "side(1)", "Ke kanan", show=False),
    ]

    def __init__(
        self,
        lines: Sequence[Text] = (),
        *,
        wrap: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.wrap = wrap
        self._given = tuple(lines)
        self._lines: list[Text] = []
        self._top = 0
        self._left = 0

    def set_lines(self, lines: Sequence[Text], *, keep_place: bool = False, in_sight: int = 0) -> None:
        """Show these lines, from the top, or so that the one at `in_sight` is seen with those around it.

        With `keep_place` from where they were read; there, what is read stays where lines come above it.
        """
        self._given = tuple(lines)
        if not keep_place:
            self._top = self._left = 0
        below = self._lines[self._top :] if self._top else []
        self._lay_out()
        if not keep_place:
            self._go(in_sight - self._view_height // 2)
        if below and self._lines[-len(below) :] == below:
            self._go(len(self._lines) - len(below))
        self.refresh()

    def _lay_out(self) -> None:
        width = self.size.width - 2
        self._lines = []
        for line in self._given:
            if self.wrap and width > 0:
                self._lines += list(line.wrap(self.app.console, width)) or [Text()]
            else:
                self._lines.append(line)
        self._go(self._top)

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()
        self.refresh()

    @property
    def _view_height(self) -> int:
        """Lines of text in view; the last line tells the place in a text that is longer than the screen."""
        return max(1, self.size.height - (len(self._lines) > self.size.height))

    def _go(self, top: int) -> None:
        top = max(0, min(top, len(self._lines) - self._view_height))
        if top != self._top:
            self._top = top
            self.refresh()

    def action_move(self, by: int) -> None:
        self._go(self._top + by)

    def action_page(self, direction: int) -> None:
        self._go(self._top + direction * max(1, self._view_height - 1))

    def action_edge(self, direction: int) -> None:
        self._go(0 if direction < 0 else len(self._lines))

    def action_side(self, direction: int) -> None:
        longest = max((line.cell_len for line in self._lines), default=0)
        left = max(0, min(self._left + direction * _SIDE, longest - self.size.width + 2))
        if left != self._left:
            self._left = left
            self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._go(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._go(self._top - 3)

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        at, height = self._top + y, self._view_height
        if y >= height:
            note = (
                f"{self._top + 1}–{min(self._top + height, len(self._lines))} dari {len(self._lines)} baris"
            )
            style = self.get_component_rich_style("pager--note")
            return Strip([Segment(pad(note, width - 1, "right") + " ", style)])
        if at >= len(self._lines):
            return Strip.blank(width, base)
        segments = [
            Segment(scrub(segment.text), base + (segment.style or base))
            for segment in self._lines[at].render(self.app.console)
        ]
        line = Strip(segments).crop_extend(self._left, self._left + max(0, width - 2), base)
        return Strip([Segment(" ", base), *line, Segment(" ", base)]).adjust_cell_length(width, base)
