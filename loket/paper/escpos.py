"""A paper for a receipt printer, in the bytes that such printers go by (ESC/POS).

Each function gives a piece; `roll` makes a paper of pieces. What such a printer says of itself is asked in
`loket.desk.papers.roll_printer`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from loket.paper.layout import wrap

WIDTH = 32
"""Letters on a line of the narrowest roll (58 mm)."""
_LARGEST = 4
_ESC, _GS = b"\x1b", b"\x1d"
_BEGIN = _ESC + b"@" + _ESC + b"t\x10"  # as switched on; Western European letters (16: CP1252)
_CUT = _ESC + b"d\x06" + _GS + b"V\x00"  # the last line is below the knife first


class Align(IntEnum):
    """Where a line stands."""

    LEFT = 0
    CENTRE = 1


def roll(*pieces: bytes) -> bytes:
    """A paper of these pieces, cut off behind the last."""
    return _BEGIN + b"".join(pieces) + _CUT


def plain(text: str) -> bytes:
    """A paper of any width as a roll has it: lines that are too long go on in the next."""
    broken = (wrap(line, WIDTH) or [""] for line in text.rstrip().split("\n"))
    return roll(lines(line for parts in broken for line in parts))


def lines(texts: Iterable[str], align: Align = Align.LEFT, *, bold: bool = False, size: int = 1) -> bytes:
    """Lines of text; `size`: so many times as wide and as high, up to 8."""
    style = _GS + b"!" + bytes([(size - 1) * 0x11]) + _ESC + b"E" + bytes([bold])
    return style + _ESC + b"a" + bytes([align]) + b"".join(_encoded(text) + b"\n" for text in texts)


def large(text: str) -> bytes:
    """One line in the middle, as large as it stays whole on any roll."""
    return lines([text], Align.CENTRE, bold=True, size=max(1, min(_LARGEST, WIDTH // max(1, len(text)))))


def qr(text: str, size: int = 6) -> bytes:
    """A QR code that the printer draws by itself, in the middle; `size`: dots to a square."""
    data = text.encode()
    return lines([], Align.CENTRE) + b"".join(
        _GS + b"(k" + (len(told) + 1).to_bytes(2, "little") + b"1" + told
        for told in (
            b"A2\x00",  # model 2
            b"C" + bytes([size]),
            b"E1",  # up to 15 % of it may be damaged
            b"P0" + data,
            b"Q0",
        )
    )


def _encoded(text: str) -> bytes:
    """The text in the letters that were chosen; what is no letter is left out."""
    kept = "".join(char for char in text if char.isprintable())
    return b"".join(char.encode("cp1252", "ignore") or _alike(char) for char in kept)


def _alike(char: str) -> bytes:
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore")
