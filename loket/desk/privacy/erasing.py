"""Erasing a person at the end of the time for which their data may be kept, by a decree (UU 27/2022).

The words go, and the salts by which the journal's commitments could be tried out; figures, the chain of the
journal and who did what stay. What a file under way still needs stays until that has ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loket.desk.authority import Who, administers
from loket.desk.drafts import filed_subject
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.privacy.held import OF_A_FILE
from loket.desk.privacy.naming import Named, named
from loket.flow.acts import Correct
from loket.matching import digits_of, words_of
from loket.store import applicants, drafts, files, texts, values
from loket.store.applicants import Applicant
from loket.store.errors import StoreBusy
from loket.store.files import FileRow
from loket.store.journal import ERASED, OFFICE, Stamp, stamped
from loket.store.sql import Connection, canonical
from loket.store.values import Value
from loket.text import clean, clean_lines

REASON = "erasure"
"""The kind of the value with reason and decree; the owner is the person."""

NAMED = "Alasan atau penetapan menyebut nama atau nomor orang itu. Tulis tanpa keduanya."
_SHORT = 3
"""Words of a name no longer than this may stand in a reason: they are often other words."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many values, of which files by number, and what kept theirs.

    Among `files` are those that showed them once, and for which they came. `underway` are files under way
    that show them; `still`: ended ones that show the same as one of these, and so keep that too. `once`:
    files under way that showed them once: what was typed on these is kept till they end. `swept`: the
    database's file has nothing of what was erased left; else another program held on to it.
    """

    person: int
    values: int
    files: tuple[str, ...]
    underway: tuple[str, ...]
    still: tuple[str, ...]
    once: tuple[str, ...]
    swept: bool


def erase(desk: Desk, who: Who | None, person: int, *, reason: str, decree: str) -> Erased:
    """Erase what is kept of a person, but for what files under way need.

    Raises:
        Invalid: without a reason or a decree, or where nothing can be erased yet.
        Refused: for whom is no admin.
    """
    with desk.store.write() as conn:
        administers(conn, desk, who)
        said = check_said(reason, decree)
        ended, underway = _apart(files.of_person(conn, person))
        once_ended, once = _apart(files.once_of_person(conn, person))
        rows = (*ended, *once_ended)
        if underway and not ended:
            numbers = ", ".join(_list(underway))
            raise Invalid({"person": f"Berkasnya masih berjalan: {numbers}. Ulangi sesudah selesai."})
        known = applicants.versions(conn, person)
        if _names((word for each in known for word in (each.nik, each.id_number, each.name)), said):
            raise Invalid({"reason": NAMED})
        theirs, kept = tuple(_own(conn, each) for each in known), _needed(known, underway)
        gone = [version.version for version in known if version not in kept]
        gone += _typed(conn, rows, named(person, theirs))
        gone += [] if kept else _by_mistake(conn, theirs)
        erased = values.erase(conn, [*gone, *_said_in_corrections(conn, once)])
        still = tuple(row for row in ended if _still_shows(conn, row, person))
        for row in rows:
            _show(conn, row)
            drafts.drop_about(conn, filed_subject(row.id))
        drafts.drop_where(conn, named(person, theirs, kept).by_form)
        if not underway:
            applicants.show_newest(conn, person)
        by, now = who.person if who is not None else None, desk.now()
        values.keep(conn, REASON, person, "", canonical(said), by, now)
        told = {"applicant": person, "files": [row.id for row in rows], "values": list(erased)}
        stamped(conn, "office", OFFICE, ERASED, told, Stamp(now, by))
    try:
        swept = desk.store.sweep()
    except StoreBusy:
        swept = False
    return Erased(person, len(erased), _list(rows), _list(underway), _list(still), _list(once), swept)


def check_said(reason: str, decree: str) -> list[str]:
    """Reason and decree as they are kept. Raises Invalid where one says nothing."""
    faults = {}
    if not clean_lines(reason):
        faults["reason"] = "Alasan penghapusan belum ditulis (--alasan)."
    if not clean(decree):
        faults["decree"] = "Penetapan yang mendasarinya belum disebut (--penetapan)."
    if faults:
        raise Invalid(faults)
    return [clean_lines(reason), clean(decree)]


def _names(gone: Iterable[str], said: Iterable[str]) -> bool:
    """Whether reason or decree has a number of the person, or a word of a name of theirs."""
    words = {word for text in said for word in words_of(text)}
    numbers = " ".join(map(digits_of, said))
    return any(
        len(part) > _SHORT and (part in words or (part.isdigit() and part in numbers))
        for word in gone
        if word != values.ERASED
        for part in words_of(word)
    )


def _apart(rows: tuple[FileRow, ...]) -> tuple[tuple[FileRow, ...], tuple[FileRow, ...]]:
    """Those that have ended, and those under way."""
    ended = tuple(row for row in rows if row.ended_at is not None)
    return ended, tuple(row for row in rows if row.ended_at is None)


def _needed(known: tuple[Applicant, ...], underway: tuple[FileRow, ...]) -> tuple[Applicant, ...]:
    """The versions that files under way show, and then the newest, by which they are found."""
    shown = {version for row in underway for version in (row.applicant_version, row.came_version)}
    newest = known[-1].version if underway else None
    return tuple(each for each in known if each.version in shown or each.version == newest)


def _typed(conn: Connection, rows: Iterable[FileRow], person: Named) -> list[int]:
    """What was typed on ended files: all of it on their own.

    On those of others that showed them once, or for which they came: every reason, remark and note, which
    may speak of them in whatever words, and of the data of the permit what names them.
    """
    found = (value for row in rows for kind in OF_A_FILE for value in values.every(conn, kind, row.id))
    own = {row.id for row in rows if row.applicant_id == person.id}
    return [value.id for value in found if value.owner in own or _may_tell(value, person)]


def _own(conn: Connection, version: Applicant) -> Applicant:
    """A version without a number that somebody else has now, to whom it belongs."""
    of_nik, of_document = applicants.holders(conn, version)
    if of_nik is not None and of_nik.id != version.id:
        version = replace(version, nik="")
    if of_document is not None and of_document.id != version.id:
        version = replace(version, id_kind="", id_number="")
    return version


def _by_mistake(conn: Connection, theirs: tuple[Applicant, ...]) -> list[int]:
    """Versions of others that had a number of theirs until it was put right, and that no file shows."""
    numbers = {number for each in theirs for number in (each.nik, each.id_number)} - {""}
    others = (each for each in applicants.former(conn) if each.id != theirs[-1].id)
    wrong = [each.version for each in others if numbers & {each.nik, each.id_number}]
    return [version for version in wrong if not files.are_shown(conn, version)]


def _may_tell(value: Value, person: Named) -> bool:
    """Whether it is free text, or names the person."""
    if value.kind == texts.MARK:
        return bool(texts.note_of(value))
    return value.kind == texts.REMARK or person.by(value.words or "")


def _said_in_corrections(conn: Connection, rows: Iterable[FileRow]) -> list[int]:
    """Why these files were corrected: that may name whom they showed before."""
    events = (event for row in rows for event in files.events(conn, row.id, row.version))
    return [event.act.remark for event in events if isinstance(event.act, Correct)]


def _still_shows(conn: Connection, row: FileRow, person: int) -> bool:
    """Whether a file still has words of the person, since one under way shows the same."""
    own = ((row.applicant_id, row.applicant_version), (row.came_id, row.came_version))
    shown = [version for owner, version in own if owner == person and version is not None]
    return any(values.one(conn, version).words is not None for version in shown)


def _show(conn: Connection, row: FileRow) -> None:
    """Let a file's row have of its persons what their versions still say."""
    came = applicants.version(conn, row.came_version) if row.came_version is not None else None
    files.show_versions(conn, row.id, applicants.version(conn, row.applicant_version), came)


def _list(rows: tuple[FileRow, ...]) -> tuple[str, ...]:
    return tuple(row.number for row in rows)
