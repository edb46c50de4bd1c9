"""What somebody did to an office's database with nothing but SQL, and where `loket periksa` finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.opening import open_desk
from loket.desk.words.trouble import opening_failed
from loket.store.errors import StoreValueBroken
from tests.cli.damage import ONLY_ANCHORED, TAMPERED, TRIED, office, tampered

Printed = pytest.CaptureFixture[str]


def checked(path: Path, printed: Printed, *options: str) -> tuple[int, str]:
    """The exit code of `loket periksa` and what it said; nobody's name is in it."""
    code = run(["periksa", "--data", str(path), *options])
    said = printed.readouterr()
    assert "Contoh" not in said.out + said.err
    assert "Traceback" not in said.err
    return code, said.out + said.err


def test_of_the_office_as_it_was_nothing_is_said(tmp_path: Path, capsys: Printed) -> None:
    code, said = checked(tampered(tmp_path, ()), capsys, "--jangkar", office().head)
    assert code == 0, said
    assert f"Jangkar: catatan ke-{office().last} masih seperti waktu dicetak." in said


@pytest.mark.parametrize("what", [what for what in TAMPERED if what.endswith("cannot be read")])
def test_a_single_value_that_cannot_be_read_is_named_to_whoever_opens_the_office(
    tmp_path: Path, what: str
) -> None:
    damage, named = TAMPERED[what]
    with pytest.raises(StoreValueBroken) as broken:
        open_desk(tampered(tmp_path, damage))
    told = named.removeprefix("Kantor: ")
    assert opening_failed(broken.value).startswith(f"Data kantor rusak: {told}. Pulihkan dari cadangan;")


@pytest.mark.parametrize("what", TAMPERED)
def test_it_is_found_and_named(tmp_path: Path, capsys: Printed, what: str) -> None:
    damage, named = TAMPERED[what]
    code, said = checked(tampered(tmp_path, damage), capsys)
    assert code == 1, said
    assert named.replace("{next}", str(office().last + 1)) in said


@pytest.mark.parametrize("what", ONLY_ANCHORED)
def test_it_is_found_by_the_head_that_was_written_down(tmp_path: Path, capsys: Printed, what: str) -> None:
    path = tampered(tmp_path, ONLY_ANCHORED[what])
    code, said = checked(path, capsys)
    assert code == 0, said
    code, said = checked(path, capsys, "--jangkar", office().head)
    assert code == 1
    assert f"Jangkar: catatan ke-{office().last} " in said


@pytest.mark.parametrize("what", ONLY_ANCHORED)
def test_so_it_is_by_the_end_that_is_kept_beside_the_database(
    tmp_path: Path, capsys: Printed, what: str
) -> None:
    """Unless whoever did it changed that file too."""
    path = tampered(tmp_path, ())
    assert checked(path, capsys)[0] == 0
    assert tampered(tmp_path, ONLY_ANCHORED[what]) == path
    code, said = checked(path, capsys)
    assert code == 1
    assert f"ke-{office().last} " in said
    assert "padahal ada waktu Loket terakhir ditutup" in said


def test_only_a_history_that_was_rebuilt_or_cut_needs_the_head_that_was_written_down() -> None:
    assert (len(TAMPERED), len(ONLY_ANCHORED)) == (137, 8)
    assert all(what.startswith("rebuilt") or what.endswith("cut off") for what in ONLY_ANCHORED)


def test_of_the_38_kinds_first_tried_34_are_found_without_it() -> None:
    found = [what for what in TRIED if what in TAMPERED]
    assert (len({*TRIED}), len(found)) == (38, 34)
    assert {*TRIED} - {*found} <= ONLY_ANCHORED.keys()
