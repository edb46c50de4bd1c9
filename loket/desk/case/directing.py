"""What a supervisor directs: who works on a file, a reminder to who has it; and remarks for all to see.

Whoever has a file says too what is to be remembered of it, and when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, acting, on_record
from loket.desk.case.record import Ref, keep_reason, record, ref_of
from loket.desk.errors import Invalid
from loket.desk.note_names import REMARK_NOTE, REMINDED_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Actor, Assign, LetGo, Note, Refused, Remember, Why
from loket.flow.rules import check_remark, check_reminder, given
from loket.lengths import DAY
from loket.store import files, journal, overview, people, roster, texts
from loket.store.people import Person
from loket.store.sql import Connection

WORDS, TO, DESK, PART = "dasar", "kepada", "peran", "bagian"
"""In the note of a reminder: the remark's id, whoever has the file, the roles of its desk, which part."""
_FURTHEST = 366 * DAY


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given a file, the role in which, and how many files they have in hand."""

    person: int
    name: str
    role: str
    in_hand: int


def candidates(desk: Desk, who: Who, ref: Ref) -> tuple[Candidate, ...]:
    """Who may be given a file, those with the fewest files in hand first.

    Neither whoever has it nor who is away today is one of them.
    """
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        file, held = on_record(conn, desk, ref.file, ref.strand), overview.in_hand_by_person(conn)
        here = file.state.at(ref.strand)
        today, holder = desk.today(conn), here.person if here is not None else None
        away = roster.away_on(conn, today)
        others = (p for p in people.staff_on(conn, today) if p.id != holder and p.id not in away)
        able = ((person, role) for person in others if (role := _may_have(file, person, ref.strand)))
        found = [Candidate(p.id, p.name, role, held.get(p.id, 0)) for p, role in able]
    return tuple(sorted(found, key=lambda each: (each.in_hand, each.name)))


def _may_have(file: OnRecord, person: Person, strand: int) -> str | None:
    """The role in which a person may be given the file; None where they may not."""
    if not person.active:
        return None
    try:
        return given(file.procedure, file.state, Actor(person.id, person.roles), strand)
    except Refused:
        return None


def assign(desk: Desk, who: Who, ref: Ref, to: int, reason: str) -> Ref:
    """Put a file into somebody's hands, from the pile or from whoever has it. Raises what `record` does.

    Raises:
        Refused: also NOT_ALLOWED where that person may not do the step, or no longer signs in.
    """
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person, given_to = actor(conn, desk, who), people.on_day(conn, to, desk.today(conn))
        file = on_record(conn, desk, ref.file, ref.strand)
        role = _may_have(file, given_to, ref.strand) if given_to is not None else None
        if role is None:
            raise Refused(Why.NOT_THEIR_STEP, person=to)
        remark = keep_reason(conn, who.person, desk.now(), reason, ref.file)
        return ref_of(record(conn, desk, person, ref, Assign(to, role, remark), known=file))


def remind(desk: Desk, who: Who, ref: Ref, words: str) -> Ref:
    """Remind whoever has a file in hand, or the desk on which it waits. Raises Refused."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person, file = actor(conn, desk, who), on_record(conn, desk, ref.file, ref.strand)
        check_reminder(file.procedure, file.state, person, ref.strand)
        here = file.state.at(ref.strand)
        assert here is not None
        place = file.procedure.at(here.step, here.strand)
        to = {TO: here.person, DESK: list(place.handling_roles(here.sign_off)), PART: ref.strand}
        return _noted(conn, desk, person, file, ref, REMINDED_NOTE, words, to)


def remark(desk: Desk, who: Who, ref: Ref, words: str) -> Ref:
    """Write a remark on a file. Raises Refused."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person, file = actor(conn, desk, who), on_record(conn, desk, ref.file, ref.strand)
        check_remark(file.state, person)
        return _noted(conn, desk, person, file, ref, REMARK_NOTE, words, {})


def remember(desk: Desk, who: Who, ref: Ref, words: str, due: int) -> Ref:
    """Have whoever has the file then (ms UTC) remember something; what was to be before gives way to it.

    Raises:
        Refused: for whom neither supervises nor has it in hand.
        Invalid: that time is over, or over a year away.
    """
    with desk.write() as conn:
        person, file = actor(conn, desk, who), on_record(conn, desk, ref.file, ref.strand)
        if fault := when_fault(due, desk.now()):
            raise Invalid({"due": fault})
        kept = keep_reason(conn, person.person, desk.now(), words, ref.file)
        seen = Ref(ref.file, file.state.seq, ref.strand)  # it moves nothing, as a note
        return ref_of(record(conn, desk, person, seen, Remember(kept, due), known=file))


def when_fault(due: int, now: int) -> str:
    """What is amiss with a time at which something is to be remembered; empty for nothing."""
    if due <= now:
        return "Waktu itu sudah lewat."
    return "Paling lama setahun lagi." if due > now + _FURTHEST else ""


def let_go(desk: Desk, who: Who, ref: Ref) -> Ref:
    """It is done, or need not be remembered any more. Raises Refused."""
    with desk.write() as conn:
        person, file = actor(conn, desk, who), on_record(conn, desk, ref.file, ref.strand)
        seen = Ref(ref.file, file.state.seq, ref.strand)
        return ref_of(record(conn, desk, person, seen, LetGo(), known=file))


def _noted(
    conn: Connection,
    desk: Desk,
    person: Actor,
    file: OnRecord,
    ref: Ref,
    what: str,
    words: str,
    more: Mapping[str, object],
) -> Ref:
    kept = keep_reason(conn, person.person, desk.now(), words, ref.file)
    seen = Ref(ref.file, file.state.seq, ref.strand)  # a note says nothing that a newer version would belie
    return ref_of(record(conn, desk, person, seen, Note(what, {WORDS: kept, **more}), known=file))


ADDRESSING = (Assign.word, Note.word)
"""The kinds of entries in the journal that may be addressed to somebody."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """What was just said to somebody of a file: it is theirs now (`assigned`), or a reminder; by whom."""

    number: str
    assigned: bool
    by: int
    words: str


def addressed(desk: Desk, who: Who, entries: Collection[int]) -> tuple[Addressed, ...]:
    """What of these entries of the journal is addressed to a person, oldest first."""
    with desk.store.snapshot() as conn:
        person = actor(conn, desk, who)
        return tuple(_addressed(conn, person, entries))


def _addressed(conn: Connection, person: Actor, entries: Collection[int]) -> Iterator[Addressed]:
    first, last = min(entries), max(entries)
    for entry in journal.read_since(conn, first - 1, last - first + 1):
        if entry.id not in entries or entry.person_id in (None, person.person):
            continue
        event = files.event_of(entry)
        match event.act:
            case Assign(to=to, remark=remark) if to == person.person:
                assigned = True
            case Note(what=what, data=data) if what == REMINDED_NOTE and _is_for(person, data):
                assigned, remark = False, int(data[WORDS])
            case _:
                continue
        words = texts.remarks(conn, entry.subject_id).get(remark, "")
        number = files.file_row(conn, entry.subject_id).number
        yield Addressed(number, assigned, entry.person_id or 0, words)


def _is_for(person: Actor, data: object) -> bool:
    return isinstance(data, dict) and (
        data[TO] == person.person if data[TO] is not None else bool({*data[DESK]} & {*person.roles})
    )
