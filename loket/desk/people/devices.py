"""Devices that act by themselves, with a key of their own: an admin makes it, renews it, and takes it away.

A key is told once, when it is made, and is typed at the device. What a device of a kind may do is the rule of
what it does (a kiosk gives out numbers), never more.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from loket.desk.authority import Who, administering, administers
from loket.desk.errors import Invalid, KeyRefused
from loket.desk.office import Desk
from loket.desk.people.changes import because
from loket.store import devices
from loket.store.devices import Device
from loket.store.sql import Connection
from loket.text import clean

__all__ = [
    "Device",
    "DeviceKind",
    "Given",
    "acting",
    "give",
    "known",
    "listed",
    "prove",
    "renew",
    "revoke",
    "whose",
]

NAME_LETTERS = 40
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when it is read out
_GROUPS, _GROUP = 5, 5


class DeviceKind(StrEnum):
    """What a device is for, by the word that is kept."""

    KIOSK = "kios"
    BOARD = "papan"
    VOICE = "suara"


@dataclass(frozen=True, slots=True)
class Given:
    """A device and its key, which nobody is told again: five groups of five signs."""

    device: int
    name: str
    key: str


def listed(desk: Desk, who: Who | None) -> tuple[Device, ...]:
    """All devices, those that may act first. Raises Refused for whom is no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        return devices.every(conn)


def give(desk: Desk, who: Who | None, kind: DeviceKind, name: str, reason: str = "") -> Given:
    """A key for a new device; `reason`: why, for the history.

    Raises:
        Invalid: the name is missing, too long, or another device's.
        Refused: when `who` may not administer.
    """
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        called, key = _checked(conn, name), _new_key()
        because(conn, reason, stamp)
        return Given(devices.add(conn, kind, called, _bare(key), stamp), called, key)


def renew(desk: Desk, who: Who | None, device: int, reason: str = "") -> Given:
    """Another key for a device, also one that was taken its. Raises Refused, Invalid."""
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        found, key = _one(conn, device), _new_key()
        because(conn, reason, stamp)
        devices.renew(conn, found, _bare(key), stamp)
        return Given(found.id, found.name, key)


def revoke(desk: Desk, who: Who | None, device: int, reason: str = "") -> Device:
    """Take the key away: the device may do nothing from now on. Raises Refused, Invalid."""
    with desk.store.write() as conn:
        stamp = administering(conn, desk, who)
        found = _one(conn, device)
        if not found.active:
            raise Invalid({"device": f"Kunci {found.name} sudah dicabut."})
        because(conn, reason, stamp)
        devices.revoke(conn, found, stamp)
        return found


def whose(desk: Desk, who: Who | None, key: str) -> Device:
    """The device that may act by a key: for whoever found one written down. Raises Refused, Invalid."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        found = known(conn, key)
    if found is None:
        raise Invalid({"key": "Dengan kunci ini tidak satu perangkat pun dapat bekerja."})
    return found


def known(conn: Connection, key: str) -> Device | None:
    """The device that may act by a key as it is typed; None for one that opens nothing."""
    return devices.by_key(conn, _bare(key))


def prove(desk: Desk, key: str, kind: DeviceKind) -> None:
    """Whether a device of that kind may act by a key. Raises KeyRefused."""
    with desk.store.snapshot() as conn:
        acting(conn, key, kind)


def acting(conn: Connection, key: str, kind: DeviceKind) -> Device:
    """The device of a kind that acts by a key. Raises KeyRefused."""
    found = known(conn, key)
    if found is None or found.kind != kind:
        raise KeyRefused(kind, found.kind if found is not None else "")
    return found


def _new_key() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _bare(key: str) -> str:
    """A key without what only parts it."""
    return "".join(sign for sign in key.upper() if sign.isalnum())


def _checked(conn: Connection, name: str) -> str:
    called = clean(name)
    if not called:
        raise Invalid({"name": "Nama perangkat belum diisi."})
    if len(called) > NAME_LETTERS:
        raise Invalid({"name": f"Paling panjang {NAME_LETTERS} huruf."})
    if any(device.name.casefold() == called.casefold() for device in devices.every(conn)):
        raise Invalid(
            {"name": "Nama itu sudah dipakai perangkat lain; beri kunci baru, atau pilih nama lain."}
        )
    return called


def _one(conn: Connection, device: int) -> Device:
    found = next((each for each in devices.every(conn) if each.id == device), None)
    if found is None:
        raise Invalid({"device": f"Tidak ada perangkat nomor {device}."})
    return found
