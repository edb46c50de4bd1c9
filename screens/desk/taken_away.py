"""What others ended, or took from one's hands, stays in its list, struck through, until it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loket.flow.standing import Standing
from screens.widgets.work_list import Cell, Row

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow, RowKey

IN_HAND, NO_LONGER = "DI TANGAN ANDA", "TIDAK LAGI DI TANGAN ANDA"

Groups = Sequence[tuple[str, Sequence["PileRow"]]]


class TakenAway:
    """The rows that are struck through in one list, each where it stood."""

    def __init__(self) -> None:
        self._rows: dict[RowKey, tuple[PileRow, str, int]] = {}
        self._stood: dict[RowKey, tuple[str, int]] = {}  # heading and place of every row that was shown last
        self._under_cursor: RowKey | None = None

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def missing(self, before: Mapping[RowKey, PileRow], now: Iterable[PileRow], person: int) -> set[int]:
        """The files that left the list or this person's hands, and those struck through that are not back."""
        held = {row.key: row.work.person for row in now}
        mine = {key for key, row in before.items() if row.work.person == person}
        left = {key for key in before if key not in held or (key in mine and held[key] != person)}
        struck = {key for key in self._rows if held.get(key) != person}
        return {file for file, _ in left | struck}

    def strike(self, rows: Iterable[PileRow]) -> None:
        """Keep these in sight, and no others: what was given back stands in the list as before."""
        stood = {row.key: (row, *self._stood[row.key]) for row in rows if row.key in self._stood}
        self._rows = {
            key: (row, NO_LONGER if heading == IN_HAND else heading, place)
            for key, (row, heading, place) in stood.items()
        }

    def why(self, key: RowKey) -> str | None:
        """Why a file that is struck through cannot be taken; None where it can, being put back."""
        if key not in self._rows or _is_put_back(self._rows[key][0]):
            return None
        outcome = _outcome(self._rows[key][0])
        return f"berkas sudah selesai ({outcome})" if outcome else "sekarang pada rekan"

    def seen(self, cursor: RowKey | None) -> RowKey | None:
        """The cursor came to a row: the struck one that it has left was seen, and is struck no more."""
        left, self._under_cursor = self._under_cursor, cursor
        if left is None or left == cursor or left not in self._rows:
            return None
        del self._rows[left]
        return left

    def among(self, groups: Groups) -> list[tuple[str, list[PileRow]]]:
        """The list's groups with what is struck through, each row once."""
        shown = [(heading, [row for row in rows if row.key not in self._rows]) for heading, rows in groups]
        for row, heading, place in sorted(self._rows.values(), key=lambda struck: struck[2]):
            group = next((rows for name, rows in shown if name == heading), None)
            if group is None:
                group = []
                shown.insert(0, (heading, group))
            group.insert(place, row)
        self._stood = {row.key: (name, at) for name, rows in shown for at, row in enumerate(rows)}
        return shown

    def draw(self, row: Row[RowKey], of: PileRow) -> Row[RowKey]:
        """The row as it is shown: struck through, and why."""
        if of.key not in self._rows:
            return row
        words = [cell.text if isinstance(cell, Cell) else cell for cell in row.cells[:-1]]
        why = _outcome(of) or ("di tumpukan" if _is_put_back(of) else "pada rekan")
        return replace(row, cells=(*words, Cell(why, "lewat")), countdown=None, style="coret")


def _outcome(row: PileRow) -> str:
    """How a file ended; empty while it goes on, also once it is decided."""
    return (row.work.outcome or "") if row.work.ended_at is not None else ""


def _is_put_back(row: PileRow) -> bool:
    return not _outcome(row) and row.work.standing is Standing.WAITING
