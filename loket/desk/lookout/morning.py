"""The morning's sheet: what passed yesterday, what waits for whom, what is late, who does not come today.

It is read at one moment, by a statement for each part, however many files the office has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from loket.desk import uncovered
from loket.desk.authority import Who, actor, need
from loket.desk.errors import Invalid, PrintFailed
from loket.desk.lookout.legal import lines
from loket.desk.office import Desk
from loket.desk.papers.delivery import morning_out
from loket.desk.papers.printing import print_paper
from loket.desk.promises.moved import to_tell
from loket.desk.promises.standing import falling
from loket.desk.words.deadline import TODAY, late
from loket.desk.words.history import waits_for
from loket.flow.acts import Right
from loket.flow.countdown import Moment, countdown, moment
from loket.flow.deadline import Deadline
from loket.flow.promise import next_working_day
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.lengths import HOUR, MINUTE
from loket.office.model import Office, listed_number, short_role
from loket.paper.morning_sheet import Morning, Named, Passed, Some, Waits, morning_sheet
from loket.sla import OutsideHorizon, WorkingTime
from loket.sla.words import short_date
from loket.store import lists, overview, people, roster
from loket.store import morning as store
from loket.store.lists import WorkRow
from loket.store.overview import Count
from loket.store.sql import Connection

MOST = 12
"""So many files of a kind are named, where the page has room."""
_WHILE = 4 * HOUR
"""So long after its hour it is still printed where the computer was off, or the printer silent."""
_FOR_APPLICANTS = {
    Standing.APPLICANT: "pemohon, melengkapi berkas",
    Standing.PAYMENT: "pemohon, membayar",
}
_NOT_THEN = "Lembar pagi dibuat untuk hari ini, sampai hari kerja berikutnya; untuk hari lain tidak ada."


def sheet(desk: Desk, who: Who | None, day: date | None = None) -> tuple[str, str]:
    """The date, and the sheet as text. Raises as `morning`."""
    found = morning(desk, who, day)
    return found.day.isoformat(), morning_sheet(desk.office, found)


def print_sheet(desk: Desk) -> None:
    """Let the office's printer print today's, without anybody. Raises PrintFailed, and as `morning`."""
    _, text = sheet(desk, None)
    morning_out(desk, None, print_paper(text, desk.office.settings.printer, _no_terminal))


def _no_terminal(_: str) -> None:
    raise PrintFailed("Tanpa terminal tidak dapat dicetak; pilih printer lain untuk kantor.")


def is_time(desk: Desk) -> bool:
    """Whether it is a working day and the hour at which the office has it printed, or soon after."""
    minute, time, now = desk.office.settings.morning_minute, desk.working_time(), desk.now()
    if minute is None or not time.horizon[0] <= now < time.horizon[1]:
        return False
    begins = time.midnight(now) + minute * MINUTE
    return bool(time.days_between(now, now)[0].hours) and begins <= now < begins + _WHILE


def morning(desk: Desk, who: Who | None, day: date | None = None) -> Morning:
    """How the office stands now, for the morning of that day: today where none is named.

    Raises:
        Refused: for whom is no supervisor; None is whoever has the database itself.
        Invalid: the day is over, or behind the next working day.
    """
    with desk.store.snapshot() as conn:
        if who is not None:
            need(actor(conn, desk, who), Right.SUPERVISE)
        office, time = desk.newest(conn).office, desk.time(conn)
        now = moment(time, desk.now())
        day = day or now.date
        if not now.date <= day <= _next_working_day(time, now.at):
            raise Invalid({"day": _NOT_THEN})
        before, counts = working_day_before(time, day), overview.counts(conn)
        passed, decided = _passed(conn, office, time, before)
        legal, past_legal = _legal(conn, desk, office, time, now)
        promised, broken = _promised(conn, desk, office, now, day)
        return Morning(
            at=now.at,
            day=day,
            before=before,
            passed=passed,
            decided=decided,
            desks=tuple(_desks(office, counts)),
            others=(*_applicants(counts), *_agencies(conn)),
            late=_late(conn, office, time, now),
            legal=legal,
            past_legal=past_legal,
            promised=promised,
            broken=broken,
            moved=_moved(conn, desk, office, now),
            to_collect=_to_collect(conn, office, time, now, counts),
            away=tuple(_away(conn, day)),
            uncovered=tuple(_uncovered(conn, desk, office, day)),
        )


def working_day_before(time: WorkingTime, day: date) -> date:
    """The last date before that one on which the office worked; the day before where none is known."""
    worked = (each.date for each in reversed(time.days) if each.hours and each.date < day)
    return next(worked, day - timedelta(days=1))


def _next_working_day(time: WorkingTime, now: int) -> date:
    with suppress(OutsideHorizon):
        return next_working_day(now, time)
    return time.date_of(now)


def _passed(
    conn: Connection, office: Office, time: WorkingTime, day: date
) -> tuple[tuple[Passed, ...], tuple[tuple[str, int], ...]]:
    """By service what came in and went out that day, the most first; and how many were decided how."""
    first, until = time.instant(day), time.instant(day + timedelta(days=1))
    came, went, decided = store.came(conn, first, until), Counter[str](), Counter[str]()
    for each in store.went(conn, first, until):
        went[each.service] += each.ended
        decided[each.outcome] += each.decided
    found = [
        Passed(_service(office, id), came.get(id, 0), went[id])
        for id in dict.fromkeys((*office.services, *came, *went))
        if came.get(id, 0) + went[id]
    ]
    found.sort(key=lambda each: -(each.came + each.went))
    return tuple(found), tuple((outcome, count) for outcome, count in sorted(decided.items()) if count)


def _desks(office: Office, counts: Iterable[Count]) -> Iterator[Waits]:
    """Desk by desk, in the office's order, what waits to be taken and what is in hand."""
    here = {(c.role, c.standing): c for c in counts if not c.aside and c.standing.at_work}
    for role in dict.fromkeys((*office.roles, *(role for role, _ in here if role is not None))):
        waiting, working = here.get((role, Standing.WAITING)), here.get((role, Standing.WORKING))
        if waiting is None and working is None:
            continue
        named = short_role(office.roles[role].name) if role in office.roles else role
        in_hand = working.count if working is not None else 0
        yield (
            Waits(named, waiting.count, waiting.since, in_hand) if waiting else Waits(named, 0, None, in_hand)
        )


