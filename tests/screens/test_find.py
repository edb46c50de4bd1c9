"""Ctrl+F: any file by a few letters, and back to the form beneath as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.pilot import Pilot

from loket.desk.case.file_view import view
from loket.desk.case.perform import perform
from loket.desk.intake.applicant import NewApplicant
from loket.desk.intake.cleaning import Registration
from loket.desk.queue import calling
from loket.flow.acts import Take
from screens.counter.screen import CounterScreen
from screens.desk.screen import DeskScreen
from screens.file.case import CaseScreen
from screens.lookup.find import FindScreen
from screens.supervise.screen import SupervisorScreen
from tests import registering
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.screens.arrivals import queue_up
from tests.screens.house import House, Open, enter, hear, settle
from tests.widgets.stage import HOSTILE


async def look_for(pilot: Pilot[Any], words: str) -> str:
    """Type, and wait until the list has followed."""
    await pilot.press(*words)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, FindScreen)
    screen.look_now()  # by itself after a moment's rest
    await settle(pilot)
    return screen_text(pilot.app)


async def test_a_name_leads_to_the_desk_and_since_when(house: House, program: Open) -> None:
    house.complete(house.register("Rudi Hartono"))
    house.complete(house.register("Siti Aminah"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo")
        await pilot.press("ctrl+f")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FindScreen)
        text = await look_for(pilot, "aminah")
    assert "00002" in text
    assert "Rudi" not in text
    assert "Menunggu di meja BO/Analis Dokumen Perizinan sejak 08.05" in text


async def test_who_asks_by_telephone_is_told_until_when_it_may_take(house: House, program: Open) -> None:
    house.complete(house.register("Rudi Hartono"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        assert "Batas hukum · paling lambat Jum 27 Nov 16.30" in await look_for(pilot, "rudi")


async def test_a_row_found_by_who_came_says_so_in_80_columns(house: House, program: Open) -> None:
    siti = NewApplicant("Siti Aminah", "2102015508900077", "081200001111")
    asked = Registration("sip-bidan", "baru", siti)
    asked = replace(asked, came_as="kuasa", came_name="Rosmalinda", proxy_seen=True)
    house.complete(registering.register(house.desk, house.who("fo2", "2"), asked))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        text = await look_for(pilot, "rosma")
        (row,) = (line for line in text.splitlines() if "▸" in line)
        assert "kuasa: Rosmalinda" in row
        await pilot.press(*["backspace"] * len("rosma"))
        text = await look_for(pilot, "aminah")
        (row,) = (line for line in text.splitlines() if "▸" in line)
        assert "Siti Aminah" in row
        assert "kuasa" not in row


async def test_one_letter_is_too_few(house: House, program: Open) -> None:
    house.complete(house.register("Siti Aminah"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        text = await look_for(pilot, "s")
        assert "Ketik sedikitnya 2 huruf" in text
        text = await look_for(pilot, "xxx")
    assert "Tidak ada berkas yang cocok." in text


async def test_a_queue_number_says_where_it_stands(house: House, program: Open) -> None:
    queue_up(house, 2)
    calling.call_next(house.desk, house.who("fo2", "2"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        called = await look_for(pilot, "a-001")
        assert "Nomor A-001: dipanggil sejak 08.05 di Loket 2 Pendaftaran." in called
        await pilot.press("backspace")
        assert "Nomor A-002: menunggu sejak 08.05" in await look_for(pilot, "2")
        await pilot.press("backspace")
        assert "Tidak ada berkas yang cocok." in await look_for(pilot, "3")
        await pilot.press(*["backspace"] * 5)
        assert "Nomor A-002: menunggu" in await look_for(pilot, "a2")


async def test_a_queue_number_leads_to_its_files(house: House, program: Open) -> None:
    queue_up(house, 1)
    clerk = house.who("fo2", "2")
    ticket = calling.call_next(house.desk, clerk)
    assert ticket is not None
    calling.present(house.desk, clerk, ticket.id)
    siti = NewApplicant("Siti Aminah", "2102015508900077", "081200001111")
    asked = Registration("sip-bidan", "baru", siti, ticket=ticket.id)
    house.complete(registering.register(house.desk, clerk, asked))
    house.register("Rudi Contoh")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        text = await look_for(pilot, "a1")
        assert "Nomor A-001: dilayani sejak 08.05 di Loket 2" in " ".join(text.split())
        assert "Siti Aminah" in text
        assert "Rudi" not in text
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)


async def test_a_part_of_what_was_found_keeps_the_words_and_the_list(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register("Siti Contoh")), Take())
    house.complete(house.register("Rudi Contoh"))
    house.finish(house.complete(house.register("Tono Contoh")))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        assert "● Semua 3 ○ Berjalan 2 ○ Selesai 1 ○ Di tangan Anda 1" in " ".join(
            (await look_for(pilot, "contoh")).split()
        )
        for key, chosen, names in (
            ("tab", "● Berjalan 2", {"Siti", "Rudi"}),
            ("tab", "● Selesai 1", {"Tono"}),
            ("tab", "● Di tangan Anda 1", {"Siti"}),
            ("tab", "● Semua 3", {"Siti", "Rudi", "Tono"}),
            ("shift+tab", "● Di tangan Anda 1", {"Siti"}),
        ):
            await pilot.press(key)
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, FindScreen)
            assert chosen in screen_text(pilot.app)
            assert {row.work.applicant.split()[0] for row in screen.rows.values()} == names
            assert screen.words == "contoh"
        await pilot.press(*["backspace"] * 6)
        assert "Tidak ada di bagian ini; Tab menampilkan yang lain." in await look_for(pilot, "rudi")


async def test_it_says_why_a_file_rests_and_how_another_ended(house: House, program: Open) -> None:
    house.give_back(house.register("Siti Aminah"), reason="Pasfoto buram")
    house.finish(house.complete(house.register("Rudi Hartono", company="PT Contoh Maju")))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        resting = await look_for(pilot, "siti")
        await pilot.press(*["backspace"] * 4)
        ended = await look_for(pilot, "contoh maju")
    assert "Menunggu pemohon sejak 08.05" in resting
    assert "Sebab: Pasfoto buram" in resting
    assert "Selesai: terbit" in ended


async def test_number_and_phone_find_too(house: House, program: Open) -> None:
    house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        assert "Siti Aminah" in await look_for(pilot, "00001")
        await pilot.press(*["backspace"] * 5)
        assert "Siti Aminah" in await look_for(pilot, "+62 812 0000 1111")


async def test_a_services_name_finds_its_files(house: House, program: Open) -> None:
    house.register("Rina Contoh", service="reklame")
    house.register("Tono Contoh", service="sip-bidan")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        seen = await look_for(pilot, "reklame")
    assert "Rina Contoh" in seen
    assert "Tono Contoh" not in seen


async def test_enter_opens_and_the_form_beneath_survives(house: House, program: Open) -> None:
    ref = perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    house.register("Rudi Hartono")
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo")
        beneath = pilot.app.screen
        await pilot.press("enter", *"ketikan")
        typed = screen_text(pilot.app)
        assert "ketikan" in typed
        await pilot.press("ctrl+f")
        await settle(pilot)
        await look_for(pilot, "rudi")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
        assert pilot.app.screen.file_id != ref.file
        await pilot.press("f10", "escape")
        await settle(pilot)
        assert pilot.app.screen is beneath
        assert "ketikan" in screen_text(pilot.app)


async def test_f7_brings_a_file_found_under_the_cursor_of_ones_own_desk(house: House, program: Open) -> None:
    refs = [house.complete(house.register(name)) for name in ("Rudi Hartono", "Siti Aminah")]
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        await look_for(pilot, "siti")
        await pilot.press("enter")  # from the file read whole just as from the list
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        desk = pilot.app.screen
        assert isinstance(desk, DeskScreen)
        assert desk.pile.cursor_id == (refs[1].file, 0)
        assert "00002 SIP Bidan" in screen_text(pilot.app)
        assert view(house.desk, house.who("bo"), refs[1].file).ref == refs[1]


async def test_f7_opens_a_file_found_at_loket_2(house: House, program: Open) -> None:
    house.give_back(house.register("Siti Aminah"), reason="Pasfoto buram")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo2", FindScreen())
        await look_for(pilot, "siti")
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CounterScreen)
        assert "Pasfoto buram" in screen_text(pilot.app)
        assert "F8 Diterima" in screen_text(pilot.app)


async def test_a_file_at_another_desk_is_opened_at_loket_2_to_be_withdrawn(
    house: House, program: Open
) -> None:
    house.complete(house.register("Siti Aminah"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo2", FindScreen())
        await look_for(pilot, "siti")
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CounterScreen)
        await pilot.press("f7")
        await settle(pilot)
        assert "Dicabut pemohon" in screen_text(pilot.app)


async def test_f7_finds_a_file_in_the_supervisors_list(house: House, program: Open) -> None:
    refs = [house.complete(house.register(name)) for name in ("Rudi Hartono", "Siti Aminah")]
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "penyelia", FindScreen())
        await look_for(pilot, "siti")
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SupervisorScreen)
        assert pilot.app.screen.open_files.cursor_id == (refs[1].file, 0)


async def test_of_a_file_on_no_desk_of_ones_own_f7_says_where_it_is(house: House, program: Open) -> None:
    house.complete(house.register("Siti Aminah"))
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "kasi", FindScreen())
        await look_for(pilot, "siti")
        await pilot.press("f7")
        await settle(pilot)
        text = screen_text(pilot.app)
    assert "F7·Kerjakan" in text
    assert "F7 belum bisa: menunggu di meja BO/Analis Dokumen Perizinan sejak 08.05" in text


async def test_ctrl_f_twice_is_one_search(house: House, program: Open) -> None:
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo")
        await pilot.press("ctrl+f", "ctrl+f")
        await settle(pilot)
        assert sum(isinstance(screen, FindScreen) for screen in pilot.app.screen_stack) == 1


async def test_the_result_follows_what_others_do(house: House, program: Open) -> None:
    ref = house.complete(house.register())
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "kasi", FindScreen())
        await look_for(pilot, "siti")
        perform(house.desk, house.who("bo"), ref, Take())
        await hear(pilot)
        assert "Di tangan Andi Contoh sejak 08.05" in screen_text(pilot.app)


async def test_hostile_names_harm_nothing(house: House, program: Open) -> None:
    ref = house.give_back(house.register(), reason="sementara")
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", FindScreen())
        await look_for(pilot, "00001")
        for name in HOSTILE:
            house.spoil(ref, name)
            screen = pilot.app.screen
            assert isinstance(screen, FindScreen)
            screen.changed()
            await settle(pilot)
            assert "00001" in screen_text(pilot.app)
            assert unsafe_characters(pilot.app) == set()
            assert click_actions(pilot.app) == []
