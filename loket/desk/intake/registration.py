"""Loket 2: queue numbers, and the registration of what a person brings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from loket.desk.authority import Who, actor, need
from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.record import Late, Ref, next_number, record, take_in, write
from loket.desk.office import Desk
from loket.flow.acts import Act, Arrive, Event, Note, Register, Resubmit, Resume, Right, Take
from loket.flow.rules import check
from loket.flow.state import VOIDED, FileState, Interval, Standing, in_force
from loket.flow.ticket import Outcome, TicketAct, TicketRefused, TicketStanding, lapse, move
from loket.identity import check_nik, check_phone
from loket.sop.model import Procedure
from loket.store import applicants, files, numbers, texts, tickets
from loket.store.applicants import Applicant, NewApplicant
from loket.store.errors import StationBusy
from loket.store.files import FileRow, NewFile
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import BUSY, TicketRow
from loket.text import clean

__all__ = ["Applicant", "NewApplicant", "TicketRow"]

COUNTER_CHANNEL = "loket"
IN_PERSON, PROXY = "pemohon", "kuasa"
"""Who stands at the counter: the applicant, or somebody with a power of attorney."""
RENEWED_NOTE = "data_pemohon"
DRAFT_PLACE = "pendaftaran"
"""Under what the registrations half typed are kept."""
NO_SERVICE = "Layanan belum dipilih. Pilih layanan yang dimohonkan."
_LONGEST_UNDERWAY = 366 * 24 * 60 * 60_000
NO_NIK = "NIK belum diisi. Tulis 16 angka dari KTP."


def draft_subject(ticket: int | None) -> str:
    """Under what a registration half typed for a number, or without one, is kept."""
    return f"nomor:{ticket}" if ticket is not None else "tanpa nomor"


class Invalid(Exception):
    """What was typed cannot be accepted: a sentence for each field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("isian belum benar")
        self.faults = faults


class CounterBusy(Exception):
    """The counter still has a number open; it first needs its outcome."""

    def __init__(self, ticket: TicketRow) -> None:
        super().__init__(ticket.number)
        self.ticket = ticket


class EarlierDay(Exception):
    """A number of an earlier day is not called any more; it can only be closed."""

    def __init__(self, ticket: TicketRow) -> None:
        super().__init__(ticket.number)
        self.ticket = ticket


@dataclass(frozen=True, slots=True)
class Matter:
    """A file that was registered or received for a number, and where it lies; `here` None: it has ended."""

    row: FileRow
    procedure: Procedure
    here: Interval | None


@dataclass(frozen=True, slots=True)
class Queue:
    """Today's numbers as a counter sees them.

    `current` is the person's own, else the one a colleague left open at this counter; `matters`: what was
    brought with it, the file that moved last at the end. `left_over` are earlier days' numbers: listed, never
    called.
    """

    current: TicketRow | None
    matters: tuple[Matter, ...]
    waiting: tuple[TicketRow, ...]
    called_elsewhere: tuple[TicketRow, ...]
    passed: tuple[TicketRow, ...]
    left_over: tuple[TicketRow, ...]

    @property
    def came_of_it(self) -> Outcome | None:
        """What will probably be the outcome of the current number; None where nothing was brought with it."""
        return _outcome(self.matters)


def queue(desk: Desk, who: Who) -> Queue:
    """The numbers of today, oldest first."""
    with desk.store.read() as conn:
        today = _today(conn, desk)
        rows = tickets.of_day(conn, today)
        old = tickets.left_from_before(conn, today)
        busy = tuple(t for t in rows if t.standing in BUSY)
        own = (t for t in busy if t.ticket.person == who.person)
        current = next(own, None) or next((t for t in busy if _is_at(t, who.station)), None)
        matters = _matters(conn, desk, current.id) if current is not None else ()
    return Queue(
        current=current,
        matters=matters,
        waiting=tuple(t for t in rows if t.standing is TicketStanding.WAITING),
        called_elsewhere=tuple(t for t in busy if t is not current),
        passed=tuple(t for t in rows if t.standing is TicketStanding.PASSED),
        left_over=old,
    )


