"""Putting a whole office in the place of the one that a server has, which is kept aside and never deleted.

At one moment the old one goes by another name and the new one by its. Programs that have the old one open
find a journal that does not go on (`Store.write`), and say so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loket.location import Server, beside
from loket.store import ending, kept_folder
from loket.store.engine import open_store
from loket.store.moving import copy_all
from loket.store.postgres.connect import engine, translated
from loket.store.postgres.database import open_server
from loket.store.sqlite.database import open_file
from loket.store.sqlite.placing import add_blobs

_HERE = "SELECT 1 FROM pg_namespace WHERE nspname = %(name)s"
_ASIDE = "SELECT nspname FROM pg_namespace WHERE nspname LIKE %(like)s ESCAPE '!' ORDER BY 1"
_PATIENCE = 10.0


def put_file(file: Path, server: Server, aside: str) -> str | None:
    """Put the office in a file, closed, in place, with the files beside it; the name of what stood there.

    Raises StoreTrouble: nothing is changed then.
    """
    new, found = made_beside(server), open_file(file, create=False, durable=True, patience=_PATIENCE)
    try:
        made = open_server(new, create=True, durable=True, patience=_PATIENCE)
        try:
            with found.translated(), found.reading() as conn:
                found.begin_snapshot(conn)
                copy_all(conn, made)
        finally:
            made.close()
        _keep_files_here(new)
        add_blobs(file, beside(server))
        stood = put_in_place(new, server, aside)
        ending.follow(file, beside(server))
        return aside if stood else None
    finally:
        found.close()
        discard(new)


def _keep_files_here(new: Server) -> None:
    """What it keeps comes to lie beside it on this computer."""
    store = open_store(new)
    try:
        with store.write() as conn:
            kept_folder.choose(conn, new)
    finally:
        store.close()


def made_beside(server: Server) -> Server:
    """Where an office is made that is to be put in its place; what was not finished there is taken away."""
    beside = replace(server, schema=f"{server.schema}_baru")
    discard(beside)
    return beside


def put_in_place(new: Server, server: Server, aside: str) -> bool:
    """Put the office `new`, closed and of the same database, in place; whether one stood there, now `aside`.

    Raises StoreBusy, StoreTrouble: nothing is changed then.
    """
    opened = engine(server, _PATIENCE)
    try:
        with translated(server), opened.connect() as conn:
            conn.exec_driver_sql("BEGIN")
            stood = conn.exec_driver_sql(_HERE, {"name": server.schema}).first() is not None
            if stood:
                conn.exec_driver_sql(f'ALTER SCHEMA "{server.schema}" RENAME TO "{aside}"')
            conn.exec_driver_sql(f'ALTER SCHEMA "{new.schema}" RENAME TO "{server.schema}"')
            conn.exec_driver_sql("COMMIT")
    finally:
        opened.dispose()
    return stood


def set_aside(server: Server) -> list[str]:
    """By what names that stands there which was put aside. Raises StoreTrouble."""
    opened = engine(server, _PATIENCE)
    try:
        with translated(server), opened.connect() as conn:
            return list(conn.exec_driver_sql(_ASIDE, {"like": f"{server.schema}!_disisihkan!_%"}).scalars())
    finally:
        opened.dispose()


def discard(server: Server) -> None:
    """Take an office away that was not finished. Raises StoreTrouble."""
    opened = engine(server, _PATIENCE)
    try:
        with translated(server), opened.connect() as conn:
            conn.exec_driver_sql("SET client_min_messages = warning")
            conn.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{server.schema}" CASCADE')
    finally:
        opened.dispose()
