"""`loket catatan`: what the programs of an office noted, for whoever looks after the computers."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loket import log
from loket.cli import run
from loket.log import LOG, entries, note
from tests.desk.karimun import open_karimun

Printed = pytest.CaptureFixture[str]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def test_what_tasks_did_and_what_failed_is_listed_also_where_the_office_cannot_be_opened(
    tmp_path: Path, capsys: Printed
) -> None:
    open_karimun(tmp_path).desk.store.close()
    path = tmp_path / "karimun.db"
    assert run(["tugas", "--sekali", "--data", str(path)]) == 0
    path.write_bytes(b"bukan basis data")
    note(tmp_path / LOG, "gangguan python 3", ["builtins.KeyError", "  store/engine.py:80:write"])
    capsys.readouterr()
    assert run(["catatan", "--data", str(path)]) == 0
    out = capsys.readouterr().out
    assert re.search(
        rf"^\d\d-\d\d-\d{{4}} \d\d\.\d\d\.\d\d +{os.getpid()}  tugas cadangan selesai$", out, re.M
    )
    assert out.endswith("gangguan python 3\n    builtins.KeyError\n      store/engine.py:80:write\n")
    assert run(["catatan", "--json", "--data", str(path)]) == 0
    last = json.loads(capsys.readouterr().out)[-1]
    assert (last["what"], last["lines"][0]) == ("gangguan python 3", "builtins.KeyError")


def test_where_nothing_was_noted_it_says_so(tmp_path: Path, capsys: Printed) -> None:
    assert run(["catatan", "--hari", "3", "--data", str(tmp_path / "loket.db")]) == 0
    assert capsys.readouterr().out == "Tidak ada catatan dalam 3 hari ini.\n"


def test_only_what_was_noted_since_then_is_told_and_what_is_no_entry_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / LOG
    path.write_text(
        "rusak\n2001-01-01T00:00:00+00:00 7 lama\n2001-01-01T00:00:00 8 tanpa zona\n  baris\n", "utf-8"
    )
    assert note(path, "mulai")
    assert [entry.what for entry in entries(path, LONG_AGO)] == ["lama", "mulai"]
    assert [entry.what for entry in entries(path, datetime.now(UTC) - timedelta(days=1))] == ["mulai"]


def test_a_log_that_has_grown_begins_anew_and_the_one_before_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_MOST_BYTES", 100)
    path = tmp_path / LOG
    for at in range(8):
        note(path, f"catatan ke-{at}")
        assert path.stat().st_size < 200
    assert path.stat().st_mode & 0o077 == 0
    assert [entry.what for entry in entries(path, LONG_AGO)][-1] == "catatan ke-7"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_log_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    assert not note(tmp_path / "berkas" / LOG, "mulai")
