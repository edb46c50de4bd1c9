"""What is to be remembered of the files that somebody sees at their desk: told once when its time comes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from screens.wording.lists import NOW, all_of, next_to_remember

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow
    from screens.shell.screen import LoketScreen


class Due:
    """Which of it is due; `read` is given the files that lie there, each time that they are read."""

    def __init__(self, screen: LoketScreen) -> None:
        self._screen = screen
        self._next: int | None = None
        self._told = set[tuple[int, int]]()

    def read(self, rows: Collection[PileRow], now: int) -> None:
        """Tell what came due and was not told yet, but of a file that a colleague has."""
        self._next = next_to_remember(rows, now)
        due = {
            (row.work.file_id, row.work.remembered): row.work.number
            for row in rows
            if row.work.remembered is not None
            and row.work.remembered <= now
            and row.work.person in (None, self._screen.who.person)
        }
        if new := [number for key, number in due.items() if key not in self._told]:
            self._screen.say(due_words([self._screen.listed(number) for number in new]))
        self._told = {*due}

    def tick(self, now: int) -> None:
        """At its time the files are read again."""
        if self._next is not None and now >= self._next:
            self._next = None
            self._screen.changed()


def due_words(numbers: Collection[str]) -> str:
    """That the time has come to remember something of these files."""
    return f"{NOW} {all_of(numbers)}: sudah waktunya. Catatannya tampil pada berkasnya; F7 mencabutnya."
