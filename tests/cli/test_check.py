"""`loket periksa` says whether an office's data are whole, and names nobody."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from loket.cli import run
from loket.desk.authority import Who
from loket.desk.case.lists import all_open
from loket.desk.intake.cleaning import Registration
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.desk.queue import calling
from loket.desk.reminders import reminders
from loket.flow.queue.acts import Outcome
from loket.store.applicants import NewApplicant
from tests import registering
from tests.desk.editions import force
from tests.desk.kantor import NIK
from tests.desk.karimun import bring_to, open_karimun, register

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An office with two files under way and one that has ended."""
    office = open_karimun(tmp_path)
    register(office)
    bring_to(office, 7)
    register(office)
    office.desk.store.close()
    return tmp_path / "karimun.db"


def check(path: Path, printed: Printed, *damage: str) -> tuple[int, list[str]]:
    """The exit code and what was said, after the damage was done behind the program's back."""
    if damage:
        conn = sqlite3.connect(path)
        for statement in damage:
            conn.execute(statement)
        conn.commit()
        conn.close()
    code = run(["periksa", "--data", str(path)])
    said = printed.readouterr()
    assert "Contoh" not in said.out + said.err
    assert "Traceback" not in said.err
    return code, (said.out + said.err).splitlines()


def test_an_office_that_is_whole(path: Path, capsys: Printed) -> None:
    code, (database, journal, files, head) = check(path, capsys)
    assert code == 0
    assert database == "Basis data: utuh."
    assert journal.startswith("Riwayat: utuh (")
    assert files == "Berkas: 3 diperiksa, semuanya sesuai riwayat."
    assert re.fullmatch(r"Ujung riwayat: [0-9]+(:|-)([0-9a-f]{4}-){3}[0-9a-f]{4}\. Catat di luar .*", head)


@pytest.mark.parametrize("given", [("--data", "{}"), ("--data={}",)])
def test_where_the_data_lie_is_said_before_or_behind_the_command(
    path: Path, capsys: Printed, given: tuple[str, ...]
) -> None:
    where = [part.format(path) for part in given]
    assert run([*where, "periksa"]) == run(["periksa", *where]) == 0
    assert run([*where, "sop", "tafsir"]) == 2
    assert "Pilihan --data tidak dikenal; lihat loket sop tafsir" in capsys.readouterr().err


def test_a_table_that_tells_another_story_than_the_history(path: Path, capsys: Printed) -> None:
    moved = "UPDATE interval SET step = 9 WHERE file_id = 2 AND end_at IS NULL"
    ended = "UPDATE file SET facts = 'x' WHERE id = 3"
    code, lines = check(path, capsys, moved, ended)
    assert code == 1
    assert lines[1].startswith("Riwayat: utuh")
    assert lines[2] == "Berkas: 2 dari 3 tidak sesuai riwayat: 00002, 00003. Hubungi pemelihara program."


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """An office in which three numbers were given; of the second came a file, the third was passed over."""
    office = open_karimun(tmp_path)
    sari = office.who("fo2")
    for _ in range(3):
        calling.issue_ticket(office.desk, sari, "sip-bidan")
    calling.finish(office.desk, sari, 1, Outcome.LEFT)
    calling.call_next(office.desk, sari)
    office.wait(1)
    calling.recall(office.desk, sari, 2)
    calling.present(office.desk, sari, 2)
    applicant = NewApplicant("Contoh Siti", NIK, "081200001111")
    asked = Registration("sip-bidan", "baru", applicant, ticket=2)
    registering.register(office.desk, sari, asked)
    calling.finish(office.desk, sari, 2, Outcome.FILED)
    calling.call_next(office.desk, sari)
    calling.no_show(office.desk, sari, 3)
    office.desk.store.close()
    return tmp_path / "karimun.db"


def test_numbers_are_replayed_too(queue: Path, capsys: Printed) -> None:
    code, lines = check(queue, capsys)
    assert (code, lines[3]) == (0, "Nomor antrean: 3 diperiksa, semuanya sesuai riwayat.")


_GONE = (
    "DELETE FROM ticket_interval WHERE ticket_id = 3",
    "DELETE FROM ticket WHERE id = 3",
)
_NEVER_GIVEN = (
    "INSERT INTO ticket (day, number, errand, service, at_counter, series, standing, counter, issued_at,"
    " call_count, version)"
    " VALUES ('2026-11-18', 'A-004', 'daftar', 'sip-bidan', '', 'A', 'menunggu', '', 0, 0, 1)",
)


@pytest.mark.parametrize(
    ("damage", "number"),
    [
        (("UPDATE ticket SET standing = 'menunggu', ended_at = NULL WHERE id = 1",), "A-001"),
        (("UPDATE ticket SET outcome = 'dikembalikan' WHERE id = 2",), "A-002"),
        (("UPDATE ticket SET present_at = present_at + 1 WHERE id = 2",), "A-002"),
        (("UPDATE ticket SET number = 'A-017' WHERE id = 3",), "A-003"),
        (("UPDATE ticket SET service = 'apotek' WHERE id = 3",), "A-003"),
        (("UPDATE ticket SET version = 9 WHERE id = 3",), "A-003"),
        (("UPDATE ticket_interval SET start_at = start_at - 60000 WHERE ticket_id = 3",), "A-003"),
        (("UPDATE ticket_interval SET person_id = 2 WHERE ticket_id = 2 AND seq = 2",), "A-002"),
        (("DELETE FROM ticket_interval WHERE ticket_id = 2 AND seq = 2",), "A-002"),
        (("UPDATE matter SET counts = 0",), "A-002"),
        (("DELETE FROM matter",), "A-002"),
        (_GONE, "A-003"),
        (_NEVER_GIVEN, "A-004"),
    ],
)
def test_a_number_that_is_told_otherwise_than_in_its_history_is_named_with_its_day(
    queue: Path, capsys: Printed, damage: tuple[str, ...], number: str
) -> None:
    code, lines = check(queue, capsys, *damage)
    assert code == 1
    said = next(line for line in lines if line.startswith("Nomor antrean: 1 dari "))
    assert said.endswith(f" tidak sesuai riwayat: {number} (18-11-2026). Hubungi pemelihara program.")


