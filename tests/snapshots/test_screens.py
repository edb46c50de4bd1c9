"""Each screen and the main dialogs, line by line, at two sizes, with a morning's content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen

from loket.demo import office as demo_office
from screens.file.case import SECTIONS
from tests.screen_text import click_actions, screen_strips, unsafe_characters
from tests.snapshots import golden, tour
from tests.snapshots.guide import LARGE, SMALL, Guide, opened

SIZES = (SMALL, LARGE)
BARS = "bars"


def parted(app: App[Any]) -> tuple[str, str]:
    """What is shown without its bars, of a question its box alone; and the bars."""
    strips, screen = screen_strips(app), app.screen
    bars = [y for bar in screen.query("TopBar, KeyBar") for y in bar.region.line_range]
    if isinstance(screen, ModalScreen):
        box = screen.query_one(".dialog--box").region
        shown = [strips[y].crop(box.x, box.right).text for y in box.line_range]
    else:
        shown = [strip.text for y, strip in enumerate(strips) if y not in bars]
    return _text(shown), _text(strips[y].text for y in sorted(bars))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", tour.STORIES, ids=lambda story: story.__name__)
async def test_a_screen_looks_as_it_was_found_good(
    story: tour.Story, size: tuple[int, int], demo: Path
) -> None:
    differences: list[str] = []

    async def compare(name: str, guide: Guide) -> None:
        shown, bars = parted(guide.app)
        of_size = f"{size[0]}x{size[1]}"
        differences.extend(golden.check(f"{name}-{of_size}", shown))
        differences.extend(golden.check_part(f"{BARS}-{of_size}", name, bars))
        assert not unsafe_characters(guide.app)
        assert not click_actions(guide.app)

    async with opened(demo, compare, size, hint=demo_office.hint(demo)) as guide:
        await story(guide)
    assert not differences, "\n".join(differences)


def test_every_kept_text_is_still_shown_somewhere() -> None:
    kept = {path.stem.rpartition("-")[0] for path in golden.HERE.glob("*.txt")} - {BARS}
    shown = set(Path(tour.__file__).read_text("utf-8").split('"'))
    assert kept <= shown | {f"case-{name}" for name, _ in SECTIONS}


def test_a_changed_screen_is_told_by_its_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(golden, "UPDATE", False)
    (tmp_path / "meja-80x24.txt").write_text("satu\ndua\ntiga\n")
    assert golden.check("meja-80x24", "satu\ndua\ntiga") == []
    assert "+duo" in golden.check("meja-80x24", "satu\nduo\ntiga")
    assert golden.check("baru-80x24", "satu")
    monkeypatch.setattr(golden, "UPDATE", True)
    monkeypatch.setattr(golden, "IN_CI", False)
    for part in ("meja", "loket"):
        golden.check_part("bars", part, f"{part}\nF1 Bantu")
    monkeypatch.setattr(golden, "UPDATE", False)
    assert golden.check_part("bars", "meja", "meja\nF1 Bantu") == []
    assert "+F1 Tolong" in golden.check_part("bars", "loket", "loket\nF1 Tolong")


def test_ci_never_writes_what_it_is_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(golden, "UPDATE", True)
    monkeypatch.setattr(golden, "IN_CI", True)
    with pytest.raises(golden.NoUpdateInCI):
        golden.check("meja-80x24", "satu")
    monkeypatch.setattr(golden, "IN_CI", False)
    assert golden.check("meja-80x24", "satu") == []
    assert (tmp_path / "meja-80x24.txt").read_text() == "satu\n"
