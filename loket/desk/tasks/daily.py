"""Whether the office is backed up each day without anybody thinking of it, as far as is known."""

from __future__ import annotations

from loket.desk.authority import Who, administering
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.store import journal, meta, tasks

OTHERWISE = "backup_otherwise"
"""Under which the journal has that an admin says so: by other means than the program's own process."""


def nobody_sees_to_it(desk: Desk) -> bool:
    """Whether no process was ever seen that makes backups, nor said to be; of a demo none has to be."""
    with desk.store.read() as conn:
        said = journal.last_of_kind(conn, "office", journal.OFFICE, OTHERWISE) is not None
        return not said and tasks.seen(conn) is None and meta.get(conn, meta.DEMO) is None


def otherwise(desk: Desk, who: Who, reason: str) -> None:
    """They are made each day by other means, which `reason` says. Raises Refused, Invalid."""
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        because(conn, reason, stamp)
        journal.append(conn, "office", journal.OFFICE, OTHERWISE, {}, stamp)
