"""`loket lampiran`: the files that the office keeps beside its database, and strays beside them."""

from __future__ import annotations

from dataclasses import asdict

import typer

from loket.cli.listing import Json, as_text
from loket.cli.opened import Data, opened
from loket.desk.blobs import listed
from loket.desk.words.moments import clock_words


def add_to(app: typer.Typer) -> None:
    """Hang the command into the tree."""
    app.command("lampiran", help="Daftar lampiran, dan yang tidak dirujuk.")(show)


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
