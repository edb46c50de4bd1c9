"""Values written straight to the store, as no screen does it, with an entry of the journal behind them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from loket.store import journal
from loket.store.engine import Store
from loket.store.journal import OFFICE, Stamp
from loket.store.sql import Connection


@contextmanager
def sealed(store: Store, at: int) -> Iterator[Connection]:
    """A transaction at the end of which an entry about the office seals what was kept in it."""
    with store.write() as conn:
        yield conn
        journal.append(conn, "office", OFFICE, "noted", {}, Stamp(at))
