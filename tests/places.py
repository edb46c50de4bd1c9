"""Where the offices of a test lie: in files, or in databases of a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from loket.location import Location, Server, beside
from loket.store import engine as opening
from loket.store.engine import Store
from loket.store.ports import Database
from loket.store.postgres.connect import engine
from tests import servers

_ABOUT = {"of_file": ("file",), "of_server": ("server",), "of_both": ("file", "server")}
"""By a test's mark, on what it runs."""
_made: list[Server] | None = None
"""The databases of the test that runs; None where its offices lie in files."""


def parametrize(metafunc: pytest.Metafunc, *usual: str) -> None:
    """Run a test on the `usual` engines where no mark says on which; on the one that is asked for alone."""
    if "engine" not in metafunc.fixturenames:
        return
    marked = [_ABOUT[mark.name] for mark in metafunc.definition.iter_markers() if mark.name in _ABOUT]
    asked = metafunc.config.getoption("engine")
    if asked and (not marked or asked in marked[0]):
        engines: tuple[str, ...] = (asked,)
    else:
        engines = marked[0] if marked else usual
    if engines != ("file",):
        metafunc.parametrize("engine", engines, indirect=True)


@contextmanager
def lying(where: str) -> Iterator[None]:
    """Meanwhile new offices lie in a `file` each, or on the `server`, which loses them then."""
    global _made
    if where == "file":
        yield
        return
    _made, opened = [], list[Store]()

    def open_one(database: Database, **more: Any) -> Store:
        opened.append(Store(database, **more))
        return opened[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "Store", open_one)
        try:
            yield
        finally:
            for each in opened:  # a file needs not be closed by a test that has no more use for it
                for idle in each._idle:
                    idle.close()
                each._database.close()
            for server in _made:
                servers.drop(server)
            _made = None


def empty(path: Path) -> Location:
    """Where a new office may be made: at that path, or in a database of its own."""
    return path if _made is None else _on_server(servers.new_database())


def copied(path: Path, name: str, make: Callable[[Location], None]) -> Location:
    """An office that `make` has made, once for each name, as a copy of one's own."""
    if _made is not None:
        return _on_server(servers.new_database(servers.template(name, make)))
    path.write_bytes(_file(name, make))
    return path


@contextmanager
def behind(place: Location, *without: str) -> Iterator[Connection]:
    """Whoever writes SQL themselves, past the program; `without` these triggers."""
    own = engine(place, patience=10) if isinstance(place, Server) else create_engine(f"sqlite:///{place}")
    with own.connect() as conn:
        conn.exec_driver_sql("BEGIN")
        unguarded(conn, *without)
        yield conn
        conn.exec_driver_sql("COMMIT")
    own.dispose()


def unguarded(conn: Connection, *triggers: str) -> None:
    """The transaction goes on without these triggers; on a server they stay, and none is heeded."""
    if conn.dialect.name == "sqlite":
        for name in triggers:
            conn.exec_driver_sql(f"DROP TRIGGER {name}")
    elif triggers:
        conn.exec_driver_sql("SET LOCAL session_replication_role = replica")


def refusing(conn: Connection, name: str, what: str, when: str = "true") -> None:
    """From now on the database refuses `what` (`INSERT ON journal`), where `when` holds of the row `NEW`."""
    does = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    if conn.dialect.name != "sqlite":
        does = f"EXECUTE FUNCTION refuse('{name}')"
    conn.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW WHEN ({when}) {does}")


def accepting(conn: Connection, name: str, table: str) -> None:
    """Not any more."""
    conn.exec_driver_sql(f"DROP TRIGGER {name}" + ("" if conn.dialect.name == "sqlite" else f" ON {table}"))


def bytes_of(place: Location) -> bytes:
    """All that is kept of an office: its files with their free pages and log, or what a server's tables say,
    and what the server keeps to know how to look for it; with what lies beside the data.
    """
    path = beside(place)
    raw = [file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file()]
    if isinstance(place, Server):
        with behind(place) as conn:
            ours = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            for table in (*conn.exec_driver_sql(ours).scalars(), "pg_stats"):
                rows = conn.exec_driver_sql(f"SELECT t::text FROM {table} t").scalars()
                raw += [row.encode() for row in rows]
    return b"".join(raw)


def _on_server(server: Server) -> Server:
    assert _made is not None
    _made.append(server)
    return server


@cache
def _file(name: str, make: Callable[[Location], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kantor.db"
        make(path)
        return path.read_bytes()
