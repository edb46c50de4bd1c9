"""Whether another number is given today: the day's quota, for whom a counter gives one yet, and why."""

from __future__ import annotations

import pytest

from loket.desk.errors import NoneLeft, UsedUp
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling, closing, kiosk, on_paper
from loket.flow.queue import Beyond
from tests.desk.editions import edit
from tests.desk.kantor import Kantor
from tests.desk.undo import f9

LEGALISIR = ('id = "legalisir"\n', 'id = "legalisir"\njatah = 2\n')
BIDAN = ('id = "sip-bidan"\n', 'id = "sip-bidan"\njatah = 1\n')


@pytest.fixture
def key(karimun: Kantor) -> str:
    return devices.give(karimun.desk, None, DeviceKind.KIOSK, "Kios pintu depan").key


def refused(karimun: Kantor, key: str, errand: str, service: str = "") -> str:
    with pytest.raises(NoneLeft) as none:
        kiosk.give(karimun.desk, key, errand, service)
    return karimun.says(none.value)


def test_the_kiosk_gives_as_many_as_the_office_says_and_then_says_when_to_come_back(
    karimun: Kantor, key: str
) -> None:
    edit(karimun.desk, LEGALISIR, BIDAN)
    kiosk.give(karimun.desk, key, "legalisir")
    kiosk.give(karimun.desk, key, "ambil")  # whose letter is the same
    kiosk.give(karimun.desk, key, "legalisir")
    kiosk.give(karimun.desk, key, "daftar", "sip-bidan")
    assert refused(karimun, key, "legalisir") == (
        "Jatah hari ini untuk Legalisir sudah habis (2 nomor)."
        " Kembali besok mulai 07.30, atau tanyakan kepada petugas."
    )
    assert "untuk SIP Bidan sudah habis (1 nomor)" in refused(karimun, key, "daftar", "sip-bidan")
    assert [what.id for what in kiosk.kiosk(karimun.desk, key).used_up] == ["legalisir", "sip-bidan"]
    assert kiosk.give(karimun.desk, key, "daftar").row.number == "A-002"
    karimun.go_to("2026-11-20 09:00")
    kiosk.give(karimun.desk, key, "daftar", "sip-bidan")
    assert "Kembali Senin, 23 November 2026 mulai 07.30" in refused(karimun, key, "daftar", "sip-bidan")


def test_what_is_voided_or_handed_on_leaves_room_for_another(karimun: Kantor, key: str) -> None:
    edit(karimun.desk, LEGALISIR)
    fo2 = karimun.who("fo2")
    kiosk.give(karimun.desk, key, "legalisir")
    calling.issue_ticket(karimun.desk, fo2, errand="legalisir")
    refused(karimun, key, "legalisir")
    f9(karimun.desk, fo2)
    row = kiosk.give(karimun.desk, key, "legalisir").row
    refused(karimun, key, "legalisir")
    calling.transfer(karimun.desk, fo2, row.id, "ambil")
    kiosk.give(karimun.desk, key, "legalisir")


def test_a_counter_gives_one_more_with_a_reason_which_the_number_keeps(karimun: Kantor) -> None:
    edit(karimun.desk, LEGALISIR)
    fo2 = karimun.who("fo2")
    on_paper.take_in(karimun.desk, fo2, "legalisir", "", (1, 3), karimun.at)  # handed out: there they are
    with pytest.raises(UsedUp):
        calling.issue_ticket(karimun.desk, fo2, errand="legalisir")
    late = calling.issue_ticket(karimun.desk, fo2, errand="legalisir", beyond=Beyond.FAR)
    free = calling.issue_ticket(karimun.desk, fo2, errand="tanya", beyond=Beyond.FAR)  # of which there are
    reasons = [karimun.journal("ticket", row.id)[0].data["beyond"] for row in (late, free)]
    assert reasons == ["datang dari jauh", None]
    _, sheet = closing.sheet(karimun.desk, fo2)
    assert "DI LUAR JATAH 09.00 B-004 Loket 2 Pendaftaran: datang dari jauh Ujung" in " ".join(sheet.split())
    assert examine(karimun.desk).whole
