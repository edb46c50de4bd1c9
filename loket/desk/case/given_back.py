"""What a file wrote of persons on record, taken back with it, and numbers that they give up.

A version of a person stays for ever, and the newest one holds. So one that was written by mistake is followed
by one that has each thing as the files say it that are left (`case.said`). A NIK or other document that
somebody has no more is theirs whose file says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from loket.desk.case.on_record import Happened, OnRecord, on_record, write
from loket.desk.case.said import NIK, Said, Words, said_of, says
from loket.desk.errors import Forgotten
from loket.desk.note_names import GIVEN_BACK_NOTE, OTHERS_BACK_NOTE, WITH_ACT
from loket.desk.office import Desk
from loket.flow.acts import Correct, Event, Note, Register, Undo, Void
from loket.identity import tells_nik
from loket.store import applicants, files, journal, values
from loket.store.applicants import DOCUMENT, Applicant
from loket.store.journal import Entry
from loket.store.sql import Connection


def give_words_back(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Let the words hold again that are said of those whom the file ever showed, or wrote of.

    Of a registration or correction: of those whom the file shows no more, and whose files say a number that
    it took from somebody. Where a correction is undone, the file shows again whom it showed before. The
    journal's note of it keeps with which event all this came back.
    """
    file, event = happened.after, happened.event
    act = event.act
    undone = act.undone if isinstance(act, Undo) else 0
    what = next((e.act for e in file.events if e.seq == undone), act) if undone else act
    if not isinstance(what, (Register, Correct, Void)):
        return file
    if restored := bool(undone) and isinstance(what, Correct):
        file = _register_again(conn, desk, file, undone, event)
    said = isinstance(act, (Register, Correct))
    people = _not_shown_by(conn, file, event) if said else _concerned(conn, file.row.id)
    back = _let_hold(conn, people, event)
    if not back and not restored:
        return file
    now, by = event.recorded, (event.person, event.role, event.station)
    name = OTHERS_BACK_NOTE if said else GIVEN_BACK_NOTE
    note = Note(name, {"orang": back, WITH_ACT: str(event.seq)})
    return write(conn, file, Event(file.state.seq + 1, now, now, note, *by))


def _not_shown_by(conn: Connection, file: OnRecord, event: Event) -> list[int]:
    """Whom a file wrote of or showed and shows no more, and whose files say a number that it just freed."""
    once = _concerned(conn, file.row.id) if isinstance(event.act, Correct) else []
    others = files.people_with(conn, freed) if (freed := _freed(conn, file.row.id, event)) else set[int]()
    shown = {file.row.applicant_id, file.row.came_id}
    return [person for person in (*once, *others) if person not in shown]


def _freed(conn: Connection, file: int, event: Event) -> set[str]:
    """The numbers that those had until this event of whom it wrote."""
    entry = journal.history(conn, "file", file, after=event.seq - 1)[0]
    found = set[str]()
    for person in _wrote_of(conn, (entry,)):
        before = [each for each in applicants.versions(conn, person) if str(each.version) not in entry.kept]
        found |= _numbers(before[-1]) - _numbers(applicants.by_id(conn, person)) if before else set()
    return found


def _concerned(conn: Connection, file: int) -> list[int]:
    """Whom a file ever wrote of, or showed."""
    wrote = _wrote_of(conn, journal.history(conn, "file", file))
    registered = files.registered(conn, file).values()
    showed = [person for each in registered for person in (each["applicant_id"], each["came_id"]) if person]
    return [*dict.fromkeys((*wrote, *showed))]


def _wrote_of(conn: Connection, entries: Iterable[Entry]) -> list[int]:
    """The persons of whom versions were kept with these entries."""
    sealed = [int(value) for entry in entries for value in entry.kept]
    return [value.owner for value in values.these(conn, sealed) if value.kind == applicants.KIND]


def _let_hold(conn: Connection, people: Iterable[int], event: Event) -> list[int]:
    """Let hold of these what their files say of them; those of whom something does.

    Who loses a number by that is looked at too, and whose files say one that somebody has whom none shows
    with it. That comes to an end: a number goes only to who has the better claim.
    """
    back, left, asked = list[int](), [*people], set[str]()
    while left:
        person = left.pop(0)
        newest, said = applicants.by_id(conn, person), said_of(conn, person)
        now = _but_of_others(conn, newest, said)
        if now != newest:
            left += [other.id for other in _holders(conn, person, now)]
            applicants.hold(conn, newest, now, event.person, event.recorded)
            back.append(person)
        own = _numbers(said.known) if applicants.is_shown(conn, person) else set[str]()
        if unsaid := _numbers(newest) - own - asked:
            left += files.people_with(conn, unsaid)
            asked |= unsaid
    return [*dict.fromkeys(back)]


def _but_of_others(conn: Connection, newest: Applicant, said: Said) -> Applicant:
    """What is said of somebody, but with no number to which another, who has it, has the better claim."""
    known = said.known
    for other in _holders(conn, newest.id, known):
        theirs = said_of(conn, other.id)
        for thing in (NIK, DOCUMENT):
            number = says(said.known, thing)
            contested = any(number.values()) and number == says(other, thing)
            if contested and _claim(conn, theirs, number) >= _claim(conn, said, number):
                known = replace(known, **says(newest, thing))
    if known.nik != said.known.nik and tells_nik(known.npwp, said.known.nik):
        known = replace(known, npwp=newest.npwp)
    return known


def _claim(conn: Connection, said: Said, number: Words) -> tuple[bool, int]:
    """How good a claim to a number is: less where no file shows them, then where theirs said it earlier."""
    thing = tuple(number)
    if says(said.known, thing) != number:
        return False, 0
    return applicants.is_shown(conn, said.known.id), said.since.get(thing, 0)


def _numbers(known: Applicant) -> set[str]:
    return {known.nik, known.id_number} - {""}


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
