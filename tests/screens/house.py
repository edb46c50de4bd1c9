"""A made-up Karimun for tests of screens: its people, a clock that is set by hand, files at any step."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Any
from zlib import crc32

from textual.pilot import Pilot

from loket.desk import survey
from loket.desk.authority import Who
from loket.desk.case import file_view
from loket.desk.case.entries import set_mark
from loket.desk.case.perform import perform
from loket.desk.case.record import Ref
from loket.desk.founding import create_office
from loket.desk.intake.cleaning import Registration
from loket.desk.office import Desk
from loket.desk.opening import open_desk
from loket.desk.people import staff
from loket.desk.people.sign_in import counters, sign_in
from loket.flow.acts import Arrive, Choose, Take
from loket.lengths import MINUTE
from loket.store import files, texts
from loket.store.applicants import NewApplicant
from loket.text import clean
from screens.app import LoketApp
from screens.shell.screen import LoketScreen
from tests import registering
from tests.desk.karimun import filled
from tests.opened import live
from tests.rest import LOOK_SECONDS, ROUNDS, at_rest, draw, working
from tests.store.sealed import sealed

MORNING = int(datetime(2026, 11, 20, 8, 5, tzinfo=timezone(timedelta(hours=7))).timestamp() * 1000)
"""Friday 20 November 2026, 08.05 at Karimun."""
PASSWORD = "kata-sandi-contoh"
PEOPLE: Mapping[str, str] = {
    "fo2": "Sari Contoh",
    "bo": "Andi Contoh",
    "kasi": "Budi Contoh",
    "kabid": "Citra Contoh",
    "kadis": "Dewi Contoh",
    "fo4": "Eko Contoh",
    "fo5": "Fitri Contoh",
    "penyelia": "Gita Contoh",
}
NIK = "2102015508900012"
SITI = "Siti Aminah"


@dataclass
class House:
    """The office: its desk, its people by role, and the clock (`now`, ms UTC) that all of it runs by.

    `set_by`: how far (ms) the clock was set since it was right.
    """

    path: Path
    now: int = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    set_by: int = 0
    _desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            self._desk = open_desk(self.path, clock=lambda: self.now, elapsed=lambda: self.running)
        return self._desk

    def who(self, role: str, station: str | None = None) -> Who:
        return Who(self.ids[role], station)

    def half_typed(self) -> list[dict[str, Any]]:
        """The fields of everything that anybody left half typed."""
        with self.desk.store.read() as conn:
            return [json.loads(data) for data in conn.exec_driver_sql("SELECT data FROM draft").scalars()]

    def pass_minutes(self, minutes: float) -> None:
        self.now += int(minutes * MINUTE)

    def set_clock(self, minutes: int) -> None:
        """Set the computer's clock on, or back, by so many minutes."""
        self.now += minutes * MINUTE
        self.set_by += minutes * MINUTE

    @property
    def running(self) -> int:
        """What the clock shows that nobody sets."""
        return self.now - self.set_by

    def register(
        self, name: str = SITI, *, company: str = "", service: str = "sip-bidan", outside: str = ""
    ) -> Ref:
        """A new file, in the hands of Loket 2; who has another name has another NIK."""
        nik = NIK if name == SITI else f"{NIK[:12]}{1 + crc32(name.encode()) % 9998:04}"
        applicant = NewApplicant(name, nik, "081200001111", company=company)
        kind = self.desk.service(service).kinds[0]
        asked = Registration(service, kind, applicant, outside_number=outside)
        return registering.register(self.desk, self.who("fo2", "2"), asked)

    def tick_all(self, ref: Ref) -> Ref:
        """Every requirement is there: what Loket 2 saw is kept, and one note of it in the journal."""
        view, front = file_view.view(self.desk, self.who("fo2"), ref.file), self.who("fo2", "2")
        *first, last = (item.requirement.id for item in view.checklist)
        with sealed(self.desk.store, self.now) as conn:
            for requirement in first:
                texts.set_mark(conn, ref.file, requirement, "ada", "", front.person, self.now)
        return set_mark(self.desk, front, ref.file, last, "ada")

    def complete(self, ref: Ref) -> Ref:
        """Declared complete: the file lies with the back office."""
        return perform(self.desk, self.who("fo2", "2"), self.tick_all(ref), Choose("lengkap"))

    def give_back(self, ref: Ref, *missing: str, reason: str = "") -> Ref:
        """Returned to the applicant."""
        return perform(self.desk, self.who("fo2", "2"), ref, Choose("tidak", missing=missing), remark=reason)

    def step(self, role: str, ref: Ref, branch: str) -> Ref:
        """Somebody takes the file and two minutes later completes the step, with its data filled in."""
        return perform(self.desk, self.who(role), self.worked_on(role, ref), Choose(branch))

    def worked_on(self, role: str, ref: Ref) -> Ref:
        """Somebody took the file two minutes ago and has filled in its data."""
        ref = perform(self.desk, self.who(role), ref, Take())
        self.pass_minutes(2)
        view = file_view.view(self.desk, self.who(role), ref.file)
        with sealed(self.desk.store, self.now) as conn:
            texts.set_fields(
                conn, files.file_row(conn, ref.file), filled(view), self.who(role).person, self.now
            )
        return ref

    def signed(self, ref: Ref) -> Ref:
        """From the back office to the head of the office: the permit waits to be printed."""
        for role, branch in (
            ("bo", "benar"),
            ("kasi", "validasi"),
            ("kabid", "setuju"),
            ("kadis", "tetapkan"),
        ):
            ref = self.step(role, ref, branch)
        return ref

    def finish(self, ref: Ref) -> Ref:
        """From the back office to the hand-over: the permit is issued."""
        return self.step("fo4", self.surveyed(self.step("fo4", self.signed(ref), "dicetak")), "diserahkan")

    def surveyed(self, ref: Ref) -> Ref:
        """The applicant came for the printed permit and answered: it waits to be handed over."""
        ref = perform(self.desk, self.who("fo5"), ref, Arrive())
        ref = perform(self.desk, self.who("fo5"), ref, Take())
        self.pass_minutes(2)
        return survey.submit(
            self.desk, self.who("fo5"), ref, {q.code: 4 for q in survey.questions(self.desk)}, {}
        )

    def spoil(self, ref: Ref, name: str) -> None:
        """Put a name into the database as it is, past everything that cleans names when they are typed."""
        import sqlite3

        with sqlite3.connect(self.path) as conn:
            conn.execute(
                "UPDATE applicant SET name = ?, company = ?, address = ?, name_folded = ? WHERE id ="
                " (SELECT applicant_id FROM file WHERE id = ?)",
                (name, name, name, clean(name).casefold(), ref.file),
            )
            conn.execute(
                "UPDATE file SET applicant = ?, company = ?, came_as = 'kuasa', came_name = ?", (name,) * 3
            )
            conn.execute("DROP TRIGGER IF EXISTS value_no_update")
            conn.execute(
                "UPDATE value SET text = json_set(text, '$.name', ?, '$.company', ?, '$.address', ?)"
                " WHERE id = (SELECT applicant_version FROM file WHERE id = ?)",
                (name, name, name, ref.file),
            )
            conn.execute("UPDATE value SET text = ? WHERE kind = 'remark' AND owner = ?", (name, ref.file))
        conn.close()


