"""Files that are kept beside the database, known by their contents: `loket.db.blobs/ab/cdef…`.

The name is the SHA-256 of what is in it, so the same contents lie there once, and a file never changes. It is
written as a `.part`, synced and then named; only after that does a transaction tell of it. Whatever is cut
off in between leaves a file that the database does not know: listed, and deleted only once that was decreed.

What it is called stands with what refers to it (`texts.ATTACHMENT`); its row goes when its contents do.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loket import modes
from loket.store import journal
from loket.store.durable import sync
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical, ids_in, run, text

FOLDER = ".blobs"
"""How the folder's name ends, behind the database's."""
KEPT = "blob_kept"
PART = ".part"
_CHUNK = 1 << 20
_SHA = re.compile(r"[0-9a-f]{64}")
_TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_OTHER = "application/octet-stream"

_COLUMNS = "id, sha, size, type, person_id, at"
_KEEP = text(
    "INSERT INTO blob (sha, size, type, person_id, at) VALUES (:sha, :size, :type, :person, :at) RETURNING id"
)
_ONE = text(f"SELECT {_COLUMNS} FROM blob WHERE sha = :sha")
_THESE = text(f"SELECT {_COLUMNS} FROM blob WHERE id IN {ids_in('ids')} ORDER BY id")
_EVERY = text(f"SELECT {_COLUMNS} FROM blob ORDER BY id")
_FORGET = text("DELETE FROM blob WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a file: the SHA-256 of it, its length in bytes, and its media type as it begins."""

    sha: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file that the database knows, and who kept it first, when (ms UTC)."""

    id: int
    contents: Contents
    person: int | None
    at: int


def folder(database: Path) -> Path:
    """Where the files of a database lie, by whatever link it is opened."""
    real = Path(os.path.realpath(database))
    return real.with_name(real.name + FOLDER)


def place(folder: Path, sha: str) -> Path:
    """Where a file with these contents lies."""
    return folder / sha[:2] / sha[2:]


def put(folder: Path, source: BinaryIO) -> Contents:
    """Write what can be read there into the folder, durably; what lies there already stays as it is.

    Raises OSError.
    """
    modes.folder(folder)
    part = folder / f"{secrets.token_hex(8)}{PART}"
    try:
        with os.fdopen(modes.opened(part, os.O_WRONLY | os.O_EXCL), "wb") as file:
            contents = _copied(source, file)
            file.flush()
            os.fsync(file.fileno())
        kept = place(folder, contents.sha)
        if not kept.exists():
            modes.folder(kept.parent)
            part.rename(kept)
            for changed in (kept.parent, folder):
                sync(changed)
    finally:
        part.unlink(missing_ok=True)
    return contents


def read(file: Path) -> Contents:
    """What is in a file. Raises OSError."""
    with file.open("rb") as source:
        return _copied(source, None)


def _copied(source: BinaryIO, into: BinaryIO | None) -> Contents:
    digest, size, begins = hashlib.sha256(), 0, b""
    while chunk := source.read(_CHUNK):
        begins = begins or chunk[:16]
        digest.update(chunk)
        size += len(chunk)
        if into is not None:
            into.write(chunk)
    return Contents(digest.hexdigest(), size, type_of(begins))


def type_of(begins: bytes) -> str:
    """The media type of what begins so."""
    return next((kind for magic, kind in _TYPES.items() if begins.startswith(magic)), _OTHER)


def lying(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file in the folder, and the SHA-256 that its place says; empty for what was not finished."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        sha = file.parent.name + file.name
        yield file, sha if _SHA.fullmatch(sha) and place(folder, sha) == file else ""


def keep(conn: Connection, contents: Contents, stamp: Stamp) -> Blob:
    """Let the database know a file that was `put`; one that it knows stays as it was kept first."""
    if (known := one(conn, contents.sha)) is not None:
        return known
    row = {"sha": contents.sha, "size": contents.size, "type": contents.type}
    blob = int(run(conn, _KEEP, **row, person=stamp.person, at=stamp.at).scalar_one())
    journal.append(conn, "office", journal.OFFICE, KEPT, {"blob": blob, **row}, stamp)
    return Blob(blob, contents, stamp.person, stamp.at)


def one(conn: Connection, sha: str) -> Blob | None:
    """The file with these contents; None where the database knows none."""
    row = run(conn, _ONE, sha=sha).first()
    return None if row is None else _blob(*row)


def these(conn: Connection, ids: Iterable[int]) -> tuple[Blob, ...]:
    """The files with these ids, in the order in which they were kept."""
    return tuple(_blob(*row) for row in run(conn, _THESE, ids=canonical([*ids])))


def forget(conn: Connection, blob: int) -> None:
    """The database knows it no more: whoever calls this says so in the journal, and takes the file away."""
    run(conn, _FORGET, id=blob)


def every(conn: Connection) -> tuple[Blob, ...]:
    """Every file that the database knows, in the order in which they were kept."""
    return tuple(_blob(*row) for row in run(conn, _EVERY))


def _blob(blob: int, sha: str, size: int, kind: str, person: int | None, at: int) -> Blob:
    return Blob(blob, Contents(sha, size, kind), person, at)
