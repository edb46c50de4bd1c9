"""What a clerk reads when something is refused, and how each event is told in a history."""

from __future__ import annotations

from collections.abc import Mapping

from loket.desk.calendar.moving import MOVED_NOTE
from loket.desk.case.entries import NIK_NOTE
from loket.desk.case.on_record import agency as agency_name
from loket.desk.case.readiness import MARK_NOTE, SURVEY_NOTE, NotReady
from loket.desk.case.record import Changed
from loket.desk.intake.registration import RENEWED_NOTE, CounterBusy, EarlierDay, Invalid
from loket.desk.papers.receipt import PRINTED_NOTE, PrintFailed
from loket.desk.people.passwords import SignInFailed, Warned
from loket.desk.words.trouble import hindered
from loket.flow.acts import (
    Arrive,
    Choose,
    Depart,
    Event,
    MarkTrouble,
    Note,
    ParentEnded,
    PutBack,
    Refused,
    Register,
    Rest,
    Resubmit,
    Resume,
    Skip,
    SolveTrouble,
    Take,
    TakeOver,
    Undo,
    Void,
    Why,
    Withdraw,
)
from loket.flow.ticket import TicketRefused, TicketStanding
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault, WorkingTime
from loket.sla.explain import format_when
from loket.sop.faults import SopFaults
from loket.sop.model import PARENT_FACT, Direction, Step
from loket.store.errors import Stale, StaleNumber, StationBusy, StoreTrouble
from loket.text import cells, fit

Names = Mapping[int, str]

_REASONS = {
    Why.ENDED: "Berkas sudah selesai ({detail}).",
    Why.DECIDED: "Sudah diputus: {detail}.",
    Why.NOT_YOUR_STEP: "Bukan tugas peran Anda: {detail}.",
    Why.TAKEN: "Sudah diambil {person} {at}.",
    Why.NOT_TAKEN: "Belum diambil. Tekan F2 untuk mengambil.",
    Why.NOT_HOLDER: "Sedang dikerjakan {person} sejak {at}.",
    Why.ALREADY_YOURS: "Sudah ada di tangan Anda sejak {at}.",
    Why.WITH_APPLICANT: "Menunggu pemohon sejak {at}.",
    Why.WITH_AGENCY: "Menunggu {detail} sejak {at}.",
    Why.AWAITS_COLLECTION: "Menunggu diambil pemohon sejak {at}.",
    Why.NOT_RESTING: "Berkas tidak sedang menunggu siapa pun.",
    Why.AWAITS_PARENT: "Menunggu izin dari berkas induk.",
    Why.IN_TROUBLE: "Ada gangguan yang belum selesai. Tandai selesai dulu (F7).",
    Why.NO_TROUBLE: "Tidak ada gangguan yang tercatat.",
    Why.NO_SUCH_BRANCH: "Pilihan itu tidak ada di SOP langkah ini.",
    Why.BRANCH_NOT_OPEN: "Tidak berlaku untuk berkas ini: {detail}.",
    Why.ANOTHER_PERSON: "Perlu paraf orang lain: Anda sudah memberi paraf.",
    Why.NOT_OPTIONAL: "Langkah ini wajib menurut SOP.",
    Why.NOTHING_TO_UNDO: "Tidak ada yang dapat diurungkan.",
    Why.UNDO_TOO_LATE: "Berkas sudah berjalan{by}.",
    Why.UNDO_ANOTHER_DAY: "Urung hanya pada hari yang sama; ini dari {at}.",
    Why.NOT_ALLOWED: "Peran Anda tidak mencakup tindakan ini.",
    Why.DEACTIVATED: "Akun Anda sudah dinonaktifkan; hubungi admin.",
    Why.TOO_EARLY: "Hanya hari ini, sejak tindakan terakhir ({at}).",
    Why.WRONG_START: "SOP layanan ini tidak dimulai dari langkah itu.",
    Why.REASON_NEEDED: "Tulis alasannya atau apa yang kurang.",
    Why.TOO_LONG: "Terlalu panjang: paling banyak {detail} huruf.",
}

_ROOM = 63
_LINE = 62
"""A refusal with its full stop: so it stands whole in 80 columns behind “F8 belum bisa: ”."""
_TICKET = {
    TicketStanding.WAITING: "Nomor masih menunggu.",
    TicketStanding.CALLED: "Sudah dipanggil {person} {at}.",
    TicketStanding.SERVED: "Sedang dilayani {person} sejak {at}.",
    TicketStanding.PASSED: "Nomor ini sudah dilewati {at}.",
    TicketStanding.ENDED: "Nomor ini sudah selesai {at}.",
}


