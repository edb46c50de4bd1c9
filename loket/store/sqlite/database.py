"""An office's database in a file: opened, checked, and handed to the store."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from loket import modes
from loket.store import ending, meta
from loket.store.errors import Holder, StoreBroken, StoreMissing, StoreSlept, StoreUnreachable
from loket.store.journal import Head
from loket.store.sql import run
from loket.store.sqlite.connect import BEGIN, COMMIT, reading_engine, translated, writing_engine
from loket.store.sqlite.ground import Ground, is_database
from loket.store.sqlite.turn import turn
from loket.store.sqlite.watch import Watch
from loket.uptime import running_clock

_NETWORK_DISKS = {
    "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
    "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip

_DECLARED = ("schema", "tables", "sqlite/triggers")
_OFTEN = 10_000  # of SQLite's instructions, some milliseconds


class File:
    """A `Database` in a file, `schema` the fingerprint of its tables."""

    def __init__(self, path: Path, schema: str, *, durable: bool, patience: float) -> None:
        self.place = path
        self.schema = schema
        self._lock = lock_path(path)
        self._holder = Holder().written
        self._began: tuple[int, float] | None = None
        self._patience = patience
        self._writer = writing_engine(path, durable=durable, patience=patience)
        self._reader = reading_engine(path, patience=patience)
        with translated(path), self._reader.connect() as conn:
            conn.exec_driver_sql("SELECT 1 FROM journal_head")  # only now SQLite has it open, and its log
            self._ground = Ground(path)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """As `Database.translated`."""
        with translated(self.place):
            yield

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Others queue beside the file (`sqlite.turn`)."""
        with turn(self._lock, self._patience, self._holder):
            yield

    def check(self) -> None:
        """Raises StoreReplaced."""
        self._ground.check()

    def writing(self) -> Connection:
        """As `Database.writing`."""
        return self._writer.connect()

    def rested(self, conn: Connection) -> bool:
        """As `Database.rested`."""
        return True

    def reading(self) -> Connection:
        """As `Database.reading`."""
        return self._reader.connect()

    def begin(self, conn: Connection) -> None:
        """As `Database.begin`."""
        run(conn, BEGIN)
        self._began = running_clock(), time.thread_time()

    def commit(self, conn: Connection, head: Head) -> None:
        """Where it fails nothing was kept. Raises StoreSlept: what was decided before is not written now.

        What the program itself worked is no sleep.
        """
        if self._began is not None:
            began, worked = self._began
            slept = (running_clock() - began) / 1000 - (time.thread_time() - worked)
            if slept > self._patience:
                raise StoreSlept(self.place)
        run(conn, COMMIT)

    def unhurried(self, conn: Connection) -> None:
        """As `Database.unhurried`."""
        self._began = None

    unsure, clock = False, None

    def settle(self) -> bool | None:
        """As `Database.settle`: whether it was kept is always known."""
        return None

    def holds(self, who: Holder) -> None:
        """As `Database.holds`."""
        self._holder = who.written

    def begin_snapshot(self, conn: Connection) -> None:
        """As `Database.begin_snapshot`."""
        conn.exec_driver_sql("BEGIN")

    def watch(self) -> Watch:
        """As `Database.watch`."""
        return Watch(self.place)

    def copy(self, into: Path) -> None:
        """As `Database.copy`."""
        with self.reading() as conn, closing(sqlite3.connect(into)) as copy:
            source = conn.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)

    def sweep(self, within: float | None) -> bool:
        """As `Database.sweep`."""
        with closing(sqlite3.connect(self.place, timeout=self._patience, isolation_level=None)) as conn:
            if within is not None:
                until = time.monotonic() + within
                conn.set_progress_handler(lambda: time.monotonic() > until, _OFTEN)
            try:
                conn.execute("VACUUM")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
                return False
            busy, *_ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """As `Database.close`."""
        self._writer.dispose()
        self._reader.dispose()
        self._ground.let_go()


def open_file(path: Path, *, create: bool, durable: bool, patience: float) -> File:
    """Open the database in a file. As `engine.open_store`."""
    path = path.absolute()
    if (kind := network_disk(path)) is not None:
        raise StoreUnreachable(path, f"network disk ({kind})")
    try:
        _find(path, create)
    except OSError as error:
        raise StoreUnreachable(path, str(error)) from error
    # In turn with the writers: several stations may be the first to open a new database.
    with translated(path), turn(lock_path(path), patience):
        schema = _prepare(path, create, patience)
    return File(path, schema, durable=durable, patience=patience)


