"""Any of the four offices, staffed: people by a short name, a clock that stands until it is moved.

An office is made once in a session and copied for each test. `Kantor.do` carries a file one line of a run
further, as the clerk of that role would: take it from the pile, tick or fill what the step asks for, decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from loket.desk import clock, survey
from loket.desk.authority import Who
from loket.desk.case import entries, lists
from loket.desk.case.file_view import FileView, view
from loket.desk.case.lists import PileRow
from loket.desk.case.on_record import on_record
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.watching import clock_basis
from loket.desk.words.history import CORRECTED, told
from loket.desk.words.refusals import refusal
from loket.flow.acts import Arrive, BringPayment, Choose, Event, Refused, Resubmit, Skip, Take, Why
from loket.flow.countdown import Countdown
from loket.flow.limits import LimitKind
from loket.flow.standing import Standing
from loket.flow.state import FileState, Interval
from loket.lengths import MINUTE
from loket.location import Location
from loket.office.profile import load_office
from loket.sla import Verdict
from loket.sop.model import Demand, Direction, Kind
from loket.store import files as stored
from loket.store import people
from loket.store.applicants import NewApplicant
from loket.store.journal import Entry, Stamp, history, verify_chain
from tests import places, registering
from tests.desk.editions import edit
from tests.desk.karimun import filled, instant

WEDNESDAY = "2026-11-18 09:00+07:00"
NIK = "2102015508900012"
SERVICES = {
    "karimun": "sip-bidan",
    "purwakarta": "skp",
    "pariaman": "nib-ss",
    "mempawah": "sertifikat-standar",
}
# Beside one person for each role: a second one at some desks, and one who may do more than one thing.
SECOND = {"andi": ("bo",), "budi": ("bo",), "rangkap": ("bo", "kasi"), "sinta": ("fo2",)}
NAMES = {"andi": "Andi", "budi": "Budi", "rangkap": "Rangga Contoh"}


@cache
def staff_of(office: str) -> Mapping[str, tuple[str, ...]]:
    """Who works there: key → roles; everybody of one role is called by it."""
    roles = load_office(office).roles
    return {role: (role,) for role in roles} | {k: r for k, r in SECOND.items() if set(r) <= set(roles)}


@cache
def _making(office: str) -> Callable[[Location], None]:
    def make(place: Location) -> None:
        create_office(place, office, now=instant(WEDNESDAY))
        desk = open_desk(place)
        with desk.store.write() as conn:
            for number, (key, roles) in enumerate(staff_of(office).items(), 1):
                name = NAMES.get(key, f"Petugas {key}")
                nip = f"1990010120150120{number:02}"
                people.add(conn, nip, name, "tanpa sandi", roles, Stamp(instant(WEDNESDAY)))
        desk.store.close()

    return make


def database(folder: Path, office: str) -> Location:
    """A copy of the office's database, in `folder` or on a server, opened by nobody yet."""
    return places.copied(folder / f"{office}.db", f"kantor-{office}", _making(office))


