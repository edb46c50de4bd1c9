"""A paper as a PDF: its lines as they are, in a type of one width, on A4. The same text is the same bytes."""

from __future__ import annotations

import json

import typst

_LAYOUT = b"""
#set document(date: none)
#set page(paper: "a4", margin: (left: 60pt, right: 0pt, top: 53pt, bottom: 60pt))
#set par(leading: 2pt)
#set text(top-edge: 0.8em, bottom-edge: -0.2em, ligatures: false)
#show raw: set text(font: "DejaVu Sans Mono", size: 11pt)
#for (at, lines) in json(bytes(sys.inputs.pages)).enumerate() {
  if at > 0 { pagebreak() }
  raw(lines, block: true)
}
"""
"""Fifty-six lines fit on a page; what is more goes on to the next."""


def pdf(text: str) -> bytes:
    """The document; a form feed begins a page."""
    pages = text.removesuffix("\f").removesuffix("\n").split("\f")
    return typst.compile(_LAYOUT, sys_inputs={"pages": json.dumps(pages)}, ignore_system_fonts=True)
