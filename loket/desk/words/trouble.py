"""Why an office cannot be opened, and what whoever opens it should know: what, where, what to do."""

from __future__ import annotations

from loket.desk.errors import NotTheOffice
from loket.office.reading import ProfileFaults
from loket.sla import CalendarFault
from loket.sop.faults import SopFaults
from loket.store.errors import (
    StoreBroken,
    StoreBusy,
    StoreMissing,
    StoreOtherTables,
    StoreTrouble,
    StoreUnreachable,
    StoreValueBroken,
)


def unforeseen(error: Exception) -> bool:
    """Whether no sentence is written for this error, so that it belongs into the log."""
    return not isinstance(error, StoreTrouble | NotTheOffice | ProfileFaults | SopFaults | CalendarFault)


def database_trouble(error: Exception) -> bool:
    """Whether the database prevented an act, and no rule forbade it: the same may be tried again."""
    return isinstance(error, StoreTrouble)


def opening_failed(error: Exception | None) -> str:
    """Whatever kept the office from opening: what it is, what to do, and where the data lie."""
    match error:
        case StoreTrouble():
            return f"{_closed(error)} Letaknya: {error.path}."
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
        case StoreUnreachable():
            return "Data kantor tidak terbaca atau tertulis. Periksa disk dan hak aksesnya."
        case StoreBusy():
            return "Data kantor sedang dipakai terus. Tunggu sebentar, lalu buka lagi."
    return "Data kantor tidak dapat dibuka. Hubungi admin."


def hindered(error: StoreTrouble) -> str:
    """One line for whoever is at work when the database prevents an act; it leaves out where the data lie."""
    match error:
        case StoreBusy():
            return "Belum tercatat: basis data sedang sibuk. Tekan sekali lagi."
        case StoreOtherTables():
            return "Belum tercatat: data kantor kini milik versi Loket lain. Hubungi admin."
        case StoreUnreachable():
            return "Data kantor tidak terbaca atau tertulis. Periksa disk dan hak aksesnya."
    return "Data kantor tidak dapat dipakai. Hubungi admin."
