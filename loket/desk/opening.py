"""Opening an office. Whoever opens it waits for this: what is seldom needed is imported then."""

from __future__ import annotations

import time

from loket.desk.drafts import forget_old
from loket.desk.errors import NotTheOffice
from loket.desk.in_force import in_force
from loket.desk.office import Clock, Desk
from loket.desk.place import here
from loket.desk.time import single
from loket.location import Location
from loket.store import ending, journal, meta
from loket.store.engine import Store, open_store
from loket.store.errors import Holder, StoreValueBroken
from loket.uptime import running_clock

__all__ = ["open_desk", "running_clock", "system_clock"]


def system_clock() -> int:
    """The host's time in ms UTC."""
    return time.time_ns() // 1_000_000


def open_desk(
    place: Location,
    *,
    office: str | None = None,
    station: str = "",
    clock: Clock | None = None,
    elapsed: Clock | None = None,
    settle: bool = True,
    broken: bool = False,
    left: bool = False,
) -> Desk:
    """Open an office's database. The clock of its host counts, unless a `clock` is given (and `elapsed`).

    A demo database keeps how far its clock runs from the host's, so that every program on it agrees. A move
    of deadlines that was cut off is finished; without `settle` it is left alone. `broken`: it is to be looked
    at also where single values by which times are reckoned cannot be read.
    `left`: also one that its office has left for another place. `station`: the counter that this program
    stands at, as whoever starts it says.

    Raises:
        NotTheOffice: when `office` is given and the database is another's.
        StoreValueBroken: when such a value cannot be read.
        ProfileFaults: when this program can read no edition of the office's documents.
        StoreTrouble: as `open_store`.
    """
    store = open_store(place, left=left)
    try:
        desk = _desk(store, office, clock, elapsed, broken=broken)
        desk.place = here(station)
        store.holds(Holder(computer=desk.place))
        if settle:
            _settle(desk)
    except BaseException:
        store.close()
        raise
    return desk


def _desk(
    store: Store, office: str | None, clock: Clock | None, elapsed: Clock | None, *, broken: bool
) -> Desk:
    """The office of a database, by the edition in force. Raises as `open_desk`."""
    with store.read() as conn:
        ending.lost(conn, store.path)  # seen before anything is written, also by who closes it again
        own, damaged = meta.get(conn, meta.OFFICE) or "", single.unreadable(conn)
        if damaged and not broken:
            raise StoreValueBroken(store.place, ", ".join(damaged))
        if office is not None and own != office:
            raise NotTheOffice(own)
        offset = 0 if single.CLOCK in damaged else int(meta.get(conn, meta.CLOCK_OFFSET) or 0)
        newest, edition = journal.last_id(conn), in_force(conn)
    if clock is None:
        shown = store.clock or system_clock
        clock, elapsed = (lambda: shown() + offset), elapsed or running_clock
    opened = (clock() - elapsed(), newest) if elapsed is not None else None
    return Desk(store, edition, clock, elapsed=elapsed, opened=opened)


def _settle(desk: Desk) -> None:
    """Forget what was half typed too long ago, and finish what was begun of deadlines: a move, an upgrade."""
    forget_old(desk)
    with desk.store.read() as conn:
        unfinished = meta.get(conn, meta.MOVE) or meta.get(conn, meta.UNDATED)
    if unfinished:
        # all that a file is comes with it, and that is seldom so
        from loket.desk.calendar.moving import date_anew, finish

        finish(desk)
        date_anew(desk)
