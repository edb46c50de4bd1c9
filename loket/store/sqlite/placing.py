"""Putting a whole database in the place of the one that is there, which is kept aside and never deleted.

At every moment one of the two stands there whole: what the old one's log has goes into it, then the log is
removed, then the new one takes its name. Programs that have the old one open notice it (`sqlite.ground`).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from loket import modes
from loket.store import blobs
from loket.store.durable import sync
from loket.store.ending import ENDING
from loket.store.errors import StoreBusy
from loket.store.ports import PATIENCE
from loket.store.sqlite.connect import translated
from loket.store.sqlite.database import lock_path
from loket.store.sqlite.ground import is_database
from loket.store.sqlite.turn import turn

_LOG = ("-wal", "-shm")


def put_in_place(new: Path, path: Path, aside: Path, patience: float = PATIENCE) -> None:
    """Put the database `new`, closed and on the same disk, at `path`; what stood there goes into `aside`.

    The files beside `new` are added to those beside `path`.

    Raises:
        StoreBusy: others kept writing, or reading, for longer than `patience` (seconds). Nothing is changed.
        OSError: the disk. Then, as where it is killed, the old one is still there.
    """
    path = Path(os.path.realpath(path))
    with translated(path), turn(lock_path(path), patience):
        whole = path.exists() and _log_emptied(path, patience)
        aside.mkdir(mode=0o700)
        modes.share(aside, path.parent)
        for end in ("", ENDING) if whole else ("", ENDING, *_LOG):
            _keep(path.with_name(path.name + end), aside)
        if path.exists():
            shutil.copymode(path, new)
        modes.share(new, path.parent)
        sync(aside)
        add_blobs(new, path)  # nothing refuses any more, and the new one does not stand there yet
        for end in _LOG:  # else it would be played into the new one
            path.with_name(path.name + end).unlink(missing_ok=True)
        os.replace(new, path)
        if (ended := new.with_name(new.name + ENDING)).exists():
            modes.share(ended, path.parent)
            os.replace(ended, path.with_name(path.name + ENDING))
        sync(path.parent)


def add_blobs(new: Path, path: Path) -> None:
    """What lies beside one database goes beside another, where it does not lie already."""
    here, changed = blobs.folder(path), set[Path]()
    for file, sha in blobs.lying(blobs.folder(new)):
        place = blobs.place(here, sha)
        if sha and not place.exists():
            modes.folder(place.parent)
            modes.share(file, place.parent)
            file.rename(place)
            changed |= {place.parent, here}
    for folder in changed:  # once each: whoever wants to write waits meanwhile
        sync(folder)


def _log_emptied(path: Path, patience: float) -> bool:
    """Whether the database has all that its log had; not one that cannot be read. Raises StoreBusy."""
    if not is_database(path):
        return False  # opening it would delete the log
    try:
        with closing(sqlite3.connect(path, timeout=patience)) as conn:
            busy, *_ = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise
    if busy:
        raise StoreBusy(path, "others kept reading")
    return True


def _keep(file: Path, aside: Path) -> None:
    """Give a file a second name, or where the disk knows none a copy; nothing where it is not there."""
    if not file.exists():
        return
    kept = aside / file.name
    try:
        os.link(file, kept)
    except OSError:
        shutil.copy2(file, kept)
        sync(kept)
