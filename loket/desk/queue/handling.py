"""That somebody sees to an alarm, why, and until when: it stands where it stood, and meanwhile presses not.

That is read from the journal alone: no table has it. What is typed is a value that the entry seals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid
from loket.desk.office import Desk
from loket.desk.people.changes import REASON, because
from loket.desk.queue.day_acts import UNDONE, in_force
from loket.desk.time.today import day_began
from loket.flow.acts import Actor, Right
from loket.flow.alarm import Alarm, Handled, Key, What
from loket.flow.lane import Pressure
from loket.lengths import DAY
from loket.store import journal, reasons
from loket.store.journal import ALARM_HANDLED, ALARM_LEFT, OFFICE, Entry, Stamp
from loket.store.sql import Connection
from loket.text import clean

UNTIL = "until"
"""The name of the field in which until when is typed."""


@dataclass(frozen=True, slots=True)
class SeenTo:
    """Who sees to an alarm, and what they typed of it."""

    handled: Handled
    reason: str


def handle(desk: Desk, who: Who, alarms: Iterable[Alarm], reason: str, until: int | None) -> None:
    """See to these alarms until that instant of today; without one, until the day is over.

    Raises:
        Invalid: the instant is past or of another day, or no reason is given, or one that may not be kept.
        Refused: the person is no supervisor.
    """
    with desk.write() as conn:
        stamp, now = _stamp(desk, actor(conn, desk, who)), desk.now()
        ends = _day_ends(conn, desk)
        if until is not None and not now < until <= ends:
            raise Invalid({UNTIL: "Jamnya harus jam hari ini yang belum lewat."})
        if not clean(reason):
            raise Invalid({REASON: "Tulis apa yang dilakukan."})
        because(conn, reason, stamp)
        told = [
            [each.what.value, each.of, each.step, each.pressure.value]
            for alarm in alarms
            for each in (alarm, *alarm.parts)
        ]
        data = {"alarms": told, "until": ends if until is None else until}
        journal.append(conn, "office", OFFICE, ALARM_HANDLED, data, stamp)


def take_back(conn: Connection, desk: Desk, person: Actor, seq: int) -> None:
    """Nobody sees any more to what that entry says."""
    journal.append(conn, "office", OFFICE, ALARM_LEFT, {UNDONE: seq}, _stamp(desk, person))


def handled(conn: Connection, desk: Desk) -> dict[Key, SeenTo]:
    """To which alarms somebody saw today, as was said last."""
    found = dict[Key, SeenTo]()
    for entry in in_force(_lately(conn, desk)):
        why = reasons.of(conn, entry)
        for what, of, step, pressure in entry.data["alarms"]:
            said = Handled(entry.person_id, entry.at, entry.data["until"], step, Pressure(pressure))
            found.setdefault((What(what), of), SeenTo(said, why))
    return found


def standing(conn: Connection, desk: Desk) -> frozenset[int]:
    """The entries of today by which somebody sees to alarms yet."""
    now = desk.now()
    return frozenset(entry.id for entry in in_force(_lately(conn, desk)) if now < entry.data["until"])


def _lately(conn: Connection, desk: Desk) -> Iterator[Entry]:
    began = day_began(desk.time(conn), desk.now())
    return journal.lately(conn, "office", OFFICE, (ALARM_HANDLED, ALARM_LEFT), began)


def _day_ends(conn: Connection, desk: Desk) -> int:
    return day_began(desk.time(conn), desk.now()) + DAY


def _stamp(desk: Desk, person: Actor) -> Stamp:
    return Stamp(desk.now(), person.person, need(person, Right.SUPERVISE), person.station)
