"""F1 explains the keys of the screen beneath, and the file's step as the SOP has it."""

from __future__ import annotations

import pytest

from loket.desk.case.perform import perform
from loket.desk.queue import calling
from loket.flow.acts import Take
from screens.file.sop import SopScreen
from screens.lookup.help import KEYS, LETTERS, HelpScreen
from screens.widgets.key_bar import ORDER
from tests.screen_text import screen_text
from tests.screens.house import House, Open, enter, settle


def test_every_function_key_has_its_sentence_and_no_letter_decides() -> None:
    assert set(KEYS) == set(ORDER)
    assert {letter for letter, _ in LETTERS if letter} == set("AKTSHLCN")


async def test_it_tells_the_desks_keys_why_one_rests_and_the_step(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(80, 50)) as pilot:
        await enter(pilot, house, "bo")
        await pilot.press("f1")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "F4     Riwayat" in text
        assert "sekarang belum bisa: sudah di tangan Anda" in text
        await pilot.press("end")
        assert "Petugas Back Office" in screen_text(pilot.app)
        await pilot.press("f3")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SopScreen)


async def test_at_the_counter_it_tells_the_keys_of_what_is_open(house: House, program: Open) -> None:
    service = house.desk.office.counter_services[0].id
    calling.issue_ticket(house.desk, house.who("fo2", "2"), service)
    async with program().run_test(size=(120, 50)) as pilot:
        await enter(pilot, house, "fo2")
        for key, told in (
            ("f1", "Memanggil nomor yang tampil"),
            ("f2", "Memanggil nomor yang sama sekali lagi."),
            ("h", "Mencari pemohon yang sudah dikenal menurut nama atau nomor HP yang tertulis."),
            ("f1", "Mendaftarkan berkas dari isian pendaftaran"),
            ("f1", "Menutup nomor yang dilayani dengan hasilnya"),
        ):
            if key != "f1":
                await pilot.press(key)
                await settle(pilot)
            await pilot.press("f1")
            await settle(pilot)
            assert told in screen_text(pilot.app)
            assert "Mengambil yang berikutnya" not in screen_text(pilot.app)
            await pilot.press("f10")
            await settle(pilot)


@pytest.mark.parametrize("opens", ["f1", "ctrl+f"])
async def test_what_is_closed_as_soon_as_it_opens_leaves_the_desk_as_it_was(
    house: House, program: Open, opens: str
) -> None:
    async with program().run_test() as pilot:
        await enter(pilot, house, "bo")
        desk = pilot.app.screen
        for key in (opens, "f10"):
            pilot.app.simulate_key(key)
        await settle(pilot)
        if pilot.app.screen is desk:
            pilot.app.simulate_key(opens)
            await settle(pilot)
        for key in ("f10", "f10", "f10"):
            pilot.app.simulate_key(key)
        await settle(pilot)
        assert desk in pilot.app.screen_stack
