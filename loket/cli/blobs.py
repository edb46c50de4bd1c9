"""`loket lampiran`: the files that the office keeps beside its database, strays there, and saving them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, administrator
from loket.cli.failed import Failed
from loket.cli.listing import Json, as_text
from loket.cli.opened import Data, opened
from loket.desk.blobs import listed
from loket.desk.case.attachments import of_number
from loket.desk.papers import delivery
from loket.desk.words.moments import clock_words
from loket.text import clean


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    kept = typer.Typer(
        help="Lampiran berkas: daftar, dan menyimpannya di folder.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    kept.command("tampil", help="Daftar lampiran, dan yang tidak tercatat.")(show)
    kept.command("simpan", help="Tulis semua lampiran sebuah berkas ke folder; itu tercatat.")(save)
    app.add_typer(kept, name="lampiran")


def show(as_json: Json = False, data: Data = None) -> int:
    """Print them, one a line, without what they are called; exit code 1 when one is missing."""
    with opened(data, settle=False) as desk:
        found, time = listed(desk), desk.working_time()
    if as_json:
        print(as_text(asdict(found)))
        return 1 if found.missing else 0
    for blob in found.kept:
        kept, missing = blob.contents, "  TIDAK ADA" if blob.id in found.missing else ""
        at = clock_words(time, blob.at)
        print(f"{blob.id:>6}  {kept.sha[:12]}  {kept.size:>12}  {kept.type:<24}  {at}{missing}")
    for stray in found.strays:
        print(f"Tidak tercatat: {stray}")
    if not found.kept and not found.strays:
        print("Belum ada lampiran.")
    return 1 if found.missing else 0


def save(
    number: Annotated[str, typer.Argument(metavar="NOMOR", help="nomor berkas")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="folder yang sudah ada")],
    by: As = "",
    data: Data = None,
) -> int:
    """Write each attachment of a file under its name, which its number precedes; nothing is written over."""
    with opened(data) as desk:
        found = of_number(desk, number)
        if found is None:
            raise Failed(f"Tidak ada berkas dengan nomor {clean(number)}.")
        file, papers = found
        places = {each.blob: folder / f"{each.blob} {Path(each.name).name}" for each in papers}
        if there := next((place for place in places.values() if place.exists()), None):
            raise Failed(f"{there} sudah ada; tidak ada yang ditulis.")
        who = administrator(desk, by)
        assert who is not None  # an office with files has people
        for blob, place in places.items():
            try:
                delivery.save_attachment(desk, who, file, blob, place)
            except OSError as error:
                raise Failed(f"Tidak dapat menulis {place}: {error.strerror}.", 1) from None
            print(place)
    if not places:
        print("Berkas itu belum punya lampiran.")
    return 0
