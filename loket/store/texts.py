"""What people write on a file: remarks, marks, technical data, what is called what they attach to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from loket.store import files, values
from loket.store.files import FileRow
from loket.store.sql import Connection, canonical, run, text
from loket.store.values import ERASED, Value

REMARK, MARK, FIELD, ATTACHMENT = "remark", "mark", "field", "attachment"
"""Kinds of values whose owner is a file."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How one requirement was found: `mark` is ada, kurang or periksa."""

    item: str
    mark: str
    note: str
    person: int
    at: int


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on a file now: marks by requirement, technical data by key, and when each was typed.

    `lacked_once`: some requirement was marked `kurang`, maybe only before, or nobody can tell any more.
    `same_permit`: the file whose permit had the same number before (`files.WITH_PERMIT`); mostly none.
    """

    marks: Mapping[str, Mark]
    fields: Mapping[str, str]
    typed_at: Mapping[str, int]
    lacked_once: bool
    same_permit: str = ""


_WRITTEN = text(
    "SELECT id, kind, owner, key, person_id, at, text, EXISTS"
    " (SELECT 1 FROM value WHERE kind = 'mark' AND owner = :file AND (text IS NULL OR text LIKE :lacking)),"
    f" ({files.WITH_PERMIT})"
    " FROM value WHERE id IN"
    " (SELECT max(id) FROM value WHERE kind IN ('mark', 'field') AND owner = :file GROUP BY kind, key)"
)


_ATTACHED = text(
    "SELECT 1 FROM value v WHERE kind = 'attachment' AND key = :blob AND text <> '' AND NOT EXISTS"
    " (SELECT 1 FROM value n WHERE n.kind = v.kind AND n.owner = v.owner AND n.key = v.key AND n.id > v.id)"
)


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
    return dict(written(conn, file).marks)


def written(conn: Connection, file: int) -> Written:
    """What is written on a file, read at once: of all versions only those that hold."""
    marks, fields, lacked_once, same_permit = dict[str, Mark](), dict[str, str](), False, ""
    typed_at = dict[str, int]()
    for *row, once, same in run(conn, _WRITTEN, file=file, lacking='["kurang",%'):
        value, lacked_once, same_permit = Value(*row), bool(once), same or ""
        if value.kind == MARK:
            marks[value.key] = _mark(value)
        else:
            fields[value.key], typed_at[value.key] = _words(value), value.at
    return Written(marks, fields, typed_at, lacked_once, same_permit)


def set_fields(conn: Connection, file: FileRow, changed: Mapping[str, str], person: int, at: int) -> None:
    """Keep technical data of a file; keys not named stay as they are. It is found by its permit's number."""
    for key, words in changed.items():
        values.keep(conn, FIELD, file.id, key, words, person, at)
    if (permit := changed.get(files.PERMIT_NUMBER)) is not None:
        files.seek_permit(conn, file, permit)


def attach(conn: Connection, file: int, blob: int, name: str, person: int | None, at: int) -> None:
    """Keep what a blob is called that is attached to a file; without a name it is so no more."""
    values.keep(conn, ATTACHMENT, file, str(blob), name, person, at)


def attached(conn: Connection, file: int) -> dict[int, Value]:
    """What is attached to a file, by its blob: the name, by whom and when; what was erased is not."""
    newest = values.newest(conn, ATTACHMENT, file).values()
    return {int(value.key): value for value in newest if value.words}


def is_attached(conn: Connection, blob: int) -> bool:
    """Whether it is attached to any file."""
    return run(conn, _ATTACHED, blob=str(blob)).first() is not None


def _words(value: values.Value) -> str:
    return ERASED if value.words is None else value.words


def note_of(value: values.Value) -> str:
    """What is written beside a mark."""
    return _mark(value).note


def _mark(value: values.Value) -> Mark:
    assert value.person is not None  # the program itself marks nothing
    mark, note = json.loads(value.words) if value.words is not None else ("periksa", ERASED)
    return Mark(value.key, mark, note, value.person, value.at)