@dataclass
class Kantor:
    """An office at one moment; `who` gives a person, at the counter of a role that has one."""

    desk: Desk
    at: int
    ids: dict[str, int] = field(default_factory=dict)

    def who(self, key: str, station: str | None = None) -> Who:
        roles = staff_of(self.desk.office.id)[key]
        own = next((c.id for c in self.desk.office.counters if set(c.roles) & set(roles)), None)
        return Who(self.ids[key], station or own)

    def go_to(self, text: str) -> None:
        """To `2026-11-18 09:00` of the office's own clock."""
        self.at = instant(f"{text}+07:00")
        self.believe()

    def wait(self, minutes: float) -> None:
        self.at += int(minutes * MINUTE)
        self.believe()

    def believe(self) -> None:
        """Whatever speaks against the clock, the supervisor says that it is right."""
        about = clock.asked(self.desk, clock_basis(self.desk), ["penyelia"])
        if about is not None:
            clock.answer(self.desk, self.who("penyelia"), about, right=True)

    def clock(self, at: int | None) -> str:
        """An instant as the office's wall shows it."""
        return "-" if at is None else f"{self.desk.working_time().local(at):%d %b %H:%M}"

    def view(self, file: int, key: str = "penyelia") -> FileView:
        return view(self.desk, self.who(key), file)

    def state(self, file: int) -> FileState:
        with self.desk.store.read() as conn:
            return on_record(conn, self.desk, file).state

    def here(self, file: int) -> Interval:
        here = self.state(file).at(0)
        assert here is not None, "the file has ended"
        return here

    def ref(self, file: int) -> Ref:
        with self.desk.store.read() as conn:
            return Ref(file, stored.file_row(conn, file).version)

    def events(self, file: int) -> list[Event]:
        with self.desk.store.read() as conn:
            return stored.load(conn, file)[1]

    def intervals(self, file: int) -> tuple[Interval, ...]:
        """As the table has them."""
        with self.desk.store.read() as conn:
            return stored.intervals(conn, file)

    def log(self, file: int) -> list[tuple[int, str, str | None]]:
        """Step, standing and role of each interval in the table."""
        return [(i.step, i.standing.value, i.role) for i in self.intervals(file)]

    def history(self, file: int) -> list[str]:
        """Every event as a clerk reads it."""
        seen = self.view(file)
        lines = []
        for event in seen.events:
            place = seen.places.get(event.seq)
            step = seen.procedure.step(place.step) if place else None
            sign_off, by_sop = place.sign_off if place else 0, event.seq in seen.led
            corrected = seen.corrected.get(event.seq, CORRECTED)
            words = (seen.people, seen.remarks, sign_off)
            lines.append(told(event, step, *words, by_sop=by_sop, corrected=corrected))
        return lines

    def journal(self, subject: str, subject_id: int) -> tuple[Entry, ...]:
        with self.desk.store.read() as conn:
            assert verify_chain(conn) is None
            return history(conn, subject, subject_id)

    def limits(self, file: int) -> dict[LimitKind, Verdict]:
        return {stand.limit.kind: stand.verdict for stand in self.view(file).stands}

    def limit(self, file: int, kind: LimitKind) -> tuple[str, str]:
        """A limit in two words: how it stands, and when it is due."""
        verdict = self.limits(file)[kind]
        return verdict.state.value, self.clock(verdict.due)

    def says(self, error: Exception) -> str:
        """What the clerk reads."""
        seen = {i: p for p, i in self.ids.items()}
        names = {i: NAMES.get(p, f"Petugas {p}") for i, p in seen.items()}
        words = refusal(error, names, self.desk.working_time(), self.at)
        assert words is not None, "it is no refusal"
        return words

    def register(self, key: str = "", service: str = "", **more: object) -> Ref:
        """A file registered at the front office."""
        office = self.desk.office.id
        key = key or ("fo2" if office == "karimun" else "fo")
        applicant = NewApplicant("Contoh Siti", NIK, "081200001111")
        asked = Registration(service or SERVICES[office], "baru", applicant, **more)  # type: ignore[arg-type]
        return registering.register(self.desk, self.who(key), asked)

    def tick(self, file: int, key: str, mark: str = "ada") -> None:
        for item in self.view(file).checklist:
            entries.set_mark(self.desk, self.who(key), file, item.requirement.id, mark)

    def fill(self, file: int, key: str) -> None:
        entries.save_fields(self.desk, self.who(key), file, filled(self.view(file)))

    def take(self, file: int, key: str) -> Ref:
        return perform(self.desk, self.who(key), self.ref(file), Take())

    def choose(self, file: int, key: str, branch: str, reason: str = "") -> Ref:
        return perform(self.desk, self.who(key), self.ref(file), Choose(branch), remark=reason)

    def do(self, file: int, key: str, done: str, minutes: float = 1) -> None:
        """One line of a run: after a minute the file is taken, worked on for `minutes`, and decided."""
        ref, who = self.ref(file), self.who(key)
        if self.here(file).standing is not Standing.WORKING:
            self.wait(1)
        match done:
            case "kembali":
                owed = self.here(file).standing is Standing.PAYMENT
                perform(self.desk, who, ref, BringPayment() if owed else Resubmit())
            case "datang":
                perform(self.desk, who, ref, Arrive())
            case "lewati":
                perform(self.desk, who, ref, Skip())
            case _:
                self._decide(file, key, done, minutes)

    def _decide(self, file: int, key: str, branch: str, minutes: float) -> None:
        seen = self.view(file, key)
        assert seen.here is not None
        assert seen.step is not None
        if seen.here.standing is not Standing.WORKING:
            assert file in {r.work.file_id for r in lists.pile(self.desk, self.who(key)).waiting}
            self.take(file, key)
        self.wait(minutes)
        chosen = seen.step.branch(branch)
        assert chosen is not None, f"{branch} is no branch of step {seen.step.sequence}"
        onward = chosen.direction is Direction.FORWARD
        if onward and seen.demands(Demand.REQUIREMENTS):
            self.tick(file, key)
        if seen.fields:
            self.fill(file, key)
        if seen.step.kind is Kind.SURVEY:
            answers = {question.code: 4 for question in survey.questions(self.desk)}
            survey.submit(self.desk, self.who(key), self.ref(file), answers, {})
        else:
            self.choose(file, key, branch, reason="" if onward else "Alasan contoh")

    def bring_to(self, file: int, step: int, way: Mapping[int, tuple[str, str]]) -> None:
        """By the straight way to the pile of `step`."""
        while (here := self.here(file)).step != step:
            self.do(file, *way[here.step])


KARIMUN_WAY = {
    5: ("fo2", "lengkap"),
    6: ("bo", "benar"),
    7: ("kasi", "validasi"),
    8: ("kabid", "setuju"),
    9: ("kadis", "tetapkan"),
    10: ("fo4", "dicetak"),
    11: ("fo5", "terisi"),
    12: ("fo4", "diserahkan"),
}


def open_kantor(folder: Path, office: str, at: str = WEDNESDAY) -> Kantor:
    """The office in a database of its own."""
    kantor = Kantor(open_desk(database(folder, office), clock=lambda: instant(at)), instant(at))
    kantor.desk.now = lambda: kantor.at
    kantor.ids = {key: number for number, key in enumerate(staff_of(office), 1)}
    return kantor


def with_standard(office: Kantor, service: str, time: str) -> Kantor:
    """The office once the profile states the Standar Pelayanan of that service."""
    own = f'[[layanan]]\nid = "{service}"\n'
    edit(office.desk, (own, f'{own}jangka_waktu = "{time}"\n'))
    return office


def due_of(row: PileRow) -> int | None:
    """When a list has it that the file is due; None where no time of it runs out."""
    return row.clock.deadline.at if isinstance(row.clock, Countdown) else None


def reading_calendar_days(office: Kantor) -> Kantor:
    """The office once the profile reads "hari" as calendar days."""
    edit(office.desk, ('hari = "hari kerja"', 'hari = "hari kalender"'))
    return office


def at_back_office(office: Kantor) -> int:
    """A file on the pile of the back office since 09.02."""
    file = office.register().file
    office.do(file, "fo2", "lengkap", minutes=2)
    return file


def at_step(office: Kantor, step: int) -> int:
    file = office.register().file
    office.bring_to(file, step, KARIMUN_WAY)
    return file


def why(office: Kantor, refused: pytest.ExceptionInfo[Refused]) -> tuple[Why, str]:
    return refused.value.why, office.says(refused.value)
