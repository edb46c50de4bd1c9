"""An office for a story: its database on disk, somebody in every role, and a clock that the story moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from loket.desk.authority import Who
from loket.desk.case import entries, file_view
from loket.desk.case.perform import perform
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk, system_clock
from loket.desk.people import staff
from loket.flow.acts import Choose, Take
from loket.flow.state import FileState
from loket.sop.model import Demand, Direction
from loket.store.applicants import NewApplicant
from loket.store.journal import Entry, history, read_since, verify_chain
from tests import registering
from tests.desk.karimun import filled

PASSWORD = "sandi-cerita-7"
NIK = "2102014508900012"  # made up
MORNING = "2026-11-20 08:00+07:00"
"""Eight o'clock on a Friday that works until 16.30."""


def instant(text: str) -> int:
    """`2026-11-20 08:00+07:00` in ms UTC."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)


@dataclass
class Office:
    """The office as the story sees it; `now` is the time everywhere in it, ms UTC."""

    path: Path
    desk: Desk
    now: int
    names: dict[int, str] = field(default_factory=dict)

    def minutes_pass(self, minutes: float) -> None:
        """Time goes on."""
        self.now += round(minutes * 60_000)

    def it_is(self, text: str) -> None:
        """Time goes on to a moment such as `2026-11-23 08:00+07:00`."""
        assert instant(text) > self.now
        self.now = instant(text)

    def hire(self, name: str, role: str) -> None:
        """Somebody who may sign in."""
        nip = f"1990010120150110{len(self.names) + 1:02}"  # made up
        person = staff.add(self.desk, None, nip=nip, name=name, password=PASSWORD, roles=[role])
        self.names[person] = name

    def who(self, name: str) -> Who:
        """The person whose name begins so, away from any counter."""
        return Who(next(person for person, whole in self.names.items() if whole.startswith(name)))

    def lay_at(self, sequence: int, service: str, clerk: str) -> int:
        """A new file, brought to the step `sequence` by people who fill in everything; its id.

        `clerk` registers it; each step is done by the first of those who may.
        """
        applicant = NewApplicant(name="Siti Aminah", nik=NIK, phone="081270000012")
        kind = self.desk.service(service).kinds[0]
        file = registering.register(self.desk, self.who(clerk), Registration(service, kind, applicant)).file
        while (view := file_view.view(self.desk, self.who(clerk), file)).step is not None:
            assert view.here is not None
            if view.step.sequence >= sequence:
                break
            self._complete(file, view, view.step.signing_roles(view.here.sign_off))
        return file

    def _complete(self, file: int, view: file_view.FileView, roles: tuple[str, ...]) -> None:
        """Somebody with one of the roles takes the file if need be and goes the first way onward."""
        member = next(m for m in staff.staff(self.desk) if set(m.roles) & set(roles))
        who, ref = Who(member.id), view.ref
        if view.here is not None and view.here.person is None:
            ref = perform(self.desk, who, ref, Take())
        view = file_view.view(self.desk, who, file)
        for item in view.checklist if view.demands(Demand.REQUIREMENTS) else ():
            ref = entries.set_mark(self.desk, who, file, item.requirement.id, "ada")
        if view.fields:
            entries.save_fields(self.desk, who, file, filled(view))
        view = file_view.view(self.desk, who, file)
        onward = next(o.branch for o in view.offers if o.branch and o.branch.direction is Direction.FORWARD)
        perform(self.desk, who, ref, Choose(onward.id))

    def worked(self, file: int) -> list[str]:
        """The kinds of the steps completed on the file, in order; a kind once for each sign-off."""
        view = file_view.view(self.desk, Who(next(iter(self.names))), file)
        chosen = [event.seq for event in view.events if isinstance(event.act, Choose)]
        return [view.procedure.step(view.places[seq].step).kind.value for seq in chosen]

    def state(self, file: int) -> FileState:
        """Where the file is and has been."""
        return file_view.view(self.desk, Who(next(iter(self.names))), file).state

    def outcome(self, file: int) -> str | None:
        """How the file ended; None while it goes on."""
        return self.state(file).outcome

    def journal(self) -> tuple[Entry, ...]:
        """Everything that was written, after checking that the chain holds."""
        with self.desk.store.read() as conn:
            assert verify_chain(conn) is None
            return read_since(conn, 0, 10_000)

    def told(self, subject: str, subject_id: int) -> list[tuple[str, str]]:
        """What the journal tells of a file or number: each event's kind and the first name of who did it."""
        with self.desk.store.read() as conn:
            assert verify_chain(conn) is None
            entries = history(conn, subject, subject_id)
        return [(e.kind, self.names[e.person_id].split()[0] if e.person_id else "") for e in entries]


def open_office(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    office_id: str,
    people: Mapping[str, str],
    morning: str = MORNING,
) -> Office:
    """A new office with `people` by role, opened on its morning; its clock moves with the story."""
    path = folder / "loket.db"
    create_office(path, office_id, now=instant(morning))
    office = Office(path, open_desk(path, clock=lambda: instant(morning)), instant(morning))
    office.desk.now = lambda: office.now
    monkeypatch.setattr("loket.desk.opening.system_clock", lambda: office.now)
    monkeypatch.setattr("loket.desk.opening.running_clock", lambda: office.now)
    for role, name in people.items():
        office.hire(name, role)
    return office


def running_office(folder: Path, office_id: str, people: Sequence[tuple[str, str]]) -> Office:
    """A new office with `people` (role, name) for programs of their own; its clock runs from the morning."""
    path = folder / "loket.db"
    morning, now = instant(MORNING), system_clock()
    create_office(path, office_id, now=morning, clock_offset=morning - now)
    office = Office(path, open_desk(path), morning)
    for role, name in people:
        office.hire(name, role)
    return office
