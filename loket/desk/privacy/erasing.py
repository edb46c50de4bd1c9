"""Erasing a person at the end of the time for which their data may be kept, by a decree (UU 27/2022).

The words go, and the salts by which the journal's commitments could be tried out; figures, the chain of the
journal and who did what stay. What a file under way still needs stays until that has ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loket.desk.authority import Who, administering, administers
from loket.desk.case.on_record import on_record, write
from loket.desk.drafts import filed_subject
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.privacy.naming import Named
from loket.desk.privacy.reach import (
    WAITING,
    Reach,
    of_others,
    of_theirs,
    reach,
    showing,
    still_shows,
    without,
)
from loket.flow.acts import Correct, Event
from loket.matching import digits_of, words_of
from loket.store import applicants, blobs, bookings, drafts, files, journal, texts, values
from loket.store.blobs import Contents
from loket.store.errors import StoreBusy
from loket.store.files import FileRow
from loket.store.journal import OFFICE, PAPERS, PERSON_ERASED, Stamp
from loket.store.sql import Connection, canonical
from loket.store.values import Value
from loket.text import clean, clean_lines

REASON = "erasure"
"""The kind of the value with reason and decree; the owner is the person."""

NOT_THEIRS = "Nomor orang lain, yang datanya dihapus."
"""Why a file is corrected that shows somebody else's number by mistake."""
NAMED = "Alasan atau penetapan menyebut nama atau nomor orang itu. Tulis tanpa keduanya."
_AT_COUNTERS = 3.0
"""Seconds: a third of what others wait for their turn to write before they are refused."""
_SHORT = 3
"""Words of a name no longer than this may stand in a reason: they are often other words."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many values, of which files by number, and what kept theirs.

    Among `files` are those that showed them once, and for which they came. `underway` are files under way
    that show them; `still`: ended ones that show the same as one of these, and so keep that too. `once`:
    files under way that showed them once, or show a number of theirs as somebody else's: what these have is
    kept till they end. `swept`: the database's file has nothing of what was erased left; else another program
    held on to it, or it is so large that this is for when nobody works. `papers`: what was attached to the
    files and to no others.
    """

    person: int
    values: int
    files: tuple[str, ...]
    underway: tuple[str, ...]
    still: tuple[str, ...]
    once: tuple[str, ...]
    swept: bool
    papers: tuple[Contents, ...] = ()


def erase(desk: Desk, who: Who | None, person: int, *, reason: str, decree: str) -> Erased:
    """Erase what is kept of a person, but for what files under way need.

    Raises:
        Invalid: without a reason or a decree, or where nothing can be erased yet.
        Refused: for whom is no admin.
    """
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        said, found = check_said(reason, decree), _found(conn, person)
    with desk.store.write() as conn:
        by = administering(conn, desk, who)
        if journal.last_id(conn) != found.head:  # seldom: the counters wait while it is read once more
            found = _found(conn, person)
        of = found.of
        _check_can_go(of, said)
        for value in found.others:
            _show_without(conn, desk, value, by)
        _book_nameless(conn, desk, of.named, by)
        gone = values.erase(conn, [*found.theirs, *(value.id for value in found.others)])
        papers = _forgotten_papers(conn, gone)
        _forget(conn, of)
        values.keep(conn, REASON, person, "", canonical(said), by.person, by.at)
        told = {"applicant": person, "files": [row.id for row in of.over], "values": list(gone)}
        told |= {PAPERS: [paper.sha for paper in papers]} if papers else {}
        told |= {WAITING: [value.id for value in found.waiting]} if found.waiting else {}
        journal.append(conn, "office", OFFICE, PERSON_ERASED, told, by)
        still = tuple(row for row in of.ended if still_shows(conn, row, person))
        once = {row.id: row for row in (*of.once, *_underway(conn, found.waiting)) if row not in of.underway}
    told_of = (_list(of.over), _list(of.underway), _list(still), _list(once.values()))
    return Erased(person, len(gone), *told_of, _swept(desk), papers)


@dataclass(frozen=True, slots=True)
class _Found:
    """What erasing a person takes, as it is up to the journal's entry `head`.

    `theirs` are values by their ids; of `others`, which name them too, those that files under way need are
    `waiting`.
    """

    head: int
    of: Reach
    theirs: list[int]
    others: list[Value]
    waiting: list[Value]


def _found(conn: Connection, person: int) -> _Found:
    of = reach(conn, person)
    named = of_others(conn, of)
    waiting = [value for value in named if _underway(conn, [value])]
    others = [value for value in named if value not in waiting]
    return _Found(journal.last_id(conn), of, of_theirs(conn, of), others, waiting)


