"""An office that moves with all it has, from a file to a server or back, while nobody works in it.

Whatever ends it, two never can be worked with: the new one takes its place only after the old one was closed.
Until then the old one is as it was, and where the new one is to be there is nothing. Where it is killed
between the two, nobody works in either, and the same move may be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from loket.desk.authority import Who, administering
from loket.desk.backup.restoring import kept_aside
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.desk.people.sessions import SignedIn, signed_in
from loket.location import Location, Server
from loket.store import blobs, integrity, journal, kept_folder, meta
from loket.store.blobs import Blob
from loket.store.engine import open_store
from loket.store.errors import StoreBroken, StoreMissing, StoreOtherTables
from loket.store.founding import files_in_the_making, in_the_making
from loket.store.journal import Head
from loket.store.moving import copy_all
from loket.store.sql import Connection, write_put_off
from loket.store.sqlite.database import remains


class Part(Enum):
    """What a move does one after the other."""

    ROWS = auto()
    FILES = auto()


Told = Callable[[Part, int, int], None]
"""Is told how much of a part is done, of how much."""


class PlaceTaken(Exception):
    """Something lies there already that is at work, or nobody's."""


class MovedElsewhere(Exception):
    """The office has left this place for another than is named now; `str()` is where it lies."""


class SomebodyHere(Exception):
    """People are signed in."""

    def __init__(self, people: tuple[SignedIn, ...]) -> None:
        super().__init__(str(len(people)))
        self.people = people


class NotWhole(Exception):
    """The office is not whole: its journal, or files that it keeps (`files`, how many)."""

    def __init__(self, files: int = 0) -> None:
        super().__init__(str(files))
        self.files = files


@dataclass(frozen=True, slots=True)
class Moved:
    """What lies at the new place: the journal's end, how many rows and kept files, how many of these lack.

    `aside`: where that is now which stood there.
    """

    head: Head
    rows: int
    files: int
    lacking: int
    aside: Path | str | None


def check(desk: Desk, target: Location) -> bool:
    """Whether one that its office left stands there and is to be kept aside.

    Raises PlaceTaken, MovedElsewhere, SomebodyHere; StoreTrouble where the target cannot be asked.
    """
    with desk.store.read() as conn:
        left = meta.get(conn, meta.MOVED_TO)
    if left and left != str(target):
        raise MovedElsewhere(left)
    stands = _stands(target)
    _nobody_here(desk)
    return stands


def relocate(
    desk: Desk, target: Location, who: Who | None, told: Told, *, reason: str = "", anyway: bool = False
) -> Moved:
    """Move the office of a desk that was opened `left`; nobody writes meanwhile.

    `reason`: why, for the history; `anyway`: also one that lacks files that it keeps.

    Raises:
        PlaceTaken, MovedElsewhere, SomebodyHere: as `check`.
        NotWhole: its journal is not, or files lack.
        Invalid: the reason is none that is kept.
        Refused: of whom is no admin.
        StoreTrouble, OSError, ValueError.
    """
    at = desk.working_time().local(desk.now())
    aside = kept_aside(target, at) if check(desk, target) else None
    store, closed = desk.store, False
    try:
        with in_the_making(target, aside) as making:
            with store.write() as conn:
                _nobody_here(desk)
                store.unhurried(conn)
                stamp = administering(conn, desk, who)
                because(conn, reason, stamp)
                ways = {"from": _kind(store.place), "to": _kind(target)}
                journal.append(conn, "office", journal.OFFICE, journal.MOVED, ways, stamp)
                write_put_off(conn)
                rows = _all_rows(conn, making, told)
                files, lacking = _all_files(conn, store.path, target, told)
                if lacking and not anyway:
                    raise NotWhole(lacking)
                head = journal.head(conn)
                meta.put(conn, meta.MOVED_TO, str(target))
            closed = True
    except BaseException:
        if closed:  # what was made could not take its place
            with store.write() as conn:
                meta.put(conn, meta.MOVED_TO, "")
        raise
    return Moved(head, rows, files, lacking, aside)


def _kind(place: Location) -> str:
    """What the journal says of a place: it is never erased, and a path may have somebody's name."""
    return "server" if isinstance(place, Server) else "file"


def _nobody_here(desk: Desk) -> None:
    if here := tuple(each for each in signed_in(desk, None) if not each.gone):
        raise SomebodyHere(here)


def _stands(target: Location) -> bool:
    """Whether one that its office left stands there. Raises PlaceTaken, StoreTrouble."""
    if isinstance(target, Path) and not target.exists():
        if remains(target):
            raise PlaceTaken
        return False
    try:
        store = open_store(target, left=True)
    except StoreMissing as missing:
        if isinstance(target, Server) and missing.detail == "empty":
            return False
        raise PlaceTaken from missing
    except (StoreBroken, StoreOtherTables) as error:
        raise PlaceTaken from error
    try:
        with store.read() as conn:
            if not meta.get(conn, meta.MOVED_TO):
                raise PlaceTaken
    finally:
        store.close()
    return True


def _all_rows(conn: Connection, making: Location, told: Told) -> int:
    """Write all rows, and read what was written: how many there are. Raises NotWhole."""
    counts = integrity.counts(conn)
    total, done = sum(counts.values()), dict[str, int]()

    def written(table: str, rows: int) -> None:
        done[table] = rows
        told(Part.ROWS, sum(done.values()), total)

    made = open_store(making, create=True)
    try:
        made.fill(lambda database: copy_all(conn, database, written))
        rows = sum(done.values())
        told(Part.ROWS, rows, rows)
        with made.write() as there:
            kept_folder.choose(there, making)
        with made.read() as there:
            end, here = journal.head(there), journal.head(conn)
            if journal.verify_chain(there) is not None or (end.number, end.hash) != (here.number, here.hash):
                raise NotWhole
    finally:
        made.close()
    return rows


def _all_files(conn: Connection, path: Path, target: Location, told: Told) -> tuple[int, int]:
    """Write the files that are kept, each read again: how many there are, and how many of them lack."""
    kept, lacking = blobs.every(conn), 0
    here, into = blobs.folder(path), files_in_the_making(target)
    for number, blob in enumerate(kept, start=1):
        lacking += not _written(blobs.place(here, blob.contents.sha), into, blob)
        told(Part.FILES, number, len(kept))
    return len(kept) - lacking, lacking


def _written(file: Path, into: Path, blob: Blob) -> bool:
    """Whether a file was there as it was kept, and is where it is to be."""
    try:
        with file.open("rb") as source:
            contents = blobs.put(into, source)
    except FileNotFoundError:
        return False
    return contents.sha == blob.contents.sha
