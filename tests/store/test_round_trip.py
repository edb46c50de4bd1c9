"""Whatever lawfully happens to a file, the intervals in the table are those that its journal leads to."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.flow.acts import (
    Act,
    Actor,
    Arrive,
    Choose,
    Depart,
    Event,
    MarkTrouble,
    Note,
    PutBack,
    Rest,
    Resubmit,
    Resume,
    Right,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Withdraw,
)
from loket.flow.fold import replay
from loket.flow.offers import refusal
from loket.flow.rules import check
from loket.flow.state import FileState
from loket.store import files, journal, lists
from loket.store.engine import Store
from loket.store.sql import Connection
from tests.examples import tries
from tests.store.office import BACK, FRONT, HEAD, PROCEDURE, due_at, register, state_of

STAFF = (
    Actor(1, (FRONT,), {Right.COUNTER: FRONT}, "Loket 2"),
    Actor(2, (BACK, FRONT), {Right.COUNTER: FRONT}, "Loket 4"),
    Actor(3, (HEAD,), {Right.SUPERVISE: HEAD}),
)
PICKS = st.lists(st.integers(0, 10_000), min_size=1, max_size=25)
BRANCHES = ("lanjut", "kembali", "tolak", "mundur")
OTHERS: tuple[Act, ...] = (
    Take(), PutBack(), TakeOver(1), Resubmit(), Rest(1), Resume(), MarkTrouble(1), SolveTrouble(),
    Arrive(), Depart(), Skip(), Withdraw(1), Void(), Note("printed"),
    *(Choose(branch, remark=1) for branch in BRANCHES),
)  # fmt: skip


def lawful(state: FileState) -> list[tuple[Actor, Act]]:
    acts = (*OTHERS, Undo(state.last.seq)) if state.last is not None else OTHERS
    return [(who, act) for who in STAFF for act in acts if refusal(PROCEDURE, state, who, act) is None]


def live_through(conn: Connection, file_id: int, picks: list[int]) -> FileState:
    _, events, state = state_of(conn, file_id)
    for place, pick in enumerate(picks):
        choices = lawful(state)
        actor, act = choices[pick % len(choices)]
        role = check(PROCEDURE, state, actor, act)
        at = state.last_at + pick
        event = Event(state.seq + 1, at, at, act, actor.person, role, actor.station)
        after = replay(PROCEDURE, [*events, event])
        files.record(conn, file_id, state.seq, event, state, after, {0: due_at(place)})
        assert files.intervals(conn, file_id) == after.intervals
        events.append(event)
        state = after
    return state


@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=PICKS)
def test_the_table_and_the_journal_tell_the_same(store: Store, picks: list[int]) -> None:
    with store.write() as conn:
        file_id = register(conn, f"{journal.last_id(conn):06}")
        state = live_through(conn, file_id, picks)
    with store.read() as conn:
        row, events, again = state_of(conn, file_id)
        assert again == state
        assert (row.version, row.outcome, row.ended_at) == (state.seq, state.outcome, state.ended_at)
        assert (row.complete_at, row.correct_at, row.decided_at, row.facts) == (
            state.complete_at,
            state.correct_at,
            state.decided_at,
            dict(state.facts),
        )
        listed = lists.find(conn, row.number)[0]
        assert (listed.step, listed.person) == (state.intervals[-1].step, state.intervals[-1].person)
        if state.at(0) is not None:
            assert listed.due == due_at(len(picks) - 1)
        assert journal.verify_chain(conn) is None
        assert len(events) == len(picks) + 1
