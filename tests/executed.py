"""Whether a run of the tests had a server execute every statement of `loket/store`, or which it never did.

Each process that shares the tests tells of its own; who began them adds up (`--statements`).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from sqlalchemy import TextClause

import loket.store
from loket.store import sql

_OF_SCREENS = "only screens ask for it, whose tests have their office in a file"
NEVER = {
    "files._LAST_OF": _OF_SCREENS,
    "lists._APART": "asked where a list is longer than a page",
    "lists._TAKEN_AWAY": _OF_SCREENS,
    "tickets._CALLED_TO": "asked where a number that is shown in the hall has no counter any more",
    "values._NEXT": "a desk's transaction knows it from its beginning",
}
"""Of what no test on a server executes, why; that a server understands it `test_both_engines` sees."""
_told = set[str]()


def statements() -> dict[str, TextClause]:
    """All that stand in the room by themselves, by where."""
    found: dict[str, TextClause] = {}
    for each in pkgutil.iter_modules(loket.store.__path__):
        if not each.ispkg:
            module = vars(import_module(f"loket.store.{each.name}"))
            found |= {f"{each.name}.{name}": value for name, value in module.items() if _is_own(value)}
    return found


def _is_own(value: object) -> bool:
    return isinstance(value, TextClause)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("file", "server"), help="run on this what can run on either")
    parser.addoption("--statements", action="store_true", help="fail where a server executed some never")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """What another process tells."""
    _told.update(getattr(node, "workeroutput", {}).get("executed", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell whoever began this process; who began by themselves say what is missing."""
    done = {each for each, dialect in sql._COMPILED if dialect == "postgresql"}
    executed = [name for name, statement in statements().items() if statement in done]
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["executed"] = executed
        return
    _told.update(executed)
    if session.config.getoption("statements") and session.exitstatus == pytest.ExitCode.OK and missing():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def missing() -> list[str]:
    """What no server executed, though nothing says why; nothing where there was no server at all."""
    return sorted(statements().keys() - _told - NEVER.keys()) if _told else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("statements"):
        for name in missing():
            terminalreporter.write_line(f"FAILED no test has a server execute {name}")
