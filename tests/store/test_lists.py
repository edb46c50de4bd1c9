from __future__ import annotations

import pytest
from sqlalchemy import TextClause, text

from loket.flow.acts import Arrive, Choose, Note, Rest, Skip, Take, Undo, Void
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.sop.model import Party
from loket.store import applicants, journal, keywords, latest, lists, texts, values
from loket.store.engine import Store
from loket.store.journal import Stamp
from loket.store.sql import Connection
from tests.store.office import BACK, DOCUMENT, FRONT, HEAD, START, do, due_at, register
from tests.test_matching import NAMES


def numbers(rows: tuple[lists.WorkRow, ...]) -> list[str]:
    return [row.number for row in rows]


def to_verification(conn: Connection, file_id: int) -> None:
    do(conn, file_id, Take(), role=FRONT)
    do(conn, file_id, Choose("lanjut"), role=FRONT)
    do(conn, file_id, Skip(), person=2, role=BACK)


def to_collection(conn: Connection, file_id: int) -> None:
    to_verification(conn, file_id)
    for _ in range(2):
        do(conn, file_id, Take(), person=3, role=HEAD)
        do(conn, file_id, Choose("lanjut"), person=3, role=HEAD, due=Still.RESTING)


def test_the_most_urgent_comes_first_and_pages_go_on_where_the_last_ended(store: Store) -> None:
    with store.write() as conn:
        for number, at in (("A", 30), ("B", 10), ("D", 10), ("F", 20)):
            register(conn, number, due=due_at(at))
        for number, due in zip(
            "CEGH", (Still.RESTING, Still.NO_LIMIT, Still.NOT_STARTED, Still.UNKNOWN), strict=True
        ):
            register(conn, number, due=due)
        assert "".join(numbers(lists.worklist(conn, [FRONT]))) == "BDFAHGEC"
        seen: list[str] = []
        after = None
        while page := lists.worklist(conn, [FRONT], after=after, limit=2):
            seen += numbers(page)
            after = page[-1].place
        assert "".join(seen) == "BDFAHGEC"
        assert numbers(lists.all_open(conn, limit=3)) == ["B", "D", "F"]


def test_work_of_several_roles_is_one_list(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, number, due=due_at(at)) for number, at in (("A", 30), ("B", 10), ("C", 20))]
        to_verification(conn, ids[2])
        assert numbers(lists.worklist(conn, [FRONT])) == ["B", "A"]
        assert numbers(lists.worklist(conn, [HEAD])) == ["C"]
        assert numbers(lists.worklist(conn, [HEAD, FRONT, HEAD])) == ["B", "A", "C"]
        assert lists.worklist(conn, [BACK]) == ()
        assert lists.worklist(conn, []) == ()


def test_a_step_of_two_roles_is_on_both_lists(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, number, due=due_at(at)) for number, at in (("A", 30), ("B", 10), ("C", 20))]
        to_verification(conn, ids[0])
        to_verification(conn, ids[1])
        do(conn, ids[0], Take(), person=3, role=HEAD)
        do(conn, ids[0], Choose("lanjut"), person=3, role=HEAD, due=due_at(15))
        second = lists.Shared(HEAD, DOCUMENT.sha, 4, 1)
        assert numbers(lists.worklist(conn, [BACK], shared=[second])) == ["A"]
        assert numbers(lists.worklist(conn, [HEAD, FRONT], shared=[second])) == ["A", "C", "B"]
        assert lists.worklist(conn, [BACK], shared=[second], standing=Standing.WORKING) == ()
        assert lists.worklist(conn, [BACK], shared=[lists.Shared(HEAD, "lain", 4, 1)]) == ()


