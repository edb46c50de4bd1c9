"""A counter whose printer stands at the person's own terminal: it gets the paper, and nothing else does."""

from __future__ import annotations

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.desk.editions import edit
from tests.screens.house import PASSWORD, House
from tests.terminal.program import opened

BEGIN, END = b"\x1b[5i", b"\x1b[4i"


def test_the_terminal_is_sent_the_paper_between_its_signs(house: House) -> None:
    edit(house.desk, ('nama = "Loket 2 Pendaftaran"', 'nama = "Loket 2 Pendaftaran"\nprinter = "terminal"'))
    house.complete(house.register())
    for desk in opened(house):
        asked = "hari yang lalu. Benar?"  # the last act was long before today
        desk.signs_in("Sari Contoh", "Loket 2", PASSWORD, then=asked)
        desk.presses("left", "enter")
        desk.sees("Jam komputer dipastikan benar.")
        desk.presses("enter")
        desk.sees("Siti Aminah ·")
        desk.presses("f5")
        desk.sees("TANDA TERIMA")
        desk.presses("f5")
        desk.sees("Ke printer di terminal ini")
        desk.presses("enter")
        desk.sees("dikirim ke printer")
        raw = bytes(desk.raw)
    sent, _, _ = raw.partition(BEGIN)[2].partition(END)
    assert b"TANDA TERIMA" in sent
    assert sent.endswith(b"\f")
    assert b"\x1b" not in sent
    assert raw.count(BEGIN) == raw.count(END) == 1
