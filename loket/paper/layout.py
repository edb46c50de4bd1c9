"""Lays out plain text at a fixed width, so that a paper looks the same on screen, in a file and on a printer.

Widths are terminal cells. Every text that people typed is cleaned here once more: what reaches a printer must
not hold a control sequence either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import zip_longest

from loket.identity import mask_document, mask_nik
from loket.office.hours import day_words, week_words
from loket.office.model import Office
from loket.sla.words import clock_text, long_date
from loket.text import capitalized, cells, clean, pad

WIDTH = 72
LABEL = 18
_HALF = WIDTH // 2 - 2
_DOTS = "." * 24


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


def hanging(mark: str, text: str, width: int = WIDTH) -> list[str]:
    """A text behind a mark, its further lines set under its first."""
    indent = cells(mark)
    found = wrap(text, width - indent)
    return [(mark if place == 0 else " " * indent) + line for place, line in enumerate(found)]


def signatures(office: Office, at: int, left: tuple[str, str] | None, right: tuple[str, str]) -> list[str]:
    """Two places to sign, side by side: above each the capacity, below it the whole name.

    `left` is None where only one signs. Above the right one stands where and on which date (of `at`, ms UTC)
    it is signed.
    """
    where = f"{office.place}, " if office.place else ""
    return [
        *_beside([], _column(where + long_date(local_date(at, office)))),
        *_beside(_column(left[0]) if left else [], _column(right[0])),
        *["", "", ""],
        *_beside(_column(f"({left[1] or _DOTS})") if left else [], _column(f"({right[1] or _DOTS})")),
    ]


def _column(text: str) -> list[str]:
    """A text in one half of the paper, over as many lines as it needs."""
    return [pad(line, _HALF, "center") for line in wrap(text, _HALF)]


def _beside(left: Sequence[str], right: Sequence[str]) -> list[str]:
    blank = " " * _HALF
    return [f" {a}  {b}".rstrip() for a, b in zip_longest(left, right, fillvalue=blank)]


def known_by(nik: str, document: str, number: str) -> list[tuple[str, str]]:
    """NIK, and the number of another document, with their middle hidden, whether or not it was before."""
    return [
        ("NIK", clean(nik) if "*" in nik else mask_nik(nik)),
        (capitalized(document), clean(number) if "*" in number else mask_document(number)),
    ]


def moment(at: int, office: Office) -> str:
    """An instant (ms UTC) as the office's people write it: `Jumat, 20 November 2026 pukul 09.12 WIB`."""
    clock = clock_text(minute_of_day(at, office))
    return f"{long_date(local_date(at, office))} pukul {clock} {office.zone_name}"


def minute_of_day(at: int, office: Office) -> int:
    """The minute of the office's date of an instant (ms UTC)."""
    local = _local(at, office)
    return local.hour * 60 + local.minute


def local_date(at: int, office: Office) -> date:
    """The office's date of an instant (ms UTC)."""
    return _local(at, office).date()


def _local(at: int, office: Office) -> datetime:
    return datetime.fromtimestamp(at / 1000, timezone(timedelta(minutes=office.zone_minutes)))


def served(office: Office) -> list[str]:
    """When the office serves people; nothing where it has not said."""
    door = office.door
    return facts([("Loket melayani", week_words([day_words(day) for day in door]))]) if door else []


def page(*blocks: Sequence[str]) -> str:
    """The blocks with an empty line between them, as one text that ends in a line feed."""
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block) + "\n"
