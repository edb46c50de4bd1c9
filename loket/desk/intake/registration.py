"""Registering what a person brings to the counter, or receiving what a file of theirs waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from loket.desk.authority import Who, actor, need
from loket.desk.case.number import next_number
from loket.desk.case.on_form import PRESENT
from loket.desk.case.on_record import new_on_record, write
from loket.desk.case.perform import Receiving, take_in
from loket.desk.case.record import Late, Ref, record
from loket.desk.drafts import filed_subject
from loket.desk.errors import Invalid
from loket.desk.intake.applicant import chosen, cleaned, identity_faults, take_up
from loket.desk.intake.doubt import IN_PERSON, PROXY, Answer, asking, settled
from loket.desk.intake.renewing import Corrected, by_registering, left
from loket.desk.intake.second import beside
from loket.desk.note_names import ASKED_NOTE, MARK_NOTE, RENEWED_NOTE
from loket.desk.office import Desk, Missing
from loket.desk.queue.calling import NO_SERVICE, move_number
from loket.flow.acts import Act, Event, Note, Register, Right, Take
from loket.flow.queue import Received, Registered
from loket.flow.rules import check
from loket.flow.state import FileState
from loket.identity import Checked, check_email, check_name, check_nib, check_npwp, check_phone
from loket.office.forms import requirements_for
from loket.office.reading import ProfileFaults
from loket.sop.faults import SopFaults
from loket.store import drafts, files, texts
from loket.store.applicants import Applicant, NewApplicant
from loket.store.files import NewFile
from loket.store.sql import Connection
from loket.store.tickets import TicketRow
from loket.text import clean

__all__ = ["Applicant", "NewApplicant", "TicketRow"]
"""What screens have of the store under this name."""


COUNTER_CHANNEL = "loket"


_LONGEST_UNDERWAY = 366 * 24 * 60 * 60_000


_CHECKS: Mapping[str, Callable[[str], Checked]] = {
    "name": check_name,
    "came_name": check_name,
    "phone": check_phone,
    "second_phone": check_phone,
    "came_phone": check_phone,
    "nib": check_nib,
    "npwp": check_npwp,
    "email": check_email,
}
"""What is typed anew in these fields is refused where it cannot be right; what was known before stays."""


_OF_THIS_FILE = ("company",)
"""One person may apply for several companies, and for none."""


NO_NIK = "NIK belum diisi: 16 angka dari KTP. Tanpa NIK: paspor, KITAS, atau SKTT."


@dataclass(frozen=True, slots=True)
class Registration:
    """What the clerk typed. Who came is apart from the applicant; `start` None: the SOP's usual step.

    `shown`: the known applicant with whose data the form was filled; what equals it was not typed. NIK and
    other document are theirs where none was typed; `proxy` likewise of who came. `answers`: what was said
    when it was asked who is meant; `beside`: the files under way (`StillRunning`) beside which another is
    meant.
    """

    service: str
    kind: str
    applicant: NewApplicant
    shown: Applicant | None = None
    proxy: Applicant | None = None
    channel: str = COUNTER_CHANNEL
    arrived_at: int | None = None
    outside_number: str = ""
    came_as: str = IN_PERSON
    came_name: str = ""
    came_nik: str = ""
    came_id_kind: str = ""
    came_id_number: str = ""
    came_phone: str = ""
    proxy_seen: bool = False
    ticket: int | None = None
    start: int | None = None
    answers: tuple[Answer, ...] = ()
    beside: frozenset[int] = frozenset()

    @property
    def came(self) -> NewApplicant:
        """Who came for the applicant, as typed."""
        return NewApplicant(
            self.came_name,
            self.came_nik,
            self.came_phone,
            id_kind=self.came_id_kind,
            id_number=self.came_id_number,
        )


def starts(desk: Desk, service: str) -> tuple[tuple[int, str], ...]:
    """The steps at which today's SOP of the service may begin, as sequence and name, the usual one first.

    None where there is no SOP that can be read: `register` says so. KeyError when the office has no such
    service.
    """
    try:
        procedure = desk.upcoming(desk.service(service).procedure)
    except (Missing, SopFaults, ProfileFaults):
        return ()
    return tuple((number, procedure.step(number).name) for number in procedure.starts)


def faults(desk: Desk, registration: Registration, today: date) -> dict[str, str]:
    """What must be put right before the file can be registered: field → sentence."""
    found: dict[str, str] = {}
    data = registration.applicant
    service = next((s for s in desk.office.counter_services if s.id == registration.service), None)
    if service is None:
        found["service"] = NO_SERVICE
    elif registration.kind not in service.kinds:
        found["kind"] = f"Jenis permohonan belum dipilih. Pilih {' atau '.join(service.kinds)}."
    if not clean(data.name):
        found["name"] = "Nama pemohon belum diisi. Tulis nama sesuai KTP."
    elif not any(char.isalpha() for char in data.name):
        found["name"] = "Nama tidak berisi huruf. Tulis nama sesuai KTP."
    found |= _identities(cleaned(data, today), cleaned(registration.came, today), today)
    for name, judge in _CHECKS.items():
        of_proxy, shown = name.startswith("came_"), registration.shown
        word = clean(getattr(registration if of_proxy else data, name))
        known = getattr(registration.proxy if of_proxy else shown, name.removeprefix("came_"), "")
        if word and word != known and (wrong := judge(word).errors):
            found.setdefault(name, wrong[0])
    if registration.came_as == PROXY and not clean(registration.came_name):
        found["came_name"] = "Nama kuasa belum diisi. Tulis nama orang yang datang."
    if registration.came_as == PROXY and not registration.proxy_seen:
        found["proxy_seen"] = "Surat kuasa belum dilihat. Minta surat kuasa, lalu tandai sudah dilihat."
    if registration.arrived_at is not None and registration.arrived_at > desk.now():
        found["arrived_at"] = "Waktu masuk belum benar. Tulis waktu yang sudah lewat."
    if registration.arrived_at is not None and registration.arrived_at < desk.now() - _LONGEST_UNDERWAY:
        found["arrived_at"] = "Waktu masuk lebih dari setahun yang lalu. Periksa tanggalnya."
    return found


def _identities(applicant: NewApplicant, proxy: NewApplicant, today: date) -> dict[str, str]:
    """What is wrong about the documents of both: the applicant has one, and no document is of both."""
    found = identity_faults(applicant, today)
    if not (applicant.nik or applicant.id_number):
        found["nik"] = NO_NIK
    found |= {f"came_{field}": wrong for field, wrong in identity_faults(proxy, today).items()}
    if proxy.nik and proxy.nik == applicant.nik:
        found["came_nik"] = "NIK kuasa sama dengan NIK pemohon. Periksa KTP keduanya."
    document = (proxy.id_kind, proxy.id_number)
    if proxy.id_number and document == (applicant.id_kind, applicant.id_number):
        found["came_id_number"] = "Sama dengan tanda pengenal pemohon. Periksa keduanya."
    return found


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
        Missing, SopFaults, ProfileFaults: when the service has no SOP or form that can be read.
    """
    with asking(desk, who), desk.write() as conn:
        person, now = actor(conn, desk, who), desk.now()
        need(person, Right.COUNTER)
        today = desk.time(conn).local(now).date()
        registration = _with_numbers(conn, registration)
        if wrong := faults(desk, registration, today):
            raise Invalid(wrong)
        service = desk.service(registration.service)
        form = desk.current_form(conn, service.id)
        sha, procedure = desk.current(conn, service.procedure)
        facts = procedure.brought(service.id, registration.kind)
        start = registration.start if registration.start is not None else procedure.starts[0]
        act = Register(start, facts, service=service.id, kind=registration.kind)
        role = check(procedure, FileState(), person, act)
        data = cleaned(registration.applicant, today)
        applies, told = settled(conn, data, IN_PERSON, registration.answers)
        proxy = _proxy(registration, today)
        comes, of_proxy = settled(conn, proxy, PROXY, registration.answers) if proxy else (None, None)
        second = beside(conn, applies.id, service.id, registration.beside) if applies is not None else None
        applicant = take_up(conn, applies, registration.shown, data, who.person, now, as_typed=_OF_THIS_FILE)
        came = take_up(conn, comes, registration.proxy, proxy, who.person, now) if proxy else None
        act = replace(act, applicant=applicant.version, came=came.version if came is not None else None)
        new = _new_file(conn, desk, registration, (applicant, came), (procedure.id, sha, form), now)
        file = files.create_file(conn, new)
        reading = desk.reckoning(conn).reading(service.id)
        after = new_on_record(files.file_row(conn, file), procedure, reading)
        acts: list[Act] = [act]
        people = ((IN_PERSON, applies, applicant), (PROXY, comes, came))
        renewed = [
            (whom, known, newest)
            for whom, known, newest in people
            if known is not None and newest is not None and known.version != newest.version
        ]
        acts += [
            Note(RENEWED_NOTE, {"siapa": whom, "dari": known.version, "ke": newest.version})
            for whom, known, newest in renewed
        ]
        acts += [asked_note(answer) for answer in (told, of_proxy) if answer is not None]
        acts += [second] if second is not None else []
        acts += _proxy_letters(conn, desk, who, registration, file)
        for seq, done in enumerate(acts, 1):
            after = write(conn, desk, after, Event(seq, now, now, done, who.person, role, person.station))
        if registration.ticket is not None:
            move_number(conn, desk, who, registration.ticket, Registered(file))
        ref = Ref(file, after.state.seq)
        others = left(conn, (by_registering(known, newest) for _, known, newest in renewed))
        if draft is not None:
            drafts.move_draft(conn, who.person, *draft, filed_subject(file))
        mine = after.step is not None and set(after.step.handling_roles(0)) & set(person.roles)
        ref = record(conn, desk, person, ref, Take()) if mine else ref
        return Corrected(ref.file, ref.version, ref.strand, others)


