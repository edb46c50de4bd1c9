"""Where the journal ended when a program last closed it, kept in a small file beside the database.

A database that was restored from a copy, or lost its newest acts with `-wal`, does not come to that entry any
more, or has another in its place. When that is first seen, the file keeps also where the journal then ended:
work goes on meanwhile. Somebody who can write both files can make them agree; against that helps only a head
that was kept elsewhere (`loket periksa --jangkar`).
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from loket import modes
from loket.store import journal
from loket.store.journal import Head
from loket.store.sql import Connection

ENDING = ".ujung"
"""How the file's name ends, behind the database's."""


@dataclass(frozen=True, slots=True)
class End:
    """The journal's last entry at some time, and when that was recorded (ms UTC)."""

    number: int
    hash: str
    at: int


@dataclass(frozen=True, slots=True)
class Lost:
    """The journal no longer has its entry of `ended`; when that was first seen its last one was `left`."""

    ended: End
    left: End


def keep(conn: Connection, path: Path) -> None:
    """A program closes the database: keep where its journal ends, unless something is missed."""
    kept = _read(path)
    if kept is None or _passes(conn, kept[0]):
        settle(conn, path)


def lost(conn: Connection, path: Path) -> Lost | None:
    """What the journal had come to and has no more; None where nothing is missed."""
    kept = _read(path)
    if kept is None or _passes(conn, kept[0]):
        return None
    ended, seen = kept
    if seen is None or not _passes(conn, seen):
        seen = _now(conn)
        _write(path, ended, seen)
    return Lost(ended, seen)


def settle(conn: Connection, path: Path) -> None:
    """From now on the journal as it is counts."""
    now = _now(conn)
    if now.number and _read(path) != (now, None):
        _write(path, now, None)


def follow(new: Path, path: Path) -> None:
    """What was made at `new` stands at `path` now, and where its journal ended with it."""
    if _beside(new).exists():
        os.replace(_beside(new), _beside(path))
    else:
        forget(path)


def forget(path: Path) -> None:
    """A new database takes the place of another."""
    _beside(path).unlink(missing_ok=True)


def _now(conn: Connection) -> End:
    head = journal.head(conn)
    return End(head.number, head.hash, journal.recorded_before(conn, head.number + 1))


def _passes(conn: Connection, end: End) -> bool:
    return journal.passes(conn, Head(end.number, end.hash))


def _beside(path: Path) -> Path:
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ENDING)


def _read(path: Path) -> tuple[End, End | None] | None:
    """The end that was kept, and the one that was there when it was first missed; None: nothing to read."""
    try:
        ended, seen = json.loads(_beside(path).read_text("utf-8"))
        return End(*ended), End(*seen) if seen is not None else None
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, ended: End, seen: End | None) -> None:
    """Whole or not at all; that it cannot be written hinders nobody."""
    beside = _beside(path)
    making = beside.with_name(f"{beside.name}.{os.getpid()}")
    words = json.dumps([astuple(ended), astuple(seen) if seen is not None else None])
    with suppress(OSError):
        beside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # of a server nothing may lie here yet
        handle = modes.opened(making, os.O_WRONLY | os.O_TRUNC)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(words + "\n")
        os.replace(making, beside)
