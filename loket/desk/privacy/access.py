"""Who looked at personal data and when: whole NIKs seen, papers printed, persons shown to ask which is meant,
all of a person put out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loket.desk.authority import Who, administers
from loket.desk.case.on_record import masked
from loket.desk.note_names import NIK_NOTE, PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.words.history import noted
from loket.desk.words.moments import clock_words
from loket.sla import WorkingTime
from loket.store import access, applicants, files, people
from loket.store.applicants import Applicant
from loket.store.journal import Entry
from loket.store.sql import Connection
from loket.store.values import ERASED

NOTES = (NIK_NOTE, PRINTED_NOTE)


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when (ms UTC), who, at which counter, at which file by number (empty: a person), whose data,
    and what of them.
    """

    entry: int
    at: int
    who: str
    station: str
    file: str
    whose: tuple[str, ...]
    what: str


def looks(desk: Desk, who: Who | None, *, limit: int = 200) -> tuple[Look, ...]:
    """The latest looks, newest first. Raises Refused for no admin."""
    with desk.store.read() as conn:
        administers(conn, desk, who)
        found = access.looks(conn, NOTES, limit)
        return as_looks(conn, found)


def as_looks(conn: Connection, entries: Iterable[Entry]) -> tuple[Look, ...]:
    """These entries as they are listed."""
    looks = tuple(entries)
    names = {person.id: person.name for person in people.staff(conn)}
    numbers = files.numbers(conn, filter(None, map(_file, looks)))
    of = whose(conn, looks)
    known = applicants.these(conn, {person for found in of.values() for person in found})
    return tuple(
        Look(
            entry.id,
            entry.at,
            names.get(entry.person_id or 0, "program"),
            entry.station or "",
            numbers.get(_file(entry) or 0, ""),
            tuple(_called(known[person]) for person in of[entry.id]),
            _what(entry),
        )
        for entry in looks
    )


def worded(look: Look, time: WorkingTime) -> str:
    """When, who at which counter, which file, whose data, and what: one line."""
    station = f"loket {look.station}" if look.station else ""
    file = f"berkas {look.file}" if look.file else ""
    told = (clock_words(time, look.at), look.who, station, file, ", ".join(look.whose), look.what)
    return " · ".join(filter(None, told))


def whose(conn: Connection, looks: Iterable[Entry]) -> dict[int, tuple[int, ...]]:
    """Whose data each look was at, by their ids: of a file, of whom it showed then."""
    entries, found = tuple(looks), dict[int, tuple[int, ...]]()
    registered = files.registered_of(conn, {e.subject_id for e in entries if e.subject == "file"})
    for entry in entries:
        if entry.kind in (access.SHOWN, access.ASKED, access.NOTICED):
            found[entry.id] = tuple(entry.data.get("applicants") or (entry.data["applicant"],))
            continue
        shown = files.before(registered[entry.subject_id], entry.seq)
        came = shown["came_id"] if entry.data["what"] == PRINTED_NOTE else None
        found[entry.id] = tuple(person for person in (shown["applicant_id"], came) if person is not None)
    return found


def _called(person: Applicant) -> str:
    """`Siti Contoh (NIK 210201******0012)`, as they are known by now; of who was erased only which it was."""
    known = masked(person)
    if known.name == ERASED:
        return f"orang ke-{known.id} {ERASED}"
    return f"{known.name} ({known.identity})" if known.identity else known.name


def _file(entry: Entry) -> int | None:
    """The file at which it was; None for none, or one that was not registered yet."""
    return entry.subject_id if entry.subject == "file" else entry.data.get("file")


def _what(entry: Entry) -> str:
    if entry.kind == access.SHOWN:
        return "Semua data seorang pemohon ditampilkan"
    if entry.kind == access.ASKED:
        return "Nama orang lain ditampilkan, ditanya siapa yang dimaksud"
    if entry.kind == access.NOTICED:
        how = f", {entry.data['cara']}" if entry.data["cara"] else ""
        return f"Nomor telepon ditampilkan, untuk memberi tahu janji yang bergeser{how}"
    words = noted(str(entry.data["what"]), entry.data["data"], "", {})
    return words.removesuffix(" · ")
