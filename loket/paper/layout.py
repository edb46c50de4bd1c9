"""Lays out plain text at a fixed width, so that a paper looks the same on screen, in a file and on a printer.

Widths are terminal cells. Every text that people typed is cleaned here once more: what reaches a printer must
not hold a control sequence either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

from loket.office.model import Office
from loket.sla.words import clock_text, long_date
from loket.text import cells, clean, fit, mask_nik, pad

WIDTH = 72
LABEL = 18


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` cells; a word too long for a line is broken."""
    lines, line = [], ""
    for word in clean(text, limit=4000).split(" "):
        joined = f"{line} {word}" if line else word
        if cells(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while cells(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines


def _head(word: str, width: int) -> str:
    """The longest beginning of `word` that fits, at least one letter."""
    end = 1
    while end < len(word) and cells(word[: end + 1]) <= width:
        end += 1
    return word[:end]


def centred(text: str) -> list[str]:
    """The text wrapped, each line in the middle."""
    return [pad(line, WIDTH, "center").rstrip() for line in wrap(text)]


def letterhead(office: Office) -> list[str]:
    """The office's letterhead (its name, where the profile has none) and a double line below."""
    lines = [line for text in office.letterhead or (office.name,) for line in centred(text)]
    return [*lines, "=" * WIDTH]


def facts(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Labels with their values, in two columns; a row without a value is left out."""
    lines = []
    for label, value in rows:
        for place, line in enumerate(wrap(value, WIDTH - LABEL - 2)):
            lines.append(f"{pad(label if place == 0 else '', LABEL)}{':' if place == 0 else ' '} {line}")
    return lines


def hanging(mark: str, text: str) -> list[str]:
    """A text behind a mark, its further lines set under its first."""
    indent = cells(mark)
    found = wrap(text, WIDTH - indent)
    return [(mark if place == 0 else " " * indent) + line for place, line in enumerate(found)]


def signatures(left: tuple[str, str], right: tuple[str, str]) -> list[str]:
    """Two places to sign, side by side: above each the capacity, below it the name."""
    half = WIDTH // 2 - 2
    heads = [pad(clean(capacity), half, "center") for capacity, _ in (left, right)]
    names = [pad(f"({fit(clean(name), half - 2) or '.' * 24})", half, "center") for _, name in (left, right)]
    return [_beside(heads), "", "", "", _beside(names)]


def _beside(pair: Sequence[str]) -> str:
    return f" {pair[0]}  {pair[1]}".rstrip()


def masked(nik: str) -> str:
    """A NIK with its middle hidden, whether or not it was hidden before."""
    return clean(nik) if "*" in nik else mask_nik(nik)


def moment(at: int, office: Office) -> str:
    """An instant (ms UTC) as the office's people write it: `Jumat, 20 November 2026 pukul 09.12 WIB`."""
    zone = timezone(timedelta(minutes=office.zone_minutes))
    local = datetime.fromtimestamp(at / 1000, zone)
    return f"{long_date(local.date())} pukul {clock_text(local.hour * 60 + local.minute)} {office.zone_name}"


def page(*blocks: Sequence[str]) -> str:
    """The blocks with an empty line between them, as one text that ends in a line feed."""
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block) + "\n"
