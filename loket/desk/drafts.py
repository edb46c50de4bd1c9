"""What somebody is typing, kept at the first rest of the hands, so that a killed terminal loses nothing.

Whoever may no longer sign in is refused here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket.desk.authority import Who, actor
from loket.desk.office import Desk
from loket.lengths import DAY
from loket.store import drafts
from loket.store.drafts import Draft
from loket.text import clean_lines

__all__ = ["Draft", "drop", "forget_old", "load", "save"]
_KEPT = 30 * DAY
"""How long (ms) something half typed waits for whoever typed it."""


def save(desk: Desk, who: Who, place: str, subject: str, data: Mapping[str, Any]) -> None:
    """Keep the fields of the form `place` about `subject` (a file, a number, nothing) as they were left."""
    kept = {key: clean_lines(value) if isinstance(value, str) else value for key, value in data.items()}
    with desk.store.write() as conn:
        actor(conn, desk, who)
        drafts.save_draft(conn, who.person, place, subject, kept, desk.now())


def load(desk: Desk, who: Who, place: str, subject: str) -> Draft | None:
    """What this person left half typed there."""
    with desk.store.read() as conn:
        actor(conn, desk, who)
        return drafts.draft(conn, who.person, place, subject)


def drop(desk: Desk, who: Who, place: str, subject: str) -> None:
    """Forget it: sent, or thrown away."""
    with desk.store.write() as conn:
        actor(conn, desk, who)
        drafts.drop_draft(conn, who.person, place, subject)


def forget_old(desk: Desk) -> None:
    """Forget what was half typed too long ago; nothing while the clock is in doubt."""
    too_old = desk.now() - _KEPT
    with desk.store.read() as conn:
        if not drafts.any_draft_before(conn, too_old) or desk.doubts(desk.clock_basis(conn)):
            return
    with desk.store.write() as conn:
        drafts.drop_drafts_before(conn, too_old)


DRAFT_PLACE = "pendaftaran"
"""Under what the registrations half typed are kept."""


NO_NUMBER = "tanpa nomor"
"""Under what a registration half typed for a file that came without a number is kept."""


def draft_subject(ticket: int | None) -> str:
    """Under what a registration half typed for a number, or without one, is kept."""
    return f"nomor:{ticket}" if ticket is not None else NO_NUMBER


def filed_subject(file: int) -> str:
    """Under what was typed for a file is kept for the rest of the day, should its registration be undone."""
    return f"berkas:{file}"
