"""Reads an office's profile: name and letterhead, counters, roles, services, hours and settings.

One TOML file per office (`data/offices/*.toml`, or any path), with Indonesian keys; `docs/offices.md`
says how to write one. Everything wrong in a file is reported at once. Nothing here knows a procedure:
what a profile says about SOPs is applied by `loket.office.closing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from loket.dates import read_clock
from loket.flow.acts import Right
from loket.flow.queue.acts import Outcome
from loket.office.hours import read_door_days, read_patterns, read_week, shortest_day
from loket.office.model import (
    HOMES,
    KIOSK_HOURS,
    LEGAL_STARTS,
    OUTCOMES,
    REGISTERING,
    WITHOUT_FILE,
    WITHOUT_NUMBER,
    ClosingStep,
    Compensation,
    Counter,
    DayReading,
    Errand,
    MinutesFrom,
    Office,
    OfficeRole,
    Official,
    Referral,
    Service,
    Settings,
)
from loket.office.numbers import template_fault
from loket.office.printer import RIGHT, USUAL, Printer, printer_fault, read_printer
from loket.office.reading import ProfileFaults, Table, top_table, unique
from loket.office.thresholds import ACTION, ATTENTION, check_thresholds, read_thresholds
from loket.resources import resource
from loket.sla.calendar import Week
from loket.sop.faults import Fault
from loket.sop.model import REQUEST_KINDS, Duration, Kind, Milestone
from loket.sop.source import Written, written
from loket.sop.tables import MOST, nearest

__all__ = [
    "Counter",
    "Office",
    "OfficeRole",
    "ProfileFaults",
    "Service",
    "Settings",
    "load_office",
    "offices",
    "parse_office",
    "sound_office",
]


Chosen = TypeVar("Chosen")
_LONGEST_PAGE = 100
_YEAR, _DAY_MINUTES, _HOUR_SECONDS = 366, 24 * 60, 60 * 60


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
            right = f"salah satu dari {', '.join(offices())}, atau letak berkas TOML-nya"
            raise ProfileFaults([Fault(id_or_path, "", "profil kantor ini tidak ada", right)])
        path = resource("data", "offices", f"{id_or_path}.toml")
    return replace(sound_office(replace(written(path), file=path.name)), source=str(path))


def sound_office(source: Written) -> Office:
    """The office of a profile without faults. Raises ProfileFaults."""
    office, faults = parse_office(source)
    if faults or office is None:
        raise ProfileFaults(faults)
    return office


def parse_office(source: Written) -> tuple[Office | None, list[Fault]]:
    """The office as far as its profile can be read, and everything that is wrong with it."""
    try:
        top = top_table(source)
    except ProfileFaults as unreadable:
        return None, list(unreadable.faults)
    office = _office(top, source.file)
    check_thresholds(top, office)
    top.close()
    return office, top.faults


def _office(top: Table, source: str) -> Office:
    roles = _roles(top)
    errands = _errands(top)
    services, unsure = _services(top, lettered=any(e.registers and e.prefix for e in errands.values()))
    procedures = sorted({service.procedure for service in services.values()})
    patterns, hours_to_confirm = read_patterns(top.sections("jam", "nama", required=True))
    door, door_days = _door(top), read_door_days(top.sections("pintu_khusus", "nama"))
    weeks = [door] if door is not None else [pattern.week for pattern in patterns]
    step_roles, sign_roles = _step_roles(top.section("peran_langkah"), roles, procedures)
    return Office(
        id=top.ident(),
        name=top.text("nama", required=True),
        short=top.text("singkatan", required=True),
        letterhead=top.texts("kop"),
        zone_minutes=_zone(top),
        counters=_counters(top, roles, errands, services),
        roles=roles,
        services=services,
        patterns=patterns,
        settings=_settings(top.section("pengaturan"), services.values(), shortest_day(weeks, door_days)),
        closing=_closing(top, roles, procedures),
        step_roles=step_roles,
        to_confirm=(*top.texts("perlu_konfirmasi"), *hours_to_confirm, *unsure),
        inquiries=top.text("cara_bertanya"),
        place=top.text("tempat"),
        door=door,
        door_days=door_days,
        officials=_officials(top),
        step_times=_step_times(top.section("waktu_langkah"), procedures),
        sign_roles=sign_roles,
        errands=errands,
        referrals=_referrals(top),
        compensations=_compensations(top),
        source=source,
    )


def _zone(top: Table) -> int:
    right = '"+07:00" untuk WIB, "+08:00" untuk WITA, "+09:00" untuk WIT'
    text = top.text("zona", required=True, right=right)
    found = re.fullmatch(r"([+-])(0\d|1[0-4]):([0-5]\d)", text)
    if found is None:
        if text:
            top.fault("zona", f'"{text}" bukan selisih waktu', right)
        return 7 * 60
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _roles(top: Table) -> dict[str, OfficeRole]:
    tables = top.sections("peran", required=True)
    found = []
    for table in tables:
        rights = frozenset(Right(word) for word in table.picks("hak", [right.value for right in Right]))
        name, home = table.text("nama", required=True), table.pick("beranda", HOMES)
        found.append(OfficeRole(table.ident(), name, home, rights))
        table.close()
    unique(tables)
    for right in Right if top.has("layanan") else (Right.ADMINISTER,):
        if tables and not any(right in role.rights for role in found):
            top.fault(
                "peran", f'tidak ada peran dengan hak "{right}"', f'satu peran dengan hak = ["{right}"]'
            )
    return {role.id: role for role in found}


def _errands(top: Table) -> dict[str, Errand]:
    """What people come for, by id; where none of it registers files that is one more, and the first."""
    tables = top.sections("keperluan")
    found = []
    for table in tables:
        prefix = _prefix(table, required=True)
        name, registers = table.text("nama", required=True), table.flag("mendaftar")
        usual = Outcome.ASKED if registers else Outcome.SERVED
        outcome = Outcome(table.pick("hasil", WITHOUT_FILE, usual))
        known = (table.ident(), name, prefix, registers, table.whole("jatah", 0), outcome)
        errand = Errand(*known, *read_thresholds(table))
        table.close()
        found.append(errand)
    unique(tables)
    if not any(errand.registers for errand in found):
        own = REGISTERING.id
        while own in {errand.id for errand in found}:
            own += "-berkas"
        found.insert(0, replace(REGISTERING, id=own))
    return {errand.id: errand for errand in found}


def _referrals(top: Table) -> dict[str, Referral]:
    """What people come for that others handle, by id."""
    tables = top.sections("bukan_kewenangan")
    found = []
    for table in tables:
        name, office = table.text("nama", required=True), table.text("ke", required=True)
        found.append(Referral(table.ident(), name, office, table.text("alamat"), table.text("jam")))
        table.close()
    unique(tables)
    return {referral.id: referral for referral in found}


def _compensations(top: Table) -> dict[str, Compensation]:
    """What is offered to who waited longer than promised, by id."""
    tables = top.sections("kompensasi")
    found = []
    for table in tables:
        name, precedes, slip = (
            table.text("nama", required=True),
            table.flag("didahulukan"),
            table.flag("surat"),
        )
        sure = not table.flag("perlu_konfirmasi")
        found.append(Compensation(table.ident(), name, precedes, slip, sure))
        table.close()
    unique(tables)
    return {each.id: each for each in found}


def _prefix(table: Table, *, required: bool) -> str:
    """The letter of queue numbers."""
    prefix = table.text("awalan", required=required, right='huruf nomor antrean, misalnya "A"')
    if prefix and not re.fullmatch(r"[A-Z]{1,2}", prefix):
        table.fault("awalan", f'"{prefix}" bukan awalan nomor', "satu atau dua huruf besar")
    return prefix


def _counters(
    top: Table, roles: Mapping[str, OfficeRole], errands: Collection[str], services: Collection[str]
) -> tuple[Counter, ...]:
    tables = top.sections("loket")
    found = []
    for table in tables:
        name, held = table.text("nama", required=True), table.picks("peran", roles)
        served = table.picks("keperluan", errands), table.picks("layanan", services)
        found.append(Counter(table.ident(), name, held, _printer(table), *served, table.text("ruang")))
        table.close()
    unique(tables)
    for at, counter in enumerate(found):
        if counter.name.casefold() in {before.name.casefold() for before in found[:at]}:
            tables[at].fault("nama", f'"{counter.name}" nama loket lain', "nama sendiri, misalnya Loket 3")
    return tuple(found)


def _printer(table: Table) -> Printer:
    text = table.text("printer", right=RIGHT)
    found = read_printer(text)
    if found is None:
        table.fault("printer", printer_fault(text), RIGHT)
    return found or USUAL


def _services(top: Table, *, lettered: bool) -> tuple[dict[str, Service], list[str]]:
    """The services by id, and what the office must confirm about them.

    `lettered`: numbers have the letter of what people come for, so that a service needs none of its own.
    """
    tables = top.sections("layanan")
    found, unsure = [], []
    for table in tables:
        service = _service(table, lettered=lettered)
        if note := table.text("catatan"):
            unsure.append(f"Layanan “{service.name}”: {note}")
        table.close()
        found.append(service)
    unique(tables)
    return {service.id: service for service in found}, unsure


def _service(table: Table, *, lettered: bool) -> Service:
    at_counter = table.switch("di_loket", default=True)
    attention, action = read_thresholds(table)
    prefix = _prefix(table, required=at_counter and not lettered)
    return Service(
        id=table.ident(),
        name=table.text("nama", required=True),
        procedure=table.text("sop", required=True),
        prefix=prefix,
        form=table.text("formulir", required=True),
        standard=table.duration("jangka_waktu"),
        kinds=table.picks("jenis_permohonan", REQUEST_KINDS) or REQUEST_KINDS[:1],
        code=table.text("kode_izin"),
        at_counter=at_counter,
        legal_days=table.number("batas_hukum"),
        page=_page(table),
        quota=table.whole("jatah", 0),
        attention=attention,
        action=action,
        nearly_days=table.number("hampir_hari", least=0, most=_YEAR),
    )


def _page(table: Table) -> str:
    """An address on the web, short enough for a code that a phone reads off a small screen."""
    written = table.text("laman")
    if written and (not re.fullmatch(r"https?://[!-~]+", written) or len(written) > _LONGEST_PAGE):
        right = f'paling panjang {_LONGEST_PAGE} huruf, misalnya "https://kantor.example/reklame"'
        table.fault("laman", f'"{written}" bukan alamat laman yang dapat dipakai', right)
    return written


def _door(top: Table) -> Week | None:
    """When people are served, where the office says so."""
    table = top.section("jam_pintu")
    if not top.has("jam_pintu"):
        return None
    week = read_week(table)
    table.close()
    return week


def _officials(top: Table) -> tuple[Official, ...]:
    tables = top.sections("pejabat", "nama")
    found = []
    for table in tables:
        nip = "".join(table.text("nip").split())
        if nip and not re.fullmatch(r"[0-9]{18}", nip):
            table.fault("nip", f'"{nip}" bukan NIP', "18 angka")
        name, position = table.text("nama", required=True), table.text("jabatan", required=True)
        found.append(Official(name, position, nip, table.day("sejak")))
        table.close()
    unique(tables, "nama")
    return tuple(found)


def _settings(table: Table, services: Iterable[Service], shortest: tuple[int, str]) -> Settings:
    """What the office decided. `shortest`: how many minutes its shortest day has, and which day that is."""
    settings = Settings(
        day_reading=table.choice("hari", DayReading) or DayReading.WORKING,
        legal_days=table.whole("batas_hukum_hari", 5, least=1, most=_YEAR),
        legal_from=Milestone(table.pick("batas_hukum_sejak", LEGAL_STARTS, Milestone.COMPLETE)),
        minutes_from=table.choice("menit_sejak", MinutesFrom, MinutesFrom.TAKEN) or MinutesFrom.TAKEN,
        number_template=table.text("nomor_berkas", required=True, right='misalnya "{urut:05}"'),
        unit=table.text("unit"),
        classification=table.text("klasifikasi"),
        nearly_days=table.whole("hampir_hari", 1, most=_YEAR),
        clock_tolerance=table.whole("selisih_jam_detik", 120, least=1, most=_HOUR_SECONDS),
        horizon_days=table.whole("ingatkan_kalender_hari", 60, least=1, most=2 * _YEAR),
        lock_minutes=table.whole("jeda_menit", 30, most=_DAY_MINUTES),
        backups_daily=table.whole("cadangan_harian", 7, least=1, most=_YEAR),
        backups_weekly=table.whole("cadangan_mingguan", 5, most=10 * 53),
        backup_days=table.whole("ingatkan_cadangan_hari", 2, least=1, most=_YEAR),
        printer=_printer(table),
        scans=_folder(table, "folder_lampiran"),
        morning_minute=_clock(table, "cetak_lembar_pagi"),
        priority_ratio=table.whole("prioritas_banding", 0, most=100),
        priority_minutes=table.whole("prioritas_menit", 45, least=1, most=_DAY_MINUTES),
        calls=table.whole("panggilan_terbanyak", 3, least=1, most=100),
        call_seconds=table.whole("jeda_panggilan_detik", 10, most=_HOUR_SECONDS),
        last_number_minutes=table.whole("nomor_terakhir_menit", 0, most=_DAY_MINUTES),
        booked_ahead_minutes=table.whole("pesanan_mendahului_menit", 15, most=_DAY_MINUTES),
        booked_late_minutes=table.whole("pesanan_terlambat_menit", 15, most=_DAY_MINUTES),
        numbers_for_all=table.pick("tanpa_nomor", WITHOUT_NUMBER, WITHOUT_NUMBER[0]) != WITHOUT_NUMBER[0],
        kiosk_always=table.pick("kios_jam", KIOSK_HOURS, KIOSK_HOURS[0]) != KIOSK_HOURS[0],
        attention_minutes=table.whole(ATTENTION, 20, least=1, most=_DAY_MINUTES),
        action_minutes=table.whole(ACTION, 40, least=1, most=_DAY_MINUTES),
        crowd=table.whole("melimpah_nomor", 15, most=1000),
        silent_minutes=table.whole("tidak_memanggil_menit", 10, least=1, most=_DAY_MINUTES),
    )
    _check_template(table, settings, services)
    minutes = settings.last_number_minutes
    if minutes > shortest[0]:
        if minutes < _DAY_MINUTES:  # else it is told of already
            right = f"paling banyak {shortest[0]} menit, dari buka sampai tutup pada {shortest[1]}"
            table.fault("nomor_terakhir_menit", f"berisi {minutes}", right)
            table.faults[-1] = replace(table.faults[-1], beyond=True)
        settings = replace(settings, last_number_minutes=shortest[0])
    table.close()
    return settings


def _folder(table: Table, name: str) -> str:
    """A folder of the computer that does the tasks; empty for none."""
    written = table.text(name)
    if written and not written.startswith("/"):
        table.fault(name, f'"{written}" bukan letak lengkap', 'letak lengkap, misalnya "/srv/lampiran"')
    return written


def _clock(table: Table, name: str) -> int | None:
    """A time of the day in minutes after midnight; None where none is written."""
    written = table.text(name)
    minute = read_clock(written) if written else None
    if written and minute is None:
        table.fault(name, f'"{written}" bukan jam', 'jam, misalnya "07.45"')
    return minute


def _check_template(table: Table, settings: Settings, services: Iterable[Service]) -> None:
    template = settings.number_template
    if template and (wrong := template_fault(template)):
        table.fault("nomor_berkas", wrong, 'misalnya "{urut:05}" atau "{urut:04}/{kode_izin}/{tahun}"')
    for name, value in (("unit", settings.unit), ("klasifikasi", settings.classification)):
        if f"{{{name}}}" in template and not value:
            table.fault(name, "tidak diisi", f"teks, karena nomor_berkas memakai {{{name}}}")
    nameless = [service.name for service in services if not service.code]
    if "{kode_izin}" in template and nameless:
        right = f"kode_izin pada layanan {', '.join(nameless)}"
        table.fault("nomor_berkas", "memakai {kode_izin} yang belum ada pada semua layanan", right)


def _closing(top: Table, roles: Mapping[str, OfficeRole], procedures: list[str]) -> tuple[ClosingStep, ...]:
    found, named = [], set[tuple[str, str]]()
    for table in top.sections("tambahan", "nama"):
        step = ClosingStep(
            procedure=table.pick("sop", procedures),
            name=table.text("nama", required=True),
            kind=table.kind("jenis") or Kind.GENERAL,
            roles=table.picks("peran", roles),
            verb=table.text("kata_kerja") or "Selesai",
            outcomes=table.picks("setelah", OUTCOMES) or OUTCOMES[:1],
            time=table.duration("waktu"),
            awaits_collection=table.flag("tunggu_pemohon"),
        )
        if not step.roles:
            table.fault("peran", "tidak menyebut yang mengerjakan", "paling sedikit satu peran")
        if (called := (step.procedure, step.name)) in named:
            table.fault(
                "nama", f'"{step.name}" sudah dipakai', "nama yang lain; setiap langkah SOP ini sekali"
            )
        named.add(called)
        table.close()
        found.append(step)
    return tuple(found)


def _step_roles(
    table: Table, roles: Mapping[str, OfficeRole], procedures: list[str]
) -> tuple[dict[str, dict[int, tuple[str, ...]]], dict[str, dict[tuple[int, int], tuple[str, ...]]]]:
    """Who performs steps, and who gives sign-offs."""
    right = "angka urutan langkah pada SOP itu, atau dengan parafnya: 4-2 ialah paraf kedua langkah 4"
    read = _by_step(table, procedures, lambda steps, key: steps.picks(key, roles), _STEP_OR_SIGN, right)
    return (
        {sop: {at[0]: held for at, held in steps.items() if len(at) == 1} for sop, steps in read.items()},
        {sop: {(at[0], at[1]): held for at, held in steps.items() if at[1:]} for sop, steps in read.items()},
    )


def _step_times(table: Table, procedures: list[str]) -> dict[str, dict[int, Duration]]:
    right = "angka urutan langkah pada SOP itu"
    read = _by_step(table, procedures, lambda steps, key: steps.duration(key), _STEP, right)
    return {sop: {at[0]: time for at, time in steps.items()} for sop, steps in read.items()}


_STEP = re.compile(rf"[0-9]{{1,{len(str(MOST))}}}")
_STEP_OR_SIGN = re.compile(rf"{_STEP.pattern}(?:-[1-9][0-9]?)?")


def _by_step(
    table: Table,
    procedures: list[str],
    read: Callable[[Table, str], Chosen | None],
    known: re.Pattern[str],
    right: str,
) -> dict[str, dict[tuple[int, ...], Chosen]]:
    """What is chosen for steps of SOPs: `[section.SOP]`, a step a line."""
    found: dict[str, dict[tuple[int, ...], Chosen]] = {}
    for procedure in table.values:
        if procedure not in procedures:
            table.fault(procedure, "tidak dipakai layanan mana pun", nearest(procedure, procedures))
        steps = table.section(procedure)
        for key in steps.values:
            chosen = read(steps, key)
            if known.fullmatch(key) is None:
                steps.fault(key, "bukan urutan langkah", right)
            elif chosen:
                found.setdefault(procedure, {})[tuple(map(int, key.split("-")))] = chosen
    return found
