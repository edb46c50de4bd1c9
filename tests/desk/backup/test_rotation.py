"""Which archives stay: the last of each of some days and weeks, and always the newest that counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loket.desk.backup.rotation import counting, dated_after, name_of, outdated

NOON = datetime(2026, 11, 20, 12)


def made(*ages: float, whole: bool = True, office: str = "karimun") -> list[str]:
    """Archives so many days old."""
    moments = [NOON - timedelta(days=age) for age in ages]
    return [name_of(office, at, 7, protected=False, whole=whole) for at in moments]


def days(names: list[str]) -> list[str]:
    return [name.split("-")[2] for name in names]


def test_of_each_day_the_last_stays_and_of_each_week() -> None:
    names = made(*(age / 2 for age in range(60)))
    stay = [
        name
        for name in counting("karimun", names)
        if name not in outdated("karimun", names, names[0], daily=3, weekly=3)
    ]
    assert days(stay) == ["20261120", "20261119", "20261118", "20261115", "20261108"]


def test_days_without_a_backup_are_not_counted() -> None:
    names = made(0, 40, 80, 120)
    assert days(outdated("karimun", names, names[0], daily=3, weekly=0)) == ["20260723"]


def test_what_does_not_count_drives_out_nothing_and_only_its_last_stays() -> None:
    good, bad = made(9), made(0, 1, 2, whole=False)
    assert outdated("karimun", good + bad, bad[0], daily=1, weekly=0) == bad[1:]
    assert counting("karimun", good + bad) == good


def test_other_files_and_other_offices_are_let_be() -> None:
    others = [
        "catatan.txt",
        "loket-karimun-1.part",
        *made(5, 6, 7, office="karimun-barat"),
        *made(8, office="x"),
    ]
    (new,) = made(0)
    assert outdated("karimun", [new, *others], new, daily=1, weekly=0) == []
    assert outdated("karimun", others, new, daily=1, weekly=0) == []


def test_what_is_dated_after_the_one_just_made_drives_out_none_and_stays() -> None:
    ahead, (new,), old = made(-1, -2, -3, -400), made(0), made(1, 2, 3)
    assert outdated("karimun", ahead + old + [new], new, daily=2, weekly=0) == old[1:]
    assert dated_after("karimun", ahead + old + [new], NOON) == ahead[::-1]


def test_of_the_same_second_the_one_just_made_stays() -> None:
    nine, ten = (name_of("karimun", NOON, entry, protected=False, whole=True) for entry in (9, 10))
    assert outdated("karimun", [nine, ten], ten, daily=1, weekly=1) == [nine]


@given(
    st.lists(st.tuples(st.integers(0, 400 * 24), st.booleans()), min_size=1, max_size=40, unique=True),
    st.integers(0, 39),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_the_one_just_made_stays_and_the_newest_that_counts_of_those_before(
    ages: list[tuple[int, bool]], which: int, daily: int, weekly: int
) -> None:
    names = [name for hours, whole in ages for name in made(hours / 24, whole=whole)]
    new, age = names[which % len(ages)], ages[which % len(ages)][0]
    gone = outdated("karimun", names, new, daily=daily, weekly=weekly)
    assert new not in gone
    ahead = set(dated_after("karimun", names, NOON - timedelta(days=age / 24)))
    assert not ahead & set(gone)
    before = [name for name in counting("karimun", names) if name not in ahead]
    left = [name for name in before if name not in gone]
    assert left[:1] == before[:1]
    assert len(left) <= max(daily, 1) + weekly
