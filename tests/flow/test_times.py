"""Times as offices write them: ranges, calendar days, by facts, from a named moment; what is no limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.flow.acts import BringPayment, Choose, Resubmit, Take
from loket.flow.countdown import moment, stands
from loket.flow.deadline import Still, file_due
from loket.flow.limits import LimitKind, judge_all
from loket.flow.state import FileState, Interval
from loket.flow.times import Reading, step_time, whole_time
from loket.lengths import MINUTE
from loket.sla import State
from loket.sop import load
from loket.sop.durations import parse_duration
from loket.sop.model import AllowedTime, Duration, Kind, Limits, Milestone, Party, Procedure, Step, Unit
from tests.flow.history import (
    AGENCY,
    APPLICANT,
    COLLECT,
    KARIMUN,
    OSS,
    PILE,
    PUSKESMAS,
    USUAL,
    WORK,
    due,
    history,
    judged,
    limit_of,
    stay,
)
from tests.flow.office import Walk, clerk, registered, seven
from tests.sla.office import at, ordinary

OWN = Path(__file__).parents[1] / "times" / "kantor" / "sop"
PBG = load(OWN / "pbg.toml")
FROM_CORRECT = Reading(legal_from=Milestone.CORRECT)
STEP, GROUP, WHOLE, LEGAL = LimitKind.STEP, LimitKind.GROUP, LimitKind.WHOLE, LimitKind.LEGAL
SMALL, LARGE = {"ukuran": "kecil"}, {"ukuran": "besar"}


def known(
    state: FileState,
    facts: Mapping[str, str] = SMALL,
    complete: str | None = None,
    correct: str | None = None,
) -> FileState:
    """The state with facts, and with the moments of its declarations (`11-16 09:00`)."""
    complete_at, correct_at = (when and at(f"2026-{when}") for when in (complete, correct))
    return replace(state, facts=facts, complete_at=complete_at or None, correct_at=correct_at or None)


def timed(procedure: Procedure, step: int, time: str) -> Procedure:
    """The procedure with another time at a step."""
    steps = (
        replace(s, time=AllowedTime(parse_duration(time))) if s.sequence == step else s
        for s in procedure.steps
    )
    return replace(procedure, steps=tuple(steps))


def of_whole(time: str, **more: object) -> Limits:
    return Limits(whole=AllowedTime(parse_duration(time)), **more)  # type: ignore[arg-type]


# As they are written


def test_a_range_is_judged_by_its_most_and_shown_as_it_is_written() -> None:
    state = known(history(stay(PBG, 3, PILE, "11-02 09:00")))
    limit = limit_of(PBG, state, STEP)
    assert limit is not None
    assert (limit.text, limit.budget.amount) == ("3-25 hari kerja", 25)
    assert due(PBG, state, STEP, "11-03 09:00") == "12-07 16:00"


@given(
    st.sampled_from(["menit", "jam", "hari", "hari kerja", "hari kalender", "minggu"]),
    st.integers(1, 40),
    st.integers(1, 40),
    st.lists(
        st.tuples(st.sampled_from([PILE, WORK, AGENCY]), st.integers(1, 20_000)), min_size=1, max_size=6
    ),
    st.integers(0, 40_000),
    st.booleans(),
    st.booleans(),
)
def test_a_range_is_judged_exactly_as_its_most_alone(
    unit: str,
    least: int,
    more: int,
    stays: list[tuple[object, int]],
    later: int,
    calendar_days: bool,
    from_taking: bool,
) -> None:
    start, found = at("2026-11-16 09:00"), list[Interval]()
    for seq, (standing, minutes) in enumerate(stays, start=1):
        lies = stay(seven()[KARIMUN], 6, standing, "11-16 09:00")  # type: ignore[arg-type]
        end = None if seq == len(stays) else start + minutes * MINUTE
        found.append(lies._replace(seq=seq, start=start, end=end))
        start += minutes * MINUTE
    state = FileState(intervals=tuple(found))
    reading = Reading(calendar_days=calendar_days, from_taking=from_taking)
    now = found[-1].start + later * MINUTE
    ranged, most = (
        [
            (replace(limit, text=""), verdict)
            for limit, verdict in judge_all(timed(seven()[KARIMUN], 6, text), state, reading, ordinary(), now)
        ]
        for text in (f"{least}-{least + more} {unit}", f"{least + more} {unit}")
    )
    assert ranged == most


def test_ranges_of_minutes_add_up_to_a_range() -> None:
    sop = timed(seven()[KARIMUN], 6, "5-15 menit")
    time = whole_time(sop, {}, USUAL)
    assert time == Duration(55, Unit.MINUTES, "45–55 menit", 45)


def test_calendar_days_are_calendar_days_whatever_the_office_reads_hari_as() -> None:
    state = known(history(stay(PBG, 5, PILE, "11-20 10:00")))
    assert due(PBG, state, STEP, "11-20 11:00") == "11-22 00:00"
    weeks = timed(PBG, 3, "2 minggu")
    state = known(history(stay(weeks, 3, PILE, "11-02 10:00")))
    assert due(weeks, state, STEP, "11-03 10:00") == "11-16 16:00"


def test_what_is_waited_for_has_no_limit_and_its_words_stand_there() -> None:
    state = known(history(stay(PBG, 6, WORK, "11-16 09:00")))
    judged_all = judge_all(PBG, state, USUAL, ordinary(), at("2026-11-27 09:00"))
    (limit, verdict), *_ = [(x, v) for x, v in judged_all if x.kind is STEP]
    assert (limit.text, limit.reckoned, limit.spans) == ("dapat ditunggu", False, ())
    assert (verdict.due, verdict.exceeded) == (None, False)
    stand = next(s for s in stands(judged_all, ordinary()) if s.limit.kind is STEP)
    assert not stand.ran_out(moment(ordinary(), at("2026-11-27 09:00")))
    alone = replace(PBG, limits=Limits())
    assert (
        file_due(judge_all(alone, state, USUAL, ordinary(), at("2026-11-27 09:00")), ordinary(), waiting=True)
        is Still.NO_LIMIT
    )


# By facts


@pytest.mark.parametrize(("facts", "text"), [(LARGE, "2 hari kerja"), (SMALL, "1 hari kerja")])
def test_the_first_time_whose_facts_hold_applies(facts: Mapping[str, str], text: str) -> None:
    limit = limit_of(PBG, known(history(stay(PBG, 4, PILE, "11-16 09:00")), facts), STEP)
    assert limit is not None
    assert limit.text == text


def test_a_sign_off_may_have_a_time_for_each_who_may_give_it() -> None:
    step = PBG.step(5)
    asked = [(0, "kasi"), (1, "kasi"), (1, "kadistek")]
    times = [step_time(step, sign_off, role, {}, USUAL) for sign_off, role in asked]
    assert [time and time.text for time in times] == ["1 x 24 jam", "2 jam", "1 hari kerja"]
    first, second = stay(PBG, 5, PILE, "11-16 09:00"), stay(PBG, 5, PILE, "11-16 10:00", sign_off=1)
    waiting = limit_of(PBG, known(history(first, second)), STEP)
    assert waiting is not None
    assert waiting.text == "2 jam", "on the pile the shortest that may apply"
    held = stay(PBG, 5, WORK, "11-16 11:00", sign_off=1, role="kadistek")
    assert due(PBG, known(history(first, second, held)), STEP, "11-16 11:00") == "11-17 16:00"


def test_on_the_pile_a_limit_comes_before_what_one_of_them_lets_wait() -> None:
    by_role = {
        role: parse_duration(time) for role, time in (("kasi", "dapat ditunggu"), ("kadistek", "2 jam"))
    }
    time = AllowedTime(by_role=by_role)
    sop = replace(PBG, steps=tuple(replace(s, time=time, sign_offs=()) for s in PBG.steps), limits=Limits())
    sop = replace(sop, steps=tuple(replace(s, roles=("kasi", "kadistek")) for s in sop.steps))
    limit = limit_of(sop, known(history(stay(sop, 5, PILE, "11-16 09:00"))), STEP)
    assert limit is not None
    assert (limit.text, time.of(None)) == ("2 jam", by_role["kadistek"])


def test_a_time_by_facts_may_be_by_role_or_the_services_own_in_turn() -> None:
    by_role = AllowedTime(by_role={"kasi": parse_duration("2 jam")}, when={"ukuran": ("kecil",)})
    time = AllowedTime(cases=(by_role, AllowedTime(standard=True)))
    step = replace(PBG.step(4), time=time)
    reading = Reading(standard=parse_duration("3 hari kerja"))
    found = [step_time(step, 0, "kasi", facts, reading) for facts in (SMALL, LARGE)]
    assert [t and t.text for t in found] == ["2 jam", "3 hari kerja"]


@pytest.mark.parametrize(("facts", "days"), [({}, None), (SMALL, 2), (LARGE, 4)])
def test_a_group_whose_facts_are_not_recorded_yet_has_no_limit_yet(
    facts: Mapping[str, str], days: int | None
) -> None:
    cases = tuple(
        replace(AllowedTime(parse_duration(f"{n} hari kerja")), when={"ukuran": (size,)})
        for n, size in ((2, "kecil"), (4, "besar"))
    )
    group = replace(PBG.limits.groups[0], time=AllowedTime(cases=cases))
    sop = replace(PBG, limits=Limits(groups=(group,)))
    limit = limit_of(sop, known(history(stay(sop, 8, PILE, "11-16 09:00")), facts), GROUP)
    assert (limit and limit.budget.amount) == days


# The whole: from when, and whose time


def test_the_whole_begins_with_the_moment_that_the_sop_names() -> None:
    stays = stay(PBG, 2, PILE, "11-02 09:00"), stay(PBG, 3, PILE, "11-04 09:00")
    before = known(history(*stays), SMALL, complete="11-04 09:00")
    limit = limit_of(PBG, before, WHOLE)
    assert limit is not None
    assert (limit.since, limit.begun, limit.spans) == (Milestone.CORRECT, False, ())
    verdict = judged(PBG, before, WHOLE, "11-05 09:00")
    assert verdict is not None
    assert (verdict.state, verdict.due) == (State.NOT_STARTED, None)
    after = known(history(*stays, stay(PBG, 4, PILE, "11-06 09:00")), SMALL, correct="11-06 09:00")
    assert due(PBG, after, WHOLE, "11-06 10:00") == "11-26 16:00"
    assert due(PBG, replace(after, facts=LARGE), WHOLE, "11-06 10:00") == "12-16 16:00"


def test_registration_completeness_and_correctness_each_start_their_own() -> None:
    stays = stay(PBG, 2, PILE, "11-02 09:00"), stay(PBG, 3, PILE, "11-04 09:00")
    state = known(history(*stays), SMALL, complete="11-04 09:00", correct="11-09 09:00")
    ends = []
    for start in (Milestone.REGISTERED, Milestone.COMPLETE, Milestone.CORRECT):
        sop = replace(PBG, limits=of_whole("5 hari kerja", whole_from=start))
        ends.append(due(sop, state, WHOLE, "11-09 10:00"))
    assert ends == ["11-09 16:00", "11-11 16:00", "11-16 16:00"]


def paid() -> Walk:
    """A file whose payment was short at first, and then right."""
    operator, payer = clerk(31, "operator"), clerk(32, "sekretariat", counter="sekretariat")
    sop = replace(PBG, starts=(6,), limits=of_whole("2 hari kerja", whole_from=Milestone.PAID))
    walk = registered(sop, facts=SMALL, by=payer)
    walk.do(operator, Take())
    walk.do(operator, Choose("tagih"))
    walk.do(payer, BringPayment(), minutes=60)
    walk.do(operator, Take())
    walk.do(operator, Choose("kurang", 1))
    return walk


def test_a_time_from_the_payment_begins_when_the_file_goes_on_from_it() -> None:
    walk, operator, payer = paid(), clerk(31, "operator"), clerk(32, "sekretariat", counter="sekretariat")
    short = limit_of(walk.procedure, walk.state, WHOLE)
    assert short is not None
    assert not short.begun, "what was short is not paid"
    walk.do(payer, BringPayment(), minutes=60)
    walk.do(operator, Take())
    walk.do(operator, Choose("lunas"))
    limit = limit_of(walk.procedure, walk.state, WHOLE)
    assert limit is not None
    assert limit.begun
    assert [span.start for span in limit.spans] == [walk.now]


def test_the_time_of_those_counts_whom_the_sop_names() -> None:
    """From Monday on: a day at the desk, two with the applicant, one with an agency, then at the desk."""
    sop = seven()[OSS]
    state = history(
        stay(sop, 4, PILE, "11-16 09:00"),
        stay(sop, 1, APPLICANT, "11-17 09:00"),
        stay(sop, 4, AGENCY, "11-19 09:00"),
        stay(sop, 4, WORK, "11-20 09:00"),
    )
    office, applicant, agency = Party.OFFICE, Party.APPLICANT, Party.AGENCY
    ends = {
        parties: due(
            replace(sop, limits=of_whole("6 hari kerja", whole_parties=frozenset(parties))),
            state,
            WHOLE,
            "11-20 10:00",
        )
        for parties in ((office,), (office, applicant), (office, agency), (office, applicant, agency))
    }
    assert list(ends.values()) == ["11-27 16:30", "11-25 16:00", "11-26 16:00", "11-24 16:00"]


def test_a_permit_that_waits_to_be_collected_is_nobodys_time() -> None:
    sop = replace(
        seven()[KARIMUN],
        limits=of_whole("2 hari kerja", whole_parties=frozenset({Party.OFFICE, Party.APPLICANT})),
    )
    state = history(stay(sop, 10, WORK, "11-16 09:00"), stay(sop, 11, COLLECT, "11-16 09:04"))
    verdict = judged(sop, state, WHOLE, "11-27 09:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.RESTING, 0)


def test_a_sum_of_steps_takes_the_minutes_of_those_whose_time_counts() -> None:
    """Karimun's step 6 given to another agency: its 5 minutes are no budget of the office."""
    sop = seven()[KARIMUN]
    steps = tuple(replace(s, party=Party.AGENCY) if s.sequence == 6 else s for s in sop.steps)
    shared = replace(sop, steps=steps)
    both = replace(shared, limits=Limits(whole_parties=frozenset({Party.OFFICE, Party.AGENCY})))
    part = replace(sop, limits=Limits(whole_steps=(5, 6)))
    sums = [whole_time(each, {}, USUAL) for each in (sop, shared, both, part)]
    assert [time and time.amount for time in sums] == [45, 40, 45, 15]


