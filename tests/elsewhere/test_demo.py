"""The demo plays an office of which others sign elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from tests.elsewhere.office import OWN


def test_the_demo_records_what_nobody_of_the_office_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_DATA", str(tmp_path / "loket.db"))
    assert run(["demo", "--kantor", str(OWN)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("Selesai: berkas 001 terbit")
    assert any("Penetapan" in line and "(Sekretariat)" in line for line in told)