def build(path: Path) -> House:
    """Make the office and its people."""
    create_office(path, "karimun", now=MORNING)
    house = House(path)
    for at, (role, name) in enumerate(PEOPLE.items(), 1):
        nip = f"19900101202001{at % 2 + 1}{at:03}"
        house.ids[role] = staff.add(house.desk, None, nip=nip, name=name, password=PASSWORD, roles=(role,))
    return house


Open = Callable[[], LoketApp]
_PATIENCE = 20.0
"""Seconds to wait for what the program is about."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no desk is being asked and everything that was answered is shown.

    Raises:
        TimeoutError: it was still busy after a time that no load of the computer explains.
    """
    until, rounds = monotonic() + _PATIENCE, 0
    while monotonic() < until:
        if not working(pilot.app):
            await pilot.pause()
            if at_rest(pilot.app, alone=rounds < ROUNDS) and not await draw(pilot.app):
                return
            rounds += 1
        await asyncio.sleep(LOOK_SECONDS)
    busy = [f"{w.group}: {w.description}" for w in pilot.app.workers if not w.is_finished]
    raise TimeoutError(f"still busy: {busy}")


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until this holds while the program is held up, so that it never comes to rest by itself.

    Raises:
        TimeoutError: it did not hold after a time that no load of the computer explains.
    """
    end = monotonic() + _PATIENCE
    while not holds():
        if monotonic() > end:
            raise TimeoutError("what the test waits for did not come")
        await pilot.pause()
        await asyncio.sleep(LOOK_SECONDS)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and see what came of them: a letter waits a moment, for it may begin a scan."""
    await pilot.press(*keys)
    await settle(pilot)


async def enter(pilot: Pilot[Any], house: House, role: str, *screens: LoketScreen) -> None:
    """Sign somebody in and show these screens, one over the other, above their home."""
    app = pilot.app
    assert isinstance(app, LoketApp)
    await settle(pilot)
    nip = next(member.nip for member in staff.staff(house.desk) if member.id == house.ids[role])
    person = sign_in(house.desk, nip, PASSWORD)
    stations = counters(house.desk, person)
    live(app).signed_in(person, stations[0].id if stations else None)
    await settle(pilot)
    for screen in screens:
        app.push_screen(screen)
        await settle(pilot)


async def hear(pilot: Pilot[Any]) -> None:
    """Let the program notice what others have just written, as it does by itself a few times a second."""
    app = pilot.app
    assert isinstance(app, LoketApp)
    live(app).changes.look()
    await settle(pilot)
