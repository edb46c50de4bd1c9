"""A file's deadline as columns of its open interval, in which an index puts all files by their urgency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from loket.flow.deadline import Deadline, Still
from loket.flow.limits import LimitKind
from loket.sla import Clock

COLUMNS = ("due_at", "near_at", "due_clock", "due_kind", "due_last", "due_estimated", "legal_at")

# In `due_at` where no time runs out: behind every deadline, and among each other in the order of `Still`.
_INSTEAD = {still: (2 + place) * 10**15 for place, still in enumerate(Still)}
_STILL = {instead: still for still, instead in _INSTEAD.items()}


def due_values(due: Deadline | Still) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    if isinstance(due, Still):
        return _INSTEAD[due], _INSTEAD[due], "", "", "", False, None
    last = due.last.isoformat()
    return due.at, due.near, due.clock.value, due.kind.value, last, due.estimated, due.legal


def due_from(row: Mapping[str, Any]) -> Deadline | Still:
    """The deadline that a row with COLUMNS holds."""
    at = row["due_at"]
    if at in _STILL:
        return _STILL[at]
    return Deadline(
        at,
        Clock(row["due_clock"]),
        LimitKind(row["due_kind"]),
        date.fromisoformat(row["due_last"]),
        row["near_at"],
        bool(row["due_estimated"]),
        row["legal_at"],
    )


def urgency(due: Deadline | Still) -> int:
    """The place in the order of the lists: what is due first, then what does not run."""
    return _INSTEAD[due] if isinstance(due, Still) else due.at
