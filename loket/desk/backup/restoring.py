"""Putting an archive in the office's place: tried first, told in its journal, what stood there kept aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loket.desk.authority import Who, administering
from loket.desk.backup.scratch import scratch
from loket.desk.backup.tried import Tried, tried
from loket.desk.errors import NotTheOffice
from loket.desk.office import Desk
from loket.location import Location, Server, beside
from loket.store import journal, meta
from loket.store.archive import DATABASE
from loket.store.engine import open_store
from loket.store.errors import StoreTrouble
from loket.store.founding import of_server
from loket.store.journal import Head
from loket.store.sqlite.placing import put_in_place

_ASIDE = ".disisihkan-"


@dataclass(frozen=True, slots=True)
class Ready:
    """An archive that could be put in place; `here`: where the journal of what stands there ends.

    None where nothing stands there, or nothing that can be read.
    """

    tried: Tried
    here: Head | None


def restore(
    archive: Path, place: Location, passphrase: str | None, agreed: Callable[[Ready], Who | None]
) -> Path | str | None:
    """Put an archive in place; programs that are open say so, and are to be opened again.

    `agreed` is shown it and gives the admin, of those in it, who does this; what it raises ends it. Gives the
    folder with what stood there, on a server its name; None where nothing did. Until the one moment in
    which the new takes the name of the old nothing is changed.

    Raises:
        NotTheOffice: another office stands there.
        Refused: of whom is no admin.
        UnderWay, StoreBusy, OSError: the same may be tried again.
        ArchiveBroken, Protected, ProfileFaults, StoreTrouble: as `tried`.
    """
    with scratch(beside(place)) as folder:
        with tried(archive, folder, passphrase) as found:
            here = _standing(place, found.manifest.office)
            who = agreed(Ready(found, here))
            at = _record(found.desk, here, who)
        if isinstance(place, Server):
            name: str | None = of_server().put_file(folder / DATABASE, place, kept_aside(place, at))
            return name
        aside = Path(kept_aside(place, at))
        put_in_place(folder / DATABASE, place, aside)
    if any(aside.iterdir()):
        return aside
    aside.rmdir()
    return None


def set_aside(path: Location) -> Sequence[Path | str]:
    """The folders with what stood at `path`, or where it leads as a link, before backups were put there.

    On a server by what name it stands there now.
    """
    if isinstance(path, Server):
        names: list[str] = of_server().set_aside(path)
        return names
    places = {Path(os.path.abspath(path)), Path(os.path.realpath(path))}
    return sorted(
        folder
        for place in places
        if place.parent.is_dir()
        for folder in place.parent.iterdir()
        if folder.name.startswith(f"{place.name}{_ASIDE}")
    )


def _record(desk: Desk, here: Head | None, who: Who | None) -> datetime:
    """Tell it in the journal of what is put there; when that is, in the office's time."""
    with desk.store.write() as conn:
        stamp, left = administering(conn, desk, who), journal.last_id(conn)
        told = {"left": left, "ended": max(here.number if here is not None else 0, left)}
        journal.append(conn, "office", journal.OFFICE, journal.RESTORED, told, stamp)
    return desk.working_time().local(desk.now())


def _standing(place: Location, office: str) -> Head | None:
    with suppress(StoreTrouble):
        store = open_store(place, left=True)
        try:
            with store.read() as conn:
                if (own := meta.get(conn, meta.OFFICE)) != office:
                    raise NotTheOffice(own or "")
                return journal.head(conn)
        finally:
            store.close()
    return None


def kept_aside(place: Location, at: datetime) -> Path | str:
    """By what name that is kept which stands there: a folder that is not there yet, on a server a schema.

    It is named after the moment.
    """
    if isinstance(place, Server):
        return f"{place.schema}_disisihkan_{at:%Y%m%d_%H%M%S}"
    path, number = place, 1
    name = f"{path.name}{_ASIDE}{at:%Y%m%d-%H%M%S}"
    folder = path.with_name(name)
    while folder.exists():
        number += 1
        folder = path.with_name(f"{name}-{number}")
    return folder
