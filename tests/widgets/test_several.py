"""A field for several of a few: Enter goes on, letters find an answer, nothing typed vanishes unsaid."""

from __future__ import annotations

from screens.widgets.fields import Field, TextField
from screens.widgets.form import Form
from screens.widgets.several import Several
from tests.screen_text import screen_text
from tests.widgets.stage import on_stage

ROLES = (("fo2", "FO/Petugas Loket 2"), ("bo", "Back Office"), ("kasi", "Kepala Seksi"))


def form() -> Form:
    return Form(Field(Several("peran", "Peran", ROLES)), Field(TextField("sandi", "Sandi")))


async def test_enter_goes_on_to_the_next_field() -> None:
    async with on_stage(it := form()) as (_, pilot):
        it.focus_field("peran")
        await pilot.press("space", "enter", "x")
        assert it.values() == {"peran": "fo2", "sandi": "x"}


async def test_a_letter_leads_to_an_answer_and_one_of_none_is_told() -> None:
    async with on_stage(it := form()) as (stage, pilot):
        it.focus_field("peran")
        await pilot.press("s", "space")
        assert it.values()["peran"] == "kasi"
        await pilot.press("z")
        await pilot.pause()
        assert "Tidak ada pilihan dengan kata berawalan Z" in screen_text(stage)
        await pilot.press("o", "space")
        await pilot.pause()
        assert it.values()["peran"] == "bo,kasi"
        assert "berawalan" not in screen_text(stage)


async def test_where_there_is_nothing_to_choose_it_says_so() -> None:
    it = Form(Field(Several("keperluan", "Memanggil untuk", ())), Field(TextField("ruang", "Ruang")))
    async with on_stage(it) as (stage, pilot):
        it.focus_field("keperluan")
        assert "belum ada" in screen_text(stage)
        await pilot.press("space", "down", "x")
        assert it.values() == {"keperluan": "", "ruang": "x"}
