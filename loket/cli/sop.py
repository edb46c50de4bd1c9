"""`loket sop`: list the procedures, show one as written and as read, and check files that somebody wrote."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated

import typer

from loket.cli.failed import Failed
from loket.office.model import Office
from loket.sop.faults import Fault, SopFaults, told
from loket.sop.model import Procedure

FAULTY = 2


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    sop = typer.Typer(
        help="SOP: daftar, isi, dan pemeriksaan.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    sop.command("daftar", help="Daftar SOP yang ada.")(list_all)
    sop.command("tampil", help="Tampilkan SOP: dokumen seperti tertulis dan keterangan kantor.")(show)
    sop.command("periksa", help="Periksa berkas SOP; semua kesalahan disebut sekaligus.")(check)
    sop.command("tafsir", help="Semua tafsir atas SOP, sebagai halaman Markdown.")(inferences)
    app.add_typer(sop, name="sop")


def list_all() -> int:
    """Print the id, number of steps and name of every procedure."""
    procedures = _catalogue()
    width = max(map(len, procedures), default=0)
    for procedure in procedures.values():
        kind = " (lanjutan)" if procedure.follow_up else ""
        print(f"{procedure.id:<{width}}  {len(procedure.steps):>3} langkah  {procedure.name}{kind}")
    return 0


def show(
    which: Annotated[str, typer.Argument(metavar="ID", help="id SOP, atau letak berkas TOML-nya")],
    as_json: Annotated[
        bool, typer.Option("--json", help="tulis sebagai JSON, dengan kunci berkas SOP")
    ] = False,
) -> int:
    """Print one procedure, as wide as the terminal (100 columns where there is none)."""
    try:
        procedure = _find(which)
    except SopFaults as error:
        return _report(list(error.faults))
    if as_json:
        from loket.sop.export import as_data

        print(json.dumps(as_data(procedure), ensure_ascii=False, indent=2))
        return 0
    from loket.sop.show import lines

    print("\n".join(lines(procedure, get_terminal_size((100, 24)).columns)))
    return 0


def check(
    files: Annotated[list[Path], typer.Argument(metavar="BERKAS", help="berkas TOML; boleh beberapa")],
    office: Annotated[
        str, typer.Option("--kantor", metavar="ID", help="periksa juga apakah kantor ini dapat memakainya")
    ] = "",
) -> int:
    """Print every fault of the files; exit code 2 when there is one."""
    from loket.sop.read import read_files

    profile = _profile(office)
    procedures, faults = read_files(files, _catalogue().values())
    if profile is not None:
        from loket.office.closing import unfit

        faults += [fault for procedure in procedures.values() for fault in unfit(procedure, profile)]
    if faults:
        return _report(faults)
    for procedure in procedures.values():
        print(f"{procedure.id}: tidak ada kesalahan ({len(procedure.steps)} langkah).")
    return 0


def inferences() -> int:
    """Print what `docs/readings.md` holds."""
    from loket.sop.export import readings_markdown

    print(readings_markdown(_catalogue()), end="")
    return 0


def _catalogue() -> dict[str, Procedure]:
    from loket.sop.read import catalogue

    return catalogue()


def _find(which: str) -> Procedure:
    """The procedure with that id, or in the file at that place."""
    procedures = _catalogue()
    if which in procedures:
        return procedures[which]
    if not which.endswith(".toml"):
        raise Failed(f"SOP {which} tidak ada; yang ada: {', '.join(procedures)}.")
    from loket.sop.read import load

    return load(Path(which))


def _profile(office: str) -> Office | None:
    if not office:
        return None
    from loket.office.profile import load_office

    return load_office(office)


def _report(faults: list[Fault]) -> int:
    print("\n".join(told(faults)))
    print(f"{len(faults)} kesalahan.")
    return FAULTY