def test_a_file_that_is_said_to_be_of_another_number(queue: Path, capsys: Printed) -> None:
    code, lines = check(queue, capsys, "UPDATE file SET ticket_id = 1")
    assert (code, lines[2].startswith("Berkas: 1 dari 1 tidak sesuai riwayat: 00001.")) == (1, True)


def test_a_deadline_in_the_lists_that_is_another_than_is_reckoned(path: Path, capsys: Printed) -> None:
    near = "UPDATE interval SET near_at = 0 WHERE file_id = 2 AND end_at IS NULL"
    due = "UPDATE interval SET due_clock = 'hari_kalender' WHERE file_id = 3 AND end_at IS NULL"
    code, lines = check(path, capsys, near, due)
    assert code == 1
    assert lines[2] == "Berkas: 3 diperiksa, semuanya sesuai riwayat."
    assert lines[3] == (
        "Batas waktu: di daftar 00002, 00003 lain dari hitungan."
        " Terhitung lagi pada tindakan berikutnya atas berkas itu."
    )


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal SET station = '9' WHERE id = 12",
        "UPDATE journal SET data = '{' WHERE id = 12",
        "DELETE FROM journal WHERE id = 12",
    ],
)
def test_a_history_that_somebody_changed(path: Path, capsys: Printed, damage: str) -> None:
    triggers = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")
    code, lines = check(path, capsys, *triggers, damage)
    assert code == 1
    assert lines[0].startswith("Basis data: pemicu journal_no_delete, pemicu journal_no_update tidak seperti")
    assert lines[1] == (
        "Riwayat: catatan ke-12 diubah, hilang, atau tidak pada tempatnya. Bandingkan dengan cadangan."
    )


def test_a_reference_to_nobody(path: Path, capsys: Printed) -> None:
    code, lines = check(path, capsys, "DELETE FROM applicant")
    assert code == 1
    assert lines[0] == ("Basis data: di tabel file ada rujukan ke baris yang hilang. Pulihkan dari cadangan.")


def test_a_disk_that_wrote_over_the_middle(path: Path, capsys: Printed) -> None:
    half = path.stat().st_size // 2 // 4096 * 4096
    with path.open("r+b") as file:
        file.seek(half - 4 * 4096)
        file.write(b"x" * 12 * 4096)
    code, lines = check(path, capsys)
    assert code == 1
    assert "Pulihkan dari cadangan" in lines[-1]


def test_a_file_that_nobodys_role_can_take_is_named(path: Path, capsys: Printed) -> None:
    """The second file lies with the Kasi, of whom there is none any more; no data are broken by that."""
    desk = open_desk(path)
    kasi = next(member for member in staff.staff(desk) if member.roles == ("kasi",))
    staff.change(desk, None, kasi.id, active=False)
    desk.store.close()
    code, lines = check(path, capsys)
    assert code == 0
    assert lines[3] == (
        "Peran: 00002 menunggu peran yang tidak dipegang siapa pun."
        " Beri peran itu kepada petugas (loket petugas), atau kembalikan ke profil kantor."
    )
    desk = open_desk(path)
    assert "00002" in {row.work.number for row in all_open(desk, Who(1))}
    desk.store.close()


def test_documents_of_a_newer_program_leave_those_before_in_force(path: Path, capsys: Printed) -> None:
    """A later version, whose profiles have a key more, installed one; this one cannot read it."""
    newer = open_desk(path)
    force(newer, ("profile", "karimun"), ("[pengaturan]", "[pengaturan]\nkunci_baru = 1"))
    newer.store.close()
    code, lines = check(path, capsys)
    assert code == 0
    assert lines[3].startswith("Dokumen kantor: edisi terbaru tidak terbaca program ini")
    desk = open_desk(path)
    assert desk.office.settings.legal_days == 5
    assert reminders(desk)[0].startswith("Dokumen kantor yang terbaru tidak terbaca")
    desk.store.close()


def test_where_there_is_nothing(tmp_path: Path, capsys: Printed) -> None:
    assert run(["periksa", "--data", str(tmp_path / "loket.db")]) == 1
    assert "Belum ada data kantor" in capsys.readouterr().err


def test_what_a_clock_that_was_ahead_dated_is_named(tmp_path: Path, capsys: Printed) -> None:
    office = open_karimun(tmp_path)
    office.wait(24 * 60)
    register(office)
    office.wait(-24 * 60)
    office.desk.store.close()
    code, said = check(tmp_path / "karimun.db", capsys)
    assert code == 0
    assert any(line.startswith("Jam komputer: 00001 bertanggal jam yang maju. ") for line in said)
