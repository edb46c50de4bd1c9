from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from loket import modes
from loket.log import LOG, note
from loket.store import blobs, meta
from loket.store.engine import Store, open_store
from loket.store.errors import StoreBroken, StoreBusy, StoreMissing, StoreOtherTables, StoreUnreachable
from loket.store.sqlite import database as engine
from loket.store.sqlite.database import lock_path, network_disk
from tests.accounts import SEVERAL_ACCOUNTS, as_somebody

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_a_new_database_is_private(tmp_path: Path) -> None:
    path = tmp_path / "kantor" / "loket.db"
    store = open_store(path, create=True)
    with store.write() as conn:
        meta.put(conn, meta.OFFICE, "contoh")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    store.close()


def test_data_that_every_account_may_read_are_known_for_that() -> None:
    with TemporaryDirectory(prefix="loket-") as folder:
        path = Path(folder) / "loket.db"
        path.touch(0o600)
        said = [modes.others_read(path)]
        path.chmod(0o644)
        said.append(modes.others_read(path))  # the folder is its owner's alone
        path.parent.chmod(0o755)
        assert [*said, modes.others_read(path)] == [False, False, True]


@SEVERAL_ACCOUNTS
def test_several_accounts_of_one_group_share_an_office_in_a_folder_that_is_theirs() -> None:
    """One makes it, the other writes and keeps a file there, and the first goes on."""
    group, first, second = 54000, 54001, 54002
    with TemporaryDirectory(prefix="loket-") as folder:
        os.chmod(folder, 0o755)
        office = Path(folder) / "kantor"
        office.mkdir()
        os.chown(office, first, group)
        office.chmod(0o2770)
        for person, create in ((first, True), (second, False), (first, False)):
            assert as_somebody(person, group, partial(works, office / "loket.db", create=create)) == 0
        assert note(office / LOG, "mulai")
        for path in office.rglob("*"):
            wanted = (group, 0o2770 if path.is_dir() else 0o660)
            assert (path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == wanted, path


def works(path: Path, *, create: bool) -> None:
    store = open_store(path, create=create)
    with store.write() as conn:
        meta.put(conn, meta.OFFICE, "contoh")
    blobs.put(blobs.folder(path), BytesIO(os.urandom(20)))
    store.close()


def test_nothing_is_created_unasked(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "kantor" / "loket.db")
    assert not (tmp_path / "kantor").exists()


def test_an_empty_file_is_no_database_until_asked(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    path.touch()
    with pytest.raises(StoreMissing):
        open_store(path)
    open_store(path, create=True).close()
    open_store(path).close()


@pytest.mark.of_file
def test_a_program_that_is_open_while_another_changes_the_tables_writes_nothing_more(empty: Store) -> None:
    with sqlite3.connect(empty.path) as conn:
        conn.execute("UPDATE meta SET value = 'lain' WHERE key = 'schema'")
    with pytest.raises(StoreOtherTables) as refused, empty.write() as writing:
        meta.put(writing, "x", "1")
    assert refused.value.detail == "lain"
    with empty.read() as reading:
        assert meta.get(reading, "x") is None


def test_where_nothing_says_where_the_journal_ends_nothing_is_written(empty: Store) -> None:
    with empty.write() as conn:
        conn.exec_driver_sql("DELETE FROM journal_head")
    with pytest.raises(StoreBroken), empty.write():
        pass


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "surat.db"
    path.write_bytes(b"Kepada Yth. Kepala Dinas, " * 100)
    with pytest.raises(StoreBroken):
        open_store(path)
    other = tmp_path / "lain.db"
    conn = sqlite3.connect(other)
    conn.execute("CREATE TABLE barang (id INTEGER)")
    conn.commit()
    conn.close()
    with pytest.raises(StoreBroken, match="not a Loket database"):
        open_store(other, create=True)


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_an_unreadable_path_says_so(empty: Store) -> None:
    empty.close()
    empty.path.chmod(0)
    with pytest.raises(StoreUnreachable):
        open_store(empty.place)


def test_a_path_through_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(StoreUnreachable):
        open_store(tmp_path / "berkas" / "loket.db", create=True)


def test_a_folder_in_place_of_the_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/bersama/loket.db", "nfs4"),
        ("/srv/kantor pusat/loket.db", "cifs"),
        ("/srv/bersama/lokal/loket.db", None),
        ("/srv/bersama-bukan/loket.db", None),
        ("/var/lib/loket/loket.db", None),
    ],
)
def test_network_disks_are_recognised(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nhost:/x /srv/bersama nfs4 rw 0 0\n"
        "//host/y /srv/kantor\\040pusat cifs rw 0 0\n/dev/sdb /srv/bersama/lokal ext4 rw 0 0\n"
    )
    assert network_disk(Path(path), mounts) == kind


def test_a_link_to_a_network_disk_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "bersama").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "bersama")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nhost:/x {tmp_path / 'bersama'} nfs4 rw 0 0\n")
    assert network_disk(tmp_path / "data" / "loket.db", mounts) == "nfs4"


