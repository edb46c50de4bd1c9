"""Opening the office's database and handing out connections: short writes, and reads that hold nothing.

Everything that SQLite needs to be safe with many counters is set here (WAL, synchronous FULL, foreign keys,
BEGIN IMMEDIATE); nobody else configures a connection.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc

from loket.store.errors import (
    StoreBroken,
    StoreBusy,
    StoreMissing,
    StoreTrouble,
    StoreUnreachable,
)
from loket.store.turn import NoTurn, turn

HEAD = "0001"  # the schema revision that this program's statements expect
BUSY_SECONDS = 10.0
_NETWORK_DISKS = {
    "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
    "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip


class Store:
    """An open database. One per process; threads may share it."""

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path = path
        self.lock = lock_path(path)
        self._writer = writing_engine(path, durable=durable)
        self._reader = _reading_engine(path)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One short transaction, committed at the end, rolled back on any exception.

        Raises:
            StoreBusy: after ten seconds of waiting for others.
            StoreTrouble: when the database fails (disk full, damaged, gone).
        """
        with translated(self.path), turn(self.lock, BUSY_SECONDS), self._writer.begin() as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements each see the latest commits; it writes nothing and blocks nobody."""
        with translated(self.path), self._reader.connect() as conn:
            yield conn

    def close(self) -> None:
        """Close all connections. The store cannot be used afterwards."""
        self._writer.dispose()
        self._reader.dispose()


def open_store(path: Path, *, create: bool = False, durable: bool = True) -> Store:
    """Open the database, bringing its schema up to date first (a copy of the file is kept beside it).

    Without `durable` a commit does not wait for the disk: for a demo being filled, never for an office.

    Raises:
        StoreMissing: there is none, and `create` is not set.
        StoreTooNew: a newer version of the program wrote it.
        StoreBroken: it is damaged, or not ours.
        StoreUnreachable: the path lies on a network disk or cannot be read and written.
    """
    path = path.absolute()
    if (kind := network_disk(path)) is not None:
        raise StoreUnreachable(path, f"network disk ({kind})")
    try:
        _find(path, create)
    except OSError as error:
        raise StoreUnreachable(path, str(error)) from error
    # In turn with the writers: several stations may be the first to open a new database.
    with translated(path), turn(lock_path(path), BUSY_SECONDS):
        if _prepare(path, create) != HEAD:
            from loket.store import migrate  # Alembic takes half a second to import and is seldom needed

            migrate.bring_up_to_date(path)
    return Store(path, durable=durable)


def lock_path(path: Path) -> Path:
    """The file beside the database on which writers queue."""
    return path.with_name(path.name + ".lock")


def network_disk(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The kind of network disk that `path` lies on, as far as the system tells; WAL does not work there."""
    if str(path).startswith("\\\\"):
        return "UNC"
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return None
    where = [part.split()[1:3] for part in lines if len(part.split()) > 2]
    above = [(Path(at.replace("\\040", " ")), kind) for at, kind in where]
    inside = [(len(at.parts), kind) for at, kind in above if path.is_relative_to(at)]
    kind = max(inside, key=lambda found: found[0], default=(0, ""))[1]
    return kind if kind in _NETWORK_DISKS else None


def schema_revision(path: Path) -> str | None:
    """The schema revision written in the database; None when it has no tables at all.

    Raises:
        StoreBroken: it has tables, but they are not this program's.
    """
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not names:
            return None
        if "alembic_version" not in names:
            raise StoreBroken(path, "not a Loket database")
        row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    finally:
        conn.close()


def _find(path: Path, create: bool) -> None:
    """Make sure that there is a file, private to whoever creates it. Raises StoreMissing, OSError."""
    if path.exists():
        return
    if not create:
        raise StoreMissing(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _prepare(path: Path, create: bool) -> str | None:
    """Make sure that the database can be written and is in WAL mode; its schema revision."""
    revision = schema_revision(path)
    if revision is None and not create:
        raise StoreMissing(path, "empty")
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        (mode,) = conn.execute("PRAGMA journal_mode=WAL").fetchone()
        conn.execute("BEGIN IMMEDIATE")  # finds out now, not at the first act, that nothing can be written
        conn.execute("ROLLBACK")
    finally:
        conn.close()
    if mode != "wal":
        raise StoreUnreachable(path, f"journal mode {mode}")
    return revision


def writing_engine(path: Path, *, foreign_keys: bool = True, durable: bool = True) -> Engine:
    """An engine whose transactions begin with BEGIN IMMEDIATE."""
    waits = "PRAGMA synchronous=FULL" if durable else "PRAGMA synchronous=OFF"
    engine = _engine(path, f"PRAGMA foreign_keys={int(foreign_keys)}", waits)

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _reading_engine(path: Path) -> Engine:
    return _engine(path, "PRAGMA query_only=ON").execution_options(isolation_level="AUTOCOMMIT")


def _engine(path: Path, *pragmas: str) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args=arguments)

    @event.listens_for(engine, "connect")
    def _connected(driver: Any, _record: Any) -> None:
        for pragma in pragmas:
            driver.execute(pragma)

    return engine


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn failures of the driver into this room's exceptions."""
    try:
        yield
    except NoTurn as error:
        if error.detail:
            raise StoreUnreachable(path, error.detail) from error
        raise StoreBusy(path, "others kept writing") from error
    except exc.DBAPIError as error:
        if (trouble := _trouble(path, error.orig)) is None:
            raise
        raise trouble from error
    except sqlite3.Error as error:
        raise _trouble(path, error) or StoreBroken(path, str(error)) from error


def _trouble(path: Path, error: BaseException | None) -> StoreTrouble | None:
    """What a driver's error means for the office; None for a fault of the statement itself."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(path, str(error))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreBroken(path, str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_FULL | sqlite3.SQLITE_READONLY:
            return StoreUnreachable(path, str(error))
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_NOLFS:
            return StoreUnreachable(path, str(error))
        case _:
            return None
