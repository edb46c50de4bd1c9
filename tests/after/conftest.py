"""The office, opened for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.after.office import Menyusul, menyusul_at


@pytest.fixture
def menyusul(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Menyusul]:
    with menyusul_at(tmp_path, monkeypatch) as office:
        yield office
