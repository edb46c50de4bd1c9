"""A field for several of a few: each stands on a line, the space bar chooses it or leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from loket.text import clean, fit
from screens.widgets.focus import move_focus
from screens.widgets.letters import Missed, meant

BETWEEN = ","
NONE = "belum ada"
"""What stands where there is nothing to choose."""
_NO_ANSWER = "Tidak ada pilihan dengan kata berawalan {letter}; spasi memilih, Enter ke isian berikutnya."


class Several(Widget, can_focus=True):
    """Up and Down go through the answers and on to the next field; Enter goes on at once.

    A letter leads to the next answer that begins with it, else to one in which a word does; what no answer
    has is told.

    `options` are (value, words); the field's value is the chosen ones in their order, commas between.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"several--chosen", "several--other", "several--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "leave", show=False),
        Binding("space", "turn", "Pilih", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something was chosen or left out."""

        several: Several

        @property
        def control(self) -> Several:
            """The field it came from."""
            return self.several

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[str, str]],
        value: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.label = label
        self._options = tuple((kept, clean(words)) for kept, words in options)
        self._chosen: frozenset[str] = frozenset()
        self._at = 0
        self.load_value(value)

    def field_value(self) -> str:
        """The value as it should be kept."""
        return BETWEEN.join(kept for kept, _ in self._options if kept in self._chosen)

    def load_value(self, value: str) -> None:
        """Choose these, without a message; what is not offered changes nothing."""
        self._chosen = frozenset(value.split(BETWEEN)) & {kept for kept, _ in self._options}
        self.refresh()

    def action_move(self, by: int) -> None:
        if not 0 <= self._at + by < len(self._options):
            move_focus(self, by)
            return
        self._at += by
        self._reveal()

    def action_leave(self) -> None:
        """As in every other field."""
        move_focus(self, 1)

    def on_key(self, event: events.Key) -> None:
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        at = meant(letter, [words for _, words in self._options], self._at + 1)
        if at is None:
            self.post_message(Missed(_NO_ANSWER.format(letter=letter.upper())))
            return
        event.stop()
        self._at = at
        self._reveal()
        self.post_message(Missed(""))

    def action_turn(self) -> None:
        if self._options:
            self._chosen ^= {self._options[self._at][0]}
            self.refresh()
            self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """Who comes from below begins at the last answer."""
        self._reveal()

    def on_blur(self) -> None:
        self.post_message(Missed(""))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """What is pointed at is chosen or left out."""
        if 0 <= event.y < len(self._options):
            self._at = event.y
            self.action_turn()

    def _reveal(self) -> None:
        """Scroll what this stands in, so that the cursor's line is seen."""
        self.refresh()
        holder = next((each for each in self.ancestors if isinstance(each, VerticalScroll)), None)
        if holder is not None:
            y = self.region.y + self._at - holder.content_region.y + round(holder.scroll_y)
            holder.scroll_to_region(Region(0, y, 1, 1), animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._options))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        if y >= max(1, len(self._options)):
            return Strip.blank(width, base)
        kept, words = self._options[y] if self._options else ("", NONE)
        style = base + self._part("chosen" if kept in self._chosen else "other")
        if self.has_focus and y == self._at:
            base = base + self._part("cursor")
            style += self._part("cursor")
        mark = ("[✓] " if kept in self._chosen else "[ ] ") if self._options else ""
        line = f"{mark}{fit(words, max(1, width - len(mark)))}"
        return Strip([Segment(line, style)]).adjust_cell_length(width, base)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"several--{name}", partial=True)
