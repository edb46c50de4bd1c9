"""Peran: what people are in the office, the screen each lands on, and what they may do beside their steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from loket.desk.people import staff
from loket.desk.people.staff import Member
from loket.flow.acts import Right
from loket.office.choices import HOMES, RIGHTS
from loket.office.editing import Place, Put, Remove, Value, entries, table
from loket.office.shelf import SOP, shipped
from loket.text import ended
from screens.admin.documents import new_id, prepared, profile
from screens.admin.page import Blank, Deed, Faulty, Item, Listing, Now, Page, Prepared, Typed
from screens.admin.pages.counters import SECTION as _COUNTERS
from screens.admin.pages.sops import used_by
from screens.admin.sections import adding, changing
from screens.widgets.columns import Column

SECTION = "peran"
_HOMES: Mapping[str, str] = {
    "intake": "Pendaftaran",
    "completeness": "Kelengkapan",
    "backoffice": "Entri data",
    "assessment": "Penilaian",
    "verification": "Verifikasi",
    "issuance": "Penyerahan",
    "survey": "Survei",
    "supervisor": "Semua berkas",
    "archive": "Arsip",
    "admin": "Pengaturan",
}
"""The screens on which roles land, for a list."""
OWN = ""
"""Chosen of a new role that no SOP has."""


def read(now: Now) -> Listing:
    """The roles, in the order of the profile."""
    people = [member for member in staff.staff(now.desk, now.who) if member.active]
    roles = entries(now.seen.texts, profile(now), SECTION)
    at = Place(profile(now), SECTION)
    new = adding(now, at, "Peran baru", lambda: (*_fields(), _from_sop(now)), partial(_id, roles))
    return Listing([_item(now, role, people) for role in roles], [new])


def _from_sop(now: Now) -> Blank:
    """Which role of an SOP a new one is to be: those that the office has not, by their names."""
    texts, found = {**now.seen.texts}, dict[str, str]()
    for name in shipped().names(SOP):
        written = shipped().find(SOP, name)
        if (SOP, name) not in texts and written is not None:
            texts[SOP, name] = str(written.text)
    for key in sorted(key for key in texts if key[0] == SOP):
        called = str(table(texts, key).get("nama", key[1]))
        for id, name in table(texts, key, "peran").items():
            if id not in now.office.roles:
                found.setdefault(id, f"{name} · {called}")
    options = [(OWN, "peran kantor sendiri"), *found.items()]
    hint = "Hanya bila SOP yang akan dipakai menyebut peran itu. ← → atau huruf pertamanya."
    return Blank("id", "Peran dalam SOP", "choice", OWN, options, hint)


def _id(roles: Sequence[Mapping[str, Any]], typed: Typed) -> Mapping[str, Value]:
    """By what a new role is known: as in the SOP, or made of its name."""
    return {"id": typed["id"] or new_id(typed["nama"], roles)}


def _removing(now: Now, role: Mapping[str, Any], held: str | None) -> Deed:
    """A role taken out, and from the counters at which it sits; none that steps are given to."""
    at = Place(profile(now), SECTION, role["id"])
    counters = entries(now.seen.texts, at.key, _COUNTERS)
    sits = [
        Put(
            Place(at.key, _COUNTERS, counter["id"]),
            {"peran": [other for other in counter["peran"] if other != role["id"]]},
        )
        for counter in counters
        if role["id"] in counter.get("peran", [])
    ]

    def prepare() -> Prepared:
        if used := used_by(now, role["id"]):
            told = [f"{role['nama']} masih mengerjakan {line}." for line in used]
            raise Faulty({}, [*told, "", _GIVE_FIRST])
        return prepared(now, [*sits, Remove(at)], f"{role['nama']} dihapus.")

    return Deed("f6", "Hapus", does="remove", prepare=prepare, why=held)


_GIVE_FIRST = "Berikan dahulu langkah itu kepada peran lain: halaman SOP, tunjuk langkahnya, F4 Ubah."


def _item(now: Now, role: Mapping[str, Any], people: Sequence[Member]) -> Item:
    at = Place(profile(now), SECTION, role["id"])
    holders = [member.name for member in people if role["id"] in member.roles]
    rights = ", ".join(RIGHTS[right] for right in role.get("hak", []))
    held = f"masih dipegang {', '.join(holders)}" if holders else None
    return Item(
        role["id"],
        (role["nama"], _HOMES[role["beranda"]], str(len(holders) or "kosong")),
        (
            role["nama"],
            f"Layar: {HOMES[role['beranda']]}. Hak: {rights or 'tidak ada yang khusus'}.",
            f"Petugas: {ended(', '.join(holders) or 'belum ada')}",
        ),
        (changing(now, at, role, _fields), _removing(now, role, held)),
        style="" if holders else "redup",
    )


def _fields() -> tuple[Blank, ...]:
    rights = [(right.value, RIGHTS[right]) for right in Right]
    return (
        Blank("nama", "Nama peran", hint="Seperti tertulis dalam SOP."),
        Blank(
            "beranda",
            "Layar sesudah masuk",
            "choice",
            "backoffice",
            list(HOMES.items()),
            hint="← → menggantinya.",
        ),
        Blank("hak", "Hak", "several", options=rights, hint="Di samping langkah SOP-nya. Spasi memilih."),
    )


PAGE = Page(
    "Peran",
    "Peran menurut SOP dan kantor: layarnya, haknya, dan siapa yang memegangnya.",
    (Column("name", weight=2), Column("home", weight=1), Column("count", align="right")),
    read,
    help=(
        "Peran ialah kolom pelaksana dalam SOP, atau peran kantor sendiri (penyelia, admin).",
        "Langkah mana yang dikerjakannya: halaman SOP. Duduk di loket mana: halaman Loket.",
    ),
)
