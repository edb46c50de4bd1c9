from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from loket.flow.queue.acts import (
    Back,
    Called,
    Finished,
    Given,
    Held,
    NoShow,
    Outcome,
    Present,
    Priority,
    Recalled,
    Registered,
    TakenOver,
    TicketAct,
    Transferred,
    Undone,
)
from loket.flow.queue.fold import replay
from loket.flow.queue.state import TicketStanding
from loket.store import journal, line, tickets
from loket.store.engine import Store
from loket.store.errors import Stale
from loket.store.journal import Stamp
from loket.store.sql import Connection, text
from loket.store.tickets import TicketRow
from tests.store.office import register

DAY = "2025-11-20"


def issue(conn: Connection, number: str, *, day: str = DAY, at: int = 0) -> TicketRow:
    return tickets.give(conn, Given(day, number, "izin-contoh", number[0], "daftar"), Stamp(at))


def do(
    conn: Connection, row: TicketRow, act: TicketAct, at: int, *, counter: str = "2", person: int = 1
) -> TicketRow:
    return tickets.record(conn, row.id, tickets.known(conn, row.id), act, Stamp(at, person, "fo", counter))


def stretches(conn: Connection, row: TicketRow) -> list[tuple[Any, ...]]:
    columns = "standing, start_at, end_at, station, person_id"
    rows = conn.exec_driver_sql(
        f"SELECT {columns} FROM ticket_interval WHERE ticket_id = {row.id} ORDER BY seq"
    )
    return [tuple(row) for row in rows]


def test_a_numbers_whole_life_is_kept(store: Store) -> None:
    with store.write() as conn:
        row = issue(conn, "A-014", at=100)
        row = do(conn, row, Called(), 200)
        row = do(conn, row, Recalled(), 260)
        row = do(conn, row, Present(), 300)
        assert tickets.had_by(conn, 1, DAY) == row
        row = do(conn, row, Finished(Outcome.FILED), 900)
        assert stretches(conn, row) == [
            ("menunggu", 100, 200, "", None),
            ("dipanggil", 200, 300, "2", 1),
            ("dilayani", 300, 900, "2", 1),
        ]
        entries = journal.history(conn, "ticket", row.id)
        assert tickets.had_by(conn, 1, DAY) is None
    assert [entry.kind for entry in entries] == ["given", "called", "recalled", "present", "finished"]
    assert entries[-1].data == {"outcome": "berkas masuk", "referral": "", "remark": None}
    assert (row.issued_at, row.ended_at, row.version) == (100, 900, 5)
    assert (row.ticket.calls, row.ticket.present_at, row.ticket.outcome) == (2, 300, Outcome.FILED)
    assert (row.standing, row.ticket.since) == (TicketStanding.ENDED, 900)


def test_what_is_kept_is_what_its_history_says(store: Store) -> None:
    acts: tuple[TicketAct, ...] = (Called(), Recalled(), NoShow(), Back(), Called())
    acts = (*acts, Undone(5), Undone(6), Present())
    with store.write() as conn:
        row = issue(conn, "A-001", at=5)
        for at, act in enumerate(acts, start=10):
            row = do(conn, row, act, at)
            state = tickets.known(conn, row.id)
            assert (tickets.load(conn, row.id), dict(tickets.all_kept(conn))) == (
                row,
                {row.id: tickets.projection(state)},
            )
        assert replay(state.log) == state


def test_a_file_counts_for_its_number_until_that_is_taken_back(store: Store) -> None:
    with store.write() as conn:
        file = register(conn, "00001")
        row = do(conn, do(conn, issue(conn, "A-001"), Called(), 1), Present(), 2)
        row = do(conn, do(conn, row, Registered(file), 3), Registered(register(conn, "00002")), 4)
        assert tickets.files_of(conn, row.id) == (1, 2)
        assert tickets.load(conn, row.id) == row
        do(conn, row, Undone(4), 5)
        assert tickets.files_of(conn, row.id) == (2,)
        assert [(ticket, m.seq, m.counts) for ticket, m in tickets.matters_of(conn, file)] == [
            (row.id, 4, False)
        ]
        do(conn, row, Undone(6), 7)
        assert tickets.files_of(conn, row.id) == (1, 2)


