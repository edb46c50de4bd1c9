"""The survey at Loket 5: nine answers or none, tied to a service and a date, never to a file."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from loket.desk import survey
from loket.desk.agreement.finding import Kind
from loket.desk.case.perform import perform
from loket.desk.errors import Invalid, NotReady
from loket.desk.integrity import examine
from loket.desk.papers import delivery, parts
from loket.desk.papers.printing import Came
from loket.flow.acts import Choose, Note, Refused, Take, Why
from loket.store import surveys
from tests import places, shipped
from tests.desk.karimun import NIK, Karimun, bring_to, open_karimun, register
from tests.store.office import KeptSurvey, kept_surveys

ABOUT = {"umur": "26–35", "jenis_kelamin": "P", "pendidikan": "S1", "pekerjaan": "swasta", "nama": "Siti"}


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def answers(value: int = 4) -> dict[str, int]:
    return {question.code: value for question in shipped.survey().questions}


def kept(office: Karimun) -> list[KeptSurvey]:
    with office.desk.store.read() as conn:
        return kept_surveys(conn)


def test_nine_questions_with_four_answers_the_best_last(office: Karimun) -> None:
    asked = survey.questions(office.desk)
    assert len({q.code for q in asked}) == 9
    biaya = next(q for q in asked if q.code == "biaya")
    assert biaya.answers == ("Sangat mahal", "Cukup mahal", "Murah", "Gratis")


def test_answers_complete_the_step_at_once(office: Karimun) -> None:
    ref = bring_to(office, 11)
    done = survey.submit(office.desk, office.who("fo5"), ref, answers(), ABOUT)
    view = office.view(ref.file)
    assert view.step is not None
    assert view.step.sequence == 12
    assert view.ref == done
    acts = [e.act for e in view.events[-2:]]
    assert acts == [Note("survei"), Choose("terisi")]


def test_the_survey_knows_service_and_date_and_nothing_of_who_answered(office: Karimun) -> None:
    ref = bring_to(office, 11)
    survey.submit(office.desk, office.who("fo5"), ref, answers(3), ABOUT)
    (one,) = kept(office)
    assert (one.service, one.submitted_on, one.answers) == ("sip-bidan", "2026-11-18", answers(3))
    assert set(one.respondent) == {"umur", "jenis_kelamin", "pendidikan", "pekerjaan"}
    told = repr(one)
    assert not any(word in told for word in ("Siti", NIK, office.view(ref.file).row.number))
    assert "3" not in repr([e.act for e in office.events(ref.file) if isinstance(e.act, Note)][-1].data)


def test_the_local_date_counts_not_that_of_greenwich(office: Karimun) -> None:
    ref = bring_to(office, 11)
    office.go_to("2026-11-19 06:30+07:00")
    survey.submit(office.desk, office.who("fo5"), ref, answers(), {})
    assert kept(office)[0].submitted_on == "2026-11-19"


@pytest.mark.parametrize("wrong", [None, 0, 5])
def test_eight_answers_are_none(office: Karimun, wrong: int | None) -> None:
    ref = bring_to(office, 11)
    given = answers()
    if wrong is None:
        del given["sarana"]
    else:
        given["sarana"] = wrong
    with pytest.raises(Invalid) as invalid:
        survey.submit(office.desk, office.who("fo5"), ref, given, {})
    assert list(invalid.value.faults) == ["sarana"]
    assert kept(office) == []
    assert office.view(ref.file).ref == ref


def test_the_step_cannot_be_completed_without_it(office: Karimun) -> None:
    ref = bring_to(office, 11)
    ref = perform(office.desk, office.who("fo5"), ref, Take())
    with pytest.raises(NotReady) as not_ready:
        perform(office.desk, office.who("fo5"), ref, Choose("terisi"))
    assert not_ready.value.survey


def test_no_other_note_on_the_file_passes_for_it(office: Karimun) -> None:
    ref = bring_to(office, 11)
    ref = perform(office.desk, office.who("fo5"), ref, Take())
    delivery.out(office.desk, office.who("fo5"), ref.file, parts.RECEIPT, Came.SENT)
    with pytest.raises(KeyError):
        delivery.out(office.desk, office.who("fo5"), ref.file, "survei", Came.SENT)
    with pytest.raises(NotReady):
        perform(office.desk, office.who("fo5"), ref, Choose("terisi"))


def test_a_refused_survey_leaves_neither_answers_nor_note(office: Karimun) -> None:
    ref = bring_to(office, 11)
    with pytest.raises(Refused):
        survey.submit(office.desk, office.who("bo"), ref, answers(), {})
    assert kept(office) == []
    assert office.view(ref.file).ref == ref


def test_only_a_file_at_the_survey_takes_one(office: Karimun) -> None:
    ref = register(office)
    with pytest.raises(Refused) as refused:
        survey.submit(office.desk, office.who("fo2"), ref, answers(), {})
    assert refused.value.why is Why.NOT_YOUR_STEP


# sealed


def test_what_was_changed_overnight_is_found_though_the_day_is_sealed_then(office: Karimun) -> None:
    answered(office)
    with places.behind(office.desk.store.place) as conn:
        conn.exec_driver_sql("UPDATE survey SET service = 'reklame'")
    office.go_to("2026-11-19 09:00+07:00")
    answered(office)
    named = [found for found in examine(office.desk).wrong if found.kind is Kind.SURVEY]
    assert [found.named for found in named] == [("2026-11-18",)]


def test_of_each_day_only_the_last_seal_can_be_read_so_that_none_tells_who_answered_next(
    office: Karimun,
) -> None:
    for _ in range(4):
        answered(office)
    assert examine(office.desk).whole
    with office.desk.store.read() as conn:
        sealing = "SELECT data FROM journal WHERE kind = 'surveys_so_far' ORDER BY id"
        told = conn.exec_driver_sql(sealing).all()
        (salt,) = conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'surveys_salt'").one()
        rows = conn.exec_driver_sql("SELECT id, service, answers, respondent FROM survey ORDER BY id").all()
    seals = [json.loads(data)["seal"] for (data,) in told]
    some = (subset for size in range(5) for subset in combinations(map(list, rows), size))
    tried = [surveys.sealed(salt, surveys.digest_of(list(subset))) for subset in some]
    assert len(tried) == 16
    assert [seal in tried for seal in seals] == [False, False, False, True]
    assert all(set(json.loads(data)) == {"day", "seal"} for (data,) in told)


def answered(office: Karimun) -> None:
    survey.submit(office.desk, office.who("fo5"), bring_to(office, 11), answers(), {})