def find_number(desk: Desk, who: Who, number: str) -> TicketRow | None:
    """Today's number that is written so, however it stands."""
    with desk.store.read() as conn:
        actor(conn, desk, who)
        return tickets.by_number(conn, _today(conn, desk), number.strip().upper())


def came_of(desk: Desk, ticket: int) -> Outcome | None:
    """What the files brought with a number say of its outcome; None where there are none."""
    with desk.store.read() as conn:
        return _outcome(_matters(conn, desk, ticket))


def _matters(conn: Connection, desk: Desk, ticket: int) -> tuple[Matter, ...]:
    """What was brought with a number and neither voided nor taken back since, latest moved last."""
    came: dict[int, set[int]] = {file: set() for file in files.of_ticket(conn, ticket)}
    registered = frozenset(came)
    for file, seq in tickets.received(conn, ticket):
        came.setdefault(file, set()).add(seq)
    found: list[tuple[int, Matter]] = []
    for file, received in came.items():
        known = on_record(conn, desk, file)
        counts = file in registered or received & {event.seq for event in in_force(known.events)}
        if counts and known.state.outcome != VOIDED and known.state.last is not None:
            found.append((known.state.last.at, Matter(known.row, known.procedure, known.state.open)))
    return tuple(matter for _, matter in sorted(found, key=lambda each: each[0]))


def _outcome(matters: tuple[Matter, ...]) -> Outcome | None:
    """The matter that moved last decides: back with the applicant, or with the office."""
    if not matters:
        return None
    here = matters[-1].here
    back = here is not None and here.standing is Standing.APPLICANT
    return Outcome.RETURNED if back else Outcome.FILED


def _is_at(row: TicketRow, counter: str | None) -> bool:
    """Whether a number is this counter's, whoever called it there."""
    return row.ticket.station is not None and row.ticket.station == counter


def issue_ticket(desk: Desk, who: Who, service: str) -> TicketRow:
    """Give out the next number of a service's series for today. Raises Invalid for no counter's service."""
    if service not in {s.id for s in desk.office.counter_services}:
        raise Invalid({"service": NO_SERVICE})
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        role = need(person, Right.COUNTER)
        today, series = _today(conn, desk), desk.service(service).prefix
        number = f"{series}-{numbers.next_number(conn, f'antrean-{series}', today):03}"
        stamp = Stamp(desk.now(), who.person, role, person.station)
        return tickets.load(conn, tickets.issue(conn, today, number, service, series, stamp))


