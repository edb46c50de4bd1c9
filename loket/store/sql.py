"""Small helpers of this room: statements by name, JSON as it is kept, searches."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, CursorResult, TextClause, text

from loket.matching import digits_of


def run(conn: Connection, statement: TextClause, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement with named values."""
    return conn.execute(statement, values)


def canonical(data: Any) -> str:
    """JSON in the one form that is stored and hashed: keys sorted, no spaces, text as it is."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def phone_digits(phone: str) -> str:
    """A telephone number as searches compare it: digits only, +62 written as 0."""
    digits = digits_of(phone)
    return "0" + digits[2:] if digits.startswith("62") else digits


def containing(words: str) -> str:
    r"""The LIKE pattern (ESCAPE '\') for text that contains `words`."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


__all__ = ["Connection", "canonical", "containing", "phone_digits", "run", "text"]
