"""Putting an archive in the office's place: tried first, told in its journal, what stood there kept aside."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loket.desk.authority import Who, administering
from loket.desk.backup.scratch import scratch
from loket.desk.backup.tried import Tried, tried
from loket.desk.errors import NotTheOffice
from loket.desk.office import Desk
from loket.store import journal, meta
from loket.store.archive import DATABASE
from loket.store.engine import open_store
from loket.store.errors import StoreTrouble
from loket.store.journal import Head
from loket.store.placing import put_in_place

_ASIDE = ".disisihkan-"


@dataclass(frozen=True, slots=True)
class Ready:
    """An archive that could be put in place; `here`: where the journal of what stands there ends.

    None where nothing stands there, or nothing that can be read.
    """

    tried: Tried
    here: Head | None


def restore(
    archive: Path, path: Path, passphrase: str | None, agreed: Callable[[Ready], Who | None]
) -> Path | None:
    """Put an archive in place at `path`; programs that are open say so, and are to be opened again.

    `agreed` is shown it and gives the admin, of those in it, who does this; what it raises ends it. Gives the
    folder with what stood there; None where nothing did. Until the one moment in which the new takes the
    name of the old nothing is changed.

    Raises:
        NotTheOffice: another office stands there.
        Refused: of whom is no admin.
        UnderWay, StoreBusy, OSError: the same may be tried again.
        ArchiveBroken, Protected, ProfileFaults, StoreTrouble: as `tried`.
    """
    with scratch(path) as folder:
        with tried(archive, folder, passphrase) as found:
            here = _standing(path, found.manifest.office)
            who = agreed(Ready(found, here))
            aside = _record(found.desk, path, here, who)
        put_in_place(folder / DATABASE, path, aside)
    if any(aside.iterdir()):
        return aside
    aside.rmdir()
    return None


def set_aside(path: Path) -> list[Path]:
    """The folders with what stood at `path`, or where it leads as a link, before backups were put there."""
    places = {Path(os.path.abspath(path)), Path(os.path.realpath(path))}
    return sorted(
        folder
        for place in places
        for folder in place.parent.iterdir()
        if folder.name.startswith(f"{place.name}{_ASIDE}")
    )


def _record(desk: Desk, path: Path, here: Head | None, who: Who | None) -> Path:
    """Tell it in the journal of what is put there; where that is kept that stands there."""
    with desk.store.write() as conn:
        stamp, left = administering(conn, desk, who), journal.last_id(conn)
        told = {"left": left, "ended": max(here.number if here is not None else 0, left)}
        journal.append(conn, "office", journal.OFFICE, journal.RESTORED, told, stamp)
    return _free(path, desk.working_time().local(desk.now()))


def _standing(path: Path, office: str) -> Head | None:
    with suppress(StoreTrouble):
        store = open_store(path)
        try:
            with store.read() as conn:
                if (own := meta.get(conn, meta.OFFICE)) != office:
                    raise NotTheOffice(own or "")
                return journal.head(conn)
        finally:
            store.close()
    return None


def _free(path: Path, at: datetime) -> Path:
    """A folder that is not there yet, named after the moment."""
    name, number = f"{path.name}{_ASIDE}{at:%Y%m%d-%H%M%S}", 1
    folder = path.with_name(name)
    while folder.exists():
        number += 1
        folder = path.with_name(f"{name}-{number}")
    return folder
