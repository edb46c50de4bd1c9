"""F9: what one key did is taken back whole, files and numbers in the order in which they were done."""

from __future__ import annotations

from datetime import date

import pytest

from loket.desk import drafts, last_acts
from loket.desk.authority import Who
from loket.desk.case import undoing
from loket.desk.case.entries import set_mark
from loket.desk.case.perform import choose_many, perform, receive, return_to_pile
from loket.desk.errors import CounterBusy
from loket.desk.intake import registration
from loket.desk.intake.cleaning import Registration
from loket.desk.integrity import examine
from loket.desk.queue import booking, calling, line, pausing, stopping
from loket.desk.queue.pausing import Pause
from loket.desk.queue.stopping import Stop
from loket.flow.acts import Choose, Note, PutBack, Refused, Resubmit, Take, TakeOver, Void, Why
from loket.flow.fold import in_force
from loket.flow.queue.acts import Outcome
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.office.booking_list import Wanted
from loket.store import tickets
from loket.store.applicants import NewApplicant
from loket.store.tickets import TicketRow
from tests import registering
from tests.desk.kantor import NIK, Kantor, at_back_office, at_step
from tests.desk.undo import f9

APPLICANT = NewApplicant("Contoh Siti", NIK, "081200001111")


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


def number(office: Kantor, ticket: int) -> TicketRow:
    with office.desk.store.read() as conn:
        return tickets.load(conn, ticket)


def stretches(office: Kantor, ticket: int) -> list[tuple[object, ...]]:
    with office.desk.store.read() as conn:
        asked = (
            f"SELECT standing, start_at, end_at FROM ticket_interval WHERE ticket_id = {ticket} ORDER BY seq"
        )
        return [tuple(row) for row in conn.exec_driver_sql(asked)]


def given(office: Kantor, who: Who) -> int:
    office.wait(1)
    return calling.issue_ticket(office.desk, who, "sip-bidan").id


def called(office: Kantor, who: Who) -> int:
    office.wait(1)
    found = calling.call_next(office.desk, who)
    assert found is not None
    return found.id


def served(office: Kantor, who: Who) -> int:
    given(office, who)
    ticket = called(office, who)
    office.wait(1)
    return calling.present(office.desk, who, ticket).id


def kinds(office: Kantor, file: int) -> list[str]:
    return [type(event.act).__name__ for event in in_force(office.events(file))]


# What belongs together


def test_two_keys_within_a_second_are_two_and_one_key_over_minutes_is_one(karimun: Kantor) -> None:
    file, putu = at_back_office(karimun), karimun.who("penyelia")
    over = perform(karimun.desk, putu, karimun.take(file, "andi"), TakeOver(0), remark="sakit")
    perform(karimun.desk, putu, over, PutBack())
    f9(karimun.desk, putu)
    assert kinds(karimun, file)[-1] == "TakeOver"
    f9(karimun.desk, putu)
    assert karimun.here(file).person == karimun.ids["andi"]


def test_a_clock_that_was_put_right_joins_no_two_keys(karimun: Kantor) -> None:
    file, putu = at_back_office(karimun), karimun.who("penyelia")
    karimun.wait(60)
    seen = karimun.take(file, "andi")
    karimun.wait(-60)
    over = perform(karimun.desk, putu, seen, TakeOver(0), remark="sakit")
    karimun.wait(10)
    perform(karimun.desk, putu, over, PutBack())
    f9(karimun.desk, putu)
    assert kinds(karimun, file)[-1] == "TakeOver"


def test_a_return_and_the_marks_it_set_go_back_with_one_key(karimun: Kantor) -> None:
    file, andi = at_back_office(karimun), karimun.who("andi")
    item = karimun.view(file).checklist[0].requirement.id
    perform(karimun.desk, andi, karimun.take(file, "andi"), Choose("tidak", missing=(item,)))
    assert karimun.view(file).checklist[0].mark == "kurang"
    f9(karimun.desk, andi)
    assert (karimun.view(file).checklist[0].mark, kinds(karimun, file)[-1]) == ("ada", "Take")


