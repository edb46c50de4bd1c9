"""Small questions: answered with Enter on a button, closed with F10 or Esc, never decided by a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Button

from screens.widgets.dialogs import Ask, Confirm, Dialog, Message, Pick
from screens.widgets.key_bar import Key as Function
from screens.widgets.key_bar import KeyBar
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, Stage, on_stage

NOT_YET = object()


class Asked:
    """Pushes a dialog and holds its answer."""

    def __init__(self) -> None:
        self.answer: object = NOT_YET
        self.times = 0

    def __call__(self, answer: object) -> None:
        self.answer = answer
        self.times += 1


def show(stage: Stage, make: Callable[[], Dialog[Any]], asked: Asked) -> None:
    """Make and push a dialog as a screen would do it, from inside the app."""

    async def push() -> None:
        await stage.push_screen(make(), asked)

    stage.call_next(push)


async def answer(make: Callable[[], Dialog[Any]], *keys: str) -> object:
    """The answer of a dialog after these keys; `NOT_YET` while it is open."""
    asked = Asked()
    async with on_stage() as (stage, pilot):
        show(stage, make, asked)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return asked.answer


def refuse() -> Confirm:
    return Confirm("Tolak permohonan (akhir)", "Berkas 00231 akan ditolak.", dangerous=True)


def proceed() -> Confirm:
    return Confirm("Teruskan", "Berkas 00231 diteruskan ke Kasi.")


def pick() -> Pick[int]:
    rows = [(n, f"0023{n} Pemohon {n}", "Apotek" if n % 2 else "SIP Bidan") for n in range(1, 6)]
    return Pick("Pilih berkas", rows)


@pytest.mark.parametrize("key", ["f10", "escape"])
async def test_a_closed_question_is_a_no(key: str) -> None:
    assert await answer(refuse, key) is False
    assert await answer(proceed, key) is False


async def test_a_dangerous_question_begins_on_no() -> None:
    assert await answer(refuse, "enter") is False
    assert await answer(refuse, "left", "enter") is True
    assert await answer(proceed, "enter") is True
    assert await answer(proceed, "right", "enter") is False


async def test_no_letter_confirms() -> None:
    assert await answer(proceed, *"yYtTaAkK", "space", "f8") is NOT_YET


async def test_the_dangerous_button_never_has_the_focus_by_itself() -> None:
    seen: list[object] = []

    class Watching(Stage):
        def on_descendant_focus(self) -> None:
            seen.append(self.focused)

    async with on_stage(stage=Watching()) as (stage, pilot):
        show(stage, refuse, Asked())
        await pilot.pause()
        assert isinstance(stage.focused, Button)
        assert stage.focused.id == "no"
        assert all(not isinstance(widget, Button) or widget.id == "no" for widget in seen)


async def test_a_text_is_asked_for() -> None:
    assert await answer(lambda: Ask("Catatan", "Apa yang kurang?"), *"buram", "enter") == "buram"
    assert await answer(lambda: Ask("Catatan", "Apa?", initial="lama"), "ctrl+s") == "lama"
    assert await answer(lambda: Ask("Catatan", "Apa?", multiline=True), "a", "ctrl+j", "b", "enter") == "a\nb"
    assert await answer(lambda: Ask("Catatan", "Apa?", initial="x"), "f10") is None
    assert await answer(lambda: Ask("Catatan", "Apa?", required=False), "ctrl+s") == ""
    assert await answer(lambda: Ask("Catatan", "Apa?"), *"x", "down", "right", "enter") is None


@pytest.mark.parametrize("question", [proceed, pick], ids=["yes", "pick"])
async def test_a_question_is_answered_once(question: Callable[[], Dialog[Any]]) -> None:
    async with on_stage() as (stage, pilot):
        asked = Asked()
        show(stage, proceed, asked)
        await pilot.pause()
        lowest = stage.screen
        show(stage, question, asked)
        await pilot.pause()
        for _ in range(3):
            stage.post_message(Key("enter", None))
        await pilot.pause()
        await pilot.pause()
        assert stage.screen is lowest
        assert asked.times == 1


async def test_a_required_text_is_asked_for_until_it_is_given() -> None:
    asked = Asked()
    async with on_stage() as (stage, pilot):
        show(stage, lambda: Ask("Alasan", "Mengapa?"), asked)
        await pilot.pause()
        await pilot.press("space", "ctrl+s")
        await pilot.pause()
        assert asked.answer is NOT_YET
        assert "Isian ini perlu diisi." in screen_text(stage)


@pytest.mark.parametrize("multiline", [False, True])
async def test_what_was_amiss_with_a_text_is_said_until_it_is_typed_anew(multiline: bool) -> None:
    asked = Asked()
    async with on_stage() as (stage, pilot):
        ask = Ask("Jam", "Pukul berapa?", multiline=multiline, initial="9", fault="Belum tersimpan.")
        show(stage, lambda: ask, asked)
        await pilot.pause()
        assert "Belum tersimpan." in screen_text(stage)
        await pilot.press("end", "backspace")
        await pilot.pause()
        assert "Belum tersimpan." not in screen_text(stage)
        await pilot.press("enter")
        await pilot.pause()
        assert "Isian ini perlu diisi." in screen_text(stage)
        await pilot.press("x")
        await pilot.pause()
        assert "Isian ini perlu diisi." not in screen_text(stage)


@pytest.mark.parametrize("multiline", [False, True])
async def test_a_key_of_the_screen_beneath_says_how_to_go_on(multiline: bool) -> None:
    asked = Asked()
    async with on_stage() as (stage, pilot):
        show(stage, lambda: Ask("Catatan", "Apa?", multiline=multiline), asked)
        await pilot.pause()
        await pilot.press("x", "f8")
        await pilot.pause()
        assert "Selesaikan isian ini dulu: Enter simpan, Esc tidak jadi." in screen_text(stage)
        await pilot.press("f6", "f7", "y", "enter")
        await pilot.pause()
    assert asked.answer == "xy"


async def test_on_a_button_it_says_what_enter_does_there() -> None:
    async with on_stage() as (stage, pilot):
        show(stage, lambda: Ask("Tugaskan", "Alasan"), Asked())
        await pilot.pause()
        await pilot.press("down", "down", "f7")
        await pilot.pause()
        assert "Selesaikan isian ini dulu: Enter atau Esc tidak jadi." in screen_text(stage)


async def test_one_of_a_list_is_picked() -> None:
    assert await answer(pick, "down", "down", "enter") == 3
    assert await answer(pick, *"bidan", "enter") == 2
    assert await answer(pick, *"bidan 4", "enter") == 4
    assert await answer(pick, *"zz", "enter", "backspace", "backspace", "enter") == 1
    assert await answer(pick, "f10") is None


def menu() -> Pick[str]:
    rows = [("tunda", "Tunda"), ("taruh", "Taruh kembali"), ("gangguan", "Ada gangguan"), ("tulis", "Tulis")]
    return Pick("Tindakan lain", rows, why={"taruh": "bukan tugas Anda"})


async def test_what_is_typed_in_a_menu_narrows_it_and_leads_to_the_row_that_begins_so() -> None:
    assert await answer(menu, "t", "u", "l", "enter") == "tulis"
    assert await answer(menu, "T", "enter") == "tunda"
    assert await answer(menu, "g", "enter") == "gangguan", "not the first that has the letter somewhere"
    assert await answer(menu, "g", "a", "down", "enter") == "gangguan"
    async with on_stage() as (stage, pilot):
        show(stage, menu, Asked())
        await pilot.pause()
        assert "Cari:" not in screen_text(stage)
        await pilot.press("t", "a")
        await pilot.pause()
        assert "Cari: ta" in screen_text(stage)
        assert "Belum bisa: bukan tugas Anda." in screen_text(stage)
        await pilot.press("z", "enter")
        await pilot.pause()
        assert "Tidak ada yang cocok." in screen_text(stage)


async def test_a_message_is_read_and_closed() -> None:
    assert await answer(lambda: Message("Bantuan", ["F8 meneruskan berkas.", ""]), "down", "enter") is None


@pytest.mark.parametrize("size", [(80, 24), (30, 10)])
async def test_hostile_words_are_shown_harmlessly(size: tuple[int, int]) -> None:
    every = "".join(HOSTILE)
    dialogs: list[Callable[[], Dialog[Any]]] = [
        *[lambda word=word: Confirm(word, word, word, word) for word in HOSTILE],
        lambda: Ask(every, every, initial=every),
        lambda: Ask(every, every, initial=every, multiline=True),
        lambda: Pick(every, [(word, word, word) for word in HOSTILE]),
        lambda: Message(every, HOSTILE),
    ]
    async with on_stage(size=size) as (stage, pilot):
        for make in dialogs:
            show(stage, make, asked := Asked())
            await pilot.pause()
            assert isinstance(stage.screen, Dialog)
            assert unsafe_characters(stage) == set()
            assert click_actions(stage) == []
            await pilot.press("f10")
            assert asked.answer is not NOT_YET


BENEATH = (Function("f2", "Ambil"), Function("f7", "Lainnya"), Function("f8", "Teruskan"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_question_shows_its_own_keys_where_those_beneath_do_nothing(size: tuple[int, int]) -> None:
    async with on_stage(KeyBar(BENEATH), size=size) as (stage, pilot):
        show(stage, refuse, Asked())
        await pilot.pause()
        bar = screen_text(stage).splitlines()[-2:]
        assert "F8" not in "".join(bar)
        assert "Enter/Esc Tidak jadi ← → Pilih" in " ".join(" ".join(bar).split())
        await pilot.press("left")
        assert "Enter Ya, teruskan" in screen_text(stage)
        assert screen_text(stage).count("Tidak jadi") == 2  # the button, and the key
        await pilot.press("escape")
        assert "F8 Teruskan" in screen_text(stage)


async def test_each_question_says_how_it_is_answered_and_left() -> None:
    for make, words in (
        (pick, ("Enter Pilih", "Esc Tutup")),
        (
            lambda: Ask("Sebab", "Apa?", multiline=True, save="Tunda"),
            ("Enter Tunda", "Ctrl+J Baris baru", "Esc Tidak jadi"),
        ),
        (lambda: Message("Tentang", ["satu"]), ("Enter/Esc Tutup",)),
    ):
        async with on_stage(KeyBar(BENEATH)) as (stage, pilot):
            show(stage, make, Asked())
            await pilot.pause()
            shown = " ".join(screen_text(stage).split())
            assert [word for word in words if word not in shown] == []
            assert "F8" not in shown
