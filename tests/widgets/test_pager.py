"""Reading what was prepared: a history, an SOP, a receipt."""

from __future__ import annotations

import pytest
from rich.text import Text

from loket.text import cells
from screens.widgets.pager import Pager
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.widgets.stage import HOSTILE, on_stage

HUNDRED = [Text(f"baris {n}") for n in range(1, 101)]


async def test_keys_move_through_a_long_text() -> None:
    async with on_stage(pager := Pager(HUNDRED)) as (stage, pilot):
        pager.focus()
        assert screen_text(stage).splitlines()[0] == " baris 1"
        assert screen_text(stage).endswith("1–23 dari 100 baris")
        await pilot.press("down", "pagedown")
        assert screen_text(stage).splitlines()[0] == " baris 24"
        await pilot.press("end")
        assert "baris 100" in screen_text(stage)
        assert screen_text(stage).endswith("78–100 dari 100 baris")
        await pilot.press("home", "up")
        assert screen_text(stage).splitlines()[0] == " baris 1"


async def test_what_is_read_stays_where_lines_come_above_it() -> None:
    async with on_stage(pager := Pager(HUNDRED)) as (stage, pilot):
        pager.set_lines([Text("baru"), *HUNDRED], keep_place=True)
        await pilot.pause()
        assert screen_text(stage).splitlines()[0] == " baru"
        pager.focus()
        await pilot.press("down", "down")
        pager.set_lines([Text("lebih baru"), Text("baru"), *HUNDRED], keep_place=True)
        await pilot.pause()
        assert screen_text(stage).splitlines()[0] == " baris 2"


async def test_long_lines_are_wrapped_or_read_sideways() -> None:
    long = Text(" ".join(f"kata{n}" for n in range(30)))
    async with on_stage(pager := Pager([long]), size=(40, 24)) as (stage, pilot):
        assert " ".join(screen_text(stage).split()) == long.plain
        pager.wrap = False
        pager.set_lines([long])
        pager.focus()
        await pilot.pause()
        assert "kata29" not in screen_text(stage)
        await pilot.press(*["right"] * 24)
        await pilot.pause()
        assert "kata29" in screen_text(stage)


@pytest.mark.parametrize("wrap", [True, False])
async def test_hostile_words_are_shown_harmlessly(wrap: bool) -> None:
    pager = Pager([Text(word, style="bold") for word in HOSTILE], wrap=wrap)
    async with on_stage(pager) as (stage, pilot):
        await pilot.pause()
        assert unsafe_characters(stage) == set()
        assert click_actions(stage) == []
        assert all(cells(line) <= 80 for line in screen_text(stage).splitlines())
