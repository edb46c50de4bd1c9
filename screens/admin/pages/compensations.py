"""Kompensasi: what the office may offer to who waited longer than promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from loket.office.editing import Place, Value, entries, new_label
from screens.admin.documents import profile
from screens.admin.page import NO, Blank, Item, Listing, Now, Page, Typed
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION = "kompensasi"


def read(now: Now) -> Listing:
    """The entries, in the order of the profile, which is that of the question what is offered."""
    known = entries(now.seen.texts, profile(now), SECTION)
    taken = {each["id"] for each in known}

    def more(typed: Typed) -> Mapping[str, Value]:
        return {"id": new_label(typed["nama"], taken)}

    new = adding(now, Place(profile(now), SECTION), "Kompensasi", _fields, more)
    return Listing([_item(now, each) for each in known], [new])


def _item(now: Now, each: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, each["id"])
    means = ["Pemohonnya didahulukan sekali, pada kedatangan berikutnya."] if each.get("didahulukan") else []
    means += ["Surat permohonan maaf dapat dicetak."] if each.get("surat") else []
    unsure = bool(each.get("perlu_konfirmasi"))
    return Item(
        each["id"],
        (each["nama"], "pastikan" if unsure else ""),
        (each["nama"], *means, *(("Masih harus dipastikan kantor.",) if unsure else ())),
        (
            changing(now, at, each, _fields),
            removing(now, at, each),
            *moving(now, at, each),
        ),
    )


def _fields() -> Sequence[Blank]:
    return (
        Blank("nama", "Kompensasi", hint="Seperti dibaca pemohon, misalnya Surat permohonan maaf."),
        Blank(
            "didahulukan",
            "Didahulukan sekali",
            "flag",
            NO,
            hint="Ya: sekali, pada kedatangan berikutnya, dengan nomor berkas atau NIK.",
        ),
        Blank("surat", "Dengan surat", "flag", NO, hint="Ya: surat permohonan maaf dapat dicetak."),
        Blank("perlu_konfirmasi", "Masih harus dipastikan", "flag", NO),
    )


PAGE = Page(
    "Kompensasi",
    "Yang ditawarkan kepada pemohon yang menunggu lebih lama dari janji.",
    (Column("name", weight=1), Column("sure")),
    read,
    help=(
        "Dicatat penyelia pada Janji kepada pemohon (Ctrl+N). Kosong: tidak ada yang dapat dicatat.",
        "Didahulukan hanya bila kantor mendahulukan (Pengaturan).",
    ),
)
