"""An office's database of a server: opened, checked, and handed to the store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from psycopg import Error, OperationalError
from psycopg.errors import LockNotAvailable
from psycopg.sql import Literal
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loket.location import Server
from loket.store import journal, meta
from loket.store.errors import (
    Cause,
    Holder,
    StoreBroken,
    StoreBusy,
    StoreKept,
    StoreMissing,
    StoreUnreachable,
    StoreUnsure,
    holder,
)
from loket.store.journal import Head
from loket.store.postgres.clock import HostClock
from loket.store.postgres.connect import alive, driver, engine, patiently, translated
from loket.store.postgres.watch import Watch
from loket.store.sqlite.database import open_file

_ALONE = """BEGIN; SET LOCAL application_name = {}; SELECT id FROM journal_head WHERE id = 1 FOR UPDATE;
    SELECT pg_current_xact_id()"""
"""One writer at a time: whoever holds the journal's end, by its name; and the transaction's number. One round
trip.
"""
_WHO = """SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.relation = 'journal_head'::regclass AND a.datname = current_database() AND l.granted
    AND l.mode <> 'AccessShareLock' AND cardinality(pg_blocking_pids(l.pid)) = 0 LIMIT 1"""
_KEPT = """SELECT CASE WHEN {0} < pg_snapshot_xmax(pg_current_snapshot()) THEN pg_xact_status({0}) END"""
_ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_CLOSED = "SELECT NOT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %(name)s"
_COLLATION = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
_BY_CODE = ("C", "C.UTF-8", "C.utf8", "POSIX")
"""Collations that sort as files do: by the letters' numbers."""
_TOO_LONG = ("57014", "55P03")
"""The statement was given up; others had the table."""
_DECLARED = ("schema", "tables", "postgres/tables")


class _Lost(NamedTuple):
    """A transaction of which no answer came: its number, and where its journal ends."""

    number: str
    head: Head


class OfServer:
    """A `Database` that a server has, `schema` the fingerprint of its tables."""

    def __init__(self, server: Server, schema: str, *, durable: bool, patience: float) -> None:
        self.place = server
        self.schema = schema
        self._patience = patience
        self._inside = threading.local()
        self._holder = Literal(Holder().written).as_string()
        self._lost: _Lost | None = None
        self._came_of_it: bool | None = None
        self.clock = HostClock()
        waits = {} if durable else {"synchronous_commit": "off"}
        self._writer = engine(server, patience, **waits)
        self._reader = engine(server, patience, default_transaction_read_only="on")
        with translated(server), self.reading() as conn:
            self.clock.measure(conn)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """As `Database.translated`."""
        with translated(self.place):
            yield

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Who writes is decided by the lock that `begin` takes, in the order in which it was asked for.

        Raises RuntimeError inside a turn of the same thread.
        """
        if self._inside.__dict__.get("writes"):
            raise RuntimeError("a write inside a write would wait for itself")
        self._inside.writes = True
        try:
            yield
        finally:
            self._inside.writes = False

    def check(self) -> None:
        """A server keeps its files to itself; that its contents are others the journal tells."""

    def writing(self) -> Connection:
        """As `Database.writing`."""
        return _living(self._writer)

    def reading(self) -> Connection:
        """As `Database.reading`."""
        return _living(self._reader)

    def rested(self, conn: Connection) -> bool:
        """As `Database.rested`."""
        return alive(conn)

    def begin(self, conn: Connection) -> None:
        """As `Database.begin`; first it is found out what became of one of which no answer came."""
        if self.clock.due:
            self.clock.measure(conn)
        self._inside.number = self._alone(conn)
        if self._find_out(conn):
            raise StoreKept(self.place)

    def commit(self, conn: Connection, head: Head) -> None:
        """Where the answer is lost, the server is asked whether it was kept: now, or before the next."""
        try:
            driver(conn).execute("COMMIT", prepare=False)
        except OperationalError:
            self._writer.dispose()
            self._lost = _Lost(self._inside.number, head)
            try:
                kept = self.settle()
            except (Error, DBAPIError, StoreBusy) as error:
                raise StoreUnsure(self.place) from error
            if not kept:
                raise

    def settle(self) -> bool | None:
        """As `Database.settle`."""
        if self._lost is not None:
            with self._writer.connect() as conn:
                self._alone(conn)
                self._find_out(conn)
        found, self._came_of_it = self._came_of_it, None
        return found

    @property
    def unsure(self) -> bool:
        """As `Database.unsure`."""
        return self._lost is not None or self._came_of_it is not None

    def holds(self, who: Holder) -> None:
        """As `Database.holds`."""
        self._holder = Literal(who.written).as_string()

    def _alone(self, conn: Connection) -> str:
        """Begin as the only one who writes; the transaction's number. Raises StoreBusy, by whom."""
        try:
            said = driver(conn).execute(_ALONE.format(self._holder).encode(), prepare=False)
        except LockNotAvailable as error:
            with self.reading() as asking:
                who = asking.exec_driver_sql(_WHO).scalar()
            raise StoreBusy(self.place, str(error.sqlstate), holder(who or "")) from error
        while said.nextset():
            pass
        return str(*(said.fetchone() or ()))

    def _find_out(self, conn: Connection) -> bool:
        """Whether there was a transaction of which no answer came, and it was kept.

        Once somebody else has the journal's end it is over, one way or the other. The server knows of each by
        its number; one that is another than it was (a copy took its place) has not the entry.
        """
        if (lost := self._lost) is None:
            return False
        number = Literal(lost.number).as_string() + "::xid8"
        kept = conn.exec_driver_sql(_KEPT.format(number)).scalar() == "committed"
        self._lost, self._came_of_it = None, kept and journal.passes(conn, lost.head)
        return self._came_of_it

    def unhurried(self, conn: Connection) -> None:
        """As `Database.unhurried`."""
        driver(conn).silence = None
        conn.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")

    def begin_snapshot(self, conn: Connection) -> None:
        """As `Database.begin_snapshot`."""
        conn.exec_driver_sql(_ONE_MOMENT)

    def watch(self) -> Watch:
        """As `Database.watch`."""
        return Watch(engine(self.place, self._patience, default_transaction_read_only="on"), self.clock)

    def copy(self, into: Path) -> None:
        """Into a file: so a backup is the same whatever it is of, and needs no tools of the server."""
        from loket.store.moving import copy_all  # imports SQLModel

        copy = open_file(into, create=True, durable=True, patience=self._patience)
        try:
            with self.reading() as conn, patiently(conn):
                self.begin_snapshot(conn)
                self.unhurried(conn)
                copy_all(conn, copy)
        finally:
            copy.close()

    def sweep(self, within: float | None) -> bool:
        """What was erased is in no table any more, nor in what the server notes of its columns.

        In the server's own log and backups it is the server's.
        """
        limit = int((within or 0) * 1000)
        with self.writing() as conn, patiently(conn):
            conn.exec_driver_sql(f"SET statement_timeout = {limit}")
            try:
                for table in conn.exec_driver_sql(_TABLES).scalars().all():
                    conn.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _TOO_LONG:
                    raise
                return False
            finally:
                conn.exec_driver_sql("RESET statement_timeout")
        return True

    def close(self) -> None:
        """As `Database.close`."""
        self._writer.dispose()
        self._reader.dispose()


