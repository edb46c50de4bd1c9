"""Loket 2: numbers given, called and finished; files registered with a number or without one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from loket.desk import drafts
from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.on_form import UNCHECKED
from loket.desk.case.on_record import masked
from loket.desk.case.perform import perform
from loket.desk.errors import AnotherDay, CounterBusy, Invalid, UnreadableNumber, WhoIsIt
from loket.desk.intake import registration
from loket.desk.intake.applicant import find_applicant
from loket.desk.intake.cleaning import Registration
from loket.desk.intake.doubt import Answer
from loket.desk.note_names import RENEWED_NOTE
from loket.desk.opening import open_desk
from loket.desk.people import preferences
from loket.desk.queue import calling, line
from loket.flow.acts import Choose, Note, PutBack, Refused, Resubmit, Void, Why
from loket.flow.queue.acts import Outcome, OutOfTurn
from loket.flow.queue.rules import TicketRefused
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.lengths import MINUTE
from loket.store import applicants, tickets
from loket.store.applicants import Applicant, CleanApplicant, NewApplicant
from loket.store.sql import Connection
from loket.store.tickets import TicketRow
from loket.text import clean
from tests import places, registering
from tests.desk.kantor import NIK, Kantor
from tests.desk.undo import f9

Offices = Callable[..., Kantor]
OTHER_NIK = "2102011203850004"
HOSTILE = (
    "[/bold] PT Contoh",
    "[@click=app.quit]Siti[/]",
    "Siti\x1b]52;c;Y29udG9o\x07Contoh",
    "Siti \u202eContoh\u2066\u200b",
    "Siti\nContoh\r\tBaru",
    "S" * 300,
    "S" * 5000,
    "Si\ud800ti",
)


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture
def rina(karimun: Kantor) -> Who:
    """A colleague who registers too."""
    return karimun.who("sinta")


def given(office: Kantor, who: Who, count: int = 1, service: str = "sip-bidan") -> list[TicketRow]:
    found = []
    for _ in range(count):
        found.append(calling.issue_ticket(office.desk, who, service))
        office.wait(1)
    return found


def applicant(name: str = "Contoh Siti", nik: str = NIK, **more: str) -> NewApplicant:
    return NewApplicant(name, nik, more.pop("phone", "081200001111"), **more)


def standings(office: Kantor, who: Who) -> dict[str, str]:
    queue = line.queue(office.desk, who)
    rows = [*queue.waiting, *queue.with_others, *queue.passed, *filter(None, [queue.current])]
    return {row.number: row.standing.value for row in rows}


# Numbers


def test_numbers_run_through_the_day_and_begin_anew(karimun: Kantor, sari: Who) -> None:
    first = [ticket.number for ticket in given(karimun, sari, 3)]
    assert first == ["A-001", "A-002", "A-003"]
    karimun.go_to("2026-11-19 07:31")
    (again,) = given(karimun, sari)
    assert (again.number, again.day) == ("A-001", "2026-11-19")


def test_the_day_is_the_offices_not_that_of_greenwich(karimun: Kantor, sari: Who) -> None:
    karimun.go_to("2026-11-19 06:30")
    (ticket,) = given(karimun, sari)
    assert ticket.day == "2026-11-19"


def test_each_series_counts_for_itself_and_who_waited_longest_is_next(kantor: Offices) -> None:
    office = kantor("pariaman")
    who = office.who("fo")
    numbers = [given(office, who, 1, service)[0].number for service in ("sip", "nib-ss", "sip")]
    assert numbers == ["B-001", "A-001", "B-002"]
    called = calling.call_next(office.desk, who)
    assert called is not None
    assert called.number == "B-001"


def test_a_number_is_called_recalled_comes_and_ends_with_one_outcome(karimun: Kantor, sari: Who) -> None:
    (ticket,) = given(karimun, sari)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    assert (called.number, called.standing, called.ticket.station) == ("A-001", TicketStanding.CALLED, "2")
    karimun.wait(1)
    assert calling.recall(karimun.desk, sari, ticket.id).ticket.calls == 2
    karimun.wait(1)
    served = calling.present(karimun.desk, sari, ticket.id)
    assert (served.standing, served.ticket.present_at) == (TicketStanding.SERVED, karimun.at)
    assert line.queue(karimun.desk, sari).current == served
    karimun.wait(8)
    ended = calling.finish(karimun.desk, sari, ticket.id, Outcome.ASKED)
    assert (ended.ticket.outcome, ended.ended_at) == (Outcome.ASKED, karimun.at)
    assert standings(karimun, sari) == {}
    kinds = [(e.kind, e.role) for e in karimun.journal("ticket", ticket.id)]
    assert kinds == [(k, "fo2") for k in ("given", "called", "recalled", "present", "finished")]


def test_a_queue_is_as_it_was_at_one_moment(
    karimun: Kantor, sari: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ticket,) = given(karimun, sari)
    calling.call_next(karimun.desk, sari)
    calling.present(karimun.desk, sari, ticket.id)
    brought = Registration("sip-bidan", "baru", applicant(), ticket=ticket.id)
    asked = tickets.left_over

    def meanwhile(conn: Connection, today: str, limit: int) -> tuple[TicketRow, ...]:
        with ThreadPoolExecutor(1) as other:
            other.submit(registration.register, karimun.desk, sari, brought).result()
        return asked(conn, today, limit)

    monkeypatch.setattr(tickets, "left_over", meanwhile)
    queue = line.queue(karimun.desk, sari)
    assert (queue.current is not None, queue.matters) == (True, ())


def test_nobody_waits(karimun: Kantor, sari: Who) -> None:
    assert calling.call_next(karimun.desk, sari) is None


def test_who_does_not_come_is_passed_over_and_may_come_back_in_their_place(
    karimun: Kantor, sari: Who, rina: Who
) -> None:
    first, _ = given(karimun, sari, 2)
    calling.call_next(karimun.desk, sari)
    calling.no_show(karimun.desk, sari, first.id)
    assert standings(karimun, sari) == {"A-001": "dilewati", "A-002": "menunggu"}
    calling.back(karimun.desk, rina, first.id)
    called = calling.call_next(karimun.desk, rina)
    assert called is not None
    assert called.number == "A-001"


def test_a_number_passed_over_is_called_in_one_act_or_stays_where_it_is(karimun: Kantor, sari: Who) -> None:
    first, _ = given(karimun, sari, 2)
    calling.call(karimun.desk, sari, first)
    passed = calling.no_show(karimun.desk, sari, first.id)
    other = calling.call_next(karimun.desk, sari)
    assert other is not None
    with pytest.raises(CounterBusy):
        calling.call(karimun.desk, sari, passed)
    assert standings(karimun, sari) == {"A-001": "dilewati", "A-002": "dipanggil"}
    f9(karimun.desk, sari)
    calling.call(karimun.desk, sari, passed)
    assert [e.kind for e in karimun.journal("ticket", first.id)] == ["given", "called", "no_show", "called"]
    f9(karimun.desk, sari)
    assert standings(karimun, sari) == {"A-001": "dilewati", "A-002": "menunggu"}


def test_a_number_called_by_mistake_waits_again(karimun: Kantor, sari: Who) -> None:
    (ticket,) = given(karimun, sari)
    calling.call(karimun.desk, sari, ticket)
    calling.back(karimun.desk, sari, ticket.id)
    assert standings(karimun, sari) == {"A-001": "menunggu"}


def test_a_number_not_served_has_not_brought_a_file(karimun: Kantor, sari: Who) -> None:
    (ticket,) = given(karimun, sari)
    with pytest.raises(TicketRefused):
        calling.finish(karimun.desk, sari, ticket.id, Outcome.FILED)
    calling.finish(karimun.desk, sari, ticket.id, Outcome.LEFT)


def test_what_another_counter_has_called_is_theirs(karimun: Kantor, sari: Who, rina: Who) -> None:
    (ticket,) = given(karimun, sari)
    karimun.go_to("2026-11-18 09:14")
    calling.call(karimun.desk, rina, ticket)
    karimun.wait(1)
    with pytest.raises(TicketRefused) as refused:
        calling.call(karimun.desk, sari, ticket)
    assert karimun.says(refused.value) == "A-001 sudah dipanggil Petugas sinta 09.14."
    with pytest.raises(TicketRefused):
        calling.present(karimun.desk, sari, ticket.id)
    assert [t.number for t in line.queue(karimun.desk, sari).with_others] == ["A-001"]
    calling.present(karimun.desk, rina, ticket.id)
    with pytest.raises(TicketRefused) as refused:
        calling.finish(karimun.desk, sari, ticket.id, Outcome.ASKED)
    assert karimun.says(refused.value) == "A-001 sedang dilayani Petugas sinta sejak 09.15."


def test_one_number_for_a_person_at_a_time(karimun: Kantor, sari: Who) -> None:
    first, second = given(karimun, sari, 2)
    calling.call(karimun.desk, sari, first)
    acts: tuple[Callable[[], object], ...] = (
        lambda: calling.call_next(karimun.desk, sari),
        lambda: calling.call(karimun.desk, sari, second),
        lambda: calling.call(karimun.desk, Who(sari.person, "4"), second),
    )
    for act in acts:
        with pytest.raises(CounterBusy) as busy:
            act()
        assert karimun.says(busy.value) == "Nomor A-001 masih terbuka. Isi dulu hasilnya."
    assert standings(karimun, sari) == {"A-001": "dipanggil", "A-002": "menunggu"}


def test_only_the_front_office_gives_and_calls_numbers(karimun: Kantor, sari: Who) -> None:
    (ticket,) = given(karimun, sari)
    acts: tuple[Callable[[Who], object], ...] = (
        lambda who: calling.issue_ticket(karimun.desk, who, "sip-bidan"),
        lambda who: calling.call_next(karimun.desk, who),
        lambda who: calling.finish(karimun.desk, who, ticket.id, Outcome.LEFT),
    )
    for key in ("bo", "kadis", "penyelia"):
        for act in acts:
            with pytest.raises(Refused) as refused:
                act(karimun.who(key))
            assert refused.value.why is Why.NOT_ALLOWED


def test_who_lost_the_role_of_a_counter_acts_on_none_of_its_numbers(
    karimun: Kantor, sari: Who, rina: Who
) -> None:
    old = left_open_yesterday(karimun, sari)
    moved = replace(rina, station=sari.station)  # signed in at 2 while a role of hers still served there
    calling.call_next(karimun.desk, moved)
    assert [row.id for row in line.queue(karimun.desk, rina).left_over] == [old.id]
    calling.finish(karimun.desk, sari, old.id, Outcome.LEFT)
    (ticket,) = given(karimun, sari)
    calling.present(karimun.desk, sari, calling.call(karimun.desk, sari, ticket).id)
    with pytest.raises(TicketRefused):
        registration.register(
            karimun.desk, moved, Registration("sip-bidan", "baru", applicant(), ticket=ticket.id)
        )


# The day after


def test_who_may_not_call_ends_no_number_of_yesterday_either(karimun: Kantor, sari: Who) -> None:
    old = left_open_yesterday(karimun, sari)
    with pytest.raises(Refused):
        calling.call_next(karimun.desk, replace(karimun.who("bo"), station=sari.station))
    assert [row.id for row in line.queue(karimun.desk, sari).left_over] == [old.id]


def test_yesterdays_numbers_are_listed_and_never_called(karimun: Kantor, sari: Who) -> None:
    waiting, passed = given(karimun, sari, 2)
    calling.call(karimun.desk, sari, passed, OutOfTurn.BRIEF)
    calling.no_show(karimun.desk, sari, passed.id)
    karimun.go_to("2026-11-19 07:31")
    queue = line.queue(karimun.desk, sari)
    assert [t.number for t in queue.left_over] == ["A-001", "A-002"]
    assert (queue.waiting, queue.passed, queue.current) == ((), (), None)
    assert calling.call_next(karimun.desk, sari) is None
    with pytest.raises(AnotherDay) as earlier:
        calling.call(karimun.desk, sari, waiting)
    assert karimun.says(earlier.value) == "Nomor A-001 dari hari sebelumnya tidak dipanggil lagi. Tutup saja."
    with pytest.raises(AnotherDay):
        calling.back(karimun.desk, sari, passed.id)
    calling.finish(karimun.desk, sari, waiting.id, Outcome.LEFT)
    assert [t.number for t in line.queue(karimun.desk, sari).left_over] == ["A-002"]
    calling.finish(karimun.desk, sari, passed.id, Outcome.LEFT)
    assert line.queue(karimun.desk, sari).left_over == ()


def test_a_number_of_tomorrow_is_listed_and_can_be_closed(karimun: Kantor, sari: Who) -> None:
    """It was given while the computer's clock was a day ahead."""
    karimun.go_to("2026-11-19 09:00")
    waiting, passed = given(karimun, sari, 2)
    calling.call(karimun.desk, sari, passed, OutOfTurn.BRIEF)
    calling.no_show(karimun.desk, sari, passed.id)
    karimun.go_to("2026-11-18 09:10")
    (today,) = given(karimun, sari)
    queue = line.queue(karimun.desk, sari)
    assert [t.id for t in queue.left_over] == [waiting.id, passed.id]
    assert [t.id for t in queue.waiting] == [today.id]
    with pytest.raises(AnotherDay) as another:
        calling.call(karimun.desk, sari, waiting)
    assert karimun.says(another.value) == (
        "Nomor A-001 bertanggal hari yang belum tiba, tidak dipanggil. Tutup saja."
    )
    for ticket in (waiting, passed):
        calling.finish(karimun.desk, sari, ticket.id, Outcome.LEFT)
    assert line.queue(karimun.desk, sari).left_over == ()
    assert karimun.clock(karimun.journal("ticket", waiting.id)[-1].recorded) == "18 Nov 09:11"
    karimun.go_to("2026-11-19 07:31")
    (new,) = given(karimun, sari)
    assert new.number == "A-003", "a number once given is never given again"


