"""Figures of the queue: a supervisor's of the office, a clerk's own, without times that nobody believes."""

from __future__ import annotations

from datetime import date

import pytest

from loket.desk.authority import Who
from loket.desk.errors import Invalid
from loket.desk.integrity import examine
from loket.desk.queue import calling, closing, doubting, fair_order, figures, line, on_paper
from loket.flow.acts import Refused
from loket.flow.queue.acts import Beyond, Outcome, OutOfTurn
from loket.flow.queue.figures import Measured
from loket.flow.queue.legs import Doubtful, Fate
from loket.lengths import MINUTE, SECOND
from loket.paper.layout import WIDTH
from loket.paper.queue_order import queue_order
from loket.store.tickets import TicketRow
from loket.text import cells
from tests.desk.kantor import Kantor
from tests.desk.undo import f9

TODAY = date(2026, 11, 18)


def give(office: Kantor, count: int = 1) -> None:
    for _ in range(count):
        calling.issue_ticket(office.desk, office.who("fo2"), errand="daftar")


def serve(office: Kantor, key: str, minutes: float) -> TicketRow:
    """Call who is next at once, and serve them so long."""
    who = office.who(key)
    called = calling.call_next(office.desk, who)
    assert called is not None
    calling.present(office.desk, who, called.id)
    office.wait(minutes)
    return calling.finish(office.desk, who, called.id, Outcome.ASKED)


def sheet(office: Kantor) -> str:
    return figures.sheet_of_today(office.desk, office.who("penyelia"))


def own(office: Kantor, key: str) -> str:
    return figures.own_sheet(office.desk, office.who(key))


def read(office: Kantor) -> Measured:
    return figures.of_today(office.desk, office.who("penyelia")).figures.every.service


def test_a_supervisor_reads_who_came_how_long_they_waited_and_how_long_that_took(karimun: Kantor) -> None:
    give(karimun, 4)
    karimun.wait(10)
    for minutes in (5, 20):
        serve(karimun, "fo2", minutes)
    karimun.wait(5)
    third = calling.call_next(karimun.desk, karimun.who("sinta"))
    assert third is not None
    calling.no_show(karimun.desk, karimun.who("sinta"), third.id)
    calling.finish(karimun.desk, karimun.who("sinta"), third.id, Outcome.LEFT)
    found = figures.of_today(karimun.desk, karimun.who("penyelia")).figures
    (lane,) = found.lines
    assert lane.fates == {Fate.SERVED: 2, Fate.ABSENT: 1, Fate.OPEN: 1}
    assert lane.wait == Measured(2, int(12.5 * MINUTE), 10 * MINUTE, 15 * MINUTE)
    (counter,) = found.counters
    assert (counter.called, counter.served, counter.absent) == (3, 2, 1)
    assert (counter.attended, counter.idle) == (40 * MINUTE, 15 * MINUTE)
    text = sheet(karimun)
    said = " ".join(text.split())
    assert "Mendaftar" in said
    assert "rata-rata 12 mnt, tengah 10 mnt, 9 dari 10 sampai 15 mnt" in said
    assert "ada kerjanya 40 mnt, tanpa nomor 15 mnt" in said
    assert max(map(cells, text.splitlines())) <= WIDTH
    assert not [name for name in ("Petugas fo2", "Petugas sinta") if name in text]
    give(karimun)
    fifth = calling.call_next(karimun.desk, karimun.who("fo2"))
    assert fifth is not None
    calling.transfer(karimun.desk, karimun.who("fo2"), fifth.id, "ambil")
    assert "5, 1 kali dipindahkan: 6 kali datang SEMUA datang 6:" in " ".join(sheet(karimun).split())


def test_a_clerk_reads_of_those_whom_they_served_and_of_nobody_elses(karimun: Kantor) -> None:
    give(karimun, 3)
    for key, minutes in (("fo2", 5), ("fo2", 7), ("sinta", 40)):
        serve(karimun, key, minutes)
    assert "Mendaftar" in own(karimun, "fo2")
    assert ": 2\n" in own(karimun, "fo2")
    assert "rata-rata 6 mnt" in own(karimun, "fo2")
    assert "40 mnt" not in own(karimun, "fo2")
    assert "rata-rata 40 mnt" in own(karimun, "sinta")
    assert "Belum ada yang dilayani" in own(karimun, "fo4")
    for asked in (figures.of_today, lambda desk, who: fair_order.of_period(desk, who, TODAY, TODAY)):
        with pytest.raises(Refused):
            asked(karimun.desk, karimun.who("fo2"))