@pytest.mark.of_file
def test_a_sweep_that_would_take_too_long_is_given_up_and_changes_nothing(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_OFTEN", 1)
    with empty.write() as conn:
        meta.put(conn, "kunci", "x")
    assert not empty.sweep(within=0)
    with empty.write() as conn:
        assert meta.get(conn, "kunci") == "x"
    assert empty.sweep(within=60)


@pytest.mark.of_file
def test_a_sweep_leaves_nothing_of_what_was_deleted(empty: Store) -> None:
    """Many builds of SQLite wipe what is deleted by themselves, others leave it in free pages."""
    with closing(sqlite3.connect(empty.path)) as conn:
        conn.execute("PRAGMA secure_delete = OFF")
        conn.executescript("CREATE TABLE lama (isi TEXT); INSERT INTO lama VALUES ('Siti Rahasia')")
        conn.executescript("DROP TABLE lama")
    assert b"Siti Rahasia" in _bytes(empty)
    assert empty.sweep()
    assert b"Siti Rahasia" not in _bytes(empty)


def _bytes(store: Store) -> bytes:
    return b"".join(file.read_bytes() for file in store.path.parent.glob(f"{store.path.name}*"))


def test_by_a_link_writers_queue_at_the_same_place(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "lain.db").symlink_to(empty.path)
    assert lock_path(tmp_path / "lain.db") == lock_path(empty.path)


def test_a_network_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "network_disk", lambda path: "nfs4")
    with pytest.raises(StoreUnreachable, match="nfs4"):
        open_store(tmp_path / "loket.db", create=True)


@pytest.mark.of_file
@pytest.mark.usefixtures("as_kept")
def test_connections_are_set_for_a_register(empty: Store) -> None:
    with empty.write() as conn:
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    with empty.read() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_reading_is_never_blocked_by_an_open_write(empty: Store) -> None:
    with empty.write() as writing:
        meta.put(writing, "kunci", "baru")
        with empty.read() as reading:
            assert meta.get(reading, "kunci") is None
    with empty.read() as reading:
        assert meta.get(reading, "kunci") == "baru"


@pytest.mark.of_file
def test_a_reading_screen_sees_each_commit_and_holds_nothing(empty: Store) -> None:
    with empty.read() as reading:
        for value in ("satu", "dua"):
            with empty.write() as writing:
                meta.put(writing, "kunci", value)
            assert meta.get(reading, "kunci") == value
        with empty.write() as writing:  # a reader that held a transaction would keep the log from emptying
            writing.exec_driver_sql("SELECT 1")
        checkpoint = sqlite3.connect(empty.path)
        assert checkpoint.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        checkpoint.close()


def test_what_is_read_inside_a_snapshot_is_of_its_moment(empty: Store) -> None:
    def kept() -> str | None:
        with empty.read() as conn:
            return meta.get(conn, "apa")

    def kept_elsewhere() -> str | None:
        found: list[str | None] = []
        other = threading.Thread(target=lambda: found.append(kept()))
        other.start()
        other.join()
        return found[0]

    with empty.snapshot() as moment:
        assert meta.get(moment, "apa") is None
        with empty.write() as conn:
            meta.put(conn, "apa", "baru")
        with empty.snapshot() as inner:
            assert meta.get(inner, "apa") is None
        assert kept() is None
        assert kept_elsewhere() == "baru"
    assert kept() == "baru"


def test_a_snapshot_that_failed_holds_nobody_to_its_moment(empty: Store) -> None:
    with pytest.raises(ZeroDivisionError), empty.snapshot(), empty.read():
        raise ZeroDivisionError
    with empty.write() as conn:
        meta.put(conn, "apa", "baru")
    with empty.read() as conn:
        assert meta.get(conn, "apa") == "baru"


def test_reading_connections_cannot_write(empty: Store) -> None:
    with pytest.raises(StoreUnreachable, match=r"readonly|25006"), empty.read() as conn:
        meta.put(conn, "kunci", "x")


def test_an_exception_undoes_the_whole_act(empty: Store) -> None:
    def act() -> None:
        with empty.write() as conn:
            meta.put(conn, "kunci", "x")
            raise OSError("printer")

    with pytest.raises(OSError, match="printer"):
        act()
    with empty.read() as conn:
        assert meta.get(conn, "kunci") is None


def test_waiting_ends(empty: Store) -> None:
    impatient = open_store(empty.place, patience=0.02)
    result: list[type[BaseException]] = []

    def hurry() -> None:
        try:
            with impatient.write():
                pass
        except StoreBusy as busy:
            result.append(type(busy))

    with empty.write():
        thread = threading.Thread(target=hurry)
        thread.start()
        thread.join()
    assert result == [StoreBusy]
    with empty.write() as conn:  # whoever gave up does not keep the turn
        meta.put(conn, "kunci", "x")
    impatient.close()


@pytest.mark.of_file
@pytest.mark.skipif(sys.platform == "win32", reason="there is no queue there")
def test_writers_queue_before_they_try_the_database(empty: Store) -> None:
    """Who came first is next, though nobody holds the database itself."""
    import fcntl

    impatient = open_store(empty.place, patience=0.02)
    with lock_path(empty.path).open() as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy), impatient.write():
            pass
    with impatient.write() as conn:
        meta.put(conn, "kunci", "x")
    impatient.close()


@pytest.mark.of_file
def test_a_program_that_does_not_queue_makes_us_busy_not_broken(empty: Store) -> None:
    impatient = open_store(empty.place, patience=0.02)
    rude = sqlite3.connect(empty.path, isolation_level=None)
    rude.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy), impatient.write():
        pass
    rude.execute("COMMIT")
    with impatient.write() as conn:
        meta.put(conn, "kunci", "x")
    impatient.close()
    rude.close()


def test_a_write_inside_a_write_is_a_fault_not_a_deadlock(empty: Store) -> None:
    with empty.write(), pytest.raises(RuntimeError), empty.write():
        pass


def test_threads_may_share_a_store(empty: Store) -> None:
    def work(name: str) -> None:
        for number in range(20):
            with empty.write() as conn:
                meta.put(conn, f"{name}{number}", "x")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with empty.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM meta WHERE value = 'x'").scalar() == 80
