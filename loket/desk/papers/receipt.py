"""Papers for the applicant, as text, to a file or printer: the receipt, and the list of what is missing."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from shutil import which

from loket.desk.authority import Who, actor
from loket.desk.case.file_view import FileView
from loket.desk.case.on_record import reading_of
from loket.desk.case.readiness import LACKING, PRESENT, UNCHECKED, CheckItem
from loket.desk.case.record import Ref, record
from loket.desk.intake.registration import PROXY
from loket.desk.office import Desk
from loket.flow.acts import Note
from loket.flow.limits import Limit, LimitKind, budget, spans
from loket.flow.state import Standing
from loket.office.forms import Requirement
from loket.paper.deficiency import DeficiencyData, DeficientItem, deficiency
from loket.paper.receipt import ReceiptData, ReceivedItem, receipt
from loket.sla import Budget, Clock, Span, judge
from loket.sla.words import long_date
from loket.sop.model import Party
from loket.store import people, texts

RECEIPT, DEFICIENCY = "tanda terima", "daftar kekurangan"
PRINTED_NOTE = "dicetak"
PRINT_SECONDS = 20


class PrintFailed(Exception):
    """The paper could not be printed; `str()` is a sentence for the clerk."""


def receipt_text(desk: Desk, who: Who, view: FileView) -> str:
    """The receipt of what the applicant handed in, as the requirements are marked now."""
    row, applicant, proxy = view.row, view.applicant, view.row.came_as == PROXY
    outcome = _outcome(view)
    finish, how = _finish(desk, view) if not outcome else (None, "")
    data = ReceiptData(
        number=row.number,
        received=row.arrived_at,
        service=_service_name(desk, view),
        kind=row.kind,
        applicant=applicant.name,
        nik=applicant.nik,
        clerk=view.people.get(who.person, ""),
        counter=_counter(desk, who),
        items=tuple(_received(item) for item in view.checklist),
        finish=finish,
        address=applicant.address,
        phone=applicant.phone,
        company=row.company,
        outside_number=row.outside_number,
        bearer=row.came_name if proxy else "",
        bearer_as=row.came_as if proxy else "",
        finish_note=how,
        outcome=outcome,
    )
    return receipt(desk.office, data)


def deficiency_text(desk: Desk, who: Who, view: FileView) -> str:
    """The list of what is still missing, empty when nothing is.

    While the file lies with the applicant that is also what the return asked for; else what is marked so now.
    """
    returned = view.returned if view.state.resume is not None else None
    asked = set(returned.missing) if returned is not None else set()
    lacking = [i for i in view.checklist if i.mark == LACKING or i.requirement.id in asked]
    if returned is None and not lacking:
        return ""
    data = DeficiencyData(
        number=view.row.number,
        returned=returned.at if returned is not None else view.now,
        service=_service_name(desk, view),
        kind=view.row.kind,
        applicant=view.applicant.name,
        nik=view.applicant.nik,
        items=_deficient(desk, who, view, lacking),
        present=sum(i.mark == PRESENT and i not in lacking for i in view.checklist),
        clerk=view.people.get(who.person, ""),
        counter=_counter(desk, who),
        note=returned.reason if returned is not None else "",
        received_by=view.row.came_name,
        outside_number=view.row.outside_number,
        unchecked=sum(
            i.mark == UNCHECKED and i.requirement.obligatory and i not in lacking for i in view.checklist
        ),
    )
    return deficiency(desk.office, data)


def write_paper(text: str, path: Path) -> None:
    """Write the paper to a file that only its owner may read; it is there whole or not at all. OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def print_paper(text: str, printer: str | None = None) -> None:
    """Hand the paper to the system's printer queue, its usual printer when none is named.

    Raises:
        PrintFailed: there is no `lp` here, or it refuses.
    """
    command = which("lp")
    if command is None:
        raise PrintFailed(
            "Komputer ini tidak punya perintah cetak (lp). Simpan ke berkas, lalu cetak dari sana."
        )
    arguments = [command, "-s", "-t", "Loket", *(["-d", printer] if printer else [])]
    try:
        subprocess.run(arguments, input=text.encode(), capture_output=True, check=True, timeout=PRINT_SECONDS)
    except subprocess.TimeoutExpired:
        raise PrintFailed("Printer tidak menjawab. Periksa printer, lalu cetak lagi.") from None
    except (OSError, subprocess.CalledProcessError):
        name = f" {printer}" if printer else ""
        raise PrintFailed(f"Printer{name} menolak. Periksa nama dan keadaan printer.") from None


