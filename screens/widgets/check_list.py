"""The requirements of a file, each marked as there, missing or still to be looked at, and noted upon."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from loket.text import cells, clean, pad, wrap
from screens.widgets.focus import move_focus

Mark = Literal["ada", "kurang", "periksa"]
SIGNS: dict[Mark, str] = {"ada": "✓", "kurang": "✗", "periksa": "?"}

_TEXT_FROM = 14


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One requirement, how it was found, and the note on it; an `optional` one need not be there."""

    id: str
    text: str
    mark: Mark = "periksa"
    note: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    item: int
    text: str
    first: bool = False
    note: bool = False


def _cleaned(item: CheckRow) -> CheckRow:
    return replace(item, text=clean(item.text), note=clean(item.note))


class CheckList(Widget, can_focus=True):
    """Requirements to go through with Up, Down and Enter; A, K and C mark the one the cursor is on.

    S says of all that must be there and were not looked at yet that they are, and once more takes that back:
    what need not be there is certified by A alone.

    The space bar does nothing: nothing is marked by a key that is pressed for something else.
    """

    HINTS: ClassVar[Sequence[str]] = ("A ada · K kurang · S semua wajib · C catatan", "A/K/S/C")
    SWEPT: ClassVar[Sequence[str]] = ("S sekali lagi: urung", "S urung")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "check-list--ada",
        "check-list--kurang",
        "check-list--periksa",
        "check-list--note",
        "check-list--cursor",
        "check-list--hint",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Naik", show=False),
        Binding("down,enter", "move(1)", "Turun", show=False),
        Binding("a,A", "mark('ada')", "Ada", show=False),
        Binding("k,K", "mark('kurang')", "Kurang", show=False),
        Binding("c,C", "note", "Catatan", show=False),
        Binding("s,S", "sweep", "Semua wajib", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The requirement `item_id` was marked `mark`, or got another note."""

        item_id: str
        mark: Mark
        check_list: CheckList

        @property
        def control(self) -> CheckList:
            """The list it came from, for `@on` with a selector."""
            return self.check_list

    @dataclass
    class NoteWanted(Message):
        """C was pressed on `item_id`: its owner asks for the note and gives it to `set_note`."""

        item_id: str
        note: str
        check_list: CheckList

        @property
        def control(self) -> CheckList:
            """The list it came from, for `@on` with a selector."""
            return self.check_list

    @dataclass
    class Swept(Message):
        """S has marked so many as there, or (None) taken that back; `passed`: optional ones left."""

        count: int | None
        passed: int = 0

    def __init__(
        self,
        name: str = "persyaratan",
        items: Iterable[CheckRow] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._items = [_cleaned(item) for item in items]
        self._at = 0
        self._notes: dict[tuple[str, Mark], str] = {}  # what was written under the other mark
        self._swept: frozenset[str] = frozenset()  # what the last S has marked, until another mark is set

    # what the owner says and asks

    @property
    def items(self) -> tuple[CheckRow, ...]:
        """The requirements with their marks, in order."""
        return tuple(self._items)

    @property
    def swept(self) -> bool:
        """Whether S, or F9, would take back what the last S has marked."""
        return bool(self._swept)

    @property
    def cursor_item(self) -> CheckRow | None:
        """The requirement the cursor is on."""
        return self._items[self._at] if self._items else None

    def count(self, mark: Mark) -> int:
        """Return how many requirements are marked `mark`."""
        return sum(item.mark == mark for item in self._items)

    def set_items(self, items: Iterable[CheckRow]) -> None:
        """Show these requirements; the cursor stays on its own where it is still among them."""
        here = self.cursor_item
        self._items = [_cleaned(item) for item in items]
        ids = [item.id for item in self._items]
        self._at = ids.index(here.id) if here and here.id in ids else 0
        self.refresh(layout=True)

    def set_note(self, item_id: str, note: str) -> None:
        """Put a note on a requirement; an empty one takes it away."""
        for at, item in enumerate(self._items):
            if item.id == item_id:
                self._replace(at, replace(item, note=clean(note)))

    def field_value(self) -> str:
        """Marks and notes as one text, for a draft."""
        return json.dumps({item.id: [item.mark, item.note] for item in self._items}, ensure_ascii=False)

    def load_value(self, value: str) -> None:
        """Take marks and notes back from a draft; what is not understood is left as it is."""
        try:
            kept = json.loads(value)
        except ValueError:
            return
        if not isinstance(kept, dict):
            return
        for at, item in enumerate(self._items):
            match kept.get(item.id):
                case [str(mark), str(note)] if mark in SIGNS:
                    self._items[at] = replace(item, mark=mark, note=clean(note))
        self.refresh(layout=True)

    # keys

    def action_move(self, by: int) -> None:
        at = self._at + by
        if not 0 <= at < len(self._items):
            move_focus(self, by)
            return
        self._at = at
        self.refresh()
        self._reveal()

    def action_sweep(self) -> None:
        """Mark all that are unchecked as there, none that lacks or need not be; or take back just that."""
        swept, self._swept = self._swept, frozenset()
        was: Mark = "ada" if swept else "periksa"
        rows = [(at, item) for at, item in enumerate(self._items) if item.mark == was]
        found = [(at, item) for at, item in rows if (item.id in swept if swept else not item.optional)]
        for at, item in found:
            self._replace(at, replace(item, mark="periksa" if swept else "ada"))
        if not swept:
            self._swept = frozenset(item.id for _, item in found)
        self.refresh()
        if rows:
            count, passed = len(found), len(rows) - len(found)
            self.post_message(self.Swept(None) if swept else self.Swept(count, passed))

    def action_mark(self, mark: Mark) -> None:
        """What was written of the opposite mark is no note on this one; it comes back with its own."""
        self._swept = frozenset()
        item = self.cursor_item
        if item is None or item.mark == mark:
            return
        note = item.note
        if item.mark != "periksa":
            self._notes[item.id, item.mark] = note
            note = self._notes.get((item.id, mark), "")
        self._replace(self._at, replace(item, mark=mark, note=note))

    def action_note(self) -> None:
        if (item := self.cursor_item) is not None:
            self.post_message(self.NoteWanted(item.id, item.note, self))

    def _replace(self, at: int, item: CheckRow) -> None:
        longer = self._items[at].note != item.note
        self._items[at] = item
        self.refresh(layout=longer)
        self.post_message(self.Changed(item.id, item.mark, self))

    def on_focus(self, event: events.Focus) -> None:
        self.refresh()
        self._reveal()

    def on_blur(self, event: events.Blur) -> None:
        self.refresh()

    def _reveal(self) -> None:
        """Scroll what this list stands in, so that the cursor's lines are seen."""
        ys = [y for y, line in enumerate(self._lines(self.size.width)) if line.item == self._at]
        if ys and isinstance(self.parent, Widget):
            x, y, width, _ = self.virtual_region
            self.parent.scroll_to_region(Region(x, y + ys[0], width, len(ys)), animate=False)

    # drawing

    def _lines(self, width: int) -> list[_Line]:
        room = max(10, width - _TEXT_FROM - 1)
        lines: list[_Line] = []
        for at, item in enumerate(self._items):
            text = wrap(item.text, room)
            lines += [_Line(at, part, first=not number) for number, part in enumerate(text)]
            if item.note:
                lines += [_Line(at, part, note=True) for part in wrap(item.note, room - 2)]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        line = lines[y]
        item, here = self._items[line.item], line.item == self._at and self.has_focus
        style = base + self._part("cursor") if here else base
        if line.note:
            text = Segment(f"{' ' * _TEXT_FROM}└ {line.text}", style + self._part("note"))
            return Strip([text]).adjust_cell_length(width, style)
        if not line.first:
            return Strip([Segment(" " * _TEXT_FROM + line.text, style)]).adjust_cell_length(width, style)
        segments = [
            Segment(" ▸ " if here else "   ", style),
            Segment(pad(f"{SIGNS[item.mark]} {item.mark}", _TEXT_FROM - 3), style + self._part(item.mark)),
            Segment(line.text, style),
        ]
        left = width - _TEXT_FROM - cells(line.text)
        hints = self.SWEPT if self._swept else self.HINTS
        hint = next((hint for hint in hints if left > cells(hint) + 2), None)
        if here and hint is not None:
            segments.append(Segment(pad(hint, left - 1, "right"), style + self._part("hint")))
        return Strip(segments).adjust_cell_length(width, style)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"check-list--{name}", partial=True)