def test_a_number_served_tomorrow_does_not_hold_up_its_counter_today(karimun: Kantor, sari: Who) -> None:
    karimun.go_to("2026-11-19 09:00")
    (ahead,) = given(karimun, sari)
    calling.call(karimun.desk, sari, ahead)
    calling.present(karimun.desk, sari, ahead.id)
    karimun.go_to("2026-11-18 09:10")
    given(karimun, sari)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    assert called.day == "2026-11-18"
    assert line.queue(karimun.desk, sari).left_over == ()
    with karimun.desk.store.read() as conn:
        rows = conn.exec_driver_sql(
            f"SELECT start_at, end_at FROM ticket_interval WHERE ticket_id = {ahead.id}"
        ).all()
        whole = tickets.known(conn, ahead.id).ticket
        assert whole == tickets.load(conn, ahead.id).ticket
    assert all(start <= end for start, end in rows)


def left_open_yesterday(office: Kantor, who: Who) -> TicketRow:
    (old,) = given(office, who)
    calling.call(office.desk, who, old)
    served = calling.present(office.desk, who, old.id)
    office.go_to("2026-11-19 07:31")
    return served


def test_a_number_left_open_yesterday_does_not_hold_up_who_left_it(
    karimun: Kantor, sari: Who, rina: Who
) -> None:
    old = left_open_yesterday(karimun, sari)
    given(karimun, sari)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    assert called.number == "A-001"
    assert line.queue(karimun.desk, sari).left_over == ()
    assert karimun.journal("ticket", old.id)[-1].data["outcome"] == "pergi"


