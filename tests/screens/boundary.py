"""Between screens and desks: each function of a desk that a screen calls fails once, unforeseen.

And the thread that draws waits for no database.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, wraps
from inspect import getsource, isclass, isfunction, signature
from types import FrameType, ModuleType
from typing import Any, TypeVar

import pytest
from textual.worker import NoActiveWorker, Worker, get_current_worker

import loket.desk
import screens
from loket.desk.office import Desk
from loket.desk.watching import Feed
from loket.store.engine import Store
from screens.shell.asking import FAILED
from screens.shell.crash import TROUBLED
from screens.shell.screen import LoketScreen
from screens.widgets.key_bar import KeyBar
from tests.opened import live
from tests.screens.counter import Clerk

Part = TypeVar("Part")

NIK, NAME = "2102019999990042", "Contoh Binti Rekaan"
SENTENCES = {TROUBLED, *FAILED.values()}
_METHODS = ((Desk, "at_one_moment"), (Desk, "working_time"), (Feed, "poll"))
_TELLING = {"words.refusals.refusal", "words.trouble.database_trouble", "words.trouble.unforeseen"}
"""What tells a failure apart: where that fails too, two are told in one."""
_TRIES = 12


class Unknown(Exception):
    """What no sentence is written for; its words name somebody."""

    def __init__(self) -> None:
        super().__init__(f"{NAME} {NIK}")


def kind_of(name: str) -> str:
    """How the failure of that function is called in a report."""
    return f"Unknown_{name.replace('.', '_')}"


@dataclass
class Boundary:
    """Which functions of a desk have failed so far, and answered afterwards, and what the screens said.

    `drawing`: the modules of screens in which the thread that draws waited for the database.
    """

    failed: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    workers: dict[str, Worker[Any]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    drawing: list[str] = field(default_factory=list)

    def untold(self, since: int) -> list[str]:
        """What failed since, but for what was asked anew before it could be told."""
        return [n for n in self.failed[since:] if n not in self.workers or not self.workers[n].is_cancelled]

    def once(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The function, but the first call from a screen fails; each with a kind of its own, told anew."""
        unknown = type(kind_of(name), (Unknown,), {})

        @wraps(call)
        def fails_once(*given: Any, **named: Any) -> Any:
            caller = str(sys._getframe(1).f_globals.get("__name__", ""))
            if caller.startswith("screens.") and name not in self.failed:
                self.failed.append(name)
                with suppress(NoActiveWorker):
                    self.workers[name] = get_current_worker()
                raise unknown
            self.answered.add(name)
            return call(*given, **named)

        return fails_once

    def watched(self, opens: Callable[..., Any]) -> Callable[..., Any]:
        """A way to the database that is no way for the thread that draws."""

        @wraps(opens)
        def watched(*given: Any, **named: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                rooms = _modules_above(sys._getframe(1))
                who = next((name for name in rooms if name.startswith(("screens.", "tests."))), "")
                self.drawing += [who] if who.startswith("screens.") else []
            return opens(*given, **named)

        return watched


def _modules_above(frame: FrameType | None) -> Iterator[str]:
    """The modules that led there, the last first, but for this one, which stands in between."""
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        yield from [name] if name != __name__ else []
        frame = frame.f_back


def _functions() -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    """Every function that a module of a desk defines, with the module."""
    for found in pkgutil.walk_packages(loket.desk.__path__, "loket.desk."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isfunction(value) and value.__module__ == found.name and not name.startswith("_"):
                yield module, name, value


def called_by_screens() -> set[str]:
    """The functions that are given an open office and that a screen names, as they fail in `broken_once`.

    What stands in the hall is a program of its own: what fails there its own tests show.
    """
    functions = {f"{owner.__name__}.{name}": call for owner, name, call in _functions()}
    given = {name for name, call in functions.items() if next(iter(signature(call).parameters), "") == "desk"}
    screens = [module for module in modules_of_screens() if not module.__name__.startswith("screens.hall")]
    named = {name for module in screens for name in _named(ast.parse(getsource(module)))}
    return {name.removeprefix("loket.desk.") for name in given & named}


def _named(tree: ast.Module) -> Iterator[str]:
    """What a module names of others' modules, as it was imported there."""
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in imported:
            yield imported[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{imported.get(node.value.id)}.{node.attr}"


def modules_of_screens() -> list[ModuleType]:
    """All of them, for what is imported only now would keep what stands in the place of a function."""
    found = pkgutil.walk_packages(screens.__path__, "screens.")
    return [importlib.import_module(module.name) for module in found]


def every_subclass(base: type[Part]) -> set[type[Part]]:
    """What a class is the base of, at whatever distance."""
    near = base.__subclasses__()
    return {*near, *(c for subclass in near for c in every_subclass(subclass))}


@cache
def _named_where() -> list[tuple[Any, str, Callable[..., Any], list[tuple[ModuleType, str]]]]:
    """Every function of a desk before any test changes it: its module and name, and where screens name it."""
    where: dict[int, list[tuple[ModuleType, str]]] = {}
    for module in modules_of_screens():
        for mine, value in vars(module).items():
            where.setdefault(id(value), []).append((module, mine))
    return [(owner, name, call, where.get(id(call), [])) for owner, name, call in _functions()]


def broken_once(monkeypatch: pytest.MonkeyPatch) -> Boundary:
    """From now on each function of a desk fails at its first call from a screen."""
    boundary = Boundary()
    for owner, name, call, screens_too in _named_where():
        title = f"{owner.__name__.removeprefix('loket.desk.')}.{name}"
        if title in _TELLING:
            continue
        fails = boundary.once(title, call)
        for module, mine in ((owner, name), *screens_too):
            monkeypatch.setattr(module, mine, fails)
    for kind, name in _METHODS:
        assert isclass(kind)
        monkeypatch.setattr(kind, name, boundary.once(f"{kind.__name__}.{name}", getattr(kind, name)))
    for way in ("read", "snapshot", "write"):
        monkeypatch.setattr(Store, way, boundary.watched(getattr(Store, way)))
    explain = KeyBar.explain

    def heard(bar: KeyBar, text: str) -> None:
        boundary.said.append(text)
        explain(bar, text)

    monkeypatch.setattr(KeyBar, "explain", heard)
    return boundary


@dataclass
class Walk:
    """A clerk who goes on after each failure: the screen is read again, and the key pressed again."""

    clerk: Clerk
    boundary: Boundary

    async def step(self, keys: str, *sees: str, again: str = "") -> None:
        """Press these keys (`=text` is typed) until the screen says `sees`; each failure must be told.

        `again` are the keys that do the same another time, where those are others.
        """
        for attempt in range(_TRIES):
            failed, said = len(self.boundary.failed), len(self.boundary.said)
            for key in (again if attempt and again else keys).split():
                if key.startswith("="):
                    await self.clerk.write(key[1:].replace("_", " "))
                else:
                    await self.clerk.press(key)
            while len(self.boundary.failed) > failed:
                new = self.boundary.untold(failed)
                assert not new or SENTENCES & set(self.boundary.said[said:]), f"nothing was said of {new}"
                failed, said = len(self.boundary.failed), len(self.boundary.said)
                await self.look_again()
            if self.shows(*sees):
                return
        raise AssertionError(f"{keys}: {sees} not on the screen:\n{self.clerk.screen}")

    def shows(self, *words: str) -> bool:
        seen = self.clerk.screen
        return all(word in seen or word in " ".join(seen.split()) for word in words)

    async def look_again(self) -> None:
        """What the screen does by itself a moment later."""
        for screen in self.clerk.app.screen_stack:
            if isinstance(screen, LoketScreen) and screen._later is not None:
                screen.call_later(screen.look_again)
        self.clerk.app.call_later(live(self.clerk.app).changes.look)
        self.clerk.app.call_later(live(self.clerk.app).tick)
        await self.clerk.settle()
