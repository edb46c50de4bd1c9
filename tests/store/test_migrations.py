"""The schema's history, with the traps of rebuilding tables in SQLite: each of them once lost data."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

import loket.store.migrations
import loket.store.tables
from loket.store import connect, journal, meta, migrate, procedures
from loket.store.engine import Store, open_store
from loket.store.errors import StoreBroken
from loket.store.triggers import create_triggers
from tests.store.office import register

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table, kept_ids in (("person", True), ("file", True), ("interval", False), ("journal", False)):
        kept = {{"sqlite_autoincrement": kept_ids}}
        with op.batch_alter_table(table, recreate="always", table_kwargs=kept) as batch:
            batch.add_column(sa.Column("extra", sa.String(), nullable=True))
    {more}
"""


KEPT_IDS = {
    table.name
    for table in SQLModel.metadata.tables.values()
    if table.dialect_options["sqlite"]["autoincrement"]
}


def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> None:
    """Pretend that this program has one more revision, which rebuilds tables that others refer to."""
    scripts = tmp_path / "scripts"
    shutil.copytree(Path(loket.store.migrations.__file__).parent, scripts)
    (scripts / "versions" / "r0004_next.py").write_text(NEXT.format(more=more))
    original = migrate.configuration

    def configuration(*conn: object) -> Config:
        config = original(*conn)  # type: ignore[arg-type]
        config.set_main_option("script_location", str(scripts))
        return config

    monkeypatch.setattr(migrate, "configuration", configuration)
    monkeypatch.setattr(migrate, "HEAD", "0004")
    monkeypatch.setattr("loket.store.engine.HEAD", "0004")


def triggers(path: Path) -> set[str]:
    conn = sqlite3.connect(path)
    found = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    conn.close()
    return found


def indexes(conn: Connection) -> set[str]:
    found = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {" ".join(sql.split()).replace('"', "") for sql in found.scalars()}


def kept_ids(conn: Connection) -> set[str]:
    found = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    return set(found.scalars())


def test_the_revision_expected_is_the_newest() -> None:
    assert ScriptDirectory.from_config(migrate.configuration()).get_current_head() == connect.HEAD


def test_tables_and_migrations_agree(empty: Store) -> None:
    with empty.write() as conn:
        command.check(migrate.configuration(conn))
        assert kept_ids(conn) == KEPT_IDS  # Alembic does not compare this, and a rebuilt table loses it
        for table in SQLModel.metadata.tables.values():
            for index in table.indexes:
                condition = index.dialect_options["sqlite"]["where"]
                made = conn.exec_driver_sql(
                    "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (index.name,)
                ).scalar_one()
                assert made.endswith(")" if condition is None else f"WHERE {condition}")


def test_a_rebuilt_journal_loses_its_triggers_and_gets_them_back(empty: Store) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    before = triggers(empty.path)
    assert len(before) == 3
    with empty.write() as conn:
        with Operations(MigrationContext.configure(conn)).batch_alter_table("journal", recreate="always"):
            pass
        assert conn.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").scalar() == 0
        create_triggers(conn)
    assert triggers(empty.path) == before


def test_upgrading_keeps_rows_triggers_names_and_a_copy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write() as conn:
        register(conn, "00231")
        indexes_before = indexes(conn)
    store.close()
    later(tmp_path, monkeypatch)
    open_store(store.path).close()

    upgraded = open_store(store.path)
    with upgraded.read() as conn:
        assert conn.exec_driver_sql("SELECT extra FROM person").scalars().all() == [None] * 3
        assert conn.exec_driver_sql("SELECT count(*) FROM person_role").scalar() == 3
        assert journal.verify_chain(conn) is None
        made = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'journal'").scalar_one()
        assert "ck_journal_subject" in made
        assert indexes(conn) == indexes_before
        assert kept_ids(conn) == KEPT_IDS
        assert conn.exec_driver_sql("SELECT count(*) FROM interval").scalar() == 1
    upgraded.close()
    assert len(triggers(store.path)) == 3

    copies = list(store.path.parent.glob("*.before-*"))
    assert [copy.name for copy in copies] == ["loket.db.before-0004"]
    assert copies[0].stat().st_mode & 0o777 == store.path.stat().st_mode & 0o777
    assert connect.schema_revision(copies[0]) == "0003"
    raw = sqlite3.connect(copies[0])
    assert raw.execute("SELECT number FROM file").fetchall() == [("00231",)]
    raw.close()


def test_an_sop_kept_before_the_offices_part_was_has_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    engine = connect.writing_engine(path)
    with engine.begin() as conn:
        migrate.upgrade(conn, "0001")
        conn.exec_driver_sql(
            "INSERT INTO procedure_version (sha, procedure_id, source) VALUES ('sha', 'contoh', 'teks')"
        )
    engine.dispose()
    store = open_store(path)
    with store.read() as conn:
        assert procedures.kept(conn, "sha") == ("teks", "")
    store.close()


def test_files_under_way_before_deadlines_had_a_near_are_reckoned_once_more(tmp_path: Path) -> None:
    path = tmp_path / "loket.db"
    engine = connect.writing_engine(path, foreign_keys=False)
    with engine.begin() as conn:
        migrate.upgrade(conn, "0002")
        conn.exec_driver_sql(
            "INSERT INTO interval (file_id, seq, step, visit, sign_off, party, standing, waits_for, trouble,"
            " start_at, ended_by, due_at) VALUES (1, 1, 2, 1, 0, 'kantor', 'menunggu', '', 0, 5, '', 77)"
        )
        migrate.upgrade(conn)
        assert conn.exec_driver_sql("SELECT due_at, near_at FROM interval").one() == (77, 77)
        assert meta.get(conn, meta.RECKON)
    engine.dispose()


def test_an_office_just_made_has_nothing_to_reckon(empty: Store) -> None:
    with empty.read() as conn:
        assert meta.get(conn, meta.RECKON) is None


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("op.execute('CREATE TABLE halfway (id INTEGER)'); raise ZeroDivisionError", ZeroDivisionError),
        ("op.execute('DELETE FROM applicant')", StoreBroken),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, trouble: type[Exception]
) -> None:
    with store.write() as conn:
        register(conn, "00231")
    store.close()
    later(tmp_path, monkeypatch, fault)
    with pytest.raises(trouble):
        open_store(store.path)
    raw = sqlite3.connect(store.path)
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    assert "halfway" not in names
    assert not [name for name in names if name.startswith("_alembic_tmp")]
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
    assert raw.execute("SELECT count(*) FROM applicant").fetchone() == (1,)
    raw.close()
    assert len(triggers(store.path)) == 3


def test_an_older_copy_is_never_overwritten(store: Store) -> None:
    first = migrate.copy_database(store.path, "before-0002")
    second = migrate.copy_database(store.path, "before-0002")
    assert (first.name, second.name) == ("loket.db.before-0002", "loket.db.before-0002.2")
