"""Loket 5: the satisfaction survey that Karimun's SOP asks for before the permit is handed over.

The answers are kept with service and date alone; the file keeps only that its applicant has answered.
"""

from __future__ import annotations

from collections.abc import Mapping

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import on_record
from loket.desk.case.readiness import survey_passed
from loket.desk.case.record import Ref, record
from loket.desk.errors import Invalid
from loket.desk.note_names import SURVEY_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Choose, Note, Refused, Take, Why
from loket.flow.fold import forward
from loket.flow.state import Standing
from loket.office.survey import BEST, LEAST, Question, load_survey
from loket.sop.model import Kind
from loket.store import surveys
from loket.store.journal import Stamp
from loket.text import clean

RESPONDENT = ("umur", "jenis_kelamin", "pendidikan", "pekerjaan")


def questions() -> tuple[Question, ...]:
    """The nine questions in the order in which they are asked."""
    return load_survey().questions


def submit(desk: Desk, who: Who, ref: Ref, answers: Mapping[str, int], respondent: Mapping[str, str]) -> Ref:
    """Keep the answers and complete the survey step; a file that still waits on the pile is taken first.

    `respondent` may hold what RESPONDENT names; everything else is dropped.

    Raises:
        Invalid: an element has no answer from 1 to 4; its code → a sentence.
        Refused: the file is at another step, or with somebody else.
    """
    given = _checked(answers)
    about = {key: clean(respondent[key], 60) for key in RESPONDENT if clean(respondent.get(key, ""), 60)}
    with desk.write() as conn:
        person = actor(conn, desk, who)
        file = on_record(conn, desk, ref.file, ref.strand)
        state, here, step = file.state, file.here, file.step
        if here is None or step is None:
            raise Refused(Why.ENDED, at=state.ended_at, detail=state.outcome or "")
        if step.kind is not Kind.SURVEY:
            raise Refused(Why.NOT_YOUR_STEP, detail=step.name)
        if here.standing is Standing.WAITING:
            ref = record(conn, desk, person, ref, Take())
        onward = Choose(forward(step, state.facts).id)
        if survey_passed(conn, file):  # sent before and undone: one person's answers count once
            return record(conn, desk, person, ref, onward)
        ref = record(conn, desk, person, ref, Note(SURVEY_NOTE))
        ref = record(conn, desk, person, ref, onward)
        today = desk.time(conn).local(desk.now()).date().isoformat()
        surveys.seal_days(conn, today, Stamp(desk.now()))
        surveys.add(conn, file.row.service, given, about, today)
        return ref


def _checked(answers: Mapping[str, int]) -> dict[str, int]:
    """The answers by element, all of them. Raises Invalid."""
    asked = {question.code: question for question in questions()}
    faults = {
        code: f"{question.element} belum dijawab."
        for code, question in asked.items()
        if answers.get(code) not in range(LEAST, BEST + 1)
    }
    if faults:
        raise Invalid(faults)
    return {code: answers[code] for code in asked}
