"""What comes at once does what the same keys do one by one: the ordinary work of each screen and question."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from textual.screen import Screen

from loket.lengths import DAY

pytest.importorskip("pty", reason="a terminal's keys are wanted")

from loket.desk import clock, opening
from loket.desk.authority import Who
from loket.desk.case import lists
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.queue import calling
from loket.desk.watching import clock_basis
from loket.flow.acts import Take
from screens.desk.screen import DeskScreen
from screens.shell.keyboard import takes_text
from screens.shell.keys import KeyReader
from screens.widgets.dialogs import Ask, Pick
from tests.desk.editions import edit
from tests.picking import keys_to
from tests.screen_text import screen_text
from tests.screens.boundary import every_subclass, modules_of_screens
from tests.snapshots import demo_office
from tests.snapshots.guide import Guide, holders, opened
from tests.stories.terminal import KEYS

PASSWORD = "loket-demo"
NIK = "2102014508920034"  # made up, and nobody's in the demo office
WITHOUT_NUMBER = ("f7", "▸Daftarkan berkas tanpa nomor")
WORK: dict[str, tuple[str, tuple[str, ...], str]] = {
    "signing in": ("", ("eko", "enter", PASSWORD, "enter", "right", "enter"), "Eko"),
    "signing in, with Tab": ("", ("budi", "tab", "tab", PASSWORD, "f8"), "Budi"),
    "calling and registering": (
        "fo2",
        ("f2", "h", "up", "down", NIK, "enter", "Siti Rekaan", "enter", "081200000078", "f8", "aak"),
        "Siti Rekaan",
    ),
    "who has a passport and no NIK": (
        "fo2",
        ("f2", "h", "x", "enter", "k", "p", "enter", "X7654321", "enter", "John Rekaan", "f8", "aak"),
        "paspor X****321",
    ),
    "a registration put right": (
        "fo2",
        ("f2", "h", "up", "down", NIK, "f8", "Siti Rekaan", "f8", "aa"),
        "Siti Rekaan",
    ),
    "another of the same service, looked at and then meant": (
        "fo2",
        (
            *(*WITHOUT_NUMBER, NIK, "enter", "Siti Rekaan", "f8", "f10"),
            *(*WITHOUT_NUMBER, NIK, "f8", "down", "enter", "f10", "f8", "end", "enter", "aa"),
        ),
        "DI TANGAN ANDA 2",
    ),
    "a kuasa, chosen with the arrows": (
        "fo2",
        (*(*WITHOUT_NUMBER, "up", "right", "down"), "Rina Rekaan", "enter", NIK, "down", "down"),
        "Nama kuasa Rina Rekaan",
    ),
    "the next matters of one person and of one kuasa": (
        "fo2",
        (
            *("f2", "h", "up", "k", "enter", "Rina Rekaan", "enter", "enter", "0812000011", "enter"),
            *(
                "right",
                "enter",
                NIK,
                "enter",
                "Siti Rekaan",
                "f8",
                "f3",
                "enter",
                "right",
                "f8",
                "right",
                "f8",
            ),
            *("f3", "down", "enter", "right", "enter", NIK[:-1], "5", "enter", "Tono Rekaan", "f8", "aa"),
        ),
        "Tono Rekaan",
    ),
    "received, and taken back": ("fo2", ("ctrl+f", "00018", "f7", "f8", "k", "f9"), "00018: diurungkan ("),
    "a registration with Tab and back": (
        "fo2",
        (*WITHOUT_NUMBER, NIK, "tab", "Salah", "tab", "0812000011", "shift+tab", *["backspace"] * 5, "Siti"),
        "Nama Siti",
    ),
    "a number for somebody": ("fo2", ("f7", "▸Beri nomor antrean", "enter"), "diberikan"),
    "somebody goes first, and one without a number": (
        "fo2",
        (
            *("l", "f7", "▸Dahulukan A-", "down", "down", "enter"),
            *("f7", "▸Layani yang datang tanpa nomor", NIK, "enter", "Siti Rekaan", "f10"),
        ),
        "ibu hamil",
    ),
    "nobody came": ("fo2", ("f2", "l"), "DILEWATI"),
    "the outcome of a number": ("fo2", ("f2", "h", "f10", "f2", "down", "enter"), "MENUNGGU"),
    "where somebody is sent, on paper": (
        "fo2",
        ("f2", "h", "f10", "f2", "end", "up", "enter", "end", "enter", "Samsat", "enter", "f10"),
        "F9 Urung A-006",
    ),
    "a note on what lacks": (
        "fo2",
        (*WITHOUT_NUMBER, NIK, "enter", "Siti", "f8", "k", "c", "right", "belum ada", "enter", "aa"),
        "└ belum ada",
    ),
    "data entry": ("bo", ("down", "f2", "satu", "enter", "dua", "tab", "tiga", "f10"), "DI TANGAN ANDA"),
    "a return with its reason": (
        "bo",
        ("down", "f2", "f6", "k", "tab", "kabur", "ctrl+s"),
        "Kembalikan untuk dilengkapi. F9 urung",
    ),
    "put aside": ("bo", ("down", "f2", "f7", "▸Tunda", "Dinkes", "enter", "surat", "enter"), "TERTUNDA 2"),
    "leaving a file, and the screen": (
        "bo",
        ("down", "f2", "f10", "f10", "down", "enter"),
        "Ya, ganti orang",
    ),
    "away and back": ("bo", ("f10", "enter", PASSWORD, "enter"), "· Andi Saputra"),
    "another person": (
        "bo",
        ("f10", "down", "enter", "enter", "budi", "enter", PASSWORD, "enter"),
        "· Budi Hartono",
    ),
    "marked and decided together": ("kasi", ("t", "t", "f8", "enter"), "F9"),
    "all of a group marked and decided": ("kasi", ("s", "f8", "enter"), "berkas diteruskan."),
    "all there at once": (
        "fo2",
        (*WITHOUT_NUMBER, NIK, "enter", "Siti", "f8", "k", "s", "down", "f6"),
        "Kurang: ",
    ),
    "a NIK in full": ("kasi", ("n", "left", "enter"), "NIK 2199994202889006"),
    "refused": ("kabid", ("f2", "f6", "down", "enter", "salah", "enter", "left", "enter"), "F9 urung"),
    "signed": (
        "kadis",
        ("f2", "f8", "enter"),
        "Tetapkan dan tandatangani, teruskan ke pencetakan. F9 urung.",
    ),
    "handed over": (
        "fo4",
        ("f2", "503/1", "enter", "enter", "seumur hidup", "enter", "f8"),
        "Sudah dicetak, siap diambil. F9 urung.",
    ),
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
    "found": ("kasi", ("ctrl+f", "00035", "tab", "enter"), "Riwayat berkas"),
    "done from the list of all keys": (
        "bo",
        (
            "down",
            "ctrl+k",
            "ambil",
            "enter",
            "f1",
            "f10",
            "ctrl+k",
            "tunda",
            "enter",
            "Dinkes",
            "enter",
            "surat",
            "enter",
        ),
        "TERTUNDA 2",
    ),
    "helped": ("kasi", ("f1", "down", "f10", "f4"), "Riwayat berkas"),
    "printed": ("bo", ("f2", "f5", "f5", "down", "f10", "f10"), "Langkah 6"),
    "saved, and saved anew": (
        "bo",
        (
            *("f2", "f5", "ctrl+s", "ctrl+u", "surat.txt", "enter"),
            *("f5", "f10", "ctrl+s", "ctrl+u", "surat.txt", "enter", "left", "enter"),
        ),
        "Tersimpan di surat.txt.",
    ),
    "not replaced": (
        "bo",
        ("f2", "f5", "ctrl+s", "ctrl+u", "ada.txt", "ctrl+s", "enter", "f10", "down", "f4"),
        "Riwayat berkas",
    ),
    "a related file": (
        "penyelia",
        ("f4", "enter", "down", "enter", "2", "f10", "enter", "enter", "2"),
        "Berkas induk 00003",
    ),
    "a counter closed in the hall, by a supervisor who looks at files by a word": (
        "penyelia",
        ("/", "apotek", "enter", "u", "h", "enter", "▸Tutup loket ini", "▸Rapat"),
        "lalu tutup",
    ),
    "the office's last acts, searched by a supervisor": (
        "penyelia",
        ("ctrl+n", "▸Tindakan terakhir", "pendaftaran", "enter"),
        "Riwayat berkas",
    ),
    "the queue's day closed by a supervisor": (
        "penyelia",
        (
            *("ctrl+n", "▸Lembar antrean hari ini", "▸Tutup, akhiri", "left", "enter"),
            *("ctrl+s", "ctrl+u", "lembar.txt", "enter"),
        ),
        "Tersimpan di lembar.txt.",
    ),
    "about the office": ("bo", ("f10", "end", "up", "enter", "enter", "f4"), "Riwayat berkas"),
    "recorded late": (
        "bo",
        ("down", "f7", "▸Tindakan berikutnya", "09.00", "enter", "padam", "enter"),
        "dicatat terjadi pukul 09.00",
    ),
    "a number of yesterday closed": ("fo2", ("f2", "l", "end", "up", "up", "enter", "enter"), "MENUNGGU"),
    "data put right": (
        "bo",
        ("down", "f2", "f7", "▸Perbaiki data", "Nama Betul", "f8", "salah ketik", "f8"),
        "data diperbaiki. F9 urung.",
    ),
    "taken back": ("bo", ("down", "f2", "f9"), "diurungkan"),
    "the clock vouched for, signing in": (
        "",
        ("andi", "enter", PASSWORD, "enter", "left", "enter", "down", "f2"),
        "diambil",
    ),
    "the clock vouched for when it hindered": (
        "penyelia",
        ("enter", "3", *("f2", "cuti", "ctrl+s", "left", "enter"), *("f2", "cuti", "ctrl+s"), "f4"),
        "Di tangan Agus Setiawan",
    ),
    "a number taken over from a colleague": (
        "fo2",
        ("l", "end", "up", "up", "f2", "left", "enter", "h"),
        "A-007 · dilayani",
    ),
    "times that a clock ahead had dated": (
        "",
        ("agus", "enter", PASSWORD, "enter", "f6", "enter", "enter", "jam maju", "ctrl+s"),
        "waktu 1 tindakan diperbaiki.",
    ),
    "a registration taken back once it was asked": (
        "fo2",
        (*WITHOUT_NUMBER, NIK, "enter", "Siti", "f8", "aa", "f9", "enter", "a", "f9", "left", "enter"),
        "00061: diurungkan (",
    ),
    "who looked at personal data": (
        "admin",
        ("left", "end", "right", "down", "f10", "f10", "left", "end"),
        "Dicetak: tanda terima, dijanjikan",
    ),
    "a counter that the admin adds": (
        "admin",
        (
            *("left", *["down"] * 6, "enter", "f3", "6", "enter", "Loket 6", "enter", "space", "down"),
            *("f8", "up", "enter", "Rapat", "enter", "end", "f4"),
        ),
        "Loket 6",
    ),
    "a new password": (
        "bo",
        ("f10", "end", "up", "up", "enter", PASSWORD, "enter", "baru", "enter", "lain", "enter"),
        "Yang kedua berbeda",
    ),
}
"""Whose screen ("": the sign-in), the keys (`▸`: a line to be picked), and what then stands there."""
HOLIDAY = {"the clock vouched for, signing in", "the clock vouched for when it hindered"}
"""What is done twelve days later."""
SHOWN_IN: dict[str, str] = {
    "SignInScreen": "signing in",
    "CounterScreen": "calling and registering",
    "DeskScreen": "data entry",
    "CorrectScreen": "data put right",
    "IssuanceScreen": "handed over",
    "SurveyScreen": "a survey",
    "SupervisorScreen": "looked through by the supervisor",
    "FindScreen": "found",
    "CaseScreen": "read whole",
    "SopScreen": "read whole",
    "PrintScreen": "printed",
    "HelpScreen": "helped",
    "KeyList": "done from the list of all keys",
    "LockScreen": "away and back",
    "AdminScreen": "who looked at personal data",
    "FillingScreen": "a counter that the admin adds",
    "LatestActs": "the office's last acts, searched by a supervisor",
    "Accept": "a counter that the admin adds",
    "Confirm": "a number taken over from a colleague",
    "Ask": "recorded late",
    "Pick": "times that a clock ahead had dated",
    "Message": "about the office",
}
"""Each screen and question of the program, and the work in which it is used."""


def related(path: Path) -> None:
    """The most urgent file of all has two that follow from it."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE file SET parent_id = 3 WHERE id IN (12, 15)")


