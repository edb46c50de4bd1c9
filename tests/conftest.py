"""What every test stands on: a plain terminal, folders of its own, cheap passwords, repeatable examples."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from argon2 import profiles
from hypothesis import settings

from tests.executed import (
    pytest_addoption,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.installed import installed, sdist, wheel

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = [
    "installed",
    "pytest_addoption",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_testnodedown",
    "sdist",
    "wheel",
]

# No draw of luck decides whether a change may land; HYPOTHESIS_PROFILE=explore looks further afield.
settings.register_profile(
    "ci", deadline=None, max_examples=50, derandomize=True, database=None, print_blob=True
)
settings.register_profile("soak", deadline=None, database=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=2_000, database=None, print_blob=True)

_TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
_TERMINAL_HABITS = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"}


def pytest_configure() -> None:
    """Forget the developer's terminal and zone before anybody imports Textual, which reads them once."""
    for name in list(os.environ):
        if name in _TERMINAL_HABITS or name.startswith(("TEXTUAL", "LOKET_")):
            del os.environ[name]
    os.environ.update(_TERMINAL)
    # A zone no office has, with half an hour in it: who reads the machine's zone by mistake will see it.
    os.environ["TZ"] = "America/St_Johns"
    if sys.platform != "win32":
        time.tzset()
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may see or touch the files of whoever runs it."""
    home = tmp_path / "home"
    for name, folder in {
        "HOME": home,
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_RUNTIME_DIR": home / "run",
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "appdata",
    }.items():
        monkeypatch.setenv(name, str(folder))


@pytest.fixture(autouse=True)
def unforeseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception]]:
    """What failed in a program that went on: no test passes over it, unless it takes it out of this list."""
    from screens.shell.crash import CrashReport

    met: list[Exception] = []
    report = CrashReport.report

    def kept(app: CrashReport, error: Exception) -> bool:
        met.append(error)
        return report(app, error)

    monkeypatch.setattr(CrashReport, "report", kept)
    yield met
    if met:
        raise met[0]


@pytest.fixture(autouse=True, scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The processes that share the tests share what they make once."""
    from tests import shared

    shared.begin(tmp_path_factory)


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """A sign-in costs 150 ms with real parameters, next to nothing with these."""
    if find_spec("loket.people") is None:
        yield
        return
    from loket import people

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "parameters", lambda: profiles.CHEAPEST)
        yield


@pytest.fixture(autouse=True, scope="session")
def _waits_for_no_disk() -> Iterator[Callable[..., Engine]]:
    """No test cuts the power: each commit and copy would cost the time that the disk takes to keep it.

    A program that is killed loses nothing that the system has.
    """
    from loket.store.sqlite import connect

    make = connect._engine

    def hasty(path: Path, patience: float, *pragmas: str) -> Engine:
        return make(path, patience, *pragmas, "PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "_engine", hasty)
        patch.setattr(os, "fsync", lambda _: None)
        yield make


@pytest.fixture
def as_kept(_waits_for_no_disk: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that is about the disk itself: connections are as an office's are."""
    monkeypatch.setattr("loket.store.sqlite.connect._engine", _waits_for_no_disk)


@pytest.fixture(autouse=True, scope="session")
def _tables_made_once() -> Iterator[None]:
    """Each new office makes the same tables: they are copied from the first."""
    from loket.store import ending
    from loket.store.sqlite import database as engine

    make = engine._make
    known = dict[str, tuple[str, bytes]]()

    def copied(path: Path) -> str:
        words = engine._words()
        if words not in known:
            known[words] = make(path), path.read_bytes()
            return known[words][0]
        ending.forget(path)
        made, tables = known[words]
        path.write_bytes(tables)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_make", copied)
        yield


@pytest.fixture(autouse=True, scope="session")
def _read_once() -> Iterator[None]:
    """An office reads its documents and calendar anew when it is made or opens; all tests have a few."""
    from loket import sop
    from loket.cli import office as of_command
    from loket.demo import office as of_demo
    from loket.desk import founding, in_force, office
    from loket.desk.time import reckoning
    from loket.office import shelf
    from loket.office.forms import parse_form
    from loket.office.profile import parse_office
    from loket.office.whole import Whole, read_named
    from loket.sla import compile_calendar

    @cache
    def shipped(named: str, _with: shelf.Shelf) -> Whole:
        return read_named(named)

    def read(named: str) -> Whole:
        return read_named(named) if Path(named).exists() else shipped(named, shelf.shipped())

    known = SimpleNamespace(load=cache(sop.load), parse_procedure=cache(sop.parse_procedure))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "sop", known)
        patch.setattr(office, "parse_form", cache(parse_form))
        patch.setattr(in_force, "parse_office", cache(parse_office))
        patch.setattr(reckoning, "compile_calendar", cache(compile_calendar))
        for room in (founding, of_command, of_demo):
            patch.setattr(room, "read_named", read)
        yield


@pytest.fixture(autouse=True, scope="session")
def _little_garbage() -> None:
    """Modules and tests stay to the end: looking through them again is a fifth of a screen's test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def _function_keys() -> Iterator[None]:
    """No Esc waits a second for a digit: as at a terminal that has function keys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screens.shell.keyboard.LEADS", 0.0)
        yield


@pytest.fixture(autouse=True, scope="session")
def _looks() -> Iterator[None]:
    """After each key Textual's pilot waits until the program rests: here it looks, and guesses nothing.

    The style sheets, and which of their rules hold for a part, are looked up once for all programs.
    """
    from tests.rest import LOOKS
    from tests.styling import FOUND_ONCE

    with pytest.MonkeyPatch.context() as patch:
        for what, instead in (*LOOKS, *FOUND_ONCE):
            patch.setattr(what, instead)
        yield


@pytest.fixture
def drawn(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that is about drawing itself: the program draws as for a terminal."""
    from tests.rest import DRAWS

    DRAWS.add(request.node.nodeid)
    yield
    DRAWS.clear()
