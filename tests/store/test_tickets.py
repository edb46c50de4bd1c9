from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from loket.flow.ticket import Outcome, TicketAct, TicketStanding, move
from loket.store import journal, tickets
from loket.store.engine import Store
from loket.store.errors import Stale
from loket.store.journal import Stamp
from loket.store.sql import Connection
from loket.store.tickets import TicketRow

DAY = "2025-11-20"


def issue(conn: Connection, number: str, *, day: str = DAY, at: int = 0) -> TicketRow:
    return tickets.load(conn, tickets.issue(conn, day, number, "izin-contoh", number[0], Stamp(at)))


def do(
    conn: Connection,
    row: TicketRow,
    act: TicketAct,
    at: int,
    *,
    counter: str = "2",
    person: int = 1,
    outcome: Outcome | None = None,
) -> TicketRow:
    after = move(row.ticket, act, at=at, person=person, station=counter, outcome=outcome)
    return tickets.record(conn, row, after, act, Stamp(at, person, "fo", counter))


def stretches(conn: Connection, row: TicketRow) -> list[tuple[Any, ...]]:
    columns = "standing, start_at, end_at, station, person_id"
    rows = conn.exec_driver_sql(
        f"SELECT {columns} FROM ticket_interval WHERE ticket_id = {row.id} ORDER BY seq"
    )
    return [tuple(row) for row in rows]


def test_a_numbers_whole_life_is_kept(store: Store) -> None:
    with store.write() as conn:
        row = issue(conn, "A-014", at=100)
        row = do(conn, row, TicketAct.CALL, 200)
        row = do(conn, row, TicketAct.RECALL, 260)
        row = do(conn, row, TicketAct.PRESENT, 300)
        assert tickets.held_by(conn, 1, DAY) == row
        row = do(conn, row, TicketAct.FINISH, 900, outcome=Outcome.FILED)
        assert stretches(conn, row) == [
            ("menunggu", 100, 200, "", None),
            ("dipanggil", 200, 300, "2", 1),
            ("dilayani", 300, 900, "2", 1),
        ]
        entries = journal.history(conn, "ticket", row.id)
        assert tickets.held_by(conn, 1, DAY) is None
    assert [entry.kind for entry in entries] == ["issued", "call", "recall", "present", "finish"]
    assert entries[-1].data == {"counter": "2", "outcome": "berkas masuk"}
    assert (row.issued_at, row.served_at, row.ended_at, row.version) == (100, 300, 900, 5)
    assert (row.ticket.calls, row.ticket.present_at, row.ticket.outcome) == (2, 300, Outcome.FILED)
    assert (row.standing, row.ticket.since) == (TicketStanding.ENDED, 900)


def test_what_is_kept_is_what_the_rules_say(store: Store) -> None:
    acts = (
        TicketAct.CALL,
        TicketAct.RECALL,
        TicketAct.NO_SHOW,
        TicketAct.BACK,
        TicketAct.CALL,
        TicketAct.PRESENT,
    )
    with store.write() as conn:
        row = issue(conn, "A-001", at=5)
        for at, act in enumerate(acts, start=10):
            after = move(row.ticket, act, at=at, person=1, station="2")
            row = tickets.record(conn, row, after, act, Stamp(at, 1, "fo", "2"))
            assert row.ticket == after


def test_two_counters_cannot_call_the_same_number(store: Store) -> None:
    with store.write() as conn:
        seen = issue(conn, "A-001")
        do(conn, seen, TicketAct.CALL, 1)
    with pytest.raises(Stale), store.write() as conn:
        do(conn, seen, TicketAct.CALL, 2, counter="3", person=2)
    with store.read() as conn:
        assert tickets.load(conn, seen.id).ticket.station == "2"


def test_the_table_itself_refuses_a_person_a_second_number(store: Store) -> None:
    with store.write() as conn:
        do(conn, issue(conn, "A-001"), TicketAct.CALL, 1)
        do(conn, issue(conn, "A-002"), TicketAct.CALL, 1, person=2)
        issue(conn, "A-003")
    raw = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE ticket SET standing = 'dilayani', person_id = 1 WHERE number = 'A-003'")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE ticket SET number = 'A-001' WHERE number = 'A-003'")
    raw.close()


def test_another_person_in_the_same_standing_is_a_stretch_of_its_own(store: Store) -> None:
    with store.write() as conn:
        row = do(conn, do(conn, issue(conn, "A-001"), TicketAct.CALL, 1), TicketAct.PRESENT, 2)
        taken = do(conn, row, TicketAct.TAKE_OVER, 5, counter="3", person=2)
        assert stretches(conn, taken)[-2:] == [("dilayani", 2, 5, "2", 1), ("dilayani", 5, None, "3", 2)]
        assert tickets.take_back(conn, taken, row.ticket, taken.version, Stamp(9, 2)).ticket == row.ticket
        assert stretches(conn, taken)[-1] == ("dilayani", 2, None, "2", 1)


def test_what_a_person_left_open_on_earlier_days_is_found(store: Store) -> None:
    with store.write() as conn:
        old = do(conn, issue(conn, "A-001", day="2025-11-19"), TicketAct.CALL, 1)
        do(conn, issue(conn, "A-001"), TicketAct.CALL, 2)
        assert [row.id for row in tickets.left_by(conn, 1, DAY)] == [old.id]
        assert tickets.left_by(conn, 2, DAY) == ()


def test_a_number_passed_over_waits_again_in_its_old_place(store: Store) -> None:
    with store.write() as conn:
        first, second, third = issue(conn, "A-001"), issue(conn, "B-001"), issue(conn, "A-002")
        first = do(conn, do(conn, first, TicketAct.CALL, 1), TicketAct.NO_SHOW, 2)
        assert tickets.first_waiting(conn, DAY, ["A", "B"]) == second
        assert tickets.first_waiting(conn, DAY, ["A"]) == third
        assert tickets.first_waiting(conn, DAY, ["C"]) is None
        assert tickets.of_day(conn, DAY) == (first, second, third)
        first = do(conn, first, TicketAct.BACK, 3)
        assert tickets.first_waiting(conn, DAY, ["B", "A"]) == first
        assert tickets.of_day(conn, DAY) == (first, second, third)


def test_yesterdays_numbers_are_listed_apart(store: Store) -> None:
    with store.write() as conn:
        old = issue(conn, "A-001", day="2025-11-19")
        gone = issue(conn, "A-002", day="2025-11-19")
        do(conn, gone, TicketAct.FINISH, 1, outcome=Outcome.LEFT)
        new = issue(conn, "A-001")
        assert tickets.first_waiting(conn, DAY, ["A"]) == new
        assert tickets.left_open(conn, DAY) == (old,)


def test_an_unknown_or_older_number_is_refused(store: Store) -> None:
    with store.write() as conn:
        with pytest.raises(KeyError):
            tickets.load(conn, 99)
        row = issue(conn, "A-001")
        with pytest.raises(Stale):
            do(conn, replace(row, version=7), TicketAct.CALL, 1)