def refusal(error: Exception, names: Names, time: WorkingTime, now: int) -> str | None:
    """One sentence for anything a desk refuses; None for what is no refusal."""
    match error:
        case Refused():
            return _refused(error, names, time, now)
        case StaleNumber():
            return "Nomor ini sudah berubah. Yang tampil sekarang keadaan terbaru."
        case Changed() | Stale():
            return "Berkas sudah berubah. Yang tampil sekarang keadaan terbaru."
        case NotReady():
            return not_ready(error)
        case TicketRefused():
            at = format_when(time, error.ticket.since, now)
            person = names.get(error.ticket.person or 0, "loket lain")
            return _TICKET[error.ticket.standing].format(person=person, at=at)
        case CounterBusy():
            return f"Nomor {error.ticket.number} masih terbuka. Isi dulu hasilnya."
        case EarlierDay():
            return f"Nomor {error.ticket.number} dari hari sebelumnya tidak dipanggil lagi. Tutup saja."
        case Invalid():
            return " ".join(error.faults.values())
        case StationBusy():
            return "Loket ini masih memanggil atau melayani nomor lain. Selesaikan nomor itu dulu."
        case StoreTrouble():
            return hindered(error)
        case SignInFailed() | PrintFailed() | CalendarFault() | SopFaults() | ProfileFaults():
            return str(error)
    return None


def warning(told: Warned, own: bool, names: Names, time: WorkingTime, now: int) -> str:
    """Wrong passwords, as the person themselves (`own`) or whoever supervises is told of them."""
    since = format_when(time, told.since, now)
    if own:
        return f"{told.count} kali gagal masuk dengan nama Anda sejak {since}."
    whose = "NIP yang tidak dikenal"
    if told.person is not None:
        whose = f"nama {names.get(told.person, 'petugas lain')}"
    return f"{told.count} kali gagal masuk sejak {since} dengan {whose}, di {told.place}."


def _refused(error: Refused, names: Names, time: WorkingTime, now: int) -> str:
    at = format_when(time, error.at, now) if error.at is not None else ""

    def words(person: str, detail: str) -> str:
        by = f" ({person} {at})" if error.person is not None else ""
        return _REASONS[error.why].format(person=person, at=at, detail=detail, by=by)

    room = _LINE - cells(words("", ""))
    return words(fit(names.get(error.person or 0, "petugas lain"), room), fit(error.detail, room))


def not_ready(error: NotReady) -> str:
    """Why the file cannot go on yet, as a sentence."""
    if error.survey:
        return "Survei kepuasan belum diisi pemohon."
    if error.empty:
        return f"Belum diisi: {_few(error.empty, ', ')}."
    if error.unreadable:
        return f"{_few(error.unreadable, '; ')}."
    return f"Belum bisa diteruskan: {missing(error)}."


def _few(parts: tuple[str, ...], joint: str) -> str:
    """As many as 80 columns have room for, the first at any rate, and how many more there are."""
    shown = 1
    while shown < len(parts) and len(joint.join(parts[: shown + 1])) <= _ROOM:
        shown += 1
    more = f" (dan {len(parts) - shown} lagi)" if shown < len(parts) else ""
    return joint.join(parts[:shown]) + more


def at_fields(error: NotReady) -> dict[str, str]:
    """The same as a sentence for each field, by its key."""
    return {key: f"{words[0].upper()}{words[1:]}." for key, words in error.at.items()}


def missing(error: NotReady) -> str:
    """The same in few words, for a key."""
    if error.survey:
        return "survei belum diisi pemohon"
    if error.empty:
        return f"belum diisi {_few(error.empty, ', ')}"
    if error.unreadable:
        return _few(error.unreadable, "; ")
    parts = []
    if error.lacking:
        parts.append(f"{len(error.lacking)} kurang")
    if error.unchecked:
        parts.append(f"{len(error.unchecked)} belum diperiksa")
    return ", ".join(parts)