def _living(pool: Engine) -> Connection:
    """A connection that the server has not ended while it rested."""
    conn = pool.connect()
    while not alive(conn):
        conn.invalidate()
        conn.close()
        conn = pool.connect()
    return conn


def open_server(server: Server, *, create: bool, durable: bool, patience: float) -> OfServer:
    """Open the database of a server. As `engine.open_store`."""
    with translated(server):
        schema = _prepare(server, create, patience)
    return OfServer(server, schema, durable=durable, patience=patience)


def _prepare(server: Server, create: bool, patience: float) -> str:
    """Make sure that the database has our tables and can be written; their fingerprint."""
    opening = engine(server, patience)
    try:
        with opening.connect() as conn:
            conn.exec_driver_sql("BEGIN")
            conn.exec_driver_sql("SELECT pg_advisory_xact_lock(7106)")  # several may be the first to open it
            if conn.exec_driver_sql(_CLOSED, {"name": server.schema}).scalar():
                raise StoreUnreachable(server, "schema", Cause.NO_RIGHT)
            tables = set(conn.exec_driver_sql(_TABLES).scalars())
            if tables:
                schema = _known(server, conn, tables)
            elif create:
                conn.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {server.schema}")
                schema = _make(server, conn)
            else:
                raise StoreMissing(server, "empty")
            conn.exec_driver_sql("COMMIT")
    finally:
        opening.dispose()
    return schema


def _known(server: Server, conn: Connection, tables: set[str]) -> str:
    """The fingerprint of the tables, if they are ours. Raises StoreBroken, StoreOtherTables."""
    if not {"meta", "journal"} <= tables:
        raise StoreBroken(server, "not a Loket database")
    known, words = meta.get(conn, meta.SCHEMA) or "", _words()
    if meta.get(conn, meta.SCHEMA_WORDS) == words:
        return known
    with patiently(conn):
        found: str = _tables_of_ours().known(server, conn, words)
    return found


def _make(server: Server, conn: Connection) -> str:
    """Make the tables; their fingerprint."""
    if (sorts := conn.exec_driver_sql(_COLLATION).scalar()) not in _BY_CODE:
        raise StoreUnreachable(server, f"collation {sorts}", Cause.SORTS)
    made: str = _tables_of_ours().make(conn, _words())
    return made


def _tables_of_ours() -> Any:
    """What makes tables, and leads those of an earlier release to ours."""
    from loket.store.postgres import upgrading  # imports SQLModel and Alembic

    return upgrading


def _words() -> str:
    """A digest of the declarations as they are written."""
    return meta.digest(_DECLARED)
