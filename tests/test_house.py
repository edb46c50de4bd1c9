"""The house is as docs/house.md tells it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from loket.flow import acts, queue
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
    words = {act.word for act in (*get_args(acts.Act), *get_args(queue.TicketAct))}
    assert [
        f"{path}:{line} {word}"
        for path, tree in sources()
        for line, word in kinds_written_out(tree)
        if word in words
    ] == []
