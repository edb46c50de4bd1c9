"""The latest date by which an applicant may expect the result, as receipts and screens say it.

What a receipt tells of it is a promise from then on (`told`), and stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.desk.case.file_view import FileView
from loket.desk.case.on_form import PRESENT
from loket.desk.case.on_record import reading_of
from loket.desk.office import Desk
from loket.desk.words.deadline import not_begun
from loket.flow.acts import Register
from loket.flow.limits import LimitKind
from loket.flow.promise import Basis, promise
from loket.flow.standing import Standing
from loket.flow.times import Reading, legal_start
from loket.sla.words import long_date
from loket.sop.model import Demand


@dataclass(frozen=True, slots=True)
class Finish:
    """The latest date for the result, what it rests on, and whether the time has run out.

    `instead` stands in its place where no time is reckoned: `dapat ditunggu`.
    """

    day: date | None = None
    note: str = ""
    passed: bool = False
    instead: str = ""


def finish_of(desk: Desk, view: FileView) -> Finish:
    """The latest date by which the applicant may expect the result, and what that rests on."""
    if outcome_of(view):
        return Finish()
    with desk.store.read() as conn:
        reading = reading_of(conn, desk.reckoning(conn), view.row)
    limits = (stand.limit for stand in view.running)
    made = promise(view.procedure, view.state, reading, limits, view.now)
    if made is None or not view.state.opens:
        return Finish()
    if made.text:
        return Finish(instead=made.text)
    if made.limit is not None and (waits := not_begun(made.limit)):
        return Finish(note=f"dihitung sejak {waits}")
    if made.rests(view.state):
        paying = {here.standing for here in view.state.opens} == {Standing.PAYMENT}
        return Finish(note=f"waktu berhenti sampai {'dibayar' if paying else 'berkas dilengkapi'}")
    verdict = made.due(view.state, view.time, view.now)
    if verdict is None or verdict.due is None:
        return Finish()
    if _incomplete(view):
        return Finish(note="dihitung sejak berkas lengkap")
    how = _how(made.basis, view, reading)
    note = f"{how}; hari libur masih perkiraan" if verdict.estimated else how
    return Finish(view.time.last_date(verdict.due), note, verdict.due < view.now)


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


def outcome_of(view: FileView) -> str:
    """`terbit, Rabu, 18 November 2026`: how it was decided, and when; empty before that."""
    state = view.state
    when = state.decided_at or state.ended_at
    words = view.result or ("diputuskan" if state.decided_at is not None else "")
    return f"{words}, {long_date(view.time.date_of(when))}" if words and when is not None else words


def is_oversight(view: FileView) -> bool:
    """Whether the file watches over what was permitted: nobody handed anything in for it."""
    entered = view.events[0].act
    return isinstance(entered, Register) and view.procedure.has_no_end(view.procedure.step(entered.step))


def told(desk: Desk, view: FileView) -> date | None:
    """The date that a receipt of the file promises; None where it tells none, or only that it has gone by."""
    if is_oversight(view):
        return None
    finish = finish_of(desk, view)
    return None if finish.passed else finish.day
