"""A database that lacks its newest acts: seen at the next start, told, and settled by who may tell."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk import restored
from loket.desk.opening import open_desk
from loket.desk.people.sign_in import sign_in
from loket.desk.reminders import reminders
from loket.desk.words.restored import question
from loket.flow.acts import Refused
from loket.store.ending import ENDING
from loket.store.engine import open_store
from loket.store.errors import StoreBroken
from tests import started
from tests.desk.karimun import PASSWORD, Karimun, open_karimun, register

Printed = pytest.CaptureFixture[str]

pytestmark = pytest.mark.of_file


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    """A Karimun of which there is a backup, and two files since."""
    office = open_karimun(tmp_path)
    register(office)
    path = office.desk.store.path
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("VACUUM INTO ?", (str(backup(path)),))
    office.wait(60)
    register(office)
    register(office)
    office.desk.store.close()
    return office


def backup(path: Path) -> Path:
    return path.with_name("cadangan.db")


def reopened(office: Karimun) -> Karimun:
    path = office.desk.store.path
    office.desk = open_desk(path, clock=lambda: office.at)
    return office


def last_entry(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT last_id FROM journal_head").fetchone()[0])


def restore(office: Karimun) -> tuple[int, int]:
    """The backup put in place; the last entry there is now, and the last there was."""
    path = office.desk.store.path
    was = last_entry(path)
    shutil.copyfile(backup(path), path)
    return last_entry(path), was


def test_data_that_are_all_there_are_not_asked_about(office: Karimun) -> None:
    reopened(office)
    assert restored.missing(office.desk) is None
    office.desk.store.close()


def test_a_backup_that_was_restored_says_from_which_entry_on_it_lacks(office: Karimun) -> None:
    here, was = restore(office)
    reopened(office)
    sign_in(office.desk, office.nip("fo2"), PASSWORD)  # work goes on before anybody has answered
    lost = restored.missing(office.desk)
    assert lost is not None
    absent = f"catatan ke-{here + 1} sampai ke-{was} tidak ada"
    assert reminders(office.desk)[0] == (
        f"Catatan ke-{here + 1} sampai ke-{was} tidak ada. Tanya penyelia atau admin."
    )
    asked = question(lost, office.desk.working_time())
    assert absent in asked
    assert f"ke-{was} (Rab 18 Nov 2026 10.00)" in asked
    assert "yang terakhir di sini Rab 18 Nov 2026 09.00" in asked
    office.desk.store.close()


def test_it_is_asked_until_somebody_who_may_tell_has_said_so(office: Karimun, capsys: Printed) -> None:
    here, was = restore(office)
    for _ in range(2):
        reopened(office)
        register(office)
        register(office)
        assert restored.missing(office.desk) is not None
        office.desk.store.close()
    data = ["--data", str(office.desk.store.path)]
    assert run(["periksa", *data]) == 1
    assert f"Riwayat: catatan ke-{here + 1} sampai ke-{was} tidak ada, padahal" in capsys.readouterr().out
    reopened(office)
    with pytest.raises(Refused):
        restored.affirm(office.desk, office.who("bo"))
    restored.affirm(office.desk, office.who("penyelia"))
    assert restored.missing(office.desk) is None
    restored.affirm(office.desk, office.who("admin"))
    told = [entry for entry in office.journal("office", 1) if entry.kind == "restored"]
    assert [(e.person_id, e.data) for e in told] == [(office.ids["penyelia"], {"left": here, "ended": was})]
    office.desk.store.close()
    assert run(["periksa", *data]) == 0
    assert reminders(reopened(office).desk) == ()
    office.desk.store.close()


def test_a_second_restoring_tells_of_itself(office: Karimun) -> None:
    here, was = restore(office)
    reopened(office)
    register(office)
    office.desk.store.close()
    restore(office)
    lost = restored.missing(reopened(office).desk)
    assert lost is not None
    assert (lost.left.number, lost.ended.number) == (here, was)
    office.desk.store.close()


def test_a_wal_that_was_lost_while_another_program_was_at_work_is_noticed(office: Karimun) -> None:
    """One program has closed cleanly; the other, and with it all that lies in the WAL, is cut off."""
    path = reopened(office).desk.store.path
    before = path.read_bytes()
    register(office)
    other = open_desk(path, clock=lambda: office.at)
    other.store.close()
    was = last_entry(path)
    copy = path.with_name("lain.db")
    copy.write_bytes(before)
    shutil.copyfile(f"{path}{ENDING}", f"{copy}{ENDING}")
    office.desk.store.close()
    cut = open_desk(copy, clock=lambda: office.at)
    lost = restored.missing(cut)
    assert lost is not None
    assert lost.ended.number == was > lost.left.number
    cut.store.close()


def test_an_end_that_was_rewritten_is_told_where_it_is(office: Karimun) -> None:
    path = office.desk.store.path
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute("UPDATE journal SET hash = 'x' WHERE id = (SELECT max(id) FROM journal)")
    lost = restored.missing(reopened(office).desk)
    assert lost is not None
    assert f"catatan ke-{last_entry(path)} bukan lagi yang dulu" in question(lost, office.desk.working_time())
    office.desk.store.close()


@pytest.mark.parametrize("words", ["", "[", "[[1], null]", "null", '{"a": 1}'])
def test_an_unreadable_note_of_the_end_is_none(office: Karimun, words: str) -> None:
    Path(f"{office.desk.store.path}{ENDING}").write_text(words)
    assert restored.missing(reopened(office).desk) is None
    office.desk.store.close()


def test_a_new_office_in_the_place_of_one_that_is_gone_misses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOKET_KATA_SANDI", PASSWORD)
    path = tmp_path / "loket.db"
    admin = ["--nip", "197001012000011001", "--nama", "Admin Contoh"]
    for _ in range(2):
        assert run(["init", "--kantor", "karimun", *admin, "--data", str(path)]) == 0
        desk = open_desk(path)
        assert restored.missing(desk) is None
        desk.store.close()
        assert Path(f"{path}{ENDING}").exists()
        path.unlink()


def test_an_emptied_database_does_not_swallow_the_acts_beside_it(tmp_path: Path) -> None:
    """A program that is killed leaves its last acts in the WAL; the database itself is then emptied."""
    path = tmp_path / "karimun.db"
    killed = (
        "import os, sys; from pathlib import Path\n"
        "from tests.desk.karimun import open_karimun, register\n"
        "register(open_karimun(Path(sys.argv[1]))); os._exit(1)"
    )
    assert started.run("-c", killed, tmp_path) == 1
    wal = Path(f"{path}-wal").read_bytes()
    assert wal
    for contents in (b"", b"Kepada Yth. Kepala Dinas, " * 1000):
        path.write_bytes(contents)
        for create in (False, True):
            with pytest.raises(StoreBroken):
                open_store(path, create=create)
        assert Path(f"{path}-wal").read_bytes() == wal
