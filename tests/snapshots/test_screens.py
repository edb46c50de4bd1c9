"""Each screen and the main dialogs, line by line, at two sizes, with a morning's content."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.demo import office as demo_office
from screens.file.case import SECTIONS
from tests.screen_text import click_actions, screen_text, unsafe_characters
from tests.snapshots import golden, tour
from tests.snapshots.guide import LARGE, SMALL, Guide, opened

SIZES = (SMALL, LARGE)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", tour.STORIES, ids=lambda story: story.__name__)
async def test_a_screen_looks_as_it_was_found_good(
    story: tour.Story, size: tuple[int, int], demo: Path
) -> None:
    differences: list[str] = []

    async def compare(name: str, guide: Guide) -> None:
        differences.extend(golden.check(f"{name}-{size[0]}x{size[1]}", screen_text(guide.app)))
        assert not unsafe_characters(guide.app)
        assert not click_actions(guide.app)

    async with opened(demo, compare, size, hint=demo_office.hint(demo)) as guide:
        await story(guide)
    assert not differences, "\n".join(differences)


def test_every_kept_text_is_still_shown_somewhere() -> None:
    kept = {path.stem.rpartition("-")[0] for path in golden.HERE.glob("*.txt")}
    shown = set(Path(tour.__file__).read_text("utf-8").split('"'))
    assert kept <= shown | {f"case-{name}" for name, _ in SECTIONS}


def test_a_changed_screen_is_told_by_its_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(golden, "UPDATE", False)
    (tmp_path / "meja-80x24.txt").write_text("satu\ndua\ntiga\n")
    assert golden.check("meja-80x24", "satu\ndua\ntiga") == []
    assert "+duo" in golden.check("meja-80x24", "satu\nduo\ntiga")
    assert golden.check("baru-80x24", "satu")


def test_ci_never_writes_what_it_is_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "HERE", tmp_path)
    monkeypatch.setattr(golden, "UPDATE", True)
    monkeypatch.setattr(golden, "IN_CI", True)
    with pytest.raises(golden.NoUpdateInCI):
        golden.check("meja-80x24", "satu")
    monkeypatch.setattr(golden, "IN_CI", False)
    assert golden.check("meja-80x24", "satu") == []
    assert (tmp_path / "meja-80x24.txt").read_text() == "satu\n"
