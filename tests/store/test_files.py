from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loket.flow.acts import (
    Choose,
    Event,
    Note,
    Register,
    Take,
    Undo,
    Void,
)
from loket.flow.deadline import Deadline, Still
from loket.flow.fold import replay
from loket.flow.limits import LimitKind
from loket.flow.snapshot import taken
from loket.flow.state import FileState
from loket.sla import Clock
from loket.store import files, journal, lists
from loket.store.engine import Store
from loket.store.errors import Stale
from tests.store.office import FRONT, PROCEDURE, START, do, due_at, register, state_of


def test_a_registered_file_waits_in_one_open_interval(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231", company="Apotek Contoh", proxy_seen=True)
    with store.read() as conn:
        row, events, state = state_of(conn, file_id)
        assert (row.number, row.version, row.proxy_seen, row.facts) == ("00231", 1, True, {})
        assert [e.act for e in events] == [Register(2)]
        assert files.intervals(conn, file_id) == state.intervals


def test_an_act_on_an_older_version_is_stale_and_writes_nothing(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        row, events, before = state_of(conn, file_id)
        do(conn, file_id, Take(), person=2, role=FRONT)
    event = Event(row.version + 1, START + 5, START + 5, Take(), 1, FRONT)
    after = replay(PROCEDURE, [*events, event])
    with pytest.raises(Stale) as stale, store.write() as conn:
        files.record(conn, file_id, row.version, event, taken(before), taken(after), {0: Still.NO_LIMIT})
    assert stale.value.subject_id == file_id
    with store.read() as conn:
        assert files.intervals(conn, file_id)[-1].person == 2
        assert len(journal.history(conn, "file", file_id)) == 2


def test_an_event_that_skips_a_version_is_a_fault(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        with pytest.raises(ValueError, match="cannot follow"):
            files.record(
                conn, file_id, 1, Event(3, 0, 0, Take()), None, taken(FileState()), {0: Still.NO_LIMIT}
            )


def test_undo_reopens_the_interval_before(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        do(conn, file_id, Take(), role=FRONT)
        state = do(conn, file_id, Undo(2))
        assert files.intervals(conn, file_id) == state.intervals
        assert [(i.seq, i.end) for i in state.intervals] == [(1, None)]
        assert len(journal.history(conn, "file", file_id)) == 3


def test_undoing_the_last_step_takes_the_outcome_back(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        do(conn, file_id, Take(), role=FRONT)
        do(conn, file_id, Choose("tolak", remark=None), role=FRONT)
        assert files.file_row(conn, file_id).outcome == "ditolak"
        state = do(conn, file_id, Undo(3))
        row = files.file_row(conn, file_id)
        assert (row.outcome, row.ended_at, row.decided_at) == (None, None, None)
        assert files.intervals(conn, file_id) == state.intervals


def test_a_note_moves_the_deadline_and_nothing_else(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231", due=due_at(500))
        before = files.intervals(conn, file_id)
        do(conn, file_id, Note("deadline_moved", {"old": 500, "new": 900}), due=due_at(900))
        assert files.intervals(conn, file_id) == before
        assert [row.due for row in files.open_with_due(conn)] == [{0: due_at(900)}]
        assert files.set_due(conn, file_id, {0: due_at(900)}) is False
        assert files.set_due(conn, file_id, {0: due_at(900, near=800)}) is True
        assert files.set_due(conn, file_id, {0: Still.RESTING}) is True


DEADLINE = Deadline(900, Clock.DAYS, LimitKind.LEGAL, date(2026, 11, 22), 800, estimated=True)


@pytest.mark.parametrize(
    "due",
    [
        *Still,
        DEADLINE,
        replace(DEADLINE, at=901),
        replace(DEADLINE, near=801),
        replace(DEADLINE, clock=Clock.CALENDAR_DAYS),
        replace(DEADLINE, kind=LimitKind.GROUP),
        replace(DEADLINE, last=date(2026, 11, 23)),
        replace(DEADLINE, estimated=False),
    ],
)
def test_a_deadline_is_read_back_as_it_was_kept_and_any_part_of_it_may_change(
    store: Store, due: Deadline | Still
) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231", due=DEADLINE)
        assert files.set_due(conn, file_id, {0: due}) is (due != DEADLINE)
        assert [row.due for row in files.open_with_due(conn)] == [{0: due}]
        assert [row.due for row in lists.all_open(conn)] == [due]


def test_open_files_are_walked_in_chunks(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, f"{n:05}", due=due_at(n)) for n in range(5)]
        do(conn, ids[1], Void(), role=FRONT)
        first = files.open_with_due(conn, 0, 2)
        rest = files.open_with_due(conn, first[-1].file_id, 10)
    assert [row.file_id for row in (*first, *rest)] == [ids[0], ids[2], ids[3], ids[4]]
    assert rest[-1] == files.OpenRow(ids[4], 1, {0: due_at(4)})


def test_follow_up_files_know_their_parent(store: Store) -> None:
    with store.write() as conn:
        parent = register(conn, "00231")
        child = register(conn, "00231-S", parent_id=parent)
        assert [row.id for row in files.children(conn, parent)] == [child]
        assert files.children(conn, child) == ()


def test_an_unknown_file_is_a_key_error(store: Store) -> None:
    with store.read() as conn, pytest.raises(KeyError):
        files.load(conn, 99)


def test_a_number_is_given_to_one_file_only(store: Store) -> None:
    with store.write() as conn:
        register(conn, "00231")
    with pytest.raises(Exception, match=r"UNIQUE|unique"), store.write() as conn:
        register(conn, "00231")
