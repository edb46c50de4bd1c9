"""An office's profile: its name and letterhead, counters, roles, services, hours and settings.

One TOML file per office (`data/offices/*.toml`, or any path), with Indonesian keys; `docs/offices.md`
says how to write one. Everything wrong in a file is reported at once. Nothing here knows a procedure:
what a profile says about SOPs is applied by `loket.office.closing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from loket.flow.acts import Right
from loket.office.hours import read_patterns
from loket.office.numbers import format_number, runs_per_year, template_fault
from loket.office.reading import Fault, ProfileFaults, Table, read_toml, unique
from loket.resources import resource
from loket.sla.calendar import WeekPattern
from loket.sop.durations import BadDuration, parse_duration
from loket.sop.model import Duration, Kind

__all__ = ["Fault", "Office", "OfficeRole", "ProfileFaults", "Service", "Settings", "load_office", "offices"]

HOMES = (
    "intake", "completeness", "backoffice", "assessment", "verification",
    "issuance", "survey", "supervisor", "archive", "admin",
)  # fmt: skip
REQUEST_KINDS = ("baru", "perpanjangan", "perubahan")
OUTCOMES = ("terbit", "ditolak")
_ZONES = {7 * 60: "WIB", 8 * 60: "WITA", 9 * 60: "WIT"}


class DayReading(StrEnum):
    """What an SOP's bare `hari` means in this office."""

    WORKING = "hari kerja"
    CALENDAR = "hari kalender"


class MinutesFrom(StrEnum):
    """From when the minutes and hours of a step count: from taking the file, or from its arrival."""

    TAKEN = "diambil"
    ARRIVED = "tiba"


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter; `roles` says who may sit there (nobody, while the office has not said)."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeRole:
    """A role under the SOP's own name, the screen it lands on, and what it may do beside its steps."""

    id: str
    name: str
    home: str
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True)
class Service:
    """A permit this office serves. `prefix` is the letter of its queue series; a follow-up has none.

    `standard` is the time by the service's Standar Pelayanan, None where the office has not stated it.
    """

    id: str
    name: str
    procedure: str
    prefix: str
    form: str
    standard: Duration | None
    kinds: tuple[str, ...]
    code: str
    at_counter: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """What the office decides where the SOPs leave it open.

    `legal_days` are working days (UU 30/2014 Ps 53: 5; the same law also names 10). A step is "nearly
    due" in its last `nearly_minutes`, or in its last `nearly_days` working days. `clock_tolerance` is how
    many seconds a clock may be off before the program says so; `horizon_days` how long before the calendar's
    end it warns.
    """

    day_reading: DayReading
    legal_days: int
    minutes_from: MinutesFrom
    number_template: str
    unit: str
    classification: str
    nearly_minutes: int
    nearly_days: int
    clock_tolerance: int
    horizon_days: int


