"""How the office is kept, in a few words: its last backup, and what works in the background."""

from __future__ import annotations

from collections.abc import Iterator

from loket.desk.backup.latest import Latest
from loket.desk.tasks.states import State, Upkeep
from loket.desk.words.moments import clock_words
from loket.lengths import DAY
from loket.sla import WorkingTime

_DAYS = {0: "hari ini", 1: "kemarin"}
_STALE = DAY
"""How long (ms) the background process may be gone before that is said: its computer may be off at night."""


def upkeep_words(kept: Upkeep, time: WorkingTime, now: int) -> Iterator[tuple[str, bool]]:
    """What is said of it, and whether that presses."""
    yield backup_words(kept.backup), kept.backup.old
    if kept.seen is None:
        return
    yield from ((f"{state.task.title}: tidak berhasil", True) for state in kept.tasks if state.fault)
    stale = now - kept.seen > _STALE
    yield f"tugas {'terhenti sejak ' if stale else ''}{clock_words(time, kept.seen)}", stale


def backup_words(last: Latest) -> str:
    """`cadangan 3 hari lalu`."""
    if last.at is None:
        return "belum ada cadangan"
    return f"cadangan {_DAYS.get(last.days, f'{last.days} hari lalu')}"


def state_words(state: State, time: WorkingTime) -> str:
    """`Cadangan: Jum 20 Nov 08.50`, or what keeps it."""
    well = clock_words(time, state.well) if state.well is not None else "belum pernah"
    return f"{state.task.title}: {well}{f'; {state.fault}' if state.fault else ''}"
