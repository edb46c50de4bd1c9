"""Commands that ask find nobody at the prompt unless a test puts somebody there."""

from __future__ import annotations

import io

import pytest

from tests.desk.backup.passphrases import cheap_passphrases

__all__ = ["cheap_passphrases"]


@pytest.fixture(autouse=True)
def _nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
