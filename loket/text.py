"""Cleaning, measuring and cutting of text that people type, so that it can be kept and shown without harm.

Names and notes come from keyboards, scanners and other systems. They may hold control sequences that a
terminal would obey, marks that turn the direction of reading, or letters two cells wide. What is kept and
what is shown both pass through here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

# Cc control, Cf invisible formatting (bidi, zero width), Cs lone surrogates, Co private, Cn unassigned
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# letters that are nothing but blank: Hangul fillers and the Braille blank
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# terminals do not agree how wide a letter is that one of these follows
_SELECTORS = frozenset(chr(point) for point in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
# drawn into the letter before: Hangul vowels and finals, shades of skin
_JOINED = (range(0x1160, 0x1200), range(0xD7B0, 0xD7FC), range(0x1F3FB, 0x1F400))
# wide since Unicode 16, which the standard library of older Pythons does not know
_WIDE = tuple(map(range, (0x2630, 0x268A, 0x4DC0, 0x1D300), (0x2638, 0x2690, 0x4E00, 0x1D377)))
# more marks than this over one letter is no name but a tower over the lines above
_MARKS_PER_LETTER = 4

Align = Literal["left", "right", "center"]


def scrub(text: str) -> str:
    """Return `text` with each white space as a plain space and every unsafe character dropped.

    Unlike `clean` it neither strips nor joins spaces, so it may run while somebody is still typing.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if char.isspace() or char in _BLANK else char
        for char in text
        if char.isspace() or (unicodedata.category(char) not in _UNSAFE and char not in _SELECTORS)
    )


def _tame_marks(text: str) -> str:
    """Drop combining marks that stand at the beginning or pile up over one letter."""
    kept: list[str] = []
    marks = _MARKS_PER_LETTER
    for char in text:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks <= _MARKS_PER_LETTER:
            kept.append(char)
    return "".join(kept)


WHOLE = 6000
"""Letters that a line of words may have which says all that was typed in a note, and for what."""


def clean(text: str, limit: int = 300) -> str:
    """Return `text` as one harmless line of at most `limit` characters.

    Normal form C; no control, formatting, surrogate, private or unassigned characters; runs of white space
    become one space; no space at either end. Cleaning twice changes nothing.
    """
    text = _clean(text[: limit * 8])
    return text if len(text) <= limit else text[:limit].rstrip()


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = " ".join(scrub(text).split())
    return " ".join(_tame_marks(unicodedata.normalize("NFC", text)).split())


def clean_lines(text: str, limit: int = 4000) -> str:
    """Return a note of several lines, each cleaned, never two empty ones in a row, at most `limit` long."""
    kept: list[str] = []
    for line in text[: limit * 8].splitlines():
        line = clean(line, limit)
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)[:limit].strip()


def digits(text: str) -> str:
    """Return only the digits 0–9 of `text`; spaces and signs that people put between them are dropped."""
    return "".join(char for char in text if char in "0123456789")


def capitalized(text: str) -> str:
    """Return `text` with a capital at its beginning; all other letters stay, as those of `ATR/BPN`."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """Return `text` with a small letter at its beginning, unless an abbreviation stands there (`ATR/BPN`)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def clause(sentence: str) -> str:
    """Return a sentence as the end of another: with a small letter at its beginning, and no full stop."""
    return uncapitalized(sentence).rstrip(".")


def ended(text: str) -> str:
    """Return `text` with one full stop at its end, also where an abbreviation ends it (`S.Kom.`)."""
    return text if text.endswith(".") else f"{text}."


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes: two for a wide letter, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=2048)
def _cell(char: str) -> int:
    point = ord(char)
    if unicodedata.category(char).startswith("M") or any(point in joined for joined in _JOINED):
        return 0
    wide = unicodedata.east_asian_width(char) in "WF" or any(point in extra for extra in _WIDE)
    return 2 if wide else 1


def fit(text: str, width: int) -> str:
    """Return `text` cut to at most `width` cells, ending in `…` where something was cut away."""
    if width <= 0:
        return ""
    if cells(text) <= width:
        return text
    low, high = 0, min(len(text), width * (_MARKS_PER_LETTER + 1))
    while low < high:
        middle = (low + high + 1) // 2
        if cells(text[:middle]) <= width - 1:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def pad(text: str, width: int, align: Align = "left") -> str:
    """Return `text` cut or filled with spaces to exactly `width` cells."""
    text = fit(text, width)
    space = max(0, width - cells(text))
    if align == "right":
        return " " * space + text
    if align == "center":
        return " " * (space // 2) + text + " " * (space - space // 2)
    return text + " " * space


def in_parts(text: str, width: int) -> list[str]:
    """Return `text` in lines that end between its parts (` · `): a label stays with what it names.

    Only a part that is longer than `width` cells goes on behind the one before it.
    """
    lines = [""]
    for part in text.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines[-1] else part
        if lines[-1] and cells(part) <= width < cells(longer):
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` cells, broken at spaces, a longer word anywhere."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if cells(lines[-1] + char) > max(1, width):
                lines.append("")
            lines[-1] += char
    return lines
