"""The office at a glance: every open file, waiting and working time apart, and how many wait at each desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from loket.desk.authority import Who, actor
from loket.desk.case import lists
from loket.desk.case.lists import PileRow, RowKey, WorkRow
from loket.desk.errors import Unreadable
from loket.desk.office import Desk
from loket.flow import accounts as flow
from loket.flow.accounts import Account, account, booked, working_ms
from loket.flow.countdown import Moment, moment
from loket.flow.deadline import Still
from loket.flow.standing import Standing
from loket.flow.state import Aside
from loket.matching import MOST_WORDS, signs, words_of
from loket.office.model import Office
from loket.sla import OutsideHorizon, WorkingTime
from loket.sop.model import Procedure
from loket.store import documents, overview, people
from loket.store import lists as store
from loket.store.oversight import Chosen, Order, Said
from loket.store.overview import Count, Stretch
from loket.store.sql import Connection

__all__ = ["Count", "Order"]


@dataclass(frozen=True, slots=True)
class Over:
    """What is over of a file's time, up to the interval it is in now.

    `waited` and `worked`: working ms that it lay on the office's piles and was in somebody's hands; that
    interval began at `since` on the clock of working time; None where the calendar does not reach. `apart`:
    the instant since which it lies apart, if it does.
    """

    waited: int | None
    worked: int | None
    since: int | None
    apart: int | None = None


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file on the supervisor's list."""

    row: PileRow
    over: Over

    def so_far(self, now: Moment) -> tuple[int | None, int | None]:
        """How long it has waited, and how long somebody has worked on it, up to now."""
        work = self.row.work
        over = self.over
        here = now.work - over.since if now.known and over.since is not None else None
        match account(work.party, work.standing, trouble=work.trouble):
            case Account.WAITED:
                return _plus(over.waited, here), over.worked
            case Account.WORKED:
                return over.waited, _plus(over.worked, here)
        return over.waited, over.worked


@dataclass(slots=True)
class Known:
    """What a list keeps from one reading to the next: its rows as read, and by `time` the files they show."""

    time: WorkingTime | None = None
    files: Mapping[RowKey, OpenFile] = field(default_factory=dict)
    seen: store.Seen = field(default_factory=store.Seen)


class Group(StrEnum):
    """The open files by how much they press, the most urgent first; those that lie apart never do."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEAR = "near"
    RUNNING = "running"
    RESTING = "resting"
    TO_COLLECT = "to_collect"
    TO_BEGIN = "to_begin"
    OVERSIGHT = "oversight"
    UNREADABLE = "unreadable"


def group(row: PileRow, now: Moment, near_days: int) -> Group:
    """Where a supervisor has the file; `near_days`: working days that count as near."""
    clock = row.clock
    if row.step is None:
        return Group.UNREADABLE
    if row.work.aside:
        return Group.TO_BEGIN if row.work.aside is Aside.TO_BEGIN else Group.OVERSIGHT
    if isinstance(clock, Still):
        if row.work.standing is Standing.COLLECTION:
            return Group.TO_COLLECT
        return Group.RESTING if row.rests else Group.RUNNING
    if clock.is_late(now):
        return Group.OVERDUE
    if clock.deadline.last == now.date:
        return Group.TODAY
    return Group.NEAR if clock.day - now.day <= near_days else Group.RUNNING


def _plus(before: int | None, here: int | None) -> int | None:
    return None if before is None or here is None else before + max(0, here)


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the list, all of it at once: whose desk, who has them in hand, how they stand, words.

    `aside`: those that lie apart for this reason; by itself none that do. `pressing`: what is late, due today
    or nearly; `legal`: that of which the legal line runs. Of the words each must be said of a file: its
    number, its names, its service or step, who has it, how it stands.
    """

    role: str | None = None
    standing: Standing | None = None
    person: int | None = None
    aside: Aside = Aside.NOT
    pressing: bool = False
    legal: bool = False
    words: str = ""

    @property
    def by_more(self) -> bool:
        """Whether more narrows it than whose desk it is and how files stand."""
        return self.person is not None or self.pressing or self.legal or bool(self.words)


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Overview:
    """The first files of what was chosen, in the order asked for, and the counts of the whole office.

    What is listed, and what headings count of it, are rows: a file that several do at once is a row for each
    part. `grouped`: how many of these were chosen, by how much they press, those beyond the list's end too.
    `late`: how many files are late, each once, in the office; `late_here` among those that were chosen.
    `standings`: how many rows would be listed by each standing, or lie apart, all else that narrows the list
    left as it is; None where that is in `counts`.
    """

    files: tuple[OpenFile, ...]
    counts: tuple[Count, ...]
    late: int
    late_here: int
    grouped: Mapping[Group, int]
    standings: Mapping[Standing | Aside | None, int] | None


def look(
    desk: Desk,
    who: Who,
    chosen: Filter = EVERYTHING,
    *,
    order: Order = Order.DUE,
    limit: int = 200,
    known: Known | None = None,
) -> Overview:
    """Files under way, or that lie apart for one reason; their groups are those of this moment.

    `known` keeps from one time to the next what was reckoned of files that have not moved: they are the same.
    """
    known = Known() if known is None else known
    with desk.store.snapshot() as conn:
        actor(conn, desk, who)
        counts, time = overview.counts(conn), desk.time(conn)
        narrowed = _chosen(conn, desk, chosen, time)
        works = store.overseen(conn, narrowed, order, limit, known.seen)
        files = _files(conn, desk, works, time, known)
        if len(works) < limit:
            now, days = moment(time, desk.now()), desk.newest(conn).office.nearly_days
            grouped, late_here = _in_groups([file.row for file in files], now, days)
        else:
            every = sum(each.count for each in counts if _counted(each, chosen))
            counted, late_here = store.count_overseen(conn, narrowed, every)
            grouped = {Group(key): many for key, many in counted.items()}
        late = late_here if chosen == EVERYTHING else overview.late(conn, desk.now())
        standings = _standings(conn, narrowed) if chosen.by_more else None
    return Overview(files, counts, late, late_here, grouped, standings)


