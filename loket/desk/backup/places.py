"""Where backups go from this computer, and what locks them: by its environment, else beside the data."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

PLACES_VARIABLE = "LOKET_CADANGAN"
PASSPHRASE_VARIABLE = "LOKET_SANDI_CADANGAN"
_FOLDER = ".cadangan"


def places(database: Path) -> Sequence[Path]:
    """By LOKET_CADANGAN, several with `:`; else the folder beside the data."""
    named = os.environ.get(PLACES_VARIABLE, "").split(os.pathsep)
    found = [Path(name).expanduser() for name in named if name]
    return found or [database.with_name(database.name + _FOLDER)]


def passphrase() -> str | None:
    """By LOKET_SANDI_CADANGAN; None where they are not locked."""
    return os.environ.get(PASSPHRASE_VARIABLE) or None
