"""What every use case needs: the office, its procedures, its calendar, its database, and the time."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from loket.desk.place import here
from loket.desk.time.reckoning import Reckoning, as_row, reckon
from loket.office.calendar import last_known, seed_holidays
from loket.office.closing import part_data, part_from, part_of, unfit, with_closing
from loket.office.forms import Form, load_form
from loket.office.model import Office, Service
from loket.office.profile import load_office
from loket.office.reading import ProfileFaults
from loket.office.times import times_data, times_from, times_of
from loket.resources import resource
from loket.sla import WorkingTime
from loket.sop import load, parse_procedure
from loket.sop.check import check_follow_ups
from loket.sop.faults import Fault, SopFaults
from loket.sop.model import Procedure
from loket.store import calendar, meta, procedures, texts
from loket.store.engine import Store, open_store
from loket.store.journal import Stamp
from loket.store.sql import Connection, canonical

Clock = Callable[[], int]


class NotTheOffice(Exception):
    """The database belongs to another office (named in `own`) than the profile that was asked for."""

    def __init__(self, own: str) -> None:
        super().__init__(own)
        self.own = own


@dataclass(slots=True)
class Desk:
    """An open office. `now` gives the current instant in ms UTC; everything else is read once and kept.
    `place` is where this program runs, as wrong passwords are counted.

    What times are reckoned by is kept per revision of the calendar: a late decree, or other hours that a
    later program found in the profile, are seen at the next act.
    """

    store: Store
    office: Office
    now: Clock
    place: str = ""
    _reckoning: Reckoning | None = None
    _procedures: dict[str, Procedure] = field(default_factory=dict)
    _forms: dict[str, Form] = field(default_factory=dict)

    def reckoning(self, conn: Connection) -> Reckoning:
        """By what times are reckoned at the calendar's present revision."""
        revision = calendar.revision(conn)
        if self._reckoning is None or self._reckoning.time.revision != revision:
            times = times_from(json.loads(meta.kept(conn, meta.TIMES)))
            self._reckoning = reckon(times, calendar.days(conn), revision, calendar.horizon(conn))
        return self._reckoning

    def time(self, conn: Connection) -> WorkingTime:
        """The office's working time at the calendar's present revision."""
        return self.reckoning(conn).time

    def working_time(self) -> WorkingTime:
        """The same for whoever is in no transaction, such as a screen that shows clocks."""
        with self.store.read() as conn:
            return self.time(conn)

    def procedure(self, conn: Connection, sha: str) -> Procedure:
        """The procedure as it stood, with the office's own part, when a file was registered under it."""
        if sha not in self._procedures:
            self._read(sha, *procedures.kept(conn, sha), parse_procedure)
        return self._procedures[sha]

    def current(self, conn: Connection, procedure_id: str) -> tuple[str, Procedure]:
        """Today's version of a procedure, fingerprint and reading; kept the first time it is used."""
        sha, source, part = self._written(procedure_id)
        procedure = self._read(sha, source, part, load)
        procedures.keep(conn, sha, procedure_id, source, part)
        return sha, procedure

    def upcoming(self, procedure_id: str) -> Procedure:
        """Today's version of a procedure, under which the next file will be registered; nothing is kept."""
        return self._read(*self._written(procedure_id), load)

    def _written(self, procedure_id: str) -> tuple[str, str, str]:
        """Fingerprint, text and the office's part (JSON) of a procedure as they stand today."""
        source = data_file(self.store.path, "sop", procedure_id).read_text("utf-8-sig")
        part = canonical(part_data(part_of(self.office, procedure_id)))
        return hashlib.sha256(f"{source}\0{part}".encode()).hexdigest(), source, part

    def _read(self, sha: str, source: str, part: str, read: Callable[[str], Procedure]) -> Procedure:
        if sha not in self._procedures:
            procedure = read(source)
            self._procedures[sha] = with_closing(procedure, part_from(json.loads(part)))
        return self._procedures[sha]

    def service(self, service_id: str) -> Service:
        """The office's service. KeyError when it has none of that id."""
        return self.office.services[service_id]

    def form(self, service_id: str) -> Form | None:
        """Requirements and technical fields of the service's permit, where the office has them."""
        service = self.office.services.get(service_id)
        if service is None or not service.form:
            return None
        if service.form not in self._forms:
            folder = data_file(self.store.path, "forms", service.form).parent
            self._forms[service.form] = load_form(service.form, folder)
        return self._forms[service.form]


def system_clock() -> int:
    """The host's time in ms UTC."""
    return time.time_ns() // 1_000_000


_DRAFTS_KEPT = 30 * 24 * 60 * 60_000
"""How long (ms) something half typed waits for whoever typed it."""


