"""What is on the screen can be read, in each of the three looks."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.strip import Strip

from screens.shell.theme import PAIRS, PALETTES, THEMES
from screens.widgets.check_list import CheckList, CheckRow
from screens.widgets.fields import Choice, Field, TextField
from screens.widgets.form import Form
from screens.widgets.key_bar import Key, KeyBar
from screens.widgets.note import NoteField
from screens.widgets.top_bar import DISCONNECTED, TopBar
from screens.widgets.work_list import Cell, Column, Row, Urgency, WorkList
from tests.screen_text import screen_strips
from tests.widgets.stage import on_stage

READABLE = 4.5
URGENCIES: tuple[Urgency, ...] = ("", "aman", "mendekati", "lewat", "istirahat", "redup", "tebal")


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", list(PALETTES))
def test_every_ink_is_readable_on_every_ground_it_meets(theme: str) -> None:
    palette = PALETTES[theme]
    poor = {
        pair: round(ratio, 2)
        for pair in PAIRS
        if (ratio := contrast(Color.parse(palette[pair[0]]), Color.parse(palette[pair[1]]))) < READABLE
    }
    assert poor == {}


def unreadable(strips: list[Strip]) -> dict[str, float]:
    """What is drawn on the screen with too little contrast; rules are no text."""
    poor: dict[str, float] = {}
    for strip in strips:
        for segment in strip:
            if not segment.text.strip(" ─│▸") or segment.style is None:
                continue
            ink, ground = segment.style.color, segment.style.bgcolor
            assert ink is not None, segment
            assert ground is not None, segment
            ratio = contrast(Color.from_rich_color(ink), Color.from_rich_color(ground))
            if ratio < READABLE:
                poor[segment.text.strip()] = round(ratio, 2)
    return poor


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_a_whole_screen_is_readable_wherever_the_cursor_is(theme: str) -> None:
    work = WorkList[str]((Column("a", title="Nomor", weight=1), Column("b")), markable=True)
    form = Form(
        Field(TextField("nama", "Nama", placeholder="seperti di KTP")),
        Field(Choice("datang", "Datang", [("p", "pemohon"), ("k", "kuasa")])),
        Field(NoteField("catatan", "Catatan", "map biru")),
        CheckList("s", [CheckRow("a", "STR", "ada"), CheckRow("b", "IBI", "kurang", "buram")]),
    )
    bar = KeyBar([Key("f1", "Bantu"), Key("f8", "Teruskan", "belum diperiksa")])
    work.styles.height = 10
    async with on_stage(top := TopBar(), work, form, bar, theme=theme, size=(80, 36)) as (stage, pilot):
        top.show("LOKET 2", "09.12", DISCONNECTED)
        work.set_rows(
            [Row(kind, ("baris", Cell(kind or "biasa", kind)), group="MENUNGGU") for kind in URGENCIES]
        )
        form.error("nama", "Nama perlu diisi.")
        bar.explain_key("f8")
        work.focus()
        for key in ("t", *["down"] * len(URGENCIES), *["tab"] * 5):
            await pilot.press(key)
            await pilot.pause()
            assert unreadable(screen_strips(stage)) == {}
