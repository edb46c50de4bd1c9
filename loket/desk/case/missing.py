"""Requirements that a return marks as lacking, and its undo gives back."""

from __future__ import annotations

from collections.abc import Mapping

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
            told = {"item": item.requirement.id, "tanda": LACKING, _BEFORE: item.mark}
            file = _mark(conn, desk, file, event, told, item.note)
    return file


def unmark_missing(conn: Connection, desk: Desk, happened: Happened) -> OnRecord:
    """Give back the marks that the return now undone had changed, where nobody has marked them since."""
    undone, file = happened.before.state.last, happened.after
    since = [e.act for e in happened.before.events if undone is not None and e.seq > undone.seq]
    latest = {act.data["item"]: act.data for act in since if isinstance(act, Note) and act.what == MARK_NOTE}
    marks = texts.marks(conn, file.row.id) if latest else {}
    for item, told in latest.items():
        if _BEFORE in told:
            given_back = {"item": item, "tanda": told[_BEFORE]}
            file = _mark(conn, desk, file, happened.event, given_back, marks[item].note)
    return file


def _mark(
    conn: Connection, desk: Desk, file: OnRecord, event: Event, told: Mapping[str, str], note: str
) -> OnRecord:
    """Set the mark that the journal's note `told` names, and write the note, by whom `event` is."""
    assert event.person is not None  # the program itself returns nothing and undoes nothing
    texts.set_mark(conn, file.row.id, told["item"], told["tanda"], note, event.person, event.recorded)
    now, by = event.recorded, (event.person, event.role, event.station)
    return write(conn, desk, file, Event(file.state.seq + 1, now, now, Note(MARK_NOTE, told), *by))