def told(event: Event, step: Step | None, names: Names, remarks: Mapping[int, str], sign_off: int = 0) -> str:
    """What happened, as one line of a history; `step` and `sign_off` are where the file was."""
    who = names.get(event.person, "petugas") if event.person is not None else "program"
    text = _told(event, step, who, remarks, sign_off)
    return f"{text} · dicatat menyusul: {remarks.get(event.late, '')}" if event.late is not None else text


def _told(event: Event, step: Step | None, who: str, remarks: Mapping[int, str], sign_off: int) -> str:
    match event.act:
        case Register(parent=None):
            return f"Didaftarkan {who}"
        case Register():
            return f"Berkas lanjutan dibuka ({who})"
        case Take():
            return f"Diambil {who}"
        case PutBack():
            return f"Ditaruh kembali {who}"
        case TakeOver(remark=remark):
            return f"Diambil alih {who}: {remarks.get(remark, '')}"
        case Choose(branch=branch, remark=remark):
            reason = f" ({remarks.get(remark, '')})" if remark is not None else ""
            return f"{_choice(step, branch, sign_off)}{reason} · {who}"
        case Resubmit():
            return f"Kelengkapan diterima kembali {who}"
        case Rest(agency=agency, remark=remark):
            return f"Menunggu {waits_for(str(agency), remarks)}{_because(remark, remarks)} · {who}"
        case Resume():
            return f"Dilanjutkan {who}"
        case MarkTrouble(remark=remark):
            return f"Gangguan: {remarks.get(remark, '')} · {who}"
        case SolveTrouble():
            return f"Gangguan selesai · {who}"
        case Arrive():
            return f"Pemohon datang mengambil · {who}"
        case Depart():
            return f"Pemohon pergi lagi, izin belum diambil · {who}"
        case Skip():
            return f"Langkah tidak diperlukan · {who}"
        case Withdraw(remark=remark):
            return f"Dicabut pemohon: {remarks.get(remark, '')} · {who}"
        case Void(remark=remark):
            return f"Pendaftaran dibatalkan{_because(remark, remarks)} · {who}"
        case Undo():
            return f"Diurungkan {who}"
        case ParentEnded(outcome=outcome):
            return f"Berkas induk: {outcome}"
        case Note(what=what, data=data):
            return noted(what, data, who, remarks)


def _because(remark: int | None, remarks: Mapping[int, str]) -> str:
    """A reason that may have been left out."""
    return f": {remarks.get(remark, '')}" if remark is not None else ""


def _choice(step: Step | None, branch_id: str, sign_off: int) -> str:
    """The branch as the SOP words it; of several sign-offs, those before the last by their own names."""
    branch = step.branch(branch_id) if step else None
    if step is None or branch is None:
        return branch_id
    if branch.direction is Direction.FORWARD and sign_off + 1 < len(step.sign_offs):
        return step.sign_offs[sign_off].label.capitalize()
    return branch.label


_NOTES = {
    NIK_NOTE: "NIK dilihat lengkap",
    SURVEY_NOTE: "Survei kepuasan diisi pemohon",
    MARK_NOTE: "Persyaratan ditandai",
    PRINTED_NOTE: "Dicetak: {surat}",
    MOVED_NOTE: "Batas waktu bergeser dari {lama} ke {baru}: {dasar}",
    RENEWED_NOTE: "Data pemohon diperbarui: {isian}",
}
_FIELDS: Mapping[str, str] = {
    "name": "nama",
    "phone": "HP",
    "email": "surel",
    "address": "alamat",
    "company": "usaha, badan",
    "npwp": "NPWP",
    "nib": "NIB",
}


def noted(what: str, data: Mapping[str, object], who: str, remarks: Mapping[int, str]) -> str:
    """A note of the journal in words; `dasar` is the remark that says why, `isian` names fields."""
    words, why, fields = _Blank(data), data.get("dasar"), data.get("isian")
    if isinstance(why, int) and why in remarks:
        words["dasar"] = remarks[why]
    if isinstance(fields, list):
        words["isian"] = ", ".join(_FIELDS[name] for name in fields if name in _FIELDS)
    return _NOTES.get(what, what).format_map(words) + f" · {who}"


class _Blank(dict[str, object]):
    """Leaves a gap where an old note lacks a word."""

    def __missing__(self, key: str) -> str:
        return "–"


def waits_for(waiting: str, remarks: Mapping[int, str]) -> str:
    """Whom a resting file waits for, in words."""
    return "izin induk" if waiting == PARENT_FACT else agency_name(waiting, remarks)
