"""The demo office for tests: made once, copied for each use, its clock standing still."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from loket.demo import office as demo
from loket.demo.clock import morning, office_time
from loket.office.profile import load_office
from tests.shared import made_once

OFFICE = "karimun"


@cache
def frozen_now() -> int:
    """The demo's morning, ms UTC: the instant at which its clock stands."""
    return morning(office_time(load_office(OFFICE)))


@cache
def _template() -> Path:
    return made_once("demo-office", _make) / "loket.db"


def _make(folder: Path) -> None:
    demo.make(folder / "loket.db", OFFICE, host_now=frozen_now(), replace=True)


def copy_to(folder: Path) -> Path:
    """A demo office of one's own in `folder`."""
    return Path(shutil.copyfile(_template(), folder / "loket.db"))


def forget() -> None:
    """Take the template away, outside a run of tests."""
    if _template.cache_info().currsize:
        shutil.rmtree(_template().parent, ignore_errors=True)
        _template.cache_clear()
