"""`loket sop`: list the procedures, show one as written and as read, and check files that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import Annotated

import typer

from loket.cli.documents import own_documents, sop_named
from loket.cli.listing import Json, as_text, tell
from loket.cli.opened import Data
from loket.cli.trial import try_out
from loket.office.closing import doubtful, unfit
from loket.office.fitting import misfits
from loket.office.forms import PermitForm, parse_form
from loket.office.model import Office
from loket.office.profile import sound_office
from loket.office.reading import ProfileFaults
from loket.office.shelf import FORM, SOP, Shelf, shipped
from loket.office.whole import find_profile, shelf_for
from loket.sop.check.advice import advice
from loket.sop.draw import drawing
from loket.sop.export import as_data, readings_markdown
from loket.sop.faults import Fault, SopFaults, advised, fault_lines
from loket.sop.model import Procedure
from loket.sop.show import lines
from loket.sop.sound import catalogue, load, read_files

FAULTY = 2
Drawn = Annotated[bool, typer.Option("--gambar", help="gambarkan alurnya: langkah, cabang, dan putaran")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    sop = typer.Typer(
        help="SOP: daftar, isi, pemeriksaan, dan percobaan.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    sop.command("daftar", help="Daftar SOP yang ada.")(list_all)
    sop.command("tampil", help="Tampilkan SOP: dokumen seperti tertulis dan keterangan kantor.")(show)
    sop.command("periksa", help="Periksa berkas SOP; semua kesalahan disebut sekaligus.")(check)
    sop.command("coba", help="Coba setiap jalan berkas: bagaimana ia berakhir atau tertahan.")(try_out)
    sop.command("tafsir", help="Semua tafsir atas SOP, sebagai halaman Markdown.")(inferences)
    app.add_typer(sop, name="sop")


@dataclass(frozen=True, slots=True)
class ListedSop:
    """An SOP as it is listed; `own`: the office has its own document of it."""

    id: str
    name: str
    steps: int
    follow_up: bool
    own: bool


def list_all(as_json: Json = False, data: Data = None) -> int:
    """Print the id, number of steps and name of every procedure, the office's own before shipped ones."""
    shelf, ours = shelf_for([], own_documents(data)), shipped()
    files = {name: sop_named(name, shelf) for name in shelf.names(SOP)}
    procedures, _ = read_files(files.values())
    width, found = max(map(len, files), default=0), list[ListedSop]()
    for name, file in files.items():
        procedure, same = procedures[file], ours.find(SOP, name)
        own = same is None or same.text != file.text
        found.append(ListedSop(name, procedure.name, len(procedure.steps), procedure.follow_up, own))

    def line(sop: ListedSop) -> str:
        notes = (" (lanjutan)" if sop.follow_up else "") + (" (milik kantor)" if sop.own else "")
        return f"{sop.id:<{width}}  {sop.steps:>3} langkah  {sop.name}{notes}"

    tell(found, line, "", as_json=as_json)
    return 0


def show(
    which: Annotated[str, typer.Argument(metavar="ID", help="id SOP, atau letak berkas TOML-nya")],
    as_json: Annotated[
        bool, typer.Option("--json", help="tulis sebagai JSON, dengan kunci berkas SOP")
    ] = False,
    drawn: Drawn = False,
    data: Data = None,
) -> int:
    """Print one procedure, as wide as the terminal (100 columns where there is none)."""
    try:
        procedure = load(sop_named(which, shelf_for([], own_documents(data))))
    except SopFaults as error:
        return _report(list(error.faults))
    if as_json:
        print(as_text(as_data(procedure)))
        return 0
    if drawn:
        _draw(procedure)
        return 0
    print("\n".join(lines(procedure, get_terminal_size((100, 24)).columns)))
    return 0


def _draw(procedure: Procedure) -> None:
    """Print the flow, as wide as the terminal (80 columns where there is none)."""
    print("\n".join(drawing(procedure, min(get_terminal_size((80, 24)).columns, 100))))


def check(
    which: Annotated[
        list[str], typer.Argument(metavar="BERKAS", help="letak berkas TOML, atau id SOP; boleh beberapa")
    ],
    office: Annotated[
        str, typer.Option("--kantor", metavar="ID", help="periksa juga apakah kantor ini dapat memakainya")
    ] = "",
    drawn: Drawn = False,
    data: Data = None,
) -> int:
    """Print what the writer should look at again, and every fault; exit code 2 when there is one of these."""
    own = own_documents(data)
    shelf = shelf_for([*which, office], own)
    profile = sound_office(find_profile(office, own)) if office else None
    asked = {(file := sop_named(name, shelf)).file: file for name in which}
    names = {file.name for file in asked.values()}
    others = {name: sop_named(name, shelf) for name in shelf.names(SOP) if name not in names}
    known, _ = read_files(others.values())
    procedures, faults = read_files(asked.values(), known.values())
    if profile is not None and (opened := _opened(procedures.values(), known.values()) & others.keys()):
        files = (*asked.values(), *(others[name] for name in sorted(opened)))
        procedures, faults = read_files(files, known.values())
    doubts = [fault for file, procedure in procedures.items() for fault in advice(procedure, file.file)]
    if profile is not None:
        faults += [fault for procedure in procedures.values() for fault in unfit(procedure, profile)]
        doubts += [fault for procedure in procedures.values() for fault in doubtful(procedure, profile)]
        faults += _misfits(procedures.values(), profile, shelf)
    print(*fault_lines(doubts, advised, "catatan"), sep="\n", end="\n" if doubts else "")
    if faults:
        return _report(faults)
    for procedure in procedures.values():
        print(f"{procedure.id}: tidak ada kesalahan ({len(procedure.steps)} langkah).")
        if drawn:
            print()
            _draw(procedure)
    return 0


def _opened(procedures: Iterable[Procedure], known: Iterable[Procedure]) -> set[str]:
    """The follow-ups that the procedures open, and those that these open."""
    by_id = {procedure.id: procedure for procedure in known}
    found: set[str] = set()
    waiting = [name for procedure in procedures for name in procedure.opened]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += by_id[name].opened if name in by_id else ()
    return found


def inferences() -> int:
    """Print what `docs/readings.md` holds."""
    print(readings_markdown(catalogue()), end="")
    return 0


def _misfits(procedures: Iterable[Procedure], profile: Office, shelf: Shelf) -> list[Fault]:
    """What does not fit the profile's services and forms."""
    forms: dict[str, PermitForm] = {}
    faults: list[Fault] = []
    found = list(procedures)
    for service in (service for procedure in found for service in profile.services_of(procedure.id)):
        if (name := service.form) in forms:
            continue
        if (document := shelf.find(FORM, name)) is None:
            key, wrong = f"layanan[{service.id}].formulir", f"formulir {name} tidak ada"
            faults.append(Fault(profile.source, key, wrong, f"letakkan berkasnya di forms/{name}.toml"))
            continue
        try:
            forms[name] = parse_form(document)
        except ProfileFaults as wrong:
            faults += wrong.faults
    return faults + [fault for procedure in found for fault in misfits(procedure, profile, forms)]


def _report(faults: list[Fault]) -> int:
    print("\n".join(fault_lines(faults)))
    print(f"{len(faults)} kesalahan.")
    return FAULTY
