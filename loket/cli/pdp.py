"""`loket pdp`: what is kept of a person, who looked at personal data, and erasing by a decree."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from loket.cli.admin import As, administrator
from loket.cli.asking import agreed, ask
from loket.cli.failed import Failed
from loket.cli.listing import Json, as_text, tell
from loket.cli.opened import Data, opened
from loket.desk.authority import Who
from loket.desk.backup.restoring import set_aside
from loket.desk.case.on_record import masked
from loket.desk.office import Desk
from loket.desk.privacy import access, disclosure, erasing
from loket.desk.privacy.disclosure import Disclosure, KeptWords, Match
from loket.desk.tasks.scans import DONE, REFUSED, forget
from loket.desk.words.moments import clock_words
from loket.sla import WorkingTime
from loket.store.blobs import Contents

Person = Annotated[
    str,
    typer.Argument(
        metavar="NIK|NAMA",
        help="NIK, nomor paspor/KITAS/SKTT, atau nama bila hanya seorang; tanpa ini ditanyakan",
        show_default=False,
    ),
]
_STILL_OPEN = "Sisanya masih dipegang program lain. Tutup Loket di semua layar, lalu: loket pdp bersihkan."
_LEFT = (
    "Sisanya masih ada di berkas basis data: dipegang program lain, atau basis datanya besar."
    " Tutup Loket di semua layar sesudah jam layanan, lalu: loket pdp bersihkan."
)


def add_to(app: typer.Typer) -> None:
    """Hang the commands into the tree."""
    pdp = typer.Typer(
        help="Data pribadi pemohon: tampil, akses, hapus.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    pdp.command("tampil", help="Tampilkan semua yang disimpan tentang seorang pemohon.")(show)
    pdp.command("akses", help="Siapa melihat NIK lengkap, mencetak, atau menampilkan data.")(looks)
    pdp.command("hapus", help="Hapus data seorang pemohon menurut penetapan.")(erase)
    pdp.command("bersihkan", help="Keluarkan sisa data yang sudah dihapus dari berkas basis data.")(sweep)
    app.add_typer(pdp, name="pdp")


def show(person: Person = "", by: As = "", as_json: Json = False, data: Data = None) -> int:
    """Print what is kept of a person and who looked; that it was put out is journaled."""
    with opened(data) as desk:
        who = administrator(desk, by)
        found = _one(desk, who, person)
        answer = disclosure.disclose(desk, who, found.known.id)
        if as_json:
            told = {**asdict(answer), "found_by_former": found.former}
            print(as_text(told))
        else:
            print("\n".join(_all(answer, found.former, desk.working_time())))
    return 0


def looks(
    number: Annotated[int, typer.Option("--sebanyak", metavar="N", min=1, help="yang terbaru")] = 200,
    by: As = "",
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Print the latest looks at personal data, newest first."""
    with opened(data) as desk:
        found = access.looks(desk, administrator(desk, by), limit=number)
        time = desk.working_time()
        tell(found, lambda look: access.worded(look, time), "Belum ada yang tercatat.", as_json=as_json)
    return 0


def erase(
    person: Person = "",
    reason: Annotated[str, typer.Option("--alasan", metavar="TEKS", help="tanpa nama atau NIK")] = "",
    decree: Annotated[str, typer.Option("--penetapan", metavar="NOMOR", help="surat yang mendasarinya")] = "",
    sure: Annotated[bool, typer.Option("--ya", help="jangan tanya lagi")] = False,
    by: As = "",
    data: Data = None,
) -> int:
    """Erase what is kept of a person, but for what files under way need."""
    with opened(data) as desk:
        erasing.check_said(reason, decree)
        who = administrator(desk, by)
        found = _one(desk, who, person)
        gone = found.known
        by_former = f", ditemukan dengan {found.former}" if found.former else ""
        known = f"{gone.name} ({masked(gone).identity or '–'}){by_former}"
        question = f"Hapus data {known}? Ini tidak dapat dikembalikan."
        if not sure and not agreed(question):
            raise Failed("Tidak jadi. Tidak ada yang dihapus.", 1)
        done = erasing.erase(desk, who, gone.id, reason=reason, decree=decree)
        aside, scans = set_aside(desk.store.place), desk.office.settings.scans
    print(f"{done.values} isian dari {len(done.files)} berkas dihapus. Nomor dan hitungannya tetap.")
    if done.once:
        numbers = ", ".join(done.once)
        print(
            f"Dahulu memuat orang ini, atau memuat nomornya, dan masih berjalan; ketikannya tetap: {numbers}."
        )
        print(f'Ulangi sesudah selesai, dengan "orang ke-{done.person}" di tempat NIK.')
    if done.underway:
        print(f"Masih berjalan, datanya tetap: {', '.join(done.underway)}. Ulangi sesudah selesai.")
    if done.still:
        print(f"Sudah berakhir, tetapi berdata sama dengan yang berjalan: {', '.join(done.still)}.")
    print("Cadangan yang dibuat sebelum ini masih memuatnya; hapus menurut jadwal retensi.")
    if kept := ", ".join(map(str, aside)):
        print(
            "Yang disisihkan saat memulihkan atau pindah masih dapat memuatnya utuh; periksa,"
            f" lalu hapus: {kept}."
        )
    if scans:
        print("\n".join(_scans_told(Path(scans), done.papers)))
    if not done.swept:
        raise Failed(_LEFT, 1)
    return 0