def test_a_row_says_whose_desk_it_is_on_and_since_when(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231", due=due_at(77), company="Apotek Contoh", outside_number="OSS-1")
        do(conn, file_id, Take(), role=FRONT, at=START + 60_000, due=due_at(99))
        row = lists.worklist(conn, [FRONT])[0]
    assert (row.number, row.applicant, row.company) == ("00231", "Siti Contoh", "Apotek Contoh")
    assert (row.step, row.visit, row.standing, row.party) == (2, 1, Standing.WORKING, Party.OFFICE)
    assert (row.person, row.person_name, row.role) == (1, "Contoh Satu", FRONT)
    assert (row.start_at, row.due) == (START + 60_000, due_at(99))
    assert (row.version, row.outcome, row.trouble, row.outside_number) == (2, None, False, "OSS-1")


def test_standing_and_holder_narrow_the_list(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, number) for number in "ABC"]
        do(conn, ids[0], Take(), person=1, role=FRONT)
        do(conn, ids[1], Take(), person=2, role=FRONT)
        assert numbers(lists.worklist(conn, [FRONT], standing=Standing.WAITING)) == ["C"]
        assert numbers(lists.held_by(conn, 2)) == ["B"]
        lying = {(each.standing, each.person): each.files for each in lists.lying(conn, [FRONT, BACK])}
        assert lying == {(Standing.WAITING, None): 1, (Standing.WORKING, 1): 1, (Standing.WORKING, 2): 1}


def test_what_waits_for_others_is_listed_by_how_long(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, number) for number in "ABCDE"]
        for file_id in (ids[1], ids[0]):
            do(conn, file_id, Take(), role=FRONT)
            do(conn, file_id, Choose("kembali", remark=1), role=FRONT, at=START + 10_000 - file_id)
        do(conn, ids[2], Take(), role=FRONT)
        agency = texts.add_remark(conn, None, START, "12 Dinas Contoh", ids[2])
        do(conn, ids[2], Rest(agency), role=FRONT, due=Still.RESTING)
        to_collection(conn, ids[3])
        named = {row.number: row.waits_for for row in lists.all_open(conn)}
        assert (named["C"], named["A"]) == ("12 Dinas Contoh", "")
        assert conn.exec_driver_sql("SELECT agency FROM interval WHERE agency IS NOT NULL").scalar() == agency
        values.erase(conn, [agency])
        told = {"values": [agency]}
        journal.append(conn, "office", journal.OFFICE, journal.PERSON_ERASED, told, Stamp(START))
        assert {row.number: row.waits_for for row in lists.all_open(conn)}["C"] == "(dihapus)"
        assert numbers(lists.waiting_applicant(conn)) == ["B", "A"]
        assert numbers(lists.waiting_applicant(conn, limit=1)) == ["B"]
        places = lists.where_to_collect(conn)
        assert [*places.values()] == [1]
        assert numbers(lists.to_collect(conn, places)) == ["D"]
        assert lists.to_collect(conn, ()) == ()
        do(conn, ids[3], Arrive())
        assert lists.where_to_collect(conn) == {}


