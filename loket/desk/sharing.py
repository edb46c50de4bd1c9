"""Whose the files of an office are on this computer, its owner's or a group's: looked at, and put right.

Nothing of the office is read for it: it is for whoever cannot open it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loket import modes
from loket.location import Location, beside
from loket.log import LOG

_NEXT = ("", ".", "-")
"""What stands behind the database's name in the name of a file that belongs to it."""


class NotShared(Exception):
    """A folder cannot be given to a group; `str()` says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file or folder that others may open than should, or fewer; `group` None where that is not asked.

    `mine`: whoever looks may put it right.
    """

    path: Path
    is_group: int
    is_mode: int
    group: int | None
    mode: int
    owner: int
    mine: bool


def give(place: Location, group: int) -> None:
    """Make the folder of an office, or of one that is to be made, the group's. Raises NotShared, OSError."""
    folder = beside(place).parent
    may_give(place, group)
    modes.folder(folder)
    os.chown(folder, -1, group)
    os.chmod(folder, modes.SHARED_FOLDER)


def may_give(place: Location, group: int) -> None:
    """Raises NotShared where the folder cannot be the group's, or should not be."""
    folder = beside(place).parent
    if group not in (os.getegid(), *os.getgroups()) and os.geteuid() != 0:
        raise NotShared("Akun Anda bukan anggota kelompok itu; masukkan dulu, atau jalankan sebagai root.")
    if folder.exists() and folder.stat().st_uid != os.geteuid() and os.geteuid() != 0:
        raise NotShared(f"Folder {folder} bukan milik Anda; jalankan sebagai pemiliknya atau root.")
    if others := [each.name for each in _within(folder) if not _belongs(each.name, place)]:
        named = ", ".join(others[:3]) + (", …" if len(others) > 3 else "")
        raise NotShared(
            f"Folder {folder} berisi yang bukan data kantor ({named}), dan akan terbuka bagi kelompok itu."
            " Pakai folder sendiri, misalnya --data /srv/loket/loket.db."
        )
    if (closed := _closed(folder, group)) is not None:
        raise NotShared(
            f"Kelompok itu tidak dapat melewati folder {closed}. Pakai letak lain, misalnya --data"
            " /srv/loket/loket.db."
        )


def wrong(place: Location, group: int | None = None) -> tuple[Wrong, ...]:
    """What is not as it should be beside an office's data; `group`: as if its folder were this group's.

    Raises OSError where the folder is closed to whoever looks.
    """
    folder = beside(place).parent
    group = modes.group_of(folder) if group is None else group
    found = [] if group is None else [folder]
    found += [path for each in _within(folder) if _belongs(each.name, place) for path in _whole(each)]
    return tuple(each for path in found if (each := _looked_at(path, group)) is not None)


def put_right(found: Wrong) -> None:
    """Raises OSError."""
    if found.group is not None:
        os.chown(found.path, -1, found.group, follow_symlinks=False)
    os.chmod(found.path, found.mode)


def _looked_at(path: Path, group: int | None) -> Wrong | None:
    try:
        known = os.lstat(path)
    except FileNotFoundError:
        return None  # a program has just ended, and what was only its own went
    if not stat.S_ISDIR(known.st_mode) and not stat.S_ISREG(known.st_mode):
        return None  # nor what a link leads to
    mode = modes.right(group, folder=stat.S_ISDIR(known.st_mode))
    has = stat.S_IMODE(known.st_mode)
    if has == mode and group in (None, known.st_gid):
        return None
    mine = os.geteuid() in (0, known.st_uid)
    return Wrong(path, known.st_gid, has, group, mode, known.st_uid, mine)


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _belongs(name: str, place: Location) -> bool:
    """Whether a program lays a file of that name beside these data."""
    begins = beside(place).name
    rest = name.removeprefix(begins)
    return name.startswith(LOG) or (name.startswith(begins) and rest[:1] in _NEXT)


def _whole(path: Path) -> Iterator[Path]:
    """It, and all that lies in it; a folder that is closed to whoever looks alone."""
    yield path
    if path.is_dir() and not path.is_symlink():
        for above, folders, files in os.walk(path):
            yield from (Path(above, name) for name in sorted([*folders, *files]))


def _closed(folder: Path, group: int) -> Path | None:
    """The first folder above this one that the group may not pass through."""
    for above in reversed(Path(os.path.realpath(folder)).parents):
        if above.is_dir():
            known = above.stat()
            passes = stat.S_IXOTH | (stat.S_IXGRP if known.st_gid == group else 0)
            if not known.st_mode & passes:
                return above
    return None
