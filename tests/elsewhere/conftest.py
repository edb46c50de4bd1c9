"""The office, opened for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elsewhere.office import ruang_at
from tests.stories.office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with ruang_at(tmp_path, monkeypatch) as office:
        yield office
