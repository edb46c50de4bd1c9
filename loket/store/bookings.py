"""Who booked a time at the counters: for what, when, by which code, and the name if one was given.

A booking is a value (`loket.store.values`): its owner is the office's date as a number, 20261123, its key the
code. So the newest of a code holds, the journal seals each, and the name can be forgotten. Whose number came
of it that number's own event tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loket.store import journal, values
from loket.store.journal import OFFICE, Entry, Stamp
from loket.store.sql import Connection, canonical, run, text
from loket.store.values import Value

KIND = "booking"
BOOKED = "booked"
FORGOTTEN = "bookings_forgotten"
"""The journal's word for bookings of days that are over: their values lost words and salt."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A time at the counters, `slot` (ms UTC) of that `day` (ISO); `code` tells it apart on its day."""

    day: str
    code: str
    slot: int
    errand: str
    service: str
    name: str


_DAYS = text(f"SELECT DISTINCT owner FROM value WHERE kind = '{KIND}' AND owner >= :day ORDER BY owner")
_OVER = text(f"SELECT id FROM value WHERE kind = '{KIND}' AND owner < :day AND text IS NOT NULL ORDER BY id")


def hold(conn: Connection, bookings: tuple[Booking, ...], stamp: Stamp) -> None:
    """Keep bookings, each in place of what its code held that day before."""
    for booking in bookings:
        kept = [booking.slot, booking.errand, booking.service, booking.name]
        values.keep(conn, KIND, _owner(booking.day), booking.code, canonical(kept), stamp.person, stamp.at)
    _tell(conn, len(bookings), stamp)


def drop(conn: Connection, booking: Booking, stamp: Stamp) -> None:
    """Let it be none any more."""
    values.keep(conn, KIND, _owner(booking.day), booking.code, "", stamp.person, stamp.at)
    _tell(conn, 0, stamp)


def take_back(conn: Connection, entry: Entry, undone: Mapping[str, int], stamp: Stamp) -> None:
    """Let what that entry sealed be none any more, where it holds; `undone`: what tells that."""
    for value in sealed_by(conn, entry):
        values.keep(conn, KIND, value.owner, value.key, "", stamp.person, stamp.at)
    _tell(conn, 0, stamp, undone)


def sealed_by(conn: Connection, entry: Entry) -> tuple[Value, ...]:
    """The bookings that were entered with that entry and hold, as values."""
    return tuple(e for e in _of_entry(conn, entry) if values.newest(conn, KIND, e.owner)[e.key] == e)


def told_by(conn: Connection, entry: Entry) -> tuple[tuple[str, str], ...]:
    """The day and the code of each booking that an entry tells of, whatever became of it later."""
    return tuple((_day(value.owner), value.key) for value in _of_entry(conn, entry))


def _of_entry(conn: Connection, entry: Entry) -> Iterator[Value]:
    """The bookings that were kept or let go with an entry; not the reason."""
    return (each for each in values.these(conn, map(int, entry.kept)) if each.kind == KIND)


def read(value: Value) -> Booking:
    """The booking that a value holds."""
    return _booking(_day(value.owner), value)


def of_day(conn: Connection, day: str) -> tuple[Booking, ...]:
    """The bookings that hold of a day, by their time."""
    newest = values.newest(conn, KIND, _owner(day)).values()
    found = (_booking(day, value) for value in newest if value.words)
    return tuple(sorted(found, key=lambda booking: (booking.slot, booking.code)))


def from_day(conn: Connection, day: str) -> tuple[Booking, ...]:
    """The bookings that hold of that day and later ones, by their time."""
    days = map(_day, run(conn, _DAYS, day=_owner(day)).scalars())
    return tuple(each for day in days for each in of_day(conn, day))


def forget_before(conn: Connection, day: str, stamp: Stamp) -> int:
    """Erase those of days before that one: nobody needs the names any more; how many."""
    gone = values.erase(conn, list(run(conn, _OVER, day=_owner(day)).scalars()))
    if gone:
        journal.append(conn, "office", OFFICE, FORGOTTEN, {"values": list(gone)}, stamp)
    return len(gone)


def every(conn: Connection) -> tuple[tuple[Value, Booking], ...]:
    """All bookings that are still kept, those that hold no more among them, each with its value."""
    return tuple((value, read(value)) for value in values.of_kind(conn, KIND))


def _tell(conn: Connection, count: int, stamp: Stamp, more: Mapping[str, int] | None = None) -> None:
    """Write the entry that seals what was kept."""
    journal.append(conn, "office", OFFICE, BOOKED, {"bookings": count, **(more or {})}, stamp)


def _owner(day: str) -> int:
    return int(day.replace("-", ""))


def _day(owner: int) -> str:
    digits = str(owner)
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _booking(day: str, value: Value) -> Booking:
    slot, errand, service, name = json.loads(value.words or "")
    return Booking(day, value.key, slot, errand, service, name)
