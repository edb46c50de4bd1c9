"""`loket laporan`: figures of the queue, and for which numbers the order was left, to read or to reckon."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from loket import modes
from loket.cli.failed import Failed
from loket.cli.listing import Json, as_text
from loket.cli.opened import Data, opened
from loket.cli.tables import Cell, Column, Sort, Table, as_csv, as_workbook
from loket.cli.typed import read_date
from loket.desk.office import Desk
from loket.desk.queue import fair_order, figures
from loket.desk.queue.figures import Period
from loket.flow.queue.figures import AtCounter, Came, Measured
from loket.flow.queue.legs import Fate
from loket.office.model import Office
from loket.paper.pdf import pdf
from loket.paper.queue_figures import (
    COUNTERS,
    MEASURED,
    counter_name,
    errand_name,
    hour_words,
    queue_figures,
)
from loket.paper.queue_order import QueueOrder, Singled, queue_order
from loket.sla.words import clock_text
from loket.text import capitalized

First = Annotated[str, typer.Option("--dari", metavar="TGL", help="hari pertama; biasanya hari ini")]
Last = Annotated[str, typer.Option("--sampai", metavar="TGL", help="hari terakhir; biasanya hari ini")]
Form = Annotated[
    str,
    typer.Option(
        "--bentuk", metavar="BENTUK", help="tabel, csv, xlsx, json; biasanya menurut FILE, tanpa itu tabel"
    ),
]
To = Annotated[
    Path | None,
    typer.Option("--ke", metavar="FILE", help="tulis ke berkas ini; tabel dapat juga menjadi .pdf"),
]
Overwrite = Annotated[bool, typer.Option("--timpa", help="ganti berkas yang sudah ada")]


class _Form(StrEnum):
    TABLE = "tabel"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Report:
    """A report in each of its forms; `tables` are for the workbook, of which CSV has the first alone."""

    text: Callable[[], str]
    tables: Callable[[], list[Table]]
    data: Callable[[], Any]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    reports = typer.Typer(
        help="Laporan antrean; tanpa nama orang.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    reports.command("antrean", help="Berapa yang datang, dan berapa lama.")(queue)
    reports.command("urutan", help="Di luar giliran atau jatah, dan mengapa.")(order)
    app.add_typer(reports, name="laporan")


def queue(
    first: First = "",
    last: Last = "",
    form: Form = "",
    to: To = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Print the figures of the days from the first to the last, or write them to a file."""
    meant = _Form.JSON if as_json else _form(form, to)
    with opened(data) as desk:
        found = figures.of_office(desk, None, *_days(desk, first, last))
        office = desk.office
        report = _Report(
            lambda: queue_figures(office, found.first, found.last, found.at, found.figures),
            lambda: [_figures(office, found), _explained()],
            lambda: asdict(found),
        )
        _out(desk, report, meant, to, overwrite=overwrite)
    return 0


