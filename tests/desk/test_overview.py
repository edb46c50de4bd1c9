"""What a supervisor chose to see: filters that hold together, words of any column, counts of the whole."""

from __future__ import annotations

from collections import Counter

import pytest

from loket.desk.calendar import days
from loket.desk.case import overview
from loket.desk.case.overview import EVERYTHING, Filter, Group, Order, Overview, group
from loket.flow.countdown import Countdown, moment
from loket.flow.limits import LimitKind
from loket.flow.standing import Standing
from loket.sla import Holiday
from tests.desk.kantor import Kantor, at_back_office, at_step


def look(kantor: Kantor, chosen: Filter = EVERYTHING, **more: object) -> Overview:
    return overview.look(kantor.desk, kantor.who("penyelia"), chosen, **more)  # type: ignore[arg-type]


def files(kantor: Kantor, chosen: Filter, **more: object) -> list[int]:
    return [file.row.work.file_id for file in look(kantor, chosen, **more).files]


@pytest.fixture
def full(karimun: Kantor) -> Kantor:
    """Files everywhere: late, on piles, in hand, with the applicant, to be collected."""
    for _ in range(3):
        at_back_office(karimun)
    karimun.take(2, "andi")
    returned = karimun.register().file
    karimun.do(returned, "fo2", "tidak")
    at_step(karimun, 11)
    at_step(karimun, 5)
    karimun.wait(26 * 60)
    at_back_office(karimun)
    return karimun


def test_the_counts_of_a_list_that_is_cut_are_those_of_its_rows_read_whole(full: Kantor) -> None:
    time, near = full.desk.working_time(), full.desk.office.settings.nearly_days
    for chosen in (EVERYTHING, Filter(role="bo"), Filter(pressing=True), Filter(words="siti")):
        for hours in (0, 24, 24 * 9, 24 * 30):
            full.wait(60 * hours)
            whole = look(full, chosen, limit=10_000)
            now = moment(time, full.desk.now())
            rows = Counter(group(file.row, now, near) for file in whole.files)
            assert dict(whole.grouped) == dict(rows)
            assert dict(look(full, chosen, limit=1).grouped) == dict(rows)
            assert len(look(full, chosen, limit=2).files) == min(2, len(whole.files))
            full.wait(-60 * hours)


def test_filters_hold_together(full: Kantor) -> None:
    at_bo = files(full, Filter(role="bo"))
    waiting = files(full, Filter(standing=Standing.WAITING))
    both = files(full, Filter(role="bo", standing=Standing.WAITING))
    assert both == [file for file in at_bo if file in waiting]
    assert 2 in at_bo
    assert 2 not in both
    assert files(full, Filter(role="bo", standing=Standing.WORKING, words="andi")) == [2]
    assert files(full, Filter(role="bo", standing=Standing.WAITING, words="andi")) == []


def test_words_are_looked_for_in_every_column(full: Kantor) -> None:
    number = full.view(3).row.number
    name = full.view(3).row.applicant
    service = full.desk.office.services[full.view(3).row.service].name
    everything = files(full, EVERYTHING)
    assert 3 in files(full, Filter(words=number))
    assert files(full, Filter(words=name.upper())) == everything
    assert set(files(full, Filter(words=service.split()[0]))) == set(everything)
    holder = full.view(2).people[full.ids["andi"]]
    assert files(full, Filter(words=holder.split()[0])) == [2]
    assert 2 not in files(full, Filter(words=full.desk.office.roles["bo"].name))
    assert 3 in files(full, Filter(words=full.desk.office.roles["bo"].name.split()[0]))
    assert files(full, Filter(words="tak ada yang begini")) == []
    assert files(full, Filter(words="%")) == []


def test_what_presses_is_late_due_today_or_near_and_nothing_else(full: Kantor) -> None:
    now = moment(full.desk.working_time(), full.desk.now())
    near = full.desk.office.settings.nearly_days
    urgent = {Group.OVERDUE, Group.TODAY, Group.NEAR}
    every = look(full).files
    pressing = [f.row.work.file_id for f in every if group(f.row, now, near) in urgent]
    assert pressing
    assert len(pressing) < len(every)
    assert files(full, Filter(pressing=True)) == pressing


def test_the_list_stands_by_deadline_by_who_lies_longest_or_by_number(full: Kantor) -> None:
    starts = [file.row.work.start_at for file in look(full, order=Order.LONGEST).files]
    assert starts == sorted(starts)
    ids = files(full, EVERYTHING, order=Order.NUMBER)
    assert ids == sorted(ids)
    assert sorted(files(full, EVERYTHING)) == ids


def test_the_legal_line_orders_what_it_runs_for_whatever_else_presses(full: Kantor) -> None:
    listed = look(full, Filter(legal=True), order=Order.LEGAL).files
    ends = {f.row.work.file_id: full.limits(f.row.work.file_id)[LimitKind.LEGAL] for f in listed}
    due = [ends[f.row.work.file_id].due or ends[f.row.work.file_id].ran_out for f in listed]
    assert due == sorted(due, key=lambda at: at or 0)
    timed = [f.row.work.file_id for f in look(full).files if isinstance(f.row.clock, Countdown)]
    running = [
        file
        for file in timed
        if (line := full.limits(file).get(LimitKind.LEGAL)) and (line.due or line.ran_out)
    ]
    assert sorted(ends) == sorted(running)
    assert running


def test_what_is_kept_of_a_reading_is_as_if_read_anew(full: Kantor) -> None:
    known = overview.Known()

    def agrees() -> None:
        for chosen in (EVERYTHING, Filter(role="bo")):
            assert look(full, chosen, known=known) == look(full, chosen)

    agrees()
    before = {file.row.key: file for file in look(full, known=known).files}
    full.take(1, "andi")
    after = look(full, known=known).files
    assert [file.row.key for file in after if file is not before[file.row.key]] == [(1, 0)]
    agrees()
    today = full.desk.working_time().date_of(full.desk.now())
    row = days.holiday_row(Holiday(today, "libur_daerah", "Libur Contoh", "Contoh 1/2026"))
    days.change_days(full.desk, full.who("admin"), [row], reason="Edaran Contoh")
    agrees()  # a day that was worked on counts no more