def _scans_told(folder: Path, papers: Collection[Contents]) -> Iterator[str]:
    """Erase what of the papers still lies where scans are taken from, and say what may lie there yet."""
    done = folder / DONE
    try:
        gone = forget(folder, papers)
        there = done.is_dir()
    except OSError as error:
        yield f"Lampiran di {done} belum terhapus semua: {error.strerror}. Periksa, lalu hapus sendiri."
        return
    if gone:
        yield f"{gone} lampirannya di {done} ikut dihapus."
    elif papers:
        unread = "" if there else ", atau folder itu tidak terbaca dari sini"
        yield f"Di {done} lampirannya tidak ada{unread}."
    yield f"Yang ditolak di {folder / REFUSED} tidak dikenal program; periksa, lalu hapus."


def sweep(data: Data = None) -> int:
    """Write the database anew without what was erased."""
    with opened(data) as desk:
        if not erasing.sweep(desk):
            raise Failed(_STILL_OPEN, 1)
    print("Berkas basis data tidak lagi memuat yang sudah dihapus.")
    return 0


def _one(desk: Desk, who: Who | None, given: str) -> Match:
    """The one person that is meant, asked for where none is given: a command line is read by others too.

    Raises Failed, with a list where there are several.
    """
    typed = given or ask("NIK, nomor tanda pengenal, atau nama pemohon")
    if not typed.strip():
        raise Failed("Belum disebut siapa: NIK, nomor tanda pengenal, atau nama.")
    some = disclosure.matches(desk, who, typed)
    if len(some) > 1:
        asked = "Lebih dari satu orang cocok. Sebutkan NIK, nomor tanda pengenal, atau “orang ke-…”:"
        raise Failed("\n".join([asked, *map(_listed, some)]))
    if not some:
        raise Failed("Tidak ada pemohon dengan NIK, tanda pengenal, atau nama itu.")
    return some[0]


def _listed(found: Match) -> str:
    """One of several persons, and by what former word they are one of them."""
    identity = masked(found.known).identity or "–"
    person = (found.known.name, identity, f"orang ke-{found.known.id}", found.former)
    return f"  {' · '.join(filter(None, person))}"


def _all(answer: Disclosure, former: str, time: WorkingTime) -> list[str]:
    lines = [f"Ditemukan dengan {former}."] if former else []
    lines.append("DATA PEMOHON")
    lines += [f"  {_kept(kept, time)}" for kept in answer.versions] or ["  (dihapus)"]
    if answer.in_queue:
        lines.append("ANTREAN ATAS NAMA INI")
    lines += [f"  {_kept(kept, time)}" for kept in answer.in_queue]
    for file in answer.files:
        ended = file.outcome or "berjalan"
        head = f"BERKAS {file.number} · {file.service_name} · {file.kind} · sebagai {file.came_as}"
        lines.append(f"{head} · {clock_words(time, file.opened_at)} · {ended}")
        lines += [f"  {_kept(kept, time)}" for kept in file.kept]
    lines.append("YANG MELIHAT ATAU MENCETAK")
    return [*lines, *([f"  {access.worded(look, time)}" for look in answer.looks] or ["  belum ada"])]


def _kept(kept: KeptWords, time: WorkingTime) -> str:
    what = f"{disclosure.KINDS.get(kept.kind, kept.kind)} {kept.name}".strip()
    return f"{clock_words(time, kept.at)} · {what}: {disclosure.in_words(kept)} · {kept.who}"
