"""Small helpers of this room: statements by name, JSON as it is kept, text as it is compared."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from sqlalchemy import Connection, CursorResult, TextClause, text


def run(conn: Connection, statement: TextClause, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement with named values."""
    return conn.execute(statement, values)


def canonical(data: Any) -> str:
    """JSON in the one form that is stored and hashed: keys sorted, no spaces, text as it is."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fold(words: str) -> str:
    """Text as searches compare it: no accents, no capitals, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def phone_digits(phone: str) -> str:
    """A telephone number as searches compare it: digits only, +62 written as 0."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    return "0" + digits[2:] if digits.startswith("62") else digits


def containing(words: str) -> str:
    r"""The LIKE pattern (ESCAPE '\') for text that contains `words`."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


__all__ = ["Connection", "canonical", "containing", "fold", "phone_digits", "run", "text"]
