"""Opening the office's database and handing out connections: short writes, and reads that hold nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from loket.store.connect import (
    BUSY_SECONDS,
    HEAD,
    reading_engine,
    schema_revision,
    translated,
    writing_engine,
)
from loket.store.errors import StoreMissing, StoreTooNew, StoreUnreachable
from loket.store.turn import turn

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
        self._reader = reading_engine(path)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One short transaction, committed at the end, rolled back on any exception.

        Raises:
            StoreBusy: after ten seconds of waiting for others.
            StoreTooNew: a newer program has changed the tables since this one opened them.
            StoreTrouble: when the database fails (disk full, damaged, gone).
        """
        with translated(self.path), turn(self.lock, BUSY_SECONDS), self._writer.begin() as conn:
            revision = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if revision != HEAD:
                raise StoreTooNew(self.path, str(revision))
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements each see the latest commits; it writes nothing and blocks nobody."""
        with translated(self.path), self._reader.connect() as conn:
            yield conn

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reading connection whose statements all see one moment; for a view made of several."""
        with self.read() as conn:
            conn.exec_driver_sql("BEGIN")
            try:
                yield conn
            finally:
                conn.exec_driver_sql("ROLLBACK")

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


def remains(path: Path) -> tuple[Path, ...]:
    """What a database that is gone left at `path`; one put there would take it for its own and be damaged."""
    if path.exists():
        return ()
    beside = (path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))
    return tuple(file for file in beside if file.exists())


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
