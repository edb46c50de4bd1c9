"""Files that the office keeps beside its database: kept by somebody at work, listed, and found lacking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from typing import BinaryIO

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.store import blobs, kept_folder
from loket.store.blobs import Blob
from loket.store.journal import Stamp
from loket.store.sql import Connection

__all__ = ["OTHER_FOLDER", "Blob", "Listed", "keeping", "listed"]

OTHER_FOLDER = "folder LOKET_BERKAS di komputer ini bukan folder lampiran kantor ini"


@dataclass(frozen=True, slots=True)
class Listed:
    """`kept`: what the database knows, `missing` of it the ids of what does not lie there; `strays`: what
    lies there and it does not know, or was not finished.
    """

    kept: tuple[Blob, ...]
    missing: frozenset[int]
    strays: tuple[Path, ...]


@contextmanager
def keeping(desk: Desk, who: Who | None, source: BinaryIO) -> Iterator[tuple[Connection, Blob]]:
    """Keep what can be read there, and be in the transaction that tells of it; the same is kept once.

    Without `who` the program itself keeps it. It lies there before it is known: whether somebody may is to be
    asked before, too. Raises Refused for who may no longer sign in, OSError; as `Desk.write`.
    """
    folder = blobs.folder(desk.store.path)
    with desk.store.read() as conn:
        _check(conn, desk)
    contents = blobs.put(folder, source)
    with desk.write() as conn:
        _check(conn, desk)  # another host may have kept the first just now
        kept_folder.choose(conn, desk.store.place)
        if not blobs.place(folder, contents.sha).exists():  # what lay there was erased just now
            source.seek(0)
            blobs.put(folder, source)
        stamp = Stamp(desk.now())
        if who is not None:
            person = actor(conn, desk, who)
            stamp = Stamp(desk.now(), who.person, next(iter(person.roles), None), person.station)
        yield conn, blobs.keep(conn, contents, stamp)


def _check(conn: Connection, desk: Desk) -> None:
    """Raises OSError where this computer has another folder than the office keeps its files in."""
    if not kept_folder.is_ours(conn, desk.store.place):
        raise OSError(EIO, OTHER_FOLDER, str(blobs.folder(desk.store.path)))


def listed(desk: Desk) -> Listed:
    """What the database knows, and what lies beside it."""
    folder = blobs.folder(desk.store.path)
    with desk.store.read() as conn:
        kept = blobs.every(conn)
        here = dict(blobs.lying(folder))
        strays = tuple(file for file, sha in here.items() if not sha or blobs.one(conn, sha) is None)
    lie = set(here.values())
    return Listed(kept, frozenset(blob.id for blob in kept if blob.contents.sha not in lie), strays)