def test_a_sum_of_steps_leaves_out_those_at_which_no_time_is_ever_counted() -> None:
    """Karimun's steps 1 to 4 lie before the registration; one at which no file stops adds nothing."""
    sop = seven()[KARIMUN]
    both = Limits(whole_parties=frozenset({Party.OFFICE, Party.APPLICANT}))
    steps = tuple(replace(s, passes=s.sequence == 6) for s in sop.steps)
    sums = [whole_time(each, {}, USUAL) for each in (replace(sop, limits=both), replace(sop, steps=steps))]
    assert [time and time.amount for time in sums] == [45, 40]


def of_parts(*times: str, own: str = "") -> Procedure:
    """Karimun's sum of 45 minutes with its step 6 done by several at once, in these times."""
    parts = tuple(
        Step(6, f"Bagian {n}", Kind.GENERAL, ("bo",), Party.OFFICE, a_time(time), (), strand=n, needed=n < 3)
        for n, time in enumerate(times, start=1)
    )
    sop = seven()[KARIMUN]
    steps = tuple(replace(s, parts=parts, time=a_time(own)) if s.sequence == 6 else s for s in sop.steps)
    return replace(sop, steps=steps)


def a_time(time: str) -> AllowedTime:
    return AllowedTime(parse_duration(time) if time else None)