def open_desk(
    path: Path, *, office: str | None = None, clock: Clock | None = None, settle: bool = True
) -> Desk:
    """Open an office's database.

    A demo database keeps how far its clock runs from the host's, so that every program on it agrees. When the
    profile's hours or settings have changed since, or a move of deadlines was cut off, open deadlines follow;
    without `settle` they are left alone.

    Raises:
        NotTheOffice: when `office` is given and the database is another's.
        StoreTrouble: as `open_store`.
    """
    store = open_store(path)
    with store.read() as conn:
        own, offset = meta.get(conn, meta.OFFICE) or "", int(meta.get(conn, meta.CLOCK_OFFSET) or 0)
        times, left = meta.get(conn, meta.TIMES), meta.get(conn, meta.MOVE)
    if office is not None and own != office:
        store.close()
        raise NotTheOffice(own)
    profile = load_office(data_file(path, "offices", own))
    desk = Desk(store, profile, clock or (lambda: system_clock() + offset), here())
    too_old = desk.now() - _DRAFTS_KEPT
    with store.read() as conn:
        forgotten = settle and texts.any_draft_before(conn, too_old)
    if forgotten:
        with store.write() as conn:
            texts.drop_drafts_before(conn, too_old)
    if settle and (left or times != kept_times(profile)):
        from loket.desk.calendar.moving import follow_profile  # needs an open desk, and is seldom needed

        follow_profile(desk)
    return desk


def kept_times(office: Office) -> str:
    """What of the profile bears on times, as the database keeps it."""
    return canonical(times_data(times_of(office)))


def data_file(database: Path, kind: str, name: str) -> Path:
    """The office's own file of a kind (sop, offices, forms) beside its database, else the one shipped."""
    own = own_folder(database) / kind / f"{name}.toml"
    return own if own.exists() else resource("data", kind, f"{name}.toml")


def own_folder(database: Path) -> Path:
    """Where an office keeps its own profile, SOPs and forms: the folder `kantor` beside the database."""
    return database.parent / "kantor"


def own_profile(database: Path, office: str) -> Path:
    """Where an office keeps its own profile, if it has one."""
    return own_folder(database) / "offices" / f"{office}.toml"


def create_office(path: Path, office: str, *, now: int, clock_offset: int = 0) -> None:
    """Make a new office's database: its tables and the calendar's seed. Instants in ms UTC.

    `office` is the id of a profile that is shipped or lies in the office's own folder, or a profile's path,
    which is then copied there unless it lies there.

    Raises:
        ProfileFaults: the profile is wrong, or follows an SOP that there is not.
    """
    profile = find_office(path, office)
    if office != profile.id:
        own = own_profile(path, profile.id)
        own.parent.mkdir(parents=True, exist_ok=True)
        if not (own.exists() and own.samefile(office)):
            shutil.copyfile(office, own)
    store = open_store(path, create=True)
    try:
        with store.write() as conn:
            meta.put(conn, meta.OFFICE, profile.id)
            meta.put(conn, meta.CLOCK_OFFSET, str(clock_offset))
            meta.put(conn, meta.TIMES, kept_times(profile))
            seed = seed_holidays()
            horizon = last_known(seed).isoformat()
            calendar.put_days(conn, tuple(map(as_row, seed)), Stamp(now), horizon=horizon)
    finally:
        store.close()


def find_office(path: Path, office: str) -> Office:
    """The profile by id or path, checked with its SOPs, for a database at `path`. Raises ProfileFaults."""
    own = own_profile(path, office)
    profile = load_office(own if own.exists() else office)
    _check_whole(path, profile)
    return profile


def _check_whole(path: Path, profile: Office) -> None:
    """The profile together with its SOPs and forms; everything that is wrong is told at once."""
    faults: list[Fault] = []
    sound: dict[str, Procedure] = {}
    for procedure_id in profile.procedures:
        try:
            file = data_file(path, "sop", procedure_id)
            procedure = load(file)
        except FileNotFoundError:
            right = f"letakkan berkasnya di {own_folder(path) / 'sop'}"
            faults.append(Fault(profile.id, "layanan", f"SOP {procedure_id} tidak ada", right))
            continue
        except SopFaults as wrong:
            faults += wrong.faults
            continue
        if procedure.id != procedure_id:
            faults.append(Fault(file.name, "id", f"berisi {procedure.id}", f"id = {procedure_id}"))
        sound[procedure_id] = procedure
        faults += unfit(procedure, profile)
    for name, procedure in sound.items():
        if {b.opens for step in procedure.steps for b in step.branches if b.opens} <= set(sound):
            follow_ups = {p.id: p for p in sound.values() if p.follow_up}
            faults += check_follow_ups(procedure, follow_ups, data_file(path, "sop", name).name)
    for form in dict.fromkeys(service.form for service in profile.services.values() if service.form):
        try:
            load_form(form, data_file(path, "forms", form).parent)
        except FileNotFoundError:
            right = f"letakkan berkasnya di {own_folder(path) / 'forms'}"
            faults.append(Fault(profile.id, "layanan", f"formulir {form} tidak ada", right))
        except ProfileFaults as wrong:
            faults += wrong.faults
    if faults:
        raise ProfileFaults(faults)
