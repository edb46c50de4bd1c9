"""A full hall: several processes give numbers and several serve them, all at once."""

from __future__ import annotations

import pytest

from loket.desk.integrity import examine
from loket.location import written
from loket.store import journal
from tests.desk.kantor import Kantor
from tests.desk.test_races import at_once
from tests.examples import tries

SERVED_BY = (("fo2", "2"), ("sinta", "2"), ("fo4", "4"), ("fo5", "5"))


@pytest.mark.of_both
def test_of_many_at_once_no_number_is_double_none_is_lost_and_each_has_its_turn(karimun: Kantor) -> None:
    givers, each = (4, 1250) if tries(1) > 1 else (2, 12)  # 5,000 in `make soak`
    count = givers * each
    office = (written(karimun.desk.store.place), str(karimun.at))
    giving = [["give", *office, str(karimun.ids["fo2"]), "2", str(each)] for _ in range(givers)]
    serving = [
        ["serve", *office, str(karimun.ids[person]), counter, str(count)] for person, counter in SERVED_BY
    ]
    said = at_once("tests.desk.hall", *giving, *serving)
    given, served = (
        sorted(number for numbers in part for number in numbers) for part in (said[:givers], said[givers:])
    )
    assert len(set(given)) == count
    assert served == given
    by_station: dict[str, list[int]] = {}
    with karimun.desk.store.read() as conn:
        for ticket in range(1, count + 1):
            kinds = [entry.kind for entry in journal.history(conn, "ticket", ticket)]
            assert kinds == ["given", "called", "present", "finished"]
        called = conn.exec_driver_sql(
            "SELECT station, subject_id FROM journal WHERE subject = 'ticket' AND kind = 'called' ORDER BY id"
        )
        for station, ticket in called:
            by_station.setdefault(station, []).append(ticket)
    assert all(turns == sorted(turns) for turns in by_station.values())  # who came first was called first
    assert examine(karimun.desk).whole
