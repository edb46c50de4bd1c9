"""The documentation's pictures show what the program shows now, and refer to nothing outside."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from docs import draw as pictures
from docs.svg import svg
from screens.shell.theme import CONTRAST, DARK, LIGHT, THEMES
from tests.snapshots import golden

_TEXT = "{http://www.w3.org/2000/svg}text"


def _lines(svg: str) -> list[str]:
    """The words of a picture, line by line."""
    rows: dict[int, list[str]] = {}
    for text in ElementTree.fromstring(svg).iter(_TEXT):
        rows.setdefault(int(text.attrib["y"]), []).append(text.text or "")
    return [" ".join(rows[y]) for y in sorted(rows)]


def _letters(line: str) -> str:
    return "".join(line.split())


def _colours(svg: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}", svg))


@pytest.fixture
def kept() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in pictures.FOLDER.glob("*.svg")}


@pytest.mark.parametrize("picture", pictures.PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_the_screen_shows(picture: pictures.Picture, kept: dict[str, str]) -> None:
    width, height = picture.size
    shown = [_letters(line) for line in golden.whole(picture.view, f"{width}x{height}")]
    drawn = [_letters(line) for line in _lines(kept[picture.name])]
    assert drawn == [line for line in shown if line], "python docs/draw.py draws them anew"


@pytest.mark.parametrize("picture", pictures.PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_drawn_in_the_colours_of_its_look(
    picture: pictures.Picture, kept: dict[str, str]
) -> None:
    look = next(theme for theme in THEMES if theme.name == picture.look)
    palette = {value.lower() for name, value in look.variables.items() if name.startswith("loket-")}
    assert _colours(kept[picture.name]) <= palette
    assert look.variables["loket-page"].lower() in kept[picture.name]


async def test_the_first_picture_is_drawn_as_it_is_kept(kept: dict[str, str]) -> None:
    with pictures.frozen_clock():
        drawn = await pictures.draw(pictures.PICTURES[:1])
    (name,) = drawn
    assert drawn[name] == kept[name]


def test_a_picture_is_small_and_refers_to_nothing_outside(kept: dict[str, str]) -> None:
    assert len(kept) == 10
    for name, text in kept.items():
        assert len(text.encode()) < 60_000, name
        assert "font-face" not in text
        assert "href" not in text
        assert set(re.findall(r"\w+://[^\"' )]+", text)) == {"http://www.w3.org/2000/svg"}, name
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", unescape(text)), name


def test_the_three_looks_are_all_among_them() -> None:
    assert {picture.look for picture in pictures.PICTURES} == {LIGHT, DARK, CONTRAST}


def test_a_hostile_text_is_only_text_in_a_picture() -> None:
    from rich.segment import Segment
    from rich.style import Style
    from textual.strip import Strip

    style = Style(color="#000000", bgcolor="#ffffff")
    drawn = svg([Strip([Segment('<script>x</script> & "PT"  Maju', style)])], "<b>")
    assert _lines(drawn) == ['<script>x</script> & "PT" Maju']
