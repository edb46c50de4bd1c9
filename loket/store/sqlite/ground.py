"""The file that an open database stands on: whether it is still the one that was opened, and whole.

Under an open program a file may be deleted, moved, replaced, cut or overwritten. SQLite does not notice, and
acts would go into a file that is nobody's any more, or damage its successor. Whoever moves it back finds the
program going on. Overwriting in place shows where the new contents are shorter or were made by a backup; else
the journal tells it (`journal.follows`).
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from loket.store.errors import Fate, StoreReplaced

Identity = tuple[int, int] | None
"""Device and inode; None where there is no file."""
_BEGINS = b"SQLite format 3\0"
_HEADER = struct.Struct(">16sH6xII8xI")
"""How a database begins (https://www.sqlite.org/fileformat.html): page size, changes, pages, cookie."""


class _Made(NamedTuple):
    """What a file says of its contents. `cookie` counts changes of the tables, and each VACUUM.

    `size` and `whole`: how long it is, and would be with all its pages, in bytes.
    """

    changes: int
    pages: int
    cookie: int
    size: int
    whole: int

    def cut(self, before: _Made) -> bool:
        """Whether it lost pages; that some are not there yet is no loss: the log has them."""
        return self.size < min(self.whole, before.size)

    def older(self, before: _Made) -> bool:
        """Whether other contents have taken their place. A VACUUM alone leaves fewer pages."""
        return self.changes < before.changes or (self.pages < before.pages and self.cookie <= before.cookie)


class _Held:
    """A file that is kept open for all stores of this process that have it.

    To close it would give up every lock of the process on it, those of SQLite's connections too.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        self.handle = os.open(path, flags)
        self.stores = 0

    def read(self) -> tuple[bytes, int]:
        """How it begins, and its size. One thread at a time."""
        os.lseek(self.handle, 0, os.SEEK_SET)
        return os.read(self.handle, _HEADER.size), os.fstat(self.handle).st_size


def _made(head: bytes, size: int) -> _Made | None:
    """What a file that begins so says of its contents; None where it is no database."""
    if len(head) < _HEADER.size:
        return None
    begins, page, changes, pages, cookie = _HEADER.unpack(head)
    whole = pages * (page if page > 1 else 65_536)
    return _Made(changes, pages, cookie, size, whole) if begins == _BEGINS else None


_held: dict[Identity, _Held] = {}
_one_at_a_time = Lock()


class Ground:
    """The file of a database that is open, and the log beside it. SQLite has a connection to it by now."""

    def __init__(self, path: Path) -> None:
        self._path, self._log = str(path), f"{path}-wal"
        self._is, self._log_is = _identity(self._path), _identity(self._log)
        with _one_at_a_time:
            if (held := _held.get(self._is)) is None:
                held = _held[self._is] = _Held(path)
            held.stores += 1
            self._read = held.read()
        self._file = held
        if (made := _made(*self._read)) is None:
            raise StoreReplaced(path, Fate.CUT)
        self._made = made

    def check(self) -> None:
        """Raises StoreReplaced where the file is not the one that was opened, or not whole."""
        if (found := _identity(self._path)) != self._is:
            raise StoreReplaced(Path(self._path), Fate.OTHER if found else Fate.GONE)
        with _one_at_a_time:
            read, before = self._file.read(), self._made
        if _identity(self._log) != self._log_is:
            raise StoreReplaced(Path(self._path), Fate.CUT)
        if read == self._read:
            return  # as most acts find it: they go into the log
        made = _made(*read)
        if made is None or made.cut(before):
            raise StoreReplaced(Path(self._path), Fate.CUT)
        if made.older(before):
            raise StoreReplaced(Path(self._path), Fate.OLDER)
        self._read, self._made = read, made

    def let_go(self) -> None:
        """The store is closed: it has no connection any more."""
        with _one_at_a_time:
            self._file.stores -= 1
            if not self._file.stores:
                del _held[self._is]
                os.close(self._file.handle)


def is_database(path: Path) -> bool:
    """Whether a file begins as databases do; an empty one does not. Raises OSError."""
    with _one_at_a_time:
        if (held := _held.get(_identity(path))) is not None:
            return _made(*held.read()) is not None
        with path.open("rb") as file:  # nobody of this process has it open
            return file.read(len(_BEGINS)) == _BEGINS


def _identity(path: Path | str) -> Identity:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
