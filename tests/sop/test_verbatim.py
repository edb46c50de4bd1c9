"""The verbatim layer holds every word of the five documents, each exactly once, and not one more.

`seeds/` are the documents as extracted from PDF and Word. What the extraction left of layout (tags, bold
marks, the target of a link) is no content.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.sop.model import Document, Procedure, SopRow
from tests.sop.shipped import SEVEN, shipped

SEEDS = Path(__file__).parent / "seeds"
DOCUMENTS = {
    "karimun": ["karimun-sicantik"],
    "mempawah": ["mempawah-ss"],
    "pariaman": ["pariaman-oss", "pariaman-sicantik", "pariaman-sigap"],
    "purwakarta-puskesmas": ["purwakarta-puskesmas"],
    "purwakarta-skp": ["purwakarta-skp"],
}
GONE, CELL = "\0", "\1"


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_of(seed: str) -> str:
    """The seed without layout and white space; cells and lines stay apart."""
    text = re.sub(r"\[(www:[^\]]*)\]\([^)]*\)", r"\1", seed)
    text = re.sub(r"<[^>]*>", "", text).replace("**", "")
    return CELL.join(squeezed(cell) for cell in re.split(r"[\t\n]", text))


def row_cells(row: SopRow) -> Iterator[str]:
    yield from (row.number, row.activity, *row.marks.values())
    yield from (row.requirements, row.time, row.output, row.remarks)


def document_cells(document: Document) -> Iterator[str]:
    yield from document.heading
    for pair in document.identity:
        yield from pair
    for section in document.sections:
        yield section.title
        yield from section.items
    for head in document.table_heads:
        yield from head
    for row in document.other_rows:
        yield from row_cells(row)


def cells(procedure: Procedure) -> Iterator[str]:
    yield from document_cells(procedure.document)
    for step in procedure.steps:
        if step.row is not None:
            yield from row_cells(step.row)


@pytest.mark.parametrize("seed", DOCUMENTS)
def test_every_word_of_the_document_and_no_other(seed: str) -> None:
    left = words_of((SEEDS / f"{seed}.txt").read_text(encoding="utf-8"))
    procedures = [shipped()[name] for name in DOCUMENTS[seed]]
    pieces = [cell for procedure in procedures for cell in cells(procedure)]
    pieces += procedures[0].document.decree.splitlines()
    for piece in sorted(filter(None, map(squeezed, pieces)), key=len, reverse=True):
        assert piece in left, f"not in the document, or there more than once: {piece}"
        left = left.replace(piece, GONE, 1)
    assert set(left) <= {GONE, CELL}, left.replace(GONE, "").replace(CELL, " ").split()


@pytest.mark.parametrize("name", SEVEN)
def test_every_step_has_its_row_and_marks_stand_under_a_performer(name: str) -> None:
    procedure = shipped()[name]
    heads = [cell for row in procedure.document.table_heads for cell in row]
    assert set(procedure.document.performers) <= set(heads)
    for step in procedure.steps:
        assert step.row is not None
        assert set(step.row.marks) <= set(procedure.document.performers)


@pytest.mark.parametrize("name", SEVEN)
def test_roles_are_named_as_in_the_document(name: str) -> None:
    procedure = shipped()[name]
    added = {
        "pariaman-sigap": {"Kabid"},
        "mempawah-ss": {"Ahli Madya", "Koordinator Penata Perizinan (Ahli Madya)"},
    }
    assert set(procedure.roles.values()) - set(procedure.document.performers) == added.get(name, set())


def test_typing_errors_and_gaps_are_not_repaired() -> None:
    seven = shipped()
    karimun = seven["karimun-sicantik"]
    assert karimun.step(12).row is not None
    assert karimun.step(12).row.output == "SK Perizi"  # type: ignore[union-attr]
    assert karimun.step(1).row.marks["FO/Petugas Loker 2"] == "Tidak Tidak"  # type: ignore[union-attr]
    assert seven["purwakarta-puskesmas"].step(8).row.time == ""  # type: ignore[union-attr]
    assert seven["pariaman-oss"].step(7).row.time == "-"  # type: ignore[union-attr]
    assert "Pendeklegasian" in seven["purwakarta-skp"].document.sections[0].items[1]
    printed = [step.row.number for step in seven["pariaman-sigap"].steps if step.row]
    assert printed == ["1", "2", "3", "4", "5", "6", "7", "8", "4"]
    assert [row.number for row in seven["pariaman-sigap"].document.other_rows] == ["5"]


def test_the_doubled_warnings_of_pariaman_are_both_kept() -> None:
    parts = [p for p in shipped()["pariaman-sicantik"].document.sections if p.title == "Peringatan"]
    assert len(parts) == 2
    assert parts[0].items[:9] == parts[1].items[:9]
    assert parts[0].items[9] != parts[1].items[9]


def test_the_decree_is_shared_by_the_three_of_pariaman() -> None:
    decrees = {p.document.decree for p in shipped().values() if p.id.startswith("pariaman")}
    assert len(decrees) == 1
    assert "KETUJUH" in decrees.pop()


@pytest.mark.parametrize("name", SEVEN)
def test_irregularities_are_listed(name: str) -> None:
    assert len(shipped()[name].document.irregularities) >= 13
