"""Requirements that a return marks as lacking, and its undo gives back."""

from __future__ import annotations

from loket.desk.case.on_record import Happened, OnRecord, write
from loket.desk.case.readiness import LACKING, checklist
from loket.desk.note_names import MARK_NOTE
from loket.desk.office import Desk
from loket.flow.acts import Choose, Event, Note
from loket.store import texts
from loket.store.sql import Connection

_BEFORE = "semula"


def mark_missing(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Mark as lacking what a return asks for: when the file comes back, it has to be looked at again.

    The journal's note of it keeps the mark that stood there before, for an undo.
    """
    file, event = happened.after, happened.event
    asked = event.act.missing if isinstance(event.act, Choose) else ()
    for item in checklist(conn, desk, file.row) if asked else ():
        if item.requirement.id in asked and item.mark != LACKING:
            _set(conn, file, item.requirement.id, LACKING, item.note, event)
            note = Note(MARK_NOTE, {"item": item.requirement.id, "tanda": LACKING, _BEFORE: item.mark})
            now, seq = event.recorded, file.state.seq + 1
            by = (event.person, event.role, event.station)
            file = write(conn, desk, file, Event(seq, now, now, note, *by))
    return file


def unmark_missing(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Give back the marks that the return now undone had changed, where nobody has changed them since."""
    undone, marks = happened.before.state.last, texts.marks(conn, happened.before.row.id)
    since = [e.act for e in happened.before.events if undone is not None and e.seq > undone.seq]
    for act in since:
        if isinstance(act, Note) and _BEFORE in act.data:
            item = act.data["item"]
            if marks[item].mark == LACKING:
                _set(conn, happened.after, item, act.data[_BEFORE], marks[item].note, happened.event)
    return happened.after


def _set(conn: Connection, file: OnRecord, item: str, mark: str, note: str, event: Event) -> None:
    assert event.person is not None  # the program itself returns nothing and undoes nothing
    texts.set_mark(conn, file.row.id, item, mark, note, event.person, event.recorded)