def _with_numbers(conn: Connection, registration: Registration) -> Registration:
    """The registration with NIK and other document, whole, of whoever was shown."""
    shown, applicant = chosen(conn, registration.shown, registration.applicant)
    proxy, came = chosen(conn, registration.proxy, registration.came)
    numbers = {f"came_{name}": getattr(came, name) for name in ("nik", "id_kind", "id_number")}
    return replace(registration, shown=shown, applicant=applicant, proxy=proxy, **numbers)


def _proxy(registration: Registration, today: date) -> NewApplicant | None:
    """Who came with a power of attorney; None where the applicant came."""
    return cleaned(registration.came, today) if registration.came_as == PROXY else None


def asked_note(answer: Answer, lost: Iterable[int] = ()) -> Note:
    """The journal's note of what a clerk was asked about a person, and what they said.

    `lost`: who on record lost a number by that.
    """
    data = {"siapa": answer.whom, "orang": sorted(answer.asked), "sama": answer.same}
    return Note(ASKED_NOTE, {**data, "lepas": found} if (found := sorted(lost)) else data)


def _proxy_letters(
    conn: Connection, desk: Desk, who: Who, registration: Registration, file: int
) -> list[Act]:
    """Mark the letter of whoever came for the applicant as there: it was looked at just now."""
    form, marked = desk.form(registration.service), list[Act]()
    if form is None or registration.came_as != PROXY or not registration.proxy_seen:
        return marked
    for requirement in requirements_for(form, registration.kind):
        if requirement.of_proxy:
            texts.set_mark(conn, file, requirement.id, PRESENT, "", who.person, desk.now())
            marked.append(Note(MARK_NOTE, {"item": requirement.id, "tanda": PRESENT}))
    return marked


