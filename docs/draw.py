"""Draws the documentation's pictures with the program itself, on the demo office: `python docs/draw.py`.

The views are those of tests/snapshots; some are drawn light, some dark, one in high contrast.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))

from docs.svg import svg
from loket.demo import office as demo_office
from loket.desk import opening
from screens.shell.theme import CONTRAST, DARK, LIGHT
from tests.screen_text import screen_strips
from tests.snapshots import demo_office as demo
from tests.snapshots import tour
from tests.snapshots.guide import LARGE, SMALL, Guide, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = HERE / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A view of the tour, drawn in one look at one size."""

    name: str
    view: str
    story: tour.Story
    look: str = LIGHT
    size: tuple[int, int] = SMALL


PICTURES = (
    Picture("masuk", "signin", tour.signin),
    Picture("loket-2-antrean", "intake-waiting", tour.intake),
    Picture("loket-2-pendaftaran", "intake-form", tour.intake),
    Picture("loket-2-kelengkapan", "intake-checklist", tour.intake, LIGHT, LARGE),
    Picture("back-office", "backoffice-entry", tour.backoffice),
    Picture("verifikasi", "verification-marks", tour.verification, DARK, LARGE),
    Picture("pengambilan", "issuance", tour.issuance),
    Picture("survei", "survey-questions", tour.survey, CONTRAST),
    Picture("batas-waktu", "case-batas", tour.case, LIGHT, LARGE),
    Picture("penyelia", "supervisor", tour.supervisor, DARK, LARGE),
)


class _Enough(Exception):
    """Everything that was wanted of a story is drawn."""


async def draw(pictures: tuple[Picture, ...] = PICTURES) -> dict[str, str]:
    """Every picture as SVG, by name; a story that has several at one size is gone through once."""
    drawn: dict[str, str] = {}
    for story, size in dict.fromkeys((picture.story, picture.size) for picture in pictures):
        wanted = [p for p in pictures if p.story is story and p.size == size]
        drawn |= await _draw_story(story, size, wanted)
    return {picture.name: drawn[picture.name] for picture in pictures}


async def _draw_story(story: tour.Story, size: tuple[int, int], wanted: list[Picture]) -> dict[str, str]:
    drawn: dict[str, str] = {}

    async def at_view(name: str, guide: Guide) -> None:
        before = guide.app.theme
        for picture in wanted:
            if name == picture.view:
                guide.app.theme = picture.look
                await guide.renew()
                drawn[picture.name] = svg(screen_strips(guide.app), picture.name)
        guide.app.theme = before
        if len(drawn) == len(wanted):
            raise _Enough

    with TemporaryDirectory() as folder, suppress(_Enough):
        path = demo.copy_to(Path(folder))
        async with opened(path, at_view, size, demo_office.hint(path)) as guide:
            await story(guide)
    return drawn


@contextmanager
def frozen_clock() -> Iterator[None]:
    """Let the demo's morning last."""
    before = opening.system_clock, opening.running_clock
    opening.system_clock = opening.running_clock = demo.frozen_now
    try:
        yield
    finally:
        opening.system_clock, opening.running_clock = before


def main() -> None:
    """Draw all pictures into docs/pictures/."""
    FOLDER.mkdir(exist_ok=True)
    with frozen_clock():
        drawn = asyncio.run(draw())
    for name, text in drawn.items():
        (FOLDER / f"{name}.svg").write_text(text, "utf-8")
        print(f"docs/pictures/{name}.svg  {len(text) // 1024} KB")
    demo.forget()


if __name__ == "__main__":
    main()
