"""Two desks, two real processes, one database, let go at once: nothing is lost or doubled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from loket.desk.case.perform import perform
from loket.desk.integrity import examine
from loket.desk.queue import calling, line
from loket.flow.acts import PutBack
from loket.flow.fold import replay
from loket.flow.standing import Standing
from loket.location import written
from loket.store import journal, people
from loket.store.journal import Stamp
from tests.desk.kantor import Kantor
from tests.desk.told import Told, amiss
from tests.examples import tries
from tests.started import Program


def two_desks(
    office: Kantor, work: str, one: Iterable[int], two: Iterable[int], *keys: str
) -> list[list[str]]:
    """Let two people (each at a counter of their own) do the same work at once; what each reports."""
    stations = [
        [
            written(office.desk.store.place),
            *map(str, (office.at, office.ids[key], counter, *ids)),
        ]
        for key, counter, ids in zip(keys, ("2", "4"), (one, two), strict=True)
    ]
    return at_once("tests.desk.station", *([work, *station] for station in stations))


def at_once(module: str, *arguments: Iterable[str]) -> list[list[Any]]:
    """Let programs of a module, each with its arguments, do their work at once; what each reports."""
    running = [Program("-m", module, *given) for given in arguments]
    try:
        for desk in running:
            assert desk.stdout.readline() == "ready\n"
        for desk in running:
            desk.stdin.write("\n")
            desk.stdin.flush()
        said = [desk.communicate() for desk in running]
    finally:
        for desk in running:
            desk.kill()
    assert [desk.returncode for desk in running] == [0] * len(running)
    return [json.loads(lines) for lines in said]


def on_the_pile(office: Kantor, count: int) -> list[int]:
    """Files at Loket 2 that nobody holds."""
    found = [office.register().file for _ in range(count)]
    for file in found:
        perform(office.desk, office.who("fo2"), office.ref(file), PutBack())
    return found


def whole(office: Kantor, found: Iterable[int]) -> None:
    """The journal is an unbroken chain, and the table says what the journal says."""
    with office.desk.store.read() as conn:
        assert journal.verify_chain(conn) is None
        (count,) = conn.exec_driver_sql("SELECT count(*) FROM journal").one()
        assert count == journal.last_id(conn)
    for file in found:
        view = office.view(file)
        assert [event.seq for event in view.events] == list(range(1, view.row.version + 1))
        assert office.intervals(file) == replay(view.procedure, view.events).intervals


pytestmark = pytest.mark.of_both


def test_both_take_the_same_files_and_who_comes_second_reads_who_was_first(karimun: Kantor) -> None:
    found = [karimun.register().file for _ in range(8)]
    for file in found:
        karimun.do(file, "fo2", "lengkap", minutes=0)
    karimun.go_to("2026-11-18 09:14")
    andi, budi = two_desks(karimun, "take", found, found, "andi", "budi")
    for file, one, two in zip(found, andi, budi, strict=True):
        assert {one, two} in (
            {"ok", "Sudah di tangan Andi sejak 09.14."},
            {"ok", "Sudah di tangan Budi sejak 09.14."},
        )
        winner = "andi" if one == "ok" else "budi"
        assert (two if winner == "andi" else one) == f"Sudah di tangan {winner.title()} sejak 09.14."
        assert karimun.here(file).person == karimun.ids[winner]
    whole(karimun, found)


def test_both_call_the_next_number_and_get_two(karimun: Kantor) -> None:
    for _ in range(3):
        calling.issue_ticket(karimun.desk, karimun.who("fo2"), "sip-bidan")
    called = two_desks(karimun, "call", (), (), "fo2", "sinta")
    assert sorted(called) == [["A-001"], ["A-002"]]
    assert [t.number for t in line.queue(karimun.desk, karimun.who("fo2")).waiting] == ["A-003"]
    whole(karimun, ())


def test_one_number_is_called_by_one_of_the_two(karimun: Kantor) -> None:
    calling.issue_ticket(karimun.desk, karimun.who("fo2"), "sip-bidan")
    called = two_desks(karimun, "call", (), (), "fo2", "sinta")
    assert sorted(called) == [["-"], ["A-001"]]


def test_files_registered_at_once_have_numbers_of_their_own(karimun: Kantor) -> None:
    one, two = two_desks(karimun, "register", (), (), "fo2", "sinta")
    assert sorted(one + two) == [f"{number:05}" for number in range(1, 21)]
    assert one == sorted(one)
    whole(karimun, range(1, 21))
    assert len({karimun.view(file).row.applicant_id for file in range(1, 21)}) == 1


def test_fifty_acts_of_each_on_files_of_their_own_are_all_kept(karimun: Kantor) -> None:
    found = on_the_pile(karimun, 20)
    before = {file: karimun.ref(file).version for file in found}
    rina = karimun.ids["rangkap"]
    with karimun.desk.store.write() as conn:
        people.set_roles(conn, rina, ["fo2"], Stamp(karimun.at))
    said = two_desks(karimun, "handle", found[:10], found[10:], "fo2", "rangkap")
    assert [len(lines) for lines in said] == [10, 10]
    for file in found:
        assert karimun.ref(file).version == before[file] + 5
        assert karimun.here(file).standing is Standing.WORKING
        owner = karimun.ids["fo2"] if file in found[:10] else rina
        assert {event.person for event in karimun.events(file)[-5:]} == {owner}
    whole(karimun, found)


EIGHT = {"fo2": "2", "sinta": "2", "fo4": "4", "fo5": "5", "bo": "", "andi": "", "budi": "", "rangkap": ""}


def test_of_eight_who_do_whatever_comes_each_act_is_kept_once_in_its_order_and_no_refused_one(
    karimun: Kantor,
) -> None:
    found, each = on_the_pile(karimun, 8), tries(8)
    for file in found:
        karimun.take(file, "fo2")
        karimun.tick(file, "fo2")
        if file % 2:
            karimun.choose(file, "fo2", "lengkap")
        else:
            perform(karimun.desk, karimun.who("fo2"), karimun.ref(file), PutBack())
    for _ in range(4):
        calling.issue_ticket(karimun.desk, karimun.who("fo2"), "sip-bidan")
    with karimun.desk.store.read() as conn:
        before = journal.last_id(conn)
    office = (written(karimun.desk.store.place), str(karimun.at))
    said = at_once(
        "tests.desk.at_random",
        *(
            [*office, str(karimun.ids[key]), counter, str(seed), str(each)]
            for seed, (key, counter) in enumerate(EIGHT.items())
        ),
    )
    told = [Told(*act) for acts in said for act in acts]
    assert len(told) == len(EIGHT) * each
    with karimun.desk.store.read() as conn:
        kept = journal.read_since(conn, before, limit=100_000)
        files = conn.exec_driver_sql("SELECT id FROM file ORDER BY id").scalars().all()
    assert amiss(told, kept) == []
    assert {act.act for act in told if not act.wrote} >= {"take"}, "nobody ever came second"
    whole(karimun, files)
    assert examine(karimun.desk).whole
