"""The five kinds of limit, over histories written by hand and with due instants worked out by hand.

The calendar is that of `tests.sla.office`: Monday to Thursday 07.30–12.00 and 13.00–16.00, Friday 07.30–11.30
and 13.00–16.30, Ramadan until 20 March 2026, no work from 18 to 24 March 2026. 16 November 2026 is a Monday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from loket.flow.acts import Choose, Resubmit, Take
from loket.flow.limits import (
    Limit,
    LimitKind,
    Reading,
    earliest_due,
    is_running,
    judge_all,
    limits,
    whole_time,
)
from loket.flow.state import FileState, Interval, Standing
from loket.sla import Budget, Clock, Span, State, Verdict
from loket.sop.model import Duration, GroupLimit, Limits, Party, Procedure, Unit
from tests.flow.office import clerk, contoh, registered, seven
from tests.sla.office import MINUTE, at, ordinary, wall

PILE, WORK, APPLICANT, AGENCY, COLLECT = Standing
USUAL = Reading()
FROM_ARRIVAL = Reading(from_taking=False)
_PARTIES: Mapping[Standing, Party] = {
    APPLICANT: Party.APPLICANT,
    COLLECT: Party.APPLICANT,
    AGENCY: Party.AGENCY,
}


def stay(
    procedure: Procedure,
    step: int,
    standing: Standing,
    start: str,
    *,
    visit: int = 1,
    sign_off: int = 0,
    role: str | None = None,
    trouble: bool = False,
) -> Interval:
    """A stretch at a step that begins at `start`; `history` ends it."""
    party = _PARTIES.get(standing, procedure.step(step).party)
    person = 1 if standing is WORK else None
    role = role or procedure.step(step).signing_roles(sign_off)[0]
    return Interval(
        0, step, visit, sign_off, party, standing, at(f"2026-{start}"), role, person, trouble=trouble
    )


def history(
    *stays: Interval, complete: str | None = None, decided: str | None = None, ended: str | None = None
) -> FileState:
    """A file with these stays, each ended by the next; the last is open unless the file ended."""
    last = at(f"2026-{ended}") if ended else None
    ends = [s.start for s in stays[1:]] + [last]
    known = [replace(s, seq=n, end=end) for n, (s, end) in enumerate(zip(stays, ends, strict=True), 1)]
    return FileState(
        intervals=tuple(known),
        ended_at=last,
        complete_at=at(f"2026-{complete}") if complete else None,
        decided_at=at(f"2026-{decided}") if decided else None,
    )


def judged(
    procedure: Procedure, state: FileState, kind: LimitKind, now: str, reading: Reading = USUAL
) -> Verdict | None:
    found = [
        v
        for limit, v in judge_all(procedure, state, reading, ordinary(), at(f"2026-{now}"))
        if limit.kind is kind
    ]
    assert len(found) <= 1
    return found[0] if found else None


def due(
    procedure: Procedure, state: FileState, kind: LimitKind, now: str, reading: Reading = USUAL
) -> str | None:
    verdict = judged(procedure, state, kind, now, reading)
    return wall(verdict.due)[5:] if verdict is not None and verdict.due is not None else None


def limit_of(
    procedure: Procedure, state: FileState, kind: LimitKind, reading: Reading = USUAL
) -> Limit | None:
    return next((x for x in limits(procedure, state, reading) if x.kind is kind), None)


KARIMUN, SKP, PUSKESMAS = "karimun-sicantik", "purwakarta-skp", "purwakarta-puskesmas"
OSS, SICANTIK, SIGAP, MEMPAWAH = "pariaman-oss", "pariaman-sicantik", "pariaman-sigap", "mempawah-ss"

# Step


def test_minutes_run_from_the_taking_and_stand_still_in_the_break() -> None:
    sop = seven()[KARIMUN]
    waiting = stay(sop, 6, PILE, "11-20 09:00")
    verdict = judged(sop, history(waiting), LimitKind.STEP, "11-20 11:00")
    assert verdict is not None
    assert (verdict.state, verdict.due, verdict.used) == (State.NOT_STARTED, None, 0)
    taken = history(waiting, stay(sop, 6, WORK, "11-20 11:27"))
    assert due(sop, taken, LimitKind.STEP, "11-20 11:28") == "11-20 13:02"
    assert due(sop, taken, LimitKind.STEP, "11-20 11:28", FROM_ARRIVAL) == "11-20 09:05"


def test_put_back_and_taken_again_the_minutes_go_on_where_they_stood() -> None:
    sop = seven()[KARIMUN]
    state = history(
        stay(sop, 6, PILE, "11-20 09:00"),
        stay(sop, 6, WORK, "11-20 11:27"),
        stay(sop, 6, PILE, "11-20 11:29"),
        stay(sop, 6, WORK, "11-20 14:00"),
    )
    assert due(sop, state, LimitKind.STEP, "11-20 14:00") == "11-20 14:03"


def test_a_new_visit_has_the_whole_time_again() -> None:
    sop = seven()[KARIMUN]
    state = history(
        stay(sop, 5, WORK, "11-20 09:00"),
        stay(sop, 4, APPLICANT, "11-20 09:09"),
        stay(sop, 5, PILE, "11-20 10:00", visit=2),
        stay(sop, 5, WORK, "11-20 10:30", visit=2),
    )
    assert due(sop, state, LimitKind.STEP, "11-20 10:31") == "11-20 10:40"


def test_an_hour_from_the_last_afternoon_of_ramadan_ends_after_lebaran() -> None:
    sop = seven()[SKP]
    state = history(stay(sop, 2, WORK, "03-17 14:30"))
    assert due(sop, state, LimitKind.STEP, "03-17 14:40") == "03-25 08:00"


def test_days_run_from_the_arrival_and_end_at_closing() -> None:
    sop = seven()[PUSKESMAS]
    state = history(stay(sop, 4, PILE, "03-16 10:00"), stay(sop, 4, WORK, "03-17 09:00"))
    assert due(sop, state, LimitKind.STEP, "03-17 09:01") == "03-31 16:00"
    assert due(sop, state, LimitKind.STEP, "03-17 09:01", Reading(calendar_days=True)) == "03-31 16:00"


def test_hari_are_working_days_unless_the_office_reads_calendar_days() -> None:
    sop = seven()[SKP]
    state = history(stay(sop, 6, PILE, "11-20 10:00"))
    assert due(sop, state, LimitKind.STEP, "11-20 10:01") == "11-24 16:00"
    assert due(sop, state, LimitKind.STEP, "11-20 10:01", Reading(calendar_days=True)) == "11-23 00:00"


def test_waiting_for_another_agency_rests_the_step() -> None:
    sop = seven()[KARIMUN]
    state = [stay(sop, 6, WORK, "11-20 09:00"), stay(sop, 6, AGENCY, "11-20 09:03")]
    verdict = judged(sop, history(*state), LimitKind.STEP, "11-20 10:00")
    assert verdict is not None
    assert (verdict.state, verdict.due, verdict.used) == (State.RESTING, None, 3 * MINUTE)
    resumed = history(*state, stay(sop, 6, WORK, "11-20 14:00"))
    assert due(sop, resumed, LimitKind.STEP, "11-20 14:00") == "11-20 14:02"


def test_the_applicants_own_time_is_never_due() -> None:
    sop = seven()[MEMPAWAH]
    state = history(stay(sop, 4, WORK, "11-16 09:00"), stay(sop, 1, APPLICANT, "11-16 09:10"))
    assert due(sop, state, LimitKind.STEP, "11-20 16:00") is None
    step = limit_of(sop, state, LimitKind.STEP)
    assert step is not None
    assert step.text == "20 menit"
    assert step.parties == {Party.APPLICANT}
    assert not step.spans


def test_collection_is_the_applicants_time() -> None:
    sop = seven()[KARIMUN]
    state = [stay(sop, 10, WORK, "11-16 09:00"), stay(sop, 11, COLLECT, "11-16 09:04")]
    assert due(sop, history(*state), LimitKind.STEP, "11-20 16:00") is None
    came = history(*state, stay(sop, 11, PILE, "11-20 14:00"), stay(sop, 11, WORK, "11-20 14:10"))
    assert due(sop, came, LimitKind.STEP, "11-20 14:10") == "11-20 14:15"
    assert due(sop, came, LimitKind.STEP, "11-20 14:10", FROM_ARRIVAL) == "11-20 14:05"


def test_one_time_for_all_sign_offs_of_a_step() -> None:
    sop = seven()[MEMPAWAH]
    state = history(
        stay(sop, 4, WORK, "11-16 09:00"),
        stay(sop, 4, PILE, "11-16 09:20", sign_off=1),
        stay(sop, 4, WORK, "11-16 10:00", sign_off=1),
    )
    assert due(sop, state, LimitKind.STEP, "11-16 10:00") == "11-16 10:15"


def test_a_sign_off_with_a_time_of_its_own_neither_uses_nor_gives_the_others() -> None:
    sop = contoh()
    first, second = stay(sop, 4, WORK, "11-16 09:00"), stay(sop, 4, WORK, "11-16 09:30", sign_off=1)
    assert due(sop, history(first), LimitKind.STEP, "11-16 09:01") == "11-16 09:40"
    assert due(sop, history(first, second), LimitKind.STEP, "11-16 09:31") == "11-16 09:50"
    third = stay(sop, 4, WORK, "11-16 10:00", sign_off=2)
    assert due(sop, history(first, second, third), LimitKind.STEP, "11-16 10:00") == "11-16 10:10"


def test_a_time_that_depends_on_who_does_it() -> None:
    """On the pile the shortest time that may apply; in hand the holder's, also while it rests."""
    sop = contoh()
    pile = stay(sop, 5, PILE, "11-16 09:00")
    assert due(sop, history(pile), LimitKind.STEP, "11-16 09:00", FROM_ARRIVAL) == "11-16 09:30"
    head = stay(sop, 5, WORK, "11-16 10:00", role="kasi")
    assert due(sop, history(pile, head), LimitKind.STEP, "11-16 10:00") == "11-16 11:00"
    cashier = stay(sop, 5, WORK, "11-16 10:00", role="kasir")
    assert due(sop, history(pile, cashier), LimitKind.STEP, "11-16 10:00") == "11-16 10:30"
    rests = history(pile, head, stay(sop, 5, AGENCY, "11-16 10:05", role="kasi"))
    limit = limit_of(sop, rests, LimitKind.STEP)
    assert limit is not None
    assert limit.text == "1 jam"


