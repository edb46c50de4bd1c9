"""How long somebody waits who comes now: by who is before them, who calls, and how long such visits took."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from loket.flow.estimate import USUAL, Server, Wait, each_expected, expected
from loket.lengths import MINUTE

NOW = 100 * MINUTE
ALL = Server()
FIVE = {"daftar": [5 * MINUTE] * 40}


def told(*ahead: str, servers: int = 1, times: dict[str, list[int]] | None = None) -> Wait:
    found = expected("daftar", ahead, [ALL] * servers, times if times is not None else FIVE, NOW)
    assert found is not None
    return found


def test_at_a_free_counter_nobody_waits() -> None:
    assert told() == Wait(0, 0, 0)


def test_each_who_is_before_takes_as_long_as_such_visits_took_today() -> None:
    assert abs(told(*["daftar"] * 6).likely - 30 * MINUTE) < 3 * MINUTE
    assert told("daftar", times={}).likely == USUAL


def test_two_counters_halve_it_and_one_that_does_not_serve_it_does_not() -> None:
    one, two = told(*["daftar"] * 8), told(*["daftar"] * 8, servers=2)
    assert abs(two.likely * 2 - one.likely) < MINUTE
    other = expected("daftar", ["daftar"] * 8, [ALL, Server(("ambil",))], FIVE, NOW)
    assert other == one


def test_of_many_hundreds_those_far_ahead_are_counted_and_the_wait_is_the_same() -> None:
    line, near = ["daftar", "ambil", "daftar", "tanya"] * 150, 100
    servers = [ALL, Server(("daftar", "ambil")), Server(("tanya", "daftar"), "daftar", NOW - MINUTE)]
    times = {"daftar": [9 * MINUTE, 4 * MINUTE] * 20, "ambil": [2 * MINUTE] * 9}
    every = each_expected(["daftar", "ambil", "tanya"], line, servers, times, NOW)
    far = Counter(line[:-near])
    counted = each_expected(["daftar", "ambil", "tanya"], line[-near:], servers, times, NOW, far)
    for errand, wait in every.items():
        assert wait is not None
        few = counted[errand]
        assert few is not None
        assert abs(few.likely - wait.likely) < 0.01 * wait.likely
        assert few.low < wait.likely < few.high


def test_where_nobody_calls_for_it_no_wait_is_told() -> None:
    assert expected("daftar", [], [], FIVE, NOW) is None
    assert expected("daftar", ["ambil"], [Server(("ambil",))], FIVE, NOW) is None


def test_who_is_served_longer_than_usual_is_still_to_finish() -> None:
    serving = expected("daftar", [], [Server((), "daftar", NOW - 60 * MINUTE)], FIVE, NOW)
    assert serving is not None
    assert 0 < serving.likely < 5 * MINUTE


def test_who_was_called_by_a_clock_that_was_ahead_takes_no_longer_than_others() -> None:
    now, later = (expected("daftar", [], [Server((), "daftar", at)], FIVE, NOW) for at in (NOW, 3 * NOW))
    assert now == later


@given(
    ahead=st.lists(st.sampled_from(("daftar", "ambil")), max_size=30),
    servers=st.integers(1, 4),
    took=st.lists(st.integers(1, 90).map(lambda minutes: minutes * MINUTE), max_size=20),
)
def test_the_range_holds_the_likeliest_and_one_more_before_never_shortens_it(
    ahead: list[str], servers: int, took: list[int]
) -> None:
    times = {"daftar": took}
    less, more = (
        expected("daftar", line, [ALL] * servers, times, NOW) for line in (ahead, ["daftar", *ahead])
    )
    assert less is not None
    assert more is not None
    assert 0 <= less.low <= less.likely <= less.high
    assert more.likely >= less.likely
