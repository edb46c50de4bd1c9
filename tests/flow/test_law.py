"""The limits of trouble and of the law, with due instants worked out by hand; and all limits together."""

from __future__ import annotations

import pytest

from loket.flow.acts import Choose, Resubmit, Take
from loket.flow.deadline import Deadline, Still, file_due
from loket.flow.limits import LimitKind, judge_all
from loket.flow.times import Reading
from loket.lengths import MINUTE
from loket.sla import Budget, Clock, Span, State
from tests.flow.history import (
    AGENCY,
    APPLICANT,
    COLLECT,
    FROM_ARRIVAL,
    KARIMUN,
    MEMPAWAH,
    OSS,
    PILE,
    PUSKESMAS,
    SICANTIK,
    SIGAP,
    SKP,
    USUAL,
    WORK,
    due,
    history,
    judged,
    limit_of,
    stay,
)
from tests.flow.office import clerk, registered, seven
from tests.sla.office import at, ordinary, wall

# Trouble


def test_while_there_is_trouble_the_steps_time_rests() -> None:
    sop = seven()[OSS]
    troubled = [
        stay(sop, 4, WORK, "11-16 09:00"),
        stay(sop, 4, WORK, "11-16 09:10", trouble=True),
    ]
    verdict = judged(sop, history(*troubled), LimitKind.STEP, "11-16 15:00")
    assert verdict is not None
    assert (verdict.state, verdict.used, verdict.due) == (State.RESTING, 10 * MINUTE, None)
    solved = history(*troubled, stay(sop, 4, WORK, "11-17 08:00"))
    assert due(sop, solved, LimitKind.STEP, "11-17 08:01") == "11-17 08:30"
    assert due(sop, solved, LimitKind.WHOLE, "11-17 08:01") == "11-17 09:20"


def test_put_back_in_trouble_the_time_rests_too() -> None:
    sop = seven()[OSS]
    state = history(stay(sop, 4, WORK, "11-16 09:00"), stay(sop, 4, PILE, "11-16 09:10", trouble=True))
    for reading in (USUAL, FROM_ARRIVAL):
        verdict = judged(sop, state, LimitKind.STEP, "11-16 15:00", reading)
        assert verdict is not None
        assert verdict.state is State.RESTING


def test_what_was_late_before_the_trouble_stays_late() -> None:
    sop = seven()[OSS]
    state = [stay(sop, 3, WORK, "11-16 09:00"), stay(sop, 3, WORK, "11-16 09:20", trouble=True)]
    for stays in (state, [*state, stay(sop, 3, WORK, "11-17 09:00")]):
        verdict = judged(sop, history(*stays), LimitKind.STEP, "11-17 09:01")
        assert verdict is not None
        assert verdict.exceeded


def test_five_working_days_from_the_request_once_there_was_trouble() -> None:
    sop = seven()[OSS]
    calm = [stay(sop, 2, WORK, "11-16 09:00"), stay(sop, 4, WORK, "11-17 09:05")]
    assert judged(sop, history(*calm), LimitKind.TROUBLE, "11-17 10:00") is None
    troubled = [*calm, stay(sop, 4, WORK, "11-17 10:00", trouble=True)]
    assert due(sop, history(*troubled), LimitKind.TROUBLE, "11-17 11:00") == "11-23 16:00"
    solved = [*troubled, stay(sop, 4, WORK, "11-18 10:00"), stay(sop, 7, WORK, "11-18 10:20")]
    assert due(sop, history(*solved), LimitKind.TROUBLE, "11-18 11:00") == "11-23 16:00"
    ended = judged(sop, history(*solved, ended="11-24 09:00"), LimitKind.TROUBLE, "11-25 09:00")
    assert ended is not None
    assert ended.state is State.LATE


def test_the_applicants_time_is_no_part_of_the_five_days() -> None:
    sop = seven()[SICANTIK]
    state = history(
        stay(sop, 3, WORK, "11-16 09:00", trouble=True),
        stay(sop, 3, WORK, "11-16 10:00"),
        stay(sop, 1, APPLICANT, "11-17 10:00"),
        stay(sop, 3, PILE, "11-19 10:00", visit=2),
    )
    assert due(sop, state, LimitKind.TROUBLE, "11-19 11:00") == "11-25 16:00"


