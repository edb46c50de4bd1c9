"""The receipt of what an applicant handed in, from the file as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.desk.authority import Who
from loket.desk.case.fields import PROOF_FIELDS, permit_words
from loket.desk.case.file_view import FileView
from loket.desk.case.on_form import LACKING, PRESENT, CheckItem
from loket.desk.case.on_record import reading_of
from loket.desk.intake.cleaning import COUNTER_CHANNEL
from loket.desk.intake.doubt import PROXY
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.papers.parts import RECEIPT, counter_name, service_name
from loket.desk.words.deadline import not_begun
from loket.flow.acts import Note, Register
from loket.flow.limits import LimitKind
from loket.flow.promise import Basis, promise
from loket.flow.standing import Standing
from loket.flow.state import VOIDED, WITHDRAWN
from loket.flow.times import Reading, legal_start
from loket.identity import DOCUMENTS
from loket.paper.receipt import ReceiptData, ReceivedItem, receipt
from loket.sla.words import long_date
from loket.sop.model import Demand


def receipt_text(desk: Desk, who: Who, view: FileView) -> str:
    """The receipt of what the applicant handed in, as the requirements are marked now.

    Empty of oversight, for which nobody handed anything in.
    """
    entered = view.events[0]
    if isinstance(entered.act, Register) and view.procedure.has_no_end(view.procedure.step(entered.act.step)):
        return ""
    row, applicant, proxy = view.row, view.applicant, view.row.came_as == PROXY
    outcome = outcome_of(view)
    finish = _finish(desk, view) if not outcome else _Finish()
    data = ReceiptData(
        number=row.number,
        received=row.arrived_at,
        service=service_name(desk, view),
        kind=row.kind,
        applicant=applicant.name,
        nik=applicant.nik,
        document=DOCUMENTS.get(applicant.id_kind, ""),
        document_number=applicant.id_number,
        clerk=view.people.get(entered.person or 0, ""),
        counter=counter_name(desk, entered.station),
        items=tuple(_received(item) for item in view.checklist),
        finish=finish.day,
        address=applicant.address,
        phone=applicant.phone,
        company=row.company,
        outside_number=row.outside_number,
        bearer=row.came_name if proxy else "",
        bearer_as=row.came_as if proxy else "",
        sent_by=row.channel if row.channel != COUNTER_CHANNEL else "",
        finish_note=finish.note,
        passed=finish.passed,
        finish_instead=finish.instead,
        reprint=_reprint(desk, who, view),
        outcome=outcome,
        product=view.product,
        bill=view.bill,
        paid=_paid(view),
        permit=permit_words(view.values) if outcome else "",
        cancelled=ended if (ended := view.state.outcome) in (VOIDED, WITHDRAWN) else "",
    )
    return receipt(desk.office, data)


def _paid(view: FileView) -> str:
    """The proof of payment that was brought, in words; empty while there is none."""
    number, day = (view.values.get(field.key, "") for field in PROOF_FIELDS)
    return ", ".join(filter(None, [number, day]))


def _reprint(desk: Desk, who: Who, view: FileView) -> str:
    """By whom and when a receipt is printed that was printed before."""
    notes = (event.act for event in view.events if isinstance(event.act, Note))
    if not any(note.what == PRINTED_NOTE and note.data["surat"] == RECEIPT for note in notes):
        return ""
    today = view.time.date_of(view.now)
    return f"Dicetak ulang {long_date(today)} oleh {view.people.get(who.person, '')}."


def _received(item: CheckItem) -> ReceivedItem:
    requirement = item.requirement
    present = {PRESENT: True, LACKING: False}.get(item.mark)
    return ReceivedItem(requirement.name, present, requirement.obligatory, requirement.as_brought)


def outcome_of(view: FileView) -> str:
    """`terbit, Rabu, 18 November 2026`: how it was decided, and when; empty before that."""
    state = view.state
    when = state.decided_at or state.ended_at
    words = view.result or ("diputuskan" if state.decided_at is not None else "")
    return f"{words}, {long_date(view.time.date_of(when))}" if words and when is not None else words


@dataclass(frozen=True, slots=True)
class _Finish:
    """The latest date for the result, what it rests on, and whether the time has run out.

    `instead` stands in its place where no time is reckoned: `dapat ditunggu`.
    """

    day: date | None = None
    note: str = ""
    passed: bool = False
    instead: str = ""


def _finish(desk: Desk, view: FileView) -> _Finish:
    """The latest date by which the applicant may expect the result, and what that rests on."""
    with desk.store.read() as conn:
        reading = reading_of(conn, desk.reckoning(conn), view.row)
    limits = (stand.limit for stand in view.running)
    made = promise(view.procedure, view.state, reading, limits, view.now)
    if made is None or not view.state.opens:
        return _Finish()
    if made.text:
        return _Finish(instead=made.text)
    if made.limit is not None and (waits := not_begun(made.limit)):
        return _Finish(note=f"dihitung sejak {waits}")
    if made.rests(view.state):
        paying = {here.standing for here in view.state.opens} == {Standing.PAYMENT}
        return _Finish(note=f"waktu berhenti sampai {'dibayar' if paying else 'berkas dilengkapi'}")
    verdict = made.due(view.state, view.time, view.now)
    if verdict is None or verdict.due is None:
        return _Finish()
    if _incomplete(view):
        return _Finish(note="dihitung sejak berkas lengkap")
    how = _how(made.basis, view, reading)
    note = f"{how}; hari libur masih perkiraan" if verdict.estimated else how
    return _Finish(view.time.last_date(verdict.due), note, verdict.due < view.now)


def _how(basis: Basis, view: FileView, reading: Reading) -> str:
    """What a promise rests on, in words."""
    match basis:
        case Basis.STANDARD:
            return "menurut Standar Pelayanan"
        case Basis.LEGAL:
            start = legal_start(view.procedure, reading)
            return f"batas keputusan, {reading.legal_days} hari kerja sejak {start}"
        case Basis.WHOLE:
            return "menurut jumlah waktu SOP"


def _incomplete(view: FileView) -> bool:
    """Whether its completeness is yet to be found out, and something needed is not known to be there."""
    complete = any(stand.limit.kind is LimitKind.LEGAL for stand in view.running)
    if complete or not _to_be_checked(view):
        return False
    return any(item.requirement.obligatory and item.mark != PRESENT for item in view.checklist)


def _to_be_checked(view: FileView) -> bool:
    """Whether requirements are asked for where the file lies, or at a step behind."""
    opens, procedure = view.state.opens, view.procedure
    reached = max(here.step for here in opens)
    asked = [procedure.at(here.step, here.strand).demanded(here.sign_off) for here in opens]
    for step in procedure.steps:
        if step.sequence > reached:
            places = (step, *step.parts)
            asked += [place.demanded(at) for place in places for at in range(len(place.sign_offs) or 1)]
    return any(Demand.REQUIREMENTS in each for each in asked)
