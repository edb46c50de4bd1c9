"""Numbers handed out on paper while the program was down wait by their arrival, and the series goes on."""

from __future__ import annotations

import pytest

from loket.desk import integrity
from loket.desk.errors import Invalid
from loket.desk.queue import calling, line
from loket.desk.queue.on_paper import read_range, take_in
from loket.lengths import MINUTE
from loket.store import journal
from tests.desk.kantor import Kantor


def waiting(office: Kantor) -> list[str]:
    return [row.number for row in line.queue(office.desk, office.who("fo2")).waiting]


def issue(office: Kantor) -> str:
    return calling.issue_ticket(office.desk, office.who("fo2"), errand="daftar").number


def test_who_came_before_the_program_was_back_waits_before_who_came_after(karimun: Kantor) -> None:
    sari, arrived = karimun.who("fo2"), karimun.at - 40 * MINUTE
    assert issue(karimun) == "A-001"
    found = take_in(karimun.desk, sari, "daftar", "", (5, 7), arrived)
    assert (found.taken, found.there) == (("A-005", "A-006", "A-007"), ())
    assert waiting(karimun) == ["A-005", "A-006", "A-007", "A-001"]
    assert issue(karimun) == "A-008"
    with karimun.desk.store.read() as conn:
        (given,) = journal.history(conn, "ticket", 2)
        assert (given.at, given.recorded) == (arrived, karimun.at)
        assert not [entry for entry in journal.history(conn, "office", 1) if entry.kind == "series_mended"]
    assert integrity.examine(karimun.desk).sound


def test_a_number_that_is_there_is_told_and_not_taken_in_twice(karimun: Kantor) -> None:
    sari = karimun.who("fo2")
    take_in(karimun.desk, sari, "daftar", "", (2, 3), karimun.at)
    found = take_in(karimun.desk, sari, "daftar", "", (1, 4), karimun.at)
    assert (found.taken, found.there) == (("A-001", "A-004"), ("A-002", "A-003"))
    assert sorted(waiting(karimun)) == ["A-001", "A-002", "A-003", "A-004"]
    assert issue(karimun) == "A-005"


def test_the_series_never_goes_back(karimun: Kantor) -> None:
    for _ in range(3):
        issue(karimun)
    take_in(karimun.desk, karimun.who("fo2"), "daftar", "", (1, 2), karimun.at)
    assert issue(karimun) == "A-004"


@pytest.mark.parametrize("minutes", [1, -10 * 60])
def test_they_were_handed_out_today_and_not_later_than_now(karimun: Kantor, minutes: int) -> None:
    with pytest.raises(Invalid):
        take_in(karimun.desk, karimun.who("fo2"), "daftar", "", (1, 2), karimun.at + minutes * MINUTE)
    assert waiting(karimun) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("A-013 s.d. A-020", (13, 20)),
        ("a13-a20", (13, 20)),
        ("13 sampai 20", (13, 20)),
        ("A-013", (13, 13)),
        ("B-013", None),
        ("A-013 s.d. B-020", None),
        ("20-13", None),
        ("0-3", None),
        ("1-999", None),
        ("banyak", None),
    ],
)
def test_a_range_is_read_as_people_write_it(typed: str, found: tuple[int, int] | None) -> None:
    assert read_range(typed, "A") == found