def test_two_counters_cannot_call_the_same_number(store: Store) -> None:
    with store.write() as conn:
        row = issue(conn, "A-001")
        seen = tickets.known(conn, row.id)
        tickets.record(conn, row.id, seen, Called(), Stamp(1, 1, "fo", "2"))
    with pytest.raises(Stale), store.write() as conn:
        tickets.record(conn, row.id, seen, Called(), Stamp(2, 2, "fo", "3"))
    with store.read() as conn:
        assert tickets.load(conn, row.id).ticket.station == "2"


@pytest.mark.of_file
def test_the_table_itself_refuses_a_person_a_second_number(store: Store) -> None:
    with store.write() as conn:
        do(conn, issue(conn, "A-001"), Called(), 1)
        do(conn, issue(conn, "A-002"), Called(), 1, person=2)
        issue(conn, "A-003")
    raw = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE ticket SET standing = 'dilayani', person_id = 1 WHERE number = 'A-003'")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE ticket SET number = 'A-001' WHERE number = 'A-003'")
    raw.close()


def test_another_person_in_the_same_standing_is_a_stretch_of_its_own(store: Store) -> None:
    with store.write() as conn:
        row = do(conn, do(conn, issue(conn, "A-001"), Called(), 1), Present(), 2)
        taken = do(conn, row, TakenOver(), 5, counter="3", person=2)
        assert stretches(conn, taken)[-2:] == [("dilayani", 2, 5, "2", 1), ("dilayani", 5, None, "3", 2)]
        assert do(conn, taken, Undone(taken.version), 9, counter="3", person=2).ticket == row.ticket
        assert stretches(conn, taken)[-1] == ("dilayani", 2, None, "2", 1)


def test_the_calls_of_a_counter_are_told_the_latest_first_but_for_those_by_mistake(store: Store) -> None:
    with store.write() as conn:
        rows = [issue(conn, f"A-00{n}") for n in (1, 2)]
        prior = tickets.give(conn, Given(DAY, "B-001", "", "B", "ambil", Priority.PREGNANT), Stamp(0))
        for at, row in enumerate((prior, rows[1]), 1):
            do(conn, row, Called(), 9 - at, person=at)  # the clock was set back in between
        mistaken = do(conn, rows[0], Called(), 3, person=3)
        do(conn, mistaken, Back(), 3, person=3)
        do(conn, issue(conn, "A-003"), Called(), 4, counter="3", person=3)
        assert [*tickets.called_from_line(conn, DAY, "2")] == [(rows[1].id, 7), (prior.id, 8)]
        assert [row.number for row in tickets.newest_calls(conn, DAY, 3)] == ["A-003", "A-001", "A-002"]
        moved = do(conn, tickets.load(conn, prior.id), Transferred("daftar", "izin-contoh", "2"), 9)
        assert (moved.errand, moved.service, moved.ticket.counter) == ("daftar", "izin-contoh", "2")
        assert tickets.load(conn, prior.id) == moved


def test_a_visit_took_what_passed_at_the_counter_not_while_its_person_was_away_or_waited(
    store: Store,
) -> None:
    begun: list[TicketAct] = [Called(), Present()]
    end = Finished(Outcome.ASKED)
    away = Held(), Finished(Outcome.LEFT)
    moved = Transferred("ambil", ""), Finished(Outcome.LEFT)
    moved_and_called = Transferred("ambil", ""), Called(), Finished(Outcome.LEFT)
    with store.write() as conn:
        for n, then in enumerate([(end,), away, moved, moved_and_called, (Held(), *begun, end)], 1):
            row = issue(conn, f"A-00{n}")
            for at, act in enumerate((*begun, *then), 1):
                row = do(conn, row, act, at * 100)
        assert tickets.visits(conn, DAY) == {"daftar": [200, 200]}


