"""`loket lembar-pagi`: the supervisor's sheet of the morning, as text or for another program."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from loket.cli.listing import Json, as_text
from loket.cli.opened import Data, opened
from loket.cli.typed import read_date
from loket.desk.lookout.morning import morning
from loket.paper.morning_sheet import morning_sheet


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("lembar-pagi", help="Lembar pagi penyelia: kemarin, yang menunggu, yang lewat.")(show)


def show(
    day: Annotated[
        str, typer.Option("--tanggal", metavar="TANGGAL", help="pagi hari apa; biasanya hari ini")
    ] = "",
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Print the sheet."""
    with opened(data) as desk:
        found = morning(desk, None, read_date(day) if day else None)
        print(as_text(asdict(found)) if as_json else morning_sheet(desk.office, found).rstrip())
    return 0