def called_by_a_colleague(path: Path) -> None:
    """A colleague has called the first number that waits."""
    desk = opening.open_desk(path, clock=demo_office.frozen_now)
    _, colleague, *_ = holders(desk, "fo2")
    assert calling.call_next(desk, Who(colleague.id, "2")) is not None
    desk.store.close()


def worked_by_a_clock_ahead(path: Path) -> None:
    """A file was taken by a clock a day ahead, which was put back, and the supervisor vouched for it."""
    ahead = opening.open_desk(path, clock=lambda: demo_office.frozen_now() + DAY)
    andi = Who(holders(ahead, "bo")[0].id)
    first, *_ = lists.pile(ahead, andi).waiting
    perform(ahead, andi, Ref(first.work.file_id, first.work.version), Take())
    ahead.store.close()
    right = opening.open_desk(path, clock=demo_office.frozen_now)
    about = clock.asked(right, clock_basis(right), ["penyelia"])
    assert about is not None
    clock.answer(right, Who(holders(right, "penyelia")[0].id), about, right=True)
    right.store.close()


def numbers_for_all(path: Path) -> None:
    """The office calls some first, and serves nobody without a number."""
    desk = opening.open_desk(path, clock=demo_office.frozen_now)
    edit(desk, ("[pengaturan]\n", '[pengaturan]\nprioritas_banding = 2\ntanpa_nomor = "diberi nomor"\n'))
    desk.store.close()


