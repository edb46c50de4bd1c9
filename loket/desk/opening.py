"""Opening an office. Whoever opens it waits for this: what is seldom needed is imported then."""

from __future__ import annotations

import time
from pathlib import Path

from loket.desk.errors import NotTheOffice
from loket.desk.in_force import in_force
from loket.desk.office import Clock, Desk
from loket.desk.place import here
from loket.desk.time import single
from loket.lengths import DAY
from loket.store import drafts, ending, journal, meta
from loket.store.engine import open_store
from loket.store.errors import StoreValueBroken


def system_clock() -> int:
    """The host's time in ms UTC."""
    return time.time_ns() // 1_000_000


def running_clock() -> int:
    """What has passed since the host was started (ms), on Linux with the time it slept."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if boot is None else time.clock_gettime_ns(boot)) // 1_000_000


_DRAFTS_KEPT = 30 * DAY
"""How long (ms) something half typed waits for whoever typed it."""


def open_desk(
    path: Path,
    *,
    office: str | None = None,
    clock: Clock | None = None,
    elapsed: Clock | None = None,
    settle: bool = True,
    broken: bool = False,
) -> Desk:
    """Open an office's database. The host's clocks count, unless a `clock` is given (and `elapsed`).

    A demo database keeps how far its clock runs from the host's, so that every program on it agrees. A move
    of deadlines that was cut off is finished; without `settle` it is left alone. `broken`: it is to be looked
    at also where single values by which times are reckoned cannot be read.

    Raises:
        NotTheOffice: when `office` is given and the database is another's.
        StoreValueBroken: when such a value cannot be read.
        ProfileFaults: when this program can read no edition of the office's documents.
        StoreTrouble: as `open_store`.
    """
    store = open_store(path)
    with store.read() as conn:
        own, damaged, offset = meta.get(conn, meta.OFFICE) or "", single.unreadable(conn), 0
        if single.CLOCK not in damaged:
            offset = int(meta.get(conn, meta.CLOCK_OFFSET) or 0)
        left = meta.get(conn, meta.MOVE)
        newest = journal.last_id(conn)
        ending.lost(conn, path)  # seen before anything is written
    if damaged and not broken:
        store.close()
        raise StoreValueBroken(path, ", ".join(damaged))
    if office is not None and own != office:
        store.close()
        raise NotTheOffice(own)
    try:
        with store.read() as conn:
            edition = in_force(conn)
    except BaseException:
        store.close()
        raise
    if clock is None:
        clock, elapsed = (lambda: system_clock() + offset), elapsed or running_clock
    opened = (clock() - elapsed(), newest) if elapsed is not None else None
    desk = Desk(store, edition, clock, here(), elapsed, opened)
    too_old = desk.now() - _DRAFTS_KEPT
    with store.read() as conn:
        forgotten = (
            settle and drafts.any_draft_before(conn, too_old) and not desk.doubts(desk.clock_basis(conn))
        )
    if forgotten:
        with store.write() as conn:
            drafts.drop_drafts_before(conn, too_old)
    if settle and left:
        # all that a file is comes with it, and a move is seldom cut off
        from loket.desk.calendar.moving import finish

        finish(desk)
    return desk
