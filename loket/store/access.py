"""Who looked at a whole NIK, printed a paper, was asked who is meant, or had personal data put out: entries
of the journal.
"""

from __future__ import annotations

from collections.abc import Iterable

from loket.flow.acts import Note
from loket.store import journal
from loket.store.journal import OFFICE, Entry, Stamp
from loket.store.sql import Connection, canonical, containing, ids_in, run, text

SHOWN = "pdp_shown"
"""The kind of an entry about the office: all that is kept of a person (`data["applicant"]`) was put out."""
ASKED = "pdp_asked"
"""Of one that persons on record (`data["applicants"]`) were shown, to ask who is meant, of which `file`."""
NOTICED = "pdp_noticed"
"""Of one that somebody saw the telephone numbers of persons (`data["applicants"]`) who are to be told."""
_LATEST = text(
    "SELECT id FROM journal WHERE kind IN (:shown, :asked, :noticed) OR (subject = 'file'"
    f" AND kind = '{Note.word}' AND (data LIKE :first ESCAPE '\\' OR data LIKE :second ESCAPE '\\'))"
    " ORDER BY id DESC LIMIT :limit"
)
_NOTED = text(
    f"SELECT id FROM journal WHERE subject = 'file' AND subject_id IN {ids_in('files')}"
    " AND kind = :noted AND json_extract(data, '$.what') IN (SELECT value FROM json_each(:notes))"
)
_OF_PERSON = text(
    "SELECT id FROM journal WHERE subject = 'office' AND subject_id = :office AND ((kind = :shown"
    " AND CAST(json_extract(data, '$.applicant') AS BIGINT) = :person) OR (kind IN (:asked, :noticed)"
    " AND EXISTS (SELECT 1 FROM json_each(data, '$.applicants') WHERE CAST(value AS BIGINT) = :person)))"
    " ORDER BY id"
)


def looks(conn: Connection, notes: tuple[str, str], limit: int) -> tuple[Entry, ...]:
    """The latest entries that keep one of these notes, or a showing of persons."""
    first, second = (containing(canonical({"what": note})[1:-1]) for note in notes)
    kinds = {"shown": SHOWN, "asked": ASKED, "noticed": NOTICED}
    found = run(conn, _LATEST, first=first, second=second, limit=limit, **kinds).scalars()
    return journal.these(conn, found)


def looks_at(
    conn: Connection, person: int, files: Iterable[int], notes: tuple[str, ...]
) -> tuple[Entry, ...]:
    """The entries by which a person was shown, or one of these notes kept of these files, newest first."""
    told = run(conn, _NOTED, files=canonical([*files]), notes=canonical([*notes]), noted=Note.word).scalars()
    shown = run(
        conn, _OF_PERSON, office=OFFICE, person=person, shown=SHOWN, asked=ASKED, noticed=NOTICED
    ).scalars()
    return journal.these(conn, (*told, *shown))


def asked(conn: Connection, persons: Iterable[int], file: int | None, stamp: Stamp) -> None:
    """Keep that these persons were shown to ask who is meant, of a file that is not theirs, or a new one."""
    journal.append(conn, "office", OFFICE, ASKED, {"applicants": sorted(persons), "file": file}, stamp)


def noticed(conn: Connection, persons: Iterable[int], how: str, stamp: Stamp) -> None:
    """Keep that these persons' telephone numbers were seen, or (`how`) went out, to tell them something."""
    data = {"applicants": sorted(persons), "file": None, "cara": how}
    journal.append(conn, "office", OFFICE, NOTICED, data, stamp)
