"""The receipt of what an applicant handed in, from the file as it is now."""

from __future__ import annotations

from loket.desk.authority import Who
from loket.desk.case.fields import PROOF_FIELDS, permit_words
from loket.desk.case.file_view import FileView
from loket.desk.case.on_form import LACKING, PRESENT, CheckItem
from loket.desk.intake.cleaning import COUNTER_CHANNEL
from loket.desk.intake.doubt import PROXY
from loket.desk.note_names import PRINTED_NOTE
from loket.desk.office import Desk
from loket.desk.papers.parts import RECEIPT, counter_name, service_name
from loket.desk.promises.finish import finish_of, is_oversight, outcome_of
from loket.flow.acts import Note
from loket.flow.state import VOIDED, WITHDRAWN
from loket.identity import DOCUMENTS
from loket.paper.receipt import ReceiptData, ReceivedItem, receipt
from loket.sla.words import long_date


def receipt_text(desk: Desk, who: Who, view: FileView) -> str:
    """The receipt of what the applicant handed in, as the requirements are marked now.

    Empty of oversight, for which nobody handed anything in.
    """
    if is_oversight(view):
        return ""
    entered = view.events[0]
    row, applicant, proxy = view.row, view.applicant, view.row.came_as == PROXY
    outcome = outcome_of(view)
    finish = finish_of(desk, view)
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