def _applicants(counts: Iterable[Count]) -> Iterator[Waits]:
    """What applicants are to bring; what they may fetch has a part of its own."""
    for standing, words in _FOR_APPLICANTS.items():
        these = [count for count in counts if count.standing is standing and not count.aside]
        if these:
            yield Waits(words, sum(c.count for c in these), min(c.since for c in these))


def _agencies(conn: Connection) -> Iterator[Waits]:
    for agency, count, since in store.agencies(conn):
        yield Waits(waits_for(agency), count, since)


def _late(conn: Connection, office: Office, time: WorkingTime, now: Moment) -> Some:
    """A file that is late in several parts by the one that is latest."""
    named = dict[int, Named]()
    for row in lists.all_open(conn, limit=MOST, aside=Aside.NOT):
        if row.file_id not in named and isinstance(row.due, Deadline) and now.at > row.due.at:
            words = f"{late(countdown(time, row.due), now)}, {_holder(office, row)}"
            named[row.file_id] = _named(office, now, row, words)
    return Some(tuple(named.values()), overview.late(conn, now.at))


def _legal(conn: Connection, desk: Desk, office: Office, time: WorkingTime, now: Moment) -> tuple[Some, int]:
    """What nears its legal line undecided, what is due first before the rest; how many are past it."""
    every = lines(conn, desk, now.at)
    near = [line for line in every if line.at >= now.at]
    last = {line.file: _last(time, now, line.at) for line in near[:MOST]}
    rows = {row.file_id: row for row in lists.these(conn, last)}
    told = [
        _named(office, now, rows[file], f"{words}, {_holder(office, rows[file])}")
        for file, words in last.items()
    ]
    return Some(tuple(told), len(near)), len(every) - len(near)


def _last(time: WorkingTime, now: Moment, at: int) -> str:
    last = time.last_date(at)
    return TODAY if last == now.date else short_date(last)


def _promised(conn: Connection, desk: Desk, office: Office, now: Moment, day: date) -> tuple[Some, int]:
    """Whose promise falls that day, and how many were broken and nobody saw to."""
    files, broken = falling(conn, desk, day)
    rows = lists.these(conn, files[:MOST])
    return Some(tuple(_named(office, now, row, _holder(office, row)) for row in rows), len(files)), len(
        broken
    )


def _moved(conn: Connection, desk: Desk, office: Office, now: Moment) -> Some:
    """Which promises a decree moved lately, whose applicants were not told yet."""
    found, _ = to_tell(conn, desk, MOST)
    rows = {row.file_id: row for row in lists.these(conn, [each.file for each in found])}
    return Some(
        tuple(
            _named(office, now, rows[each.file], f"{short_date(each.told)} → {short_date(each.now)}")
            for each in found
            if each.file in rows
        ),
        len(found),
    )


def _to_collect(
    conn: Connection, office: Office, time: WorkingTime, now: Moment, counts: Sequence[Count]
) -> Some:
    """Permits that lie ready, the longest first, and for how long."""
    rows = lists.to_collect(conn, lists.where_to_collect(conn), MOST)
    told = tuple(_named(office, now, row, _lies(time, now, row)) for row in rows)
    return Some(told, sum(c.count for c in counts if c.standing is Standing.COLLECTION and not c.aside))


def _lies(time: WorkingTime, now: Moment, row: WorkRow) -> str:
    since, days = time.date_of(row.start_at), now.day - _day(time, row.start_at)
    if since == now.date:
        return f"sejak {TODAY}"
    return f"sejak {short_date(since, year=since.year != now.date.year)}, {days} hari kerja"


def _away(conn: Connection, day: date) -> Iterator[str]:
    """Who does not come that day, and until when; why is nobody's but the admin's."""
    written, names = day.isoformat(), {p.id: p.name for p in people.staff(conn) if p.active}
    for entry in roster.from_day(conn, written):
        if entry.away and entry.first <= written and entry.person in names:
            last = date.fromisoformat(entry.last)
            yield f"{names[entry.person]}{f', sampai {short_date(last)}' if last != day else ''}"


def _uncovered(conn: Connection, desk: Desk, office: Office, day: date) -> Iterator[str]:
    for each in uncovered.on_day(conn, desk, day):
        yield f"tanpa {office.roles[each.role].name}, karena {' dan '.join(each.missed)} tidak masuk"


def _named(office: Office, now: Moment, row: WorkRow, words: str) -> Named:
    return Named(listed_number(office, row.number, now.date), _service(office, row.service), words)


def _service(office: Office, service: str) -> str:
    return office.services[service].name if service in office.services else service


def _holder(office: Office, row: WorkRow) -> str:
    """Who has it in hand, or for whom it waits."""
    if row.person_name:
        return row.person_name
    if row.standing is Standing.AGENCY:
        return waits_for(row.waits_for)
    role = office.roles.get(row.role or "")
    return short_role(role.name) if role is not None else row.standing.value


def _day(time: WorkingTime, at: int) -> int:
    """How many working days there are up to an instant, as far as the calendar reaches."""
    return time.day(min(max(at, time.horizon[0]), time.horizon[1]))
