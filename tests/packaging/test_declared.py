"""What the code imports is declared, and what is declared is pinned to what was tested."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.installed import ROOT


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> list[Requirement]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonical(name): version for name, version in pins}


def imported_packages() -> Iterator[tuple[str, str]]:
    """(file, top-level package) for every absolute import in the program."""
    for folder in ("loket", "screens"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                for name in names:
                    yield path.relative_to(ROOT).as_posix(), name.partition(".")[0]


def test_every_library_the_program_imports_is_declared() -> None:
    ours = {canonical(requirement.name) for requirement in declared("suara", "postgres")}
    providers = packages_distributions()
    undeclared = {
        (file, package)
        for file, package in imported_packages()
        if package not in sys.stdlib_module_names
        and package not in {"loket", "screens"}
        and not ours & {canonical(name) for name in providers.get(package, [])}
    }
    assert undeclared == set()


def test_the_pins_are_within_the_declared_ranges() -> None:
    pins = pinned()
    outside = [str(r) for r in declared("dev") if not r.specifier.contains(pins[canonical(r.name)])]
    assert outside == []


@pytest.mark.skipif(sys.platform != "linux", reason="the pins were written down on Linux")
def test_everything_that_gets_installed_is_pinned() -> None:
    needed: set[str] = set()
    waiting = declared("dev")
    while waiting:
        requirement = waiting.pop()
        name = canonical(requirement.name)
        if name in needed:
            continue
        try:
            below = distribution(name).requires or []
        except PackageNotFoundError:
            pytest.fail(f"{name} is declared and not installed: run make test, or install .[dev]")
        needed.add(name)
        extras = requirement.extras | {""}
        for line in below:
            inner = Requirement(line)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(inner)
    assert needed - pinned().keys() == set()


def test_the_pins_name_no_place_to_fetch_from() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|@", text, re.MULTILINE)
