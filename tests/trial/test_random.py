"""Random procedures, most of them bad: what a trial calls free never sticks, what it names is a dead end.

Both are judged by walking with the real rules alone, with people who know no way (`tests.trial.walking`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from loket.flow.acts import Note, Void, Withdraw
from loket.flow.fold import replay
from loket.sop.check.whole import check
from loket.sop.model import Procedure
from loket.trial import order
from loket.trial.findings import Trial
from loket.trial.people import TrialOffice, made_up
from loket.trial.together import trials
from loket.trial.words import lines, reasons_said
from tests.examples import tries
from tests.flow.office import contoh, seven
from tests.flow.random_procedures import procedures, sound, wide
from tests.trial.walking import File, ends

FOR_GOOD = (Withdraw, Void, Note)
"""Acts that end a file or change nothing; taking back is no way out either, but may lead into trouble."""


def tried(procedure: Procedure, elsewhere: str = "") -> Trial:
    """A trial of the procedure where nobody of the office holds the role `elsewhere`."""

    def setting(procedure: Procedure) -> TrialOffice:
        found = made_up(procedure)
        return replace(found, people=tuple(p for p in found.people if elsewhere not in p.roles))

    return trials([procedure.id], {procedure.id: procedure}, setting)[0]


def wander(found: Trial, chance: Random, acts: int) -> File:
    """A file after some acts by anybody of the trial, sensible or not; never ended for good."""
    people = found.walk.setting.people
    begun = chance.choice([node for node in found.walk.nodes if node.before is None])
    file = File.of(found.walk.procedure, begun.events)
    for _ in range(acts):
        able = file.may(people, begun.beginning.results)
        able = [(person, act) for person, act in able if not isinstance(act, FOR_GOOD)]
        if not able or file.state.ended_at is not None:
            break
        file = file.after(*chance.choice(able)) or file
    return file


@settings(max_examples=tries(8))
@given(procedures(), st.sampled_from(["", "kabid", "kasi"]), st.randoms(use_true_random=False))
def test_a_trial_and_people_who_know_no_way_agree(
    procedure: Procedure, elsewhere: str, chance: Random
) -> None:
    found = tried(procedure, elsewhere)
    people = found.walk.setting.people
    event("sticks" if found.troubles else "free")
    event("in parts" if any(step.parts for step in procedure.steps) else "one after the other")
    assert max(map(len, lines(found))) <= 80
    assert all(replay(procedure, node.events) == node.state for node in found.walk.nodes)
    for trouble in found.troubles:
        assert reasons_said(found, trouble)
        if not trouble.fails:
            file = File.of(procedure, trouble.node.events)
            assert file.state.ended_at is None
            assert not ends(file, people, trouble.node.beginning.results)
            event("a ring" if trouble.ring else "nothing leads on")
    if not found.sticks:
        assert ends(wander(found, chance, 25), people, found.walk.nodes[0].beginning.results)


@settings(max_examples=tries(5))
@given(sound(), st.randoms(use_true_random=False))
def test_what_a_check_passes_with_a_way_on_from_everywhere_is_free(
    procedure: Procedure, chance: Random
) -> None:
    assert check(procedure) == []
    found = tried(procedure)
    assert (found.troubles, found.sticks) == ((), False)
    assert ends(wander(found, chance, 25), found.walk.setting.people, found.walk.nodes[0].beginning.results)


@settings(max_examples=tries(5))
@given(wide(), st.sampled_from(["", "kabid"]))
def test_in_which_order_parts_are_looked_at_changes_nothing_that_is_found(
    procedure: Procedure, elsewhere: str
) -> None:
    """What a trial leaves out, since it comes to the same, shows nothing that it does not find anyway."""
    found = tried(procedure, elsewhere)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "apart", lambda _: False)
        every = tried(procedure, elsewhere)
    moves, all_moves = (sum(len(node.moves) for node in trial.walk.nodes) for trial in (found, every))
    event("some orders left out" if moves < all_moves else "all orders")
    assert (found.taken, found.pairs, found.never) == (every.taken, every.pairs, every.never)
    assert {(e.outcome, e.last) for e in found.ends} == {(e.outcome, e.last) for e in every.ends}
    assert {t.reasons for t in found.troubles if t.fails} == {t.reasons for t in every.troubles if t.fails}
    assert found.sticks == every.sticks


@settings(max_examples=tries(5))
@given(st.sampled_from(["contoh", *seven()]), st.randoms(use_true_random=False))
def test_nothing_sticks_in_the_shipped_procedures_whatever_people_do(name: str, chance: Random) -> None:
    found = shipped()[name]
    results = frozenset({"terbit", "ditolak"}) if found.walk.procedure.follow_up else frozenset()
    assert ends(wander(found, chance, 40), found.walk.setting.people, results)


@cache
def shipped() -> dict[str, Trial]:
    known = {**seven(), "contoh": contoh()}
    return dict(zip(known, trials(list(known), known, made_up), strict=True))
