"""Loket 4: the list to print, permits that wait for their applicants, and the hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.case.lists import to_collect
from screens.desk.screen import DeskScreen

if TYPE_CHECKING:
    from loket.desk.case.lists import PileRow


class IssuanceScreen(DeskScreen):
    """Print, wait, hand over. A permit that waits is woken by F2, "Datang"."""

    def __init__(self) -> None:
        super().__init__("Pengambilan")

    def also_to_collect(self) -> tuple[tuple[PileRow, ...], int]:
        return to_collect(self.desk, self.who)