def test_a_number_left_open_yesterday_is_closed_by_whoever_is_there(
    karimun: Kantor, sari: Who, rina: Who
) -> None:
    old = left_open_yesterday(karimun, sari)
    closed = calling.finish(karimun.desk, rina, old.id, Outcome.ASKED)
    assert (closed.standing, closed.ticket.outcome) == (TicketStanding.ENDED, Outcome.ASKED)
    assert karimun.journal("ticket", old.id)[-1].person_id == rina.person


# Registering


def test_who_registers_has_the_file_in_hand(karimun: Kantor, sari: Who) -> None:
    ref = registration.register(karimun.desk, sari, Registration("sip-bidan", "baru", applicant()))
    view = karimun.view(ref.file)
    assert (view.row.number, view.row.channel, view.row.arrived_at) == ("00001", "loket", karimun.at)
    assert (karimun.here(ref.file).standing, karimun.here(ref.file).person) == (Standing.WORKING, sari.person)
    assert (ref.file, ref.version) == (view.ref.file, view.ref.version)


def test_several_matters_are_brought_on_one_number(karimun: Kantor, sari: Who) -> None:
    (ticket,) = given(karimun, sari)
    calling.call(karimun.desk, sari, ticket)
    calling.present(karimun.desk, sari, ticket.id)
    found = [
        registration.register(
            karimun.desk, sari, Registration(service, "baru", applicant(), ticket=ticket.id)
        )
        for service in ("sip-bidan", "apotek")
    ]
    calling.finish(karimun.desk, sari, ticket.id, Outcome.FILED)
    rows = [karimun.view(ref.file).row for ref in found]
    assert {row.ticket_id for row in rows} == {ticket.id}
    assert [row.number for row in rows] == ["00001", "00002"]


