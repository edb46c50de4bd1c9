"""What a file is, as it is kept beside it: so an act need not fold all that happened before.

It is lines of JSON: first the file, then each of its intervals. Most intervals are over and stay as they are,
so their lines are carried from one snapshot to the next. `FOLD` says what the fold meant when it was written;
under another number it tells nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from loket.canonical import canonical
from loket.flow.acts import BrokenHistory, Event, from_data, to_data
from loket.flow.standing import Standing
from loket.flow.state import Aside, FileState, Interval, Strand
from loket.sop.model import Party

FOLD = 7
"""Raised whenever the same events lead to another state than before (`tests/flow/test_snapshot.py`)."""

_PARTIES = {party.value: party for party in Party}
_STANDINGS = {standing.value: standing for standing in Standing}
_ASIDES = {aside.value: aside for aside in Aside}
_PLAIN = (
    *("since", "outcome", "ended_at", "complete_at", "correct_at", "decided_at"),
    *("seq", "last_at", "parent", "registrar"),
)
_AS_IT_IS = attrgetter(*_PLAIN)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state and the lines it is kept as."""

    state: FileState
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as they are kept."""
        return "\n".join(self.lines)


def taken(state: FileState, before: Snapshot | None = None) -> Snapshot:
    """The snapshot of a state; `before`: one that it came from, and has most intervals in common with."""
    known = zip(before.state.intervals, before.lines[1:], strict=True) if before is not None else ()
    lines = [
        line if one is was else canonical(one)
        for one, (was, line) in zip(state.intervals, known, strict=False)
    ]
    lines += map(canonical, state.intervals[len(lines) :])
    return Snapshot(state, (canonical(_head(state)), *lines))


@lru_cache(maxsize=128)
def read(text: str) -> Snapshot:
    """The snapshot that is kept as this text. Raises BrokenHistory where none is.

    Whoever acts has just seen the file: it was read a moment ago.
    """
    lines = tuple(text.split("\n"))
    try:
        head, *intervals = json.loads(f"[{','.join(lines)}]")
        return Snapshot(_state(head, tuple(map(_interval, intervals))), lines)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BrokenHistory from error


def _head(state: FileState) -> list[Any]:
    """All of the state but its intervals. Its strands often remember the same event: each is told once."""
    beside = [*state.corrections, *state.reminders]
    last = [*[strand.last for strand in state.strands.values()], state.last, *beside]
    strands = [
        [n, strand.resume, strand.signers, strand.came, strand.last and strand.last.seq]
        for n, strand in state.strands.items()
    ]
    lanes = [[event.seq for event in lane] for lane in (state.corrections, state.reminders)]
    events = [_event_data(event) for event in {e.seq: e for e in last if e}.values()]
    latest = state.last and state.last.seq
    return [*_AS_IT_IS(state), dict(state.facts), strands, latest, lanes, events]


def _state(head: list[Any], intervals: tuple[Interval, ...]) -> FileState:
    *plain, facts, by_strand, latest, lanes, told = head
    events: dict[int | None, Event] = {data[0]: _event(*data) for data in told}
    corrections, reminders = (tuple(events[seq] for seq in lane) for lane in lanes)
    return FileState(
        intervals=intervals,
        strands={
            n: Strand(resume, tuple(signers), came, None if last is None else events[last])
            for n, resume, signers, came, last in by_strand
        },
        facts=facts,
        last=None if latest is None else events[latest],
        corrections=corrections,
        reminders=reminders,
        **dict(zip(_PLAIN, plain, strict=True)),
    )


def _event_data(event: Event) -> list[Any]:
    when, by = (event.seq, event.at, event.recorded), (event.person, event.role, event.station, event.late)
    return [*when, event.act.word, to_data(event.act), *by]


def _event(seq: int, at: int, recorded: int, kind: str, data: Mapping[str, Any], *by: Any) -> Event:
    return Event(seq, at, recorded, from_data(kind, data), *by)


def _interval(values: list[Any]) -> Interval:
    """The interval of a line; written out, for an act reads many."""
    seq, step, visit, sign_off, party, standing, start, role, person, agency, trouble, end, *more = values
    ended_by, strand, aside = more
    where = (seq, step, visit, sign_off, _PARTIES[party], _STANDINGS[standing], start, role, person)
    return Interval(*where, agency, trouble, end, ended_by, strand, _ASIDES[aside])
