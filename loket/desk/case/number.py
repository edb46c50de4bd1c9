"""The number of a new file."""

from __future__ import annotations

from loket.desk.office import Desk
from loket.office.model import file_number, number_series
from loket.store import files, numbers
from loket.store.sql import Connection


def next_number(conn: Connection, desk: Desk, service: str) -> str:
    """The next file number by the office's template; a number once issued is never used again."""
    today = desk.time(conn).date_of(desk.now())

    def written(running: int) -> str:
        return file_number(desk.office, desk.service(service), running, today)

    series = number_series(desk.office, today)
    return numbers.next_free(conn, series, "", written, files.is_taken, desk.now())