def test_what_was_brought_for_a_number_goes_back_from_file_and_number_alike(
    karimun: Kantor, sari: Who
) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "tidak")
    ticket = served(karimun, sari)
    before = number(karimun, ticket)
    registration.receive(karimun.desk, sari, ticket, karimun.ref(file), Resubmit())
    done = f9(karimun.desk, sari)
    assert done is not None
    assert done.numbers == ("00001",)
    assert karimun.here(file).standing is Standing.APPLICANT
    assert number(karimun, ticket).ticket == before.ticket
    assert line.queue(karimun.desk, sari).matters == ()
    f9(karimun.desk, sari)
    assert number(karimun, ticket).standing is TicketStanding.CALLED


def test_decided_together_is_taken_back_together_from_any_screen_and_what_has_gone_on_is_named(
    karimun: Kantor,
) -> None:
    found, kabid = [at_step(karimun, 8) for _ in range(3)], karimun.who("kabid")
    choose_many(karimun.desk, kabid, tuple(map(karimun.ref, found)), "setuju")
    karimun.take(found[1], "kadis")
    asked = last_acts.next_undo(karimun.desk, kabid, {})
    assert asked is not None
    assert (asked.numbers, [*asked.stays]) == (("00001", "00003"), ["00002"])
    last_acts.undo(karimun.desk, kabid, asked)
    assert [karimun.here(file).step for file in found] == [8, 9, 8]
    assert {karimun.here(file).standing for file in (found[0], found[2])} == {Standing.WAITING}


def test_what_was_asked_for_is_taken_back_whole_or_not_at_all(karimun: Kantor) -> None:
    found, kabid = [at_step(karimun, 8) for _ in range(3)], karimun.who("kabid")
    choose_many(karimun.desk, kabid, tuple(map(karimun.ref, found)), "setuju")
    asked = last_acts.next_undo(karimun.desk, kabid, {})
    assert asked is not None
    karimun.take(found[0], "kadis")
    with pytest.raises(Refused):
        last_acts.undo(karimun.desk, kabid, asked)
    assert [karimun.here(file).step for file in found] == [9, 9, 9]


def test_a_file_that_could_not_be_decided_with_the_others_is_no_part_of_it(karimun: Kantor) -> None:
    first, other, last = (at_step(karimun, 8) for _ in range(3))
    kabid, seen = karimun.who("kabid"), karimun.ref(first)
    karimun.take(first, "kabid")
    perform(karimun.desk, kabid, karimun.ref(first), Choose("setuju"))
    done = choose_many(karimun.desk, kabid, (seen, karimun.ref(other), karimun.ref(last)), "setuju")
    assert [each.refused is None for each in done] == [False, True, True]
    asked = f9(karimun.desk, kabid)
    assert asked is not None
    assert asked.numbers == ("00002", "00003")
    assert karimun.here(first).step == 9


def test_an_undo_pressed_twice_takes_nothing_else_back(karimun: Kantor, sari: Who) -> None:
    ticket = served(karimun, sari)
    asked = last_acts.next_undo(karimun.desk, sari, {})
    assert asked is not None
    last_acts.undo(karimun.desk, sari, asked)
    with pytest.raises(Refused) as refused:
        last_acts.undo(karimun.desk, sari, asked)
    assert refused.value.why is Why.NOTHING_TO_UNDO
    assert number(karimun, ticket).standing is TicketStanding.CALLED


# In the order in which it was done


def test_files_and_numbers_go_back_in_the_order_in_which_they_were_done(karimun: Kantor, sari: Who) -> None:
    file = at_back_office(karimun)
    ticket = served(karimun, sari)
    calling.finish(karimun.desk, sari, ticket, Outcome.ASKED)
    given(karimun, sari)
    called(karimun, sari)
    done = []
    while (asked := f9(karimun.desk, sari)) is not None:
        done.append((*asked.numbers, asked.act.main.kind))
    assert done == [
        ("A-002", "called"),
        ("A-002", "given"),
        ("A-001", "finished"),
        ("A-001", "present"),
        ("A-001", "called"),
        ("A-001", "given"),
        ("00001", "chosen"),
        ("00001", "registered"),
    ]
    assert karimun.view(file).row.outcome == "dibatalkan"


