"""`loket demo`: a made-up office to look at; without a terminal, one file's way through it as text."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from loket.cli.crowd import live
from loket.cli.data import data_place
from loket.cli.documents import office_named
from loket.cli.failed import Failed
from loket.cli.terminal import needs_terminal
from loket.demo import office as demo
from loket.demo.walkthrough import Stuck, walk
from loket.desk.opening import system_clock
from loket.location import Location, Server, beside, located
from loket.office.whole import Whole
from loket.store.errors import StoreMissing, StoreOtherTables


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("demo", help="Kantor contoh; petugas dan berkasnya rekaan.")(show)


def show(
    office: Annotated[
        str, typer.Option("--kantor", metavar="ID", help="kantor yang dicontohkan, atau foldernya")
    ] = "karimun",
    go_on: Annotated[
        bool, typer.Option("--lanjut", help="lanjutkan contoh yang lalu, jangan buat baru")
    ] = False,
    data: Annotated[
        str | None, typer.Option("--data", metavar="LETAK", help="letak data kantor contoh; ditimpa")
    ] = None,
    mouse: Annotated[bool, typer.Option("--tetikus", help="pakai tetikus")] = False,
    lives: Annotated[
        bool, typer.Option("--ramai", help="tanpa layar: pemohon datang dan dilayani, sampai Ctrl+C")
    ] = False,
    speed: Annotated[
        int, typer.Option("--cepat", metavar="KALI", min=1, max=20, help="--ramai sekian kali lebih cepat")
    ] = 1,
) -> int:
    """Open the screens on the demo office; where stdout is no terminal, play the walkthrough instead."""
    whole = office_named(office)
    if lives:
        place = _place(whole.office.id, data)
        _ready(place, whole, go_on=True, ours=data is None)
        return live(place, office, speed)
    if not sys.stdout.isatty():
        return _walkthrough(whole)
    needs_terminal()
    return _open(_place(whole.office.id, data), whole, go_on=go_on, ours=data is None, mouse=mouse)


def _open(place: Location, whole: Whole, *, go_on: bool, ours: bool, mouse: bool) -> int:
    _ready(place, whole, go_on=go_on, ours=ours)
    from screens.app import run as open_screens  # Textual: only where the screens open

    return open_screens(place, office=whole.office.id, mouse=mouse, hint=demo.hint(place))


def _ready(place: Location, whole: Whole, *, go_on: bool, ours: bool) -> None:
    """As `_prepare`. Raises Failed."""
    try:
        _prepare(place, whole, go_on=go_on, ours=ours)
    except demo.NotADemo:
        raise Failed(f"Data kantor {place} bukan contoh, jadi tidak disentuh. Sebut --data lain.") from None
    except PermissionError:
        raise Failed(f"Contoh di {place} sedang dibuka. Tutup dulu, atau pakai --lanjut.") from None


def _prepare(place: Location, whole: Whole, *, go_on: bool, ours: bool) -> None:
    """Have a demo office at `place`: the one of last time if that is wanted and fits, else a new one."""
    if go_on:
        try:
            demo.go_on(place, host_now=system_clock())
        except (StoreMissing, StoreOtherTables):
            pass
        else:
            return
    print("Menyiapkan kantor contoh …", file=sys.stderr)
    demo.make(place, whole, host_now=system_clock(), replace=ours)


def _walkthrough(whole: Whole) -> int:
    """Print one file's way from its number to its end, on an office of its own; 1 when a step fails."""
    with TemporaryDirectory(prefix="loket-demo-") as folder:
        stage = demo.empty_stage(Path(folder) / "demo.db", whole, host_now=system_clock())
        try:
            for line in walk(stage):
                print(line, flush=True)
        except Stuck as stuck:
            raise Failed(f"Berhenti pada langkah {stuck}", 1) from stuck
        finally:
            stage.desk.store.close()
    return 0


def _place(office: str, data: str | None) -> Location:
    """Where the demo of an office lies: as given (a folder: in it), else beside the office's own data."""
    given = located(data) if data is not None else beside(data_place()).parent
    if isinstance(given, Server):
        return given
    path = given.expanduser()
    return path / f"demo-{office}.db" if data is None or path.is_dir() else path
