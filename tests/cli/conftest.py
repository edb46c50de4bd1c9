"""Commands that ask find nobody at the prompt unless a test puts somebody there."""

from __future__ import annotations

import io

import pytest


@pytest.fixture(autouse=True)
def _nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
