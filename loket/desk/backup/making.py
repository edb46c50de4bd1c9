"""Making a backup: of one moment, while people work; tried out, then named; in every place the old ones go.

An archive that is not finished is called `.part`, and one that came out not whole is named so: neither
counts, and because of neither an older one goes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EIO
from pathlib import Path

from loket import modes
from loket.desk.backup.rotation import counting, name_of, outdated
from loket.desk.backup.scratch import scratch
from loket.desk.backup.tried import tried
from loket.desk.integrity import Findings
from loket.desk.office import Desk
from loket.store import blobs, integrity, journal, meta
from loket.store.archive import BLOBS, DATABASE, Manifest, pack
from loket.store.durable import sync
from loket.store.engine import open_store
from loket.store.journal import Stamp

_PART = ".part"
_MARK = 6


@dataclass(frozen=True, slots=True)
class Missed:
    """A place that took no copy of a backup, and why, as the system says it."""

    place: Path
    why: str


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: where it lies, how many bytes it has, and what was found in it once it was restored.

    `missed`: where it was to lie too; `gone`: the older ones that were taken away. `strange`: those in the
    first place of which this journal does not tell.
    """

    archives: tuple[Path, ...]
    size: int
    manifest: Manifest
    whole: bool
    findings: Findings
    missed: tuple[Missed, ...]
    gone: tuple[Path, ...]
    strange: tuple[str, ...] = ()


def make(desk: Desk, folders: Sequence[Path], passphrase: str | None = None) -> Made:
    """Make a backup in the first of the folders, and put a copy into each of the others.

    Once the first has it, it is known, and older ones go there: a place that fails then keeps back no other.

    Raises UnderWay, OSError, and as `tried`: what is there then counts for nothing.
    """
    now = desk.now()
    at = desk.working_time().local(now)
    with scratch(desk.store.path) as folder:
        manifest, members = _copied(desk, _empty(folder / "asal"), now)
        with _part(folders[0], desk.store.path, manifest.office) as part:
            pack(part, manifest, members, passphrase, folder)
            whole, findings = _try(desk, part, _empty(folder / "coba"), passphrase)
            name = name_of(series(desk), at, manifest.number, protected=passphrase is not None, whole=whole)
            first = _named(part, name)
        archives, missed, size = [first], list[Missed](), first.stat().st_size
        if whole:
            said = {"archive": name, "sha": _digest(first), "size": size, "head": manifest.number}
            with desk.store.write() as conn:
                journal.append(conn, "office", journal.OFFICE, journal.BACKED_UP, said, Stamp(now))
        gone = _rotated(desk, first)
        for each in folders[1:]:
            copies, failed, went = _spread(desk, first, each)
            archives += copies
            missed += failed
            gone += went
    strange = strangers(desk, folders[0])
    return Made(tuple(archives), size, manifest, whole, findings, tuple(missed), gone, strange)


def series(desk: Desk) -> str:
    """What the backups of this office's data are called: its id, and a mark of how its journal began.

    So two offices that began with the same documents may use one folder.
    """
    with desk.store.read() as conn:
        begun = journal.last_of_kind(conn, "office", journal.OFFICE, journal.FOUNDED)
    return f"{desk.office.id}-{begun.hash[:_MARK] if begun is not None else '0' * _MARK}"


def strangers(desk: Desk, folder: Path) -> tuple[str, ...]:
    """The archives there that are called as this office's, and of which its journal does not tell.

    A copy of its data that is worked with made them, or what stood here before a backup was put back: they
    are not this one's to take away.
    """
    with desk.store.read() as conn:
        told = journal.every_of_kind(conn, "office", journal.OFFICE, journal.BACKED_UP)
    mine = {entry.data["archive"] for entry in told}
    there = (file.name for file in folder.iterdir() if file.is_file())
    return tuple(name for name in counting(series(desk), there) if name not in mine)


