"""What each screen showed when somebody last looked at it and found it good, kept as text beside this file.

`LOKET_UPDATE=1 pytest tests/snapshots` writes the texts anew; what changed is then read in the diff.
"""

from __future__ import annotations

import os
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
    shown = shown.rstrip("\n") + "\n"
    if UPDATE:
        if IN_CI:
            raise NoUpdateInCI
        kept.write_text(shown, "utf-8")
        return []
    if not kept.exists():
        return [f"{kept.name} is not there: look at the screen, then LOKET_UPDATE=1 pytest tests/snapshots"]
    before = kept.read_text("utf-8")
    return list(
        unified_diff(before.splitlines(), shown.splitlines(), f"{name}.txt", "shown now", lineterm="", n=1)
    )
