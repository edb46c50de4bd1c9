"""The drawing of a procedure: every step and branch is in it, and each line ends at the step it leads to."""

import re
from pathlib import Path

import pytest

from loket.cli import run
from loket.sop.check.advice import advice
from loket.sop.draw import drawing
from loket.sop.model import Direction, Procedure
from loket.sop.sound import load
from tests.flow.test_strands import RUANG
from tests.sop.shipped import SEVEN, shipped
from tests.sop.test_faults import HEAD, step, way

HERE = Path(__file__).parent
OTHERS = {
    "contoh-reklame": HERE / "contoh-reklame.toml",
    "gedung": HERE.parent / "eighth" / "kantor" / "sop" / "gedung.toml",
}
ALL = (*SEVEN, *OTHERS)


def procedure(name: str) -> Procedure:
    return load(OTHERS[name]) if name in OTHERS else shipped()[name]


def boxes(lines: list[str]) -> dict[int, int]:
    """The row of each step's number."""
    found = {}
    for row, line in enumerate(lines):
        if step_row := re.search(r"[│║] +(\d+)  \S", line):
            found[int(step_row[1])] = row
    return found


def follow(lines: list[str], row: int) -> int:
    """The row to which the line leads that leaves the branch of `row` to the left."""
    at = re.search("[┼┴]", lines[row])
    assert at is not None
    column = at.start() - 1
    while lines[row][column] in "─│":
        column -= 1
    up = 1 if lines[row][column] == "╭" else -1
    if lines[row][column] == "├":  # both ways: one of them has the arrow
        up = -1 if any(enters(lines, above, column) for above in run_of(lines, row, column, -1)) else 1
    return next(there for there in run_of(lines, row, column, up) if enters(lines, there, column))


def run_of(lines: list[str], row: int, column: int, step: int) -> list[int]:
    """The rows of a lane from `row` on, as far as its line goes."""
    found = []
    while (
        (row := row + step) in range(len(lines))
        and lines[row][column : column + 1] in "│├╭╰"
        and (lines[row][column : column + 1])
    ):
        found.append(row)
        if lines[row][column] == ("╭" if step < 0 else "╰"):
            break
    return found


def enters(lines: list[str], row: int, column: int) -> bool:
    return (lines[row][column] in "├╭╰" and "▶│" in lines[row]) or "▶║" in lines[row]


@pytest.mark.parametrize("name", ALL)
def test_it_fits_a_small_terminal_and_names_every_step_once(name: str) -> None:
    drawn = procedure(name)
    lines = drawing(drawn, 80)
    assert max(map(len, lines)) == 80
    assert list(boxes(lines)) == [step.sequence for step in drawn.steps]
    assert all(line == line.rstrip() for line in lines)


def test_it_says_shared_times_that_for_the_whole_and_who_receives_the_payer() -> None:
    words = " ".join(" ".join(drawing(procedure("contoh-reklame"), 120)).replace("│", " ").split())
    assert "Keseluruhan: 5 hari kerja" in words
    assert words.count("waktu bersama langkah 3, 4: 2 hari kerja") == 2
    assert "menunggu pembayar, bukti setornya diterima Kasir atau peran dengan hak loket" in words


@pytest.mark.parametrize("name", ALL)
def test_every_branch_hangs_on_its_step_and_its_line_ends_at_its_target(name: str) -> None:
    drawn = procedure(name)
    lines = drawing(drawn, 80)
    at = boxes(lines)
    rows = [row for row, line in enumerate(lines[:-4]) if re.search("[├└┼┴]─ ", line)]
    said = [(step, branch) for step in drawn.steps for branch in step.branches]
    assert len(rows) == len(said)
    following = {s.sequence: t.sequence for s, t in zip(drawn.steps, drawn.steps[1:], strict=False)}
    for row, (here, branch) in zip(rows, said, strict=True):
        assert max(n for n, box in at.items() if box < row) == here.sequence
        assert " ".join(branch.label.split()[:3]) in lines[row]
        jumps = branch.target is not None and branch.target != following.get(here.sequence)
        assert bool(re.search("[┼┴]─ ", lines[row])) == jumps
        if jumps:
            assert follow(lines, row) == at[branch.target or 0]
            arrow = {"maju": "→", "mundur": "←", "kembali": "↩", "tolak": "×"}[branch.direction]
            assert f"{arrow} {branch.target} " in lines[row]
        elif branch.target is None:
            assert "■" in lines[row]
            assert ("×" in lines[row]) == (branch.direction is Direction.REJECT)
        if branch.resume is not None:
            assert f"masuk lagi di {branch.resume}" in " ".join(lines[row : row + 2])


