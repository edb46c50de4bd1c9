"""A series of numbers that lies behind what was given goes on behind it, and the history says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk.queue.calling import issue_ticket
from loket.store.sql import text
from tests.desk.karimun import Karimun, open_karimun, register


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def set_back(office: Karimun, *statements: str) -> None:
    with office.desk.store.write() as conn:
        for statement in statements:
            conn.execute(text(statement))


def mended(office: Karimun) -> list[dict[str, object]]:
    return [dict(entry.data) for entry in office.journal("office", 1) if entry.kind == "series_mended"]


def number(office: Karimun) -> str:
    return office.view(register(office).file).row.number


@pytest.mark.parametrize("loss", ["UPDATE counter SET last = 1", "DELETE FROM counter"])
def test_a_file_gets_the_next_number_that_nobody_has(office: Karimun, loss: str) -> None:
    assert [number(office) for _ in range(3)] == ["00001", "00002", "00003"]
    set_back(office, loss)
    assert [number(office) for _ in range(2)] == ["00004", "00005"]
    (told,) = mended(office)
    assert (told["series"], told["last"]) == ("berkas", 3)


def test_a_queue_number_too(office: Karimun) -> None:
    given = [issue_ticket(office.desk, office.who("fo2"), "sip-bidan").number for _ in range(2)]
    set_back(office, "DELETE FROM counter")
    given.append(issue_ticket(office.desk, office.who("fo2"), "sip-bidan").number)
    assert given == ["A-001", "A-002", "A-003"]
    assert mended(office) == [{"series": "antrean-A", "period": "2026-11-18", "first": 1, "last": 2}]


def test_nothing_is_told_of_a_series_that_is_right(office: Karimun) -> None:
    number(office)
    issue_ticket(office.desk, office.who("fo2"), "sip-bidan")
    assert mended(office) == []
