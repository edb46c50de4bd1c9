"""The demo office for snapshots: its clock stands still on the demo's morning."""

from __future__ import annotations

from pathlib import Path

import pytest

import tests.snapshots.golden  # reads LOKET_UPDATE before it is forgotten  # noqa: F401
from loket.desk import opening
from loket.desk.papers import printing
from tests.snapshots import demo_office


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo office of the test's own."""
    monkeypatch.setattr(opening, "system_clock", demo_office.frozen_now)
    monkeypatch.setattr(opening, "running_clock", demo_office.frozen_now)
    monkeypatch.setattr(printing, "has_printer", lambda _: True)
    return demo_office.copy_to(tmp_path)