def kept_value(path: Path, key: str) -> str | None:
    """What a database keeps under `key` in `meta`, whatever its other tables; None also where it has none.

    Raises StoreTrouble.
    """
    _check_log_belongs(path)
    with translated(path), closing(sqlite3.connect(path)) as conn:
        if "meta" not in _tables(conn):
            return None
        found = conn.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])


def lock_path(path: Path) -> Path:
    """The file beside the database on which writers queue, the same by whatever link they came."""
    path = _real(path)
    return path.with_name(path.name + ".lock")


def beside(path: Path) -> tuple[Path, ...]:
    """The files that a program makes beside its database, whether or not they are there."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", ".lock", ending.ENDING))


def remains(path: Path) -> tuple[Path, ...]:
    """What a database that is gone left at `path`; one put there would take it for its own and be damaged."""
    if path.exists():
        return ()
    left = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
    return tuple(file for file in left if file.exists())


def network_disk(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of network disk that `path` lies on, as far as the system tells; WAL does not work there."""
    if str(path).startswith("\\\\"):
        return "UNC"
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return None
    where = [part.split()[1:3] for part in lines if len(part.split()) > 2]
    above, real = [(Path(at.replace("\\040", " ")), kind) for at, kind in where], _real(path)
    inside = [(len(at.parts), kind) for at, kind in above if real.is_relative_to(at)]
    kind = max(inside, key=lambda found: found[0], default=(0, ""))[1]
    return kind if kind in _NETWORK_DISKS else None


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _find(path: Path, create: bool) -> None:
    """Make sure that there is a file, as private as its folder. Raises StoreMissing, OSError."""
    if path.exists():
        return
    if not create:
        raise StoreMissing(path)
    modes.folder(path.parent)
    os.close(modes.opened(path, os.O_RDWR))


def _prepare(path: Path, create: bool, patience: float) -> str:
    """Make sure that the database has our tables, can be written and is in WAL mode; their fingerprint."""
    _check_log_belongs(path)
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as conn:
        if (empty := not _tables(conn)) and not create:
            raise StoreMissing(path, "empty")
        known = "" if empty else _known(path, conn)
        (mode,) = conn.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != "wal":
            raise StoreUnreachable(path, f"journal mode {mode}")
        conn.execute("BEGIN IMMEDIATE")  # finds out now, not at the first act, that nothing can be written
        if known:
            conn.execute("UPDATE journal_head SET id = 1")
        conn.execute("ROLLBACK")
    return known or _make(path)


def _check_log_belongs(path: Path) -> None:
    """Refuse what is no database beside a WAL that has acts: SQLite would delete them. Raises StoreBroken."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size and not is_database(path):
        raise StoreBroken(path, "empty or damaged, beside a WAL that is not")


def _tables(conn: sqlite3.Connection) -> set[str]:
    return {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _known(path: Path, conn: sqlite3.Connection) -> str:
    """The fingerprint of a database's tables, if they are ours. Raises StoreBroken, StoreOtherTables.

    Declarations in the same words make the same tables; only in other words need they be imported.
    """
    if not {"meta", "journal"} <= _tables(conn):
        raise StoreBroken(path, "not a Loket database")
    kept = dict(conn.execute("SELECT key, value FROM meta WHERE key LIKE 'schema%'"))
    known, words = str(kept.get(meta.SCHEMA, "")), _words()
    if not known or kept.get(meta.SCHEMA_WORDS) != words:
        led: str = _tables_of_ours().known(path, known, str(kept.get(meta.REVISION, "")), words)
        if led != known:
            return led
        conn.execute("UPDATE meta SET value = ? WHERE key = ?", (words, meta.SCHEMA_WORDS))
    return known


def _make(path: Path) -> str:
    """Make the tables; their fingerprint."""
    ending.forget(path)
    made: str = _tables_of_ours().make(path, _words())
    return made


def _tables_of_ours() -> Any:
    """What makes tables, and leads those of an earlier release to ours."""
    from loket.store.sqlite import upgrading  # imports SQLModel and Alembic

    return upgrading


def _words() -> str:
    """A digest of the declarations as they are written."""
    return meta.digest(_DECLARED)