def test_a_file_comes_without_a_number_by_another_channel(karimun: Kantor, sari: Who) -> None:
    arrived = karimun.at - 45 * MINUTE
    asked = Registration(
        "sip-bidan",
        "baru",
        applicant(),
        channel="siCantik",
        outside_number=" 7301/SC\x1b/2026 ",
        arrived_at=arrived,
    )
    row = karimun.view(registration.register(karimun.desk, sari, asked).file).row
    assert (row.channel, row.outside_number, row.ticket_id) == ("siCantik", "7301/SC/2026", None)
    assert (row.arrived_at, row.opened_at) == (arrived, karimun.at)


def test_the_purwakarta_file_may_begin_with_the_account(kantor: Offices) -> None:
    office = kantor("purwakarta")
    service = office.desk.office.counter_services[0].id
    assert [number for number, _ in registration.starts(office.desk, service)] == [4, 2]
    file = office.register(start=2).file
    assert office.here(file).step == 2
    with pytest.raises(Refused) as refused:
        office.register(start=7)
    assert refused.value.why is Why.WRONG_START
    assert office.view(office.register().file).row.number == "0002/SKP/2026"


def test_who_came_is_kept_apart_from_the_applicant(karimun: Kantor, sari: Who) -> None:
    asked = Registration(
        "sip-bidan",
        "baru",
        applicant(),
        came_as="kuasa",
        came_name="Rina\x07 Contoh",
        came_phone="+62 812-7000-011",
        proxy_seen=True,
    )
    view = karimun.view(registration.register(karimun.desk, sari, asked).file)
    assert (view.row.came_as, view.row.came_name, view.row.proxy_seen) == ("kuasa", "Rina Contoh", True)
    assert view.row.came_phone == "08127000011"
    assert (view.applicant.name, view.applicant.phone) == ("Contoh Siti", "081200001111")


def known_by_nik(office: Kantor, who: Who) -> Applicant:
    (known,) = find_applicant(office.desk, who, NIK)
    return known


def renewals(office: Kantor, file: int) -> list[str]:
    """What the file's history says of changed data of who applies or came."""
    return [line for line in office.history(file) if "diperbarui" in line]


def test_a_person_known_already_is_not_typed_twice(karimun: Kantor, sari: Who) -> None:
    first = karimun.register().file
    for words in (NIK, "contoh siti", "0812-0000-1111"):
        (known,) = find_applicant(karimun.desk, sari, words)
    moved = replace(known, phone="081200009999", address="Jalan Contoh 2")
    again = registration.register(karimun.desk, sari, Registration("apotek", "baru", moved, shown=known)).file
    of_first, of_again = (karimun.view(file).applicant for file in (first, again))
    assert of_first.id == of_again.id
    assert [(a.phone, a.address) for a in (of_first, of_again)] == [
        ("081200001111", ""),
        ("081200009999", "Jalan Contoh 2"),
    ]


@pytest.mark.parametrize("words", ["aminah siti", "Hj. Siti Aminah, S.Keb.", "siti-aminah"])
def test_somebody_known_is_found_however_the_name_is_spelled(karimun: Kantor, sari: Who, words: str) -> None:
    known = NewApplicant("Siti Aminah", NIK, "081200001111")
    registration.register(karimun.desk, sari, Registration("sip-bidan", "baru", known))
    (found,) = find_applicant(karimun.desk, sari, words)
    assert found.name == "Siti Aminah"


def test_a_search_gives_no_whole_nik_and_who_is_chosen_needs_none(karimun: Kantor, sari: Who) -> None:
    first = karimun.register().file
    for words in ("c", NIK):
        found = find_applicant(karimun.desk, sari, words)
        assert [known.nik for known in found] == ["210201******0012"]
    (known,) = found
    for typed in (replace(known, nik=""), known):
        again = registering.register(
            karimun.desk, sari, Registration("apotek", "baru", typed, shown=known)
        ).file
        assert karimun.view(again).applicant == karimun.view(first).applicant
        assert renewals(karimun, again) == []


@pytest.mark.parametrize(
    "npwp", [NIK, f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}", f"{NIK}000001"], ids=["", "spaced", "NITKU"]
)
def test_a_npwp_that_is_the_nik_is_no_way_around(karimun: Kantor, sari: Who, npwp: str) -> None:
    file = registering.register(
        karimun.desk, sari, Registration("apotek", "baru", replace(applicant(), npwp=npwp))
    ).file
    for part in (NIK[:-1], NIK[4:12], NIK[8:], npwp[-8:]):
        assert find_applicant(karimun.desk, sari, part) == ()
        assert lists.find(karimun.desk, sari, part) == ()
    known = known_by_nik(karimun, sari)
    assert (known.npwp, karimun.view(file).applicant.npwp) == ("", "210201******0012")
    again = registering.register(karimun.desk, sari, Registration("apotek", "baru", known, shown=known)).file
    assert renewals(karimun, again) == []
    assert karimun.view(again).applicant.npwp == "210201******0012"