def call(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Call a number to this counter.

    Raises:
        CounterBusy: when the person or the counter still has a number open.
        TicketRefused: when another counter was quicker.
        EarlierDay: for a number of yesterday or before.
    """
    with desk.store.write() as conn:
        _free_counter(conn, desk, who)
        return _move(conn, desk, who, ticket.id, TicketAct.CALL)


def call_next(desk: Desk, who: Who) -> TicketRow | None:
    """Call the number that has waited longest; None when nobody waits."""
    with desk.store.write() as conn:
        _free_counter(conn, desk, who)
        today = _today(conn, desk)
        series = {service.prefix for service in desk.office.counter_services}
        first = tickets.first_waiting(conn, today, series)
        return _move(conn, desk, who, first.id, TicketAct.CALL) if first is not None else None


def _free_counter(conn: Connection, desk: Desk, who: Who) -> None:
    """Refuse while the person has a number open; one left open at the counter on an earlier day is ended."""
    person = actor(conn, desk, who)
    need(person, Right.COUNTER)
    today = _today(conn, desk)
    held = tickets.held_by(conn, who.person, today)
    if held is not None:
        raise CounterBusy(held)
    left = tickets.at_counter(conn, person.station) if person.station else None
    if left is not None and left.day < today:
        now = desk.now()
        outcome = _outcome(_matters(conn, desk, left.id)) or Outcome.LEFT
        tickets.record(conn, left, lapse(left.ticket, now, outcome), TicketAct.FINISH, Stamp(now))
        texts.drop_drafts_about(conn, DRAFT_PLACE, draft_subject(left.id))


def recall(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Call the same number again."""
    return _one(desk, who, ticket, TicketAct.RECALL)


def present(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person came to the counter."""
    return _one(desk, who, ticket, TicketAct.PRESENT)


def no_show(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """Nobody came; the number is passed over and may come back."""
    return _one(desk, who, ticket, TicketAct.NO_SHOW)


def back(desk: Desk, who: Who, ticket: int) -> TicketRow:
    """The person is here after all, or was called by mistake: the number waits again in its place."""
    return _one(desk, who, ticket, TicketAct.BACK)


@dataclass(frozen=True, slots=True)
class NumberDone:
    """What a person did last with a number, and whether it can still be taken back.

    `entry` is its place in the journal.
    """

    entry: int
    ticket: TicketRow
    act: str
    at: int
    undo: bool


def last_done(desk: Desk, who: Who) -> NumberDone | None:
    """The person's last act on a number today."""
    with desk.store.read() as conn:
        act = tickets.last_act(conn, who.person)
        row = tickets.load(conn, act.ticket) if act is not None else None
        if act is None or row is None or row.day < _today(conn, desk):
            return None
        undo = row.version == act.seq and _may_be_undone(conn, desk, row, act.kind)
    return NumberDone(act.entry, row, act.kind, act.at, undo)


_UNDONE_FROM = {
    TicketStanding.CALLED: frozenset({TicketAct.CALL, TicketAct.RECALL, TicketAct.UNDO}),
    TicketStanding.SERVED: frozenset({TicketAct.PRESENT}),
    TicketStanding.PASSED: frozenset({TicketAct.NO_SHOW}),
    TicketStanding.ENDED: frozenset({TicketAct.FINISH}),
}


def _may_be_undone(conn: Connection, desk: Desk, row: TicketRow, act: str) -> bool:
    """Whether the number's standing comes from that act, and nothing was brought with it since.

    The end of a visit can be taken back whatever was brought, where the person had come.
    """
    if act not in _UNDONE_FROM.get(row.standing, ()):
        return False
    if row.standing is TicketStanding.ENDED:
        return row.ticket.present_at is not None
    return not _matters(conn, desk, row.id)


def undo(desk: Desk, who: Who, ticket: TicketRow) -> TicketRow:
    """Take back the person's last act: after H or L the number is called again.

    After an outcome the visit goes on, where the counter is free.
    After a call it waits again, or is passed over as it was; after a second call it is called as before.

    Raises TicketRefused when the number was moved since or is not what they acted on last.
    """
    with desk.store.write() as conn:
        act, row = tickets.last_act(conn, who.person), tickets.load(conn, ticket.id)
        last = act is not None and (act.ticket, act.seq) == (row.id, row.version)
        if act is None or not last or not _may_be_undone(conn, desk, row, act.kind):
            raise TicketRefused(row.ticket, TicketAct.UNDO)
        if row.standing in (TicketStanding.PASSED, TicketStanding.ENDED):
            _free_counter(conn, desk, who)
        if row.standing is not TicketStanding.CALLED:
            return _move(conn, desk, who, row.id, TicketAct.UNDO)
        again = act.kind == TicketAct.RECALL
        before = TicketStanding.CALLED if again else tickets.called_from(conn, row.id)
        back = TicketAct.BACK if before is TicketStanding.WAITING else TicketAct.UNDO
        return _move(conn, desk, who, row.id, back, before=before)


def finish(desk: Desk, who: Who, ticket: int, outcome: Outcome) -> TicketRow:
    """The visit ends with one outcome; what was typed for it and not registered is forgotten."""
    with desk.store.write() as conn:
        texts.drop_drafts_about(conn, DRAFT_PLACE, draft_subject(ticket))
        return _move(conn, desk, who, ticket, TicketAct.FINISH, outcome)


def _one(desk: Desk, who: Who, ticket: int, act: TicketAct) -> TicketRow:
    with desk.store.write() as conn:
        return _move(conn, desk, who, ticket, act)


def _move(
    conn: Connection,
    desk: Desk,
    who: Who,
    ticket: int,
    act: TicketAct,
    outcome: Outcome | None = None,
    before: TicketStanding | None = None,
) -> TicketRow:
    person = actor(conn, desk, who)
    role = need(person, Right.COUNTER)
    row = tickets.load(conn, ticket)
    standing = row.ticket
    if row.day < _today(conn, desk):
        if act is not TicketAct.FINISH:
            raise EarlierDay(row)
        standing = replace(standing, person=None)  # whoever had it is perhaps not here today
    at = max(desk.now(), standing.since)
    here = person.station
    after = move(standing, act, at=at, person=who.person, station=here, outcome=outcome, before=before)
    try:
        return tickets.record(conn, row, after, act, Stamp(at, who.person, role, person.station))
    except StationBusy as busy:
        raise CounterBusy(tickets.load(conn, busy.ticket_id)) from busy


def _today(conn: Connection, desk: Desk) -> str:
    return desk.time(conn).local(desk.now()).date().isoformat()


@dataclass(frozen=True, slots=True)
class Registration:
    """What the clerk typed. Who came is apart from the applicant; `start` None: the SOP's usual step.

    `shown`: the known applicant with whose data the form was filled; what equals it was not typed.
    """

    service: str
    kind: str
    applicant: NewApplicant
    shown: Applicant | None = None
    channel: str = COUNTER_CHANNEL
    arrived_at: int | None = None
    outside_number: str = ""
    came_as: str = IN_PERSON
    came_name: str = ""
    came_phone: str = ""
    proxy_seen: bool = False
    ticket: int | None = None
    start: int | None = None


def starts(desk: Desk, service: str) -> tuple[tuple[int, str], ...]:
    """The steps at which today's SOP of the service may begin, as sequence and name, the usual one first.

    KeyError when the office has no such service.
    """
    procedure = desk.upcoming(desk.service(service).procedure)
    return tuple((number, procedure.step(number).name) for number in procedure.starts)


def faults(desk: Desk, registration: Registration) -> dict[str, str]:
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
    nik = check_nik(data.nik, _local_date(desk))
    if nik.errors:
        found["nik"] = nik.errors[0] if nik.number else NO_NIK
    for name, typed in (("phone", data.phone), ("came_phone", registration.came_phone)):
        if wrong := check_phone(clean(typed)).errors:
            found[name] = wrong[0]
    if registration.came_as == PROXY and not clean(registration.came_name):
        found["came_name"] = "Nama kuasa belum diisi. Tulis nama orang yang datang."
    if registration.came_as == PROXY and not registration.proxy_seen:
        found["proxy_seen"] = "Surat kuasa belum dilihat. Minta surat kuasa, lalu tandai sudah dilihat."
    if registration.arrived_at is not None and registration.arrived_at > desk.now():
        found["arrived_at"] = "Waktu masuk belum benar. Tulis waktu yang sudah lewat."
    if registration.arrived_at is not None and registration.arrived_at < desk.now() - _LONGEST_UNDERWAY:
        found["arrived_at"] = "Waktu masuk lebih dari setahun yang lalu. Periksa tanggalnya."
    return found


def _local_date(desk: Desk) -> date:
    return desk.working_time().local(desk.now()).date()


def register(
    desk: Desk, who: Who, registration: Registration, *, draft: tuple[str, str] | None = None
) -> Ref:
    """Register a file and take it in hand, when the first step is this person's.

    `draft`: place and subject of what was typed, forgotten together with the registration or not at all.

    Raises:
        Invalid: with a sentence for each field that is wrong.
        Refused: when the person may not register.
        TicketRefused, EarlierDay: when the number brought is not one that the person is serving.
    """
    wrong = faults(desk, registration)
    if wrong:
        raise Invalid(wrong)
    service = desk.service(registration.service)
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        sha, procedure = desk.current(conn, service.procedure)
        act = Register(registration.start if registration.start is not None else procedure.starts[0])
        role = check(procedure, FileState(), person, act)
        _check_ticket(conn, desk, who, registration.ticket)
        now = desk.now()
        data = _cleaned(registration.applicant, desk.time(conn).local(now).date())
        applicant, renewed = _applicant(conn, registration.shown, data)
        file = files.create_file(
            conn, _new_file(conn, desk, registration, applicant, (procedure.id, sha), now)
        )
        reading = desk.reckoning(conn).reading(service.id)
        after = OnRecord(files.file_row(conn, file), (), procedure, FileState(), reading)
        acts: list[Act] = [act]
        if renewed:
            acts.append(Note(RENEWED_NOTE, {"pemohon": applicant, "isian": list(renewed)}))
        for seq, done in enumerate(acts, 1):
            after = write(conn, desk, after, Event(seq, now, now, done, who.person, role, person.station))
        ref = Ref(file, after.state.seq)
        if draft is not None:
            texts.drop_draft(conn, who.person, *draft)
        mine = after.step is not None and set(after.step.signing_roles(0)) & set(person.roles)
        return record(conn, desk, person, ref, Take()) if mine else ref


def receive(
    desk: Desk,
    who: Who,
    ticket: int,
    ref: Ref,
    act: Resubmit | Arrive | Resume,
    *,
    late: Late | None = None,
) -> Ref:
    """The person of a number brought what a file waited for: as `files.receive`, and the number tells of it.

    Raises:
        TicketRefused, EarlierDay: when the number is not one that the person is serving.
    """
    with desk.store.write() as conn:
        person = actor(conn, desk, who)
        _check_ticket(conn, desk, who, ticket)
        seq = files.file_row(conn, ref.file).version + 1
        stamp = Stamp(desk.now(), who.person, need(person, Right.COUNTER), person.station)
        tickets.receive(conn, tickets.load(conn, ticket), ref.file, seq, stamp)
        return take_in(conn, desk, person, ref, act, late=late)


def _check_ticket(conn: Connection, desk: Desk, who: Who, ticket: int | None) -> None:
    """Raises TicketRefused or EarlierDay unless a number brought is served by them or at their counter."""
    if ticket is None:
        return
    row = tickets.load(conn, ticket)
    if row.day < _today(conn, desk):
        raise EarlierDay(row)
    theirs = row.ticket.person == who.person or _is_at(row, actor(conn, desk, who).station)
    if row.standing is not TicketStanding.SERVED or not theirs:
        raise TicketRefused(row.ticket, TicketAct.FINISH)


def _new_file(
    conn: Connection,
    desk: Desk,
    registration: Registration,
    applicant: int,
    sop: tuple[str, str],
    now: int,
) -> NewFile:
    """What is known of the file; `sop` is the procedure's id and fingerprint."""
    return NewFile(
        number=next_number(conn, desk, registration.service),
        service=registration.service,
        procedure_id=sop[0],
        procedure_sha=sop[1],
        applicant_id=applicant,
        kind=registration.kind,
        channel=registration.channel,
        arrived_at=registration.arrived_at if registration.arrived_at is not None else now,
        company=clean(registration.applicant.company),
        came_as=registration.came_as,
        came_name=clean(registration.came_name),
        came_phone=_phone(registration.came_phone),
        proxy_seen=registration.proxy_seen,
        outside_number=clean(registration.outside_number),
        ticket_id=registration.ticket,
        opened_at=now,
    )


def _cleaned(typed: NewApplicant, today: date) -> NewApplicant:
    """The applicant as kept."""
    words = NewApplicant(*(clean(getattr(typed, field.name)) for field in fields(NewApplicant)))
    return replace(words, nik=check_nik(typed.nik, today).number, phone=_phone(typed.phone))


def _applicant(conn: Connection, shown: Applicant | None, data: NewApplicant) -> tuple[int, tuple[str, ...]]:
    """The id of who applies, and which fields of a person on record were renewed.

    One NIK is one person. Only what the clerk changed against what was shown is written, for what is on
    record may be newer than the form. Where nothing was shown, fields left empty change nothing.
    """
    kept = applicants.by_nik(conn, data.nik)  # nobody else writes until this transaction ends
    if kept is None:
        return applicants.add(conn, data), ()
    seen = shown if shown is not None and shown.nik == data.nik else NewApplicant("")
    typed = {name: word for name, word in asdict(data).items() if word != getattr(seen, name)}
    renewed = tuple(name for name, word in typed.items() if word != getattr(kept, name))
    if renewed:
        applicants.update(conn, kept.id, replace(kept, **typed))
    return kept.id, renewed


def _phone(typed: str) -> str:
    return clean(check_phone(clean(typed)).number)


def find_applicant(desk: Desk, who: Who, text: str) -> tuple[Applicant, ...]:
    """People already known, by NIK, name or phone: so that nobody is typed twice."""
    with desk.store.read() as conn:
        need(actor(conn, desk, who), Right.COUNTER)
        return applicants.search(conn, text, limit=10)
