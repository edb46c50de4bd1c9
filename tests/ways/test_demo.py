"""The demo plays an office whose SOP goes by service, kind of application and fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.cli import run
from tests.ways.office import OWN


def test_the_demo_chooses_in_fields_what_opens_a_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_DATA", str(tmp_path / "loket.db"))
    assert run(["demo", "--kantor", str(OWN)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("Selesai: berkas 001 terbit")
    assert any("Penilaian dokumen" in line for line in told)
