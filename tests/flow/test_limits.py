"""The limits of a step, a group and the whole, with due instants worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.flow.acts import Take
from loket.flow.limits import LimitKind, limits
from loket.flow.times import Reading, whole_time
from loket.lengths import MINUTE
from loket.sla import State
from loket.sop import load
from loket.sop.model import AllowedTime, Duration, GroupLimit, Limits, Party, Procedure, Unit
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
from tests.flow.office import clerk, contoh, registered, seven

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


def in_group(time: Duration) -> Procedure:
    """The made-up procedure whose steps 4 and 5 share a time."""
    return replace(contoh(), limits=Limits(groups=(GroupLimit((4, 5), AllowedTime(time)),)))


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


def test_at_its_last_step_the_group_still_runs_and_at_the_next_it_is_finished() -> None:
    sop = in_group(Duration(6, Unit.WORKING_DAYS, "6 hari"))
    first, last = stay(sop, 4, PILE, "11-16 09:00"), stay(sop, 5, PILE, "11-17 09:00")
    behind = stay(sop, 6, PILE, "11-17 10:00")
    for stays, state in (([first, last], State.ON_TIME), ([first, last, behind], State.MET)):
        found = judged(sop, history(*stays), LimitKind.GROUP, "11-17 10:00")
        assert found is not None
        assert found.state is state


def test_a_group_of_minutes_is_shown_before_anybody_has_taken_it() -> None:
    sop = in_group(Duration(60, Unit.HOURS, "1 jam"))
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
    time = whole_time(seven()[name], {}, USUAL)
    assert (time and (time.amount, time.text)) == expected


SIGNED_BY_SIZE = """
id = "ukuran"
nama = "Tanda tangan menurut ukuran"
mulai = [1]
[peran]
kabid = "Kepala Bidang"
kadis = "Kepala Dinas"
[ketetapan.ukuran]
nama = "Ukuran"
pilihan = { kecil = "Kecil", besar = "Besar" }
[dokumen]
sumber = "Dikarang untuk pengujian"
[[langkah]]
urut = 1
nama = "Tanda tangan"
jenis = "signature"
peran = ["kabid", "kadis"]
waktu = { kabid = "2 jam", kadis = "1 hari kerja" }
cabang = [
  { id = "kecil", label = "Tanda tangan", selesai = true, bila = { ukuran = ["kecil"] } },
  { id = "besar", label = "Tanda tangan", selesai = true, bila = { ukuran = ["besar"] }, oleh = ["kadis"] },
  { id = "tolak", label = "Tolak", arah = "tolak", hasil = "ditolak", selesai = true },
]
"""


@pytest.mark.parametrize(("size", "time"), [("kecil", "2 jam"), ("besar", "1 hari kerja")])
def test_the_time_is_that_of_a_role_that_can_send_the_file_on(size: str, time: str) -> None:
    """Only the Kepala Dinas signs a large one: nobody is held to the shorter time of the Kepala Bidang."""
    walk = registered(load(SIGNED_BY_SIZE), facts={"ukuran": size})
    (waiting,) = limits(walk.procedure, walk.state, Reading())
    walk.do(clerk(20, "kabid", "kadis"), Take())
    (held,) = limits(walk.procedure, walk.state, Reading())
    assert (waiting.text, held.text) == (time, time)


def test_a_blank_cell_or_a_time_by_role_cannot_be_added_up() -> None:
    assert whole_time(contoh(), {}, USUAL) is None
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
    some = Limits(whole=AllowedTime(Duration(30, Unit.MINUTES, "30 menit")), whole_steps=(2, 3))
    sop = replace(contoh(), limits=some)
    state = history(stay(sop, 2, WORK, "11-16 09:00"), stay(sop, 4, WORK, "11-16 09:20"))
    verdict = judged(sop, state, LimitKind.WHOLE, "11-16 15:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.MET, 20 * MINUTE)


def test_the_offices_own_closing_steps_are_behind_the_whole() -> None:
    sop = replace(contoh(), limits=Limits(whole=AllowedTime(Duration(30, Unit.MINUTES, "30 menit"))))
    state = history(stay(sop, 7, WORK, "11-16 09:00"), stay(sop, 8, WORK, "11-16 09:40"))
    verdict = judged(sop, state, LimitKind.WHOLE, "11-16 15:00")
    assert verdict is not None
    assert (verdict.state, verdict.used) == (State.LATE, 40 * MINUTE)
