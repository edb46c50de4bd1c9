"""Registering what a person brings to the counter, or receiving what a file of theirs waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loket.desk.authority import Who, actor, need
from loket.desk.case.consequences import follow
from loket.desk.case.number import next_number
from loket.desk.case.on_form import PRESENT
from loket.desk.case.on_record import Happened, acting, new_on_record, write
from loket.desk.case.perform import take_in
from loket.desk.case.record import Late, Ref, record, ref_of, taking
from loket.desk.drafts import filed_subject
from loket.desk.errors import Missing, Unreadable
from loket.desk.intake.applicant import take_up
from loket.desk.intake.cleaning import (
    CleanRegistration,
    Registration,
    clean_registration,
)
from loket.desk.intake.doubt import IN_PERSON, PROXY, Answer, asking, check_two, settled
from loket.desk.intake.renewing import Corrected, by_registering, left
from loket.desk.intake.second import beside
from loket.desk.note_names import ASKED_NOTE, MARK_NOTE, RENEWED_NOTE
from loket.desk.office import Desk
from loket.desk.queue.calling import move_number
from loket.flow.acts import Act, Event, Note, Register, Right
from loket.flow.queue.acts import Received, Registered
from loket.flow.rules import check
from loket.flow.state import FileState
from loket.office.forms import requirements_for
from loket.sop.model import Procedure
from loket.store import drafts, files, texts
from loket.store.applicants import Applicant
from loket.store.files import NewFile
from loket.store.sql import Connection

_OF_THIS_FILE = ("company",)
"""One person may apply for several companies, and for none."""


def starts(desk: Desk, service: str) -> tuple[tuple[int, str], ...]:
    """The steps at which today's SOP of the service may begin, as sequence and name, the usual one first.

    None where there is no SOP that can be read: `register` says so. KeyError when the office has no such
    service.
    """
    try:
        procedure = desk.upcoming(desk.service(service).procedure)
    except (Missing, Unreadable):
        return ()
    return tuple((number, procedure.step(number).name) for number in procedure.starts)


@dataclass(frozen=True, slots=True)
class _Party:
    """Who applies, or came (`whom`): as they were `known`, are shown `now`, and what was asked."""

    whom: str
    known: Applicant | None
    now: Applicant
    answer: Answer | None


def register(
    desk: Desk, who: Who, registration: Registration, *, draft: tuple[str, str] | None = None
) -> Corrected:
    """Register a file and take it in hand, when the first step is this person's.

    `draft`: place and subject of what was typed; from then on it is kept with the file, for an undo.

    Raises:
        Invalid: with a sentence for each field that is wrong.
        WhoIsIt: when it is not clear which person is meant, and `answers` do not say.
        StillRunning: when the person has others of this service under way, which `beside` does not name.
        Refused: when the person may not register.
        TicketRefused, AnotherDay: when the number brought is not one that the person is serving.
        Missing, Unreadable: when the service has no SOP or form that can be read.
    """
    with asking(desk, who), desk.write(about=acting(desk, who.person)) as conn:
        person, now = actor(conn, desk, who), desk.now()
        need(person, Right.COUNTER)
        new = clean_registration(conn, desk, registration, now)
        form = desk.current_form(conn, new.service)
        sha, procedure = desk.current(conn, desk.service(new.service).procedure)
        act = _act(new, procedure)
        role = check(procedure, FileState(), person, act)
        people, second = _taken_up(conn, new, who.person, now)
        applicant, came = people[0].now, people[1].now if len(people) > 1 else None
        file = files.create_file(
            conn, _new_file(conn, desk, new, (applicant, came), (procedure.id, sha, form), now)
        )
        act = replace(act, applicant=applicant.version, came=came.version if came is not None else None)
        notes = (*_notes(people), *filter(None, (second,)), *_proxy_letters(conn, desk, who, new, file))
        after = new_on_record(files.file_row(conn, file), procedure, desk.reckoning(conn))
        acts: tuple[Act, ...] = (act, *notes)
        for done in acts:
            before, by = after, (who.person, role, person.station)
            event = Event(before.state.seq + 1, now, now, done, *by)
            after = follow(conn, desk, Happened(before, event, write(conn, before, event)))
        if new.ticket is not None:
            move_number(conn, desk, who, new.ticket, Registered(file))
        others = left(conn, (by_registering(known, now) for _, known, now in _renewed(people)))
        if draft is not None:
            drafts.move_draft(conn, who.person, *draft, filed_subject(file))
        ref = Ref(file, after.state.seq)
        if (mine := taking(after, person)) is not None:
            ref = ref_of(record(conn, desk, person, ref, mine[0], known=after))
        return Corrected(ref.file, ref.version, ref.strand, others)


def _act(new: CleanRegistration, procedure: Procedure) -> Register:
    """Where the file begins, with what facts; who applies and came is not known yet."""
    start = new.start if new.start is not None else procedure.starts[0]
    facts = procedure.brought(new.service, new.kind)
    return Register(start, facts, service=new.service, kind=new.kind)


def _taken_up(
    conn: Connection, new: CleanRegistration, person: int, at: int
) -> tuple[tuple[_Party, ...], Note | None]:
    """Who applies, then who came for them if somebody did; and the note of others of theirs under way."""
    applies, answer = settled(conn, new.applicant, IN_PERSON, new.answers)
    comes, of_proxy = settled(conn, new.came, PROXY, new.answers) if new.came is not None else (None, None)
    check_two(applies, comes)
    second = beside(conn, applies.id, new.service, new.beside) if applies is not None else None
    applicant = take_up(conn, applies, new.shown, new.applicant, person, at, as_typed=_OF_THIS_FILE)
    people = [_Party(IN_PERSON, applies, applicant, answer)]
    if new.came is not None:
        came = take_up(conn, comes, new.proxy, new.came, person, at)
        people.append(_Party(PROXY, comes, came, of_proxy))
    return tuple(people), second


def _renewed(people: Iterable[_Party]) -> Iterator[tuple[str, Applicant, Applicant]]:
    """Who was known otherwise: which of both, as they were and as they are from now on."""
    for each in people:
        if each.known is not None and each.known.version != each.now.version:
            yield each.whom, each.known, each.now


def _notes(people: Sequence[_Party]) -> Iterator[Note]:
    """What became of people on record, and what was asked about them."""
    for whom, known, now in _renewed(people):
        yield Note(RENEWED_NOTE, {"siapa": whom, "dari": known.version, "ke": now.version})
    yield from (asked_note(each.answer) for each in people if each.answer is not None)


def asked_note(answer: Answer, lost: Iterable[int] = ()) -> Note:
    """The journal's note of what a clerk was asked about a person, and what they said.

    `lost`: who on record lost a number by that.
    """
    data = {"siapa": answer.whom, "orang": sorted(answer.asked), "sama": answer.same}
    return Note(ASKED_NOTE, {**data, "lepas": found} if (found := sorted(lost)) else data)


def _proxy_letters(conn: Connection, desk: Desk, who: Who, new: CleanRegistration, file: int) -> list[Note]:
    """Mark the letter of whoever came for the applicant as there: it was looked at just now."""
    form, marked = desk.form(new.service), list[Note]()
    if form is None or not new.proxy_seen:
        return marked
    for requirement in requirements_for(form, new.kind):
        if requirement.of_proxy:
            texts.set_mark(conn, file, requirement.id, PRESENT, "", who.person, desk.now())
            marked.append(Note(MARK_NOTE, {"item": requirement.id, "tanda": PRESENT}))
    return marked


def receive(
    desk: Desk,
    who: Who,
    ticket: int,
    ref: Ref,
    act: Act,
    *,
    late: Late | None = None,
) -> Ref:
    """The person of a number brought what a file waited for: as `case.perform.receive`, and the number tells
    of it.

    Raises:
        TicketRefused, AnotherDay: when the number is not one that the person is serving.
    """
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person = actor(conn, desk, who)
        seq = files.file_row(conn, ref.file).version + 1
        move_number(conn, desk, who, ticket, Received(ref.file, seq))
        return take_in(conn, desk, person, ref, act, late=late)


def _new_file(
    conn: Connection,
    desk: Desk,
    new: CleanRegistration,
    people: tuple[Applicant, Applicant | None],
    rules: tuple[str, str, str | None],
    now: int,
) -> NewFile:
    """What is known of the file: `people` who applies and who came for them.

    `rules`: the procedure's id, its fingerprint and that of the form.
    """
    (applicant, came), (procedure, sop, form) = people, rules
    return NewFile(
        number=next_number(conn, desk, new.service),
        service=new.service,
        procedure_id=procedure,
        procedure_sha=sop,
        form_sha=form,
        kind=new.kind,
        channel=new.channel,
        arrived_at=new.arrived_at,
        came_as=PROXY if came is not None else IN_PERSON,
        proxy_seen=new.proxy_seen,
        outside_number=new.outside_number,
        ticket_id=new.ticket,
        opened_at=now,
        **files.of_versions(applicant, came),
    )
