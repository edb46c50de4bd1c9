"""Who looked at personal data and when: whole NIKs seen, papers printed, persons shown to ask which is meant,
all of a person put out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, administers
from loket.desk.note_names import NIK_NOTE, PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.words.history import noted
from loket.desk.words.moments import clock_words
from loket.sla import WorkingTime
from loket.store import access, files, people
from loket.store.journal import Entry
from loket.store.sql import Connection

NOTES = (NIK_NOTE, PRINTED_NOTE)
_NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when (ms UTC), who, at which counter, at which file by number (empty: a person), what."""

    entry: int
    at: int
    who: str
    station: str
    file: str
    what: str


def looks(desk: Desk, who: Who | None, *, before: int | None = None, limit: int = 200) -> tuple[Look, ...]:
    """The latest looks, newest first; `before` an entry, those older than it. Raises Refused for no admin."""
    with desk.store.read() as conn:
        administers(conn, desk, who)
        found = access.looks(conn, NOTES, before if before is not None else _NEWEST, limit)
        return as_looks(conn, found)


def as_looks(conn: Connection, entries: Iterable[Entry]) -> tuple[Look, ...]:
    """These entries as they are listed."""
    looks = tuple(entries)
    names = {person.id: person.name for person in people.staff(conn)}
    numbers = files.numbers(conn, filter(None, map(_file, looks)))
    return tuple(
        Look(
            entry.id,
            entry.at,
            names.get(entry.person_id or 0, "program"),
            entry.station or "",
            numbers.get(_file(entry) or 0, ""),
            _what(entry),
        )
        for entry in looks
    )


def worded(look: Look, time: WorkingTime) -> str:
    """When, who at which counter, which file, and what: one line."""
    station = f"loket {look.station}" if look.station else ""
    file = f"berkas {look.file}" if look.file else ""
    return " · ".join(filter(None, (clock_words(time, look.at), look.who, station, file, look.what)))


def _file(entry: Entry) -> int | None:
    """The file at which it was; None for none, or one that was not registered yet."""
    return entry.subject_id if entry.subject == "file" else entry.data.get("file")


def _what(entry: Entry) -> str:
    if entry.kind == access.SHOWN:
        return "Semua data seorang pemohon ditampilkan"
    if entry.kind == access.ASKED:
        return "Nama orang lain ditampilkan, ditanya siapa yang dimaksud"
    words = noted(str(entry.data["what"]), entry.data["data"], "", {})
    return words.removesuffix(" · ")
