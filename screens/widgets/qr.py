"""A QR code drawn in half lines, so that a telephone reads it off the screen.

It is dark on light whatever the look, and a cell has a sign only where its halves differ: gaps between lines
of a font are then no lines through the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import segno
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

QUIET = 4
"""How many modules around a code are light, by its standard."""
_LIGHT, _DARK = "rgb(255,255,255)", "rgb(0,0,0)"

Modules = Sequence[Sequence[bool]]
"""A code with the light around it, line by line; True is dark."""


@lru_cache(maxsize=4)
def codes(choices: tuple[tuple[str, ...], ...], width: int, height: int) -> tuple[Modules, ...]:
    """The codes of the first texts that all have room in so many cells; nothing where none have."""
    for texts in choices:
        longest = segno.make_qr(max(texts, key=lambda text: len(text.encode())), error="l")
        if longest.symbol_size(border=QUIET)[0] <= min(width, 2 * height):
            return tuple(map(_modules, texts))
    return ()


def _modules(text: str) -> Modules:
    code = segno.make_qr(text, error="l")
    return [[bool(module) for module in line] for line in code.matrix_iter(border=QUIET)]


class QrCode(Widget):
    """Shows a code; with none it is not there."""

    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._modules: Modules = ()
        self.display = False

    def show(self, code: Modules) -> None:
        """Show this code."""
        if code != self._modules:
            self._modules, self.display = code, bool(code)
            self.styles.width, self.styles.height = len(code), (len(code) + 1) // 2
            self.refresh()  # another one of the same size

    def render_line(self, y: int) -> Strip:
        upper, lower = (self._line(2 * y), self._line(2 * y + 1))
        return Strip([_cell(*halves) for halves in zip(upper, lower, strict=True)])

    def _line(self, at: int) -> Sequence[bool]:
        """A line of modules; below the last all is light."""
        return self._modules[at] if at < len(self._modules) else [False] * len(self._modules)


def _cell(upper: bool, lower: bool) -> Segment:
    colours = (_DARK if upper else _LIGHT, _DARK if lower else _LIGHT)
    return Segment(" " if upper == lower else "▀", Style(color=colours[0], bgcolor=colours[1]))
