"""`loket demo`: a made-up office to look at; without a terminal, one file's way through it as text."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from loket.cli import Failed
from loket.desk.context import system_clock
from loket.office.profile import load_office
from loket.sop.faults import SopFaults
from loket.store.errors import StoreMissing


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("demo", help="Kantor contoh dengan petugas dan berkas rekaan, dengan datanya sendiri.")(show)


def show(
    office: Annotated[
        str, typer.Option("--kantor", metavar="ID", help="kantor yang dicontohkan")
    ] = "karimun",
    go_on: Annotated[
        bool, typer.Option("--lanjut", help="lanjutkan contoh yang lalu, jangan buat baru")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="LETAK", help="letak data kantor contoh; ditimpa")
    ] = None,
    mouse: Annotated[bool, typer.Option("--tetikus", help="pakai tetikus")] = False,
) -> int:
    """Open the screens on the demo office; where stdout is no terminal, play the walkthrough instead."""
    load_office(office)
    try:
        return (
            _open(office, go_on=go_on, data=data, mouse=mouse)
            if sys.stdout.isatty()
            else _walkthrough(office)
        )
    except SopFaults as faults:
        raise Failed(str(faults)) from None


def _open(office: str, *, go_on: bool, data: Path | None, mouse: bool) -> int:
    from loket.demo import office as demo

    path = _path(office, data)
    try:
        _prepare(path, office, go_on=go_on, ours=data is None)
    except demo.NotADemo:
        raise Failed(f"Data kantor {path} bukan contoh, jadi tidak disentuh. Sebut --data lain.") from None
    except PermissionError:
        raise Failed(f"Contoh di {path} sedang dibuka. Tutup dulu, atau pakai --lanjut.") from None
    from screens.app import run as open_screens

    return open_screens(path, office=office, mouse=mouse, hint=demo.hint(office))


def _prepare(path: Path, office: str, *, go_on: bool, ours: bool) -> None:
    """Have a demo office at `path`: the one of last time if that is wanted and there, else a new one."""
    from loket.demo import office as demo

    if go_on:
        try:
            demo.go_on(path, host_now=system_clock())
        except StoreMissing:
            pass
        else:
            return
    print("Menyiapkan kantor contoh …", file=sys.stderr)
    demo.make(path, office, host_now=system_clock(), replace=ours)


def _walkthrough(office: str) -> int:
    """Print one file's way from its number to its end, on an office of its own; 1 when a step fails."""
    from loket.demo import office as demo
    from loket.demo.walkthrough import Stuck, walk

    with TemporaryDirectory(prefix="loket-demo-") as folder:
        stage = demo.empty_stage(Path(folder) / "demo.db", office, host_now=system_clock())
        try:
            for line in walk(stage):
                print(line, flush=True)
        except Stuck as stuck:
            raise Failed(f"Berhenti pada langkah {stuck}", 1) from stuck
        finally:
            stage.desk.store.close()
    return 0


def _path(office: str, data: Path | None) -> Path:
    """Where the demo of an office lies: as given (a folder: in it), else in the user's data folder."""
    if data is None:
        from platformdirs import user_data_path

        return user_data_path("loket", appauthor=False) / f"demo-{office}.db"
    path = data.expanduser()
    return path / f"demo-{office}.db" if path.is_dir() else path
