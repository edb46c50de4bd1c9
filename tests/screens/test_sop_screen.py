"""The SOP reader: the document's own words, and what the office reads in them told apart."""

from __future__ import annotations

import pytest
from rich.text import Text
from textual.app import App

from loket.resources import resource
from loket.sop import parse_procedure
from loket.sop.model import Procedure
from screens.file.sop import SopScreen
from screens.widgets.styles import Inks, inks
from screens.wording.sop import document, findings, matrix
from tests.screen_text import screen_text
from tests.screens.house import House, Open, enter, press

ALL = sorted(path.stem for path in resource("data", "sop").glob("*.toml"))


def shipped(name: str) -> Procedure:
    return parse_procedure(resource("data", "sop", f"{name}.toml").read_text("utf-8"))


def plain() -> Inks:
    return inks(App())


def words(lines: list[Text]) -> str:
    """The words in reading order, without the breaks."""
    return " ".join(" ".join(text.plain for text in lines).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ALL)
def test_every_cell_of_every_row_is_there_as_printed(name: str) -> None:
    procedure = shipped(name)
    table = squeezed(words(matrix(procedure, 76, plain()).lines))
    for step in procedure.steps:
        row = step.row
        if row is None:
            continue
        for cell in (row.number, row.activity, row.requirements, row.time, row.output, row.remarks):
            assert squeezed(cell) in table
        for heading, mark in row.marks.items():
            assert squeezed(f"{heading}: {mark}") in table


@pytest.mark.parametrize("name", ALL)
def test_identity_sections_and_irregularities_are_there(name: str) -> None:
    procedure = shipped(name)
    printed = squeezed(words(document(procedure, 76, plain())))
    for title, value in procedure.document.identity:
        assert squeezed(title) in printed
        assert squeezed(value) in printed
    for section in procedure.document.sections:
        assert squeezed(section.title) in printed
        for item in section.items:
            assert squeezed(item) in printed
    said = squeezed(words(findings(procedure, 76, plain())))
    for oddity in procedure.document.irregularities:
        assert squeezed(oddity) in said


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [76, 116])
def test_what_was_inferred_is_marked_and_no_line_is_too_wide(name: str, width: int) -> None:
    procedure = shipped(name)
    lines = matrix(procedure, width, plain()).lines
    assert max(text.cell_len for text in lines) <= width
    inferred = sum(len(step.inferences) for step in procedure.steps)
    assert sum(text.plain.count("≈ Tafsir") for text in lines) == inferred


def test_an_sop_says_loker_where_the_document_does() -> None:
    assert "FO/Petugas Loker 2" in words(matrix(shipped("karimun-sicantik"), 76, plain()).lines)


async def test_it_opens_at_the_step_and_turns_to_the_document(house: House, program: Open) -> None:
    async with program().run_test(size=(80, 24)) as pilot:
        await enter(pilot, house, "bo", SopScreen(shipped("karimun-sicantik"), 6))
        assert "6." in screen_text(pilot.app).splitlines()[4][:6]
        await press(pilot, "2")
        assert "Kolom pelaksana" in screen_text(pilot.app)
        await press(pilot, "3")
        assert "Kejanggalan dokumen (17)" in screen_text(pilot.app)


async def test_wide_the_reading_stands_beside_the_row(house: House, program: Open) -> None:
    async with program().run_test(size=(120, 36)) as pilot:
        await enter(pilot, house, "bo", SopScreen(shipped("karimun-sicantik")))
        first = next(row for row in screen_text(pilot.app).splitlines() if "Pemohon mengakses" in row)
    assert "Keterangan kantor" in first
