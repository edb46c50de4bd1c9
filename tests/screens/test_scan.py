"""A text that comes at once where nothing can be typed is a scan: it opens what is written so, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.events import Key, Paste

from loket.desk.case import file_view
from loket.desk.queue import calling
from screens.counter.screen import CounterScreen
from screens.file.case import CaseScreen
from screens.lookup.find import FindScreen
from screens.shell.keyboard import AT_ONCE
from screens.supervise.screen import SupervisorScreen
from screens.widgets.dialogs import Confirm
from tests.opened import operator
from tests.screens.counter import Clerk, at_work
from tests.screens.house import NIK, PASSWORD, House, Open, settle


async def scan(clerk: Clerk, text: str, *after: str, every: float = 0.0) -> None:
    """A scanner types the text, a letter `every` so many seconds, and the keys that it is told to add."""
    for at, key in enumerate([*text, *after]):
        event = Key(key, key if len(key) == 1 else None)
        event.time += at * every
        clerk.app.post_message(event)
    await settle(clerk.pilot)


def marks(house: House, file: int) -> set[str]:
    return {item.mark for item in file_view.view(house.desk, house.who("fo2"), file).checklist}


def numbers(house: House) -> Sequence[str]:
    """Two numbers of today, given out in turn."""
    sari = house.who("fo2", "2")
    return [calling.issue_ticket(house.desk, sari, "sip-bidan").number for _ in range(2)]


@pytest.mark.parametrize("every", [0.0, AT_ONCE * 0.6], ids=["at once", "as a hand scanner does"])
async def test_a_file_number_opens_the_file_where_it_is_worked_on(
    house: House, program: Open, every: float
) -> None:
    house.complete(house.register())
    other = house.complete(house.register("Ani Contoh"))
    number = file_view.view(house.desk, house.who("bo"), other.file).row.number
    async with at_work(house, program, "bo") as clerk:
        await scan(clerk, number, "enter", every=every)
        assert clerk.app.screen.view.ref.file == other.file  # type: ignore[attr-defined]
        clerk.sees("▸  00002 Ani Contoh")


async def test_from_a_screen_above_it_leads_back_to_the_own_one(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("f4", "f1")
        await scan(clerk, "00001")
        assert clerk.app.screen is operator(clerk.app).own_screen
        assert clerk.app.screen.view.ref.file == ref.file  # type: ignore[attr-defined]


async def test_a_file_of_another_desk_is_read(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "kasi") as clerk:
        for _ in range(2):
            await scan(clerk, "00001")
            assert isinstance(clerk.app.screen, CaseScreen)
            assert clerk.app.screen.file_id == ref.file
            assert len(clerk.app.screen_stack) == 3


@pytest.mark.parametrize(
    ("role", "way"),
    [("penyelia", ()), ("penyelia", ("f4",)), ("fo2", ("ctrl+f", "down")), ("fo2", ("enter", "f5"))],
    ids=["the supervisor's list", "a case", "a search", "the papers"],
)
async def test_whatever_is_shown_a_file_number_opens_that_file(
    house: House, program: Open, role: str, way: tuple[str, ...]
) -> None:
    house.register()
    other = house.register("Ani Contoh")
    async with at_work(house, program, role) as clerk:
        await clerk.press(*way)
        clerk.app.set_focus(None)
        await scan(clerk, "00002", "enter")
        clerk.sees("00002", "Ani Contoh")
        screen = clerk.app.screen
        if isinstance(screen, SupervisorScreen):
            shown = screen.file.row.work.file_id if screen.file is not None else None
        else:
            assert isinstance(screen, CounterScreen)
            shown = screen.view.ref.file if screen.view is not None else None
        assert shown == other.file


async def test_at_loket_5_a_file_of_its_list_is_chosen_there(house: House, program: Open) -> None:
    for name in ("Siti Aminah", "Ani Contoh"):
        house.step("fo4", house.signed(house.complete(house.register(name))), "dicetak")
    elsewhere = house.complete(house.register("Budi Contoh"))
    async with at_work(house, program, "fo5") as clerk:
        await clerk.press("f4")
        await scan(clerk, "00002", "enter")
        assert clerk.app.screen is operator(clerk.app).own_screen
        clerk.sees("▸  00002 Ani Contoh", "F8 bila pemohon sudah datang.")
        await clerk.press("f8", "3", "4")
        await scan(clerk, "00002", "enter")
        clerk.sees("3 dari 9")
        await scan(clerk, "00001", "enter")
        clerk.sees("▸  00001 Siti Am", "F8 bila pemohon sudah datang.", "Jawaban diingat")
        await scan(clerk, "00003", "enter")
        assert isinstance(clerk.app.screen, CaseScreen)
        assert clerk.app.screen.file_id == elsewhere.file


async def test_the_number_of_an_application_made_elsewhere_opens_its_file(
    house: House, program: Open
) -> None:
    ref = house.register(outside="SC-2026/0099")
    async with at_work(house, program, "fo2") as clerk:
        await scan(clerk, "SC-2026/0099", "enter")
        screen = clerk.app.screen
        assert isinstance(screen, CounterScreen)
        assert screen.view is not None
        assert screen.view.ref.file == ref.file


async def test_a_queue_number_is_shown_and_not_called(house: House, program: Open) -> None:
    _, second = numbers(house)
    async with at_work(house, program, "fo2") as clerk:
        await scan(clerk, second.lower(), "enter")
        clerk.sees(f"▸  {second}", "Bukan giliran pertama", "F2 Panggil", "MENUNGGU 2")


async def test_a_queue_number_is_told_where_nobody_is_called(house: House, program: Open) -> None:
    first, _ = numbers(house)
    async with at_work(house, program, "bo") as clerk:
        await scan(clerk, first)
        assert isinstance(clerk.app.screen, FindScreen)
        clerk.sees(f"Nomor {first}: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LHKPN/2026/1", "Pindaian “LHKPN/2026/1” tidak dikenal."),
        ("https://kantor.example/k/2", "Pindaian itu tidak dikenal"),
        ("kkkk", "tekan satu per satu"),  # held, or bunched on a slow line
    ],
)
async def test_what_is_no_number_does_nothing_and_says_so(
    house: House, program: Open, text: str, said: str
) -> None:
    ref = house.register()
    before = marks(house, ref.file)
    numbers(house)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f2")
        clerk.sees("DIPANGGIL 1")
        await scan(clerk, text, "enter")
        clerk.sees("DIPANGGIL 1", said)
        operator(clerk.app).own_screen.show_file(ref.file)
        await clerk.settle()
        await scan(clerk, text, "enter")
        clerk.sees(said)
    assert marks(house, ref.file) == before


async def test_of_a_ktp_that_is_scanned_too_early_it_is_said_what_comes_first(
    house: House, program: Open
) -> None:
    house.register()
    async with at_work(house, program, "bo") as clerk:
        await scan(clerk, NIK, "enter")
        clerk.sees("Itu NIK. Ctrl+F dulu untuk mencari, lalu pindai lagi.")
        assert NIK not in clerk.screen
    numbers(house)
    async with at_work(house, program, "fo2") as clerk:
        await scan(clerk, NIK, "enter")
        clerk.sees("Itu NIK. Buka dulu isian pendaftaran, atau cari dengan Ctrl+F; lalu pindai.")
        await clerk.press("f2", "h", "up")
        await scan(clerk, NIK, "enter")
        clerk.sees("Itu NIK. Letakkan dulu kursor di isian NIK, lalu pindai lagi.")
        await clerk.press("down")
        await scan(clerk, NIK, "enter")
        clerk.sees("Sudah dikenal: Siti Aminah")


@pytest.mark.parametrize("text", ["21020155089000123", "0812-0000-1111", f"{PASSWORD}-1"])
async def test_neither_a_long_number_nor_a_password_is_repeated_on_the_screen(
    house: House, program: Open, text: str
) -> None:
    async with at_work(house, program, "bo") as clerk:
        await scan(clerk, text, "enter")
        clerk.sees("Pindaian itu tidak dikenal")
        assert text not in clerk.screen


async def test_a_question_is_not_answered_by_a_scan(house: House, program: Open) -> None:
    house.register()
    async with at_work(house, program, "fo2") as clerk:
        clerk.app.push_screen(question := Confirm("Ganti orang", "Yakin?", yes="Ya"))
        await clerk.settle()
        await scan(clerk, "00001", "enter")
        assert clerk.app.screen is question
        clerk.sees("jawab dulu pertanyaan ini")


async def test_where_rows_are_searched_a_scan_picks_none(house: House, program: Open) -> None:
    house.register()
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f10")
        menu = clerk.app.screen
        await scan(clerk, "00001", "enter")
        assert clerk.app.screen is menu
        clerk.sees("Cari: 00001", "Tidak ada yang cocok")


async def test_a_paste_where_nothing_can_be_typed_is_a_scan(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with at_work(house, program, "kasi") as clerk:
        clerk.app.post_message(Paste("00001\n"))
        await clerk.settle()
        assert isinstance(clerk.app.screen, CaseScreen)
        assert clerk.app.screen.file_id == ref.file


async def test_up_to_three_letters_at_once_are_commands(house: House, program: Open) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        operator(clerk.app).own_screen.show_file(ref.file)
        await clerk.settle()
        await scan(clerk, "aka")
        clerk.sees("✓ ada", "✗ kurang")
        assert clerk.screen.count("✓ ada") == 2


async def test_letters_at_the_pace_of_a_hand_are_commands_however_long_they_waited(
    house: House, program: Open
) -> None:
    ref = house.register()
    async with at_work(house, program, "fo2") as clerk:
        operator(clerk.app).own_screen.show_file(ref.file)
        await clerk.settle()
        await scan(clerk, "aaaaa", every=AT_ONCE * 1.5)
        assert clerk.screen.count("✓ ada") == 5