def test_what_a_person_has_open_is_found_and_what_they_left_open_on_earlier_days(store: Store) -> None:
    with store.write() as conn:
        old = do(conn, issue(conn, "A-001", day="2025-11-19"), Called(), 1)
        new = do(conn, issue(conn, "A-001"), Called(), 2)
        assert [row.id for row in tickets.open_by(conn, 1)] == [old.id, new.id]
        assert tickets.open_by(conn, 2) == ()


def test_a_number_passed_over_waits_again_in_its_old_place(store: Store) -> None:
    with store.write() as conn:
        first, second, third = issue(conn, "A-001"), issue(conn, "B-001"), issue(conn, "A-002")
        first = do(conn, do(conn, first, Called(), 1), NoShow(), 2)
        assert tickets.of_day(conn, DAY) == (first, second, third)
        first = do(conn, first, Back(), 3)
        assert (first.standing, first.issued_at) == (TicketStanding.WAITING, second.issued_at)
        assert tickets.of_day(conn, DAY) == (first, second, third)


def test_yesterdays_numbers_are_listed_apart(store: Store) -> None:
    with store.write() as conn:
        old = issue(conn, "A-001", day="2025-11-19")
        gone = issue(conn, "A-002", day="2025-11-19")
        do(conn, gone, Finished(Outcome.LEFT), 1)
        new = issue(conn, "A-001")
        assert tickets.of_day(conn, DAY) == (new,)
        assert tickets.left_over(conn, DAY, 9) == (old,)
        assert (tickets.count_left_over(conn, DAY), tickets.to_come(conn, DAY)) == (1, ())


def test_the_last_number_of_a_long_day_is_as_good_as_the_first(store: Store) -> None:
    with store.write() as conn:
        given = tuple(issue(conn, f"A-{n:03}") for n in range(1, 603))
        assert tickets.of_day(conn, DAY) == given
        assert [row.id for row in tickets.to_come(conn, "2025-11-19")] == [row.id for row in given]
        assert len(tickets.left_over(conn, "2025-11-21", 100)) == 100
        assert tickets.count_left_over(conn, "2025-11-21") == 602


@pytest.mark.of_file
def test_what_is_open_is_found_by_an_index_however_many_numbers_there_were(store: Store) -> None:
    asked = (
        tickets._TO_COME,
        tickets._LEFT_OVER,
        tickets._COUNT_LEFT_OVER,
        tickets._OPEN_OF_DAY,
        tickets._CALLED_FROM_LINE,
        tickets._NEWEST_CALLS,
        tickets._CALLING,
        tickets._VISITED,
        line._COUNT,
        line._LEADING,
        line._LAST,
    )
    with store.read() as conn:
        for statement in asked:
            of = {"day": DAY, "limit": 9, "station": "2", "since": 0, "now": 9, "most": 9}
            rows = conn.execute(text(f"EXPLAIN QUERY PLAN {statement}"), of)
            plan = [row.detail for row in rows]
            assert any("ix_ticket_open" in row or "day=?" in row for row in plan), plan
            assert not any(row.startswith("SCAN ticket") for row in plan), plan


def test_an_unknown_number_is_refused(store: Store) -> None:
    with store.read() as conn:
        for read in (tickets.load, tickets.known):
            with pytest.raises(KeyError):
                read(conn, 99)


def test_a_booking_has_one_number_unless_that_is_voided(store: Store) -> None:
    def come(conn: Connection, number: str) -> TicketRow:
        return tickets.give(conn, Given(DAY, number, "", "A", "daftar", booking="K7QM", slot=60), Stamp(0))

    with store.write() as conn:
        row = come(conn, "A-001")
        assert (tickets.load(conn, row.id).booking, row.slot_at) == ("K7QM", 60)
    with pytest.raises(IntegrityError, match=r"UNIQUE|unique"), store.write() as conn:
        come(conn, "A-002")
    with store.write() as conn:
        do(conn, row, Undone(1), 10)
        assert tickets.booked_of_day(conn, DAY) == {}
        come(conn, "A-003")
        assert tickets.booked_of_day(conn, DAY) == {"K7QM": "A-003"}