def test_the_nik_of_who_is_chosen_is_read_for_the_front_office_alone(
    karimun: Kantor, sari: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    karimun.register()
    known = known_by_nik(karimun, sari)
    monkeypatch.setattr(applicants, "by_id", lambda *_: pytest.fail("it was read"))
    for service in ("apotek", ""):
        with pytest.raises(Refused) as refused:
            registration.register(
                karimun.desk, karimun.who("andi"), Registration(service, "baru", known, shown=known)
            )
        assert refused.value.why is Why.NOT_ALLOWED


def test_what_is_changed_of_an_applicant_is_journaled_without_the_data(karimun: Kantor, sari: Who) -> None:
    first = karimun.register().file
    known = known_by_nik(karimun, sari)
    moved = replace(known, phone="081200009999", address="Jalan Contoh 2")
    ref = registration.register(karimun.desk, sari, Registration("apotek", "baru", moved, shown=known))
    assert renewals(karimun, first) == []
    assert renewals(karimun, ref.file) == [
        "Data pemohon diperbarui: HP 081200001111 → 081200009999; alamat – → Jalan Contoh 2 · Petugas fo2"
    ]
    (note,) = [e.act for e in karimun.events(ref.file) if getattr(e.act, "what", "") == RENEWED_NOTE]
    (of_file, newest) = (karimun.view(file).applicant.version for file in (first, ref.file))
    assert note == Note(RENEWED_NOTE, {"siapa": "pemohon", "dari": of_file, "ke": newest})
    assert (ref.file, ref.version) == (2, karimun.ref(ref.file).version)


def test_a_name_put_right_by_registering_is_told_old_and_new_and_where_it_is_still_the_old(
    karimun: Kantor, sari: Who
) -> None:
    first = karimun.view(karimun.register().file).row.number
    known = known_by_nik(karimun, sari)
    asked = Registration("apotek", "baru", replace(known, name="Contoh Sita", address="Jalan 2"), shown=known)
    with pytest.raises(WhoIsIt) as doubt:
        registration.register(karimun.desk, sari, asked)
    same = Answer("pemohon", frozenset(p.version for p in doubt.value.known), known.id)
    done = registration.register(karimun.desk, sari, replace(asked, answers=(same,)))
    (told,) = renewals(karimun, done.file)
    assert told.startswith("Data pemohon diperbarui: nama Contoh Siti → Contoh Sita; alamat – → Jalan 2")
    assert done.left == (first,)
    newer = known_by_nik(karimun, sari)
    learned = replace(newer, email="sita@contoh.id", company="CV Contoh")
    asked = Registration("reklame", "baru", learned, shown=newer)
    assert registration.register(karimun.desk, sari, asked).left == ()


def test_so_is_that_of_a_kuasa(karimun: Kantor, sari: Who) -> None:
    asked = Registration(
        *("apotek", "baru", applicant()),
        came_as="kuasa",
        came_name="Rina Contoh",
        came_nik="2102014508900004",
        proxy_seen=True,
    )
    first = karimun.view(registration.register(karimun.desk, sari, asked).file).row.number
    asked = replace(asked, service="reklame", came_name="Rini Contoh")
    with pytest.raises(WhoIsIt) as doubt:
        registration.register(karimun.desk, sari, asked)
    (known,) = doubt.value.known
    same = Answer("kuasa", frozenset({known.version}), known.id)
    done = registration.register(karimun.desk, sari, replace(asked, answers=(same,)))
    assert renewals(karimun, done.file) == [
        "Data kuasa diperbarui: nama Rina Contoh → Rini Contoh · Petugas fo2"
    ]
    assert done.left == (first,)


def test_a_form_with_an_older_copy_takes_no_newer_number_away(karimun: Kantor, sari: Who, rina: Who) -> None:
    karimun.register()
    older = known_by_nik(karimun, sari)
    newer = Registration("apotek", "baru", replace(older, phone="081200009999"), shown=older)
    registering.register(karimun.desk, rina, newer)
    late = Registration("sip-bidan", "baru", replace(older, address="Jalan Contoh 3"), shown=older)
    file = registering.register(karimun.desk, sari, late).file
    kept = known_by_nik(karimun, sari)
    assert (kept.phone, kept.address) == ("081200009999", "Jalan Contoh 3")
    assert renewals(karimun, file) == ["Data pemohon diperbarui: alamat – → Jalan Contoh 3 · Petugas fo2"]


def test_registered_before_the_look_up_answered_is_still_the_same_person(karimun: Kantor, sari: Who) -> None:
    first = karimun.register().file
    typed = NewApplicant("Contoh Siti", NIK, "081200002222")
    ref = registration.register(karimun.desk, sari, Registration("apotek", "baru", typed))
    assert karimun.view(ref.file).applicant.id == karimun.view(first).applicant.id
    assert known_by_nik(karimun, sari).phone == "081200002222"
    (told,) = renewals(karimun, ref.file)
    assert told.startswith("Data pemohon diperbarui: HP 081200001111 → 081200002222 ·")


def test_a_field_left_empty_without_having_been_shown_takes_nothing_away(karimun: Kantor, sari: Who) -> None:
    karimun.register()
    ref = registering.register(
        karimun.desk, sari, Registration("apotek", "baru", NewApplicant("Contoh Siti", NIK))
    )
    assert known_by_nik(karimun, sari).phone == "081200001111"
    assert renewals(karimun, ref.file) == []
    known = known_by_nik(karimun, sari)
    registering.register(
        karimun.desk, sari, Registration("apotek", "baru", replace(known, phone=""), shown=known)
    )
    assert known_by_nik(karimun, sari).phone == ""


def test_no_nik_is_on_record_twice(karimun: Kantor, sari: Who) -> None:
    karimun.register()
    with pytest.raises(IntegrityError), karimun.desk.store.write() as conn:
        applicants.add(conn, CleanApplicant("Contoh Siti", NIK), None, karimun.at)


def test_another_nik_is_another_person_and_overwrites_nobody(karimun: Kantor, sari: Who) -> None:
    first = karimun.register().file
    known = known_by_nik(karimun, sari)
    other = NewApplicant("Contoh Rina", OTHER_NIK)
    again = registration.register(karimun.desk, sari, Registration("apotek", "baru", other, shown=known)).file
    assert known_by_nik(karimun, sari) == known
    assert karimun.view(first).applicant.id == known.id
    of_again = karimun.view(again).applicant
    assert of_again == Applicant("Contoh Rina", "210201******0004", id=known.id + 1, version=of_again.version)


def test_a_file_comes_on_the_number_that_its_clerk_is_serving(karimun: Kantor, sari: Who, rina: Who) -> None:
    first, second, third = given(karimun, sari, 3)
    calling.call(karimun.desk, sari, first)
    calling.call(karimun.desk, rina, second)
    calling.present(karimun.desk, rina, second.id)
    said = []
    for brought in (first, second, third):
        with pytest.raises(TicketRefused) as refused:
            registration.register(
                karimun.desk, sari, Registration("sip-bidan", "baru", applicant(), ticket=brought.id)
            )
        said.append(karimun.says(refused.value))
    assert said == [
        "A-001 sudah dipanggil Petugas fo2 09.03.",
        "A-002 sedang dilayani Petugas sinta sejak 09.03.",
        "A-003 masih menunggu; panggil dulu.",
    ]
    calling.present(karimun.desk, sari, first.id)
    asked = Registration("sip-bidan", "baru", applicant(), ticket=first.id)
    assert karimun.view(registering.register(karimun.desk, sari, asked).file).row.ticket_id == first.id
    karimun.go_to("2026-11-19 08:00")
    with pytest.raises(AnotherDay):
        registering.register(karimun.desk, sari, asked)


def test_every_wrong_field_is_said_at_once(karimun: Kantor, sari: Who) -> None:
    asked = Registration(
        "izin-lain", "baru", NewApplicant(" \x07", "123"), came_as="kuasa", arrived_at=karimun.at + 1
    )
    with pytest.raises(Invalid) as invalid:
        registration.register(karimun.desk, sari, asked)
    assert invalid.value.faults == {
        "service": "Layanan belum dipilih. Pilih layanan yang dimohonkan.",
        "name": "Nama pemohon belum diisi. Tulis nama sesuai KTP atau paspor.",
        "nik": "NIK harus 16 angka; yang diketik 3.",
        "came_name": "Nama kuasa belum diisi. Tulis nama orang yang datang.",
        "proxy_seen": "Surat kuasa belum dilihat. Minta surat kuasa, lalu tandai sudah dilihat.",
        "arrived_at": "Waktu masuk belum benar. Tulis waktu yang sudah lewat.",
    }
    assert karimun.says(invalid.value).startswith("Layanan belum dipilih.")
    assert karimun.view(karimun.register().file).row.number == "00001"


def test_of_an_applicant_who_came_no_letter_is_marked(karimun: Kantor, sari: Who) -> None:
    """Though it was ticked before who comes was put right on the form."""
    asked = Registration("apotek", "baru", applicant(), proxy_seen=True)
    file = registration.register(karimun.desk, sari, asked).file
    assert {item.mark for item in karimun.view(file).checklist} == {UNCHECKED}


def test_a_name_without_a_letter_is_no_name(karimun: Kantor, sari: Who) -> None:
    typed = NewApplicant("00020", NIK, "081200001111")
    with pytest.raises(Invalid) as invalid:
        registration.register(karimun.desk, sari, Registration("sip-bidan", "baru", typed))
    assert invalid.value.faults == {"name": "Nama tidak berisi huruf. Tulis nama sesuai KTP atau paspor."}


def test_two_telephone_numbers_in_one_field_are_told_and_nothing_is_registered(
    karimun: Kantor, sari: Who
) -> None:
    two = "0812-0000-1111 / 0813-0000-2222"
    asked = Registration(
        "sip-bidan",
        "baru",
        applicant(phone=two),
        came_as="kuasa",
        came_name="Contoh",
        came_phone=two,
        proxy_seen=True,
    )
    with pytest.raises(Invalid) as invalid:
        registration.register(karimun.desk, sari, asked)
    assert invalid.value.faults == dict.fromkeys(("phone", "came_phone"), "Tulis satu nomor telepon saja.")


def test_a_kind_that_the_service_does_not_know_is_wrong(kantor: Offices) -> None:
    office = kantor("purwakarta")
    asked = Registration("skp", "perubahan", applicant())
    with pytest.raises(Invalid) as invalid:
        registration.register(office.desk, office.who("fo"), asked)
    assert invalid.value.faults == {"kind": "Jenis permohonan belum dipilih. Pilih baru atau perpanjangan."}


def test_a_follow_up_is_opened_by_its_parent_and_not_at_a_counter(kantor: Offices) -> None:
    office = kantor("pariaman")
    with pytest.raises(Invalid) as invalid:
        office.register(service="sigap")
    assert list(invalid.value.faults) == ["service"]
    with pytest.raises(Invalid):
        calling.issue_ticket(office.desk, office.who("fo"), "sigap")


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_typed_is_cleaned_when_it_enters(karimun: Kantor, sari: Who, hostile: str) -> None:
    typed = NewApplicant(f"Contoh {hostile}", NIK, f"08120{hostile}", address=hostile, company=hostile)
    asked = Registration(
        "sip-bidan",
        "baru",
        typed,
        came_name=hostile,
        came_phone=f"08120{hostile}",
        outside_number=hostile,
    )
    file = registration.register(karimun.desk, sari, asked).file
    view = karimun.view(file)
    with karimun.desk.store.read() as conn:
        kept = applicants.by_id(conn, view.row.applicant_id)
    words = [
        *(getattr(kept, name) for name in NewApplicant.__dataclass_fields__),
        view.row.company,
        view.row.came_name,
        view.row.came_phone,
        view.row.outside_number,
    ]
    assert all(clean(word) == word and len(word) <= 300 for word in words)
    assert kept.name.startswith("Contoh")
    assert find_applicant(karimun.desk, sari, NIK) == (masked(kept),)


def test_markup_is_kept_as_it_was_typed(karimun: Kantor, sari: Who) -> None:
    asked = Registration("sip-bidan", "baru", applicant("[/bold] Contoh [@click=app.quit]Siti[/]"))
    view = karimun.view(registration.register(karimun.desk, sari, asked).file)
    assert view.applicant.name == "[/bold] Contoh [@click=app.quit]Siti[/]"


@pytest.mark.of_both
def test_what_was_typed_is_forgotten_with_the_registration_or_not_at_all(karimun: Kantor, sari: Who) -> None:
    place = ("pendaftaran", "")
    drafts.save(karimun.desk, sari, *place, {"name": "Contoh Siti"})
    wrong = Registration("sip-bidan", "baru", applicant(), ticket=given(karimun, sari)[0].id)
    with pytest.raises(TicketRefused):
        registration.register(karimun.desk, sari, wrong, draft=place)
    assert drafts.load(karimun.desk, sari, *place) is not None
    registration.register(karimun.desk, sari, replace(wrong, ticket=None), draft=place)
    assert drafts.load(karimun.desk, sari, *place) is None


def test_when_the_draft_cannot_be_put_away_nothing_is_registered(karimun: Kantor, sari: Who) -> None:
    drafts.save(karimun.desk, sari, "pendaftaran", "", {"name": "Contoh Siti"})
    with karimun.desk.store.write() as conn:
        places.refusing(conn, "busy", "UPDATE ON draft")
    asked = Registration("sip-bidan", "baru", applicant())
    with pytest.raises(Exception, match="busy"):
        registration.register(karimun.desk, sari, asked, draft=("pendaftaran", ""))
    assert find_applicant(karimun.desk, sari, NIK) == ()


def test_a_refused_registration_leaves_nothing_and_the_next_one_works(karimun: Kantor) -> None:
    with pytest.raises(Refused) as refused:
        karimun.register("bo")
    assert refused.value.why is Why.NOT_ALLOWED
    file = karimun.register().file
    assert karimun.view(file).row.number == "00001"
    perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), PutBack())


