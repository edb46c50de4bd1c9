"""`loket kios`: the kiosk of the hall, on a screen of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from loket.cli.data import data_place
from loket.cli.device_key import KEY, device_key
from loket.cli.failed import Failed
from loket.cli.opened import Data
from loket.cli.terminal import needs_terminal
from loket.desk.people.devices import DeviceKind
from loket.office.printer import RIGHT_AT_KIOSK, PrinterWay, printer_fault, read_printer


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command(
        "kios",
        help=f"Kios nomor antrean di ruang tunggu. Kuncinya dari {KEY}, atau ditanyakan; Ctrl+Q menutupnya.",
    )(show)


def show(
    to: Annotated[str, typer.Option("--printer", metavar="PRINTER", help=RIGHT_AT_KIOSK)] = PrinterWay.FILE,
    data: Data = None,
) -> int:
    """Give out numbers until the window is closed."""
    printer = read_printer(to)
    if printer is None:
        raise Failed(f"{printer_fault(to)}. Seharusnya: {RIGHT_AT_KIOSK}.")
    if printer.way is PrinterWay.TERMINAL:
        raise Failed(f"Kios tidak mencetak lewat terminalnya. Seharusnya: {RIGHT_AT_KIOSK}.")
    needs_terminal()
    key = device_key(DeviceKind.KIOSK, data)
    from screens.hall.kiosk import KioskApp  # Textual: no other command waits for it

    return KioskApp(data_place(data), key, printer).run() or 0
