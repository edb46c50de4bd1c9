"""The hall as a supervisor sees it: who is at which counter, whom they serve, and since when they do not."""

from __future__ import annotations

import pytest

from loket.desk import roster
from loket.desk.authority import Who
from loket.desk.errors import Invalid
from loket.desk.lookout.hall import At, AtCounter, hall
from loket.desk.people import sessions
from loket.desk.queue import calling
from loket.desk.queue.pausing import Pause, pause, reopen
from loket.flow.acts import Refused
from loket.flow.queue.acts import Outcome
from tests.desk.kantor import Kantor
from tests.desk.undo import f9


def seen(kantor: Kantor, counter: str) -> AtCounter:
    found = hall(kantor.desk, kantor.who("penyelia"))
    return next(each for each in found if each.counter.id == counter)


def test_a_counter_is_empty_then_idle_then_busy_then_idle_since_it_let_somebody_go(karimun: Kantor) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    assert seen(karimun, "2").how is At.EMPTY
    sessions.begin(desk, sari)
    sat = desk.now()
    karimun.wait(4)
    there = seen(karimun, "2")
    assert (there.how, there.people, there.idle, there.last) == (At.IDLE, (sari.person,), sat, None)
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    busy = seen(karimun, "2")
    assert (busy.how, [row.number for row in busy.numbers], busy.idle) == (At.BUSY, [called.number], None)
    karimun.wait(3)
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    went = desk.now()
    karimun.wait(6)
    after = seen(karimun, "2")
    assert (after.how, after.idle, after.last) == (At.IDLE, went, went)


def test_who_calls_without_a_seat_is_at_the_counter_for_as_long_as_they_are_taken_to_call(
    karimun: Kantor,
) -> None:
    sari, desk = karimun.who("fo2"), karimun.desk
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    assert seen(karimun, "2").people == (sari.person,)
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    karimun.wait(20)
    assert seen(karimun, "2").how is At.IDLE
    karimun.wait(1)
    assert seen(karimun, "2").how is At.EMPTY


def test_counters_stand_in_the_offices_order_and_none_that_calls_nobody(karimun: Kantor) -> None:
    order = [each.counter.id for each in hall(karimun.desk, karimun.who("penyelia"))]
    assert order == ["2", "4", "5"]
    with pytest.raises(Refused):
        hall(karimun.desk, karimun.who("fo2"))


def test_a_supervisor_closes_any_counter_and_opens_it_and_f9_opens_it_too(karimun: Kantor) -> None:
    desk, agus, sari = karimun.desk, karimun.who("penyelia"), karimun.who("fo2")
    sessions.begin(desk, sari)
    calling.issue_ticket(desk, sari, errand="daftar")
    called = calling.call_next(desk, sari)
    assert called is not None
    pause(desk, agus, Pause.MEETING, "2")
    assert seen(karimun, "2").how is At.BUSY  # who is served is to the end
    calling.finish(desk, sari, called.id, Outcome.LEFT)
    shut = seen(karimun, "2")
    assert (shut.how, shut.paused and shut.paused.reason) == (At.PAUSED, "rapat")
    reopen(desk, agus, "2")
    assert seen(karimun, "2").how is At.IDLE
    pause(desk, agus, Pause.TROUBLE, "2")
    f9(desk, agus)
    assert seen(karimun, "2").how is At.IDLE
    with pytest.raises(Refused):
        pause(desk, karimun.who("fo4"), Pause.BREAK, "2")
    with pytest.raises(Invalid):
        pause(desk, agus, Pause.BREAK, "99")


@pytest.mark.of_both
def test_a_supervisor_notes_who_did_not_come_today_and_nothing_else_of_the_roster(karimun: Kantor) -> None:
    desk, agus, sari = karimun.desk, karimun.who("penyelia"), karimun.who("fo2")
    sessions.begin(desk, sari)
    roster.away_today(desk, agus, sari.person, "sakit")
    assert seen(karimun, "2").how is At.EMPTY
    (days,) = roster.coming(desk, None)
    assert (days.person, days.first, days.last, days.reason) == (sari.person, days.last, days.first, "sakit")
    with pytest.raises(Invalid):
        roster.away_today(desk, agus, sari.person, "sakit")
    with pytest.raises(Refused):
        roster.away_today(desk, Who(karimun.ids["fo4"], "4"), agus.person, "sakit")
