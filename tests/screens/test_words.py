"""Times on the screens: how long is never written like when; the same lateness has one word everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from loket.desk.case import lists
from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.last_acts import KeyAct, Next
from loket.desk.words.deadline import limit_line
from loket.desk.words.history import told
from loket.flow.acts import Choose, Event, MarkTrouble, Refused, Rest, Take, Why
from loket.flow.countdown import Countdown, moment
from loket.flow.deadline import Still
from loket.lengths import DAY, HOUR, MINUTE
from loket.office.model import short_role
from loket.sla import State
from loket.sla.words import short_date, short_length
from loket.sop.model import Kind
from screens.file.deciding import forward_branches, onward_question, verb
from screens.file.undo import what_stays
from screens.supervise.rows import short_time
from screens.widgets.work_list import Cell
from screens.wording.case import time_lines
from screens.wording.hall import minutes
from screens.wording.lists import Since, by_pressure, clock_cell, counter_cell, listed_name, row_clock
from tests.screens.house import House
from tests.sop.shipped import shipped


@pytest.mark.parametrize(("hours", "column"), [(46, "6 hari"), (15, "2 hari"), (14, "14 jam")])
def test_many_hours_of_work_are_told_in_days_of_work(hours: int, column: str) -> None:
    """Of an office that works seven and a half hours a day."""
    assert short_time(hours * HOUR, 450 * MINUTE) == column


def test_an_office_works_seven_and_a_half_hours_on_a_usual_day(house: House) -> None:
    assert 7 * HOUR < house.desk.working_time().usual_day <= 7.5 * HOUR


def test_a_limit_in_minutes_late_by_days_is_so_on_the_list_and_in_the_file(house: House) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    house.pass_minutes(4 * 24 * 60)
    assert _cell(house) == Cell("LEWAT 2 hari", "lewat")
    seen = view(house.desk, house.who("bo"), ref.file)
    now = moment(seen.time, house.now)
    step, *_ = [limit_line(stand, seen.time, now) for stand in seen.running]
    assert step.startswith("Batas 5 menit · LEWAT 2 hari kerja")


def test_the_question_before_several_ways_on_asks_an_assessor_for_advice() -> None:
    steps = [step for p in shipped().values() for step in p.steps if len(forward_branches(step)) > 1]
    asked = {(step.kind, onward_question(step)) for step in steps}
    assert (Kind.ASSESSMENT, "Apa rekomendasinya?") in asked
    assert {words for kind, words in asked if kind is not Kind.ASSESSMENT} == {"Teruskan ke mana?"}


def test_a_list_and_the_file_say_the_same_lateness(house: House) -> None:
    file = house.complete(house.register()).file
    house.pass_minutes(11 * 24 * 60)
    seen, now = view(house.desk, house.who("bo"), file), moment(house.desk.working_time(), house.now)
    assert _cell(house).text == "LEWAT 2 hari"
    assert any("LEWAT 2 hari kerja" in limit_line(stand, seen.time, now) for stand in seen.running)


def test_a_step_of_five_minutes_is_near_in_its_last_minute_not_from_the_first(house: House) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    assert _cell(house) == Cell("5 mnt 00 dtk", "")
    house.pass_minutes(3.9)
    assert _cell(house).style == ""
    house.pass_minutes(0.1)
    assert _cell(house) == Cell("1 mnt 00 dtk", "mendekati")


def test_a_limit_of_days_is_near_on_its_last_working_day(house: House) -> None:
    house.complete(house.register())
    house.now = house.desk.working_time().instant(_local(house, days=6), minutes=15 * 60)
    assert _cell(house).style == ""
    house.now = house.desk.working_time().instant(_local(house, days=1), minutes=1)
    assert _cell(house).style == "mendekati"


def test_a_list_and_the_file_agree_on_what_is_near(house: House) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    for _ in range(11):
        (first, *_rest) = view(house.desk, house.who("bo"), ref.file).running
        assert (_cell(house).style == "mendekati") is (first.verdict.state is State.AT_RISK)
        house.pass_minutes(0.5)


def test_a_resting_file_counts_down_the_limit_that_still_runs(house: House) -> None:
    bo = house.who("bo")
    ref = perform(house.desk, bo, house.complete(house.register()), Take())
    perform(house.desk, bo, ref, Rest(0), agency="Dinkes")
    assert _cell(house) == Cell(short_date(_local(house, days=7)), "")
    house.pass_minutes(11 * 24 * 60)
    assert _cell(house) == Cell("LEWAT 2 hari", "lewat")


def test_a_file_in_trouble_counts_down_the_limit_that_still_runs(house: House) -> None:
    bo = house.who("bo")
    ref = perform(house.desk, bo, house.complete(house.register()), Take())
    perform(house.desk, bo, ref, MarkTrouble(0), remark="siCantik mati")
    house.pass_minutes(11 * 24 * 60)
    assert _cell(house) == Cell("LEWAT 2 hari", "lewat")


def test_where_nothing_runs_a_file_says_since_when_never_an_amount_like_time_left(house: House) -> None:
    house.give_back(house.register(), reason="STR kedaluwarsa")
    began, time = house.desk.working_time().local(house.now), house.desk.working_time()
    (row,), _ = lists.with_applicants(house.desk, house.who("fo2"))
    assert clock_cell(row_clock(row), moment(time, house.now)) == Cell(f"sejak {began:%H.%M}", "istirahat")
    house.pass_minutes(3 * 24 * 60)
    (row,), _ = lists.with_applicants(house.desk, house.who("fo2"))
    day = f"sejak {short_date(began.date()).split(' ', 1)[1]}"
    assert clock_cell(row_clock(row), moment(time, house.now)) == Cell(day, "istirahat")


def test_beside_people_who_wait_what_is_left_has_its_sign(house: House) -> None:
    """At Loket 2 and 5 the one column has both."""
    bo = house.who("bo")
    time = house.desk.working_time()
    ref = house.complete(house.register())

    def cell() -> Cell:
        (row,) = lists.pile(house.desk, bo).in_hand
        return counter_cell(row_clock(row), moment(time, house.now))

    perform(house.desk, bo, ref, Take())
    assert cell().text == "↓5 mnt"
    house.pass_minutes(4.5)
    assert cell().text == "↓30 dtk"
    house.pass_minutes(3)
    assert cell() == Cell("LEWAT 2 mnt", "lewat")
    waits = counter_cell(Since(house.now), moment(time, house.now + 9 * MINUTE))
    assert waits.text == "9 mnt"


def test_a_lane_says_how_long_as_its_alarm_does() -> None:
    assert [minutes(each * MINUTE) for each in (0, 12, 118)] == ["<1 mnt", "12 mnt", "1 jam 58 mnt"]


def test_what_lies_for_days_comes_before_what_is_due_later_and_after_what_is_due_today(house: House) -> None:
    for _ in range(4):
        house.complete(house.register())
    due_today, lain, due_later, new = lists.pile(house.desk, house.who("bo")).waiting
    time, clock = house.desk.working_time(), due_today.clock
    assert isinstance(clock, Countdown)
    today = replace(clock.deadline, at=house.now + HOUR, last=_local(house, days=0))
    due_today = replace(due_today, clock=replace(clock, deadline=today))
    lain = replace(lain, clock=Still.NO_LIMIT, work=replace(lain.work, start_at=house.now - 7 * DAY))
    new = replace(new, clock=Still.NO_LIMIT)
    ordered = by_pressure((due_today, due_later, new, lain), moment(time, house.now))
    assert [row.key for row in ordered] == [row.key for row in (due_today, lain, due_later, new)]


def _cell(house: House) -> Cell:
    """The clock of the back office's only file, as its list shows it."""
    found = lists.pile(house.desk, house.who("bo"))
    (row,) = (*found.in_hand, *found.waiting, *found.resting)
    return clock_cell(row_clock(row), moment(house.desk.working_time(), house.now))