@pytest.mark.parametrize("days", [-1, 366 * 3])
def test_a_file_came_neither_tomorrow_nor_years_ago(karimun: Kantor, days: int) -> None:
    asked = Registration(
        "apotek", "baru", NewApplicant("Contoh Siti", NIK), arrived_at=karimun.at - days * 24 * 60 * MINUTE
    )
    with pytest.raises(Invalid) as invalid:
        registration.register(karimun.desk, karimun.who("fo2"), asked)
    assert set(invalid.value.faults) == {"arrived_at"}


def test_a_file_that_is_voided_even_days_after_counts_no_more_for_its_number_until_that_is_undone(
    karimun: Kantor, sari: Who
) -> None:
    served = given(karimun, sari)[0].id
    calling.call_next(karimun.desk, sari)
    calling.present(karimun.desk, sari, served)
    first, second = (
        registration.register(karimun.desk, sari, Registration(service, "baru", applicant(), ticket=served))
        for service in ("sip-bidan", "apotek")
    )
    assert [matter.row.id for matter in line.queue(karimun.desk, sari).matters] == [first.file, second.file]
    calling.finish(karimun.desk, sari, served, Outcome.FILED)
    karimun.go_to("2026-11-20 08:00")
    perform(karimun.desk, sari, karimun.ref(second.file), Void(), remark="salah layanan")
    with karimun.desk.store.read() as conn:
        assert tickets.files_of(conn, served) == (first.file,)
        assert tickets.load(conn, served).ticket.outcome is Outcome.FILED
    f9(karimun.desk, sari)
    with karimun.desk.store.read() as conn:
        assert tickets.files_of(conn, served) == (first.file, second.file)
    kinds = [entry.kind for entry in karimun.journal("ticket", served)]
    assert kinds[3:] == ["registered", "registered", "finished", "undone", "undone"]


