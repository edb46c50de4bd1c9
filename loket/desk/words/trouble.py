"""Why an office cannot be opened, and what whoever opens it should know: what, where, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from loket.desk.errors import NotTheOffice
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault
from loket.sop.faults import SopFaults
from loket.store.errors import (
    Cause,
    Fate,
    Holder,
    StoreBroken,
    StoreBusy,
    StoreKept,
    StoreMissing,
    StoreOtherTables,
    StoreReplaced,
    StoreSlept,
    StoreTrouble,
    StoreUnreachable,
    StoreUnsure,
    StoreValueBroken,
)
from loket.text import fit

_WHO = 34
"""Columns in which it is said who has the turn."""


def unforeseen(error: Exception) -> bool:
    """Whether no sentence is written for this error, so that it belongs into the log."""
    return not isinstance(error, StoreTrouble | NotTheOffice | ProfileFaults | SopFaults | CalendarFault)


def database_trouble(error: Exception) -> bool:
    """Whether the database prevented an act, and no rule forbade it: the same may be tried again."""
    return isinstance(error, StoreTrouble)


def says_why(error: Exception) -> bool:
    """Whether what is said of the trouble tells more than that it is waited for."""
    return isinstance(error, StoreReplaced) or (isinstance(error, StoreBusy) and error.holder is not None)


def opening_failed(error: Exception | None) -> str:
    """Whatever kept the office from opening: what it is, what to do, and where the data lie."""
    match error:
        case StoreTrouble():
            return f"{_closed(error)} Letaknya: {error.place}."
        case NotTheOffice():
            return f"Data kantor ini milik kantor “{error.own}”. Buka dengan --kantor {error.own}."
        case ProfileFaults():
            return f"Profil kantor tidak dapat dibaca. {error}"
        case SopFaults():
            return f"SOP kantor tidak dapat dibaca. {error}"
        case CalendarFault():
            return f"Jam atau kalender kantor tidak dapat dipakai. {error}"
    return "Kantor tidak dapat dibuka. Hubungi admin; catatannya ada di berkas log."


def _closed(error: StoreTrouble) -> str:
    match error:
        case StoreMissing():
            return "Belum ada data kantor. Buat dulu dengan: loket init --kantor ID."
        case StoreOtherTables():
            return "Data kantor dibuat versi Loket lain. Pakai versi itu, atau hubungi admin."
        case StoreValueBroken():
            return f"Data kantor rusak: {error.detail}. Pulihkan dari cadangan; lihat loket periksa."
        case StoreBroken():
            return "Data kantor rusak atau bukan milik Loket. Pulihkan dari cadangan."
        case StoreUnreachable(place=Path()):
            return "Data kantor tidak terbaca atau tertulis. Periksa disk, dan loket kantor hak."
        case StoreUnreachable():
            return _NOT_REACHED[error.cause]
        case StoreBusy(holder=Holder() as holder) if who := _who(holder, {}):
            return f"Data kantor masih dipakai {who}. Tunggu, lalu buka lagi."
        case StoreBusy():
            return "Data kantor sedang dipakai terus. Tunggu sebentar, lalu buka lagi."
        case StoreReplaced(fate=Fate.MOVED):
            return f"Kantor ini sudah pindah ke {_to(error)}; buka dengan letak itu (--data)."
        case StoreUnsure():
            return "Belum pasti tercatat: jawaban server hilang. Periksa, lalu ulangi bila perlu."
        case StoreSlept():
            return "Belum tercatat: komputer ini sempat berhenti. Ulangi."
        case StoreKept():
            return _KEPT
        case StoreReplaced():
            return "Data kantor baru saja diganti. Tunggu sebentar, lalu buka lagi."
    return "Data kantor tidak dapat dibuka. Hubungi admin."


def _to(error: StoreReplaced) -> str:
    return str(error.to or "tempat lain")


_KEPT = "Yang sebelumnya ternyata tercatat; yang ini belum. Periksa, lalu ulangi."
_NOT_REACHED = {
    Cause.DISK: "Data kantor tidak terbaca atau tertulis. Periksa disk dan hak aksesnya.",
    Cause.NO_ANSWER: "Server basis data tidak menjawab. Periksa server dan jaringan ke sana.",
    Cause.NOT_LET_IN: "Server menolak nama atau kata sandinya. Periksa alamat di --data.",
    Cause.NO_DATABASE: "Basis data belum ada: createdb --lc-collate=C --template=template0 NAMA.",
    Cause.SORTS: "Urutan abjadnya bukan C: createdb --lc-collate=C --template=template0 NAMA.",
    Cause.NO_RIGHT: "Akun itu tidak berhak di basis data ini. Minta haknya ke admin server.",
    Cause.READ_ONLY: "Basis data hanya dapat dibaca. Arahkan --data ke server utama.",
    Cause.FULL: "Server basis data penuh (disk atau sambungannya). Beri tahu admin server.",
    Cause.NO_DRIVER: "Untuk memakai server basis data, pasang dulu: pip install 'loket[postgres]'.",
}


def hindered(error: Exception, names: Mapping[int, str] = MappingProxyType({})) -> str:
    """One line for whoever is at work when the database prevents an act; it leaves out where the data lie.

    `names`: what everybody is called, by id.
    """
    match error:
        case StoreBusy(holder=Holder() as holder) if who := _who(holder, names):
            return f"Belum tercatat: {who} masih mencatat. Tunggu, tekan lagi."
        case StoreBusy():
            return "Belum tercatat: basis data sedang sibuk. Tekan sekali lagi."
        case StoreOtherTables():
            return "Belum tercatat: data kantor kini milik versi Loket lain. Hubungi admin."
        case StoreReplaced(fate=Fate.GONE):
            return "Belum tercatat: data kantor tidak ada di tempatnya. Beri tahu admin."
        case StoreReplaced(fate=Fate.CUT):
            return "Belum tercatat: data kantor tidak utuh lagi. Beri tahu admin."
        case StoreReplaced(fate=Fate.MOVED):
            return "Belum tercatat: kantor ini dipindahkan. Tutup Loket (F10), tanyakan admin."
        case StoreReplaced():
            return "Belum tercatat: data kantor diganti. Tutup Loket (F10), buka lagi."
        case StoreUnreachable(cause=Cause.NO_ANSWER):
            return "Belum tercatat: server basis data tidak menjawab. Coba sebentar lagi."
        case StoreUnreachable():
            return _NOT_REACHED[error.cause]
        case StoreSlept():
            return "Belum tercatat: komputer ini sempat berhenti. Tekan sekali lagi."
        case StoreUnsure():
            return "Belum pasti tercatat: jawaban server hilang. Loket memeriksanya sendiri."
        case StoreKept():
            return _KEPT
    return "Data kantor tidak dapat dipakai. Hubungi admin."


def _who(holder: Holder, names: Mapping[int, str]) -> str:
    """Who is writing, at which counter or computer; empty where nothing is known."""
    person = names.get(holder.person or 0, "")
    place = f"loket {holder.counter}" if holder.counter else holder.computer
    return fit(" di ".join(filter(None, (person, place))), _WHO)


def found_out(kept: bool) -> str:
    """What became of an act of which no answer had come, once that is known."""
    if kept:
        return "Yang tadi belum pasti ternyata sudah tercatat."
    return "Yang tadi belum pasti ternyata tidak tercatat. Ulangi bila masih perlu."


_HAPPENED = {
    Fate.GONE: (
        "Data kantor tidak ada di tempatnya",
        "Selagi Loket terbuka, berkasnya dipindah atau dihapus.",
    ),
    Fate.OTHER: ("Data kantor diganti", "Selagi Loket terbuka, data lain diletakkan di tempatnya."),
    Fate.OLDER: ("Data kantor diganti", "Selagi Loket terbuka, isinya menjadi isi yang lain."),
    Fate.MOVED: ("Data kantor dipindahkan", "Selagi Loket terbuka, kantor ini dipindahkan ke tempat lain."),
    Fate.CUT: ("Data kantor tidak utuh", "Selagi Loket terbuka, berkasnya terpotong atau -wal-nya hilang."),
}
_STOPPED = "Sejak itu tidak ada yang tercatat dari layar ini; yang sudah diketik tetap di layar."
_AGAIN = "Salin yang masih diperlukan, tutup Loket (F10), lalu buka lagi."
_TELL = "Beri tahu admin sekarang."
_DO = {
    Fate.GONE: f"{_TELL} Bila berkasnya kembali, Loket meneruskan sendiri.",
    Fate.OTHER: _AGAIN,
    Fate.OLDER: _AGAIN,
    Fate.MOVED: "Salin yang masih diperlukan, tutup Loket (F10), lalu buka di tempat baru (tanyakan admin).",
    Fate.CUT: f"{_TELL} Salin yang masih diperlukan; jangan buka Loket lagi sebelum data dipulihkan.",
}


def replaced(error: Exception) -> tuple[str, ...]:
    """What became of the data under the open program: a title, and what it means and what to do, in lines.

    Nothing where they are still the same.
    """
    if not isinstance(error, StoreReplaced):
        return ()
    title, happened = _HAPPENED[error.fate]
    return title, happened, _STOPPED, "", _DO[error.fate]