def test_the_services_own_standard_where_the_sop_points_to_it() -> None:
    sop = seven()[SIGAP]
    state = history(stay(sop, 6, PILE, "11-16 09:00"))
    assert judged(sop, state, LimitKind.STEP, "11-16 10:00") is None
    standard = Reading(standard=Duration(3, Unit.WORKING_DAYS, "3 hari kerja"))
    assert due(sop, state, LimitKind.STEP, "11-16 10:00", standard) == "11-19 16:00"
    limit = limit_of(sop, state, LimitKind.STEP, standard)
    assert limit is not None
    assert limit.parties == {Party.AGENCY}


def test_a_blank_cell_is_no_limit_and_not_zero() -> None:
    sop = seven()[OSS]
    assert judged(sop, history(stay(sop, 7, WORK, "11-16 09:00")), LimitKind.STEP, "11-20 09:00") is None


# Group


def test_a_group_shares_one_time_and_its_steps_have_none_of_their_own() -> None:
    sop = seven()[PUSKESMAS]
    state = history(stay(sop, 7, PILE, "11-16 09:00"))
    assert due(sop, state, LimitKind.GROUP, "11-16 10:00") == "11-24 16:00"
    assert judged(sop, state, LimitKind.STEP, "11-16 10:00") is None
    assert judged(sop, history(stay(sop, 6, PILE, "11-16 09:00")), LimitKind.GROUP, "11-16 10:00") is None


