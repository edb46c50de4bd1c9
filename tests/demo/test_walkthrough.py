"""Without a terminal the demo tells one file's way, step by step, and fails when a step does."""

import re
import shutil
from pathlib import Path

import pytest

from loket.cli import run
from loket.resources import resource


def numbered(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"\d+\.", line)]


def test_it_tells_the_twelve_steps_of_karimun_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    told = capsys.readouterr()
    lines = numbered(told.out)
    assert [line.partition(" ")[0] for line in lines] == [f"{n}." for n in range(1, 13)]
    assert all("waktunya tidak diketahui" in line and "tidak dihitung" in line for line in lines[:4])
    assert all(re.search(r"terpakai \d+ menit, sisa \d+ menit dari \d+ menit$", line) for line in lines[4:])
    assert "Sari Dewi (FO/Petugas Loket 2)" in lines[4]
    assert told.out.splitlines()[-1].startswith("Selesai: berkas 00001 terbit")


@pytest.mark.parametrize("office", ["purwakarta", "pariaman", "mempawah"])
def test_other_offices_tell_the_way_of_their_first_service(
    office: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", "--kantor", office]) == 0
    out = capsys.readouterr().out
    assert len(numbered(out)) >= 7
    assert "Selesai: berkas" in out.splitlines()[-1]


TWO_HEADS = """orang_minimal = 2
[[langkah.paraf]]
peran = ["kadis"]
sebutan = "Penetapan"
[[langkah.paraf]]
peran = ["kadis"]
sebutan = "Penetapan kedua"
"""


def test_it_fails_at_the_step_that_this_office_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(resource("data"), tmp_path / "data"))
    sop = data / "sop" / "karimun-sicantik.toml"
    before, ninth, after = re.split(r"(?=urut = 9\n)|(?=urut = 10\n)", sop.read_text("utf-8"))
    broken = ninth.replace("[langkah.dokumen]\n", TWO_HEADS + "[langkah.dokumen]\n")
    assert broken != ninth
    sop.write_text(before + broken + after, "utf-8")
    monkeypatch.setattr("loket.office.shelf.resource", lambda *parts: tmp_path.joinpath(*parts))
    assert run(["demo"]) == 1
    told = capsys.readouterr()
    assert [line.partition(" ")[0] for line in numbered(told.out)][-1] == "8."
    assert "Berhenti pada langkah 9." in told.err
    assert "orang lain" in told.err


def test_it_fails_in_a_sentence_when_a_desk_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("loket.demo.hands.entries.set_mark", lambda *_: None)
    assert run(["demo"]) == 1
    told = capsys.readouterr()
    assert "Berhenti pada langkah 5." in told.err
    assert "belum diperiksa" in told.err
    assert "Selesai" not in told.out


def test_an_office_that_does_not_exist_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--kantor", "atlantis"]) != 0
    assert "atlantis" in capsys.readouterr().err
