"""A new office's database: whole and in its place, or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loket.location import Location
from loket.store import ending
from loket.store.engine import open_store
from loket.store.errors import StoreMissing
from loket.store.sqlite.database import beside


def stands(place: Location) -> bool:
    """Whether something lies there already. Raises StoreTrouble where a server does not say."""
    if isinstance(place, Path):
        return place.exists()
    try:
        open_store(place).close()
    except StoreMissing as missing:
        if missing.detail != "empty":
            raise
        return False
    return True


@contextmanager
def in_the_making(place: Location) -> Iterator[Location]:
    """Where to make it; once that went well it lies at `place`, else nothing of it is left."""
    if isinstance(place, Path):
        making = place.with_name(f"{place.name}.baru")
        _clear(making)
        try:
            yield making
            ending.forget(place)
            os.replace(making, place)
        finally:
            _clear(making)
        return
    server = of_server()
    new = server.made_beside(place)
    try:
        yield new
        server.put_in_place(new, place, "")
    finally:
        server.discard(new)


def of_server() -> Any:
    """What puts offices in their place on a server."""
    from loket.store.postgres import placing  # an extra, and SQLModel

    return placing


def _clear(making: Path) -> None:
    """Remove a database that was not finished, and what lies beside it."""
    for file in (making, *beside(making)):
        file.unlink(missing_ok=True)