def test_one_working_day_from_the_solving() -> None:
    sop = seven()[SIGAP]
    trouble = stay(sop, 4, WORK, "11-16 09:00", trouble=True)
    verdict = judged(sop, history(trouble), LimitKind.TROUBLE, "11-20 09:00")
    assert verdict is not None
    assert (verdict.state, verdict.due) == (State.NOT_STARTED, None)
    solved = stay(sop, 4, WORK, "11-17 10:00")
    assert due(sop, history(trouble, solved), LimitKind.TROUBLE, "11-17 10:01") == "11-18 16:00"
    for leaves, state in (("11-18 15:00", State.MET), ("11-19 08:00", State.LATE)):
        left = history(trouble, solved, stay(sop, 5, PILE, leaves))
        found = judged(sop, left, LimitKind.TROUBLE, "11-20 09:00")
        assert found is not None
        assert found.state is state


def test_new_trouble_has_its_own_day_from_its_own_solving() -> None:
    sop = seven()[SIGAP]
    first = [stay(sop, 4, WORK, "11-16 09:00", trouble=True), stay(sop, 4, WORK, "11-16 10:00")]
    for step in (4, 5):
        again = [*first, stay(sop, step, WORK, "11-16 11:00", trouble=True)]
        verdict = judged(sop, history(*again), LimitKind.TROUBLE, "11-20 09:00")
        assert verdict is not None
        assert (verdict.state, verdict.due) == (State.NOT_STARTED, None)
        solved = history(*again, stay(sop, step, WORK, "11-20 10:00"))
        assert due(sop, solved, LimitKind.TROUBLE, "11-20 10:01") == "11-23 16:00"


def test_a_procedure_that_says_nothing_of_trouble_only_rests() -> None:
    sop = seven()[KARIMUN]
    state = history(stay(sop, 6, WORK, "11-16 09:00", trouble=True))
    assert judged(sop, state, LimitKind.TROUBLE, "11-20 09:00") is None
    assert due(sop, state, LimitKind.STEP, "11-20 09:00") is None


# The legal line


def test_five_working_days_from_the_first_completeness_over_lebaran() -> None:
    sop = seven()[KARIMUN]
    checked = stay(sop, 5, WORK, "03-16 09:00")
    assert judged(sop, history(checked), LimitKind.LEGAL, "03-16 10:00") is None
    state = history(checked, stay(sop, 6, PILE, "03-16 09:10"), complete="03-16 09:10")
    assert due(sop, state, LimitKind.LEGAL, "03-16 10:00") == "03-30 16:00"
    assert due(sop, state, LimitKind.LEGAL, "03-16 10:00", Reading(legal_days=10)) == "04-07 16:00"


def test_the_legal_line_rests_with_the_applicant_and_not_for_another_agency() -> None:
    sop = seven()[MEMPAWAH]
    start = [stay(sop, 3, WORK, "11-16 09:00"), stay(sop, 4, WORK, "11-16 10:00")]
    agency = [*start, stay(sop, 4, AGENCY, "11-18 09:00")]
    assert due(sop, history(*agency, complete="11-16 10:00"), LimitKind.LEGAL, "11-19 09:00") == "11-23 16:00"
    applicant = [*start, stay(sop, 1, APPLICANT, "11-18 09:00")]
    verdict = judged(sop, history(*applicant, complete="11-16 10:00"), LimitKind.LEGAL, "11-19 09:00")
    assert verdict is not None
    assert (verdict.state, verdict.used, verdict.due) == (State.RESTING, 2, None)
    back = history(*applicant, stay(sop, 4, PILE, "11-20 09:00", visit=2), complete="11-16 10:00")
    assert due(sop, back, LimitKind.LEGAL, "11-20 10:00") == "11-25 16:00"


