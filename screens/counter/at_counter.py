"""The left column of Loket 2: the numbers and files that concern the counter, in groups that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from loket.desk.case import lists
from loket.desk.queue import line
from loket.flow.queue.state import TicketStanding
from loket.flow.standing import Standing
from loket.flow.state import Aside
from screens.counter.card import Names
from screens.file.undo import JustDone, Known, Undoable, just_done, last_undoable
from screens.widgets.work_list import Cell, Row
from screens.wording.lists import (
    OVERSIGHT,
    POSTPONED,
    RESTING,
    TO_BEGIN,
    TO_COLLECT,
    TO_COMPLETE,
    TO_PAY,
    UNREADABLE,
    Since,
    listed_name,
    remembering,
    row_clock,
)

if TYPE_CHECKING:
    from loket.desk.authority import Who
    from loket.desk.case.lists import Pile, PileRow
    from loket.desk.office import Desk
    from loket.desk.queue.line import Queue, TicketRow
    from loket.sla import WorkingTime

CALLED, SERVED, HAND, WAITING = "DIPANGGIL", "DILAYANI", "DI TANGAN ANDA", "MENUNGGU"
COLLEAGUES, PASSED = "PADA REKAN", "DILEWATI"
HELD, ELSEWHERE = "DITAHAN", "UNTUK LOKET LAIN"
DESK = "BERKAS DI MEJA INI"
LEFT_OVER, RECENT = "KEMARIN", "BARU SAJA"
TO_COME = "HARI DEPAN"  # numbers given by a clock that was ahead

_RECENT_SHOWN = 3
_LEAST_LINES = 3
_FOLDED = (RESTING, TO_BEGIN, OVERSIGHT, ELSEWHERE)
"""Groups of what nobody at the counter can do anything about now: one line, until they are opened."""
_NEVER_FOLDED = frozenset({CALLED, SERVED, HAND})


@dataclass(frozen=True, slots=True)
class NumberKey:
    """The row of a queue number."""

    ticket: int


@dataclass(frozen=True, slots=True)
class FileKey:
    """The row of a file, or of one of its parts."""

    file: int
    strand: int


@dataclass(frozen=True, slots=True)
class DoneKey:
    """The row of what was just done to a file: the act `seq`."""

    file: int
    seq: int


@dataclass(frozen=True, slots=True)
class MoreKey:
    """The row that stands for what a group has more."""

    group: str


Told = Callable[["TicketRow"], str]
"""Something of a queue number in words."""
CounterKey = NumberKey | FileKey | DoneKey | MoreKey
CounterRows = tuple[Row[CounterKey], ...]


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What the counter has before it, read at one moment.

    `to_begin` are follow-ups that wait for months for their applicants; `all_to_begin`: how many there are,
    as `all_with_applicants` of what they have to complete, and `all_to_collect` of permits that lie ready.
    """

    queue: Queue
    pile: Pile
    with_applicants: tuple[PileRow, ...]
    all_with_applicants: int
    to_begin: tuple[PileRow, ...]
    all_to_begin: int
    to_collect: tuple[PileRow, ...]
    all_to_collect: int
    recent: tuple[JustDone, ...]
    undo: Undoable | None
    time: WorkingTime
    now: int

    @property
    def files(self) -> tuple[PileRow, ...]:
        """Those that lie at the counter, or are to come back to it."""
        here = (*self.pile.in_hand, *self.pile.waiting, *self.pile.resting)
        return (*here, *self.with_applicants, *self.to_collect)


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """Rows under one heading; `in_all`: how many there are, where that is more than the rows read."""

    name: str
    rows: CounterRows
    in_all: int = 0


def look(desk: Desk, who: Who, roles: Iterable[str], known: Known) -> AtCounter:
    """Read what is there; of the person's `roles` those that sit at their counter have their files there.

    `known` keeps what was worked out of files from one time to the next.
    """
    seat = desk.office.counter(who.station) if who.station is not None else None
    mine = {role for role in roles if seat is None or role in seat.roles}
    to_collect, all_to_collect = lists.to_collect(desk, who, roles=mine)
    with_applicants, all_with_applicants = lists.with_applicants(desk, who)
    to_begin, all_to_begin = lists.to_begin(desk, who)
    return AtCounter(
        queue=line.queue(desk, who),
        pile=lists.pile(desk, who, roles=mine),
        with_applicants=with_applicants,
        all_with_applicants=all_with_applicants,
        to_begin=to_begin,
        all_to_begin=all_to_begin,
        to_collect=to_collect,
        all_to_collect=all_to_collect,
        recent=tuple(islice(just_done(desk, who, known), _RECENT_SHOWN)),
        undo=last_undoable(desk, who, known),
        time=desk.working_time(),
        now=desk.now(),
    )