def test_ended_files_leave_the_lists_but_can_be_found(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        do(conn, file_id, Void(), role=FRONT)
        assert lists.worklist(conn, [FRONT]) == lists.all_open(conn) == ()
        (row,) = lists.find(conn, "00231")
    assert (row.outcome, row.ended_at, row.step) == ("dibatalkan", START + 1000, 2)


@pytest.fixture
def archive(store: Store) -> Store:
    with store.write() as conn:
        other = applicants.CleanApplicant(
            "Búdi  Percobaan",
            nik="0000000000000002",
            phone="0813 0000 0022",
            second_phone="0823 0000 0099",
            nib="0000 1234 5678 9",
        )
        second = applicants.add(conn, other, 1, START).id
        register(conn, "00231", outside_number="I-2025-77", company="Toko 100% Contoh")
        register(conn, "10231", at=START + 5)
        register(conn, "00555", at=START + 9, applicant_id=second)
        guest = applicants.CleanApplicant("Orang Rekaan", id_kind="paspor", id_number="X98765432")
        register(conn, "00666", at=START + 10, applicant_id=applicants.add(conn, guest, 1, START).id)
        do(conn, 2, Void(), role=FRONT)
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("00231", ["00231"]),
        ("231", ["00231", "10231"]),
        ("  i-2025-77 ", ["00231"]),
        ("202577", ["00231"]),
        ("I/2025/77", ["00231"]),
        ("I-2025-77", ["00231"]),
        ("siti", ["00231", "10231"]),
        ("CONTOH", ["00231", "10231"]),
        ("budi percobaan", ["00555"]),
        ("apotek", ["00231", "10231"]),
        ("100%", ["00231"]),
        ("%", []),
        ("toko siti", ["00231"]),
        ("percobaan, budi", ["00555"]),
        ("percobaan budi", ["00555"]),
        ("0000 0000 0000 0002", ["00555"]),
        ("0000123456789", ["00555"]),
        ("_", []),
        ("081300000022", ["00555"]),
        ("+62 813-0000", ["00555"]),
        ("0823-0000-0099", ["00555"]),
        ("002208230000", []),
        ("0000000000000002", ["00555"]),
        ("000000000000000", []),
        ("X98765432", ["00666"]),
        ("x 9876-5432", ["00666"]),
        ("x9876543", []),
        ("98765432", []),
        ("", []),
        ("   ", []),
        ("'; DROP TABLE file; --", []),
    ],
)
def test_any_file_is_found_by_what_people_know_of_it(archive: Store, words: str, found: list[str]) -> None:
    with archive.read() as conn:
        assert numbers(lists.find(conn, words)) == found


def test_the_exact_number_comes_before_newer_ones_that_contain_it(store: Store) -> None:
    with store.write() as conn:
        for at, number in enumerate(("231", "10231", "20231")):
            register(conn, number, at=START + at)
        assert numbers(lists.find(conn, "231")) == ["231", "20231", "10231"]
        assert numbers(lists.find(conn, "231", limit=1)) == ["231"]


def test_the_zeros_before_a_number_may_be_left_out(store: Store) -> None:
    with store.write() as conn:
        for at, number in enumerate(("00020", "00120", "02000")):
            register(conn, number, at=START + at)
        assert numbers(lists.find(conn, "20", limit=1)) == ["00020"]


def test_just_now_are_ones_own_acts_newest_first(store: Store) -> None:
    with store.write() as conn:
        file_id = register(conn, "00231")
        do(conn, file_id, Take(), person=2, role=FRONT)
        do(conn, file_id, Note("printed"), person=2)
        do(conn, file_id, Undo(2), person=2)
        acts = lists.recent(conn, 2)
        assert [(act.kind, act.seq) for act in acts] == [("undone", 4), ("taken", 2)]
        assert acts[0].data == {"undone": 2}
        assert (acts[0].number, acts[0].applicant, acts[0].version) == ("00231", "Siti Contoh", 4)
        assert [act.kind for act in lists.recent(conn, 1)] == ["registered"]
        assert len(lists.recent(conn, 2, limit=1)) == 1


def plan(conn: Connection, statement: TextClause, values: dict[str, object]) -> str:
    needed = {name: values[name] for name in statement.compile().params}
    return "\n".join(row[3] for row in conn.execute(text("EXPLAIN QUERY PLAN " + statement.text), needed))


@pytest.mark.of_file
@pytest.mark.parametrize("typed", ["contoh", "siti contoh", "nur aini", "00231", "0000000000000002"])
def test_a_search_walks_an_index_in_its_order_and_sorts_nothing(store: Store, typed: str) -> None:
    with store.read() as conn:
        for way in keywords.ways(typed, ["sip-bidan"]):
            values: dict[str, object] = {f"key{at}": key for at, key in enumerate(way.keys)}
            values["limit"] = 9
            values |= {f"rest{at}": said for at, (_, said) in enumerate(way.rest)}
            shape = keywords._searching(len(way.keys), tuple(sort for sort, _ in way.rest))
            steps = plan(conn, shape, values)
            assert "SEARCH k0 USING PRIMARY KEY (key=?)" in steps
            assert not [each for each in ("SCAN", "TEMP B-TREE") if each in steps], steps


