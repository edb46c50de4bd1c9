"""Hostile texts that already lie in the database, led through every screen and dialog."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.payloads import obeyed
from tests.screen_text import click_actions, screen_strips, screen_text
from tests.snapshots import tour
from tests.snapshots.guide import LARGE, SMALL, Guide, opened

WIDE_STORIES = (tour.case, tour.find, tour.intake, tour.supervisor)
RUNS = [*((story, SMALL) for story in tour.STORIES), *((story, LARGE) for story in WIDE_STORIES)]


@pytest.mark.parametrize(("story", "size"), RUNS, ids=lambda part: getattr(part, "__name__", None) or part[0])
async def test_no_screen_lets_a_hostile_text_through(
    story: tour.Story, size: tuple[int, int], spoilt: Path
) -> None:
    faults: list[str] = []
    seen: list[str] = []

    async def look(name: str, guide: Guide) -> None:
        text = screen_text(guide.app)
        seen.append(text)
        faults.extend(f"{name}: {line!r}" for line in text.splitlines() if obeyed(line))
        faults.extend(f"{name}: a click runs {action}" for action in click_actions(guide.app))
        faults.extend(
            f"{name}: line {at} is {strip.cell_length} cells"
            for at, strip in enumerate(screen_strips(guide.app))
            if strip.cell_length != size[0] or any(segment.control for segment in strip)
        )

    async with opened(spoilt, look, size) as guide:
        await story(guide)
    assert not faults, "\n".join(faults)
    assert seen


async def test_markup_is_shown_as_it_was_typed(spoilt: Path) -> None:
    seen: list[str] = []

    async def look(name: str, guide: Guide) -> None:
        seen.append(screen_text(guide.app))

    async with opened(spoilt, look, LARGE) as guide:
        await tour.find(guide)
    markup = (
        "[/bold] PT",
        "[red on blue]",
        "[@click=app.quit]",
    )  # whose turn it is depends on the rows there are
    assert any(words in seen[-1] for words in markup)
