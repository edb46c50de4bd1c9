"""A lane in one word, its day, since when it presses and is silent; beside a walker of single minutes."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from loket.flow.lane import (
    Calls,
    Pressing,
    Pressure,
    Stay,
    Thresholds,
    Word,
    after,
    course,
    pressed,
    pressing,
    silent_since,
    steps_since,
    waiting_since,
    word,
)
from loket.lengths import MINUTE

USUAL = Thresholds(20 * MINUTE, 40 * MINUTE)
DAY = 240
"""So many minutes of a day are walked."""


def stay(start: int, end: int | None, came: int | None = None, thresholds: Thresholds = USUAL) -> Stay:
    """A stretch in minutes of the day."""
    return Stay(
        (start if came is None else came) * MINUTE,
        start * MINUTE,
        None if end is None else end * MINUTE,
        thresholds,
    )


def at(*minutes: int) -> Pressing:
    return Pressing(tuple(minute * MINUTE for minute in minutes))


def test_a_lane_in_one_word() -> None:
    long, longer = Pressure.ATTENTION, Pressure.ACTION
    assert word([], 15) is Word.QUIET
    assert word([None], 15) is Word.USUAL
    assert word([None, long], 15) is Word.BUSY
    assert word([long, longer], 15) is Word.FULL
    assert word([None] * 15, 15) is Word.FULL
    assert word([None] * 15, 0) is Word.USUAL
    assert [USUAL.of(minutes * MINUTE) for minutes in (19, 20, 39, 40)] == [None, long, long, longer]


def test_it_presses_from_action_on_until_nobody_has_waited_as_long_as_attention() -> None:
    one = [stay(0, 45)]
    assert [pressing(one, minute * MINUTE) for minute in (39, 40, 44, 45)] == [None, at(40), at(40), None]
    overlapping = [stay(0, 45), stay(20, 50), stay(25, 70)]
    assert pressing(overlapping, 46 * MINUTE) == at(40)
    assert pressing(overlapping, 64 * MINUTE) == at(40), "somebody needs attention all the time"
    apart = [stay(0, 45), stay(30, 75)]
    assert pressed(apart, DAY * MINUTE) == (at(40), at(70)), "from 45 to 50 nobody did"


def test_each_further_step_is_told_once() -> None:
    assert [length // MINUTE for length, _ in zip(after(40 * MINUTE), range(7), strict=False)] == [
        40, 60, 80, 120, 160, 240, 320,
    ]  # fmt: skip
    assert pressing([stay(0, None), stay(5, None)], 130 * MINUTE) == at(40, 60, 80, 120)
    assert steps_since(10 * MINUTE, 10 * MINUTE, 31 * MINUTE) == (20 * MINUTE, 25 * MINUTE, 30 * MINUTE)


def test_who_waits_again_has_waited_since_they_came() -> None:
    assert pressing([stay(0, 10), stay(50, None, came=0)], 50 * MINUTE) == at(50)


def test_silence_ends_with_a_call_and_while_somebody_is_served() -> None:
    waiting = [stay(0, 10), stay(10, None)]

    def silent(*counters: Calls, opened: int | None = 0) -> int | None:
        return silent_since(waiting, counters, opened, 30 * MINUTE)

    assert silent() == 0
    assert silent(Calls(in_hand=False, last=12 * MINUTE), Calls(in_hand=False, last=3)) == 12 * MINUTE
    assert silent(Calls(in_hand=True, last=12 * MINUTE)) is None
    assert silent(opened=20 * MINUTE) == 20 * MINUTE
    assert silent(opened=None) is None
    assert silent_since([stay(0, 10)], [], 0, 30 * MINUTE) is None, "nobody waits"


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    start = draw(st.integers(0, DAY - 1))
    end = draw(st.none() | st.integers(start, DAY + 30))
    attention = draw(st.integers(1, 40))
    action = 2 * draw(st.integers(attention // 2 + 1, 40))  # half as long again are whole minutes
    thresholds = Thresholds(attention * MINUTE, action * MINUTE)
    return stay(start, end, draw(st.integers(0, start)), thresholds)


def waits(all_: list[Stay], minute: int) -> list[Stay]:
    """Who waits all through that minute."""
    here = minute * MINUTE
    return [each for each in all_ if each.start <= here and (each.end is None or here < each.end)]


def walked(all_: list[Stay], until: int) -> tuple[list[Pressing], Pressing | None]:
    """Minute by minute: what was raised, each with its steps, and what still stands."""
    found, steps, reached = list[Pressing](), list[int](), 0
    for minute in range(until + 1):
        here = waits(all_, minute)
        waited = [(minute * MINUTE - each.came, each.thresholds) for each in here]
        if all(thresholds.of(wait) is None for wait, thresholds in waited) and steps:
            found.append(Pressing(tuple(steps)))
            steps = []
        reached = len(steps)
        for wait, thresholds in waited:
            reached = max(reached, len(steps_since(0, thresholds.action, wait)))
        steps += [minute * MINUTE] * (reached - len(steps))
    standing = Pressing(tuple(steps)) if steps else None
    return found + ([standing] if standing else []), standing


@given(st.lists(stays(), max_size=8), st.integers(0, DAY))
def test_the_fold_finds_what_a_walker_finds(all_: list[Stay], until: int) -> None:
    now = until * MINUTE
    raised, standing = walked(all_, until)
    assert pressed(all_, now) == tuple(raised)
    assert pressing(all_, now) == standing
    empty = next((minute for minute in count(until, -1) if minute < 0 or not waits(all_, minute)), -1)
    assert waiting_since(all_, now) == (None if empty == until else (empty + 1) * MINUTE)


@given(st.lists(stays(), max_size=8), st.integers(1, DAY), st.integers(1, 30), st.integers(0, 60))
def test_the_day_in_parts_is_the_most_of_its_minutes(
    all_: list[Stay], until: int, width: int, begins: int
) -> None:
    found = course(all_, begins * MINUTE, until * MINUTE, width * MINUTE)
    parts = [range(first, min(first + width, until)) for first in range(begins, until, width)]
    assert found.waiting == tuple(max(len(waits(all_, minute)) for minute in part) for part in parts)
    assert found.longest == tuple(
        max(
            ((minute + 1) * MINUTE - each.came for minute in part for each in waits(all_, minute)),
            default=0,
        )
        for part in parts
    )
