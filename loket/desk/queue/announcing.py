"""What the voice of the hall says: each call once, in the order of the calls, by one program at a time.

A voice is a device with a key of its own, looked at each time. It speaks in one hall, or in all. Which
program speaks there, and which call it said last, is kept in the database: whoever takes over goes on there.
A call that was taken back, whose person has come, or that is too old is not said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from loket.desk.errors import SpokenElsewhere
from loket.desk.office import Desk
from loket.desk.people import devices
from loket.desk.people.devices import DeviceKind
from loket.desk.place import has_ended, program
from loket.flow.acts import BrokenHistory
from loket.flow.queue.state import TicketStanding
from loket.lengths import MINUTE
from loket.store import meta, tickets
from loket.store.sql import Connection

OLD = 2 * MINUTE
"""A call before that (ms) is said no more."""
_LEASE = 2 * MINUTE


@dataclass(frozen=True, slots=True)
class Announcement:
    """A number to be called out, to the counter of that name; `call`: the call's entry in the journal."""

    call: int
    number: str
    counter: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """The program that speaks, until when nobody else does, and the call that was said last."""

    program: str = ""
    until: int = 0
    said: int = 0


def to_say(desk: Desk, key: str, hall: str = "") -> Announcement | None:
    """What is to be said next; None: nothing now. From here on this program is the voice of that hall.

    Without a `hall` it is the voice of all of them.

    Raises:
        KeyRefused: the key is no voice's.
        SpokenElsewhere: another program is the voice there, and runs still.
    """
    mine, now = program(), desk.now()
    with desk.store.write() as conn:
        devices.acting(conn, key, DeviceKind.VOICE)
        voices = _kept(conn)
        if any(_speaks(voice, mine, now) for at, voice in voices.items() if at == hall or not (at and hall)):
            raise SpokenElsewhere
        voice = voices.get(hall, _Voice())
        if voice.program != mine or voice.until - now < _LEASE / 2:  # each writing makes all programs look
            _keep(conn, voices | {hall: replace(voice, program=mine, until=now + _LEASE)})
        return min(_unsaid(conn, desk, hall, voice.said), key=lambda each: each.call, default=None)


def _speaks(voice: _Voice, mine: str, now: int) -> bool:
    """Whether another program does."""
    return voice.program != mine and voice.until > now and not has_ended(voice.program)


def said(desk: Desk, announcement: Announcement, hall: str = "") -> None:
    """It was said in that hall, to its end."""
    with desk.store.write() as conn:
        voices = _kept(conn)
        voice = voices.get(hall, _Voice())
        _keep(conn, voices | {hall: replace(voice, said=max(voice.said, announcement.call))})


def _unsaid(conn: Connection, desk: Desk, hall: str, said: int) -> Iterator[Announcement]:
    """The numbers that stand called there by a call after that one, and not too long ago."""
    office = desk.newest(conn).office
    counters = {each.id: each.name for each in office.counters if office.called_in(hall, each.id)}
    for row in tickets.of_day(conn, desk.today(conn)):
        ticket = row.ticket
        if ticket.standing is not TicketStanding.CALLED or desk.now() - (ticket.last_call_at or 0) > OLD:
            continue
        with suppress(BrokenHistory):  # nobody can act on such a number either
            call = tickets.standing_call_of(conn, row.id)
            if call is not None and call > said and ticket.station in counters:
                yield Announcement(call, row.number, counters[ticket.station])


def _kept(conn: Connection) -> dict[str, _Voice]:
    """The voice of each hall as it is kept; where that cannot be read they begin anew."""
    try:
        kept = json.loads(meta.get(conn, meta.VOICE) or "{}")
        return {hall: _Voice(**voice) for hall, voice in kept.items()}
    except (AttributeError, TypeError, ValueError):
        return {}


def _keep(conn: Connection, voices: Mapping[str, _Voice]) -> None:
    meta.put(conn, meta.VOICE, json.dumps({hall: asdict(voice) for hall, voice in voices.items()}))
