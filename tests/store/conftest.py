"""A fresh database on disk for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.location import Location, Server
from loket.store.engine import Store, open_store
from tests import places, servers
from tests.store.office import staffed


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("template") / "loket.db"
    store = open_store(path, create=True)
    store.close()
    return path.read_bytes()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test runs on both engines."""
    places.parametrize(metafunc, "file", "server")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Where the database lies: in a `file`, or on a `server`."""
    return str(getattr(request, "param", "file"))


@pytest.fixture
def empty(engine: str, tmp_path: Path, template: bytes) -> Iterator[Store]:
    """A database with its tables and nothing in them, in a file or of a server."""
    if engine == "file":
        place: Location = tmp_path / "loket.db"
        tmp_path.joinpath("loket.db").write_bytes(template)
    else:
        place = servers.new_database()
    store = open_store(place)
    yield store
    store.close()
    if isinstance(place, Server):
        servers.drop(place)


@pytest.fixture
def store(empty: Store) -> Store:
    """The small office of `tests.store.office`."""
    with empty.write() as conn:
        staffed(conn)
    return empty
