"""`loket papan`: the board of the hall, on a screen of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from loket.cli.data import data_place
from loket.cli.device_key import KEY, device_key
from loket.cli.failed import Failed
from loket.cli.opened import Data, opened
from loket.cli.terminal import needs_terminal
from loket.desk.people.devices import DeviceKind


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command(
        "papan",
        help=f"Papan panggilan di ruang tunggu. Kuncinya dari {KEY}, atau ditanyakan; Ctrl+Q menutupnya.",
    )(show)


def show(
    hall: Annotated[str, typer.Option("--ruang", metavar="NAMA", help="hanya ruang tunggu itu")] = "",
    data: Data = None,
) -> int:
    """Show the board until its window is closed."""
    needs_terminal()
    hall = hall_named(hall, data)
    key = device_key(DeviceKind.BOARD, data)
    from screens.hall.board import BoardApp  # Textual: no other command waits for it

    return BoardApp(data_place(data), key, hall).run() or 0


def hall_named(typed: str, data: str | None) -> str:
    """The office's name of a hall, whatever capitals were typed. Raises Failed where it has none such."""
    if not typed:
        return ""
    with opened(data, settle=False) as desk:
        halls = desk.office.halls
    found = next((hall for hall in halls if hall.casefold() == typed.casefold()), None)
    if found is None:
        if not halls:
            right = "Jalankan tanpa --ruang, atau minta admin mengisi “Ruang tunggu” di halaman Loket."
            raise Failed(f"Kantor ini belum membagi ruang tunggu. {right}")
        raise Failed(f"Ruang tunggu “{typed}” tidak dikenal. Yang ada: {', '.join(halls)}.")
    return found
