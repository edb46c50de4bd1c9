"""What a file's registration, and each correction of it, changed of what was on record, in words.

Read from the versions that they point at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loket.desk.case.on_record import masked
from loket.desk.note_names import RENEWED_NOTE
from loket.desk.office import Desk
from loket.desk.words.history import AFTERWARDS, CORRECTED, FIELD_WORDS
from loket.flow.acts import Correct, Event, Note
from loket.flow.fold import replay
from loket.identity import DOCUMENTS
from loket.sop.model import Procedure
from loket.store import applicants, files, values
from loket.store.applicants import Applicant
from loket.store.sql import Connection

Registered = Mapping[str, Any]
"""A file's registration as it is kept."""
_COLUMNS = {
    "service": "layanan",
    "kind": "jenis",
    "outside_number": "no. aplikasi",
    "came_as": "yang datang",
}
"""What of it is told, beside who applies and came."""


def corrections(
    conn: Connection, desk: Desk, procedure: Procedure, file: int, events: Sequence[Event]
) -> dict[int, str]:
    """By the event: `Ralat: nama Siti → Sitti; NIK 2102…12 → 2102…21`, also where it was taken back since."""
    told = {}
    kept = files.registered(conn, file) if any(isinstance(event.act, Correct) for event in events) else {}
    for at, event in enumerate(events):
        match event.act:
            case Correct():
                word = AFTERWARDS if replay(procedure, events[:at]).is_decided else CORRECTED
                changed = _changed(conn, desk, files.before(kept, event.seq), kept[event.seq])
            case Note(what=what, data=data) if what == RENEWED_NOTE:
                word = f"Data {data['siapa']} diperbarui"
                changed = of_person(conn, data["dari"], data["ke"], "")
            case _:
                continue
        told[event.seq] = f"{word}: {'; '.join(changed) or values.ERASED}"
    return told


def _changed(conn: Connection, desk: Desk, was: Registered, now: Registered) -> Iterator[str]:
    """What is otherwise."""
    yield from of_person(conn, was["applicant_version"], now["applicant_version"], "")
    for column, word in _COLUMNS.items():
        if was[column] != now[column]:
            yield f"{word} {_column(desk, was, column)} → {_column(desk, now, column)}"
    yield from of_person(conn, was["came_version"], now["came_version"], " kuasa")


def _column(desk: Desk, registered: Registered, column: str) -> str:
    word = str(registered[column])
    if column == "service" and word in desk.office.services:
        return desk.office.services[word].name
    return word or "–"


def of_person(conn: Connection, before: int | None, after: int | None, whose: str) -> Iterator[str]:
    """What is known of whom the file shows otherwise than of whom it showed, who may have been nobody."""
    was, now = (_person(conn, version) for version in (before, after))
    if before != after and values.ERASED in (was.name, now.name):
        yield f"data{whose} {values.ERASED}"
        return
    old, new = masked(was), masked(now)
    for name, word in FIELD_WORDS.items():
        if before != after and getattr(was, name) != getattr(now, name):
            yield f"{word}{whose} {_said(old, name)} → {_said(new, name)}"


def _person(conn: Connection, version: int | None) -> Applicant:
    return applicants.version(conn, version) if version is not None else Applicant("")


def _said(person: Applicant, field: str) -> str:
    word = getattr(person, field)
    return (DOCUMENTS.get(word, word) if field == "id_kind" else word) or "–"
