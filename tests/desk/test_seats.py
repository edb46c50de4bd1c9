"""Two people at one counter: a number each, and nobody ends another's unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loket.desk import drafts, place
from loket.desk.authority import Who
from loket.desk.errors import CounterBusy, Invalid
from loket.desk.intake.cleaning import Registration
from loket.desk.people import sessions, staff
from loket.desk.queue import calling, line
from loket.flow.acts import Refused
from loket.flow.queue.acts import Outcome
from loket.flow.queue.rules import TicketRefused
from loket.flow.queue.state import TicketStanding
from loket.store import people
from loket.store.applicants import NewApplicant
from loket.store.journal import Stamp
from loket.store.tickets import TicketRow
from tests import registering
from tests.accounts import SEVERAL_ACCOUNTS, as_somebody
from tests.desk.kantor import NIK, Kantor
from tests.desk.undo import f9
from tests.killed import sat_down


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture
def sinta(karimun: Kantor) -> Who:
    """A colleague at the same counter."""
    return karimun.who("sinta")


def current(office: Kantor, who: Who) -> TicketRow:
    found = line.queue(office.desk, who).current
    assert found is not None
    return found


def queue_up(office: Kantor, who: Who, count: int) -> list[TicketRow]:
    return [calling.issue_ticket(office.desk, who, "sip-bidan") for _ in range(count)]


def brought(ticket: TicketRow) -> Registration:
    return Registration("sip-bidan", "baru", NewApplicant("Contoh Siti", NIK), ticket=ticket.id)


def test_two_at_one_counter_have_a_number_each(karimun: Kantor, sari: Who, sinta: Who) -> None:
    queue_up(karimun, sari, 3)
    first, second = calling.call_next(karimun.desk, sari), calling.call_next(karimun.desk, sinta)
    assert first is not None
    assert second is not None
    assert (first.ticket.station, second.ticket.station) == ("2", "2")
    assert (current(karimun, sari), current(karimun, sinta)) == (first, second)
    assert line.queue(karimun.desk, sari).with_others == (second,)
    with pytest.raises(CounterBusy):
        calling.call_next(karimun.desk, sinta)


@pytest.mark.parametrize("counter", ["2", None])
def test_nobody_ends_or_uses_anothers_number(
    karimun: Kantor, sari: Who, sinta: Who, counter: str | None
) -> None:
    queue_up(karimun, sari, 1)
    served = calling.present(karimun.desk, sari, calling.call_next(karimun.desk, sari).id)  # type: ignore[union-attr]
    colleague = Who(sinta.person, counter)
    for act in (
        lambda: calling.finish(karimun.desk, colleague, served.id, Outcome.LEFT),
        lambda: calling.recall(karimun.desk, colleague, served.id),
        lambda: registering.register(karimun.desk, colleague, brought(served)),
    ):
        with pytest.raises(TicketRefused) as refused:
            act()
        assert karimun.says(refused.value) == "A-001 sedang dilayani Petugas fo2 sejak 09.00."
    assert current(karimun, sari) == served


def test_a_number_is_taken_over_by_an_act_of_its_own_and_given_back(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    queue_up(karimun, sari, 2)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    karimun.wait(1)
    served = calling.present(karimun.desk, sari, called.id)
    place = (drafts.DRAFT_PLACE, drafts.draft_subject(called.id))
    drafts.save(karimun.desk, sari, *place, {"name": "Contoh Siti"})
    karimun.wait(20)
    taken = calling.take_over(karimun.desk, sinta, served)
    assert (taken.ticket.person, taken.standing) == (sinta.person, TicketStanding.SERVED)
    assert (taken.ticket.present_at, line.queue(karimun.desk, sari).current) == (
        served.ticket.present_at,
        None,
    )
    calling.call_next(karimun.desk, sari)
    assert f9(karimun.desk, sinta) is None
    f9(karimun.desk, sari)
    f9(karimun.desk, sinta)
    assert current(karimun, sari).ticket == served.ticket
    assert drafts.load(karimun.desk, sari, *place) is not None
    kinds = [entry.kind for entry in karimun.journal("ticket", called.id)]
    assert kinds == ["given", "called", "present", "taken_over", "undone"]


def test_the_number_of_who_may_no_longer_work_here_is_taken_over_and_ended_by_a_colleague(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    queue_up(karimun, sari, 1)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    served = calling.present(karimun.desk, sari, called.id)
    staff.change(karimun.desk, None, sari.person, active=False)
    (seen,) = line.queue(karimun.desk, sinta).with_others
    assert seen == served
    calling.take_over(karimun.desk, sinta, seen)
    ended = calling.finish(karimun.desk, sinta, served.id, Outcome.LEFT)
    assert (ended.standing, ended.ticket.person) == (TicketStanding.ENDED, sinta.person)


def test_what_was_taken_over_is_what_was_seen_and_with_free_hands(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    queue_up(karimun, sari, 2)
    seen = calling.call_next(karimun.desk, sari)
    assert seen is not None
    calling.present(karimun.desk, sari, seen.id)
    with pytest.raises(TicketRefused):
        calling.take_over(karimun.desk, sinta, seen)
    calling.call_next(karimun.desk, sinta)
    with pytest.raises(CounterBusy):
        calling.take_over(karimun.desk, sinta, current(karimun, sari))
    with pytest.raises(CounterBusy):
        calling.take_over(karimun.desk, sari, current(karimun, sari))


def test_ones_own_number_of_yesterday_ends_with_the_next_call_and_a_colleagues_does_not(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    queue_up(karimun, sari, 2)
    for who in (sari, sinta):
        assert calling.call_next(karimun.desk, who) is not None
    karimun.go_to("2026-11-19 07:31")
    queue_up(karimun, sari, 1)
    calling.call_next(karimun.desk, sinta)
    assert [(t.number, t.ticket.person) for t in line.queue(karimun.desk, sari).left_over] == [
        ("A-001", sari.person)
    ]


def test_who_sits_there_already_is_told_until_they_leave(karimun: Kantor, sari: Who, sinta: Who) -> None:
    assert sessions.begin(karimun.desk, sari) == ()
    karimun.wait(5)
    (told,) = sessions.begin(karimun.desk, sinta)
    assert (told.name, told.counter, karimun.clock(told.since)) == ("Petugas fo2", "2", "18 Nov 09:00")
    sessions.leave(karimun.desk, sari)
    assert sessions.begin(karimun.desk, sinta) == ()
    sessions.begin(karimun.desk, sari)
    karimun.go_to("2026-11-19 07:31")
    assert sessions.begin(karimun.desk, sinta) == ()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system tells of no processes")
def test_whose_terminal_was_killed_sits_there_no_more_and_it_is_told_once(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    sat_down(karimun.desk.store.place, karimun.at, sari.person, "2")
    karimun.wait(5)
    (told,) = sessions.begin(karimun.desk, sinta)
    assert (told.name, karimun.clock(told.since), told.gone) == ("Petugas fo2", "18 Nov 09:00", True)
    assert sessions.begin(karimun.desk, sinta) == ()
    sessions.begin(karimun.desk, sari)
    (told,) = sessions.begin(karimun.desk, sinta)
    assert not told.gone


def test_who_sits_elsewhere_now_is_not_told_and_without_its_role_no_seat_is_taken(
    karimun: Kantor, sari: Who, sinta: Who
) -> None:
    sessions.begin(karimun.desk, sari)
    sessions.begin(karimun.desk, Who(sari.person))
    assert sessions.begin(karimun.desk, sinta) == ()
    with karimun.desk.store.write() as conn:
        people.set_roles(conn, sinta.person, ["bo"], Stamp(karimun.at))
    assert sessions.begin(karimun.desk, sinta) == ()
    assert sessions.begin(karimun.desk, Who(sari.person, "2")) == ()


def test_who_is_signed_in_is_listed_with_where_and_since_when(karimun: Kantor, sari: Who, sinta: Who) -> None:
    sessions.begin(karimun.desk, sari)
    karimun.wait(5)
    sessions.begin(karimun.desk, Who(sinta.person))
    found = sessions.signed_in(karimun.desk, None)
    told = [(each.person, each.counter, karimun.clock(each.since), each.gone) for each in found]
    assert told == [(sari.person, "2", "18 Nov 09:00", False), (sinta.person, "", "18 Nov 09:05", False)]
    assert all(each.place for each in found)
    with pytest.raises(Refused):
        sessions.signed_in(karimun.desk, sari)


@pytest.mark.of_both
def test_an_admin_ends_a_session_and_it_is_kept_who_did(karimun: Kantor, sari: Who) -> None:
    sessions.begin(karimun.desk, sari)
    assert sessions.goes_on(karimun.desk, sari)
    (found,) = sessions.signed_in(karimun.desk, None)
    with pytest.raises(Refused):
        sessions.end(karimun.desk, sari, found.id)
    admin = karimun.who("admin")
    assert sessions.end(karimun.desk, admin, found.id) == found
    assert not sessions.goes_on(karimun.desk, sari)
    last = karimun.journal("person", sari.person)[-1]
    assert (last.kind, last.person_id) == (sessions.ENDING, admin.person)
    with pytest.raises(Invalid):
        sessions.end(karimun.desk, admin, found.id)


@SEVERAL_ACCOUNTS
def test_a_program_of_another_account_that_the_system_hides_has_not_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running, gone = place.program(), place.program().replace(f" {os.getpid()} ", " 999999999 ")

    def looks() -> None:
        monkeypatch.setattr(place, "_program", lambda _: "")
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert [place.has_ended(running), place.has_ended(gone)] == [False, True]

    assert as_somebody(54002, 54000, looks) == 0
