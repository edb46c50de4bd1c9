"""A terminal that gives much at once, as a slow line, a scanner or a hand faster than the program does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.screens.house import PASSWORD, House
from tests.stories.terminal import Terminal
from tests.terminal.program import opened

NIK = "2102014508900012"


@pytest.fixture
def desk(house: House) -> Iterator[Terminal]:
    """The program in a terminal, at the sign-in."""
    yield from opened(house)


def signed_in(desk: Terminal) -> None:
    desk.sends("sari", "enter", PASSWORD, "enter")
    desk.sees("· Sari Contoh", "F10 Tutup")


def without_number(desk: Terminal) -> None:
    desk.sends(
        "f7", "down", "enter", NIK, "enter", "Siti Contoh", "tab", "081200001111", "shift+tab", "end", " A"
    )
    desk.sees("Nama Siti Contoh A", "HP 081200001111")


def test_a_morning_in_few_writes(desk: Terminal, house: House) -> None:
    signed_in(desk)
    without_number(desk)
    desk.sends("f8", "aka")
    desk.sees("00001 Izin Reklame", "Siti Contoh A", "1 kurang, 4 belum diperiksa")
    desk.sends("up", "up", "c")
    desk.sees("Catatan")
    desk.sends("belum ada", "enter", "f10", "f10")
    desk.sees("▸ Jeda")
    desk.sends("down", "enter", "enter", "andi", "tab", "tab", PASSWORD, "enter")
    desk.sees("· Andi Contoh", "F10 Tutup")
    with closing(sqlite3.connect(house.path)) as connection:
        kept = connection.execute("SELECT key, text FROM value WHERE kind = 'mark' ORDER BY id")
        marks = dict(kept.fetchall())
    assert list(marks.values()) == ['["ada",""]', '["kurang","belum ada"]', '["ada",""]']


def test_a_password_never_stands_in_the_name(desk: Terminal) -> None:
    signed_in(desk)
    desk.sends("f10", "down", "enter", "sari", "enter", "bukan-itu", "enter", PASSWORD, "enter")
    desk.sees("· Sari Contoh", "F10 Tutup")
    painted = bytes(desk.raw).decode("utf-8", "replace")
    assert "bukan" not in painted
    assert PASSWORD[:5] not in painted


def test_what_is_scanned_in_two_writes_is_one_scan(desk: Terminal) -> None:
    signed_in(desk)
    without_number(desk)
    desk.sends("f8", "f10")
    desk.sees("DI TANGAN ANDA 1", "F8·Daftarkan")
    desk.sends("00")
    desk.sends("001", "enter")
    desk.sees("00001 Izin Reklame", "Siti Contoh A")
    desk.sends("LHKPN/", "2026")
    desk.sees("Pindaian “LHKPN/2026” tidak dikenal.")
