"""Draws lines of a terminal as a small SVG: no window's frame, no web font, no link; sharp at any size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

_WIDE, _HIGH, _BASE, _SIZE = 12, 24, 18, 20
_RUN = re.compile(r"\S+(?: \S+)*")


def svg(strips: Sequence[Strip], title: str) -> str:
    """The lines, each cell 12 × 24; runs of letters are laid out by the cell, whatever the reader's font."""
    width = max(strip.cell_length for strip in strips) * _WIDE
    height = len(strips) * _HIGH
    inks: dict[str, str] = {}
    grounds: list[str] = []
    words: list[str] = []
    for row, strip in enumerate(strips):
        grounds += _grounds(strip, row)
        words += _words(strip, row, inks)
    rules = [f".{name}{{{rule}}}" for rule, name in inks.items()]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>text{{font:{_SIZE}px monospace;white-space:pre}}{''.join(rules)}</style>",
        *grounds,
        *words,
        "</svg>\n",
    ])  # fmt: skip


def _pieces(strip: Strip) -> Iterator[tuple[int, str, Style]]:
    """Cell, text and style of each piece of a line; neighbours of one style are one piece."""
    at = 0
    for segment in strip.simplify():
        yield at, segment.text, segment.style or Style()
        at += cell_len(segment.text)


def _colours(style: Style) -> tuple[str, str]:
    """Ink and ground; terminal screens of ours always name both."""
    ink = style.color.get_truecolor().hex if style.color else "#808080"
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else "#000000"
    return (ground, ink) if style.reverse else (ink, ground)


def _grounds(strip: Strip, row: int) -> Iterator[str]:
    spans: list[tuple[int, int, str]] = []
    for at, text, style in _pieces(strip):
        ground, end = _colours(style)[1], at + cell_len(text)
        if spans and spans[-1][2] == ground:
            spans[-1] = (spans[-1][0], end, ground)
        else:
            spans.append((at, end, ground))
    for start, end, ground in spans:
        place = f'x="{start * _WIDE}" y="{row * _HIGH}"'
        size = f'width="{(end - start) * _WIDE}" height="{_HIGH}"'
        yield f'<rect {place} {size} fill="{ground}" shape-rendering="crispEdges"/>'


def _words(strip: Strip, row: int, inks: dict[str, str]) -> Iterator[str]:
    for at, text, style in _pieces(strip):
        bold, slant = (
            (";font-weight:bold" if style.bold else ""),
            (";font-style:italic" if style.italic else ""),
        )
        rule = f"fill:{_colours(style)[0]}{bold}{slant}"
        for run in _RUN.finditer(text):
            name = inks.setdefault(rule, f"i{len(inks)}")
            x, cells = at + cell_len(text[: run.start()]), cell_len(run[0])
            place = f'x="{x * _WIDE}" y="{row * _HIGH + _BASE}" textLength="{cells * _WIDE}"'
            yield f'<text class="{name}" {place}>{escape(run[0])}</text>'
