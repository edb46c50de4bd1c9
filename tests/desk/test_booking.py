"""Who booked a time: entered or taken from a list, taken up once, in the one line, forgotten with the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

from loket.desk import last_acts
from loket.desk.errors import Invalid, NoneLeft, NotBooked, UsedUp
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.privacy import disclosure, erasing
from loket.desk.queue import booking, calling, day_sheet, kiosk, line, ticket
from loket.desk.tasks.table import TASKS, Places
from loket.flow.acts import Refused
from loket.flow.queue.acts import NotPrinted
from loket.office.booking_list import Wanted
from loket.office.reading import ProfileFaults
from loket.store import bookings
from tests.desk.editions import edit, pretend
from tests.desk.kantor import Kantor
from tests.desk.test_privacy import DECREE, NIK, REASON, in_the_files, one, withdrawn
from tests.desk.undo import f9

TODAY = date(2026, 11, 18)


def wanted(minute: int = 10 * 60, errand: str = "tanya", **more: str) -> Wanted:
    return Wanted(TODAY, minute, errand, **{"name": "Rina Contoh", **more})


def booked(karimun: Kantor, *each: Wanted, by: str = "fo2") -> list[str]:
    return [found.code for found in booking.book(karimun.desk, karimun.who(by), each)]


@pytest.fixture
def key(karimun: Kantor) -> str:
    return devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios pintu depan").key


@pytest.mark.of_both
def test_the_place_of_who_does_not_come_is_given_to_others(karimun: Kantor, key: str) -> None:
    edit(karimun.desk, ('id = "tanya"\n', 'id = "tanya"\njatah = 1\n'))
    (code,) = booked(karimun, wanted())
    karimun.go_to("2026-11-18 10:15")
    with pytest.raises(UsedUp):
        kiosk.give(karimun.desk, key, "tanya")
    karimun.wait(1)
    assert kiosk.give(karimun.desk, key, "tanya").row.number == "C-001"
    assert kiosk.kiosk(karimun.desk, key).booked
    assert kiosk.give_booked(karimun.desk, key, code).row.number == "C-002"


def test_who_booked_takes_it_up_once_and_stands_a_little_before_their_time(karimun: Kantor, key: str) -> None:
    desk, fo2 = karimun.desk, karimun.who("fo2")
    early, late = booked(karimun, wanted(), wanted(name="Tono Contoh"))
    for at in ("09:40", "09:50"):
        karimun.go_to(f"2026-11-18 {at}")
        calling.issue_ticket(desk, fo2, errand="tanya")
    karimun.go_to("2026-11-18 09:58")
    came = kiosk.give_booked(desk, key, f" {early.lower()} ")
    assert (came.row.number, came.row.errand, came.before) == ("C-003", "tanya", 1)
    karimun.go_to("2026-11-18 10:16")
    assert booking.check_in(desk, fo2, late).number == "C-004"  # a minute too late
    assert [row.number for row in line.queue(desk, fo2).waiting] == ["C-001", "C-003", "C-002", "C-004"]
    with pytest.raises(NotBooked) as again:
        kiosk.give_booked(desk, key, early)
    assert karimun.says(again.value) == f"Pesanan {early} sudah datang: nomor C-003."
    with pytest.raises(NotBooked) as nobody:
        booking.check_in(desk, fo2, "ZZZZ")
    assert karimun.says(nobody.value) == (
        "Kode ZZZZ tidak ada dalam daftar pesanan hari ini. Tanyakan kepada petugas."
    )
    f9(desk, fo2)  # the late one's number
    assert {each.number for each in booking.of_today(desk, fo2)} == {"C-003", ""}
    assert booking.check_in(desk, fo2, late).number == "C-005"
    assert examine(desk).whole


def test_a_number_without_a_ticket_does_not_come_back_once_who_booked_has_another(
    karimun: Kantor, key: str
) -> None:
    desk, fo2 = karimun.desk, karimun.who("fo2")
    (code,) = booked(karimun, wanted())
    unprinted = booking.check_in(desk, fo2, code)
    assert ticket.cancel_unprinted(desk, fo2, unprinted.id, NotPrinted.PAPER)
    assert kiosk.give_booked(desk, key, code).row.number == "C-002"
    asked = last_acts.next_undo(desk, fo2, {})
    assert asked is not None
    assert asked.why is not None
    assert karimun.says(asked.why) == f"Pesanan {code} sudah datang: nomor C-002."
    with pytest.raises(NotBooked):
        last_acts.undo(desk, fo2, replace(asked, free=asked.act.parts))  # asked before the kiosk gave it


def test_who_booked_a_service_that_the_office_has_no_more_comes_for_the_errand_alone(
    karimun: Kantor, key: str
) -> None:
    desk, office = karimun.desk, karimun.desk.office
    one, other = booked(karimun, *(wanted(errand="daftar", service="sip-bidan") for _ in range(2)))
    services = {id: each for id, each in office.services.items() if id != "sip-bidan"}
    pretend(desk, replace(office, services=services))
    row = kiosk.give_booked(desk, key, one).row
    assert (row.errand, row.service, row.booking) == ("daftar", "", one)
    errands = {id: each for id, each in office.errands.items() if id != "daftar"}
    pretend(desk, replace(office, services=services, errands=errands))
    with pytest.raises(NotBooked) as gone:
        kiosk.give_booked(desk, key, other)
    assert karimun.says(gone.value).startswith(f"Keperluan pesanan {other} tidak dilayani lagi di sini.")


def test_a_day_is_read_once_however_many_are_booked_for_it(
    karimun: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_day = Mock(side_effect=bookings.of_day)
    monkeypatch.setattr(bookings, "of_day", of_day)
    assert len({*booked(karimun, *(wanted() for _ in range(5)))}) == 5
    of_day.assert_called_once()


def test_a_place_is_kept_for_who_booked_where_the_day_has_a_quota(karimun: Kantor, key: str) -> None:
    desk = karimun.desk
    edit(desk, ('id = "tanya"\n', 'id = "tanya"\njatah = 2\n'))
    (code,) = booked(karimun, wanted())
    kiosk.give(desk, key, "tanya")
    with pytest.raises(NoneLeft):
        kiosk.give(desk, key, "tanya")
    kiosk.give_booked(desk, key, code)
    with pytest.raises(NoneLeft):
        kiosk.give(desk, key, "tanya")


def test_who_does_not_come_is_counted_and_with_the_day_the_booking_is_forgotten(karimun: Kantor) -> None:
    desk, fo2 = karimun.desk, karimun.who("fo2")
    code, _ = booked(karimun, wanted(), wanted(name="Tono Rekaan"))
    booking.check_in(desk, fo2, code)
    for at, words in (("09:00", "masih ditunggu 1"), ("16:00", "tidak datang 1")):
        karimun.go_to(f"2026-11-18 {at}")
        _, sheet = day_sheet.sheet(desk, fo2)
        assert f"Pesanan : 2, datang 1, {words}" in " ".join(sheet.split())
    (task,) = (each for each in TASKS if each.name == "pesanan")
    assert task.run(desk, Places(())) == 0
    karimun.go_to("2026-11-19 08:00")
    with pytest.raises(NotBooked):
        booking.check_in(desk, fo2, code)
    assert task.run(desk, Places(())) == 2
    assert booking.of_today(desk, fo2) == ()
    desk.store.sweep()
    assert in_the_files(karimun, "Rekaan") == set()
    assert examine(desk).whole
    assert examine(desk).erased == 0  # nothing was by a decree


def test_on_decree_the_name_goes_from_bookings_too(karimun: Kantor) -> None:
    withdrawn(karimun)
    booked(
        karimun, wanted(name="Zulfikar Wijayakusuma", code="AB12"), wanted(name="Tono Contoh", code="TN01")
    )
    (shown,) = disclosure.disclose(karimun.desk, karimun.who("admin"), one(karimun)).in_queue
    assert (shown.key, disclosure.in_words(shown)) == ("AB12", "Zulfikar Wijayakusuma")
    erasing.erase(karimun.desk, karimun.who("admin"), one(karimun), reason=REASON, decree=DECREE)
    left = booking.of_today(karimun.desk, karimun.who("fo2"))
    assert [(each.booking.code, each.booking.name) for each in left] == [
        ("AB12", ""),
        ("TN01", "Tono Contoh"),
    ]
    assert in_the_files(karimun, "Wijayakusuma", NIK) == set()
    assert examine(karimun.desk).whole


@pytest.mark.parametrize(
    ("amiss", "field"),
    [
        (Wanted(date(2026, 11, 17), 600, "tanya", name="Rina"), "day"),
        (Wanted(date(2028, 11, 17), 600, "tanya", name="Rina"), "day"),
        (wanted(1440), "minute"),
        (wanted(errand="parkir"), "errand"),
        (wanted(name=" "), "name"),
        (wanted(code="081200000099"), "code"),
        (wanted(code="ada1"), "code"),
        (wanted(code="tono"), "code"),
    ],
)
def test_what_cannot_be_booked_is_said_at_its_field_and_nothing_is_kept(
    karimun: Kantor, amiss: Wanted, field: str
) -> None:
    booked(karimun, wanted(code="ADA1"))
    with pytest.raises(Invalid) as wrong:
        booked(karimun, wanted(), amiss)
    assert [*wrong.value.faults] == [field]
    assert len(booking.of_today(karimun.desk, karimun.who("fo2"))) == 1


def test_only_who_is_at_the_counters_or_directs_them_enters_and_cancels(karimun: Kantor) -> None:
    for role in ("penyelia", "admin", "fo4"):
        booked(karimun, wanted(), by=role)
    with pytest.raises(Refused):
        booked(karimun, wanted(), by="bo")
    with pytest.raises(Refused):
        booking.of_today(karimun.desk, karimun.who("bo"))
    first, *others = booking.of_today(karimun.desk, karimun.who("admin"))
    booking.cancel(karimun.desk, karimun.who("admin"), first.booking)
    assert list(booking.of_today(karimun.desk, karimun.who("admin"))) == others
    with pytest.raises(NotBooked):
        booking.cancel(karimun.desk, karimun.who("admin"), first.booking)


LIST = """tanggal;jam;keperluan;layanan;nama;kode
18/11/2026;09.30;Bertanya atau konsultasi;;Rina Contoh;
18-11-2026;10.00;daftar;SIP Bidan;Tono Contoh;AB12
"""


def test_a_list_is_taken_in_whole_or_told_by_line(karimun: Kantor, tmp_path: Path) -> None:
    desk, fo2, path = karimun.desk, karimun.who("fo2"), tmp_path / "pesanan.csv"
    path.write_text(LIST)
    booking.book(desk, fo2, booking.read_list(desk, path))
    found = [each.booking for each in booking.of_today(desk, fo2)]
    assert [(b.errand, b.service, b.name) for b in found] == [
        ("tanya", "", "Rina Contoh"),
        ("daftar", "sip-bidan", "Tono Contoh"),
    ]
    assert found[1].code == "AB12"
    more = "2026;9;parkir;SIM;;\n17-11-2026;09.00;tanya;;Rina;\n18-11-2026;09.00;tanya;;Rina;ab12\n"
    path.write_text(LIST.splitlines()[0] + "\n" + more + "18-11-2026;09.00\n")
    with pytest.raises(ProfileFaults) as wrong:
        booking.read_list(desk, path)
    told = [(fault.key, fault.wrong) for fault in wrong.value.faults]
    assert sorted(told) == [
        ("baris 2", '"2026" bukan tanggal'),
        ("baris 2", '"9" bukan jam'),
        ("baris 2", '"SIM" tidak dikenal'),
        ("baris 2", '"parkir" tidak dikenal'),
        ("baris 3", "Tanggalnya sudah lewat, atau lebih dari setahun lagi"),
        ("baris 4", "Kode AB12 sudah dipakai pada hari itu. Tulis kode lain"),
        ("baris 5", "berisi 2 kolom"),
    ]
