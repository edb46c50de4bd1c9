"""Keys pressed before the program has read what they are about: they must never act on another file."""

from __future__ import annotations

from pathlib import Path

from loket.desk.case import lists
from tests.hostile.payloads import texts
from tests.screen_text import screen_text
from tests.snapshots.guide import Guide, opened


async def _nothing(name: str, guide: Guide) -> None:
    """Only what is acted on matters here."""


async def test_a_key_right_after_the_arrow_is_not_for_the_file_before(demo: Path) -> None:
    async with opened(demo, _nothing) as guide:
        await guide.sign_in("kasi")
        before = {row.work.file_id: row.work.version for row in lists.all_open(guide.app.desk, guide.app.who)}
        for arrow, key in (("down", "f4"), ("up", "f5"), ("down", "f6"), ("up", "f7"), ("down", "f8")):
            guide.send(arrow, key)
            await guide.settle()
            assert "sedang dibaca; tekan sekali lagi" in screen_text(guide.app)
            assert guide.app.screen.title_words == "Kepala Seksi Perizinan"  # type: ignore[attr-defined]
        after = {row.work.file_id: row.work.version for row in lists.all_open(guide.app.desk, guide.app.who)}
    assert after == before


async def test_what_is_typed_is_kept_with_the_file_it_was_typed_for(demo: Path) -> None:
    async with opened(demo, _nothing) as guide:
        await guide.sign_in("bo")
        await guide.press("f2")
        file = guide.app.screen.view.ref.file  # type: ignore[attr-defined]
        guide.send(*"ABCD")
        await guide.press("f10")
        guide.send("down", "down")
        await guide.settle()
        await guide.settle()
    kept = [(table, value) for table, _, value in texts(demo) if value == "ABCD"]
    assert kept == [("field", "ABCD")]
    assert file
