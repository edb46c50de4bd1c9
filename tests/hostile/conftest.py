"""A demo office whose every typed text is hostile, as if imported from a system that cleans nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk import opening
from tests.hostile.payloads import spoil
from tests.snapshots import demo_office


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo office as it is, its clock standing still."""
    monkeypatch.setattr(opening, "system_clock", demo_office.frozen_now)
    monkeypatch.setattr(opening, "running_clock", demo_office.frozen_now)
    return demo_office.copy_to(tmp_path)


@pytest.fixture
def spoilt(demo: Path) -> Path:
    """The same with hostile texts in its rows."""
    spoil(demo)
    return demo
