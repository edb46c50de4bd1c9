"""A number from the kiosk: whose it is, what its person is told, and when none is given."""

from __future__ import annotations

import pytest

from loket.desk.errors import Closed, Invalid, KeyRefused
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling, day_sheet, kiosk, line, ticket
from loket.flow.queue.acts import InHand, NotPrinted, Priority
from loket.location import written
from tests.desk.editions import edit
from tests.desk.kantor import Kantor
from tests.desk.test_races import at_once, whole


@pytest.fixture
def key(karimun: Kantor) -> str:
    return devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios pintu depan").key


def test_the_device_gives_it_and_no_person(karimun: Kantor, key: str) -> None:
    row = kiosk.give(karimun.desk, key, "daftar", "sip-bidan", Priority.ELDERLY).row
    assert (row.number, row.errand, row.service, row.priority) == ("A-001", "daftar", "sip-bidan", "lansia")
    (given,) = karimun.journal("ticket", row.id)
    assert (given.kind, given.person_id, given.role, given.station) == ("given", None, None, "perangkat 1")
    called = calling.call_next(karimun.desk, karimun.who("fo2"))
    assert called is not None
    assert called.id == row.id
    assert examine(karimun.desk).whole


def test_whoever_chooses_is_told_how_many_wait_and_how_many_come_before_them(
    karimun: Kantor, key: str
) -> None:
    edit(karimun.desk, ("[pengaturan]\n", "[pengaturan]\nprioritas_banding = 2\n"))
    for errand, priority, before in (
        ("daftar", None, 0),
        ("ambil", None, 0),  # which another counter calls
        ("lengkapi", None, 1),
        ("tanya", None, 2),
        ("daftar", Priority.PREGNANT, 0),
    ):
        karimun.wait(1)
        issued = kiosk.give(karimun.desk, key, errand, priority=priority)
        assert (errand, issued.before) == (errand, before)
    shown = kiosk.kiosk(karimun.desk, key)
    assert [(lane.errand.name, lane.waiting) for lane in shown.lanes][:3] == [
        ("Mendaftar", 2),
        ("Melengkapi berkas", 1),
        ("Mengambil izin", 1),
    ]
    assert not shown.closed


def test_a_number_without_a_ticket_is_cancelled_by_its_kiosk_alone_until_somebody_calls_it(
    karimun: Kantor, key: str
) -> None:
    desk, sari = karimun.desk, karimun.who("fo2")
    other = devices.give(desk, None, DeviceKind.KIOSK, "Kios samping").key
    first, second = (kiosk.give(desk, key, "daftar").row for _ in range(2))
    calling.call_next(desk, sari)
    assert not kiosk.cancel_unprinted(desk, key, first.id, NotPrinted.PAPER)
    assert not kiosk.cancel_unprinted(desk, other, second.id, NotPrinted.PAPER)
    assert kiosk.cancel_unprinted(desk, key, second.id, NotPrinted.PAPER)
    assert not kiosk.cancel_unprinted(desk, key, second.id, NotPrinted.PAPER)
    assert line.queue(desk, sari).waiting == ()
    entry = karimun.journal("ticket", second.id)[-1]
    assert (entry.kind, entry.data, entry.person_id) == ("unprinted", {"fault": "kertas habis"}, None)
    assert (
        "1  dibatalkan\n         1  tiketnya tidak tercetak: kertas habis\n" in day_sheet.sheet(desk, sari)[1]
    )
    assert examine(desk).whole
    devices.revoke(desk, None, 1)
    with pytest.raises(KeyRefused):
        kiosk.cancel_unprinted(desk, key, first.id, NotPrinted.PAPER)


def test_a_number_of_which_it_is_known_after_midnight_that_no_ticket_came_out_stays_as_it_is(
    karimun: Kantor,
) -> None:
    sari = karimun.who("fo2")
    number = calling.issue_ticket(karimun.desk, sari, errand="daftar")
    karimun.go_to("2026-11-19 00:01")
    assert not ticket.cancel_unprinted(karimun.desk, sari, number.id, NotPrinted.OFF)


