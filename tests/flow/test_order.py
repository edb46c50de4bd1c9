"""In which order those who wait are called: by arrival, or some of them first, and nobody last for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.flow.order import Policy, Waiting, in_order, place
from loket.lengths import MINUTE

LONG = 45 * MINUTE
BY_ARRIVAL, TWO_TO_ONE = Policy(0, LONG), Policy(2, LONG)


def called(who: str, policy: Policy, *, now: int = 10 * MINUTE, before: int = 0) -> str:
    """Who waits, a letter each in the order of arrival (capitals have priority), as they are called."""
    waiting = [Waiting(one, at * MINUTE, one.isupper()) for at, one in enumerate(who)]
    return "".join(one.who for one in in_order(waiting, policy, now, before=before))


@pytest.mark.parametrize(
    ("policy", "who", "order"),
    [
        (BY_ARRIVAL, "aBcD", "aBcD"),
        (TWO_TO_ONE, "abcDEFG", "DEaFGbc"),
        (TWO_TO_ONE, "abc", "abc"),
        (TWO_TO_ONE, "ABC", "ABC"),
    ],
)
def test_who_goes_first_is_the_offices_policy(policy: Policy, who: str, order: str) -> None:
    assert called(who, policy) == order


@pytest.mark.parametrize(("before", "order"), [(0, "CDaEb"), (1, "CaDEb"), (2, "aCDbE"), (5, "aCDbE")])
def test_what_was_called_just_before_counts(before: int, order: str) -> None:
    assert called("abCDE", TWO_TO_ONE, before=before) == order


def test_who_waits_too_long_is_called_by_arrival() -> None:
    assert called("abCD", TWO_TO_ONE, now=LONG - 1) == "CDab"
    assert called("abCD", TWO_TO_ONE, now=LONG + MINUTE) == "abCD"


WAITING = st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=30).map(
    lambda people: [Waiting(at, minute * MINUTE, first) for at, (minute, first) in enumerate(people)]
)


@given(
    waiting=WAITING,
    ratio=st.integers(0, 4),
    most=st.integers(1, 90),
    now=st.integers(90, 200),
    before=st.integers(0, 5),
)
def test_nobody_is_forgotten_nor_passed_for_ever(
    waiting: list[Waiting[int]], ratio: int, most: int, now: int, before: int
) -> None:
    order = in_order(waiting, Policy(ratio, most * MINUTE), now * MINUTE, before=before)
    assert sorted(one.who for one in order) == [one.who for one in waiting]
    for like in (True, False):  # among their like everybody keeps their place
        alike = [(one.arrived, one.who) for one in order if one.priority is like]
        assert alike == sorted(alike)
    in_a_row = before
    for at, one in enumerate(order):
        if one.priority and not all(other.priority for other in order[at:]) and ratio:
            in_a_row += 1
            assert in_a_row <= ratio
        elif not one.priority:
            in_a_row = 0
    if not ratio:
        assert [one.arrived for one in order] == sorted(one.arrived for one in order)


AHEAD, LATE = 15 * MINUTE, 10 * MINUTE
BOOKED = Policy(0, LONG, AHEAD, LATE)


@pytest.mark.parametrize(
    ("arrived", "stands"),
    [(30, 30), (45, 45), (50, 45), (60, 45), (70, 45), (71, 71), (90, 90)],  # booked for minute 60
)
def test_who_booked_stands_a_little_before_their_time_unless_they_come_too_late(
    arrived: int, stands: int
) -> None:
    assert place(arrived * MINUTE, 60 * MINUTE, BOOKED) == stands * MINUTE
    assert place(arrived * MINUTE, None, BOOKED) == arrived * MINUTE


SLOTTED = st.lists(
    st.tuples(st.integers(0, 90), st.one_of(st.none(), st.integers(0, 120)), st.booleans()), max_size=30
).map(
    lambda people: [
        Waiting(at, minute * MINUTE, first, None if slot is None else slot * MINUTE)
        for at, (minute, slot, first) in enumerate(people)
    ]
)


@given(waiting=SLOTTED, ratio=st.integers(0, 3), now=st.integers(90, 200))
def test_who_booked_passes_those_alone_who_came_shortly_before_their_time(
    waiting: list[Waiting[int]], ratio: int, now: int
) -> None:
    policy = Policy(ratio, LONG, AHEAD, LATE)
    order = in_order(waiting, policy, now * MINUTE)
    assert sorted(one.who for one in order) == [one.who for one in waiting]
    for like in (True, False):
        alike = [one for one in order if one.priority is like] if ratio else order
        for at, one in enumerate(alike):
            passed = [other for other in alike[at + 1 :] if other.arrived < one.arrived]
            if one.slot is None or one.arrived > one.slot + LATE:  # as everybody
                assert all(other.arrived >= one.arrived for other in alike[at + 1 :])
            assert all(one.arrived - other.arrived <= AHEAD + LATE for other in passed)
            assert all(one.slot is not None and other.arrived >= one.slot - AHEAD for other in passed)


@given(people=SLOTTED, ratio=st.integers(0, 3))
def test_one_call_a_minute_everybody_is_called_and_nobody_waits_for_who_comes_much_later(
    people: list[Waiting[int]], ratio: int
) -> None:
    policy, left, called, in_a_row = Policy(ratio, LONG, AHEAD, LATE), list(people), list[int](), 0
    for minute in range(90 + len(people) + 1):
        here = [one for one in left if one.arrived <= minute * MINUTE]
        if here:
            first = in_order(here, policy, minute * MINUTE, before=in_a_row)[0]
            in_a_row = in_a_row + 1 if first.priority else 0
            left.remove(first)
            called.append(first.who)
            behind = [one for one in here if not one.priority and one.slot is None]
            if ratio == 0 and behind:  # of who booked nothing passes them that came later than this
                assert first.arrived <= min(one.arrived for one in behind) + AHEAD + LATE
    assert sorted(called) == sorted(one.who for one in people)
