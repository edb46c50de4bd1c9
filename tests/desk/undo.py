"""F9 without a screen, and the taking back of one act alone."""

from __future__ import annotations

from loket.desk import last_acts
from loket.desk.authority import Who, actor
from loket.desk.case import undoing
from loket.desk.case.record import Ref
from loket.desk.last_acts import Next
from loket.desk.office import Desk
from loket.store import files


def f9(desk: Desk, who: Who) -> Next | None:
    """Take back the latest that still can be; what that was, None where there is nothing."""
    found = last_acts.next_undo(desk, who, {})
    if found is None or not found.free:
        return None
    last_acts.undo(desk, who, found)
    return found


def undo_event(desk: Desk, who: Who, file: int, seq: int) -> Ref:
    """Take back one act on a file, whatever else the same key did."""
    with desk.store.write() as conn:
        undoing.take_back(conn, desk, actor(conn, desk, who), file, seq)
        return Ref(file, files.file_row(conn, file).version)