def test_of_what_is_done_at_once_the_longest_counts_in_a_sum() -> None:
    """Karimun's step 6 has 5 of the 45 minutes; what nobody waits for adds nothing."""
    sops = (
        of_parts("10 menit", "15 menit"),
        of_parts("10 menit", "15 menit", "50 menit"),
        of_parts("10 menit", "15 menit", own="20 menit"),
    )
    sums = [whole_time(sop, {}, USUAL) for sop in (*sops, of_parts("10 menit", ""))]
    assert [time and time.amount for time in sums] == [55, 55, 55, None]


def test_a_part_without_a_time_of_its_own_has_the_steps() -> None:
    answer = 'cabang = [{{ id = "ya", label = "Ya" }}]'
    part = f'[[langkah.serentak]]\nid = "{{0}}"\nsebutan = "{{0}}"\nperan = ["kadis"]\n{{1}}{answer}\n'
    head = (OWN / "salinan.toml").read_text(encoding="utf-8")
    text = head.replace('peran = ["kadis"]\n', 'waktu = "3-25 hari kerja"\n', 1)
    own = part.format("a", "") + part.format("b", 'waktu = "1 hari kerja"\n')
    text = text.replace('[[langkah.cabang]]\nid = "sahkan"', f'{own}[[langkah.cabang]]\nid = "sahkan"')
    text = text[: text.index('[[langkah.cabang]]\nid = "tidak"')]
    first, second = load(text).step(3).parts
    assert [p.time.whole and p.time.whole.text for p in (first, second)] == [
        "3-25 hari kerja",
        "1 hari kerja",
    ]


