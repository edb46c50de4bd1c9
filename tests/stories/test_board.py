"""The board in a program of its own: each call stands there; without its key it shows nothing."""

from __future__ import annotations

from pathlib import Path
from time import time

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from loket.desk.authority import Who
from loket.desk.founding import create_office
from loket.desk.opening import open_desk
from loket.desk.people import devices, staff
from loket.desk.people.devices import DeviceKind
from loket.desk.queue import calling
from tests.installed import Installed
from tests.stories.terminal import terminal


def test_each_call_stands_on_the_board_of_another_program_at_once(
    installed: Installed, tmp_path: Path
) -> None:
    path = tmp_path / "kantor.db"
    create_office(path, "karimun", now=int(time() * 1000))
    desk = open_desk(path)
    sari = Who(
        staff.add(
            desk,
            None,
            nip="199001012020012001",
            name="Contoh Sari",
            password="sandi-contoh-1",
            roles=("fo2",),
        ),
        "2",
    )
    board = devices.give(desk, None, DeviceKind.BOARD, "Papan ruang tunggu")
    for _ in range(3):
        calling.issue_ticket(desk, sari)
    with terminal([installed.loket, "papan", "--data", path], LOKET_KUNCI=board.key) as hall:
        hall.sees("Belum ada nomor yang dipanggil.", "3 Mendaftar")
        for number in ("A-001", "A-002", "A-003"):
            called = calling.call_next(desk, sari)
            assert called is not None
            assert called.number == number
            left = 2 - int(number[-1]) + 1
            hall.sees(f"{left} Mendaftar", "→ Loket 2 Pendaftaran")
            calling.no_show(desk, sari, called.id)
        devices.revoke(desk, None, board.device)
        hall.sees("Kunci papan ini tidak berlaku lagi.")
    desk.store.close()
