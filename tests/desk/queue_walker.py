"""Figures of the queue counted again from the journal alone, act by act and minute by minute, slowly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loket.flow.queue.acts import Outcome
from loket.flow.queue.figures import AtCounter, Came, Measured, QueueFigures
from loket.flow.queue.legs import BRIEF, Doubtful, Fate
from loket.lengths import MINUTE
from loket.sla import WorkingTime
from loket.store.journal import Entry

HANDED, BUSY = ("dilayani", "ditahan"), ("dipanggil", "dilayani")


@dataclass
class Served:
    """Somebody at a counter, until when if not still."""

    station: str
    person: int | None
    start: int
    end: int | None = None

    @property
    def took(self) -> int | None:
        return None if self.end is None else self.end - self.start


@dataclass
class Line:
    """Somebody in one line."""

    errand: str
    since: int
    called: int | None = None
    services: list[Served] = field(default_factory=list)
    left_open: bool = False
    end: Fate | None = None

    @property
    def fate(self) -> Fate:
        if self.end is not Fate.CANCELLED and self.services:
            return Fate.SERVED
        return self.end or Fate.OPEN


STANDS = {
    "called": "dipanggil",
    "present": "dilayani",
    "no_show": "dilewati",
    "back": "menunggu",
    "held": "ditahan",
    "transferred": "menunggu",
    "finished": "selesai",
    "lapsed": "selesai",
    "unprinted": "selesai",
}


@dataclass
class Walk:
    """A number on its way through its acts."""

    lines: list[Line] = field(default_factory=list)
    stands: str = ""
    since: int = 0
    waits_since: int = 0
    call: int = 0
    station: str = ""
    person: int | None = None
    calls: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    busy: list[Served] = field(default_factory=list)

    def step(self, entry: Entry) -> None:
        at, was, kind, data = max(entry.at, self.since), self.stands, entry.kind, entry.data
        if kind == "given":
            self.lines.append(Line(data["errand"], at))
            self.waits_since = at
        stands = STANDS.get(kind, was)
        if kind == "given":
            stands = "dilayani" if data["served"] else "menunggu"
        if kind == "undone" and data["undone"] == 1:
            stands = "selesai"
        elif kind == "undone" and was in BUSY and self.person == entry.person_id:
            self.station = entry.station or ""
        if kind in ("called", "taken_over") or (kind == "given" and data["served"]):
            self.station, self.person = entry.station or "", entry.person_id
        if kind == "no_show":
            self.absent.append(self.station)
        self._end(kind, data, was)
        if stands != was or kind == "taken_over":
            self._moved(was, stands, at)
        if kind == "transferred" and data["errand"] != self.lines[-1].errand:
            self.lines[-1].end = Fate.MOVED
            self.lines.append(Line(data["errand"], self.waits_since))

    def _end(self, kind: str, data: Mapping[str, Any], was: str) -> None:
        """How it ended, where it did."""
        line = self.lines[-1]
        if kind in ("finished", "lapsed"):
            line.end = Fate.ABSENT if was == "dilewati" else Fate.LEFT
            line.left_open = kind == "lapsed" and was == "dilayani"
        if data.get("outcome") == Outcome.VOIDED or kind == "unprinted" or data.get("undone") == 1:
            line.end = Fate.CANCELLED

    def _moved(self, was: str, stands: str, at: int) -> None:
        """It stands otherwise since then: what was going on ends, what goes on now begins."""
        line = self.lines[-1]
        self.since, self.stands = at, stands
        if was in HANDED and stands not in HANDED:
            self.waits_since = at
        if was == "dilayani":
            line.services[-1].end = at
        if was in BUSY:
            self.busy[-1].end = at
        if stands == "dipanggil":
            self.call = at if was != stands else self.call
            self.calls.append(self.station)
        if stands == "dilayani":
            line.called = line.called if line.services else self.call or None
            line.services.append(Served(self.station, self.person, at))
        if stands in BUSY:
            self.busy.append(Served(self.station, self.person, at))


def figures(
    entries: Iterable[Entry], time: WorkingTime, hours: dict[date, list[tuple[int, int]]], person: int | None
) -> QueueFigures:
    """All of the journal; `hours`: when people are served on each date."""
    every = list(entries)
    of_number = defaultdict[int, list[Entry]](list)
    for entry in every:
        if entry.subject == "ticket":
            of_number[entry.subject_id].append(entry)
    asked = {e.id for e in every if e.kind in ("clock_affirmed", "clock_denied") and _wrong(e)}
    marked = set[int]()
    for entry in every:
        if entry.kind == "times_doubted":
            marked.add(entry.data["ticket"])
        elif entry.kind == "times_believed":
            marked.discard(entry.data["ticket"])
    return _Count(every, of_number, asked, marked, time, hours, person).figures()


def _wrong(entry: Entry) -> bool:
    return bool({"mundur", "melompat"} & set(entry.data["doubts"]))


class _Count:
    def __init__(
        self,
        every: list[Entry],
        of_number: dict[int, list[Entry]],
        asked: set[int],
        marked: set[int],
        time: WorkingTime,
        hours: dict[date, list[tuple[int, int]]],
        person: int | None,
    ) -> None:
        self.every, self.time, self.hours, self.person = every, time, hours, person
        self.lengths = defaultdict[tuple[str, str, str], list[int]](list)
        self.out = Counter[tuple[str, str, str]]()
        self.fates = Counter[tuple[str, str, Fate]]()
        self.called, self.served, self.absent = Counter[str](), Counter[str](), Counter[str]()
        self.attended, self.idle, self.idle_in = Counter[str](), Counter[str](), Counter[str]()
        self.reasons, self.doubtful, self.numbers, self.handed_on = Counter[Doubtful](), 0, 0, 0
        self.days = set[str]()
        walks = defaultdict[str, list[tuple[Walk, list[Entry]]]](list)
        for number, acts in of_number.items():
            walk = Walk()
            undone = set[int]()
            for act in reversed(acts):
                if act.kind == "undone" and act.seq not in undone:
                    undone.add(act.data["undone"])
            for act in acts:
                if act.seq == 1 or act.seq not in undone:
                    walk.step(act)
            day = acts[0].data["day"]
            walks[day].append((walk, acts))
            doubts = {
                Doubtful.PAPER: acts[0].at < acts[0].recorded,
                Doubtful.CLOCK: any(acts[0].id < each < acts[-1].id for each in asked),
                Doubtful.MARKED: number in marked,
            }
            self._number(walk, day, {doubt for doubt, holds in doubts.items() if holds})
        if person is None:
            for day, of_day in walks.items():
                self._minutes(date.fromisoformat(day), of_day)

    def _number(self, walk: Walk, day: str, of_number: set[Doubtful]) -> None:
        mine = [each for each in walk.lines if self.person in (None, *(one.person for one in each.services))]
        if not mine:
            return
        self.days.add(day)
        self.numbers += 1
        self.handed_on += len(walk.lines) - 1 if self.person is None else 0
        midnight, why = self.time.instant(date.fromisoformat(day)), set[Doubtful]()
        for line in mine:
            took = [one.took for one in line.services]
            doubts = set(of_number)
            if took and None not in took and sum(filter(None, took)) < BRIEF:
                doubts.add(Doubtful.BRIEF)
            if line.left_open:
                doubts.add(Doubtful.LEFT_OPEN)
            hour = f"{min(max((line.since - midnight) // 3_600_000, 0), 23):02}"
            for group in (("every", ""), ("line", line.errand), ("hour", hour)):
                self.fates[*group, line.fate] += 1
                why |= self._lengths(line, group, doubts)
            if self.person is None:
                for station in {one.station for one in line.services}:
                    self._lengths(line, ("counter", station), doubts, station)
        self.doubtful += bool(why)
        self.reasons.update(why)
        if self.person is None:
            for station in set(walk.calls):
                self.called[station] += 1
            for station in {one.station for line in walk.lines for one in line.services}:
                self.served[station] += 1
            self.absent.update(walk.absent)

    def _lengths(
        self, line: Line, group: tuple[str, str], doubts: set[Doubtful], station: str = ""
    ) -> set[Doubtful]:
        """Its wait and its service, in a group; why one of them is left out."""
        why = set[Doubtful]()
        first = line.services[0] if line.services else None
        if line.called is not None and first is not None:
            here = station in ("", first.station)
            if here and self.person in (None, first.person):
                why |= self._length("wait", group, line.called - line.since, doubts - {Doubtful.LEFT_OPEN})
        mine = [
            one.took
            for one in line.services
            if station in ("", one.station) and self.person in (None, one.person)
        ]
        if mine and None not in mine:
            length = sum(filter(None, mine))
            why |= self._length("service", group, length, doubts - {Doubtful.PAPER})
        return why

    def _length(self, what: str, group: tuple[str, str], length: int, doubts: set[Doubtful]) -> set[Doubtful]:
        if doubts:
            self.out[*group, what] += 1
        else:
            self.lengths[*group, what].append(length)
        return doubts

    def _minutes(self, day: date, walks: list[tuple[Walk, list[Entry]]]) -> None:
        """Each minute of the day at each counter that had a number."""
        midnight = self.time.instant(day)
        for station in {one.station for walk, _ in walks for one in walk.busy}:
            acts = [
                act.at
                for _, entries in walks
                for act in entries
                if act.station == station and act.person_id is not None and act.kind != "lapsed"
            ]
            busy = [one for walk, _ in walks for one in walk.busy if one.station == station]
            for minute in range(24 * 60):
                now = midnight + minute * MINUTE
                there = bool(acts) and min(acts) <= now < max(acts)
                open_now = any(opens <= now < closes for opens, closes in self.hours.get(day, []))
                if not there or not open_now or self._paused(station, midnight, now):
                    continue
                self.attended[station] += MINUTE
                if not any(one.start <= now and (one.end is None or now < one.end) for one in busy):
                    self.idle[station] += MINUTE
                    self.idle_in[f"{minute // 60:02}"] += MINUTE

    def _paused(self, station: str, midnight: int, now: int) -> bool:
        told = [
            entry.kind
            for entry in self.every
            if entry.kind in ("counter_paused", "counter_opened")
            and entry.data["counter"] == station
            and midnight <= entry.at <= now
        ]
        return bool(told) and told[-1] == "counter_paused"

    def _measured(self, group: str, key: str, what: str) -> Measured:
        known, out = self.lengths[group, key, what], self.out[group, key, what]
        if not known:
            return Measured(left_out=out)

        def least(part: int) -> int:
            return min(x for x in known if 100 * sum(y <= x for y in known) >= part * len(known))

        return Measured(len(known), sum(known) // len(known), least(50), least(90), out)

    def _came(self, group: str, key: str, idle: int = 0) -> Came:
        fates = {fate: n for fate in Fate if (n := self.fates[group, key, fate])}
        waits, services = (self._measured(group, key, what) for what in ("wait", "service"))
        return Came(key, fates, waits, services, idle)

    def figures(self) -> QueueFigures:
        lines = sorted({key for group, key, _ in self.fates if group == "line"})
        hours = sorted({key for group, key, _ in self.fates if group == "hour"} | set(self.idle_in))
        counters = sorted({*self.called, *self.served})
        return QueueFigures(
            len(self.days),
            self.numbers,
            self.handed_on,
            self._came("every", ""),
            tuple(self._came("line", key) for key in lines),
            tuple(self._came("hour", key, self.idle_in[key]) for key in hours),
            tuple(
                AtCounter(
                    key,
                    self.called[key],
                    self.served[key],
                    self.absent[key],
                    self._measured("counter", key, "wait"),
                    self._measured("counter", key, "service"),
                    self.attended[key],
                    self.idle[key],
                )
                for key in counters
            ),
            self.doubtful,
            dict(self.reasons),
        )
