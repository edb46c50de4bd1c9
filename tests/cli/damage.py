"""What somebody does to an office's database with nothing but SQL, kind by kind.

`TAMPERED` are those that `loket periksa` finds by itself, each with how it names it; `ONLY_ANCHORED` those
that only a head shows which was written down.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from loket.desk import roster, survey
from loket.desk.case import entries
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.intake.cleaning import Registration
from loket.desk.people import devices, sign_in, staff
from loket.desk.queue import booking, calling
from loket.flow.acts import Choose
from loket.office.booking_list import Wanted
from loket.store.applicants import NewApplicant
from tests import registering
from tests.desk.karimun import PASSWORD, Karimun, bring_to, open_karimun, register

LINA_NIK, RINA_NIK = "2101024107900013", "2101024107900014"
Raw = sqlite3.Connection
Damage = str | tuple[str, ...] | Callable[[Raw], None]


@dataclass(frozen=True, slots=True)
class Made:
    """The office's database, and the head that was printed when it was whole."""

    database: bytes
    head: str
    last: int


@cache
def office() -> Made:
    """An office with files, numbers, marks, a reason, technical data, surveys of two days, and people."""
    with TemporaryDirectory() as folder:
        karimun = open_karimun(Path(folder))
        _fill(karimun)
        karimun.desk.store.close()
        path = Path(folder) / "karimun.db"
        with sqlite3.connect(path) as raw:
            last, seal = raw.execute("SELECT last_id, hash FROM journal_head").fetchone()
        return Made(path.read_bytes(), f"{last}:{seal[:16]}", last)


def _fill(karimun: Karimun) -> None:
    fo2 = karimun.who("fo2")
    surveyed(karimun)  # 00001
    karimun.go_to("2026-11-19 09:00+07:00")
    surveyed(karimun)  # 00002
    for _ in range(2):
        calling.issue_ticket(karimun.desk, fo2, "sip-bidan")
    calling.call_next(karimun.desk, fo2)
    bring_to(karimun, 7)  # 00003
    ref = register(karimun, "Apotek Contoh")  # 00004
    item = karimun.view(ref.file).checklist[0].requirement.id
    entries.set_mark(karimun.desk, fo2, ref.file, item, "kurang", "fotokopi buram")
    ref = Ref(ref.file, karimun.view(ref.file).ref.version)
    perform(karimun.desk, fo2, ref, Choose("tidak"), remark="belum dilegalisir")
    of_somebody_else(karimun)  # 00005
    staff.change(karimun.desk, None, karimun.ids["kabid"], active=False)
    staff.change(karimun.desk, None, karimun.ids["bo"], roles=["bo", "fo2"])
    tomorrow = date(2026, 11, 20)
    devices.give(karimun.desk, None, devices.DeviceKind.KIOSK, "Kios pintu depan")
    booking.book(karimun.desk, fo2, [Wanted(tomorrow, 600, "tanya", name="Rina Contoh", code="K7QM")])
    roster.enter(karimun.desk, None, karimun.ids["fo4"], tomorrow, tomorrow, "rapat")
    for role in ("kasi", "admin", "kasi"):
        sign_in.sign_in(karimun.desk, karimun.nip(role), PASSWORD)


def surveyed(karimun: Karimun) -> None:
    """A file whose applicant has filled in the survey."""
    ref = bring_to(karimun, 11)
    answers = {question.code: 4 for question in survey.questions(karimun.desk)}
    survey.submit(karimun.desk, karimun.who("fo5"), ref, answers, {"umur": "26–35"})


def of_somebody_else(karimun: Karimun) -> None:
    """A file that another applicant's proxy brought, by the number that was called."""
    fo2, number = karimun.who("fo2"), 1
    calling.present(karimun.desk, fo2, number)
    brought = Registration(
        "sip-bidan",
        "baru",
        NewApplicant("Lina Contoh", LINA_NIK, "081200000099"),
        came_as="kuasa",
        came_name="Rina Contoh",
        came_nik=RINA_NIK,
        proxy_seen=True,
        ticket=number,
    )
    registering.register(karimun.desk, fo2, brought)


