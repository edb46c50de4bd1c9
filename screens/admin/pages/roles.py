"""Peran: what people are in the office, the screen each lands on, and what they may do beside their steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from loket.desk.people import staff
from loket.desk.people.staff import Member
from loket.flow.acts import Right
from loket.office.editing import Place, entries
from loket.office.model import HOMES
from screens.admin.documents import profile
from screens.admin.page import Blank, Item, Listing, Now, Page
from screens.admin.sections import adding, changing, removing
from screens.widgets.columns import Column

SECTION = "peran"
HOME_WORDS: Mapping[str, str] = {
    "intake": "Pendaftaran di loket",
    "completeness": "Kelengkapan berkas",
    "backoffice": "Entri data (back office)",
    "assessment": "Penilaian teknis",
    "verification": "Verifikasi, persetujuan, tanda tangan",
    "issuance": "Cetak dan penyerahan",
    "survey": "Survei kepuasan",
    "supervisor": "Semua berkas (penyelia)",
    "archive": "Arsip",
    "admin": "Pengaturan (admin)",
}
RIGHT_WORDS: Mapping[Right, str] = {
    Right.COUNTER: "Loket: memanggil nomor, mendaftarkan",
    Right.SUPERVISE: "Penyelia: mengambil alih, menugaskan",
    Right.ADMINISTER: "Admin: mengurus kantor ini",
}
_ID = Blank(
    "id",
    "Kode dalam SOP",
    hint="Huruf kecil, misalnya kasi: sama dengan peran itu dalam SOP. Tetap sesudahnya.",
)


def read(now: Now) -> Listing:
    """The roles, in the order of the profile."""
    people = [member for member in staff.staff(now.desk, now.who) if member.active]
    roles = entries(now.seen.texts, profile(now), SECTION)
    new = adding(now, Place(profile(now), SECTION), "Peran baru", lambda: (_ID, *_fields()))
    return Listing([_item(now, role, people) for role in roles], [new])


def _item(now: Now, role: Mapping[str, Any], people: Sequence[Member]) -> Item:
    at = Place(profile(now), SECTION, role["id"])
    holders = [member.name for member in people if role["id"] in member.roles]
    rights = ", ".join(RIGHT_WORDS[Right(right)] for right in role.get("hak", []))
    held = f"masih dipegang {', '.join(holders)}" if holders else None
    return Item(
        role["id"],
        (role["nama"], HOME_WORDS[role["beranda"]], str(len(holders) or "kosong")),
        (
            f"{role['nama']} (dalam SOP: {role['id']})",
            f"Layar: {HOME_WORDS[role['beranda']]}. Hak: {rights or 'tidak ada yang khusus'}.",
            f"Petugas: {', '.join(holders) or 'belum ada'}.",
        ),
        (changing(now, at, role, _fields), removing(now, at, role, held)),
        style="" if holders else "redup",
    )


def _fields() -> tuple[Blank, ...]:
    rights = [(right.value, RIGHT_WORDS[right]) for right in Right]
    return (
        Blank("nama", "Nama peran", hint="Seperti tertulis dalam SOP."),
        Blank(
            "beranda",
            "Layar sesudah masuk",
            "choice",
            "backoffice",
            [(home, HOME_WORDS[home]) for home in HOMES],
            hint="← → menggantinya.",
        ),
        Blank("hak", "Hak", "several", options=rights, hint="Di samping langkah SOP-nya. Spasi memilih."),
    )


PAGE = Page(
    "Peran",
    "Peran menurut SOP dan kantor: layarnya, haknya, dan siapa yang memegangnya.",
    (Column("name", weight=2), Column("home", weight=1), Column("count", align="right")),
    read,
)