BEFORE: dict[str, Callable[[Path], None]] = {
    "a related file": related,
    "a number taken over from a colleague": called_by_a_colleague,
    "somebody goes first, and one without a number": numbers_for_all,
    "times that a clock ahead had dated": worked_by_a_clock_ahead,
}
"""What was there before the work began."""


async def nothing(name: str, guide: Guide) -> None:
    """Only the end matters here."""


@pytest.fixture
def _clock(what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    now = demo_office.frozen_now() + (12 * DAY if what in HOLIDAY else 0)
    monkeypatch.setattr(opening, "system_clock", lambda: now)


async def end_of(folder: Path, what: str, *reads: str) -> tuple[str, set[str], list[str]]:
    """The screen after what the terminal gave in these reads, at once; what was shown, and what was given.

    Without reads it is the work's own keys, one by one. Both go the way of the terminal's own driver: from
    bytes to keys, and into the application.
    """
    role, shown = WORK[what][0], set[str]()
    folder.mkdir()
    os.chdir(folder)  # where a paper without a folder is saved
    Path("ada.txt").write_text("milik orang lain")
    path = demo_office.copy_to(folder)
    if what in BEFORE:
        BEFORE[what](path)
    async with opened(path, nothing) as guide:
        if role:
            await guide.sign_in(role)
        reader, given = KeyReader(), list[str]()
        for key in reads or WORK[what][1]:
            for data in [key] if reads else sent(guide, key):
                given.append(data)
                for message in reader.feed(data.encode()):
                    guide.app.post_message(message)
                if not reads:
                    shown |= {type(screen).__name__ for screen in guide.app.screen_stack}
                    await guide.settle()
        await guide.settle()
        await guide.renew()
        shown |= {type(screen).__name__ for screen in guide.app.screen_stack}
        return screen_text(guide.app), shown, given


def sent(guide: Guide, key: str) -> list[str]:
    """What a terminal sends for a key, a text (its first letter, and the rest), or a line to be picked."""
    if key.startswith("▸"):
        return [KEYS[each] for each in keys_to(guide.app, key[1:])]
    if key in KEYS or guide.app.focused is None or not takes_text(guide.app.focused):
        return [KEYS[key]] if key in KEYS else [*key]
    return [part for part in (key[0], key[1:]) if part]


@pytest.mark.usefixtures("_clock")
@pytest.mark.parametrize("what", WORK)
async def test_what_comes_at_once_does_what_the_same_keys_do_one_by_one(tmp_path: Path, what: str) -> None:
    words = WORK[what][2]
    slowly, shown, given = await end_of(tmp_path / "slowly", what)
    assert words in " ".join(slowly.split()), slowly
    assert {screen for screen, work in SHOWN_IN.items() if work == what} <= shown
    all_ = "".join(given)
    cut = len(all_) // 2 if list(WORK).index(what) % 2 else len(all_)
    once, *_ = await end_of(tmp_path / "once", what, all_[:cut], all_[cut:])
    assert once == slowly


def test_each_screen_and_question_is_used_in_a_burst() -> None:
    modules_of_screens()
    own = {c for c in every_subclass(Screen) if c.__module__.startswith("screens.")}
    shown_too = {DeskScreen, Pick, Ask}  # though others are made of them
    bases = {base for c in own for base in c.__bases__} - shown_too
    assert {c.__name__ for c in own - bases} == set(SHOWN_IN)
    assert set(SHOWN_IN.values()) <= set(WORK)
