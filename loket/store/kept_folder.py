"""The folder in which an office on a server keeps files, known again on each host by a mark that lies in it.

Several hosts share it (`LOKET_BERKAS`). One that has another folder in its place would miss the files that
the others keep, and keep its own where nobody finds them. Of an office in a file they lie beside that.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from loket import modes
from loket.location import Location, Server, beside
from loket.store import meta
from loket.store.durable import sync
from loket.store.sql import Connection

MARK = ".tanda"
"""How the mark's name ends, behind the office's."""


def is_ours(conn: Connection, place: Location) -> bool:
    """Whether this computer has the folder in which the office keeps files, if it has kept any."""
    if not isinstance(place, Server):
        return True
    known = meta.get(conn, meta.FOLDER)
    return not known or _read(place) == known


def choose(conn: Connection, place: Location) -> None:
    """From now on it is the folder that this computer has, marked once for ever. Raises OSError."""
    if isinstance(place, Server) and not (_read(place) and _read(place) == meta.get(conn, meta.FOLDER)):
        if not _read(place):
            modes.folder(_mark(place).parent)
            with os.fdopen(modes.opened(_mark(place), os.O_WRONLY), "w", encoding="ascii") as file:
                file.write(secrets.token_hex(8) + "\n")
            sync(_mark(place))
        meta.put(conn, meta.FOLDER, _read(place))


def _mark(place: Server) -> Path:
    name = beside(place)
    return name.with_name(name.name + MARK)


def _read(place: Server) -> str:
    try:
        return _mark(place).read_text("ascii", "replace").strip()
    except OSError:
        return ""
