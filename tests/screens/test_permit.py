"""The number, date and validity of a permit: asked for where it is printed, told of a finished file."""

from __future__ import annotations

import pytest

from loket.desk.case import file_view, lists
from loket.desk.case.entries import save_fields
from loket.desk.case.fields import PERMIT_FIELDS, permit_words
from loket.desk.case.perform import perform
from loket.desk.errors import NotReady
from loket.desk.papers.receipt import receipt_text
from loket.flow.acts import Choose, Take
from screens.wording.place import holder
from tests.screen_text import screen_text
from tests.screens.house import House, Open, enter, hear, press

PERMIT = {"izin_nomor": "503/12/2026", "izin_tanggal": "20-11-2026", "izin_sampai": "seumur hidup"}


def printing(house: House) -> int:
    """A signed permit in the hands of whoever prints it."""
    ref = house.signed(house.complete(house.register()))
    perform(house.desk, house.who("fo4"), ref, Take())
    return ref.file


def look(house: House, file: int) -> lists.PileRow:
    (row,) = [r for r in lists.find(house.desk, house.who("fo4"), "00001") if r.work.file_id == file]
    return row


def test_what_is_printed_has_a_number_a_date_and_a_validity(house: House) -> None:
    file = printing(house)
    with pytest.raises(NotReady) as lacks:
        perform(house.desk, house.who("fo4"), look(house, file).ref, Choose("dicetak"))
    assert lacks.value.empty == ("Nomor izin", "Tanggal izin", "Izin berlaku sampai")
    save_fields(house.desk, house.who("fo4"), file, PERMIT)
    perform(house.desk, house.who("fo4"), look(house, file).ref, Choose("dicetak"))


@pytest.mark.parametrize(("key", "typed"), [("izin_tanggal", "21-11-2026"), ("izin_sampai", "lama sekali")])
def test_a_date_to_come_and_a_validity_that_is_none_are_refused(house: House, key: str, typed: str) -> None:
    file = printing(house)
    save_fields(house.desk, house.who("fo4"), file, {**PERMIT, key: typed})
    with pytest.raises(NotReady) as wrong:
        perform(house.desk, house.who("fo4"), look(house, file).ref, Choose("dicetak"))
    assert list(wrong.value.at) == [key]


def test_a_finished_file_tells_its_permit_in_lists_on_the_file_and_on_paper(house: House) -> None:
    file = printing(house)
    save_fields(house.desk, house.who("fo4"), file, PERMIT)
    ref = perform(house.desk, house.who("fo4"), look(house, file).ref, Choose("dicetak"))
    house.step("fo4", house.surveyed(ref), "diserahkan")
    found = look(house, file)
    assert holder(found, {}).text == "selesai: terbit · 503/12/2026"
    view = file_view.view(house.desk, house.who("fo2"), file)
    assert permit_words(view.values) == "503/12/2026, 20-11-2026, berlaku seumur hidup"
    assert "503/12/2026, 20-11-2026" in receipt_text(house.desk, house.who("fo2"), view)


async def test_at_the_counter_the_day_of_the_decision_stands_there_and_the_rest_is_typed(
    house: House, program: Open
) -> None:
    house.signed(house.complete(house.register()))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4")
        await press(pilot, "f2")
        seen = screen_text(pilot.app)
        assert "Nomor izin" in seen
        assert "20-11-2026" in seen
        await press(pilot, *"503/12", "enter", "enter", *"seumur hidup", "f8")
        assert "siap diambil" in screen_text(pilot.app)
    view = file_view.view(house.desk, house.who("fo2"), 1)
    assert permit_words(view.values) == "503/12, 20-11-2026, berlaku seumur hidup"


async def test_a_number_that_another_permit_has_is_told_at_its_field(house: House, program: Open) -> None:
    first = house.signed(house.complete(house.register()))
    house.signed(house.complete(house.register("Dua Contoh")))
    perform(house.desk, house.who("fo4"), first, Take())
    save_fields(house.desk, house.who("fo4"), first.file, PERMIT)
    perform(house.desk, house.who("fo4"), look(house, first.file).ref, Choose("dicetak"))
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "fo4")
        await press(pilot, "f2", *"503/12/2026", "enter", "enter")
        await hear(pilot)
        assert "Sudah dipakai berkas 00001." in screen_text(pilot.app)
        await press(pilot, *"seumur hidup", "f8")
        await hear(pilot)
        assert "Sudah dipakai berkas 00001." in screen_text(pilot.app)
        assert "F8·Teruskan" in screen_text(pilot.app)


@pytest.mark.parametrize(
    "typed", [("", "KTP", ""), ("503/12", "20-11-2026", ""), ("503/12", "20-11-2026", "2031")]
)
def test_a_permit_that_is_half_typed_is_not_told_as_issued(typed: tuple[str, str, str]) -> None:
    assert permit_words(dict(zip((field.key for field in PERMIT_FIELDS), typed, strict=True))) == ""