def receive(
    desk: Desk,
    who: Who,
    ticket: int,
    ref: Ref,
    act: Receiving,
    *,
    late: Late | None = None,
) -> Ref:
    """The person of a number brought what a file waited for: as `case.perform.receive`, and the number tells
    of it.

    Raises:
        TicketRefused, AnotherDay: when the number is not one that the person is serving.
    """
    with desk.write() as conn:
        person = actor(conn, desk, who)
        seq = files.file_row(conn, ref.file).version + 1
        move_number(conn, desk, who, ticket, Received(ref.file, seq))
        return take_in(conn, desk, person, ref, act, late=late)


def _new_file(
    conn: Connection,
    desk: Desk,
    registration: Registration,
    people: tuple[Applicant, Applicant | None],
    rules: tuple[str, str, str | None],
    now: int,
) -> NewFile:
    """What is known of the file: `people` who applies and who came for them.

    `rules`: the procedure's id, its fingerprint and that of the form.
    """
    (applicant, came), (procedure, sop, form) = people, rules
    return NewFile(
        number=next_number(conn, desk, registration.service),
        service=registration.service,
        procedure_id=procedure,
        procedure_sha=sop,
        form_sha=form,
        kind=registration.kind,
        channel=registration.channel,
        arrived_at=registration.arrived_at if registration.arrived_at is not None else now,
        came_as=registration.came_as,
        proxy_seen=registration.proxy_seen,
        outside_number=clean(registration.outside_number),
        ticket_id=registration.ticket,
        opened_at=now,
        **files.of_versions(applicant, came),
    )
