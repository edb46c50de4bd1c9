"""Who may read what lies beside an office's data: its owner alone, or all of the group whose folder it is.

Several accounts of a computer share an office where the folder of its data is writable by their group, and by
nobody else. SQLite gives the files that it makes itself the mode of the database.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

SHARED_FOLDER = 0o2770
"""What is made in it belongs to its group."""
_CLOSED = getattr(os, "O_CLOEXEC", 0)


def opened(path: Path, flags: int) -> int:
    """The file, made where there is none. Raises OSError."""
    if not flags & os.O_EXCL and not path.exists() and group_of(path.parent) is not None:
        _make_shared(path)
    handle = os.open(path, flags | os.O_CREAT | _CLOSED, 0o600)
    share(handle, path.parent)
    return handle


def _make_shared(path: Path) -> None:
    """Others of the group may open it at once: it gets its name when it is theirs already."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOSED, 0o600))
    try:
        share(new, path.parent)
        with suppress(OSError):  # somebody was faster, or the disk knows no second names
            os.link(new, path)
    finally:
        new.unlink()


def folder(path: Path) -> None:
    """A folder, made where there is none, with those above it. Raises OSError."""
    if not path.is_dir():
        folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        share(path, path.parent)


def share(made: int | Path, folder: Path) -> None:
    """Let the group have what one made, an open file or by its path, that lies in this folder or is to."""
    if (group := group_of(folder)) is None:
        return
    known = os.stat(made)
    wanted = right(group, folder=stat.S_ISDIR(known.st_mode))
    if known.st_uid == os.geteuid() and (known.st_gid, stat.S_IMODE(known.st_mode)) != (group, wanted):
        with suppress(OSError):
            os.chown(made, -1, group)
            os.chmod(made, wanted)


def others_read(path: Path) -> bool:
    """Whether every account of this computer may read a file: it lets them, and each folder above does."""
    if not hasattr(os, "geteuid"):
        return False
    lets = path.stat().st_mode & stat.S_IROTH
    return bool(lets) and all(above.stat().st_mode & stat.S_IXOTH for above in path.resolve().parents)


def right(group: int | None, *, folder: bool) -> int:
    """The mode of a folder, or file, that a group shares, or (None) that is its owner's alone."""
    if group is None:
        return 0o700 if folder else 0o600
    return SHARED_FOLDER if folder else 0o660


def group_of(folder: Path) -> int | None:
    """The group that shares what lies in a folder; None where only its owner does."""
    if not hasattr(os, "geteuid"):
        return None  # Windows knows no such modes
    known = folder.stat()
    shared = known.st_mode & stat.S_IWGRP and not known.st_mode & stat.S_IWOTH
    return known.st_gid if shared else None
