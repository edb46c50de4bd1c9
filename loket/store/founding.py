"""A new office's database: whole and in its place, or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loket.location import Location, beside
from loket.store import blobs, ending
from loket.store.engine import open_store
from loket.store.errors import StoreMissing
from loket.store.sqlite import placing
from loket.store.sqlite.database import beside as of_file

_MAKING = ".baru"


def stands(place: Location) -> bool:
    """Whether something lies there already. Raises StoreTrouble where a server does not say."""
    if isinstance(place, Path):
        return place.exists()
    try:
        open_store(place, left=True).close()
    except StoreMissing as missing:
        if missing.detail != "empty":
            raise
        return False
    return True


@contextmanager
def in_the_making(place: Location, aside: Path | str | None = None) -> Iterator[Location]:
    """Where to make it; once that went well it lies at `place`, else nothing of it is left.

    What stood there goes `aside`, into that folder, on a server under that name. Files that were put into
    the folder `files_in_the_making` come to lie beside it.
    """
    making = beside(place).with_name(f"{beside(place).name}{_MAKING}")
    _clear(making)
    try:
        if isinstance(place, Path):
            yield making
            _name(making, place, aside)
        else:
            with _on_server(place, making, str(aside or "")) as new:
                yield new
    finally:
        _clear(making)


def files_in_the_making(place: Location) -> Path:
    """The folder for the files that are kept beside what is being made there."""
    return blobs.folder(beside(place).with_name(f"{beside(place).name}{_MAKING}"))


def of_server() -> Any:
    """What puts offices in their place on a server."""
    from loket.store.postgres import placing  # an extra, and SQLModel

    return placing


def _name(making: Path, place: Path, aside: Path | str | None) -> None:
    if aside is not None and place.exists():
        placing.put_in_place(making, place, Path(aside))
        return
    placing.add_blobs(making, place)
    ending.forget(place)
    os.replace(making, place)


@contextmanager
def _on_server(place: Location, making: Path, aside: str) -> Iterator[Location]:
    server = of_server()
    new = server.made_beside(place)
    try:
        yield new
        placing.add_blobs(making, beside(place))
        ending.forget(beside(place))
        server.put_in_place(new, place, aside)
    finally:
        server.discard(new)


def _clear(making: Path) -> None:
    """Remove a database that was not finished, and what lies beside it."""
    for file in (making, *of_file(making)):
        file.unlink(missing_ok=True)
    shutil.rmtree(blobs.folder(making), ignore_errors=True)
