"""The form acts have in the journal, and what a screen is offered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from loket.flow.acts import (
    Act,
    Actor,
    BrokenHistory,
    Event,
    Register,
    Take,
    Undo,
    Void,
    Why,
    from_data,
    to_data,
)
from loket.flow.fold import replay
from loket.flow.offers import offers
from loket.flow.rules import check
from loket.flow.state import FileState
from loket.sop.model import Direction
from tests.acts import ACTS
from tests.flow.moments import (
    at_optional,
    checked_by_andi,
    ended,
    file_at_counter,
    for_collection,
    for_third,
    in_hand,
    in_trouble,
    resting,
    returned,
)
from tests.flow.office import (
    ANDI,
    EKO,
    GITA,
    HADI,
    SARI,
    Walk,
    contoh,
)


def test_every_act_has_an_example() -> None:
    assert {type(act) for act in ACTS} == {*get_args(Act)}


@pytest.mark.parametrize("act", ACTS, ids=[f"{act.word}-{n}" for n, act in enumerate(ACTS)])
def test_every_act_comes_back_from_the_journal_as_it_was(act: Act) -> None:
    kept = json.loads(json.dumps(to_data(act)))
    assert from_data(act.word, kept) == act


def test_a_word_the_journal_does_not_know_is_not_guessed_at() -> None:
    with pytest.raises(BrokenHistory):
        from_data("teleported", {})


@pytest.mark.parametrize(
    "make",
    [file_at_counter, in_hand, returned, at_optional, for_third, resting, in_trouble, for_collection, ended],
)
@pytest.mark.parametrize("actor", [SARI, HADI, ANDI, EKO, GITA], ids=lambda a: str(a.person))
def test_a_screen_is_offered_what_may_be_done_and_told_why_not(
    make: Callable[[], Walk], actor: Actor
) -> None:
    walk = make()
    for offer in offers(walk.procedure, walk.state, actor):
        if offer.refusal is None:
            check(walk.procedure, walk.state, actor, offer.act)
        else:
            assert walk.refused(actor, offer.act).why is offer.refusal.why


def test_the_holder_is_offered_the_sops_branches_in_its_order() -> None:
    walk = in_hand()
    mine = offers(walk.procedure, walk.state, SARI)
    assert [o.branch.id for o in mine if o.branch and o.refusal is None] == ["lengkap", "tidak"]
    others = offers(walk.procedure, walk.state, HADI)
    assert {o.refusal.why for o in others if o.branch and o.refusal} == {Why.NOT_HOLDER}


def test_who_registered_is_offered_to_void_it() -> None:
    walk = in_hand()
    (mine,) = [o for o in offers(walk.procedure, walk.state, SARI) if isinstance(o.act, Void)]
    (other,) = [o for o in offers(walk.procedure, walk.state, ANDI) if isinstance(o.act, Void)]
    assert mine.refusal is None
    assert other.refusal is not None


def test_a_file_nobody_registered_offers_nothing() -> None:
    assert all(o.refusal is not None for o in offers(contoh(), FileState(), SARI))
    assert Walk(contoh()).refused(SARI, Undo(1)).why is Why.NOTHING_TO_UNDO


def test_an_event_says_who_in_which_role_and_where() -> None:
    event: Event = checked_by_andi().events[-1]
    assert (event.person, event.role, event.station) == (ANDI.person, "bo", "2")


def test_every_way_that_one_of_somebodys_roles_may_choose_is_offered() -> None:
    procedure = contoh()
    first = procedure.step(procedure.starts[0])
    onward = next(b for b in first.branches if b.direction is Direction.FORWARD)
    ways = (replace(onward, id="satu", by=("a",)), replace(onward, id="dua", by=("b",)))
    parted = replace(first, roles=("a", "b"), sign_offs=(), branches=ways)
    steps = tuple(parted if step is first else step for step in procedure.steps)
    procedure = replace(procedure, steps=steps)
    events = [Event(1, 1, 1, Register(first.sequence), 9, "a"), Event(2, 2, 2, Take(), 9, "a")]
    state = replay(procedure, events)
    for roles, offered in ((("a", "b"), ["satu", "dua"]), (("a",), ["satu"])):
        found = offers(procedure, state, Actor(9, roles))
        assert [o.branch.id for o in found if o.branch is not None and o.refusal is None] == offered