def groups(at_counter: AtCounter, wanted: Told, served_by: Told, listed: Names) -> list[CounterGroup]:
    """The column's groups, empty ones left out.

    `wanted`: what the person of a number came for; `served_by`: the colleague who has one, and where;
    `listed`: a file's number on lists.
    """
    rows, queue, pile = _Rows(at_counter, wanted, served_by, listed), at_counter.queue, at_counter.pile
    today = at_counter.time.date_of(at_counter.now).isoformat()
    earlier = [row for row in queue.left_over if row.day < today]
    to_come = [row for row in queue.left_over if row.day > today]
    called = queue.current is not None and queue.current.standing is TicketStanding.CALLED
    to_pay = [row for row in pile.resting if row.work.standing is Standing.PAYMENT]
    postponed = [row for row in pile.resting if row.work.standing.postponed]
    found = [
        CounterGroup(CALLED if called else SERVED, rows.current()),
        CounterGroup(HAND, rows.files(pile.in_hand, counted=True)),
        CounterGroup(WAITING, rows.waiting(queue.waiting)),
        CounterGroup(HELD, rows.aside(queue.held)),
        CounterGroup(DESK, rows.files(pile.waiting, counted=True), pile.in_all(Standing.WAITING)),
        CounterGroup(TO_COMPLETE, rows.files(at_counter.with_applicants), at_counter.all_with_applicants),
        CounterGroup(TO_PAY, rows.files(to_pay), pile.in_all(Standing.PAYMENT)),
        CounterGroup(TO_COLLECT, rows.files(at_counter.to_collect), at_counter.all_to_collect),
        CounterGroup(RESTING, rows.files(postponed), pile.in_all(*POSTPONED)),
        CounterGroup(TO_BEGIN, rows.files(at_counter.to_begin), at_counter.all_to_begin),
        CounterGroup(OVERSIGHT, rows.files(pile.overseen), pile.in_all(Aside.OVERSIGHT)),
        CounterGroup(UNREADABLE, rows.files(pile.unreadable), pile.in_all(None)),
        CounterGroup(PASSED, rows.aside(queue.passed)),
        CounterGroup(ELSEWHERE, rows.waiting(queue.elsewhere)),
        CounterGroup(COLLEAGUES, rows.with_others()),
        CounterGroup(TO_COME, rows.of_other_days(to_come)),
        CounterGroup(LEFT_OVER, rows.of_other_days(earlier), queue.all_earlier),
        CounterGroup(RECENT, rows.recent()),
    ]
    return [group for group in found if group.rows]


@dataclass(frozen=True, slots=True)
class _Rows:
    """How each kind of row reads; the fields as `groups` is given them."""

    at_counter: AtCounter
    wanted: Told
    served_by: Told
    listed: Names

    def current(self) -> CounterRows:
        current = self.at_counter.queue.current
        return (self._number(current, since=current.ticket.since),) if current is not None else ()

    def waiting(self, numbers: Iterable[TicketRow]) -> CounterRows:
        return tuple(self._number(row, since=row.issued_at) for row in numbers)

    def aside(self, numbers: Iterable[TicketRow]) -> CounterRows:
        """Each with when it was set aside."""
        return tuple(self._number(row, self._clock(row.ticket.since)) for row in numbers)

    def _number(self, row: TicketRow, right: Cell | str = "", since: int | None = None) -> Row[CounterKey]:
        clock = Since(since) if since is not None else None
        return Row(NumberKey(row.id), (row.number, self.wanted(row), right), countdown=clock)

    def _clock(self, at: int) -> Cell:
        return Cell(f"{self.at_counter.time.local(at):%H.%M}", "redup")

    def with_others(self) -> CounterRows:
        """Who has each."""
        return tuple(
            Row(
                NumberKey(row.id),
                (row.number, Cell(self.served_by(row), "redup"), ""),
                countdown=Since(row.ticket.since),
            )
            for row in self.at_counter.queue.with_others
        )

    def of_other_days(self, numbers: Iterable[TicketRow]) -> CounterRows:
        """Each by its day, for today has a number like it."""
        days = ((row, f"{row.day[8:10]}-{row.day[5:7]}") for row in numbers)
        return tuple(
            Row(NumberKey(row.id), (day, f"{row.number} {self.wanted(row)}", ""), style="redup")
            for row, day in days
        )

    def files(self, files: Iterable[PileRow], *, counted: bool = False) -> CounterRows:
        """Each with how long it lies there, or (`counted`) what is left of its time."""
        return tuple(
            Row(
                FileKey(*file.key),
                (self.listed(file.work.number), self._name(file), ""),
                countdown=row_clock(file) if counted else Since(file.work.start_at),
            )
            for file in files
        )

    def _name(self, file: PileRow) -> Cell:
        return remembering(Cell(listed_name(file.work)), file.work, self.at_counter.now)

    def recent(self) -> CounterRows:
        return tuple(map(self._just_done, self.at_counter.recent))

    def _just_done(self, done: JustDone) -> Row[CounterKey]:
        """With its time, or its day if not today's; what F9 would take back has the key in that place."""
        time, undo = self.at_counter.time, self.at_counter.undo
        at, today = time.local(done.at), time.date_of(self.at_counter.now)
        right = f"{at:%H.%M}" if at.date() == today else f"{at:%d-%m}"
        if undo is not None and undo.includes(done):
            right = "F9"
        words = (self.listed(done.number), done.words, Cell(right, "redup"))
        return Row(DoneKey(done.file, done.seq), words)


