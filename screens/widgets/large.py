"""Letters and digits seven lines high, to be read from across a hall."""

from __future__ import annotations

from textual.widgets import Static

from loket.text import cells

LINES = 7
_DOTS = {
    "0": "01110 10001 10011 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "00110 01000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00010 01100",
    "A": "01110 10001 10001 11111 10001 10001 10001",
    "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01110 10001 10000 10000 10000 10001 01110",
    "D": "11110 10001 10001 10001 10001 10001 11110",
    "E": "11111 10000 10000 11110 10000 10000 11111",
    "F": "11111 10000 10000 11110 10000 10000 10000",
    "G": "01110 10001 10000 10111 10001 10001 01111",
    "H": "10001 10001 10001 11111 10001 10001 10001",
    "I": "01110 00100 00100 00100 00100 00100 01110",
    "J": "00111 00010 00010 00010 00010 10010 01100",
    "K": "10001 10010 10100 11000 10100 10010 10001",
    "L": "10000 10000 10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10011 10001 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "Q": "01110 10001 10001 10001 10101 10010 01101",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "V": "10001 10001 10001 10001 01010 01010 00100",
    "W": "10001 10001 10001 10101 10101 11011 10001",
    "X": "10001 10001 01010 00100 01010 10001 10001",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    "Z": "11111 00001 00010 00100 01000 10000 11111",
    "-": "00000 00000 00000 01110 00000 00000 00000",
}
"""Each sign in a grid of five by seven dots, line after line; the letters and digits of queue numbers."""
_BLANK = "00000 " * LINES


def large(text: str, width: int) -> str | None:
    """The text in seven lines of blocks, each dot as wide as has room in so many cells; None for no room."""
    signs = [_DOTS.get(sign, _BLANK).split() for sign in text.upper()]
    for wide in (2, 1):
        found = [
            " ".join(
                "".join("█" * wide if dot == "1" else " " * wide for dot in sign[line]) + " "
                for sign in signs
            )
            for line in range(LINES)
        ]
        if cells(found[0]) <= width + 2:
            return "\n".join(line.rstrip() for line in found)
    return None


class LargeText(Static):
    """Shows a number as large as it has room for, or the first of several texts that has room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._texts: tuple[str, ...] = ("",)

    def show(self, *texts: str) -> None:
        """Show the first of these from now on that has room; where none has, it is small."""
        self._texts = texts
        self.on_resize()

    def on_resize(self) -> None:
        """As large as has room now."""
        width = self.content_size.width
        found = (shown for text in self._texts if (shown := large(text, width)) is not None)
        self.update(next(found, self._texts[0]))
