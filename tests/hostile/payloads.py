"""Texts that somebody may type, paste or import to break the program or to make a terminal obey."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path

from loket.store.sql import canonical

PAYLOADS: dict[str, str] = {
    "closing markup": "[/bold] PT",
    "click": "[@click=app.quit]x[/]",
    "style": "[red on blue]PT[/red] [link=file:///etc/passwd]Maju[/link]",
    "clipboard": "PT \x1b]52;c;bG9rZXQ=\x07 Maju",
    "title": "PT \x1b]0;judul palsu\x1b\\ Maju",
    "clear": "PT \x1b[2J\x1b[H\x1b[31m Maju",
    "c1": "PT \x9b2J\x9d52;c;bG9rZXQ=\x9c\x85 Maju",
    "bidi": "PT \u202eujaM\u202c \u2066aya\u2069 Maju",
    "zero width": "P\u200bT\u200d \ufeffMa\u00adju\u2060",
    "long": "Maha" * 75,
    "wide": "株式会社" * 40,
    "tower": "Z" + "\u0301\u0316\u0334" * 60 + "algo",
    "nul": "PT\x00 Maju\x7f",
    "lines": "PT\nMaju\r\n\tJaya\x0b\x0c",
    "format": "PT {0} {nama} %s %d $loket-lewat \\[x] \\",
    "blank": "\u3164\u2800 \ue000 \u0007",
}

NEVER_SENT = (
    b"\x1b]52;", b"\x1b]0;", b"\x1b[2J", b"\xc2\x9b", b"\xc2\x9d", b"\x00", b"\x7f", b"\x0b", b"\x0c",
    *(sign.encode() for sign in "\u202e\u2066\u200b\u200d\u2060\ufeff\ue000"),
)  # fmt: skip
"""Bytes that must not leave the program whatever was put in; the letters after an escape may, as text."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("name",),
    "applicant": ("name", "phone", "second_phone", "email", "address", "company", "npwp", "nib"),
    "file": ("company", "came_name", "came_phone", "outside_number", "kind", "channel", "applicant"),
    "ticket": ("service",),
    "calendar_day": ("name", "decree"),
}
"""Where the database keeps what people typed or another system sent."""


def spoil(path: Path) -> None:
    """Put the texts into every such place of the database, past everything that cleans what is typed."""
    payloads = cycle(PAYLOADS.values())
    with sqlite3.connect(path) as conn:
        for table, columns in COLUMNS.items():
            for (row,) in conn.execute(f"SELECT rowid FROM {table}").fetchall():
                for column in columns:
                    (before,) = conn.execute(
                        f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)
                    ).fetchone()
                    keep = f" {before}" if table == "person" else ""
                    text = (next(payloads) + keep).replace("\ud800", "")
                    conn.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (text, row))
        conn.execute("UPDATE file SET came_as = 'kuasa'")
        conn.execute("DROP TRIGGER value_no_update")
        for row, kind, before in conn.execute("SELECT id, kind, text FROM value").fetchall():
            text = next(payloads).replace("\ud800", "")
            if kind == "mark":
                text = canonical([json.loads(before)[0], text])
            elif kind == "applicant":
                shown = json.loads(before)
                text = canonical({**dict.fromkeys(COLUMNS["applicant"], text), "nik": shown.get("nik", "")})
            conn.execute("UPDATE value SET text = ? WHERE id = ?", (text, row))
    conn.close()


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every text in the database: table, column, value."""
    with sqlite3.connect(path) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = conn.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield from ((table, n, v) for n, v in zip(names, row, strict=True) if isinstance(v, str))
    conn.close()


def obeyed(text: str, *, lines: bool = False) -> set[str]:
    """The characters of `text` that a terminal would obey; with `lines` its line ends are allowed."""
    return {
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and not (lines and char == "\n")
    }


def unsafe(found: Iterable[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """Tables and columns that hold a character a terminal would obey. Notes may have several lines."""
    multiline = {("value", "text"), ("document", "source"), ("snapshot", "state")}
    return {(t, c) for t, c, value in found if obeyed(value, lines=(t, c) in multiline)}
