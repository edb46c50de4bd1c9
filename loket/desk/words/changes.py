"""What an admin changed of the people and the devices of the office, in words."""

from __future__ import annotations

from loket.desk.office import Desk
from loket.desk.people.changes import Change
from loket.desk.words.moments import made
from loket.text import clean


def told(desk: Desk, change: Change) -> str:
    """`20-11-2026 09.12 oleh Ayu Contoh: Budi Contoh: diberi kata sandi baru (lupa)`."""
    why = f" ({clean(change.reason)})" if change.reason else ""
    when = made(desk.working_time(), change.at, change.by, "")
    return f"{when}: {clean(change.name)}: {'; '.join(change.what)}{why}"
