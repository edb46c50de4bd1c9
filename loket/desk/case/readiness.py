"""What must be there before a step may be completed: requirements, data, the survey, the receiver.

The procedure says which of them a step demands; the office's form says what they are for its permit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from loket.desk.case.fields import EMPTY, asked_fields, every_amiss
from loket.desk.case.missing import lacked
from loket.desk.case.on_form import LACKING, UNCHECKED, OnForm, on_form
from loket.desk.case.on_record import OnRecord
from loket.desk.errors import NotReady
from loket.desk.note_names import DECLINED_NOTE, SURVEY_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Act, Choose, Note
from loket.flow.state import Interval
from loket.flow.ways import refuses
from loket.office.forms import TechnicalField
from loket.sop.model import REFUSED, Branch, Demand, Direction, Kind, Step
from loket.store import files
from loket.store.files import PERMIT_NUMBER
from loket.store.sql import Connection


def answered(conn: Connection, file: OnRecord) -> bool:
    """Whether the applicant has filled the survey: the file keeps that it was, never what was answered."""
    return files.is_noted(conn, file.row.id, Note(SURVEY_NOTE))


def _surveyed(conn: Connection, file: OnRecord) -> bool:
    """Whether it was filled, or refused by the key that sends the file on: taken back, it is asked anew."""
    last = file.events[-1].act if file.events else None
    return last == Note(DECLINED_NOTE) or answered(conn, file)


@dataclass(frozen=True, slots=True)
class Found:
    """What a step demands, and what is there of it on the form and of the survey.

    `asked` is what the SOP says; `lacked` are requirements that were not there when the file came, or were
    found lacking there: while one of them is obligatory the checklist is demanded too. `taken`: a number of a
    permit, and the file that has it already.
    """

    asked: frozenset[Demand]
    lacked: frozenset[str]
    form: OnForm
    surveyed: bool
    today: date
    taken: tuple[str, str] = ("", "")

    @property
    def demands(self) -> frozenset[Demand]:
        """All that is demanded."""
        return self.asked | _again(self.form, self.lacked)

    @property
    def every_field(self) -> tuple[TechnicalField, ...]:
        """The fields that the step may ask for, whether they apply to the file now or not."""
        return asked_fields(self.form.every_field, self.demands)

    @property
    def fields(self) -> tuple[TechnicalField, ...]:
        """The fields that the step asks for."""
        return asked_fields(self.form.fields, self.demands)

    @property
    def same_permit(self) -> str:
        """What to say of the number of the permit where another file has it: one number is one permit."""
        number, other = self.taken
        here = Demand.PERMIT in self.demands and self.form.values.get(PERMIT_NUMBER) == number
        return f"sudah dipakai berkas {other}" if other and here else ""


def for_branch(found: Found, step: Step, branch: Branch) -> Found:
    """What that branch demands: one that leads to a refusal neither what lacked nor a permit."""
    if not refuses(found.form.procedure, step, branch, found.form.facts):
        return found
    return replace(found, lacked=frozenset(), asked=found.asked - {Demand.PERMIT})


def why_not_ready(found: Found) -> NotReady | None:
    """What a step still lacks before the file can go on; None when nothing."""
    if Demand.REQUIREMENTS in found.demands:
        asked = [(i.requirement, i.mark) for i in found.form.items if i.requirement.obligatory]
        every = Demand.REQUIREMENTS in found.asked
        lacking = tuple(r.name for r, mark in asked if mark == LACKING)
        unchecked = tuple(
            r.name for r, mark in asked if mark == UNCHECKED and (every or r.id in found.lacked)
        )
        if lacking or unchecked:
            return NotReady(lacking=lacking, unchecked=unchecked)
    wrong = every_amiss(found.fields, found.form.values, found.today)
    at = wrong | ({PERMIT_NUMBER: found.same_permit} if found.same_permit else {})
    empty = tuple(f.label for f in found.fields if wrong.get(f.key) == EMPTY)
    if empty:
        return NotReady(empty=empty, at=at)
    unreadable = tuple(f"{f.label}: {wrong[f.key]}" for f in found.fields if f.key in wrong)
    if unreadable:
        return NotReady(unreadable=unreadable, at=at)
    if found.same_permit:
        return NotReady(unreadable=(f"Nomor izin ini {found.same_permit}",), at=at)
    if Demand.SURVEY in found.demands and not found.surveyed:
        return NotReady(survey=True)
    return None


def demanded_again(file: OnRecord, here: Interval, form: OnForm) -> frozenset[Demand]:
    """The checklist, in a place where something obligatory lacked; of a file that ends refused never."""
    return _again(form, _lacked(file, here, form))


def _again(form: OnForm, lacked: frozenset[str]) -> frozenset[Demand]:
    again = any(i.requirement.obligatory and i.requirement.id in lacked for i in form.items)
    return frozenset({Demand.REQUIREMENTS}) if again else frozenset()


def _lacked(file: OnRecord, here: Interval, form: OnForm) -> frozenset[str]:
    step, facts = file.procedure.at(here.step, here.strand), form.facts
    onward = [b for b in step.branches if b.direction is Direction.FORWARD and b.holds(facts)]
    ends_refused = onward and all(refuses(file.procedure, step, branch, facts) for branch in onward)
    if ends_refused or file.state.outcome == REFUSED or not form.lacked_once:
        return frozenset()
    return lacked(file, here)


def found_for(conn: Connection, desk: Desk, file: OnRecord) -> Found | None:
    """What the file has of what its present step asks for; None when it is at no step."""
    here, step = file.here, file.step
    if here is None or step is None:
        return None
    form, asked = on_form(conn, desk, file), step.demanded(here.sign_off)
    if file.state.outcome == REFUSED or (step.kind is Kind.PRINT and file.state.outcome is None):
        asked -= {Demand.PERMIT}  # what is printed before it was decided is another paper: a bill, a draft
    number = form.values.get(PERMIT_NUMBER, "") if Demand.PERMIT in asked else ""
    return Found(
        asked=asked,
        lacked=_lacked(file, here, form),
        form=form,
        surveyed=Demand.SURVEY in asked and _surveyed(conn, file),
        today=file.time.date_of(desk.now()),
        taken=(number, file.written.same_permit if number else ""),
    )


def check_ready(conn: Connection, desk: Desk, file: OnRecord, act: Act, found: Found | None = None) -> None:
    """Raises NotReady when `act` would complete a step that still lacks something; `found` where it is known.

    KeyError when it asks for a requirement that the file has not: the journal takes no typed words.
    """
    if isinstance(act, Choose) and act.missing:
        known = {item.requirement.id for item in on_form(conn, desk, file).items}
        if unknown := set(act.missing) - known:
            raise KeyError(unknown.pop())
    branch = file.step.branch(act.branch) if isinstance(act, Choose) and file.step else None
    if branch is not None and branch.direction is Direction.FORWARD:
        found = found or found_for(conn, desk, file)
        if found is not None and file.step is not None:
            found = for_branch(found, file.step, branch)
        missing = why_not_ready(found) if found is not None else None
        if missing is not None:
            raise missing
