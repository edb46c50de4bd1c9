"""A QR code on the screen: what a telephone reads is what was meant, with light around it, in any look."""

from __future__ import annotations

from typing import Any

import pytest
import segno
from rich.color import Color
from textual.app import App, ComposeResult

from screens.shell.theme import CONTRAST, DARK, LIGHT, install
from screens.widgets.qr import QUIET, QrCode, codes
from tests.screen_text import screen_strips

PAGE = "https://kantor.example/layanan/reklame"
DARK_OR_LIGHT = {(0, 0, 0): True, (255, 255, 255): False}


def dark(colour: Color | None) -> bool:
    assert colour is not None
    return DARK_OR_LIGHT[*colour.get_truecolor()]


class Stage(App[None]):
    def __init__(self, look: str) -> None:
        super().__init__()
        install(self)
        self.theme = look

    def compose(self) -> ComposeResult:
        yield QrCode(id="code")


def seen(app: App[Any]) -> list[list[bool]]:
    """The halves of cells as a camera sees them: dark or light, and of no other colour."""
    upper, lower = list[list[bool]](), list[list[bool]]()
    place = app.query_one(QrCode).region
    for strip in screen_strips(app)[place.y : place.bottom]:
        halves = list[tuple[bool, bool]]()
        for segment in strip.crop(place.x, place.right):
            assert segment.style is not None
            above, below = dark(segment.style.color), dark(segment.style.bgcolor)
            halves += [(above if sign == "▀" else below, below) for sign in segment.text]
        upper.append([above for above, _ in halves])
        lower.append([below for _, below in halves])
    return [line for pair in zip(upper, lower, strict=True) for line in pair]


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST])
async def test_what_is_drawn_is_the_code_with_four_light_modules_around(look: str) -> None:
    app = Stage(look)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(QrCode).show(codes(((PAGE,),), 80, 23)[0])
        await pilot.pause()
        lines = seen(app)
    code = [[bool(module) for module in line] for line in segno.make_qr(PAGE, error="l").matrix]
    wide = len(code) + 2 * QUIET
    assert QUIET == 4
    assert [len(line) for line in lines] == [wide] * (wide + 1)
    assert [line[QUIET:-QUIET] for line in lines[QUIET : QUIET + len(code)]] == code
    assert not any(any(line) for line in (*lines[:QUIET], *lines[QUIET + len(code) :]))
    assert not any(any((*line[:QUIET], *line[-QUIET:])) for line in lines)


@pytest.mark.parametrize(("size", "most"), [((80, 23), 106), ((120, 35), 321), ((80, 8), 0)])
def test_of_several_texts_the_first_is_taken_that_the_screen_has_room_for(
    size: tuple[int, int], most: int
) -> None:
    choices = [("x", "x" * letters) for letters in (400, 322, 321, 107, 106, 10)]
    found = codes(tuple(choices), *size)
    code = found[1] if found else ()
    wide = segno.make_qr("x" * most, error="l").symbol_size(border=QUIET)[0] if most else 0
    assert len(code) == wide
    assert wide <= min(size[0], 2 * size[1])
    assert codes((), *size) == ()
