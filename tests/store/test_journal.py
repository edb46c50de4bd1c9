from __future__ import annotations

import contextlib
import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError

from loket.store import journal
from loket.store.engine import Store
from loket.store.journal import Stamp


def fill(store: Store, entries: int = 5) -> None:
    with store.write() as conn:
        for number in range(entries):
            journal.append(conn, "office", 1, "noted", {"n": number}, Stamp(number, 7), recorded=number + 1)


def tamper(store: Store, *statements: str) -> None:
    """What somebody does who has the file and knows SQL: drop the guards, then change history."""
    conn = sqlite3.connect(store.path)
    for name in ("journal_no_update", "journal_no_delete", "journal_no_replace"):
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()


def verdict(store: Store) -> int | None:
    with store.read() as conn:
        return journal.verify_chain(conn)


def test_entries_come_back_as_written(empty: Store) -> None:
    fill(empty)
    with empty.read() as conn:
        entries = journal.history(conn, "office", 1)
        assert [(e.id, e.seq, e.at, e.recorded, e.person_id, e.data) for e in entries] == [
            (n + 1, n + 1, n, n + 1, 7, {"n": n}) for n in range(5)
        ]
        assert [e.id for e in journal.read_since(conn, 2, limit=2)] == [3, 4]
        assert journal.history(conn, "office", 1, after=4) == entries[4:]
        assert journal.history(conn, "file", 1) == ()


def test_each_subject_counts_its_own_entries(empty: Store) -> None:
    with empty.write() as conn:
        for subject_id in (1, 2, 1):
            journal.append(conn, "ticket", subject_id, "noted", {}, Stamp(0))
        assert [e.seq for e in journal.read_since(conn, 0)] == [1, 1, 2]


def test_an_untouched_journal_is_whole(empty: Store) -> None:
    assert verdict(empty) is None
    fill(empty)
    assert verdict(empty) is None


@pytest.mark.of_file
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", 99),
        ("recorded", 99),
        ("kind", "'x'"),
        ("data", "'{}'"),
        ("person_id", 8),
        ("seq", 99),
        ("late", 1),
        ("together", 2),
        ("kept", "'{}'"),
    ],
)
def test_a_changed_entry_is_found(empty: Store, column: str, value: object) -> None:
    fill(empty)
    tamper(empty, f"UPDATE journal SET {column} = {value} WHERE id = 3")
    assert verdict(empty) == 3


@pytest.mark.of_file
def test_a_removed_entry_is_found(empty: Store) -> None:
    fill(empty)
    tamper(empty, "DELETE FROM journal WHERE id = 2")
    assert verdict(empty) == 2


@pytest.mark.of_file
def test_a_journal_cut_short_is_found(empty: Store) -> None:
    fill(empty)
    tamper(empty, "DELETE FROM journal WHERE id > 3")
    assert verdict(empty) == 4


@pytest.mark.of_file
def test_an_entry_added_at_the_end_is_found(empty: Store) -> None:
    fill(empty)
    tamper(empty, "INSERT INTO journal SELECT 6, subject, subject_id, 6, kind, at, recorded, person_id, role,"
                  " station, late, together, kept, data, hash, hash FROM journal WHERE id = 5")  # fmt: skip
    assert verdict(empty) == 6


@pytest.mark.of_file
def test_a_changed_entry_with_a_fresh_hash_breaks_the_next(empty: Store) -> None:
    fill(empty)
    with empty.read() as conn:
        third = journal.read_since(conn, 2, 1)[0]
    row = {
        "id": 3, "subject": "office", "subject_id": 1, "seq": 3, "kind": "noted", "at": 2, "recorded": 3,
        "person_id": 7, "role": None, "station": None, "late": None, "together": third.together,
        "kept": "", "data": '{"n":42}',
    }  # fmt: skip
    forged = journal._seal(row, third.prev_hash)
    tamper(empty, f"UPDATE journal SET data = '{{\"n\":42}}', hash = '{forged}' WHERE id = 3")
    assert verdict(empty) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET at = 0",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE id = 1",
        "REPLACE INTO journal SELECT 99, subject, subject_id, seq, kind, at, recorded, person_id, role,"
        " station, late, together, kept, data, prev_hash, hash FROM journal WHERE id = 1",
    ],
)
def test_the_journal_refuses_to_be_rewritten(empty: Store, statement: str) -> None:
    fill(empty)
    with pytest.raises(DBAPIError), empty.write() as conn:
        conn.exec_driver_sql(statement)


def test_a_rolled_back_act_leaves_no_gap(empty: Store) -> None:
    fill(empty, 1)
    with contextlib.suppress(ZeroDivisionError), empty.write() as conn:
        journal.append(conn, "office", 1, "noted", {}, Stamp(0))
        raise ZeroDivisionError
    fill(empty, 1)
    with empty.read() as conn:
        assert [e.id for e in journal.read_since(conn, 0)] == [1, 2]
        assert journal.last_id(conn) == 2
    assert verdict(empty) is None


def test_text_in_any_script_is_sealed_as_it_is(empty: Store) -> None:
    with empty.write() as conn:
        journal.append(conn, "office", 1, "noted", {"z": "é\u200f\U0001f600", "a": [1, None]}, Stamp(0))
    assert verdict(empty) is None


def test_what_one_transaction_writes_is_one_and_the_next_is_another(empty: Store) -> None:
    fill(empty, 3)
    fill(empty, 1)
    fill(empty, 2)
    with empty.read() as conn:
        assert [e.together for e in journal.read_since(conn, 0)] == [None, 1, 1, None, None, 5]


def test_a_key_that_needs_several_transactions_names_its_first_entry_in_all(empty: Store) -> None:
    with empty.write() as conn:
        first = journal.append(conn, "office", 1, "noted", {}, Stamp(0))
        assert journal.together(conn) == first
    with contextlib.suppress(ZeroDivisionError), empty.write(together=first) as conn:
        journal.append(conn, "office", 1, "noted", {}, Stamp(0))
        raise ZeroDivisionError
    with empty.write(together=first) as conn:
        journal.append(conn, "office", 1, "noted", {}, Stamp(0))
    fill(empty, 1)
    with empty.read() as conn:
        assert [e.together for e in journal.read_since(conn, 0)] == [None, 1, None]


@pytest.mark.of_file
def test_a_history_has_no_last_page(empty: Store) -> None:
    entry = (
        "INSERT INTO journal (id, subject, subject_id, seq, kind, at, recorded, kept, data, prev_hash, hash)"
        " VALUES (?, 'file', 1, ?, 'noted', 0, 0, '{}', '{}', '', '')"
    )
    with empty.write() as conn:
        conn.exec_driver_sql(entry, [(n, n) for n in range(1, 10_502)])
        assert len(journal.history(conn, "file", 1)) == 10_501
