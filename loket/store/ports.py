"""What a database engine does in its own way; all else of this room is shared by both."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from loket.location import Location
from loket.store.errors import Holder
from loket.store.journal import Head

PATIENCE = 10.0
"""How long (seconds) the program waits while others write."""


class Watch(Protocol):
    """Whether something was committed, by whomever; one thread at a time."""

    @property
    def conn(self) -> Connection:
        """A connection for reading what was."""

    def moved(self, within: float) -> bool:
        """Whether there may be something new since `seen`; a server may be waited for `within` seconds."""

    def seen(self) -> None:
        """All that there was when `moved` was asked last has been read."""

    def close(self) -> None:
        """It is asked no more."""


class Database(Protocol):
    """An open database: how its transactions begin and end, and whose turn it is."""

    @property
    def place(self) -> Location:
        """Where it lies."""

    @property
    def schema(self) -> str:
        """The fingerprint of its tables."""

    def translated(self) -> AbstractContextManager[None]:
        """Turns failures of the driver into `store.errors`."""

    def turn(self) -> AbstractContextManager[None]:
        """Whose turn it is to write. Raises StoreBusy."""

    def check(self) -> None:
        """Raises StoreReplaced where it is not the one that was opened, or not whole."""

    def writing(self) -> Connection:
        """A connection for transactions; what is not committed it takes back when it is closed."""

    def rested(self, conn: Connection) -> bool:
        """Whether one for transactions that rested still is one."""

    def reading(self) -> Connection:
        """A connection each of whose statements sees the latest commits; it writes nothing."""

    def begin(self, conn: Connection) -> None:
        """Begin a transaction that alone writes until it ends.

        Raises StoreBusy, and StoreKept: one of which no answer had come was kept.
        """

    def commit(self, conn: Connection, head: Head) -> None:
        """End it; `head` is where its journal ends.

        Raises StoreTrouble where it was not kept, StoreUnsure where that cannot be asked now.
        """

    @property
    def unsure(self) -> bool:
        """Whether nobody was told yet what became of a transaction of which no answer came."""

    def settle(self) -> bool | None:
        """Whether that was kept, once; None where there is none. Raises StoreTrouble: it is not known yet."""

    def holds(self, who: Holder) -> None:
        """Whom others are told of while it is this program's turn."""

    @property
    def clock(self) -> Callable[[], int] | None:
        """The time (ms UTC) by the clock that all have; None where that is this computer's."""

    def unhurried(self, conn: Connection) -> None:
        """The transaction that was begun may rest longer than one that forgot it is open."""

    def begin_snapshot(self, conn: Connection) -> None:
        """Begin reading at one moment."""

    def watch(self) -> Watch:
        """A look at what is committed from now on."""

    def copy(self, into: Path) -> None:
        """Write it as it is at one moment into a new file; others go on writing meanwhile."""

    def sweep(self, within: float | None) -> bool:
        """Write it anew without what was erased; False where that took too long (s), or others read."""

    def close(self) -> None:
        """Close all that is open."""