def _counted(count: Count, chosen: Filter) -> bool:
    role, standing = chosen.role in (None, count.role), chosen.standing in (None, count.standing)
    return role and standing and count.aside is chosen.aside


def _standings(conn: Connection, narrowed: Chosen) -> Mapping[Standing | Aside | None, int]:
    anyhow = replace(narrowed, standing=None, aside=Aside.NOT)
    found = dict[Standing | Aside | None, int]()
    for standing, files in store.count_standing(conn, anyhow).items():
        found[standing] = files
    found[None] = sum(found.values())
    for aside in (Aside.TO_BEGIN, Aside.OVERSIGHT):
        found[aside] = sum(store.count_standing(conn, replace(anyhow, aside=aside)).values())
    return found


def _in_groups(
    rows: Sequence[PileRow], now: Moment, near_days: Callable[[str], int]
) -> tuple[dict[Group, int], int]:
    """How many rows are in each group, and how many files are late."""
    found = [group(row, now, near_days(row.work.service)) for row in rows]
    late = {row.work.file_id for row, how in zip(rows, found, strict=True) if how is Group.OVERDUE}
    return dict(Counter(found)), len(late)


def _files(
    conn: Connection, desk: Desk, works: Sequence[WorkRow], time: WorkingTime, known: Known
) -> tuple[OpenFile, ...]:
    """The files of these rows; of those that moved what is over of their time is reckoned anew."""
    before = known.files if known.time is time else {}
    found = {work.key: before[work.key] for work in works if _shows(before.get(work.key), work)}
    rows = lists.rows_of(conn, desk, (work for work in works if work.key not in found))
    by_file: dict[int, list[Stretch]] = {}
    if rows:
        for stretch in overview.ended_stretches(conn, {row.work.file_id for row in rows}):
            by_file.setdefault(stretch.file_id, []).append(stretch)
    found |= {row.key: OpenFile(row, _reckoned(row, by_file.get(row.work.file_id, []), time)) for row in rows}
    known.time, known.files = time, found
    return tuple(found[work.key] for work in works)


def _shows(file: OpenFile | None, work: WorkRow) -> bool:
    """Whether it is what the row says. An SOP that could not be read is tried again."""
    return file is not None and file.row.step is not None and (file.row.work is work or file.row.work == work)


def _chosen(conn: Connection, desk: Desk, chosen: Filter, time: WorkingTime) -> Chosen:
    """The filter as the store has it: what words mean here, and until when what is near is due."""
    office, now = desk.newest(conn).office, desk.now()
    readable, unreadable = _procedures(conn, desk)
    return Chosen(
        now,
        time.date_of(now).isoformat(),
        _near(time, now, office.settings.nearly_days),
        {
            each.id: _near(time, now, each.nearly_days)
            for each in office.services.values()
            if each.nearly_days is not None
        },
        role=chosen.role,
        standing=chosen.standing,
        person=chosen.person,
        aside=chosen.aside,
        pressing=chosen.pressing,
        legal=chosen.legal,
        words=[_said(conn, office, readable, word) for word in chosen.words.split()[:MOST_WORDS]],
        unreadable=unreadable,
    )


def _near(time: WorkingTime, now: int, days: int) -> int:
    """What is due until this instant is due on one of the next so many working days, or was before."""
    try:
        return time.midnight(time.closing(time.day(now) + days + 1))
    except OutsideHorizon:
        return time.horizon[1]


def _procedures(conn: Connection, desk: Desk) -> tuple[dict[str, Procedure], list[str]]:
    """The SOPs that files run under by their fingerprints, and the fingerprints of those nobody can read."""
    readable, unreadable = dict[str, Procedure](), list[str]()
    for sha in documents.versions(conn, documents.SOP):
        try:
            readable[sha] = desk.procedure(conn, sha)
        except Unreadable:
            unreadable.append(sha)
    return readable, unreadable


def _said(conn: Connection, office: Office, procedures: Mapping[str, Procedure], word: str) -> Said:
    """What of the office is called so, by any part of its name."""
    plain = word.casefold()
    return Said(
        plain,
        "".join(words_of(word)),
        signs(word),
        services=[each.id for each in office.services.values() if plain in each.name.casefold()],
        roles=[each.id for each in office.roles.values() if plain in each.name.casefold()],
        people=[each.id for each in people.staff(conn) if plain in each.name.casefold()],
        standings=[standing.value for standing in Standing if plain in standing.value],
        places=[
            (sha, place.sequence, place.strand)
            for sha, procedure in procedures.items()
            for place in procedure.places
            if plain in place.name.casefold()
        ],
    )


def _reckoned(row: PileRow, stretches: list[Stretch], time: WorkingTime) -> Over:
    start = row.work.start_at
    found = booked(
        flow.Stretch(account(s.party, s.standing, trouble=s.trouble), s.start, min(s.end, start))
        for s in stretches
        if s.start < start  # what another strand did since goes on in its own row
    )
    waited, worked = (working_ms(time, found[which]) for which in (Account.WAITED, Account.WORKED))
    aside = row.work.aside
    apart = min((s.start for s in stretches if s.aside is aside), default=start) if aside else None
    return Over(waited, worked, working_ms(time, [(time.horizon[0], start)]), apart)
