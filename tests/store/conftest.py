"""A fresh database on disk for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.store.engine import Store, open_store
from tests.store.office import staffed


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("template") / "loket.db"
    store = open_store(path, create=True)
    store.close()
    return path.read_bytes()


@pytest.fixture
def empty(tmp_path: Path, template: bytes) -> Iterator[Store]:
    """A database with its tables and nothing in them."""
    path = tmp_path / "loket.db"
    path.write_bytes(template)
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def store(empty: Store) -> Store:
    """The small office of `tests.store.office`."""
    with empty.write() as conn:
        staffed(conn)
    return empty
