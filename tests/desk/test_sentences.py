"""What a clerk reads: a sentence for every refusal and every event, in the words of the counters."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

import loket.desk
from loket.desk.backup.scratch import UnderWay
from loket.desk.errors import (
    AlreadyOffered,
    AlreadyTold,
    AnotherDay,
    Changed,
    ClockDoubted,
    Closed,
    CounterBusy,
    DayThere,
    Forgotten,
    Invalid,
    KeyRefused,
    LastGiven,
    Missing,
    NoneForNow,
    NotAgain,
    NotBooked,
    NotHere,
    NothingOwed,
    NotInTurn,
    NotReady,
    NotTheOffice,
    OtherDay,
    OtherEdition,
    Overwritten,
    PrintFailed,
    Renewed,
    SignInDelayed,
    SignInFailed,
    SpokenElsewhere,
    StillRunning,
    Unreadable,
    UnreadableNumber,
    Used,
    UsedUp,
    WhoIsIt,
)
from loket.desk.note_names import (
    AMENDS_BACK_NOTE,
    AMENDS_NOTE,
    ASKED_NOTE,
    ATTACHED_NOTE,
    BESIDE_NOTE,
    DECLINED_NOTE,
    DETACHED_NOTE,
    FIELDS_NOTE,
    GIVEN_BACK_NOTE,
    MARK_NOTE,
    MOVED_NOTE,
    NIK_NOTE,
    OTHERS_BACK_NOTE,
    PRINTED_NOTE,
    REMARK_NOTE,
    REMINDED_NOTE,
    RENEWED_NOTE,
    SURVEY_NOTE,
    TOLD_NOTE,
)
from loket.desk.queue import calling
from loket.desk.relocating import MovedElsewhere, NotWhole, PlaceTaken, SomebodyHere
from loket.desk.sharing import NotShared
from loket.desk.tasks.table import NotWell
from loket.desk.time.clock import Doubt
from loket.desk.words.history import noted, told, waits_for
from loket.desk.words.refusals import _REASONS, missing, refusal
from loket.desk.words.trouble import hindered, opening_failed
from loket.flow.acts import Act, Choose, Event, Note, Refused, Take, Void, Why
from loket.flow.promise import TOLD
from loket.flow.queue.acts import Called
from loket.flow.queue.rules import Recall, TicketRefused
from loket.flow.queue.state import Ticket, TicketStanding
from loket.sop import catalogue
from loket.store.applicants import NewApplicant
from loket.store.errors import (
    Cause,
    Fate,
    Holder,
    Stale,
    StaleNumber,
    StoreBroken,
    StoreBusy,
    StoreKept,
    StoreMissing,
    StoreOtherTables,
    StoreReplaced,
    StoreSlept,
    StoreUnreachable,
    StoreUnsure,
    StoreValueBroken,
)
from loket.text import cells
from tests.acts import EXAMPLES, NAMES, TYPED
from tests.desk.kantor import Kantor
from tests.sla.office import at, ordinary

NOW = at("2026-11-18 09:30")
TAKEN = at("2026-11-18 09:14")
FOREIGN = re.compile(r"\b(tiket|kasus|sla|klaim|tenggat|jeda|batal|versi berubah|error|None)\b", re.I)
STEP = catalogue()["karimun-sicantik"].step(5)
EVENTS: tuple[tuple[Act, str], ...] = (
    *EXAMPLES,
    (Note(NIK_NOTE), "NIK dilihat lengkap · Andi"),
    (Note(MARK_NOTE, {"item": "ktp", "tanda": "ada"}), "Persyaratan ditandai ada · Andi"),
    (Note(MARK_NOTE, {"item": "ktp", "tanda": "kurang"}), "Persyaratan ditandai kurang · Andi"),
    (Note(MARK_NOTE, {"item": "ktp", "tanda": "periksa"}), "Tanda persyaratan diurungkan · Andi"),
    (Note(REMINDED_NOTE, {"dasar": 8}), "Diingatkan: listrik padam · Andi"),
    (Note(REMARK_NOTE, {"dasar": 7}), "Catatan: KTP buram · Andi"),
    (Note(ATTACHED_NOTE, {"lampiran": 3}), "Lampiran ke-3 ditambahkan · Andi"),
    (Note(DETACHED_NOTE, {"lampiran": 3, "dasar": 7}), "Lampiran ke-3 dilepas: KTP buram · Andi"),
    (Note(FIELDS_NOTE, {"isian": ["luas"]}), "Data teknis diisi · Andi"),
    (Note(SURVEY_NOTE), "Survei kepuasan diisi pemohon · Andi"),
    (Note(DECLINED_NOTE), "Pemohon menolak mengisi survei kepuasan · Andi"),
    (Note(PRINTED_NOTE, {"surat": "tanda terima", "cara": "disimpan"}), "Disimpan: tanda terima · Andi"),
    (
        Note(PRINTED_NOTE, {"surat": "tanda terima", "cara": "dicetak", TOLD: "2026-11-25"}),
        "Dicetak: tanda terima, dijanjikan selesai Rab 25 Nov 2026 · Andi",
    ),
    (
        Note(TOLD_NOTE, {TOLD: "2026-11-25"}),
        "Pemohon diberi tahu, dijanjikan selesai Rab 25 Nov 2026 · Andi",
    ),
    (Note(AMENDS_NOTE, {"jenis": "Surat maaf"}), "Kompensasi: Surat maaf · Andi"),
    (Note(AMENDS_BACK_NOTE, {"jenis": "Surat maaf"}), "Kompensasi dicabut: Surat maaf · Andi"),
    (
        Note(MOVED_NOTE, {"lama": "25 Nov", "baru": "26 Nov", "dasar": 9}),
        "Batas waktu bergeser dari 25 Nov ke 26 Nov: SKB 1/2026 · Andi",
    ),
    (
        Note(ASKED_NOTE, {"siapa": "pemohon", "orang": [1], "sama": 1}),
        "Ditanya siapa pemohon ini: orang yang sudah dikenal · Andi",
    ),
    (
        Note(ASKED_NOTE, {"siapa": "kuasa", "orang": [1], "sama": None}),
        "Ditanya siapa kuasa ini: orang lain · Andi",
    ),
    (
        Note(ASKED_NOTE, {"siapa": "pemohon", "orang": [1], "sama": None, "lepas": [1]}),
        "Ditanya siapa pemohon ini: orang lain; yang tercatat melepas nomornya · Andi",
    ),
    (
        Note(ASKED_NOTE, {"siapa": "pemohon", "orang": [1, 2], "sama": 2, "lepas": [1]}),
        "Ditanya siapa pemohon ini: orang yang sudah dikenal; yang lain melepas nomornya · Andi",
    ),
    (
        Note(BESIDE_NOTE, {"nomor": "00007, 00009"}),
        "Berkas tersendiri, meski masih berjalan 00007, 00009 · Andi",
    ),
    (
        Note(RENEWED_NOTE, {"siapa": "kuasa", "dari": 1, "ke": 2}),
        "Data diperbaiki · Andi",
    ),
    (Note(GIVEN_BACK_NOTE, {"orang": [1], "kembali": "8"}), "Data kembali seperti sebelumnya · Andi"),
    (
        Note(OTHERS_BACK_NOTE, {"orang": [1], "kembali": "8"}),
        "Data orang lain kembali menurut berkasnya sendiri · Andi",
    ),
)


def says(error: Exception) -> str:
    words = refusal(error, NAMES, ordinary(), NOW)
    assert words is not None
    return words


def is_a_sentence(words: str) -> bool:
    good = words[0].isupper() and words.endswith(".") and words == " ".join(words.split())
    return good and "{" not in words and "}" not in words and not FOREIGN.search(words)


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_a_sentence(why: Why) -> None:
    words = says(Refused(why, person=2, at=TAKEN, detail="Verifikasi Kasi"))
    assert is_a_sentence(words)
    assert len(words) <= 120
    assert "{" not in says(Refused(why))


def test_the_commonest_reasons_word_for_word() -> None:
    assert says(Refused(Why.TAKEN, person=2, at=TAKEN)) == "Sudah di tangan Andi sejak 09.14."
    assert says(Refused(Why.TAKEN, person=99, at=TAKEN)) == "Sudah di tangan petugas lain sejak 09.14."
    assert says(Refused(Why.NOT_HOLDER, person=1, at=TAKEN)) == "Sedang dikerjakan Sari Dewi sejak 09.14."
    assert says(Refused(Why.AT_REST, at=at("2026-11-17 15:00"), detail="menunggu pemohon")) == (
        "Menunggu pemohon sejak Sel 17 Nov 15.00."
    )
    assert says(Refused(Why.IN_TROUBLE)) == "Ada gangguan yang belum selesai. Tandai selesai dulu (F7)."


def test_what_was_cut_ends_without_a_full_stop() -> None:
    words = says(Refused(Why.NOT_YOUR_STEP, detail="Memeriksa kelengkapan dan kebenaran " * 4))
    assert words.endswith("…")


def test_a_name_with_braces_is_only_a_name() -> None:
    names = {2: "{detail} {0} %s"}
    refused = Refused(Why.TAKEN, person=2, at=TAKEN, detail="rahasia")
    assert refusal(refused, names, ordinary(), NOW) == "Sudah di tangan {detail} {0} %s sejak 09.14."
    refused = Refused(Why.WITH_AGENCY, at=TAKEN, detail="{person}")
    assert refusal(refused, NAMES, ordinary(), NOW) == "Menunggu {person} sejak 09.14."


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("name", ["Rina Marlina Contohan", "Dra. Siti Rahmawati Kusumaningtyas, M.Si."])
def test_every_reason_stands_whole_beside_its_key_in_80_columns(why: Why, name: str) -> None:
    then = at("2026-11-15 09:00")
    refused = Refused(why, person=1, at=then, detail="Menyerahkan dokumen izin kepada pemohon di loket")
    sentence = refusal(refused, {1: name}, ordinary(), NOW) or ""
    assert cells(f"F8 belum bisa: {sentence.rstrip('.')}") <= 76
    assert ("{at}" not in _REASONS[why] and "{by}" not in _REASONS[why]) or "15 Nov 09.00" in sentence


@pytest.mark.parametrize("standing", TicketStanding)
def test_every_standing_of_a_number_is_a_sentence(standing: TicketStanding) -> None:
    ticket = Ticket(standing, TAKEN, person=2, station="2")
    assert is_a_sentence(says(TicketRefused("A-001", ticket, Called())))


def test_whatever_a_desk_refuses_has_a_sentence(karimun: Kantor, tmp_path: Path) -> None:
    number = calling.issue_ticket(karimun.desk, karimun.who("fo2"), "sip-bidan")
    errors = (
        Refused(Why.NOT_ALLOWED),
        Changed(1),
        Overwritten(("Nomor STR",)),
        Renewed(1, NOW, ("nama Contoh Siti → Contoh Sita",)),
        Stale(1),
        StaleNumber(1),
        NotReady(lacking=("KTP",), unchecked=("STR", "Pasfoto")),
        NotReady(empty=("Nomor STR",)),
        NotReady(unreadable=("STR berlaku sampai: bukan tanggal; contoh 31-01-2026, seumur hidup",)),
        NotReady(survey=True),
        CounterBusy(number),
        NotHere(number),
        NotInTurn(number, number),
        KeyRefused("papan"),
        KeyRefused("papan", "kios"),
        Closed(None),
        Closed(NOW),
        *(LastGiven(NOW, again) for again in (NOW, None)),
        *(NoneForNow(until, "listrik padam", NOW) for until in (NOW, None)),
        *(UsedUp("SIP Bidan", 30, again) for again in (NOW, None)),
        *(NotBooked("K7QM", number) for number in ("A-003", "")),
        NotBooked("K7QM", gone=True),
        NothingOwed(),
        Used("A-003"),
        AlreadyOffered("Suvenir", "Putu Contoh", TAKEN),
        AlreadyTold("Pemohon berkas 00012 sudah diberi tahu oleh Putu Contoh, 09.14. Tidak perlu dua kali."),
        *(NotAgain(why, 3, 10) for why in Recall),
        OtherDay("Libur Contoh", "Jum 20 Nov 2026"),
        DayThere("Libur Contoh", "Jum 20 Nov 2026"),
        OtherEdition(2),
        AnotherDay(number),
        TicketRefused(number.number, number.ticket, Called()),
        WhoIsIt("pemohon", NewApplicant("Siti"), (), by="nik"),
        WhoIsIt("kuasa", NewApplicant("Siti"), (), by="id_number"),
        WhoIsIt("kuasa", NewApplicant("Siti"), (), by="name"),
        StillRunning(1, "apotek", {7: "00007", 9: "00009"}),
        Invalid({"nik": "NIK hanya berisi angka."}),
        SignInFailed(),
        SignInDelayed("Kata sandi salah 5 kali; coba lagi pukul 09.01, atau hubungi admin."),
        Missing("SOP", "belum-ditulis"),
        Unreadable("abc"),
        UnreadableNumber("ticket 1"),
        ClockDoubted(NOW, (Doubt.BACK,)),
        ClockDoubted(NOW, (Doubt.LONG,)),
        PrintFailed("Pencetak loket2 menolak."),
        Forgotten(),
        Forgotten(former=True),
        *(trouble(tmp_path) for trouble in (StoreBusy, StoreBroken, StoreMissing, StoreOtherTables)),
        *(StoreUnreachable(tmp_path, "disk penuh", cause) for cause in Cause),
        *(trouble(tmp_path) for trouble in (StoreSlept, StoreUnsure, StoreKept)),
        *(StoreBusy(tmp_path, "", Holder(*held)) for held in ((1, "2", "pc"), (None, "", "pc-2 tty2"))),
        StoreValueBroken(tmp_path, "selisih jam"),
        *(StoreReplaced(tmp_path, fate) for fate in Fate),
    )
    for error in errors:
        assert is_a_sentence(says(error).replace(str(tmp_path), "DATA")), says(error)
    elsewhere = {
        NotTheOffice,
        UnderWay,
        NotWell,
        SpokenElsewhere,
        *(PlaceTaken, MovedElsewhere, SomebodyHere, NotWhole, NotShared),
    }  # met where an office is opened, backed up, kept, moved, shared, or speaks; no clerk
    assert own_exceptions() - elsewhere <= {type(error) for error in errors}
    assert is_a_sentence(opening_failed(NotTheOffice("pariaman")))


def test_an_act_that_the_database_hindered_says_what_to_do_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sebuah-folder-yang-panjang" / "loket.db"
    assert says(StoreBusy(path)) == "Belum tercatat: basis data sedang sibuk. Tekan sekali lagi."
    held = StoreBusy(path, "", Holder(1, "2", "pc-loket-2"))
    assert hindered(held, {1: "Sari Contoh"}) == (
        "Belum tercatat: Sari Contoh di loket 2 masih mencatat. Tunggu, tekan lagi."
    )
    kinds = (StoreBusy, StoreBroken, StoreMissing, StoreOtherTables, StoreSlept, StoreUnsure, StoreKept)
    unreachable = (StoreUnreachable(path, "", cause) for cause in Cause)
    replaced = (StoreReplaced(path, fate) for fate in Fate)
    for trouble in (*(kind(path) for kind in kinds), held, *unreachable, *replaced):
        assert str(path) not in says(trouble)
        assert len(says(trouble)) < 78
        what, at, _ = opening_failed(trouble).partition(" Letaknya: ")
        assert opening_failed(trouble).endswith(f"{path}.")
        assert at
        assert len(what) < 78


def modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(loket.desk.__path__, "loket.desk.")
    return [importlib.import_module(module.name) for module in found]


def own_exceptions() -> set[type]:
    """Every exception that this room raises: none of which others are made."""
    classes = {m for module in modules() for m in vars(module).values() if inspect.isclass(m)}
    found = {c for c in classes if issubclass(c, Exception) and c.__module__.startswith("loket.desk")}
    return {c for c in found if not any(issubclass(other, c) for other in found - {c})}


def test_every_note_that_a_desk_writes_has_words() -> None:
    kinds = {word for module in modules() for name, word in vars(module).items() if name.endswith("_NOTE")}
    assert kinds == {act.what for act, _ in EVENTS if isinstance(act, Note)}
    assert all(noted(kind, {}, "Andi", {}) != f"{kind} · Andi" for kind in kinds)


def test_what_is_missing_is_counted() -> None:
    both = NotReady(lacking=("KTP",), unchecked=("STR", "Pasfoto"))
    assert says(both) == "Belum bisa diteruskan: 1 kurang, 2 belum diperiksa."


def test_a_fault_of_the_program_has_no_sentence() -> None:
    assert refusal(ZeroDivisionError(), NAMES, ordinary(), NOW) is None
    assert refusal(TypeError("unsupported operand"), NAMES, ordinary(), NOW) is None


def test_a_sentence_that_cannot_be_made_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> str:
        raise TypeError("wrong kind")

    monkeypatch.setattr("loket.desk.words.refusals.not_ready", wrong)
    with pytest.raises(TypeError):
        says(NotReady(survey=True))


def test_a_number_that_changed_is_not_called_a_file() -> None:
    assert says(Stale(1)) == "Berkas sudah berubah; belum dilakukan. Periksa, lalu ulangi."
    assert says(StaleNumber(1)) == "Nomor ini sudah berubah; belum dilakukan. Periksa, lalu ulangi."


@pytest.mark.parametrize(("act", "line"), EVENTS, ids=[line for _, line in EVENTS])
def test_every_event_is_told(act: Act, line: str) -> None:
    assert told(Event(3, TAKEN, TAKEN, act, 2, "bo"), STEP, NAMES, TYPED) == line
    assert "{" not in line
    assert not FOREIGN.search(line)


def test_what_was_recorded_afterwards_says_so() -> None:
    event = Event(3, TAKEN, NOW, Take(), 2, "bo", None, 8)
    assert told(event, STEP, NAMES, TYPED) == "Diambil Andi · dicatat menyusul: listrik padam"


def test_a_declined_survey_is_not_told_as_filled() -> None:
    event = Event(3, TAKEN, TAKEN, Choose("lengkap"), 2)
    line = "Survei ditolak pemohon, lanjut ke penyerahan · Andi"
    assert told(event, STEP, NAMES, TYPED, declined=True) == line


def test_what_the_program_does_is_told_without_a_name() -> None:
    assert told(Event(3, TAKEN, TAKEN, Void()), STEP, NAMES, TYPED) == "Pendaftaran dibatalkan · program"
    assert told(Event(3, TAKEN, TAKEN, Take(), 99), STEP, NAMES, TYPED) == "Diambil petugas"


def test_an_old_note_that_lacks_a_word_leaves_a_gap() -> None:
    assert noted(PRINTED_NOTE, {"cara": "dicetak"}, "Andi", {}) == "Dicetak: – · Andi"
    assert (
        noted(PRINTED_NOTE, {"cara": "dicetak", "surat": "{rahasia}"}, "Andi", {})
        == "Dicetak: {rahasia} · Andi"
    )


def test_whom_a_resting_file_waits_for() -> None:
    assert waits_for("Dinkes") == "Dinkes"
    assert waits_for("") == "izin induk"


def test_what_many_fields_lack_is_said_in_one_line() -> None:
    labels = tuple(f"Isian contoh ke-{n}" for n in range(1, 9))
    said = refusal(NotReady(empty=labels), NAMES, ordinary(), NOW)
    assert said == "Belum diisi: Isian contoh ke-1, Isian contoh ke-2, Isian contoh ke-3 (dan 5 lagi)."
    wrong = tuple(f"{label}: tulis angka saja, seperti 12 atau 2,5" for label in labels)
    said = refusal(NotReady(unreadable=wrong), NAMES, ordinary(), NOW)
    assert said == "Isian contoh ke-1: tulis angka saja, seperti 12 atau 2,5 (dan 7 lagi)."
    assert missing(NotReady(unreadable=wrong[:1])) == wrong[0]
