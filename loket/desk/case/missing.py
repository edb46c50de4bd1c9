"""Requirements that a return marks as lacking, and its undo gives back."""

from __future__ import annotations

from loket.desk.case.on_record import OnRecord, write
from loket.desk.case.readiness import LACKING, checklist
from loket.desk.note_names import MARK_NOTE
from loket.desk.office import Desk
from loket.flow.acts import (
    Choose,
    Event,
    Note,
)
from loket.store import texts
from loket.store.sql import Connection


def mark_missing(
    conn: Connection,
    desk: Desk,
    file: OnRecord,
    act: Choose,
    now: int,
    by: tuple[int, str | None, str | None],
) -> OnRecord:
    """Mark as lacking what a return asks for: when the file comes back, it has to be looked at again.

    The journal's note of it keeps the mark that stood there before (`semula`), for an undo.
    """
    for item in checklist(conn, desk, file.row):
        if item.requirement.id in act.missing and item.mark != LACKING:
            texts.set_mark(conn, file.row.id, item.requirement.id, LACKING, item.note, by[0], now)
            note = Note(MARK_NOTE, {"item": item.requirement.id, "tanda": LACKING, "semula": item.mark})
            file = write(conn, desk, file, Event(file.state.seq + 1, now, now, note, *by))
    return file


def unmark_missing(conn: Connection, file: OnRecord, now: int, person: int) -> None:
    """Give back the marks that the return now undone had changed, where nobody has changed them since."""
    marks = texts.marks(conn, file.row.id)
    seq = file.state.last.seq if file.state.last is not None else 0
    for event in reversed(file.events[: seq - 1]):
        if not isinstance(event.act, Note) or "semula" not in event.act.data:
            return
        item, before = event.act.data["item"], event.act.data["semula"]
        if marks[item].mark == LACKING:
            texts.set_mark(conn, file.row.id, item, before, marks[item].note, person, now)
