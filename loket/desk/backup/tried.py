"""An archive restored to a scratch folder and compared: only then it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from loket.desk.integrity import Findings, examine
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.store import integrity, journal
from loket.store.archive import DATABASE, Manifest, unpack


@dataclass(frozen=True, slots=True)
class Tried:
    """An archive as it came out: the open office in it, what it says of itself, and what was found.

    `same`: journal and rows are as many as it says. Where lists have another deadline than is reckoned
    nothing is lost: the next event sets it right.
    """

    desk: Desk
    manifest: Manifest
    same: bool
    findings: Findings

    @property
    def whole(self) -> bool:
        """Whether it counts."""
        return self.same and replace(self.findings, misdated=()).whole


@contextmanager
def tried(archive: Path, folder: Path, passphrase: str | None) -> Iterator[Tried]:
    """Restore an archive into an empty folder, and look at all of it.

    Raises:
        ArchiveBroken, Protected, OSError: as `unpack`.
        NotTheOffice, ProfileFaults, StoreTrouble: what is in it is no office that this program opens.
    """
    manifest = unpack(archive, folder, passphrase)
    desk = open_desk(folder / DATABASE, office=manifest.office, settle=False, broken=True)
    try:
        with desk.store.read() as conn:
            head, counts = journal.head(conn), integrity.counts(conn)
        same = (head.number, head.hash, counts) == (manifest.number, manifest.hash, manifest.counts)
        yield Tried(desk, manifest, same, examine(desk))
    finally:
        desk.store.close()
