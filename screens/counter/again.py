"""The questions whose next file it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from screens.widgets.dialogs import Pick

if TYPE_CHECKING:
    from loket.desk.intake.again import Last
    from screens.widgets.work_list import RowId

_PERSON, _PROXY = "person", "proxy"
_SERVED, _OTHER = "served", "other"


def same_person(last: Last, other: Last) -> bool:
    """Whether somebody applied or came for both."""
    return bool(_ids(last) & _ids(other))


def _ids(last: Last) -> set[int]:
    return {person.id for person in (last.applicant, last.proxy) if person is not None}


def ask_served(
    number: str, served: Last, other: Last, begin: Callable[[Last], None]
) -> tuple[Pick, Callable[[RowId | None], None]]:
    """Whose next file it is, where somebody is served and the file pointed at is another person's."""
    rows: list[tuple[RowId, str]] = [
        (_SERVED, f"Yang dilayani: {_name(served)}"),
        (_OTHER, f"Orang lain, dari berkas yang ditunjuk: {_name(other)}"),
    ]

    def picked(row: RowId | None) -> None:
        if row is not None:
            begin(served if row == _SERVED else other)

    return Pick(f"{number}: daftarkan lagi untuk siapa?", rows), picked


def _name(last: Last) -> str:
    person = last.applicant or last.proxy
    return person.name if person is not None else ""


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

    return Pick("Satu lagi untuk siapa?", rows), picked
