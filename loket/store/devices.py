"""Devices of the office that act by themselves (a kiosk, a board): the keys that were made for them.

Of a key only its hash is kept. A device that may no more stays in the table: its acts tell of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from loket.store import journal, values
from loket.store.journal import OFFICE, Stamp
from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class Device:
    """A device of a kind, since when it has its key (ms UTC), and whether that still opens anything."""

    id: int
    kind: str
    name: str
    since: int
    active: bool

    @property
    def station(self) -> str:
        """Where it acts, in the journal: no counter's id has a space."""
        return f"perangkat {self.id}"


NAME = "device"
"""The kind of value that a device's name is; the owner is the device."""
MADE, REVOKED = "device_made", "device_revoked"
"""Kinds of the office's entries in the journal: a device was given a key, maybe anew; it lost it."""

_COLUMNS = "id, kind, name, since, active"
_ADD = text(
    "INSERT INTO device (kind, name, proof, since, active) VALUES (:kind, :name, :proof, :since, :active)"
    " RETURNING id"
)
_SET = text("UPDATE device SET proof = :proof, since = :since, active = :active WHERE id = :id")
_REVOKE = text("UPDATE device SET active = :active WHERE id = :id")
_EVERY = text(f"SELECT {_COLUMNS} FROM device ORDER BY active DESC, name, id")
_BY_PROOF = text(f"SELECT {_COLUMNS} FROM device WHERE proof = :proof AND active")
_PROOFS = text("SELECT id, proof FROM device ORDER BY id")


def proof(key: str) -> str:
    """What is kept of a key: it is long and made by chance, so that a plain hash will do."""
    return hashlib.sha256(key.encode()).hexdigest()


def add(conn: Connection, kind: str, name: str, key: str, stamp: Stamp) -> int:
    """Let a device act by that key; its id."""
    kept = {"kind": kind, "name": name, "proof": proof(key), "since": stamp.at, "active": True}
    device = int(run(conn, _ADD, **kept).scalar_one())
    values.keep(conn, NAME, device, "", name, stamp.person, stamp.at)
    _note(conn, device, kind, key, stamp)
    return device


def renew(conn: Connection, device: Device, key: str, stamp: Stamp) -> None:
    """Give a device another key; the one before opens nothing any more."""
    run(conn, _SET, id=device.id, proof=proof(key), since=stamp.at, active=True)
    _note(conn, device.id, device.kind, key, stamp)


def revoke(conn: Connection, device: Device, stamp: Stamp) -> None:
    """Its key opens nothing any more."""
    run(conn, _REVOKE, id=device.id, active=False)
    journal.append(conn, "office", OFFICE, REVOKED, {"device": device.id}, stamp)


def every(conn: Connection) -> tuple[Device, ...]:
    """All devices, those that may act first, by name."""
    return tuple(_device(row) for row in run(conn, _EVERY))


def by_key(conn: Connection, key: str) -> Device | None:
    """The device that may act by this key."""
    row = run(conn, _BY_PROOF, proof=proof(key)).first()
    return None if row is None else _device(row)


def proofs(conn: Connection) -> dict[int, str]:
    """What is kept of each device's key, by its id."""
    return {row.id: row.proof for row in run(conn, _PROOFS)}


def first_name(conn: Connection, device: Device) -> str | None:
    """The name that the device was given, as the journal seals it."""
    kept = values.newest(conn, NAME, device.id).get("")
    return kept.words if kept is not None else None


def _note(conn: Connection, device: int, kind: str, key: str, stamp: Stamp) -> None:
    said = {"device": device, "kind": kind, "key": proof(key)}
    journal.append(conn, "office", OFFICE, MADE, said, stamp)


def _device(row: tuple[int, str, str, int, bool]) -> Device:
    return Device(*row[:4], active=bool(row[4]))
