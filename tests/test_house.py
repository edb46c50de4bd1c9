"""The house is as docs/house.md tells it."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from loket.flow import acts
from loket.flow.queue.acts import TicketAct
from tests.installed import ROOT

IN_SQL = re.compile(r"\bkind\s*(?:=|<>|IN)\s*\(?'(\w+)'")


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(path for room in ("loket", "screens") for path in (ROOT / room).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def kinds_written_out(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What the kind of an entry is compared with, where that is no name: in Python, and in SQL."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Compare)
            and isinstance(node.left, ast.Attribute)
            and node.left.attr == "kind"
        ):
            for other in node.comparators:
                if isinstance(other, ast.Constant) and isinstance(other.value, str):
                    yield node.lineno, other.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, word) for word in IN_SQL.findall(node.value))


def test_an_act_is_known_by_its_class_and_its_word_is_written_there_alone() -> None:
    words = {act.word for act in (*get_args(acts.Act), *get_args(TicketAct))}
    assert [
        f"{path}:{line} {word}"
        for path, tree in sources()
        for line, word in kinds_written_out(tree)
        if word in words
    ] == []


HOUSE = (ROOT / "docs/house.md").read_text(encoding="utf-8")
BETWEEN_TICKS = re.compile(r"`([^`]+)`")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TABLES = ("", "loket/desk", "screens")
"""The tables of rooms, in their order, by the folder in which what they name lies."""


def rooms(table: str) -> list[tuple[list[str], list[str]]]:
    """Each line's rooms, and what its description names."""
    found = [t for t in re.findall(r"(?:^\|.*\n)+", HOUSE, re.M) if t.startswith("| room |")]
    lines = [line.split("|")[1:3] for line in found[TABLES.index(table)].splitlines()[2:]]
    return [(BETWEEN_TICKS.findall(names), BETWEEN_TICKS.findall(holds)) for names, holds in lines]


def modules(folder: Path) -> set[str]:
    files = {path.name for path in folder.glob("*.py")} - {"__init__.py", "__main__.py"}
    return files | {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}


def stems(names: Iterable[str]) -> list[str]:
    return [name.removesuffix("/").removesuffix(".py") for name in names]


@pytest.mark.parametrize("folder", ["loket/desk", "screens"])
def test_the_rooms_stand_in_the_order_of_their_arrows(folder: str) -> None:
    (layers,) = (
        c["layers"]
        for c in PROJECT["tool"]["importlinter"]["contracts"]
        if c.get("containers") == [folder.replace("/", ".")]
    )
    layer_of = {name: at for at, layer in enumerate(layers) for name in re.findall(r"\w+", layer)}
    names = [name for line, _ in rooms(folder) for name in line]
    assert set(names) == modules(ROOT / folder)
    assert stems(names) == sorted(stems(names), key=layer_of.__getitem__)


def test_each_room_of_the_program_is_told_of() -> None:
    named = {name for line, _ in rooms("") for name in line}
    assert named == {"data/", "screens/", *(f"loket/{n}" for n in modules(ROOT / "loket") if n.endswith("/"))}
    beside = HOUSE.split("Beside them:")[1].split("\n\n")[0]
    assert {n for n in modules(ROOT / "loket") if n.endswith(".py")} <= {*BETWEEN_TICKS.findall(beside)}


@pytest.mark.parametrize("table", TABLES)
def test_of_a_room_either_each_file_is_named_or_none(table: str) -> None:
    for line, holds in rooms(table):
        named = {*stems(name for name in holds if re.fullmatch(r"[a-z_]+/?", name))} - {"meminta"}
        inside = [{*stems(modules(ROOT / table / room))} for room in line if room != "loket/desk/"]
        told = set().union(*(files for files in inside if files & named))
        assert not told or named == told, line


@pytest.mark.parametrize("page", ["docs/house.md", "docs/invariants.md", "CONTRIBUTING.md"])
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    words = BETWEEN_TICKS.findall((ROOT / page).read_text(encoding="utf-8"))
    paths = [word for word in words if re.fullmatch(r"[\w.]+(?:/[\w.-]+)+/?", word)]
    above = [ROOT, ROOT / "loket", ROOT / "loket/desk", ROOT / "screens", ROOT / "tests"]

    def there(path: str) -> bool:
        path = path.rstrip("/").replace("ID", "*")
        likely = (path, f"{path}.py", f"{path.rpartition('.')[0]}.py")  # the last: a name in that file
        return any(next(folder.glob(name), None) for folder in above for name in likely)

    assert [path for path in paths if not there(path)] == []


def test_no_test_waits_in_real_time_for_long() -> None:
    """Half a second at most at a time: time is passed in or frozen."""
    waits = re.compile(r"\bsleep\((\d+(?:\.\d+)?)\)")
    found = [
        f"{path.relative_to(ROOT)}: {seconds}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for seconds in waits.findall(path.read_text(encoding="utf-8"))
        if float(seconds) > 0.5
    ]
    assert found == []