def test_what_nobody_should_believe_is_left_out_and_said(karimun: Kantor) -> None:
    sari = karimun.who("fo2")
    on_paper.take_in(karimun.desk, sari, "daftar", "", (1, 1), karimun.at - 20 * MINUTE)
    serve(karimun, "fo2", 6)
    give(karimun, 2)
    serve(karimun, "fo2", 2 / 60)
    left = calling.call_next(karimun.desk, sari)
    assert left is not None
    calling.present(karimun.desk, sari, left.id)
    karimun.go_to("2026-11-19 08:00")
    give(karimun)
    assert calling.call_next(karimun.desk, sari) is not None  # ends what was left open
    found = figures.of_office(karimun.desk, None, TODAY, TODAY).figures
    assert found.every.service == Measured(1, 6 * MINUTE, 6 * MINUTE, 6 * MINUTE, left_out=2)
    assert found.every.wait == Measured(1, 2 * SECOND, 2 * SECOND, 2 * SECOND, left_out=2)
    assert (found.doubtful, found.reasons) == (
        3,
        {Doubtful.PAPER: 1, Doubtful.LEFT_OPEN: 1, Doubtful.BRIEF: 1},
    )


def test_a_supervisor_marks_a_number_whose_times_are_not_counted_and_takes_that_back(karimun: Kantor) -> None:
    desk, supervisor = karimun.desk, karimun.who("penyelia")
    give(karimun, 2)
    for minutes in (4, 90):
        serve(karimun, "fo2", minutes)
    assert read(karimun).mean == 47 * MINUTE

    def mark(who: Who, number: str = "a-002", reason: str = "Lupa ditutup saat istirahat") -> None:
        doubting.doubt(desk, who, TODAY, number, reason)

    with pytest.raises(Refused):
        mark(karimun.who("fo2"))
    for number, reason in (("A-009", "salah"), ("A-002", " "), ("A-002", "NIK 2102015508900012")):
        with pytest.raises(Invalid):
            mark(supervisor, number, reason)
    mark(supervisor)
    assert (read(karimun).mean, read(karimun).left_out) == (4 * MINUTE, 1)
    assert "ditandai penyelia" in sheet(karimun)
    (kept,) = doubting.every(desk, supervisor)
    assert (kept.number, kept.reason) == ("A-002", "Lupa ditutup saat istirahat")
    assert "istirahat" not in sheet(karimun)
    with pytest.raises(Invalid):
        mark(supervisor)
    assert f9(desk, supervisor) is not None
    assert read(karimun).mean == 47 * MINUTE
    assert f9(desk, supervisor) is None
    mark(supervisor)
    doubting.believe(desk, supervisor, kept.ticket)
    doubting.believe(desk, supervisor, kept.ticket)
    assert (read(karimun).left_out, doubting.every(desk, supervisor)) == (0, ())
    assert examine(desk).sound


@pytest.mark.of_both
def test_the_page_of_the_order_tells_each_call_out_of_turn_and_each_number_beyond(karimun: Kantor) -> None:
    desk, sari = karimun.desk, karimun.who("fo2")
    give(karimun, 4)
    for reason in (OutOfTurn.FRAIL, OutOfTurn.TOLD):
        waiting = line.queue(desk, sari).waiting
        called = calling.call(desk, sari, waiting[-1], reason)
        if reason is OutOfTurn.TOLD:
            f9(desk, sari)
            break
        calling.finish(desk, sari, called.id, Outcome.LEFT)
    closing.keep_rest(desk, sari)
    karimun.go_to("2026-11-19 08:30")
    closing.keep_rest(desk, sari)
    calling.issue_ticket(desk, sari, errand="daftar", beyond=Beyond.FAR)
    order = fair_order.of_period(desk, karimun.who("penyelia"), TODAY, date(2026, 11, 19))
    assert [(one.number, one.reason) for one in order.out_of_turn] == [("A-004", "tidak kuat menunggu")]
    assert [(one.day.day, one.minute, one.reason) for one in order.beyond] == [(19, 510, "datang dari jauh")]
    assert order.numbers == 5
    text = queue_order(desk.office, order)
    assert "Rabu, 18 November 2026\n  09.00  A-004 Loket 2 Pendaftaran" in text
    assert max(map(cells, text.splitlines())) <= WIDTH
    assert "tidak ada" in fair_order.page_of_today(desk, sari)
    with pytest.raises(Invalid):
        fair_order.of_period(desk, None, TODAY, date(2026, 11, 17))


def test_a_day_is_read_by_few_statements_however_many_numbers_it_has(
    karimun: Kantor, statements: list[str]
) -> None:
    asked = list[int]()
    for _ in range(2):
        give(karimun, 3)
        serve(karimun, "fo2", 3)
        statements.clear()
        figures.of_office(karimun.desk, None, TODAY, TODAY)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 14
