"""Opening the office's database and handing out connections: short writes, and reads that hold nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from loket.location import Location, Server, beside
from loket.store import beginning, ending, journal, meta
from loket.store.beginning import About
from loket.store.errors import (
    Cause,
    Fate,
    Holder,
    StoreBroken,
    StoreOtherTables,
    StoreReplaced,
    StoreUnreachable,
)
from loket.store.ports import PATIENCE, Database, Watch
from loket.store.sql import forget_put_off, write_put_off
from loket.store.sqlite.database import open_file


class Store:
    """An open database. One per process; threads may share it.

    `place`: where it lies; `path`: by what all is called that lies beside it, of a file the file itself.
    `left`: it may be one that its office has left. Raises StoreReplaced, else, for such a one.
    """

    def __init__(self, database: Database, *, left: bool = False) -> None:
        self.place = database.place
        self.path = beside(database.place)
        self._database = database
        self._left = left
        self._shared = threading.local()
        self._idle = list[Connection]()
        """Writing connections that wait for the next act: to take one up anew costs more than a statement."""
        with database.translated(), database.reading() as conn:
            self._head = journal.head(conn)
            moved = meta.get(conn, meta.MOVED_TO)
        if moved and not left:
            database.close()
            raise StoreReplaced(self.place, Fate.MOVED, moved)

    @contextmanager
    def write(self, *, together: int | None = None, about: About | None = None) -> Iterator[Connection]:
        """One short transaction, committed at the end, rolled back on any exception.

        What it writes to the journal one key did; `together` is the first entry of a key that needs several.
        What it is `about` is read with its beginning.

        Raises:
            StoreBusy: after ten seconds (`patience`) of waiting for others.
            StoreOtherTables: another program has changed the tables since this one opened them.
            StoreReplaced: the database is not the one that was opened, or not whole.
            StoreSlept: the program was stopped meanwhile for longer than others wait.
            StoreUnsure: whether it was kept is not known; before anything else is written it will be.
            StoreKept: so it was found out that the one before was kept; this one was not.
            StoreTrouble: when the database fails otherwise (disk full, damaged).
        """
        database = self._database
        with database.translated(), database.turn():
            database.check()
            conn = self._rested() or database.writing()
            try:
                database.begin(conn)
                self._begin(conn, together, about)
                yield conn
                write_put_off(conn)
                journal.check_sealed(conn)
                database.check()
                head = journal.head(conn)
                database.commit(conn, head)
            except BaseException:
                forget_put_off(conn)
                with suppress(DBAPIError):  # one that is lost has nothing to take back
                    conn.close()  # takes back what it wrote; one in which anything failed is not used again
                raise
            self._idle.append(conn)
            self._head = head

    def _rested(self) -> Connection | None:
        """A connection of an earlier act that still is one."""
        while self._idle:
            if self._database.rested(conn := self._idle.pop()):
                return conn
            conn.close()
        return None

    @property
    def unsure(self) -> bool:
        """Whether nobody was told yet what became of an act of which no answer came."""
        return self._database.unsure

    def settle(self) -> bool | None:
        """Whether that was kept, once; None where there is none. Raises StoreTrouble: it is not known yet."""
        with self._database.translated():
            return self._database.settle()

    def holds(self, who: Holder) -> None:
        """Whom others are told of while this program writes."""
        self._database.holds(who)

    @property
    def clock(self) -> Callable[[], int] | None:
        """The time (ms UTC) by the clock that all stations have; None where that is this computer's."""
        return self._database.clock

    def translated(self) -> AbstractContextManager[None]:
        """Turns failures of the driver into `store.errors`."""
        return self._database.translated()

    def check_ground(self) -> None:
        """Raises StoreReplaced where the database is not the one that was opened, or not whole."""
        self._database.check()

    def _begin(self, conn: Connection, together: int | None, about: About | None) -> None:
        """Raises StoreOtherTables, also where tables differ so much that nothing can begin; StoreReplaced.

        StoreBroken where nothing says where the journal ends.
        """
        fault: DBAPIError | None = None
        try:
            beginning.begin(conn, together, about)
        except DBAPIError as error:
            fault = error
            conn.exec_driver_sql("ROLLBACK")  # a server answers nothing more in what failed
        except ValueError as error:
            raise StoreBroken(self.place, "the journal has no end") from error
        if (schema := meta.get(conn, meta.SCHEMA)) != self._database.schema:
            raise StoreOtherTables(self.place, schema or "") from fault
        if fault is not None:
            raise fault
        if (moved := meta.get(conn, meta.MOVED_TO)) and not self._left:
            raise StoreReplaced(self.place, Fate.MOVED, moved)
        if not journal.follows(conn, self._head):
            raise StoreReplaced(self.place, Fate.OLDER)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements each see the latest commits; it writes nothing and blocks nobody.

        Inside a `snapshot` of the same thread they see its moment. Raises StoreReplaced, StoreTrouble.
        """
        with self._database.translated():
            if (shared := self._shared.__dict__.get("conn")) is not None:
                yield shared
                return
            self.check_ground()
            with self._database.reading() as conn:
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
            self._database.begin_snapshot(conn)
            self._shared.conn = conn
            try:
                yield conn
            finally:
                del self._shared.conn
                conn.exec_driver_sql("ROLLBACK")

    def watch(self) -> Watch:
        """A look at what is committed from now on, for the `Feed`. Raises StoreTrouble."""
        with self._database.translated():
            return self._database.watch()

    def copy(self, into: Path) -> None:
        """Write the database as it is at one moment into a new file; others go on writing meanwhile.

        Raises as `read`.
        """
        with self._database.translated():
            self.check_ground()
            self._database.copy(into)

    def fill(self, fill: Callable[[Database], object]) -> None:
        """Have this database, a new one, filled with another's rows (`moving.copy_all`)."""
        fill(self._database)

    def unhurried(self, conn: Connection) -> None:
        """This transaction of the store may rest, for as long as what it does elsewhere takes."""
        self._database.unhurried(conn)

    def sweep(self, within: float | None = None) -> bool:
        """Write the database anew, so that its file, and the log beside it, keep nothing of what was erased.

        Meanwhile nobody else writes: what is not read through `within` seconds is given up, and all is as it
        was. Putting it in place takes about as long again.

        False then, and where another program read and the log could not be emptied. Raises StoreTrouble.
        """
        with self._database.translated(), self._database.turn():
            return self._database.sweep(within)

    def close(self) -> None:
        """Close all connections, and keep where the journal ends. The store cannot be used afterwards."""
        with suppress(Exception), self.read() as conn:  # what cannot be read hinders nobody who leaves
            ending.keep(conn, self.path)
        for idle in self._idle:
            idle.close()
        self._database.close()


def open_store(
    place: Location,
    *,
    create: bool = False,
    durable: bool = True,
    patience: float = PATIENCE,
    left: bool = False,
) -> Store:
    """Open the database; with `create` make its tables where there are none. `patience` in seconds.

    One of an earlier release is led to this program's tables (`upgrading`).

    Without `durable` a commit does not wait for the disk: for a demo being filled, never for an office.
    `left`: also one that its office has left for another place.

    Raises:
        StoreMissing: there is none, and `create` is not set.
        StoreOtherTables: a program with other tables made it, a later one perhaps.
        StoreBroken: it is damaged, or not ours.
        StoreReplaced: its office has left it.
        StoreUnreachable: it cannot be reached, read and written, or lies on a network disk.
    """
    if isinstance(place, Server):
        try:
            from loket.store.postgres.database import open_server  # an extra; a file needs nothing of it
        except ImportError as error:
            raise StoreUnreachable(place, str(error), Cause.NO_DRIVER) from error
        return Store(open_server(place, create=create, durable=durable, patience=patience), left=left)
    return Store(open_file(place, create=create, durable=durable, patience=patience), left=left)
