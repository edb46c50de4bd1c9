"""Opening the office's database and handing out connections: short writes, and reads that hold nothing."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from loket import modes
from loket.store import beginning, ending, journal, meta
from loket.store.beginning import About
from loket.store.connect import BEGIN, COMMIT, PATIENCE, reading_engine, translated, writing_engine
from loket.store.errors import (
    Fate,
    StoreBroken,
    StoreMissing,
    StoreOtherTables,
    StoreReplaced,
    StoreUnreachable,
)
from loket.store.ground import Ground, is_database
from loket.store.sql import forget_put_off, run, write_put_off
from loket.store.turn import turn

_NETWORK_DISKS = {
    "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
    "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
}  # fmt: skip

_DECLARED = ("schema", "tables", "triggers")
_OFTEN = 10_000  # of SQLite's instructions, some milliseconds


class Store:
    """An open database, `schema` the fingerprint of its tables. One per process; threads may share it."""

    def __init__(self, path: Path, schema: str, *, durable: bool = True, patience: float = PATIENCE) -> None:
        self.path = path
        self.lock = lock_path(path)
        self._schema = schema
        self._patience = patience
        self._writer = writing_engine(path, durable=durable, patience=patience)
        self._reader = reading_engine(path, patience=patience)
        self._shared = threading.local()
        self._idle = list[Connection]()
        """Writing connections that wait for the next act: to take one up anew costs more than a statement."""
        with translated(path), self._reader.connect() as conn:
            self._head = journal.head(conn)
            self._ground = Ground(path)

    @contextmanager
    def write(self, *, together: int | None = None, about: About | None = None) -> Iterator[Connection]:
        """One short transaction, committed at the end, rolled back on any exception.

        What it writes to the journal one key did; `together` is the first entry of a key that needs several.
        What it is `about` is read with its beginning.

        Raises:
            StoreBusy: after ten seconds (`patience`) of waiting for others.
            StoreOtherTables: another program has changed the tables since this one opened them.
            StoreReplaced: the database is not the one that was opened, or not whole.
            StoreTrouble: when the database fails otherwise (disk full, damaged).
        """
        with translated(self.path), turn(self.lock, self._patience):
            self.check_ground()
            conn = self._idle.pop() if self._idle else self._writer.connect()
            try:
                run(conn, BEGIN)
                self._begin(conn, together, about)
                yield conn
                write_put_off(conn)
                journal.check_sealed(conn)
                self.check_ground()
                head = journal.head(conn)
                run(conn, COMMIT)
            except BaseException:
                forget_put_off(conn)
                conn.close()  # takes back what it wrote; one in which anything failed is not used again
                raise
            self._idle.append(conn)
            self._head = head

    def check_ground(self) -> None:
        """Raises StoreReplaced where the database is not the one that was opened, or not whole."""
        self._ground.check()

    def _begin(self, conn: Connection, together: int | None, about: About | None) -> None:
        """Raises StoreOtherTables, also where tables differ so much that nothing can begin; StoreReplaced.

        StoreBroken where nothing says where the journal ends.
        """
        fault: DBAPIError | None = None
        try:
            beginning.begin(conn, together, about)
        except DBAPIError as error:
            fault = error
        except ValueError as error:
            raise StoreBroken(self.path, "the journal has no end") from error
        if (schema := meta.get(conn, meta.SCHEMA)) != self._schema:
            raise StoreOtherTables(self.path, schema or "") from fault
        if fault is not None:
            raise fault
        if not journal.follows(conn, self._head):
            raise StoreReplaced(self.path, Fate.OLDER)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements each see the latest commits; it writes nothing and blocks nobody.

        Inside a `snapshot` of the same thread they see its moment. Raises StoreReplaced, StoreTrouble.
        """
        with translated(self.path):
            if (shared := self._shared.__dict__.get("conn")) is not None:
                yield shared
                return
            self.check_ground()
            with self._reader.connect() as conn:
                yield conn

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A reading connection whose statements all see one moment; for a view made of several.

        So do those of every `read` and `snapshot` that this thread asks for meanwhile.
        """
        with self.read() as conn:
            if "conn" in self._shared.__dict__:
                yield conn
                return
            conn.exec_driver_sql("BEGIN")
            self._shared.conn = conn
            try:
                yield conn
            finally:
                del self._shared.conn
                conn.exec_driver_sql("ROLLBACK")

    def copy(self, into: Path) -> None:
        """Write the database as it is at one moment into a new file; others go on writing meanwhile.

        Raises as `read`.
        """
        with self.read() as conn, closing(sqlite3.connect(into)) as copy:
            source = conn.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)

    def sweep(self, within: float | None = None) -> bool:
        """Write the database anew, so that its file, and the log beside it, keep nothing of what was erased.

        Meanwhile nobody else writes: what is not read through `within` seconds is given up, and all is as it
        was. Putting it in place takes about as long again.

        False then, and where another program read and the log could not be emptied. Raises StoreTrouble.
        """
        with (
            translated(self.path),
            turn(self.lock, self._patience),
            closing(sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)) as conn,
        ):
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
        """Close all connections, and keep where the journal ends. The store cannot be used afterwards."""
        with suppress(Exception), self.read() as conn:  # what cannot be read hinders nobody who leaves
            ending.keep(conn, self.path)
        for idle in self._idle:
            idle.close()
        self._writer.dispose()
        self._reader.dispose()
        self._ground.let_go()


def open_store(
    path: Path, *, create: bool = False, durable: bool = True, patience: float = PATIENCE
) -> Store:
    """Open the database; with `create` make one where there is none. `patience` in seconds.

    One of an earlier release is led to this program's tables (`upgrading`).

    Without `durable` a commit does not wait for the disk: for a demo being filled, never for an office.

    Raises:
        StoreMissing: there is none, and `create` is not set.
        StoreOtherTables: a program with other tables made it, a later one perhaps.
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
    with translated(path), turn(lock_path(path), patience):
        schema = _prepare(path, create, patience)
    return Store(path, schema, durable=durable, patience=patience)


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
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
        from loket.store import schema, upgrading  # imports SQLModel and Alembic

        if known != schema.declared():
            revision = str(kept.get(meta.REVISION, ""))
            if revision == upgrading.head():
                raise StoreOtherTables(path, known)
            return upgrading.upgrade(path, revision, words)
        conn.execute("UPDATE meta SET value = ? WHERE key = ?", (words, meta.SCHEMA_WORDS))
    return known


def _make(path: Path) -> str:
    """Make the tables; their fingerprint."""
    from loket.store import schema, upgrading  # imports SQLModel and Alembic

    ending.forget(path)
    engine = writing_engine(path)
    try:
        with engine.begin() as conn:
            run(conn, BEGIN)
            schema.create(conn)
            made = schema.fingerprint(conn)
            meta.put(conn, meta.SCHEMA, made)
            meta.put(conn, meta.SCHEMA_WORDS, _words())
            meta.put(conn, meta.REVISION, upgrading.head())
    finally:
        engine.dispose()
    return made


def _words() -> str:
    """A digest of the declarations as they are written."""
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in _DECLARED)).hexdigest()
