"""Which alarms stand now, who sees to each, and which press: of lanes, of files, promises, reminders.

Lanes that the same counters call have one cause, so they are one alarm.
"""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from loket.desk.authority import Who, actor, need
from loket.desk.case.on_record import on_record
from loket.desk.errors import Unreadable
from loket.desk.lookout.legal import lines
from loket.desk.lookout.waiting import Today, read
from loket.desk.office import Desk
from loket.desk.promises import moved
from loket.desk.promises import standing as promises
from loket.desk.queue.handling import SeenTo, handled
from loket.desk.time.today import day_began
from loket.desk.words import alarms as words
from loket.desk.words.moments import for_when
from loket.flow.acts import Remember, Right
from loket.flow.alarm import Alarm, What, apart, by_number, gathered, presses
from loket.flow.lane import Pressure, Stay
from loket.lengths import DAY
from loket.office.model import Counter, Office, listed_number
from loket.store import overview, people, texts
from loket.store.sql import Connection

_NO_COUNTER = "-"
_MOST_LOOKED_AT = 20
"""Of the promises that a decree moved, which may be all of the office's."""


@dataclass(frozen=True, slots=True)
class StandingAlarm:
    """An alarm that stands, in words, and who sees to it (empty: nobody), in words too.

    `presses`: nobody sees to it as it is now. `files`: those it is about, as far as it is about any.
    """

    alarm: Alarm
    words: str
    seen_to: str
    presses: bool
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarms:
    """All that stand at the instant `now`: those that press, what needs action, and the newest first."""

    standing: tuple[StandingAlarm, ...]
    now: int

    @property
    def pressing(self) -> tuple[StandingAlarm, ...]:
        """Those to which nobody sees as they are now."""
        return tuple(each for each in self.standing if each.presses)


def look(desk: Desk, who: Who, today: Today | None = None) -> Alarms:
    """What stands now. Raises Refused for whom is no supervisor.

    `today`: the queue's day, where it was read at this moment already.
    """
    with desk.store.snapshot() as conn:
        need(actor(conn, desk, who), Right.SUPERVISE)
        day, seen = today or read(conn, desk), handled(conn, desk)
        names = {person.id: person.name for person in people.staff(conn)} if seen else {}
        found, now = list[StandingAlarm](), day.now
        for alarm, said, files in _all(conn, desk, day):
            by = seen.get(alarm.key)
            holds = by is not None and by.handled.holds(alarm, now)
            told = _seen_to(conn, desk, by, day, names) if by is not None and holds else ""
            ring = presses(alarm, by.handled if by is not None else None, now)
            found.append(StandingAlarm(alarm, said, told, ring, files))
    return Alarms(tuple(sorted(found, key=_urgency)), now)


def _urgency(each: StandingAlarm) -> tuple[bool, int, int]:
    return not each.presses, -each.alarm.pressure.rank, -each.alarm.steps[-1]


def _seen_to(conn: Connection, desk: Desk, by: SeenTo, today: Today, names: Mapping[int, str]) -> str:
    time, of = desk.time(conn), by.handled
    whole = of.until >= day_began(time, today.now) + DAY
    ends = "hari berganti" if whole else f"{time.local(of.until):%H.%M}"
    return words.seen_to(names.get(of.by or 0, "petugas"), f"{time.local(of.at):%H.%M}", ends, by.reason)


def of_lanes(today: Today) -> tuple[Alarm, ...]:
    """Those of the queue: of each counter's line, or of many lines together."""
    return _of(_lines(today), today)


def _of(lines: Mapping[str, _Line], today: Today) -> tuple[Alarm, ...]:
    return tuple(gathered(alarm for line in lines.values() for alarm in line.alarms(today)))


_Told = tuple[Alarm, str, tuple[int, ...]]
"""An alarm, its words, and the files it is about."""


def _all(conn: Connection, desk: Desk, today: Today) -> Iterator[_Told]:
    lines = _lines(today)
    for alarm in _of(lines, today):
        parts = alarm.parts or (alarm,)
        here = [lines[part.of] for part in parts]
        if alarm.parts:
            waiting = sum(len(line.waiting) for line in here)
            yield alarm, words.many_lanes(alarm.what, len(here), waiting), ()
        else:
            yield alarm, here[0].told(alarm, today), ()
    yield from _of_files(conn, desk, today)
    yield from _of_promises(conn, desk, today.now)
    yield from _to_remember(conn, desk, today)


