"""Whose documents a command reads: those of the office whose data lie there, else the program's own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from loket.cli.data import data_place, may_have_data
from loket.cli.failed import Failed
from loket.cli.opened import opened
from loket.desk.edition.kept import texts
from loket.office.shelf import PROFILE, SOP, Kept, Shelf
from loket.office.whole import Whole, read_named
from loket.sop.source import Written, written
from loket.store.errors import StoreTrouble


def own_documents(data: str | None) -> Kept | None:
    """The documents in force of the office at `data`; None where no data lie. Raises StoreTrouble."""
    if not may_have_data(data_place(data)):
        return None
    with opened(data, settle=False) as desk:
        return Kept(texts(desk))


def office_named(named: str) -> Whole:
    """The office of that id, the own one before a shipped one, or at that place. Raises ProfileFaults.

    Data that cannot be opened are no reason not to show another office.
    """
    own: Kept | None = None
    with suppress(StoreTrouble):
        own = own_documents(None)
    return read_named(named, own if own is not None and named in own.names(PROFILE) else None)


def sop_named(named: str, shelf: Shelf) -> Written:
    """The SOP of that id, or at that place. Raises Failed."""
    if named.endswith(".toml"):
        return written(Path(named))
    if (found := shelf.find(SOP, named)) is None:
        raise Failed(f"SOP {named} tidak ada; yang ada: {', '.join(shelf.names(SOP))}.")
    return found
