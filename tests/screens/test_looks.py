"""Another look on a screen that is open: nothing of the one before stays on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.css.parse import parse

from loket.resources import resource
from screens.app import LoketApp
from screens.shell.theme import CONTRAST, LIGHT, PALETTES
from tests.opened import operator
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open

LEFT_BEHIND = set(PALETTES[LIGHT].values()) - set(PALETTES[CONTRAST].values())


def colours(clerk: Clerk) -> set[str]:
    """Every colour on the screen, as letters or behind them."""
    found = set()
    for strip in clerk.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                found |= {c.name for c in (segment.style.color, segment.style.bgcolor) if c is not None}
    return found


async def test_the_style_sheet_is_parsed_once_before_the_sign_in_stands(
    house: House, program: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, parsed = resource("loket.tcss").read_text(), []
    (tmp_path / "own.tcss").write_text(ours)  # one that no test before has read
    monkeypatch.setattr(LoketApp, "CSS_PATH", [tmp_path / "own.tcss"])

    def counted(scope: str, css: str, *rest: Any, **named: Any) -> Any:
        parsed.append(css)
        return parse(scope, css, *rest, **named)

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    async with program().run_test():
        assert parsed.count(ours) == 1


@pytest.mark.parametrize("role", ["fo2", "bo", "fo4", "fo5", "penyelia"])
async def test_all_of_an_open_screen_changes_its_look(house: House, program: Open, role: str) -> None:
    house.complete(house.register())
    house.give_back(house.register("Rina Contoh"), reason="belum lengkap")
    async with at_work(house, program, role) as clerk:
        assert colours(clerk) & LEFT_BEHIND
        operator(clerk.app).next_look()
        operator(clerk.app).next_look()
        await clerk.settle()
        assert clerk.app.theme == CONTRAST
        assert not colours(clerk) & LEFT_BEHIND


async def test_a_look_chosen_on_another_screen_is_that_of_the_screen_beneath(
    house: House, program: Open
) -> None:
    house.complete(house.register())
    async with at_work(house, program, "bo") as clerk:
        beneath = clerk.app.screen
        await clerk.press("f4")
        assert clerk.app.screen is not beneath
        operator(clerk.app).next_look()
        operator(clerk.app).next_look()
        await clerk.settle()
        await clerk.press("f10")
        assert clerk.app.screen is beneath
        assert not colours(clerk) & LEFT_BEHIND
