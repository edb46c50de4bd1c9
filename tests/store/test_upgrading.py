"""A database of an earlier release: led to this program's tables with all that it holds, or left as it is."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.integrity import examine
from loket.desk.opening import open_desk
from loket.desk.queue import calling, line
from loket.lengths import MINUTE
from loket.store import meta, migrations, schema, upgrading
from loket.store.engine import open_store
from loket.store.errors import StoreOtherTables
from loket.store.sqlite import database as engine
from loket.store.sqlite.upgrading import kept_copy

RELEASED = Path(__file__).parent / "released"
WITHOUT = "DROP INDEX ix_file_parent_id"
"""What an earlier release lacked."""
NOW = upgrading.head()
NEXT = f"{int(NOW) + 1:04}"
HEAD = f"""
from alembic import op
import sqlalchemy as sa

revision = "{NEXT}"
down_revision = "{NOW}"


def upgrade() -> None:
"""
LATER = """    op.create_index(
        "ix_file_parent_id", "file", ["parent_id"], sqlite_where=sa.text("parent_id IS NOT NULL")
    )
    with op.batch_alter_table("person", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
"""


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """The database that 0.2.0 made."""
    path = tmp_path / "loket.db"
    path.write_bytes(gzip.decompress((RELEASED / "0_2_0.db.gz").read_bytes()))
    return path


@pytest.fixture
def earlier(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same for a program that knows one revision more: what it has now, the database lacked then."""
    open_store(released).close()  # as this program has it
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    (folder / "versions" / f"r{NEXT}.py").write_text(HEAD + LATER)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    store = open_store(released)
    with store.write() as conn:
        conn.exec_driver_sql(WITHOUT)
        meta.put(conn, meta.SCHEMA, schema.fingerprint(conn))
        meta.put(conn, meta.REVISION, NOW)
    store.close()
    monkeypatch.setattr(engine, "_words", lambda: "lain")
    return released


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a database holds but for how its tables are told."""
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in tables
            if not name.startswith(("sqlite_", "meta"))
        }


def test_what_the_first_release_made_is_whole_and_worked_on(released: Path) -> None:
    with closing(sqlite3.connect(released)) as conn:
        at = conn.execute("SELECT max(at) FROM journal").fetchone()[0] + MINUTE
    desk = open_desk(released, clock=lambda: at)
    assert examine(desk).whole
    with desk.store.read() as conn:
        (sari,) = conn.exec_driver_sql("SELECT person_id FROM person_role WHERE role = 'fo2'").scalars()
    who = Who(int(sari), "2")
    called = calling.call_next(desk, who)
    assert called is not None
    assert line.queue(desk, who).current == called
    assert examine(desk).whole
    desk.store.close()


def test_it_is_led_on_with_all_that_it_holds_and_kept_as_it_was(earlier: Path) -> None:
    before = rows(earlier)
    store = open_store(earlier)
    with store.read() as conn:
        assert meta.get(conn, meta.REVISION) == NEXT
        assert schema.fingerprint(conn) == schema.declared() == meta.get(conn, meta.SCHEMA)
    store.close()
    assert rows(earlier) == before
    assert rows(kept_copy(earlier, NOW)) == before
    desk = open_desk(earlier)
    assert examine(desk).whole
    desk.store.close()


@pytest.mark.parametrize(
    "later",
    ["    pass\n", LATER + '    op.drop_index("ix_file_applicant_id", "file")\n', LATER + "    1 / 0\n"],
    ids=["nothing", "something else", "a failure"],
)
def test_what_does_not_lead_here_leaves_it_as_it_was(earlier: Path, later: str) -> None:
    (migrations.FOLDER / "versions" / f"r{NEXT}.py").write_text(HEAD + later)
    before = rows(earlier)
    with pytest.raises((StoreOtherTables, ZeroDivisionError)):
        open_store(earlier)
    assert rows(earlier) == before
    with closing(sqlite3.connect(earlier)) as conn:
        assert conn.execute("SELECT value FROM meta WHERE key = 'schema_revision'").fetchone() == (NOW,)


@pytest.mark.parametrize("revision", ["9999", ""])
def test_one_of_a_later_release_is_refused(earlier: Path, revision: str) -> None:
    with closing(sqlite3.connect(earlier)) as conn:
        conn.execute("UPDATE meta SET value = ? WHERE key = 'schema_revision'", (revision,))
        conn.commit()
    with pytest.raises(StoreOtherTables):
        open_store(earlier)
    assert not kept_copy(earlier, revision).exists()


def test_a_program_that_has_it_open_writes_nothing_more(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(engine, "_known", lambda path, conn: meta_schema(conn))
        old = open_store(earlier)
    open_store(earlier).close()
    with pytest.raises(StoreOtherTables), old.write():
        pass
    old.close()


def meta_schema(conn: sqlite3.Connection) -> str:
    return str(conn.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])