def shorten(
    found: list[CounterGroup], height: int, opened: frozenset[str], cursor: CounterKey | None = None
) -> tuple[list[Row[CounterKey]], dict[str, int]]:
    """The rows that fit `height` lines with their headings, and how many each group has in all.

    The people who wait have half the lines before all others, and what the others leave. Of these the longest
    are shortened first, to one row and a line that says how many more there are; then the last of them become
    one line each. A group in `opened` is shown whole, and none gives up the row under the `cursor`.
    """
    least = {group.name: _lines_to(group, cursor) for group in found}
    lines = {group.name: 1 + len(group.rows) for group in found}
    for name in _FOLDED:
        if name in lines and name not in opened:
            lines[name] = max(1, least[name])
    waiting = lines.pop(WAITING, 0)
    room = height - min(waiting, height // 2)
    while sum(lines.values()) > room:
        cut = (name for name in lines if name not in opened and lines[name] > least[name])
        longest = max(cut, key=lines.__getitem__, default="")
        if lines.get(longest, 0) <= _LEAST_LINES:
            break
        lines[longest] -= 1
    for name in reversed([name for name in lines if name not in opened and name not in _NEVER_FOLDED]):
        if sum(lines.values()) > room and not least[name]:
            lines[name] = 1
    if waiting:
        free = max(height - sum(lines.values()), height // 2, _LEAST_LINES)
        lines[WAITING] = waiting if WAITING in opened else min(waiting, max(free, least[WAITING]))
    asked_for = [group for group in found if group.name not in _FOLDED or group.name in opened]
    _use_up(lines, asked_for, height - sum(lines.values()))
    rows = [row for group in found for row in _shown(group, lines[group.name])]
    return rows, {group.name: _in_all(group) for group in found}


def _use_up(lines: dict[str, int], found: Iterable[CounterGroup], free: int) -> None:
    """Give lines that are left to groups that lack some, the first of them first."""
    for group in found:
        whole = 1 + len(group.rows)
        least = min(whole, _LEAST_LINES)  # of a group that is one line
        if lines[group.name] < least and least - lines[group.name] <= free:
            free -= least - lines[group.name]
            lines[group.name] = least
        if lines[group.name] >= least:
            more = max(0, min(free, whole - lines[group.name]))
            free -= more
            lines[group.name] += more


def _lines_to(group: CounterGroup, cursor: CounterKey | None) -> int:
    """How many lines of the group, heading and the line for the rest included, show the cursor's row."""
    at = next((at for at, row in enumerate(group.rows) if row.id == cursor), None)
    return 0 if at is None else min(at + 3, 1 + len(group.rows))


def _in_all(group: CounterGroup) -> int:
    return max(group.in_all, len(group.rows))


def _shown(group: CounterGroup, lines: int) -> Iterable[Row[CounterKey]]:
    """The rows of a group that has so many lines, its heading among them; of one line it is the heading."""
    more = MoreKey(group.name)
    if lines == 1:
        return [Row(more, (Cell(f"… {group.name} {_in_all(group)}", "redup"),))]
    if lines > len(group.rows):
        return [_in(row, group.name) for row in group.rows]
    cut = group.rows[: lines - 2]
    left = Cell(f"… {len(group.rows) - len(cut)} lagi", "redup")
    return [*(_in(row, group.name) for row in cut), Row(more, ("", left, Cell("Enter", "redup")), group.name)]


def _in(row: Row[CounterKey], group: str) -> Row[CounterKey]:
    return Row(row.id, row.cells, group, row.countdown, row.style)
