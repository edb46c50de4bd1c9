"""The keys at the bottom: ten fixed places with the screen's words, and why one of them cannot act now.

A letter that marks may stand in the place of a function key that the screen has not; others stand behind the
ten where there is room. Where there is a mouse, to point at a key is to press it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from loket.text import capitalized, cells, clean, fit, pad, wrap

ORDER = tuple(f"f{number}" for number in range(1, 11))
_ONE_ROW_FROM = 120
_EXPLAIN_SECONDS = 10.0
_MOST_LINES = 4
ALL_KEYS = "Ctrl+K semua tombol"
_POINTED = {"Enter": "enter", "Esc": "f10", "Ctrl+J": "ctrl+j", "↑": "up"}
"""What a question's own words for keys press; Esc there is F10, and waits for nothing that may follow."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its word on this screen. `why` is the reason it cannot act now; None where it can.

    `does` names what it does for whoever explains it; empty where it does what that key does everywhere.
    """

    key: str
    label: str
    why: str | None = None
    does: str = ""


def in_order(keys: Iterable[Key]) -> list[Key | None]:
    """What stands in each place of the bar: letters where no function key is; behind it those left over."""
    named = {key.key: key for key in keys}
    letters = (key for name, key in named.items() if name not in ORDER)
    return [*(named.get(name) or next(letters, None) for name in ORDER), *letters]


class KeyBar(Widget):
    """A rule that can hold one sentence, and below it the keys: two rows, or one where the screen is wide.

    Keys stay in their columns whatever the others are called: where a longer word once stood, or is yet to
    stand (`room`), there is room for it.
    A sentence that is too long for one line goes on below it. With `all_keys` the rule ends in the key that
    lists them all, where the sentence leaves room.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--rule",
        "key-bar--reason",
        "key-bar--key",
        "key-bar--label",
        "key-bar--dimmed",
    }
    all_keys = False

    @dataclass
    class Pressed(Message):
        """Somebody pointed at `key`."""

        key: str

    def __init__(
        self,
        keys: Iterable[Key] = (),
        *,
        room: Iterable[Key] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._keys = {key.key: key for key in room}
        self._room = [self._width(entry) for entry in self._entries()]
        self._room_behind = 0
        self._take(keys)
        self._reason = ""
        self._about_key = False
        self._forget: Timer | None = None

    def set_keys(self, keys: Iterable[Key]) -> None:
        """Show these keys. Why one of those before could not act goes away; the same keys change nothing."""
        new = {key.key: key for key in keys}
        if new == self._keys:
            return
        rows = self._row_count(self.size.width)
        self._take(new.values())
        if self._about_key:
            self.explain("")
        self.refresh(layout=rows != self._row_count(self.size.width))

    def _take(self, keys: Iterable[Key]) -> None:
        self._keys = {key.key: key for key in keys}
        widths = map(self._width, self._entries())
        self._room = [max(pair) for pair in zip(self._room, widths, strict=True)]
        self._room_behind = max((self._room_behind, *map(self._width, self._behind())))

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
            before = len(self._told(self.size.width))
            self._reason = text
            if len(self._told(self.size.width)) != before:
                self.refresh(layout=True)
            self.refresh(Region(0, 0, self.size.width, before))

    def unsay(self, text: str) -> None:
        """Take this sentence away, which is true no more; another stays."""
        if self._reason == text:
            self.explain("")

    def explain_key(self, key: str) -> bool:
        """Say why `key` cannot act now ("F8 belum bisa: …"); False when there is nothing that hinders it."""
        why = self.why(key)
        if why is None:
            return False
        self.explain(f"{key.upper()} belum bisa: {why}")
        self._about_key = True
        return True

    # the mouse

    def on_click(self, event: events.Click) -> None:
        """The key that is pointed at."""
        width, y = self.size.width, event.y - len(self._told(self.size.width))
        if y < 0:
            if event.y == 0 and event.x >= width - cells(self._tail(width)):
                self.post_message(self.Pressed("ctrl+k"))
            return
        left = 1
        for column, slot in self._columns(width):
            if left <= event.x < left + slot and y < len(column) and (entry := column[y]) is not None:
                name = _POINTED.get(entry.key, entry.key)
                if name.isascii():  # a pair of arrows is no one key
                    self.post_message(self.Pressed(name))
            left += slot

    # drawing

    def _entries(self) -> list[Key | None]:
        return in_order(self._keys.values())[: len(ORDER)]

    def _behind(self) -> list[Key | None]:
        return in_order(self._keys.values())[len(ORDER) :]

    def _row_count(self, width: int) -> int:
        needs = sum(self._room) + len(self._room) + len(self._behind()) * (self._room_behind + 1)
        return 1 if width >= _ONE_ROW_FROM and needs < width else 2

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._told(width)) + self._row_count(width)

    def _told(self, width: int) -> list[str]:
        """The sentence in lines; an empty one where there is none."""
        return wrap(self._reason, max(10, width - 4))[:_MOST_LINES]

    @staticmethod
    def _width(entry: Key | None) -> int:
        return cells(f"{entry.key} {clean(entry.label)}") if entry is not None else 3

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        told = self._told(width)
        if y < len(told):
            return self._draw_rule(told[y], width, first=not y)
        y -= len(told) - 1
        if y > self._row_count(width):
            return Strip.blank(width, base)
        segments = [Segment(" ", base)]
        for column, slot in self._columns(width):
            segments += self._draw_key(column[y - 1], slot, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _columns(self, width: int) -> list[tuple[list[Key | None], int]]:
        """What stands in each column, from above, and its cells; a margin is left of the first.

        A column has what its longest word needs, and an equal part of what is left.
        """
        rows, entries, behind = self._row_count(width), self._entries(), self._behind()
        per_row = len(ORDER) // rows
        columns = [entries[at::per_row] for at in range(per_row)]
        needs = [max(self._room[at::per_row]) for at in range(per_row)]
        more = [[*behind[at : at + rows], None][:rows] for at in range(0, len(behind), rows)]
        fits = (width - 1 - sum(needs) - len(needs)) // (self._room_behind + 1)
        columns += more[: max(0, fits)]
        needs += [self._room_behind] * (len(columns) - per_row)
        left = max(0, width - 1 - sum(needs)) // len(needs)
        return [(column, need + left) for column, need in zip(columns, needs, strict=True)]

    def _draw_key(self, entry: Key | None, slot: int, base: Style) -> list[Segment]:
        if entry is None:
            return [Segment(" " * slot, base)]
        name, label = capitalized(entry.key), clean(entry.label)
        if entry.why is not None:
            # dimmed is told by shape too: a dot stands where the space was
            return [Segment(pad(fit(f"{name}·{label}", slot - 1), slot), base + self._part("dimmed"))]
        word = pad(fit(f" {label}", slot - len(name) - 1), slot - len(name))
        return [Segment(name, base + self._part("key")), Segment(word, base + self._part("label"))]

    def _draw_rule(self, text: str, width: int, *, first: bool) -> Strip:
        rule = self.get_component_rich_style("key-bar--rule")
        tail = self._tail(width) if first else ""
        if not text:
            return Strip([Segment("─" * (width - cells(tail)), rule), *self._draw_tail(tail, rule)])
        text = fit(text, max(0, width - 4))
        reason = self.get_component_rich_style("key-bar--reason")
        edge, rest = ("──", "─") if first else ("  ", " ")
        segments = [Segment(edge, rule), Segment(f" {text} ", reason)]
        left = max(0, width - 4 - cells(text) - cells(tail))
        segments += [Segment(rest * left, rule), *self._draw_tail(tail, rule)]
        return Strip(segments).adjust_cell_length(width)

    def _tail(self, width: int) -> str:
        """What ends the rule, unless the sentence needs its place."""
        tail = f" {ALL_KEYS} ──"
        told = self._told(width)[0]
        return tail if self.all_keys and cells(told) + cells(tail) + 6 <= width else ""

    def _draw_tail(self, tail: str, rule: Style) -> list[Segment]:
        if not tail:
            return []
        name, _, words = ALL_KEYS.partition(" ")
        key, dim = rule + self._part("key"), rule + self._part("dimmed")
        return [Segment(f" {name}", key), Segment(f" {words} ", dim), Segment("──", rule)]

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"key-bar--{name}", partial=True)
