"""Ctrl+K lists what can be done now, and does it as its key does; the mouse presses what it points at."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from loket.desk.case.perform import perform
from loket.desk.queue import calling
from loket.flow.acts import Take
from screens.desk.screen import DeskScreen
from screens.entry.sign_in import SignInScreen
from screens.file.case import CaseScreen
from screens.lookup.all_keys import KeyList
from screens.lookup.find import FindScreen
from screens.lookup.help import HelpScreen
from screens.shell.screen import LoketScreen
from screens.widgets.dialogs import Ask
from screens.widgets.key_bar import ORDER
from tests.screen_text import screen_text
from tests.screens.boundary import every_subclass, modules_of_screens
from tests.screens.counter import at_work
from tests.screens.house import House, Open, enter, press


def shown(pilot: Pilot[Any]) -> type[Screen[Any]]:
    """The kind of screen, or question, that is on top."""
    return type(pilot.app.screen)


def listed(screen: Screen[Any]) -> list[str]:
    """The keys that are listed."""
    assert isinstance(screen, KeyList)
    return [doing.key for doing in screen._doings.values()]


async def pointed(pilot: Pilot[Any], words: str) -> None:
    """Click on words of the screen."""
    lines = screen_text(pilot.app).splitlines()
    y = max(at for at, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[y].index(words) + 1, y))
    await press(pilot)


async def test_every_key_of_the_bar_is_listed_and_what_f7_holds(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with at_work(house, program, "bo") as clerk:
        clerk.sees("Ctrl+K semua tombol")
        screen = clerk.app.screen
        assert isinstance(screen, LoketScreen)
        offered = screen.keys()
        await clerk.press("ctrl+k")
        found = listed(clerk.app.screen)
        assert {name.lower() for name in found} >= {key.key for key in offered} >= set(ORDER) - {"f3"}
        assert found[-2:] == ["Ctrl+F", "Ctrl+L"]
        await clerk.press(*"tunda")
        clerk.sees("F7 ›", "Tunda")
        await clerk.press("enter")
        assert isinstance(clerk.app.screen, Ask)


async def test_typing_narrows_by_what_a_key_does_too(house: House, program: Open) -> None:
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+k", *"kekurangan")
        clerk.sees("F5")
        assert "F10" not in clerk.screen.split("Semua tombol")[1].split("Enter Pilih")[0]
        await clerk.press(*["backspace"] * 10, *"bantuan", "enter")
        assert isinstance(clerk.app.screen, HelpScreen)


async def test_what_cannot_be_done_now_says_why_there_and_when_it_is_chosen(
    house: House, program: Open
) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+k", *"f2")
        clerk.sees("Ambil · belum bisa: sudah di tangan Anda")
        clerk.sees("Belum bisa: sudah di tangan Anda. Mengambil berkas yang")
        await clerk.press("enter")
        clerk.sees("F2 belum bisa: sudah di tangan Anda")
        assert not isinstance(clerk.app.screen, KeyList)


async def test_in_a_search_it_lists_what_can_be_done_with_the_file_that_was_found(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        await clerk.press("ctrl+f", "ctrl+k")
        assert listed(clerk.app.screen) == ["F1", "F4", "F5", "F7", "F10", "Ctrl+L"]
        clerk.sees("Riwayat · belum bisa: belum ada berkas yang d")
        await clerk.press("down")
        clerk.sees("Belum bisa: belum ada berkas yang dipilih.")
        await clerk.press("escape")
        await clerk.write("siti")
        await clerk.press("ctrl+k", *"kerjakan")
        clerk.sees("F7 Kerjakan", "Kembali ke layar Anda dengan berkas ini di depan Anda;")
        await clerk.press("enter")
        assert isinstance(clerk.app.screen, DeskScreen)
        clerk.sees("Siti Aminah", "F2 Ambil")


async def test_what_narrows_a_list_or_turns_a_page_is_listed_too(house: House, program: Open) -> None:
    house.complete(house.register())
    house.give_back(house.register("Tono Contoh"), reason="Pasfoto buram")
    async with at_work(house, program, "penyelia") as clerk:
        await clerk.press("ctrl+k", *"hanya pemohon")
        clerk.sees("4 Hanya: Pemohon")
        await clerk.press("enter")
        clerk.sees("[4 Pemohon: 1]", "Tono Contoh")
        await clerk.press("1", "ctrl+k", *"meja berikutnya", "enter")
        clerk.sees("[BO: 1")
        await clerk.press("ctrl+f")
        await clerk.write("contoh")
        await clerk.press("ctrl+k", *"bagian", "enter")
        clerk.sees("Cari contoh", "● Berjalan 1")
        await clerk.press("f4", "ctrl+k", *"batas waktu", "down", "enter")
        clerk.sees("[4 Batas waktu]")


async def test_it_opens_from_a_field_and_what_was_typed_stays(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        await clerk.pick("Daftarkan berkas tanpa nomor")
        await clerk.pilot.press(*"2102014508")
        await clerk.press("ctrl+k", "escape")
        clerk.sees("2102014508")
        await clerk.press("9", "ctrl+k", *"daftarkan", "enter")
        clerk.sees("21020145089")
        assert "Semua tombol" not in clerk.screen


async def test_f7_of_the_counter_gives_a_number_from_the_list(house: House, program: Open) -> None:
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("ctrl+k", *"antrean", "enter")
        clerk.sees("Nomor untuk apa?")


async def test_nobody_signed_in_or_a_question_open_lists_nothing(house: House, program: Open) -> None:
    async with program().run_test() as pilot:
        await press(pilot, "ctrl+k")
        assert shown(pilot) is SignInScreen
        assert "Ctrl+K" not in screen_text(pilot.app)
        await enter(pilot, house, "fo2")
        await press(pilot, "f7", "ctrl+k")
        assert shown(pilot) is not KeyList
        await press(pilot, "f10", "ctrl+l", "ctrl+k")
        assert shown(pilot) is not KeyList
        assert "Ctrl+K" not in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_mouse_presses_the_key_it_points_at(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    house.complete(house.register())
    async with program().run_test(size=size) as pilot:
        await enter(pilot, house, "bo")
        await pointed(pilot, "F2 Ambil")
        assert "diambil" in screen_text(pilot.app)
        await pointed(pilot, "F2·Ambil")
        assert "F2 belum bisa: sudah di tangan Anda" in screen_text(pilot.app)
        await pointed(pilot, "F4 Riwayat")
        assert shown(pilot) is CaseScreen
        await pointed(pilot, "F10 Tutup")
        await pointed(pilot, "Ctrl+K semua")
        assert shown(pilot) is KeyList
        await pointed(pilot, "Esc Tutup")
        assert shown(pilot) is not KeyList
        await pointed(pilot, "Ctrl+K semua")
        await press(pilot, *"cari berkas")
        await pointed(pilot, "Enter Pilih")
        assert shown(pilot) is FindScreen


async def test_a_key_pointed_at_comes_after_those_pressed_before(house: House, program: Open) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), house.desk.office.counter_services[0].id)
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "fo2")
        pilot.app.simulate_key("f2")
        await pointed(pilot, "F3")
        assert "dipanggil" in screen_text(pilot.app)
        assert "F3 Ulang" in screen_text(pilot.app)


async def test_the_answers_to_a_call_are_listed_while_a_number_is_called(house: House, program: Open) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), house.desk.office.counter_services[0].id)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("ctrl+k")
        assert not {"H", "L", "N"} & set(listed(clerk.app.screen))
        await clerk.press("escape", "f2", "ctrl+k")
        letters = [key for key in listed(clerk.app.screen) if len(key) == 1]
        assert letters == ["H", "L"]
        await clerk.pick("L")
        clerk.sees("DILEWATI 1")


async def test_f7_of_the_counter_says_of_what_cannot_be_done_why(house: House, program: Open) -> None:
    services = house.desk.office.counter_services
    calling.issue_ticket(house.desk, house.who("fo2", "2"), services[0].id)
    async with at_work(house, program, "fo2") as clerk:
        await clerk.press("f7")
        clerk.sees("Kembalikan nomor ke antrean: belum dipanggil")
        clerk.sees("Tutup nomor yang dilewati: pilih dulu di DILEWATI")
        await clerk.press("escape", "f2", "f7")
        clerk.sees("Kembalikan A-001 ke antrean", "Tutup nomor yang dilewati: A-001 masih terbuka")
        await clerk.press("escape", "h", "f10", "f7")
        clerk.sees("Kembalikan nomor ke antrean: A-001 sudah hadir")


def test_a_letter_that_does_something_does_it_in_capitals_too() -> None:
    """Caps Lock is on at many a counter, and the keys are shown in capitals."""
    modules_of_screens()
    for part in every_subclass(Widget):
        for binding in part.__dict__.get("BINDINGS", ()) if part.__module__.startswith("screens.") else ():
            letters = {key for key in binding.key.split(",") if len(key) == 1 and key.isalpha()}
            assert {letter.swapcase() for letter in letters} == letters, (part, binding.key)
