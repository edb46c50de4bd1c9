"""Where the office's database lies."""

from __future__ import annotations

import os
from pathlib import Path

from loket.cli.failed import Failed
from loket.location import Location, Server, located, own_folder

DATA_VARIABLE = "LOKET_DATA"
DATABASE = "loket.db"


def data_place(given: str | Path | None = None) -> Location:
    """Where the office's data lie: as given, else by LOKET_DATA, else in the user's own data folder.

    A URL means a database of a server, a folder the database in it; what cannot be read is told of when it is
    opened. Raises Failed for the folder of an account that the computer does not know.
    """
    named = given or os.environ.get(DATA_VARIABLE)
    if not named:
        return own_folder() / DATABASE
    place = located(str(named))
    if isinstance(place, Server):
        return place
    try:
        path = place.expanduser()
    except RuntimeError:
        raise Failed(f"Akun pada letak data “{place}” tidak dikenal; tulis letaknya dari /.") from None
    return path / DATABASE if os.path.isdir(path) else path


def may_have_data(place: Location) -> bool:
    """Whether there may be an office: a server is only asked when it is opened."""
    return isinstance(place, Server) or place.exists()