class Rebuilt:
    """A change of the journal with all that follows made to fit: numbers, hashes, head."""

    def __init__(self, *statements: str) -> None:
        self._statements = statements

    def __call__(self, raw: Raw) -> None:
        for statement in self._statements:
            assert raw.execute(statement).rowcount != 0, statement
        rebuild(raw)


def rebuild(raw: Raw) -> None:
    """Number and seal all entries anew, as somebody does who has read the program."""
    raw.row_factory = sqlite3.Row
    rows = [dict(row) for row in raw.execute("SELECT * FROM journal ORDER BY id")]
    raw.execute("DELETE FROM journal")
    previous = ""
    for number, row in enumerate(rows, 1):
        sealed = {key: row[key] for key in row if key not in ("hash", "prev_hash")} | {"id": number}
        words = json.dumps([sealed, previous], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        written = sealed | {"prev_hash": previous, "hash": hashlib.sha256(words.encode()).hexdigest()}
        names = ", ".join(written)
        raw.execute(
            f"INSERT INTO journal ({names}) VALUES ({', '.join('?' * len(written))})", tuple(written.values())
        )
        previous = str(written["hash"])
    raw.execute("UPDATE journal_head SET last_id = ?, hash = ?", (len(rows), previous))
    raw.row_factory = None


def added_entry(raw: Raw) -> None:
    """An entry behind the last, sealed with something."""
    names = [row[1] for row in raw.execute("PRAGMA table_info(journal)")]
    raw.execute(
        f"INSERT INTO journal ({', '.join(names)}) SELECT {', '.join(_added(name) for name in names)}"
        " FROM journal ORDER BY id DESC LIMIT 1"
    )


def _added(name: str) -> str:
    return {"id": "id + 1", "seq": "seq + 1", "prev_hash": "hash"}.get(name, name)


def swapped_entries(raw: Raw) -> None:
    for was, now in ((12, -12), (13, 12), (-12, 13)):
        raw.execute("UPDATE journal SET id = ? WHERE id = ?", (now, was))


def cut(kept: str) -> Callable[[Raw], None]:
    """Entries from the end on taken away, and the head put behind those that are left; `kept` says which."""

    def cutting(raw: Raw) -> None:
        raw.execute(f"DELETE FROM journal WHERE NOT ({kept})")
        last = "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1"
        raw.execute(f"UPDATE journal_head SET (last_id, hash) = ({last})")

    return cutting


def another_reason(raw: Raw) -> None:
    """Another text in place of a reason, its commitment made anew with the salt that lies beside it."""
    columns = "id, kind, owner, key, person_id, at, salt"
    *row, salt = raw.execute(f"SELECT {columns} FROM value WHERE kind = 'remark'").fetchone()
    value, words = row[0], json.dumps([*row, "lengkap", salt], separators=(",", ":"), ensure_ascii=False)
    commitment = hashlib.sha256(words.encode()).hexdigest()
    raw.execute("UPDATE value SET text = 'lengkap' WHERE id = ?", (value,))
    sealed = "UPDATE journal SET kept = json_set(kept, ?, ?) WHERE kept LIKE ?"
    assert raw.execute(sealed, (f'$."{value}"', commitment, f'%"{value}"%')).rowcount == 1
    rebuild(raw)


def without_the_last_file(raw: Raw) -> None:
    """A file with all that was written of it taken away, and its number to be given again."""
    for table in ("interval", "snapshot", "matter"):
        raw.execute(f"DELETE FROM {table} WHERE file_id = 5")
    raw.execute("DELETE FROM value WHERE owner = 5 AND kind IN ('mark', 'remark', 'field', 'registered')")
    raw.execute("DELETE FROM file WHERE id = 5")
    raw.execute("DELETE FROM journal WHERE subject = 'file' AND subject_id = 5")
    raw.execute("UPDATE counter SET last = 4 WHERE series = 'berkas'")
    rebuild(raw)


SIGNED_IN = "kind = 'signed_in' AND subject_id = 3"
LAST_SIGN_IN = f"id = (SELECT max(id) FROM journal WHERE {SIGNED_IN})"
OF_3 = "subject = 'file' AND subject_id = 3"
OPEN_3 = "file_id = 3 AND end_at IS NULL"


def copied_file(raw: Raw) -> None:
    """A file without a history, made of another."""
    names = [row[1] for row in raw.execute("PRAGMA table_info(file)")]
    told = {"id": "99", "number": "'00099'", "version": "0", "outcome": "NULL", "ended_at": "NULL"}
    columns = ", ".join(told.get(name, name) for name in names)
    raw.execute(f"INSERT INTO file ({', '.join(names)}) SELECT {columns} FROM file WHERE id = 3")


TAMPERED: dict[str, tuple[Damage, str]] = {
    "entry changed": ("UPDATE journal SET station = '9' WHERE id = 12", "catatan ke-12 diubah"),
    "entry unreadable": ("UPDATE journal SET data = '{' WHERE id = 12", "catatan ke-12 tidak terbaca"),
    "entry of the office unreadable": (
        "UPDATE journal SET data = '{' WHERE kind = 'surveys_so_far'",
        "tidak terbaca",
    ),
    "edition unreadable": (
        "UPDATE journal SET data = '{' WHERE kind = 'installed'",
        "Dokumen kantor: edisi terbaru tidak terbaca",
    ),
    "head taken away": ("DELETE FROM journal_head", "Riwayat: catatan ke-1 diubah, hilang"),
    "fingerprint of the tables taken away": (
        "DELETE FROM meta WHERE key = 'schema'",
        "Data kantor dibuat versi Loket lain",
    ),
    "entry removed": ("DELETE FROM journal WHERE id = 12", "catatan ke-12 diubah"),
    "entry added": (added_entry, "Riwayat: catatan ke-{next} diubah"),
    "entries renumbered": (swapped_entries, "catatan ke-12 diubah"),
    "head replaced": ("UPDATE journal_head SET hash = 'x'", "Riwayat: catatan ke-{next} diubah"),
    "tail cut": (cut("id < (SELECT max(id) FROM journal WHERE subject = 'file')"), "riwayat: 00005"),
    "rebuilt with another time": (
        Rebuilt(f"UPDATE journal SET at = at - 60000 WHERE {OF_3} AND seq > 2"),
        "riwayat: 00003",
    ),
    "rebuilt with another hand": (
        Rebuilt(f"UPDATE journal SET person_id = 1 WHERE {OF_3} AND kind = 'taken'"),
        "riwayat: 00003",
    ),
    "rebuilt with another counter for the last act": (
        Rebuilt("UPDATE journal SET station = '4' WHERE station = '2' AND subject = 'file'"),
        "riwayat: 00004",
    ),
    "rebuilt without an act": (
        Rebuilt(f"DELETE FROM journal WHERE {OF_3} AND kind = 'taken'"),
        "riwayat: 00003",
    ),
    "rebuilt without a sign-in": (
        Rebuilt(f"DELETE FROM journal WHERE id = (SELECT min(id) FROM journal WHERE {SIGNED_IN})"),
        "Riwayat: hilang catatan petugas ke-3 (sebelum",
    ),
    "rebuilt without a commitment": (
        Rebuilt("UPDATE journal SET kept = '' WHERE kind = 'changed' OR kept <> ''"),
        "tidak ada di riwayat",
    ),
    "service": ("UPDATE file SET service = 'apotek' WHERE id = 3", "pendaftaran 00003 bukan"),
    "file number": ("UPDATE file SET number = '00077' WHERE id = 3", "pendaftaran 00077 bukan"),
    "kind of application": ("UPDATE file SET kind = 'perpanjangan' WHERE id = 3", "pendaftaran 00003 bukan"),
    "when it came": ("UPDATE file SET arrived_at = arrived_at - 1 WHERE id = 3", "pendaftaran 00003 bukan"),
    "who came": ("UPDATE file SET came_name = 'Contoh Lain' WHERE id = 3", "pendaftaran 00003 bukan"),
    "applicant's name on a file": (
        "UPDATE file SET applicant = 'Lain' WHERE id = 3",
        "pendaftaran 00003 bukan",
    ),
    "another version of the applicant": (
        "UPDATE file SET applicant_version = (SELECT max(id) FROM value) WHERE id = 3",
        "pendaftaran 00003 bukan",
    ),
    "applicant's telephone": ("UPDATE applicant SET phone = '0811' WHERE id = 1", "Pemohon: orang ke-1"),
    "applicant's second telephone": (
        "UPDATE applicant SET second_phone = '0811' WHERE id = 1",
        "Pemohon: orang ke-1",
    ),
    "applicant's folded name": (
        "UPDATE applicant SET name_folded = 'lain' WHERE id = 1",
        "Pemohon: orang ke-1",
    ),
    "outcome": ("UPDATE file SET outcome = 'terbit' WHERE id = 3", "riwayat: 00003"),
    "facts": ('UPDATE file SET facts = \'{"a":"b"}\' WHERE id = 3', "riwayat: 00003"),
    "file deleted": (
        ("DELETE FROM interval WHERE file_id = 3", "DELETE FROM file WHERE id = 3"),
        "Berkas: 00003 (catatan ke-",
    ),
    "device's key": ("UPDATE device SET proof = 'x' WHERE id = 1", "Perangkat: ke-1"),
    "day on the roster": (
        "UPDATE roster SET last = '2026-12-31' WHERE id = 1",
        "Jadwal petugas: catatan ke-1",
    ),
    "file added": (copied_file, "riwayat: 00099"),
    "what acts go by": (
        "UPDATE snapshot SET state = replace(state, 'menunggu', 'dikerjakan') WHERE file_id = 3",
        "riwayat: 00003",
    ),
    "file no longer found": (
        "DELETE FROM keyword WHERE file_id = 3 AND key = '!3'",
        "Pencarian: 00003",
    ),
    "interval changed": (f"UPDATE interval SET step = 8 WHERE {OPEN_3}", "riwayat: 00003"),
    "interval's role": (f"UPDATE interval SET role = 'kabid' WHERE {OPEN_3}", "riwayat: 00003"),
    "interval removed": ("DELETE FROM interval WHERE file_id = 3 AND seq = 2", "riwayat: 00003"),
    "interval added": (
        "INSERT INTO interval SELECT file_id, 99, step, visit, sign_off, party, standing, strand, aside,"
        " role, person_id, agency, trouble, start_at, start_at, ended_by, due_at, near_at, due_clock,"
        f" due_kind, due_last, due_estimated, legal_at FROM interval WHERE {OPEN_3}",
        "riwayat: 00003",
    ),
    "deadline": (
        f"UPDATE interval SET due_at = due_at + 86400000 WHERE {OPEN_3}",
        "Batas waktu: di daftar 00003",
    ),
    "last day": (
        f"UPDATE interval SET due_last = '2026-12-31' WHERE {OPEN_3}",
        "Batas waktu: di daftar 00003",
    ),
    "number's standing": (
        "UPDATE ticket SET standing = 'dilewati' WHERE id = 2",
        "riwayat: A-002 (19-11-2026)",
    ),
    "number's interval": (
        "UPDATE ticket_interval SET start_at = start_at - 1 WHERE ticket_id = 1",
        "riwayat: A-001 (19-11-2026)",
    ),
    "number deleted": (
        ("DELETE FROM ticket_interval WHERE ticket_id = 2", "DELETE FROM ticket WHERE id = 2"),
        "riwayat: A-002 (19-11-2026)",
    ),
    "number added": (
        "INSERT INTO ticket (day, number, service, errand, at_counter, series, standing, counter, issued_at,"
        " call_count, version)"
        " VALUES ('2026-11-19', 'A-003', 'sip-bidan', 'daftar', '', 'A', 'menunggu', '', 0, 0, 1)",
        "riwayat: A-003 (19-11-2026)",
    ),
    "standing that there is not": (
        f"UPDATE interval SET standing = 'x' WHERE {OPEN_3}",
        "riwayat: 00003",
    ),
    "clock that there is not": (
        f"UPDATE interval SET due_clock = 'x' WHERE {OPEN_3}",
        "batas waktu di daftar tidak dapat diperiksa",
    ),
    "role added": ("INSERT INTO person_role VALUES (2, 'admin')", "petugas ke-2 (peran, catatan ke-"),
    "role removed": ("DELETE FROM person_role WHERE person_id = 3", "petugas ke-3 (peran, catatan ke-"),
    "person renamed": (
        "UPDATE person SET name = 'Contoh Lain' WHERE id = 3",
        "petugas ke-3 (nama atau nomor",
    ),
    "another NIP": (
        "UPDATE person SET nip = '199001012015011999' WHERE id = 3",
        "petugas ke-3 (nama atau nomor",
    ),
    "person let in again": ("UPDATE person SET active = 1 WHERE id = 4", "petugas ke-4 (boleh masuk"),
    "password replaced": (
        "UPDATE person SET password_hash = (SELECT password_hash FROM person WHERE id = 1) WHERE id = 3",
        "petugas ke-3 (kata sandi",
    ),
    "person added": (
        "INSERT INTO person SELECT 99, '199001012015011999', name, password_hash, active, created FROM person"
        " WHERE id = 3",
        "petugas ke-99 (tidak ada di riwayat",
    ),
    "mark changed": (
        "UPDATE value SET text = replace(text, 'kurang', 'ada') WHERE kind = 'mark' AND text LIKE '%kurang%'",
        "tanda syarat berkas 00004 (catatan ke-",
    ),
    "note changed": (
        "UPDATE value SET text = replace(text, 'buram', 'baik') WHERE text LIKE '%buram%'",
        "tanda syarat berkas 00004 (catatan ke-",
    ),
    "mark deleted": ("DELETE FROM value WHERE text LIKE '%buram%'", "Isian: nilai "),
    "technical data changed": (
        "UPDATE value SET text = 'lain' WHERE kind = 'field' AND owner = 3",
        "isian berkas 00003 (catatan ke-",
    ),
    "reason changed": (
        "UPDATE value SET text = 'lengkap' WHERE kind = 'remark'",
        "keterangan berkas 00004 (",
    ),
    "reason of another": (
        "UPDATE value SET person_id = 2 WHERE kind = 'remark'",
        "keterangan berkas 00004 (",
    ),
    "reason deleted": ("DELETE FROM value WHERE kind = 'remark'", "Isian: nilai "),
    "reason erased": (
        "UPDATE value SET text = NULL, salt = NULL WHERE kind = 'remark'",
        "kosong tanpa penghapusan",
    ),
    "reason added": (
        "INSERT INTO value SELECT 9999, kind, owner, key, person_id, at, 'lain', salt FROM value"
        " WHERE kind = 'remark'",
        "Isian: alasan atau keterangan berkas 00004 tidak ada di riwayat",
    ),
    "SOP": ("UPDATE document SET source = source || ' ' WHERE kind = 'sop'", "teks karimun-sicantik ("),
    "the office's part of it": (
        "UPDATE document SET office = '{{}}' WHERE kind = 'sop'",
        "teks karimun-sicantik (",
    ),
    "form": ("UPDATE document SET source = source || ' ' WHERE kind = 'form'", "Dokumen kantor: teks "),
    "counter set back": (
        "UPDATE counter SET last = 1 WHERE series = 'berkas'",
        "seri berkas (di 1, sudah ada 5)",
    ),
    "counter of the queue": (
        "DELETE FROM counter WHERE series = 'antrean-A'",
        "seri antrean-A 2026-11-19 (di 0, sudah ada 2)",
    ),
    "trigger missing": ("DROP TRIGGER value_no_update", "pemicu value_no_update"),
    "index missing": ("DROP INDEX uq_interval_open", "indeks uq_interval_open"),
    "holiday removed": ("DELETE FROM calendar_day WHERE date = '2026-12-25'", "Kalender: 2026-12-25 "),
    "holiday of no date": (
        "UPDATE calendar_day SET date = '2026-12-99' WHERE date = '2026-12-25'",
        "Kalender: 2026-12-25 ",
    ),
    "holiday without hours": (
        "UPDATE calendar_day SET hours = '[' WHERE date = '2026-12-25'",
        "Kalender: ",
    ),
    "holiday added": (
        "INSERT INTO calendar_day VALUES ('2026-11-20', 'libur_nasional', 'Contoh', '', 'ditetapkan', NULL)",
        "Kalender: 2026-11-20 libur nasional",
    ),
    "holiday's decree": (
        "UPDATE calendar_day SET decree = 'x' WHERE date = '2026-12-25'",
        "Kalender: 2026-12-25 ",
    ),
    "survey added": (
        "INSERT INTO survey SELECT 1, service, submitted_on, answers, respondent FROM survey LIMIT 1",
        "survei 2026-11-1",
    ),
    "survey removed": ("DELETE FROM survey WHERE submitted_on = '2026-11-19'", "survei 2026-11-19"),
    "survey changed": (
        "UPDATE survey SET answers = replace(answers, '4', '1') WHERE submitted_on = '2026-11-18'",
        "survei 2026-11-18",
    ),
    "survey changed on its day": (
        "UPDATE survey SET answers = replace(answers, '4', '1') WHERE submitted_on = '2026-11-19'",
        "survei 2026-11-19",
    ),
    "survey moved to another service on its day": (
        "UPDATE survey SET service = 'reklame' WHERE submitted_on = '2026-11-19'",
        "survei 2026-11-19",
    ),
    "salt of the day's surveys": (
        "UPDATE meta SET value = 'x' WHERE key = 'surveys_salt'",
        "survei 2026-11-19",
    ),
    "the demo's clock": (
        "UPDATE meta SET value = '3600000' WHERE key = 'clock_offset'",
        "Kantor: selisih jam",
    ),
    "calendar's revision": ("UPDATE meta SET value = '9' WHERE key = 'calendar_revision'", "revisi kalender"),
    "calendar's end": ("UPDATE meta SET value = '2029-12-31' WHERE key = 'horizon'", "akhir kalender"),
    "the clock cannot be read": (
        "UPDATE meta SET value = 'x' WHERE key = 'clock_offset'",
        "Kantor: selisih jam",
    ),
    "revision cannot be read": (
        "UPDATE meta SET value = 'x' WHERE key = 'calendar_revision'",
        "revisi kalender",
    ),
    "times cannot be read": ("UPDATE meta SET value = '{}' WHERE key = 'times'", "Kantor: jam kantor"),
    "calendar's end cannot be read": ("UPDATE meta SET value = 'x' WHERE key = 'horizon'", "akhir kalender"),
    "a move cannot be read": ("INSERT INTO meta VALUES ('move', '{')", "Kantor: pemindahan batas waktu"),
    "counted matter": ("UPDATE matter SET counts = 0", "riwayat: A-001 (19-11-2026)"),
    "matter deleted": ("DELETE FROM matter", "riwayat: A-001 (19-11-2026)"),
    "matter of another file": ("UPDATE matter SET file_id = 3", "riwayat: 00003, 00005"),
    "number that nobody booked": (
        "UPDATE ticket SET booking = 'K7QM', slot_at = issued_at WHERE id = 2",
        "riwayat: A-002 (19-11-2026)",
    ),
    "booked time": (
        "UPDATE value SET text = replace(text, '[', '[1') WHERE kind = 'booking'",
        "pesanan 20261120 K7QM (catatan",
    ),
    "booking taken away": ("DELETE FROM value WHERE kind = 'booking'", "nilai"),
    "booking forgotten, and nothing says so": (
        "UPDATE value SET text = NULL, salt = NULL WHERE kind = 'booking'",
        "pesanan 20261120 K7QM (catatan",
    ),
    "number's person": ("UPDATE ticket SET person_id = 2 WHERE id = 1", "riwayat: A-001 (19-11-2026)"),
    "number's interval deleted": (
        "DELETE FROM ticket_interval WHERE ticket_id = 1 AND seq = 1",
        "riwayat: A-001 (19-11-2026)",
    ),
    "number of a file": ("UPDATE file SET ticket_id = 2 WHERE id = 5", "riwayat: 00005"),
    "what acts go by deleted": ("DELETE FROM snapshot WHERE file_id = 3", "riwayat: 00003"),
    "decision taken away": (
        "UPDATE file SET decided_at = NULL WHERE decided_at IS NOT NULL",
        "riwayat: 00001, 00002",
    ),
    "what is to be remembered": ("UPDATE file SET remembered_at = 1 WHERE id = 3", "riwayat: 00003"),
    "date that was promised": ("UPDATE file SET promised_on = '2026-12-24' WHERE id = 3", "riwayat: 00003"),
    "file of another applicant": ("UPDATE file SET applicant_id = 2 WHERE id = 3", "pendaftaran 00003 bukan"),
    "another proxy": ("UPDATE file SET came_id = 1 WHERE id = 5", "pendaftaran 00005 bukan"),
    "proxy taken away": (
        "UPDATE file SET came_id = NULL, came_version = NULL WHERE id = 5",
        "pendaftaran 00005 bukan",
    ),
    "proxy's letter": ("UPDATE file SET proxy_seen = 0 WHERE id = 5", "pendaftaran 00005 bukan"),
    "company on a file": ("UPDATE file SET company = 'Lain' WHERE id = 4", "pendaftaran 00004 bukan"),
    "channel": ("UPDATE file SET channel = 'surel' WHERE id = 3", "pendaftaran 00003 bukan"),
    "number of another system": (
        "UPDATE file SET outside_number = 'X1' WHERE id = 3",
        "pendaftaran 00003 bukan",
    ),
    "parent": ("UPDATE file SET parent_id = 1 WHERE id = 3", "pendaftaran 00003 bukan"),
    "form of a file": (
        "UPDATE file SET form_sha = (SELECT min(sha) FROM document WHERE kind = 'form'"
        " AND sha NOT IN (SELECT form_sha FROM file)) WHERE id = 3",
        "pendaftaran 00003 bukan",
    ),
    "numbers of two files swapped": (
        tuple(
            f"UPDATE file SET number = '{number}' WHERE id = {file}"
            for file, number in ((3, "x"), (4, "00003"), (3, "00004"))
        ),
        "pendaftaran 00004, 00003 bukan",
    ),
    "applicant's NIK": ("UPDATE applicant SET nik = '2101' WHERE id = 2", "Pemohon: orang ke-2"),
    "applicant deleted": (
        ("UPDATE file SET applicant_id = 1 WHERE id = 5", "DELETE FROM applicant WHERE id = 2"),
        "Pemohon: orang ke-2",
    ),
    "a version of an applicant": (
        "UPDATE value SET text = replace(text, 'Lina', 'Lani') WHERE kind = 'applicant'"
        " AND text LIKE '%Lina%'",
        "data orang ke-2 (catatan ke-",
    ),
    "a version of an applicant added": (
        "INSERT INTO value SELECT 9999, kind, owner, key, person_id, at, text, salt FROM value"
        " WHERE kind = 'applicant' AND owner = 1 LIMIT 1",
        "data orang ke-1 tidak ada di riwayat",
    ),
    "a registration as it was kept": (
        "UPDATE value SET text = replace(text, 'baru', 'perubahan') WHERE kind = 'registered' AND owner = 3",
        "data pendaftaran berkas 00003 (catatan ke-",
    ),
    "mark added": (
        "INSERT INTO value SELECT 9999, kind, owner, key, person_id, at, text, salt FROM value"
        " WHERE kind = 'mark' AND owner = 3 LIMIT 1",
        "tanda syarat berkas 00003 tidak ada di riwayat",
    ),
    "technical data added": (
        "INSERT INTO value SELECT 9999, kind, owner, key, person_id, at, 'lain', salt FROM value"
        " WHERE kind = 'field' AND owner = 3 LIMIT 1",
        "isian berkas 00003 tidak ada di riwayat",
    ),
    "time of a mark": (
        "UPDATE value SET at = at + 1 WHERE kind = 'mark' AND owner = 4",
        "tanda syarat berkas 00004 (catatan ke-",
    ),
    "file rebuilt without": (without_the_last_file, "data orang ke-2, data orang ke-3 tidak ada di riwayat"),
    "when somebody acted last": (
        "UPDATE journal_head SET acted = acted + 1",
        "Riwayat: catatan ke-{next} diubah",
    ),
    "person deleted": (
        ("DELETE FROM person_role WHERE person_id = 5", "DELETE FROM person WHERE id = 5"),
        "petugas ke-5 (hilang, catatan ke-",
    ),
    "device deleted": ("DELETE FROM device", "Perangkat: ke-1"),
    "device let in": ("UPDATE device SET active = 1 - active", "Perangkat: ke-1"),
    "roster deleted": ("DELETE FROM roster", "Jadwal petugas: catatan ke-1"),
    "form deleted": (
        "DELETE FROM document WHERE kind = 'form' AND name = 'apotek'",
        "Dokumen kantor: apotek (",
    ),
    "form added": (
        "INSERT INTO document SELECT 'x', kind, name, source || ' ', office FROM document"
        " WHERE name = 'apotek'",
        "Dokumen kantor: teks apotek (x) sudah diubah",
    ),
    "edition set back": ("UPDATE meta SET value = '1' WHERE key = 'edition'", "edisi dokumen bukan yang"),
    "another office": ("UPDATE meta SET value = 'purwakarta' WHERE key = 'office'", "Kantor: kantor bukan"),
    "office hours": (
        "UPDATE meta SET value = replace(value, '450', '480') WHERE key = 'times'",
        "Kantor: jam kantor bukan",
    ),
    "trigger that lets pass": (
        (
            "DROP TRIGGER value_no_delete",
            "CREATE TRIGGER value_no_delete BEFORE DELETE ON value BEGIN SELECT 1; END",
        ),
        "pemicu value_no_delete tidak seperti",
    ),
    "trigger that counterfeits": (
        "CREATE TRIGGER further AFTER INSERT ON survey BEGIN UPDATE survey SET answers = '{}'; END",
        "pemicu further tidak seperti",
    ),
    "index that lets two have one NIK": (
        ("DROP INDEX uq_applicant_nik", "CREATE INDEX uq_applicant_nik ON applicant (nik)"),
        "indeks uq_applicant_nik tidak seperti",
    ),
    "table added": ("CREATE TABLE further (a)", "tabel further tidak seperti"),
    "whose files are found": (
        "UPDATE file SET names_folded = 'lain' WHERE id = 4",
        "Pencarian: 00004 tidak akan ditemukan",
    ),
}
ONLY_ANCHORED: dict[str, Damage] = {
    "rebuilt with another counter": Rebuilt(
        "UPDATE journal SET station = '4' WHERE station = '2' AND kind = 'noted'"
    ),
    "rebuilt with another role": (
        Rebuilt(f"UPDATE journal SET role = 'kabid' WHERE {OF_3} AND kind = 'registered'")
    ),
    "sign-ins cut off": cut("id < (SELECT min(id) FROM journal WHERE kind = 'signed_in')"),
    "rebuilt without the last sign-in": Rebuilt(f"DELETE FROM journal WHERE {LAST_SIGN_IN}"),
    "rebuilt with another who signed in": Rebuilt(f"UPDATE journal SET person_id = 2 WHERE {LAST_SIGN_IN}"),
    "rebuilt with another time of recording": Rebuilt(
        f"UPDATE journal SET recorded = recorded + 1 WHERE {LAST_SIGN_IN}"
    ),
    "rebuilt as done by one key": (
        Rebuilt(f"UPDATE journal SET together = 1 WHERE {OF_3} AND kind = 'chosen'")
    ),
    "rebuilt with another reason": another_reason,
}


TRIED = (
    *("entry changed", "entry removed", "entry added", "entries renumbered", "head replaced", "tail cut"),
    *("rebuilt with another time", "service", "file number", "outcome", "file deleted"),
    *("interval changed", "interval removed", "deadline", "number's standing", "number deleted"),
    *("role added", "role removed", "person renamed", "person let in again", "password replaced"),
    *("mark changed", "note changed", "reason changed", "technical data changed", "SOP"),
    *("counter set back", "trigger missing", "index missing", "holiday removed", "survey changed"),
    *("applicant's telephone", "applicant's folded name", "the demo's clock"),
    *("rebuilt with another counter", "rebuilt with another role"),
    *("sign-ins cut off", "rebuilt without the last sign-in"),
)
"""The 38 kinds of which the first version found ten."""


def tampered(folder: Path, damage: Damage) -> Path:
    """A copy of the office with the damage, its guards in place again."""
    path = folder / "karimun.db"
    path.write_bytes(office().database)
    raw = sqlite3.connect(path)
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    if callable(damage):
        damage(raw)
        damage = ()
    statements = (damage,) if isinstance(damage, str) else damage
    of_guards = [one for one in statements if "TRIGGER" in one or one.startswith(("CREATE", "DROP"))]
    for statement in statements:
        if statement not in of_guards:
            assert raw.execute(statement).rowcount != 0, statement
    for _, sql in guards:
        raw.execute(sql)
    for statement in of_guards:
        raw.execute(statement)
    raw.commit()
    raw.close()
    return path
