"""A second file of a person for a service of which one is under way: asked about, and never refused."""

from __future__ import annotations

from collections.abc import Collection

from loket.desk.errors import StillRunning
from loket.desk.note_names import BESIDE_NOTE
from loket.flow.acts import Note
from loket.store import lists
from loket.store.sql import Connection


def beside(
    conn: Connection, applicant: int, service: str, told: Collection[int], *, but: int | None = None
) -> Note | None:
    """The note that a file is meant though others like it are under way; None where there are none.

    `told` are those (by id) of which the clerk knew; the file `but` is the one in question itself.

    Raises:
        StillRunning: the clerk knew not of all.
    """
    found = [row for row in lists.of_applicant(conn, applicant, service) if row.under_way]
    running = {row.file_id: row.number for row in found if row.file_id != but}
    if not running.keys() <= set(told):
        raise StillRunning(applicant, service, running)
    return Note(BESIDE_NOTE, {"nomor": ", ".join(running.values())}) if running else None
