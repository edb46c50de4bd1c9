"""The office, opened for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ways.office import Jalan, jalan_at


@pytest.fixture
def jalan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Jalan]:
    with jalan_at(tmp_path, monkeypatch) as office:
        yield office
