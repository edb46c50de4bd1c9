"""Several stations on one database, each a process of its own, all let go at once."""

from __future__ import annotations

import itertools
import json
import signal
import sys
import threading
from pathlib import Path

import pytest

from loket.location import Location, Server, written
from loket.store import files, journal
from loket.store.engine import Store, open_store
from loket.store.errors import Holder, StoreBusy
from loket.store.feed import Feed
from tests.started import Program
from tests.store.office import register


def stations(place: Location, work: str, count: int, people: tuple[int, ...]) -> list[list[int]]:
    """Start one station per person, let them go together, and return what each reports."""
    who = map(str, people)
    running = [Program("-m", "tests.store.station", work, written(place), str(count), each) for each in who]
    try:
        for station in running:
            assert station.stdout.readline() == "ready\n"
        for station in running:
            station.stdin.write("\n")
            station.stdin.flush()
        reports = [station.communicate() for station in running]
    finally:
        for station in running:
            station.kill()
    assert [station.returncode for station in running] == [0] * len(running)
    return [json.loads(report) for report in reports]


def test_a_file_is_taken_by_exactly_one_and_others_learn_that_it_is_gone(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, f"{n:05}") for n in range(40)]
    feed = Feed(store)
    won = stations(store.place, "claim", len(ids), (1, 2, 3))
    assert sorted(itertools.chain(*won)) == ids
    with store.read() as conn:
        for person, mine in enumerate(won, start=1):
            for file_id in mine:
                assert [i.person for i in files.intervals(conn, file_id)] == [None, person]
        assert journal.verify_chain(conn) is None
    assert sorted(change.subject_id for change in feed.poll(within=5)) == ids
    feed.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no queue there")
def test_of_a_station_that_sleeps_in_its_turn_others_read_who_has_it_and_it_writes_nothing(
    store: Store,
) -> None:
    """On a server it loses the turn meanwhile; of a file it gives it back."""
    asleep = Program("-m", "tests.store.station", "sleep", written(store.place), "0", "7")
    impatient = open_store(store.place, patience=0.1)
    told, threads = [], threading.active_count()
    try:
        assert asleep.stdout.readline() == "ready\n"
        asleep.send_signal(signal.SIGSTOP)
        for _ in range(4):
            try:
                with impatient.write():
                    break
            except StoreBusy as busy:
                told.append(busy.holder)
            assert threading.active_count() <= threads + 1
        asleep.send_signal(signal.SIGCONT)
        assert json.loads(asleep.communicate("\n")) == ["StoreSlept"]
    finally:
        asleep.kill()
    assert set(told) == {Holder(7, "2", "pc-loket-2")}
    assert isinstance(store.place, Server) or len(told) == 4
    with impatient.write() as conn:
        assert journal.last_of_kind(conn, "office", 1, "drawn") is None
    impatient.close()


def test_several_stations_may_be_the_first(tmp_path: Path) -> None:
    path = tmp_path / "kantor" / "loket.db"
    assert stations(path, "open", 0, (1, 2, 3)) == [[1]] * 3
    open_store(path).close()


def test_numbers_drawn_at_the_same_time_never_double(store: Store) -> None:
    drawn = stations(store.place, "number", 30, (1, 2, 3))
    assert sorted(itertools.chain(*drawn)) == list(range(1, 91))
    assert all(mine == sorted(mine) for mine in drawn)
    with store.read() as conn:
        assert journal.verify_chain(conn) is None
