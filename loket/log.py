"""The program's log beside an office's data: when programs began and ended, what failed, how tasks went.

It names nobody: what is written are the program's own words, kinds and places. Each entry is one write to
the end of the file, so that any number of programs share it. Once it has grown it begins anew, and the one
before is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loket import modes

LOG = "loket-catatan.log"
_BEFORE = ".1"
_MOST_BYTES = 2_000_000
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """What a process (`program`) noted at an instant: `what` in a few words, `lines` more of it."""

    at: datetime
    program: str
    what: str
    lines: tuple[str, ...]


def note(log: Path, what: str, lines: Sequence[str] = ()) -> bool:
    """Append an entry, as private as the folder; False when it cannot be written."""
    head = f"{datetime.now(UTC).isoformat(timespec='seconds')} {os.getpid()} {what}"
    words = "".join(f"{line}\n" for line in (head, *(_INDENT + line for line in lines)))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _MOST_BYTES:
            os.replace(log, log.with_name(log.name + _BEFORE))
        with os.fdopen(modes.opened(log, os.O_WRONLY | os.O_APPEND), "wb") as out:
            out.write(words.encode())
    except OSError:
        return False
    return True


def entries(log: Path, since: datetime) -> Iterator[Entry]:
    """What was noted from then on, oldest first; what is no entry is passed over. Raises OSError."""
    head, lines = "", list[str]()
    for line in (*_lines(log.with_name(log.name + _BEFORE)), *_lines(log), ""):
        if line.startswith(_INDENT):
            lines.append(line.removeprefix(_INDENT))
            continue
        at, _, rest = head.partition(" ")
        program, _, what = rest.partition(" ")
        if (instant := _instant(at)) is not None and instant >= since:
            yield Entry(instant, program, what, tuple(lines))
        head, lines = line, []


def _lines(log: Path) -> list[str]:
    return log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []


def _instant(at: str) -> datetime | None:
    """None for a line that was cut off, or is not ours."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
