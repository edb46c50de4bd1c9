"""Each office's demo, played once; tests take a copy."""

from __future__ import annotations

from pathlib import Path

from loket.demo import office as demo
from tests.shared import made_once

HOST = 1_700_000_000_000  # some night in another year: the demo does not care


def played(office: str) -> Path:
    """The folder with the `demo.db` of that office."""
    return made_once(f"demo-{office}", lambda folder: demo.make(folder / "demo.db", office, host_now=HOST))
