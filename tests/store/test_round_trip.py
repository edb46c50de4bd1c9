"""Whatever lawfully happens to a file, the intervals in the table are those that its journal leads to.

It goes by a procedure one step of which is done by two at once: the file then has two strands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.flow.acts import (
    Act,
    Actor,
    AtPlace,
    Choose,
    Event,
    Note,
    Right,
    Take,
    Undo,
    unasked,
)
from loket.flow.fold import replay
from loket.flow.offers import refusal
from loket.flow.rules import check
from loket.flow.snapshot import taken
from loket.flow.state import FileState
from loket.sop.model import AllowedTime, Branch, Direction, Kind, Party, Procedure, Step
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
BRANCHES = ("lanjut", "kembali", "tolak", "mundur", "jawab")


def _part(strand: int, role: str, *others: Branch, **more: Any) -> Step:
    """One of the two who look at the file at once: it answers, or what `others` say."""
    answer = Branch("jawab", "Jawab", Direction.FORWARD, answers=True)
    kind, office, no_time = Kind.ASSESSMENT, Party.OFFICE, AllowedTime()
    name = f"Bagian {strand}"
    return Step(
        4, name, kind, (role,), office, no_time, (answer, *others), id=str(strand), strand=strand, **more
    )


_RETURN = Branch("kembali", "Kembalikan untuk dilengkapi", Direction.RETURN)
_REFUSE = Branch("tolak", "Tolak permohonan (akhir)", Direction.REJECT, outcome="ditolak", decides=True)
_BACK = Branch("mundur", "Kembalikan ke loket", Direction.BACK, target=2)
_PARTS = (_part(1, BACK, _RETURN, _REFUSE), _part(2, HEAD, _RETURN, _BACK), _part(3, FRONT, needed=False))
_VERIFIED = replace(PROCEDURE.step(4), roles=("sistem",), parts=_PARTS, sign_offs=())
TOGETHER = replace(
    PROCEDURE,
    steps=tuple(
        replace(_VERIFIED, branches=_VERIFIED.branches[:1]) if step.sequence == 4 else step
        for step in PROCEDURE.steps
    ),
)
OTHERS: tuple[Act, ...] = (
    *unasked(),
    Note("printed"),
    *(Choose(branch, remark=1) for branch in BRANCHES),
)
WAY = (
    *((STAFF[0], act) for act in (Take(), Choose("lanjut", remark=1))),
    *((STAFF[1], act) for act in (Take(), Choose("lanjut", remark=1))),
)


def lawful(procedure: Procedure, state: FileState) -> list[tuple[Actor, Act]]:
    acts = [*OTHERS, Undo(state.last.seq)] if state.last is not None else list(OTHERS)
    acts += [
        replace(act, strand=here.strand)
        for here in state.opens
        for act in OTHERS
        if here.strand and isinstance(act, AtPlace)
    ]
    return [(who, act) for who in STAFF for act in acts if refusal(procedure, state, who, act) is None]


def live_through(conn: Connection, procedure: Procedure, file_id: int, picks: list[int]) -> FileState:
    """Do what the picks say, where there are parts once the file is with them."""
    _, events, state = state_of(conn, file_id)
    way = WAY if procedure is TOGETHER else ()
    for place, pick in enumerate([*(1000 for _ in way), *picks]):
        choices = lawful(procedure, state)
        actor, act = way[place] if place < len(way) else choices[pick % len(choices)]
        role = check(procedure, state, actor, act)
        at = state.last_at + pick
        event = Event(state.seq + 1, at, at, act, actor.person, role, actor.station)
        after = replay(procedure, [*events, event])
        dues = {here.strand: due_at(place) for here in after.opens} or {0: due_at(place)}
        files.record(conn, file_id, state.seq, event, taken(state), taken(after), dues)
        assert files.intervals(conn, file_id) == after.intervals
        events.append(event)
        state = after
    return state


@pytest.mark.parametrize("procedure", [PROCEDURE, TOGETHER], ids=["one strand", "several"])
@settings(max_examples=tries(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=PICKS)
def test_the_table_and_the_journal_tell_the_same(
    store: Store, procedure: Procedure, picks: list[int]
) -> None:
    with store.write() as conn:
        file_id = register(conn, f"{journal.last_id(conn):06}")
        state = live_through(conn, procedure, file_id, picks)
    hypothesis.event(f"{len(state.opens)} strands at the end")
    with store.read() as conn:
        row, events = files.load(conn, file_id)
        assert replay(procedure, events) == state
        assert (row.version, row.outcome, row.ended_at) == (state.seq, state.outcome, state.ended_at)
        assert (row.complete_at, row.correct_at, row.decided_at, row.facts) == (
            state.complete_at,
            state.correct_at,
            state.decided_at,
            dict(state.facts),
        )
        listed = next(each for each in lists.find(conn, row.number) if each.number == row.number)
        here = state.at(listed.strand) or state.intervals[-1]
        assert (listed.step, listed.person) == (here.step, here.person)
        if state.opens:
            assert listed.due == due_at(len(events) - 2)
        assert journal.verify_chain(conn) is None
        assert len(events) == len(picks) + 1 + (len(WAY) if procedure is TOGETHER else 0)
