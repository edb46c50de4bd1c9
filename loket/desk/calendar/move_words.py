"""Which deadlines a change moves, from when to when, in words for whoever decides about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loket.desk.calendar.moving import Moved
from loket.desk.words.deadline import NAMES
from loket.sla import WorkingTime
from loket.sla.explain import format_end

MOST_MOVED = 20


def moves_told(moved: Sequence[Moved]) -> str:
    """How many files have another deadline, and how many applicants another date; empty where none has."""
    files, promises = (len({m.file for m in some}) for some in (moved, [m for m in moved if m.promised]))
    also = f", juga janji kepada {promises} pemohon" if promises else ""
    return f"Batas waktu {files} berkas bergeser{also}" if files else ""


def move_lines(moved: Sequence[Moved], time: WorkingTime, most: int = MOST_MOVED) -> Iterator[str]:
    """How many, and each limit that moves; of very many the first. No line where none does."""
    if moved:
        yield f"{moves_told(moved)}:"
        yield from move_rows(moved, time, most)


def move_rows(moved: Sequence[Moved], time: WorkingTime, most: int = MOST_MOVED) -> Iterator[str]:
    """Each limit that moves; of very many the first."""
    for m in moved[:most]:
        name = NAMES[m.limit] if m.limit is not None else "Standar Pelayanan"
        told = " (janji)" if m.promised else ""
        yield f"  {m.number} {name}{told}: {_when(time, m.before)} menjadi {_when(time, m.after)}"
    if more := moved[most:]:
        yield f"  … dan {len(more)} batas lain"


def _when(time: WorkingTime, due: int | None) -> str:
    return format_end(time, due) if due is not None else "belum dihitung"
