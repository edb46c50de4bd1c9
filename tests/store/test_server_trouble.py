"""A server that goes away in the middle of an act: it is there once or not at all, and one learns which."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

import psycopg
import pytest

from loket.location import Server
from loket.store import journal, meta
from loket.store.engine import Store, open_store
from loket.store.errors import Cause, StoreKept, StoreUnreachable, StoreUnsure
from loket.store.feed import Feed
from loket.store.journal import Stamp
from loket.store.postgres import clock, database
from tests import servers
from tests.network import Network

pytestmark = pytest.mark.of_server
PATIENCE = 0.5
Lost = Literal["a question", "an answer"]
LOST: tuple[Lost, ...] = ("a question", "an answer")


@pytest.fixture
def network(empty: Store) -> Iterator[Network]:
    assert isinstance(empty.place, Server)
    network = Network(empty.place)
    yield network
    network.close()


@pytest.fixture
def station(network: Network) -> Iterator[Store]:
    """A program whose office lies beyond the network."""
    store = open_store(network.place, patience=PATIENCE)
    with store.write():
        pass  # the first connection says COMMIT too, to learn what server it is
    yield store
    store.close()


def act(store: Store, what: str = "dicatat", meanwhile: Callable[[], None] = lambda: None) -> None:
    with store.write() as conn:
        journal.append(conn, "office", 1, what, {}, Stamp(0, None))
        meanwhile()


def acts(store: Store) -> list[str]:
    with store.read() as conn:
        return [entry.kind for entry in journal.history(conn, "office", 1)]


def half_typed(store: Store) -> None:
    """Something that the journal does not tell of."""
    with store.write() as conn:
        meta.put(conn, "catatan", "x")


def test_why_a_server_lets_nobody_in_is_told_apart(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    place, guest = empty.place, f"tamu_{os.getpid()}"
    assert isinstance(place, Server)
    with servers.role(guest, password="benar"):  # which has no right to anything
        for url, cause in (
            (place.url.replace(urlsplit(place.url).path, "/tidak-ada"), Cause.NO_DATABASE),
            (as_somebody(place.url, "bukan-siapa-pun"), Cause.NOT_LET_IN),
            (as_somebody(place.url, f"{guest}:salah"), Cause.NOT_LET_IN),
            (as_somebody(place.url, f"{guest}:benar"), Cause.NO_RIGHT),
            ("postgresql://127.0.0.1:1/loket", Cause.NO_ANSWER),
        ):
            with pytest.raises(StoreUnreachable) as refused:
                open_store(Server(url))
            assert refused.value.cause is cause, url
    monkeypatch.setattr(database, "_BY_CODE", ())
    with pytest.raises(StoreUnreachable) as sorts:
        open_store(Server(place.url, "lain"), create=True)
    assert sorts.value.cause is Cause.SORTS
    monkeypatch.setitem(sys.modules, "loket.store.postgres.database", None)
    with pytest.raises(StoreUnreachable) as nothing:
        open_store(place)
    assert nothing.value.cause is Cause.NO_DRIVER


def as_somebody(url: str, who: str) -> str:
    """The same with this user, and password."""
    return re.sub("//[^@/]*@", f"//{who}@", url)


@pytest.mark.parametrize("write", [act, half_typed])
def test_an_act_whose_answer_is_lost_counts_if_it_arrived_and_only_then(
    empty: Store, station: Store, network: Network, write: Callable[[Store], None]
) -> None:
    network.lose("a question", stays_cut=False)
    with pytest.raises(StoreUnreachable):
        write(station)
    network.lose("an answer", stays_cut=False)
    write(station)
    with empty.read() as conn:
        assert (acts(empty), meta.get(conn, "catatan")) in ((["dicatat"], None), ([], "x"))
        assert journal.verify_chain(conn) is None
    assert (station.unsure, station.settle()) == (False, None)


def test_where_nobody_can_be_asked_the_next_act_finds_out_before_it_writes(
    empty: Store, station: Store, network: Network
) -> None:
    network.lose("a question", stays_cut=True)
    with pytest.raises(StoreUnsure):
        act(station, "hilang")
    with pytest.raises(StoreUnreachable):
        act(station)
    network.mend()
    act(station)
    assert (station.settle(), station.settle()) == (False, None)
    network.lose("an answer", stays_cut=True)
    with pytest.raises(StoreUnsure):
        act(station, "kedua")
    network.mend()
    with pytest.raises(StoreKept):
        act(station, "kedua")
    assert (station.settle(), station.settle()) == (True, None)
    act(station, "ketiga")
    assert acts(empty) == ["dicatat", "kedua", "ketiga"]


def test_or_whoever_looks_does(station: Store, network: Network) -> None:
    for lost in LOST:
        network.lose(lost, stays_cut=True)
        with pytest.raises(StoreUnsure):
            act(station)
        with pytest.raises(StoreUnreachable):
            station.settle()
        assert station.unsure
        network.mend()
        assert (station.settle(), station.unsure) == (lost == "an answer", False)
        act(station, "berikutnya")


def test_a_server_that_takes_all_and_says_nothing_is_left(station: Store, network: Network) -> None:
    network.stall()
    with pytest.raises(StoreUnreachable) as silent:
        act(station)
    assert silent.value.cause is Cause.NO_ANSWER
    network.mend()
    act(station)


def test_a_server_that_was_started_anew_is_found_by_the_next_act_and_look(
    empty: Store, station: Store
) -> None:
    feed = Feed(station)
    act(station)
    end_all(empty)
    act(empty, "meanwhile")
    act(station)
    with pytest.raises(StoreUnreachable):
        feed.poll(within=5)
    assert [change.kind for change in feed.poll(within=5)] == ["dicatat", "meanwhile", "dicatat"]
    with pytest.raises(StoreUnreachable):
        act(station, "setengah", meanwhile=lambda: end_all(empty))
    act(station)
    assert acts(empty) == ["dicatat", "meanwhile", "dicatat", "dicatat"]
    feed.close()


def end_all(store: Store) -> None:
    """As a server does that stops: every connection to the database is ended."""
    assert isinstance(store.place, Server)
    with psycopg.connect(store.place.words, autocommit=True) as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_who_looks_for_news_is_not_held_up_while_nothing_goes_through(
    empty: Store, station: Store, network: Network
) -> None:
    feed = Feed(station)
    feed.poll()
    network.stall()
    network.cut(refuse=False)
    for _ in range(3):  # whoever connects waits; who looks is told at once
        with pytest.raises(StoreUnreachable):
            feed.poll()
    act(empty)
    network.mend()
    assert [change.kind for change in feed.poll(within=5)] == ["dicatat"]
    feed.close()


def test_the_time_is_that_of_the_servers_host_measured_each_minute(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = [1_000]
    monkeypatch.setattr(clock, "running_clock", lambda: ran[0])
    monkeypatch.setattr(clock, "_NOW", "SELECT 5000000")
    store = open_store(empty.place)
    monkeypatch.setattr(clock, "_NOW", "SELECT 8000000")  # it was put right there
    assert store.clock is not None
    shown = list[int]()
    for ran[0] in (1_000, 60_999, 61_000):
        act(store)
        shown.append(store.clock())
    assert shown == [5_000_000, 5_059_999, 8_000_000]
    store.close()
