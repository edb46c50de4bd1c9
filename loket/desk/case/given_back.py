"""What a file wrote of persons on record, taken back with it: their earlier words hold again.

A version of a person stays for ever, and the newest one holds. So one that was written by mistake is followed
by one that says what the version before it said, unless somebody has come to rely on it.
"""

from __future__ import annotations

import json
from typing import Any

from loket.desk.case.on_record import Happened, OnRecord, on_record, write
from loket.desk.note_names import GIVEN_BACK_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Correct, Event, Note, Refused, Undo, Why
from loket.flow.state import VOIDED
from loket.store import applicants, files, journal, values
from loket.store.sql import Connection
from loket.store.values import Value

_WITH = "kembali"


def give_words_back(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Let the words of those hold again of whom the file, or the act now undone, wrote others.

    Of a correction: those of whom the file shows no more. Where one is undone, the file shows again whom it
    showed before. The journal's note of it keeps with which event all this came back, for an undo of that.
    """
    file, event = happened.after, happened.event
    wrote = _written(conn, happened)
    own = frozenset(value.id for value in wrote)
    registrations = [value.id for value in wrote if value.kind == files.REGISTERED]
    restored = isinstance(event.act, Undo) and bool(registrations)
    if restored:
        file = _register_again(conn, desk, file, min(registrations), event)
    shown = {file.row.applicant_id, file.row.came_id} if isinstance(event.act, Correct) else set()
    back = [
        person
        for person in dict.fromkeys(value.owner for value in wrote if value.kind == applicants.KIND)
        if person not in shown and _give_back(conn, file.row.id, person, own, event)
    ]
    if not back and not restored:
        return file
    now, by = event.recorded, (event.person, event.role, event.station)
    note = Note(GIVEN_BACK_NOTE, {"orang": back, _WITH: str(event.seq)})
    return write(conn, desk, file, Event(file.state.seq + 1, now, now, note, *by))


def _written(conn: Connection, happened: Happened) -> list[Value]:
    """The values that the file's entries sealed; after an undo those of what was undone with it."""
    act = happened.event.act
    undone = act.undone if isinstance(act, Undo) else None
    seqs = {event.seq for event in happened.before.events if undone is None or _is_of(event, undone)}
    entries = journal.history(conn, "file", happened.before.row.id)
    return [values.one(conn, int(value)) for entry in entries if entry.seq in seqs for value in entry.kept]


def _is_of(event: Event, seq: int) -> bool:
    """Whether it is the act with that sequence, or the note of what came back with it."""
    return event.seq == seq or (isinstance(event.act, Note) and event.act.data.get(_WITH) == str(seq))


def _give_back(conn: Connection, file: int, person: int, own: frozenset[int], event: Event) -> bool:
    """Let the person's last version hold that is not of the file's `own`, or that another file shows.

    Not where that is the newest one, or says the same, was erased, or has a number that is another's now.
    """
    versions = values.every(conn, applicants.KIND, person)
    others = (row for row in files.of_person(conn, person) if row.id != file and row.outcome != VOIDED)
    shown = {version for row in others for version in (row.applicant_version, row.came_version)}
    newest, before = versions[-1], [each for each in versions if each.id not in own or each.id in shown]
    if not before or None in (newest.words, before[-1].words) or before[-1].words == newest.words:
        return False
    earlier = applicants.version(conn, before[-1].id)
    if any(holder is not None and holder.id != person for holder in applicants.holders(conn, earlier)):
        return False
    applicants.renew(conn, person, earlier, event.person, event.recorded)
    return True


def _register_again(conn: Connection, desk: Desk, file: OnRecord, since: int, event: Event) -> OnRecord:
    """Let it be registered as before a value. Refused where that shows somebody who was erased since."""
    before = _registered_before(conn, file.row.id, since)
    versions = (before["applicant_version"], before["came_version"])
    if _shows_erased(conn, before):
        raise Refused(Why.NOTHING_TO_UNDO)
    applicant, came = (applicants.version(conn, v) if v is not None else None for v in versions)
    assert applicant is not None
    what = {name: before[name] for name in files.CORRECTED}
    files.correct(conn, file.row.id, (applicant, came), what, event.recorded)
    return on_record(conn, desk, file.row.id, file.strand)


def is_forgotten(conn: Connection, file: int, seq: int) -> bool:
    """Whether somebody was erased whom the file showed before the correction with this sequence."""
    entries = (entry for entry in journal.history(conn, "file", file) if entry.seq == seq)
    sealed = [values.one(conn, int(value)) for entry in entries for value in entry.kept]
    since = min((value.id for value in sealed if value.kind == files.REGISTERED), default=None)
    return since is not None and _shows_erased(conn, _registered_before(conn, file, since))


def _registered_before(conn: Connection, file: int, since: int) -> dict[str, Any]:
    """The file's registration as it was kept before a value."""
    kept = values.every(conn, files.REGISTERED, file)
    words = [value.words for value in kept if value.id < since][-1]
    assert words is not None  # nobody's name is in it: it is never erased
    found: dict[str, Any] = json.loads(words)
    return found


def _shows_erased(conn: Connection, registered: dict[str, Any]) -> bool:
    versions = (registered["applicant_version"], registered["came_version"])
    return any(values.one(conn, version).words is None for version in versions if version is not None)
