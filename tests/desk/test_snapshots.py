"""Acts go by a file's snapshot and read no history; one that is not to be believed leads nobody astray."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from loket.desk.case.perform import perform
from loket.desk.integrity import examine
from loket.flow.acts import MarkTrouble, PutBack, Rest, Resume, SolveTrouble, Take
from loket.flow.fold import replay
from loket.flow.snapshot import FOLD
from loket.store import files, journal
from tests.desk.kantor import Kantor, at_back_office

NOT_BELIEVED = {
    "by another fold": f"fold = {FOLD - 1}, state = 'something else'",
    "another state": "state = replace(state, 'menunggu', 'dikerjakan')",
    "another seal": "seal = 'x'",
    "no snapshot at all": "state = '', seal = ''",
    "of another file": "state = (SELECT state FROM snapshot WHERE file_id <> 1), seal = (SELECT seal FROM"
    " snapshot WHERE file_id <> 1)",
}


def damage(office: Kantor, file: int, change: str) -> None:
    with office.desk.store.write() as conn:
        conn.exec_driver_sql(f"UPDATE snapshot SET {change} WHERE file_id = {file}")


def agrees(office: Kantor, file: int) -> bool:
    """Whether snapshot, tables and journal tell the same."""
    with office.desk.store.read() as conn:
        found, (row, events) = files.kept(conn, file), files.load(conn, file)
        state = replay(office.desk.procedure(conn, row.procedure_sha), events)
        assert files.intervals(conn, file) == state.intervals
        assert office.state(file) == state
        return found.snapshot is not None and found.snapshot.state == state


def test_an_act_reads_no_history(karimun: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at_back_office(karimun)

    def history(*_: object, **__: object) -> None:
        raise AssertionError("the history was read")

    monkeypatch.setattr(journal, "history", history)
    desk, andi = karimun.desk, karimun.who("andi")
    ref = karimun.ref(file)
    for act in (Take(), MarkTrouble(0), SolveTrouble(), Rest(0), Resume(), PutBack(), Take()):
        karimun.wait(1)
        ref = perform(desk, andi, ref, act, remark="siCantik mati", agency="Dinkes")
    monkeypatch.undo()
    assert agrees(karimun, file)


@pytest.mark.parametrize("moves", [0, 40])
def test_an_act_takes_ten_statements_on_a_file_of_any_length(
    karimun: Kantor, statements: list[str], moves: int
) -> None:
    file = at_back_office(karimun)
    desk, andi, ref = karimun.desk, karimun.who("andi"), karimun.ref(file)
    for _ in range(moves // 2):
        ref = perform(desk, andi, perform(desk, andi, ref, Take()), PutBack())
    statements.clear()
    ref = perform(desk, andi, ref, Take())
    assert len(statements) <= 10
    statements.clear()
    perform(desk, andi, ref, PutBack())
    assert len(statements) <= 10


@pytest.mark.parametrize("change", NOT_BELIEVED.values(), ids=NOT_BELIEVED)
def test_a_snapshot_that_is_not_to_be_believed_is_made_anew_by_the_next_act(
    karimun: Kantor, change: str
) -> None:
    file, _ = at_back_office(karimun), at_back_office(karimun)
    karimun.take(file, "andi")
    damage(karimun, file, change)
    assert not agrees(karimun, file)
    karimun.wait(1)
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    assert agrees(karimun, file)
    assert karimun.here(file).person is None
    assert examine(karimun.desk).whole


def test_a_damaged_snapshot_is_found_and_one_by_another_fold_is_no_damage(karimun: Kantor) -> None:
    file, _ = at_back_office(karimun), at_back_office(karimun)
    number = karimun.view(file).row.number
    assert examine(karimun.desk).whole
    for name, change in NOT_BELIEVED.items():
        with karimun.desk.store.read() as conn:
            was = conn.exec_driver_sql("SELECT fold, state, seal FROM snapshot WHERE file_id = 1").one()
        damage(karimun, file, change)
        found = examine(karimun.desk)
        assert found.differing == (() if name == "by another fold" else (number,)), name
        with karimun.desk.store.write() as conn:
            back = text("UPDATE snapshot SET fold = :fold, state = :state, seal = :seal WHERE file_id = 1")
            conn.execute(back, dict(was._mapping))


def test_a_lost_snapshot_is_found_too(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    with karimun.desk.store.write() as conn:
        conn.exec_driver_sql("DELETE FROM snapshot")
    assert examine(karimun.desk).differing == (karimun.view(file).row.number,)
    karimun.take(file, "andi")
    assert examine(karimun.desk).whole


def test_an_interval_changed_by_hand_leads_no_act_astray(karimun: Kantor) -> None:
    file = at_back_office(karimun)
    karimun.take(file, "andi")
    with karimun.desk.store.write() as conn:
        conn.exec_driver_sql("UPDATE interval SET person_id = 1, standing = 'menunggu' WHERE end_at IS NULL")
    assert examine(karimun.desk).differing == (karimun.view(file).row.number,)
    perform(karimun.desk, karimun.who("andi"), karimun.ref(file), PutBack())
    assert karimun.here(file).person is None
    assert examine(karimun.desk).whole
