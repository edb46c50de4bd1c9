"""The schema by the two ways that lead to it, and the fingerprint by which a database is known."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, inspect

from loket.store import meta, schema
from loket.store.engine import Store, open_store
from loket.store.errors import StoreOtherTables
from loket.store.sqlite import database as engine
from loket.store.sqlite import triggers
from tests.installed import ROOT

Described = Mapping[tuple[str, ...], object]
pytestmark = pytest.mark.of_file

REBUILT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("journal", recreate="always") as batch:
        batch.alter_column("data", server_default="")
        batch.alter_column("data", server_default=None)
"""


def in_memory() -> AbstractContextManager[Connection]:
    return create_engine("sqlite://").begin()


def described(conn: Connection) -> Described:
    """All that a database's schema says: columns, keys, checks, references, indexes, triggers."""
    look, found = inspect(conn), dict[tuple[str, ...], object]()
    made = conn.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    for kind, name, table, sql in made.all():
        if table.startswith(("alembic_", "sqlite_")):
            continue
        if kind != "table":
            found[table, kind, name] = " ".join(sql.split()).replace('"', "")
            continue
        found[table, "autoincrement"] = "AUTOINCREMENT" in sql
        found[table, "key"] = look.get_pk_constraint(table)
        for column in look.get_columns(table):
            found[table, "column", column["name"]] = {**column, "type": str(column["type"])}
        for unique in look.get_unique_constraints(table):
            found[table, "unique", str(unique["name"])] = unique["column_names"]
        for check in look.get_check_constraints(table):
            found[table, "check", str(check["name"])] = check["sqltext"]
        for ref in look.get_foreign_keys(table):
            found[table, "reference", str(ref["name"])] = {**ref}
    return found


def configuration(conn: Connection, versions: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", "loket.store:migrations")
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config


def by_alembic(*revisions: str, into: Path) -> Described:
    """What Alembic leads to."""
    into.mkdir()
    for number, revision in enumerate(revisions):
        (into / f"r{number}.py").write_text(revision, "utf-8")
    with in_memory() as conn:
        command.upgrade(configuration(conn, into), "head")
        return described(conn)


@pytest.fixture(autouse=True)
def _declared_anew() -> Iterator[None]:
    """What a test makes of the declarations is forgotten after it."""
    yield
    schema.declared_parts.cache_clear()
    schema._declared_texts.cache_clear()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The first revision, as Alembic writes it from the declared tables."""
    versions = tmp_path_factory.mktemp("versions")
    with in_memory() as conn:
        command.revision(configuration(conn, versions), "first", autogenerate=True, rev_id="0001")
    (written,) = versions.glob("*.py")
    return written.read_text("utf-8")


@pytest.fixture(scope="module")
def declared() -> Described:
    """What a program makes."""
    with in_memory() as conn:
        schema.create(conn)
        return described(conn)


def test_alembics_first_revision_leads_to_what_a_program_makes(
    first: str, declared: Described, tmp_path: Path
) -> None:
    assert by_alembic(first, into=tmp_path / "v") == declared
    kinds = {"autoincrement", "key", "column", "unique", "check", "reference", "index", "trigger"}
    assert {place[1] for place in declared} == kinds


LEFT_OUT = {
    "ticket_interval key": (
        "('ticket_id', 'seq', name=op.f('pk_ticket_interval'",
        "('ticket_id', name=op.f('pk_ticket_interval'",
    ),
    "meta key": ("sa.PrimaryKeyConstraint('key', name=op.f('pk_meta'))", ""),
    "value check ck_value_erased": ("'(text IS NULL) = (salt IS NULL)'", "'text IS NULL'"),
    "journal_head check ck_journal_head_single": (
        "sa.CheckConstraint('id = 1', name=op.f('ck_journal_head_single'",
        "dict(name=op.f('ck_journal_head_single'",
    ),
    "file unique uq_file_number": ("sa.UniqueConstraint('number', name=", "dict(name="),
    "file reference fk_file_parent_id_file": ("sa.ForeignKeyConstraint(['parent_id'], ['file.id'],", "dict("),
    "file index ix_file_parent_id": (", sqlite_where=sa.text('parent_id IS NOT NULL')", ""),
    "file index ix_file_applicant_id": (
        "batch_op.create_index(batch_op.f('ix_file_applicant_id'),",
        "dict(a=",
    ),
    "interval index uq_interval_open": ("_open', ['file_id', 'strand'], unique=True", "_open', ['file_id']"),
    "calendar_day column hours": ("'hours', sa.Text(), nullable=True", "'hours', sa.Text(), nullable=False"),
    "survey autoincrement": ("op.f('pk_survey')),\n    sqlite_autoincrement=True", "op.f('pk_survey'))"),
}  # fmt: skip


@pytest.mark.parametrize("place", LEFT_OUT)
def test_what_a_revision_leaves_out_is_seen(
    first: str, declared: Described, tmp_path: Path, place: str
) -> None:
    words, instead = LEFT_OUT[place]
    assert first.count(words) == 1
    assert place in differing(by_alembic(first.replace(words, instead), into=tmp_path / "v"), declared)


def test_a_trigger_that_is_left_out_is_seen(
    first: str, declared: Described, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(triggers._TRIGGERS, "journal_no_delete")
    schema.declared_parts.cache_clear()
    made = by_alembic(first, into=tmp_path / "v")
    assert differing(made, declared) == {"journal trigger journal_no_delete"}


def test_a_later_revision_that_rebuilds_the_journal_leaves_it_append_only(
    first: str, declared: Described, tmp_path: Path
) -> None:
    assert by_alembic(first, REBUILT, into=tmp_path / "v") == declared


def test_a_database_of_other_tables_is_refused_and_left_alone(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This program has one trigger less than the one that made the database."""
    empty.close()
    monkeypatch.setattr(engine, "_words", lambda: "lain")
    monkeypatch.delitem(triggers._TRIGGERS, "journal_no_delete")
    schema.declared_parts.cache_clear()
    kept = empty.path.read_bytes()
    with pytest.raises(StoreOtherTables):
        open_store(empty.path)
    assert empty.path.read_bytes() == kept


def test_a_database_from_before_fingerprints_is_refused(empty: Store) -> None:
    with empty.write() as conn:
        conn.exec_driver_sql("DELETE FROM meta WHERE key LIKE 'schema%'")
    empty.close()
    with pytest.raises(StoreOtherTables):
        open_store(empty.path)


def test_the_same_tables_in_other_words_are_the_same(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has only put a comment into the declarations."""
    empty.close()
    monkeypatch.setattr(engine, "_words", lambda: "lain")
    open_store(empty.path).close()
    monkeypatch.delattr(schema, "declared")  # the words are known from now on
    store = open_store(empty.path)
    with store.write() as conn:
        assert meta.get(conn, meta.SCHEMA_WORDS) == "lain"
    store.close()


def test_opening_imports_neither_the_declarations_nor_alembic(empty: Store) -> None:
    opening = (
        "import sys, pathlib, loket.store.engine as e; e.open_store(pathlib.Path(sys.argv[1]))\n"
        "print(*{'alembic', 'sqlmodel'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", opening, str(empty.path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def differing(one: Described, other: Described) -> set[str]:
    return {" ".join(place) for place in {*one, *other} if one.get(place) != other.get(place)}