def test_what_others_have_gone_on_with_is_passed_and_named(karimun: Kantor) -> None:
    first, second = at_back_office(karimun), at_back_office(karimun)
    for file in (first, second):
        karimun.do(file, "andi", "benar")
    karimun.take(second, "kasi")
    asked = last_acts.next_undo(karimun.desk, karimun.who("andi"), {})
    assert asked is not None
    assert (asked.numbers, [*asked.stays]) == (("00001",), ["00002"])


def test_nothing_of_yesterday_is_taken_back(karimun: Kantor, sari: Who) -> None:
    at_back_office(karimun)
    served(karimun, sari)
    karimun.go_to("2026-11-19 08:00")
    assert f9(karimun.desk, sari) is None


def test_who_does_nothing_has_nothing_to_take_back(karimun: Kantor, sari: Who) -> None:
    at_back_office(karimun)
    assert f9(karimun.desk, karimun.who("sinta")) is None


def test_looking_again_asks_nothing_new_of_files_that_have_not_moved(
    karimun: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        file = at_back_office(karimun)
        karimun.take(file, "andi")
    known: last_acts.Known = {}
    nothing = last_acts.next_undo(karimun.desk, karimun.who("fo2"), known)
    assert nothing is not None
    assert nothing.free == ()
    asked: list[object] = []
    monkeypatch.setattr(undoing, "hindrance", lambda *given: asked.append(given))
    assert last_acts.next_undo(karimun.desk, karimun.who("fo2"), known) == nothing
    assert asked == []


# Numbers


def test_a_number_goes_back_to_where_it_stood_as_if_nothing_had_been_done(karimun: Kantor, sari: Who) -> None:
    ticket = given(karimun, sari)
    seen = [(number(karimun, ticket).ticket, stretches(karimun, ticket))]
    acts = (
        lambda: called(karimun, sari),
        lambda: calling.recall(karimun.desk, sari, ticket),
        lambda: calling.recall(karimun.desk, sari, ticket),
        lambda: calling.no_show(karimun.desk, sari, ticket),
        lambda: calling.call(karimun.desk, sari, number(karimun, ticket)),
        lambda: calling.present(karimun.desk, sari, ticket),
        lambda: calling.finish(karimun.desk, sari, ticket, Outcome.LEFT),
    )
    for act in acts:
        karimun.wait(2)
        act()
        seen.append((number(karimun, ticket).ticket, stretches(karimun, ticket)))
    while len(seen) > 1:
        seen.pop()
        karimun.wait(1)
        f9(karimun.desk, sari)
        assert (number(karimun, ticket).ticket, stretches(karimun, ticket)) == seen[-1]
    assert number(karimun, ticket).ticket.called_at is None


def test_the_visit_whose_outcome_was_taken_back_ends_with_another(karimun: Kantor, sari: Who) -> None:
    ticket = served(karimun, sari)
    calling.finish(karimun.desk, sari, ticket, Outcome.LEFT)
    f9(karimun.desk, sari)
    again = number(karimun, ticket)
    assert (again.standing, again.ticket.outcome, again.ended_at) == (TicketStanding.SERVED, None, None)
    assert calling.finish(karimun.desk, sari, ticket, Outcome.ASKED).ticket.outcome is Outcome.ASKED
    assert [e.kind for e in karimun.journal("ticket", ticket)][-3:] == ["finished", "undone", "finished"]


def test_a_number_given_by_mistake_is_voided_and_never_given_again(karimun: Kantor, sari: Who) -> None:
    ticket = given(karimun, sari)
    f9(karimun.desk, sari)
    voided = number(karimun, ticket)
    assert (voided.standing, voided.ticket.outcome) == (TicketStanding.ENDED, Outcome.VOIDED)
    assert calling.call_next(karimun.desk, sari) is None
    assert number(karimun, given(karimun, sari)).number == "A-002"


def test_a_number_that_a_colleague_called_is_not_voided(karimun: Kantor, sari: Who) -> None:
    given(karimun, sari)
    called(karimun, karimun.who("sinta"))
    assert f9(karimun.desk, sari) is None


def test_a_visit_is_not_gone_on_with_while_another_number_is_open(karimun: Kantor, sari: Who) -> None:
    ticket = served(karimun, sari)
    calling.finish(karimun.desk, sari, ticket, Outcome.LEFT)
    asked = last_acts.next_undo(karimun.desk, sari, {})
    assert asked is not None
    given(karimun, sari)
    called(karimun, sari)
    with pytest.raises(CounterBusy) as busy:
        last_acts.undo(karimun.desk, sari, asked)
    assert karimun.says(busy.value) == "Nomor A-002 masih terbuka. Isi dulu hasilnya."


def test_nobody_is_called_back_from_the_counter_while_a_file_lies_there_for_them(
    karimun: Kantor, sari: Who
) -> None:
    ticket = served(karimun, sari)
    file = registering.register(
        karimun.desk, sari, Registration("sip-bidan", "baru", APPLICANT, ticket=ticket)
    ).file
    perform(karimun.desk, sari, karimun.ref(file), PutBack())
    perform(karimun.desk, karimun.who("sinta"), karimun.ref(file), Take())
    asked = last_acts.next_undo(karimun.desk, sari, {})
    assert asked is not None
    assert asked.free == ()


# Registrations


def test_a_registration_taken_back_is_void_and_what_was_typed_stands_again(
    karimun: Kantor, sari: Who
) -> None:
    ticket = served(karimun, sari)
    subject = drafts.draft_subject(ticket)
    drafts.save(karimun.desk, sari, drafts.DRAFT_PLACE, subject, {"name": "Contoh Siti"})
    asked = Registration("sip-bidan", "baru", APPLICANT, ticket=ticket)
    ref = registering.register(karimun.desk, sari, asked, draft=(drafts.DRAFT_PLACE, subject))
    assert drafts.load(karimun.desk, sari, drafts.DRAFT_PLACE, subject) is None
    set_mark(karimun.desk, sari, ref.file, karimun.view(ref.file).checklist[0].requirement.id, "ada")
    done = f9(karimun.desk, sari)
    assert done is not None
    assert done.act.main.kind == "registered"
    assert karimun.view(ref.file).row.outcome == "dibatalkan"
    typed = drafts.load(karimun.desk, sari, drafts.DRAFT_PLACE, subject)
    assert typed is not None
    assert typed.data == {"name": "Contoh Siti"}
    assert line.queue(karimun.desk, sari).matters == ()
    again = f9(karimun.desk, sari)
    assert again is not None
    assert (again.numbers, again.act.main.kind) == (("A-001",), "present")


def test_a_registration_voided_for_a_reason_is_an_act_that_is_taken_back(karimun: Kantor, sari: Who) -> None:
    ref = karimun.register()
    perform(karimun.desk, sari, ref, Void(), remark="salah layanan")
    f9(karimun.desk, sari)
    assert karimun.here(ref.file).person == sari.person


def test_what_was_typed_comes_back_with_the_visit_and_goes_when_the_day_is_over(
    karimun: Kantor, sari: Who
) -> None:
    ticket = served(karimun, sari)
    place = (drafts.DRAFT_PLACE, drafts.draft_subject(ticket))
    sinta = karimun.who("sinta")
    for who in (sari, sinta):
        drafts.save(karimun.desk, who, *place, {"name": "Contoh"})
    calling.finish(karimun.desk, sari, ticket, Outcome.LEFT)
    f9(karimun.desk, sari)
    assert None not in [drafts.load(karimun.desk, who, *place) for who in (sari, sinta)]
    calling.finish(karimun.desk, sari, ticket, Outcome.LEFT)
    drafts.save(karimun.desk, sari, drafts.DRAFT_PLACE, drafts.NO_NUMBER, {"name": "Contoh"})
    karimun.go_to("2026-11-19 08:00")
    given(karimun, sari)
    called(karimun, sari)
    assert [drafts.load(karimun.desk, who, *place) for who in (sari, sinta)] == [None, None]
    assert drafts.load(karimun.desk, sari, drafts.DRAFT_PLACE, drafts.NO_NUMBER) is not None


def test_a_receipt_at_the_desk_goes_back_as_one(karimun: Kantor, sari: Who) -> None:
    file = karimun.register().file
    karimun.do(file, "fo2", "tidak")
    receive(karimun.desk, sari, karimun.ref(file), Resubmit())
    assert kinds(karimun, file)[-2:] == ["Resubmit", "Take"]
    f9(karimun.desk, sari)
    assert kinds(karimun, file)[-1] == "Choose"


def test_the_supervisors_return_to_the_pile_goes_back_as_one(karimun: Kantor) -> None:
    file, putu = at_back_office(karimun), karimun.who("penyelia")
    return_to_pile(karimun.desk, putu, karimun.take(file, "andi"), "sakit")
    done = f9(karimun.desk, putu)
    assert done is not None
    assert done.act.main.kind == "put_back"
    assert karimun.here(file).person == karimun.ids["andi"]
    assert f9(karimun.desk, putu) is None
    assert not any(isinstance(event.act, Note) for event in karimun.events(file)[-4:])


def test_a_pause_and_a_stop_are_taken_back_before_what_was_done_earlier_and_not_once_they_are_over(
    karimun: Kantor, sari: Who
) -> None:
    desk = karimun.desk
    ticket = given(karimun, sari)
    pausing.pause(desk, sari, Pause.BREAK)
    stopping.stop(desk, sari, Stop.FULL, None)
    for kind in ("numbers_stopped", "counter_paused"):
        found = f9(desk, sari)
        assert found is not None
        assert (found.act.main.kind, found.numbers) == (kind, ())
    queue = line.queue(desk, sari)
    assert (queue.paused, queue.stopped) == (None, None)
    pausing.pause(desk, sari, Pause.BREAK)
    since = karimun.at
    karimun.wait(1)
    pausing.reopen(desk, sari)
    stopping.stop(desk, sari, Stop.FULL, None)
    stopping.resume(desk, sari)
    stood = []
    while (found := f9(desk, sari)) is not None and not found.numbers:
        queue = line.queue(desk, sari)
        paused = queue.paused.since if queue.paused is not None else None
        stood.append((found.act.main.kind, paused, queue.stopped is not None))
    assert stood == [
        ("numbers_resumed", None, True),
        ("numbers_stopped", None, False),
        ("counter_opened", since, False),
        ("counter_paused", None, False),
    ]
    assert found is not None
    assert found.numbers == (number(karimun, ticket).number,)


def test_a_counter_that_a_call_opened_is_not_closed_by_f9_and_a_stop_that_is_over_comes_back_by_none(
    karimun: Kantor, sari: Who
) -> None:
    desk = karimun.desk
    given(karimun, sari)
    pausing.pause(desk, sari, Pause.BREAK)
    stopping.stop(desk, sari, Stop.BREAK, karimun.at + 60_000)
    stopping.resume(desk, sari)
    called(karimun, sari)
    karimun.wait(1)
    found = f9(desk, sari)
    assert found is not None
    assert found.act.main.kind == "called"
    assert line.queue(desk, sari).paused is None
    found = f9(desk, sari)
    assert found is not None
    assert found.act.main.kind == "given"


def test_bookings_that_one_key_entered_go_back_together_until_one_of_them_has_come(
    karimun: Kantor, sari: Who
) -> None:
    desk, day = karimun.desk, date(2026, 11, 18)
    both = [Wanted(day, 10 * 60, "tanya", code=code) for code in ("AB12", "CD34")]
    for _ in range(2):
        booking.book(desk, sari, both, "daftar dari mal pelayanan")
        assert f9(desk, sari) is not None
        assert booking.listed(desk, sari) == ()
        assert f9(desk, sari) is None
    booking.book(desk, sari, both)
    booking.check_in(desk, karimun.who("fo4", "4"), "AB12")
    found = last_acts.next_undo(desk, sari, {})
    assert found is not None
    assert found.free == ()
    assert found.why is not None
    assert karimun.says(found.why) == "Pesanan AB12 sudah datang: nomor C-001."
    assert examine(desk).whole
