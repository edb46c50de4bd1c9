"""Staff, roster, calendar, documents and preferences changed in any order while files are under way.

What was refused changes nothing; what was done is as whoever did it last said, and agrees with the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loket.desk import roster
from loket.desk.calendar import days
from loket.desk.edition.kept import texts
from loket.desk.errors import Changed, DayThere, Invalid, NotReady
from loket.desk.integrity import examine
from loket.desk.people import preferences, staff
from loket.flow.acts import Refused
from loket.office.shelf import PROFILE
from loket.sla import CalendarFault, DayOverride, Holiday
from loket.store import journal
from tests.desk.editions import edit
from tests.desk.kantor import open_kantor
from tests.desk.undo import f9
from tests.examples import tries

REFUSED = (CalendarFault, Changed, DayThere, Invalid, KeyError, NotReady, Refused)
TODAY = date(2026, 11, 18)
NAMES = ("Rani Contoh", "Reni Contoh", "Doni Contoh")
READINGS = ("hari kerja", "hari kalender")


class Office:
    """An admin who changes everything, beside a counter at work; and what must have come of it."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.office, self.chance = open_kantor(folder, "karimun"), chance
        self.desk, self.admin = self.office.desk, self.office.who("admin")
        self.roles = sorted(self.desk.office.roles)
        self.people = {each.id: each for each in staff.staff(self.desk)}
        self.days = {(row.date, row.kind): row for row in days.days(self.desk, date.min, date.max)}
        self.looks: dict[int, str] = {}
        self.rostered: dict[int, tuple[Any, ...]] = {}
        self.reading, self.count, self.files = 0, 0, list[int]()

    # what is done

    def somebody_new(self) -> None:
        self.count += 1
        told: dict[str, Any] = {"nip": self._nip(), "name": self._name(), "roles": self._some_roles()}
        person = staff.add(self.desk, self.admin, password=f"kata-sandi-{self.count}", **told)
        self.people[person] = staff.Member(person, active=True, **told)

    def somebody_is_changed(self) -> None:
        person = self._person()
        all_of_it = {
            "nip": self._nip(),
            "name": self._name(),
            "roles": self._some_roles(),
            "active": self.chance.random() < 0.5,
        }
        told: dict[str, Any] = {
            name: all_of_it[name] for name in self.chance.sample(sorted(all_of_it), self.chance.randint(1, 2))
        }
        staff.change(self.desk, self.admin, person, **told)
        self.people[person] = replace(self.people[person], **told)

    def a_password_is_set(self) -> None:
        self.count += 1
        staff.set_password(self.desk, self.admin, self._person(), f"kata-sandi-lain-{self.count}")

    def somebody_does_not_come_or_is_on_duty(self) -> None:
        person, first = self._person(), self._day()
        role, last = self.chance.choice(("", *self.roles)), first + timedelta(days=self.chance.randint(0, 3))
        done = roster.enter(self.desk, self.admin, person, first, last, "contoh", role=role)
        self.rostered[done.entry] = (person, role, first, last)

    def that_ends(self) -> None:
        entry = self.chance.choice([*self.rostered, 99])
        roster.end(self.desk, self.admin, entry)
        person, role, first, _ = self.rostered.pop(entry)
        if first < TODAY:
            self.rostered[entry] = (person, role, first, TODAY - timedelta(days=1))

    def a_day_off(self) -> None:
        self.count += 1
        holiday = Holiday(self._day(), "libur_daerah", f"Libur {self.count}", "Keputusan Contoh 1/2026")
        self._enter(days.holiday_row(holiday))

    def a_day_of_its_own(self) -> None:
        self.count += 1
        override = DayOverride(self._day(), (), f"Banjir {self.count}")
        self._enter(days.override_row(override))

    def a_day_is_taken_out(self) -> None:
        kind = self.chance.choice(("libur_daerah", days.OVERRIDE))
        day = self.days[self._day().isoformat(), kind]
        days.change_days(self.desk, self.admin, (), without=[day])
        del self.days[day.date, day.kind]

    def another_edition(self) -> None:
        now, then = READINGS[self.reading], READINGS[1 - self.reading]
        edit(self.desk, (f'hari = "{now}"', f'hari = "{then}"'), who=self.admin)
        self.reading = 1 - self.reading

    def a_look_is_chosen(self) -> None:
        key = self.chance.choice(("fo2", "bo", "admin"))
        look = self.chance.choice(("gelap", "terang"))
        preferences.keep(self.desk, self.office.who(key), preferences.LOOK, look)
        self.looks[self.office.ids[key]] = look

    def a_file_moves(self) -> None:
        if not self.files or self.chance.random() < 0.3:
            self.files.append(self.office.register().file)
            return
        file = self.chance.choice(self.files)
        moves: tuple[Callable[[], object], ...] = (
            lambda: self.office.tick(file, "fo2"),
            lambda: self.office.choose(file, "fo2", "lengkap"),
            lambda: self.office.take(file, "bo"),
        )
        self.chance.choice(moves)()

    def the_last_is_taken_back(self) -> None:
        f9(self.desk, self.office.who(self.chance.choice(("fo2", "bo"))))

    # what must hold

    def check(self) -> None:
        assert {each.id: each for each in staff.staff(self.desk)} == {
            id: replace(each, roles=tuple(sorted(each.roles))) for id, each in self.people.items()
        }
        found = days.days(self.desk, date.min, date.max)
        assert {(row.date, row.kind): row for row in found} == self.days
        coming = {e.id: (e.person, e.role, e.first, e.last) for e in roster.coming(self.desk, None)}
        assert coming == {id: told for id, told in self.rostered.items() if told[3] >= TODAY}
        with self.desk.store.read() as conn:
            kept = {person: preferences.kept(conn, person, preferences.LOOK) for person in self.looks}
        assert kept == self.looks
        profile = texts(self.desk)[PROFILE, self.desk.office.id]
        assert f'hari = "{READINGS[self.reading]}"' in profile
        agrees = examine(self.desk)
        assert agrees.whole, agrees

    def step(self, what: Callable[[Office], None]) -> None:
        self.office.wait(1)
        before = self._written()
        try:
            what(self)
        except REFUSED:
            assert self._written() == before
        self.check()

    # helpers of chance

    def _enter(self, row: days.DayRow) -> None:
        """Sometimes by somebody who knows what stands in its place; else it is refused."""
        there = self.days.get((row.date, row.kind))
        seen = [there] if there is not None and self.chance.random() < 0.5 else []
        days.change_days(self.desk, self.admin, [row], without=seen)
        self.days[row.date, row.kind] = row

    def _written(self) -> int:
        with self.desk.store.read() as conn:
            return journal.last_id(conn)

    def _nip(self) -> str:
        return f"1990010120150120{self.chance.randint(1, 30):02}"

    def _name(self) -> str:
        return self.chance.choice(NAMES)

    def _some_roles(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(self.roles, self.chance.randint(1, 2)))

    def _person(self) -> int:
        return self.chance.choice([*self.people, 99])

    def _day(self) -> date:
        return TODAY + timedelta(days=self.chance.randint(-1, 4))


WHAT = (
    *(Office.somebody_is_changed,) * 8,
    *(Office.somebody_does_not_come_or_is_on_duty,) * 3,
    *(Office.a_file_moves,) * 4,
    *(Office.that_ends, Office.a_day_off, Office.a_day_of_its_own, Office.a_day_is_taken_out) * 2,
    *(Office.somebody_new, Office.a_password_is_set, Office.another_edition, Office.a_look_is_chosen),
    Office.the_last_is_taken_back,
)


@pytest.mark.of_both
@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=tries(2),
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_whatever_an_admin_changes_is_as_it_was_said_last_and_agrees_with_the_journal(seed: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        office = Office(Path(folder), chance)
        for _ in range(30):
            office.step(chance.choice(WHAT))
        office.desk.store.close()
