"""`loket pesanan`: who booked a time at the counters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, Because, administrator
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.desk.queue import booking
from loket.desk.queue.booking import Listed
from loket.desk.words.bookings import booking_line
from loket.office.booking_list import COLUMNS
from loket.text import clean


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    bookings = typer.Typer(
        help="Pesanan: siapa memesan jam di loket.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    bookings.command("tampil", help="Pesanan hari ini dan nanti, dengan namanya.")(show)
    bookings.command("impor", help="Ambil daftar pesanan dari berkas CSV.")(import_file)
    app.add_typer(bookings, name="pesanan")


def show(as_json: Json = False, by: As = "", data: Data = None) -> int:
    """Print the bookings, one a line; they name people."""
    with opened(data) as desk:
        found = booking.listed(desk, administrator(desk, by))
        office, time = desk.office, desk.working_time()

    def line(each: Listed) -> str:
        come = f" · datang: {each.number}" if each.number else ""
        return f"{each.booking.day}  {clean(booking_line(office, time, each.booking))}{come}"

    tell(found, line, "Belum ada pesanan.", as_json=as_json)
    return 0


def import_file(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help=f"CSV: {','.join(COLUMNS)}")],
    reason: Because = "",
    by: As = "",
    data: Data = None,
) -> int:
    """Take in a list."""
    with opened(data) as desk:
        found = booking.read_list(desk, path)
        booking.book(desk, administrator(desk, by), found, reason)
    print(f"{len(found)} pesanan dicatat.")
    return 0
