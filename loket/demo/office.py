"""Making the demo office's database, and going on with the one of last time."""

from __future__ import annotations

from random import Random

from loket import location
from loket.demo.clock import MovedClock, morning, office_time, opening, workday_before
from loket.demo.directing import direct
from loket.demo.files import DAYS, fill
from loket.demo.people import colleagues, hire, sign_in_hint
from loket.demo.stage import Stage
from loket.desk.founding import create_office
from loket.desk.in_force import in_force
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.lengths import HOUR
from loket.location import Location, Server
from loket.office.whole import Whole, read_named
from loket.store import ending, journal, meta
from loket.store.engine import open_store
from loket.store.founding import of_server, stands
from loket.store.journal import Stamp
from loket.store.sqlite.database import beside, kept_value, remains

STILL_RUNNING = HOUR  # a clock that ran on for less is left alone: another program may be using it


class NotADemo(Exception):
    """A database lies there that is no demo, and nobody's work is thrown away."""

    def __init__(self, place: Location) -> None:
        super().__init__(str(place))
        self.place = place


def make(place: Location, office: str | Whole, *, host_now: int, replace: bool = False) -> None:
    """Make the demo office anew; its clock starts on the demo's morning at `host_now` (ms UTC).

    `office` as read, or named as for `read_named`. An earlier demo at `place` makes room; with `replace`
    whatever lies there does.

    Raises:
        NotADemo: another database lies there.
        ProfileFaults: there is no such office, or its profile is wrong.
        StoreTrouble: as `open_store`.
    """
    stage = empty_stage(place, office, host_now=host_now, replace=replace)
    try:
        fill(stage)
        direct(stage)
    finally:
        stage.desk.store.close()


def empty_stage(place: Location, office: str | Whole, *, host_now: int, replace: bool = False) -> Stage:
    """A new demo office with staff and empty desks, some working days before the demo's morning."""
    whole = read_named(office) if isinstance(office, str) else office
    time = office_time(whole.office)
    start = morning(time)
    clock = MovedClock(opening(time, workday_before(time, start, DAYS)))
    _clear(place, replace=replace)
    create_office(place, whole, now=clock.at, clock_offset=start - host_now)
    store = open_store(place, durable=False)
    with store.write() as conn:
        meta.put(conn, meta.DEMO, whole.office.id)
        desk = Desk(store, in_force(conn), clock)
    return Stage(desk, clock, start, time, Random(whole.office.id), hire(desk, colleagues(whole.office)))


def go_on(place: Location, *, host_now: int) -> None:
    """Let the clock of an earlier demo go on from the last thing that was recorded in it, never backwards.

    Raises:
        NotADemo: another database lies there.
        StoreTrouble: as `open_store`; StoreMissing when there is none, StoreOtherTables when it has to be
            made anew.
    """
    store = open_store(place)
    try:
        with store.write() as conn:
            if meta.get(conn, meta.DEMO) is None:
                raise NotADemo(place)
            last = journal.last_id(conn)
            recorded = journal.read_since(conn, last - 1, 1)[0].recorded
            now = host_now + int(meta.get(conn, meta.CLOCK_OFFSET) or 0)
            if not recorded <= now <= recorded + STILL_RUNNING:
                offset = recorded - host_now
                meta.put(conn, meta.CLOCK_OFFSET, str(offset))
                moved = {"clock_offset": offset}
                journal.append(conn, "office", journal.OFFICE, journal.CLOCK_SET, moved, Stamp(recorded))
    finally:
        store.close()


def hint(place: Location) -> tuple[str, ...]:
    """What the sign-in of the demo office at `place` says."""
    desk = open_desk(place, settle=False)
    try:
        return sign_in_hint(desk.office, desk.upcoming(desk.office.procedures[0]))
    finally:
        desk.store.close()


def _clear(place: Location, *, replace: bool) -> None:
    """Take an earlier demo away; anything else that lies there is left alone unless it may be replaced."""
    if isinstance(place, Server):
        if stands(place):
            _check_demo(place)
            of_server().discard(place)
        ending.forget(location.beside(place))
        return
    if not replace and (remains(place) or (place.exists() and kept_value(place, meta.DEMO) is None)):
        raise NotADemo(place)
    for file in (place, *beside(place)):
        file.unlink(missing_ok=True)


def _check_demo(place: Server) -> None:
    """Raises NotADemo; StoreOtherTables for one of another release."""
    store = open_store(place, left=True)
    try:
        with store.read() as conn:
            if meta.get(conn, meta.DEMO) is None:
                raise NotADemo(place)
    finally:
        store.close()