def test_files_under_way_come_before_the_newest_of_those_that_ended(store: Store) -> None:
    with store.write() as conn:
        ids = [register(conn, number, at=START + at) for at, number in enumerate(("00001", "00002", "00003"))]
        for file_id in ids[1:]:
            do(conn, file_id, Void(), role=FRONT)
        assert numbers(lists.find(conn, "contoh", limit=2)) == ["00001", "00003"]
        do(conn, ids[1], Undo(2), role=FRONT)
        assert numbers(lists.find(conn, "contoh", limit=2)) == ["00002", "00001"]


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_of_a_name_that_is_found_what_was_typed_is_a_key(typed: str, name: str) -> None:
    kept = {*keywords._of_names([name])}
    assert any(kept.issuperset(way.keys) for way in keywords.ways(typed, ()))


@pytest.mark.of_file
def test_who_came_for_the_files_found_is_read_by_ids(store: Store) -> None:
    with store.read() as conn:
        steps = plan(conn, lists._PEOPLE, {"files": "[1, 2]"}).splitlines()
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step], steps


@pytest.mark.of_file
def test_the_files_of_a_queue_number_are_read_from_an_index(store: Store) -> None:
    with store.read() as conn:
        steps = plan(conn, lists._THESE, {"files": "[1, 2]"}).splitlines()
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step], steps


@pytest.mark.of_file
def test_what_colleagues_did_to_a_file_is_read_from_an_index(store: Store) -> None:
    with store.read() as conn:
        steps = plan(conn, lists._TAKEN_AWAY, {"person": 1, "files": "[1, 2]"}).splitlines()
    read = [step for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert not [step for step in read if step.startswith("SCAN") and "json_each" not in step], read
    for table in "jk":
        assert any(step.startswith(f"SEARCH {table} USING") and "subject_id=?" in step for step in read)


@pytest.mark.of_file
def test_permits_to_be_collected_are_read_in_the_order_of_an_index(store: Store) -> None:
    with store.read() as conn:
        steps = plan(conn, lists._TO_COLLECT, {"places": "[]", "limit": 9})
        counted = plan(conn, lists._WHERE_TO_COLLECT, {})
    assert "ix_interval_standing" in steps
    assert "TEMP B-TREE FOR ORDER BY" not in steps
    assert "ix_interval_standing" in counted


@pytest.mark.of_file
def test_the_office_s_last_acts_are_read_from_the_journal_s_end(store: Store) -> None:
    with store.read() as conn:
        steps = plan(conn, latest._LATEST, {"before": 9, "notes": "[]", "of_day": "[]", "limit": 9})
    assert "SEARCH j USING INTEGER PRIMARY KEY (rowid<?)" in steps
    assert "TEMP B-TREE FOR ORDER BY" not in steps.partition("CORRELATED")[0]


@pytest.mark.of_file
@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (lists._WORK, "ix_interval_role"),
        (lists._SHARED, "ix_interval_role"),
        (lists._ALL, "ix_interval_due"),
        (lists._STANDING, "ix_interval_standing"),
        (lists._HELD, "ix_interval_person"),
        (lists._RECENT, "ix_journal_person_id_id"),
    ],
)
def test_lists_are_read_in_the_order_of_an_index(store: Store, statement: TextClause, index: str) -> None:
    values: dict[str, object] = {"role": FRONT, "standing": "menunggu", "person": 1, "limit": 9}
    values |= dict.fromkeys(("due", "file", "strand", "part", "start", "step", "sign_off"), 5) | {
        "procedure_sha": DOCUMENT.sha,
        "aside": "",
        "everywhere": False,
    }
    with store.read() as conn:
        steps = plan(conn, statement, values)
    assert index in steps
    assert "SCAN" not in steps
    assert index == "ix_interval_person" or "TEMP B-TREE FOR ORDER BY" not in steps
