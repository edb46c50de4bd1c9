"""What a field is called is read whole on the smallest screen, over two lines where one is too short."""

from __future__ import annotations

import pytest

from screens.widgets.fields import Field
from screens.widgets.form import Form
from tests.screen_text import screen_strips
from tests.screens.counter import Clerk, at_work
from tests.screens.house import House, Open
from tests.screens.test_registration import counter, without_number
from tests.screens.test_survey import ready


async def read(clerk: Clerk, form: Form) -> dict[str, str]:
    """What is read of the label of each field that the form shows, once the cursor stands there."""
    found = {}
    for field in form.query(Field):
        if field.display:
            field.field.focus()
            await clerk.settle()
            place = field.label_region
            strips = screen_strips(clerk.app)[place.y : place.bottom]
            lines = [strip.crop(place.x, place.right).text.strip() for strip in strips]
            found[field.field.label] = " ".join(filter(None, lines))
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_label_of_a_registration_is_read_whole(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    async with at_work(house, program, "fo2", size) as clerk:
        form = counter(clerk).form
        await without_number(clerk)
        ways = ((2, "Pemeriksaan permohonan akun"), (4, "Unggah dokumen"))
        form.offer_starts({service.id: ways for service in house.desk.office.counter_services})
        for name in ("came_as", "service"):
            form.focus_field(name)
            await clerk.press("right")
        labels = await read(clerk, form)
    assert labels == {label: label for label in labels}
    assert labels.keys() >= {"Usaha/badan", "Mulai dari langkah", "Surat kuasa"}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_label_of_who_answers_the_survey_is_read_whole(
    house: House, program: Open, size: tuple[int, int]
) -> None:
    ready(house)
    async with at_work(house, program, "fo5", size) as clerk:
        await clerk.press("f8")
        labels = await read(clerk, clerk.app.screen.query_one(Form))
    assert labels == {label: label for label in labels}
    assert "Jenis kelamin" in labels
