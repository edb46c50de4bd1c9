"""A folder beside the database for what is made, or tried out, and goes; one program at a time has it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from loket import modes
from loket.store.sqlite.turn import NoTurn, turn

_NAME = ".sementara-"
_LOCK = ".cadangan.lock"


class UnderWay(Exception):
    """Another program makes a backup of this office, or puts one back."""


@contextmanager
def scratch(database: Path) -> Iterator[Path]:
    """An empty folder as private as the database, on its disk. Raises UnderWay, OSError.

    What a program left that was killed goes too, whichever account of the group it ran for.
    """
    real = Path(os.path.realpath(database))
    modes.folder(real.parent)
    try:
        with turn(real.with_name(real.name + _LOCK), 0):
            for left in real.parent.glob(f"{real.name}{_NAME}*"):
                shutil.rmtree(left, ignore_errors=True)
            folder = Path(mkdtemp(prefix=f"{real.name}{_NAME}", dir=real.parent))
            modes.share(folder, real.parent)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except NoTurn as error:
        raise UnderWay(error.detail) from error
