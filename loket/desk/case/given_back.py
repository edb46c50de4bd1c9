"""What a file wrote of persons on record, taken back with it: their earlier words hold again.

A version of a person stays for ever, and the newest one holds. So one that was written by mistake is followed
by one that has each thing as the files say it that are left (`case.said`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from loket.desk.case.on_record import Happened, OnRecord, on_record, write
from loket.desk.case.said import said_of, says
from loket.desk.errors import Forgotten
from loket.desk.note_names import GIVEN_BACK_NOTE, WITH_ACT
from loket.desk.office import Desk
from loket.flow.acts import Correct, Event, Note, Undo, Void
from loket.identity import tells_nik
from loket.store import applicants, files, journal, values
from loket.store.applicants import DOCUMENT, Applicant
from loket.store.sql import Connection

_OFTEN = 4
"""How often one person is looked at while what one event takes back is put right."""


def give_words_back(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Let the words hold again that are said of those whom the file ever showed, or wrote of.

    Of a correction: of those whom the file shows no more. Where one is undone, the file shows again whom it
    showed before. The journal's note of it keeps with which event all this came back.
    """
    file, event = happened.after, happened.event
    act = event.act
    undone = act.undone if isinstance(act, Undo) else 0
    what = next((e.act for e in file.events if e.seq == undone), act)
    if not isinstance(what, (Correct, Void)):
        return file
    if restored := bool(undone) and isinstance(what, Correct):
        file = _register_again(conn, desk, file, undone, event)
    shown = {file.row.applicant_id, file.row.came_id} if isinstance(act, Correct) else set()
    people = [person for person in _concerned(conn, file.row.id) if person not in shown]
    back = _let_hold(conn, people, event)
    if not back and not restored:
        return file
    now, by = event.recorded, (event.person, event.role, event.station)
    note = Note(GIVEN_BACK_NOTE, {"orang": back, WITH_ACT: str(event.seq)})
    return write(conn, desk, file, Event(file.state.seq + 1, now, now, note, *by))


def _concerned(conn: Connection, file: int) -> tuple[int, ...]:
    """Whom a file ever wrote of, or showed, the last first: a number goes back as it came."""
    sealed = [int(value) for entry in journal.history(conn, "file", file) for value in entry.kept]
    wrote = [value.owner for value in values.these(conn, sealed)[::-1] if value.kind == applicants.KIND]
    registered = files.registered(conn, file).values()
    showed = [person for each in registered for person in (each["applicant_id"], each["came_id"]) if person]
    return tuple(dict.fromkeys((*wrote, *showed)))


def _let_hold(conn: Connection, people: Iterable[int], event: Event) -> list[int]:
    """Let hold of these what their files say of them; those of whom something does.

    Who says that a number is theirs which somebody loses by that has it again, and who lost theirs to one of
    these is looked at too. Nobody more than `_OFTEN`: a number that would go round for ever stays.
    """
    back, left, looked = list[int](), [*people], Counter[int]()
    while left:
        person = left.pop(0)
        looked[person] += 1
        if looked[person] > _OFTEN:
            continue
        newest = applicants.by_id(conn, person)
        said = _but_of_others(conn, newest, said_of(conn, newest.id))
        if said == newest:
            continue
        left += [other.id for other in _holders(conn, newest.id, said)]
        applicants.hold(conn, newest, said, event.person, event.recorded)
        back.append(newest.id)
        left += files.people_with(conn, {newest.nik, newest.id_number} - {said.nik, said.id_number, ""})
    return [*dict.fromkeys(back)]


def _but_of_others(conn: Connection, newest: Applicant, said: Applicant) -> Applicant:
    """What is said of somebody, but with no number that is another's whom a file shows, and says so.

    Of two whom no file shows neither takes it from the other: it would go back and forth for ever.
    """
    shown = applicants.is_shown(conn, newest.id)
    for other in _holders(conn, newest.id, said):
        theirs = said_of(conn, other.id)
        if shown and not applicants.is_shown(conn, other.id):
            continue
        if said.nik and said.nik == other.nik == theirs.nik:
            npwp = newest.npwp if tells_nik(said.npwp, said.nik) else said.npwp
            said = replace(said, nik=newest.nik, npwp=npwp)
        document = says(said, DOCUMENT)
        if said.id_number and document == says(other, DOCUMENT) == says(theirs, DOCUMENT):
            said = replace(said, **says(newest, DOCUMENT))
    return said


def _holders(conn: Connection, person: int, words: Applicant) -> list[Applicant]:
    """Who else has the NIK or the document that is in these words."""
    found = {each.id: each for each in applicants.holders(conn, words) if each is not None}
    return [each for each in found.values() if each.id != person]


def _register_again(conn: Connection, desk: Desk, file: OnRecord, undone: int, event: Event) -> OnRecord:
    """Let it be registered as before that correction. Raises Forgotten where that showed who was erased."""
    before = files.before(files.registered(conn, file.row.id), undone)
    versions = (before["applicant_version"], before["came_version"])
    if _shows_erased(conn, before):
        raise Forgotten(former=True)
    applicant, came = (applicants.version(conn, v) if v is not None else None for v in versions)
    assert applicant is not None
    what = {name: before[name] for name in files.CORRECTABLE}
    files.correct(conn, file.row.id, (applicant, came), what, event.recorded)
    return on_record(conn, desk, file.row.id, file.strand)


def is_forgotten(conn: Connection, file: int, seq: int) -> bool:
    """Whether somebody was erased whom the file showed before the correction with this sequence."""
    return _shows_erased(conn, files.before(files.registered(conn, file), seq))


def _shows_erased(conn: Connection, registered: dict[str, Any]) -> bool:
    versions = (registered["applicant_version"], registered["came_version"])
    shown = values.these(conn, (version for version in versions if version is not None))
    return any(version.words is None for version in shown)