@dataclass(frozen=True, slots=True)
class ClosingStep:
    """A step of the office's own after a procedure's last one, for files that end with one of `outcomes`."""

    procedure: str
    name: str
    kind: Kind
    roles: tuple[str, ...]
    verb: str
    outcomes: tuple[str, ...]
    time: Duration | None = None
    awaits_collection: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `step_roles` narrows who performs a step: procedure → sequence → roles.

    `to_confirm` lists in sentences what stands in the profile without a source and the office must check.
    """

    id: str
    name: str
    short: str
    letterhead: tuple[str, ...]
    zone_minutes: int
    counters: tuple[Counter, ...]
    roles: Mapping[str, OfficeRole]
    services: Mapping[str, Service]
    patterns: tuple[WeekPattern, ...]
    settings: Settings
    closing: tuple[ClosingStep, ...]
    step_roles: Mapping[str, Mapping[int, tuple[str, ...]]]
    to_confirm: tuple[str, ...]
    tracking: str = ""
    source: str = field(default="", compare=False)

    @property
    def zone_name(self) -> str:
        """WIB, WITA or WIT; the offset where it is none of them."""
        hours, minutes = divmod(abs(self.zone_minutes), 60)
        sign = "-" if self.zone_minutes < 0 else "+"
        return _ZONES.get(self.zone_minutes, f"{sign}{hours:02}:{minutes:02}")

    @property
    def procedures(self) -> tuple[str, ...]:
        """The ids of the SOPs this office works by, in the order of its services."""
        return tuple(dict.fromkeys(service.procedure for service in self.services.values()))

    @property
    def counter_services(self) -> tuple[Service, ...]:
        """The services that people ask for at a counter."""
        return tuple(service for service in self.services.values() if service.at_counter)

    def services_of(self, procedure: str) -> tuple[Service, ...]:
        """The services that follow this SOP."""
        return tuple(service for service in self.services.values() if service.procedure == procedure)

    def counter(self, counter_id: str) -> Counter | None:
        """The counter with that id, if the office has it."""
        return next((counter for counter in self.counters if counter.id == counter_id), None)

    def rights_of(self, roles: Iterable[str]) -> dict[Right, str]:
        """For each right that these roles give, the first role that carries it."""
        found: dict[Right, str] = {}
        for role in roles:
            for right in self.roles[role].rights if role in self.roles else ():
                found.setdefault(right, role)
        return found


def offices() -> list[str]:
    """The ids of the profiles that come with the program."""
    return sorted(path.stem for path in resource("data", "offices").glob("*.toml"))


def load_office(id_or_path: str | Path) -> Office:
    """The profile that comes with the program under this id, or the file at this path.

    Raises:
        ProfileFaults: with everything that is wrong, in Indonesian.
    """
    path = Path(id_or_path)
    if isinstance(id_or_path, str) and re.fullmatch(r"[a-z0-9_-]+", id_or_path):
        if id_or_path not in offices():
            right = f"Yang ada: {', '.join(offices())}; atau tulis letak berkas TOML-nya."
            raise ProfileFaults([Fault(f"{id_or_path}.toml", "(berkas)", "profil ini tidak ada.", right)])
        path = resource("data", "offices", f"{id_or_path}.toml")
    faults: list[Fault] = []
    top = read_toml(path, faults)
    if faults:
        raise ProfileFaults(faults)
    office = _office(top, str(path))
    top.close()
    if faults:
        raise ProfileFaults(faults)
    return office


def _office(top: Table, source: str) -> Office:
    roles = _roles(top)
    services, unsure = _services(top)
    patterns, hours_to_confirm = read_patterns(top.tables("jam"))
    return Office(
        id=top.ident(),
        name=top.text("nama"),
        short=top.text("singkatan"),
        letterhead=top.texts("kop"),
        zone_minutes=_zone(top),
        counters=_counters(top, roles),
        roles=roles,
        services=services,
        patterns=patterns,
        settings=_settings(top.table("pengaturan"), services.values()),
        closing=_closing(top, roles, services),
        step_roles=_step_roles(top.table("peran_langkah"), roles, services),
        to_confirm=(*top.texts("perlu_konfirmasi", ()), *hours_to_confirm, *unsure),
        tracking=top.text("cara_bertanya", ""),
        source=source,
    )


def _zone(top: Table) -> int:
    text = top.text("zona")
    found = re.fullmatch(r"([+-])(\d{2}):([0-5]\d)", text)
    if found is None or int(found[2]) > 14:
        if text:
            top.fault(
                "zona",
                f"“{text}” bukan selisih waktu.",
                'Tulis "+07:00" untuk WIB, "+08:00" WITA, "+09:00" WIT.',
            )
        return 7 * 60
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _roles(top: Table) -> dict[str, OfficeRole]:
    tables = top.tables("peran")
    found = []
    for table in tables:
        rights = table.choices("hak", [right.value for right in Right], ())
        home = table.choice("beranda", HOMES)
        found.append(OfficeRole(table.ident(), table.text("nama"), home, frozenset(Right(r) for r in rights)))
        table.close()
    unique(tables, [role.id for role in found])
    for right in Right:
        if tables and not any(right in role.rights for role in found):
            top.fault(
                "peran", f"tidak ada peran dengan hak “{right}”.", f'Tulis hak = ["{right}"] pada satu peran.'
            )
    return {role.id: role for role in found}


def _counters(top: Table, roles: Mapping[str, OfficeRole]) -> tuple[Counter, ...]:
    tables = top.tables("loket")
    found = []
    for table in tables:
        found.append(Counter(table.ident(), table.text("nama"), table.choices("peran", roles)))
        table.close()
    unique(tables, [counter.id for counter in found])
    return tuple(found)


def _services(top: Table) -> tuple[dict[str, Service], list[str]]:
    tables = top.tables("layanan")
    found, unsure = [], []
    for table in tables:
        at_counter = table.flag("di_loket", default=True)
        name, prefix = table.text("nama"), table.text("awalan", None if at_counter else "")
        if prefix and not re.fullmatch(r"[A-Z]{1,2}", prefix):
            table.fault("awalan", f"“{prefix}” bukan awalan nomor.", "Pakai satu atau dua huruf besar.")
        service = Service(
            id=table.ident(),
            name=name,
            procedure=table.text("sop"),
            prefix=prefix,
            form=table.text("formulir"),
            standard=read_duration(table, "jangka_waktu"),
            kinds=table.choices("jenis_permohonan", REQUEST_KINDS, ("baru",)),
            code=table.text("kode_izin", ""),
            at_counter=at_counter,
        )
        if note := table.text("catatan", ""):
            unsure.append(f"Layanan “{name}”: {note}")
        table.close()
        found.append(service)
    unique(tables, [service.id for service in found])
    return {service.id: service for service in found}, unsure


def read_duration(table: Table, key: str) -> Duration | None:
    """A time such as `5 hari kerja`, or None where the key is absent."""
    text = table.text(key, "")
    if not text:
        return None
    try:
        return parse_duration(text)
    except BadDuration as bad:
        table.fault(key, bad.wrong, bad.right)
        return None


def _settings(table: Table, services: Iterable[Service]) -> Settings:
    template = table.text("nomor_berkas")
    unit, classification = table.text("unit", ""), table.text("klasifikasi", "")
    if template and (wrong := template_fault(template)):
        table.fault("nomor_berkas", wrong, 'Tulis misalnya "{urut:05}" atau "{urut:04}/{kode_izin}/{tahun}".')
    for token, value in (("unit", unit), ("klasifikasi", classification)):
        if f"{{{token}}}" in template and not value:
            table.fault(token, f"belum ada, padahal nomor_berkas memakai {{{token}}}.", "Isi dengan teks.")
    for service in services:
        if "{kode_izin}" in template and not service.code:
            table.fault("nomor_berkas", f"memakai {{kode_izin}}, padahal layanan “{service.id}” tidak punya.",
                        "Isi kode_izin pada layanan itu.")  # fmt: skip
    settings = Settings(
        day_reading=DayReading(table.choice("hari", [d.value for d in DayReading])),
        legal_days=table.whole("batas_hukum_hari", 5, least=1),
        minutes_from=MinutesFrom(table.choice("menit_sejak", [m.value for m in MinutesFrom], "diambil")),
        number_template=template,
        unit=unit,
        classification=classification,
        nearly_minutes=table.whole("hampir_menit", 5),
        nearly_days=table.whole("hampir_hari", 1),
        clock_tolerance=table.whole("selisih_jam_detik", 120, least=1),
        horizon_days=table.whole("ingatkan_kalender_hari", 60, least=1),
    )
    table.close()
    return settings


def _closing(
    top: Table, roles: Mapping[str, OfficeRole], services: Mapping[str, Service]
) -> tuple[ClosingStep, ...]:
    found = []
    for table in top.tables("tambahan", required=False):
        step = ClosingStep(
            procedure=table.choice("sop", _procedures(services)),
            name=table.text("nama"),
            kind=Kind(table.choice("jenis", [kind.value for kind in Kind])),
            roles=table.choices("peran", roles),
            verb=table.text("kata_kerja", "Selesai"),
            outcomes=table.choices("setelah", OUTCOMES, ("terbit",)),
            time=read_duration(table, "waktu"),
            awaits_collection=table.flag("tunggu_pemohon"),
        )
        if not step.roles:
            table.fault("peran", "tidak ada yang mengerjakan.", "Sebut paling sedikit satu peran.")
        table.close()
        found.append(step)
    return tuple(found)


def _step_roles(
    table: Table, roles: Mapping[str, OfficeRole], services: Mapping[str, Service]
) -> dict[str, dict[int, tuple[str, ...]]]:
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for procedure in table.names:
        if procedure not in _procedures(services):
            table.fault(
                procedure,
                "tidak ada layanan dengan SOP ini.",
                f"Yang ada: {', '.join(_procedures(services))}.",
            )
        steps = table.table(procedure)
        for key in steps.names:
            chosen = steps.choices(key, roles)
            if not key.isdecimal():
                steps.fault(key, "bukan urutan langkah.", "Tulis angka urutan langkah SOP itu.")
            elif chosen:
                found.setdefault(procedure, {})[int(key)] = chosen
    return found


def _procedures(services: Mapping[str, Service]) -> list[str]:
    return sorted({service.procedure for service in services.values()})


def file_number(office: Office, service: Service, running: int, on: date) -> str:
    """The number of the `running`-th file, registered on the office's local date `on`."""
    settings = office.settings
    return format_number(
        settings.number_template,
        running,
        on,
        permit=service.code,
        unit=settings.unit,
        classification=settings.classification,
    )


def number_series(office: Office, on: date) -> str:
    """The counter that numbers files on that date: one a year, where the template has the year."""
    return f"berkas-{on.year}" if runs_per_year(office.settings.number_template) else "berkas"
