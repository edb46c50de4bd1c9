"""A database deleted, replaced, cut or overwritten under an open program: nothing more is acknowledged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from loket.store import ending, journal, meta
from loket.store.engine import Store, open_store
from loket.store.errors import Fate, StoreReplaced
from loket.store.feed import Feed
from loket.store.journal import Stamp
from loket.store.sqlite.database import beside
from tests.started import run
from tests.store.office import START

Damage = Callable[[Path], None]
pytestmark = pytest.mark.of_file

PAGE = 4096


def act(store: Store) -> None:
    """Something that the journal tells."""
    with store.write() as conn:
        journal.append(conn, "office", journal.OFFICE, "tried", {}, Stamp(START))


def last(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT last_id FROM journal_head").fetchone()[0])


def copied(path: Path) -> Path:
    """A copy of the data as they are now."""
    copy = path.with_name("salinan.db")
    with closing(sqlite3.connect(path)) as conn, closing(sqlite3.connect(copy)) as into:
        conn.backup(into)
    return copy


def deleted(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_name("lain.db"))


def all_deleted(path: Path) -> None:
    for file in (path, *beside(path)):
        file.unlink(missing_ok=True)


def replaced(path: Path) -> None:
    os.replace(path.with_name("salinan.db"), path)


def replaced_with_its_log(path: Path) -> None:
    replaced(path)
    Path(f"{path}-wal").unlink()
    Path(f"{path}-shm").unlink()


def overwritten(path: Path) -> None:
    shutil.copyfile(path.with_name("salinan.db"), path)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE)


def without_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


def put_back_by_sqlite(path: Path) -> None:
    with (
        closing(sqlite3.connect(path.with_name("salinan.db"))) as conn,
        closing(sqlite3.connect(path)) as into,
    ):
        conn.backup(into)


DAMAGES: dict[Damage, Fate] = {
    deleted: Fate.GONE,
    moved: Fate.GONE,
    all_deleted: Fate.GONE,
    replaced: Fate.OTHER,
    replaced_with_its_log: Fate.OTHER,
    overwritten: Fate.OLDER,
    put_back_by_sqlite: Fate.OLDER,
    emptied: Fate.CUT,
    halved: Fate.CUT,
    without_log: Fate.CUT,
}


@pytest.fixture
def grown(store: Store) -> Store:
    """A store of which there is a copy, and acts since, some of them in its file, the last in the log."""
    copied(store.path)
    for _ in range(60):
        act(store)
    with closing(sqlite3.connect(store.path)) as conn:
        conn.execute("PRAGMA wal_checkpoint")
    act(store)
    return store


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_nothing_more_is_acknowledged(grown: Store, damage: Damage) -> None:
    feed = Feed(grown)
    feed.poll()
    damage(grown.path)
    for _ in range(2):
        with pytest.raises(StoreReplaced) as refused:
            act(grown)
        assert refused.value.fate is DAMAGES[damage]
        with pytest.raises(StoreReplaced) as seen:
            feed.poll()
        assert seen.value.fate is DAMAGES[damage]
    feed.close()


@pytest.mark.parametrize("damage", [replaced, replaced_with_its_log], ids=lambda damage: damage.__name__)
def test_the_successor_stays_as_it_was_put_there(grown: Store, damage: Damage) -> None:
    was = last(grown.path.with_name("salinan.db"))
    damage(grown.path)
    with pytest.raises(StoreReplaced):
        act(grown)
    with pytest.raises(StoreReplaced), grown.read():
        pass
    if damage is replaced:  # its log is the old one's: to open it would play that into the new one
        Path(f"{grown.path}-wal").unlink()
        Path(f"{grown.path}-shm").unlink()
    successor = open_store(grown.path)
    act(successor)
    grown.close()
    act(successor)
    successor.close()
    assert last(grown.path) == was + 2
    with closing(sqlite3.connect(grown.path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_where_a_database_is_gone_its_end_is_not_told_of_another(grown: Store) -> None:
    replaced_with_its_log(grown.path)
    grown.close()
    assert not Path(f"{grown.path}{ending.ENDING}").exists()


def test_what_is_moved_back_goes_on(grown: Store) -> None:
    before = last(grown.path)
    away = grown.path.with_name("lain.db")
    grown.path.rename(away)
    with pytest.raises(StoreReplaced):
        act(grown)
    away.rename(grown.path)
    act(grown)
    assert last(grown.path) == before + 1


def test_a_link_that_leads_elsewhere_is_noticed(grown: Store, tmp_path: Path) -> None:
    link = tmp_path / "kantor.db"
    link.symlink_to(grown.path)
    by_link = open_store(link)
    act(by_link)
    link.unlink()
    link.symlink_to(tmp_path / "salinan.db")
    with pytest.raises(StoreReplaced):
        act(by_link)
    by_link.close()


def test_what_is_replaced_in_the_middle_of_an_act_is_not_acknowledged(grown: Store) -> None:
    def act() -> None:
        with grown.write() as conn:
            meta.put(conn, "kunci", "x")
            replaced(grown.path)

    with pytest.raises(StoreReplaced):
        act()


ELSEWHERE = """
import sqlite3, sys
from pathlib import Path
from loket.store.engine import open_store
from tests.store.test_ground import act
store = open_store(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    act(store)
if sys.argv[3]:
    conn = sqlite3.connect(sys.argv[1], isolation_level=None)
    conn.execute(sys.argv[3])
    conn.close()
if sys.argv[4]:
    store.sweep()
store.close()
"""


@pytest.mark.parametrize(
    ("acts", "statement", "sweeps"),
    [
        (0, "", ""),
        (100, "", ""),
        (100, "PRAGMA wal_checkpoint(TRUNCATE)", ""),
        (3, "DELETE FROM meta WHERE key = 'besar'", "1"),
    ],
)
def test_the_work_of_other_programs_is_none_of_this(
    store: Store, acts: int, statement: str, sweeps: str
) -> None:
    """They write, empty the log, make the file shorter, end as the last but one."""
    with store.write() as conn:
        meta.put(conn, "besar", "x" * 200 * PAGE)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    feed = Feed(store)
    feed.poll()
    before = store.path.stat().st_size
    assert run("-c", ELSEWHERE, store.path, str(acts), statement, sweeps) == 0
    assert len(feed.poll()) == acts
    act(store)
    assert len(feed.poll()) == 1
    assert (store.path.stat().st_size < before) == bool(sweeps)
    feed.close()


def test_a_store_that_is_closed_keeps_the_locks_of_another_in_the_process(store: Store) -> None:
    """The file itself is kept open beside SQLite: closing it would give up all locks of the process."""
    open_store(store.path).close()
    act(store)
    assert run("-c", ELSEWHERE, store.path, "1", "", "") == 0
    assert Path(f"{store.path}-wal").stat().st_size  # who had been alone would have removed it
    act(store)
