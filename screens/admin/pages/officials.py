"""Pejabat: who holds which office, and since when; no paper of this version names them yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loket.office.editing import Place, entries
from loket.people import show_number
from screens.admin.documents import as_typed, profile
from screens.admin.page import Blank, Item, Listing, Now, Page
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION = "pejabat"


def read(now: Now) -> Listing:
    """The officials, in the order of the profile."""
    at = Place(profile(now), SECTION)
    new = adding(now, at, "Pejabat baru", _fields)
    return Listing([_item(now, official) for official in entries(now.seen.texts, at.key, SECTION)], [new])


def _item(now: Now, official: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, official["nama"])
    since = as_typed("date", official.get("sejak"))
    number = show_number("".join(official.get("nip", "").split()))
    return Item(
        official["nama"],
        (official["nama"], official["jabatan"], since),
        (
            official["nama"],
            official["jabatan"] + (f", sejak {since}" if since else ""),
            f"NIP {number}" if number else "NIP belum diisi.",
        ),
        (changing(now, at, official, _fields), removing(now, at, official), *moving(now, at, official)),
    )


def _fields() -> tuple[Blank, ...]:
    return (
        Blank("nama", "Nama dan gelar"),
        Blank("jabatan", "Jabatan", hint="Seperti tertulis pada surat, misalnya Kepala Dinas."),
        Blank("nip", "NIP", hint="18 angka."),
        Blank("sejak", "Sejak", "date", hint="Tanggal mulai menjabat."),
    )


PAGE = Page(
    "Pejabat",
    "Pejabat kantor. Baru dicatat: surat yang menyebut pejabat belum dibuat program ini.",
    (Column("name", weight=2), Column("position", weight=1), Column("since", from_width=60)),
    read,
    empty="Belum ada pejabat. F3 menambah.",
    still=True,
)
