"""Keys pressed before the program has read what they are about: they must never act on another file."""

from __future__ import annotations

from pathlib import Path

from screens.desk.screen import DeskScreen
from screens.file.case import CaseScreen
from tests.hostile.payloads import texts
from tests.snapshots.guide import Guide, opened


async def _nothing(name: str, guide: Guide) -> None:
    """Only what is acted on matters here."""


async def test_a_key_right_after_the_arrow_is_for_the_file_the_arrow_went_to(demo: Path) -> None:
    async with opened(demo, _nothing) as guide:
        await guide.sign_in("kasi")
        desk = guide.app.screen
        assert isinstance(desk, DeskScreen)
        for arrow in ("down", "down", "up"):
            guide.send(arrow, "f4")
            await guide.settle()
            assert isinstance(guide.app.screen, CaseScreen)
            assert (guide.app.screen.file_id, 0) == desk.pile.cursor_id
            await guide.press("f10")


async def test_what_is_typed_is_kept_with_the_file_it_was_typed_for(demo: Path) -> None:
    async with opened(demo, _nothing) as guide:
        await guide.sign_in("bo")
        await guide.press("f2", "enter", "home")
        file = guide.app.screen.view.ref.file  # type: ignore[attr-defined]
        guide.send(*"ABCD")
        await guide.press("f10")
        guide.send("down", "down")
        await guide.settle()
        await guide.settle()
    kept = [(table, value) for table, _, value in texts(demo) if value == "ABCD"]
    assert kept == [("value", "ABCD")]
    assert file
