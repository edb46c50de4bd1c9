"""Days on which somebody of the office is away, or does the work of one role more than their own.

An entry is never taken out: one that came to nothing ends before it began. `loket.store.people` adds the
roles of a day to those that a person holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from loket.store import journal, people, values
from loket.store.journal import Stamp
from loket.store.sql import Connection, run, text


@dataclass(frozen=True, slots=True)
class Entry:
    """A person from the date `first` to `last` (ISO, both included): in `role` (piket), or away without one.

    `freed`: what they had in hand when they went away lies on its piles again.
    """

    id: int
    person: int
    role: str
    first: str
    last: str
    freed: bool = False

    @property
    def away(self) -> bool:
        """Whether they do not come."""
        return not self.role


ROSTER = "roster"
"""The kind of value that the reason of an entry is; the owner is the person, the key the entry."""
ROSTERED, ENDED, FREED = "rostered", "roster_ended", "hands_freed"
"""Kinds of a person's entries in the journal."""

_COLUMNS = "id, person_id, role, first, last, freed"
_ADD = text(
    "INSERT INTO roster (person_id, role, first, last, freed)"
    " VALUES (:person, :role, :first, :last, :freed) RETURNING id"
)
_EVERY = text(f"SELECT {_COLUMNS} FROM roster ORDER BY id")
_FROM = text(f"SELECT {_COLUMNS} FROM roster WHERE last >= :day AND last >= first ORDER BY first, id")
_AWAY = text("SELECT person_id FROM roster WHERE role = '' AND first <= :day AND last >= :day")
_TO_FREE = text(
    f"SELECT {_COLUMNS} FROM roster WHERE NOT freed AND first <= :day AND last >= :day ORDER BY id"
)
_END = text("UPDATE roster SET last = :last WHERE id = :id")
_FREE = text("UPDATE roster SET freed = :freed WHERE id = :id")


def add(conn: Connection, person: int, role: str, first: str, last: str, reason: str, stamp: Stamp) -> int:
    """Put somebody on the roster; without a role they are away. The id of the entry."""
    at = {"person": person, "role": role, "first": first, "last": last}
    entry = int(run(conn, _ADD, **at, freed=bool(role)).scalar_one())
    people.changed(conn)
    if reason:
        values.keep(conn, ROSTER, person, str(entry), reason, stamp.person, stamp.at)
    said = {"entry": entry, "role": role, "first": first, "last": last}
    journal.append(conn, "person", person, ROSTERED, said, stamp)
    return entry


def end(conn: Connection, entry: Entry, day: str, stamp: Stamp) -> None:
    """From that date on it holds no more."""
    last = min(entry.last, (date.fromisoformat(day) - timedelta(days=1)).isoformat())
    run(conn, _END, id=entry.id, last=last)
    people.changed(conn)
    journal.append(conn, "person", entry.person, ENDED, {"entry": entry.id, "last": last}, stamp)


def freed(conn: Connection, entry: Entry, stamp: Stamp) -> None:
    """What the person had in hand has been put on its piles."""
    run(conn, _FREE, id=entry.id, freed=True)
    journal.append(conn, "person", entry.person, FREED, {"entry": entry.id}, stamp)


def every(conn: Connection) -> tuple[Entry, ...]:
    """All that there were."""
    return tuple(map(_entry, run(conn, _EVERY)))


def from_day(conn: Connection, day: str) -> tuple[Entry, ...]:
    """What holds on that date or later, by the date on which it begins."""
    return tuple(map(_entry, run(conn, _FROM, day=day)))


def away_on(conn: Connection, day: str) -> frozenset[int]:
    """Who does not come on that date."""
    return frozenset(run(conn, _AWAY, day=day).scalars())


def to_free(conn: Connection, day: str) -> tuple[Entry, ...]:
    """Who does not come on that date, and may still have files in hand."""
    return tuple(map(_entry, run(conn, _TO_FREE, day=day)))


def reason(conn: Connection, entry: Entry) -> str:
    """Why; empty where nobody said."""
    found = values.newest(conn, ROSTER, entry.person).get(str(entry.id))
    return (found.words or values.ERASED) if found is not None else ""


def _entry(row: tuple[int, int, str, str, str, bool]) -> Entry:
    return Entry(*row[:5], freed=bool(row[5]))