def test_a_group_may_count_an_agencys_time() -> None:
    sop = seven()[PUSKESMAS]
    (group,) = sop.limits.groups
    with_agency = replace(group, parties=frozenset({Party.OFFICE, Party.AGENCY}))
    state = history(
        stay(sop, 7, PILE, "11-16 09:00"),
        stay(sop, 7, AGENCY, "11-18 10:00"),
        stay(sop, 7, WORK, "11-20 10:00"),
    )
    counted = replace(sop, limits=Limits(groups=(with_agency,)))
    assert due(sop, state, GROUP, "11-20 11:00") == "11-26 16:00"
    assert due(counted, state, GROUP, "11-20 11:00") == "11-24 16:00"


# The legal line


def test_the_office_says_whether_complete_or_correct_starts_the_legal_line() -> None:
    stays = stay(PBG, 2, PILE, "11-02 09:00"), stay(PBG, 3, PILE, "11-04 09:00")
    complete = known(history(*stays), SMALL, complete="11-04 09:00")
    assert due(PBG, complete, LEGAL, "11-05 09:00") == "11-11 16:00"
    assert limit_of(PBG, complete, LEGAL, FROM_CORRECT) is None
    correct = replace(complete, correct_at=at("2026-11-09 09:00"))
    assert due(PBG, correct, LEGAL, "11-10 09:00", FROM_CORRECT) == "11-16 16:00"
    assert due(PBG, correct, LEGAL, "11-10 09:00") == "11-11 16:00"


