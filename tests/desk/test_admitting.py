"""Whether another number is given today: quota, last number, a stop; to whom a counter gives one yet."""

from __future__ import annotations

import pytest

from loket.desk.errors import Closed, Invalid, NoneLeft, UsedUp
from loket.desk.integrity import examine
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling, day_sheet, kiosk, line, on_paper, stopping
from loket.desk.queue.board import board
from loket.desk.queue.stopping import Stop
from loket.desk.words.moments import standing_words
from loket.flow.acts import Refused
from loket.flow.queue.acts import Beyond, Outcome
from loket.office.hours import WEEKDAYS
from tests.desk.editions import edit
from tests.desk.kantor import Kantor, at_back_office
from tests.desk.karimun import instant
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
    _, sheet = day_sheet.sheet(karimun.desk, fo2)
    assert (
        "DIBERI WALAU TIDAK ADA NOMOR LAGI 09.00 B-004 Loket 2 Pendaftaran: datang dari jauh Ujung"
        in " ".join(sheet.split())
    )
    assert examine(karimun.desk).whole


def test_after_the_last_number_of_the_day_none_is_given_and_who_waits_is_called(
    karimun: Kantor, key: str
) -> None:
    edit(karimun.desk, ("[pengaturan]\n", "[pengaturan]\nnomor_terakhir_menit = 30\n"))
    board_key = devices.give(karimun.desk, None, DeviceKind.BOARD, "Papan").key
    fo2 = karimun.who("fo2")
    karimun.go_to("2026-11-18 11:59")  # before the break, not before the day's end
    kiosk.give(karimun.desk, key, "daftar")
    karimun.go_to("2026-11-18 15:29")
    kiosk.give(karimun.desk, key, "daftar")
    assert board(karimun.desk, board_key).none_left is None
    karimun.wait(1)
    said = "Nomor terakhir diberikan 15.30. Kembali besok mulai 07.30."
    assert refused(karimun, key, "daftar") == said
    for none in (kiosk.kiosk(karimun.desk, key).none_left, board(karimun.desk, board_key).none_left):
        assert none is not None
        assert karimun.says(none) == said
    with pytest.raises(NoneLeft):
        calling.issue_ticket(karimun.desk, fo2)
    assert calling.issue_ticket(karimun.desk, fo2, errand="tanya", beyond=Beyond.FRAIL).number == "C-001"
    assert calling.call_next(karimun.desk, fo2) is not None
    edit(karimun.desk, ("[pengaturan]\n", '[pengaturan]\nkios_jam = "selalu"\n'))
    kiosk.give(karimun.desk, key, "daftar")


def test_numbers_are_stopped_until_a_time_or_for_the_day_and_given_again(karimun: Kantor, key: str) -> None:
    desk, fo2, agus = karimun.desk, karimun.who("fo2"), karimun.who("penyelia")
    kiosk.give(desk, key, "daftar")
    stopping.stop(desk, agus, Stop.EVENT, instant("2026-11-18 11:00+07:00"))
    still = "Yang sudah punya nomor tetap dilayani."
    assert refused(karimun, key, "daftar") == f"Kios tutup sampai 11.00 (kegiatan kantor). {still}"
    assert calling.call_next(desk, fo2) is not None
    assert line.queue(desk, agus).stopped is not None
    stopping.resume(desk, fo2)
    kiosk.give(desk, key, "daftar")
    stopping.stop(desk, fo2, Stop.FULL, instant("2026-11-18 11:00+07:00"))
    karimun.go_to("2026-11-18 11:00")
    kiosk.give(desk, key, "daftar")
    stopping.stop(desk, fo2, Stop.TROUBLE, None)
    _, sheet = day_sheet.sheet(desk, agus)
    for line_of_it in ("09.00  sampai 11.00: kegiatan kantor", "09.00  diberikan lagi"):
        assert line_of_it in sheet
    assert "11.00  sampai hari berganti: gangguan" in sheet
    words = f"Kios tutup hari ini (gangguan). {still} Kembali besok mulai 07.30."
    assert refused(karimun, key, "daftar") == words
    for past in ("2026-11-18 10:00+07:00", "2026-11-19 00:00+07:00"):
        with pytest.raises(Invalid):
            stopping.stop(desk, fo2, Stop.BREAK, instant(past))
    with pytest.raises(Refused):
        stopping.stop(desk, karimun.who("bo"), Stop.BREAK, None)
    karimun.go_to("2026-11-19 07:30")
    kiosk.give(desk, key, "daftar")
    _, sheet = day_sheet.sheet(desk, agus)
    assert "NOMOR TIDAK DIBERIKAN" not in sheet  # that was yesterday
    assert examine(desk).sound


SATURDAY = '[[pintu_khusus]]\nnama = "MPP"\nmulai = 2026-11-21\njam = ["09.00-12.00"]\n\n[pengaturan]\n'


def test_on_a_saturday_with_an_open_door_numbers_are_called_and_counted_and_no_deadline_moves(
    karimun: Kantor, key: str
) -> None:
    desk, fo2, file = karimun.desk, karimun.who("fo2"), at_back_office(karimun)
    before = karimun.limits(file)
    assert edit(desk, ("[pengaturan]\n", SATURDAY)).moved == ()
    assert {kind: verdict.due for kind, verdict in karimun.limits(file).items()} == {
        kind: verdict.due for kind, verdict in before.items()
    }
    karimun.go_to("2026-11-21 08:59")
    with pytest.raises(Closed) as closed:
        kiosk.give(desk, key, "daftar")
    assert karimun.says(closed.value) == "Tutup. Nomor diberikan lagi pukul 09.00."
    karimun.wait(1)
    row = kiosk.give(desk, key, "tanya").row
    called = calling.call_next(desk, fo2)
    assert called is not None
    assert called.id == row.id
    calling.present(desk, fo2, row.id)
    karimun.wait(10)
    calling.finish(desk, fo2, row.id, Outcome.ASKED)
    _, sheet = day_sheet.sheet(desk, fo2)
    assert "Nomor : 1 " in " ".join(sheet.split())
    karimun.go_to("2026-11-21 12:00")
    with pytest.raises(Closed):
        kiosk.give(desk, key, "tanya")


def test_the_door_open_over_the_break_gives_numbers_while_the_clocks_of_files_rest(
    karimun: Kantor, key: str
) -> None:
    week = "".join(f'{day} = ["08.00-15.00"]\n' for day in WEEKDAYS)
    assert edit(karimun.desk, ("[pengaturan]\n", f"[jam_pintu]\n{week}\n[pengaturan]\n")).moved == ()
    karimun.go_to("2026-11-18 12:30")
    assert standing_words(karimun.desk.working_time(), karimun.at).endswith("waktu berhenti")
    kiosk.give(karimun.desk, key, "daftar")
    assert calling.call_next(karimun.desk, karimun.who("fo2")) is not None
