"""The hall on the supervisor's screen: counters, lanes, what time alone changes, and what is done there."""

from __future__ import annotations

import pytest

from loket.desk.case import directing
from loket.desk.lookout.alarms import Alarms, StandingAlarm
from loket.desk.people import sessions
from loket.desk.queue import calling
from loket.flow.alarm import Alarm, What
from loket.flow.lane import Pressure
from loket.lengths import MINUTE
from screens.supervise import latest
from screens.supervise.alarms import pressing_words
from screens.supervise.screen import SupervisorScreen
from tests.screens.counter import at_work
from tests.screens.house import House, Open
from tests.screens.test_queue_line import come


async def test_counters_and_lanes_are_seen_and_time_alone_says_that_nobody_calls(
    house: House, program: Open
) -> None:
    sessions.begin(house.desk, house.who("fo2", "2"))
    come(house, "daftar")
    calling.call_next(house.desk, house.who("fo2", "2"))
    come(house, "ambil")
    async with at_work(house, program, "penyelia", size=(120, 36)) as clerk:
        clerk.sees("Loket 2 Sari Contoh A-001 dipanggil", "Loket 4 tidak ada petugas")
        clerk.sees("Mengambil izin 1", "wajar", "Mendaftar 0", "Menunggu")
        house.pass_minutes(12)
        await clerk.look_again()
        clerk.sees("!! tak ada loket", "12 mnt")
        house.pass_minutes(9)
        await clerk.look_again()
        clerk.sees("Mengambil izin 1 21 mnt", "A peringatan", "▲")
        await clerk.press("a")
        clerk.sees("Tidak ada loket yang buka 21 mnt: 1 menunggu (Mengambil izin)", "Enter Pilih")
        await clerk.press("enter", "enter")
        clerk.sees("▸ Loket 4")
        await clerk.press("a", "enter", "down", "enter")
        await clerk.write("Eko dipanggil")
        await clerk.press("enter", "enter")
        clerk.sees("1 peringatan sedang ditangani")
        await clerk.press("f9")
        clerk.sees("▲")


def test_an_alarm_that_is_cut_keeps_how_many_more_there_are() -> None:
    what = Alarm(What.SILENT, "2", Pressure.ACTION, (0,))
    one = StandingAlarm(what, "Loket 2 tidak memanggil 12 mnt: 5 menunggu (Mendaftar)", "", presses=True)
    assert pressing_words(Alarms((one, one), 0), 44) == "▲ Loket 2 tidak memanggil 12 mnt: 5 me… (+1)"
    assert pressing_words(Alarms((one,), 0), 44) == "▲ Loket 2 tidak memanggil 12 mnt: 5 menungg…"


async def test_what_is_done_at_a_counter_is_chosen_in_the_hall_and_taken_back(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions.begin(house.desk, house.who("fo2", "2"))
    sessions.begin(house.desk, house.who("fo4", "4"))
    come(house, "daftar")
    ref = house.complete(house.register("Siti Menunggu"))
    async with at_work(house, program, "penyelia") as clerk:
        clerk.sees("Menunggu 1", "Loket 2 bebas", "Siti Menunggu")
        await clerk.press("h")
        clerk.sees("▸ Loket 2", "Mendaftar 1", "F8 Tindakan loket", "F10 Berkas")
        assert "Siti Menunggu" not in clerk.screen
        screen = clerk.app.screen
        assert isinstance(screen, SupervisorScreen)
        assert screen.open_files in screen.focus_chain  # a letter that follows is none for a part that went
        await clerk.press("enter")
        await clerk.pick("Tutup loket ini")
        await clerk.pick("Rapat")
        clerk.sees("Loket 2 Pendaftaran tutup sementara. F9 urung.", "tutup: rapat")
        await clerk.press("f9")
        clerk.sees("▸ Loket 2", "bebas")
        await clerk.press("enter")
        await clerk.pick("Sari Contoh tidak masuk")
        await clerk.pick("Alasan lain")
        await clerk.write("anaknya opname")
        await clerk.press("enter")
        clerk.sees("Sari Contoh dicatat tidak masuk hari ini.", "tidak ada petugas")
        await clerk.press("h")
        clerk.sees("▸ Mendaftar")
        assert "▸  Loket 2" not in clerk.screen
        await clerk.press("enter")
        clerk.sees("Mendaftar: 1 menunggu", "A-001")
        await clerk.press("escape", "f10")
        clerk.sees("Siti Menunggu", "Loket 4 bebas", "F8 Tugaskan")
        await clerk.press("ctrl+n")
        await clerk.pick("Catat siapa yang tidak masuk")
        await clerk.pick("Eko Contoh")
        await clerk.press("enter")
        clerk.sees("Eko Contoh dicatat tidak masuk hari ini.", "Loket 4 –", "admin mencatat piket")
        await clerk.press("ctrl+n")
        await clerk.pick("Catat siapa yang tidak masuk")
        clerk.sees("Petugas Loket 4 tidak masuk")
        await clerk.pick("Eko Contoh")
        await clerk.press("enter")
        clerk.sees("Eko Contoh masuk hari ini; catatan tidak masuk dicabut.")
        directing.remember(house.desk, house.who("penyelia"), ref, "telepon dulu", house.now + MINUTE)
        house.pass_minutes(1)
        await clerk.look_again()
        clerk.sees("pada 00001: telepon dulu", "A peringatan")
        await clerk.press("a", "enter")
        await clerk.pick("Selesai, atau tidak perlu lagi")
        clerk.sees("Ingat dicabut. F9 urung.")
        monkeypatch.setattr(latest, "MOST", 1)
        await clerk.press("ctrl+n")
        await clerk.pick("Tindakan terakhir kantor")
        clerk.sees("1 dari ", "ingat selesai")
        await clerk.press("slash", *"terdaftar")
        clerk.sees("Cari: terdaftar▏", "00001 terdaftar")
        assert "ingat selesai" not in clerk.screen
        await clerk.press("escape")
        assert "A peringatan" not in clerk.screen
