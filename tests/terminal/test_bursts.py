"""What comes at once does what the same keys do one by one: the ordinary work of each screen and question."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a terminal's keys are wanted")

from loket.desk import opening
from screens.keys import KeyReader
from tests.screen_text import screen_text
from tests.snapshots import demo_office
from tests.snapshots.guide import Guide, opened
from tests.stories.terminal import KEYS

PASSWORD = "loket-demo"
NIK = "2102014508920034"  # made up, and nobody's in the demo office
WORK: dict[str, tuple[str, tuple[str, ...], str]] = {
    "signing in": ("", ("eko", "enter", PASSWORD, "enter", "right", "enter"), "Eko"),
    "signing in, with Tab": ("", ("budi", "tab", "tab", PASSWORD, "f8"), "Budi"),
    "calling and registering": (
        "fo2",
        ("f2", "h", "up", "down", NIK, "enter", "Siti Rekaan", "enter", "081200000078", "f8", "aak"),
        "Siti Rekaan",
    ),
    "a registration with Tab and back": (
        "fo2",
        (
            "f7",
            "down",
            "enter",
            NIK,
            "tab",
            "Salah",
            "tab",
            "0812000",
            "shift+tab",
            *["backspace"] * 5,
            "Siti",
        ),
        "Nama Siti",
    ),
    "a number for somebody": ("fo2", ("f7", "enter", "enter"), "diberikan"),
    "nobody came": ("fo2", ("f2", "l"), "DILEWATI"),
    "the outcome of a number": ("fo2", ("f2", "h", "f10", "f2", "down", "enter"), "MENUNGGU"),
    "a note on what lacks": (
        "fo2",
        ("f7", "down", "enter", NIK, "enter", "Siti", "f8", "k", "c", "right", "belum ada", "enter", "aa"),
        "└ belum ada",
    ),
    "data entry": ("bo", ("down", "f2", "satu", "enter", "dua", "tab", "tiga", "f10"), "DI TANGAN ANDA"),
    "a return with its reason": (
        "bo",
        ("down", "f2", "f6", "k", "tab", "kabur", "ctrl+s"),
        "Kembalikan untuk dilengkapi. F9 urung",
    ),
    "put aside": ("bo", ("down", "f2", "f7", "enter", "Dinkes", "enter", "surat", "enter"), "TERTUNDA 2"),
    "leaving a file, and the screen": ("bo", ("down", "f2", "f10", "f10", "down", "enter"), "Back Office"),
    "away and back": ("bo", ("f10", "enter", PASSWORD, "enter"), "· Andi Saputra"),
    "another person": (
        "bo",
        ("f10", "down", "enter", "enter", "budi", "enter", PASSWORD, "enter"),
        "· Budi Hartono",
    ),
    "marked and decided together": ("kasi", ("t", "t", "f8", "enter"), "F9"),
    "a NIK in full": ("kasi", ("n", "enter"), "NIK 2199994202889006"),
    "refused": ("kabid", ("f2", "f6", "salah", "enter", "left", "enter"), "F9 urung"),
    "signed": (
        "kadis",
        ("f2", "f8", "enter"),
        "Tetapkan dan tandatangani, teruskan ke pencetakan. F9 urung.",
    ),
    "handed over": ("fo4", ("f2", "enter", "f8"), "Sudah dicetak, siap diambil. F9 urung."),
    "a survey": ("fo5", ("f8", "f2", "343", "up", "12"), "1✓ 2✓ 3✓ 4✓ 5✓ 6·"),
    "looked through by the supervisor": (
        "penyelia",
        ("right", "2", "down", "f2", "f7", "f4"),
        "Riwayat berkas",
    ),
    "read whole": (
        "penyelia",
        ("f4", "tab", "tab", "3", "down", "f3", "f10", "f5", "f10"),
        "menurut jam dinding",
    ),
    "found": ("kasi", ("ctrl+f", "00041", "enter"), "Riwayat berkas"),
    "helped": ("kasi", ("f1", "down", "f10", "f4"), "Riwayat berkas"),
    "printed": ("bo", ("f2", "f5", "f5", "down", "f10", "f10"), "Langkah 6"),
    "about the office": ("bo", ("f10", "end", "up", "enter", "enter", "f4"), "Riwayat berkas"),
    "recorded late": (
        "bo",
        ("down", "f7", "end", "enter", "09.00", "enter", "padam", "enter"),
        "dicatat terjadi pukul 09.00",
    ),
    "a number of yesterday closed": ("fo2", ("f2", "l", "end", "up", "up", "enter", "enter"), "MENUNGGU"),
    "taken back": ("bo", ("down", "f2", "f9"), "diurungkan"),
    "a new password": (
        "bo",
        ("f10", "end", "up", "up", "enter", PASSWORD, "enter", "baru", "enter", "lain", "enter"),
        "Yang kedua berbeda",
    ),
}
"""Whose screen ("": the sign-in), the keys, and what then stands there."""


async def nothing(name: str, guide: Guide) -> None:
    """Only the end matters here."""


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "system_clock", demo_office.frozen_now)


async def end_of(folder: Path, role: str, *reads: bytes, one_by_one: bool) -> str:
    """The screen after what the terminal gave in these reads: at once or one by one.

    Both go the way of the terminal's own driver: from bytes to keys, and into the application.
    """
    folder.mkdir()
    async with opened(demo_office.copy_to(folder), nothing) as guide:
        if role:
            await guide.sign_in(role)
        reader = KeyReader()
        for data in reads:
            for message in reader.feed(data):
                guide.app.post_message(message)
            if one_by_one:
                await guide.settle()
        await guide.settle()
        return screen_text(guide.app)


@pytest.mark.parametrize("what", WORK)
async def test_what_comes_at_once_does_what_the_same_keys_do_one_by_one(tmp_path: Path, what: str) -> None:
    role, keys, words = WORK[what]
    each = [KEYS.get(key, letter) for key in keys for letter in ([key] if key in KEYS else key)]
    slowly = await end_of(tmp_path / "slowly", role, *map(str.encode, each), one_by_one=True)
    assert words in " ".join(slowly.split()), slowly
    sent = "".join(each).encode()
    cut = len(sent) // 2 if list(WORK).index(what) % 2 else len(sent)
    assert await end_of(tmp_path / "once", role, sent[:cut], sent[cut:], one_by_one=False) == slowly
