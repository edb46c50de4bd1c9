"""A file's requirements as the rows of a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.desk.intake.doubt import PROXY
from screens.widgets.check_list import SIGNS, CheckRow

if TYPE_CHECKING:
    from loket.desk.case.file_view import FileView


def check_items(view: FileView) -> list[CheckRow]:
    """The file's requirements, those first that lacked when it was last returned; optional ones say so."""
    asked = view.returned.missing if view.returned is not None else ()
    items = sorted(view.checklist, key=lambda item: item.requirement.id not in asked)
    return [
        CheckRow(
            item.requirement.id,
            item.requirement.name + ("" if item.requirement.obligatory else " (bila ada)"),
            next(mark for mark in SIGNS if mark == item.mark),
            item.note,
            optional=not item.requirement.obligatory
            or (item.requirement.of_proxy and view.row.came_as != PROXY),
        )
        for item in items
    ]
