"""Rows beside the steps: several in one step, one in several steps, each shown once."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from loket.sop import load
from loket.sop.export import as_data
from loket.sop.model import Procedure
from loket.sop.show import lines
from screens.wording.sop import matrix
from tests.sop.test_faults import HEAD, step, the_fault

SOP = Path(__file__).parents[1] / "ways" / "kantor" / "sop" / "lingkungan.toml"
ROW = '[[langkah.dokumen]]\nno = "4a"\nkegiatan = "Memeriksa"\n'


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    return load(SOP)


def test_a_step_reads_several_rows_and_a_row_is_read_by_several_steps(procedure: Procedure) -> None:
    numbers = [[row.number for row in step.rows] for step in procedure.steps]
    assert numbers == [["a"], ["b", "c"], ["d"], ["d"], ["1"], ["2"]]
    assert [step.row_of for step in procedure.steps] == [None, None, None, 3, None, None]


def test_the_data_name_the_row_once(procedure: Procedure) -> None:
    second, third, fourth = as_data(procedure)["langkah"][1:4]
    assert [row["no"] for row in second["dokumen"]] == ["b", "c"]
    assert third["dokumen"]["no"] == "d"
    assert fourth["baris"] == 3
    assert "dokumen" not in fourth


@pytest.mark.parametrize("width", [80, 100, 130, 160])
def test_the_table_shows_each_row_once_with_the_readings_of_all_its_steps(
    procedure: Procedure, width: int
) -> None:
    shown = lines(procedure, width)
    table = shown[shown.index("TABEL") :]
    assert all(len(line) <= width for line in shown)
    numbers = [line.split("│")[0].strip() for line in table if "│" in line]
    assert [number for number in numbers if number and number != "No"] == ["a", "b", "c", "d", "1", "2"]
    cards = "\n".join(table).split("─" * width)
    (card,) = (card for card in cards if "Langkah 3:" in card)
    assert "Langkah 4:" in card


@pytest.mark.parametrize("width", [78, 118])
def test_on_screen_each_step_is_found_beside_its_row(procedure: Procedure, width: int) -> None:
    shown = matrix(procedure, width, defaultdict(str))
    text = [str(line) for line in shown.lines]
    assert sum("Tim menilai dokumen" in line for line in text) == 1
    assert sum("Keterangan kantor" in line for line in text) == 5
    assert "Tim menilai dokumen" in text[shown.at[3]]
    assert "Langkah 4: Berita acara penilaian" in text[shown.at[4]]


def test_a_row_of_another_step_has_to_be_there() -> None:
    fault = the_fault(HEAD + step(2, more="baris = 7\n"))
    assert (fault.key, fault.wrong) == ("langkah[2].baris", "langkah 7 tidak punya baris sendiri")


def test_a_step_has_its_own_row_or_that_of_another() -> None:
    text = HEAD + step(2, 'id = "ya"\nlabel = "Ya"\nke = 3', ROW) + step(3, more="baris = 2\n" + ROW)
    assert the_fault(text).key == "langkah[3].baris"
