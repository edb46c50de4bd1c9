"""What is kept of a person, and where: which values go when they are erased, and which have to wait.

What a file under way needs waits until that has ended. Which values of other people's these are the journal's
entry tells (`WAITING`): once the person's own words are gone, nothing else would find them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from loket.desk.case.said import says
from loket.desk.privacy.disclosure import OF_A_FILE
from loket.desk.privacy.naming import Named, named
from loket.flow.acts import Correct
from loket.identity import NIK_DIGITS, tells_nik
from loket.matching import folded
from loket.store import amends, applicants, bookings, files, journal, texts, tickets, values
from loket.store.applicants import DOCUMENT, Applicant
from loket.store.files import FileRow
from loket.store.sql import Connection
from loket.store.values import Value

WAITING = "waiting"
Rows = tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A person's versions, and of these the `kept` that files under way need; by what they name the person.

    `in_forms`: by what a form half typed may name them no more. `numbers`: NIKs and documents that are nobody
    else's now. Files of theirs, and those that showed them once, which have ended and which are under way.
    """

    known: tuple[Applicant, ...]
    kept: tuple[Applicant, ...]
    named: Named
    in_forms: Named
    numbers: frozenset[str]
    ended: Rows
    underway: Rows
    once_ended: Rows
    once: Rows

    @property
    def over(self) -> Rows:
        """All that have ended."""
        return (*self.ended, *self.once_ended)


def reach(conn: Connection, person: int) -> Reach:
    """All that bears on a person."""
    known = applicants.versions(conn, person)
    theirs = tuple(_own(conn, each) for each in known)
    numbers = frozenset(number for each in theirs for number in (each.nik, each.id_number)) - {""}
    ended, underway = _apart(files.of_person(conn, person))
    once = _apart(files.once_of_person(conn, person))
    kept = _needed(known, underway)
    names = (named(person, theirs), named(person, theirs, kept))
    return Reach(known, kept, *names, numbers, ended, underway, *once)


def _own(conn: Connection, version: Applicant) -> Applicant:
    """A version without a number that somebody else has now, to whom it belongs."""
    holders = [each for each in applicants.holders(conn, version) if each is not None]
    for other in holders:
        version = applicants.without(version, other) if other.id != version.id else version
    return version


def _apart(rows: Rows) -> tuple[Rows, Rows]:
    """Those that have ended, and those under way."""
    ended = tuple(row for row in rows if row.ended_at is not None)
    return ended, tuple(row for row in rows if row.ended_at is None)


def _needed(known: tuple[Applicant, ...], underway: Rows) -> tuple[Applicant, ...]:
    """The versions that files under way show, and then the newest, by which they are found."""
    shown = {version for row in underway for version in (row.applicant_version, row.came_version)}
    newest = known[-1].version if underway else None
    return tuple(each for each in known if each.version in shown or each.version == newest)


def of_theirs(conn: Connection, of: Reach) -> list[int]:
    """The values that go now: their versions, what was typed on their files, why it was corrected; bookings.

    Of their own files all of it goes, and where somebody was sent who came for one. Of those of others that
    showed them once, or for which they came: every reason, remark and note, which may speak of them in
    whatever words; of the data of the permit, and of the number of another system, what names them.
    """
    gone = [version.version for version in of.known if version not in of.kept]
    typed = [value for row in of.over for kind in OF_A_FILE for value in values.every(conn, kind, row.id)]
    own = {row.id for row in of.over if row.applicant_id == of.named.id}
    gone += [value.id for value in typed if value.owner in own or _may_tell(value, of.named)]
    gone += [value.id for value, booking in bookings.every(conn) if of.named.by(booking.name)]
    came_for = {ticket for file in own for ticket, _ in tickets.matters_of(conn, file)}
    sent = values.of_kind(conn, tickets.SENT_TO)
    owed = values.of_kind(conn, amends.OF_NUMBER)
    queued = (*sent, *owed)
    gone += [value.id for value in queued if value.owner in came_for or of.named.by(value.words or "")]
    return gone + _said_in_corrections(conn, of.once)


def _may_tell(value: Value, person: Named) -> bool:
    """Whether it is free text, or names the person."""
    if value.kind == texts.MARK:
        return bool(texts.note_of(value))
    return value.kind == texts.REMARK or person.by(value.words or "")


def _said_in_corrections(conn: Connection, rows: Rows) -> list[int]:
    """Why these files were corrected: that may name whom they showed before."""
    events = (event for row in rows for event in files.events(conn, row.id, row.version))
    return [event.act.remark for event in events if isinstance(event.act, Correct)]


def of_others(conn: Connection, of: Reach) -> list[Value]:
    """What names them on others' files under way, and who else had a number of theirs; also found before."""
    running = [row.id for row in (*of.underway, *of.once) if row.applicant_id != of.named.id]
    kinds = (texts.FIELD, texts.ATTACHMENT, files.OUTSIDE)
    typed = [value for row in running for kind in kinds for value in values.every(conn, kind, row)]
    found = {value.id for value in typed if of.named.by(value.words or "")}
    found |= {each.version for each in applicants.former(conn) if each.id != of.named.id and _has(each, of)}
    for entry in journal.every_of_kind(conn, "office", journal.OFFICE, journal.PERSON_ERASED):
        found |= set(entry.data.get(WAITING, ())) if entry.data["applicant"] == of.named.id else set()
    known = [value for each in values.these(conn, found) for value in _with_copies(conn, each)]
    return [*{value.id: value for value in known if value.words is not None}.values()]


def _has(version: Applicant, of: Reach) -> bool:
    """Whether somebody's version has a number of theirs."""
    return bool({version.nik, version.id_number} & of.numbers) or _tells(version.npwp, of.numbers)


def _tells(npwp: str, niks: Iterable[str]) -> bool:
    return any(len(nik) == NIK_DIGITS and tells_nik(npwp, nik) for nik in niks)


def _with_copies(conn: Connection, value: Value) -> list[Value]:
    """A value, and what was typed on the file in the same words since."""
    if value.kind == applicants.KIND or value.words is None:
        return [value]
    said = folded(value.words)
    every = values.every(conn, value.kind, value.owner)
    return [each for each in every if each.words is not None and folded(each.words) == said]


def showing(conn: Connection, value: Value) -> Rows:
    """The files that have what `of_others` found: on which it was typed, or that show that version."""
    if value.kind != applicants.KIND:
        return (files.file_row(conn, value.owner),)
    rows = files.of_person(conn, value.owner)
    return tuple(row for row in rows if value.id in (row.applicant_version, row.came_version))


def without(version: Applicant, newest: Applicant) -> Applicant:
    """Somebody else's version without what numbers they have no more: whose these were may be forgotten."""
    kept = version if version.nik == newest.nik else replace(version, nik="")
    kept = kept if version.npwp == newest.npwp else replace(kept, npwp="")
    same = says(version, DOCUMENT) == says(newest, DOCUMENT)
    return kept if same else replace(kept, id_kind="", id_number="")


def still_shows(conn: Connection, row: FileRow, person: int) -> bool:
    """Whether a file still has words of the person, since one under way shows the same."""
    own = ((row.applicant_id, row.applicant_version), (row.came_id, row.came_version))
    shown = [version for owner, version in own if owner == person and version is not None]
    return any(version.words is not None for version in values.these(conn, shown))