def test_a_kiosk_asks_of_its_own_numbers_alone_that_nobody_called_or_was_seen_to_have(
    karimun: Kantor, key: str
) -> None:
    desk = karimun.desk
    other = devices.give(desk, None, DeviceKind.KIOSK, "Kios samping").key
    first, second, third = (kiosk.give(desk, key, "daftar").row for _ in range(3))
    of_other = kiosk.give(desk, other, "daftar").row
    calling.issue_ticket(desk, karimun.who("fo2"), errand="daftar")
    calling.call_next(desk, karimun.who("fo2"))
    kiosk.handed(desk, other, second.id, InHand.PRINTED)  # which is none of its own
    kiosk.handed(desk, key, third.id, InHand.PERHAPS)
    kiosk.handed(desk, key, first.id, InHand.READ)  # who was called already
    assert [row.id for row in kiosk.kiosk(desk, key).in_doubt] == [second.id]
    assert [row.id for row in kiosk.kiosk(desk, other).in_doubt] == [of_other.id]
    again = kiosk.still_in_doubt(desk, key, second.id)
    assert again is not None
    assert (again.row.number, again.before) == ("A-002", 0)
    assert kiosk.still_in_doubt(desk, key, of_other.id) is None
    karimun.go_to("2026-11-19 09:00")
    assert kiosk.kiosk(desk, key).in_doubt == ()
    assert examine(desk).whole


@pytest.mark.parametrize("fate", ["revoked", "unknown", "a board's"])
def test_a_key_that_is_no_kiosks_gives_and_shows_nothing(karimun: Kantor, key: str, fate: str) -> None:
    if fate == "revoked":
        devices.revoke(karimun.desk, None, 1)
    elif fate == "unknown":
        key = "AAAAA-BBBBB"
    else:
        key = devices.give(karimun.desk, None, DeviceKind.BOARD, "Papan").key
    with pytest.raises(KeyRefused):
        kiosk.give(karimun.desk, key, "daftar")
    with pytest.raises(KeyRefused):
        kiosk.kiosk(karimun.desk, key)
    assert line.queue(karimun.desk, karimun.who("fo2")).waiting == ()


@pytest.mark.parametrize(("errand", "service"), [("parkir", ""), ("daftar", "sim")])
def test_what_nobody_can_come_for_here_gets_no_number(
    karimun: Kantor, key: str, errand: str, service: str
) -> None:
    with pytest.raises(Invalid):
        kiosk.give(karimun.desk, key, errand, service)
    assert kiosk.give(karimun.desk, key, "daftar").row.number == "A-001"


def test_while_the_door_is_closed_none_is_given_unless_the_office_says_always(
    karimun: Kantor, key: str
) -> None:
    karimun.go_to("2026-11-18 12:15")
    with pytest.raises(Closed) as closed:
        kiosk.give(karimun.desk, key, "daftar")
    assert karimun.says(closed.value) == "Tutup. Nomor diberikan lagi pukul 13.00."
    karimun.go_to("2026-11-20 18:00")
    with pytest.raises(Closed) as closed:
        kiosk.give(karimun.desk, key, "daftar")
    assert karimun.says(closed.value) == ("Tutup. Nomor diberikan lagi Senin, 23 November 2026 pukul 07.30.")
    assert kiosk.kiosk(karimun.desk, key).closed
    edit(karimun.desk, ("[pengaturan]\n", '[pengaturan]\nkios_jam = "selalu"\n'))
    assert kiosk.give(karimun.desk, key, "daftar").row.number == "A-001"
    assert not kiosk.kiosk(karimun.desk, key).closed


@pytest.mark.of_both
def test_forty_numbers_of_two_kiosks_at_once_are_forty(karimun: Kantor, key: str) -> None:
    other = devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios samping").key
    path, at = written(karimun.desk.store.place), str(karimun.at)
    one, two = at_once("tests.desk.kiosk_station", *((path, at, k, "20") for k in (key, other)))
    assert sorted(one + two) == [f"A-{number:03}" for number in range(1, 41)]
    assert one == sorted(one)
    whole(karimun, ())
