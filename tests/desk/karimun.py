"""A small Karimun: a database of its own, a clock that stands until it is moved, one person for each role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from loket.desk import clock
from loket.desk.authority import Who
from loket.desk.case import entries
from loket.desk.case.file_view import FileView, view
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.desk.watching import clock_basis
from loket.flow.acts import Arrive, Choose, Event, Take
from loket.location import Location
from loket.office.forms import FieldType
from loket.store.applicants import NewApplicant
from loket.store.files import PERMIT_NUMBER, load
from loket.store.journal import Entry, history, verify_chain
from tests import places, registering

PASSWORD = "kata-sandi-contoh"
NIK = "2101024107900012"
MORNING = "2026-11-18 09:00+07:00"
NAMES = {
    "fo2": "Sari Contoh",
    "bo": "Budi Contoh",
    "kasi": "Kartika Contoh",
    "kabid": "Kamal Contoh",
    "kadis": "Kurnia Contoh",
    "fo4": "Fitri Contoh",
    "fo5": "Farid Contoh",
    "penyelia": "Putu Contoh",
    "admin": "Ayu Contoh",
}
FORWARD = {5: "lengkap", 6: "benar", 7: "validasi", 8: "setuju", 9: "tetapkan", 10: "dicetak"}


def instant(text: str) -> int:
    """`2026-11-18 09:00+07:00` in ms UTC."""
    return int(datetime.fromisoformat(text).timestamp()) * 1000


@dataclass
class Karimun:
    """The office; `who` gives the person of a role. `running` is the clock that nobody sets."""

    desk: Desk
    at: int
    ids: dict[str, int] = field(default_factory=dict)
    running: int = 0

    def who(self, role: str) -> Who:
        stations = {"fo2": "2", "fo4": "4", "fo5": "5"}
        return Who(self.ids[role], stations.get(role))

    def go_to(self, text: str) -> None:
        self.at = instant(text)
        self.believe()

    def wait(self, minutes: int) -> None:
        self.at += minutes * 60_000
        self.believe()

    def believe(self) -> None:
        """Whatever speaks against the clock, the supervisor says that it is right."""
        about = clock.asked(self.desk, clock_basis(self.desk), ["penyelia"])
        if about is not None:
            clock.answer(self.desk, self.who("penyelia"), about, right=True)

    def nip(self, role: str) -> str:
        return nip(list(NAMES).index(role) + 1)

    def view(self, file: int, role: str = "penyelia") -> FileView:
        return view(self.desk, self.who(role), file)

    def events(self, file: int) -> list[Event]:
        with self.desk.store.read() as conn:
            return load(conn, file)[1]

    def journal(self, subject: str, subject_id: int) -> tuple[Entry, ...]:
        with self.desk.store.read() as conn:
            assert verify_chain(conn) is None
            return history(conn, subject, subject_id)


def nip(number: int) -> str:
    """A NIP that is plainly made up."""
    return f"1990010120150110{number:02}"


def _empty(place: Location) -> None:
    """A Karimun without people: made once, since making the tables takes a third of a second."""
    create_office(place, "karimun", now=instant(MORNING))


def open_karimun(folder: Path, at: str = MORNING) -> Karimun:
    place = places.copied(folder / "karimun.db", "karimun-empty", _empty)
    office = Karimun(open_desk(place, clock=lambda: instant(at)), instant(at))
    office.desk.now = lambda: office.at
    for number, (role, name) in enumerate(NAMES.items(), start=1):
        office.ids[role] = staff.add(
            office.desk, None, nip=nip(number), name=name, password=PASSWORD, roles=[role]
        )
    return office


def register(office: Karimun, company: str = "") -> Ref:
    """A file that lies in the hands of Loket 2."""
    applicant = NewApplicant("Siti Contoh", NIK, "081200000012", address="Jalan Contoh 1", company=company)
    return registering.register(office.desk, office.who("fo2"), Registration("sip-bidan", "baru", applicant))


def tick_all(office: Karimun, file: int) -> None:
    for item in office.view(file).checklist:
        entries.set_mark(office.desk, office.who("fo2"), file, item.requirement.id, "ada")


def bring_to(office: Karimun, step: int) -> Ref:
    """A file that has come to `step`, by the straight way; from 11 on its applicant stands at the counter."""
    ref = register(office)
    roles = {5: "fo2", 6: "bo", 7: "kasi", 8: "kabid", 9: "kadis", 10: "fo4"}
    for at, branch in FORWARD.items():
        if at == step:
            return ref
        office.wait(1)
        who = office.who(roles[at])
        if at > 5:
            ref = perform(office.desk, who, ref, Take())
        if at == 5:
            tick_all(office, ref.file)
        values = _values(office, ref.file)
        if values:
            entries.save_fields(office.desk, who, ref.file, values)
        ref = perform(office.desk, who, ref, Choose(branch))
    return perform(office.desk, office.who("fo5"), ref, Arrive())


def _values(office: Karimun, file: int) -> Mapping[str, str]:
    return filled(office.view(file))


def filled(view: FileView) -> Mapping[str, str]:
    """Something in each field that the step asks for."""
    fitting = {
        FieldType.TEXT: "contoh",
        FieldType.NUMBER: "1",
        FieldType.DATE: "31-01-2026",
        FieldType.HAPPENED: "31-01-2026",
        FieldType.VALID_UNTIL: "31-12-2029",
    }
    own = {PERMIT_NUMBER: f"contoh {view.row.number}"}
    return {field.key: own.get(field.key, fitting[field.type]) for field in view.fields}
