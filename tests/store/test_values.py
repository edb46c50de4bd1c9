"""What people typed is kept in every version, sealed by the journal, and erased only whole."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loket.store import files, journal, texts, values
from loket.store.engine import Store
from loket.store.journal import Stamp
from loket.store.sql import run
from tests.store.office import START, register
from tests.store.sealed import sealed


@pytest.fixture
def file(store: Store) -> int:
    with store.write() as conn:
        return register(conn, "00231")


def test_each_version_stays_with_who_and_when(store: Store, file: int) -> None:
    with sealed(store, START) as conn:
        texts.set_fields(conn, files.file_row(conn, file), {"luas": "100"}, 1, START)
        texts.set_fields(conn, files.file_row(conn, file), {"luas": "120"}, 2, START + 1)
    with store.read() as conn:
        kept = values.every(conn, texts.FIELD, file)
        assert [(v.key, v.words, v.person, v.at) for v in kept] == [
            ("luas", "100", 1, START),
            ("luas", "120", 2, START + 1),
        ]
        assert texts.written(conn, file).fields == {"luas": "120"}


@pytest.mark.of_file
def test_of_many_versions_the_database_gives_the_newest_of_each_key_alone(store: Store, file: int) -> None:
    with sealed(store, START) as conn:
        for luas in range(20):
            texts.set_fields(conn, files.file_row(conn, file), {"luas": str(luas), "nama": "toko"}, 1, START)
        other = files.file_row(conn, register(conn, "00232"))
        texts.set_fields(conn, other, {"luas": "99"}, 1, START)
    with store.read() as conn:
        newest = values.newest(conn, texts.FIELD, file)
        asked = {"kind": texts.FIELD, "owner": file}
        assert {key: value.words for key, value in newest.items()} == {"luas": "19", "nama": "toko"}
        assert len(run(conn, values._NEWEST, **asked).all()) == 2
        plan = [row.detail for row in conn.execute(text(f"EXPLAIN QUERY PLAN {values._NEWEST}"), asked)]
    assert any("ix_value_kind_owner" in step for step in plan), plan
    assert not any("SCAN" in step for step in plan), plan


def test_the_next_entry_seals_what_was_kept_and_none_after_it(store: Store, file: int) -> None:
    with store.write() as conn:
        first = texts.add_remark(conn, 1, START, "STR habis", file)
        second = texts.add_remark(conn, 1, START, "STR habis", file)
        for _ in range(2):
            journal.append(conn, "office", journal.OFFICE, "noted", {}, Stamp(START))
        sealing, other = journal.read_since(conn, journal.last_id(conn) - 2)
        assert [int(value) for value in sealing.kept] == [first, second]
        assert other.kept == {}
        now = {value.id: seal for value, seal in values.page(conn, first - 1)}
        assert {int(value): seal for value, seal in sealing.kept.items()} == now
        assert now[first] != now[second], "the same words must not show as the same"


def test_what_no_entry_seals_is_not_kept(store: Store, file: int) -> None:
    with pytest.raises(AssertionError), store.write() as conn:
        texts.add_remark(conn, 1, START, "STR habis", file)
    with store.read() as conn:
        assert texts.remarks(conn, file) == {}


def test_what_is_erased_reads_so_and_its_seal_stays(store: Store, file: int) -> None:
    with sealed(store, START) as conn:
        said = texts.add_remark(conn, 1, START, "STR habis", file)
        texts.set_mark(conn, file, "str", "kurang", "habis", 1, START)
    with store.write() as conn:
        marked = values.newest(conn, texts.MARK, file)["str"].id
        assert values.erase(conn, [said, marked]) == (said, marked)
        assert values.erase(conn, [said]) == ()
        assert texts.remarks(conn, file) == {said: values.ERASED}
        assert texts.marks(conn, file)["str"].note == values.ERASED
        assert [seal for _, seal in values.page(conn, said - 1)] == [None, None]
        assert journal.verify_chain(conn) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE value SET text = 'STR ada' WHERE kind = 'remark'",
        "UPDATE value SET text = NULL, salt = NULL, at = at + 1",
        "UPDATE value SET salt = NULL",
        "DELETE FROM value",
        "INSERT OR REPLACE INTO value SELECT id, kind, owner, key, person_id, at, 'x', salt FROM value",
    ],
)
def test_a_row_changes_in_no_other_way(store: Store, file: int, statement: str) -> None:
    with sealed(store, START) as conn:
        texts.add_remark(conn, 1, START, "STR habis", file)
    with pytest.raises(DBAPIError), store.write() as conn:
        conn.exec_driver_sql(statement)
    with store.read() as conn:
        (kept,) = conn.exec_driver_sql("SELECT text FROM value WHERE kind = 'remark'").scalars()
        assert kept == "STR habis"


def test_the_last_of_very_many_remarks_is_as_good_as_the_first(store: Store, file: int) -> None:
    with sealed(store, START) as conn:
        said = [texts.add_remark(conn, 1, START, f"catatan {n}", file) for n in range(1_200)]
        assert list(texts.remarks(conn, file)) == said
