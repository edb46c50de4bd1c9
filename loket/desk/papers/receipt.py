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
from loket.flow.limits import Limit, LimitKind, spans
from loket.flow.standing import Standing
from loket.flow.state import VOIDED, WITHDRAWN
from loket.flow.times import Reading, budget, legal_start
from loket.identity import DOCUMENTS
from loket.office.forms import Requirement
from loket.paper.receipt import ReceiptData, ReceivedItem, receipt
from loket.sla import Budget, Clock, Span, judge
from loket.sla.words import long_date
from loket.sop.model import Demand, Party


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
    today = view.time.local(view.now).date()
    return f"Dicetak ulang {long_date(today)} oleh {view.people.get(who.person, '')}."


def _received(item: CheckItem) -> ReceivedItem:
    requirement = item.requirement
    present = {PRESENT: True, LACKING: False}.get(item.mark)
    return ReceivedItem(requirement.name, present, requirement.obligatory, _shape(requirement))


def _shape(requirement: Requirement) -> str:
    if requirement.shape == "data":
        return ""
    return (
        f"{requirement.shape}, {requirement.copies} lembar" if requirement.copies > 1 else requirement.shape
    )


def outcome_of(view: FileView) -> str:
    """`terbit, Rabu, 18 November 2026`: how it was decided, and when; empty before that."""
    state = view.state
    when = state.decided_at or state.ended_at
    words = view.result or ("diputuskan" if state.decided_at is not None else "")
    return f"{words}, {long_date(view.time.local(when).date())}" if words and when is not None else words


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
    basis, opens = _basis(view, reading), view.state.opens
    if isinstance(basis, _Finish) or not opens:
        return basis if isinstance(basis, _Finish) else _Finish()
    away = {here.standing for here in opens}
    if away <= {Standing.APPLICANT, Standing.PAYMENT} and not basis.with_applicant:
        until = "dibayar" if away == {Standing.PAYMENT} else "berkas dilengkapi"
        return _Finish(note=f"waktu berhenti sampai {until}")
    counted = basis.spans
    if any(here.standing is Standing.WAITING and not here.trouble for here in opens):
        counted = (*counted, Span(view.now))  # minutes rest on the pile: as if somebody took it now
    verdict = judge(view.time, basis.budget, counted, view.now)
    if verdict.due is None:
        return _Finish()
    if _incomplete(view):
        return _Finish(note="dihitung sejak berkas lengkap")
    note = f"{basis.how}; hari libur masih perkiraan" if verdict.estimated else basis.how
    return _Finish(view.time.last_date(verdict.due), note, verdict.due < view.now)


def _incomplete(view: FileView) -> bool:
    """Whether its completeness is yet to be found out, and something needed is not known to be there."""
    if _running(view, LimitKind.LEGAL) is not None or not _to_be_checked(view):
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


@dataclass(frozen=True, slots=True)
class _Basis:
    """By which time a result is expected, how that is told, and whether it runs with the applicant too."""

    budget: Budget
    how: str
    spans: tuple[Span, ...]
    with_applicant: bool = False


def _basis(view: FileView, reading: Reading) -> _Basis | _Finish:
    """A Standar Pelayanan (of a follow-up, its parent's) comes before the legal line and the SOP's total."""
    start, whole = legal_start(view.procedure, reading), _running(view, LimitKind.WHOLE)
    if reading.standard is not None and not reading.standard.reckoned:
        return _Finish(instead=reading.standard.text)
    if reading.standard is not None:
        return _Basis(budget(reading.standard, reading), "menurut Standar Pelayanan", _since_complete(view))
    if start is not None:
        how = f"batas keputusan, {reading.legal_days} hari kerja sejak {start}"
        return _Basis(Budget(Clock.DAYS, reading.legal_days), how, _since_complete(view))
    if whole is None:
        return _Finish()
    if not whole.reckoned:
        return _Finish(instead=whole.text)
    if waits := not_begun(whole):
        return _Finish(note=f"dihitung sejak {waits}")
    return _Basis(whole.budget, "menurut jumlah waktu SOP", whole.spans, Party.APPLICANT in whole.parties)


def _since_complete(view: FileView) -> tuple[Span, ...]:
    """The spans that a time counts from the completeness of a file that is not decided yet.

    Where a step of the SOP declares a file complete they begin there; a file that is not there yet is taken
    to be complete now. Where no step does so they begin at the registration, without the applicant's time.
    """
    if view.procedure.has_legal_line:
        legal = _running(view, LimitKind.LEGAL)
        return legal.spans if legal is not None else (Span(view.now),)
    return spans(i for i in view.state.intervals if i.party is not Party.APPLICANT)


def _running(view: FileView, kind: LimitKind) -> Limit | None:
    """The file's limit of that kind, unless its work is done."""
    return next((stand.limit for stand in view.running if stand.limit.kind is kind), None)
