"""What an office profile is: the office, its counters, roles, services, settings and own closing steps.

`loket.office.profile` reads it; nothing here opens a file. The words of the file are in `docs/offices.md`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from loket.flow.acts import Right
from loket.flow.lane import Thresholds
from loket.flow.order import Policy
from loket.flow.queue.acts import Outcome
from loket.lengths import MINUTE
from loket.office.numbers import format_number, runs_per_year, short_number
from loket.office.printer import USUAL, Printer
from loket.sla.calendar import Week, WeekPattern
from loket.sla.day import Hours
from loket.sop.model import Duration, Kind, Milestone

HOMES = (
    "intake", "completeness", "backoffice", "assessment", "verification",
    "issuance", "survey", "supervisor", "archive", "admin",
)  # fmt: skip
OUTCOMES = ("terbit", "ditolak")
_ZONES = {7 * 60: "WIB", 8 * 60: "WITA", 9 * 60: "WIT"}


class DayReading(StrEnum):
    """What an SOP's bare `hari` means in this office."""

    WORKING = "hari kerja"
    CALENDAR = "hari kalender"


KIOSK_HOURS = ("pintu", "selalu")
WITHOUT_NUMBER = ("dilayani", "diberi nomor")
"""When a kiosk gives numbers, as a profile writes it: while the door is open (so it is as long as nothing is
written), or always.
"""
LEGAL_STARTS = (Milestone.COMPLETE, Milestone.CORRECT)


class MinutesFrom(StrEnum):
    """From when the minutes and hours of a step count: from taking the file, or from its arrival."""

    TAKEN = "diambil"
    ARRIVED = "tiba"


WITHOUT_FILE = (Outcome.SERVED, Outcome.COLLECTED, Outcome.ASKED)
"""What usually comes of the numbers of an errand, where no file does."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What people come for, as they choose it at the door; each is a line of its own.

    `prefix` is the letter of its numbers. `registers`: a new file comes of it, so that the permit is asked,
    whose own letter goes first. `quota`: so many numbers are given for it on a day; 0: however many come.
    `outcome`: what probably came of a number of which no file did. `attention`, `action`: after how many
    minutes of waiting its lane needs the one or the other, where that is not as in the settings.
    """

    id: str
    name: str
    prefix: str
    registers: bool = False
    quota: int = 0
    outcome: Outcome = Outcome.SERVED
    attention: int | None = None
    action: int | None = None


REGISTERING = Errand("daftar", "Mendaftarkan permohonan", "", registers=True, outcome=Outcome.ASKED)
"""The errand of an office that names none which registers: the letters are those of its services."""


@dataclass(frozen=True, slots=True)
class Referral:
    """What people come for that is not this office's, and where they go: an `office`, its hours in words."""

    id: str
    name: str
    office: str
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Compensation:
    """What the office offers to who waited longer than promised.

    `precedes`: they go first when they come next; `slip`: a letter is printed. `sure`: the office has
    confirmed it.
    """

    id: str
    name: str
    precedes: bool = False
    slip: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter; `roles` says who may sit there (nobody, while the office has not said).

    It calls numbers of these `errands` and `services`; where none is named, of all. `hall` is where people
    wait for it, where the office has more than one such room.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    printer: Printer = USUAL
    errands: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    hall: str = ""

    def serves(self, errand: str, service: str) -> bool:
        """Whether it calls who came for that; a `service` that is not known yet is none it turns away."""
        of_errand = not self.errands or errand in self.errands
        return of_errand and (not self.services or not service or service in self.services)