def copy_again(desk: Desk, folders: Sequence[Path], since: int) -> tuple[Missed, ...] | None:
    """Put the last backup into the places that lack it; which still do not take it.

    None where a new one has to be made: the last one that counts is not from after `since` (ms UTC), or is
    not in the first place as it was made. Raises UnderWay.
    """
    with desk.store.read() as conn:
        last = journal.last_of_kind(conn, "office", journal.OFFICE, journal.BACKED_UP)
    first = folders[0] / last.data["archive"] if last is not None else None
    if last is None or first is None or last.at <= since or not first.is_file():
        return None
    with scratch(desk.store.path):
        if _digest(first) != last.data["sha"]:
            return None
        missed = list[Missed]()
        for each in folders[1:]:
            if not (each / first.name).is_file():
                missed += _spread(desk, first, each)[1]
    return tuple(missed)


def _spread(desk: Desk, first: Path, folder: Path) -> tuple[list[Path], list[Missed], tuple[Path, ...]]:
    """A copy in another place, or why it took none; and which older ones went there."""
    try:
        archive = _second(desk, first, folder)
        return [archive], [], _rotated(desk, archive)
    except OSError as error:
        return [], [Missed(folder, error.strerror or str(error))], ()


def _try(desk: Desk, archive: Path, folder: Path, passphrase: str | None) -> tuple[bool, Findings]:
    """Whether an archive counts: it is whole, and what the office was at one moment."""
    with tried(archive, folder, passphrase) as found:
        whole, findings = found.whole, found.findings
        head = journal.Head(found.manifest.number, found.manifest.hash)
    with desk.store.read() as conn:
        return whole and journal.passes(conn, head), findings


def _copied(desk: Desk, into: Path, now: int) -> tuple[Manifest, dict[str, Path]]:
    """The office as it is at one moment: what is to be packed, and what the archive says of it."""
    copy = into / DATABASE
    desk.store.copy(copy)
    store = open_store(copy)
    try:
        with store.read() as conn:
            office, head, counts = (
                meta.get(conn, meta.OFFICE) or "",
                journal.head(conn),
                integrity.counts(conn),
            )
            kept = blobs.every(conn)
    finally:
        store.close()
    folder, members = blobs.folder(desk.store.path), {DATABASE: copy}
    files = {DATABASE: _digest(copy)}
    for blob in kept:
        file = blobs.place(folder, blob.contents.sha)
        if file.exists():  # one that is missing is found when the archive is tried
            name = f"{BLOBS}/{blob.contents.sha[:2]}/{blob.contents.sha[2:]}"
            members[name], files[name] = file, blob.contents.sha
    return Manifest(office, now, head.number, head.hash, counts, files), members


def _empty(folder: Path) -> Path:
    modes.folder(folder)
    return folder


@contextmanager
def _part(folder: Path, database: Path, office: str) -> Iterator[Path]:
    """Where an archive is written until it counts; what was not finished there goes, now or the next time.

    One database always writes to the same name, and no other to that: others may use the folder too.
    """
    modes.folder(folder)
    whose = f"{socket.gethostname()}:{os.path.realpath(database)}"
    part = folder / f"loket-{office}-{hashlib.sha256(whose.encode()).hexdigest()[:16]}{_PART}"
    part.unlink(missing_ok=True)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _named(part: Path, name: str) -> Path:
    """Give an archive that was tried its name."""
    archive = part.with_name(name)
    os.replace(part, archive)
    sync(archive.parent)
    return archive


def _second(desk: Desk, archive: Path, folder: Path) -> Path:
    """A copy of an archive in another place, read again before it is named there."""
    with _part(folder, desk.store.path, desk.office.id) as part:
        os.close(modes.opened(part, os.O_WRONLY | os.O_EXCL))
        shutil.copyfile(archive, part)
        sync(part)
        if _digest(part) != _digest(archive):
            raise OSError(EIO, "bukan yang ditulis", str(folder))
        return _named(part, archive.name)


def _digest(file: Path) -> str:
    return blobs.read(file).sha


def _rotated(desk: Desk, new: Path) -> tuple[Path, ...]:
    """Take away what the settings keep no longer where an archive was put just now."""
    settings, folder = desk.office.settings, new.parent
    others = strangers(desk, folder)
    names = [file.name for file in folder.iterdir() if file.is_file() and file.name not in others]
    daily, weekly = settings.backups_daily, settings.backups_weekly
    old = outdated(series(desk), names, new.name, daily=daily, weekly=weekly)
    for name in old:
        (folder / name).unlink(missing_ok=True)
    return tuple(folder / name for name in old)