def _check_can_go(of: Reach, said: Iterable[str]) -> None:
    """Raises Invalid where nothing can be erased yet, and where reason or decree names the person."""
    if of.underway and not of.ended:
        numbers = ", ".join(_list(of.underway))
        raise Invalid({"person": f"Berkasnya masih berjalan: {numbers}. Ulangi sesudah selesai."})
    if _names((word for each in of.known for word in (each.nik, each.id_number, each.name)), said):
        raise Invalid({"reason": NAMED})


def _underway(conn: Connection, found: list[Value]) -> list[FileRow]:
    """The files under way that have any of these."""
    return [row for value in found for row in showing(conn, value) if row.ended_at is None]


def _show_without(conn: Connection, desk: Desk, value: Value, by: Stamp) -> None:
    """Let ended files show somebody else, of whom that is a version, without the number: by a correction."""
    for row in showing(conn, value) if value.kind == applicants.KIND else ():
        newest, known = applicants.by_id(conn, value.owner), applicants.of(value)
        own = applicants.keep(conn, known.id, without(known, newest), by.person, by.at)
        applicants.hold(conn, newest, newest, by.person, by.at)
        shown = (row.applicant_version, row.came_version)
        now = {each: applicants.version(conn, each) for each in shown if each} | {value.id: own}
        applicant, came = now[row.applicant_version], now.get(row.came_version or 0)
        files.correct(conn, row.id, (applicant, came), {}, by.at)
        remark = texts.add_remark(conn, by.person, by.at, NOT_THEIRS, row.id)
        act = Correct(applicant.version, remark, came.version if came is not None else None)
        file = on_record(conn, desk, row.id)
        whose = (by.person, by.role, by.station)
        write(conn, file, Event(file.state.seq + 1, by.at, by.at, act, *whose))


def _book_nameless(conn: Connection, desk: Desk, person: Named, by: Stamp) -> None:
    """Let bookings that are yet to be taken up stand by their codes alone: a namesake may have made them."""
    coming = bookings.from_day(conn, desk.today(conn))
    nameless = tuple(replace(each, name="") for each in coming if person.by(each.name))
    if nameless:
        bookings.hold(conn, nameless, by)


def _forget(conn: Connection, of: Reach) -> None:
    """Let rows, searches and half-typed forms have no more of a person than their versions still say."""
    for file in of.over:
        row = files.file_row(conn, file.id)
        files.show_outside_number(conn, row.id)
        came = applicants.version(conn, row.came_version) if row.came_version is not None else None
        files.show_versions(conn, row.id, applicants.version(conn, row.applicant_version), came)
        drafts.drop_about(conn, filed_subject(row.id))
    drafts.drop_where(conn, of.in_forms.by_form)
    if not of.underway:
        applicants.show_newest(conn, of.named.id)


def _forgotten_papers(conn: Connection, gone: Iterable[int]) -> tuple[Contents, ...]:
    """What these values say is attached, and no file still has: known no more, by what is in it."""
    blob_ids = {int(v.key) for v in values.these(conn, gone) if v.kind == texts.ATTACHMENT}
    alone = [blob for blob in blobs.these(conn, blob_ids) if not texts.is_attached(conn, blob.id)]
    for blob in alone:
        blobs.forget(conn, blob.id)
    return tuple(blob.contents for blob in alone)


def _swept(desk: Desk) -> bool:
    """As `sweep`; also where others write, or the computer keeps a paper from being taken away."""
    try:
        return sweep(desk, _AT_COUNTERS)
    except (StoreBusy, OSError):
        return False


def sweep(desk: Desk, within: float | None = None) -> bool:
    """Whether nothing of what was erased is left in the database's file, nor a paper of it beside that.

    Something is where another program held on to it, and where the counters would have to wait for longer
    than `within` seconds. Raises StoreTrouble, OSError.
    """
    with desk.store.write() as conn:  # so that nobody keeps the same just now
        for entry in journal.every_of_kind(conn, "office", OFFICE, PERSON_ERASED):
            for sha in entry.data.get(PAPERS, ()):
                if blobs.one(conn, sha) is None:
                    blobs.place(blobs.folder(desk.store.path), sha).unlink(missing_ok=True)
    return desk.store.sweep(within)


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


def _list(rows: Iterable[FileRow]) -> tuple[str, ...]:
    return tuple(row.number for row in rows)
