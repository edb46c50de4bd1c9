"""Taking acts on a file back: whether that can still be done, and doing it."""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.case.on_record import OnRecord, on_record
from loket.desk.case.record import Ref, record
from loket.desk.drafts import DRAFT_PLACE, draft_subject, filed_subject
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Event, Refused, Register, Undo, Void
from loket.flow.rules import check
from loket.store import drafts, files
from loket.store.sql import Connection


def hindrance(
    conn: Connection, desk: Desk, person: Actor, file: int, acts: Sequence[int]
) -> Exception | None:
    """Why the person cannot take these acts on a file back, the last first; None when they can."""
    try:
        known = on_record(conn, desk, file)
    except Unreadable as unreadable:
        return unreadable
    today = day_began(known.time, desk.now())
    for seq in acts:
        undoing = _undoing(known.events, seq)
        try:
            check(known.procedure, known.state, person, undoing, today=today)
        except Refused as refused:
            return refused
        at = known.state.last_at
        known = known.with_event(Event(known.state.seq + 1, at, at, undoing, person.person))
    return None


def take_back(
    conn: Connection, desk: Desk, person: Actor, file: int, seq: int, known: OnRecord | None = None
) -> OnRecord:
    """Take one act back; of a registration the file is voided, and what was typed for it stands again.

    Gives the file as it is then; `known`: as it was, where the caller has it already.

    Raises:
        Refused: as `hindrance` says, or when others have gone on with a follow-up.
        Forgotten: somebody whom it would show was erased since.
    """
    known = known if known is not None else on_record(conn, desk, file)
    undoing = _undoing(known.events, seq)
    after = record(conn, desk, person, Ref(file, known.state.seq), undoing, known=known)
    if isinstance(undoing, Void):
        subject = draft_subject(files.file_row(conn, file).ticket_id)
        drafts.move_draft(conn, person.person, DRAFT_PLACE, filed_subject(file), subject)
    return after


def _undoing(events: Sequence[Event], seq: int) -> Undo | Void:
    """What takes back the act with this sequence: a registration cannot be undone, it is voided."""
    registered = any(event.seq == seq and isinstance(event.act, Register) for event in events)
    return Void(undone=seq) if registered else Undo(seq)
