"""Who is called at which counter, and whose turn it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from loket.desk import last_acts
from loket.desk.authority import Who
from loket.desk.errors import Invalid, NotAgain, NotHere, NotInTurn
from loket.desk.integrity import examine
from loket.desk.people import devices, sessions
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import booking, calling, line, pausing, turns
from loket.desk.queue.board import board
from loket.desk.queue.expecting import waits
from loket.desk.queue.kiosk import kiosk
from loket.desk.queue.ticket import issued, ticket_at_counter
from loket.desk.words.order import place_words
from loket.flow.estimate import Wait
from loket.flow.queue.acts import SEEN, Given, Outcome, OutOfTurn, Priority
from loket.flow.queue.rules import Recall, TicketRefused
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE
from loket.office.booking_list import Wanted
from loket.store import tickets
from loket.store.journal import Stamp
from loket.store.tickets import TicketRow
from tests.desk.editions import edit
from tests.desk.kantor import Kantor


@pytest.fixture
def sari(karimun: Kantor) -> Who:
    return karimun.who("fo2")


@pytest.fixture
def rudi(karimun: Kantor) -> Who:
    return karimun.who("fo4")


def give(office: Kantor, errand: str, priority: Priority | None = None, service: str = "") -> TicketRow:
    """A number more, a minute after the last."""
    office.wait(1)
    return calling.issue_ticket(office.desk, office.who("fo2"), service, errand=errand, priority=priority)


def waiting(office: Kantor, who: Who) -> list[str]:
    return [row.number for row in line.queue(office.desk, who).waiting]


def serve(office: Kantor, who: Who) -> str | None:
    """Call whose turn it is, and be done with them; who that was."""
    office.wait(1)
    called = calling.call_next(office.desk, who)
    if called is None:
        return None
    calling.present(office.desk, who, called.id)
    calling.finish(office.desk, who, called.id, Outcome.ASKED)
    return called.number


def test_who_only_collects_waits_behind_nobody_who_registers(karimun: Kantor, sari: Who, rudi: Who) -> None:
    for errand in ("daftar", "daftar", "ambil", "lengkapi", "legalisir"):
        give(karimun, errand)
    assert waiting(karimun, sari) == ["A-001", "A-002", "A-003"]
    assert waiting(karimun, rudi) == ["B-001", "B-002"]
    elsewhere = line.queue(karimun.desk, rudi).elsewhere
    assert [row.number for row in elsewhere] == ["A-001", "A-002", "A-003"]
    with pytest.raises(NotHere) as other:
        calling.call(karimun.desk, rudi, elsewhere[0])
    assert karimun.says(other.value) == "A-001 dipanggil di loket lain: keperluannya lain."
    assert (serve(karimun, rudi), serve(karimun, sari)) == ("B-001", "A-001")


def test_the_permit_may_be_told_at_the_counter(karimun: Kantor, sari: Who) -> None:
    number = give(karimun, "daftar")
    assert (number.number, number.errand, number.service) == ("A-001", "daftar", "")
    assert waiting(karimun, sari) == ["A-001"]


def test_what_nobody_comes_for_here_has_no_number(karimun: Kantor) -> None:
    for errand, service in (("menari", ""), ("daftar", "izin-terbang")):
        with pytest.raises(Invalid):
            give(karimun, errand, service=service)


def test_a_counter_for_some_services_calls_only_those(karimun: Kantor, sari: Who) -> None:
    edit(
        karimun.desk,
        ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nlayanan = ["apotek"]'),
        ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["daftar", "ambil", "legalisir"]'),
    )
    bidan = give(karimun, "daftar", service="sip-bidan")
    give(karimun, "daftar", service="apotek")
    give(karimun, "daftar")
    assert waiting(karimun, sari) == ["A-002", "A-003"]
    assert [row.id for row in line.queue(karimun.desk, sari).elsewhere] == [bidan.id]


NO_QUESTIONS = (
    ('[[keperluan]]\nid = "tanya"\nnama = "Bertanya atau konsultasi"\nawalan = "C"\n', ""),
    ('"lengkapi", "tanya"]', '"lengkapi"]'),
)
COUNTER_4 = """[[loket]]
id = "4"
nama = "Loket 4 Pengambilan dan Legalisasi"
peran = ["fo4"]
keperluan = ["ambil", "legalisir"]
"""
ALL_AT_2 = (COUNTER_4, ""), ('"lengkapi", "tanya"]', '"lengkapi", "tanya", "ambil", "legalisir"]')


@pytest.mark.parametrize(
    ("errand", "counter", "taken_out"),
    [("tanya", "", NO_QUESTIONS), ("ambil", "", [(COUNTER_4, "")]), ("ambil", "4", ALL_AT_2)],
    ids=["errand", "its only counter", "the counter it was meant for"],
)
def test_nobody_waits_for_what_was_taken_out_and_is_never_called(
    karimun: Kantor, sari: Who, errand: str, counter: str, taken_out: list[tuple[str, str]]
) -> None:
    number = give(karimun, errand)
    if counter:
        calling.transfer(karimun.desk, sari, number.id, errand, counter=counter)
    edit(karimun.desk, *taken_out)
    assert waiting(karimun, sari) == [number.number]
    if errand == "tanya":
        assert waiting(karimun, karimun.who("fo4")) == [number.number]
    assert serve(karimun, sari) == number.number
    assert examine(karimun.desk).whole


def test_before_its_turn_a_number_is_called_only_for_a_reason_which_is_kept(
    karimun: Kantor, sari: Who
) -> None:
    give(karimun, "daftar")
    second = give(karimun, "daftar")
    with pytest.raises(NotInTurn) as early:
        calling.call(karimun.desk, sari, second)
    assert karimun.says(early.value) == "A-001 lebih dulu. Panggil itu, atau pilih alasannya."
    calling.call(karimun.desk, sari, second, OutOfTurn.FRAIL)
    assert karimun.journal("ticket", second.id)[-1].data == {"reason": "tidak kuat menunggu"}
    calling.no_show(karimun.desk, sari, second.id)
    calling.call(karimun.desk, sari, second)  # it had its turn
    assert karimun.journal("ticket", second.id)[-1].data == {"reason": None}


def test_with_a_ratio_some_go_first_and_nobody_waits_for_ever(karimun: Kantor, sari: Who) -> None:
    edit(karimun.desk, ("[pengaturan]", "[pengaturan]\nprioritas_banding = 2"))
    for _ in range(3):
        give(karimun, "daftar")
    for priority in (*SEEN, Priority.ELDERLY):
        give(karimun, "daftar", priority)
    order = ["A-004", "A-005", "A-001", "A-006", "A-007", "A-002", "A-008", "A-003"]
    assert waiting(karimun, sari) == order
    assert [serve(karimun, sari) for _ in order] == order


def test_however_many_wait_few_are_read_to_say_whose_turn_it_is(karimun: Kantor) -> None:
    edit(karimun.desk, ("[pengaturan]", "[pengaturan]\nprioritas_banding = 2\nprioritas_menit = 30"))
    desk, chance, day, many = karimun.desk, Random(1), "2026-11-18", 60
    stamp = Stamp(karimun.at, karimun.ids["fo2"], "fo2", "2")
    with desk.store.write() as conn:
        for at in range(many):
            wanted = Given(day, f"A-{at:03}", "", "A", chance.choice(("daftar", "ambil", "tanya")))
            first = chance.choice([*Priority, *[None] * 16])
            booked = karimun.at + chance.randrange(-30, 90) * MINUTE if chance.random() < 0.1 else None
            arrived = karimun.at - chance.randrange(90) * MINUTE if chance.random() < 0.1 else None
            wanted = replace(wanted, priority=first, slot=booked, booking=f"K{at}" if booked else None)
            karimun.at += MINUTE
            tickets.give(conn, wanted, replace(stamp, at=karimun.at), arrived)
    for turn in range(12):
        with desk.store.snapshot() as conn:
            rows, leading = tickets.of_day(conn, day), turns.leading(conn, desk)
            assert turn > 0 or (len(rows), len(leading) < many / 2) == (many, True)
            for station in ("2", "4", "5"):
                few, every = (turns.in_turn(conn, desk, station, among) for among in (leading, rows))
                assert few[:1] == every[:1]
        serve(karimun, karimun.who("fo2" if turn % 2 else "fo4"))


ONE_TO_ONE = ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 1\n")
DAFTAR_AT_4 = ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["daftar", "ambil", "legalisir"]')


def test_who_goes_first_never_waits_for_who_came_later(karimun: Kantor, sari: Who) -> None:
    edit(karimun.desk, ONE_TO_ONE)
    for _ in range(3):
        give(karimun, "tanya", Priority.ELDERLY)
    karimun.wait(50)
    give(karimun, "tanya")
    order = [f"C-00{at}" for at in range(1, 5)]
    assert waiting(karimun, sari) == order
    assert [serve(karimun, sari) for _ in order] == order


def test_what_a_colleague_calls_elsewhere_lets_nobody_pass_here(
    karimun: Kantor, sari: Who, rudi: Who
) -> None:
    edit(karimun.desk, ONE_TO_ONE, DAFTAR_AT_4)
    for errand, priority in (("lengkapi", None), ("daftar", None), *[("daftar", Priority.ELDERLY)] * 3):
        give(karimun, errand, priority)
    assert serve(karimun, sari) == "A-003"  # passes both
    assert [serve(karimun, rudi) for _ in range(2)] == ["A-004", "A-002"]
    assert waiting(karimun, sari) == ["A-001", "A-005"]


def test_who_was_called_by_mistake_has_passed_nobody(karimun: Kantor, sari: Who) -> None:
    edit(karimun.desk, ONE_TO_ONE)
    give(karimun, "daftar")
    give(karimun, "daftar", Priority.ELDERLY)
    called = calling.call_next(karimun.desk, sari)
    assert called is not None
    calling.back(karimun.desk, sari, called.id)
    assert waiting(karimun, sari) == ["A-002", "A-001"]


def test_what_a_clock_that_was_ahead_gave_and_called_keeps_its_place(karimun: Kantor, sari: Who) -> None:
    key = devices.give(karimun.desk, None, DeviceKind.BOARD, "Papan").key
    for _ in range(2):
        give(karimun, "daftar")
    karimun.wait(180)
    give(karimun, "daftar")
    serve(karimun, sari)
    karimun.wait(-179)
    for _ in range(2):
        give(karimun, "daftar")
    assert waiting(karimun, sari) == [f"A-00{at}" for at in range(2, 6)]
    assert [serve(karimun, sari) for _ in range(2)] == ["A-002", "A-003"]
    assert serve(karimun, sari) == "A-004"
    shown = board(karimun.desk, key)
    assert shown.latest is not None
    assert shown.latest.number == "A-004"
    assert [call.number for call in shown.calls] == ["A-003", "A-002", "A-001"]
    wait = told(karimun, "daftar")
    assert wait is not None
    assert wait.likely < 30 * MINUTE


def test_what_is_said_of_the_place_of_who_booked_goes_by_when_they_came_and_not_by_a_clock_ahead(
    karimun: Kantor, sari: Who
) -> None:
    slot = Wanted(date(2026, 11, 18), 10 * 60, "daftar", code="AB12")
    booking.book(karimun.desk, sari, [slot])
    karimun.wait(180)
    booked = booking.check_in(karimun.desk, sari, "AB12")
    assert place_words(karimun.desk.office, booked).endswith("datang sesudah 10.15: menurut kedatangan.")
    karimun.wait(-175)
    give(karimun, "daftar")
    early = "Pesanan 10.00, datang lebih awal: menurut kedatangan."
    first = line.queue(karimun.desk, sari).waiting[0]
    assert (first.id, place_words(karimun.desk.office, first)) == (booked.id, early)
    with karimun.desk.store.snapshot() as conn:
        assert issued(conn, karimun.desk, booked).place == early


def test_what_is_meant_for_a_counter_is_called_elsewhere_while_nobody_is_there(
    karimun: Kantor, sari: Who, rudi: Who
) -> None:
    edit(karimun.desk, DAFTAR_AT_4)
    number = give(karimun, "daftar")
    calling.transfer(karimun.desk, sari, number.id, "daftar", counter="4")
    assert waiting(karimun, sari) == [number.number]
    sessions.begin(karimun.desk, rudi)
    assert (waiting(karimun, sari), waiting(karimun, rudi)) == ([], [number.number])
    with pytest.raises(NotHere) as there:
        calling.call(karimun.desk, sari, number)
    assert karimun.says(there.value) == "A-001 dipanggil di loket lain: dipindahkan ke sana."
    pausing.pause(karimun.desk, rudi, pausing.Pause.MEETING)
    assert waiting(karimun, sari) == [number.number]


def test_who_goes_first_is_noted_on_the_number_that_they_have_until_that_is_taken_back(
    karimun: Kantor, sari: Who
) -> None:
    edit(karimun.desk, ("[pengaturan]", "[pengaturan]\nprioritas_banding = 2"))
    first, second = give(karimun, "daftar"), give(karimun, "daftar")
    marked = calling.prefer(karimun.desk, sari, second.id, Priority.PREGNANT)
    assert (marked.number, marked.priority) == ("A-002", "ibu hamil")
    assert waiting(karimun, sari) == ["A-002", "A-001"]
    assert examine(karimun.desk).whole
    undo = last_acts.next_undo(karimun.desk, sari, {})
    assert undo is not None
    last_acts.undo(karimun.desk, sari, undo)
    assert waiting(karimun, sari) == ["A-001", "A-002"]
    calling.call(karimun.desk, sari, first)
    with pytest.raises(TicketRefused):
        calling.prefer(karimun.desk, sari, first.id, Priority.ELDERLY)
    assert examine(karimun.desk).whole


def test_transferred_it_keeps_its_number_and_its_place_by_arrival(
    karimun: Kantor, sari: Who, rudi: Who
) -> None:
    moved = give(karimun, "daftar")
    give(karimun, "ambil")
    calling.call(karimun.desk, sari, moved)
    calling.present(karimun.desk, sari, moved.id)
    karimun.wait(5)
    calling.transfer(karimun.desk, sari, moved.id, "ambil")
    assert (waiting(karimun, sari), waiting(karimun, rudi)) == ([], ["A-001", "B-001"])
    with pytest.raises(Invalid):
        calling.transfer(karimun.desk, sari, moved.id, "ambil", counter="2")
    calling.transfer(karimun.desk, sari, moved.id, "daftar", "apotek", "2")
    assert waiting(karimun, sari) == ["A-001"]


def test_its_ticket_printed_again_says_what_holds_by_now(karimun: Kantor, sari: Who, rudi: Who) -> None:
    give(karimun, "ambil")
    number = give(karimun, "daftar")
    calling.transfer(karimun.desk, sari, number.id, "ambil")
    moved = ticket_at_counter(karimun.desk, number).text
    assert "Mengambil izin" in moved
    assert "1 nomor dipanggil sebelum nomor" in moved
    serve(karimun, rudi)
    calling.call_next(karimun.desk, rudi)
    called = ticket_at_counter(karimun.desk, number).text
    assert number.number in called
    assert "berikutnya" not in called
    assert "Tunggu" not in called


def test_held_it_waits_for_its_person_and_others_are_served(karimun: Kantor, sari: Who) -> None:
    held = give(karimun, "daftar")
    give(karimun, "daftar")
    calling.call(karimun.desk, sari, held)
    calling.present(karimun.desk, sari, held.id)
    calling.hold(karimun.desk, sari, held.id)
    queue = line.queue(karimun.desk, sari)
    assert (queue.current, [row.number for row in queue.held]) == (None, ["A-001"])
    assert serve(karimun, sari) == "A-002"
    assert line.queue(karimun.desk, karimun.who("fo4")).held == ()
    assert calling.call(karimun.desk, sari, held).standing is TicketStanding.CALLED


def test_nobody_is_called_again_at_once_nor_for_ever(karimun: Kantor, sari: Who) -> None:
    number = give(karimun, "daftar")
    calling.call(karimun.desk, sari, number)
    with pytest.raises(NotAgain) as soon:
        calling.recall(karimun.desk, sari, number.id)
    assert (soon.value.why, soon.value.seconds) == (Recall.SOON, 10)
    karimun.wait(8 / 60)
    with pytest.raises(NotAgain) as sooner:
        calling.recall(karimun.desk, sari, number.id)
    assert sooner.value.seconds == 2
    for _ in range(2):
        karimun.wait(1)
        calling.recall(karimun.desk, sari, number.id)
    karimun.wait(1)
    with pytest.raises(NotAgain) as often:
        calling.recall(karimun.desk, sari, number.id)
    assert karimun.says(often.value).startswith("Sudah dipanggil 3 kali")


def told(office: Kantor, errand: str) -> Wait | None:
    """The wait of whoever comes now for an errand."""
    with office.desk.store.snapshot() as conn:
        return waits(conn, office.desk)[errand]


def test_a_wait_is_told_by_todays_visits_and_only_where_somebody_calls(karimun: Kantor, sari: Who) -> None:
    for _ in range(12):
        give(karimun, "daftar")
    assert told(karimun, "daftar") is None
    for _ in range(4):
        called = calling.call_next(karimun.desk, sari)
        assert called is not None
        calling.present(karimun.desk, sari, called.id)
        karimun.wait(3)
        calling.finish(karimun.desk, sari, called.id, Outcome.ASKED)
    wait = told(karimun, "daftar")
    assert wait is not None
    assert wait.low <= wait.likely <= wait.high
    assert 8 * 3 * MINUTE <= wait.likely < 8 * 10 * MINUTE  # visits of three minutes, for long ten are usual
    assert told(karimun, "ambil") is None
    karimun.wait(30)
    assert told(karimun, "daftar") is None


def test_who_waits_for_what_was_taken_out_is_counted_before_who_comes_now(karimun: Kantor, sari: Who) -> None:
    give(karimun, "daftar")
    serve(karimun, sari)
    give(karimun, "tanya")
    before = told(karimun, "daftar")
    edit(karimun.desk, *NO_QUESTIONS)
    assert before is not None
    assert told(karimun, "daftar") == before


def test_at_the_door_those_are_counted_who_wait_at_the_same_counter_as_on_the_ticket(
    karimun: Kantor, sari: Who, rudi: Who
) -> None:
    edit(karimun.desk, ('keperluan = ["ambil", "legalisir"]', 'keperluan = ["tanya", "ambil", "legalisir"]'))
    sessions.begin(karimun.desk, sari)
    give(karimun, "daftar")
    serve(karimun, sari)
    for _ in range(5):
        give(karimun, "daftar")
    key = devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios").key
    shown = {lane.errand.id: lane for lane in kiosk(karimun.desk, key).lanes}
    assert [(shown[each].waiting, shown[each].before) for each in ("daftar", "tanya")] == [(5, 5), (0, 5)]
    assert "5 nomor dipanggil sebelum" in ticket_at_counter(karimun.desk, give(karimun, "tanya")).text
    sessions.begin(karimun.desk, rudi)  # where nobody waits but for questions
    assert {lane.errand.id: lane.before for lane in kiosk(karimun.desk, key).lanes}["tanya"] == 1
    serve(karimun, rudi)
    assert told(karimun, "tanya") == Wait(0, 0, 0)
    assert "Nomor ini berikutnya." in ticket_at_counter(karimun.desk, give(karimun, "tanya")).text


def test_who_sits_free_at_a_counter_serves_at_once_though_a_colleague_there_is_long_at_it(
    karimun: Kantor, sari: Who
) -> None:
    give(karimun, "daftar")
    calling.call_next(karimun.desk, karimun.who("sinta"))
    waits_for_colleague = told(karimun, "daftar")
    sessions.begin(karimun.desk, sari)
    assert waits_for_colleague is not None
    assert (waits_for_colleague.likely > 0, told(karimun, "daftar")) == (True, Wait(0, 0, 0))


def test_of_two_people_at_one_counter_each_calls(karimun: Kantor, sari: Who) -> None:
    for _ in range(8):
        give(karimun, "daftar")
    calling.call_next(karimun.desk, sari)
    alone = told(karimun, "daftar")
    calling.call_next(karimun.desk, karimun.who("sinta"))
    both = told(karimun, "daftar")
    assert alone is not None
    assert both is not None
    assert both.likely <= alone.likely * 0.6
