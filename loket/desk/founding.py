"""Making a new office: its database, with its first edition of documents and the calendar's seed."""

from __future__ import annotations

from loket.desk.edition.install import put
from loket.desk.time.reckoning import as_row
from loket.location import Location
from loket.office.calendar import last_known, seed_holidays
from loket.office.times import times_data, times_of
from loket.office.whole import Whole, read_named
from loket.store import calendar, journal, meta
from loket.store.engine import open_store
from loket.store.journal import Stamp
from loket.store.sql import canonical


def create_office(place: Location, office: str | Whole, *, now: int, clock_offset: int = 0) -> None:
    """Make a new office's database. Instants in ms UTC; `office` as read, or named as for `read_named`.

    Raises:
        ProfileFaults: its documents are wrong, or some that they name are missing.
    """
    whole = read_named(office) if isinstance(office, str) else office
    store = open_store(place, create=True)
    try:
        with store.write() as conn:
            meta.put(conn, meta.OFFICE, whole.office.id)
            meta.put(conn, meta.CLOCK_OFFSET, str(clock_offset))
            begun = {"office": whole.office.id, "clock_offset": clock_offset}
            journal.append(conn, "office", journal.OFFICE, journal.FOUNDED, begun, Stamp(now))
            put(conn, whole, Stamp(now))
            seed, times = seed_holidays(), canonical(times_data(times_of(whole.office)))
            days, horizon = tuple(map(as_row, seed)), last_known(seed).isoformat()
            calendar.put_days(conn, days, Stamp(now), horizon=horizon, times=times)
    finally:
        store.close()