def short_role(name: str) -> str:
    """A role without the short form before its stroke: `Petugas Loket 4` of `FO/Petugas Loket 4`.

    `ATR/BPN` is one name.
    """
    short, stroke, full = name.partition("/")
    return full if stroke and short.isupper() and not full.isupper() else name


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

    `standard` is the time by the service's Standar Pelayanan, None where the office has not stated it;
    `legal_days` is the length of its legal line where that is not the office's. `page` is the address on the
    web at which people read what it asks for; empty where there is none. `quota`, `attention`, `action`: as
    of an errand, and before it. `nearly_days`: of its files, where that is not as in the settings.
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
    legal_days: int | None = None
    page: str = ""
    quota: int = 0
    attention: int | None = None
    action: int | None = None
    nearly_days: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the office decides where the SOPs leave it open.

    `legal_days` are working days (UU 30/2014 Ps 53: 5; the same law also names 10), from `legal_from` on. A
    supervisor sees a file as nearly due in its last `nearly_days` working days. `clock_tolerance` is how many
    seconds a clock may be behind before the program says so; `horizon_days` when it warns of the calendar's
    end. A screen that nobody touches covers itself after `lock_minutes`; 0: never. The last backup is kept of
    each of `backups_daily` days and `backups_weekly` weeks; after `backup_days` without one that is said.
    `printer` is that of who sits at no counter; from the folder `scans`, if any, scans are taken in.
    The morning's sheet is printed by itself at `morning_minute` of working days, if at all.

    Of those who wait, `priority_ratio` with priority pass for each without (0: all by arrival), and none
    passes who waits `priority_minutes`. A number is called `calls` times at most, `call_seconds` apart.
    Who booked is called as if they had come `booked_ahead_minutes` before their time, if they come at most
    `booked_late_minutes` after it.
    No number is given in the last `last_number_minutes` before the door closes for the day.
    `kiosk_always`: a kiosk gives numbers whenever it runs, not only while the door is open.
    `numbers_for_all`: who comes to a counter without a number is given one there.
    Somebody who waits `attention_minutes` needs a supervisor's attention, after `action_minutes` it is time
    to act; where `crowd` wait in one lane it overflows (0: however many). `silent_minutes`: so long nobody
    may call while people wait.
    """

    day_reading: DayReading
    legal_days: int
    legal_from: Milestone
    minutes_from: MinutesFrom
    number_template: str
    unit: str
    classification: str
    nearly_days: int
    clock_tolerance: int
    horizon_days: int
    lock_minutes: int
    backups_daily: int
    backups_weekly: int
    backup_days: int
    printer: Printer = USUAL
    scans: str = ""
    morning_minute: int | None = None
    priority_ratio: int = 0
    priority_minutes: int = 45
    calls: int = 3
    call_seconds: int = 10
    kiosk_always: bool = False
    numbers_for_all: bool = False
    last_number_minutes: int = 0
    booked_ahead_minutes: int = 15
    booked_late_minutes: int = 15
    attention_minutes: int = 20
    action_minutes: int = 40
    crowd: int = 15
    silent_minutes: int = 10

    @property
    def policy(self) -> Policy:
        """In which order numbers are called."""
        booked = (self.booked_ahead_minutes * MINUTE, self.booked_late_minutes * MINUTE)
        return Policy(self.priority_ratio, self.priority_minutes * MINUTE, *booked)


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
class DoorDays:
    """The hours in which the door is open on each date from `first` to `last` (both included), and what for.

    No clock of a deadline goes by them: such a date need be no working day.
    """

    name: str
    first: date
    last: date
    hours: Hours


@dataclass(frozen=True, slots=True)
class Official:
    """Who holds an office, as papers name them, and since when; of some neither NIP nor date is written."""

    name: str
    position: str
    nip: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `step_roles` says who performs a step here, `step_times` how long: procedure → sequence;
    `sign_roles` who gives its sign-offs: procedure → sequence and which of them, counted from 1.

    `to_confirm` lists in sentences what stands in the profile without a source and the office must check;
    `inquiries` tells an applicant how to ask after a file; `place` is where its papers are signed. `door`:
    when people are served, where that is not all the time that its clocks run; on the dates of `door_days`
    by these, of several the last.
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
    inquiries: str = ""
    place: str = ""
    door: Week | None = None
    door_days: tuple[DoorDays, ...] = ()
    officials: tuple[Official, ...] = ()
    step_times: Mapping[str, Mapping[int, Duration]] = field(default_factory=dict)
    sign_roles: Mapping[str, Mapping[tuple[int, int], tuple[str, ...]]] = field(default_factory=dict)
    errands: Mapping[str, Errand] = field(default_factory=lambda: {REGISTERING.id: REGISTERING})
    referrals: Mapping[str, Referral] = field(default_factory=dict)
    compensations: Mapping[str, Compensation] = field(default_factory=dict)
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

    def series(self, errand: str, service: str) -> str:
        """The letter of a number for that; empty where nothing gives it one."""
        of_service = self.services[service].prefix if service in self.services else ""
        return of_service or self.errands[errand].prefix

    def thresholds(self, errand: str, service: str = "") -> Thresholds:
        """How long who came for that may wait: as of the service, else of the errand, else of all."""
        own = [found for found in (self.services.get(service), self.errands.get(errand)) if found is not None]
        attention = next((each.attention for each in own if each.attention is not None), None)
        action = next((each.action for each in own if each.action is not None), None)
        settings = self.settings
        return Thresholds(
            (settings.attention_minutes if attention is None else attention) * MINUTE,
            (settings.action_minutes if action is None else action) * MINUTE,
        )

    def nearly_days(self, service: str) -> int:
        """In its last how many working days a file of that service is nearly due."""
        own = self.services[service].nearly_days if service in self.services else None
        return self.settings.nearly_days if own is None else own

    def counters_for(self, errand: str, service: str = "") -> tuple[Counter, ...]:
        """The counters that are there for numbers of that kind, and at which somebody may sit."""
        return tuple(each for each in self.counters if each.roles and each.serves(errand, service))

    def calling(self, errand: str, service: str) -> tuple[Counter, ...]:
        """The counters that call numbers of that kind: all, where none is there for it (any more)."""
        return self.counters_for(errand, service) or tuple(each for each in self.counters if each.roles)

    def serves(self, counter_id: str | None, errand: str, service: str) -> bool:
        """Whether who sits there calls numbers of that kind; at no counter it is all."""
        counter = self.counter(counter_id) if counter_id is not None else None
        return counter is None or counter in self.calling(errand, service)

    @property
    def halls(self) -> tuple[str, ...]:
        """The rooms in which people wait, where counters name them."""
        return tuple(dict.fromkeys(counter.hall for counter in self.counters if counter.hall))

    def called_in(self, hall: str, counter_id: str) -> bool:
        """Whether that counter's calls are told in that hall; in none by name (empty) all are."""
        counter = self.counter(counter_id)
        return not hall or counter is None or counter.hall in ("", hall)

    def services_of(self, procedure: str) -> tuple[Service, ...]:
        """The services that follow this SOP."""
        return tuple(service for service in self.services.values() if service.procedure == procedure)

    def counter(self, counter_id: str) -> Counter | None:
        """The counter with that id, if the office has it."""
        return next((counter for counter in self.counters if counter.id == counter_id), None)

    def printer_at(self, counter_id: str | None) -> Printer:
        """Where whoever sits there prints; at no counter, where the others do."""
        counter = self.counter(counter_id) if counter_id is not None else None
        return counter.printer if counter is not None else self.settings.printer

    def counters_of(self, roles: Collection[str]) -> tuple[Counter, ...]:
        """The counters at which somebody of these roles may sit."""
        return tuple(counter for counter in self.counters if set(counter.roles) & set(roles))

    def rights_of(self, roles: Iterable[str]) -> dict[Right, str]:
        """For each right that these roles give, the first role that carries it."""
        found: dict[Right, str] = {}
        for role in roles:
            for right in self.roles[role].rights if role in self.roles else ():
                found.setdefault(right, role)
        return found


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


def listed_number(office: Office, number: str, on: date) -> str:
    """The part of a file's number that a list shows on the local date `on`."""
    return short_number(office.settings.number_template, number, on.year)


def number_series(office: Office, on: date) -> str:
    """The counter that numbers files on that date: one a year, where the template has the year."""
    return f"berkas-{on.year}" if runs_per_year(office.settings.number_template) else "berkas"
