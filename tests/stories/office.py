"""An office for a story: its database on disk, somebody in every role, and a clock that the story moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from loket.desk import staff
from loket.desk.context import Desk, create_office, open_desk
from loket.store.journal import Entry, history, read_since, verify_chain

PASSWORD = "sandi-cerita-7"
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
    """A new office with `people` by role, opened on its morning."""
    path = folder / "loket.db"
    create_office(path, office_id, now=instant(morning))
    office = Office(path, open_desk(path), instant(morning))
    monkeypatch.setattr("loket.desk.context.system_clock", lambda: office.now)
    for number, (role, name) in enumerate(people.items(), 1):
        nip = f"1990010120150110{number:02}"  # made up
        person = staff.add(office.desk, None, nip=nip, name=name, password=PASSWORD, roles=[role])
        office.names[person] = name
    return office