def test_a_way_to_the_step_itself_and_one_to_each_side_are_drawn() -> None:
    again = '---\nid = "lagi"\nlabel = "Ulangi"\narah = "mundur"\nke = 3\n'
    jump = '---\nid = "lompat"\nlabel = "Lompat"\nke = 4\n'
    text = HEAD + step(ways=way("ke = 3") + jump) + step(3, way("ke = 4") + again) + step(4)
    lines = drawing(load(text), 80)
    assert [line[:9] for line in lines[7:27]] == [
        "     ┌──▼",
        "     │  2",
        "     │   ",
        "     └──┬",
        "        ├",
        "╭───────┼",
        "│    ┌──▼",
        "│ ╭─▶│  3",
        "│ │  │   ",
        "│ │  └──┬",
        "│ │     ├",
        "│ ╰─────┼",
        "│    ┌──▼",
        "╰───▶│  4",
        "     │   ",
        "     └──┬",
        "        └",
        "",
        "┌─┐ kanto",
        "↓ ke lang",
    ]  # fmt: skip


def test_agencies_and_applicants_have_boxes_of_their_own() -> None:
    agency = step(more='pihak = "instansi"')
    lines = drawing(load(HEAD + agency), 80)
    assert lines[2].startswith("╭")
    assert lines[7].startswith("╔")


def test_the_command_draws_at_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["sop", "tampil", "karimun-sicantik", "--gambar"]) == 0
    drawn = capsys.readouterr().out
    assert drawn.splitlines() == drawing(shipped()["karimun-sicantik"], 80)
    assert run(["sop", "periksa", "karimun-sicantik", "--gambar"]) == 0
    assert capsys.readouterr().out == f"karimun-sicantik: tidak ada kesalahan (12 langkah).\n\n{drawn}"


def test_who_works_at_the_same_time_is_in_one_box_with_what_each_may_answer() -> None:
    lines = drawing(load(RUANG), 80)
    assert lines[-1] == "∥ bersama-sama   ✓ jawaban satu bagian"
    at = boxes(lines)
    box = [line[5:].strip(" │") for line in lines[at[3] : at[4]]]
    assert box[1:10] == [
        "bersama-sama",
        "∥ ATR/BPN: ATR/BPN · 2 hari kerja",
        "✓ Sesuai [mencatat tanah Sesuai]",
        "✓ Sesuai bersyarat [mencatat tanah Sesuai bersyarat]",
        "↩ Berkas kurang (hanya bagian ini)",
        "∥ PUPR: PUPR · 60 menit",
        "✓ Setuju",
        "∥ DLH: Dinas Lingkungan Hidup · tidak ditunggu",
        "✓ Beri saran",
    ]
    away = {row: line for row, line in enumerate(lines) if "─ " in line and "∥ " in line}
    assert ["■" in line for line in away.values()] == [True, False]
    (back,) = (row for row, line in away.items() if "← 2 ∥ PUPR: Kembalikan" in line)
    assert follow(lines, back) == at[2]


def test_of_parts_as_they_are_meant_nothing_is_told_but_what_the_whole_lacks() -> None:
    doubts = {doubt.key: doubt.wrong for doubt in advice(load(RUANG))}
    assert set(doubts) == {"langkah"}
    odd = RUANG.replace('label = "Setuju"', 'label = "Setuju."').replace(
        'sebutan = "DLH"', 'sebutan = "D  LH"'
    )
    assert {
        "langkah[3].serentak[pupr].cabang[setuju].label",
        "langkah[3].serentak[dlh].sebutan",
    } < {doubt.key for doubt in advice(load(odd))}