def test_of_many_numbers_left_open_it_is_told_how_many_there_are(karimun: Kantor, sari: Who) -> None:
    old = given(karimun, sari, 103)
    karimun.go_to("2026-11-19 07:31")
    queue = line.queue(karimun.desk, sari)
    assert (len(queue.left_over), queue.all_earlier) == (100, 103)
    for number in queue.left_over:
        calling.finish(karimun.desk, sari, number.id, Outcome.LEFT)
    queue = line.queue(karimun.desk, sari)
    assert ([row.id for row in queue.left_over], queue.all_earlier) == ([row.id for row in old[100:]], 3)


def test_a_number_whose_history_is_damaged_holds_nobody_up(karimun: Kantor, sari: Who) -> None:
    old = left_open_yesterday(karimun, sari)
    today, other = given(karimun, sari, 2)
    with karimun.desk.store.write() as conn:
        places.unguarded(conn, "journal_no_update")
        these = f"subject = 'ticket' AND subject_id IN ({old.id}, {other.id})"
        conn.exec_driver_sql(f"UPDATE journal SET kind = 'sung' WHERE {these}")
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    assert called.id == today.id
    calling.finish(karimun.desk, sari, today.id, Outcome.LEFT)
    with pytest.raises(UnreadableNumber) as unreadable:
        calling.call(karimun.desk, sari, other)
    assert karimun.says(unreadable.value).startswith("Nomor ini tidak terbaca")
    asked = f9(karimun.desk, sari)
    assert asked is not None
    assert asked.numbers == (today.number,)


