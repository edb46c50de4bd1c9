"""When the office was last backed up, by what counts, and whether that is too long ago."""

from __future__ import annotations

from dataclasses import dataclass

from loket.desk.office import Desk
from loket.store import journal, meta


@dataclass(frozen=True, slots=True)
class Latest:
    """`at`: when the last backup that counts was made (ms UTC); None where there was none yet.

    `days`: of the office's calendar since then, or since the office was made; `old`: more than it allows, of
    any but a demo. `wanted`: one should be made now, being old or the first of any but a demo.
    """

    at: int | None
    days: int
    old: bool
    wanted: bool


def latest(desk: Desk) -> Latest:
    """The office's last backup."""
    with desk.store.read() as conn:
        found = journal.last_of_kind(conn, "office", journal.OFFICE, journal.BACKED_UP)
        since = found or journal.last_of_kind(conn, "office", journal.OFFICE, journal.FOUNDED)
        time, now, real = desk.time(conn), desk.now(), meta.get(conn, meta.DEMO) is None
    at = since.at if since is not None else now
    days = (time.date_of(now) - time.date_of(at)).days
    old = real and days > desk.office.settings.backup_days
    return Latest(found.at if found is not None else None, days, old, old or (real and found is None))
