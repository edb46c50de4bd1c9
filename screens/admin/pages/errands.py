"""Keperluan: what people come for, in which letter, and at which counters they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from loket.office.editing import Place, Value, entries, new_label
from loket.office.model import WITHOUT_FILE
from loket.text import capitalized
from screens.admin.documents import profile
from screens.admin.page import NO, Blank, Item, Listing, Now, Page, Typed
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION = "keperluan"
LETTERS = "Satu atau dua huruf; boleh sama dengan"
QUOTA_HINT = (
    "Berapa nomor paling banyak sehari; petugas dapat memberi lebih, dengan alasan. Kosong: tanpa batas."
)


WAIT_HINT = "Sesudah menunggu berapa menit; kosong: seperti di halaman Pengaturan."


def thresholds() -> tuple[Blank, Blank]:
    """After how many minutes of waiting a lane needs attention, and action."""
    return (
        Blank("perhatian_menit", "Perlu perhatian", "number", hint=WAIT_HINT),
        Blank("tindakan_menit", "Perlu tindakan", "number", hint=WAIT_HINT),
    )


def errand_options(now: Now) -> list[tuple[str, str]]:
    """All errands that the office names, to choose from."""
    known = entries(now.seen.texts, profile(now), SECTION)
    return [(errand["id"], errand["nama"]) for errand in known]


def read(now: Now) -> Listing:
    """The errands, in the order of the profile, which is that of the kiosk."""
    errands = entries(now.seen.texts, profile(now), SECTION)
    taken = {errand["id"] for errand in errands}

    def more(typed: Typed) -> Mapping[str, Value]:
        return {"id": new_label(typed["nama"], taken)}

    new = adding(now, Place(profile(now), SECTION), "Keperluan baru", _fields, more)
    return Listing([_item(now, errand) for errand in errands], [new])


def _item(now: Now, errand: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, errand["id"])
    counters = now.office.counters_for(errand["id"])
    ids = [f"loket {each.id}" for each in counters]
    named = [each.name for each in now.office.counters if errand["id"] in each.errands]
    why = f"{', '.join(named)} masih memanggil untuk ini; lepaskan dulu di halaman Loket" if named else None
    where = ", ".join(each.name for each in counters) or "semua loket, karena belum ada loketnya"
    return Item(
        errand["id"],
        (errand["awalan"], errand["nama"], ", ".join(ids) or "belum ada"),
        (
            errand["nama"],
            f"Dipanggil di: {where}.",
            "Ada berkas yang didaftarkan: izinnya ditanyakan." if errand.get("mendaftar") else "",
            f"Jatah sehari: {errand['jatah']} nomor." if errand.get("jatah") else "",
        ),
        (
            changing(now, at, errand, _fields),
            replace(removing(now, at, errand), why=why),
            *moving(now, at, errand),
        ),
        style="" if counters else "mendekati",
    )


def _fields() -> Sequence[Blank]:
    return (
        Blank("nama", "Keperluan", hint="Seperti dikatakan pemohon, misalnya Mengambil izin."),
        Blank("awalan", "Huruf antrean", hint=f"{LETTERS} keperluan lain.", capitals=True),
        Blank("jatah", "Jatah sehari", "number", hint=QUOTA_HINT),
        *thresholds(),
        Blank("mendaftar", "Mendaftarkan berkas", "flag", NO, hint="Ya: izinnya ikut ditanyakan."),
        Blank(
            "hasil",
            "Hasil tanpa berkas",
            "choice",
            options=[("", "Biasa"), *((outcome.value, capitalized(outcome)) for outcome in WITHOUT_FILE)],
            hint="Diusulkan saat nomor selesai. Biasa: selesai dilayani; yang mendaftar: hanya bertanya.",
        ),
    )


PAGE = Page(
    "Keperluan",
    "Untuk apa pemohon datang: huruf antreannya, dan loket yang memanggil.",
    (Column("prefix"), Column("name", weight=1), Column("counters", align="right")),
    read,
    help=(
        "Tiap keperluan antre sendiri: yang hanya mengambil izin tidak menunggu di belakang pendaftaran.",
        "Loket mana melayani apa diisi di halaman Loket.",
    ),
)
