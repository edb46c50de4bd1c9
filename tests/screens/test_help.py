"""F1 explains the keys of the screen beneath, and the file's step as the SOP has it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from inspect import getsource

import pytest

from loket.desk.case.perform import perform
from loket.desk.queue import calling, line
from loket.flow.acts import Take, ended_rest, unasked
from screens.counter.correcting import CorrectScreen
from screens.file.case import CaseScreen
from screens.file.sop import SopScreen
from screens.lookup.find import FindScreen
from screens.lookup.help import ACTIONS, KEYS, LETTERS, HelpScreen, key_lines
from screens.shell.screen import LoketScreen
from screens.supervise.screen import SupervisorScreen
from screens.widgets.key_bar import ORDER, Key
from tests.picking import keys_to
from tests.screen_text import screen_text
from tests.screens.boundary import modules_of_screens
from tests.screens.house import House, Open, enter, press, settle


def test_every_function_key_has_its_sentence_and_no_letter_decides() -> None:
    assert set(KEYS) == set(ORDER)
    assert {letter for letter, _ in LETTERS if letter} == set("AKTSHLCN")


def test_the_keys_stand_in_their_order_whichever_part_of_a_screen_has_them() -> None:
    keys = [Key("f8", "Daftarkan", does="register"), Key("t", "Tandai", does="mark"), Key("f1", "Bantu")]
    lines = key_lines(tuple(keys), (), defaultdict[str, str](str))
    assert [text.plain.split()[0] for text in lines[1:4]] == ["F1", "T", "F8"]  # as in the bar


def test_a_letter_that_a_screen_uses_itself_is_told_once_and_marks_nothing_there() -> None:
    lines = key_lines((Key("c", "Catatan", does="remark"),), (("A", "Peringatan."),), defaultdict(str))
    letters = [line.plain.split()[0] for line in lines if line.plain[2:4].strip() in {*"ACHK"}]
    assert letters == ["C", "A", "K", "H"]


def test_a_long_word_of_a_key_stands_there_whole() -> None:
    keys = (Key("f5", "Cetak / simpan"), Key("f9", "Urung SS-0061/2026", "berkas sudah berjalan"))
    told = [each.plain for each in key_lines(keys, (), defaultdict(str))]
    assert told[2].startswith("  F9     Urung SS-0061/2026  Meng")
    assert told[1].index(KEYS["f5"]) == told[2].index(KEYS["f9"]) == told[3].index("sekarang")


async def test_it_tells_the_desks_keys_why_one_rests_and_the_step(house: House, program: Open) -> None:
    perform(house.desk, house.who("bo"), house.complete(house.register()), Take())
    async with program().run_test(size=(80, 50)) as pilot:
        await enter(pilot, house, "bo")
        await pilot.press("f1")
        await settle(pilot)
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Bantuan untuk layar ini, dan langkah SOP berkas ini." in text
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
            ("f1", "Memanggil nomor yang ditunjuk"),
            ("f2", "Memanggil nomor yang sama sekali lagi."),
            ("h", "Mencari pemohon yang sudah dikenal menurut nama atau nomor HP yang tertulis."),
            ("f1", "Mendaftarkan berkas dari isian pendaftaran"),
            ("f1", "Mengosongkan isian pendaftaran; ditanya dulu."),
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


def _named(call: ast.Call) -> Iterator[ast.expr]:
    """Where a call says what a key does: `does`, and the third of a page's deed."""
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "does")
    if isinstance(call.func, ast.Name) and call.func.id == "Deed":
        yield from call.args[2:3]


def test_every_action_that_a_key_names_is_explained_and_no_other() -> None:
    named = {
        part.value
        for module in modules_of_screens()
        for call in ast.walk(ast.parse(getsource(module)))
        if isinstance(call, ast.Call)
        for said in _named(call)
        for part in ast.walk(said)
        if isinstance(part, ast.Constant)
    }
    received = {act.word for act in unasked() if ended_rest(act) is not None}
    assert named | received == set(ACTIONS)


def test_f2_takes_and_calls_and_goes_nowhere() -> None:
    """What F2 may do on any screen; where a file is put before the person is another key's."""
    does = {
        keyword.value.value
        for module in modules_of_screens()
        for call in ast.walk(ast.parse(getsource(module)))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Key"
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == "f2"
        for keyword in call.keywords
        if keyword.arg == "does" and isinstance(keyword.value, ast.Constant)
    }
    assert does == {"take", "call", "take over", "begin", "finish"}
    assert "f2" not in {screen.WORK.key for screen in (LoketScreen, SupervisorScreen)}


@pytest.mark.parametrize("over", [FindScreen, HelpScreen, lambda: CaseScreen(1)])
async def test_f2_on_what_was_looked_up_does_nothing_to_the_file_or_the_queue(
    house: House, program: Open, over: Callable[[], LoketScreen]
) -> None:
    calling.issue_ticket(house.desk, house.who("fo2", "2"), house.desk.office.counter_services[0].id)
    house.register()
    async with program().run_test() as pilot:
        await enter(pilot, house, "fo2", over())
        shown = pilot.app.screen
        await press(pilot, *(["0", "0", "0", "0", "1"] if isinstance(shown, FindScreen) else []), "f2", "f2")
        assert pilot.app.screen is shown
        assert line.queue(house.desk, house.who("fo2", "2")).current is None


def test_a_verb_of_an_sop_is_explained_by_its_key_whatever_other_key_is_called_so() -> None:
    """An SOP may call its F8 what the program calls something else."""
    for word in ("Selesai", "Simpan", "Tolak"):
        told = "\n".join(text.plain for text in key_lines((Key("f8", word),), (), defaultdict[str, str](str)))
        assert KEYS["f8"] in told


async def test_at_a_correction_it_tells_what_is_kept_there(house: House, program: Open) -> None:
    ref = house.register()
    async with program().run_test(size=(120, 50)) as pilot:
        await enter(pilot, house, "fo2", CorrectScreen(ref.file, lambda _: None))
        await press(pilot, "f1")
        assert "kesembilan jawaban" not in screen_text(pilot.app)
        assert "Mencatat yang dibetulkan" in screen_text(pilot.app)


async def test_at_the_registration_it_tells_that_f6_empties_the_form(house: House, program: Open) -> None:
    async with program().run_test(size=(120, 50)) as pilot:
        await enter(pilot, house, "fo2")
        await press(pilot, "f7")
        await press(pilot, *keys_to(pilot.app, "Daftarkan berkas tanpa nomor"), "f1")
        assert "Mengosongkan isian pendaftaran" in screen_text(pilot.app)
        assert "menolak (akhir) ada di dalamnya" not in screen_text(pilot.app)