def test_a_number_left_open_overnight_ends_with_the_file_that_came_of_it(karimun: Kantor, sari: Who) -> None:
    for _ in range(2):
        calling.issue_ticket(karimun.desk, sari, "apotek")
    served = calling.call_next(karimun.desk, sari)
    assert served is not None
    calling.present(karimun.desk, sari, served.id)
    asked = Registration("apotek", "baru", NewApplicant("Contoh Siti", NIK), ticket=served.id)
    registration.register(karimun.desk, sari, asked)
    assert line.queue(karimun.desk, sari).came_of_it is Outcome.FILED
    karimun.go_to("2026-11-19 07:31")
    calling.issue_ticket(karimun.desk, sari, "apotek")
    calling.call_next(karimun.desk, sari)
    assert karimun.journal("ticket", served.id)[-1].data["outcome"] == "berkas masuk"


def test_a_number_whose_file_cannot_be_read_holds_nobody_up(karimun: Kantor, sari: Who) -> None:
    ticket = serve_one(karimun, sari)
    karimun.register(ticket=ticket)
    with karimun.desk.store.write() as conn:
        conn.exec_driver_sql(
            "INSERT INTO document (sha, kind, name, source, office)"
            " SELECT 'baru', kind, name, 'kunci_baru = 1' || char(10) || source, office"
            " FROM document WHERE kind = 'sop' LIMIT 1"
        )
        conn.exec_driver_sql("UPDATE file SET procedure_sha = 'baru'")
    queue = line.queue(karimun.desk, sari)
    assert (queue.came_of_it, queue.matters) == (Outcome.FILED, ())
    karimun.go_to("2026-11-20 07:31")
    assert calling.call_next(karimun.desk, sari) is None  # ends what they left open
    assert karimun.journal("ticket", ticket)[-1].data["outcome"] == "berkas masuk"


def returned_to_applicant(office: Kantor) -> int:
    """A file that its applicant has to complete."""
    file = office.register().file
    office.choose(file, "fo2", "tidak", reason="KTP buram")
    return file


def serve_one(office: Kantor, sari: Who) -> int:
    """A number whose person is at the counter."""
    (ticket,) = given(office, sari)
    calling.call(office.desk, sari, ticket)
    return calling.present(office.desk, sari, ticket.id).id


def test_what_was_received_for_a_number_is_what_came_of_it(karimun: Kantor, sari: Who) -> None:
    file = returned_to_applicant(karimun)
    ticket = serve_one(karimun, sari)
    assert line.queue(karimun.desk, sari).came_of_it is None
    ref = registration.receive(karimun.desk, sari, ticket, karimun.ref(file), Resubmit())
    queue = line.queue(karimun.desk, sari)
    assert (queue.came_of_it, [matter.row.id for matter in queue.matters]) == (Outcome.FILED, [file])
    karimun.wait(1)
    perform(karimun.desk, sari, ref, Choose("tidak"), remark="KTP masih buram")
    assert line.queue(karimun.desk, sari).came_of_it is Outcome.RETURNED
    assert line.came_of(karimun.desk, sari, ticket) is Outcome.RETURNED
    assert calling.finish(karimun.desk, sari, ticket, Outcome.RETURNED).ticket.outcome is Outcome.RETURNED
    assert [e.kind for e in karimun.journal("ticket", ticket)][-2:] == ["received", "finished"]


def test_nothing_came_of_a_number_whose_reception_was_taken_back(karimun: Kantor, sari: Who) -> None:
    file = returned_to_applicant(karimun)
    ticket = serve_one(karimun, sari)
    registration.receive(karimun.desk, sari, ticket, karimun.ref(file), Resubmit())
    f9(karimun.desk, sari)
    assert line.queue(karimun.desk, sari).came_of_it is None


def test_nothing_is_received_for_a_number_that_another_counter_serves(karimun: Kantor, sari: Who) -> None:
    file = returned_to_applicant(karimun)
    ticket = serve_one(karimun, sari)
    calling.finish(karimun.desk, sari, ticket, Outcome.ASKED)
    with pytest.raises(TicketRefused):
        registration.receive(karimun.desk, sari, ticket, karimun.ref(file), Resubmit())
    assert karimun.here(file).standing is Standing.APPLICANT


def test_what_was_typed_for_a_number_goes_when_it_lapses_overnight(karimun: Kantor, sari: Who) -> None:
    place = (drafts.DRAFT_PLACE, drafts.draft_subject(serve_one(karimun, sari)))
    drafts.save(karimun.desk, sari, *place, {"name": "Contoh Siti"})
    karimun.go_to("2026-11-19 07:31")
    given(karimun, sari)
    assert drafts.load(karimun.desk, sari, *place) is not None
    calling.call_next(karimun.desk, sari)
    assert drafts.load(karimun.desk, sari, *place) is None


@pytest.mark.of_both
def test_a_draft_is_kept_a_month_and_what_somebody_set_for_themselves_for_good(
    karimun: Kantor, sari: Who
) -> None:
    drafts.save(karimun.desk, sari, "pendaftaran", "tanpa nomor", {"name": "Contoh Siti"})
    preferences.keep(karimun.desk, sari, preferences.LOOK, "gelap")
    for day, kept in (("2026-12-10", True), ("2026-12-31", False)):
        karimun.go_to(f"{day} 08:00")
        open_desk(karimun.desk.store.place, clock=lambda: karimun.at).store.close()
        assert (drafts.load(karimun.desk, sari, "pendaftaran", "tanpa nomor") is not None) is kept
    with karimun.desk.store.read() as conn:
        assert preferences.kept(conn, sari.person, preferences.LOOK) == "gelap"
