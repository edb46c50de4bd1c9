"""What was done to all of a queue's day (a pause, a stop, its closing), as far as it was not taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loket.store.journal import Entry

UNDONE = "undone"
"""Under which an entry has the sequence of the one that it takes back."""


def in_force(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those of the newest first that count: none that was taken back, nor what took it back."""
    left_out = set[int]()
    for entry in entries:
        taken_back = entry.data.get(UNDONE)
        if taken_back is not None:
            left_out.add(taken_back)
        elif entry.seq not in left_out:
            yield entry
