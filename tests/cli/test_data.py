"""Where the data lie: what is named wrongly, or cannot be read or written, says so in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from loket.cli import run
from tests.desk.karimun import open_karimun

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
Printed = pytest.CaptureFixture[str]
UNREADABLE = "Data kantor tidak terbaca atau tertulis. Periksa disk, dan loket kantor hak."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_karimun(tmp_path).desk.store.close()
    return tmp_path / "karimun.db"


@pytest.mark.parametrize("arguments", [(), ("periksa",), ("kantor", "tampil")])
def test_the_folder_of_an_account_that_is_not_there(arguments: tuple[str, ...]) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "loket", *arguments],
        env={**os.environ, "LOKET_DATA": "~bukanakun99/loket"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert told.stderr.splitlines() == [
        "Akun pada letak data “~bukanakun99/loket” tidak dikenal; tulis letaknya dari /."
    ]


@pytest.mark.skipif(ROOT, reason="root may read everything")
@pytest.mark.parametrize("mode", [0o400, 0o000])
def test_a_database_that_cannot_be_written_is_told_at_once(path: Path, mode: int, capsys: Printed) -> None:
    path.chmod(mode)
    assert run(["periksa", "--data", str(path)]) == 1
    assert UNREADABLE in capsys.readouterr().err


@pytest.mark.skipif(ROOT, reason="root may read everything")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_cannot_be_used_is_told_as_that(path: Path, mode: int, capsys: Printed) -> None:
    path.parent.chmod(mode)
    try:
        code = run(["periksa", "--data", str(path)])
    finally:
        path.parent.chmod(0o700)
    assert code == 1
    assert UNREADABLE in capsys.readouterr().err
