"""`loket sop coba` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loket.cli import run
from tests.flow.office import CONTOH
from tests.sop.shipped import SEVEN

AFTER = Path(__file__).parents[1] / "after" / "kantor" / "sop"
EIGHTH = Path(__file__).parents[1] / "eighth" / "kantor"
Printed = pytest.CaptureFixture[str]


def test_the_sops_of_an_office_are_tried_together(capsys: Printed) -> None:
    assert run(["sop", "coba", "--kantor", "pariaman"]) == 0
    out = capsys.readouterr().out
    assert [line.split(":")[0] for line in out.splitlines() if line and line[0] != " "] == [
        name for name in SEVEN if name.startswith("pariaman")
    ]
    assert max(map(len, out.splitlines())) <= 80


def test_an_offices_own_documents_are_found_beside_its_profile(capsys: Printed) -> None:
    profile = EIGHTH / "offices" / "kabupaten-contoh.toml"
    assert run(["sop", "coba", "--kantor", str(profile)]) == 0
    assert capsys.readouterr().out.startswith(
        "gedung: 2 akhir, 13 cabang, 17 pasangan cabang; tidak ada berkas yang tertahan.\n"
    )


def test_where_a_file_sticks_the_exit_code_is_two(capsys: Printed, tmp_path: Path) -> None:
    file = tmp_path / "contoh.toml"
    file.write_text(CONTOH.replace("orang_minimal = 2", "orang_minimal = 3"), "utf-8")
    assert run(["sop", "coba", str(file)]) == 0
    assert run(["sop", "coba", str(file), "--kantor", "karimun"]) == 2
    out = capsys.readouterr().out
    assert (
        "  Tertahan di langkah 2 “Memeriksa kelengkapan”:\n    - tidak ada yang berperan Front Office" in out
    )


def test_an_sop_with_faults_is_not_tried(capsys: Printed, tmp_path: Path) -> None:
    file = tmp_path / "contoh.toml"
    file.write_text(CONTOH.replace("ke = 8", "ke = 18"), "utf-8")
    assert run(["sop", "coba", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "langkah 18 tidak ada" in printed.err


def test_a_follow_up_is_tried_with_its_shipped_parents(capsys: Printed) -> None:
    assert run(["sop", "coba", "pariaman-sigap"]) == 0
    assert "dibuka pariaman-oss (Tingkat risiko" in " ".join(capsys.readouterr().out.split())


def test_an_sop_at_its_place_finds_its_follow_ups_beside_it(capsys: Printed) -> None:
    file = str(AFTER / "pbg.toml")
    assert run(["sop", "periksa", file]) == 0
    assert run(["sop", "coba", file]) == 0
    assert run(["sop", "coba", str(AFTER / "slf.toml")]) == 0
    assert "dibuka pbg" in capsys.readouterr().out


def test_what_was_found_for_programs(capsys: Printed) -> None:
    assert run(["sop", "coba", "gedung.toml", "--json"]) == 2
    capsys.readouterr()
    assert run(["sop", "coba", str(EIGHTH / "sop" / "gedung.toml"), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["sop"], found["cabang"], found["pasangan_cabang"], found["tertahan"]) == (
        "gedung",
        12,
        16,
        [],
    )
    assert found["akhir"][1]["hasil"] == "terbit"
    assert (found["akhir"][1]["menit"], found["akhir"][1]["hari"]) == (270, {"hari kerja": 1})


@pytest.mark.parametrize(
    "words", [["sop", "coba"], ["sop", "coba", "entah"], ["sop", "coba", "--kantor", "entah"]]
)
def test_what_is_not_there_is_one_sentence(words: list[str], capsys: Printed) -> None:
    assert run(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
