"""Making a new office: its profile checked whole, with its SOPs and forms, and its database."""

from __future__ import annotations

import shutil
from pathlib import Path

from loket.desk.office import data_file, kept_times, own_folder, own_profile
from loket.desk.time.reckoning import as_row
from loket.office.calendar import last_known, seed_holidays
from loket.office.closing import unfit
from loket.office.fitting import misfits
from loket.office.forms import Form, load_form
from loket.office.model import Office
from loket.office.profile import load_office
from loket.office.reading import ProfileFaults
from loket.sop import load
from loket.sop.check.between import check_follow_ups
from loket.sop.faults import Fault, SopFaults
from loket.sop.model import Procedure
from loket.store import calendar, journal, meta
from loket.store.engine import open_store
from loket.store.journal import Stamp


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
            begun = {"office": profile.id, "clock_offset": clock_offset}
            journal.stamped(conn, "office", journal.OFFICE, journal.FOUNDED, begun, Stamp(now))
            seed, times = seed_holidays(), kept_times(profile)
            days, horizon = tuple(map(as_row, seed)), last_known(seed).isoformat()
            calendar.put_days(conn, days, Stamp(now), horizon=horizon, times=times)
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
        if procedure.opened <= sound.keys():
            follow_ups = {p.id: p for p in sound.values() if p.follow_up}
            faults += check_follow_ups(procedure, follow_ups, data_file(path, "sop", name).name)
    forms: dict[str, Form] = {}
    for form in dict.fromkeys(service.form for service in profile.services.values() if service.form):
        try:
            forms[form] = load_form(form, data_file(path, "forms", form).parent)
        except FileNotFoundError:
            right = f"letakkan berkasnya di {own_folder(path) / 'forms'}"
            faults.append(Fault(profile.id, "layanan", f"formulir {form} tidak ada", right))
        except ProfileFaults as wrong:
            faults += wrong.faults
    faults += [fault for procedure in sound.values() for fault in misfits(procedure, profile, forms)]
    if faults:
        raise ProfileFaults(faults)
