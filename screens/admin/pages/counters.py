"""Loket: which counters there are, and who may sit at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from loket.office.editing import Place, entries
from loket.office.model import short_role
from screens.admin.documents import profile
from screens.admin.page import Blank, Deed, Item, Listing, Now, Page
from screens.admin.pages.errands import errand_options
from screens.admin.sections import adding, changing, removing
from screens.widgets.columns import Column

SECTION = "loket"
_ID = Blank("id", "Nomor", hint="Angka atau huruf kecil, misalnya 6. Tidak dapat diubah sesudahnya.")


def read(now: Now) -> Listing:
    """The counters, in the order of the profile."""
    counters = entries(now.seen.texts, profile(now), SECTION)
    new = adding(now, Place(profile(now), SECTION), "Loket baru", lambda: (_ID, *_fields(now)))
    return Listing([_item(now, counter) for counter in counters], [new])


def _item(now: Now, counter: Mapping[str, Any]) -> Item:
    who = role_names(now, counter.get("peran", []))
    at = Place(profile(now), SECTION, counter["id"])
    return Item(
        counter["id"],
        (counter["id"], counter["nama"], who or "belum dipakai"),
        (
            counter["nama"],
            f"Yang duduk di sini: {who}." if who else "Belum ada peran yang duduk di sini.",
            f"Memanggil untuk: {_called_for(now, counter)}.",
            f"Printer: {now.office.printer_at(counter['id']).where}.",
        ),
        (
            changing(now, at, counter, lambda: _fields(now)),
            removing(now, at, counter),
            Deed("f7", "Printernya", does="more", goes=("Printer", counter["id"])),
        ),
        style="" if who else "redup",
    )


def _called_for(now: Now, counter: Mapping[str, Any]) -> str:
    """What people come for whom it calls."""
    errands, services = now.office.errands, now.office.services
    named = [errands[id].name for id in counter.get("keperluan", []) if id in errands]
    only = [services[id].name for id in counter.get("layanan", []) if id in services]
    return "; hanya ".join([", ".join(named) or "semua keperluan", *([", ".join(only)] if only else [])])


def role_names(now: Now, roles: Sequence[str]) -> str:
    """Roles by their names in short."""
    known = now.office.roles
    return ", ".join(short_role(known[role].name) if role in known else role for role in roles)


def role_options(now: Now) -> list[tuple[str, str]]:
    """All roles of the office, to choose from."""
    return [(role.id, role.name) for role in now.office.roles.values()]


def _fields(now: Now) -> tuple[Blank, ...]:
    errands = errand_options(now)
    none = "" if errands else "Belum ada keperluan: halaman Keperluan. Selama itu semua dipanggil di sini."
    return (
        Blank("nama", "Nama loket", hint="Seperti pada papannya, misalnya Loket 2 Pendaftaran."),
        Blank(
            "peran",
            "Yang duduk di sini",
            "several",
            options=role_options(now),
            hint="Spasi memilih. Tidak ada yang dipilih: loket ini belum dipakai.",
        ),
        Blank(
            "keperluan",
            "Memanggil untuk",
            "several",
            options=errands,
            hint=none or "Spasi memilih. Tidak ada yang dipilih: semua keperluan.",
        ),
        Blank(
            "layanan",
            "Hanya layanan",
            "several",
            options=[(service.id, service.name) for service in now.office.counter_services],
            hint="Spasi memilih. Tidak ada yang dipilih: semua layanan.",
        ),
        Blank(
            "ruang",
            "Ruang tunggu",
            hint="Hanya bila ada lebih dari satu, misalnya Lantai 2: papan dan suaranya sendiri.",
        ),
    )


PAGE = Page(
    "Loket",
    "Loket kantor, dan peran yang duduk di masing-masing.",
    (Column("id"), Column("name", weight=1), Column("roles", weight=1)),
    read,
    still=True,
)
