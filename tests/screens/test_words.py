"""Times on the screens: how long is never written like when; the same lateness has one word everywhere."""

from __future__ import annotations

import pytest

from loket.desk import lists
from loket.desk.casefile import view
from screens.case_words import time_lines
from screens.words import countdown, countdown_cell, full, left, limit_line, running
from tests.screens.house import MINUTE, House

SECOND = 1_000
HOUR = 60 * MINUTE


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 dtk"),
        (40 * SECOND, "40 dtk"),
        (9 * MINUTE + 5 * SECOND, "9 mnt 05 dtk"),
        (10 * MINUTE, "10 mnt"),
        (6 * HOUR, "6 jam"),
        (5 * HOUR + 12 * MINUTE, "5 jam 12 mnt"),
        (-40 * SECOND, "LEWAT 40 dtk"),
        (-9 * MINUTE - 5 * SECOND, "LEWAT 9 mnt"),
        (-5 * HOUR - 12 * MINUTE, "LEWAT 5 jam"),
    ],
)
def test_what_is_left_is_no_time_of_day(ms: int, words: str) -> None:
    assert left(ms) == words


def test_a_list_and_the_file_say_the_same_lateness(house: House) -> None:
    file = house.complete(house.register()).file
    house.pass_minutes(11 * 24 * 60)
    (row,) = lists.pile(house.desk, house.who("bo")).waiting
    time = house.desk.working_time()
    cell = countdown_cell(countdown(row, time), time, house.now, time.work(house.now))
    seen = view(house.desk, house.who("bo"), file)
    lines = [limit_line(limit, verdict, time, house.now) for limit, verdict in running(seen)]
    assert cell.text == "LEWAT 2 hari"
    assert any("LEWAT 2 hari kerja" in words for words in lines)


def test_the_lines_of_a_files_times_add_up(house: House) -> None:
    ref = house.register()
    house.pass_minutes(10.9)
    ref = house.complete(ref)
    house.pass_minutes(75.9)
    ref = house.step("bo", ref, "benar")
    house.pass_minutes(3 * 24 * 60 + 20.9)
    seen = view(house.desk, house.who("bo"), ref.file)
    lines = [text.plain for text in time_lines(seen, _no_inks())]
    cells = [(line[34:52].strip(), line[52:].strip()) for line in lines]
    *parts, whole = [pair for pair in cells[1:] if pair[0] and "─" not in pair[0]]
    for at in (0, 1):
        assert full(sum(_minutes(pair[at]) for pair in parts)) == whole[at]


class _Plain(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _no_inks() -> dict[str, str]:
    return _Plain()


def _minutes(words: str) -> int:
    """`2 jam 5 mnt` in ms."""
    parts = words.split()
    units = {"jam": HOUR, "mnt": MINUTE}
    return sum(int(n) * units[unit] for n, unit in zip(parts[::2], parts[1::2], strict=False))
