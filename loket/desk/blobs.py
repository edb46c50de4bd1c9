"""Files that the office keeps beside its database: kept by somebody at work, listed, and found lacking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.store import blobs
from loket.store.blobs import Blob
from loket.store.journal import Stamp
from loket.text import clean

__all__ = ["Blob", "Listed", "keep", "listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """`kept`: what the database knows, `missing` of it the ids of what does not lie there; `strays`: what
    lies there and it does not know, or was not finished.
    """

    kept: tuple[Blob, ...]
    missing: frozenset[int]
    strays: tuple[Path, ...]


def keep(desk: Desk, who: Who, file: Path, name: str) -> Blob:
    """Keep a file under the name that people know it by; the same contents are kept once.

    Raises Refused for who may no longer sign in, OSError where it cannot be read or kept; as `Desk.write`.
    """
    with desk.store.read() as conn:
        actor(conn, desk, who)  # nothing of theirs is written either
    with file.open("rb") as source:
        contents = blobs.put(blobs.folder(desk.store.path), source)
    with desk.write() as conn:
        person = actor(conn, desk, who)
        stamp = Stamp(desk.now(), who.person, next(iter(person.roles), None), person.station)
        return blobs.keep(conn, contents, clean(name), stamp)


def listed(desk: Desk) -> Listed:
    """What the database knows, and what lies beside it."""
    folder = blobs.folder(desk.store.path)
    with desk.store.read() as conn:
        kept = blobs.every(conn)
        here = dict(blobs.lying(folder))
        strays = tuple(file for file, sha in here.items() if not sha or blobs.one(conn, sha) is None)
    lie = set(here.values())
    return Listed(kept, frozenset(blob.id for blob in kept if blob.contents.sha not in lie), strays)