def printed(desk: Desk, who: Who, ref: Ref, paper: str) -> Ref:
    """Keep in the journal that a paper (RECEIPT, DEFICIENCY) was printed or saved; no other: KeyError."""
    if paper not in (RECEIPT, DEFICIENCY):
        raise KeyError(paper)
    with desk.store.write() as conn:
        return record(conn, desk, actor(conn, desk, who), ref, Note(PRINTED_NOTE, {"surat": paper}))


def _service_name(desk: Desk, view: FileView) -> str:
    service = desk.office.services.get(view.row.service)
    return service.name if service is not None else view.procedure.name


def _counter(desk: Desk, who: Who) -> str:
    counter = desk.office.counter(who.station) if who.station else None
    return counter.name if counter is not None else desk.office.short


def _received(item: CheckItem) -> ReceivedItem:
    requirement = item.requirement
    return ReceivedItem(requirement.name, item.mark == PRESENT, requirement.obligatory, _shape(requirement))


def _shape(requirement: Requirement) -> str:
    if requirement.shape == "data":
        return ""
    return (
        f"{requirement.shape}, {requirement.copies} lembar" if requirement.copies > 1 else requirement.shape
    )


def _deficient(desk: Desk, who: Who, view: FileView, items: list[CheckItem]) -> tuple[DeficientItem, ...]:
    with desk.store.read() as conn:
        marks = texts.marks(conn, view.row.id)
        finders = {m.person: people.roles_of(conn, m.person) for m in marks.values()}
        own = people.roles_of(conn, who.person)
    found = []
    for item in items:
        mark = marks.get(item.requirement.id)
        person, at = (mark.person, mark.at) if mark is not None else (who.person, view.now)
        role = _role_name(desk, view, finders.get(person, own))
        name = item.requirement.name + ("" if item.requirement.obligatory else " (bila ada)")
        found.append(DeficientItem(name, item.note, view.people.get(person, ""), role, at))
    return tuple(found)


def _role_name(desk: Desk, view: FileView, roles: tuple[str, ...]) -> str:
    """The name of the role that performs the present step, where the person has it, else of their first."""
    performing = view.step.roles if view.step is not None else ()
    ranked = [*(r for r in roles if r in performing), *roles]
    return next((desk.office.roles[r].name for r in ranked if r in desk.office.roles), "")


def _outcome(view: FileView) -> str:
    """`terbit, Rabu, 18 November 2026`: how it was decided, and when; empty before that."""
    state = view.state
    when = state.decided_at or state.ended_at
    words = state.outcome or ("diputuskan" if state.decided_at is not None else "")
    return f"{words}, {long_date(view.time.local(when).date())}" if words and when is not None else words


def _finish(desk: Desk, view: FileView) -> tuple[date | None, str]:
    """The latest date by which the applicant may expect the result, and what that rests on.

    The Standar Pelayanan (of a follow-up, its parent's) comes before the legal line and the SOP's total.
    A date that has passed is promised to nobody.
    """
    with desk.store.read() as conn:
        reading = reading_of(conn, desk.reckoning(conn), view.row)
    whole = _running(view, LimitKind.WHOLE)
    if reading.standard is not None:
        allowed, how = budget(reading.standard, reading), "menurut Standar Pelayanan"
        counted = _since_complete(view)
    elif view.procedure.has_legal_line:
        allowed = Budget(Clock.DAYS, reading.legal_days)
        how = f"batas keputusan, {reading.legal_days} hari kerja sejak lengkap"
        counted = _since_complete(view)
    elif whole is not None:
        allowed, how, counted = whole.budget, "menurut jumlah waktu SOP", whole.spans
    else:
        return None, ""
    here = view.state.open
    if here is None or here.standing is Standing.APPLICANT:
        return None, "waktu berhenti sampai berkas dilengkapi" if here is not None else ""
    if here.standing is Standing.WAITING and not here.trouble:
        counted = (*counted, Span(view.now))  # minutes rest on the pile: as if somebody took it now
    verdict = judge(view.time, allowed, counted, view.now)
    if verdict.due is None or verdict.due < view.now:
        return None, ""
    day = view.time.local(verdict.due).date()
    return day, f"{how}; hari libur masih perkiraan" if verdict.estimated else how


def _since_complete(view: FileView) -> tuple[Span, ...]:
    """The time with the office and with agencies since the file was complete, as the legal line counts it.

    A file not found complete yet is taken to be complete now; where no step of the SOP declares it so, it
    was complete when it was registered.
    """
    if view.procedure.has_legal_line:
        legal = _running(view, LimitKind.LEGAL)
        return legal.spans if legal is not None else (Span(view.now),)
    return spans(view.state.intervals, lambda i: i.party is not Party.APPLICANT)


def _running(view: FileView, kind: LimitKind) -> Limit | None:
    """The file's limit of that kind, unless its work is done."""
    return next((limit for limit, _ in view.judged if limit.kind is kind and not limit.finished), None)
