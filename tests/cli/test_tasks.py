"""`loket tugas`, asked to once, and turn after turn."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from loket.cli import run
from loket.log import LOG
from loket.office.reading import ProfileFaults
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


class _Stopped(BaseException):
    """Somebody has stopped the program between two turns."""


def turns(path: Path, monkeypatch: pytest.MonkeyPatch, *between: Callable[[], object]) -> None:
    """The program that stays: a turn before the first of `between`, one after each of them."""
    left = list(between)

    def pause(_: float) -> None:
        if not left:
            raise _Stopped
        left.pop(0)()

    monkeypatch.setattr(time, "sleep", pause)
    with pytest.raises(_Stopped):
        run(["tugas", "--data", str(path)])


def sql(path: Path, statement: str) -> Callable[[], object]:
    def done() -> None:
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute(statement)

    return done


def nothing() -> None:
    """A minute goes by."""


ANOTHER_PROGRAM = "INSERT OR REPLACE INTO lease (id, program, until, seen) VALUES (1, '', 9999999999999, 0)"


def test_the_second_says_once_that_it_waits_and_goes_on_when_the_first_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    sql(path, ANOTHER_PROGRAM)()
    turns(path, monkeypatch, nothing, nothing, sql(path, "UPDATE lease SET until = seen"))
    told = capsys.readouterr()
    assert told.err == (
        "Tugas kantor ini sedang dikerjakan program lain; program ini menunggu,"
        " dan meneruskannya bila yang itu berhenti.\n"
    )
    assert "Cadangan: selesai." in told.out


@pytest.mark.parametrize(
    ("error", "sentence", "reported"),
    [
        (ProfileFaults([]), "Profil kantor tidak dapat dibaca.", 0),
        (RuntimeError("Siti Contoh"), "Kantor tidak dapat dibuka. Hubungi admin; catatannya", 1),
    ],
)
def test_what_keeps_the_office_shut_is_said_once_and_the_next_turn_tries_again(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
    error: Exception,
    sentence: str,
    reported: int,
) -> None:
    def fails(*given: object, **named: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("loket.cli.tasks.opened", fails)
        turns(path, monkeypatch, nothing, broken.undo)
    told = capsys.readouterr()
    assert told.err.startswith(sentence)
    assert told.err.count("\n") == 1
    assert "Cadangan: selesai." in told.out
    log = (path.parent / LOG).read_text("utf-8")
    assert log.count("builtins.RuntimeError") == reported
    assert "Siti" not in log
