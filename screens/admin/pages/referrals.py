"""Bukan di sini: what people come for that other offices handle, and where they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from loket.office.editing import Place, Value, entries, new_label
from screens.admin.documents import profile
from screens.admin.page import Blank, Item, Listing, Now, Page, Typed
from screens.admin.sections import adding, changing, moving, removing
from screens.widgets.columns import Column

SECTION = "bukan_kewenangan"


def read(now: Now) -> Listing:
    """The entries, in the order of the profile, which is that of the kiosk."""
    referrals = entries(now.seen.texts, profile(now), SECTION)
    taken = {referral["id"] for referral in referrals}

    def more(typed: Typed) -> Mapping[str, Value]:
        return {"id": new_label(typed["nama"], taken)}

    new = adding(now, Place(profile(now), SECTION), "Urusan kantor lain", _fields, more)
    return Listing([_item(now, referral) for referral in referrals], [new])


def _item(now: Now, referral: Mapping[str, Any]) -> Item:
    at = Place(profile(now), SECTION, referral["id"])
    where = [referral["ke"], referral.get("alamat", ""), referral.get("jam", "")]
    return Item(
        referral["id"],
        (referral["nama"], referral["ke"]),
        (referral["nama"], f"Ke {', '.join(filter(None, where))}"),
        (
            changing(now, at, referral, _fields),
            removing(now, at, referral),
            *moving(now, at, referral),
        ),
    )


def _fields() -> Sequence[Blank]:
    return (
        Blank("nama", "Urusan", hint="Seperti dikatakan pemohon, misalnya Urusan kependudukan (KTP, KK)."),
        Blank("ke", "Kantor tujuan"),
        Blank("alamat", "Alamat", hint="Seperti dibaca pemohon; boleh kosong."),
        Blank("jam", "Jam", hint="Dengan kata-kata, misalnya Senin sampai Jumat 08.00-15.00; boleh kosong."),
    )


PAGE = Page(
    "Bukan di sini",
    "Yang sering ditanyakan padahal diurus kantor lain, dan ke mana.",
    (Column("name", weight=1), Column("office", weight=1)),
    read,
    help=(
        "Kios menunjukkannya tanpa nomor; di loket dipilih bila hasilnya bukan kewenangan.",
        "Berapa kali masing-masing ada di lembar antrean.",
    ),
)
