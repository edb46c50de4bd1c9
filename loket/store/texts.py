"""What people type: remarks, marks on requirements, technical fields, and drafts not yet sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loket.store.sql import Connection, canonical, run, text


@dataclass(frozen=True, slots=True)
class Remark:
    """Free text and who typed it when (ms UTC)."""

    id: int
    file_id: int | None
    person: int | None
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How one requirement was found: `mark` is ada, kurang or periksa."""

    item: str
    mark: str
    note: str
    person: int
    at: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Something half typed; `place` is the form, `subject` what it is about."""

    place: str
    subject: str
    data: Mapping[str, Any]
    saved_at: int


_ADD_REMARK = text(
    "INSERT INTO remark (file_id, person_id, at, text) VALUES (:file, :person, :at, :text) RETURNING id"
)
_REMARKS = text(
    "SELECT id, file_id, person_id, at, text FROM remark WHERE file_id = :file ORDER BY id LIMIT :limit"
)
_SET_MARK = text(
    "INSERT INTO mark (file_id, item, mark, note, person_id, at)"
    " VALUES (:file, :item, :mark, :note, :person, :at)"
    " ON CONFLICT (file_id, item) DO UPDATE SET mark = excluded.mark, note = excluded.note,"
    " person_id = excluded.person_id, at = excluded.at"
)
_MARKS = text("SELECT item, mark, note, person_id, at FROM mark WHERE file_id = :file ORDER BY item")
_SET_FIELD = text(
    "INSERT INTO field (file_id, key, value) VALUES (:file, :key, :value)"
    " ON CONFLICT (file_id, key) DO UPDATE SET value = excluded.value"
)
_FIELDS = text("SELECT key, value FROM field WHERE file_id = :file ORDER BY key")
_SAVE_DRAFT = text(
    "INSERT INTO draft (person_id, place, subject, data, saved_at)"
    " VALUES (:person, :place, :subject, :data, :at)"
    " ON CONFLICT (person_id, place, subject) DO UPDATE"
    " SET data = excluded.data, saved_at = excluded.saved_at"
)
_DRAFT = text(
    "SELECT place, subject, data, saved_at FROM draft"
    " WHERE person_id = :person AND place = :place AND subject = :subject"
)
_MOVE_DRAFT = text(
    "UPDATE draft SET subject = :to WHERE person_id = :person AND place = :place AND subject = :subject"
    " AND NOT EXISTS (SELECT 1 FROM draft WHERE person_id = :person AND place = :place AND subject = :to)"
)
_DROP_PAST = text("DELETE FROM draft WHERE place = :place AND subject <> :kept AND saved_at < :at")
_ANY_BEFORE = text("SELECT EXISTS (SELECT 1 FROM draft WHERE saved_at < :at)")
_DROP_BEFORE = text("DELETE FROM draft WHERE saved_at < :at")
_DROP_DRAFT = text("DELETE FROM draft WHERE person_id = :person AND place = :place AND subject = :subject")


def add_remark(conn: Connection, person: int | None, at: int, words: str, file_id: int | None = None) -> int:
    """Keep free text and return its id, which is what the journal carries."""
    return int(run(conn, _ADD_REMARK, file=file_id, person=person, at=at, text=words).scalar_one())


def remarks(conn: Connection, file_id: int, limit: int = 500) -> dict[int, Remark]:
    """The remarks on a file by id, oldest first."""
    return {row.id: Remark(*row) for row in run(conn, _REMARKS, file=file_id, limit=limit)}


def set_mark(conn: Connection, file_id: int, item: str, mark: str, note: str, person: int, at: int) -> None:
    """Mark a requirement of a file; a later mark replaces the earlier."""
    run(conn, _SET_MARK, file=file_id, item=item, mark=mark, note=note, person=person, at=at)


def marks(conn: Connection, file_id: int) -> dict[str, Mark]:
    """The marks on a file by requirement."""
    return {row.item: Mark(*row) for row in run(conn, _MARKS, file=file_id)}


def set_fields(conn: Connection, file_id: int, values: Mapping[str, str]) -> None:
    """Keep technical data of a file; keys not named stay as they are."""
    for key, value in values.items():
        run(conn, _SET_FIELD, file=file_id, key=key, value=value)


def fields(conn: Connection, file_id: int) -> dict[str, str]:
    """The technical data of a file."""
    return {row.key: row.value for row in run(conn, _FIELDS, file=file_id)}


def save_draft(
    conn: Connection, person: int, place: str, subject: str, data: Mapping[str, Any], saved_at: int
) -> None:
    """Keep what somebody is typing; the draft before it is replaced."""
    place_of = {"person": person, "place": place, "subject": subject}
    run(conn, _SAVE_DRAFT, data=canonical(dict(data)), at=saved_at, **place_of)


def draft(conn: Connection, person: int, place: str, subject: str) -> Draft | None:
    """What the person left half typed there."""
    row = run(conn, _DRAFT, person=person, place=place, subject=subject).first()
    return None if row is None else Draft(row.place, row.subject, json.loads(row.data), row.saved_at)


def drop_draft(conn: Connection, person: int, place: str, subject: str) -> None:
    """Forget a draft, once sent or thrown away."""
    run(conn, _DROP_DRAFT, person=person, place=place, subject=subject)


def move_draft(conn: Connection, person: int, place: str, subject: str, to: str) -> None:
    """Keep a draft under another subject; where one is kept there already, both stay as they are."""
    run(conn, _MOVE_DRAFT, person=person, place=place, subject=subject, to=to)


def drop_past_drafts(conn: Connection, place: str, at: int, *, kept: str) -> None:
    """Forget what was last kept of a form before that instant, but not the subject `kept`."""
    run(conn, _DROP_PAST, place=place, at=at, kept=kept)


def any_draft_before(conn: Connection, at: int) -> bool:
    """Whether a draft was last kept before that instant."""
    return bool(run(conn, _ANY_BEFORE, at=at).scalar())


def drop_drafts_before(conn: Connection, at: int) -> None:
    """Forget the drafts last kept before that instant."""
    run(conn, _DROP_BEFORE, at=at)