@dataclass(frozen=True, slots=True)
class _Line:
    """Those who wait to be called at the same counters, for these errands by their names."""

    of: str
    counters: tuple[Counter, ...]
    errands: tuple[str, ...]
    stays: tuple[Stay, ...]

    @property
    def waiting(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.end is None]

    def alarms(self, today: Today) -> Iterator[Alarm]:
        """Which of the two stand."""
        if (long := today.pressing(self.stays)) is not None:
            yield Alarm(What.WAIT, self.of, Pressure.ACTION, apart(long.steps))
        silence = today.silence(self.stays, self.counters)
        if silence is not None and silence.too_long:
            yield Alarm(What.SILENT, self.of, Pressure.ACTION, apart(silence.steps))

    def told(self, alarm: Alarm, today: Today) -> str:
        """In words."""
        waiting = self.waiting
        if alarm.what is What.WAIT:
            longest = max((today.now - stay.came for stay in waiting), default=0)
            names = [counter.name for counter in self.counters]
            return words.too_long(self.errands, len(waiting), longest, names)
        silence = today.silence(self.stays, self.counters)
        names = [] if silence is None else [counter.name for counter in silence.counters]
        silent = 0 if silence is None else today.now - silence.since
        return words.nobody_calls(self.errands, len(waiting), silent, names)


def _lines(today: Today) -> dict[str, _Line]:
    """By the ids of their counters."""
    found = dict[str, _Line]()
    for counters, stays in today.lines().items():
        of = ",".join(counter.id for counter in counters) or _NO_COUNTER
        waited = [errand for errand, each in stays.items() if any(stay.end is None for stay in each)]
        names = tuple(_name(today.office, errand) for errand in waited)
        found[of] = _Line(of, counters, names, tuple(stay for each in stays.values() for stay in each))
    return found


def _name(office: Office, errand: str) -> str:
    known = office.errands.get(errand)
    return known.name if known is not None else "keperluan yang dihapus"


def _of_files(conn: Connection, desk: Desk, today: Today) -> Iterator[_Told]:
    """Those that went past a deadline since the office worked last; those near or past their legal line."""
    time, now = desk.time(conn), today.now
    midnight, legal = day_began(time, now), lines(conn, desk, now)
    if legal:
        past = [each for each in legal if each.at < now]
        steps = by_number([*(each.near for each in legal), *(each.at for each in past)])
        pressure = Pressure.ACTION if past else Pressure.ATTENTION
        services = _by_service(today.office, [each.service for each in legal])
        said = words.legal_line(len(past), len(legal) - len(past), services)
        yield Alarm(What.LEGAL, "", pressure, steps), said, tuple(each.file for each in legal)
    inside = time.horizon[0] <= midnight <= time.horizon[1]
    since = time.at_work(time.work(midnight)) if inside else midnight
    lined = {each.file for each in legal}
    late = [each for each in overview.gone_past(conn, since, now) if each[0] not in lined]
    if late:
        steps = by_number(max(at, midnight) for _, _, at in late)
        said = words.late_today(_by_service(today.office, [service for _, service, _ in late]))
        yield Alarm(What.OVERDUE, "", Pressure.ATTENTION, steps), said, tuple(file for file, _, _ in late)


def _by_service(office: Office, services: Sequence[str]) -> Mapping[str, int]:
    known = office.services
    return Counted(known[each].name if each in known else each for each in services)


def _of_promises(conn: Connection, desk: Desk, now: int) -> Iterator[_Told]:
    time = desk.time(conn)
    due, unseen = promises.falling(conn, desk, time.date_of(now))
    if due:
        steps = by_number([day_began(time, now)] * len(due))
        said = words.promises(len(due), broken=False)
        yield Alarm(What.DUE, "", Pressure.ATTENTION, steps), said, due
    broken = {each.told.file: time.instant(each.falls + timedelta(days=1)) for each in unseen}
    if broken:
        said = words.promises(len(broken), broken=True)
        yield Alarm(What.BROKEN, "", Pressure.ACTION, by_number(broken.values())), said, tuple(broken)
    shifted, more = moved.to_tell(conn, desk, _MOST_LOOKED_AT)
    if shifted:
        said = words.moved_promises(len(shifted), more=more)
        alarm = Alarm(What.MOVED, "", Pressure.ACTION, by_number(each.at for each in shifted))
        yield alarm, said, tuple(each.file for each in shifted)


def _to_remember(conn: Connection, desk: Desk, today: Today) -> Iterator[_Told]:
    """What is to be remembered of files and came due, until it is taken away."""
    time, now = desk.time(conn), today.now
    due = {str(file): (file, number, at) for file, number, at in overview.to_remember(conn, now)}
    alone = (Alarm(What.REMEMBER, of, Pressure.ATTENTION, (at,)) for of, (_, _, at) in due.items())
    numbers = {
        file: listed_number(today.office, number, time.date_of(now)) for file, number, _ in due.values()
    }
    for alarm in gathered(alone):
        if alarm.parts:
            yield alarm, words.many_remembered([*numbers.values()]), tuple(numbers)
            continue
        file, _, at = due[alarm.of]
        said = words.remembered(numbers[file], for_when(time, at, now), _note(conn, desk, file))
        yield alarm, said, (file,)


def _note(conn: Connection, desk: Desk, file: int) -> str:
    """What is to be remembered; empty where the file cannot be read."""
    with suppress(Unreadable):
        said = on_record(conn, desk, file).state.remembered
        if said is not None and isinstance(said.act, Remember):
            return texts.remarks(conn, file).get(said.act.remark, "")
    return ""
