"""`loket printer`: where each counter prints, which queues there are, and a page to try a printer out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from loket.cli.failed import Failed
from loket.cli.listing import Json, tell
from loket.cli.opened import Data, opened
from loket.desk.errors import PrintFailed
from loket.desk.office import Desk
from loket.desk.papers import printing, stations
from loket.office.printer import RIGHT, Printer, PrinterWay, printer_fault, read_printer
from loket.text import clean


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    printers = typer.Typer(
        help="Printer: di mana surat dicetak, dan halaman uji.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    printers.command("tampil", help="Printer tiap loket, dan antrean cetak yang dapat dipilih.")(show)
    printers.command("uji", help="Cetak halaman uji.")(try_out)
    app.add_typer(printers, name="printer")


@dataclass(frozen=True, slots=True)
class Line:
    """Where a station prints, as an office writes it; without a `station` a queue that is there."""

    station: str | None
    name: str
    printer: str


def show(as_json: Json = False, data: Data = None) -> int:
    """Print where each counter prints, then the queues of this computer."""
    with opened(data) as desk:
        found = list(_lines(desk))

    def line(line: Line) -> str:
        if line.station is None:
            return f"antrean di komputer ini: {clean(line.name)}"
        return f"{line.station or '-':>4}  {clean(line.name)} · {line.printer or 'printer bawaan komputer'}"

    tell(found, line, "", as_json=as_json)
    return 0


def _lines(desk: Desk) -> Iterator[Line]:
    for station in stations.stations(desk):
        yield Line(station.id, station.name, station.printer.written)
    for name in printing.queues() or ():
        yield Line(None, name, Printer(PrinterWay.QUEUE, name).written)


def try_out(
    counter: Annotated[
        str, typer.Argument(metavar="[LOKET]", help="id loket; tanpa ini bagi yang tidak duduk di loket")
    ] = "",
    to: Annotated[str, typer.Option("--ke", metavar="PRINTER", help=RIGHT)] = "",
    data: Data = None,
) -> int:
    """Print the page, and say what became of it."""
    other = read_printer(to)
    if other is None:
        raise Failed(f"{printer_fault(to)}. Seharusnya: {RIGHT}.")
    with opened(data) as desk:
        known = {station.id: station for station in stations.stations(desk)}
        if counter not in known:
            raise Failed(f"Loket “{clean(counter)}” tidak ada; yang ada: {', '.join(filter(None, known))}.")
        place = known[counter]
        try:
            came = stations.try_out(desk, None, place.name, other if to else place.printer, _to_terminal)
        except PrintFailed as failed:
            raise Failed(str(failed), 1) from None
    print(f"Halaman uji {came}.")
    return 0


def _to_terminal(text: str) -> None:
    if not sys.stdout.isatty():
        raise PrintFailed("Perintah ini tidak dijalankan di terminal yang dapat mencetak.")
    sys.stdout.write(text)
    sys.stdout.flush()
