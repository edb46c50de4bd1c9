"""Offices for the tests of this room, each in a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Dialect

from loket.store import sql
from tests import places
from tests.desk.kantor import WEDNESDAY, Kantor, open_kantor


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Offices lie in files; what is marked `of_both` runs on a server as well."""
    places.parametrize(metafunc, "file")


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the offices of the test lie: in a `file`, or on a `server`."""
    chosen = str(getattr(request, "param", "file"))
    with places.lying(chosen):
        yield chosen


@pytest.fixture
def kantor(tmp_path: Path) -> Iterator[Callable[..., Kantor]]:
    """Opens an office by name: `kantor("karimun")`."""
    opened: list[Kantor] = []

    def open_one(office: str, at: str = WEDNESDAY) -> Kantor:
        opened.append(open_kantor(tmp_path, office, at))
        return opened[-1]

    yield open_one
    for one in opened:
        one.desk.store.close()


@pytest.fixture
def karimun(kantor: Callable[..., Kantor]) -> Kantor:
    """Karimun on a Wednesday at 09.00."""
    return kantor("karimun")


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes to the database."""
    done, compiled = list[str](), sql._compiled

    def kept(statement: sql.TextClause, dialect: Dialect) -> sql._Compiled:
        done.append(statement.text)
        return compiled(statement, dialect)

    monkeypatch.setattr(sql, "_compiled", kept)
    return done