def test_an_sop_with_one_of_the_two_marks_starts_by_that_one() -> None:
    sop = seven()[KARIMUN]
    state = known(history(stay(sop, 6, PILE, "11-04 09:00")), complete="11-04 09:00")
    assert due(sop, state, LEGAL, "11-05 09:00", FROM_CORRECT) == "11-11 16:00"
    only_correct = replace(PBG, steps=tuple(s for s in PBG.steps if s.sequence != 2))
    state = known(history(stay(PBG, 4, PILE, "11-04 09:00")), correct="11-04 09:00")
    assert due(only_correct, state, LEGAL, "11-05 09:00") == "11-11 16:00"


def test_correct_is_a_mark_of_its_own_and_the_first_time_counts() -> None:
    front, team = clerk(41, "sekretariat", counter="sekretariat"), clerk(42, "tpt")
    walk = registered(PBG, by=front)
    walk.do(front, Take())
    walk.do(front, Choose("besar"))
    complete = walk.now
    assert (walk.state.complete_at, walk.state.correct_at) == (complete, None)
    walk.do(team, Take())
    walk.do(team, Choose("tidak", 1))
    walk.do(front, Resubmit())
    walk.do(team, Take())
    walk.do(team, Choose("benar"))
    assert (walk.state.complete_at, walk.state.correct_at) == (complete, walk.now)
