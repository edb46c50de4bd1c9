"""The keys at the bottom: ten fixed places with the screen's words, and why one of them cannot act now.

A letter that marks may stand in the place of a function key that the screen has not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from loket.text import cells, clean, fit, pad

ORDER = tuple(f"f{number}" for number in range(1, 11))
_ONE_ROW_FROM = 120
_EXPLAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its word on this screen. `why` is the reason it cannot act now; None where it can."""

    key: str
    label: str
    why: str | None = None


class KeyBar(Widget):
    """A rule that can hold one sentence, and below it the keys: two rows, or one where the screen is wide."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--rule",
        "key-bar--reason",
        "key-bar--key",
        "key-bar--label",
        "key-bar--dimmed",
    }

    def __init__(
        self, keys: Iterable[Key] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._keys = {key.key: key for key in keys}
        self._reason = ""
        self._about_key = False
        self._forget: Timer | None = None

    def set_keys(self, keys: Iterable[Key]) -> None:
        """Show these keys. Why one of those before could not act goes away; the same keys change nothing."""
        new = {key.key: key for key in keys}
        if new == self._keys:
            return
        rows = self._row_count(self.size.width)
        self._keys = new
        if self._about_key:
            self.explain("")
        self.refresh(layout=rows != self._row_count(self.size.width))

    def why(self, key: str) -> str | None:
        """Return why `key` cannot act now; None when it can, or is not there."""
        found = self._keys.get(key)
        return found.why if found else None

    def explain(self, text: str) -> None:
        """Show one sentence above the keys for some seconds; an empty one takes it away."""
        text = clean(text)
        self._about_key = False
        if self._forget is not None:
            self._forget.stop()
            self._forget = None
        if text and self.is_mounted:
            self._forget = self.set_timer(_EXPLAIN_SECONDS, lambda: self.explain(""))
        if text != self._reason:
            self._reason = text
            self.refresh(Region(0, 0, self.size.width, 1))

    def explain_key(self, key: str) -> bool:
        """Say why `key` cannot act now ("F8 belum bisa: …"); False when there is nothing that hinders it."""
        why = self.why(key)
        if why is None:
            return False
        self.explain(f"{key.upper()} belum bisa: {why}")
        self._about_key = True
        return True

    # drawing

    def _entries(self) -> list[Key | None]:
        letters = (key for name, key in self._keys.items() if name not in ORDER)
        return [self._keys.get(name) or next(letters, None) for name in ORDER]

    def _row_count(self, width: int) -> int:
        widths = [self._width(entry) for entry in self._entries()]
        return 1 if width >= _ONE_ROW_FROM and sum(widths) + len(widths) <= width - 2 else 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + self._row_count(width)

    @staticmethod
    def _width(entry: Key | None) -> int:
        return cells(f"{entry.key} {clean(entry.label)}") if entry else 3

    def _slots(self, columns: list[list[Key | None]], width: int) -> list[int]:
        """Cells for each column: what its longest word needs, and an equal part of what is left."""
        needs = [max(map(self._width, column)) for column in columns]
        left = max(0, width - sum(needs))
        return [need + left // len(needs) for need in needs]

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        if y == 0:
            return self._draw_rule(width)
        rows = self._row_count(width)
        per_row = len(ORDER) // rows
        entries = self._entries()
        if y > rows:
            return Strip.blank(width, base)
        columns = [entries[at::per_row] for at in range(per_row)]
        segments = [Segment(" ", base)]
        for column, slot in zip(columns, self._slots(columns, width - 1), strict=True):
            segments += self._draw_key(column[y - 1], slot, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _draw_key(self, entry: Key | None, slot: int, base: Style) -> list[Segment]:
        if entry is None:
            return [Segment(" " * slot, base)]
        name, label = entry.key.upper(), clean(entry.label)
        if entry.why is not None:
            # dimmed is told by shape too: a dot stands where the space was
            return [Segment(pad(fit(f"{name}·{label}", slot - 1), slot), base + self._part("dimmed"))]
        word = pad(fit(f" {label}", slot - len(name) - 1), slot - len(name))
        return [Segment(name, base + self._part("key")), Segment(word, base + self._part("label"))]

    def _draw_rule(self, width: int) -> Strip:
        rule = self.get_component_rich_style("key-bar--rule")
        if not self._reason:
            return Strip([Segment("─" * width, rule)])
        text = fit(self._reason, max(0, width - 4))
        reason = self.get_component_rich_style("key-bar--reason")
        rest = "─" * max(0, width - 3 - cells(text) - 1)
        return Strip(
            [Segment("──", rule), Segment(f" {text} ", reason), Segment(rest, rule)]
        ).adjust_cell_length(width)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"key-bar--{name}", partial=True)