def order(
    first: First = "",
    last: Last = "",
    form: Form = "",
    to: To = None,
    overwrite: Overwrite = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Print for which numbers of these days the order was left, or write it to a file."""
    meant = _Form.JSON if as_json else _form(form, to)
    with opened(data) as desk:
        found = fair_order.of_period(desk, None, *_days(desk, first, last))
        report = _Report(
            lambda: queue_order(desk.office, found), lambda: [_singled(found)], lambda: asdict(found)
        )
        _out(desk, report, meant, to, overwrite=overwrite)
    return 0


def _days(desk: Desk, first: str, last: str) -> tuple[date, date]:
    """The days that are meant. Raises Failed."""
    today = desk.working_time().date_of(desk.now())
    return read_date(first) if first else today, read_date(last) if last else today


def _form(form: str, to: Path | None) -> _Form:
    """The form that is meant, by the name of the file where none is told. Raises Failed."""
    named = to.suffix.lower().removeprefix(".") if to is not None else ""
    told = form.strip().lower() or (named if named in list(_Form) else _Form.TABLE.value)
    if told not in list(_Form):
        raise Failed(f"Bentuk “{form}” tidak dikenal; tulis {', '.join(_Form)}.")
    if told == _Form.XLSX and to is None:
        raise Failed("Lembar kerja xlsx tidak dapat tampil di sini; tulis --ke FILE.xlsx.")
    return _Form(told)


def _out(desk: Desk, report: _Report, form: _Form, to: Path | None, *, overwrite: bool) -> None:
    """Print the report in that form, or write it to a file that is there whole or not at all."""
    match form:
        case _Form.CSV:
            contents = as_csv(report.tables()[0])
        case _Form.XLSX:
            contents = as_workbook(report.tables(), desk.working_time().local(desk.now()))
        case _Form.JSON:
            contents = f"{as_text(report.data())}\n".encode()
        case _Form.TABLE:
            text = report.text()
            on_paper = to is not None and to.suffix.lower() == ".pdf"
            contents = pdf(text) if on_paper else text.encode()
    if to is None:
        print(contents.decode("utf-8-sig"), end="")
        return
    _write(to, contents, overwrite=overwrite)
    print(f"Tersimpan di {to}.", file=sys.stderr)


def _write(to: Path, contents: bytes, *, overwrite: bool) -> None:
    """Write the file for its owner, or whose group the folder is. Raises Failed."""
    part = to.with_name(f".{to.name}.{os.getpid()}")
    if to.exists() and not overwrite:
        raise Failed(f"{to} sudah ada; tidak ditimpa. Tulis nama lain, atau --timpa.")
    try:
        with os.fdopen(modes.opened(part, os.O_WRONLY | os.O_EXCL), "wb") as file:
            file.write(contents)
        os.replace(part, to)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Failed(f"Tidak dapat menulis {to}: {error.strerror}.", 1) from None


_LENGTHS = ("rata-rata", "tengah", "9 dari 10 sampai")
_FATES = (Fate.SERVED, Fate.ABSENT, Fate.LEFT, Fate.MOVED, Fate.CANCELLED, Fate.OPEN)


def _measured_columns(what: str) -> list[Column]:
    return [
        Column(f"{what}: banyaknya", Sort.COUNT),
        *(Column(f"{what}: {each}", Sort.LENGTH) for each in _LENGTHS),
        Column(f"{what}: tidak dihitung", Sort.COUNT),
    ]


def _figures(office: Office, found: Period) -> Table:
    """All rows in one table: `Menurut` says of what each is."""
    columns = [
        *(Column("Dari", Sort.DATE), Column("Sampai", Sort.DATE), Column("Menurut"), Column("Nama")),
        Column("Nomor", Sort.COUNT),
        *(Column(capitalized(fate), Sort.COUNT) for fate in _FATES),
        *_measured_columns("Menunggu"),
        *_measured_columns("Dilayani"),
        *(Column("Loket ada kerjanya", Sort.LENGTH), Column("Loket tanpa nomor", Sort.LENGTH)),
    ]
    of, days = found.figures, (found.first, found.last)
    blank: list[Cell] = [None] * (len(columns) - len(days) - 3)
    rows = [
        _came("semua", "semua", of.every),
        *(_came("keperluan", errand_name(office, each.key), each) for each in of.lines),
        *(_came("jam datang", f"pukul {hour_words(each.key)}", each, idle=True) for each in of.hours),
        *(_at_counter(counter_name(office, each.key), each) for each in of.counters),
        *(["waktu tidak dihitung", why, n, *blank] for why, n in of.reasons.items()),
    ]
    return Table("Angka antrean", columns, [[*days, *row] for row in rows])


def _came(by: str, name: str, row: Came, *, idle: bool = False) -> list[Cell]:
    fates = [row.fates.get(fate, 0) for fate in _FATES]
    times = [*_measured(row.wait), *_measured(row.service)]
    return [by, name, row.count, *fates, *times, None, row.idle if idle else None]


def _at_counter(name: str, row: AtCounter) -> list[Cell]:
    of_fate = {Fate.SERVED: row.served, Fate.ABSENT: row.absent}
    times = [*_measured(row.wait), *_measured(row.service)]
    return [
        "loket",
        name,
        row.called,
        *(of_fate.get(fate) for fate in _FATES),
        *times,
        row.attended,
        row.idle,
    ]


def _measured(lengths: Measured) -> Iterator[Cell]:
    known = lengths.mean, lengths.middle, lengths.ninth
    yield lengths.count
    yield from known if lengths.count else (None, None, None)
    yield lengths.left_out


def _explained() -> Table:
    """How it was counted, for whoever has the sheet alone."""
    rows = ["Nomor: yang datang; menurut loket: yang dipanggil di sana; waktu tidak dihitung: berapa nomor."]
    return Table(
        "Cara menghitung", [Column("Cara menghitung")], [[words] for words in (*rows, MEASURED, COUNTERS)]
    )


def _singled(found: QueueOrder) -> Table:
    columns = [
        *(Column("Hari", Sort.DATE), Column("Jam"), Column("Apa"), Column("Nomor")),
        *(Column("Keperluan"), Column("Loket"), Column("Alasan")),
    ]

    def row(what: str, one: Singled) -> list[Cell]:
        told = (one.number, one.errand, one.counter, one.reason)
        return [one.day, f"pukul {clock_text(one.minute)}", what, *told]

    rows = [
        *(row("dipanggil di luar giliran", one) for one in found.out_of_turn),
        *(row("diberi walau tidak ada nomor lagi", one) for one in found.beyond),
    ]
    return Table("Di luar urutan", columns, rows)
