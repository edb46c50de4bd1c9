"""What stands in the hall, for tests: it goes by the clock of the house, and is read as people read it."""

from __future__ import annotations

import pytest

from loket.desk import opening
from screens.hall.app import HallApp
from tests.screen_text import screen_text
from tests.screens.house import House


def by_the_clock_of(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What opens the office from now on goes by the clock of the house."""
    monkeypatch.setattr(opening, "system_clock", lambda: house.now)
    monkeypatch.setattr(opening, "running_clock", lambda: house.running)


def sees(app: HallApp, *words: str) -> None:
    seen = " ".join(screen_text(app).split())
    assert [word for word in words if word not in seen] == [], screen_text(app)
