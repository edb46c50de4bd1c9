"""The background process: one of an office, what is due, and what meets something keeps nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket.desk import drafts
from loket.desk.backup.latest import latest
from loket.desk.backup.making import series
from loket.desk.backup.rotation import counting
from loket.desk.queue import calling
from loket.desk.tasks import running, table
from loket.desk.tasks.running import AGAIN, round_of
from loket.desk.tasks.states import upkeep
from loket.desk.tasks.table import TASKS, Places, Task
from loket.desk.tasks.words import state_words, upkeep_words
from loket.flow.queue.acts import Outcome
from loket.lengths import DAY, HOUR, MINUTE
from loket.location import written
from loket.store import tasks, tickets
from loket.store.errors import StoreBusy
from tests.desk.karimun import Karimun, open_karimun
from tests.places import behind
from tests.started import Program

Unforeseen = list[Exception]
NAMES = [task.name for task in TASKS if not task.quiet and task.name != "lembar-pagi"]
"""What every office has done."""


@pytest.fixture
def office(tmp_path: Path) -> Karimun:
    return open_karimun(tmp_path)


def places(office: Karimun) -> Places:
    return Places((office.desk.store.path.with_name("cadangan"),))


def does(office: Karimun, *some: Task, met: Unforeseen | None = None) -> dict[str, str] | None:
    """What a round did, and what it met."""
    done = round_of(
        office.desk, places(office), (met if met is not None else []).append, all_tasks=some or TASKS
    )
    return None if done is None else {did.task.name: did.fault for did in done}


def test_each_is_done_when_it_is_due_and_not_before(office: Karimun) -> None:
    assert does(office) == dict.fromkeys(NAMES, "")
    assert does(office) == {}
    office.wait(6 * 60)
    assert does(office) == {"nomor": ""}
    office.wait(14 * 60)
    assert does(office) == {"nomor": "", "cadangan": ""}
    office.wait(4 * 60)
    assert does(office) == {"pesanan": "", "isian": ""}


def test_a_backup_is_made_and_known(office: Karimun) -> None:
    does(office)
    assert latest(office.desk).at == office.at
    assert (
        len(counting(series(office.desk), [file.name for file in places(office).backups[0].iterdir()])) == 1
    )


def test_a_backup_that_a_second_place_did_not_take_is_known_and_told(office: Karimun, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("bukan folder")
    both = Places((*places(office).backups, tmp_path / "usb"))
    done = round_of(office.desk, both, Unforeseen().append)
    assert done is not None
    (fault,) = (did.fault for did in done if did.task.name == "cadangan")
    assert fault.startswith(f"Cadangan dibuat, tetapi tanpa salinan di {tmp_path / 'usb'}")
    assert latest(office.desk).at == office.at


def test_a_second_place_that_took_none_is_tried_again_and_no_other_backup_is_made(
    office: Karimun, tmp_path: Path
) -> None:
    first, usb = places(office).backups[0], tmp_path / "usb"
    usb.write_text("bukan folder")
    both, began = Places((first, usb)), office.at
    for _ in range(3):
        done = round_of(office.desk, both, Unforeseen().append)
        assert done is not None
        assert done[-1].fault.startswith("Cadangan dibuat, tetapi tanpa salinan di")
        assert latest(office.desk).at == began
        office.wait(15)
    usb.unlink()
    done = round_of(office.desk, both, Unforeseen().append)
    assert done is not None
    assert (done[-1].task.name, done[-1].fault) == ("cadangan", "")
    assert [file.name for file in usb.iterdir()] == [file.name for file in first.iterdir()]
    office.wait(20 * 60)
    assert (does(office) or {})["cadangan"] == ""
    assert latest(office.desk).at == office.at


def test_numbers_left_from_before_yesterday_are_closed_with_what_became_of_them(office: Karimun) -> None:
    fo2 = office.who("fo2")
    for _ in range(3):
        calling.issue_ticket(office.desk, fo2, "sip-bidan")
    calling.call_next(office.desk, fo2)
    office.go_to("2026-11-19 09:00+07:00")
    does(office)
    with office.desk.store.read() as conn:
        assert tickets.count_left_over(conn, "2026-11-19") == 3  # whoever was there may still say
    office.go_to("2026-11-20 09:00+07:00")
    does(office)
    with office.desk.store.read() as conn:
        assert tickets.count_left_over(conn, "2026-11-20") == 0
    ended = [entry for entry in office.journal("ticket", 1) if entry.kind == "lapsed"]
    assert [(entry.person_id, entry.data["outcome"]) for entry in ended] == [(None, Outcome.LEFT.value)]


def test_what_was_half_typed_long_ago_goes(office: Karimun) -> None:
    who = office.who("fo2")
    drafts.save(office.desk, who, "pendaftaran", "nomor:1", {"name": "Siti Contoh"})
    office.wait(29 * 24 * 60)
    does(office)
    assert drafts.load(office.desk, who, "pendaftaran", "nomor:1") is not None
    office.wait(2 * 24 * 60)
    does(office)
    assert drafts.load(office.desk, who, "pendaftaran", "nomor:1") is None


class Fails:
    """A task that meets something, as often as it is told to."""

    def __init__(self, error: Exception, times: int = 1) -> None:
        self.error, self.left = error, times

    def __call__(self, *_: object) -> None:
        if self.left:
            self.left -= 1
            raise self.error


def failing(error: Exception, times: int = 1) -> Task:
    return Task("gagal", "Yang gagal", DAY, Fails(error, times))


FINE = Task("baik", "Yang baik", DAY, lambda *_: None)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (table.NotWell("Cadangan tidak dihitung."), "Cadangan tidak dihitung."),
        (
            PermissionError(13, "ditolak", "/srv/cadangan"),
            "Tidak dapat membaca atau menulis /srv/cadangan: ditolak.",
        ),
        (StoreBusy(Path("loket.db")), "Data kantor sedang tidak dapat dipakai; dicoba lagi."),
        (KeyError("Siti Contoh"), "Gangguan program; catatannya ada di berkas log."),
    ],
)
def test_what_one_meets_is_said_and_hinders_no_other(office: Karimun, error: Exception, said: str) -> None:
    met: Unforeseen = []
    assert does(office, failing(error), FINE, met=met) == {"gagal": said, "baik": ""}
    assert met == ([error] if isinstance(error, KeyError) else [])


def test_what_met_something_is_tried_again_after_a_while(office: Karimun) -> None:
    task = failing(OSError(28, "penuh", "/srv"), times=2)
    assert does(office, task) != {}
    assert does(office, task) == {}
    office.wait(AGAIN // MINUTE)
    assert does(office, task) != {"gagal": ""}
    office.wait(AGAIN // MINUTE)
    assert does(office, task) == {"gagal": ""}
    assert does(office, task) == {}


def test_a_clock_that_was_set_back_keeps_nothing_waiting(office: Karimun) -> None:
    does(office, FINE)
    office.at -= 3 * DAY
    assert does(office, FINE) == {"baik": ""}


HOLDS = """
import sys
from loket.desk.opening import open_desk
from loket.desk.tasks.running import round_of
from loket.desk.tasks.table import Places
from loket.location import located
desk = open_desk(located(sys.argv[1]), clock=lambda: int(sys.argv[2]))
assert round_of(desk, Places(()), print, stays=True, all_tasks=()) == ()
print("ready", flush=True)
sys.stdin.readline()
"""


def test_one_program_of_an_office_has_them_until_it_ends_however_it_ends(office: Karimun) -> None:
    other = Program("-c", HOLDS, written(office.desk.store.place), str(office.at))
    assert other.stdout.readline() == "ready\n"
    assert does(office, FINE) is None
    other.kill()
    assert does(office, FINE) == {"baik": ""}


def test_a_program_of_which_nothing_is_known_has_them_for_a_while(office: Karimun) -> None:
    with office.desk.store.write() as conn:
        tasks.take(conn, "", office.at, office.at + 30 * MINUTE, lambda _: False)
    assert does(office, FINE) is None
    office.wait(31)
    assert does(office, FINE) == {"baik": ""}


def test_how_the_office_is_kept_is_told_calmly_and_what_presses_is_told_as_that(office: Karimun) -> None:
    def said() -> list[tuple[str, bool]]:
        return [*upkeep_words(upkeep(office.desk), office.desk.working_time(), office.at)]

    assert said() == [("belum ada cadangan", False)]
    office.wait(3 * 24 * 60)
    assert said() == [("belum ada cadangan", True)]
    does(office)
    assert said() == [("cadangan hari ini", False), ("tugas Sab 21 Nov 09.00", False)]
    office.wait(23 * 60)
    assert said() == [("cadangan kemarin", False), ("tugas Sab 21 Nov 09.00", False)]
    office.wait(3 * 24 * 60)
    assert said() == [("cadangan 4 hari lalu", True), ("tugas terhenti sejak Sab 21 Nov 09.00", True)]
    with behind(office.desk.store.place) as conn:
        conn.exec_driver_sql("UPDATE file SET number = 'x'")
        conn.exec_driver_sql("UPDATE person SET name = 'Lain' WHERE id = 2")
    does(office)
    assert said()[1] == ("Cadangan: tidak berhasil", True)
    told = [state_words(state, office.desk.working_time()) for state in upkeep(office.desk).tasks]
    assert told[-1] == (
        "Cadangan: Sab 21 Nov 09.00; Cadangan tidak dihitung: isinya tidak utuh. Jalankan: loket periksa."
    )


def test_every_task_has_a_name_of_its_own_and_a_time() -> None:
    assert len({task.name for task in TASKS}) == len(TASKS)
    assert all(task.title and task.every >= (MINUTE if task.quiet else HOUR) for task in TASKS)
    assert min(task.every for task in TASKS if not task.quiet) > running.AGAIN
