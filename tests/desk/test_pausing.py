"""A counter closed for a while: the hall is told, nobody counts on it, and whoever calls has opened it."""

from __future__ import annotations

import pytest

from loket.desk import integrity
from loket.desk.authority import Who
from loket.desk.errors import CounterBusy, Invalid
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling, line
from loket.desk.queue.board import board
from loket.desk.queue.pausing import Pause, pause, reopen
from loket.flow.queue.acts import Outcome
from tests.desk.kantor import Kantor


def test_a_counter_is_closed_until_it_is_opened_or_calls_or_the_day_is_over(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    key = devices.give(desk, None, DeviceKind.BOARD, "Papan").key

    def closed() -> tuple[str, ...]:
        return board(desk, key).closed

    pause(desk, sari, Pause.BREAK)
    assert closed() == ("Loket 2 Pendaftaran",)
    paused = line.queue(desk, sari).paused
    assert paused is not None
    assert (paused.reason, paused.since) == ("istirahat", karimun.desk.now())
    assert line.queue(desk, karimun.who("fo4")).paused is None
    reopen(desk, sari)
    assert closed() == ()
    pause(desk, sari, Pause.MEETING)
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    assert closed() == ()
    with pytest.raises(CounterBusy):
        pause(desk, sari, Pause.BREAK)
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    assert board(desk, key).latest is not None
    pause(desk, sari, Pause.TROUBLE)
    shown = board(desk, key)
    assert (shown.latest, [call.number for call in shown.calls]) == (None, ["A-001"])
    karimun.go_to("2026-11-19 08:00")
    assert closed() == ()
    assert integrity.examine(desk).sound


def test_a_counter_where_a_colleague_serves_is_not_closed(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    key = devices.give(desk, None, DeviceKind.BOARD, "Papan").key
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, karimun.who("sinta"))
    assert called is not None
    pause(desk, sari, Pause.BREAK)
    assert board(desk, key).closed == ()
    calling.finish(desk, karimun.who("sinta"), called.id, Outcome.LEFT)
    assert board(desk, key).closed == ("Loket 2 Pendaftaran",)


def test_what_a_clock_set_back_a_day_recorded_hides_nothing_of_today(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    pause(desk, sari, Pause.MEETING)
    karimun.wait(-24 * 60)
    pause(desk, karimun.who("fo4"), Pause.BREAK)
    karimun.wait(24 * 60)
    paused = line.queue(desk, sari).paused
    assert paused is not None
    assert paused.reason == "rapat"


def test_a_counter_that_finds_nobody_to_call_stays_closed(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    pause(desk, karimun.who("penyelia"), Pause.MEETING, "2")
    assert calling.call_next(desk, sari) is None
    assert line.queue(desk, sari).paused is not None


def test_nobody_counts_on_a_closed_counter(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    key = devices.give(desk, None, DeviceKind.BOARD, "Papan").key

    def told() -> bool:
        return next(lane for lane in board(desk, key).lanes if lane.errand.id == "daftar").wait is not None

    assert told()
    pause(desk, sari, Pause.BREAK)
    assert not told()
    reopen(desk, sari)
    assert told()


def test_who_sits_at_no_counter_closes_none(karimun: Kantor) -> None:
    with pytest.raises(Invalid):
        pause(karimun.desk, Who(karimun.ids["fo2"]), Pause.BREAK)