def _local(house: House, days: int) -> date:
    return (house.desk.working_time().local(house.now) + timedelta(days=days)).date()


def test_the_lines_of_a_files_times_add_up(house: House) -> None:
    ref = house.register()
    house.pass_minutes(10.9)
    ref = house.complete(ref)
    house.pass_minutes(75.9)
    ref = house.step("bo", ref, "benar")
    house.pass_minutes(3 * 24 * 60 + 20.9)
    seen = view(house.desk, house.who("bo"), ref.file)
    lines = [text.plain for text in time_lines(seen, _no_inks())]
    cells = [(line[34:52].strip(), line[52:].strip()) for line in lines]
    *parts, whole = [pair for pair in cells[1:] if pair[0] and "─" not in pair[0]]
    for at in (0, 1):
        assert short_length(sum(_minutes(pair[at]) for pair in parts)) == whole[at]


class _Plain(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _no_inks() -> dict[str, str]:
    return _Plain()


def _minutes(words: str) -> int:
    """`2 jam 5 mnt` in ms."""
    parts = words.split()
    units = {"jam": HOUR, "mnt": MINUTE}
    return sum(int(n) * units[unit] for n, unit in zip(parts[::2], parts[1::2], strict=False))


def test_f8_is_one_word_at_every_sign_off_so_that_no_key_is_cut_on_a_small_screen() -> None:
    steps = [step for procedure in shipped().values() for step in procedure.steps]
    said = {
        verb(step, at, forward_branches(step)) for step in steps for at in range(len(step.sign_offs) or 1)
    }
    assert {"Penetapan", "Penyerahan", "Teruskan"} <= said
    assert not [word for word in said if " " in word]


@pytest.mark.parametrize(
    ("label", "word"), [("ATR/BPN menyetujui", "ATR/BPN"), ("PUPR", "PUPR"), ("paraf", "Paraf")]
)
def test_a_sign_off_keeps_the_capitals_of_who_gives_it(label: str, word: str) -> None:
    step = next(s for p in shipped().values() for s in p.steps if len(s.sign_offs) > 1)
    first, *others = step.sign_offs
    step = replace(step, sign_offs=(replace(first, label=label), *others))
    (branch, *_) = forward_branches(step)
    assert verb(step, 0, [branch]) == word
    act = Choose(branch.id)
    said = told(Event(2, 0, 0, act, person=1), step, {1: "Andi Contoh"}, {})
    assert said.startswith(word.split()[0])


@pytest.mark.parametrize(
    ("name", "short"),
    [("FO/Petugas Loket 4", "Petugas Loket 4"), ("ATR/BPN", "ATR/BPN"), ("Seksi ATR/BPN", "Seksi ATR/BPN")],
)
def test_a_role_is_called_by_its_full_name_and_an_agency_by_its_own(name: str, short: str) -> None:
    assert short_role(name) == short


@pytest.mark.parametrize(
    ("company", "words"),
    [
        ("UD Contoh Graha 5", "Contoh Graha 5, UD"),
        ("PT. Contoh Nusantara", "Contoh Nusantara, PT"),
        ("Udara Contoh", "Udara Contoh"),
        ("", "Siti Aminah"),
    ],
)
def test_a_list_names_a_business_by_what_tells_it_apart(house: House, company: str, words: str) -> None:
    house.register(company=company)
    (row,) = lists.all_open(house.desk, house.who("fo2"))
    assert listed_name(row.work) == words


def test_of_many_numbers_that_stay_as_many_are_named_as_leave_the_reason_room() -> None:
    refused = Refused(Why.NOT_ALLOWED)
    stays = {f"A-{number:03}": refused for number in range(5, 33)}
    (line,) = what_stays(Next(KeyAct(1, ()), (), stays), lambda _: "Tidak boleh sekarang.")
    assert line == "A-005, A-006, A-007 dan 25 lagi: tidak boleh sekarang."
    (line,) = what_stays(Next(KeyAct(1, ()), (), stays), lambda _: "Peran Anda tidak mencakup ini.")
    assert line == "A-005, A-006 dan 26 lagi: peran Anda tidak mencakup ini."
