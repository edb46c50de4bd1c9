"""What a terminal receives, byte for byte, while hostile texts are on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is wanted", allow_module_level=True)

from loket.demo import office as demo_office
from loket.desk.opening import system_clock
from tests.hostile.payloads import NEVER_SENT, obeyed, spoil
from tests.hostile.terminal import Terminal, commands
from tests.snapshots import demo_office as template

OURS = {
    ("", "m"), ("", "H"), ("?", "h"), ("?", "l"), ("?", "p"), (">", "u"), ("<", "u"), ("", "t"), ("", "c"),
}  # fmt: skip
"""The commands Textual gives a terminal: colours, places, modes, keyboard."""

WAY = (
    (("Rina Marlina",), "Rina Marlina"),
    (("enter",), "Kata sandi"),
    (("loket-demo",), "•••"),
    (("enter",), "batas lain"),
    (("f4",), "Jalan SOP"),
    (("2",), "sekarang"),
    (("\x1b[H",), "sebelum pendaftaran"),
    (("3",), "jam kerja"),
    (("4",), "Seluruh SOP"),
    (("5",), "persyaratan"),
    (("6",), "Diterima"),
    (("f5",), "TANDA TERIMA"),
    (("f10",), "Jalan SOP"),
    (("f10",), "MENUNGGU"),
    (("\x06",), "Cari berkas"),
    (("00",), "Sejak"),
    (("f10",), "MENUNGGU"),
    (("f7",), "Tindakan lain"),
    (("f10",), "F7 Lainnya"),
    (("f10",), "Ganti orang"),
)
"""Keys, and what is painted once they have done their work."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = template.copy_to(tmp_path)
    demo_office.go_on(path, host_now=system_clock())
    spoil(path)
    return path


def test_nothing_that_was_put_into_a_name_reaches_the_terminal_as_a_command(office: Path) -> None:
    terminal = Terminal(["-m", "loket", "--data", str(office)])
    try:
        terminal.see("[/bold] PT")
        for keys, shown in WAY:
            terminal.type(*keys)
            terminal.see(shown)
    finally:
        terminal.kill()
    raw = bytes(terminal.raw)
    kinds, words = commands(raw)
    assert kinds <= OURS
    assert not obeyed(words, lines=True)
    assert not [bad for bad in NEVER_SENT if bad in raw]
    assert "[/bold]" in words
