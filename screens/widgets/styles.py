"""The colours of the look that is on, by the names that pages of text use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text
from textual.app import App
from textual.content import Content

from loket.text import WHOLE, clean, scrub

Inks = Mapping[str, str]
"""Name of a style → how Rich writes it."""

_COLOURS = ("muted", "accent", "aman", "mendekati", "lewat", "istirahat")
_BOLD = frozenset({"mendekati", "lewat"})
_NAMES = {"muted": "redup"}


def inks(app: App[Any]) -> Inks:
    """The present look's inks: urgencies as lists have them, `judul` for a heading, `tebal` for strong."""
    found = {"": "", "tebal": "bold"}
    for colour in _COLOURS:
        value = app.theme_variables.get(f"loket-{colour}", "")
        found[_NAMES.get(colour, colour)] = f"bold {value}" if colour in _BOLD else value
    accent = app.theme_variables.get("loket-accent", "")
    badge, ink = (app.theme_variables.get(f"loket-{name}", "") for name in ("badge", "badge-text"))
    return {**found, "judul": f"bold {accent}", "lencana": f"{ink} on {badge}" if badge else "reverse"}


def line(*parts: tuple[str, str] | str) -> Text:
    """One line of a page, of harmless texts, each with a Rich style where it has one; spaces are kept."""
    text = Text()
    for part in parts:
        words, style = part if isinstance(part, tuple) else (part, "")
        text.append(scrub(words), style or None)
    return text


def tab(words: str, ink: Inks, *, chosen: bool, other: str = "redup") -> tuple[str, str]:
    """One of several to choose from: the `chosen` one in brackets and as a badge, others in another ink."""
    return (f"[{words}]", ink["lencana"]) if chosen else (f" {words} ", ink[other])


Line = tuple[str, str]
"""Words and the name of their ink."""

_STYLES = {
    "redup": "$loket-muted",
    "tebal": "bold",
    "aksen": "bold $loket-accent",
    "mendekati": "bold $loket-mendekati",
    "lewat": "bold $loket-lewat",
    "istirahat": "$loket-istirahat",
}


def styled(lines: Iterable[Line]) -> Content:
    """Lines that take on the look's colours by themselves; what people typed is never markup."""
    return Content("\n").join(
        Content.styled(clean(words, WHOLE), _STYLES.get(style, "")) for words, style in lines
    )


_COLUMN = re.compile(r"\S( {2,})(?=\S)|^( +)(?=\S)")
_FURTHEST = 30


def fold(lines: Iterable[Text], width: int, console: Console) -> list[Text]:
    """The lines broken to `width`, each going on beneath the column in which its last words begin."""
    folded: list[Text] = []
    for text in lines:
        if text.cell_len <= width or width <= 0:
            folded.append(text)
            continue
        at = max((m.end() for m in _COLUMN.finditer(text.plain) if m.start() < _FURTHEST), default=0)
        first, rest = text[:at], text[at:]
        parts = rest.wrap(console, max(10, width - first.cell_len))
        indent = Text(" " * first.cell_len)
        folded += [(first if not place else indent) + part for place, part in enumerate(parts)]
    return folded


def pack(items: Iterable[tuple[str, str]], width: int) -> Text:
    """Short words with their styles beside each other, on as many lines as they need, none of them broken."""
    lines: list[list[Text]] = [[]]
    for words, style in items:
        item = line((words, style))
        if lines[-1] and sum(text.cell_len + 1 for text in lines[-1]) + item.cell_len > width > 0:
            lines.append([])
        lines[-1].append(item)
    return Text("\n").join(Text(" ").join(row) for row in lines)
