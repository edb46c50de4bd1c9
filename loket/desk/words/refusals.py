"""What a clerk reads when something is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    Missing,
    NoneLeft,
    NotAgain,
    NotBooked,
    NotHere,
    NothingOwed,
    NotInTurn,
    NotReady,
    OtherDay,
    OtherEdition,
    Overwritten,
    PrintFailed,
    Renewed,
    SignInFailed,
    StillRunning,
    Unreadable,
    UnreadableNumber,
    Used,
    WhoIsIt,
)
from loket.desk.words import clock
from loket.desk.words.history import Names
from loket.desk.words.moments import closed_words, none_left_words
from loket.desk.words.trouble import hindered
from loket.flow.acts import (
    Refused,
    Why,
)
from loket.flow.queue.rules import Recall, TicketRefused
from loket.flow.queue.state import TicketStanding
from loket.office.editing import AlreadyThere, NotThere
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault, WorkingTime
from loket.sla.explain import format_when
from loket.sop.faults import SopFaults
from loket.store.errors import Stale, StaleNumber, StoreTrouble
from loket.text import capitalized, cells, fit

if TYPE_CHECKING:
    from loket.desk.people.passwords import Warned

_REASONS = {
    Why.ENDED: "Berkas sudah selesai ({detail}).",
    Why.DECIDED: "Sudah diputus: {detail}.",
    Why.NOT_YOUR_STEP: "Bukan tugas peran Anda: {detail}.",
    Why.TAKEN: "Sudah di tangan {person} sejak {at}.",
    Why.NOT_THEIR_STEP: "Bukan tugas {person}, atau sudah tidak bertugas.",
    Why.NOT_TAKEN: "Belum diambil. Tekan F2 untuk mengambil.",
    Why.NOT_HOLDER: "Sedang dikerjakan {person} sejak {at}.",
    Why.ALREADY_YOURS: "Sudah ada di tangan Anda sejak {at}.",
    Why.AT_REST: "{detail} sejak {at}.",
    Why.WITH_AGENCY: "Menunggu {detail} sejak {at}.",
    Why.NOT_RESTING: "Berkas tidak sedang menunggu siapa pun; F8 meneruskannya.",
    Why.AWAITS_PARENT: "Menunggu izin dari berkas induk; lalu lanjut sendiri.",
    Why.IN_TROUBLE: "Ada gangguan yang belum selesai. Tandai selesai dulu (F7).",
    Why.NO_TROUBLE: "Tidak ada gangguan yang tercatat.",
    Why.NO_SUCH_BRANCH: "Pilihan itu tidak ada di langkah ini; buka berkasnya lagi.",
    Why.BRANCH_NOT_OPEN: "Tidak berlaku untuk berkas ini: {detail}.",
    Why.ANOTHER_PERSON: "Perlu paraf orang lain: Anda sudah memberi paraf.",
    Why.NOT_OPTIONAL: "Langkah ini wajib menurut SOP; kerjakan, lalu F8.",
    Why.NOTHING_TO_UNDO: "Tidak ada yang dapat diurungkan.",
    Why.UNDO_TOO_LATE: "Berkas sudah berjalan{by}.",
    Why.CORRECTED_SINCE: "Diperbaiki {person} {at}; minta ia urung dulu.",
    Why.UNDO_ANOTHER_DAY: "Urung hanya pada hari yang sama; ini dari {at}.",
    Why.NOT_ALLOWED: "Peran Anda tidak mencakup tindakan ini; minta yang berwenang.",
    Why.DEACTIVATED: "Akun Anda sudah dinonaktifkan; hubungi admin.",
    Why.TOO_EARLY: "Hanya hari ini, sejak tindakan terakhir ({at}).",
    Why.WRONG_START: "SOP-nya tidak dimulai dari langkah itu; pilih langkah lain.",
    Why.NOTHING_REMEMBERED: "Tidak ada ingat pada berkas ini (lagi).",
    Why.NOT_CORRECTED_HERE: "Diperbaiki oleh Loket 2, atau meja yang memegang berkasnya.",
    Why.REGISTERED_FOR: "Layanannya sudah berjalan: batalkan, lalu daftarkan ulang.",
    Why.REASON_NEEDED: "Tulis alasannya atau apa yang kurang.",
    Why.NOT_THEN: "Hanya antara {at} dan sekarang, semua tindakannya.",
    Why.FOR_WHOM: "Sebutkan untuk siapa dan kapan ini dilakukan.",
    Why.NOT_DONE_THEN: "Tidak sebelum {at} dan tidak sesudah sekarang.",
    Why.ANSWERED: "Bagian ini sudah menjawab; tunggu bagian lain.",
    Why.TOO_LONG: "Terlalu panjang: paling banyak {detail} huruf.",
}
_ROOM = 63
_LINE = 62
"""A refusal with its full stop: so it stands whole in 80 columns behind “F8 belum bisa: ”."""


_TICKET = {
    TicketStanding.WAITING: "{number} masih menunggu; panggil dulu.",
    TicketStanding.CALLED: "{number} sudah dipanggil {person} {at}.",
    TicketStanding.SERVED: "{number} sedang dilayani {person} sejak {at}.",
    TicketStanding.PASSED: "{number} sudah dilewati {at}, dan dapat dipanggil lagi.",
    TicketStanding.HELD: "{number} ditahan sejak {at}, dan dapat dipanggil lagi.",
    TicketStanding.ENDED: "{number} sudah selesai {at}.",
}
"""No key is named: the cursor may be on another number by now."""
_SAME = {
    "nik": "NIK ini sudah dikenal dengan nama lain",
    "id_number": "Tanda pengenal ini sudah dikenal",
    "name": "Nama ini sudah dikenal",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """Whose names and by what clock people and moments are told."""

    names: Names
    time: WorkingTime
    now: int

    def who(self, person: int | None, otherwise: str = "petugas lain") -> str:
        return self.names.get(person or 0, otherwise)

    def when(self, at: int) -> str:
        return format_when(self.time, at, self.now)


def refusal(error: Exception, names: Names, time: WorkingTime, now: int) -> str | None:
    """One sentence for anything a desk refuses; None for what is no refusal."""
    said = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), None)
    return said(error, _Telling(names, time, now)) if callable(said) else said


def warning(told: Warned, own: bool, names: Names, time: WorkingTime, now: int) -> str:
    """Wrong passwords, as the person themselves (`own`) or whoever supervises is told of them."""
    since = format_when(time, told.since, now)
    if own:
        return f"{told.count} kali gagal masuk dengan nama Anda sejak {since}."
    whose = "nama yang tidak dikenal"
    if told.person is not None:
        whose = f"nama {names.get(told.person, 'petugas lain')}"
    return f"{told.count} kali gagal masuk sejak {since} dengan {whose}, di {told.place}."


def _refused(error: Refused, told: _Telling) -> str:
    at = told.when(error.at) if error.at is not None else ""

    def words(person: str, detail: str) -> str:
        by = f" ({person} {at})" if error.person is not None else ""
        return _REASONS[error.why].format(person=person, at=at, detail=detail, by=by)

    room = _LINE - cells(words("", ""))
    sentence = capitalized(words(fit(told.who(error.person), room), fit(error.detail, room)))
    return sentence.removesuffix(".") if sentence.endswith("….") else sentence


def _forgotten(error: Forgotten, _: _Telling) -> str:
    if error.former:
        return "Data orang yang semula sudah dihapus; perbaikan ini tetap."
    return "Data orangnya sudah dihapus; berkas ini tetap berakhir."


def _renewed(error: Renewed, told: _Telling) -> str:
    by = f"{told.who(error.person)} {told.when(error.at)}"
    where = f"Baru saja diubah oleh {by} di berkas ini" if error.here else f"Diubah dari berkas lain ({by})"
    return f"{where}: {_few(error.changes, '; ')}. Periksa, lalu F8 lagi."


def _of_number(error: TicketRefused, told: _Telling) -> str:
    person, at = told.who(error.ticket.person, "loket lain"), told.when(error.ticket.since)
    return _TICKET[error.ticket.standing].format(number=error.number, person=person, at=at)


NOTHING_OWED = (
    "Untuk nomor itu tidak ada kompensasi didahulukan yang belum dipakai."
    " Periksa nomornya, atau pakai nomor biasa."
)


def _not_booked(error: NotBooked) -> str:
    if error.gone:
        other = "Ambil nomor untuk keperluan lain, atau tanyakan kepada petugas."
        return f"Keperluan pesanan {error.code} tidak dilayani lagi di sini. {other}"
    if error.number:
        return f"Pesanan {error.code} sudah datang: nomor {error.number}."
    return f"Kode {error.code} tidak ada dalam daftar pesanan hari ini. Tanyakan kepada petugas."


def _another_day(error: AnotherDay, told: _Telling) -> str:
    if error.ticket.day > told.time.date_of(told.now).isoformat():
        return f"Nomor {error.ticket.number} bertanggal hari yang belum tiba, tidak dipanggil. Tutup saja."
    return f"Nomor {error.ticket.number} dari hari sebelumnya tidak dipanggil lagi. Tutup saja."


def good_elsewhere(error: KeyRefused) -> str:
    """That a key is good for devices of another kind, lest it be thrown away; empty where it is for none."""
    if not error.of:
        return ""
    kept = f"Ini kunci {error.of}, yang tetap berlaku untuk loket {error.of}; bukan kunci {error.wanted}."
    return f"{kept} Minta kunci {error.wanted} kepada admin."


def _not_again(error: NotAgain, _: _Telling) -> str:
    if error.why is Recall.OFTEN:
        return f"Sudah dipanggil {error.most} kali, yang terbanyak di kantor ini. Tandai tidak hadir."
    return f"Baru saja dipanggil. Tunggu {error.seconds} detik, lalu panggil lagi."


def _said(error: Exception, _: _Telling) -> str:
    """It says itself what is wrong."""
    return str(error)


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
    return {key: f"{capitalized(words)}." for key, words in error.at.items()}


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


_FILE_CHANGED = "Berkas sudah berubah; belum dilakukan. Periksa, lalu ulangi."
_SENTENCES: Mapping[type[BaseException], str | Callable[[Any, _Telling], str]] = {
    Refused: _refused,
    Changed: _FILE_CHANGED,
    Stale: _FILE_CHANGED,
    StaleNumber: "Nomor ini sudah berubah; belum dilakukan. Periksa, lalu ulangi.",
    NotReady: lambda error, _: not_ready(error),
    WhoIsIt: lambda error, _: f"{_SAME[error.by]}: pastikan dulu {error.whom}nya.",
    StillRunning: lambda error, _: f"Masih berjalan: {_few((*error.files.values(),), ', ')}. Pastikan dulu.",
    Forgotten: _forgotten,
    Overwritten: lambda error, _: f"Diubah di layar lain: {_few(error.labels, ', ')}. Periksa, lalu F8 lagi.",
    Renewed: _renewed,
    TicketRefused: _of_number,
    CounterBusy: lambda error, _: f"Nomor {error.ticket.number} masih terbuka. Isi dulu hasilnya.",
    AnotherDay: _another_day,
    NotInTurn: lambda error, _: f"{error.first.number} lebih dulu. Panggil itu, atau pilih alasannya.",
    NotHere: lambda error, _: (
        f"{error.number.number} dipanggil di loket lain: "
        f"{'dipindahkan ke sana' if error.number.ticket.counter else 'keperluannya lain'}."
    ),
    NotAgain: _not_again,
    Closed: lambda error, told: closed_words(told.time, error.opens, told.now),
    NoneLeft: lambda error, told: none_left_words(told.time, error, told.now),
    NotBooked: lambda error, _: _not_booked(error),
    NothingOwed: lambda _, __: NOTHING_OWED,
    AlreadyOffered: lambda error, told: (
        f"Sudah dicatat: {error.name}, oleh {error.by or 'program'}, {told.when(error.at)}. Lihat lagi dulu."
    ),
    Used: lambda error, _: f"Sudah dipakai: pemohonnya didahulukan dengan nomor {error.number}.",
    KeyRefused: lambda error, _: (
        good_elsewhere(error) or "Kunci perangkat ini tidak berlaku. Minta kunci baru kepada admin."
    ),
    ClockDoubted: lambda error, told: clock.refused(error, told.time),
    Invalid: lambda error, _: " ".join(error.faults.values()),
    Missing: lambda error, _: (
        f"{capitalized(error.what)} {error.name} tidak ada di kantor ini. Beri tahu admin."
    ),
    Unreadable: "Berkas ini tidak terbaca program ini. Perbarui Loket atau tanya admin.",
    UnreadableNumber: "Nomor ini tidak terbaca program ini. Berikan nomor baru dan tanya admin.",
    StoreTrouble: lambda error, told: hindered(error, told.names),
    **dict.fromkeys(
        (
            *(
                SignInFailed,
                PrintFailed,
                OtherDay,
                DayThere,
                OtherEdition,
                NotThere,
                AlreadyThere,
                AlreadyTold,
            ),
            *(CalendarFault, SopFaults, ProfileFaults),
        ),
        _said,
    ),
}
"""What is said of each kind of error; of a kind that is not here, what is said of the next above it."""
