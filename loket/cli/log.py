"""`loket catatan`: what the programs of an office noted: when they began and ended, what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from loket.cli.data import data_place
from loket.cli.listing import Json, tell
from loket.cli.opened import Data
from loket.location import beside
from loket.log import LOG, Entry, entries

_DAYS = 7
Days = Annotated[int, typer.Option("--hari", metavar="N", min=1, max=3650, help="berapa hari ke belakang")]


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("catatan", help="Catatan program: mulai, selesai, gangguan.")(show)


def show(days: Days = _DAYS, as_json: Json = False, data: Data = None) -> int:
    """Print the entries of the last days, the oldest first, by the computer's own clock.

    The office is not opened: its programs' log is wanted most where that fails.
    """
    since = datetime.now(UTC) - timedelta(days=days)
    found = list(entries(beside(data_place(data)).parent / LOG, since))
    tell(found, _line, f"Tidak ada catatan dalam {days} hari ini.", as_json=as_json)
    return 0


def _line(entry: Entry) -> str:
    head = f"{entry.at.astimezone():%d-%m-%Y %H.%M.%S}  {entry.program:>7}  {entry.what}"
    return "\n".join((head, *(f"    {line}" for line in entry.lines)))