def test_a_second_completeness_does_not_begin_it_anew() -> None:
    sop = seven()[KARIMUN]
    front, back = clerk(1, "fo2", counter="fo2"), clerk(2, "bo")
    walk = registered(sop, by=front)
    walk.do(front, Take())
    walk.do(front, Choose("lengkap"))
    first = walk.now
    walk.do(back, Take())
    walk.do(back, Choose("tidak", 1))
    walk.do(front, Resubmit(), minutes=24 * 60)
    walk.do(front, Take())
    walk.do(front, Choose("lengkap"))
    assert walk.state.complete_at == first
    limit = limit_of(sop, walk.state, LimitKind.LEGAL)
    assert limit is not None
    assert [s.start for s in limit.spans] == [first, walk.now - 2 * MINUTE]


def test_the_legal_line_ends_with_the_decision_not_with_the_handing_over() -> None:
    sop = seven()[KARIMUN]
    stays = (
        stay(sop, 5, WORK, "11-16 09:00"),
        stay(sop, 9, WORK, "11-16 10:00"),
        stay(sop, 10, PILE, "11-23 10:00"),
        stay(sop, 11, COLLECT, "11-25 10:00"),
    )
    decided = history(*stays, complete="11-16 10:00", decided="11-23 10:00")
    verdict = judged(sop, decided, LimitKind.LEGAL, "11-30 10:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.MET, 5)
    late = history(*stays, complete="11-16 10:00", decided="11-24 10:00")
    verdict = judged(sop, late, LimitKind.LEGAL, "11-30 10:00")
    assert verdict is not None
    assert verdict.state is State.LATE


def test_a_withdrawal_ends_the_legal_line_too() -> None:
    sop = seven()[SKP]
    state = history(
        stay(sop, 4, WORK, "11-16 09:00"),
        stay(sop, 5, PILE, "11-16 10:00"),
        complete="11-16 10:00",
        ended="11-18 09:00",
    )
    verdict = judged(sop, state, LimitKind.LEGAL, "12-18 09:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.MET, 2)


@pytest.mark.parametrize("name", [OSS, SICANTIK, SIGAP])
def test_where_no_branch_declares_completeness_there_is_no_legal_line(name: str) -> None:
    sop = seven()[name]
    state = history(stay(sop, 2, WORK, "11-16 09:00"), complete="11-16 10:00")
    assert not sop.has_legal_line
    assert judged(sop, state, LimitKind.LEGAL, "11-20 09:00") is None


# All together


def test_the_earliest_running_limit_is_what_the_list_sorts_by() -> None:
    sop = seven()[KARIMUN]
    state = history(
        stay(sop, 5, WORK, "11-16 09:00"), stay(sop, 6, WORK, "11-16 09:10"), complete="11-16 09:10"
    )
    found = judge_all(sop, state, USUAL, ordinary(), at("2026-11-16 09:11"))
    assert [limit.kind for limit, _ in found] == [LimitKind.STEP, LimitKind.WHOLE, LimitKind.LEGAL]
    due = file_due(found, ordinary(), waiting=False)
    assert isinstance(due, Deadline)
    assert (wall(due.at), wall(due.near), due.clock, due.kind) == (
        "2026-11-16 09:15",
        "2026-11-16 09:14",
        Clock.WORK,
        LimitKind.STEP,
    )


def test_a_finished_limit_is_no_reason_to_hurry() -> None:
    sop = seven()[KARIMUN]
    state = history(stay(sop, 5, WORK, "11-16 09:00"), complete="11-16 09:10", ended="11-16 10:00")
    found = judge_all(sop, state, USUAL, ordinary(), at("2026-11-16 11:00"))
    assert file_due(found, ordinary(), waiting=False) is Still.NO_LIMIT


def test_stretches_that_abut_are_one() -> None:
    sop = seven()[PUSKESMAS]
    state = history(
        stay(sop, 7, PILE, "11-16 09:00"),
        stay(sop, 7, WORK, "11-16 10:00"),
        stay(sop, 7, AGENCY, "11-16 11:00"),
        stay(sop, 7, WORK, "11-16 13:00"),
    )
    limit = limit_of(sop, state, LimitKind.GROUP)
    assert limit is not None
    first, second = (at(f"2026-11-16 {t}") for t in ("09:00", "13:00"))
    assert limit.spans == (Span(first, at("2026-11-16 11:00")), Span(second))
    assert limit.budget == Budget(Clock.DAYS, 6)
