from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from loket.flow.acts import Note, Take
from loket.store import feed as reading
from loket.store import journal, meta
from loket.store.engine import Store, open_store
from loket.store.errors import StoreUnreachable
from loket.store.feed import Change, Feed
from loket.store.journal import Stamp
from loket.store.sql import Connection, ResultRows, TextClause, run
from loket.store.sqlite import watch
from tests.store.office import FRONT, START, do, register


@pytest.fixture
def feed(store: Store) -> Iterator[Feed]:
    feed = Feed(store)
    yield feed
    feed.close()


def test_what_was_before_is_not_news(store: Store, feed: Feed) -> None:
    assert feed.poll() == ()


def test_our_own_commits_show(store: Store, feed: Feed) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        assert feed.poll() == ()
    (change,) = feed.poll(within=5)
    assert change == Change(change.id, "file", file_id, "registered", 1, START)
    assert feed.poll() == ()


def test_a_commit_of_another_program_shows(store: Store, feed: Feed) -> None:
    other = open_store(store.place)
    with other.write() as conn:
        file_id = register(conn, "00231")
        do(conn, file_id, Take(), role=FRONT)
    other.close()
    assert [change.kind for change in feed.poll(within=5)] == ["registered", "taken"]


def test_what_is_undone_is_not_news(store: Store, feed: Feed) -> None:
    with contextlib.suppress(ZeroDivisionError), store.write() as conn:
        register(conn, "00231")
        raise ZeroDivisionError
    with store.write() as conn:
        meta.put(conn, "kunci", "x")  # a commit without a journal entry
    assert feed.poll() == ()


def test_a_flood_comes_in_parts_and_whole(store: Store, feed: Feed) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        for _ in range(1100):
            journal.append(conn, "file", file_id, "noted", {"what": "printed"}, Stamp(0))
    parts = [feed.poll() for _ in range(4)]
    assert [len(part) for part in parts] == [500, 500, 101, 0]
    ids = [change.id for part in parts for change in part]
    assert ids == sorted(set(ids))


def failing(monkeypatch: pytest.MonkeyPatch, code: int, after: int) -> None:
    """From so many statements on the feed's fail with a code of SQLite's."""
    done = count()

    def fails(conn: Connection, statement: TextClause, **values: Any) -> ResultRows:
        if next(done) >= after:
            error = sqlite3.OperationalError("failed")
            error.sqlite_errorcode = code
            raise error
        return run(conn, statement, **values)

    for room in (watch, reading):
        monkeypatch.setattr(room, "run", fails)


@pytest.mark.of_file
@pytest.mark.parametrize("after", [0, 1])
def test_while_the_file_is_locked_nothing_is_lost(
    store: Store, feed: Feed, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as conn:
        do(conn, register(conn, "00231"), Note("printed"))
    failing(monkeypatch, sqlite3.SQLITE_BUSY, after)
    assert feed.poll() == ()
    monkeypatch.undo()
    assert len(feed.poll()) == 2


@pytest.mark.of_file
def test_a_failing_disk_is_told(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, sqlite3.SQLITE_IOERR, 0)
    with pytest.raises(StoreUnreachable):
        feed.poll()
