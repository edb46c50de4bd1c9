"""In which order those who wait are called: by arrival, or some of them first, and nobody last for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.flow.order import Policy, Waiting, in_order, place
from loket.lengths import MINUTE

LONG = 45 * MINUTE
BY_ARRIVAL, TWO_TO_ONE = Policy(0, LONG), Policy(2, LONG)


def called(who: str, policy: Policy, *, now: int = 10 * MINUTE, in_a_row: int = 0) -> str:
    """Who waits, a letter each in the order of arrival (capitals have priority), as they are called."""
    waiting = [Waiting(one, at * MINUTE, one.isupper()) for at, one in enumerate(who)]
    return "".join(one.who for one in in_order(waiting, policy, now, in_a_row=in_a_row))


@pytest.mark.parametrize(
    ("policy", "who", "order"),
    [
        (BY_ARRIVAL, "aBcD", "aBcD"),
        (TWO_TO_ONE, "abcDEFG", "DEaFGbc"),
        (TWO_TO_ONE, "abc", "abc"),
        (TWO_TO_ONE, "ABC", "ABC"),
        (TWO_TO_ONE, "ABCDef", "ABCDef"),
        (TWO_TO_ONE, "ABcDEF", "ABDEcF"),
    ],
)
def test_who_goes_first_is_the_offices_policy(policy: Policy, who: str, order: str) -> None:
    assert called(who, policy) == order


@pytest.mark.parametrize(("in_a_row", "order"), [(0, "CDaEb"), (1, "CaDEb"), (2, "aCDbE"), (5, "aCDbE")])
def test_how_many_passed_somebody_just_before_counts(in_a_row: int, order: str) -> None:
    assert called("abCDE", TWO_TO_ONE, in_a_row=in_a_row) == order


def test_who_waits_too_long_is_called_by_arrival() -> None:
    assert called("abCD", TWO_TO_ONE, now=LONG - 1) == "CDab"
    assert called("abCD", TWO_TO_ONE, now=LONG + MINUTE) == "abCD"


def test_who_booked_and_has_just_come_has_not_waited_too_long() -> None:
    booked = Waiting("booked", 60 * MINUTE, slot=20 * MINUTE)
    waiting = [booked, Waiting("lansia", 59 * MINUTE, priority=True)]
    policy = Policy(2, LONG, ahead=15 * MINUTE, late=40 * MINUTE)
    assert [one.who for one in in_order(waiting, policy, 60 * MINUTE)] == ["lansia", "booked"]


WAITING = st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=30).map(
    lambda people: [Waiting(at, minute * MINUTE, first) for at, (minute, first) in enumerate(people)]
)


@given(
    waiting=WAITING,
    ratio=st.integers(0, 4),
    most=st.integers(1, 90),
    now=st.integers(90, 200),
    in_a_row=st.integers(0, 5),
)
def test_nobody_is_forgotten_nor_passed_for_ever(
    waiting: list[Waiting[int]], ratio: int, most: int, now: int, in_a_row: int
) -> None:
    order = in_order(waiting, Policy(ratio, most * MINUTE), now * MINUTE, in_a_row=in_a_row)
    assert sorted(one.who for one in order) == [one.who for one in waiting]
    for like in (True, False):  # among their like everybody keeps their place
        alike = [(one.arrived, one.who) for one in order if one.priority is like]
        assert alike == sorted(alike)
    for at, one in enumerate(order):
        later = [other for other in order[at + 1 :] if (other.arrived, other.who) < (one.arrived, one.who)]
        assert one.priority or not later  # the mark makes nobody wait longer
        in_a_row = in_a_row + bool(later) if one.priority else 0
        assert not later or in_a_row <= ratio
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
def test_one_call_in_three_minutes_everybody_is_called_and_nobody_waits_for_who_comes_much_later(
    people: list[Waiting[int]], ratio: int
) -> None:
    policy, left, called, in_a_row = Policy(ratio, LONG, AHEAD, LATE), list(people), list[int](), 0

    def stands(one: Waiting[int]) -> tuple[int, int]:
        return place(one.arrived, one.slot, policy), one.who

    for now in range(0, (90 + 3 * len(people) + 1) * MINUTE, 3 * MINUTE):
        here = [one for one in left if one.arrived <= now]
        if here:
            first = in_order(here, policy, now, in_a_row=in_a_row)[0]
            passed = [one for one in here if stands(one) < stands(first)]
            assert not passed or first.priority
            assert not any(one.priority or now - one.arrived >= LONG for one in passed)
            in_a_row = in_a_row + bool(passed) if first.priority else 0
            assert in_a_row <= ratio
            left.remove(first)
            called.append(first.who)
    assert sorted(called) == sorted(one.who for one in people)
