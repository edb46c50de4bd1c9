"""Perangkat: the keys of a kiosk, a board, a voice; made, renewed, taken away."""

from __future__ import annotations

from collections.abc import Sequence

from loket.desk.people import changes, devices
from loket.desk.people.devices import Device, DeviceKind, Given
from loket.desk.words.changes import told as told_change
from loket.desk.words.moments import clock_words
from screens.admin.page import Blank, Deed, Filling, Item, Listing, Now, Page, Prepared, Typed
from screens.widgets.columns import Column

KINDS = {
    DeviceKind.KIOSK: "Kios nomor antrean",
    DeviceKind.BOARD: "Papan panggilan",
    DeviceKind.VOICE: "Suara panggilan",
}
"""What each is called."""


_PROGRAMS = "Kios: loket kios; papan: loket papan; suara: loket suara."


def read(now: Now) -> Listing:
    """All devices, those that may act first."""
    deeds = (
        Deed("f3", "Tambah", does="add", fill=lambda: _adding(now)),
        Deed("f7", "Periksa sebuah kunci", does="more", fill=lambda: _checking(now)),
    )
    return Listing([_item(now, device) for device in devices.listed(now.desk, now.who)], deeds)


NEWEST = 200


def _history(now: Now) -> Sequence[str]:
    found = changes.of_devices(now.desk, now.who, NEWEST)
    return [told_change(now.desk, change) for change in found]


def _item(now: Now, device: Device) -> Item:
    kind = KINDS[DeviceKind(device.kind)]
    since = clock_words(now.desk.working_time(), device.since)
    stands = f"Kuncinya berlaku sejak {since}." if device.active else "Kuncinya dicabut."
    why = None if device.active else "kuncinya sudah dicabut"
    return Item(
        str(device.id),
        (device.name, kind, since if device.active else "dicabut"),
        (f"{device.name} · {kind}", stands, _PROGRAMS),
        (
            Deed("f8", "Kunci baru", does="renew", prepare=lambda: _renewing(now, device)),
            Deed("f7", "Riwayat perangkat", does="more", tells=lambda: _history(now)),
            Deed("f6", "Cabut kunci", does="revoke", prepare=lambda: _revoking(now, device), why=why),
        ),
        style="" if device.active else "redup",
    )


def _adding(now: Now) -> Filling:
    fields = (
        Blank("name", "Nama", hint=f"Misalnya Kios pintu depan. {_PROGRAMS}"),
        Blank("kind", "Jenis", "choice", DeviceKind.KIOSK, [(str(kind), KINDS[kind]) for kind in KINDS]),
    )

    def prepare(typed: Typed) -> Prepared:
        def do(reason: str) -> str:
            return told(devices.give(now.desk, now.who, DeviceKind(typed["kind"]), typed["name"], reason))

        return Prepared(do, read=True)

    return Filling("Perangkat baru", fields, prepare, why=True)


def _checking(now: Now) -> Filling:
    field = Blank("key", "Kunci", hint="Besar kecil huruf dan tanda hubung tidak dibedakan.")

    def prepare(typed: Typed) -> Prepared:
        found = devices.whose(now.desk, now.who, typed["key"])
        return Prepared(
            lambda _: f"Kunci ini milik {found.name} ({KINDS[DeviceKind(found.kind)]}) dan berlaku.",
            read=True,
        )

    return Filling("Periksa sebuah kunci", (field,), prepare, kept=False)


def _renewing(now: Now, device: Device) -> Prepared:
    line = f"Kunci {device.name} yang lama tidak berlaku lagi."

    def do(reason: str) -> str:
        return told(devices.renew(now.desk, now.who, device.id, reason))

    return Prepared(do, (line,), why=True, read=True)


def _revoking(now: Now, device: Device) -> Prepared:
    def do(reason: str) -> str:
        devices.revoke(now.desk, now.who, device.id, reason)
        return f"Kunci {device.name} dicabut."

    return Prepared(do, (f"{device.name} tidak dapat bekerja lagi sampai diberi kunci baru.",), why=True)


def told(given: Given) -> str:
    """The one sentence in which a key is read."""
    return f"{given.key} — catat sekarang: kunci {given.name} ini tidak ditampilkan lagi."


PAGE = Page(
    "Perangkat",
    "Kunci untuk kios, papan, dan suara panggilan.",
    (Column("name", weight=2), Column("kind", weight=1), Column("since")),
    read,
    empty="Belum ada perangkat.",
)
