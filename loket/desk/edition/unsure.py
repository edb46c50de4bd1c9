"""What the office has still to fill in or to confirm, and where: after `loket init`, and always."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loket.desk import uncovered
from loket.desk.calendar.days import horizon_warning
from loket.desk.edition import beside
from loket.desk.edition.changing import Seen
from loket.desk.office import Desk
from loket.flow.acts import Right
from loket.office.editing import Edit, Place, Put, entries, table
from loket.office.forms import UNCONFIRMED
from loket.office.model import Office
from loket.office.shelf import FORM, PROFILE
from loket.store import people


class About(StrEnum):
    """What a matter is about: where it can be seen to."""

    OFFICE = "kantor"
    ROLE = "peran"
    PEOPLE = "petugas"
    ERRAND = "keperluan"
    ROSTER = "jadwal"
    COUNTER = "loket"
    HOURS = "jam"
    DAYS = "hari libur"
    SERVICE = "layanan"
    FORM = "formulir"
    BESIDE = "folder kantor"


_KEYS = (
    ("tempat penandatanganan", "tempat"),
    ("zona waktu", "zona"),
    ("nama dinas", "nama"),
    ("kop", "kop"),
)
"""What of the profile a sentence about the office is of, by words in it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be filled in or confirmed: `id` of what it is about, the whole in `words`.

    `confirming` takes the mark away, where the office says that it is right as it stands, or gives a counter
    what it lacks; `empty`: there is nothing yet that could be right. `keys` are what of the profile a
    sentence about the office is of.
    """

    about: About
    id: str
    words: str
    confirming: tuple[Edit, ...] = ()
    empty: bool = False
    keys: tuple[str, ...] = ()

    @property
    def sources(self) -> bool:
        """Whether confirming it asks for where it is known from."""
        return self.about is About.FORM


def matters(desk: Desk, seen: Seen) -> tuple[Matter, ...]:
    """Everything, what hinders the work first."""
    return (
        *_of_beginning(desk.office),
        *_of_folder(desk),
        *_of_people(desk),
        *_of_roster(desk),
        *_of_errands(desk.office, seen),
        *_of_counters(desk.office),
        *_of_calendar(desk),
        *_of_office(desk.office, seen),
        *_of_hours(desk, seen),
        *_of_services(desk.office, seen),
        *_of_forms(seen),
    )


def _of_beginning(office: Office) -> Iterator[Matter]:
    if not office.services:
        words = "Belum ada layanan. Yang pertama membawa peran-peran yang disebut SOP-nya."
        yield Matter(About.SERVICE, "", words)


def _of_folder(desk: Desk) -> Iterator[Matter]:
    if beside.offered(desk):
        wrong = beside.faults(desk)
        stands = f": {wrong} kesalahan, belum dapat dipakai" if wrong else " belum pernah dipakai"
        yield Matter(About.BESIDE, "", f"Dokumen di samping data{stands}; {beside.folder(desk)}.")


def _of_people(desk: Desk) -> Iterator[Matter]:
    with desk.store.read() as conn:
        staff = [member for member in people.staff(conn) if member.active]
    held = {role for member in staff for role in member.roles}
    admins = [m for m in staff if Right.ADMINISTER in desk.office.rights_of(m.roles)]
    if len(admins) == 1:
        words = "Baru ada satu admin: tunjuk yang kedua."
        yield Matter(About.PEOPLE, str(admins[0].id), words)
    for role in desk.office.roles.values():
        if role.id not in held:
            yield Matter(About.ROLE, role.id, f"Tanpa petugas: {role.name}.")


def _of_roster(desk: Desk) -> Iterator[Matter]:
    for each in uncovered.coming(desk):
        words = f"{uncovered.line(desk, each)} Catat piket."
        yield Matter(About.ROSTER, f"{each.role}/{each.first}/{each.last}", words)


def _of_errands(office: Office, seen: Seen) -> Iterator[Matter]:
    known = _entries(office, seen, "keperluan")
    if known and not any(entry.get("mendaftar") for entry in known):
        words = "Keperluan: belum ada yang mendaftarkan berkas; pendaftaran antre dengan huruf layanannya."
        yield Matter(About.ERRAND, "", words)


def _of_counters(office: Office) -> Iterator[Matter]:
    if not office.counters:
        yield Matter(About.COUNTER, "", "Belum ada loket: siapa duduk di mana.")
    for counter in office.counters:
        if not counter.roles:
            yield Matter(About.COUNTER, counter.id, f"{counter.name}: belum ada peran yang duduk di sana.")
        elif Right.COUNTER not in office.rights_of(counter.roles):
            words = f"{counter.name}: peran yang duduk di sana tidak punya hak memanggil nomor."
            right = "Beri haknya di Peran, atau pilih peran lain."
            yield Matter(About.COUNTER, counter.id, f"{words} {right}", _allowing(office, counter.roles))
    for errand in office.errands.values() if office.counters else ():
        if not office.counters_for(errand.id):
            words = f"{errand.name}: belum ada loketnya, jadi semua loket memanggil untuk ini."
            yield Matter(About.COUNTER, office.counters[0].id, words)


def _allowing(office: Office, roles: Sequence[str]) -> tuple[Edit, ...]:
    """The edit by which the one role of a counter may call numbers; none where it is not said which may."""
    if len(roles) != 1:
        return ()
    rights = sorted({*office.roles[roles[0]].rights, Right.COUNTER})
    return (Put(Place((PROFILE, office.id), "peran", roles[0]), {"hak": [str(right) for right in rights]}),)


def _of_calendar(desk: Desk) -> Iterator[Matter]:
    if (warning := horizon_warning(desk, desk.now())) is not None:
        yield Matter(About.DAYS, "", warning)
    today = desk.working_time().date_of(desk.now()).isoformat()
    with desk.store.read() as conn:
        days = desk.reckoning(conn).days
    unsure = [day for day in days if day.status == "perkiraan" and day.date >= today]
    for year in dict.fromkeys(day.date[:4] for day in unsure):
        found = [day for day in unsure if day.date[:4] == year]
        words = f"{len(found)} hari libur {year} masih perkiraan (lihat SKB)."
        yield Matter(About.DAYS, f"{found[0].date}/{found[0].kind}", words)


def _of_office(office: Office, seen: Seen) -> Iterator[Matter]:
    at = Place((PROFILE, office.id))
    profile = table(seen.texts, at.key)
    told = profile.get("perlu_konfirmasi", [])
    for sentence in told:
        left = [other for other in told if other != sentence]
        keys = tuple(key for words, key in _KEYS if re.search(rf"\b{words}\b", sentence.casefold()))
        confirming = (Put(at, {"perlu_konfirmasi": left}),)
        empty = bool(keys) and not profile.get(keys[0])
        yield Matter(About.OFFICE, sentence, sentence, confirming, empty, keys)


def settled(office: Office, seen: Seen, key: str) -> tuple[Edit, ...]:
    """What takes away the sentences that are about this key of the profile alone: it is being filled in."""
    every = [*_of_office(office, seen)]
    left = [matter.words for matter in every if matter.keys != (key,)]
    return (Put(Place((PROFILE, office.id)), {"perlu_konfirmasi": left}),) if len(left) < len(every) else ()


def _of_hours(desk: Desk, seen: Seen) -> Iterator[Matter]:
    today = desk.working_time().date_of(desk.now())
    for entry in _entries(desk.office, seen, "jam"):
        if entry.get("perlu_konfirmasi") and entry.get("sampai", today) >= today:
            at = Place((PROFILE, desk.office.id), "jam", entry["nama"])
            note = f": {entry['catatan']}" if entry.get("catatan") else ""
            words = f"Jam “{entry['nama']}”{note}"
            yield Matter(About.HOURS, entry["nama"], words, (Put(at, {"perlu_konfirmasi": None}),))


def _of_services(office: Office, seen: Seen) -> Iterator[Matter]:
    for entry in _entries(office, seen, "layanan"):
        if note := entry.get("catatan"):
            at = Place((PROFILE, office.id), "layanan", entry["id"])
            yield Matter(
                About.SERVICE, entry["id"], f"{entry['nama']}: {note}", (Put(at, {"catatan": None}),)
            )
    for service in office.services.values():
        if service.standard is None and service.at_counter:
            words = f"{service.name}: Standar Pelayanan belum diisi."
            yield Matter(About.SERVICE, service.id, words)


def _of_forms(seen: Seen) -> Iterator[Matter]:
    for key in sorted(key for key in seen.texts if key[0] == FORM):
        unsure = [
            e for e in entries(seen.texts, key, "syarat") if e.get("sumber", UNCONFIRMED) == UNCONFIRMED
        ]
        if unsure:
            words = f"{table(seen.texts, key)['nama']}: {len(unsure)} syarat belum dipastikan."
            marks = tuple(Put(Place(key, "syarat", entry["id"]), {"sumber": ""}) for entry in unsure)
            yield Matter(About.FORM, f"{key[1]}/{unsure[0]['id']}", words, marks)


def _entries(office: Office, seen: Seen, section: str) -> tuple[Mapping[str, Any], ...]:
    return entries(seen.texts, (PROFILE, office.id), section)
