"""`loket tugas`, asked to once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loket.cli import run
from tests.desk.karimun import open_karimun

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_karimun(tmp_path).desk.store.close()
    return tmp_path / "karimun.db"


def test_a_round_does_what_is_due_and_the_next_nothing(path: Path, capsys: Printed) -> None:
    assert run(["tugas", "--sekali", "--data", str(path)]) == 0
    assert "Cadangan: selesai." in capsys.readouterr().out
    assert len(list(Path(f"{path}.cadangan").iterdir())) == 1
    assert run(["tugas", "--sekali", "--data", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert run(["tugas", "--keadaan", "--data", str(path)]) == 0
    assert "belum pernah" not in capsys.readouterr().out


def test_what_did_not_go_well_is_said_and_is_the_exit_code(path: Path, capsys: Printed) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE person SET name = 'Lain' WHERE id = 2")
    for arguments in (["--sekali"], ["--keadaan"]):
        assert run(["tugas", *arguments, "--data", str(path)]) == 1
        assert "Jalankan: loket periksa." in capsys.readouterr().out
