"""Why an office cannot be opened, in one sentence: what, where, what to do."""

from __future__ import annotations

from loket.desk.context import NotTheOffice
from loket.office.reading import ProfileFaults
from loket.store.errors import (
    StoreBroken,
    StoreBusy,
    StoreMissing,
    StoreTooNew,
    StoreTrouble,
    StoreUnreachable,
)


def unforeseen(error: Exception) -> bool:
    """Whether it is none of the troubles that have a sentence of their own, and so belongs into the log."""
    return not isinstance(error, StoreTrouble | NotTheOffice | ProfileFaults)


def database_trouble(error: Exception) -> bool:
    """Whether the database hindered it and no rule: the same may be tried again."""
    return isinstance(error, StoreTrouble)


def opening_failed(error: Exception | None) -> str:
    """The sentence for whatever kept the office from opening."""
    match error:
        case StoreMissing():
            return f"Belum ada data kantor di {error.path}. Buat dulu dengan: loket init --kantor ID."
        case StoreTooNew():
            return f"Data kantor di {error.path} dibuat versi Loket yang lebih baru. Perbarui program ini."
        case StoreBroken():
            return f"Data kantor di {error.path} rusak atau bukan milik Loket. Pulihkan dari cadangan."
        case StoreUnreachable():
            return f"Data kantor di {error.path} tidak terbaca atau tertulis. Periksa disk dan hak aksesnya."
        case StoreBusy():
            return f"Data kantor di {error.path} sedang dipakai terus. Tunggu sebentar, lalu buka lagi."
        case StoreTrouble():
            return f"Data kantor di {error.path} tidak dapat dibuka."
        case NotTheOffice():
            return f"Data kantor ini milik kantor “{error.own}”. Buka dengan --kantor {error.own}."
        case ProfileFaults():
            return f"Profil kantor tidak dapat dibaca. {error}"
    return "Kantor tidak dapat dibuka. Hubungi admin; catatannya ada di berkas log."
