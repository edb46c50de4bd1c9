"""The schema: made whole from `tables`, known by its fingerprint, led on from an earlier release's.

Importing this imports SQLModel, for a fifth of a second; so only making a database does, and opening one
that was made from declarations in other words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, inspect
from sqlmodel import SQLModel

import loket.store.tables  # noqa: F401  # importing it is what fills the metadata
from loket.store.postgres import tables as of_server
from loket.store.sqlite.triggers import create_triggers

if TYPE_CHECKING:
    from sqlalchemy import Inspector


def create(conn: Connection) -> None:
    """Make all tables, checks, indexes and triggers in a database that has none."""
    SQLModel.metadata.create_all(conn)
    complete(conn)


def complete(conn: Connection) -> None:
    """Put in place what the metadata cannot say: the triggers, and the row that every append locks."""
    if conn.dialect.name == "postgresql":
        of_server.complete(conn)
    else:
        create_triggers(conn)
    conn.exec_driver_sql(
        "INSERT INTO journal_head (id, last_id, hash, acted, affirmed) VALUES (1, 0, '', 0, 0)"
        " ON CONFLICT (id) DO NOTHING"
    )


def parts(conn: Connection) -> dict[tuple[str, str], str]:
    """What everything says that `create` makes, by its sort and name.

    It is the same whether a table was made at once or led on by revisions: then its columns may stand in
    another order, and its declaration in other words.
    """
    look = inspect(conn)
    return {(sort, name): _says(look, sort, name, sql) for (sort, name), sql in _texts(conn).items()}


def differing(conn: Connection) -> tuple[tuple[str, str], ...]:
    """What says something else than this program's, or is in one of them alone, by its sort and name."""
    here, right = _texts(conn), _declared_texts()
    keys = sorted(key for key in here.keys() | right.keys() if here.get(key) != right.get(key))
    if not keys:
        return ()
    made, declared = parts(conn), declared_parts()
    return tuple(key for key in keys if made.get(key) != declared.get(key))


def dangling(conn: Connection) -> tuple[str, ...]:
    """The tables with rows that refer to a row that is not there."""
    return tuple(dict.fromkeys(str(row[0]) for row in conn.exec_driver_sql("PRAGMA foreign_key_check")))


def _texts(conn: Connection) -> dict[tuple[str, str], str]:
    """The words in which each was declared, as SQLite keeps them."""
    made = conn.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(sort, name): sql for sort, name, sql in sorted(made.all())}


def _says(look: Inspector, sort: str, name: str, sql: str) -> str:
    return _table(look, name, sql) if sort == "table" and not name.startswith("sqlite_") else _plain(sql)


def _table(look: Inspector, name: str, sql: str) -> str:
    """Columns, keys, checks and references of a table."""
    key = look.get_pk_constraint(name)["constrained_columns"]
    said = [f"key {key}", f"autoincrement {'AUTOINCREMENT' in sql}"]
    for column in look.get_columns(name):
        said.append(f"{column['name']} {column['type']} {column['nullable']} {column['default']}")
    for check in look.get_check_constraints(name):
        said.append(f"check {check['name']} {_plain(check['sqltext'])}")
    for unique in look.get_unique_constraints(name):
        said.append(f"unique {unique['name']} {unique['column_names']}")
    for to in look.get_foreign_keys(name):
        columns = f"{to['constrained_columns']} {to['referred_table']} {to['referred_columns']}"
        said.append(f"reference {to['name']} {columns}")
    return "\n".join(sorted(said))


def _plain(sql: str) -> str:
    return " ".join(sql.split()).replace('"', "")


def fingerprint(conn: Connection) -> str:
    """A hash over everything that `create` has made in a database."""
    return _hash(parts(conn))


def declared() -> str:
    """The fingerprint of the schema that this program makes."""
    return _hash(declared_parts())


@cache
def declared_parts() -> dict[tuple[str, str], str]:
    """The `parts` of the schema that this program makes."""
    with _declared() as conn:
        return parts(conn)


@cache
def _declared_texts() -> dict[tuple[str, str], str]:
    with _declared() as conn:
        return _texts(conn)


@contextmanager
def _declared() -> Iterator[Connection]:
    """A database in memory as this program makes it."""
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        create(conn)
        yield conn
    engine.dispose()


def _hash(made: dict[tuple[str, str], str]) -> str:
    return hashlib.sha256("\n".join(made.values()).encode()).hexdigest()
