"""What an admin changed of the people and the devices of the office: who, when and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from loket.desk.authority import Who, administers
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.office.model import Office
from loket.store import devices, journal, people, reasons, sessions
from loket.store.journal import Entry, Stamp
from loket.store.sql import Connection
from loket.text import clean

REASON = "reason"
"""The name of the field in which why something is changed is typed."""
_REASON_LETTERS = 120
_TOO_LONG = f"Paling panjang {_REASON_LETTERS} huruf."
_STAYS = "yang tidak dapat dihapus lagi dari riwayat"
_NUMBERED = f"Alasan ini memuat nomor seperti NIK atau NIP, {_STAYS}. Tulis tanpa nomor itu."
_SECRET = f"Alasan ini seperti kata sandi atau kunci, {_STAYS}. Tulis dengan kata-kata: pegawai baru."
_NUMBER = re.compile(r"\d{16}|\d{8} \d{6} \d \d{3}")
"""A NIK, or a NIP, also as a NIP is shown."""
_WORD = re.compile(r"(?=\S*\d)(?=\S*[^\W\d])[^\s/]{8,}")
"""One word of letters and digits, as no reason is: `Perbup 12/2025` has a space or a stroke."""
_OF_PEOPLE = (
    "added",
    "changed",
    "roles_set",
    "password_set",
    "activated",
    "deactivated",
    "sign_in_freed",
    sessions.ENDED,
)


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed of whom or which device (`name`), when (ms UTC), by whom and why, if that was said.

    Without `by` whoever has the database itself did it.
    """

    at: int
    by: str
    name: str
    what: tuple[str, ...]
    reason: str


def reason_fault(reason: str) -> str:
    """What is wrong with a reason, which stays for ever; empty where nothing is."""
    words = clean(reason)
    if _NUMBER.search(words):
        return _NUMBERED
    return _SECRET if _WORD.fullmatch(words) else ""


def short_reason_fault(reason: str) -> str:
    """The same of one that `because` keeps, which is short."""
    return reason_fault(reason) or (_TOO_LONG if len(clean(reason)) > _REASON_LETTERS else "")


def checked_reason(reason: str) -> str:
    """A reason as it is kept. Raises Invalid."""
    if fault := reason_fault(reason):
        raise Invalid({REASON: fault})
    return clean(reason)


def because(conn: Connection, reason: str, stamp: Stamp, *, secret: str = "") -> None:
    """Keep why something is changed; what is written next is the change. Raises Invalid.

    `secret`: a password that was typed beside it, which no reason is.
    """
    words, fault = clean(reason), short_reason_fault(reason)
    if not fault and secret and secret.strip() in words:
        fault = _SECRET
    if fault:
        raise Invalid({REASON: fault})
    reasons.keep(conn, words, stamp)


def of_staff(desk: Desk, who: Who | None, newest: int = 0) -> tuple[Change, ...]:
    """All that was changed of people, or so many, the newest first. Raises Refused for whom is no admin."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        names = _names(conn)
        entries = journal.of_kinds(conn, "person", _OF_PEOPLE)
        told = ((entry, names.get(entry.subject_id, ""), _of_person(desk.office, entry)) for entry in entries)
        return _changes(conn, (each for each in told if each[-1]), names, newest)


def of_devices(desk: Desk, who: Who | None, newest: int = 0) -> tuple[Change, ...]:
    """The same of devices."""
    with desk.store.snapshot() as conn:
        administers(conn, desk, who)
        known, seen = {device.id: device.name for device in devices.every(conn)}, set[int]()
        told = list[_Told]()
        for entry in journal.of_kinds(conn, "office", (devices.MADE, devices.REVOKED)):
            device = entry.data["device"]
            anew = "diberi kunci baru" if device in seen else "dibuat, diberi kunci"
            told.append((entry, known[device], "kuncinya dicabut" if entry.kind == devices.REVOKED else anew))
            seen.add(device)
        return _changes(conn, told, _names(conn), newest)


_Told = tuple[Entry, str, str]
"""An entry, of whom or which device it is, and what it says of them."""


def _names(conn: Connection) -> dict[int, str]:
    return {person.id: person.name for person in people.staff(conn)}


def _changes(
    conn: Connection, told: Iterable[_Told], names: dict[int, str], newest: int
) -> tuple[Change, ...]:
    """One for each key, the newest first: what one transaction wrote of somebody belongs together."""

    def key(each: _Told) -> tuple[int, int]:
        return each[0].together or each[0].id, each[0].subject_id

    found = list[Change]()
    for of_one in [tuple(group) for _, group in groupby(told, key)][-newest:]:
        first, name, _ = of_one[0]
        by, what = names.get(first.person_id or 0, ""), tuple(what for _, _, what in of_one)
        found.append(Change(first.at, by, name, what, reasons.of(conn, first)))
    return tuple(reversed(found))


def _of_person(office: Office, entry: Entry) -> str:
    match entry.kind:
        case "added":
            return f"ditambahkan sebagai {_roles(office, entry.data['roles'])}"
        case "changed":
            return "nama atau nomornya diperbaiki"
        case "roles_set":
            before, after = (_roles(office, entry.data[key]) for key in ("before", "roles"))
            return f"peran {before} menjadi {after}"
        case "password_set" if entry.person_id is None:
            return ""  # the same one, kept in another way
        case "password_set":
            own = entry.person_id == entry.subject_id
            return "mengganti kata sandinya sendiri" if own else "diberi kata sandi baru"
        case "activated":
            return "boleh masuk lagi"
        case "deactivated":
            return "tidak dapat masuk lagi"
        case sessions.ENDED:
            return "dikeluarkan dari layarnya"
    return "boleh langsung mencoba lagi sesudah salah kata sandi"


def _roles(office: Office, roles: Iterable[str]) -> str:
    return ", ".join(office.roles[role].name if role in office.roles else role for role in roles) or "–"
