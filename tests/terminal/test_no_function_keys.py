"""A terminal that has no function keys, or keeps them for itself: Esc and a digit, and `?`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.screens.house import PASSWORD, House
from tests.stories.terminal import Terminal
from tests.terminal.program import opened

NIK = "2102014508900012"


@pytest.fixture
def desk(house: House) -> Iterator[Terminal]:
    """The program in a terminal, somebody signed in at Loket 2."""
    for terminal in opened(house):
        terminal.sends("sari", "enter", PASSWORD, "enter")
        terminal.sees("· Sari Contoh", "F10 Tutup")
        yield terminal


def by_hand(desk: Terminal, digit: str) -> None:
    """Esc, and the digit once the terminal has given Esc alone for longer than one key takes."""
    desk.sends("escape")
    assert not desk.comes(lambda _: False, within=0.3)
    desk.sends(digit)


def test_a_file_is_registered_without_a_function_key(desk: Terminal) -> None:
    by_hand(desk, "7")
    desk.sees("Daftarkan berkas tanpa nomor")
    desk.sends("down", "enter", NIK, "enter", "Siti Contoh")
    desk.sees("Nama Siti Contoh")
    by_hand(desk, "8")
    desk.sees("00001 Izin Reklame", "Siti Contoh", "6 belum diperiksa")
    by_hand(desk, "0")
    desk.sees("DI TANGAN ANDA 1", "F8·Daftarkan")


def test_in_one_write_or_with_alt_it_is_the_same_key_also_where_text_is_typed(desk: Terminal) -> None:
    desk.sends("\x1b7", "down", "enter", NIK, "enter", "Siti Contoh", "\x1b8", "aak")
    desk.sees("00001 Izin Reklame", "Siti Contoh", "4 belum diperiksa")
    desk.sends("\x1b[48;3u")
    desk.sees("DI TANGAN ANDA 1", "F8·Daftarkan")
    desk.sends("\x1b1", "\x1b0", "\x1b7")
    desk.sees("Beri nomor antrean")


def test_esc_alone_does_its_work_a_moment_later_and_at_once_before_another_key(desk: Terminal) -> None:
    desk.sends("\x1b1")
    desk.sees("Tombol layar ini")
    desk.sends("escape")
    desk.sees("F8·Daftarkan")
    desk.sends("\x1b1")
    desk.sees("Tombol layar ini")
    by_hand(desk, "\x06")
    desk.sees("Ketik sedikitnya 2 huruf")


def test_where_function_keys_come_esc_waits_for_no_digit(desk: Terminal) -> None:
    desk.sends("f7")
    desk.sees("Beri nomor antrean")
    desk.sends("escape")
    desk.no_longer_sees("Beri nomor antrean")
    desk.sends("f4")
    desk.sees("F4 belum bisa")
    desk.sends("f1")
    desk.sees("Tombol layar ini")
    by_hand(desk, "7")
    desk.sees("F8·Daftarkan")
    assert not desk.comes(lambda screen: "Beri nomor antrean" in screen, within=0.3)


def test_where_esc_only_empties_a_field_digits_after_it_are_typed(house: House) -> None:
    """A staff number at the sign-in may begin with any digit, and so may a password."""
    for terminal in opened(house):
        terminal.sends("sa")
        terminal.sees("▸ Sari Contoh")
        by_hand(terminal, "1990")
        terminal.sees("Nama / nomor 1990")


def test_a_question_mark_is_help_where_no_text_is_typed(desk: Terminal) -> None:
    desk.sends("?")
    desk.sees("Tombol layar ini")
    desk.sends("\x1b0", "\x1b7", "down", "enter", NIK, "enter", "Siti?")
    desk.sees("Nama Siti?")
