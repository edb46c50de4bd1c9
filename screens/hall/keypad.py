"""Letters and digits on the screen of a kiosk, for whoever has no keyboard there."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

RUBOUT, SPACE = "\b", " "
LETTERS = ("ABCDEFGHIJ", "KLMNOPQRST", f"UVWXYZ{SPACE}{RUBOUT}")
SIGNS = ("1234567890", *LETTERS[:2], f"UVWXYZ{RUBOUT}")
_NAMES = {RUBOUT: "Hapus", SPACE: "Spasi"}
_COLUMNS = 10
_HIGH, _LOW = 3, 2
_LEAST_HEIGHT = 30
"""On a screen of fewer lines than this the keys of whoever chooses from a list are lower."""


class Keypad(Widget):
    """Rows of keys, each as wide as has room; without any it is not there."""

    COMPONENT_CLASSES = {"keypad--key", "keypad--other"}
    DEFAULT_CSS = """
    Keypad { height: auto; margin: 0 2; }
    Keypad .keypad--key { background: $loket-panel; text-style: bold; }
    Keypad .keypad--other { background: $loket-cursor; text-style: bold; }
    """

    class Pressed(Message):
        """A key was clicked or touched: its sign."""

        def __init__(self, sign: str) -> None:
            super().__init__()
            self.sign = sign

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[str] = ()
        self._high = _HIGH
        self.display = False

    def show(self, rows: Sequence[str], *, beside: int) -> None:
        """Show these keys above so many choices."""
        low = self.app.size.height < _LEAST_HEIGHT and beside > _COLUMNS // 2
        high = _LOW if low else _HIGH
        if (rows, high) != (self._rows, self._high):
            self._rows, self._high, self.display = rows, high, bool(rows)
            self.styles.height = len(rows) * high
            self.refresh()

    def on_resize(self) -> None:
        """The keys take the room there is."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Every other key in another shade, so that it is seen where each ends."""
        line, part = divmod(y, self._high)
        if line >= len(self._rows):
            return Strip.blank(self.size.width)
        shades = [self.get_component_rich_style(f"keypad--{each}") for each in ("key", "other")]
        segments = []
        for at, (sign, width) in enumerate(self._placed(line)):
            named = _NAMES.get(sign, sign) if part == self._high // 2 else ""
            segments.append(Segment(named.center(width)[:width], shades[(at + line) % 2]))
        return Strip(segments)

    def _placed(self, line: int) -> list[tuple[str, int]]:
        """The keys of a row, each with its width: those with a name are twice as wide."""
        one = max(1, self.size.width // _COLUMNS)
        return [(sign, one * (2 if sign in _NAMES else 1)) for sign in self._rows[line]]

    def on_click(self, event: events.Click) -> None:
        """Each of several quick ones counts: a code may have a sign twice."""
        left, line = event.x, event.y // self._high
        if line >= len(self._rows):
            return
        for sign, width in self._placed(line):
            if 0 <= left < width:
                self.post_message(self.Pressed(sign))
                return
            left -= width
