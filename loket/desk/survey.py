"""Loket 5: the satisfaction survey that Karimun's SOP asks for before the permit is handed over.

The answers are kept with service and date alone; the file keeps only that its applicant has
answered, or would not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loket.desk.authority import Who, actor
from loket.desk.case.on_record import OnRecord, acting, on_record
from loket.desk.case.readiness import Found, answered, found_for
from loket.desk.case.record import Ref, record, ref_of
from loket.desk.errors import Invalid
from loket.desk.note_names import DECLINED_NOTE, SURVEY_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Actor, Choose, Note, Refused, Take, Why
from loket.flow.fold import forward
from loket.flow.standing import Standing
from loket.office.survey import BEST, LEAST, Question
from loket.sop.model import Kind
from loket.store import surveys
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.text import clean

RESPONDENT = ("umur", "jenis_kelamin", "pendidikan", "pekerjaan")


def questions(desk: Desk) -> tuple[Question, ...]:
    """The questions in the order in which they are asked."""
    return desk.questions()


def submit(desk: Desk, who: Who, ref: Ref, answers: Mapping[str, int], respondent: Mapping[str, str]) -> Ref:
    """Keep the answers and complete the survey step; a file that still waits on the pile is taken first.

    `respondent` may hold what RESPONDENT names; everything else is dropped.

    Raises:
        Invalid: an element has no answer from 1 to 4; its code → a sentence.
        Refused: the file is at another step, or with somebody else.
    """
    given = _checked(desk.questions(), answers)
    about = {key: clean(respondent[key], 60) for key in RESPONDENT if clean(respondent.get(key, ""), 60)}
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        today = desk.today(conn)
        unsealed = surveys.unsealed(conn, today)
        person, file, ref, found = _at_survey(conn, desk, who, ref)
        if found.surveyed:  # sent before and undone: one person's answers count once
            return _go_on(conn, desk, person, file, ref, found)
        file = record(conn, desk, person, ref, Note(SURVEY_NOTE), known=file)
        ref = _go_on(conn, desk, person, file, ref_of(file), replace(found, surveyed=True))
        surveys.keep(conn, file.row.service, given, about, today, unsealed, Stamp(desk.now()))
        return ref


def decline(desk: Desk, who: Who, ref: Ref) -> Ref:
    """The applicant will not answer: that is kept, and the file goes on. Raises Refused as `submit` does."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person, file, ref, found = _at_survey(conn, desk, who, ref)
        file = record(conn, desk, person, ref, Note(DECLINED_NOTE), known=file)
        return _go_on(conn, desk, person, file, ref_of(file), replace(found, surveyed=True))


def go_on(desk: Desk, who: Who, ref: Ref) -> Ref:
    """A survey that was filled and taken back is sent on again. Raises Refused as `submit` does."""
    with desk.write(about=acting(desk, who.person, ref.file)) as conn:
        person, file, ref, found = _at_survey(conn, desk, who, ref)
        return _go_on(conn, desk, person, file, ref, found)


def filled(desk: Desk, files: Iterable[int]) -> frozenset[int]:
    """Of these files those whose applicants have answered, though they are at the survey again."""
    with desk.store.read() as conn:
        return frozenset(file for file in files if answered(conn, on_record(conn, desk, file)))


def _at_survey(conn: Connection, desk: Desk, who: Who, ref: Ref) -> tuple[Actor, OnRecord, Ref, Found]:
    """The file at its survey, in the person's hands, and what it has of what the step asks for."""
    person, file = actor(conn, desk, who), on_record(conn, desk, ref.file, ref.strand)
    state, here, step = file.state, file.here, file.step
    if here is None or step is None:
        raise Refused(Why.ENDED, at=state.ended_at, detail=state.outcome or "")
    if step.kind is not Kind.SURVEY:
        raise Refused(Why.NOT_YOUR_STEP, detail=step.name)
    found = found_for(conn, desk, file)  # before anything is written: so all of it goes in at once
    assert found is not None
    if here.standing is Standing.WAITING:
        file = record(conn, desk, person, ref, Take(), known=file)
        ref = ref_of(file)
    return person, file, ref, found


def _go_on(conn: Connection, desk: Desk, person: Actor, file: OnRecord, ref: Ref, found: Found) -> Ref:
    assert file.step is not None
    way = Choose(forward(file.step, file.state.facts).id)
    return ref_of(record(conn, desk, person, ref, way, known=file, found=found))


def _checked(questions: Sequence[Question], answers: Mapping[str, int]) -> dict[str, int]:
    """The answers by element, all of them. Raises Invalid."""
    asked = {question.code: question for question in questions}
    faults = {
        code: f"{question.element} belum dijawab."
        for code, question in asked.items()
        if answers.get(code) not in range(LEAST, BEST + 1)
    }
    if faults:
        raise Invalid(faults)
    return {code: answers[code] for code in asked}
