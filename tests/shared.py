"""What the processes that share the tests make once for all of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest

from loket.store.sqlite.turn import turn

_PATIENCE = 100.0
"""Seconds that one waits for what another makes."""
_base: Path | None = None


def begin(factory: pytest.TempPathFactory) -> None:
    """Find the folder that all of them have."""
    global _base
    own = factory.getbasetemp()
    _base = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` has filled, for whichever process came first; it is only read, or copied.

    Outside a run of tests it is a folder of one's own, to be taken away.
    """
    if _base is None:
        make(alone := Path(mkdtemp(prefix=f"{name}-")))
        return alone
    folder, done = _base / name, _base / f"{name}.made"
    with turn(_base / f"{name}.lock", _PATIENCE):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