def test_sending_back_never_resets_the_group() -> None:
    sop = seven()[PUSKESMAS]
    state = history(
        stay(sop, 7, PILE, "11-16 09:00"),
        stay(sop, 8, PILE, "11-18 09:00"),
        stay(sop, 7, PILE, "11-19 10:00", visit=2),
        stay(sop, 8, PILE, "11-23 10:00", visit=2),
    )
    assert due(sop, state, LimitKind.GROUP, "11-23 11:00") == "11-24 16:00"


def test_the_group_rests_outside_its_steps_and_adds_up_over_visits() -> None:
    """Two working days with another agency: the group is due two working days later."""
    sop = seven()[PUSKESMAS]
    state = history(
        stay(sop, 7, PILE, "11-16 09:00"),
        stay(sop, 7, AGENCY, "11-18 10:00"),
        stay(sop, 7, WORK, "11-20 10:00"),
    )
    assert due(sop, state, LimitKind.GROUP, "11-20 11:00") == "11-26 16:00"
    rests = history(*state.intervals[:2])
    verdict = judged(sop, rests, LimitKind.GROUP, "11-19 11:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.RESTING, 2)


def test_the_group_is_finished_behind_its_last_step() -> None:
    sop = seven()[PUSKESMAS]
    done = history(stay(sop, 7, PILE, "11-16 09:00"), ended="11-24 16:00")
    late = history(stay(sop, 7, PILE, "11-16 09:00"), ended="11-25 07:30")
    for state, verdict in ((done, State.MET), (late, State.LATE)):
        found = judged(sop, state, LimitKind.GROUP, "12-01 09:00")
        assert found is not None
        assert found.state is verdict


def test_a_group_of_minutes_is_shown_before_anybody_has_taken_it() -> None:
    sop = replace(contoh(), limits=Limits(groups=(GroupLimit((4, 5), Duration(60, Unit.HOURS, "1 jam")),)))
    pile = stay(sop, 4, PILE, "11-16 09:00")
    verdict = judged(sop, history(pile), LimitKind.GROUP, "11-16 10:00")
    assert verdict is not None
    assert verdict.state is State.NOT_STARTED
    state = history(
        pile,
        stay(sop, 4, WORK, "11-16 10:00"),
        stay(sop, 5, PILE, "11-16 10:40"),
        stay(sop, 5, WORK, "11-16 13:00"),
    )
    assert due(sop, state, LimitKind.GROUP, "11-16 13:00") == "11-16 13:20"


# Whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (KARIMUN, (45, "45 menit")),
        (MEMPAWAH, (125, "125 menit")),
        (OSS, (90, "1,5 jam")),
        (SICANTIK, (90, "1,5 jam")),
        (SIGAP, (60, "1 jam")),
        (SKP, None),
        (PUSKESMAS, None),
    ],
)
def test_the_whole_as_the_document_says_else_the_sum_else_none(
    name: str, expected: tuple[int, str] | None
) -> None:
    time = whole_time(seven()[name])
    assert (time and (time.amount, time.text)) == expected


