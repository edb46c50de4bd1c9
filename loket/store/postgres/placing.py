"""Putting a whole office in the place of the one that a server has, which is kept aside and never deleted.

At one moment the old one goes by another name and the new one by its. Programs that have the old one open
find a journal that does not go on (`Store.write`), and say so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loket.location import Server, beside
from loket.store.moving import copy_all
from loket.store.postgres.connect import engine, translated
from loket.store.postgres.database import open_server
from loket.store.sqlite.database import open_file
from loket.store.sqlite.placing import add_blobs

_HERE = "SELECT 1 FROM pg_namespace WHERE nspname = %(name)s"
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
        add_blobs(file, beside(server))
        return aside if put_in_place(new, server, aside) else None
    finally:
        found.close()
        discard(new)


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


def discard(server: Server) -> None:
    """Take an office away that was not finished. Raises StoreTrouble."""
    opened = engine(server, _PATIENCE)
    try:
        with translated(server), opened.connect() as conn:
            conn.exec_driver_sql("SET client_min_messages = warning")
            conn.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{server.schema}" CASCADE')
    finally:
        opened.dispose()
