"""What hangs holds the keys up once, and an act to its end."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest
from textual.events import Key

from loket.desk.case import lists
from screens.app import LoketApp
from screens.desk.screen import DeskScreen
from screens.lookup.find import FindScreen
from screens.shell.stack import tell_seen
from tests.screens.counter import at_work
from tests.screens.house import House, Open, until


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screens.shell.keyboard._PATIENCE", 0.05)


async def test_a_part_that_hangs_keeps_no_key_for_ever(house: House, program: Open) -> None:
    house.complete(house.register())
    house.complete(house.register("Ani Contoh"))
    go_on = asyncio.Event()
    async with at_work(house, program, "bo") as clerk:
        desk = clerk.app.screen
        assert isinstance(desk, DeskScreen)
        desk.query_one("#pane").call_later(go_on.wait)
        first = desk.pile.cursor_id
        for key in ("down", "ctrl+f"):
            clerk.app.post_message(Key(key, None))
        async with asyncio.timeout(20):
            while not isinstance(clerk.app.screen, FindScreen):
                await asyncio.sleep(0.01)
        assert desk.pile.cursor_id != first
        go_on.set()
        await clerk.settle()


async def test_a_reading_that_hangs_keeps_no_key_for_ever(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.complete(house.register())
    go_on, read = Event(), lists.pile

    def slowly(*given: object) -> object:
        go_on.wait(20)
        return read(*given)  # type: ignore[arg-type]

    async with at_work(house, program, "bo") as clerk:
        monkeypatch.setattr(lists, "pile", slowly)
        tell_seen(clerk.app, lambda screen: screen.changed())
        await clerk.pilot.press("f10")
        await until(clerk.pilot, lambda: "Tutup layar ini" in clerk.screen)
        go_on.set()


@pytest.mark.parametrize("keys", [("alt+7",), ("escape", "7")])
async def test_a_function_key_by_esc_or_alt_pressed_for_want_of_an_answer_is_none(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr("screens.shell.keyboard.LEADS", 1.0)
    async with at_work(house, program, "fo2") as clerk:
        with monkeypatch.context() as waiting:
            waiting.setattr(LoketApp, "waiting", True)
            for key in keys:
                clerk.app.post_message(Key(key, None))
            await clerk.settle()
        assert "Beri nomor antrean" not in clerk.screen
        for key in keys:
            clerk.app.post_message(Key(key, None))
        await clerk.settle()
        clerk.sees("Beri nomor antrean")
