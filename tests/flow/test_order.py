"""In which order those who wait are called: by arrival, or some of them first, and nobody last for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.flow.order import Policy, Waiting, in_order
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
