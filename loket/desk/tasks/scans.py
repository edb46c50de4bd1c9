"""Scans that somebody puts in a folder: attached to the file that their name begins with, then moved."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from loket import modes
from loket.desk.case import attachments
from loket.desk.errors import Forgotten, Invalid, Unreadable
from loket.desk.office import Desk
from loket.lengths import HOUR, MINUTE
from loket.store import blobs, files
from loket.store.blobs import Contents

DONE, REFUSED, WHY = "selesai", "ditolak", ".sebab.txt"
"""Below the folder: where scans go that were attached, and those that cannot be, each with why beside it."""
_QUIET = MINUTE
"""How long (ms) nobody may have written to a scan: else it is still being written."""
_GIVEN_UP = HOUR
"""How long one that is cut off is waited for."""
_NO_NUMBER = "Namanya tidak dimulai nomor sebuah berkas; yang benar misalnya 00012 - KTP.pdf."
_SEVERAL = "Nomor pada namanya dapat berarti lebih dari satu berkas; lampirkan dari layar."
_ERASED = "Data pemohon berkas itu sudah dihapus."
_OWN = "Folder lampiran memuat data kantor sendiri; pilih folder lain di pengaturan."


def take_in(desk: Desk, folder: Path) -> str:
    """Attach what lies in the folder; what hinders it, in sentences, empty for nothing.

    A scan is kept and attached before it is moved, and never attached twice: whatever is cut off is done the
    next time. What cannot be read just now stays. Raises OSError, and as `Desk.write`.
    """
    if desk.store.path.resolve().is_relative_to(folder.resolve()):
        return _OWN
    hindered = list[str]()
    for scan in _lying(folder):
        try:
            _take(desk, scan)
        except OSError as error:
            hindered.append(f"Satu lampiran belum dapat diambil: {error.strerror}.")
        except Unreadable:
            hindered.append("Satu lampiran belum dapat diambil: riwayat berkasnya tidak terbaca.")
    aside = folder / REFUSED
    if refused := len([*_lying(aside)]) if aside.is_dir() else 0:
        hindered.append(f"{refused} lampiran ditolak; sebabnya tertulis di {aside}.")
    return " ".join(dict.fromkeys(hindered))


def forget(folder: Path, papers: Collection[Contents]) -> int:
    """Take these away from what was attached and then laid aside there, by what is in it; how many it were.

    Raises OSError.
    """
    sizes, shas, gone = {each.size for each in papers}, {each.sha for each in papers}, 0
    aside = folder / DONE
    for scan in [*_lying(aside)] if shas and aside.is_dir() else ():
        found = os.lstat(scan)
        if stat.S_ISREG(found.st_mode) and found.st_size in sizes and blobs.read(scan).sha in shas:
            scan.unlink()
            gone += 1
    return gone


def _lying(folder: Path) -> Iterator[Path]:
    """What lies there, by name, but for folders, what is hidden, and what says why."""
    for each in sorted(folder.iterdir()):
        hidden = each.name.startswith(".") or each.name.endswith(WHY)
        if not hidden and (each.is_symlink() or not each.is_dir()):
            yield each


def _take(desk: Desk, scan: Path) -> None:
    """Attach one and move it; one that is still being written stays. Raises OSError, Unreadable."""
    age = abs(desk.now() - int(os.lstat(scan).st_mtime * 1000))
    if age < _QUIET:
        return
    try:
        attachments.attach(desk, None, _file_of(desk, scan.stem), scan)
    except (Invalid, Forgotten) as wrong:
        why = wrong.faults["path"] if isinstance(wrong, Invalid) else _ERASED
        if why in (attachments.CUT_OFF, attachments.NOTHING) and age < _GIVEN_UP:
            return
        _refuse(scan, why)
    else:
        _move(scan, scan.parent / DONE)


def _file_of(desk: Desk, name: str) -> int:
    """The file whose number stands before ` - `, else is the name or its first word. Raises Invalid.

    No file's name can have a `/`: for that of a number stands `-`.
    """
    before, dash, _ = name.partition(" - ")
    with desk.store.read() as conn:
        known = files.of_numbers(conn, [before.strip()] if dash else [name, *name.split()[:1]])
    if len(known) != 1:
        raise Invalid({"path": _SEVERAL if known else _NO_NUMBER})
    return next(iter(known))


def _refuse(scan: Path, why: str) -> None:
    """Lay it aside, and why beside it, which is there first."""
    aside = scan.parent / REFUSED
    modes.folder(aside)
    moved = _free(aside, scan.name)
    told = moved.with_name(moved.name + WHY)
    told.write_text(
        f"{scan.name} belum dilampirkan. {why}\n"
        f"Perbaiki, taruh lagi di {scan.parent}, lalu hapus keterangan ini; atau hapus keduanya.\n"
    )
    modes.share(told, aside)
    scan.rename(moved)


def _move(scan: Path, into: Path) -> None:
    modes.folder(into)
    scan.rename(_free(into, scan.name))


def _free(folder: Path, name: str) -> Path:
    """A name there that nothing has yet: the same, or `KTP (2).pdf`."""
    wanted, count = folder / name, 1
    while os.path.lexists(wanted):
        count += 1
        wanted = folder / f"{Path(name).stem} ({count}){Path(name).suffix}"
    return wanted
