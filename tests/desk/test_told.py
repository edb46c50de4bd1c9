"""Who holds what several told against the journal sees what does not agree."""

from __future__ import annotations

import pytest

from loket.store.journal import Entry
from tests.desk.told import Told, amiss

TAKEN, CALLED = ("file", 1, 2), ("ticket", 7, 3)
TOLD = [Told(1, "take", 10, 20, [TAKEN]), Told(2, "call", 30, 40, [CALLED]), Told(2, "take", 50, 60, [])]


def entry(number: int, name: tuple[str, int, int], person: int, together: int | None = None) -> Entry:
    return Entry(number, *name, "x", 0, 0, person, None, None, None, together, {}, {}, "", "")


WRITTEN = [entry(1, TAKEN, 1), entry(2, CALLED, 2), entry(3, ("file", 1, 3), 2, together=2)]


def test_what_was_told_and_written_alike_agrees() -> None:
    assert amiss(TOLD, WRITTEN) == []


@pytest.mark.parametrize(
    ("told", "written", "said"),
    [
        (TOLD, WRITTEN[1:], ["take [('file', 1, 2)] is there 0 times"]),
        (TOLD, [*WRITTEN, entry(4, ("file", 9, 1), 2)], ["entry 4 is of 0 acts"]),
        ([*TOLD, TOLD[1]], WRITTEN, ["entry 2 is of 2 acts"]),
        (
            TOLD[::-1],
            [entry(1, CALLED, 2), entry(2, TAKEN, 1)],
            ["take, entry 2, comes after one that began later"],
        ),
        (TOLD, [entry(1, TAKEN, 2), *WRITTEN[1:]], ["take of 1 is written as 2's"]),
    ],
    ids=["lost", "written though refused", "two acts as one", "out of order", "somebody else's"],
)
def test_what_does_not_agree_is_seen(told: list[Told], written: list[Entry], said: list[str]) -> None:
    assert amiss(told, written) == said
