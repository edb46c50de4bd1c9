"""Standard times are read as the SOPs write them, and refused with what would be right."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.sop.durations import BadDuration, parse_duration, sums
from loket.sop.model import Unit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10 menit", 10, Unit.MINUTES),
        ("5 Menit", 5, Unit.MINUTES),
        ("1 jam", 60, Unit.HOURS),
        ("1,5 Jam", 90, Unit.HOURS),
        ("1 jam 30 menit", 90, Unit.HOURS),
        ("0,25 jam", 15, Unit.HOURS),
        ("2 hari", 2, Unit.DAYS),
        ("6 hari kerja", 6, Unit.WORKING_DAYS),
        ("  6  HARI   Kerja ", 6, Unit.WORKING_DAYS),
    ],
)
def test_times_of_the_documents_are_read(text: str, amount: int, unit: Unit) -> None:
    duration = parse_duration(text)
    assert (duration.amount, duration.unit, duration.text) == (amount, unit, text.strip())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("5 mnt", '"5 menit"'),
        ("-3 jam", '"3 jam"'),
        ("-1,5 jam", '"1,5 jam"'),
        ("3 hk", '"3 hari kerja"'),
        ("1.5 jam", '"1,5 jam"'),
        ("1,3333 jam", '"80 menit"'),
        ("1,5 hari", '"2 hari"'),
        ("0 menit", "lebih dari nol"),
        ("jam 3", '"10 menit"'),
        ("1 jam 75 menit", '"10 menit"'),
        ("-", '"10 menit"'),
        ("", '"10 menit"'),
        ("4 minggu", '"6 hari kerja"'),
    ],
)
def test_a_wrong_time_says_what_would_be_right(text: str, right: str) -> None:
    with pytest.raises(BadDuration) as caught:
        parse_duration(text)
    assert right in caught.value.right
    assert caught.value.wrong


@given(st.text())
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    with suppress(BadDuration):
        assert parse_duration(text).amount > 0


@given(st.integers(1, 10_000), st.sampled_from(list(Unit)))
def test_what_is_written_out_is_read_back(number: int, unit: Unit) -> None:
    duration = parse_duration(f"{number} {unit}")
    assert duration.amount == (number * 60 if unit is Unit.HOURS else number)


def test_minutes_and_days_are_added_apart() -> None:
    times = [parse_duration(t) for t in ("1 jam", "15 menit", "2 hari", "6 hari kerja", "1 hari")]
    assert sums(times) == {Unit.MINUTES: 75, Unit.DAYS: 3, Unit.WORKING_DAYS: 6}
    assert sums([*times, None]) is None
