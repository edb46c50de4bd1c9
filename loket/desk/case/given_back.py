"""What a file wrote of persons on record, taken back with it: their earlier words hold again.

A version of a person stays for ever, and the newest one holds. So one that was written by mistake is followed
by one that says what the version before it said, each thing for itself: but what somebody has changed since,
or come to rely on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from loket.desk.case.on_record import Happened, OnRecord, on_record, write
from loket.desk.errors import Forgotten
from loket.desk.note_names import GIVEN_BACK_NOTE, WITH_ACT
from loket.desk.office import Desk
from loket.flow.acts import Correct, Event, Note, Undo
from loket.flow.state import VOIDED
from loket.store import applicants, files, journal, values
from loket.store.applicants import Applicant
from loket.store.sql import Connection
from loket.store.values import Value

_DOCUMENT = ("id_kind", "id_number")
_THINGS = (*((name,) for name in applicants.FIELDS if name not in _DOCUMENT), _DOCUMENT)
"""What is known of somebody, each thing by its fields: a document is its kind and number."""


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
    people = dict.fromkeys(value.owner for value in reversed(wrote) if value.kind == applicants.KIND)
    back = [
        person
        for person in people  # the last first: a number that went from one to another goes back so
        if person not in shown and _give_back(conn, person, own, event)
    ]
    if not back and not restored:
        return file
    now, by = event.recorded, (event.person, event.role, event.station)
    note = Note(GIVEN_BACK_NOTE, {"orang": back, WITH_ACT: str(event.seq)})
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
    return event.seq == seq or (isinstance(event.act, Note) and event.act.data.get(WITH_ACT) == str(seq))


def _give_back(conn: Connection, person: int, own: Collection[int], event: Event) -> bool:
    """Let hold again of a person what the file's `own` versions changed; whether anything does.

    Not where that was erased, or has a number that is another's now whom a file shows.
    """
    versions = values.every(conn, applicants.KIND, person)
    newest = applicants.version(conn, versions[-1].id)
    changes = [
        (applicants.version(conn, before.id), applicants.version(conn, after.id))
        for before, after in _changes(versions, own)
        if None not in (before.words, after.words, versions[-1].words)
    ]
    since = min(each.id for each in versions if each.id in own)
    earlier = _earlier(newest, changes, _relied_on(conn, person, since))
    if earlier == newest:
        return False
    others = (each.id for each in applicants.holders(conn, earlier) if each is not None and each.id != person)
    if any(applicants.is_shown(conn, other) for other in others):
        return False
    applicants.hold(conn, newest, earlier, event.person, event.recorded)
    return True


def _changes(versions: Sequence[Value], own: Collection[int]) -> Iterator[tuple[Value, Value]]:
    """What the file's versions changed, the last first: each time the one before them, and the last of them.

    Of somebody who was not known before there is none.
    """
    spells = [list(spell) for _, spell in groupby(versions, lambda each: each.id in own)]
    for before, spell in reversed([*pairwise(spells)]):
        if spell[0].id in own:
            yield before[-1], spell[-1]


def _relied_on(conn: Connection, person: int, since: int) -> list[Applicant]:
    """The versions, written since then, that files show of a person; a void one relies on nothing."""
    rows = [row for row in files.of_person(conn, person) if row.outcome != VOIDED]
    shown = (row.applicant_version if row.applicant_id == person else row.came_version for row in rows)
    return [applicants.version(conn, each) for each in shown if each is not None and each >= since]


def _earlier(
    newest: Applicant, changes: Sequence[tuple[Applicant, Applicant]], relied_on: Sequence[Applicant]
) -> Applicant:
    """What is known of somebody without these changes, but where it says otherwise since, or is relied on."""
    found: dict[str, Any] = {}
    for thing in _THINGS:
        now = said = _said(newest, thing)
        for before, after in changes:
            said = _said(before, thing) if _said(after, thing) == said else said
        if said != now and not any(_said(shown, thing) == now for shown in relied_on):
            found |= said
    return replace(newest, **found)


def _said(known: Applicant, thing: tuple[str, ...]) -> dict[str, str]:
    return {name: getattr(known, name) for name in thing}


def _register_again(conn: Connection, desk: Desk, file: OnRecord, since: int, event: Event) -> OnRecord:
    """Let it be registered as before a value. Raises Forgotten where that shows who was erased since."""
    before = _registered_before(conn, file.row.id, since)
    versions = (before["applicant_version"], before["came_version"])
    if _shows_erased(conn, before):
        raise Forgotten(former=True)
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
