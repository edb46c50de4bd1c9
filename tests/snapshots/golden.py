"""What each screen showed when somebody last looked at it and found it good, kept as text beside this file.

A screen is kept without its bars, of a question its box alone: what many show stands in few texts. The bars
of all screens of a size are in one (`bars-80x24.txt`), a part for each.

`LOKET_UPDATE=1 pytest tests/snapshots` writes the texts anew; what changed is then read in the diff.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

HERE = Path(__file__).parent
# Read on import: the tests' own set-up forgets every LOKET_ variable of whoever runs them.
UPDATE = os.environ.get("LOKET_UPDATE") == "1"
IN_CI = "CI" in os.environ


class NoUpdateInCI(Exception):
    """In CI the texts are compared, never written."""


def check(name: str, shown: str) -> list[str]:
    """Compare what is shown with the text kept under `name`; the lines of the difference, empty if none."""
    kept = HERE / f"{name}.txt"
    before = kept.read_text("utf-8") if kept.exists() else None
    return _compare(name, before, shown, lambda text: kept.write_text(text, "utf-8"))


def whole(view: str, size: str) -> list[str]:
    """The lines of a screen as they are kept, the first of its bars above and the others below."""
    top, *below = _parts((HERE / f"bars-{size}.txt").read_text("utf-8"))[view].splitlines()
    return [top, *(HERE / f"{view}-{size}.txt").read_text("utf-8").splitlines(), *below]


def check_part(name: str, part: str, shown: str) -> list[str]:
    """The same for one part of a text that many have in common."""
    kept = HERE / f"{name}.txt"
    parts = _parts(kept.read_text("utf-8")) if kept.exists() else {}

    def write(text: str) -> None:
        whole = sorted({**parts, part: text}.items())
        kept.write_text("\n".join(f"{_PART}{part}\n{text}" for part, text in whole), "utf-8")

    return _compare(f"{name}, {part}", parts.get(part), shown, write)


_PART = "== "


def _parts(text: str) -> dict[str, str]:
    found = (part.split("\n", 1) for part in f"\n{text}".split(f"\n{_PART}")[1:])
    return {name: lines.rstrip("\n") + "\n" for name, lines in found}


def _compare(name: str, before: str | None, shown: str, write: Callable[[str], object]) -> list[str]:
    shown = shown.rstrip("\n") + "\n"
    if UPDATE:
        if IN_CI:
            raise NoUpdateInCI
        write(shown)
        return []
    if before is None:
        return [f"{name} is not there: look at the screen, then LOKET_UPDATE=1 pytest tests/snapshots"]
    return list(unified_diff(before.splitlines(), shown.splitlines(), name, "shown now", lineterm="", n=1))
