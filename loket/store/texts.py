"""What people write on a file: remarks, marks on its requirements, its technical data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from loket.store import values
from loket.store.sql import Connection, canonical
from loket.store.values import ERASED

REMARK, MARK, FIELD = "remark", "mark", "field"
"""Kinds of values whose owner is a file."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How one requirement was found: `mark` is ada, kurang or periksa."""

    item: str
    mark: str
    note: str
    person: int
    at: int


def add_remark(conn: Connection, person: int | None, at: int, words: str, file: int) -> int:
    """Keep free text and return its id, which is what the journal carries."""
    return values.keep(conn, REMARK, file, "", words, person, at)


def remarks(conn: Connection, file: int) -> dict[int, str]:
    """The remarks on a file by id, oldest first."""
    return {found.id: _words(found) for found in values.every(conn, REMARK, file)}


def set_mark(conn: Connection, file: int, item: str, mark: str, note: str, person: int, at: int) -> None:
    """Mark a requirement of a file; a later mark holds in place of the earlier."""
    values.keep(conn, MARK, file, item, canonical([mark, note]), person, at)


def marks(conn: Connection, file: int) -> dict[str, Mark]:
    """The marks on a file by requirement."""
    return {item: _mark(found) for item, found in values.newest(conn, MARK, file).items()}


def was_marked(conn: Connection, file: int, mark: str) -> bool:
    """Whether a requirement of a file was ever marked so, or so that nobody can tell any more."""
    found = (_mark(each) for each in values.every(conn, MARK, file))
    return any(each.mark == mark or each.note == ERASED for each in found)


def set_fields(conn: Connection, file: int, changed: Mapping[str, str], person: int, at: int) -> None:
    """Keep technical data of a file; keys not named stay as they are."""
    for key, words in changed.items():
        values.keep(conn, FIELD, file, key, words, person, at)


def fields(conn: Connection, file: int) -> dict[str, str]:
    """The technical data of a file."""
    return {key: _words(found) for key, found in values.newest(conn, FIELD, file).items()}


def _words(value: values.Value) -> str:
    return ERASED if value.words is None else value.words


def _mark(value: values.Value) -> Mark:
    assert value.person is not None  # the program itself marks nothing
    mark, note = json.loads(value.words) if value.words is not None else ("periksa", ERASED)
    return Mark(value.key, mark, note, value.person, value.at)
