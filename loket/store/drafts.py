"""What people were typing when it was last kept: it is nobody's record, and goes once it is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from loket.store.sql import Connection, canonical, run, text


@dataclass(frozen=True, slots=True)
class Draft:
    """Something half typed; `place` is the form, `subject` what it is about."""

    place: str
    subject: str
    data: Mapping[str, Any]
    saved_at: int


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
)
_DROP_ABOUT = text("DELETE FROM draft WHERE subject = :subject")
_EVERY = text("SELECT person_id AS person, place, subject, data FROM draft")
_DROP_PAST = text("DELETE FROM draft WHERE place = :place AND subject <> :kept AND saved_at < :at")
_ANY_BEFORE = text("SELECT EXISTS (SELECT 1 FROM draft WHERE saved_at < :at)")
_DROP_BEFORE = text("DELETE FROM draft WHERE saved_at < :at")
_DROP_DRAFT = text("DELETE FROM draft WHERE person_id = :person AND place = :place AND subject = :subject")


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
    """Keep a draft under another subject.

    One that is kept there already waits beneath it, and is there again once the upper one has gone on.
    """
    if draft(conn, person, place, subject) is None:
        return
    if draft(conn, person, place, to) is not None:
        move_draft(conn, person, place, to, _beneath(to))
    run(conn, _MOVE_DRAFT, person=person, place=place, subject=subject, to=to)
    if to != _beneath(subject):
        move_draft(conn, person, place, _beneath(subject), subject)


def _beneath(subject: str) -> str:
    return f"{subject}, sebelumnya"


def drop_past_drafts(conn: Connection, place: str, at: int, *, kept: str) -> None:
    """Forget what was last kept of a form before that instant, but not the subject `kept`."""
    run(conn, _DROP_PAST, place=place, at=at, kept=kept)


def drop_about(conn: Connection, subject: str) -> None:
    """Forget what anybody typed about a subject."""
    run(conn, _DROP_ABOUT, subject=subject)


def drop_where(conn: Connection, unwanted: Callable[[Mapping[str, Any]], bool]) -> None:
    """Forget every draft of which `unwanted` says so, by what was typed."""
    for person, place, subject, data in run(conn, _EVERY):
        if unwanted(json.loads(data)):
            drop_draft(conn, person, place, subject)


def any_draft_before(conn: Connection, at: int) -> bool:
    """Whether a draft was last kept before that instant."""
    return bool(run(conn, _ANY_BEFORE, at=at).scalar())


def drop_drafts_before(conn: Connection, at: int) -> None:
    """Forget the drafts last kept before that instant."""
    run(conn, _DROP_BEFORE, at=at)
