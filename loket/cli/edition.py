"""`loket kantor`: the office's documents checked as a whole, taken in, given out, and their history."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, administrator
from loket.cli.asking import agreed
from loket.cli.documents import own_documents
from loket.cli.failed import Failed
from loket.cli.listing import Json, as_text, tell
from loket.cli.opened import Data, opened
from loket.cli.sharing import repair
from loket.desk.calendar.move_words import move_lines
from loket.desk.edition import kept
from loket.desk.edition.install import Plan, install, plan
from loket.desk.errors import OtherEdition
from loket.desk.words.moments import made
from loket.office.differences import called
from loket.office.naming import borrowed
from loket.office.reading import ProfileFaults
from loket.office.shelf import KINDS, Kept, place_of
from loket.office.whole import read_named
from loket.sla import WorkingTime
from loket.sop.faults import advised, fault_lines
from loket.text import uncapitalized

FAULTY = 2
Named = Annotated[str, typer.Argument(metavar="FOLDER", help="folder dokumen, atau id kantor bawaan program")]
Target = Annotated[Path, typer.Argument(metavar="FOLDER", help="folder baru atau kosong")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    office = typer.Typer(
        help="Dokumen kantor: profil, SOP, formulir, survei.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    office.command("periksa", help="Periksa dokumen sebuah kantor; semua kesalahan disebut sekaligus.")(check)
    office.command("pasang", help="Pasang dokumen yang sudah diperiksa sebagai edisi baru.")(put_in)
    office.command("ekspor", help="Tulis dokumen yang berlaku ke sebuah folder, untuk diubah.")(export)
    office.command("tampil", help="Tampilkan edisi yang berlaku dan dokumennya.")(show)
    office.command("riwayat", help="Semua edisi: kapan, oleh siapa, mengapa, dan apa yang berubah.")(history)
    office.command("hak", help="Akun mana yang dapat membuka data kantor; perbaiki hak berkasnya.")(repair)
    app.add_typer(office, name="kantor")


def check(named: Named, data: Data = None) -> int:
    """Print what should be looked at again, and every fault; exit code 2 when there is one of these."""
    try:
        whole = read_named(named, own_documents(data) if Path(named).exists() else None)
    except ProfileFaults as wrong:
        print(*fault_lines(wrong.faults), f"{len(wrong.faults)} kesalahan.", sep="\n")
        return FAULTY
    print(*fault_lines(whole.doubts, advised, "catatan"), sep="\n", end="\n" if whole.doubts else "")
    print(f"{whole.office.name}: tidak ada kesalahan ({len(whole.texts)} dokumen).")
    return 0


def put_in(
    named: Named,
    overwrite: Annotated[
        bool, typer.Option("--timpa", help="juga bila edisi lain sudah dipasang sesudah folder ini diekspor")
    ] = False,
    reason: Annotated[str, typer.Option("--alasan", metavar="TEKS", help="mengapa, untuk riwayat")] = "",
    yes: Annotated[bool, typer.Option("--ya", help="pasang tanpa bertanya")] = False,
    by: As = "",
    data: Data = None,
) -> int:
    """Show what would change and which deadlines would move, ask, and install; files under way stay."""
    with opened(data) as desk:
        folder = Path(named)
        own = kept.texts(desk)
        whole = borrowed(read_named(named, Kept(own) if folder.exists() else None), own)
        would = plan(desk, whole)
        base = kept.noted(desk, folder) if folder.is_dir() else None
        stale = kept.stale(desk, folder, would.onto)
        if not would.differences:
            print(f"Tidak ada yang berubah; edisi {would.onto} tetap berlaku.")
            return 0
        print("\n".join([*_changes(would), *move_lines(would.moved, desk.working_time())]))
        if stale and not overwrite:
            raise Failed(f"Tidak dipasang: {uncapitalized(stale)} Ekspor lagi, atau pasang dengan --timpa.")
        if not (yes or agreed("Pasang?")):
            raise Failed(
                "Tidak dipasang." if sys.stdin.isatty() else "Tidak dipasang; dalam skrip tulis --ya.", 1
            )
        try:
            done = install(desk, administrator(desk, by), whole, onto=would.onto, reason=reason)
        except OtherEdition as other:
            raise Failed(str(other), 1) from None
        assert done is not None
        if base is not None:
            kept.note(desk, folder)  # what is changed in the folder next is changed from here on
    moved = len({m.file for m in done.moved})
    print(f"Edisi {done.number} berlaku." + (f" Batas waktu {moved} berkas bergeser." if moved else ""))
    return 0


def export(folder: Target, data: Data = None) -> int:
    """Write the documents in force; nothing that lies there is written over."""
    with opened(data, settle=False) as desk:
        try:
            number, places = kept.export(desk, folder)
        except FileExistsError:
            raise Failed(f"{folder} sudah berisi; sebut folder baru atau kosong.") from None
        except OSError as error:
            raise Failed(f"Tidak dapat menulis ke {folder}: {error.strerror}.", 1) from None
    print(f"Edisi {number} ditulis ke {folder}:", *(f"  {place}" for place in places), sep="\n")
    print(f"Sesudah diubah: loket kantor periksa {folder}, lalu loket kantor pasang {folder}")
    return 0


def show(as_json: Json = False, data: Data = None) -> int:
    """Print the edition in force and its documents, one a line."""
    with opened(data, settle=False) as desk:
        newest, time = kept.history(desk)[0], desk.working_time()
        office, documents = desk.office, desk.in_force.documents
    ordered = sorted(documents, key=lambda key: (KINDS.index(key[0]), key[1]))
    if as_json:
        listed = [{"kind": kind, "name": name, "sha": documents[kind, name]} for kind, name in ordered]
        print(
            as_text({"office": office.id, "name": office.name, "edition": newest.number, "documents": listed})
        )
        return 0
    print(f"{office.name} ({office.id})", _head(newest, time), sep="\n")
    for key in ordered:
        print(f"  {place_of(*key):<32}  {documents[key][:12]}  {called(key)}")
    return 0


def history(as_json: Json = False, data: Data = None) -> int:
    """Print every edition with its changes, the newest first."""
    with opened(data, settle=False) as desk:
        editions, time = kept.history(desk), desk.working_time()

    def line(edition: kept.InstalledEdition) -> str:
        return "\n".join([_head(edition, time), *(f"  {line}" for line in edition.differences)])

    tell(editions, line, "", as_json=as_json)
    return 0


def _head(edition: kept.InstalledEdition, time: WorkingTime) -> str:
    return f"Edisi {edition.number}, {made(time, edition.at, edition.by, edition.reason)}"


def _changes(would: Plan) -> Iterator[str]:
    yield f"Yang berubah terhadap edisi {would.onto}:"
    yield from (f"  {line}" for line in would.differences)
    yield from would.warnings
    if would.kept:
        yield f"{would.kept} berkas yang sudah berjalan tetap menurut SOP dan formulir yang lama."
