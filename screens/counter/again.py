"""The question whose next file it is, where somebody came for the applicant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Pick

if TYPE_CHECKING:
    from loket.desk.intake.again import Last
    from screens.widgets.work_list import RowId

_PERSON, _PROXY = "person", "proxy"


def ask_again(last: Last, begin: Callable[[Last], None]) -> tuple[Pick, Callable[[RowId | None], None]]:
    """The dialog, and what takes its answer: `begin` with what then holds of the last registration."""
    rows: list[tuple[RowId, str]] = []
    if last.applicant is not None:
        rows.append((_PERSON, f"Orang yang sama: {last.applicant.name}"))
    if last.proxy is not None:
        rows.append((_PROXY, f"Kuasa yang sama: {last.proxy.name}, untuk orang lain"))

    def picked(row: RowId | None) -> None:
        if row is not None:
            begin(last if row == _PERSON else replace(last, applicant=None))

    return Pick("Daftarkan lagi untuk siapa?", rows), picked