def test_a_blank_cell_or_a_time_by_role_cannot_be_added_up() -> None:
    assert whole_time(contoh()) is None
    assert (
        judged(contoh(), history(stay(contoh(), 2, WORK, "11-16 09:00")), LimitKind.WHOLE, "11-16 10:00")
        is None
    )


def test_the_whole_adds_up_the_work_at_every_desk_and_never_the_waiting() -> None:
    sop = seven()[KARIMUN]
    state = history(
        stay(sop, 5, WORK, "11-20 09:00"),
        stay(sop, 4, APPLICANT, "11-20 09:10"),
        stay(sop, 5, WORK, "11-20 11:00", visit=2),
        stay(sop, 6, PILE, "11-20 11:05"),
        stay(sop, 6, AGENCY, "11-20 13:00"),
        stay(sop, 6, WORK, "11-20 14:00"),
    )
    assert due(sop, state, LimitKind.WHOLE, "11-20 14:00") == "11-20 14:30"
    assert due(sop, state, LimitKind.WHOLE, "11-20 14:00", FROM_ARRIVAL) == "11-20 14:05"


def test_another_agencys_work_is_no_part_of_the_whole() -> None:
    sop = seven()[OSS]
    state = history(
        stay(sop, 4, WORK, "11-20 09:00"),
        stay(sop, 7, WORK, "11-20 09:40"),
        stay(sop, 8, WORK, "11-20 14:00"),
    )
    assert due(sop, state, LimitKind.WHOLE, "11-20 14:00") == "11-20 14:50"


def test_a_whole_of_certain_steps_is_finished_behind_them() -> None:
    some = Limits(whole=Duration(30, Unit.MINUTES, "30 menit"), whole_steps=(2, 3))
    sop = replace(contoh(), limits=some)
    state = history(stay(sop, 2, WORK, "11-16 09:00"), stay(sop, 4, WORK, "11-16 09:20"))
    verdict = judged(sop, state, LimitKind.WHOLE, "11-16 15:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.MET, 20 * MINUTE)


def test_the_offices_own_closing_steps_are_behind_the_whole() -> None:
    sop = replace(contoh(), limits=Limits(whole=Duration(30, Unit.MINUTES, "30 menit")))
    state = history(stay(sop, 7, WORK, "11-16 09:00"), stay(sop, 8, WORK, "11-16 09:40"))
    verdict = judged(sop, state, LimitKind.WHOLE, "11-16 15:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.LATE, 40 * MINUTE)


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
    assert wall(earliest_due(found) or 0) == "2026-11-16 09:15"
    assert is_running(found)


def test_a_finished_limit_is_no_reason_to_hurry() -> None:
    sop = seven()[KARIMUN]
    state = history(stay(sop, 5, WORK, "11-16 09:00"), complete="11-16 09:10", ended="11-16 10:00")
    found = judge_all(sop, state, USUAL, ordinary(), at("2026-11-16 11:00"))
    assert (earliest_due(found), is_running(found)) == (None, False)


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
