"""The demo office for tests: made once per process, copied for each use, its clock standing still."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from loket.demo import office as demo
from loket.demo.clock import morning, office_time
from loket.office.profile import load_office

OFFICE = "karimun"


@cache
def frozen_now() -> int:
    """The demo's morning, ms UTC: the instant at which its clock stands."""
    return morning(office_time(load_office(OFFICE)))


@cache
def _template() -> Path:
    path = Path(mkdtemp(prefix="loket-demo-")) / "loket.db"
    demo.make(path, OFFICE, host_now=frozen_now(), replace=True)
    return path


def copy_to(folder: Path) -> Path:
    """A demo office of one's own in `folder`."""
    return Path(shutil.copyfile(_template(), folder / "loket.db"))


def forget() -> None:
    """Take the template away, for the end of the session."""
    if _template.cache_info().currsize:
        shutil.rmtree(_template().parent, ignore_errors=True)
        _template.cache_clear()
