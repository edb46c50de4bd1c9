"""The kiosk in a program of its own: a key and the number stands there, whatever the hour; F10 closes it."""

from __future__ import annotations

from pathlib import Path
from time import time

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from loket.desk.founding import create_office
from loket.desk.opening import open_desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.store import tickets
from tests.desk.editions import edit
from tests.installed import Installed
from tests.stories.terminal import terminal


def test_somebody_takes_a_number_at_the_kiosk_of_another_program(
    installed: Installed, tmp_path: Path
) -> None:
    path = tmp_path / "kantor.db"
    create_office(path, "karimun", now=int(time() * 1000))
    desk = open_desk(path)
    edit(desk, ("[pengaturan]\n", '[pengaturan]\nkios_jam = "selalu"\n'))
    kiosk = devices.give(desk, None, DeviceKind.KIOSK, "Kios pintu depan")
    with terminal([installed.loket, "kios", "--data", path], LOKET_KUNCI=kiosk.key) as hall:
        hall.sees("Untuk apa Anda datang?", "Mengambil izin 0 menunggu")
        hall.presses("3")
        hall.sees("Nomor ini berikutnya.", "Catat nomornya.", "Selesai")
        hall.presses("0")
        hall.sees("Mengambil izin 1 menunggu")
        hall.presses("ctrl+q")
        assert hall.ends() == 0
    with desk.store.read() as conn:
        assert [row.number for row in tickets.of_day(conn, desk.today(conn))] == ["B-001"]
    desk.store.close()
